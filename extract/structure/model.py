"""The document as an office lays it out: letterhead, outline, tables, recipients, signature."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from extract.reading.source import Block, Source
from extract.values.phrases import lower
from extract.values.slips import mend_slips
from extract.values.text import fold, matching_view

_DIGITS = re.compile(r"\d+")

ZoneKind = Literal["letterhead", "title", "addressees", "body", "recipients", "signature", "appendix"]


def view_of(source: Source) -> str:
    """The matching view of a source; of one that was recognised in an image, with the slips of that mended."""
    view = matching_view(source.text)
    return mend_slips(view) if source.recognised else view


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of the letterhead and the title, in the normal forms of the database; `None` where not printed.

    `issuer` and `parent` are as printed on the letterhead, in readable case; the full official name is the work of
    the organisation register. `symbol` is the part after the number (`BC-VP`, `2024/QĐ-UBND` without the number).
    `issued_on` is ISO and may be partial (`2022-09`). `place` is a name without its kind (`Quảng Ngãi`).
    """

    number: int | None = None
    symbol: str | None = None
    doc_type: str | None = None
    issuer: str | None = None
    parent: str | None = None
    place: str | None = None
    issued_on: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed: `title` with its authority prefix, lines joined by ` - ` (`KT. CHỦ TỊCH - PHÓ CHỦ TỊCH`)."""

    name: str | None = None
    title: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """An item of the outline.

    `label` as printed (`I`, `1`, `2.1`, `(2)`, `a)`, `đ)`, `-`, `+`, `Điều 3`, `Phụ lục`, `Biểu mẫu 3`); `heading`
    is the title where the item has one, `None` for a run-in item; `path` joins labels with `/`, unnumbered ones
    counted among their siblings (`II/2/-1/+2`). `start:end` is the whole item with all below it; `body_start` is
    where the text after the label begins. `parent` and `ordinal` are indices into `Document.sections`.
    """

    ordinal: int
    parent: int | None
    level: int
    label: str
    heading: str | None
    path: str
    start: int
    end: int
    body_start: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its header as printed, header rows joined from above (`Kết quả thống kê / Số liệu`)."""

    index: int
    header: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of data: for every column the span of its cell (`None` where empty or merged away).

    A `group` row is a heading across the table; `groups` are the headings that a data row stands under.
    """

    start: int
    end: int
    cells: tuple[tuple[int, int] | None, ...]
    group: bool = False
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with its header understood; `title` is the caption or heading that it stands under."""

    start: int
    end: int
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the document with a role of its own; zones are in order and do not overlap."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Document:
    """A source with its structure; everything that finds facts works on this.

    Documents are compared by identity, so that what is computed of one can be kept beside it.
    """

    source: Source
    header: Header = field(default_factory=Header)
    sections: tuple[Section, ...] = ()
    tables: tuple[DataTable, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature = field(default_factory=Signature)
    zones: tuple[Zone, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader should know of the header, in words: what is blank, what was found elsewhere."""

    @property
    def text(self) -> str:
        """The stored text; every offset of every fact is an offset in it."""
        return self.source.text

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.source.blocks

    @cached_property
    def view(self) -> str:
        """The text of the same length that patterns run over."""
        return view_of(self.source)

    @cached_property
    def folded(self) -> str:
        """The text of the same length in lower case without accents."""
        return fold(self.view if self.source.recognised else self.source.text)

    @cached_property
    def lowered(self) -> str:
        """The matching view in lower case, of the same length."""
        return lower(self.view)

    @cached_property
    def digits(self) -> tuple[list[int], list[int]]:
        """Where the runs of digits of the matching view begin and where they end, in order."""
        starts, ends = [], []
        for run in _DIGITS.finditer(self.view):
            starts.append(run.start())
            ends.append(run.end())
        return starts, ends

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sections]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [b.start for b in self.source.blocks]

    def section_at(self, offset: int) -> Section | None:
        """The smallest printed item that holds the offset."""
        i = bisect.bisect_right(self._starts, offset) - 1
        section: Section | None = self.sections[i] if i >= 0 else None
        while section is not None and section.end <= offset:
            section = None if section.parent is None else self.sections[section.parent]
        return section

    def ancestors(self, section: Section | None) -> list[Section]:
        """The section itself and everything that it stands under, innermost first."""
        chain = []
        while section is not None:
            chain.append(section)
            section = None if section.parent is None else self.sections[section.parent]
        return chain

    def block_at(self, offset: int) -> Block | None:
        """The paragraph or table that holds the offset."""
        i = bisect.bisect_right(self._block_starts, offset) - 1
        return self.source.blocks[i] if i >= 0 and offset <= self.source.blocks[i].end else None

    @cached_property
    def _zone_starts(self) -> list[int]:
        return [z.start for z in self.zones]

    def zone_at(self, offset: int) -> ZoneKind:
        """The role of the part that holds the offset; `body` where nothing else is known."""
        i = bisect.bisect_right(self._zone_starts, offset) - 1
        return self.zones[i].kind if i >= 0 and offset < self.zones[i].end else "body"
