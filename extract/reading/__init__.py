"""Files to clean text: one module a format, picked by content, not by extension."""

from extract.reading.files import load_path, read_bytes, read_path
from extract.reading.places import Box, PageInfo, Places
from extract.reading.plain import read_text
from extract.reading.source import (
    Block,
    Cell,
    MissingToolError,
    OffsetMap,
    Paragraph,
    ReadError,
    Source,
    Table,
)

__all__ = [
    "Block",
    "Box",
    "Cell",
    "MissingToolError",
    "OffsetMap",
    "PageInfo",
    "Paragraph",
    "Places",
    "ReadError",
    "Source",
    "Table",
    "load_path",
    "read_bytes",
    "read_path",
    "read_text",
]
