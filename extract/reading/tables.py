"""Tables and layouts out of printed lines, however they are printed.

What a source prints as a table only to place things beside one another (letterhead, signature and recipients,
addressees) comes out as lines in reading order; tables of data come out as rows of cells.
"""

from __future__ import annotations

from collections.abc import Callable

from extract.reading.cells import split_cells
from extract.reading.columns import split_columns
from extract.reading.grid import Item, RawTable
from extract.reading.lines import Line
from extract.reading.rows import split_rows


def split_tables(lines: list[Line]) -> list[Item]:
    """The runs of lines and the tables of a text, in order."""
    items = split_cells(lines)
    items = _each(items, split_rows)
    return _each(items, split_columns)


def _each(items: list[Item], split: Callable[[list[Line]], list[Item]]) -> list[Item]:
    out: list[Item] = []
    for item in items:
        out += [item] if isinstance(item, RawTable) else split(item)
    return out
