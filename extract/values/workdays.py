"""Working days: weekends and public holidays skipped, and said so.

Days and their sources are in `patterns/holidays.toml`. A period of N working days begins on the day after the event
that it counts from (Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2); a weekly day of rest that falls on a public
holiday is made good on the next working day (Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import patterns
from extract.values.language import say

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which offices are closed though it is no weekend."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The day that lies a number of working days from another, and what was skipped on the way."""

    day: date
    skipped: tuple[Holiday, ...] = ()
    """The public holidays, exchanged and compensating days included, that fell on no weekend, in order of time."""
    worked: tuple[date, ...] = ()
    """Weekend days that counted because they were worked in exchange for another day."""
    unknown: tuple[int, ...] = ()
    """The years on the way whose holidays are not all announced: the day may be wrong by a few."""

    @property
    def known(self) -> bool:
        """Whether the holidays of every year on the way are known."""
        return not self.unknown

    def explain(self) -> str:
        """One line that says which holidays were skipped, and whether all of them are known; empty if none were."""
        parts = []
        if self.skipped:
            listed = ", ".join(f"{h.day:%d/%m/%Y} ({h.name})" for h in self.skipped)
            parts.append(say(f"không tính ngày nghỉ lễ: {listed}", f"holidays not counted: {listed}"))
        if self.worked:
            listed = ", ".join(f"{d:%d/%m/%Y}" for d in self.worked)
            parts.append(say(f"tính cả ngày làm bù: {listed}", f"exchanged working days counted: {listed}"))
        if self.unknown:
            listed = ", ".join(map(str, self.unknown))
            parts.append(
                say(
                    f"lịch nghỉ năm {listed} chưa được công bố đầy đủ",
                    f"the holidays of {listed} are not fully announced",
                )
            )
        return "; ".join(parts)


def add_working_days(start: date, count: int) -> WorkingDays:
    """The day `count` working days after `start`, or before it where `count` is negative; `start` is not counted.

    Zero gives `start` itself. `OverflowError` where the day lies outside the calendar.
    """
    step = _DAY if count >= 0 else -_DAY
    day, left = start, abs(count)
    skipped: list[Holiday] = []
    worked: list[date] = []
    while left:
        day += step
        name = _holidays(day.year).get(day)
        if name is not None:
            skipped.append(Holiday(day, name))
        elif day.weekday() not in _weekend():
            left -= 1
        elif day in _worked():
            worked.append(day)
            left -= 1
    first, last = sorted((start, day))
    unknown = tuple(y for y in range(first.year, last.year + 1) if not is_known(y)) if count else ()
    return WorkingDays(day, tuple(sorted(skipped, key=lambda h: h.day)), tuple(sorted(worked)), unknown)


def next_working_day(day: date) -> WorkingDays:
    """The day itself where it is a working day, otherwise the next one that is.

    So a period ends that would end on a day of rest (Bộ luật Dân sự 91/2015/QH13, Điều 148 khoản 5).
    """
    if is_working_day(day):
        return WorkingDays(day, unknown=() if is_known(day.year) else (day.year,))
    return add_working_days(day, 1)


def is_working_day(day: date) -> bool:
    """Whether offices work on this day."""
    return day not in _holidays(day.year) and (day.weekday() not in _weekend() or day in _worked())


def holiday_name(day: date) -> str | None:
    """The name of the public holiday, compensating or exchanged day that makes this no working day; else `None`."""
    return _holidays(day.year).get(day)


def moving_holiday(name: str, year: int) -> date | None:
    """The day of a holiday of the moon's calendar (`new_year`, `hung_kings`) where that year is listed."""
    listed = _years().get(year)
    return date.fromisoformat(listed[name]) if listed and name in listed else None


def is_known(year: int) -> bool:
    """Whether all holidays of the year have been announced."""
    entry = _years().get(year)
    return bool(entry and entry.get("announced"))


@functools.cache
def _weekend() -> frozenset[int]:
    return frozenset(patterns.data("holidays")["weekend"])


@functools.cache
def _years() -> Mapping[int, Mapping[str, Any]]:
    return {entry["year"]: entry for entry in patterns.data("holidays")["year"]}


@functools.cache
def _worked() -> frozenset[date]:
    entries = patterns.data("holidays")["year"]
    return frozenset(date.fromisoformat(e["worked"]) for y in entries for e in y.get("exchanged", ()))


@functools.cache
def _holidays(year: int) -> Mapping[date, str]:
    """The closed days of a year that are no weekend; those made good for one of the year before are in it."""
    closed: dict[date, str] = {}
    # A holiday of the last days of a year can be made good in the next one.
    named = sorted({**_named(year - 1), **_named(year)}.items())
    for day, name in named:
        if day.weekday() not in _weekend():
            closed[day] = name
    taken = {day for day, _ in named}
    for day, name in named:
        if day.weekday() in _weekend():
            free = day
            while free in taken or free.weekday() in _weekend():
                free += _DAY
            taken.add(free)
            closed[free] = f"nghỉ bù {name}"
    for entry in patterns.data("holidays")["year"]:
        for pair in entry.get("exchanged", ()):
            free = date.fromisoformat(pair["free"])
            other = date.fromisoformat(pair["worked"])
            closed[free] = f"nghỉ hoán đổi, làm bù {other:%d/%m/%Y}"
    return {day: name for day, name in sorted(closed.items()) if day.year == year}


def _named(year: int) -> dict[date, str]:
    if not date.min.year <= year <= date.max.year:
        return {}
    days = {}
    for entry in patterns.data("holidays")["fixed"]:
        if year >= entry.get("valid_from", year):
            days[date.fromisoformat(f"{year:04d}-{entry['day']}")] = entry["name"]
    if listed := _years().get(year):
        first, last = (date.fromisoformat(d) for d in listed["tet"])
        while first <= last:
            days[first] = "Tết Nguyên đán"
            first += _DAY
        days[date.fromisoformat(listed["hung_kings"])] = "Giỗ Tổ Hùng Vương"
        if beside := listed.get("beside"):
            days[date.fromisoformat(beside)] = "Quốc khánh"
    return days
