"""Files to clean text: one module a format, picked by content, not by extension."""

from extract.reading.files import MAX_BYTES, read_bytes, read_path
from extract.reading.plain import read_text
from extract.reading.source import Block, Cell, OffsetMap, Paragraph, ReadError, Source, Table

__all__ = [
    "MAX_BYTES",
    "Block",
    "Cell",
    "OffsetMap",
    "Paragraph",
    "ReadError",
    "Source",
    "Table",
    "read_bytes",
    "read_path",
    "read_text",
]
