"""A letterhead with blanks: the number, the day or the month left out of what is otherwise printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.checking.letterhead import letterhead_spans
from extract.checking.model import Check, Finding, Kind
from extract.facts.model import Facts
from extract.structure.lines import expression
from extract.structure.model import Document

_NUMBER = expression("letterhead", "number")
_DATE = expression("letterhead", "date")
_PIECE = re.compile(r"[^\n\t]+")


def incomplete_header(document: Document, facts: Facts) -> Iterator[Finding]:
    """Number, day or month blank in the letterhead, said once.

    A number or day that another place of the document prints is no blank: the header has it. On a page read from an
    image what seems blank is written by hand.
    """
    if document.source.recognised:
        return
    header = document.header
    blanks: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end in letterhead_spans(document):
        for piece in _PIECE.finditer(document.view, start, end):
            text = piece[0]
            at = piece.start() + len(text) - len(text.lstrip())
            number = _NUMBER.match(text.strip())
            if number and number["symbol"] and not number["number"] and header.number is None:
                blanks.append("số")
                spans.append((at, at + len(text.strip())))
                continue
            date = _DATE.search(text)
            if date is None or (header.issued_on is not None and len(header.issued_on) == 10):
                continue
            missing = [
                name for name, key in (("ngày", "day"), ("tháng", "month"), ("năm", "year")) if not date[key]
            ]
            if missing:
                blanks += missing
                spans.append((at, at + len(text.strip())))
    if spans:
        yield Finding(
            Kind.INCOMPLETE_HEADER,
            "warning",
            f"Phần đầu văn bản để trống {', '.join(dict.fromkeys(blanks))} ban hành.",
            tuple(dict.fromkeys(spans)),
        )


CHECKS: tuple[Check, ...] = (Check((Kind.INCOMPLETE_HEADER,), incomplete_header),)
