"""Rows out of cells printed one a line between lines of `|`.

A row is printed as a bar, then each cell followed by a bar; an empty cell prints nothing. So two bars in a row are
either an empty cell or the border of two rows, and only the number of columns tells which. The rows are found as
the cheapest way to cut the cells, over the numbers of columns that the first rows make likely.
"""

from __future__ import annotations

import re

from extract.reading import words

Row = list[tuple[int, int]]
"""For each cell its place among the printed ones (-1 where none was printed), and its span."""

_INDEX = re.compile(
    r"(?:\d{1,4}(?:\.\d{1,3})*\.?|[IVXL]{1,6}(?:\.\d{1,3})*\.?|[A-ZĐa-zđ](?:\.\d{1,3})*\.?|[-–+•*])$"
)
_COUNT_HEAD = re.compile(r"(?:STT|TT|Số TT|Số thứ tự)\.?$", re.I)
_MOST_COLUMNS = 20
_SAMPLE = 600
"""The cells from which the number of columns is found."""


def parse_rows(cells: list[str]) -> list[Row] | None:
    """The rows of a run of cells, or `None` where it can't be cut into rows."""
    if not cells or (not cells[0] and not any(cells[:3])):
        return None
    first = next((i for i, cell in enumerate(cells) if not cell), len(cells))
    numbered = bool(_COUNT_HEAD.match(cells[0]))
    sample = cells[:_SAMPLE]
    likely: list[tuple[float, int]] = []
    for width in range(max(1, first - 1), min(_MOST_COLUMNS, max(first + 6, 4)) + 1):
        found = _cut(sample, width, numbered, whole=len(sample) == len(cells))
        if found is not None:
            likely.append((found[0] + 0.3 * abs(width - first), width))
    for _, width in sorted(likely):
        found = _cut(cells, width, numbered)
        if found is not None:
            return _aligned(cells, found[1], width)
    return None


def _cut(
    cells: list[str], width: int, numbered: bool, *, whole: bool = True
) -> tuple[float, list[tuple[int, int]]] | None:
    """The cheapest rows `(first cell, one past the last)`; the cell that stands between two rows is their border."""
    count = len(cells)
    infinite = float("inf")
    cost = [infinite] * (count + 2)
    came = [-1] * (count + 2)
    cost[0] = 0.0
    # cost[s]: the rows before cell s are cut, cell s begins the next row; count + 1 is past the end.
    for s in range(count):
        if cost[s] == infinite:
            continue
        for n in range(1, min(width, count - s) + 1):
            t = s + n
            if t < count and cells[t]:
                continue
            total = cost[s] + _row_cost(cells, s, t, width, numbered)
            after = t + 1
            if total < cost[after]:
                cost[after] = total
                came[after] = s
    if not whole:
        least = min(cost[max(0, count - width) :])
        return None if least == infinite else (least, [])
    if cost[count + 1] == infinite:
        return None
    rows: list[tuple[int, int]] = []
    at = count + 1
    while at > 0:
        rows.append((came[at], at - 1))
        at = came[at]
    rows.reverse()
    return cost[count + 1], rows


def _row_cost(cells: list[str], s: int, t: int, width: int, numbered: bool) -> float:
    """How unlikely it is that the cells from `s` to `t` are one row of a table with so many columns."""
    head = cells[s]
    filled = t - s - cells[s:t].count("")
    if not filled:
        return 0.9
    cost = 0.05 * (t - s - filled)
    if t - s < width:
        # A head with columns of its own, a group; anything else is torn.
        cost += 0.3 if s == 0 else 0.4 if filled <= 2 else 1.2
    if not head:
        cost += 0.6 if numbered else 0.3
    elif numbered and s > 0 and t - s > 2 and not _INDEX.match(head.rstrip(":")):
        cost += 1.0
    if numbered:
        # A number that follows an empty cell and has a text beside it begins the next row.
        begun = 0
        for k in range(s + 2, t - 1):
            if not cells[k - 1] and cells[k + 1] and cells[k] and _INDEX.match(cells[k]):
                begun += 1
        cost += 0.8 * begun
    return cost


def _aligned(cells: list[str], rows: list[tuple[int, int]], width: int) -> list[Row]:
    """Rows whose spans add up to the number of columns; rows without any text are left out."""
    out: list[Row] = []
    under: tuple[int, int] | None = None
    for nth, (s, t) in enumerate(rows):
        row: Row = [(k if cells[k] else -1, 1) for k in range(s, t)]
        missing = width - len(row)
        if all(k < 0 for k, _ in row):
            continue
        if missing > 0:
            if nth == 0:
                below = rows[1] if len(rows) > 1 else None
                at = _spanning_head([cells[k] for k in range(s, t)])
                row[at] = (row[at][0], missing + 1)
                if below is not None and below[1] - below[0] == missing + 1:
                    under = (at, missing + 1)
            elif nth == 1 and under is not None and len(row) == under[1]:
                row = [(-1, 1)] * under[0] + row + [(-1, 1)] * (width - under[0] - under[1])
            else:
                last = max(i for i, (k, _) in enumerate(row) if k >= 0)
                row = row[: last + 1]
                row[last] = (row[last][0], width - last)
        out.append(row)
    return out


def _spanning_head(heads: list[str]) -> int:
    """The head that stands over more than one column: printed tables don't say which."""
    likely = [i for i, head in enumerate(heads) if i > 0 and words.spans_columns(head)]
    if likely:
        return likely[0]
    inner = range(1, max(2, len(heads) - 1))
    return max(inner, key=lambda i: len(heads[i])) if len(heads) > 1 else 0
