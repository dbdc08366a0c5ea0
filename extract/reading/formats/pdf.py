"""PDF: the text layer of each page where it is to be believed, the image of the page where it is not."""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Iterator, Sequence

from extract.reading.compose import compose
from extract.reading.page import Page, Word
from extract.reading.places import PageInfo
from extract.reading.reader import MEBIBYTE, Reader
from extract.reading.source import MissingToolError, ReadError, Source
from extract.values.language import say

MEDIA_TYPE = "application/pdf"
_HEADER = re.compile(rb"%PDF-\d")
_HEAD = 1024
"""The header may have so much before it (ISO 32000-1, annex H)."""
# Containers may hold a PDF file as it is, near their beginning.
_CONTAINERS = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
    b"MIME-Version",
    b"Rar!",
    b"7z\xbc\xaf",
)


def recognises(data: bytes) -> bool:
    """Whether the bytes are of a PDF file, whatever stands before its header."""
    found = _HEADER.search(data, 0, _HEAD)
    if found is None or data.startswith(_CONTAINERS):
        return False
    # A text may speak of the header; a file has objects.
    return found.start() == 0 or b" obj" in data


def read(data: bytes, name: str) -> Source:
    """Reads a PDF file; pages without a text layer to be believed are recognised in their image.

    `MissingToolError` where that needs a program which is not installed.
    """
    from extract.reading.layout import lay_out, read_layout
    from extract.reading.pdf.pages import read_pages

    known = {}

    def lay(page: Page) -> None:
        known[page.number] = lay_out(page)

    with _uncollected():
        # While the other process reads on.
        reading = read_pages(data, name, lay)
    pages = reading.pages
    if reading.scans:
        pages = _with_scans(pages, _recognise(data, reading.scans, len(pages), name))
    with _uncollected():
        drafts = read_layout(pages, known)
        infos = [PageInfo(p.number, p.width, p.height, p.origin, p.note) for p in pages]
        source = compose(drafts, name, MEDIA_TYPE, pages=infos, notes=reading.notes)
    if not source.text:
        raise ReadError(
            name,
            say("tệp PDF không có chữ nào", "the PDF has no words"),
            say("hãy kiểm tra lại tệp gốc", "check the original"),
        )
    return source


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing is looked through for cycles meanwhile: words and lines have none, and there are many of them."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _recognise(data: bytes, numbers: Sequence[int], count: int, name: str) -> list[Page]:
    from extract.reading.ocr import recognise_pdf

    try:
        return recognise_pdf(data, numbers, name)
    except MissingToolError as missing:
        raise MissingToolError(
            name,
            say(
                f"{len(numbers)}/{count} trang phải nhận dạng từ hình ({missing.reason})",
                f"{len(numbers)} of {count} pages must be recognised in their images ({missing.reason})",
            ),
            missing.remedy,
        ) from None


def _with_scans(pages: Sequence[Page], scans: Sequence[Page]) -> list[Page]:
    """The pages in order, those recognised in place of those that were to be."""
    recognised = {page.number: page for page in scans}
    return [_merged(page, scan) if (scan := recognised.get(page.number)) else page for page in pages]


def _merged(page: Page, scan: Page) -> Page:
    """What was recognised on a page, with what is printed on it as text (a digital signature) in its own words."""
    notes = [note for note in (page.note, scan.note) if note]
    words = scan.words
    if page.words and not scan.width:
        words = page.words
    elif page.words and abs(page.width - scan.width) < 2 and abs(page.height - scan.height) < 2:
        words = [w for w in scan.words if not any(_covers(printed, w) for printed in page.words)]
        words += page.words
    # Of a page that can't be rendered the size is still known.
    width, height = scan.width or page.width, scan.height or page.height
    return Page(scan.number, width, height, words, scan.rules, scan.origin, "; ".join(notes) or None)


def _covers(printed: Word, seen: Word) -> bool:
    """Whether a word recognised is one that is printed: half of its area or more is shared."""
    across = min(printed.x1, seen.x1) - max(printed.x0, seen.x0)
    down = min(printed.y1, seen.y1) - max(printed.y0, seen.y0)
    area = (seen.x1 - seen.x0) * (seen.y1 - seen.y0)
    return across > 0 and down > 0 and across * down > 0.5 * area


READER = Reader(name="pdf", recognises=recognises, read=read, rank=20, max_bytes=200 * MEBIBYTE)
