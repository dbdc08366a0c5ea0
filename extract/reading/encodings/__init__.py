"""Text typed in the encodings used before Unicode: what a font says of it, and the way to Unicode.

Offices typed in TCVN3 (fonts `.VnTime`, `.VnArial`), in the south in VNI (`VNI-Times`), until Unicode became the rule
(TCVN 6909:2001); VPS and VISCII are met in what came from elsewhere. A file of that time holds codes of 8 bits that
only the font makes letters, and a program that knows nothing of it shows them as Western European ones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, NamedTuple

from extract.reading.encodings.capitals import restore_capitals
from extract.reading.encodings.tables import LETTERS, SINGLE, VNI_PAIRS

Encoding = Literal["tcvn3", "vni", "vps", "viscii"]
ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni", "vps", "viscii")


class FontEncoding(NamedTuple):
    """What a font makes of the codes: the encoding, and whether it draws capitals for all letters."""

    encoding: Encoding
    capitals: bool = False


UNICODE_ONLY = "ĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
"""Letters of Vietnamese that stand in no encoding of Western European: a text that has them is in Unicode."""

# The name of a font as files write it: a subset's tag of six capitals before it (PDF), its style behind.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(
    r"(?:[,\s_-]+|(?<=[a-z]))(?:Bold|Italic|BoldItalic|Oblique|Regular|Roman|Normal|Medium|Light|MT|PS)+$",
    re.I,
)
_FONTS: tuple[tuple[Encoding, re.Pattern[str]], ...] = (
    # Converters drop the dot before the name, so the known ones are taken without; `VnTimes` is of another maker.
    ("tcvn3", re.compile(r"\.vn[a-z0-9]", re.I)),
    (
        "tcvn3",
        re.compile(
            r"vn(?:time(?!s)|arial|avant|helvet|book|century|univers|southern|courier|cooper|tifani|aristote|"
            r"bahamas|black|clarendon|commercial|exotic|free|gothic|koala|lincoln|linus|memorandum|monotype|"
            r"mystical|park|present|revue|shelley|stamp|teknical|vogue|3d)",
            re.I,
        ),
    ),
    ("vni", re.compile(r"vni(?:[-_ ]|[A-Z0-9])")),
    ("vni", re.compile(r"vni[-_ ]?[a-z0-9]", re.I)),
    ("vps", re.compile(r"vps[-_ ]?[a-z]", re.I)),
    (
        "viscii",
        re.compile(
            r"vi[-_ ]?(?:times|arial|courier)\b|viscii|(?:hoangyen|minhquan|phuongthao|thahuong|uhoai)", re.I
        ),
    ),
)
_CAPITALS = re.compile(r"[A-Za-z0-9 ]H$")

_WINDOWS = {
    ord(char): code
    for code in range(0x80, 0xA0)
    if (char := bytes([code]).decode("windows-1252", errors="ignore"))
}
# Characters of Western European to codes; symbol fonts keep theirs in the private use area. Greek mu is what
# programs make of the micro sign.
_CODES = {**_WINDOWS, **{0xF000 + code: code for code in range(0x20, 0x100)}, 0x3BC: 0xB5}
_VNI_PAIR = re.compile("|".join(map(re.escape, VNI_PAIRS)) + "|[\x80-\xff]")


def convert(text: str, font: str) -> str | None:
    """The text in Unicode (NFC), if the font is one of an encoding used before Unicode, else `None`.

    The text is as any program hands it on: characters of windows-1252 or Latin-1 or of the private use area
    U+F020–F0FF, one for each code. `None` too where it holds letters that only Unicode has: then the font's name
    means nothing. In VNI a letter is two codes, so neighbouring runs of one font are joined before they are
    converted. Letters of a font of capitals (`.VnTimeH`) come out as capitals, and so do toned letters in words of
    capitals, for which TCVN3 has no codes.
    """
    found = font_encoding(font)
    if found is None or any(c in UNICODE_ONLY for c in text):
        return None
    converted = to_unicode(text, found.encoding)
    if found.capitals:
        return converted.upper()
    return restore_capitals(converted) if found.encoding == "tcvn3" else converted


@cache
def font_encoding(font: str) -> FontEncoding | None:
    """What encoding the name of a font stands for; `None` for fonts of Unicode and all others."""
    name = _SUBSET.sub("", font.strip().strip("\"'").strip())
    for encoding, pattern in _FONTS:
        if pattern.match(name):
            return FontEncoding(encoding, encoding == "tcvn3" and _draws_capitals(name))
    return None


def _draws_capitals(name: str) -> bool:
    """Whether the name ends with the H of the fonts of capitals, before what it says of the style."""
    while (bare := _STYLE.sub("", name)) != name and bare.strip(".,- "):
        name = bare
    # A style sheet may write the name in small letters.
    return _CAPITALS.search(name.upper() if name.islower() else name) is not None


def to_unicode(text: str, encoding: Encoding) -> str:
    """The text in Unicode (NFC), each character taken as the code that it stands for in windows-1252 or Latin-1."""
    text = unicodedata.normalize("NFC", text).translate(_CODES)
    table = _table(encoding)
    if encoding == "vni":
        # In one pass: what a pair becomes may itself be the code of another letter.
        return _VNI_PAIR.sub(lambda pair: VNI_PAIRS.get(pair[0]) or table.get(ord(pair[0]), pair[0]), text)
    return text.translate(table)


@cache
def _table(encoding: Encoding) -> dict[int, str]:
    # What the encoding gives no letter is what windows-1252 has there: quotes, dashes, dots.
    punctuation = {code: chr(char) for char, code in _WINDOWS.items()}
    return {**punctuation, **{ord(code): letter for code, letter in LETTERS[encoding].items()}}


def codes(encoding: Encoding) -> dict[str, str]:
    """For each letter that the encoding can write its codes, each as the character of that number."""
    out = {letter: code for code, letter in LETTERS[encoding].items()}
    if encoding not in SINGLE:
        for pair, letter in VNI_PAIRS.items():
            out.setdefault(letter, pair)
    return out
