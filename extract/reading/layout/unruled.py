"""Tables aligned by spaces alone, without borders or with horizontal lines only.

Prose that is justified has wide gaps too, forms and letterheads have columns: a table is only what has the heads of
columns above it, or an index that counts its rows, and keeps to its columns over several rows. In doubt it is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.reading import words
from extract.reading.layout.lines import Line, Token, column_gaps, make_line

_INDEX = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[A-ZĐa-zđ])[.)]?$")
_COUNT = re.compile(r"(?:STT|TT|Số TT|Stt)$", re.I)
_LEAST_COLUMNS = 3
_LEAST_ROWS = 2


@dataclass(slots=True)
class AlignedTable:
    """A table aligned by spaces: its columns' left and right ends, and the lines in each cell of each row."""

    page: int
    y0: float
    y1: float
    columns: list[tuple[float, float]]
    rows: list[list[list[Line]]] = field(default_factory=list)


def find_aligned(lines: Sequence[Line]) -> list[Line | AlignedTable]:
    """The lines of a page, those of a table put together."""
    out: list[Line | AlignedTable] = []
    i = 0
    while i < len(lines):
        table, end = _table(lines, i)
        if table is None:
            out.append(lines[i])
            i += 1
        else:
            out.append(table)
            i = end
    return out


def _segments(line: Line, least: float = 1.0) -> list[list[Token]]:
    starts = {b for _, b in column_gaps(line, least)}
    parts: list[list[Token]] = [[]]
    for token in line.words:
        if token.x0 in starts and parts[-1]:
            parts.append([])
        parts[-1].append(token)
    return parts


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(t.text for t in tokens)


def _table(lines: Sequence[Line], i: int) -> tuple[AlignedTable | None, int]:
    line = lines[i]
    if len(line.words) < _LEAST_COLUMNS or not column_gaps(line, 1.0):
        return None, i
    parts = _segments(line)
    if len(parts) < _LEAST_COLUMNS:
        return None, i
    heads = sum(words.is_head(_text(p)) for p in parts)
    headed = heads * 2 >= len(parts) or (_COUNT.match(_text(parts[0])) and heads > 1)
    if not headed:
        return None, i
    columns = [(p[0].x0, p[-1].x1) for p in parts]
    # Lines of the heads above or below, up to the first row, widen the columns.
    rows: list[list[list[Token]]] = [[list(p) for p in parts]]
    body: list[list[list[list[Token]]]] = []
    end = i + 1
    counted = _COUNT.match(_text(parts[0])) is not None
    for j in range(i + 1, len(lines)):
        below = lines[j]
        if below.baseline - lines[j - 1].baseline > 3.2 * below.size:
            break
        cells = _placed(below, columns)
        if cells is None:
            break
        filled = sum(bool(c) for c in cells)
        index = bool(cells[0]) and _INDEX.match(_text(cells[0])) is not None
        new_row = index if counted else bool(cells[0]) and filled * 2 > len(columns)
        if new_row:
            body.append([cells])
        elif body:
            if counted and cells[0] and not _fits_head(cells[0], columns[0]):
                break
            body[-1].append(cells)
        elif j - i > 4:
            return None, i
        else:
            rows.append(cells)
        for k, cell in enumerate(cells):
            if cell:
                columns[k] = (min(columns[k][0], cell[0].x0), max(columns[k][1], cell[-1].x1))
        end = j + 1
    if len(body) < _LEAST_ROWS:
        return None, i
    width = columns[-1][1] - columns[0][0]
    if width < 12 * line.size:
        return None, i
    table = AlignedTable(line.page, line.y0, lines[end - 1].y1, columns)
    for group in [rows, *body]:
        table.rows.append(_joined(group, line, columns))
    return table, end


def _fits_head(tokens: Sequence[Token], column: tuple[float, float]) -> bool:
    return tokens[-1].x1 <= column[1] + 2


def _placed(line: Line, columns: Sequence[tuple[float, float]]) -> list[list[Token]] | None:
    """The words of a line in the columns they stand under; `None` where they don't keep to them."""
    cells: list[list[Token]] = [[] for _ in columns]
    for part in _segments(line, 0.8):
        low, high = part[0].x0, part[-1].x1
        under = [
            k for k, (a, b) in enumerate(columns) if min(b, high) - max(a, low) > 0.3 * min(b - a, high - low)
        ]
        if len(under) > 1:
            return None
        if not under:
            middle = (low + high) / 2
            k = min(range(len(columns)), key=lambda k: abs((columns[k][0] + columns[k][1]) / 2 - middle))
            before = columns[k - 1][1] if k else -1e9
            after = columns[k + 1][0] if k + 1 < len(columns) else 1e9
            if low < before or high > after:
                return None
            under = [k]
        if cells[under[0]]:
            return None
        cells[under[0]] = list(part)
    # Nothing may reach into the next column.
    for k, cell in enumerate(cells):
        if cell and k + 1 < len(columns) and cell[-1].x1 > columns[k + 1][0] and not cells[k + 1]:
            return None
    return cells


def _joined(
    group: Sequence[Sequence[list[Token]]], line: Line, columns: Sequence[tuple[float, float]]
) -> list[list[Line]]:
    row: list[list[Line]] = []
    for k, (left, right) in enumerate(columns):
        cell = []
        for tokens in (cells[k] for cells in group if cells[k]):
            made = make_line(tokens, line.page, scan=line.scan)
            made.left, made.right = left, right
            cell.append(made)
        row.append(cell)
    return row
