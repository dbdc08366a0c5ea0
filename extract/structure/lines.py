"""The paragraphs of a source as the rest of the structure looks at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract.reading.places import Places
from extract.reading.source import Paragraph, Source
from patterns import compile_pattern, data

_GLANCE = 48
_SHORT = 200
_SURE = 0.92
_HEAD = 20
_YEAR = re.compile(r"[Tt]háng\b.{0,12}\bnăm\s+(?:19|20)\d\d")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d$")
_HIGH_DIGITS, _HIGH_SYMBOL = 1.14, 1.45
"""So many times as high as printed digits of the same letterhead is what a pen wrote."""
_LETTER = re.compile(r"[^\W\d_]")
_RULE_MARKS = re.compile(r"^[\s\-_=*.~|]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its place, its matching view without surrounding space, and whether it was printed strong.

    A table is one line with `table` set and no text of its own. `scan` says that it was recognised in an image;
    `doubtful` are then the words read with less than full confidence: where each begins and ends in `text`, and how
    surely it was read, from 0 to 1. They are kept for paragraphs as short as those of a letterhead.
    """

    start: int
    end: int
    text: str
    strong: bool = False
    table: bool = False
    scan: bool = False
    doubtful: tuple[tuple[int, int, float], ...] = ()

    def surely(self, start: int, end: int) -> float:
        """How surely `text[start:end]` was read, from 0 to 1; what was printed as text is sure."""
        return min((c for low, high, c in self.doubtful if low < end and high > start), default=1.0)

    @property
    def blank(self) -> bool:
        """Whether the paragraph holds nothing but a printed rule (`-------`)."""
        return not self.table and not self.text[:1].isalnum() and _RULE_MARKS.match(self.text) is not None


def compiled(text: str) -> re.Pattern[str]:
    """A verbose pattern in which `{upper}` and `{lower}` stand for the accented letters of Vietnamese."""
    letters = data("structure")["letters"]
    return compile_pattern(text.replace("{upper}", letters["upper"]).replace("{lower}", letters["lower"]))


# Led by the mark, so that the search skips to it; what stands before is looked at only there.
_SENTENCE_BREAK = compiled(
    r"""[.!?](?<!\bTP.)(?<!\bTX.)(?<!\bTT.)(?<!\bP.)(?<!\bQ.)(?<!\bst.)(?<!\.\..)(?<!\d.)["')\]]?\s+(?=["'(]?[A-Z{upper}])"""
)


def lines_of(source: Source, view: str) -> list[Line]:
    """The blocks of a source as lines, in order."""
    lines = []
    for block in source.blocks:
        if not isinstance(block, Paragraph):
            lines.append(Line(block.start, block.end, "", False, True))
            continue
        text = view[block.start : block.end]
        stripped = text.strip()
        start = block.start + (len(text) - len(text.lstrip()))
        end = start + len(stripped)
        line = Line(start, end, stripped, block.strong)
        if source.recognised and source.places and source.places.confidence_of(start, end) is not None:
            line = replace(line, scan=True, doubtful=_doubtful(source.places, start, end))
        lines.append(line)
    return _by_hand(source, lines) if source.recognised else lines


def _by_hand(source: Source, lines: list[Line]) -> list[Line]:
    """The lines, with what is written by hand in a letterhead read from an image marked as read without any certainty.

    Digits printed in one fount are of one height; those of a pen are higher. The year is printed where the day is not.
    """
    places = source.places
    if places is None:
        return lines
    heights = [
        _height(places, i)
        for line in lines[:_HEAD]
        if line.scan and _YEAR.search(line.text)
        for i in places.between(line.start, line.end)
        if _YEAR_ALONE.match(source.text[places.starts[i] : places.ends[i]])
        and places.confidences[i] >= _SURE
    ]
    if not heights:
        return lines
    printed = median(heights)
    out = list(lines)
    for k, line in enumerate(lines[:_HEAD]):
        if not line.scan or line.end - line.start > _SHORT:
            continue
        marks = tuple(
            (places.starts[i] - line.start, places.ends[i] - line.start, 0.0)
            for i in places.between(line.start, line.end)
            if _is_by_hand(source.text[places.starts[i] : places.ends[i]], _height(places, i) / printed)
        )
        out[k] = replace(line, doubtful=(*line.doubtful, *marks)) if marks else line
    return out


def _is_by_hand(word: str, height: float) -> bool:
    """Whether a word with digits is higher than printed ones; a slash reaches below and above its line."""
    if not any(map(str.isdigit, word)):
        return False
    return height > (_HIGH_DIGITS if word.strip(".,").isdigit() else _HIGH_SYMBOL)


def _height(places: Places, i: int) -> float:
    return places.boxes[4 * i + 3] - places.boxes[4 * i + 1]


def _doubtful(places: Places, start: int, end: int) -> tuple[tuple[int, int, float], ...]:
    if end - start > _SHORT:
        return ()
    return tuple(
        (max(places.starts[i], start) - start, min(places.ends[i], end) - start, places.confidences[i])
        for i in places.between(start, end)
        if 0 <= places.confidences[i] < _SURE
    )


def is_caps(text: str) -> bool:
    """Whether a text is printed in capitals; a few small letters are allowed (`(IoT)`, `66-NQ/TTg`)."""
    if not _mostly_caps(text[:_GLANCE]):
        return False
    return len(text) <= _GLANCE or _mostly_caps(text)


def _mostly_caps(text: str) -> bool:
    small = sum(map(str.islower, text))
    if small * 8 > len(text):
        return False
    letters = len(_LETTER.findall(text))
    return letters > 1 and small * 8 <= letters


def word_count(text: str) -> int:
    """The number of words (syllables) of a text."""
    return len(text.split())


def has_sentence_break(text: str) -> bool:
    """Whether a full stop inside the text ends a sentence."""
    return _SENTENCE_BREAK.search(text) is not None


def expression(table: str, name: str) -> re.Pattern[str]:
    """A compiled expression of `structure.toml`."""
    return compiled(data("structure")[table][name])


def words(table: str, name: str) -> Sequence[str]:
    """A word list of `structure.toml`."""
    entries: Sequence[str] = data("structure")[table][name]
    return entries
