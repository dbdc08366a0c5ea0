"""The one reader of dates and periods: from what an office writes to the normal forms of the database.

Normal forms: `YYYY-MM-DD`; a date known in part `YYYY-MM`, `YYYY-Qn`, `YYYY-H1`/`H2`, `YYYY`. A date that does not
exist (31/4/2019) has none: `iso` is `None` and `exists` false. A day without a year (`25/12`) has `iso` `None` and
`month`/`day` set. Years are open-ended; no date depends on the clock.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.values.numbers import parse_roman

Precision = Literal["day", "month", "quarter", "half", "year", "span", "recurring"]

_QUARTERS = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
}

# One alternation, tried left to right at each place; the longest way of writing comes first.
_DATE = re.compile(
    r"""
    (?<![\d/.,-])(?:
      (?P<ngay>[Nn](?:gày|GÀY)\s+)?(?P<d1>\d{1,2})\s{0,2}/\s{0,2}(?P<m1>\d{1,2})\s{0,2}/\s{0,2}(?P<y1>(?:19|20)\d\d)(?![\d/])
    | (?P<ngay2>[Nn](?:gày|GÀY)\s+)?(?P<d2>\d{1,2})[-.](?P<m2>\d{1,2})[-.](?P<y2>(?:19|20)\d\d)(?![\d/.-]\d)
    | [Nn](?:gày|GÀY)\s+(?P<d3>\d{1,2})\s+[Tt](?:háng|HÁNG)\s+(?P<m3>\d{1,2})\s*(?:,|/)?\s*(?:[Nn](?:ăm|ĂM)\s+)?(?P<y3>(?:19|20)\d\d)(?!\d)
    | (?P<d3b>\d{1,2})\s+[Tt](?:háng|HÁNG)\s+(?P<m3b>\d{1,2})\s+[Nn](?:ăm|ĂM)\s+(?P<y3b>(?:19|20)\d\d)(?!\d)
    | [Tt](?:háng|HÁNG)\s+(?P<m4>\d{1,2})\s*(?:[/-]|\s[Nn](?:ăm|ĂM)\s+|\s*,\s*[Nn]ăm\s+)\s*(?P<y4>(?:19|20)\d\d)(?!\d)
    | (?:[Qq](?:uý|UÝ|uí|UÍ)|Q(?:\.|(?=[\dIV])))\s*(?P<q5>IV|I{1,3}|0?[1-4])\s*(?:[/,.-]\s*|\s+)?(?:[Nn](?:ăm|ĂM)\s+)?(?P<y5>(?:19|20)\d\d)(?!\d)
    | (?P<n6>\d{1,2})\s+[Tt](?:háng|HÁNG)\s+(?P<half6>(?:đầu|cuối|ĐẦU|CUỐI))(?:\s+(?:[Nn](?:ăm|ĂM))\s+(?P<y6>(?:19|20)\d\d))?(?!\d)
    | [Nn](?:gày|GÀY)\s+(?P<d7>\d{1,2})\s*/\s*(?P<m7>\d{1,2})(?![\d/]|\s*/\s*\d)
    | [Nn](?:gày|GÀY)\s+(?P<d7b>\d{1,2})\s+[Tt]háng\s+(?P<m7b>\d{1,2})(?!\s*(?:[/,]|\s[Nn]ăm)\s*\d)(?!\d)
    | (?:[Gg](?:iai|IAI)\s+(?:đoạn|ĐOẠN)|[Tt]hời\s+kỳ|[Nn]hiệm\s+kỳ)\s+(?:[Nn]ăm\s+)?(?P<y8>(?:19|20)\d\d)\s*-\s*(?P<z8>(?:19|20)\d\d)(?!\d)
    | [Nn](?:ăm|ĂM)\s+(?P<y9>(?:19|20)\d\d)(?!\d)(?:\s*-\s*(?P<z9>(?:19|20)\d\d)(?!\d))?
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or period as printed at `start:end` of the text."""

    start: int
    end: int
    iso: str | None
    precision: Precision
    exists: bool = True
    day: int | None = None
    month: int | None = None
    year: int | None = None
    until: int | None = None
    """The last year of a span (`giai đoạn 2021-2025`)."""


# Words that begin a date or stand inside one, by a piece that their cases share: looking a piece up costs less than
# matching the whole alternation at every letter.
_WORDS = ("gày", "GÀY", "uý", "uí", "UÝ", "UÍ", "ăm", "ĂM", "iai đoạn", "IAI ĐOẠN", "hời kỳ", "hiệm kỳ")
_MONTH_WORDS = ("háng", "HÁNG")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_YEARLESS = re.compile(r"(?:gày|GÀY)\s+\d{1,2}(?:\s*/\s*\d|\s+[Tt]háng\s)")
_REACH = 44
"""The longest way of writing a date: `ngày 30 tháng 11 năm 2025` with doubled spaces."""


def find_dates(view: str, start: int = 0, end: int | None = None) -> Iterator[Date]:
    """The dates and periods of the matching view between two offsets, in order, none overlapping another."""
    end = len(view) if end is None else end
    candidates: set[int] = set()
    for year in _YEAR.finditer(view, start, end):
        _before(view, year.start(), max(start, year.start() - _REACH), candidates)
    for day in _YEARLESS.finditer(view, start, end):
        if day.start() > start:
            candidates.add(day.start() - 1)
    last = start
    for at in sorted(candidates):
        if at < last:
            continue
        match = _DATE.match(view, at, end)
        if match is None:
            continue
        last = match.end()
        found = _read(match)
        if found is not None:
            yield found


def _before(view: str, year: int, limit: int, candidates: set[int]) -> None:
    """Adds the offsets between the limit and a year at which a date that holds this year may begin."""
    back = year
    while back > limit and view[back - 1] in "0123456789/.- ":
        back -= 1
    if view[back:year].strip(" -"):
        at = back
        while at < year:
            if view[at].isdigit() and (at == back or not view[at - 1].isdigit()):
                candidates.add(at)
            at += 1
    for word in _WORDS:
        found = view.rfind(word, limit, year)
        while found > limit:
            candidates.add(found - 1)
            found = view.rfind(word, limit, found)
    for word in _MONTH_WORDS:
        found = view.rfind(word, limit, year)
        while found > limit:
            candidates.add(found - 1)
            # `14 tháng 3 năm 2024`, `6 tháng đầu năm 2024`: the number before the word belongs to it.
            digits = len(view[limit : found - 1].rstrip()) + limit
            while digits > limit and view[digits - 1].isdigit():
                digits -= 1
            candidates.add(digits)
            found = view.rfind(word, limit, found)
    # `Q.IV/2025`, `Q4/2025`
    if (quarter := view.rfind("Q", limit, year)) >= 0 and view[quarter + 1] in ".IV1234":
        candidates.add(quarter)


def normal_day(day: int, month: int, year: int) -> str | None:
    """`YYYY-MM-DD`, or `None` for a day that does not exist."""
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def parse_date(text: str) -> Date | None:
    """The first date of a short text, as `find_dates` reads it."""
    return next(find_dates(text), None)


def _read(match: re.Match[str]) -> Date | None:
    g = match.groupdict()
    s, e = match.span()
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d3", "m3", "y3"), ("d3b", "m3b", "y3b")):
        if g[y]:
            day, month, year = int(g[d]), int(g[m]), int(g[y])
            iso = normal_day(day, month, year)
            return Date(s, e, iso, "day", iso is not None, day, month, year)
    if g["y4"]:
        month, year = int(g["m4"]), int(g["y4"])
        exists = 1 <= month <= 12
        return Date(s, e, f"{year}-{month:02d}" if exists else None, "month", exists, None, month, year)
    if g["y5"]:
        quarter = _QUARTERS.get(g["q5"]) or parse_roman(g["q5"]) or 0
        return Date(s, e, f"{g['y5']}-Q{quarter}", "quarter", True, None, None, int(g["y5"]))
    if g["n6"]:
        return _months_of_year(match, int(g["n6"]), g["half6"].lower() == "đầu", g["y6"])
    for d, m in (("d7", "m7"), ("d7b", "m7b")):
        if g[d]:
            day, month = int(g[d]), int(g[m])
            if not (1 <= month <= 12 and 1 <= day <= 31):
                return None
            return Date(s, e, None, "recurring", True, day, month)
    if g["y8"]:
        return Date(s, e, f"{g['y8']}/{g['z8']}", "span", True, None, None, int(g["y8"]), int(g["z8"]))
    if g["z9"]:
        return Date(s, e, f"{g['y9']}/{g['z9']}", "span", True, None, None, int(g["y9"]), int(g["z9"]))
    return Date(s, e, g["y9"], "year", True, None, None, int(g["y9"]))


def _months_of_year(match: re.Match[str], count: int, first: bool, year: str | None) -> Date | None:
    """`6 tháng đầu năm 2024` is a half year, `03 tháng cuối năm 2022` a quarter, others have no normal form."""
    s, e = match.span()
    if year is None:
        return None
    forms = {6: ("H1", "H2"), 3: ("Q1", "Q4")}
    suffix = forms.get(count)
    iso = f"{year}-{suffix[0 if first else 1]}" if suffix else None
    return Date(s, e, iso, "half" if count == 6 else "quarter", True, None, None, int(year))
