"""Tables while they are being read: cells as stretches of the marked text, and how layouts are told from data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.reading.lines import Line

Slice = tuple[int, int]


@dataclass(slots=True)
class RawCell:
    """A cell as stretches of the marked text, to be joined with spaces."""

    slices: list[Slice]
    span: int = 1


@dataclass(slots=True)
class RawTable:
    """A table of data before its text is put together; `page` is that of its first row."""

    rows: list[list[RawCell]]
    page: int


Item = list[Line] | RawTable

# What a letterhead, a list of addressees or recipients, a signature holds, and a table of data never.
_LAYOUT = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)|Độc lập\s*-\s*Tự do|\W{0,3}(?:Nơi nhận|Kính gửi|NƠI NHẬN)\b|Số\s?:"
    r"|\W{0,3}(?:TM|KT|TL|TUQ|T/M)\s?\.|.{0,40},\s*ngày\s.{0,12}\s?tháng\s.{0,12}\s?năm\b"
)


def is_layout(texts: Iterable[str]) -> bool:
    """Whether one of the cells belongs to a letterhead or a signature: the table only places things side by side."""
    return any(_LAYOUT.match(text) for text in texts)
