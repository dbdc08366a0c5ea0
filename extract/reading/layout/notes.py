"""Footnotes: the lines at the foot of a page that explain a raised number in its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.layout.grids import Grid, Segment
from extract.reading.layout.lines import Line, Sheet

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGNS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_PLAIN = re.compile(
    r"(?:(\d{1,3})(?=\s+[^\W\d_]|[^\W\d_]{2}|\s*[(“\"])|(\*{1,3})(?=\s?\S)|(\(\d{1,2}\)|\[\d{1,2}\])(?=\s?\S))"
)


@dataclass(slots=True)
class Note:
    """A footnote: the page it begins on, its mark as it is printed in the text, its lines; no mark where it goes on."""

    page: int
    mark: str | None
    lines: list[Line]


def take_notes(sheet: Sheet, across: Sequence[Segment], grids: Sequence[Grid]) -> list[Note]:
    """Takes the footnotes off the lines of a page."""
    lines = sheet.lines
    if len(lines) < 2:
        return []
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    body = max(sizes, key=lambda size: (sizes[size], size))
    start = _below_rule(sheet, across, grids, body)
    if start is None:
        start = _by_size(sheet, body, grids)
    if start is None:
        return []
    notes: list[Note] = []
    before = 0
    for line in lines[start:]:
        mark = _mark(line)
        number = int(mark) if mark is not None and mark.isdigit() and not _is_raised(line) else None
        # A figure at the head of a line is a mark only where the count goes on.
        if mark is not None and number is not None and notes and number != before + 1:
            mark = None
        if mark is None:
            if notes:
                notes[-1].lines.append(line)
            else:
                notes.append(Note(sheet.number, None, [line]))
            continue
        if number is not None:
            mark = _raise(line, mark)
        if (plain := mark.translate(_LOWERED)).isdigit():
            before = int(plain)
        notes.append(Note(sheet.number, mark, [line]))
    sheet.lines = lines[:start]
    return notes


def _below_rule(sheet: Sheet, across: Sequence[Segment], grids: Sequence[Grid], body: float) -> int | None:
    """The first line below the short rule over the footnotes."""
    lines = sheet.lines
    left = min(line.x0 for line in lines)
    for rule in across:
        length = rule.high - rule.low
        if (
            rule.at < 0.3 * sheet.height
            or not 36 < length < 0.5 * sheet.width
            or rule.low > left + 0.1 * sheet.width
        ):
            continue
        if any(g.ys[0] - 4 <= rule.at <= g.ys[-1] + 4 for g in grids) or any(
            g.ys[0] > rule.at for g in grids
        ):
            continue
        start = next((i for i, line in enumerate(lines) if line.height > rule.at), None)
        if not start or any(line.height < rule.at for line in lines[start:]):
            continue
        below = lines[start:]
        if below[0].y0 - rule.at > 2.5 * body:
            continue
        small = all(line.size < 0.95 * body for line in below)
        marked = _is_raised(below[0]) or (_mark(below[0]) is not None and small)
        # What goes on from the page before has no mark.
        if marked or (small and sheet.number > 1 and below[-1].y1 > 0.85 * sheet.height):
            return start
    return None


def _by_size(sheet: Sheet, body: float, grids: Sequence[Grid]) -> int | None:
    """The first of the small lines at the foot of a page that begin with a raised number, where no rule is seen."""
    lines = sheet.lines
    start = len(lines)
    while start and lines[start - 1].size < 0.91 * body:
        start -= 1
    marks = {word.text.translate(_LOWERED) for line in lines[:start] for word in line.words if word.raised}
    # Some programs don't raise the number before the note.
    while start < len(lines) and not (_is_raised(lines[start]) or _mark(lines[start]) in marks):
        start += 1
    if start == len(lines) or not start or lines[start].height < 0.4 * sheet.height:
        return None
    if any(g.ys[-1] > lines[start].y0 for g in grids):
        return None
    return start


def _is_raised(line: Line) -> bool:
    return _SIGNS.match(line.text) is not None and line.words[0].text[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹"


def _mark(line: Line) -> str | None:
    """The mark at the head of a line, as it is printed there."""
    if m := _SIGNS.match(line.text):
        return m[0]
    if m := _PLAIN.match(line.text):
        return m[1] or m[2] or m[3]
    return None


def _raise(line: Line, number: str) -> str:
    """Raises the number at the head of a line."""
    raised = number.translate(_RAISED)
    first = line.words[0]
    first.text = raised + first.text[len(number) :]
    line.text = raised + line.text[len(number) :]
    return raised
