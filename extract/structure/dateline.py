"""Place and date of a document, as its letterhead prints them: `Ba Bích, ngày 03 tháng 01 năm 2024`."""

from __future__ import annotations

import re

from extract.structure.lines import Line, expression
from extract.values.dates import normal_day
from patterns import data

_DATE = expression("letterhead", "date")
_SHORT_DATE = expression("letterhead", "short_date")
_MONTH_DATE = expression("letterhead", "month_date")
_SCAN_DATE = expression("letterhead", "scan_date")
_SURE = 0.85
"""How surely day and month must be read in an image to be taken for printed ones."""


def find_date(line: Line) -> tuple[str | None, str | None] | None:
    """Place and ISO date of a line such as `Ba Bích, ngày tháng 01 năm 2024`, `None` where it is no such line.

    A day that was recognised in an image and may be written by hand is left out.
    """
    text = line.text
    match = _DATE.match(text) or _SHORT_DATE.match(text) or _MONTH_DATE.match(text)
    if match is None and line.scan:
        match = _SCAN_DATE.match(text)
    if match is None or len(text) - match.end() > 12:
        return None
    return _place(match["place"]), _iso(match, line)


def find_date_in(line: Line, start: int, end: int) -> tuple[str | None, str | None] | None:
    """Place and ISO date that stand in a part of a line, behind a number."""
    match = _DATE.search(line.text, start, end)
    return None if match is None else (_place(match["place"]), _iso(match, line))


def _place(printed: str | None) -> str | None:
    if not printed:
        return None
    place = re.sub(r"\s+", " ", printed).strip(" .*")
    known: dict[str, str] = data("structure")["letterhead"]["places"]
    if place in known:
        return known[place]
    if re.match(r"(?:Sáng|Chiều|Tối|Hôm|Vào|Từ|Đến|Trong)\b", place):
        return None
    stripped = re.sub(
        r"^(?:Tỉnh|TP\.?|Tp\.?|Thành phố|Huyện|Quận|Thị xã|Xã|Phường|Thị trấn)\s+(?!Hồ Chí Minh\b|\d)",
        "",
        place,
    )
    return stripped or place


def _iso(match: re.Match[str], line: Line) -> str | None:
    """The date, as far as its day and month were read surely."""

    def sure(name: str) -> bool:
        start, end = match.span(name)
        return start < 0 or line.surely(start, end) >= _SURE

    year = match["year"]
    if not year or len(year) != 4:
        return None
    if not match["month"] or not sure("month"):
        return year
    month = int(match["month"])
    if not 1 <= month <= 12:
        return year
    if not match["day"] or not sure("day"):
        return f"{year}-{month:02d}"
    return normal_day(int(match["day"]), month, int(year))
