"""The year that a report tells of, by the months and quarters that it names."""

from __future__ import annotations

import re

from extract.facts.context import Context
from extract.facts.context_sentences import Sentence


def period_year(context: Context, sentence: Sentence, start: int) -> int | None:
    """The year of a month, quarter or half year that results are of; not of the day on which they came out."""
    if re.search(r"công\s+bố|ban\s+hành|tổ\s+chức|hội\s+nghị", context.lower[sentence.start : sentence.end]):
        return None
    found = [
        d.year
        for d in context.atoms.dates.within(sentence.start, start)
        if d.precision in ("month", "quarter", "half")
        and d.year
        and context.atoms.citations.at(d.start) is None
    ]
    return found[-1] if found else None


def reported_year(context: Context, start: int) -> int | None:
    """The year that a report tells of at `start`, whatever years the indices that it names are of."""

    def frame(sentence: Sentence) -> int | None:
        years = [
            y
            for y in sentence.years
            if y.kind in ("plain", "leading") and sentence.sees(sentence.end, y.start)
        ]
        return years[-1].year if years else period_year(context, sentence, sentence.end)

    block = context.document.block_at(start)
    here = (
        next((s for s in context.sentence_spans(block.start, block.end) if s[0] <= start < s[1]), None)
        if block
        else None
    )
    own = period_year(context, context.read(*here), start) if here else None
    if own is not None:
        return own
    issued = context.document.header.issued_on
    return context.carried(start, frame) or context.title_year() or (int(issued[:4]) if issued else None)
