"""Images of pages: what a camera, a telephone or a scanner made of paper, recognised like the pages of a scanned PDF."""

from __future__ import annotations

from dataclasses import replace

from extract.reading.places import PageInfo
from extract.reading.reader import MEBIBYTE, Reader
from extract.reading.source import ReadError, Source
from extract.values.language import say

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png", say("ảnh PNG", "a PNG image")),
    (b"\xff\xd8\xff", "image/jpeg", say("ảnh JPEG", "a JPEG image")),
    (b"II*\x00", "image/tiff", say("ảnh TIFF", "a TIFF image")),
    (b"MM\x00*", "image/tiff", say("ảnh TIFF", "a TIFF image")),
    (b"II+\x00\x08\x00", "image/tiff", say("ảnh TIFF", "a TIFF image")),
    (b"MM\x00+\x00\x08", "image/tiff", say("ảnh TIFF", "a TIFF image")),
    (b"GIF87a", "image/gif", say("ảnh GIF", "a GIF image")),
    (b"GIF89a", "image/gif", say("ảnh GIF", "a GIF image")),
)
_BITMAP_HEADERS = (12, 40, 52, 56, 64, 108, 124)


def kind_of(data: bytes) -> tuple[str, str] | None:
    """The media type of an image and what it is called, `None` where the bytes are none."""
    for magic, media_type, called in _MAGIC:
        if data.startswith(magic):
            return media_type, called
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp", say("ảnh WebP", "a WebP image")
    # Two letters are too few to go by: the header behind them has one of a few lengths.
    if data.startswith(b"BM") and len(data) > 18 and not any(data[6:10]):
        if int.from_bytes(data[14:18], "little") in _BITMAP_HEADERS:
            return "image/bmp", say("ảnh BMP", "a BMP image")
    return None


def recognises(data: bytes) -> bool:
    """Whether the bytes are of an image whose text can be recognised."""
    return kind_of(data) is not None


def read(data: bytes, name: str) -> Source:
    """Reads an image; the frames of a TIFF file are its pages.

    Boxes are in points of the page turned upright, the size of which comes from the resolution that the image states
    or is taken for A4. `MissingToolError` where the program that recognises text is not installed.
    """
    from extract.reading.compose import compose
    from extract.reading.layout import read_layout
    from extract.reading.ocr import recognise_images
    from extract.reading.ocr.tools import require_packages
    from extract.reading.page import Page
    from extract.reading.raster import MOST_FRAMES, Frames

    media_type, called = kind_of(data) or ("image/png", "")
    require_packages(name)
    frames = Frames(data, called, name)
    recognised = recognise_images(frames, name)
    if not frames.numbers:
        raise frames.refusal()
    pages = [replace(page, number=number) for page, number in zip(recognised, frames.numbers, strict=True)]
    pages += [
        Page(n, 0.0, 0.0, origin="blank", note=f"không đọc được trang này ({why})")
        for n, why in frames.broken.items()
    ]
    pages.sort(key=lambda page: page.number)
    notes = []
    if frames.broken:
        notes.append(f"không đọc được trang {', '.join(map(str, frames.broken))}")
    if frames.cut:
        notes.append(f"ảnh có hơn {MOST_FRAMES} trang, phần sau bị bỏ")
    drafts = read_layout(pages)
    infos = [PageInfo(p.number, p.width, p.height, p.origin, p.note) for p in pages]
    source = compose(drafts, name, media_type, pages=infos, notes=notes)
    if not source.text:
        raise ReadError(
            name,
            say("ảnh không có chữ nào nhận dạng được", "no text can be recognised in the image"),
            say("hãy chụp hoặc quét lại văn bản cho rõ", "photograph or scan the document again"),
        )
    return source


READER = Reader(name="image", recognises=recognises, read=read, rank=20, max_bytes=200 * MEBIBYTE)
