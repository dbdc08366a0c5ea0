"""Ruled tables: straight lines to a grid of cells, merged ones too, and the words to the cells they stand in.

The borders of a table are taken apart to elementary cells between all positions of its rules; two of them that no
rule parts are one cell. So a border drawn twice, in pieces, or missing on the outside makes no difference.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.reading.layout.lines import Line, Sheet, Token, make_lines
from extract.reading.page import Rule

_SNAP = 3.2
"""Rules nearer than this are one border, drawn double or cell by cell."""
_JOIN = 5.0
_SHORTEST = 8.0
_TOUCH = 4.0
_NARROW = 9.0
_MOST_PAIRS = 400_000
_INDEX = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[a-zđ])[.)]?$")


@dataclass(slots=True)
class Segment:
    """A border: its position across (`at`) and its two ends."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class GridCell:
    """A cell over rows `row` to `last_row` and columns `column` to `last_column`, with the words in it."""

    row: int
    column: int
    last_row: int
    last_column: int
    tokens: list[Token] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table of one page: positions of its columns and rows, and its cells."""

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    owner: list[list[int]]

    def cell_at(self, x: float, y: float) -> GridCell | None:
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect.bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        row = min(bisect.bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        return self.cells[self.owner[row][column]]


def find_borders(rules: Iterable[Rule]) -> tuple[list[Segment], list[Segment]]:
    """The horizontal and vertical borders of a page: rules put in line and joined over small gaps."""
    across: list[Segment] = []
    down: list[Segment] = []
    for rule in rules:
        if rule.horizontal:
            low, high = sorted((rule.x0, rule.x1))
            across.append(Segment((rule.y0 + rule.y1) / 2, low, high))
        else:
            low, high = sorted((rule.y0, rule.y1))
            down.append(Segment((rule.x0 + rule.x1) / 2, low, high))
    return _merged(across), _merged(down)


def _merged(segments: list[Segment]) -> list[Segment]:
    """Borders in one line, drawn in pieces or twice, as one."""
    out: list[Segment] = []
    for cluster in _clusters(segments):
        at = sum(s.at * (s.high - s.low + 0.1) for s in cluster) / sum(s.high - s.low + 0.1 for s in cluster)
        cluster.sort(key=lambda s: s.low)
        low, high = cluster[0].low, cluster[0].high
        for s in cluster[1:]:
            if s.low <= high + _JOIN:
                high = max(high, s.high)
            else:
                out.append(Segment(at, low, high))
                low, high = s.low, s.high
        out.append(Segment(at, low, high))
    return [s for s in out if s.high - s.low >= _SHORTEST]


def _clusters(segments: list[Segment]) -> list[list[Segment]]:
    out: list[list[Segment]] = []
    for s in sorted(segments, key=lambda s: s.at):
        if out and s.at - out[-1][0].at <= _SNAP:
            out[-1].append(s)
        else:
            out.append([s])
    return out


def find_grids(sheet: Sheet, across: list[Segment], down: list[Segment]) -> list[Grid]:
    """The grids of a page from its borders; frames round one text and single columns are no grids."""
    if len(across) < 2 or len(down) < 2 or len(across) * len(down) > _MOST_PAIRS:
        return []
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            if (
                v.low - _TOUCH <= h.at <= v.high + _TOUCH
                and h.low - _TOUCH <= v.at <= h.high + _TOUCH
                and (a := root(i)) != (b := root(j))
            ):
                parent[a] = b
    groups: dict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    for i, h in enumerate(across):
        groups[root(i)][0].append(h)
    for j, v in enumerate(down, len(across)):
        groups[root(j)][1].append(v)
    grids = []
    for rows, columns in groups.values():
        if len(rows) > 1 and len(columns) > 1 and (grid := _grid(sheet.number, rows, columns)):
            grids.append(grid)
    grids.sort(key=lambda g: (g.ys[0], g.xs[0]))
    return grids


def _grid(page: int, across: list[Segment], down: list[Segment]) -> Grid | None:
    xs = _positions(down)
    ys = _positions(across)
    # Tables without lines at the sides or at a page break: their other lines show how far they reach.
    left, right = min(h.low for h in across), max(h.high for h in across)
    if xs[0] - left > 12 and sum(h.low < xs[0] - 12 for h in across) > 1:
        xs.insert(0, left)
    if right - xs[-1] > 12 and sum(h.high > xs[-1] + 12 for h in across) > 1:
        xs.append(right)
    top, bottom = min(v.low for v in down), max(v.high for v in down)
    if ys[0] - top > 10 and sum(v.low < ys[0] - 10 for v in down) > 1:
        ys.insert(0, top)
    if bottom - ys[-1] > 10 and sum(v.high > ys[-1] + 10 for v in down) > 1:
        ys.append(bottom)
    _drop_narrow(xs, down)
    if len(xs) < 3 or len(ys) < 2:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(rows * columns))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    upright, level = _by_position(down, xs), _by_position(across, ys)
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _parts(upright[c + 1], ys[r], ys[r + 1]):
                parent[root(r * columns + c)] = root(r * columns + c + 1)
            if r + 1 < rows and not _parts(level[r + 1], xs[c], xs[c + 1]):
                parent[root(r * columns + c)] = root((r + 1) * columns + c)
    regions: dict[int, list[int]] = defaultdict(list)
    for i in range(rows * columns):
        regions[root(i)].append(i)
    cells: list[GridCell] = []
    for region in regions.values():
        cells += _rectangles(region, columns)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    owner = [[0] * columns for _ in range(rows)]
    for i, cell in enumerate(cells):
        for r in range(cell.row, cell.last_row + 1):
            for c in range(cell.column, cell.last_column + 1):
                owner[r][c] = i
    return Grid(page, xs, ys, cells, owner)


def _positions(segments: list[Segment]) -> list[float]:
    out: list[float] = []
    for s in sorted(segments, key=lambda s: s.at):
        if not out or s.at - out[-1] > _SNAP:
            out.append(s.at)
    return out


def _drop_narrow(xs: list[float], down: list[Segment]) -> None:
    """Columns too narrow for a letter are borders drawn a little apart: the longer one stays."""
    i = 0
    while i + 1 < len(xs):
        if xs[i + 1] - xs[i] >= _NARROW:
            i += 1
            continue
        first, second = (sum(v.high - v.low for v in down if abs(v.at - xs[k]) <= _SNAP) for k in (i, i + 1))
        del xs[i if second > first else i + 1]


def _by_position(segments: list[Segment], positions: list[float]) -> list[list[Segment]]:
    out: list[list[Segment]] = [[] for _ in positions]
    for s in segments:
        i = bisect.bisect_left(positions, s.at)
        near = [k for k in (i - 1, i) if 0 <= k < len(positions) and abs(positions[k] - s.at) <= _NARROW]
        if near:
            out[min(near, key=lambda k: abs(positions[k] - s.at))].append(s)
    return out


def _parts(borders: list[Segment], low: float, high: float) -> bool:
    """Whether borders run along most of the side of a cell."""
    covered = sum(max(0.0, min(b.high, high) - max(b.low, low)) for b in borders)
    return covered >= 0.6 * (high - low)


def _rectangles(region: list[int], columns: int) -> list[GridCell]:
    """A cell for a region of elementary cells; one that is no rectangle is cut to its rows."""
    rows = [i // columns for i in region]
    places = [i % columns for i in region]
    r0, r1, c0, c1 = min(rows), max(rows), min(places), max(places)
    if (r1 - r0 + 1) * (c1 - c0 + 1) == len(region):
        return [GridCell(r0, c0, r1, c1)]
    out = []
    held = set(region)
    for r in range(r0, r1 + 1):
        c = c0
        while c <= c1:
            if r * columns + c not in held:
                c += 1
                continue
            start = c
            while c <= c1 and r * columns + c in held:
                c += 1
            out.append(GridCell(r, start, r, c - 1))
    return out


def take_words(grids: Sequence[Grid], tokens: list[Token]) -> tuple[list[Grid], list[Token]]:
    """Puts words in the cells that they stand in; returns the grids that are tables and the words left over."""
    if not grids:
        return [], tokens
    taken: dict[int, list[Token]] = defaultdict(list)
    rest: list[Token] = []
    for token in tokens:
        x, y = (token.x0 + token.x1) / 2, (token.y0 + token.y1) / 2
        inside = [i for i, g in enumerate(grids) if g.xs[0] <= x <= g.xs[-1] and g.ys[0] <= y <= g.ys[-1]]
        if not inside:
            rest.append(token)
            continue
        # A table in a cell of another: the inner one has the words.
        i = min(inside, key=lambda i: (grids[i].xs[-1] - grids[i].xs[0]) * (grids[i].ys[-1] - grids[i].ys[0]))
        taken[i].append(token)
    kept = []
    for i, grid in enumerate(grids):
        for token in taken[i]:
            cell = grid.cell_at((token.x0 + token.x1) / 2, (token.y0 + token.y1) / 2)
            if cell is not None:
                cell.tokens.append(token)
        _lift_overflow(grid)
        if sum(bool(cell.tokens) for cell in grid.cells) > 1 and not _is_shading(grid):
            kept.append(grid)
        else:
            rest += taken[i]
    if len(kept) < len(grids):
        rest.sort(key=lambda t: (t.y0, t.x0))
    return kept, rest


def _lift_overflow(grid: Grid) -> None:
    """Gives a last line that is printed across the lower border of its cell back to it."""
    for cell in grid.cells:
        if not cell.row or not cell.tokens:
            continue
        border = grid.ys[cell.row]
        over = [t for t in cell.tokens if border - t.y0 > 0.3 * (t.y1 - t.y0)]
        for token in over:
            above = grid.cell_at((token.x0 + token.x1) / 2, border - 1)
            if above is not None and above is not cell and above.tokens:
                gap = token.y0 - max(t.y1 for t in above.tokens)
                if gap < 0.6 * (token.y1 - token.y0):
                    cell.tokens.remove(token)
                    above.tokens.append(token)


def _is_shading(grid: Grid) -> bool:
    """Whether the borders are those of coloured stretches behind lines of text: nearly every row is one cell."""
    rows: dict[int, list[GridCell]] = defaultdict(list)
    for cell in grid.cells:
        if cell.tokens:
            rows[cell.row].append(cell)
    if len(rows) < 2:
        # One row of words cut at its spaces.
        cells = next(iter(rows.values()))
        return grid.ys[-1] - grid.ys[0] < 1.6 * max(
            t.y1 - t.y0 for cell in cells for t in cell.tokens
        ) and all(_fills(cell, grid) for cell in cells)
    columns = len(grid.xs) - 1
    whole = [c[0] for c in rows.values() if len(c) == 1 and c[0].last_column - c[0].column + 1 == columns]
    return len(whole) >= 0.6 * len(rows) and any(_fills(cell, grid) for cell in whole)


def _fills(cell: GridCell, grid: Grid) -> bool:
    """Whether the words of a cell reach from one side of it to the other."""
    left, right = grid.xs[cell.column], grid.xs[cell.last_column + 1]
    words = min(t.x0 for t in cell.tokens), max(t.x1 for t in cell.tokens)
    return words[1] - words[0] > 0.85 * (right - left)


def grid_rows(grid: Grid, scan: bool) -> list[list[GridCell]]:
    """The rows of a grid: for each the cells that begin in it or go on through it, with the lines in them."""
    for cell in grid.cells:
        if cell.tokens:
            cell.lines = make_lines(cell.tokens, grid.page, scan=scan)
            for line in cell.lines:
                line.left = grid.xs[cell.column] + 4
                line.right = grid.xs[cell.last_column + 1] - 4
    rows: list[list[GridCell]] = []
    for r in range(len(grid.ys) - 1):
        row: list[GridCell] = []
        c = 0
        while c < len(grid.xs) - 1:
            cell = grid.cells[grid.owner[r][c]]
            row.append(cell if cell.row == r else GridCell(r, cell.column, r, cell.last_column))
            c = cell.last_column + 1
        rows += _unruled_rows(row)
    return rows


def _unruled_rows(row: list[GridCell]) -> list[list[GridCell]]:
    """A row drawn for many: cut where each index in its first column stands."""
    first = row[0].lines
    if len(row) < 2 or len(first) < 2 or any(cell.last_row > cell.row for cell in row):
        return [row]
    starts = [line for line in first if _INDEX.match(line.text)]
    if len(starts) < 2 or len(starts) < len(first):
        return [row]
    # Each index has its text beside it, else they are one cell's own list.
    for line in starts:
        if not any(
            abs(other.baseline - line.baseline) < 0.5 * line.size for cell in row[1:] for other in cell.lines
        ):
            return [row]
    tops = [line.baseline - 0.6 * line.size for line in starts]
    out: list[list[GridCell]] = []
    for i in range(len(tops)):
        low = tops[i] - 0.4 * starts[i].size if i else -1.0
        high = tops[i + 1] - 0.4 * starts[i + 1].size if i + 1 < len(tops) else 1e9
        part = []
        for cell in row:
            piece = GridCell(cell.row, cell.column, cell.last_row, cell.last_column)
            piece.lines = [line for line in cell.lines if low <= line.baseline - 0.4 * line.size < high]
            part.append(piece)
        out.append(part)
    return out
