"""Bytes to text: the encoding is found from the bytes, and whether what comes out is Vietnamese."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from charset_normalizer import from_bytes

from extract.reading.source import ReadError
from extract.values.language import say

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAVE_AS_UTF8 = say(
    "hãy mở tệp bằng chương trình đã tạo ra nó rồi lưu lại với mã UTF-8",
    "open the file with the program that made it and save it as UTF-8",
)

# TCVN 5712:1993 (the "ABC" fonts), in which offices typed until the decree of 2002 on Unicode took hold; capital
# letters with tone marks have no code of their own there, fonts drew them.
_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_FROM_TCVN3 = str.maketrans(_TCVN3)

_WORD = re.compile(r"[^\W\d_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|iêu|yêu|ươi|ươu|uôi|oai|oay|oao|oeo|uây|uyu|uê|uơ|uâ|oă|oa|oe|oo|uy|iê|yê|ươ|uô|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu|[aăâeêioôơuưy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
_SAMPLE = 12_000
_GLANCE, _GLANCES = 2_000, 4
"""What a language is told from: so many stretches of so many characters, evenly over the text."""
_LONGEST = 13
"""No composed syllable has more characters, one of them a tone mark that may stand apart."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the name of the encoding it came in, and notes on what was guessed or replaced."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Decodes bytes in UTF-8, UTF-16, UTF-32, windows-1258, windows-1252 or TCVN3.

    A few broken bytes, or a character cut off at the end, are replaced and noted. `ReadError` where the bytes are
    no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], encoding)
    if b"\x00" not in data:
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            return _eight_bit(data, name)
    wide = _utf_16(data)
    if wide is None:
        raise ReadError(
            name,
            say("không phải tệp văn bản (có byte NUL)", "not a text file (it has NUL bytes)"),
            _SAVE_AS_UTF8,
        )
    return wide


def vietnamese(text: str) -> float:
    """How sure it is that the text is Vietnamese, 0 to 1: the share of its words that are accented syllables.

    Accents stand on about three words in five of official prose; half of that is taken for certain, so that
    names, codes and tables of figures do not count against a text.
    """
    words = accented = 0
    for start in range(0, len(text), max(_GLANCE, len(text) // _GLANCES)):
        sample = unicodedata.normalize("NFC", text[start : start + _GLANCE])
        for word, count in Counter(_WORD.findall(sample)).items():
            words += count
            if not word.isascii() and len(word) <= _LONGEST and is_syllable(word):
                accented += count
    return min(1.0, accented / words / 0.3) if words else 0.0


@functools.lru_cache(8192)
def is_syllable(word: str) -> bool:
    """Whether a word of letters could be a Vietnamese syllable: one onset, one rhyme, at most one tone."""
    marks = unicodedata.normalize("NFD", word.lower())
    plain = [c for c in marks if c not in _TONES]
    if len(marks) - len(plain) > 1 or len(plain) > 12:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(plain))) is not None


def _lenient(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return Decoded(text, encoding, (_replaced(text),))


def _replaced(text: str) -> str:
    count = text.count("\ufffd")
    if count == 1 and text.endswith("\ufffd"):
        return "tệp bị cắt giữa một ký tự ở cuối; ký tự đó đã được thay"
    return f"{count} chỗ có byte hỏng đã được thay bằng ký tự �"


def _utf_16(data: bytes) -> Decoded | None:
    """Text in UTF-16 without its mark: spaces and line ends leave a zero in every other place."""
    sample = data[:65536]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.1 * len(sample) / 2 or min(even, odd) > 0.1 * max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    decoded = _lenient(data, encoding)
    if "\x00" in decoded.text or decoded.text.count("\ufffd") > 1 + len(decoded.text) // 200:
        return None
    note = f"tệp không ghi mã ký tự, đọc theo {encoding}"
    return Decoded(decoded.text, encoding, (note, *decoded.notes))


def _eight_bit(data: bytes, name: str) -> Decoded:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond = sum(1 for c in text[:200_000] if c > "\x7f")
    # One broken byte among many whole characters is damage; where most are broken, it never was UTF-8.
    if broken <= 2 or broken * 20 < beyond:
        return Decoded(text, "utf-8", (_replaced(text),))
    if _control_share(data) > 0.02:
        raise ReadError(
            name,
            say("không phải tệp văn bản (nhiều byte điều khiển)", "not a text file (many control bytes)"),
            _SAVE_AS_UTF8,
        )
    sample = data[:_SAMPLE]
    scored = [
        (vietnamese(unicodedata.normalize("NFC", _single_byte(sample, encoding))), -rank, encoding)
        for rank, encoding in enumerate(("windows-1258", "tcvn3", "windows-1252"))
    ]
    best, _, encoding = max(scored)
    if best < 0.3:
        guess = from_bytes(data[:65536]).best()
        if guess is not None and vietnamese(str(guess)) > max(best, 0.3):
            found = Decoded(data.decode(guess.encoding, errors="replace"), guess.encoding)
            return Decoded(found.text, found.encoding, (f"tệp không ghi mã ký tự, đoán là {guess.encoding}",))
    if best < 0.1 and broken * 3 > len(data) // 2:
        raise ReadError(
            name, say("không nhận ra mã ký tự của tệp", "the encoding can't be told"), _SAVE_AS_UTF8
        )
    return Decoded(_single_byte(data, encoding), encoding, (f"tệp không ghi mã ký tự, đoán là {encoding}",))


def _single_byte(data: bytes, encoding: str) -> str:
    if encoding == "tcvn3":
        return data.decode("latin-1").translate(_FROM_TCVN3)
    return data.decode(encoding, errors="replace")


def _control_share(data: bytes) -> float:
    sample = data[:65536]
    controls = sum(sample.count(code) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return controls / max(1, len(sample))
