"""A document as text to what an office prints: the arrangement of Nghị định 30/2020/NĐ-CP, without a format.

The parts are recognised by `extract.structure`; nothing of the text is added, left out or rewritten, so that a reader
of the rendering has to come back to the same paragraphs and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from extract.reading import Source, Table
from extract.structure import Document, Section, analyse

Align = Literal["left", "center", "justify"]

BODY_SIZE = 14.0
TABLE_SIZE = 12.0
INDENT = 36.0
"""The first-line indent of the body, in points."""

_STATE = re.compile(r"CỘNG\s+H|Độc lập\s*[-–]")
_DATE = re.compile(r".{0,40}\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b")
_NUMBER = re.compile(r"Số\b|V/v\b|Về việc\b")
_CENTRED = re.compile(r"(?:Chương|CHƯƠNG|Phần|PHẦN|Biểu mẫu|BIỂU MẪU|Biểu số|BIỂU SỐ)\b")
_ATTACHED = re.compile(r"\((?:Kèm|Ban hành|Đính)\b")
_RECIPIENTS = re.compile(r"Nơi nhận|NƠI NHẬN")
_BLANK = re.compile(r"[\s\-_=*.~|]*")
_WIDE = 6
"""A table of so many columns is printed on a page turned sideways."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; sizes and spaces in points. The first `label` characters are the label of an item."""

    text: str
    align: Align = "justify"
    bold: bool = False
    italic: bool = False
    size: float = BODY_SIZE
    first: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 6.0
    label: int = 0
    parent: int | None = None
    """The item of the outline that the item of this paragraph stands under, by its ordinal."""
    ordinal: int | None = None
    heading: bool = False
    tab: float = 0.0
    """Where what stands after a tab begins, in points from the left margin."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side without a frame: the letterhead, or recipients and signature. `share` is the left one's."""

    rows: tuple[tuple[tuple[Text, ...], tuple[Text, ...]], ...]
    share: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a ruled table, which covers `span` columns and `rows` rows."""

    text: str
    column: int
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the cells that begin in each row; the first `head` rows are its header."""

    rows: tuple[tuple[GridCell, ...], ...]
    width: int
    head: int


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows stands on a new page, turned sideways for a wide table."""

    landscape: bool


Item = Text | Columns | Grid | NewPage


def lay_out(source: Source) -> list[Item]:
    """The printed items of a source in reading order."""
    return _Layout(analyse(source)).items()


@dataclass(frozen=True, slots=True)
class _Block:
    zone: str
    start: int
    text: str
    table: Table | None = None
    strong: bool = False


class _Layout:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.sections = {s.start: s for s in document.sections}
        self.is_letter = any(z.kind == "letterhead" for z in document.zones)

    def items(self) -> list[Item]:
        out: list[Item] = []
        parts = [(zone, list(blocks)) for zone, blocks in groupby(self._blocks(), key=lambda b: b.zone)]
        at = 0
        while at < len(parts):
            zone, blocks = parts[at]
            at += 1
            if zone == "letterhead":
                if out:
                    wide = at < len(parts) and _is_wide(_first_appendix(parts[at][1]))
                    out.append(NewPage(wide))
                out.append(_letterhead(blocks))
            elif zone == "title":
                out += self._title(blocks)
            elif zone == "addressees":
                out += [
                    Text(b.text, "left", left=INDENT * (3 if b.text.startswith("Kính") else 4))
                    for b in blocks
                ]
            elif zone in ("recipients", "signature"):
                while at < len(parts) and parts[at][0] in ("recipients", "signature"):
                    blocks += parts[at][1]
                    at += 1
                out.append(self._ending(blocks))
            elif zone == "appendix":
                out += self._appendix(blocks, turned=bool(out) and parts[at - 2][0] == "letterhead")
            else:
                out += self._body(blocks)
        return out

    def _blocks(self) -> Iterator[_Block]:
        text = self.document.text
        for block in self.document.blocks:
            zone = self.document.zone_at(block.start)
            if isinstance(block, Table):
                yield _Block(zone, block.start, text[block.start : block.end], block)
            elif not _BLANK.fullmatch(printed := text[block.start : block.end]):
                yield _Block(zone, block.start, printed, strong=block.strong)

    def _title(self, blocks: Sequence[_Block]) -> Iterator[Text]:
        for i, block in enumerate(blocks):
            if not self.is_letter:
                yield Text(block.text, "left", bold=True, size=16, heading=True, after=10)
            else:
                yield Text(block.text, "center", bold=True, before=12 if not i else 0, after=3)

    def _body(self, blocks: Sequence[_Block]) -> Iterator[Item]:
        centred = False
        for nth, block in enumerate(blocks):
            if block.table is not None:
                yield self._grid(block.table)
                continue
            section = self.sections.get(block.start)
            heads_chapter = bool(_CENTRED.match(block.text)) and section is not None
            caps = block.text.isupper() and section is None and len(block.text) < 200
            if heads_chapter or caps or (centred and section is None and len(block.text) < 120):
                yield Text(block.text, "center", bold=True)
            elif nth + 1 < len(blocks) and blocks[nth + 1].table is not None and _is_caption(block.text):
                yield self._item(Text(block.text, "center", bold=True), section)
            else:
                bold = block.strong or (section is not None and section.heading == _rest(block, section))
                yield self._item(Text(block.text, bold=bold, first=INDENT), section)
            centred = heads_chapter

    def _item(self, text: Text, section: Section | None) -> Text:
        if section is None:
            return text
        label = len(self.document.text[section.start : section.body_start].rstrip())
        return replace(text, label=label, parent=section.parent, ordinal=section.ordinal)

    def _ending(self, blocks: Sequence[_Block]) -> Columns:
        signer = self.document.signature.name
        left: list[Text] = []
        right: list[Text] = []
        for block in blocks:
            if block.zone == "recipients":
                head = bool(_RECIPIENTS.match(block.text))
                size = 12.0 if head else 11.0
                left.append(Text(block.text, "left", bold=head, italic=head, size=size, after=0))
            else:
                named = signer is not None and signer in block.text
                before = 64.0 if named else 0.0
                right.append(Text(block.text, "center", bold=True, before=before, after=0))
        return Columns(((tuple(left), tuple(right)),), 0.5)

    def _appendix(self, blocks: Sequence[_Block], turned: bool) -> Iterator[Item]:
        for nth, run in enumerate(_appendices(blocks)):
            if nth or not turned:
                yield NewPage(_is_wide(run))
            head = _head_length(run, self.sections)
            for block in run[:head]:
                attached = bool(_ATTACHED.match(block.text))
                yield self._item(
                    Text(block.text, "center", bold=not attached, italic=attached, after=3),
                    self.sections.get(block.start),
                )
            yield from self._body(run[head:])

    def _grid(self, table: Table) -> Grid:
        text = self.document.text
        data = next((t for t in self.document.tables if t.start == table.start), None)
        first = data.rows[0].start if data is not None and data.rows else table.rows[1][0].start
        head = sum(row[0].start < first for row in table.rows)
        printed: list[dict[int, tuple[str, int]]] = []
        for row in table.rows:
            cells: dict[int, tuple[str, int]] = {}
            column = 0
            for cell in row:
                cells[column] = (text[cell.start : cell.end], cell.span)
                column += cell.span
            printed.append(cells)
        width = max(sum(span for _, span in row.values()) for row in printed)
        return Grid(tuple(_merged(printed, head)), width, head)


def _merged(rows: Sequence[dict[int, tuple[str, int]]], head: int) -> Iterator[tuple[GridCell, ...]]:
    """The header with its empty cells joined to the cells that cover them, as a word processor prints it.

    An empty cell under a head belongs to it; one beside a head belongs to it where columns of its own stand below.
    """
    taken: set[tuple[int, int]] = set()
    for i, row in enumerate(rows):
        out = []
        for column, (text, span) in row.items():
            if (i, column) in taken:
                continue
            down = 1
            if i < head and text:
                while (
                    i + down < head
                    and span == 1
                    and rows[i + down].get(column, ("?", 1)) == ("", 1)
                    and not _covers(rows[i], column)
                ):
                    taken.add((i + down, column))
                    down += 1
                if down == 1 and i + 1 < head and rows[i + 1].get(column, ("", 1))[0]:
                    while row.get(column + span) == ("", 1) and rows[i + 1].get(column + span, ("", 1))[0]:
                        taken.add((i, column + span))
                        span += 1
            out.append(GridCell(text, column, span, down))
        yield tuple(out)


def _covers(row: dict[int, tuple[str, int]], column: int) -> bool:
    return row[column][1] > 1


def _letterhead(blocks: Sequence[_Block]) -> Columns:
    """The names of the bodies beside the name of the State, the number beside place and date."""
    bodies = [
        b.text for b in blocks if not (_STATE.match(b.text) or _DATE.match(b.text) or _NUMBER.match(b.text))
    ]
    state = [b.text for b in blocks if _STATE.match(b.text)]
    numbers = [b.text for b in blocks if _NUMBER.match(b.text)]
    dates = [b.text for b in blocks if _DATE.match(b.text) and not _NUMBER.match(b.text)]
    top = (
        tuple(Text(t, "center", bold=i == len(bodies) - 1, size=13, after=0) for i, t in enumerate(bodies)),
        tuple(Text(t, "center", bold=True, size=12 if t.isupper() else 13, after=0) for t in state),
    )
    below = (
        tuple(Text(t, "center", size=13 if t.startswith("Số") else 12, before=4, after=0) for t in numbers),
        tuple(Text(t, "center", italic=True, size=13, before=4, after=0) for t in dates),
    )
    return Columns(tuple(row for row in (top, below) if row[0] or row[1]), 0.42)


def _first_appendix(blocks: Sequence[_Block]) -> Sequence[_Block]:
    return next(iter(_appendices(blocks)), ())


def _appendices(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    run: list[_Block] = []
    for block in blocks:
        if (
            run
            and block.table is None
            and re.match(r"(?:PHỤ LỤC|Phụ lục)\s*[IVX\d]*\s*(?:$|[.:])", block.text)
        ):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _head_length(run: Sequence[_Block], sections: dict[int, Section]) -> int:
    """How many blocks are the label, the title and the note of what an appendix belongs to."""
    for i, block in enumerate(run[:5]):
        if block.table is not None:
            return i
        if _ATTACHED.match(block.text):
            return i + 1
    return 1 if run and run[0].table is None and run[0].start in sections else 0


def _is_wide(run: Sequence[_Block]) -> bool:
    return any(sum(c.span for c in b.table.rows[0]) >= _WIDE for b in run if b.table is not None)


def _is_caption(text: str) -> bool:
    return len(text) < 120 and text[-1] not in ".;:,"


def _rest(block: _Block, section: Section) -> str:
    return block.text[section.body_start - section.start :]
