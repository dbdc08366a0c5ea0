"""Sentences of paragraphs, as offsets.

Administrative Vietnamese ends sentences with a full stop before a capital; what looks like one inside a number, an
abbreviation (`TP. Hồ Chí Minh`, `KT. CHỦ TỊCH`), a label (`2.1. `) or an ellipsis does not end it.
"""

from __future__ import annotations

import bisect
import re
from weakref import WeakKeyDictionary

from extract.reading.source import Paragraph
from extract.structure.model import Document
from extract.values.text import CAPITALS

# Led by the mark itself, so that the scan skips from mark to mark.
_END = re.compile(rf"[.!?…][)\"'\]]*\s+(?=[\"'(\[]*[{CAPITALS}0-9])")
_ABBREVIATION = re.compile(r"(?:^|[^\w])(?:TP|Tp|TX|Tx|KT|TM|TL|TUQ|TS|ThS|PGS|GS|BS|Ô|P|Q|st|PAR|No)$")

# Nobody writes a longer one; text that never ends is cut, so that work within a sentence stays small.
LONGEST = 3000

_starts: WeakKeyDictionary[Document, list[int]] = WeakKeyDictionary()


def sentence_at(document: Document, offset: int) -> tuple[int, int]:
    """The span of the sentence that holds the offset; a table row counts as one sentence."""
    block = document.block_at(offset)
    if block is None:
        return offset, offset
    starts = _sentence_starts(document)
    i = bisect.bisect_right(starts, offset) - 1
    start = max(starts[i], block.start) if i >= 0 else block.start
    end = starts[i + 1] if i + 1 < len(starts) else block.end
    return start, start + len(document.text[start : min(end, block.end)].rstrip())


def sentences(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences between two offsets, in order, cut to them."""
    starts = _sentence_starts(document)
    i = max(bisect.bisect_right(starts, start) - 1, 0)
    spans = []
    while i < len(starts) and starts[i] < end:
        s = max(starts[i], start)
        e = min(starts[i + 1] if i + 1 < len(starts) else end, end)
        e = s + len(document.text[s:e].rstrip())
        if s < e:
            spans.append((s, e))
        i += 1
    return spans


def _sentence_starts(document: Document) -> list[int]:
    """Where sentences begin, over the whole document: the starts of blocks and rows, and after final marks."""
    known = _starts.get(document)
    if known is not None:
        return known
    view = document.view
    starts: set[int] = set()
    for block in document.blocks:
        starts.add(block.start)
        if not isinstance(block, Paragraph):
            starts.update(row[0].start for row in block.rows if row)
    for match in _END.finditer(view):
        if "\n" in match[0] or not _ABBREVIATION.search(view, max(0, match.start() - 6), match.start()):
            starts.add(match.end())
    ordered = sorted(starts)
    for start, following in zip(ordered, [*ordered[1:], len(view)], strict=True):
        while following - start > LONGEST:
            limit = start + LONGEST
            cut = next(
                (c for mark in ("; ", ", ", " ") if (c := view.rfind(mark, start + LONGEST // 2, limit)) > 0),
                -1,
            )
            start = limit if cut < 0 else cut + 1
            starts.add(start)
    _starts[document] = ordered = sorted(starts)
    return ordered
