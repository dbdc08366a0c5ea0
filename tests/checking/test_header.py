"""Letterheads with blanks."""

from __future__ import annotations

import pytest

from extract.checking.rules.header import CHECKS
from tests.checking.drafts import draft, messages, quotes


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [
        ("", "ngày 20 tháng 5 năm 2024", "để trống số ban hành"),
        ("57", "ngày tháng 5 năm 2024", "để trống ngày ban hành"),
        ("57", "ngày … tháng … năm 2024", "để trống ngày, tháng ban hành"),
        ("", "ngày tháng năm 2024", "để trống số, ngày, tháng ban hành"),
        ("…", "ngày .... tháng 5 năm 2024", "để trống số, ngày ban hành"),
    ],
)
def test_blanks_are_named_and_quoted(number: str, day: str, said: str) -> None:
    text = draft("1. Rà soát thủ tục hành chính.", number=number, day=day)
    told = messages(text, CHECKS)
    assert len(told) == 1
    assert said in told[0]
    assert len(quotes(text, CHECKS)) == (number in ("", "…")) + (day != "ngày 20 tháng 5 năm 2024")


def test_a_letterhead_without_blanks_stays_silent() -> None:
    assert messages(draft("1. Rà soát thủ tục hành chính."), CHECKS) == []


def test_a_text_without_a_letterhead_stays_silent() -> None:
    assert messages("Chiều nay, UBND huyện họp về cải cách hành chính.", CHECKS) == []
