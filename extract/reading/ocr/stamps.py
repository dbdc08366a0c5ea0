"""Coloured ink on a page: stamps and signatures are taken off, letters printed in colour stay.

Stamps are red, pens are blue, text is black: under a red stamp black letters stay black in the red channel, in
which the stamp is as light as paper; where thick ink covers a letter, the letter is put together from both sides. What is coloured and no higher than a line of text may be a heading, a link, or
the number that an office's software prints in blue, and is kept for its confidence to decide.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from extract.reading.ocr.components import Blob, components

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_STEP = 4
"""Colour is looked for on each fourth pixel both ways."""
_CHROMA = 45
"""By so much the strongest of red, green and blue exceeds the weakest in coloured ink, less the tint of the paper."""
_BLACK = 90
"""What is darker in all three colours is print."""
_STROKE = 2.2
"""Points: the stroke of a stamp or pen is no wider than twice this where it crosses a letter."""
_LEAST_SHARE = 0.0002
_HIGHEST_TEXT = 26.0
"""Points: two lines of small print, one of large; a stamp or a signature is higher."""
_JOIN = 2.5
"""Points: parts of a stamp or signature stand no further from each other."""


def without_coloured_ink(image: Image, scale: float) -> tuple[Image, NDArray[np.bool_] | None]:
    """The page in grey without stamps and signatures, and where it is coloured still, one cell for 4 by 4 pixels.

    `scale` is in pixels per point.
    """
    import numpy as np
    from PIL import Image as Images

    if image.mode != "RGB":
        return image.convert("L"), None
    size = (math.ceil(image.width / _STEP), math.ceil(image.height / _STEP))
    bands = [
        np.asarray(band).astype(np.int16) for band in image.resize(size, Images.Resampling.NEAREST).split()
    ]
    strongest, weakest = functools.reduce(np.maximum, bands), functools.reduce(np.minimum, bands)
    # Paper with a tint, or a photograph in warm light, is no ink.
    tint = int(np.median(strongest - weakest))
    coloured = (strongest - weakest) > _CHROMA + tint
    if coloured.mean() < _LEAST_SHARE:
        return image.convert("L"), None
    reach = max(1, round(_JOIN * scale / _STEP))
    high = _HIGHEST_TEXT * scale / _STEP
    paper = int(np.median(strongest))
    pixels = np.asarray(image)
    grey = np.asarray(image.convert("L")).copy()
    left = coloured.copy()
    blobs = components(_grown(coloured, reach))
    tall = [blob for blob in blobs if blob.height - 2 * reach > high]
    for blob in blobs:
        # The star in the middle of a stamp, and what is written in it, belong to it.
        if not any(_holds(other, blob) for other in tall):
            continue
        top, bottom = max(0, blob.y0 - 1), blob.y1 + 1
        start, end = max(0, blob.x0 - 1), blob.x1 + 1
        mask = np.zeros((bottom - top, end - start), dtype=bool)
        for row, first, last in blob.runs:
            mask[row - top, first - start : last - start] = True
        left[top:bottom, start:end] &= ~mask[: left.shape[0] - top, : left.shape[1] - start]
        _bleach(grey, pixels, mask, top * _STEP, start * _STEP, paper, scale)
    return Images.fromarray(grey), left if left.mean() >= _LEAST_SHARE else None


def _bleach(
    grey: NDArray[np.uint8],
    pixels: NDArray[np.uint8],
    mask: NDArray[np.bool_],
    top: int,
    left: int,
    paper: int,
    scale: float,
) -> None:
    """Lets coloured ink vanish in the part of a page that a blob covers; black under it stays."""
    import numpy as np

    target = grey[top : top + mask.shape[0] * _STEP, left : left + mask.shape[1] * _STEP]
    part = pixels[top : top + target.shape[0], left : left + target.shape[1]]
    full = mask.repeat(_STEP, axis=0).repeat(_STEP, axis=1)[: target.shape[0], : target.shape[1]]
    strongest = part.max(axis=2).astype(np.int16)
    chroma = strongest - part.min(axis=2)
    # What is left of the colour of dark ink is taken off in proportion to how coloured it is.
    light = np.minimum(strongest + np.clip((chroma - 20) * 2, 0, 255), paper)
    black = (strongest < _BLACK) & (chroma < _CHROMA)
    ink = chroma > _CHROMA
    # The soft edge of coloured ink has lost its colour in the compression of the image.
    light[_grown(ink, 2) & ~black] = paper
    np.copyto(target, light.astype(np.uint8), where=full & (light > target))
    target[full & ink & _between(black, round(_STROKE * scale))] = _BLACK // 2


def _between(black: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """What has black no further than `reach` on both sides: a letter goes on there under opaque ink."""
    import numpy as np

    out = np.zeros_like(black)
    for down, across in ((0, 1), (1, 0), (1, 1), (1, -1)):
        before, after = np.zeros_like(black), np.zeros_like(black)
        for step in range(1, reach + 1):
            before |= _moved(black, down * step, across * step)
            after |= _moved(black, -down * step, -across * step)
        out |= before & after
    return out


def _moved(mask: NDArray[np.bool_], down: int, across: int) -> NDArray[np.bool_]:
    """The mask moved by so many rows and columns."""
    import numpy as np

    out = np.zeros_like(mask)
    height, width = mask.shape
    if abs(down) < height and abs(across) < width:
        out[max(0, down) : height + min(0, down), max(0, across) : width + min(0, across)] = mask[
            max(0, -down) : height - max(0, down), max(0, -across) : width - max(0, across)
        ]
    return out


def _holds(stamp: Blob, blob: Blob) -> bool:
    return stamp.x0 <= blob.x0 and blob.x1 <= stamp.x1 and stamp.y0 <= blob.y0 and blob.y1 <= stamp.y1


def _grown(mask: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """The mask with a margin of so many cells around it."""
    out = mask.copy()
    for _ in range(reach):
        wide = out.copy()
        wide[:, 1:] |= out[:, :-1]
        wide[:, :-1] |= out[:, 1:]
        out = wide.copy()
        out[1:] |= wide[:-1]
        out[:-1] |= wide[1:]
    return out
