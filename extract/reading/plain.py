"""Plain text, Markdown and the text of portals: the parts put together."""

from __future__ import annotations

import re
from array import array

from extract.reading.decode import vietnamese
from extract.reading.grid import RawTable
from extract.reading.lines import Line, split_lines
from extract.reading.markup import SOFT_BREAK, strip_markup
from extract.reading.normal import normalise
from extract.reading.offsets import Piece, chain, through
from extract.reading.source import Block, Cell, OffsetMap, Paragraph, Source, Table
from extract.reading.tables import split_tables
from extract.reading.unwrap import Unwrapper, find_shape
from extract.reading.words import cut_symbol

_WIDE = re.compile(r"[ \t\f\x0b]{2,}|[\t\f\x0b]")


def read_text(
    text: str, name: str = "văn bản", *, encoding: str | None = "utf-8", notes: tuple[str, ...] = ()
) -> Source:
    """Reads decoded text into a clean, unwrapped `Source`; any text is read, be it Vietnamese or not."""
    normal, normal_offsets = normalise(text)
    marked = strip_markup(normal)
    lines, pages = split_lines(marked.text)
    items = split_tables(lines)
    shape = find_shape([line for item in items if not isinstance(item, RawTable) for line in item])
    unwrapper = Unwrapper(marked, shape)
    writer = _Writer(marked.text)
    for item in items:
        if isinstance(item, RawTable):
            writer.table(item, pages is not None)
            continue
        for paragraph in unwrapper.paragraphs(item):
            strong = all(unwrapper.is_strong(line) for line in paragraph)
            writer.paragraph(paragraph, strong, paragraph[0].page if pages is not None else None)
    offsets = chain(through(writer.pieces, marked.offsets), normal_offsets)
    clean = "".join(writer.out)
    return Source(
        name=name,
        media_type="text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain",
        text=clean,
        blocks=tuple(writer.blocks),
        encoding=encoding,
        pages=pages,
        offsets=OffsetMap(array("q", offsets.clean), array("q", offsets.original)),
        notes=notes,
        language_confidence=vietnamese(clean),
    )


class _Writer:
    """Writes the clean text from stretches of the text without markup, and notes where each came from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.at = 0
        self.pieces: list[Piece] = []
        self.blocks: list[Block] = []

    def paragraph(self, lines: list[Line], strong: bool, page: int | None) -> None:
        self._line_end()
        start = self.at
        for nth, line in enumerate(lines):
            if nth and not cut_symbol(lines[nth - 1].text, line.text):
                self._put(" ")
            self._stretch(line.start, line.end)
        self.blocks.append(Paragraph(start, self.at, strong, page))

    def table(self, table: RawTable, paged: bool) -> None:
        self._line_end()
        start = self.at
        rows: list[tuple[Cell, ...]] = []
        for nth, row in enumerate(table.rows):
            if nth:
                self._put("\n")
            cells: list[Cell] = []
            for column, cell in enumerate(row):
                if column:
                    self._put("\t")
                at = self.at
                for i, (low, high) in enumerate(cell.slices):
                    if i:
                        self._put(" ")
                    self._stretch(low, high)
                cells.append(Cell(at, self.at, cell.span))
            rows.append(tuple(cells))
        self.blocks.append(Table(start, self.at, tuple(rows), table.page if paged else None))

    def _line_end(self) -> None:
        if self.blocks:
            self._put("\n")

    def _put(self, char: str) -> None:
        self.out.append(char)
        self.at += 1

    def _stretch(self, start: int, end: int) -> None:
        part = self.text[start:end]
        if "  " in part or "\t" in part or SOFT_BREAK in part or "\f" in part:
            at = start
            for m in _WIDE.finditer(part):
                self._plain(at, start + m.start())
                self._put(" ")
                at = start + m.end()
            start = at
        self._plain(start, end)

    def _plain(self, start: int, end: int) -> None:
        if end > start:
            self.pieces.append((self.at, start, end))
            self.out.append(self.text[start:end])
            self.at += end - start
