"""Letterheads and signatures laid out in two columns by runs of spaces."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.reading.grid import Item, is_layout
from extract.reading.lines import HARD, NEAR, Line

_GAP = re.compile(r"[ \t\f\x0b]{4,}")


def split_columns(lines: list[Line]) -> list[Item]:
    """The lines of a text in reading order: where two columns stand side by side, the left one first."""
    if not any("    " in line.text for line in lines):
        return [lines]
    out: list[Line] = []
    i = 0
    while i < len(lines):
        if "    " not in lines[i].text or len(parts := _parts(lines[i])) < 2:
            out.append(lines[i])
            i += 1
            continue
        end = i + 1
        edge = parts[1][0]
        while end < len(lines) and lines[end].gap == NEAR and _beside(lines[end], edge):
            end += 1
        # One line with a wide gap is a form or a slip; a block of them, or a letterhead, is two columns.
        beside = sum(len(_parts(line)) == 2 for line in lines[i:end])
        out += (
            _in_columns(lines[i:end], edge) if beside > 1 or is_layout(t for _, t in parts) else lines[i:end]
        )
        i = end
    return [out]


def _parts(line: Line) -> list[tuple[int, str]]:
    """The stretches of a line that four or more spaces part, with their columns on the page."""
    parts: list[tuple[int, str]] = []
    at = 0
    for m in _GAP.finditer(line.text):
        parts.append((line.indent + at, line.text[at : m.start()]))
        at = m.end()
    parts.append((line.indent + at, line.text[at:]))
    return (
        parts if len(parts) == 2 and parts[1][0] >= 20 and _is_beside(parts) else [(line.indent, line.text)]
    )


def _is_beside(parts: list[tuple[int, str]]) -> bool:
    left, right = parts[0][1], parts[1][1]
    return len(left) < 60 and len(right) < 80 and not re.fullmatch(r"[\d.,%\s]+", right)


def _beside(line: Line, edge: int) -> bool:
    return (
        len(_parts(line)) == 2
        or line.indent >= edge - 12
        or (len(line.text) < 60 and line.indent + len(line.text) < edge)
    )


def _in_columns(lines: list[Line], edge: int) -> list[Line]:
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        parts = _parts(line)
        if len(parts) == 2:
            for (column, text), into in zip(parts, (left, right), strict=True):
                start = line.start + column - line.indent
                into.append(Line(start, start + len(text), text, line.gap, 0, text, line.page))
        elif line.indent >= edge - 12 and line.indent > 12:
            right.append(replace(line, indent=0))
        else:
            left.append(line)
    for column_lines in (left, right):
        for i, line in enumerate(column_lines):
            line.gap = HARD if i == 0 else NEAR
    return left + right
