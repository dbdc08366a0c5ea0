"""The text of a document laid out by its outline: headings, paragraphs and tables, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_LINE = re.compile(r"[^\n]+")
_LONGEST_CAPITALS = 140
_TAIL = " .:;…"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the outline; `own_end` is where the first item below it begins."""

    id: str
    level: int
    label: str
    heading: str | None
    start: int
    end: int
    own_end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that stands by itself: `rows` are the cells of a table, as `(start, end)`.

    `items` are those of the outline that begin here; `level` of a heading counts from 1.
    """

    kind: Literal["heading", "paragraph", "capitals", "table"]
    start: int
    end: int
    level: int = 0
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[tuple[int, int], ...], ...] = ()


def blocks(text: str, outline: Sequence[Item]) -> list[Block]:
    """The blocks of a text in order; every character but line ends and the tabs between cells is in one of them."""
    out: list[Block] = []
    table: list[tuple[int, int]] = []
    items = list(outline)
    position = 0  # of the next item
    heading_until = -1

    def end_table() -> None:
        if table:
            rows = tuple(tuple(_cells(text, a, b)) for a, b in table)
            out.append(Block("table", table[0][0], table[-1][1], rows=rows))
            table.clear()

    for line in _LINE.finditer(text):
        start, end = line.span()
        if not line[0].strip():
            continue
        begun: list[Item] = []
        while position < len(items) and items[position].start < end:
            begun.append(items[position])
            position += 1
        if "\t" in line[0] and not begun:
            table.append((start, end))
            continue
        end_table()
        if start < heading_until and out:
            # A heading printed over several lines ("Phụ lục I" and what it is about).
            last = out[-1]
            out[-1] = Block("heading", last.start, end, last.level, (*last.items, *begun))
            continue
        if begun:
            until = _heading_end(text, begun[-1])
            if until is not None:
                heading_until = until
                out.append(Block("heading", start, end, begun[-1].level, tuple(begun)))
                continue
        kind: Literal["capitals", "paragraph"] = "paragraph"
        if not begun and len(line[0]) <= _LONGEST_CAPITALS and line[0].isupper():
            kind = "capitals"
        out.append(Block(kind, start, end, begun[-1].level if begun else 0, tuple(begun)))
    end_table()
    return out


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for cell in text[start:end].split("\t"):
        yield position, position + len(cell)
        position += len(cell) + 1


def _heading_end(text: str, item: Item) -> int | None:
    """Where the heading of an item ends, if it fills whole lines; `None` where the item is a paragraph."""
    if not item.heading:
        return None
    words = item.heading.split()
    found = re.compile(r"\s+".join(map(re.escape, words))).search(text, item.start, item.own_end)
    if found is None:
        return None
    line_end = text.find("\n", found.end())
    line_end = len(text) if line_end < 0 else line_end
    return line_end if not text[found.end() : line_end].strip(_TAIL) else None
