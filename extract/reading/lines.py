"""The printed lines of a text: what stands on them, what gap is above them, on which page they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

NEAR, BLANK, HARD = 0, 1, 2
"""The gap above a line: none, blank lines, or a border that no paragraph crosses."""

# Rules between the parts of a letterhead, `-----`, `- - -`, `_____`, `-----o0o-----`, and rows of dots.
_RULE = re.compile(r"(?:[-–—_=~*.·•…―─═\s]{2,}|[-–—_=~.\s*]*[oO]0[oO][-–—_=~.\s*]*|[–—_=~])$")
_PAGE_NUMBER = re.compile(r"(?:[-–—]\s*)?(?:[Tt]rang|[Pp]age)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?$")
_BARE_NUMBER = re.compile(r"[-–—]?\s*\d{1,3}\s*[-–—]?$")


@dataclass(slots=True)
class Line:
    """A printed line, `text[start:end]` of the text without markup, without the white space around it.

    `raw` keeps that white space where it may mean something (tabs of a table, the columns of a letterhead).
    """

    start: int
    end: int
    text: str
    gap: int
    indent: int
    raw: str
    page: int = 1


def split_lines(text: str) -> tuple[list[Line], int | None]:
    """The lines that hold something, and the number of pages where form feeds tell it.

    Rules and the numbers of pages are left out.
    """
    lines: list[Line] = []
    at = 0
    gap = HARD
    page = 1
    paged = "\f" in text
    append = lines.append
    for raw in text.split("\n"):
        stripped = raw.strip()
        if not stripped:
            if gap == NEAR:
                gap = BLANK
            if paged and "\f" in raw:
                page += raw.count("\f")
                gap = max(gap, BLANK)
            at += len(raw) + 1
            continue
        if paged and "\f" in raw:
            lead = raw[: len(raw) - len(raw.lstrip())]
            if "\f" in lead:
                page += lead.count("\f")
                gap = max(gap, BLANK)
        first = stripped[0]
        if first in "-–—_=~*.·•…―─═oO" and _RULE.match(stripped):
            gap = HARD
            at += len(raw) + 1
            continue
        indent = 0 if raw[0] == first else len(raw) - len(raw.lstrip())
        start = at + indent
        append(Line(start, start + len(stripped), stripped, gap, indent, raw, page))
        gap = NEAR
        at += len(raw) + 1
        if paged and "\f" in stripped:
            page += stripped.count("\f")
    if paged:
        _drop_page_numbers(lines)
    _drop_numbers_inside(lines)
    return lines, (page if paged else None)


def _drop_page_numbers(lines: list[Line]) -> None:
    """Takes away a number alone on the first line of a page (where Nghị định 30/2020/NĐ-CP puts it) or the last."""
    last = len(lines) - 1
    kept: list[Line] = []
    for i, line in enumerate(lines):
        edge = (
            (i and lines[i - 1].page != line.page)
            or (i < last and lines[i + 1].page != line.page)
            or i == last
        )
        if edge and len(line.text) < 16 and _PAGE_NUMBER.match(line.text):
            continue
        if kept and kept[-1].page != line.page:
            line.gap = max(line.gap, BLANK)
        kept.append(line)
    lines[:] = kept


def _drop_numbers_inside(lines: list[Line]) -> None:
    """Takes away a number between two blank lines in the middle of a sentence: the page ended there."""
    drop = [
        i
        for i in range(1, len(lines) - 1)
        if len(lines[i].text) < 8
        and lines[i].gap == lines[i + 1].gap == BLANK
        and lines[i + 1].text[0].islower()
        and lines[i + 1].text[1:2] != ")"
        and lines[i - 1].text[-1] not in ".;:!?"
        and _BARE_NUMBER.match(lines[i].text)
    ]
    for i in reversed(drop):
        del lines[i]
