"""Points and periods said from the document's own day: `trước 30/6`, `tháng tới`, `ngày 28 cùng tháng`, `trước Tết`.

The day from which the text speaks completes them: the period that is under way or the next of its name. Only words of
a deadline directly before make such a thing a date at all; `12/13 huyện` and `tháng 3` of a story stay what they are.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import patterns
from extract.facts.deadline_calendar import Calendar
from extract.structure.model import Document
from extract.values.dates import Date, Precision, normal_day
from extract.values.numbers import parse_roman
from extract.values.phrases import led
from extract.values.workdays import moving_holiday

_LATER = {"này": 0, "nay": 0, "tới": 1, "sau": 1, "kế tiếp": 1}
_OPENING = re.compile(
    r"(?i:(?:xong|hoàn\s+thành|trước|trong|đến|hết|chậm\s+nhất|muộn\s+nhất|là|vào|ngày(?=\s+(?:lễ|Quốc)))\s+)+"
)
_HALVES = {"6": 6, "06": 6, "sáu": 6, "3": 3, "03": 3, "ba": 3}


def yearless_dates(document: Document, calendar: Calendar) -> Iterator[Date]:
    """The dates that follow words of a deadline and are said from the document's day.

    Nothing where that day is not known. A bare year (`đến 2030`) needs none.
    """
    words = _words()
    reached = 0
    for start in words.starts.finditer(document.lowered):
        match = words.phrase.match(document.view, start.start()) if start.start() >= reached else None
        if match is None:
            continue
        found = _read(match, words, calendar, match.start())
        if found is not None and found.iso is not None:
            reached = match.end()
            yield found


def said_in(cell: str, calendar: Calendar, at: int) -> str | None:
    """The point that a cell of a column of deadlines names without a year (`25/11`, `Xong trong tháng 8`)."""
    words = _words()
    match = words.phrase.fullmatch(f"trong {_OPENING.sub('', cell).strip(' .;')}")
    found = _read(match, words, calendar, at) if match else None
    return found.iso if found else None


def _read(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Date | None:
    """The date of a match, by the first of its kinds that is there."""
    if match["year"]:
        return _date(match, match["year"], "year", year=int(match["year"]))
    for group, read in _READERS:
        if match[group]:
            iso, precision = read(match, words, calendar, at)
            return _date(match, iso, precision)
    return None


Reading = tuple[str | None, Precision]


def _day(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    day, month = next(
        (match[d], match[m])
        for d, m in (("day", "of"), ("dashed", "dashed_of"), ("spoken", "spoken_of"))
        if match[d]
    )
    return calendar.day(match.start(), int(day), int(month)), "day"


def _day_of_month(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    said = _squeezed(match["dom_of"])
    if said == "cùng tháng":
        month = calendar.month_told(at)
    elif said.startswith("tháng"):
        month = calendar.months_on(at, _LATER[said.split(maxsplit=1)[1]])
    else:
        today = calendar.today(at)
        later = today is not None and int(match["dom"]) < today.day
        month = calendar.months_on(at, 1 if later else 0)
    return calendar.day_of_month(at, int(match["dom"]), month), "day"


def _month(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    number = words.months.get(_squeezed(match["month"])) or int(match["month"])
    return calendar.month(match.start(), number), "month"


def _last_month(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    """Months in a row or a list are over with the last (`tháng 8, 9/2025`)."""
    month = int(match["last_month"])
    return (f"{match['last_year']}-{month:02d}" if 1 <= month <= 12 else None), "month"


def _near_month(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    return calendar.months_on(match.start(), _LATER[_squeezed(match["near_month"])]), "month"


def _quarter(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    number = parse_roman(match["quarter"]) or int(match["quarter"])
    return (calendar.part(match.start(), "Q", number) if 1 <= number <= 4 else None), "quarter"


def _near_quarter(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    return calendar.quarters_on(match.start(), _LATER[_squeezed(match["near_quarter"])]), "quarter"


def _half(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    months, first = _HALVES[match["half"].lower()], match["half_of"].lower() == "đầu"
    kind = "H" if months == 6 else "Q"
    number = 1 if first else 12 // months
    precision: Precision = "half" if months == 6 else "quarter"
    if match["half_year"]:
        year = calendar.year(match.start(), _LATER[match["half_year"].lower()])
        return (f"{year}-{kind}{number}" if year else None), precision
    return calendar.part(match.start(), kind, number), precision


def _stage(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    year = calendar.year(match.start(), _LATER[(match["stage_year"] or "nay").lower()])
    if match["stage"].lower() == "giữa":
        return (f"{year}-H1" if year else None), "half"
    return year, "year"


def _rest_of_year(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    return calendar.year(match.start()), "year"


def _near_year(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    return calendar.year(match.start(), _LATER[match["near_year"].lower()]), "year"


def _week(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    weekday = 6 if match["sunday"] else words.weekdays.get((match["weekday"] or "").lower())
    return calendar.weekday(match.start(), weekday, _LATER[_squeezed(match["week"])]), "day"


def _over(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    """`Sang tuần, …`: the next of the kind."""
    match match["over"].lower():
        case "tuần":
            return calendar.weekday(at, None, 1), "day"
        case "tháng":
            return calendar.months_on(at, 1), "month"
        case "quý":
            return calendar.quarters_on(at, 1), "quarter"
        case _:
            return calendar.year(at, 1), "year"


def _today(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    today = calendar.today(match.start())
    if today is None:
        return None, "day"
    return (today + datetime.timedelta(days="mai" in match["today"].lower())).isoformat(), "day"


def _feast(match: re.Match[str], words: _Words, calendar: Calendar, at: int) -> Reading:
    """The next feast of its name, or that of the year that follows it."""
    said = words.feasts[_squeezed(match["feast"])]

    def of(year: int) -> str | None:
        if said[0].isdigit():
            return normal_day(int(said[3:]), int(said[:2]), year)
        day = moving_holiday(said, year)
        return day.isoformat() if day else None

    if match["feast_year"]:
        return of(int(match["feast_year"])), "day"
    now = calendar.now(match.start())
    if now is None:
        return None, "day"
    due = of(int(now[:4]))
    return (of(int(now[:4]) + 1) if due is not None and due[: len(now)] < now else due), "day"


_READERS: tuple[tuple[str, Callable[[re.Match[str], _Words, Calendar, int], Reading]], ...] = (
    ("last_year", _last_month),
    ("feast", _feast),
    ("day", _day),
    ("dashed", _day),
    ("spoken", _day),
    ("dom", _day_of_month),
    ("near_month", _near_month),
    ("month", _month),
    ("near_quarter", _near_quarter),
    ("quarter", _quarter),
    ("half", _half),
    ("rest", _rest_of_year),
    ("bare_year", _rest_of_year),
    ("stage", _stage),
    ("over", _over),
    ("near_year", _near_year),
    ("week", _week),
    ("today", _today),
)


def _date(
    match: re.Match[str], iso: str | None, precision: Precision, year: int | None = None
) -> Date | None:
    if iso is None:
        return None
    month = int(iso[5:7]) if precision in ("day", "month") else None
    day = int(iso[8:]) if precision == "day" else None
    return Date(
        match.start("date"), match.end("date"), iso, precision, True, day, month, year or int(iso[:4])
    )


def _squeezed(said: str) -> str:
    return " ".join(said.lower().split())


@dataclass(frozen=True)
class _Words:
    starts: re.Pattern[str]
    phrase: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    feasts: Mapping[str, str]


@functools.cache
def _words() -> _Words:
    data = patterns.data("deadlines")["yearless"]
    tables = {key: {k.lower(): v for k, v in data[key].items()} for key in ("months", "weekdays", "feasts")}
    phrase = data["phrase"]
    for mark, key in (("MONTHS", "months"), ("WEEKDAYS", "weekdays"), ("FEASTS", "feasts")):
        named = rf"(?:{patterns.alternation(list(tables[key]))})"
        phrase = phrase.replace(mark, named)
    return _Words(
        re.compile(led(data["starts"])),
        re.compile(phrase, re.VERBOSE | re.IGNORECASE),
        tables["months"],
        tables["weekdays"],
        tables["feasts"],
    )
