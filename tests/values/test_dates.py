"""The reader of dates and periods."""

from __future__ import annotations

import pytest

from extract.values.dates import find_dates, normal_day, parse_date
from extract.values.text import matching_view


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("ngày 09/01/2021", "2021-01-09"),
        ("ngày 14 tháng 3 năm 2024", "2024-03-14"),
        ("ngày 4/ 11/ 2021", "2021-11-04"),
        ("ngày 05.12.2023", "2023-12-05"),
        ("ngày 05-12-2023", "2023-12-05"),
        ("NGÀY 30/4/2025", "2025-04-30"),
        ("15 tháng 8 năm 2025", "2025-08-15"),
        ("tháng 02 năm 2025", "2025-02"),
        ("Tháng 12/2025", "2025-12"),
        ("quý IV/2025", "2025-Q4"),
        ("Quí IV-2025", "2025-Q4"),
        ("quý 1 năm 2026", "2026-Q1"),
        ("Q.III/2026", "2026-Q3"),
        ("Q2/2026", "2026-Q2"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("06 tháng cuối năm 2024", "2024-H2"),
        ("03 tháng cuối năm 2022", "2022-Q4"),
        ("9 tháng năm 2023", "2023"),
        ("năm 2045", "2045"),
        ("giai đoạn 2026 - 2030", "2026/2030"),
        ("nhiệm kỳ 2025–2030", "2025/2030"),
    ],
)
def test_normal_forms(text: str, iso: str) -> None:
    found = parse_date(matching_view(text))
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text", ["ngày 31/4/2019", "30/02/2022", "ngày 29 tháng 2 năm 2023", "tháng 13/2024"]
)
def test_a_date_that_does_not_exist_has_no_normal_form(text: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.iso, found.exists) == (None, False)


def test_a_day_without_a_year_keeps_day_and_month() -> None:
    found = parse_date("trước ngày 25/12 hằng năm")
    assert found is not None
    assert (found.iso, found.precision, found.day, found.month) == (None, "recurring", 25, 12)


@pytest.mark.parametrize(
    "text",
    ["9,38/9,5 điểm", "39/63", "trang 3/12", "19/25 sở", "255/BC-SNV", "1.380/1.780 hồ sơ", "0269.3824.404"],
)
def test_look_alikes_are_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


def test_offsets_are_those_of_the_text() -> None:
    text = "Báo cáo trước ngày 05/8/2024, tổng kết trong quý III/2024."
    assert [text[d.start : d.end] for d in find_dates(text)] == ["ngày 05/8/2024", "quý III/2024"]


def test_leap_years() -> None:
    assert normal_day(29, 2, 2024) == "2024-02-29"
    assert normal_day(29, 2, 2023) is None
