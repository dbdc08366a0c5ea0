"""The components as spaCy factories, for pipelines of one's own.

Each is registered under its name (`cchc_citations` …) through the entry points of the package, and writes its facts
to `doc.spans` with the fact itself on the span:

    import spacy
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.add_pipe("cchc_citations")
    doc = nlp("Căn cứ Quyết định số 15/QĐ-UBND ngày 20/01/2025")
    doc.spans["citations"][0]._.fact.symbol

The text of the `Doc` is taken as it is: a span begins and ends at the tokens that hold its fact. The facts of one
text are found together and kept on the `Doc`, so that several components cost one pass.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extract.facts.model import Facts
from extract.facts.pipeline import Pipeline
from extract.reading.source import Paragraph, Source
from extract.structure import analyse

Component = Callable[[Doc], Doc]

if not Span.has_extension("fact"):
    Span.set_extension("fact", default=None)
if not Doc.has_extension("cchc_facts"):
    Doc.set_extension("cchc_facts", default=None)


def make_citations(nlp: Language, name: str) -> Component:
    """Cited documents, in `doc.spans["citations"]`."""
    return _component("citations", "citations")


def make_deadlines(nlp: Language, name: str) -> Component:
    """Deadlines, in `doc.spans["deadlines"]`."""
    return _component("deadlines", "deadlines")


def make_scores(nlp: Language, name: str) -> Component:
    """Scores, in `doc.spans["scores"]`."""
    return _component("scores", "scores")


def make_rankings(nlp: Language, name: str) -> Component:
    """Rankings, in `doc.spans["rankings"]`."""
    return _component("rankings", "rankings")


def make_figures(nlp: Language, name: str) -> Component:
    """Figures, in `doc.spans["figures"]`."""
    return _component("figures", "figures")


def make_directives(nlp: Language, name: str) -> Component:
    """Assignments, in `doc.spans["directives"]`."""
    return _component("directives", "directives")


def make_organisations(nlp: Language, name: str) -> Component:
    """Mentions of bodies, in `doc.spans["organisations"]`."""
    return _component("mentions", "organisations")


for _name, _factory in {
    "cchc_citations": make_citations,
    "cchc_deadlines": make_deadlines,
    "cchc_scores": make_scores,
    "cchc_rankings": make_rankings,
    "cchc_figures": make_figures,
    "cchc_directives": make_directives,
    "cchc_organisations": make_organisations,
}.items():
    if not Language.has_factory(_name):
        Language.factory(_name, func=_factory)


def _component(field: str, key: str) -> Component:
    def annotate(doc: Doc) -> Doc:
        spans = []
        for fact in getattr(_facts(doc), field):
            span = doc.char_span(fact.start, fact.end, label=key.upper(), alignment_mode="expand")
            if span is not None:
                span._.fact = fact
                spans.append(span)
        doc.spans[key] = SpanGroup(doc, name=key, spans=spans)
        return doc

    return annotate


def _facts(doc: Doc) -> Facts:
    if doc._.cchc_facts is None:
        doc._.cchc_facts = Pipeline()(analyse(_source(doc.text)))
    facts: Facts = doc._.cchc_facts
    return facts


def _source(text: str) -> Source:
    """The text as it is, a paragraph a line, so that offsets stay those of the `Doc`."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Paragraph(start, start + len(line)))
        start += len(line) + 1
    return Source(name="doc", media_type="text/plain", text=text, blocks=tuple(blocks))
