"""Tables of pages to whole tables: rows cut by a page break joined, heads printed again dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from extract.reading import words
from extract.reading.compose import DraftCell, DraftParagraph, DraftTable
from extract.reading.layout.grids import Grid, grid_rows
from extract.reading.layout.lines import Line, runs_of
from extract.reading.layout.paragraphs import cut_symbol
from extract.reading.layout.unruled import AlignedTable

_SAME_EDGE = 7.0
_INDEX = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}|[A-ZĐa-zđ])[.)]?$")
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class CellLines:
    """A cell: the columns from `column` on that it covers, and its lines; `below` goes on from the row above."""

    column: int
    span: int
    lines: list[Line] = field(default_factory=list)
    below: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class PagedTable:
    """A table with the positions of its columns on the pages `page` to `last_page`."""

    page: int
    last_page: int
    y0: float
    y1: float
    xs: list[float]
    rows: list[list[CellLines]]
    ruled: bool = True


def from_grid(grid: Grid, scan: bool) -> PagedTable | None:
    """The table of a grid; `None` where it has one column with words, or no row."""
    rows = []
    for row in grid_rows(grid, scan):
        cells = [
            CellLines(c.column, c.last_column - c.column + 1, c.lines, below=not c.lines and not c.tokens)
            for c in row
        ]
        if any(cell.lines for cell in cells):
            rows.append(cells)
    if not rows:
        return None
    table = PagedTable(grid.page, grid.page, grid.ys[0], grid.ys[-1], list(grid.xs), rows)
    _drop_empty_columns(table)
    return table


def _drop_empty_columns(table: PagedTable) -> None:
    """Columns that no row parts from the next one are borders that were drawn for nothing."""
    starts = {cell.column for row in table.rows for cell in row}
    columns = len(table.xs) - 1
    if len(starts) == columns:
        return
    order = sorted(starts)
    place = {column: i for i, column in enumerate(order)}
    for row in table.rows:
        for cell in row:
            end = cell.column + cell.span
            last = place.get(end, len(order) if end >= columns else None)
            cell.column = place[cell.column]
            cell.span = max(1, (last if last is not None else cell.column + 1) - cell.column)
    table.xs = [table.xs[i] for i in order] + [table.xs[-1]]


def from_aligned(aligned: AlignedTable) -> PagedTable:
    """The table of words aligned by spaces."""
    rows = [[CellLines(k, 1, cell) for k, cell in enumerate(row)] for row in aligned.rows]
    xs = [left for left, _ in aligned.columns] + [aligned.columns[-1][1]]
    return PagedTable(aligned.page, aligned.page, aligned.y0, aligned.y1, xs, rows, ruled=False)


def goes_on(table: PagedTable, other: PagedTable) -> bool:
    """Whether a table at the head of a page goes on with the one at the foot of the page before."""
    if other.page != table.last_page + 1 or table.ruled != other.ruled:
        return False
    places = _places(table.xs, other.xs)
    if places is None:
        return False
    first = other.rows[0]
    if _same_head(table, other):
        return True
    heads = sum(words.is_head(cell.text) for cell in first if cell.lines)
    counts = first[0].text.strip(" .").upper() in ("TT", "STT", "SỐ TT")
    # Heads of other columns: another table, drawn with the same widths.
    return not (counts or heads * 2 > sum(bool(cell.lines) for cell in first) > 1)


def _places(xs: Sequence[float], others: Sequence[float]) -> tuple[list[float], float] | None:
    """The edges of both tables together, and by how much the second is shifted; `None` where they are not one's."""
    for shift in (0.0, xs[0] - others[0]):
        if abs(shift) > 60:
            continue
        moved = [x + shift for x in others]
        if abs(moved[0] - xs[0]) > _SAME_EDGE or abs(moved[-1] - xs[-1]) > 2 * _SAME_EDGE:
            continue
        fewer, more = sorted((list(xs), moved), key=len)
        if all(any(abs(x - y) <= _SAME_EDGE for y in more) for x in fewer):
            return more, shift
    if len(xs) == len(others):
        # Widths set by hand on the second page: the same number of columns over the same width.
        near = sum(abs(a - b) <= 3 * _SAME_EDGE for a, b in zip(xs, others, strict=True))
        if near == len(xs):
            return list(xs), 0.0
    return None


def _same_head(table: PagedTable, other: PagedTable) -> int:
    """How many rows at the head of a table are printed again at the head of the other."""
    count = 0
    for a, b in zip(table.rows, other.rows, strict=False):
        if count >= 4 or not _same_row(a, b):
            break
        count += 1
    return count


def _same_row(a: Sequence[CellLines], b: Sequence[CellLines]) -> bool:
    """Whether two rows say the same; heads read from images may differ in a letter or a word."""
    one, two = _key(a), _key(b)
    if one == two:
        return bool(one)
    scan = any(line.scan for cell in (*a, *b) for line in cell.lines)
    if not scan or not one or not two or not any(words.is_head(cell.text) for cell in a if cell.lines):
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() > 0.8


def _key(row: Sequence[CellLines]) -> str:
    return _SPACES.sub("", "|".join(cell.text for cell in row if cell.lines)).lower()


def join(table: PagedTable, other: PagedTable) -> None:
    """Adds the rows of a table that goes on over the page."""
    places = _places(table.xs, other.xs)
    if places is not None and len(places[0]) != len(table.xs):
        _recut(table, places[0])
    if len(other.xs) != len(table.xs) and places is not None:
        _recut(other, [x - places[1] for x in table.xs])
    rows = other.rows[_same_head(table, other) :]
    if rows and _is_rest(table, rows[0]):
        for cell in rows[0]:
            if not cell.lines:
                continue
            into = next((c for c in table.rows[-1] if c.column <= cell.column < c.column + c.span), None)
            if into is not None:
                _into(table, into, cell).lines += cell.lines
        rows = rows[1:]
    table.rows += rows
    table.last_page, table.y1 = other.last_page, other.y1


def _into(table: PagedTable, into: CellLines, cell: CellLines) -> CellLines:
    """The cell that holds the text which a cell of the last row goes on with: merged downwards, one further up."""
    if into.lines or not into.below:
        return into
    for row in reversed(table.rows[:-1]):
        for other in row:
            if other.column == into.column and other.span == into.span:
                if other.lines:
                    return other if _cut(other.text, cell.text) else into
                if not other.below:
                    return into
    return into


def _recut(table: PagedTable, xs: Sequence[float]) -> None:
    """Writes a table with more edges of columns than it has of its own."""
    places = [min(range(len(xs)), key=lambda k: abs(xs[k] - x)) for x in table.xs]
    for row in table.rows:
        for cell in row:
            start, end = places[cell.column], places[cell.column + cell.span]
            cell.column, cell.span = start, max(1, end - start)
    table.xs = list(xs)


def _cut(above: str, below: str) -> bool:
    """Whether the text of a cell goes on in another."""
    if not above or not below:
        return False
    if cut_symbol(above, below):
        return True
    if words.LABEL.match(below) or above[-1] in ".;:!?":
        return False
    return below[0].islower() or words.is_unfinished(above) or below[0] in "),"


def _is_rest(table: PagedTable, row: Sequence[CellLines]) -> bool:
    """Whether the first row on a page is the rest of the last one on the page before."""
    last = table.rows[-1]
    texts = {cell.column: cell.text for cell in last}
    filled = [cell for cell in row if cell.lines]
    if row[0].lines and _INDEX.match(row[0].text):
        return False
    if any(_cut(texts.get(cell.column, ""), cell.text) for cell in filled):
        return True
    if row[0].lines or len(row) < 2:
        return False
    # An index stands in nearly every row: where none does, the row has begun above.
    body = table.rows[1:]
    indexed = sum(bool(r[0].lines) and _INDEX.match(r[0].text) is not None for r in body)
    return bool(body) and indexed >= 0.8 * len(body) and len(filled) < len(row) and not _is_group(filled, row)


def _is_group(filled: Sequence[CellLines], row: Sequence[CellLines]) -> bool:
    """Whether a row holds one text over several columns, the head of a group."""
    return len(filled) == 1 and filled[0].span > 1 and len(row) > 1


def draft_table(table: PagedTable) -> DraftTable:
    """The rows as drafts; cells that go on from above are empty."""
    width = len(table.xs) - 1
    rows = []
    for row in table.rows:
        cells = [DraftCell(cell_paragraphs(cell.lines), cell.span) for cell in row]
        short = width - sum(cell.span for cell in cells)
        if short > 0:
            cells += [DraftCell() for _ in range(short)]
        rows.append(cells)
    return DraftTable(rows)


def cell_paragraphs(lines: Sequence[Line]) -> list[DraftParagraph]:
    """The lines of a cell as paragraphs: labels begin one, and what follows the end of a sentence short of the edge."""
    out: list[DraftParagraph] = []
    bold: list[bool] = []
    last: Line | None = None
    for line in lines:
        if last is not None and not _begins(last, line):
            glued = cut_symbol(last.text, line.text)
            out[-1].runs += runs_of(line, glued)
            bold[-1] = bold[-1] and line.bold
        else:
            out.append(DraftParagraph(runs_of(line)))
            bold.append(line.bold)
        last = line
    for paragraph, strong in zip(out, bold, strict=True):
        paragraph.strong = strong
    return out


def _begins(last: Line, line: Line) -> bool:
    above, text = last.text, line.text
    if cut_symbol(above, text):
        return False
    if words.LABEL.match(text):
        return above[-1] in ".;:" or (text[0] in "-–+•*" and not text[1:2].isalnum())
    word = line.words[0]
    return above[-1] in ".;:" and last.right - last.x1 > word.x1 - word.x0 + 0.5 * line.size
