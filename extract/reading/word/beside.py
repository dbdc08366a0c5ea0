"""Lines that stand side by side: letterheads and signatures typed with tabs or runs of spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading import words
from extract.reading.grid import is_layout
from extract.reading.lines import HARD
from extract.reading.word.runs import Line

_GAP = re.compile(r"[ \u00a0]*\t[ \u00a0\t]*|[ \u00a0]{4,}")
# Room left for what is written by hand is no gap between columns: `Số:    /BC-UBND`, `ngày    tháng    năm`.
_ROOM_BEFORE = re.compile(
    r"(?:^|\s)(?:[Ss]ố|SỐ)\s*:?\s*\d*$|(?:,\s*|\s|^)[Nn]gày(?:\s*\d*)?$|[Tt]háng(?:\s*\d*)?$|[Nn]ăm$|/$"
)
_ROOM_AFTER = re.compile(r"[/-]\S|tháng\b|năm\b|[\d.,;:]")
_DASH = re.compile(r"[-–—+*]\s*\S")
_FAR = 20
"""A line that begins so many spaces inside stands in the right column."""
_LONGEST_PART = 110
"""A column of a letterhead or a signature holds no more on a line."""


@dataclass(slots=True)
class _Row:
    """A line whole and in its columns: there is no `right` where it has one, no `left` where it begins far inside."""

    whole: Line
    left: Line | None
    right: Line | None


def arranged(lines: Sequence[Line]) -> list[Line]:
    """Lines in reading order, white space around them taken off: of a block in two columns the left one first."""
    lines = [_stripped(line) for line in lines if line.text.strip()]
    if not any("\t" in line.text or "    " in line.text for line in lines):
        return lines
    rows = [_row(line) for line in lines]
    out: list[Line] = []
    i = 0
    while i < len(rows):
        if not _is_anchor(rows[i]):
            out.append(rows[i].whole)
            i += 1
            continue
        first, end = _block(rows, i, len(out))
        del out[len(out) - (i - first) :]
        block = rows[first:end]
        for column in ([row.left for row in block], [row.right for row in block]):
            at = len(out)
            out += [line for line in column if line is not None]
            # No sentence goes on from one column to the other.
            if at < len(out):
                out[at].gap = HARD
        if end < len(rows):
            _border(rows[end])
        i = end
    return out


def _stripped(line: Line) -> Line:
    """The line without white space around it, but for what may put it into the right column."""
    text = line.text
    if text[0].isspace() or text[-1].isspace():
        lead = text[: len(text) - len(text.lstrip())]
        if "\t" not in lead and len(lead) < _FAR:
            return line.part(0, len(text))
    return line


def _border(row: _Row) -> None:
    for line in (row.whole, row.left):
        if line is not None:
            line.gap = HARD


def _is_anchor(row: _Row) -> bool:
    """Whether a line holds a part of a letterhead or of a signature in each of two columns."""
    if row.left is None or row.right is None:
        return False
    return is_layout((row.left.text, row.right.text)) or all(
        part.text.isupper() and words.is_signing(part.text) for part in (row.left, row.right)
    )


def _row(line: Line) -> _Row:
    text = line.text
    if "\t" not in text and "    " not in text:
        return _Row(line, line, None)
    text = text.rstrip()
    lead = len(text) - len(text.lstrip())
    whole = line.part(lead, len(text))
    for m in _GAP.finditer(text, lead):
        left, right = text[lead : m.start()], text[m.end() :]
        if _is_room(left, right):
            continue
        if max(len(left), len(right)) > _LONGEST_PART or _gaps(right):
            break
        return _Row(whole, line.part(lead, m.start()), line.part(m.end(), len(text)))
    inside = "\t" in text[:lead] or lead >= _FAR
    return (
        _Row(whole, None, whole) if inside and len(whole.text) <= _LONGEST_PART else _Row(whole, whole, None)
    )


def _is_room(left: str, right: str) -> bool:
    return _ROOM_BEFORE.search(left[-20:]) is not None or _ROOM_AFTER.match(right) is not None


def _gaps(text: str) -> bool:
    """Whether a text has gaps that are no room for what is written by hand."""
    return any(not _is_room(text[: m.start()], text[m.end() :]) for m in _GAP.finditer(text))


def _block(rows: Sequence[_Row], anchor: int, free: int) -> tuple[int, int]:
    """The first row of a block of two columns and one past its last; `free` rows above may still be taken."""
    first = anchor
    while first > 0 and anchor - first < free:
        above = rows[first - 1]
        if above.right is None or (above.left is None and not is_layout((above.right.text,))):
            break
        first -= 1
    recipients = False
    end = first
    while end < len(rows):
        row = rows[end]
        if row.left is not None:
            recipients = recipients or row.left.text.lower().startswith("nơi nhận")
            if row.right is None and not (
                (recipients and _DASH.match(row.left.text))
                or (len(row.left.text) < 60 and any(_is_anchor(below) for below in rows[end + 1 : end + 3]))
            ):
                break
        end += 1
    return first, end
