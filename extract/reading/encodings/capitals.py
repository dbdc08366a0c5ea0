"""The capitals that TCVN3 could not write: `ñY BAN NH¢N D¢N TØNH` has small letters where a tone stands."""

from __future__ import annotations

import unicodedata

from extract.reading.encodings.syllables import WORD, is_syllable

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TONED = frozenset(
    c for c in map(chr, range(0xE0, 0x1EFA)) if c.islower() and _TONES & set(unicodedata.normalize("NFD", c))
)


def restore_capitals(line: str) -> str:
    """The line with its toned letters in capitals in words whose other letters are capitals.

    Where the only other letter is the first one (`Sở`), the word is taken for capitals if all words of the line
    that tell it are (`Sở NộI Vụ`).
    """
    words = [m for m in WORD.finditer(line) if not _TONED.isdisjoint(m[0])]
    if not words:
        return line
    every = list(WORD.finditer(line))
    told = {m.start(): _tells(m[0]) for m in every}
    # An abbreviation is in capitals whatever the line is.
    all_capitals = False not in told.values() and any(told[m.start()] and is_syllable(m[0]) for m in every)
    out: list[str] = []
    done = 0
    for m in words:
        if told[m.start()] or (told[m.start()] is None and all_capitals):
            out += [line[done : m.start()], m[0].upper()]
            done = m.end()
    return "".join([*out, line[done:]])


def _tells(word: str) -> bool | None:
    """Whether a word is in capitals; `None` where it doesn't tell: its letters without a tone are none but the first."""
    sure = [c for c in word if c not in _TONED]
    if any(c.islower() for c in sure):
        return False
    if len(sure) > 1 or (sure and word[0] in _TONED):
        return True
    return None
