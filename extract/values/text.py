"""Views of a text that keep its length, so that an offset in a view is an offset in the text.

Patterns never run over the stored text itself but over one of two views of the same length: the *matching view*
(composed accents, one tone placement, plain spaces and hyphens, Latin letters) and the *folded view* (lower case,
no accents, `đ` as `d`).
"""

from __future__ import annotations

import codecs
import re
import unicodedata

CAPITALS = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The capital letters of Vietnamese, for a character class; `À-Ỹ` would hold small letters too."""

# Letters that look Latin and are not, as scans and portals print them: `66/NQ-СР` with Cyrillic С and Р.
_LOOKALIKES = dict(
    zip("АВЕЅІЈКМНОРСТУХаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXaeopcyxisjABEZHIKMNOPTYX", strict=True)
)
_SPACES = dict.fromkeys(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_HYPHENS = dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uf02d\uf0b7", "-")
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u201c": '"', "\u201d": '"', "\u201f": '"'}
_VIEW = str.maketrans({**_LOOKALIKES, **_SPACES, **_HYPHENS, **_QUOTES, "Ð": "Đ", "ð": "đ", "Ɖ": "Đ"})

# The marks of footnotes, glued to the word before them; `²` and `³` after `m` are units.
_RAISED = re.compile("[¹⁰⁴⁵⁶⁷⁸⁹]|(?<![mM])[²³]")

# The characters of `_VIEW` in one class: most texts hold few of them, and a scan costs less than a translation.
_SPECIAL = re.compile("[" + "".join(re.escape(chr(c)) for c in _VIEW) + "]")

_INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u2060\ufeff\u00ad]")

# Old tone placement to new: hoà -> hòa, Uỷ -> Ủy, khoẻ -> khỏe. Only where the syllable ends there; `quý`, `quả`
# keep their mark because the u belongs to the initial.
_TONE_PAIRS = {
    f"{first}{second}": replacement
    for first, seconds, replacements in (
        ("o", "àáảãạ", ("òa", "óa", "ỏa", "õa", "ọa")),
        ("o", "èéẻẽẹ", ("òe", "óe", "ỏe", "õe", "ọe")),
        ("u", "ỳýỷỹỵ", ("ùy", "úy", "ủy", "ũy", "ụy")),
    )
    for second, replacement in zip(seconds, replacements, strict=True)
}
_TONE_PAIRS |= {k.upper(): v.upper() for k, v in _TONE_PAIRS.items()} | {
    k.capitalize(): v.capitalize() for k, v in _TONE_PAIRS.items()
}
_OLD_TONE = re.compile(r"[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?![^\W\d_])")


class _Folding(dict[int, int]):
    """Code point to the code point of its unaccented lower-case letter, filled as letters are met."""

    def __missing__(self, code: int) -> int:
        if code < 128:
            folded = ord(chr(code).lower())
        else:
            char = chr(code).translate(_VIEW)
            base = unicodedata.normalize("NFD", char)[0].lower()
            folded = ord(base[0]) if base[0] != "đ" else ord("d")
        self[code] = folded
        return folded


_FOLDING = _Folding()

# The same as two tables of 256 characters, by which text is encoded and decoded four times as fast as translated: the
# letters, marks and signs of nearly all documents, in lower case.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_COMPOSED = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES]
_SIGNS = "–—“”‘’…•≥≤→×°²³½%‰§«»·▪●○◦➢✓❖♦■□★\u00a0\u2011\u200b\u2212\uf0b7\uf02d"
_KNOWN = "".join(dict.fromkeys([*map(chr, range(128)), *"đăâêôơư", *_COMPOSED, *_SIGNS]))
_CODES = codecs.charmap_build(_KNOWN.ljust(256, "\ufffe"))
_FOLDED = _KNOWN.translate(_FOLDING).ljust(256, "\ufffe")
_SHORT = 8


def compose(text: str) -> str:
    """The text in NFC without zero-width characters; its length may change."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def matching_view(text: str) -> str:
    """The text of the same length that patterns run over; expects NFC."""
    view = _RAISED.sub(" ", _SPECIAL.sub(lambda match: _VIEW[ord(match[0])], text))
    return _OLD_TONE.sub(_new_tone, view)


def _new_tone(match: re.Match[str]) -> str:
    start = match.start()
    if start and match.string[start - 1] in "qQ":
        return match[0]
    return _TONE_PAIRS.get(match[0], match[0])


def fold(text: str) -> str:
    """The text of the same length in lower case and without accents (`Đắk` -> `dak`); expects NFC."""
    if len(text) > _SHORT:
        try:
            codes, _ = codecs.charmap_encode(text.lower(), "strict", _CODES)
            return codecs.charmap_decode(codes, "strict", _FOLDED)[0]
        except UnicodeError:
            # It holds a character of no table.
            pass
    return text.translate(_FOLDING)


def squeeze(text: str) -> str:
    """The text with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def is_upper(text: str) -> bool:
    """Whether the text is printed in capitals: it has letters and nearly all of them are upper case."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)
