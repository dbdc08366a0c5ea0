"""Recurring duties in words, as rules, and when they are due next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from extract.values.recurrence import Recurrence, last_day, next_due, next_occurrence, parse_recurrence
from extract.values.text import fold

QUARTERS = "FREQ=YEARLY;BYMONTH=3,6,9,12"


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("hằng tháng, trước ngày 15", ["FREQ=MONTHLY;BYMONTHDAY=15"]),
        ("chậm nhất ngày 20 hàng tháng", ["FREQ=MONTHLY;BYMONTHDAY=20"]),
        ("trước ngày 15 và ngày 25 hằng tháng", ["FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYMONTHDAY=25"]),
        ("ngày 30 hằng tháng", ["FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"]),
        ("định kỳ hằng quý, trước ngày 10 của tháng cuối quý", [f"{QUARTERS};BYMONTHDAY=10"]),
        ("gửi trước ngày 05 tháng đầu quý sau", ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"]),
        ("hằng quý, ngày 31 của tháng cuối quý", ["FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"]),
        ("trước ngày 30/11 hằng năm", ["FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"]),
        ("ngày 29/2 hằng năm", ["FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"]),
        ("trước ngày 25/12 hàng năm", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25"]),
        ("Trước ngày 10 tháng 01 năm sau", ["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=10"]),
        ("trước ngày 01/6 và 15/11 hằng năm", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"]),
        ("6 tháng (trước ngày 15/6), năm (trước ngày 15/12)", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"]),
        ("6 tháng, năm", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
        ("báo cáo tháng, quý, 6 tháng, 9 tháng và năm", ["FREQ=MONTHLY;BYMONTHDAY=-1"]),
        ("06 tháng một lần", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
        ("3 tháng/lần", [f"{QUARTERS};BYMONTHDAY=-1"]),
        ("hai tuần một lần", ["FREQ=WEEKLY;INTERVAL=2"]),
        ("hằng tuần vào thứ Sáu", ["FREQ=WEEKLY;BYDAY=FR"]),
        ("thứ Hai và thứ Năm hằng tuần", ["FREQ=WEEKLY;BYDAY=MO,TH"]),
        ("Chủ nhật hàng tuần", ["FREQ=WEEKLY;BYDAY=SU"]),
        ("thứ Năm tuần cuối hằng tháng", ["FREQ=MONTHLY;BYDAY=-1TH"]),
        ("ngày làm việc đầu tiên của tháng, hằng tháng", ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"]),
        ("hằng ngày", ["FREQ=DAILY"]),
        ("cứ mùng 8 đầu mỗi quý", ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=8"]),
        ("hằng tháng, chậm nhất ngày mùng 3", ["FREQ=MONTHLY;BYMONTHDAY=3"]),
        ("hai lần một năm (tháng 4, tháng 10)", ["FREQ=YEARLY;BYMONTH=4,10;BYMONTHDAY=-1"]),
        ("mỗi năm hai kỳ (tháng 1, tháng 5)", ["FREQ=YEARLY;BYMONTH=1,5;BYMONTHDAY=-1"]),
        ("nửa năm một lần", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
        ("01 lần/quý", [f"{QUARTERS};BYMONTHDAY=-1"]),
        ("hằng năm, trong quý I của năm liền kề", ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"]),
        ("hằng tháng (ngày 20), hằng quý (ngày 15 của tháng cuối quý)", ["FREQ=MONTHLY;BYMONTHDAY=20", f"{QUARTERS};BYMONTHDAY=15"]),
    ],
)  # fmt: skip
def test_a_wording_becomes_rules(text: str, rules: list[str]) -> None:
    assert list(parse_recurrence(text).rules) == rules


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("thường xuyên", "continuous"),
        ("đột xuất khi có yêu cầu", "event"),
        ("hằng năm, sau khi có kết quả công bố", "event"),
        ("ít nhất 03 lần/năm", "count"),
        ("mỗi tuần 2 lần", "count"),
        ("định kỳ", "no_period"),
        ("trước ngày 30/6/2025", "no_period"),
        ("trong vòng 15 ngày kể từ ngày ký", "no_period"),
        ("năm 2025", "no_period"),
        ("", "no_period"),
    ],
)
def test_a_wording_without_rhythm_says_why(text: str, reason: str) -> None:
    found = parse_recurrence(text)
    assert (found.rules, found.rrule, found.reason) == ((), None, reason)
    assert next_occurrence(found, date(2025, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("trước ngày 15 tháng 12", ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",)),
        ("hằng tháng, trước ngày 15", ("FREQ=MONTHLY;BYMONTHDAY=15",)),
        ("trước ngày 15/12/2025", ()),
        ("thường xuyên", ()),
    ],
)
def test_a_day_of_the_year_alone_recurs_only_where_that_is_known(text: str, rules: tuple[str, ...]) -> None:
    assert parse_recurrence(text, known=True).rules == rules


@pytest.mark.parametrize(
    ("text", "exclusive"),
    [
        ("hằng tháng, trước ngày 15", True),
        ("chậm nhất ngày 15 hằng tháng", False),
        ("chậm nhất trước ngày 15 hằng tháng", False),
        ("ngày 15 hằng tháng", False),
        ("trước 16 giờ thứ Năm hằng tuần", False),
        ("báo cáo của tháng trước vào ngày 5 hằng tháng", False),
        ("trước 25/12 hằng năm", True),
    ],
)
def test_exclusive_and_inclusive_ends_are_kept_apart(text: str, exclusive: bool) -> None:
    assert parse_recurrence(text).exclusive is exclusive


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("hằng quý", True),
        ("hằng quý, trước ngày 15", True),
        ("cuối mỗi quý", False),
        ("hằng tháng, ngày 5", False),
    ],
)
def test_a_day_that_is_not_printed_is_marked_as_assumed(text: str, assumed: bool) -> None:
    assert parse_recurrence(text).assumed is assumed


@pytest.mark.parametrize(
    ("text", "day", "occurrence", "due"),
    [
        ("hằng tháng, trước ngày 15", "2025-05-14", "2025-05-15", "2025-05-14"),
        ("hằng tháng, trước ngày 15", "2025-05-15", "2025-05-15", "2025-06-14"),
        ("chậm nhất ngày 15 hằng tháng", "2025-05-15", "2025-05-15", "2025-05-15"),
        ("ngày 31 hằng tháng", "2025-02-03", "2025-02-28", "2025-02-28"),
        ("hằng quý", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("trước ngày 01/6 và 15/11 hằng năm", "2025-06-02", "2025-11-15", "2025-11-14"),
    ],
)
def test_the_next_one_is_found_from_any_day(text: str, day: str, occurrence: str, due: str) -> None:
    found, start = parse_recurrence(text), date.fromisoformat(day)
    assert next_occurrence(found, start) == date.fromisoformat(occurrence)
    assert next_due(found, start) == date.fromisoformat(due)


def test_a_rhythm_counts_from_its_anchor() -> None:
    found = parse_recurrence("hai tuần một lần")
    assert found.needs_anchor
    assert next_occurrence(found, date(2025, 6, 10), anchor=date(2025, 6, 2)) == date(2025, 6, 16)
    assert next_occurrence(found, date(2025, 6, 10), anchor=date(2025, 7, 1)) == date(2025, 7, 1)


def test_the_end_of_the_calendar_has_no_next_one() -> None:
    assert next_due(parse_recurrence("hằng tháng, trước ngày 15"), date.max) is None


PERIODS = st.sampled_from(
    ["hằng tháng", "hàng quý", "định kỳ 6 tháng", "hằng năm", "mỗi tháng", "định kỳ hằng quý"]
)
ENDS = st.sampled_from(["trước ngày", "chậm nhất ngày", "vào ngày", "trước ngày"])
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(PERIODS, ENDS, st.integers(1, 31), DAYS)
def test_every_occurrence_has_the_printed_day_or_ends_a_shorter_month(
    period: str, end: str, number: int, start: date
) -> None:
    found = parse_recurrence(f"{period}, {end} {number:02d}")
    day = next_occurrence(found, start)
    assert day is not None and start <= day <= start + timedelta(366)
    assert day.day == number or (day.day < number and (day + timedelta(1)).day == 1)
    assert last_day(found, day) == (day - timedelta(1) if found.exclusive else day)
    due = next_due(found, start)
    assert (
        due is not None
        and due >= start
        and last_day(found, next_occurrence(found, due + timedelta(found.exclusive)) or day) == due
    )


@given(PERIODS, DAYS, st.integers(0, 400))
def test_asking_later_never_gives_an_earlier_day(period: str, start: date, later: int) -> None:
    found = parse_recurrence(period)
    first, second = next_occurrence(found, start), next_occurrence(found, start + timedelta(later))
    assert first is not None and second is not None and first <= second


# fmt: off
WORDS = ("hằng", "hàng", "tháng", "quý", "năm", "tuần", "ngày", "6", "15", "31", "15/6", "30.11", "trước", "chậm", "nhất", "của",
         "cuối", "đầu", "thứ", "Sáu", "lần", "/", ",", ";", "và", "một", "(", "định", "kỳ")
# fmt: on


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_words_give_valid_rules_or_a_reason(text: str) -> None:
    found = parse_recurrence(text)
    assert bool(found.rules) is (found.reason is None)
    for rule in found.rules:
        rrulestr(rule, dtstart=None)
    assert (next_occurrence(found, date(2025, 1, 31)) is not None) is bool(found.rules)
    assert parse_recurrence(fold(text)) == found


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert isinstance(parse_recurrence(text), Recurrence)


def test_a_long_text_of_repeats_is_read_at_once() -> None:
    for unit in ("hằng tháng ", "6 tháng, ", "thứ 2, ", "ngày 15 và ", "15/6 ", "định kỳ quý "):
        parse_recurrence(unit * 50_000)
