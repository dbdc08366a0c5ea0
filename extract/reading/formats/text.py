"""Plain text and Markdown in any encoding; refuses by name the formats that are known and not read."""

from __future__ import annotations

from extract.reading.decode import decode
from extract.reading.detect import refuse_other_formats
from extract.reading.plain import read_text
from extract.reading.reader import Reader
from extract.reading.source import ReadError, Source
from extract.values.language import say


def read(data: bytes, name: str) -> Source:
    """Reads the bytes of a text, the encoding of which is found from the bytes."""
    refuse_other_formats(data, name)
    decoded = decode(data, name)
    if not decoded.text.strip("\ufeff \t\r\n\f\x0b\u00a0"):
        raise ReadError(
            name,
            say("tệp chỉ có khoảng trắng", "nothing but white space"),
            say("hãy kiểm tra lại tệp gốc", "check the original"),
        )
    return read_text(decoded.text, name, encoding=decoded.encoding, notes=decoded.notes)


READER = Reader(name="text", recognises=lambda data: True, read=read, rank=1000)
