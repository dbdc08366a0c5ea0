"""Paragraphs and tables, as a format holds them, to one clean text.

Readers of formats that know their paragraphs (Word, web pages) or have put them together (pages of lines) hand on
drafts; what is the same for all of them is done here: one way of writing each character, white space, tables that
only place things side by side, where each word stood.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from extract.reading.decode import vietnamese
from extract.reading.grid import is_layout
from extract.reading.normal import normalise
from extract.reading.places import Box, PageInfo, Places
from extract.reading.source import Block, Cell, Paragraph, Source, Table


@dataclass(slots=True)
class Run:
    """A stretch of text on one line: a word with its box where the format has pages, else as much as there is.

    Runs are joined with a space; a `glued` run follows the one before without. White space inside is squeezed.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    glued: bool = False


class AnyRun(Protocol):
    """A `Run`, or a word of a page, which has all that one has."""

    text: str
    box: Box | None
    confidence: float | None
    glued: bool


@dataclass(slots=True)
class DraftParagraph:
    """A whole paragraph: its runs, and whether all of it is printed in bold or as a heading."""

    runs: list[AnyRun]
    strong: bool = False

    @property
    def text(self) -> str:
        return "".join(("" if r.glued or not i else " ") + r.text for i, r in enumerate(self.runs))


@dataclass(slots=True)
class DraftCell:
    """A cell: its paragraphs, and how many columns it covers."""

    paragraphs: list[DraftParagraph] = field(default_factory=list)
    span: int = 1

    @property
    def text(self) -> str:
        return " ".join(p.text for p in self.paragraphs)


@dataclass(slots=True)
class DraftTable:
    """A table as printed: rows of cells whose spans add up to its columns.

    A cell that goes on from the row above (merged downwards) is printed once, in its first row; below it stands an
    empty cell.
    """

    rows: list[list[DraftCell]]


Draft = DraftParagraph | DraftTable

_LONGEST_KEPT = 24
"""Runs of so many characters are words, most of which come again."""


def compose(
    drafts: Iterable[Draft],
    name: str,
    media_type: str,
    *,
    pages: Sequence[PageInfo] = (),
    encoding: str | None = None,
    notes: Sequence[str] = (),
    metadata: Sequence[tuple[str, str]] = (),
) -> Source:
    """Puts drafts together to a `Source`; a table that is only a layout comes out as paragraphs, row by row."""
    writer = _Writer()
    for draft in drafts:
        if isinstance(draft, DraftParagraph):
            writer.paragraph(draft)
        elif _places_only(draft):
            for row in draft.rows:
                for cell in row:
                    for paragraph in cell.paragraphs:
                        writer.paragraph(paragraph)
        else:
            writer.table(draft)
    text = "".join(writer.out)
    return Source(
        name=name,
        media_type=media_type,
        text=text,
        blocks=tuple(writer.blocks),
        encoding=encoding,
        pages=len(pages) or None,
        notes=tuple(notes),
        language_confidence=vietnamese(text),
        places=writer.places(),
        page_infos=tuple(pages),
        metadata=tuple(metadata),
    )


def _places_only(table: DraftTable) -> bool:
    """Whether a table is there to place things side by side: letterhead, signature, a frame around one text."""
    width = max((sum(c.span for c in row) for row in table.rows), default=0)
    if width < 2 or not any(cell.text for row in table.rows for cell in row):
        return True
    if width > 3:
        return False
    return is_layout(p.text for row in table.rows[:12] for cell in row for p in cell.paragraphs)


def _squeezed(text: str) -> str:
    """A run in its normal form, with single spaces between its words and none around."""
    return " ".join(normalise(text)[0].split())


_squeezed_word = functools.lru_cache(16_384)(_squeezed)


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.at = 0
        self.blocks: list[Block] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.boxes: list[Box] = []
        self.confidences: list[float | None] = []

    def paragraph(self, paragraph: DraftParagraph) -> None:
        self._line_end()
        start = self.at
        page = self._runs(paragraph.runs)
        if self.at > start:
            self.blocks.append(Paragraph(start, self.at, paragraph.strong, page))
        elif self.blocks:
            # Nothing was printed: the line end is taken back.
            self.out.pop()
            self.at -= 1

    def table(self, table: DraftTable) -> None:
        if not any(cell.text.strip() for row in table.rows for cell in row):
            return
        self._line_end()
        start = self.at
        rows: list[tuple[Cell, ...]] = []
        first_page: int | None = None
        for row in table.rows:
            if not any(cell.text.strip() for cell in row):
                continue
            if rows:
                self._put("\n")
            cells: list[Cell] = []
            for nth, cell in enumerate(row):
                if nth:
                    self._put("\t")
                at = self.at
                for paragraph in cell.paragraphs:
                    before = self.at
                    if before > at:
                        self._put(" ")
                    held = self.at
                    page = self._runs(paragraph.runs)
                    if self.at == held > before:
                        self.out.pop()
                        self.at -= 1
                    first_page = first_page if first_page is not None else page
                cells.append(Cell(at, self.at, cell.span))
            rows.append(tuple(cells))
        self.blocks.append(Table(start, self.at, tuple(rows), first_page))

    def _runs(self, runs: Sequence[AnyRun]) -> int | None:
        """Writes runs on the line and returns the page of the first one that has one."""
        start = at = self.at
        page: int | None = None
        starts, ends, boxes, confidences = self.starts, self.ends, self.boxes, self.confidences
        squeezed, parts = _squeezed_word, list[str]()
        for run in runs:
            text = run.text
            text = squeezed(text) if len(text) <= _LONGEST_KEPT else _squeezed(text)
            if not text:
                continue
            if at > start and not run.glued:
                parts.append(" ")
                at += 1
            end = at + len(text)
            if (box := run.box) is not None:
                starts.append(at)
                ends.append(end)
                boxes.append(box)
                confidences.append(run.confidence)
                if page is None:
                    page = box.page
            parts.append(text)
            at = end
        if parts:
            self.out.append("".join(parts))
        self.at = at
        return page

    def places(self) -> Places | None:
        """Where the words stand, if any has a place."""
        if not self.boxes:
            return None
        pages, x0, y0, x1, y1 = zip(*self.boxes, strict=True)
        return Places(
            array("q", self.starts),
            array("q", self.ends),
            array("i", pages),
            array("f", list(chain.from_iterable(zip(x0, y0, x1, y1, strict=True)))),
            array("f", [-1.0 if sure is None else sure for sure in self.confidences]),
        )

    def _line_end(self) -> None:
        if self.blocks:
            self._put("\n")

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.at += len(text)
