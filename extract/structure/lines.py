"""The paragraphs of a source as the rest of the structure looks at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.source import Paragraph, Source
from patterns import compile_pattern, data

_GLANCE = 48
_LETTER = re.compile(r"[^\W\d_]")
_RULE_MARKS = re.compile(r"^[\s\-_=*.~|]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its place, its matching view without surrounding space, and whether it was printed strong.

    A table is one line with `table` set and no text of its own.
    """

    start: int
    end: int
    text: str
    strong: bool = False
    table: bool = False

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
        lines.append(Line(start, start + len(stripped), stripped, block.strong))
    return lines


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
