"""Recurring duties in words as recurrence rules of RFC 5545, and their next occurrence.

The day of a rule is the day as printed; whether that day itself is still in time is `exclusive` (`trước ngày 15`:
it is not; `chậm nhất ngày 15`: it is), see `last_day`. A period without a day (`hằng quý`) is due on its last day,
and the rule says that this was assumed. Rules carry no start: occurrences are derived from the day that is asked
about, and from an anchor where only one tells which (`hai tuần một lần`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import rrulestr

from extract.values.text import compose, fold

Reason = Literal["continuous", "event", "count", "no_period"]
Period = Literal["day", "week", "month", "quarter", "half", "nine", "year"]

_WEEKDAYS = {
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tu": "WE", "4": "WE", "nam": "TH", "5": "TH",
    "sau": "FR", "6": "FR", "bay": "SA", "7": "SA", "chu nhat": "SU",
}  # fmt: skip
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "tu": 4, "chin": 9, "muoi": 10,
}  # fmt: skip
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
}
_MONTHS: dict[str, tuple[int, ...]] = {"half": (6, 12), "quarter": (3, 6, 9, 12), "nine": (9,), "year": (12,)}
_MONTH_NUMBERS = {"dau": 1, "thu nhat": 1, "giua": 2, "thu hai": 2, "thu ba": 3, "cuoi": 3}
_DAY = timedelta(days=1)

# All patterns run over the folded text: no case, no accents, `đ` as `d`.
_NUMBER = r"(?:[1-9]\d?|0[1-9]|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)"
# `trước 16 giờ thứ Năm` leaves the Thursday itself in time; `tháng trước` is no end at all.
_EXCLUSIVE = re.compile(r"\btruoc\s+(?:ngay\b|thu\b|chu\s+nhat|\d{1,2}\s*[/.-])")
_INCLUSIVE = re.compile(
    r"\b(?:cham\s+nhat|muon\s+nhat|khong\s+(?:qua|muon\s+hon|cham\s+hon|tre\s+hon)|den\s+(?:het\s+)?ngay)\b"
)
_CONTINUOUS = re.compile(r"\b(?:thuong\s+xuyen|lien\s+tuc|hang\s+gio)\b")
_EVENT = re.compile(
    r"\b(?:dot\s+xuat|khi\s+(?:co|duoc|phat\s+sinh|xay\s+ra|can)|theo\s+yeu\s+cau|theo\s+thoi\s+han\s+cua|long\s+ghep)\b"
)
# What happens decides the day, whatever rhythm stands beside it.
_AFTER_EVENT = re.compile(r"\bsau\s+(?:moi|tung|khi)\b|\btai\s+(?:cac\s+)?(?:cuoc|phien|ky)\s+hop\b")
_UNIT = r"(?:ngay|tuan|thang|quy|nam)"
_TIMES_A_PERIOD = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+(?:lan|ky|dot)\s*(?:/|mot|trong|moi|tren)\s*(?:moi\s+|mot\s+)?(?P<unit>{_UNIT})\b"
    rf"|\b(?:moi|hang)\s+(?P<unit2>{_UNIT})\s+(?:it\s+nhat\s+|toi\s+thieu\s+)?(?P<n2>{_NUMBER})\s+(?:lan|ky|dot)\b"
)
_EVERY_FEW = re.compile(
    rf"\b(?:(?:moi|cu|dinh\s+ky)\s+)?(?P<n>{_NUMBER})\s+(?P<unit>ngay|tuan|thang|quy|nam)\s*(?:/|\bmot|\bmoi)\s*(?:mot\s+|0?1\s+)?(?:lan|ky)\b"
    rf"|\bcu\s+(?P<n2>{_NUMBER})\s+(?P<unit2>ngay|tuan|thang|quy|nam)\b"
)
_EVERY = re.compile(
    r"\b(?:hang|moi|tung|dinh\s+ky(?:\s+(?:hang|theo))?|theo)\s+(?P<first>ngay(?!\s+\d)|tuan|thang(?!\s+\d)|quy(?!\s+(?:[ivx]+|\d)\b)|nam(?!\s+\d)|nua\s+nam|(?:0?6|sau)\s+thang|(?:0?[39]|chin|ba)\s+thang)\b"
)
_LISTED = re.compile(
    r"\b(?P<half>(?:0?6|sau)\s+thang(?:\s+(?:dau|cuoi)\s+nam)?|nua\s+nam)\b|\b(?P<nine>(?:0?9|chin)\s+thang)\b"
    r"|\b(?P<threes>(?:0?3|ba)\s+thang)\b|(?P<quarter>\bquy\b)(?!\s+(?:[iv]+|\d)\b)"
    r"|(?P<month>\bthang\b)(?!\s+(?:\d|dau|cuoi|sau|ke|tiep|truoc|nay|lien))"
    r"|(?P<week>\btuan\b)(?!\s+(?:dau|cuoi|sau|ke|tiep|lien))"
    r"|(?P<year>\bnam\b)(?!\s+(?:\d|sau|ke|tiep|lien|truoc|nay))"
)
_NAMES: dict[str, Period] = {"ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}
_ANCHOR = re.compile(r"\bdinh\s+ky\b|\bbao\s+cao\b")
_BETWEEN = re.compile(r"(?:[\s,()/&:]|\b(?:va|hoac|hang|dinh|ky|theo|bao|cao|cuoi)\b)*")
_BARE = re.compile(r"(?:(?:0?[369]\s+thang|tuan|thang|quy|nam)(?![^\s,.()])[\s,.()]*(?:va\s+)?){1,9}")
_DATE = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})(?:\s*[/.-]\s*(?P<month>\d{1,2})(?![\d/]|\s*[/.-]\s*\d)|\s+thang\s+(?P<month2>\d{1,2})(?!\d|\s*/\s*\d))(?!\s*%)"
)
_FULL_DATE = re.compile(
    r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d\d\b|\bthang\s+\d{1,2}\s+nam\s+(?:19|20)\d\d\b"
)
_DAY_OF_MONTH = re.compile(
    r"\b(?:ngay\s+(?:m[uo]ng\s+)?|m[uo]ng\s+)(?P<day>\d{1,2})(?!\d|\s*[/.-]\s*\d|\s+thang\s+\d|\s+(?:lam\s+viec|ke\s+tu))"
    r"(?P<more>(?:\s*(?:,|va|hoac)\s+(?:ngay\s+)?\d{1,2}(?!\d|\s*[/.-]\s*\d|\s+thang\s+\d))*)"
)
_LAST_DAY = re.compile(
    r"\b(?:ngay\s+)?cuoi(?:\s+cung)?\s+(?:cua\s+)?(?:moi\s+)?(?:thang|quy|nam|ky)\b|\bcuoi\s+(?:moi\s+)?(?:thang|quy|nam|ky)\b"
)
_WORKING_DAY = re.compile(
    rf"\bngay\s+lam\s+viec\s+(?P<which>dau\s+tien|cuoi\s+cung|dau|cuoi|thu\s+(?P<nth>nhat|{_NUMBER}))\b"
)
_WEEKDAY_NAME = r"(?:hai|ba|tu|nam|sau|bay|[2-7])\b(?!\s*[/.-]?\d)"
_WEEKDAY = re.compile(
    rf"\bthu\s+(?P<names>{_WEEKDAY_NAME}(?:\s*(?:,|va|hoac)\s*(?:thu\s+)?{_WEEKDAY_NAME}){{0,6}})(?!\s+(?:cua\s+)?(?:quy|truong)\b)|\b(?P<sunday>chu\s+nhat)\b"
)
_WEEK_OF_MONTH = re.compile(
    r"\btuan\s+(?:(?:thu\s+)?(?P<nth>nhat|dau|hai|ba|tu|[1-4])(?:\s+tien)?|(?P<last>cuoi(?:\s+cung)?))\b"
)
_MONTH_OF_QUARTER = re.compile(
    r"\bthang\s+(?P<which>dau|giua|thu\s+(?:nhat|hai|ba)|cuoi)(?:\s+tien|\s+cung)?\s+(?:cua\s+)?(?:moi\s+|tung\s+|hang\s+)?(?P<of>quy|ky)\b"
)
_HALF_YEARLY = re.compile(r"\b(?:moi\s+|cu\s+|dinh\s+ky\s+)?nua\s+nam\s*(?:/|mot|0?1)\s*(?:lan|ky)\b")
_QUARTER_OPENS = re.compile(r"\bdau\s+(?:cua\s+)?(?:moi\s+|hang\s+|tung\s+)?quy\b")
_NEXT_QUARTER = re.compile(
    r"\bquy\s+(?:sau|tiep|ke|lien)|\bquy\s+(?:bao\s+cao\s+)?(?:tiep\s+theo|ke\s+tiep|lien\s+ke)"
)
_NEXT_YEAR = re.compile(r"\bnam\s+(?:sau|tiep|ke|lien)")
_NAMED_MONTH = re.compile(r"\bthang\s+(?P<month>\d{1,2})(?!\d|\s*/\s*(?:19|20)\d)(?!\s+nam\s+(?:19|20)\d)")
_NAMED_QUARTER = re.compile(r"\bquy\s+(?P<q>iv|i{1,3}|0?[1-4])\b(?!\s*(?:/|nam)\s*(?:19|20)\d|\s+lan)")
# The days of each month in a common year.
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A recurring duty. `rules` are RFC 5545 RRULE values, more than one where one can't say it (1 June and
    15 November); none where the wording names no rhythm, and then `reason` tells why: `continuous` (thường xuyên),
    `event` (đột xuất, khi có yêu cầu), `count` (hai lần một năm), `no_period` (định kỳ)."""

    rules: tuple[str, ...] = ()
    exclusive: bool = False
    """Whether the printed day is no longer in time (`trước ngày 15`)."""
    assumed: bool = False
    """Whether the day or month was not printed: the last of the period is taken."""
    needs_anchor: bool = False
    """Whether the occurrences depend on when the rhythm began (`hai tuần một lần`)."""
    reason: Reason | None = None

    @property
    def rrule(self) -> str | None:
        """The rule where one alone says it."""
        return self.rules[0] if len(self.rules) == 1 else None


def parse_recurrence(text: str, known: bool = False) -> Recurrence:
    """The recurrence that a wording asks for; any text is allowed, one without rhythm has no rules.

    `known`: the duty is known to recur, so that a day of the year alone (`trước ngày 15/12`) is meant every year.
    """
    folded = " ".join(fold(compose(text[:2000])).split())
    exclusive = bool(_EXCLUSIVE.search(folded)) and not _INCLUSIVE.search(folded)
    found: list[_Reading] = []
    context: tuple[Period, ...] = ()
    for clause in _clauses(f"hang nam, {folded}" if known and _DATE.search(_undated(folded)) else folded):
        reading = _clause(clause, context)
        context = reading.periods or context
        found.append(reading)
    rules = _tidy([rule for reading in found for rule in reading.rules])
    if not rules:
        return Recurrence(reason=_why_not(folded))
    used = [r for r in found if r.rules]
    if _AFTER_EVENT.search(folded) and all(r.assumed for r in used):
        return Recurrence(reason="event")
    return Recurrence(
        rules,
        exclusive,
        assumed=any(r.assumed for r in used),
        needs_anchor=any("INTERVAL" in rule for rule in rules),
    )


def next_occurrence(recurrence: Recurrence, on_or_after: date, anchor: date | None = None) -> date | None:
    """The first printed day of the recurrence on or after a day; `None` where it has no rules.

    `anchor` is the day from which a rhythm such as `hai tuần một lần` counts, normally the date of the document.
    """
    found = [_occurrence(rule, on_or_after, anchor) for rule in recurrence.rules]
    return min((day for day in found if day is not None), default=None)


def next_due(recurrence: Recurrence, on_or_after: date, anchor: date | None = None) -> date | None:
    """The first day on or after a day that is the last one in time for its occurrence."""
    shift = _DAY if recurrence.exclusive else timedelta(0)
    try:
        day = next_occurrence(recurrence, on_or_after + shift, anchor)
    except OverflowError:
        return None
    return None if day is None else day - shift


def last_day(recurrence: Recurrence, occurrence: date) -> date:
    """The last day on which an occurrence is still in time: the printed one, or the one before it."""
    return occurrence - _DAY if recurrence.exclusive else occurrence


def _occurrence(rule: str, on_or_after: date, anchor: date | None) -> date | None:
    start = datetime.combine(on_or_after, time())
    # A rhythm counts from its anchor; without one it is taken to begin on the day that is asked about.
    begin = datetime.combine(anchor, time()) if anchor and "INTERVAL" in rule else start
    found = rrulestr(rule, dtstart=begin).after(start, inc=True)
    return found.date() if found else None


@dataclass(frozen=True, slots=True)
class _Reading:
    rules: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    assumed: bool = False


def _clauses(folded: str) -> Iterator[str]:
    """The parts that each have a rhythm and a day: `hằng tháng (ngày 20), hằng quý (ngày 15)` are two."""
    for part in re.split(r"[;\n]", folded):
        begin = 0
        for comma in re.finditer(r"(?:,|\bva)\s+(?=(?:hang|moi|dinh\s+ky|bao\s+cao)\b)", part):
            before = part[begin : comma.start()]
            if _DAY_OF_MONTH.search(before) or _DATE.search(before):
                yield before
                begin = comma.end()
        yield part[begin:]


def _clause(text: str, context: tuple[Period, ...]) -> _Reading:
    """What one clause says; `context` are the periods that the clause before it named."""
    text = _HALF_YEARLY.sub(" hang 6 thang ", text)
    if every := _EVERY_FEW.search(text):
        return _every_few(every)
    if times := _TIMES_A_PERIOD.search(text):
        # `hai kỳ một năm (tháng 3, tháng 9)` names its months; a number of times alone has no day.
        named = len(_NAMED_MONTH.findall(text)) > 1 and (times["unit"] or times["unit2"]) == "nam"
        if _count(times["n"] or times["n2"]) != 1 and not named:
            return _Reading()
        text = text[: times.start()] + " hang " + (times["unit"] or times["unit2"]) + text[times.end() :]
    periods = _periods(text) or ()
    dates = list(_dates(text))
    if dates and (periods or context or _NEXT_YEAR.search(text) or len(dates) > 1):
        return _Reading(_yearly(dates), periods)
    if not periods and not context:
        return _Reading(*_of_quarter(text))
    own = periods or context
    days = [d for match in _DAY_OF_MONTH.finditer(text) for d in _numbers(match[0])]
    if not periods and not days and not _WEEKDAY.search(text) and not _LAST_DAY.search(text):
        return _Reading()
    if "day" in own:
        return _Reading(("FREQ=DAILY",), periods)
    if "week" in own and not days:
        weekday = _weekday(text)
        return _Reading((f"FREQ=WEEKLY;BYDAY={weekday or 'FR'}",), periods, assumed=weekday is None)
    return _monthly(text, own, periods, days)


def _monthly(text: str, own: Sequence[Period], periods: tuple[Period, ...], days: Sequence[int]) -> _Reading:
    months, assumed = _months(text, own, bool(days))
    if working := _WORKING_DAY.search(text):
        rule = _rule(months, f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={_position(working)}")
        return _Reading((rule,), periods, assumed)
    if (weekday := _weekday(text)) and (week := _WEEK_OF_MONTH.search(text)) and "," not in weekday:
        nth = -1 if week["last"] else {"nhat": 1, "dau": 1}.get(week["nth"]) or _count(week["nth"])
        return _Reading((_rule(months, f"BYDAY={nth}{weekday}"),), periods, assumed)
    if days:
        return _Reading(
            tuple(_rule(months, _month_day(d, months)) for d in dict.fromkeys(days)), periods, assumed
        )
    return _Reading((_rule(months, "BYMONTHDAY=-1"),), periods, assumed=not _LAST_DAY.search(text) or assumed)


def _rule(months: Sequence[int], day: str) -> str:
    """The rule for a day of the months given, of every month where none are."""
    if not months:
        return f"FREQ=MONTHLY;{day}"
    # In a yearly rule a set position or an ordinal would count within the year, not within each month.
    frequency = "YEARLY" if day.startswith("BYMONTHDAY") and "BYSETPOS" not in day else "MONTHLY"
    return f"FREQ={frequency};BYMONTH={','.join(map(str, months))};{day}"


def _months(text: str, periods: Sequence[Period], has_day: bool) -> tuple[tuple[int, ...], bool]:
    """The months of the occurrences, none where it is every month; and whether they were assumed."""
    if which := _MONTH_OF_QUARTER.search(text):
        first = _MONTH_NUMBERS[" ".join(which["which"].split())]
        if which["of"] == "quy":
            return tuple(range(first, 13, 3)), False
        return tuple(sorted({m for p in periods for m in _MONTHS.get(p, ())})), False
    if _NEXT_QUARTER.search(text) or (has_day and _QUARTER_OPENS.search(text)):
        return (1, 4, 7, 10), False
    quarters = [_ROMAN[m["q"]] * 3 for m in _NAMED_QUARTER.finditer(text)]
    named = [int(m["month"]) for m in _NAMED_MONTH.finditer(text) if 1 <= int(m["month"]) <= 12]
    if (quarters or named) and "month" not in periods:
        return tuple(sorted({*quarters, *named})), False
    if "month" in periods:
        return (), False
    if has_day and _NEXT_YEAR.search(text):
        return (1,), False
    found = sorted({m for p in periods for m in _MONTHS.get(p, ())})
    return tuple(found), has_day


def _of_quarter(text: str) -> tuple[tuple[str, ...], tuple[Period, ...], bool]:
    """A clause without `hằng` that still names its rhythm: `ngày 10 của tháng cuối quý`."""
    month = _MONTH_OF_QUARTER.search(text)
    if not (month and month["of"] == "quy") and not _NEXT_QUARTER.search(text):
        return (), (), False
    days = [d for match in _DAY_OF_MONTH.finditer(text) for d in _numbers(match[0])]
    reading = _monthly(text, ("quarter",), ("quarter",), days)
    return reading.rules, reading.periods, reading.assumed


def _periods(text: str) -> tuple[Period, ...]:
    """The periods that a clause names: `hằng tháng, quý, 6 tháng và năm` names four."""
    found: list[Period] = []
    if first := _EVERY.search(text):
        named = _NAMES.get(first["first"])
        if named:
            found.append(named)
        found += _listed(text, first.end("first") if named else first.start("first"))
    elif _BARE.fullmatch(text):
        found += _listed(text, 0)
    for anchor in _ANCHOR.finditer(text):
        found += _listed(text, anchor.end())
    return tuple(dict.fromkeys(found))


def _listed(text: str, position: int) -> Iterator[Period]:
    """The periods from a place on, as far as nothing but separators stands between them."""
    while match := _LISTED.search(text, position):
        if not _BETWEEN.fullmatch(text, position, match.start()):
            return
        kind = match.lastgroup
        yield "quarter" if kind == "threes" else kind  # type: ignore[misc]
        position = match.end()


def _dates(text: str) -> Iterator[tuple[int, int]]:
    """The days of the year (day, month) that a clause names; full dates with a year are none."""
    for match in _DATE.finditer(_undated(text)):
        day, month = int(match["day"]), int(match["month"] or match["month2"])
        if 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
            yield day, month


def _undated(text: str) -> str:
    """The text without its full dates, which come only once."""
    return _FULL_DATE.sub(lambda m: " " * len(m[0]), text)


def _yearly(dates: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """One rule for days that share their day of the month, otherwise one for each."""
    by_day: dict[int, list[int]] = {}
    for day, month in dict.fromkeys(dates):
        by_day.setdefault(day, []).append(month)
    return tuple(_rule(sorted(months), _month_day(day, months)) for day, months in by_day.items())


def _month_day(day: int, months: Sequence[int]) -> str:
    """The day of these months; in a shorter month its last day, which a plain BYMONTHDAY would leave out."""
    if day <= min(_LENGTHS[m] for m in months or (2,)):
        return f"BYMONTHDAY={day}"
    listed = ",".join(str(d) for d in range(_LENGTHS[2], day + 1))
    return f"BYMONTHDAY={listed};BYSETPOS=-1"


def _count(written: str) -> int:
    return _NUMBERS.get(written) or int(written)


def _every_few(match: re.Match[str]) -> _Reading:
    unit, count = match["unit"] or match["unit2"], _count(match["n"] or match["n2"])
    if unit == "quy":
        unit, count = "thang", count * 3
    if unit == "thang" and 12 % count == 0 and count > 1:
        months = ",".join(str(m) for m in range(count, 13, count))
        return _Reading((f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY=-1",), assumed=True)
    if count == 1:
        once: dict[str, str] = {
            "ngay": "FREQ=DAILY",
            "tuan": "FREQ=WEEKLY;BYDAY=FR",
            "thang": "FREQ=MONTHLY;BYMONTHDAY=-1",
            "nam": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
        }
        return _Reading((once[unit],), assumed=unit != "ngay")
    names = {"ngay": "DAILY", "tuan": "WEEKLY", "thang": "MONTHLY", "nam": "YEARLY"}
    return _Reading((f"FREQ={names[unit]};INTERVAL={count}",))


def _weekday(text: str) -> str | None:
    match = _WEEKDAY.search(text)
    if match is None:
        return None
    if match["sunday"]:
        return "SU"
    names = re.findall(_WEEKDAY_NAME, match["names"])
    return ",".join(dict.fromkeys(_WEEKDAYS[n] for n in names))


def _position(match: re.Match[str]) -> int:
    which = match["which"]
    if which.startswith("cuoi"):
        return -1
    nth = match["nth"]
    return 1 if nth in (None, "nhat") else _count(nth)


def _numbers(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d{1,2}", text) if 1 <= int(n) <= 31]


def _tidy(rules: Sequence[str]) -> tuple[str, ...]:
    """The rules without repetition, and without those that a rule for every month already holds."""
    kept = list(dict.fromkeys(rules))
    if "FREQ=DAILY" in kept:
        return ("FREQ=DAILY",)
    monthly = {r.split(";", 1)[1] for r in kept if r.startswith("FREQ=MONTHLY;BYMONTHDAY")}
    return tuple(
        r for r in kept if not (r.startswith("FREQ=YEARLY;BYMONTH=") and r.split(";", 2)[2] in monthly)
    )


def _why_not(folded: str) -> Reason:
    if _TIMES_A_PERIOD.search(folded):
        return "count"
    if _CONTINUOUS.search(folded):
        return "continuous"
    if _EVENT.search(folded):
        return "event"
    return "no_period"
