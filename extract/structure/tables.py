"""Tables of data: their header, the headings across them, their title."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from extract.reading.source import Cell, Source, Table
from extract.structure.lines import Line, is_caps, word_count
from extract.structure.model import DataTable, Section, TableColumn, TableRow
from extract.values.text import squeeze

_COUNTER = re.compile(r"\(?\d{1,2}\)?(?:\s*=\s*[\d()+\-*/:.% ]+)?$|\([a-z]\)$|[A-E]$")
_LABEL = re.compile(r"(?:[IVXL]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđ])[.)]?$")
_NUMERIC = re.compile(r"[\d.,%/\s+-]+$")
_SERIAL = re.compile(r"(?:stt|tt|số\s*tt|số\s+thứ\s+tự|#|no\.?)$", re.IGNORECASE)
_GLUED_LABEL = re.compile(r"(?:[IVXL]{1,6}|\d{1,3}(?:\.\d{1,3}){0,4}|[A-E])[.)]\s+\S")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_HEADER_ROWS = 3

Span = tuple[int, int]


def read_tables(
    source: Source, lines: Sequence[Line], sections: Sequence[Section], view: str
) -> tuple[DataTable, ...]:
    """The tables of a source with their headers understood, in order.

    A table that goes on after a page break repeats its header, or has none: both are read with the header before.
    """
    tables: list[DataTable] = []
    previous: tuple[tuple[str, ...], DataTable, int] | None = None
    starts = [s.start for s in sections]
    by_start = {line.start: i for i, line in enumerate(lines) if line.table}
    for block in source.blocks:
        if not isinstance(block, Table):
            continue
        grid = [_spread(row) for row in block.rows]
        if not grid:
            continue
        at = by_start.get(block.start, -1)
        width = max(len(row) for row in grid)
        count = _header_rows(grid, view)
        columns = _columns(grid[:count], width, view)
        adjacent = previous is not None and at - previous[2] <= 1
        headers = tuple(c.header for c in columns)
        title = _title(lines, at, sections, starts, view)
        if previous is not None and (count == 0 or headers == previous[0]) and (adjacent or title is None):
            if count == 0 and len(previous[1].columns) >= width:
                columns, headers = previous[1].columns, previous[0]
            title = previous[1].title
        rows = _rows(grid[count:], block, count, max(width, len(columns)), headers, view)
        table = DataTable(block.start, block.end, columns, rows, title)
        tables.append(table)
        previous = (headers, table, at)
    return tuple(tables)


def _spread(row: Sequence[Cell]) -> list[Span | None]:
    """A row with one place a column: a cell that covers several stands in the first of them."""
    out: list[Span | None] = []
    for cell in row:
        out.append((cell.start, cell.end) if cell.end > cell.start else None)
        out.extend([None] * (cell.span - 1))
    return out


def _text(span: Span | None, view: str) -> str:
    return squeeze(view[span[0] : span[1]]) if span else ""


def _header_rows(grid: Sequence[Sequence[Span | None]], view: str) -> int:
    """How many rows at the top are header: the first, those whose cells stand under merged ones, column numbers."""
    first = [_text(c, view) for c in grid[0]]
    filled = [t for t in first if t]
    if not filled or (_looks_like_data(first) and not _SERIAL.match(first[0])):
        return 0
    if len(filled) == 1 and len(first) > 1 and len(grid) > 1 and not _SERIAL.match(filled[0]):
        return 0
    count = 1
    while count < min(_HEADER_ROWS + 1, len(grid)):
        row = [_text(c, view) for c in grid[count]]
        cells = [t for t in row if t]
        if cells and len(cells) > 1 and all(_COUNTER.match(t) for t in cells) and _in_order(cells):
            return count + 1
        under = (
            bool(cells)
            and not row[0]
            and any(not first[k] for k, t in enumerate(row) if t and k < len(first))
        )
        if (
            not under
            or any(re.search(r"\d{2}", t) and _NUMERIC.match(t) for t in cells)
            or count >= _HEADER_ROWS
        ):
            return count
        count += 1
    return count


def _in_order(cells: Sequence[str]) -> bool:
    numbers = [int(m.group()) for t in cells if (m := re.search(r"\d+", t))]
    return len(numbers) < 2 or numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _looks_like_data(row: Sequence[str]) -> bool:
    if row[0] and _LABEL.match(row[0]) and not is_caps(row[0]) and len(row) > 1:
        return True
    if row[0] and re.match(r"[IVX]{1,5}[.)]?$", row[0]):
        return True
    years = [t for t in row if _YEAR.match(t)]
    if len(years) > 1 and row[0] and not row[0][0].isdigit() and years == sorted(set(years)):
        # `Chỉ tiêu | 2026 | 2028 | 2030`: years over columns, one after the other.
        return any(_NUMERIC.match(t) and not _YEAR.match(t) for t in row if t)
    numeric = sum(1 for t in row if t and _NUMERIC.match(t) and any(c.isdigit() for c in t))
    return numeric * 2 >= max(1, sum(1 for t in row if t)) or any(len(t) > 160 for t in row)


def _columns(header: Sequence[Sequence[Span | None]], width: int, view: str) -> tuple[TableColumn, ...]:
    """Columns with their header rows joined from above; a cell stands over the empty ones to its right."""
    levels: list[list[str]] = []
    for depth, row in enumerate(header):
        texts = [_text(c, view) for c in row] + [""] * (width - len(row))
        if depth and all(_COUNTER.match(t) for t in texts if t):
            continue
        below = header[depth + 1] if depth + 1 < len(header) else None
        if below is not None:
            for k in range(1, width):
                if not texts[k] and k < len(below) and _text(below[k], view):
                    texts[k] = texts[k - 1]
        levels.append(texts)
    columns = []
    for k in range(width):
        parts: list[str] = []
        for texts in levels:
            if texts[k] and (not parts or parts[-1] != texts[k]):
                parts.append(texts[k])
        columns.append(TableColumn(k, " / ".join(parts)))
    return tuple(columns)


def _rows(
    grid: Sequence[Sequence[Span | None]],
    block: Table,
    skipped: int,
    width: int,
    headers: Sequence[str],
    view: str,
) -> tuple[TableRow, ...]:
    rows: list[TableRow] = []
    groups: list[tuple[int, str]] = []
    for row, cells in zip(grid, block.rows[skipped:], strict=True):
        texts = [_text(c, view) for c in row]
        filled = [k for k, t in enumerate(texts) if t]
        if not filled or _repeats(texts, headers):
            continue
        start, end = cells[0].start, max(c.end for c in cells)
        padded: tuple[Span | None, ...] = (*row, *([None] * (width - len(row))))
        depth = _group_depth(texts, filled, width)
        if depth is not None:
            groups = [g for g in groups if g[0] < depth]
            rows.append(TableRow(start, end, padded, True, tuple(name for _, name in groups)))
            groups.append((depth, " ".join(texts[k] for k in filled)))
        else:
            rows.append(TableRow(start, end, padded, False, tuple(name for _, name in groups)))
    return tuple(rows)


def _repeats(texts: Sequence[str], headers: Sequence[str]) -> bool:
    """Whether a row repeats the header after a page break."""
    filled = [(k, t) for k, t in enumerate(texts) if t]
    return len(filled) > 1 and all(k < len(headers) and t in headers[k] for k, t in filled)


def _group_depth(texts: Sequence[str], filled: Sequence[int], width: int) -> int | None:
    """The depth of a heading across the table, `None` for a row of data.

    A heading is one cell alone, or a label with a title and nothing beside.
    """
    if width < 3 or len(filled) > 2:
        return None
    label = texts[filled[0]]
    if len(filled) == 1:
        if filled[0] > 0 and not is_caps(label):
            return None
        if filled[0] == 0 and _LABEL.match(label):
            return None
        if not _GLUED_LABEL.match(label):
            return 0 if is_caps(label) or word_count(label) <= 25 else None
        label = label.split()[0]
    elif filled != [0, 1] or not _LABEL.match(label) or _NUMERIC.match(texts[1]):
        return None
    label = label.rstrip(".)")
    if re.fullmatch(r"[A-H]", label):
        return 0
    if re.fullmatch(r"[IVXL]+", label):
        return 1
    return 2 + label.count(".") if label[:1].isdigit() or "." in label else 6


def _title(
    lines: Sequence[Line], at: int, sections: Sequence[Section], starts: Sequence[int], view: str
) -> str | None:
    """The caption above a table, or the heading of the appendix or form that it stands in."""
    i = at - 1
    while i >= 0 and (lines[i].blank or re.match(r"\(?(?:Đơn vị|ĐVT|Kèm theo|Ban hành)", lines[i].text)):
        i -= 1
    if i < 0 or lines[i].table:
        return None
    above = re.sub(r"\s+", " ", view[lines[i].start : lines[i].end]).strip(" .:")
    k = bisect.bisect_right(starts, lines[i].start) - 1
    heading = sections[k].heading if k >= 0 and sections[k].end >= lines[i].end else None
    if heading and (above in re.sub(r"\s+", " ", heading) or heading in above):
        return heading
    text = lines[i].text
    if word_count(text) <= 50 and not text.endswith((".", ";")):
        return above
    return None
