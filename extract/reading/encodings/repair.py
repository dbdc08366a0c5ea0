"""Text in Unicode by name only: letters of an older encoding shown as Western European ones, UTF-8 decoded twice.

What came from a file of the time before Unicode by copy and paste holds `Céng hßa` for `Cộng hòa`, and nothing but the
words tells it. Each line is tried in every encoding; the one that makes syllables of what were none is the right
one, as long as it does so for enough of them: names and quotations in other languages never come out as Vietnamese.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from extract.reading.encodings import ENCODINGS, UNICODE_ONLY, Encoding, to_unicode
from extract.reading.encodings.capitals import restore_capitals
from extract.reading.encodings.syllables import WORD, is_syllable

TWICE = "utf-8 hai lần"
"""The name of what came about when UTF-8 was decoded as windows-1252 and encoded again."""

# Letters that Vietnamese never has, and that hardly any name or quotation in it is full of.
_FOREIGN = "äåæçëîïðñöøûüÿþßÄÅÆÇËÎÏÑÖØÛÜÞŒœÃ»º"
# Signs that never follow a letter, and what never stands between two.
_STRAY = re.compile(
    r"(?<=[^\W\d_])(?:[¡¢£¤¥¦§¨¬\xad¯±´µ¶·¸¼½¾¿×÷‚ƒ„†‡ˆ‰‹›˜™š€\x80-\x9f\uf0a1-\uf0ff]|[®©°ªº»«“”•…](?=[^\W\d_]))"
)
# `NĐ`, `TĐT`, the label `đ)` are no syllables and yet Vietnamese.
_ABBREVIATION = re.compile("[A-ZĐƯ]{1,6}|đ")
_LEAST = 5
"""So many words must come out as syllables, that were none, for an encoding to be believed."""
_SAMPLE_LINES = 300
_WINDOWS = {
    char: chr(code)
    for code in range(0x80, 0xA0)
    if (char := bytes([code]).decode("windows-1252", errors="ignore"))
}
_TO_BYTES = str.maketrans(_WINDOWS)
_UTF8 = re.compile(
    "[\xc2-\xdf][\x80-\xbf]|\xe1[\xba\xbb][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe2-\xef][\x80-\xbf]{2}"
)
# `à` is C3 A0, and of A0, a no-break space, many a program makes a space, or nothing where spaces follow.
_LOST = "\ue000"
_LOST_SPACE = re.compile(f"(\\w*){_LOST}( {{0,2}})(\\w*)")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text in Unicode, the encodings found in it, most frequent first, and how many of its lines were converted."""

    text: str
    encodings: tuple[str, ...]
    lines: int


def repair(text: str, *, suspected: bool = False) -> Repaired | None:
    """The text with what is in older encodings converted, or `None` where nothing is.

    A text without letters that are foreign to Vietnamese is not looked at, unless it is `suspected`.
    """
    if not suspected and sum(map(text.count, _FOREIGN)) < 3:
        return None
    lines = text.split("\n")
    beyond = [i for i, line in enumerate(lines) if not line.isascii()]
    step = max(1, len(beyond) // _SAMPLE_LINES)
    believed = _believed([lines[i] for i in beyond[::step]])
    if not believed:
        return None
    decided = [_decided(lines[i], believed) for i in beyond]
    # The words of a short line may be syllables either way (`héi`): it goes with the line above, else the one below.
    near = next((one for one in decided if one is not None), "")
    found: Counter[str] = Counter()
    for i, encoding in zip(beyond, decided, strict=True):
        if encoding is None and not _may_be_old(lines[i]):
            encoding = ""
        near = encoding = near if encoding is None else encoding
        if encoding:
            lines[i] = _converters()[encoding](lines[i])
            found[encoding] += 1
    if not found:
        return None
    return Repaired("\n".join(lines), tuple(name for name, _ in found.most_common()), sum(found.values()))


def _believed(sample: Sequence[str]) -> list[str]:
    """The encodings that make Vietnamese of the lines for which they are the best, by how many words they mend."""
    mended: Counter[str] = Counter()
    accented: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for line in sample:
        _, before = _count(line)
        if not before:
            continue
        tried = [(*_count(convert(line)), name) for name, convert in _converters().items()]
        good, bad, name = max(tried, key=lambda one: one[0] - 2 * one[1])
        if bad < before:
            mended[name] += before - bad
            accented[name] += good
            foreign[name] += bad
            words[name] += len(WORD.findall(line))
    most = max(mended.values(), default=0)
    return [
        name
        for name, _ in mended.most_common()
        if mended[name] >= max(_LEAST, most // 20)
        and accented[name] >= _LEAST
        and foreign[name] <= 0.15 * accented[name]
        and accented[name] >= 0.2 * words[name]
    ]


def _decided(line: str, believed: Sequence[str]) -> str | None:
    """The encoding of a line, empty where it is in Unicode, `None` where it may be either."""
    accented, before = _count(line)
    as_is = accented - 2 * before
    # One that most of the text is in is left for another one only where two words or more gain by it.
    ranked = [
        (accented - 2 * foreign + (2 if name == believed[0] else 0), -rank, foreign, name)
        for rank, name in enumerate(believed)
        for accented, foreign in [_count(_converters()[name](line))]
    ]
    worth, _, foreign, name = max(ranked)
    worth -= 2 if name == believed[0] else 0
    if worth > as_is:
        # Dashes and quotes are letters in some encodings: a line with no foreign word may be a good one.
        return name if foreign < before else None
    return "" if worth < as_is else None


def _count(text: str) -> tuple[int, int]:
    """How many words are accented syllables, and how many have signs or letters beyond ASCII and are none."""
    accented, foreign = 0, len(_STRAY.findall(text))
    for word in WORD.findall(unicodedata.normalize("NFC", text)):
        if word.isascii() or _ABBREVIATION.fullmatch(word):
            continue
        if is_syllable(word):
            accented += 1
        else:
            foreign += 1
    return accented, foreign


def _may_be_old(line: str) -> bool:
    return not any(c in UNICODE_ONLY for c in line)


@cache
def _converters() -> dict[str, Callable[[str], str]]:
    out: dict[str, Callable[[str], str]] = {name: _converter(name) for name in ENCODINGS}
    of_tcvn3 = out["tcvn3"]
    out["tcvn3"] = lambda line: restore_capitals(of_tcvn3(line))
    out["windows-1258"] = lambda line: _by_words(line, _windows_1258)
    out[TWICE] = _decoded_again
    return out


def _by_words(line: str, convert: Callable[[str], str]) -> str:
    """Converts a line; of one with letters that only Unicode has just the words that are foreign."""
    if _may_be_old(line):
        return convert(line)
    return " ".join(
        convert(word) if _may_be_old(word) and _count(word)[1] else word for word in line.split(" ")
    )


def _windows_1258(text: str) -> str:
    codes = text.translate(_TO_BYTES)
    return unicodedata.normalize(
        "NFC",
        "".join(
            c if c < "\x80" or c > "\xff" else bytes([ord(c)]).decode("windows-1258", errors="replace")
            for c in codes
        ),
    )


def _decoded_again(line: str) -> str:
    codes = re.sub("\xc3(?= |$)", _LOST, line.translate(_TO_BYTES))
    text = _UTF8.sub(lambda m: m[0].encode("latin-1").decode("utf-8", errors="replace"), codes)
    text = _LOST_SPACE.sub(_with_grave, text)
    # What was not part of a character is shown as it was.
    return unicodedata.normalize("NFC", text.translate(_FROM_BYTES))


def _with_grave(m: re.Match[str]) -> str:
    """`lÃ m` was `làm`, `lÃ  cÃ¡c` was `là các`."""
    before, gap, after = m.groups()
    if len(gap) == 1 and after and is_syllable(f"{before}à{after}"):
        return f"{before}à{after}"
    return f"{before}à{' ' if gap else ''}{after}"


def _converter(name: Encoding) -> Callable[[str], str]:
    return lambda line: _by_words(line, lambda part: to_unicode(part, name))


_FROM_BYTES = {ord(code): char for char, code in _WINDOWS.items()}
