"""Numbers as lists print them: Roman, letters, words, and formats that a document defines by examples."""

from __future__ import annotations

import re
import string
from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
"""The letters with which official lists count: Nghị định 30/2020/NĐ-CP names points a) b) c) d) đ) e)."""
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_CHICAGO = "*†‡§"


def count(number: int, form: str, examples: str = "") -> str:
    """A number in a format of `ST_NumberFormat` (ECMA-376 part 1, 17.18.59); decimal in those not known.

    `examples` is what a format of the document's own is defined by: `001, 002, 003, ...`.
    """
    if form in ("none", "bullet"):
        return ""
    if form == "custom":
        return _by_examples(number, examples)
    if number <= 0 and form not in ("decimal", "decimalZero"):
        # A list that starts at 0 has no letter or Roman numeral for it.
        return "" if form not in _DECIMALS else str(number)
    maker = _FORMS.get(form)
    return maker(number) if maker else str(number)


def _roman(number: int) -> str:
    if number > 32_767:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _letters(number: int, alphabet: str) -> str:
    """Past the end of the alphabet the letter is doubled: z, aa, bb."""
    times, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (times + 1) if times < 30 else str(number)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _in_words(number: int) -> str:
    if number < 10:
        return _UNITS[number]
    if number > 99:
        return str(number)
    tens, unit = divmod(number, 10)
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if unit == 0:
        return head
    last = {1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(unit, _UNITS[unit])
    return f"{head} {last}"


def _within(number: int, first: int, most: int) -> str:
    """Numbers that Unicode has drawn as one character."""
    return chr(first + number - 1) if number <= most else str(number)


_DECIMALS = frozenset(("decimalFullWidth", "decimalHalfWidth", "ordinal", "numberInDash", "hex"))
_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letters(n, string.ascii_uppercase),
    "lowerLetter": lambda n: _letters(n, string.ascii_lowercase),
    "russianLower": lambda n: _letters(n, _RUSSIAN),
    "russianUpper": lambda n: _letters(n, _RUSSIAN.upper()),
    "ordinal": _ordinal,
    "vietnameseCounting": _in_words,
    "cardinalText": lambda n: _in_words(n).capitalize(),
    "ordinalText": lambda n: "Thứ " + {1: "nhất", 4: "tư"}.get(n, _in_words(n)),
    "hex": lambda n: f"{n:X}",
    "chicago": lambda n: _CHICAGO[(n - 1) % 4] * ((n - 1) // 4 + 1) if n < 80 else str(n),
    "numberInDash": lambda n: f"- {n} -",
    "decimalEnclosedCircle": lambda n: _within(n, 0x2460, 20),
    "decimalEnclosedCircleChinese": lambda n: _within(n, 0x2460, 20),
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
}


def _by_examples(number: int, examples: str) -> str:
    """The number in a format shown by its first members, as they stand in the file between commas."""
    shown = [part.strip() for part in examples.split(",") if part.strip(" .…")]
    if not shown or number < 1:
        return str(number)
    first = re.fullmatch(r"(\D*)(0*1)(\D*)", shown[0])
    if first:
        return f"{first[1]}{number:0{len(first[2])}d}{first[3]}"
    if number <= len(shown):
        return shown[number - 1]
    for alphabet in (_VIETNAMESE, string.ascii_lowercase, _RUSSIAN):
        for letters in (alphabet, alphabet.upper()):
            if list(letters[: len(shown)]) == shown:
                return _letters(number, letters)
    return str(number)
