"""An image of a page made fit to be read: grey, evenly lit, upright, without the dark edges of the scanner.

Arrays are `uint8`, rows first, 0 black and 255 white.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from extract.reading.ocr.components import components

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

MOST_SKEW = 5.0
"""Degrees by which a sheet lies askew at the most; beyond that it was meant to."""
LEAST_SKEW = 0.15
"""Below this a page is left as it is: tesseract reads it as well, and turning it makes letters softer."""
_COARSE, _FINE = 0.5, 0.05
_SIDEWAYS = 1.6
_CELL = 16
_PAPER = 250
"""Of paper made white: what is darker may be the soft edge of a letter."""
_UNEVEN = 28
_BORDER_CELL = 8
_GRAINS = 7.5
"""Paper is lighter than its middle less so many times the middle distance from it: five deviations of its grain."""


def ink_threshold(grey: Grey) -> int:
    """The grey value that parts ink from paper best (Otsu), from a sample of the page."""
    import numpy as np

    counts = np.bincount(grey[::4, ::4].ravel(), minlength=256).astype(np.float64)
    total = counts.sum()
    values = np.arange(256)
    below = np.cumsum(counts)
    above = total - below
    sums = np.cumsum(counts * values)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    between[~np.isfinite(between)] = 0
    return int(np.clip(between.argmax(), 60, 215))


def even_light(grey: Grey) -> Grey:
    """The page as if it were lit evenly, where a photograph or the fold of a book made a part of it darker."""
    import cv2
    import numpy as np
    from PIL import Image as Images
    from PIL import ImageFilter

    small = np.asarray(Images.fromarray(grey).reduce(_CELL))
    # The lightest spots around are paper, whatever is printed between them.
    lightest = np.asarray(cv2.dilate(small, np.ones((5, 5), dtype=np.uint8)))
    paper = Images.fromarray(lightest).filter(ImageFilter.GaussianBlur(3))
    levels = np.asarray(paper)
    low, high = np.percentile(levels, (3, 97))
    if high - low < _UNEVEN:
        return grey
    size = grey.shape[1], grey.shape[0]
    light = np.asarray(paper.resize(size, Images.Resampling.BILINEAR), dtype=np.float32)
    # Where next to no light is left there is no paper, but the edge of the scanner or a picture.
    lit = grey.astype(np.float32) * (245.0 / np.maximum(light, 50.0))
    return np.asarray(np.clip(lit, 0, 255).astype(np.uint8))


def whiten_paper(grey: Grey) -> Grey:
    """The page with its paper white: the grain of paper and scanner costs tesseract as many letters as anything."""
    import cv2
    import numpy as np

    counts = np.bincount(grey[::4, ::4].ravel(), minlength=256)
    middle = _level_at(counts, 50)
    distances = np.bincount(np.abs(np.arange(256) - middle), counts)
    grain = _level_at(distances, 50)
    white = max(middle - _GRAINS * max(1, grain), middle / 2)
    levels = np.minimum(np.rint(np.arange(256) * (255.0 / max(1.0, white))), 255).astype(np.uint8)
    return np.asarray(cv2.LUT(grey, levels), dtype=np.uint8)


def _level_at(counts: NDArray[Any], percent: float) -> int:
    """The value below or at which so many percent of all lie; `counts` has the number of each value."""
    import numpy as np

    total = np.cumsum(counts)
    return int(np.searchsorted(total, total[-1] * percent / 100))


def find_skew(grey: Grey, threshold: int) -> float:
    """Degrees clockwise by which the lines of the page sink to the right, 0 where they don't tell.

    The angle is looked for at which the rows of the page differ most: lines of text dark, the gaps between light.
    """
    import numpy as np

    step = max(1, grey.shape[1] // 200)
    ys, xs = np.nonzero(grey[:, ::step] < threshold)
    if len(ys) < 400:
        return 0.0
    if len(ys) > 60_000:
        take = slice(None, None, len(ys) // 40_000)
        ys, xs = ys[take], xs[take]
    x = (xs * step - grey.shape[1] / 2).astype(np.float32)
    y = ys.astype(np.float32)
    margin = int(grey.shape[1] * math.tan(math.radians(MOST_SKEW + 1)) / 2) + 4
    length = grey.shape[0] + 2 * margin

    def sharpness(angle: float, cell: float) -> float:
        rows = ((y - x * math.tan(math.radians(angle)) + margin) / cell).astype(np.int32)
        counts = np.bincount(rows, minlength=int(length / cell) + 1).astype(np.float32)
        return float(np.square(np.diff(counts)).sum())

    def best(angles: Any, cell: float) -> float:
        return float(max(angles, key=lambda angle: sharpness(float(angle), cell)))

    coarse = best(np.arange(-MOST_SKEW, MOST_SKEW + 0.01, _COARSE), 4.0)
    middle = best(np.arange(coarse - 0.4, coarse + 0.41, 0.2), 2.0)
    fine = best(np.arange(middle - 0.15, middle + 0.16, _FINE), 1.0)
    flat = sharpness(0.0, 1.0)
    if abs(fine) > MOST_SKEW or sharpness(fine, 1.0) < 1.02 * flat:
        return 0.0
    return fine


def lies_sideways(grey: Grey, threshold: int) -> bool:
    """Whether the lines of text run up or down the page."""
    import numpy as np

    dark = grey[::2, ::2] < threshold
    # Rules and the dark edges of a scanner are no text.
    dark = dark & ~_solid(dark)

    def sharpness(axis: int) -> float:
        counts = dark.sum(axis=axis).astype(np.float64)
        total = counts.sum()
        return float(np.square(np.diff(counts)).sum() / total) if total else 0.0

    return sharpness(0) > _SIDEWAYS * sharpness(1)


def _solid(dark: Mask) -> Mask:
    """The columns and rows that are dark nearly all over."""
    rows = dark.mean(axis=1) > 0.5
    columns = dark.mean(axis=0) > 0.5
    out: Mask = rows[:, None] | columns[None, :]
    return out


def straighten(grey: Grey, skew: float) -> Grey:
    """The page with its lines level; white comes in at the corners."""
    import cv2
    import numpy as np

    # Pages are read side by side; threads of one would only get in the way of the others.
    cv2.setNumThreads(1)
    out = np.full_like(grey, 255)
    dark = grey < _PAPER
    rows, columns = np.nonzero(dark.any(axis=1))[0], np.nonzero(dark.any(axis=0))[0]
    if not len(rows):
        return out
    height, width = grey.shape
    # The margins of paper need no turning.
    down, across = (int(abs(math.sin(math.radians(skew))) * side / 2) + 4 for side in (width, height))
    top, left = max(0, int(rows[0]) - down), max(0, int(columns[0]) - across)
    part = out[top : int(rows[-1]) + 1 + down, left : int(columns[-1]) + 1 + across]
    # The middles of pixels have whole numbers.
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), skew, 1.0)
    part[:] = cv2.warpAffine(
        grey,
        np.asarray(turn) - np.array([[0, 0, left], [0, 0, top]]),
        (part.shape[1], part.shape[0]),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255,),
    )
    return out


def to_shown(x: float, y: float, width: float, height: float, skew: float) -> tuple[float, float]:
    """Where a point of the straightened page stands on the page as shown; all in one unit."""
    return turned_back(width, height, skew)(x, y)


def turned_back(width: float, height: float, skew: float) -> Callable[[float, float], tuple[float, float]]:
    """`to_shown` for all points of one page."""
    angle, mid_x, mid_y = math.radians(skew), width / 2, height / 2
    sin, cos = math.sin(angle), math.cos(angle)

    def shown(x: float, y: float) -> tuple[float, float]:
        dx, dy = x - mid_x, y - mid_y
        return mid_x + dx * cos - dy * sin, mid_y + dx * sin + dy * cos

    return shown


def clear_edges(grey: Grey, threshold: int) -> None:
    """Whitens what is dark in the mass and touches an edge: the lid of the scanner, the gutter, a desk."""
    import numpy as np

    cell = _BORDER_CELL
    height, width = grey.shape[0] // cell * cell, grey.shape[1] // cell * cell
    if not height or not width:
        return
    # A sample of each cell: sixteen pixels of sixty-four.
    rows = (grey[:height:2, :width] < threshold).view(np.uint8).reshape(height // cell, cell // 2, width)
    columns = rows.sum(axis=1, dtype=np.uint8)[:, ::2].reshape(height // cell, width // cell, cell // 2)
    dark = columns.sum(axis=2, dtype=np.uint8) >= 10
    edge = np.zeros_like(dark)
    edge[:2], edge[-2:], edge[:, :2], edge[:, -2:] = True, True, True, True
    if not (dark & edge).any():
        return
    for blob in components(dark):
        touches = blob.x0 < 2 or blob.y0 < 2 or blob.x1 > dark.shape[1] - 2 or blob.y1 > dark.shape[0] - 2
        if not touches:
            continue
        for row, start, end in blob.runs:
            top, left = max(0, (row - 1) * cell), max(0, (start - 1) * cell)
            bottom = grey.shape[0] if row >= dark.shape[0] - 2 else (row + 2) * cell
            right = grey.shape[1] if end >= dark.shape[1] - 1 else (end + 1) * cell
            grey[top:bottom, left:right] = 255


def is_blank(grey: Grey, threshold: int) -> bool:
    """Whether nothing is printed on the page: too little ink for one short line, or no paper darker than its grain."""
    import numpy as np

    inner = grey[grey.shape[0] // 40 : -grey.shape[0] // 40, grey.shape[1] // 40 : -grey.shape[1] // 40]
    if not inner.size:
        return True
    counts = np.bincount(inner[::3, ::3].ravel(), minlength=256)
    low, middle = _level_at(counts, 0.05), _level_at(counts, 50)
    if middle - low < 40:
        return True
    return float((inner[::2, ::2] < min(threshold, middle - 40)).mean()) < 0.0002
