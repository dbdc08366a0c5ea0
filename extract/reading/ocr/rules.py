"""Straight lines printed on a page, found in its image, and taken off so that the letters beside them are read.

A line is a row of pixels dark over a length that no stroke of a letter has. Broken lines are put together; where
letters cross a line they are left whole.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.reading.ocr.components import Blob, components

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

_LEAST_LENGTH = 22.0
_LEAST_PIECE = 11.0
_LEAST_UPRIGHT_PIECE = 15.0
"""The stems of letters stand one above the other on lines of text: a piece is longer than the stem of a heading."""
_MOST_THICKNESS = 4.5
_GAP = 8.0
_UPRIGHT_GAP = 4.0
_DRIFT = 1.6
_LEAST_ROW = 9.0
"""Points: the height of a row of a table at the least."""
_UNBROKEN = 0.93
_WHOLE = 0.75
_SHORT = 45.0
"""Lines shorter than this are whole: the bars of capitals beside each other look like a broken line."""
_BYTE = 8


@dataclass(slots=True)
class Line:
    """A printed line in pixels: rows `low` to `high` and columns `start` to `end` of the image, or of its transpose.

    `pieces` are the parts that it was put together from, with their columns in units of eight pixels.
    """

    low: int
    high: int
    start: int
    end: int
    pieces: list[Blob]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def find_lines(dark: Mask, scale: float, *, upright: bool = False) -> list[Line]:
    """The level lines of a mask of dark pixels, or the upright ones; `scale` is in pixels per point.

    Lines are at least 22 points long and at most 4.5 thick; long ones may be broken for up to 8 points. Of upright lines
    `low` and `high` are columns, `start` and `end` rows.
    """
    import numpy as np

    # Of eight pixels, seven dark ones are a piece of a line with a speck in it.
    if upright:
        rows = len(dark) // _BYTE
        eights = dark[: rows * _BYTE].view(np.uint8).reshape(rows, _BYTE, -1)
        full = np.ascontiguousarray(eights.sum(axis=1, dtype=np.uint8).T) >= _BYTE - 1
    else:
        full = _ones()[np.packbits(dark, axis=1)] >= _BYTE - 1
    length = max(2, math.ceil((_LEAST_UPRIGHT_PIECE if upright else _LEAST_PIECE) * scale / _BYTE))
    gap = _UPRIGHT_GAP if upright else _GAP
    pieces = [
        Line(blob.y0, blob.y1, blob.x0 * _BYTE, blob.x1 * _BYTE, [blob])
        for blob in components(_long_runs(full, length))
        if blob.cells <= _MOST_THICKNESS * scale * blob.width
    ]
    pieces.sort(key=lambda line: line.start)
    return [line for line in _joined(pieces, scale, gap * scale) if _is_line(line, scale)]


def find_short_uprights(
    dark: Mask, level: Sequence[Line], upright: Sequence[Line], scale: float
) -> list[Line]:
    """The upright lines between two level ones close above each other: the sides of cells of a single line of text.

    They are no longer than the stems of large letters, but no letter goes from line to line.
    """
    import numpy as np

    found: list[Line] = []
    for above in level:
        below = [
            other
            for other in level
            if other.low > above.high and min(other.end, above.end) - max(other.start, above.start) > 0
        ]
        if not below:
            continue
        next_ = min(below, key=lambda line: line.low)
        top, bottom = above.high, next_.low
        start, end = max(above.start, next_.start), min(above.end, next_.end)
        if not _LEAST_ROW * scale <= bottom - top <= _LEAST_LENGTH * 1.2 * scale:
            continue
        full = dark[top + 1 : bottom, start:end].mean(axis=0) >= _UNBROKEN
        edges = np.nonzero(np.diff(np.concatenate(([0], full.astype(np.int8), [0]))))[0].tolist()
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            low, high = start + left, start + right
            known = any(
                line.low - scale <= (low + high) / 2 <= line.high + scale
                and line.start < bottom
                and line.end > top
                for line in upright
            )
            if known or high - low > _MOST_THICKNESS * scale:
                continue
            rows = (top // _BYTE, bottom // _BYTE + 1)
            runs = [(column, *rows) for column in range(low, high)]
            blob = Blob(rows[0], low, rows[1], high, (high - low) * (rows[1] - rows[0]), runs)
            found.append(Line(low, high, top, bottom, [blob]))
    return found


@functools.cache
def _ones() -> Grey:
    import numpy as np

    return np.array([n.bit_count() for n in range(256)], dtype=np.uint8)


def _long_runs(full: Mask, length: int) -> Mask:
    """The cells in runs of at least `length` along the rows."""
    import numpy as np

    out = np.zeros_like(full)
    if full.shape[1] < length:
        return out
    last = full.shape[1] - length + 1
    starts = full[:, :last].copy()
    for i in range(1, length):
        starts &= full[:, i : last + i]
    for i in range(length):
        out[:, i : last + i] |= starts
    return out


def _is_line(line: Line, scale: float) -> bool:
    length = line.end - line.start
    share = _WHOLE if length >= _SHORT * scale else 1.0
    return length >= _LEAST_LENGTH * scale and sum(b.width for b in line.pieces) * _BYTE >= share * length


def _joined(pieces: list[Line], scale: float, most: float) -> list[Line]:
    """Pieces of one line, from left to right, put together over small gaps."""
    out: list[Line] = []
    for piece in pieces:
        for line in out:
            gap = piece.start - line.end
            # A line that drifts is compared where it ends, not in its middle.
            tail = line.pieces[-1]
            near = min(abs(piece.middle - line.middle), abs(piece.middle - (tail.y0 + tail.y1) / 2))
            if -_LEAST_PIECE * scale < gap <= most and near <= _DRIFT * scale:
                line.low, line.high = min(line.low, piece.low), max(line.high, piece.high)
                line.end = max(line.end, piece.end)
                line.pieces += piece.pieces
                break
        else:
            out.append(piece)
    return out


def remove_lines(grey: Grey, dark: Mask, lines: list[Line]) -> None:
    """Whitens level lines in place, and leaves the letters that cross them; for upright ones pass the transposes."""
    import numpy as np

    height = grey.shape[0]
    for line in lines:
        for blob in line.pieces:
            top = np.full(blob.width, height, dtype=np.int32)
            bottom = np.zeros(blob.width, dtype=np.int32)
            for row, start, end in blob.runs:
                part = slice(start - blob.x0, end - blob.x0)
                top[part] = np.minimum(top[part], row)
                bottom[part] = np.maximum(bottom[part], row)
            start = max(0, blob.x0 * _BYTE - _BYTE)
            end = min(grey.shape[1], blob.x1 * _BYTE + _BYTE)
            tops = np.pad(top.repeat(_BYTE), _BYTE, mode="edge")[: end - start]
            bottoms = np.pad(bottom.repeat(_BYTE), _BYTE, mode="edge")[: end - start]
            columns = np.arange(start, end)[: len(tops)]
            above = dark[np.maximum(tops - 4, 0), columns]
            below = dark[np.minimum(bottoms + 4, height - 1), columns]
            free = ~(above & below)
            for offset in range(-2, int((bottoms - tops).max()) + 3):
                rows = tops + offset
                inside = free & (rows >= 0) & (rows < height) & (rows <= bottoms + 2)
                grey[rows[inside], columns[inside]] = 255
