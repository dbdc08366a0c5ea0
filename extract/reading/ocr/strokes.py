"""Roman numerals by their strokes: `III.` is read as `HI.` or `II.`, `II/2024` as `1/2024`, `(ii)` as `(1)`.

Numerals are short, have no neighbours to be told by, and their letters touch; but an `I` is a straight stem with the
same serifs on both sides, or none, above and below. An `H` has a bar, a `1` a flag, an `L` a foot, a `T` a roof.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from extract.reading.ocr.tesseract import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

_STEMS = re.compile(r"([VX]{0,3})([IHLTDJNUÍÌÏïíìlt1|!¡\[\]]{1,4})(?=[./⁄),;:]|$)")
"""What stems are read as, behind tens and fives, before what ends a numeral."""
_SMALL = re.compile(r"[(@Œ€©Œ0-9il¡íìïj!|.:)]{2,5}[.)]?")
"""What `(i)`, `(ii)` and `(iii)` are read as."""
_INK = 140
_SURE = 0.9
_UPPER, _LOWER = 0.32, 0.68
"""The part of the height of a capital in which nothing but a stem of an `I` stands."""
_ENDS = 0.14
_SERIF, _NONE, _UNEQUAL = 0.07, 0.04, 0.11
"""Shares of the height: the least serif, what is none yet, and by how much serifs may differ."""
_WIDEST = 0.34


def with_numerals(pixels: Grey, found: list[Found]) -> None:
    """Sets the text of words that are Roman numerals, or begin with one, to what their strokes are."""
    for word in found:
        if match := _STEMS.match(word.text):
            ink = _ink(pixels, word)
            count = _stems(ink, len(match[1]), match.end() == len(word.text))
            if count and match[2] != "I" * count:
                word.text = match[1] + "I" * count + (word.text[match.end() :] or _point(ink))
                word.confidence = max(word.confidence, _SURE)
        elif _SMALL.fullmatch(word.text) and (count := _dotted(_ink(pixels, word))):
            word.text = f"({'i' * count})"
            word.confidence = max(word.confidence, _SURE)


def _ink(pixels: Grey, word: Found) -> Mask:
    """The ink of a word, tight around it."""
    import numpy as np

    top, left = max(0, int(word.y0) - 1), max(0, int(word.x0) - 2)
    ink = np.asarray(pixels[top : int(word.y1) + 1, left : int(word.x1) + 2] < _INK)
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    if not len(rows):
        return ink[:0, :0]
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _stems(ink: Mask, skipped: int, whole: bool) -> int:
    """How many stems of `I` a word begins with, behind so many other letters; 0 where anything else is there.

    `whole` is whether nothing else is to follow them.
    """
    import numpy as np

    if ink.shape[0] < 10:
        return 0
    # The first letter tells how high a capital is; a stroke or a bracket behind it is higher.
    first = np.nonzero(ink[:, : max(3, ink.shape[0] // 4)].any(axis=1))[0]
    capital = ink[first[0] : first[-1] + 1]
    height = len(capital)
    if height < 10 or height < 0.6 * len(ink):
        return 0
    band = capital[round(_UPPER * height) : round(_LOWER * height)]
    dark = band.mean(axis=0)
    spans = _spans(dark > 0)
    stems: list[tuple[int, int]] = []
    for nth, (start, end) in enumerate(spans):
        if nth < skipped:
            continue
        if not _is_stem(capital, dark, start, end):
            break
        stems.append((start, end))
    if not stems or len(stems) > 3 or (whole and skipped + len(stems) != len(spans)):
        return 0
    alike = all(_is_capital_i(capital, stems, nth) for nth in range(len(stems)))
    return len(stems) if alike else 0


def _point(ink: Mask) -> str:
    """The full stop that a word ends with, if there is one."""
    import numpy as np

    start, end = _spans(np.asarray(ink.any(axis=0)))[-1]
    low = ink[: round(0.7 * len(ink)), start:end].any()
    return "" if low or end - start > 0.3 * len(ink) else "."


def _is_stem(capital: Mask, dark: NDArray[Any], start: int, end: int) -> bool:
    """Whether what stands in these columns is straight, slender and as high as the capital."""
    height = len(capital)
    inner = capital[round(_ENDS * height) : round((1 - _ENDS) * height), start:end]
    return end - start <= _WIDEST * height and bool(
        (dark[start:end] > 0.8).mean() > 0.5 and inner.any(axis=1).all() and (inner.mean(axis=0) > 0.9).any()
    )


def _is_capital_i(capital: Mask, stems: list[tuple[int, int]], nth: int) -> bool:
    """Whether a stem has the same serifs, or none, on both sides above and below."""
    height = len(capital)
    start, end = stems[nth]
    # Serifs of neighbours touch: each has half of what lies between.
    left = start - (stems[nth - 1][1] + start) // 2 if nth else start
    right = (end + stems[nth + 1][0]) // 2 - end if nth + 1 < len(stems) else round(0.5 * height)
    ends = max(2, round(_ENDS * height))
    reach = [_reach(rows, start, end, left, right) for rows in (capital[:ends], capital[-ends:])]
    sides = [length / height for pair in reach for length in pair]
    if max(sides) <= _NONE:
        return True
    return min(sides) >= _SERIF and max(sides) - min(sides) <= _UNEQUAL


def _reach(rows: Mask, start: int, end: int, left: int, right: int) -> tuple[int, int]:
    """How far ink goes on to the left and to the right of a stem in any of some rows, at most so far."""
    import numpy as np

    filled = np.asarray(rows.any(axis=0))
    before = after = 0
    while before < left and start - before - 1 >= 0 and filled[start - before - 1]:
        before += 1
    while after < right and end + after < len(filled) and filled[end + after]:
        after += 1
    return before, after


def _dotted(ink: Mask) -> int:
    """How many small `i` stand between brackets, 0 where anything else is there."""
    import numpy as np

    height = len(ink)
    spans = _spans(np.asarray(ink.any(axis=0)))
    if height < 12 or not 3 <= len(spans) <= 5:
        return 0
    for start, end in (spans[0], spans[-1]):
        if ink[:, start:end].any(axis=1).mean() < 0.95 or end - start > 0.5 * height:
            return 0
    for start, end in spans[1:-1]:
        parts = _spans(np.asarray(ink[:, start:end].any(axis=1)))
        if len(parts) != 2 or end - start > 0.4 * height:
            return 0
        (dot_top, dot_end), (top, bottom) = parts
        stem = ink[top:bottom, start:end]
        slender = np.median(stem.sum(axis=1)) < 0.22 * height
        if not (slender and 0.3 * height < bottom - top < 0.7 * height and dot_end - dot_top < 0.25 * height):
            return 0
    return len(spans) - 2


def _spans(filled: NDArray[Any]) -> list[tuple[int, int]]:
    """The stretches of true values; ends not included."""
    import numpy as np

    change = np.diff(np.concatenate(([0], filled.astype(np.int8), [0])))
    starts, ends = np.nonzero(change == 1)[0].tolist(), np.nonzero(change == -1)[0].tolist()
    return list(zip(starts, ends, strict=True))
