"""Tables of Word documents: merged cells, rows out of step, deleted rows, tables inside cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.reading.compose import DraftCell, DraftParagraph, DraftTable
from extract.reading.word.body import Walker
from extract.reading.word.elements import ALTERNATE, CONTENT, SDT, chosen
from extract.reading.word.flow import drafts_of
from extract.reading.word.package import Element, W
from extract.reading.word.runs import Line
from extract.reading.word.styles import is_on

_VAL = W + "val"
_AROUND = frozenset(W + name for name in ("customXml", "ins", "moveTo"))
_MOST_COLUMNS = 200
"""Word allows 63 columns; spans beyond are of broken files."""
_NEAR = 284
"""Borders of rows so many twentieths of a point apart (5 mm) are one border, drawn twice by hand."""


@dataclass(slots=True)
class _Cell:
    """A cell from one border of the grid to another; it has no element where a cell above goes on.

    A `filler` is no cell, but the room beside rows that are shorter than the table.
    """

    start: int
    end: int
    element: Element | None = None
    filler: bool = False


def table(walker: Walker, element: Element) -> Iterator[Line | DraftTable]:
    """A table; one of a single column is a frame around what it holds, which comes out as it is."""
    rows = [row for tr in _children(element, "tr") if (row := _row(tr)) is not None]
    width = max((row[-1].end for row in rows if row), default=0)
    if width == 0:
        return
    for row in rows:
        end = row[-1].end if row else 0
        if end < width:
            row.append(_Cell(end, width, filler=True))
    borders = _borders(rows, _positions(element, width))
    if len(borders) == 2:
        for row in rows:
            for cell in row:
                if cell.element is not None:
                    yield from walker.items(cell.element)
        return
    notes = walker.notes
    if notes is not None:
        notes.in_table += 1
    drafts: list[list[DraftCell]] = []
    try:
        for row in rows:
            drafts.append(_drafts(walker, row, borders))
    finally:
        if notes is not None:
            notes.in_table -= 1
    if drafts:
        yield DraftTable(drafts)


def _drafts(walker: Walker, row: Sequence[_Cell], borders: dict[int, int]) -> list[DraftCell]:
    out: list[DraftCell] = []
    for cell in row:
        span = borders[cell.end] - borders[cell.start]
        if span <= 0 and cell.filler:
            continue
        out.append(
            DraftCell(_content(walker, cell.element) if cell.element is not None else [], max(1, span))
        )
    return out


def _content(walker: Walker, element: Element) -> list[DraftParagraph]:
    """The paragraphs of a cell, those of tables inside it included, row by row."""
    out: list[DraftParagraph] = []
    lines: list[Line] = []

    def flush() -> None:
        out.extend(draft for draft in drafts_of(lines) if isinstance(draft, DraftParagraph))
        lines.clear()

    for item in walker.items(element):
        if isinstance(item, Line):
            lines.append(item)
        else:
            flush()
            out.extend(part for row in item.rows for cell in row for part in cell.paragraphs)
    flush()
    return out


def _row(tr: Element) -> list[_Cell] | None:
    """The cells of a row with the borders of the grid that they stand between; `None` where the row is gone."""
    before = after = 0
    properties = tr.find(W + "trPr")
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == W + "del" or (tag == W + "hidden" and is_on(child)):
            return None
        if tag == W + "gridBefore":
            before = _span(child)
        elif tag == W + "gridAfter":
            after = _span(child)
    cells: list[_Cell] = [_Cell(0, before, filler=True)] if before else []
    at = before
    for tc in _children(tr, "tc"):
        span, goes_on, sideways = 1, False, False
        tc_properties = tc.find(W + "tcPr")
        for child in tc_properties if tc_properties is not None else ():
            tag = child.tag
            if tag == W + "gridSpan":
                span = max(1, _span(child))
            elif tag == W + "vMerge":
                goes_on = child.get(_VAL, "continue") == "continue"
            elif tag == W + "hMerge":
                sideways = child.get(_VAL, "continue") == "continue"
            elif tag == W + "cellDel":
                goes_on = True
        if at + span > _MOST_COLUMNS:
            break
        if sideways and cells and cells[-1].end == at:
            cells[-1].end = at + span
        else:
            cells.append(_Cell(at, at + span, None if goes_on else tc))
        at += span
    if after and at + after <= _MOST_COLUMNS:
        cells.append(_Cell(at, at + after, filler=True))
    return cells


def _span(element: Element) -> int:
    value = element.get(_VAL, "")
    return min(int(value), _MOST_COLUMNS) if value.isdigit() else 0


def _positions(element: Element, width: int) -> list[int] | None:
    """Where the borders of the grid stand, in twentieths of a point, where the table says it for all of them."""
    grid = element.find(W + "tblGrid")
    widths: list[int] = []
    for column in grid if grid is not None else ():
        if column.tag == W + "gridCol":
            value = column.get(W + "w", "").split(".")[0]
            if not value.isdigit():
                return None
            widths.append(int(value))
    if len(widths) < width:
        return None
    positions = [0]
    for one in widths[:width]:
        positions.append(positions[-1] + one)
    return positions


def _borders(rows: Sequence[Sequence[_Cell]], positions: list[int] | None) -> dict[int, int]:
    """Numbers for the borders of the grid that cells have, in order; two near ones that no cell parts are one."""
    used = sorted({border for row in rows for cell in row for border in (cell.start, cell.end)})
    joined = {(cell.start, cell.end) for row in rows for cell in row if not cell.filler}
    numbers: dict[int, int] = {}
    at = 0
    group = used[0]
    for nth, border in enumerate(used):
        if nth:
            together = (
                positions is not None
                and positions[border] - positions[group] < _NEAR
                and not any((used[k], border) in joined for k in range(nth) if numbers[used[k]] == at)
            )
            if not together:
                at += 1
                group = border
        numbers[border] = at
    return numbers


def _children(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, whatever they are wrapped in."""
    wanted = W + name
    for child in element:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag in _AROUND:
            yield from _children(child, name)
        elif tag == SDT:
            content = child.find(CONTENT)
            if content is not None:
                yield from _children(content, name)
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _children(branch, name)
