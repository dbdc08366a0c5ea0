"""Image files to the images of their pages: upright as the camera held them, on white, no larger than needed."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.reading.source import ReadError
from extract.values.language import say

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 110_000_000
"""A sheet of A3 at 600 dots per inch has 70 million, the photographs of some telephones 108 million."""
MOST_FRAMES = 1000
_ENOUGH = 6000
"""Pixels of the long side that are kept: those of A4 at 500 dots per inch."""
_LEAST_LONG, _LEAST_SHORT = 500, 100
"""Smaller images are icons, stamps or previews: a page would not be legible."""
_LEAST_DPI = 99
"""No scanner is set to less; 72 and 96 are what programs write that know nothing better."""
_PREVIEW = 254
"""The TIFF field NewSubfileType, the first bit of which marks a smaller version of another frame (TIFF 6.0)."""
_ORIENTATION = 274
_WHITE = (255, 255, 255, 255)


class Frames:
    """The frames of an image file, each one an image of a page; `broken` are the numbers of those that can't be read.

    Numbers count from 1. Only TIFF files have several pages: the frames of other formats are pictures that move, or
    what a telephone stores beside a photograph. `ReadError` where nothing can be read.
    """

    def __init__(self, data: bytes, called: str, name: str) -> None:
        self.called, self.name = called, name
        self.broken: dict[int, str] = {}
        self.numbers: list[int] = []
        self.cut = False
        self._image = self._open(data)

    def __iter__(self) -> Iterator[Image]:
        with self._image as image:
            number = 0
            for frame in range(MOST_FRAMES + 1):
                found = self._seek(image, frame)
                if found is None:
                    break
                if frame == MOST_FRAMES:
                    self.cut = True
                    break
                if not found:
                    continue
                number += 1
                try:
                    page = self._page(image)
                except _UnfitError as error:
                    self.broken[number] = str(error)
                else:
                    self.numbers.append(number)
                    yield page

    def _open(self, data: bytes) -> Image:
        from PIL import Image as Images
        from PIL import UnidentifiedImageError

        try:
            with warnings.catch_warnings():
                # The number of pixels has a limit of its own below.
                warnings.simplefilter("ignore")
                return Images.open(io.BytesIO(data), formats=_FORMATS)
        except Images.DecompressionBombError:
            raise self._refused(_TOO_LARGE) from None
        except (UnidentifiedImageError, *_FAULTS):
            raise self.refusal() from None

    def _seek(self, image: Image, frame: int) -> bool | None:
        """Goes to a frame; whether it is a page, `None` behind the last."""
        if frame:
            if image.format != "TIFF":
                return None
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    image.seek(frame)
            except (EOFError, *_FAULTS):
                return None
        kind = getattr(image, "tag_v2", {}).get(_PREVIEW, 0)
        return not (isinstance(kind, int) and kind & 1)

    def _page(self, image: Image) -> Image:
        """The frame as an image of a page; `_UnfitError` says why it is none."""
        from PIL import Image as Images

        width, height = image.size
        if image.format in ("JPEG", "MPO") and max(width, height) > _ENOUGH:
            # JPEG is unpacked at a half, a quarter or an eighth of its size as quickly as that is small.
            image.draft(None, (_ENOUGH * width // max(width, height), _ENOUGH * height // max(width, height)))
        if image.size[0] * image.size[1] > MOST_PIXELS:
            raise _UnfitError(_TOO_LARGE)
        if max(width, height) < _LEAST_LONG or min(width, height) < _LEAST_SHORT:
            raise _UnfitError(say(f"ảnh quá nhỏ ({width}×{height})", f"too small ({width}×{height})"))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                image.load()
                dpi = image.info.get("dpi")
                page = _upright(_plain(image), image.getexif().get(_ORIENTATION))
        except (*_FAULTS, Images.DecompressionBombError):
            raise _UnfitError(_BROKEN) from None
        stated = _scaled(dpi, max(page.size) / max(width, height))
        page.info = {"dpi": stated} if stated else {}
        return page

    def refusal(self) -> ReadError:
        """What is said where no frame could be read."""
        return self._refused(next(iter(self.broken.values()), _BROKEN))

    def _refused(self, reason: str) -> ReadError:
        return ReadError(self.name, f"{self.called}: {reason}", _AGAIN)


class _UnfitError(Exception):
    """A frame that can't be read as a page, and why."""


_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
# Pillow lets through what a broken file does to its parsers.
_FAULTS = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError, ArithmeticError)
_BROKEN = say("tệp ảnh bị hỏng hoặc bị cắt cụt", "the image is damaged or cut off")
_TOO_LARGE = say(
    f"ảnh có quá nhiều điểm ảnh (tối đa {MOST_PIXELS // 1_000_000} triệu)",
    f"too many pixels (at most {MOST_PIXELS // 1_000_000} million)",
)
_AGAIN = say(
    "hãy chụp hoặc quét lại văn bản, mỗi trang rõ chữ, khoảng 200-300 dpi",
    "photograph or scan the document again, each page legible, at some 200 to 300 dpi",
)


def _plain(image: Image) -> Image:
    """A grey or coloured copy without anything transparent, its long side no more than needed."""
    from PIL import Image as Images

    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode in ("1", "CMYK", "YCbCr", "LAB", "HSV"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    elif image.mode.startswith("I") or image.mode == "F":
        image = _of_deep_grey(image)
    if max(image.size) > _ENOUGH:
        share = _ENOUGH / max(image.size)
        size = (max(1, round(image.size[0] * share)), max(1, round(image.size[1] * share)))
        image = image.resize(size, Images.Resampling.BOX, reducing_gap=2.0)
    if image.mode in ("LA", "RGBA", "La", "RGBa", "PA"):
        white = Images.new("RGBA", image.size, _WHITE)
        image = Images.alpha_composite(white, image.convert("RGBA"))
    return image.convert("L" if image.mode == "L" else "RGB")


def _upright(image: Image, orientation: object) -> Image:
    """The image as its camera was held, which it tells by a number (EXIF 2.3, field Orientation)."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def _of_deep_grey(image: Image) -> Image:
    """Grey values of 16 or 32 bits to 8: Pillow cuts off what is larger than 255."""
    import numpy as np
    from PIL import Image as Images

    values = np.asarray(image, dtype=np.float32)
    most = float(values.max(initial=1.0))
    full = 255.0 if most <= 255 else 4095.0 if most <= 4095 else max(65535.0, most)
    return Images.fromarray(np.clip(values * (255.0 / full), 0, 255).astype(np.uint8))


def _scaled(dpi: object, share: float) -> tuple[float, float] | None:
    """The dots per inch that are stated, of the image made smaller by a share; what screens have tells nothing."""
    try:
        across, down = (float(value) for value in dpi)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if across < _LEAST_DPI:
        return None
    return across * share, down * share
