"""Columns whose lines stand at different heights, each read alone.

Tesseract draws lines through all that stands side by side: the addressees beside the signature, a cell of three lines
beside one of two. Letters of lines cut so are misread or lost, and their marks come out as words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.reading.ocr.rules import Line
from extract.reading.ocr.tesseract import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

SURE = 0.85
"""A word of less confidence is looked at again."""
_LEAST_HEIGHT = 9.0
"""Points: what is lower is no line of letters."""
_GUESS = 0.3
"""A word of less confidence may as well be nothing, or parts of two lines."""
_GAP, _RULED_GAP = 12.0, 3.0
"""Points of paper between columns, or beside a printed line between them."""
_LEAST_WIDTH = 8.0
_LOST = 0.03
"""By more of its ink than this outside of all words, a column is in doubt."""
_MARK, _SMALL = 5.0, 3.2
"""Points: the heights of what may be the mark of a letter, and of what is no letter of any size."""


@dataclass(slots=True)
class Place:
    """A part of a page that is read alone: its box in pixels, and the words that the first reading has there."""

    x0: int
    y0: int
    x1: int
    y1: int
    words: list[Found] = field(default_factory=list)
    unread: bool = False


def uncovered(ink: Mask, found: Sequence[Found], scale: float) -> Mask:
    """The ink that stands in no word, nor close around one."""
    out = ink.copy()
    side, above = round(1.5 * scale), round(2.0 * scale)
    for word in found:
        if word.confidence < _GUESS:
            continue
        top, left = max(0, int(word.y0) - above), max(0, int(word.x0) - side)
        out[top : int(word.y1) + above, left : int(word.x1) + side] = False
    return out


def uneven(ink: Mask, found: Sequence[Found], upright: Sequence[Line], scale: float) -> list[Place]:
    """Columns side by side with no row of paper through all of them between their lines, where words are in doubt."""
    import numpy as np

    rest = uncovered(ink, found, scale)
    doubtful = [word for word in found if word.confidence < SURE or is_mark(word, found, scale)]
    places = []
    for top, bottom in _runs(np.asarray(ink.any(axis=1)), 1):
        if bottom - top < _LEAST_HEIGHT * scale:
            continue
        if not any(w.y0 < bottom and w.y1 > top for w in doubtful) and not rest[top:bottom].any():
            continue
        words = [word for word in found if word.y0 < bottom and word.y1 > top]
        band = ink[top:bottom]
        columns = _columns(np.asarray(band.any(axis=0)), _ruled(upright, top, bottom), scale)
        if len(columns) < 2:
            continue
        for left, right in columns:
            rows = np.nonzero(band[:, left:right].any(axis=1))[0]
            place = Place(left, top + int(rows[0]), right, top + int(rows[-1]) + 1)
            place.words = [word for word in words if _inside(word, place)]
            own = np.count_nonzero(ink[place.y0 : place.y1, left:right])
            lost = np.count_nonzero(rest[place.y0 : place.y1, left:right])
            if right - left >= _LEAST_WIDTH * scale and (
                lost > _LOST * own or any(word is other for word in place.words for other in doubtful)
            ):
                places.append(place)
    return places


def without_marks(found: list[Found], scale: float) -> list[Found]:
    """The words without those that are only a mark of a letter of another, or a speck beside it."""
    return [word for word in found if not is_mark(word, found, scale)]


def is_mark(word: Found, others: Sequence[Found], scale: float) -> bool:
    """Whether what was read as a word is low and stands over a letter of another, or within it."""
    height = word.y1 - word.y0
    if height > max(_MARK, _SMALL) * scale:
        return False
    sign = not any(char.isalnum() for char in word.text)
    if height > (_MARK if sign else _SMALL) * scale or (not sign and word.confidence > 0.6):
        return False
    middle = (word.x0 + word.x1) / 2
    return any(
        other is not word
        and other.y1 - other.y0 > 1.5 * height
        and other.x0 - scale < middle < other.x1 + scale
        and other.y0 - _MARK * scale < word.y0
        and word.y1 < other.y1 + scale
        for other in others
    )


def _ruled(upright: Sequence[Line], top: int, bottom: int) -> list[float]:
    """Where printed lines run upright through most of a band."""
    return [
        line.middle for line in upright if min(line.end, bottom) - max(line.start, top) > 0.6 * (bottom - top)
    ]


def _columns(filled: Mask, ruled: Sequence[float], scale: float) -> list[tuple[int, int]]:
    """The stretches of a band between wide gaps, or gaps that a printed line stands in."""
    columns: list[tuple[int, int]] = []
    for start, end in _runs(filled, round(_RULED_GAP * scale)):
        gap = start - columns[-1][1] if columns else 0
        if columns and gap < _GAP * scale and not any(columns[-1][1] - 2 < x < start + 2 for x in ruled):
            columns[-1] = (columns[-1][0], end)
        else:
            columns.append((start, end))
    return columns


def _runs(filled: Mask, gap: int) -> list[tuple[int, int]]:
    """The stretches of true values, put together over less than `gap` false ones; ends not included."""
    import numpy as np

    change = np.diff(np.concatenate(([0], filled.astype(np.int8), [0])))
    out: list[tuple[int, int]] = []
    starts, ends = np.nonzero(change == 1)[0].tolist(), np.nonzero(change == -1)[0].tolist()
    for start, end in zip(starts, ends, strict=True):
        if out and start - out[-1][1] < gap:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _inside(word: Found, place: Place) -> bool:
    """Whether a word stands in a place, or over most of its height and out of it: parts of two lines read as one."""
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    shared = min(word.y1, place.y1) - max(word.y0, place.y0)
    return place.x0 <= x <= place.x1 and (place.y0 <= y <= place.y1 or shared > 0.6 * (place.y1 - place.y0))
