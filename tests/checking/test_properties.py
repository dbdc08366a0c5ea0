"""What holds for any number, day and rank: printed and read again, rounded, added, and told right from wrong."""

from __future__ import annotations

import calendar
import datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.checking.arithmetic import (
    Interval,
    adds_up,
    cut,
    one_slip,
    percentage,
    rounded,
    slipped_sum,
    spread,
    total,
)
from extract.checking.citing import near
from extract.checking.numbers import signed, vietnamese
from extract.checking.rules import dates, differences, numbers, percentages, sums
from extract.values.dates import normal_day
from extract.values.numbers import Separators, parse_number
from tests.checking.drafts import draft, messages

COUNTS = st.integers(min_value=1, max_value=10**7)
AROUND = Separators(vi=3)
FEW = settings(max_examples=40)
EXACT = st.fractions(min_value=0, max_value=10**5, max_denominator=10**4)


# ---------------------------------------------------------------- numbers as printed


@given(st.integers(min_value=0, max_value=10**12))
def test_a_count_is_read_as_it_is_printed(value: int) -> None:
    read = parse_number(vietnamese(value), whole=True, around=AROUND)
    assert read is not None and read.value == value


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=3))
def test_a_number_with_decimals_is_read_as_it_is_printed(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    read = parse_number(vietnamese(value, places=places), around=AROUND)
    assert read is not None and read.value == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_numbers_of_messages_have_no_exponent_and_keep_their_sign(value: Decimal) -> None:
    assert not set(vietnamese(value)) - set("-0123456789.,")
    assert vietnamese(-value) == (f"-{vietnamese(value)}" if value > 0 else vietnamese(abs(value)))
    assert signed(value).startswith("+") is (value > 0)


# ---------------------------------------------------------------- rounding


@given(EXACT, st.integers(min_value=0, max_value=4))
def test_rounding_is_half_up_and_cutting_is_down(value: Fraction, places: int) -> None:
    unit = Fraction(1, 10**places)
    assert -unit / 2 < Fraction(rounded(value, places)) - value <= unit / 2
    assert 0 <= value - Fraction(cut(value, places)) < unit


@given(st.lists(EXACT, min_size=2, max_size=6), st.integers(min_value=1, max_value=3), st.booleans())
def test_rounded_parts_meet_their_rounded_total(values: list[Fraction], places: int, half_up: bool) -> None:
    printing = rounded if half_up else cut
    parts = [spread(printing(v, places), places) for v in values]
    added = total(parts)
    assert added.low <= sum(values) <= added.high
    whole = spread(printing(sum(values, Fraction(0)), places), places)
    assert added.meets(whole) and adds_up(whole, parts)


@given(EXACT, EXACT, st.integers(min_value=1, max_value=3))
def test_a_difference_of_rounded_numbers_meets_the_rounded_difference(
    first: Fraction, second: Fraction, places: int
) -> None:
    later, earlier = max(first, second), min(first, second)
    change = spread(rounded(later, places), places) - spread(rounded(earlier, places), places)
    assert change.meets(spread(rounded(later - earlier, places), places))


@given(COUNTS, COUNTS)
def test_a_part_is_no_more_than_all_of_its_whole(one: int, other: int) -> None:
    share = percentage(Interval.exactly(one), Interval.exactly(one + other))
    assert share is not None and 0 < share.low == share.high < 100


# ---------------------------------------------------------------- slips of the typist


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=10**6))
def test_a_slip_leads_both_ways_and_never_nowhere(first: int, second: int) -> None:
    assert one_slip(first, second) is one_slip(second, first)
    assert not one_slip(first, first)


@given(COUNTS, st.data())
def test_slips_of_one_digit_are_known(value: int, data: st.DataObject) -> None:
    digits = str(value)
    at = data.draw(st.integers(min_value=0, max_value=len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
    assert one_slip(value, int(digits[:at] + other + digits[at + 1 :]))
    assert one_slip(value, int(digits[:at] + other + digits[at:]))


@given(st.lists(COUNTS, min_size=2, max_size=6), st.data())
def test_a_sum_with_one_slip_is_told_from_one_that_holds(parts: list[int], data: st.DataObject) -> None:
    values = [Decimal(p) for p in parts]
    whole = sum(values, Decimal(0))
    assert not slipped_sum(whole, values)
    digit = data.draw(st.sampled_from("123456789"))
    wrong = Decimal(int(f"{whole}{digit}"))
    assert slipped_sum(wrong, values)


# ---------------------------------------------------------------- days


@given(
    st.integers(min_value=1, max_value=99),
    st.integers(min_value=1, max_value=99),
    st.integers(min_value=1900, max_value=2099),
)
def test_a_day_has_a_normal_form_where_the_calendar_has_it(day: int, month: int, year: int) -> None:
    exists = month <= 12 and day <= calendar.monthrange(year, month)[1]
    assert (normal_day(day, month, year) is not None) is exists


@FEW
@given(
    st.integers(min_value=1, max_value=31),
    st.integers(min_value=1, max_value=12),
    st.integers(min_value=2010, max_value=2030),
)
def test_a_cited_day_is_reported_where_the_calendar_has_it_not(day: int, month: int, year: int) -> None:
    text = draft(
        f"Thực hiện Kế hoạch số 41/KH-SNV ngày {day:02d}/{month:02d}/{year} của Sở Nội vụ, huyện báo cáo."
    )
    found = messages(text, dates.CHECKS, kind="invalid_date")
    assert bool(found) is (day > calendar.monthrange(year, month)[1])


DAYS = st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2035, 12, 31))


@given(DAYS, DAYS)
def test_days_are_near_both_ways(first: datetime.date, second: datetime.date) -> None:
    assert near(first, second) is near(second, first)
    assert not near(first, first)


# ---------------------------------------------------------------- sentences


@FEW
@given(st.integers(min_value=1, max_value=99), st.integers(min_value=2, max_value=99))
def test_a_rank_is_reported_where_it_lies_above_its_total(rank: int, out_of: int) -> None:
    text = draft(f"Năm 2023, Chỉ số PAR INDEX của huyện Thanh Sơn xếp thứ {rank}/{out_of} huyện, thị xã.")
    found = messages(text, numbers.CHECKS, kind="rank_out_of_range")
    assert bool(found) is (rank > out_of)


@FEW
@given(st.integers(min_value=1, max_value=60), st.integers(min_value=1, max_value=60), st.data())
def test_a_change_of_places_is_reported_where_the_ranks_do_not_give_it(
    before: int, now: int, data: st.DataObject
) -> None:
    assume(before > now)
    said = data.draw(st.sampled_from([before - now, before - now + 1, before - now + 7]))
    text = draft(
        f"Năm 2023, Chỉ số PAR INDEX của tỉnh Phú Thọ xếp thứ {now}/63, tăng {said} bậc so với năm 2022 (xếp thứ {before}/63)."
    )
    found = messages(text, numbers.CHECKS, kind="difference_mismatch")
    assert bool(found) is (said != before - now)


@FEW
@given(st.lists(st.integers(min_value=2, max_value=30_000), min_size=3, max_size=3))
def test_a_sum_that_holds_is_silent_and_one_too_many_is_not(parts: list[int]) -> None:
    def said(whole: int) -> str:
        a, b, c = map(vietnamese, parts)
        return f"Toàn huyện có {vietnamese(whole)} văn bản, gồm {a} kế hoạch, {b} công văn và {c} báo cáo."

    assert messages(draft(said(sum(parts))), sums.CHECKS) == []
    assert len(messages(draft(said(sum(parts) + 1)), sums.CHECKS)) == 1


@FEW
@given(
    st.integers(min_value=50, max_value=90_000),
    st.data(),
    st.integers(min_value=0, max_value=2),
    st.booleans(),
)
def test_a_percentage_of_two_counts_is_silent_however_it_was_rounded(
    whole: int, data: st.DataObject, places: int, half_up: bool
) -> None:
    part = data.draw(st.integers(min_value=1, max_value=whole))
    printed = (rounded if half_up else cut)(Fraction(100 * part, whole), places)
    text = f"Có {vietnamese(part)}/{vietnamese(whole)} hồ sơ trực tuyến, đạt {vietnamese(printed, places=places)}%."
    assert messages(draft(text), percentages.CHECKS) == []
    off = printed + 3 if printed < 50 else printed - 3
    wrong = (
        f"Có {vietnamese(part)}/{vietnamese(whole)} hồ sơ trực tuyến, đạt {vietnamese(off, places=places)}%."
    )
    # What the other part of the whole makes may be meant.
    assume(abs(100 - Fraction(off) - Fraction(100 * part, whole)) > 2)
    assert len(messages(draft(wrong), percentages.CHECKS)) == 1


@FEW
@given(
    st.integers(min_value=4_000, max_value=9_000),
    st.integers(min_value=20, max_value=900),
    st.sampled_from([0, 10, 60]),
)
def test_a_difference_is_reported_where_it_is_not_one(earlier: int, change: int, slip: int) -> None:
    def printed(hundredths: int) -> str:
        return vietnamese(Decimal(hundredths) / 100, places=2)

    text = draft(
        f"Chỉ số SIPAS năm 2023 của huyện đạt {printed(earlier + change)} điểm, tăng {printed(change + slip)} điểm "
        f"so với năm 2022 ({printed(earlier)} điểm)."
    )
    assert bool(messages(text, differences.CHECKS)) is (slip > 0)
