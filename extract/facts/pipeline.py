"""The plain-Python way from a document to its facts."""

from __future__ import annotations

from extract.facts.atoms import Atoms, Spans
from extract.facts.citations import find_citations
from extract.facts.deadline_leads import with_leads
from extract.facts.deadlines import find_deadlines
from extract.facts.directives import find_directives
from extract.facts.figures import find_figures
from extract.facts.legibility import weigh
from extract.facts.model import Facts
from extract.facts.organisations import find_organisations
from extract.facts.rankings import find_rankings
from extract.facts.scores import find_scores
from extract.facts.short_forms import find_short_mentions
from extract.structure.model import Document


class Pipeline:
    """Finds every kind of fact in a document.

    The order is that of dependence: bodies and citations are atoms for the rest; scores and rankings claim their
    numbers before figures take what is left.
    """

    def __call__(self, document: Document) -> Facts:
        bodies = find_organisations(document)
        atoms = Atoms(document, bodies.mentions)
        citations = find_citations(document, atoms, bodies)
        atoms.citations = Spans(citations)
        rankings = find_rankings(document, atoms, bodies)
        scores = find_scores(document, atoms, bodies)
        deadlines = find_deadlines(document, atoms, bodies)
        directives = find_directives(document, atoms, bodies, citations, deadlines)
        deadlines = with_leads(document, deadlines, directives)
        figures = find_figures(document, atoms, bodies, scores, rankings)
        facts = Facts(
            citations=tuple(citations),
            deadlines=tuple(deadlines),
            scores=tuple(scores),
            rankings=tuple(rankings),
            figures=tuple(figures),
            mentions=tuple(bodies.mentions),
            short_mentions=tuple(find_short_mentions(document, citations)),
            directives=tuple(directives),
            issuer=bodies.issuer,
        )
        return weigh(document, facts)
