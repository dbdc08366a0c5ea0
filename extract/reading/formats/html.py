"""Web pages, also under the names of other formats: portals and word processors save HTML as `.doc`."""

from __future__ import annotations

from extract.reading.reader import MEBIBYTE, Reader
from extract.reading.source import Source
from extract.reading.web.markup import is_page


def read(data: bytes, name: str) -> Source:
    """Reads the bytes of a page or of a piece of one."""
    from extract.reading.web import read_page

    return read_page(data, name)


READER = Reader(name="html", recognises=is_page, read=read, rank=60, max_bytes=40 * MEBIBYTE)
