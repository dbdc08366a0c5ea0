"""Tables of pages: which hold data and which only place things, and their cells over several rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extract.reading import words
from extract.reading.compose import DraftCell, DraftParagraph

_LONGEST_CELL = 4_000
_FEW_ROWS = 3
_LINKS = 5
_PARAGRAPHS = 3
_TEXT = 400
_MOST_SPAN = 200
_MOST_ROWS = 20_000


def is_data(table: Any) -> bool:
    """Whether a table is read as one: two columns at least, no table inside, no cell that is a column or a page.

    Letterheads pass too; they are told by what they hold, when the document is put together.
    """
    if next((t for t in table.iter("table") if t is not table), None) is not None:
        return False
    widest = 0
    rows = list(table.iter("tr"))
    for row in rows:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(rows) <= _FEW_ROWS and any(_is_column(cell, alone=len(rows) == 1) for cell in cells):
            return False
        widest = max(widest, sum(_span(cell, "colspan") for cell in cells))
        if any(_is_page(cell) for cell in cells):
            return False
    return widest > 1


def _is_page(cell: Any) -> bool:
    length = blocks = 0
    for element in cell.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            blocks += element.tag in ("p", "div", "li")
            length += len((element.text or "").strip()) + len((element.tail or "").strip())
    return length > _LONGEST_CELL and blocks > 20


def _is_column(cell: Any, *, alone: bool) -> bool:
    """Whether a cell is a column of a page: a list of links, or the whole text where the table is one row."""
    links = [link for link in cell.iter("a") if (link.get("href") or "#")[0] != "#"]
    if sum(link.getparent().tag != "p" for link in links) >= _LINKS:
        return True
    texts = [len("".join(part.itertext()).strip()) for part in cell.iter("p")] if alone else []
    return sum(length > 0 for length in texts) >= _PARAGRAPHS and sum(texts) >= _TEXT


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(1, int(value)), _MOST_SPAN) if value.isdecimal() and len(value) < 6 else 1


def is_signature(rows: Sequence[Sequence[DraftCell]]) -> bool:
    """Whether a table only places a signature to the right: the first thing in it is the title of who signs."""
    if len(rows) > 4 or max((len(row) for row in rows), default=0) > 3:
        return False
    first = next((p.text for row in rows for cell in row for p in cell.paragraphs if p.text), "")
    return first.isupper() and words.is_signing(first)


class Grid:
    """The cells of a table as they are read; a cell that goes on below leaves empty ones there."""

    def __init__(self) -> None:
        self.linked = 0
        self._rows: list[list[DraftCell]] = []
        self._column = 0
        self._taken: dict[int, tuple[int, int, int]] = {}
        """By the column where it begins: a cell from above, as its columns, the rows left, the row it began in."""
        self._cell: DraftCell | None = None

    @property
    def is_open(self) -> bool:
        """Whether a cell is being read."""
        return self._cell is not None

    def row(self) -> None:
        self._finish_row()
        self._rows.append([])
        self._column = 0

    def cell(self, element: Any) -> None:
        if not self._rows:
            self.row()
        self._fill()
        across = _span(element, "colspan")
        down = element.get("rowspan")
        # 0 means to the end of the table.
        rows = _MOST_ROWS if down == "0" else _span(element, "rowspan")
        self._cell = DraftCell(span=across)
        self._rows[-1].append(self._cell)
        if rows > 1:
            self._taken[self._column] = (across, rows - 1, len(self._rows))
        self._column += across

    def add(self, paragraph: DraftParagraph, linked: int) -> None:
        assert self._cell is not None
        self._cell.paragraphs.append(paragraph)
        self.linked += linked

    def end_cell(self) -> None:
        self._cell = None

    def rows(self) -> list[list[DraftCell]]:
        """The rows, all as wide as the widest."""
        self._finish_row()
        rows = [row for row in self._rows if row]
        width = max((sum(cell.span for cell in row) for row in rows), default=0)
        for row in rows:
            missing = width - sum(cell.span for cell in row)
            row.extend(DraftCell() for _ in range(missing))
        self._rows = []
        return rows

    def _fill(self) -> None:
        """Puts in empty cells where cells from above stand."""
        while (taken := self._taken.get(self._column)) is not None and taken[2] < len(self._rows):
            across, left, _ = taken
            self._rows[-1].append(DraftCell(span=across))
            if left > 1:
                self._taken[self._column] = (across, left - 1, len(self._rows))
            else:
                del self._taken[self._column]
            self._column += across

    def _finish_row(self) -> None:
        if not self._rows:
            return
        self._fill()
        # What is taken further right stands beyond cells that the row doesn't have.
        for column in sorted(
            c for c, taken in self._taken.items() if c > self._column and taken[2] < len(self._rows)
        ):
            self._rows[-1].extend(DraftCell() for _ in range(column - self._column))
            self._column = column
            self._fill()
