"""What was read from an image is as sure as its letters: confidences and doubts of facts from those of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from extract.facts.model import Fact, Facts
from extract.reading.places import Places
from extract.structure.model import Document

_DIGITS = re.compile(r"\S*\d\S*")
_SURE = 0.80
"""Below this, digits are doubted: a third of those read wrongly, and 1.3 % of those read rightly.

Measured on rendered pages (docs/experiments.md); at 0.90 half of the wrong ones, but 5 % of the right ones.
"""

F = TypeVar("F", bound=Fact)


def weigh(document: Document, facts: Facts) -> Facts:
    """The facts with the confidence of their words taken in, and a doubt on those with uncertain digits.

    A fact's confidence is that of its rule times the mean of its words'; facts of texts that were not read from an
    image stay as they are.
    """
    places = document.source.places
    if not places or not any(c >= 0 for c in places.confidences):
        return facts
    return replace(
        facts,
        citations=_weighed(document, places, facts.citations),
        deadlines=_weighed(document, places, facts.deadlines),
        scores=_weighed(document, places, facts.scores),
        rankings=_weighed(document, places, facts.rankings),
        figures=_weighed(document, places, facts.figures),
        directives=_weighed(document, places, facts.directives),
        mentions=_weighed(document, places, facts.mentions),
    )


def _weighed(document: Document, places: Places, facts: Iterable[F]) -> tuple[F, ...]:
    out = []
    for fact in facts:
        known = [c for i in places.between(fact.start, fact.end) if (c := places.confidences[i]) >= 0]
        if known:
            confidence = round(fact.confidence * sum(known) / len(known), 3)
            fact = replace(fact, confidence=confidence, doubt=_doubt(document.text, places, fact))
        out.append(fact)
    return tuple(out)


def _doubt(text: str, places: Places, fact: Fact) -> str | None:
    """Which digits of a quote were read without certainty, in words; `None` where all are sure."""
    doubtful = []
    for number in _DIGITS.finditer(text, fact.start, fact.end):
        confidence = places.confidence_of(number.start(), number.end())
        if confidence is not None and confidence < _SURE:
            doubtful.append(f"“{number[0].strip('.,;:()')}” ({confidence:.2f})".replace("0.", "0,"))
    return f"chữ số đọc không chắc: {', '.join(doubtful)}" if doubtful else None
