"""The bookkeeping of cleaning: every change of the text is written down, so that each offset finds its way back."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from extract.reading.source import OffsetMap

Edit = tuple[int, int, str]
"""Replace `text[start:end]` by a string."""

Piece = tuple[int, int, int]
"""The clean text from an offset on is `text[start:end]` of the text that it was made from."""


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap]:
    """The text with the edits made, and the map back; edits are in order and do not overlap."""
    out: list[str] = []
    clean, original = [0], [0]
    done = length = 0
    for start, end, replacement in edits:
        out.append(text[done:start])
        length += start - done
        done = end
        if replacement:
            out.append(replacement)
            length += len(replacement)
        if len(replacement) != end - start:
            if replacement:
                clean.append(length - len(replacement))
                original.append(start)
            clean.append(length)
            original.append(end)
    out.append(text[done:])
    return "".join(out), OffsetMap(clean, original)


def through(pieces: Iterable[Piece], inner: OffsetMap | None) -> OffsetMap:
    """The map of a text made of pieces of another one that has a map of its own."""
    clean: list[int] = []
    original: list[int] = []
    if inner is None:
        for at, start, _ in pieces:
            clean.append(at)
            original.append(start)
        return OffsetMap(clean or (0,), original or (0,))
    froms, tos = inner.clean, inner.original
    count = len(froms)
    i = 0
    for at, start, end in pieces:
        # Pieces nearly always follow one another; only a moved column or cell makes a jump.
        if froms[i] > start or (i + 16 < count and froms[i + 16] <= start):
            i = bisect.bisect_right(froms, start) - 1
        while i + 1 < count and froms[i + 1] <= start:
            i += 1
        clean.append(at)
        original.append(tos[i] + start - froms[i])
        j = i + 1
        while j < count and froms[j] < end:
            if j + 1 == count or froms[j + 1] != froms[j]:
                clean.append(at + froms[j] - start)
                original.append(tos[j])
            j += 1
        i = j - 1
    return OffsetMap(clean or (0,), original or (0,))


def chain(outer: OffsetMap, inner: OffsetMap | None) -> OffsetMap:
    """The map through two changes, one after the other."""
    if inner is None:
        return outer
    ends = [*outer.clean[1:], 1 << 62]
    pieces = (
        (at, start, start + end - at)
        for at, start, end in zip(outer.clean, outer.original, ends, strict=True)
    )
    return through(pieces, inner)
