"""Images of pages as cameras and scanners store them, drawn by the tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 150
TEXT = (
    "Ủy ban nhân dân phường Hòa An giao Văn phòng chủ trì,",
    "phối hợp với Công an phường rà soát hồ sơ cư trú,",
    "báo cáo kết quả trước ngày 20 tháng 11 năm 2025.",
    "Các tổ dân phố thông báo đến từng hộ gia đình, không để",
    "sót đối tượng; khó khăn vướng mắc gửi về Văn phòng.",
)


def sheet(lines: Sequence[str] = TEXT, *, mode: str = "L", dpi: int = DPI, size: int = 14) -> Image:
    """A page of A4 with lines of text from its upper left."""
    from PIL import Image as Images
    from PIL import ImageDraw

    page = Images.new("L", (round(595 * dpi / 72), round(842 * dpi / 72)), 255)
    pen = ImageDraw.Draw(page)
    font = _font(round(size * dpi / 72))
    for nth, line in enumerate(lines):
        pen.text((round(85 * dpi / 72), round((80 + 24 * nth) * dpi / 72)), line, 0, font=font)
    return page.convert(mode)


def _font(size: int) -> Any:
    """A font with serifs that has all letters of Vietnamese."""
    from PIL import ImageFont

    for name in ("DejaVuSerif.ttf", "times.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    pytest.skip("no font with the letters of Vietnamese is installed")


def stored(image: Image, kind: str = "PNG", **options: Any) -> bytes:
    """The bytes of an image file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
