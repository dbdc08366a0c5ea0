"""Numbers are read as their writer meant them, in either way of writing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.numbers import (
    Separators,
    parse_number,
    parse_ordinal,
    parse_roman,
    parse_words,
    vote,
)


def vietnamese(value: Decimal) -> str:
    return f"{value:,f}".replace(",", "_").replace(".", ",").replace("_", ".")


def english(value: Decimal) -> str:
    return f"{value:,f}"


def decimals(places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=0, max_value=10**9, places=places, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("7", 7),
        ("007", 7),
        ("1.380", 1380),
        ("9,38", 9.38),
        ("18.509.608", 18509608),
        ("1.219,11", 1219.11),
        ("1,234,567.89", 1234567.89),
        ("0,85", 0.85),
        ("0.5", 0.5),
    ],
)
def test_number_alone(raw: str, value: float) -> None:
    number = parse_number(raw)
    assert number is not None
    assert number.plain() == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [("123,747", 123747), ("2.407", 2407), ("2815", 2815), ("301,390", 301390), ("1.234,5", 1234.5)],
)
def test_things_that_come_whole_are_grouped_by_either_separator(raw: str, value: float) -> None:
    number = parse_number(raw, whole=True)
    assert number is not None
    assert number.plain() == value


def test_group_that_lost_a_digit_is_mended_with_low_confidence() -> None:
    number = parse_number("158.55", whole=True, around=Separators(vi=3))
    assert number is not None
    assert number.plain() == 158550
    assert number.confidence <= 0.5


@pytest.mark.parametrize(
    ("raw", "value"), [("99.95", 99.95), ("99,95", 99.95), ("24,765", 24.765), ("100", 100)]
)
def test_percentages_have_decimals(raw: str, value: float) -> None:
    number = parse_number(raw, percent=True)
    assert number is not None
    assert number.plain() == value


@pytest.mark.parametrize("raw", ["1.2.3", "1,2,3", "1.23.456", "1.234,56,7"])
def test_what_makes_no_number_is_none(raw: str) -> None:
    assert parse_number(raw) is None


@pytest.mark.parametrize(
    ("raws", "raw", "value"),
    [
        (["9,38", "12,5"], "1.250", 1250),
        (["9.38", "12.5"], "1,250", 1250),
        (["9.38", "12.5"], "1.250", 1.25),
        (["9,38", "12,5"], "1,250", 1.25),
    ],
)
def test_neighbours_decide_what_a_separator_means(raws: list[str], raw: str, value: float) -> None:
    number = parse_number(raw, around=Separators.of(raws))
    assert number is not None
    assert number.plain() == value


@given(value=st.integers(min_value=1, max_value=10**12))
def test_whole_numbers_are_read_back_from_either_way_of_writing(value: int) -> None:
    for written in (vietnamese(Decimal(value)), english(Decimal(value)), str(value)):
        number = parse_number(written, whole=True)
        assert number is not None
        assert number.plain() == value


@given(value=decimals(2))
def test_two_decimals_are_read_back_from_either_way_of_writing(value: Decimal) -> None:
    for written in (vietnamese(value), english(value)):
        number = parse_number(written)
        assert number is not None
        assert number.value == value


@given(value=decimals(3), own=st.sampled_from(["vi", "en"]))
def test_three_decimals_are_read_back_among_numbers_of_the_same_style(value: Decimal, own: str) -> None:
    written = vietnamese(value) if own == "vi" else english(value)
    around = Separators(vi=2) if own == "vi" else Separators(en=2)
    number = parse_number(written, around=around)
    assert number is not None
    assert number.value == value


@given(value=decimals(2))
def test_vote_never_contradicts_the_writer(value: Decimal) -> None:
    assert vote(vietnamese(value)) in ("vi", None)
    assert vote(english(value)) in ("en", None)


@given(raw=st.text(alphabet="0123456789.,", max_size=40))
def test_any_run_of_digits_and_separators_is_a_number_or_none(raw: str) -> None:
    if raw[:1].isdigit() and raw[-1:].isdigit():
        number = parse_number(raw)
        assert number is None or number.value >= 0


@pytest.mark.parametrize(
    ("word", "value"), [("hai mươi lăm", 25), ("mười một", 11), ("ba mươi", 30), ("chín", 9), ("nhiều", None)]
)
def test_numerals_in_words(word: str, value: int | None) -> None:
    assert parse_words(word) == value


@pytest.mark.parametrize(("word", "value"), [("nhất", 1), ("nhì", 2), ("tư", 4), ("mười hai", 12), ("05", 5)])
def test_ordinals(word: str, value: int) -> None:
    assert parse_ordinal(word) == value


@pytest.mark.parametrize(("text", "value"), [("IV", 4), ("XIV", 14), ("XL", 40), ("IIII", None), ("", None)])
def test_roman_numerals(text: str, value: int | None) -> None:
    assert parse_roman(text) == value
