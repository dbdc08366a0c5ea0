"""Exact arithmetic: rounding as printed, qualifiers, sums of parts that hold parts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checking.arithmetic import (
    Interval,
    adds_up,
    cut,
    last_unit,
    leaning,
    percentage,
    percentage_agrees,
    places_of,
    rounded,
    spread,
    total,
)

COUNTS = st.integers(min_value=0, max_value=10**7)
PLACES = st.integers(min_value=0, max_value=3)


def exactly(*values: int) -> list[Interval]:
    return [Interval.exactly(v) for v in values]


@pytest.mark.parametrize(
    ("value", "places", "half_up", "cut_off"),
    [
        (Fraction(83456, 1000), 1, "83.5", "83.4"),
        (Fraction(5, 1000), 2, "0.01", "0.00"),
        (Fraction(2, 3), 4, "0.6667", "0.6666"),
        (Fraction(100), 0, "100", "100"),
    ],
)
def test_rounding_and_cutting(value: Fraction, places: int, half_up: str, cut_off: str) -> None:
    assert (str(rounded(value, places)), str(cut(value, places))) == (half_up, cut_off)


@given(st.fractions(min_value=0, max_value=10**6), PLACES)
def test_a_number_printed_either_way_may_have_been_the_number(value: Fraction, places: int) -> None:
    for printed in (rounded(value, places), cut(value, places)):
        if places:
            interval = spread(printed, places)
            assert interval.low <= value <= interval.high


@given(COUNTS, st.integers(min_value=1, max_value=10**7), PLACES)
def test_a_percentage_printed_either_way_agrees(part: int, more: int, places: int) -> None:
    exact = percentage(*exactly(part, part + more))
    assert exact is not None
    value = Fraction(100 * part, part + more)
    for printed in (rounded(value, places), cut(value, places)):
        assert percentage_agrees(printed, places, None, exact)


@given(COUNTS, st.integers(min_value=1, max_value=10**7), st.integers(min_value=1, max_value=2))
def test_a_percentage_off_by_a_whole_point_never_agrees(part: int, more: int, places: int) -> None:
    exact = percentage(*exactly(part, part + more))
    assert exact is not None
    printed = rounded(Fraction(100 * part, part + more), places)
    for off in (Decimal("-1.5"), Decimal("1.5"), Decimal(20)):
        assert not percentage_agrees(printed + off, places, None, exact)


@pytest.mark.parametrize(
    ("printed", "places", "exact", "agrees"),
    [
        ("99.20", 2, Fraction(9918, 100), True),
        ("99.20", 2, Fraction(9912, 100), False),
        ("85.0", 1, Fraction(8547, 100), True),
        ("85.0", 1, Fraction(8587, 100), False),
        ("12.6", 1, Fraction(1258, 100), True),
        ("12.5", 1, Fraction(1258, 100), True),
        ("12.7", 1, Fraction(1258, 100), False),
    ],
)
def test_an_added_zero_says_nothing(printed: str, places: int, exact: Fraction, agrees: bool) -> None:
    assert percentage_agrees(Decimal(printed), places, None, Interval(exact, exact)) is agrees


@pytest.mark.parametrize(
    ("qualifier", "kind"),
    [
        (None, None),
        ("khoảng", "about"),
        ("ước", "about"),
        ("hơn", "above"),
        ("đạt trên", "above"),
        ("gần", "below"),
        ("không quá", "below"),
        ("xấp xỉ", "about"),
    ],
)
def test_qualifiers_lean(qualifier: str | None, kind: str | None) -> None:
    assert leaning(qualifier) == kind


@pytest.mark.parametrize(
    ("value", "unit"), [("318000", "1E+3"), ("123747", "1"), ("0.50", "0.1"), ("0", "1"), ("70", "1E+1")]
)
def test_the_last_digit_that_is_not_zero(value: str, unit: str) -> None:
    assert last_unit(Decimal(value)) == Decimal(unit)


@pytest.mark.parametrize(
    ("qualifier", "meets"),
    [
        ("hơn", [318_000, 318_412]),
        ("gần", [317_500, 318_000]),
        ("khoảng", [317_100, 318_900]),
        (None, [318_000]),
    ],
)
def test_a_qualified_number_reaches_to_its_side(qualifier: str | None, meets: list[int]) -> None:
    interval = spread(Decimal(318_000), 0, qualifier)
    tried = [316_000, 317_100, 317_500, 318_000, 318_412, 318_900, 320_000]
    assert [n for n in tried if interval.meets(Interval.exactly(n))] == [
        n for n in tried if interval.low <= n <= interval.high
    ]
    assert all(interval.meets(Interval.exactly(n)) for n in meets)
    assert not interval.meets(Interval.exactly(320_000))


@given(st.lists(st.integers(min_value=1, max_value=10**6), min_size=2, max_size=8))
def test_parts_add_up_to_their_sum(parts: list[int]) -> None:
    assert adds_up(Interval.exactly(sum(parts)), exactly(*parts))
    assert total(exactly(*parts)) == Interval.exactly(sum(parts))


@given(st.lists(st.integers(min_value=2, max_value=10**6), min_size=2, max_size=5), st.data())
def test_parts_of_a_part_count_once(parts: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=0, max_value=len(parts) - 1))
    first = data.draw(st.integers(min_value=1, max_value=parts[at] - 1))
    nested = [*parts[: at + 1], first, parts[at] - first, *parts[at + 1 :]]
    assert adds_up(Interval.exactly(sum(parts)), exactly(*nested))


@given(st.lists(st.integers(min_value=1, max_value=10**4), min_size=2, max_size=6))
def test_more_than_all_parts_never_adds_up(parts: list[int]) -> None:
    assert not adds_up(Interval.exactly(sum(parts) + 1), exactly(*parts))


@pytest.mark.parametrize(
    ("raw", "value", "places"),
    [
        ("99,20", "99.20", 2),
        ("1.380", "1380", 0),
        ("85", "85", 0),
        ("85,0", "85.0", 1),
        ("1.234,5", "1234.5", 1),
    ],
)
def test_decimals_as_printed(raw: str, value: str, places: int) -> None:
    assert places_of(raw, Decimal(value)) == places
