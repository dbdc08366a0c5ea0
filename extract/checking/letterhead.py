"""The number and the day of a document as its own letterhead prints them."""

from __future__ import annotations

import re

from extract.structure.lines import expression
from extract.structure.model import Document
from extract.values.dates import Date, find_dates

_NUMBER = expression("letterhead", "number")
_BREAK = re.compile(r"[\n\t]")


def letterhead_spans(document: Document) -> list[tuple[int, int]]:
    """The zones of the letterhead."""
    return [(z.start, z.end) for z in document.zones if z.kind == "letterhead"]


def own_day(document: Document) -> Date | None:
    """The day printed in the letterhead that the header was read from."""
    issued = document.header.issued_on
    for start, end in letterhead_spans(document):
        for date in find_dates(document.view, start, end):
            if date.precision == "day" and date.iso == issued:
                return date
    return None


def own_number(document: Document) -> tuple[int, int] | None:
    """The span of the number in the letterhead (`Số: 15/KH-UBND`)."""
    for start, end in letterhead_spans(document):
        at = start
        for piece in _BREAK.split(document.view[start:end]):
            lead = len(piece) - len(piece.lstrip())
            match = _NUMBER.match(piece.strip())
            if match and match["symbol"]:
                return at + lead + match.start(), at + lead + match.end()
            at += len(piece) + 1
    return None
