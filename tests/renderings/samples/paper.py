"""What happens to paper: number, stamp and signature are put on it by hand, then it is scanned or photographed."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from tests.renderings.pdf import NoOfficeError
from tests.renderings.scan import DPI, page_images, scanned, write_images

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_RED = (205, 40, 45)
_BLUE = (35, 55, 140)
_HAND = "LiberationSerif-Italic.ttf"
_STAMP = "LiberationSans-Bold.ttf"


def scan_with_stamp(pdf: Path, path: Path, *, number: str, before: str, signer: str) -> None:
    """Scans a printed document with its number written in before a text, and stamp and signature over the signer."""
    images = page_images(pdf)
    page, x, y = _place(pdf, before)
    _write_number(images[page], number, x, y)
    page, x, y = _place(pdf, signer)
    _sign(images[page], x, y)
    out = [scanned(image, seed, turn=0.4, colour=True) for seed, image in enumerate(images, 1)]
    write_images(out, path, quality=28)


def photograph_sideways(pdf: Path, path: Path) -> None:
    """The first page of a PDF as a telephone takes it: turned by 90°, on a dark desk, one corner in the shade."""
    import numpy as np
    from PIL import Image as Images

    sheet = scanned(page_images(pdf, [0])[0], 1, turn=0.3)
    desk = Images.new("L", (sheet.width + 60, sheet.height + 60), 70)
    desk.paste(sheet, (30, 30))
    turned = desk.rotate(90, expand=True)
    shade = np.linspace(1.0, 0.82, turned.width)[None, :] * np.linspace(1.0, 0.92, turned.height)[:, None]
    lit = Images.fromarray((np.asarray(turned, dtype=np.float64) * shade).astype(np.uint8))
    lit.save(path, "JPEG", quality=24, optimize=True)


def _place(pdf: Path, text: str) -> tuple[int, float, float]:
    """The page on which a text is printed and the pixel of the upper left corner of its box."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for nth, page in enumerate(document):
        held = page.get_textpage()
        if (found := held.search(text, match_case=True).get_next()) is not None:
            left, _, _, top = held.get_charbox(found[0])
            return nth, left * DPI / 72, (page.get_height() - top) * DPI / 72
    raise LookupError(text)


def _font(name: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(name, size)
    except OSError:
        raise NoOfficeError(
            f"không tìm thấy phông {name}; cài bằng: apt-get install fonts-liberation"
        ) from None


def _write_number(image: Image, number: str, x: float, y: float) -> None:
    from PIL import Image as Images
    from PIL import ImageDraw

    font = _font(_HAND, 52)
    paper = Images.new("L", (110, 80), 0)
    ImageDraw.Draw(paper).text((12, 8), number, fill=255, font=font)
    turned = paper.rotate(5, Images.Resampling.BICUBIC)
    image.paste(Images.new("RGB", paper.size, _BLUE), (round(x) - 82, round(y) - 28), turned)


def _sign(image: Image, x: float, y: float) -> None:
    """A stamp beside the signature, a third of it over the name's left, both above the printed name."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    cx, cy, r = x - 30, y - 95, 135
    for radius, width in ((r, 5), (r - 14, 2), (r * 0.6, 2)):
        pen.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), outline=_RED, width=width)
    star = [
        (
            cx + (40 if i % 2 == 0 else 16) * math.sin(i * math.pi / 5),
            cy - (40 if i % 2 == 0 else 16) * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    ]
    pen.polygon(star, fill=_RED)
    font = _font(_STAMP, 17)
    around = "ỦY BAN NHÂN DÂN TỈNH TÂY NINH • "
    for i, letter in enumerate(around):
        angle = 2 * math.pi * i / len(around)
        place = (cx + r * 0.76 * math.sin(angle), cy - r * 0.76 * math.cos(angle))
        pen.text(place, letter, fill=_RED, font=font, anchor="mm")
    curve = [
        (x + 40 + 2.2 * t, y - 60 + 38 * math.sin(t / 9) * math.exp(-t / 90) - t / 5) for t in range(110)
    ]
    pen.line(curve, fill=_BLUE, width=4, joint="curve")
