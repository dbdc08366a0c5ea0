"""Pages of a PDF to images, one at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.reading.source import ReadError
from extract.values.language import say

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
POINTS = 72.0
MOST_PIXELS = 16_000_000
"""A sheet of A3 at 300 dots per inch; what is larger is rendered smaller."""
_A4 = 842.0
_SHORTEST, _LONGEST = 400.0, 1700.0
"""Points: the long sides of paper from A6 to A2."""


@dataclass(slots=True)
class Sheet:
    """The image of a page as shown: `width` and `height` of the page in points, `scale` in pixels per point."""

    number: int
    width: float
    height: float
    image: Image
    scale: float


def scale_for(width: float, height: float, dpi: float = DPI) -> float:
    """Pixels per point for a page of so many points, within the limit of pixels."""
    area = max(width * height, 1.0)
    return min(dpi / POINTS, math.sqrt(MOST_PIXELS / area))


def rendered(data: bytes, numbers: Sequence[int], name: str, dpi: float = DPI) -> Iterator[Sheet]:
    """Renders pages, numbered from 1, in the order given; `ReadError` where the PDF or a page can't be opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            name,
            say(f"không mở được tệp PDF ({error})", f"the PDF can't be opened ({error})"),
            say("hãy kiểm tra lại tệp gốc", "check the original"),
        ) from None
    try:
        for number in numbers:
            try:
                yield _render(document, number, dpi)
            except (pypdfium2.PdfiumError, IndexError) as error:
                raise ReadError(
                    name,
                    say(
                        f"không dựng được ảnh trang {number} ({error})",
                        f"page {number} can't be shown ({error})",
                    ),
                    say("hãy kiểm tra lại tệp gốc", "check the original"),
                ) from None
    finally:
        document.close()


def _render(document: object, number: int, dpi: float) -> Sheet:
    page = document[number - 1]  # type: ignore[index]
    try:
        width, height = page.get_size()
        scale = scale_for(width, height, dpi)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        try:
            # A copy: the pixels belong to the bitmap, which is closed.
            image = bitmap.to_pil().convert("RGB").copy()
        finally:
            bitmap.close()
    finally:
        page.close()
    return Sheet(number, width, height, image, scale)


def sheet_of(image: Image, number: int) -> Sheet:
    """A page of an image: its size from the resolution it states, else its long side is that of A4.

    An image of much higher resolution is made smaller.
    """
    from PIL import Image as Images

    width, height = (side / _stated_scale(image) for side in image.size)
    scale = min(scale_for(width, height), image.size[0] / width)
    grey = image.mode in ("1", "L", "I;16")
    plain = image.convert("L" if grey else "RGB")
    if scale < image.size[0] / width * 0.95:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        plain = plain.resize(size, Images.Resampling.LANCZOS, reducing_gap=2.0)
    return Sheet(number, width, height, plain, plain.size[0] / width)


def _stated_scale(image: Image) -> float:
    """Pixels per point of an image, from what it states where that makes a sheet of paper."""
    stated = image.info.get("dpi")
    long_side = max(image.size)
    try:
        dpi = float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        dpi = 0.0
    if dpi > 0 and _SHORTEST <= long_side / dpi * POINTS <= _LONGEST:
        return dpi / POINTS
    return long_side / _A4
