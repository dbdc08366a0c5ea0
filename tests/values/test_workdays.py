"""Working days: what is skipped, what is said about it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.workdays import (
    add_working_days,
    holiday_name,
    is_known,
    is_working_day,
    moving_holiday,
    next_working_day,
)

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2024-05-22", 10, "2024-06-05"),  # two weekends
        ("2025-01-17", 5, "2025-01-24"),
        ("2025-01-24", 1, "2025-02-03"),  # over Tết
        ("2025-04-25", 3, "2025-04-29"),  # the Saturday after was worked for 2 May
        ("2025-04-29", 1, "2025-05-05"),
        ("2023-04-28", 1, "2023-05-04"),  # Giỗ Tổ, 30/4 and 1/5 with two days in lieu
        ("2022-12-30", 1, "2023-01-03"),  # 1 January was a Sunday
        ("2026-08-28", 1, "2026-09-03"),
        ("2025-12-31", 1, "2026-01-05"),
        ("2024-06-05", 0, "2024-06-05"),
        ("2024-06-05", -10, "2024-05-22"),
        ("2025-02-03", -1, "2025-01-24"),
    ],
)
def test_working_days_are_counted_from_the_next_day(start: str, count: int, end: str) -> None:
    assert add_working_days(day(start), count).day == day(end)


def test_the_result_says_what_was_skipped_and_what_was_worked_instead() -> None:
    result = add_working_days(day("2025-04-24"), 6)
    assert [(h.day.isoformat(), h.name) for h in result.skipped] == [
        ("2025-04-30", "Ngày Chiến thắng"),
        ("2025-05-01", "Ngày Quốc tế lao động"),
        ("2025-05-02", "nghỉ hoán đổi, làm bù 26/04/2025"),
    ]
    assert result.worked == (day("2025-04-26"),)
    assert result.known
    assert "30/04/2025 (Ngày Chiến thắng)" in result.explain() and "26/04/2025" in result.explain()


def test_nothing_skipped_needs_no_words() -> None:
    assert add_working_days(day("2025-06-02"), 3).explain() == ""


@pytest.mark.parametrize(
    ("year", "known"), [(2014, False), (2015, True), (2026, True), (2030, False), (2040, False)]
)
def test_a_year_is_known_once_its_holidays_are_announced(year: int, known: bool) -> None:
    assert is_known(year) is known
    result = add_working_days(date(year, 6, 1), 1)
    assert result.known is known
    assert (str(year) in result.explain()) is not known


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2030-02-01", "Tết Nguyên đán"),  # a day before the Chinese calendar
        ("2024-04-18", "Giỗ Tổ Hùng Vương"),
        ("2023-05-02", "nghỉ bù Giỗ Tổ Hùng Vương"),
        ("2021-09-03", "Quốc khánh"),
        ("2020-09-03", None),  # no second day before 2021
        ("2040-01-02", "nghỉ bù Tết Dương lịch"),
        ("2025-11-24", None),
        ("2023-04-29", None),  # a Saturday is no working day anyway
    ],
)
def test_holidays_have_names(text: str, name: str | None) -> None:
    assert holiday_name(day(text)) == name


def test_a_period_that_ends_on_a_day_of_rest_ends_on_the_next_working_day() -> None:
    assert next_working_day(day("2025-08-30")).day == day("2025-09-03")
    assert next_working_day(day("2025-09-03")).day == day("2025-09-03")


@given(DAYS, st.integers(1, 60))
def test_adding_and_taking_away_meet_again(start: date, count: int) -> None:
    end = add_working_days(start, count).day
    assert is_working_day(end)
    between = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(d) for d in between) == count
    if is_working_day(start):
        assert add_working_days(end, -count).day == start


@given(DAYS, st.integers(-40, 40), st.integers(1, 20))
def test_more_days_lie_further_away(start: date, count: int, more: int) -> None:
    assert add_working_days(start, count).day < add_working_days(start, count + more).day


@pytest.mark.parametrize("year", range(2015, 2031))
def test_the_first_day_of_the_lunar_year_lies_within_tet(year: int) -> None:
    new_year = moving_holiday("new_year", year)
    assert new_year is not None
    assert holiday_name(new_year) == "Tết Nguyên đán" or new_year.weekday() >= 5


def test_a_year_that_is_not_listed_has_no_moving_holiday() -> None:
    assert moving_holiday("new_year", 1999) is None
