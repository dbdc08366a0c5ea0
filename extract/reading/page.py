"""A page as its words with their boxes and the straight lines drawn on it, whether read from a file or an image."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extract.reading.places import Box


@dataclass(slots=True)
class Word:
    """A printed word. The box is in points from the top left corner of the page as shown, y downwards.

    `size` is the size of the letters in points, 0 where it is not known. `confidence`, from 0 to 1, is of words
    recognised in an image. The layout says the rest: `box` is where the word stands on the page as shown, whatever is
    moved of it; `raised` marks the number of a note.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    font: str = ""
    confidence: float | None = None
    box: Box | None = None
    raised: bool = False
    glued: bool = False
    """Follows the word before without a space."""


@dataclass(slots=True)
class Rule:
    """A straight line printed on the page, horizontal (`y0 == y1`) or vertical (`x0 == x1`)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return abs(self.y1 - self.y0) <= abs(self.x1 - self.x0)


@dataclass(slots=True)
class Page:
    """A page: its number from 1, its size in points as shown, its words in the order in which they were met."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    origin: Literal["text", "scan", "blank"] = "text"
    note: str | None = None
