"""The size of letters from the heights of words: what part of the size a word covers depends on its letters."""

from __future__ import annotations

import functools
import unicodedata
from statistics import median

# Shares of the size, for the serif letters of Times in which documents are set.
_SMALL, _TALL, _DEEP = 0.46, 0.67, 0.21
_MARK_SMALL, _MARK_TALL, _SECOND_MARK = 0.68, 0.88, 0.14
_DOT_BELOW = 0.16
_DESCENDING = frozenset("gjpqyQ,;()[]{}")
_ASCENDING = frozenset("bdđfhklt()[]{}/|\"'“”")


def size_of(text: str, height: float) -> float:
    """The size in the unit of `height`, 0 where no letter or digit tells."""
    share = _share(text)
    return height / share if share else 0.0


@functools.lru_cache(8192)
def _share(text: str) -> float:
    """The part of the size that a word is high, 0 where no letter or digit tells."""
    top = bottom = 0.0
    known = False
    for letter in text:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        if not base.isalnum():
            continue
        known = True
        above = sum(mark not in "\u0323\u031b" for mark in marks)
        if base.isupper() or base.isdigit():
            rise = _TALL if not above else _MARK_TALL + _SECOND_MARK * (above - 1)
        elif above:
            rise = _MARK_SMALL + _SECOND_MARK * (above - 1)
        else:
            rise = _TALL if base in _ASCENDING or base in "ij" else _SMALL
        top = max(top, rise)
        bottom = max(bottom, _DEEP if base in _DESCENDING else _DOT_BELOW if "\u0323" in marks else 0.0)
    if not known:
        return 0.0
    if any(sign in _DESCENDING for sign in text):
        bottom = max(bottom, _DEEP)
    return top + bottom


def line_size(words: list[tuple[str, float]]) -> float:
    """The size of a line from its words and their heights: that of the middle one, 0 where none tells."""
    sizes = [size for text, height in words if (size := size_of(text, height))]
    return median(sizes) if sizes else 0.0
