"""Coloured ink on a page: stamps and signatures are taken off, letters printed in colour stay.

Stamps are red, pens are blue, text is black: under a red stamp black letters stay black in the red channel, in
which the stamp is as light as paper. What is coloured and no higher than a line of text may be a heading, a link, or
the number that an office's software prints in blue, and is kept for its confidence to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.reading.ocr.components import components

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_STEP = 4
"""Colour is looked for on each fourth pixel both ways."""
_CHROMA = 45
"""By so much the strongest of red, green and blue exceeds the weakest in coloured ink, less the tint of the paper."""
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
    pixels = np.asarray(image)
    sample = pixels[::_STEP, ::_STEP].astype(np.int16)
    strongest, weakest = sample.max(axis=2), sample.min(axis=2)
    # Paper with a tint, or a photograph in warm light, is no ink.
    tint = int(np.median(strongest - weakest))
    coloured = (strongest - weakest) > _CHROMA + tint
    if coloured.mean() < _LEAST_SHARE:
        return image.convert("L"), None
    reach = max(1, round(_JOIN * scale / _STEP))
    high = _HIGHEST_TEXT * scale / _STEP
    paper = int(np.median(strongest))
    grey = np.asarray(image.convert("L")).copy()
    left = coloured.copy()
    for blob in components(_grown(coloured, reach)):
        if blob.height - 2 * reach <= high:
            continue
        top, bottom = max(0, blob.y0 - 1), blob.y1 + 1
        start, end = max(0, blob.x0 - 1), blob.x1 + 1
        mask = np.zeros((bottom - top, end - start), dtype=bool)
        for row, first, last in blob.runs:
            mask[row - top, first - start : last - start] = True
        left[top:bottom, start:end] &= ~mask[: left.shape[0] - top, : left.shape[1] - start]
        _bleach(grey, pixels, mask, top * _STEP, start * _STEP, paper)
    return Images.fromarray(grey), left if left.mean() >= _LEAST_SHARE else None


def _bleach(
    grey: NDArray[np.uint8],
    pixels: NDArray[np.uint8],
    mask: NDArray[np.bool_],
    top: int,
    left: int,
    paper: int,
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
    np.copyto(target, light.astype(np.uint8), where=full & (light > target))


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
