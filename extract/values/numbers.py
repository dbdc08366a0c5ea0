"""The one reader of numbers: Vietnamese and English separators, fractions of a total, numerals as words.

Vietnamese writes `1.380` for 1380 and `9,38` for 9.38 (Thông tư 01/2011/TT-BNV, Nghị định 30/2020/NĐ-CP use it
throughout), but the same documents hold `99.95%` and `123,747 hồ sơ`. What a separator means is decided from the
number itself, from its unit, and from its neighbours in the document or table column (`Separators`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

NUMBER = r"\d+(?:[.,]\d+)*"
_GROUPED_DOT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_GROUPED_COMMA = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_GROUPED_DOT_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
_GROUPED_COMMA_DECIMAL = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+")

Style = Literal["vi", "en"]

_UNITS = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
          "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mốt": 1, "nhất": 1, "nhì": 2}  # fmt: skip
ORDINALS = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
            "tám": 8, "chín": 9, "mười": 10}  # fmt: skip
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: its value, and how sure the reading is."""

    value: Decimal
    confidence: float = 1.0

    def plain(self) -> int | float:
        """The value as SQLite and JSON hold it: an integer where it is one."""
        return int(self.value) if self.value == self.value.to_integral_value() else float(self.value)


@dataclass(frozen=True, slots=True)
class Separators:
    """What the numbers around say about separators: votes for each way of writing.

    `vi` counts numbers that can only be Vietnamese (`1.234.567`, `9,38`), `en` those that can only be English.
    """

    vi: int = 0
    en: int = 0

    @classmethod
    def of(cls, raws: Iterable[str]) -> Separators:
        """Counts the votes of the numbers of a document or of a table column."""
        votes = [v for raw in raws if (v := vote(raw))]
        return cls(votes.count("vi"), votes.count("en"))

    @property
    def style(self) -> Style:
        return "en" if self.en > self.vi else "vi"


def vote(raw: str) -> Style | None:
    """The way of writing that a number can only be, or `None` where both are possible."""
    if _GROUPED_DOT_DECIMAL.fullmatch(raw) or raw.count(".") > 1:
        return "vi"
    if _GROUPED_COMMA_DECIMAL.fullmatch(raw) or raw.count(",") > 1:
        return "en"
    if _DECIMAL.fullmatch(raw) and not (_GROUPED_DOT.fullmatch(raw) or _GROUPED_COMMA.fullmatch(raw)):
        return "vi" if "," in raw else "en"
    return None


def parse_number(
    raw: str, *, whole: bool = False, percent: bool = False, around: Separators | None = None
) -> Number | None:
    """Reads a number.

    `whole` says that the thing counted comes in whole pieces (hồ sơ, nhiệm vụ); `percent` that the number is a
    percentage or a score, which seldom has groups of thousands; `around` what the neighbours say. `None` where
    the characters make no number (`1.2.3`).
    """
    style = around.style if around else "vi"
    sure = around is not None and max(around.vi, around.en) > 0 and min(around.vi, around.en) == 0
    if raw.isdigit():
        return Number(Decimal(raw))
    if _GROUPED_DOT_DECIMAL.fullmatch(raw):
        return Number(Decimal(raw.replace(".", "").replace(",", ".")))
    if _GROUPED_COMMA_DECIMAL.fullmatch(raw):
        return Number(Decimal(raw.replace(",", "")))
    dots, commas = raw.count("."), raw.count(",")
    if dots + commas > 1:
        if _GROUPED_DOT.fullmatch(raw) or _GROUPED_COMMA.fullmatch(raw):
            return Number(Decimal(re.sub(r"[.,]", "", raw)))
        return None
    mark = "." if dots else ","
    grouped, decimal = Decimal(raw.replace(mark, "")), Decimal(raw.replace(mark, "."))
    can_group = bool(_GROUPED_DOT.fullmatch(raw) or _GROUPED_COMMA.fullmatch(raw))
    if not can_group:
        # `158.55 hồ sơ`: nothing that is counted in pieces comes so; a thousands group that lost a digit.
        if whole and re.fullmatch(r"[1-9]\d{0,2}[.,]\d\d", raw):
            return Number(grouped * 10, 0.5)
        return Number(decimal, 0.6 if whole else 1.0)
    if whole:
        return Number(grouped)
    if percent:
        return Number(decimal, 0.9 if mark == "," else 0.8)
    own_style: Style = "vi" if mark == "." else "en"
    if style == own_style:
        return Number(grouped, 0.98 if sure or around is None else 0.85)
    return Number(decimal, 0.9 if sure else 0.7)


def parse_ordinal(word: str) -> int | None:
    """The place that an ordinal names: `nhất` 1, `nhì` 2, `mười hai` 12, `05` 5."""
    word = word.strip().lower()
    if word.isdigit():
        return int(word)
    if word in ORDINALS:
        return ORDINALS[word]
    return parse_words(word)


def parse_words(text: str) -> int | None:
    """A cardinal below one hundred in words: `hai mươi lăm` 25, `mười một` 11; `None` for anything else."""
    parts = text.lower().split()
    if not 1 <= len(parts) <= 3:
        return None
    if len(parts) == 1:
        return _UNITS.get(parts[0])
    if parts[0] == "mười" and len(parts) == 2:
        unit = _UNITS.get(parts[1])
        return None if unit is None or unit > 9 else 10 + unit
    if parts[1] in ("mươi", "mưoi") and parts[0] in _UNITS:
        tens = _UNITS[parts[0]] * 10
        if len(parts) == 2:
            return tens
        unit = _UNITS.get(parts[2])
        return None if unit is None else tens + unit
    return None


def parse_roman(text: str) -> int | None:
    """The value of a Roman numeral up to the hundreds, `None` where it is none or not well formed."""
    if not re.fullmatch(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", text) or not text:
        return None
    values = [_ROMAN[c] for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
