"""What every reader hands on: one clean text, its blocks, and the way back to the original."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.reading.places import PageInfo, Places


class ReadError(Exception):
    """A file that can't be read. `str()` is one line: the file, the reason and the remedy."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
        self.name, self.reason, self.remedy = name, reason, remedy


class MissingToolError(ReadError):
    """A file that could be read if a program or an extra were installed; the remedy is the line that installs it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the reading text, whole, on one line: `text[start:end]`, no line break inside.

    `strong` says that the source printed all of it in bold or as a Markdown heading.
    """

    start: int
    end: int
    strong: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `text[start:end]`, empty where `start == end`; `span` is the number of columns it covers.

    The spans of a row add up to the columns of its table. A source that prints an empty cell for each column
    that a head or a group covers keeps them as empty cells of span 1.
    """

    start: int
    end: int
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the reading text: one line a row, cells separated by tabs, so that rows are whole lines.

    Only tables of data are tables; what a source prints as one for its layout (letterhead, signature) is paragraphs.
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    page: int | None = None


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where stretches of the reading text stood in the decoded original: parallel sorted offsets."""

    clean: Sequence[int] = (0,)
    original: Sequence[int] = (0,)

    def to_original(self, offset: int) -> int:
        """The offset in the decoded original of an offset in the reading text."""
        i = bisect.bisect_right(self.clean, offset) - 1
        return self.original[i] + offset - self.clean[i]


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: the clean text that is stored, and what is known of the file.

    `text` is NFC, unwrapped, without markup; blocks are separated by one line break, in order, and cover all
    that is not white space. `notes` says in words what was done that a reader should know (an encoding guessed,
    bytes replaced). `language_confidence` says how sure it is that the text is Vietnamese, from 0 to 1. `places` is
    where the words stand on the pages, for formats that have them; `metadata` is what a web page says of itself
    (`headline`, `date`, `source`, `attachment`, the last as often as there are any).
    """

    name: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    pages: int | None = None
    offsets: OffsetMap = field(default_factory=OffsetMap)
    notes: tuple[str, ...] = ()
    language_confidence: float = 1.0
    places: Places | None = None
    page_infos: tuple[PageInfo, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    part: int = 1
    """Which document of its file this is, from 1, where a file holds several."""

    @property
    def recognised(self) -> bool:
        """Whether any of the text was recognised in an image, and may hold the slips of that."""
        return any(page.origin == "scan" for page in self.page_infos)

    @property
    def described(self) -> dict[str, str | list[str]]:
        """The metadata by name; attachments, and what is said several times, as lists."""
        held: dict[str, list[str]] = {}
        for key, value in self.metadata:
            held.setdefault(key, []).append(value)
        return {k: v[0] if len(v) == 1 and k != "attachment" else v for k, v in held.items()}
