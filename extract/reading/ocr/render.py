"""Pages of a PDF, and images of pages, to sheets that can be recognised, one at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
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
    """The image of a page as shown: `width` and `height` of the page in points, `scale` in pixels per point.

    A page in grey may come as its pixels.
    """

    number: int
    width: float
    height: float
    image: Image | NDArray[np.uint8]
    scale: float


def scale_for(width: float, height: float, dpi: float = DPI) -> float:
    """Pixels per point for a page of so many points, within the limit of pixels."""
    area = max(width * height, 1.0)
    return min(dpi / POINTS, math.sqrt(MOST_PIXELS / area))


def rendered(
    data: bytes, numbers: Sequence[int], name: str, broken: dict[int, str], dpi: float = DPI
) -> Iterator[Sheet]:
    """Renders pages, numbered from 1, in the order given; `ReadError` where the PDF can't be opened.

    This happens in a process of its own with limits of time and memory: what a page draws may be made to harm. A page
    that can't be rendered is an empty sheet of A4, and `broken` says why.
    """
    import numpy as np
    from PIL import Image as Images

    from extract.reading.pdf.images import render_pages

    for page in render_pages(data, numbers, name, dpi=dpi, most_pixels=MOST_PIXELS):
        if page.pixels and page.grey:
            pixels = np.frombuffer(page.pixels, dtype=np.uint8).reshape(page.down, page.across)
            yield Sheet(page.number, page.width, page.height, pixels, page.scale)
        elif page.pixels:
            image = Images.frombuffer("RGB", (page.across, page.down), page.pixels, "raw", "RGB", 0, 1)
            yield Sheet(page.number, page.width, page.height, image, page.scale)
        else:
            broken[page.number] = page.note or ""
            yield Sheet(page.number, 0.0, 0.0, Images.new("L", (595, 842), 255), 1.0)


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
