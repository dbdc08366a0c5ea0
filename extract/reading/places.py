"""Where the characters of a text stand on the pages that they were read from, and how surely they were read."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Box(NamedTuple):
    """A rectangle on a page, in points (1/72 inch) from the top left corner of the page as it is shown, y downwards."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page of the file: its number from 1, its size in points as shown, and what its text was read from.

    `note` says what a reader should know of the page (turned, text layer not believed, low confidence).
    """

    number: int
    width: float
    height: float
    origin: Literal["text", "scan", "blank"] = "text"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """For each printed word its stretch of the text, its box, and its confidence: parallel arrays in text order.

    Confidences are from 0 to 1, and -1 where the text was not guessed from an image. Words do not overlap; what
    stands between them (spaces put in) has no place.
    """

    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    pages: array[int] = field(default_factory=lambda: array("i"))
    boxes: array[float] = field(default_factory=lambda: array("f"))
    confidences: array[float] = field(default_factory=lambda: array("f"))

    def __bool__(self) -> bool:
        return len(self.starts) > 0

    def add(self, start: int, end: int, box: Box, confidence: float | None = None) -> None:
        """Appends a word; words come in text order."""
        self.starts.append(start)
        self.ends.append(end)
        self.pages.append(box.page)
        self.boxes.extend(box[1:])
        self.confidences.append(-1.0 if confidence is None else confidence)

    def between(self, start: int, end: int) -> range:
        """The indices of the words that share a character with `text[start:end]`."""
        first = bisect.bisect_right(self.ends, start)
        last = bisect.bisect_left(self.starts, end)
        return range(first, max(first, last))

    def page_at(self, start: int, end: int) -> int | None:
        """The page of the first word of a stretch; `None` where it was printed nowhere."""
        words = self.between(start, end)
        return self.pages[words[0]] if words else None

    def boxes_of(self, start: int, end: int) -> list[Box]:
        """The rectangles that cover a stretch: one for each printed line of it, in reading order.

        A word that the stretch only begins or ends in is covered in proportion to its characters.
        """
        out: list[Box] = []
        for box in self._word_boxes(start, end):
            last = out[-1] if out else None
            if last is not None and _beside(last, box):
                out[-1] = Box(
                    last.page,
                    min(last.x0, box.x0),
                    min(last.y0, box.y0),
                    max(last.x1, box.x1),
                    max(last.y1, box.y1),
                )
            else:
                out.append(box)
        return [Box(b.page, *(round(v, 1) for v in b[1:])) for b in out]

    def _word_boxes(self, start: int, end: int) -> Iterator[Box]:
        for i in self.between(start, end):
            x0, y0, x1, y1 = self.boxes[4 * i : 4 * i + 4]
            low, high = self.starts[i], self.ends[i]
            width = (x1 - x0) / (high - low)
            yield Box(
                self.pages[i],
                x0 + width * (max(start, low) - low),
                y0,
                x1 - width * (high - min(end, high)),
                y1,
            )

    def confidence_of(self, start: int, end: int) -> float | None:
        """The least confidence of the words of a stretch; `None` where none was read from an image."""
        known = [c for i in self.between(start, end) if (c := self.confidences[i]) >= 0]
        return min(known) if known else None

    def cut(self, start: int, end: int) -> Places:
        """The places of `text[start:end]` alone, with offsets from its start."""
        out = Places()
        for i in self.between(start, end):
            low, high = max(self.starts[i], start), min(self.ends[i], end)
            box = Box(self.pages[i], *self.boxes[4 * i : 4 * i + 4])
            confidence = self.confidences[i]
            out.add(low - start, high - start, box, None if confidence < 0 else confidence)
        return out


def _beside(left: Box, right: Box) -> bool:
    """Whether two boxes are neighbours on one printed line."""
    if left.page != right.page or right.x0 < left.x0:
        return False
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    return shared > 0.5 * min(left.y1 - left.y0, right.y1 - right.y0)
