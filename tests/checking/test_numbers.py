"""Ranks, places, scores and separators."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checking.numbers import signed, vietnamese
from extract.checking.rules import numbers, separators
from extract.checking.say import day
from extract.values.numbers import parse_number
from tests.checking.drafts import draft, messages, quotes


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("1380", "1.380"),
        ("12345.6", "12.345,6"),
        ("0.50", "0,5"),
        ("-3.2", "-3,2"),
        ("1E+3", "1.000"),
        ("7", "7"),
    ],
)
def test_numbers_in_messages_are_vietnamese(value: str, printed: str) -> None:
    assert vietnamese(Decimal(value)) == printed


def test_signs_and_fixed_decimals() -> None:
    assert [signed(Decimal("0.35")), signed(-8), signed(0)] == ["+0,35", "-8", "0"]
    assert vietnamese(Decimal("85"), places=2) == "85,00"


@given(st.integers(min_value=1000, max_value=10**12))
def test_whole_numbers_survive_printing_and_reading(value: int) -> None:
    read = parse_number(vietnamese(value), whole=True)
    assert read is not None
    assert read.value == value


@given(st.dates())
def test_days_are_printed_with_their_parts(date: object) -> None:
    iso = str(date)
    printed = day(iso)
    assert [int(p) for p in reversed(printed.split("/"))] == [int(p) for p in iso.split("-")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2023, Chỉ số PAR INDEX của huyện Thanh Sơn xếp thứ 14/13 huyện, thị xã.",
        "Năm 2023, tỉnh Phú Thọ đứng vị trí 65/63 về Chỉ số PAR INDEX.",
        "Chỉ số SIPAS năm 2023 của tỉnh Phú Thọ xếp hạng 64/63 tỉnh, thành phố.",
    ],
)
def test_ranks_above_their_total(sentence: str) -> None:
    told = messages(draft(sentence), numbers.CHECKS, kind="rank_out_of_range")
    assert len(told) == 1, told
    assert "thứ hạng lớn hơn tổng số" in told[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2023, Chỉ số PAR INDEX của huyện Thanh Sơn xếp thứ 13/13 huyện, thị xã.",
        "Đã hoàn thành 14/13 nhiệm vụ được giao, vượt 01 nhiệm vụ.",
        "Huyện xếp thứ nhất về Chỉ số PAR INDEX năm 2023.",
    ],
)
def test_ranks_within_their_total_stay_silent(sentence: str) -> None:
    assert messages(draft(sentence), numbers.CHECKS) == []


@pytest.mark.parametrize(
    ("sentence", "computed"),
    [
        ("Năm 2023, Chỉ số PAR INDEX của tỉnh Phú Thọ xếp thứ 12/63, tăng 05 bậc so với năm 2022 (xếp thứ 20/63).", "tăng 8 bậc"),
        ("Phấn đấu năm 2024, Chỉ số PAR INDEX của tỉnh Phú Thọ xếp thứ 10/63, tăng 05 bậc so với năm 2023 (xếp thứ 18/63).", "tăng 8 bậc"),
        ("Theo Chỉ số PAR INDEX, tháng 9 huyện Thanh Sơn xếp thứ 31/102, tăng 12 bậc so với tháng 8 (thứ 46/102).", "tăng 15 bậc"),
        ("Chỉ số PCI của tỉnh Phú Thọ năm 2023 đứng thứ 24, giảm 3 bậc so với năm 2022 (thứ 18).", "giảm 6 bậc"),
    ],
)  # fmt: skip
def test_changes_that_two_ranks_do_not_give(sentence: str, computed: str) -> None:
    told = messages(draft(sentence), numbers.CHECKS, kind="difference_mismatch")
    assert len(told) == 1, told
    assert computed in told[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2023, Chỉ số PAR INDEX của tỉnh Phú Thọ xếp thứ 12/63, tăng 08 bậc so với năm 2022 (xếp thứ 20/63).",
        "Theo Chỉ số PAR INDEX, tháng 9 huyện Thanh Sơn xếp thứ 31/102, tăng 15 bậc so với tháng 8 (thứ 46/102).",
        "Năm 2023, Chỉ số PAR INDEX của tỉnh Phú Thọ xếp thứ 12/63, tăng 08 bậc; Chỉ số SIPAS xếp thứ 15/63.",
        "Phấn đấu Chỉ số PAR INDEX năm 2024 của tỉnh Phú Thọ tăng 5 bậc, xếp thứ 10/63.",
        "Phấn đấu năm 2024, Chỉ số PAR INDEX của tỉnh Phú Thọ xếp thứ 10/63, tăng ít nhất 05 bậc so với năm 2023 (xếp thứ 18/63).",
        "Phấn đấu năm 2024, Chỉ số PAR INDEX của tỉnh Phú Thọ xếp thứ 10/63, tăng 5 - 8 bậc so với năm 2023 (xếp thứ 17/63).",
    ],
)
def test_changes_that_fit_stay_silent(sentence: str) -> None:
    assert messages(draft(sentence), numbers.CHECKS, kind="difference_mismatch") == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Năm 2023, Chỉ số PAR INDEX của huyện đạt 101,5/100 điểm.", "vượt mức tối đa 100"),
        ("Tiêu chí cải cách thể chế của Chỉ số PAR INDEX năm 2023 đạt 10,5/10 điểm.", "vượt mức tối đa 10"),
        ("Năm 2023, tỉnh Phú Thọ đạt 108,33% Chỉ số PAR INDEX, xếp thứ 12/63.", "chỉ đến 100"),
        ("Chỉ số PAPI năm 2023 của tỉnh Phú Thọ đạt 84,21 điểm.", "chỉ đến 80"),
        ("Nội dung cải cách thể chế được 6,33/5 điểm.", "vượt mức tối đa 5"),
        ("Phần thẩm định của đơn vị là 81,72/80 điểm.", "vượt mức tối đa 80"),
        ("Phấn đấu năm 2024 Chỉ số PAR INDEX của tỉnh đạt trên 102/100 điểm.", "vượt mức tối đa 100"),
    ],
)
def test_scores_above_their_maximum(sentence: str, said: str) -> None:
    told = messages(draft(sentence), numbers.CHECKS, kind="score_above_maximum")
    assert len(told) == 1, told
    assert said in told[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2023, Chỉ số PAR INDEX của huyện đạt 100/100 điểm.",
        "Năm 2023, Chỉ số PAR INDEX của huyện đạt 101,5/100 điểm, trong đó có 02 điểm thưởng.",
        "Chỉ số PAPI năm 2023 của tỉnh Phú Thọ đạt 44,21 điểm.",
        "Phấn đấu năm 2024 Chỉ số PAR INDEX của tỉnh đạt trên 92/100 điểm.",
        "Thu ngân sách đạt 108,33% dự toán giao.",
        "Hội nghị ngày 20/11 điểm lại kết quả năm qua; họp tại 15/12 điểm cầu.",
        "Thực hiện chế độ tại 20/11 điểm trường.",
    ],
)
def test_scores_within_their_maximum_stay_silent(sentence: str) -> None:
    assert messages(draft(sentence), numbers.CHECKS, kind="score_above_maximum") == []


def _table(
    *rows: tuple[str, str, str, str], prose: str = "Tỷ lệ đúng hạn đạt 98,5%; 12,3% qua bưu chính; tăng 0,4%."
) -> str:
    lines = "\n".join("\t".join(row) for row in rows)
    return draft(
        f"{prose}\n\nBiểu 1. Kết quả\n\nSTT\tChỉ tiêu\tĐơn vị tính\tSố liệu\n{lines}",
        kind="BÁO CÁO",
        symbol="BC-UBND",
    )


def test_a_lost_digit_is_proved_by_the_rate_of_its_rows() -> None:
    text = _table(
        ("1", "Tỷ lệ hồ sơ trực tuyến", "%", "81,5"),
        ("1.1", "Tổng số hồ sơ tiếp nhận", "Hồ sơ", "231.480"),
        ("1.2", "Số hồ sơ trực tuyến", "Hồ sơ", "188.66"),
    )
    told = messages(text, separators.CHECKS)
    assert len(told) == 1, told
    assert "188.660/231.480 = 81,5%, khớp tỷ lệ 81,5%" in told[0]
    assert len(quotes(text, separators.CHECKS)) == 3


def test_a_lost_digit_without_proof_is_shown_by_its_column() -> None:
    text = _table(
        ("1", "Hồ sơ cấp tỉnh", "Hồ sơ", "45.120"),
        ("2", "Hồ sơ cấp huyện", "Hồ sơ", "31.02"),
        ("3", "Hồ sơ cấp xã", "Hồ sơ", "98.443"),
    )
    told = messages(text, separators.CHECKS)
    assert len(told) == 1, told
    assert "có lẽ thiếu chữ số" in told[0]


def test_english_rows_of_one_table_are_one_finding() -> None:
    text = _table(
        ("1", "Tỷ lệ đúng hạn cấp tỉnh", "%", "99.81%"),
        ("1.1", "Tổng số hồ sơ", "Hồ sơ", "45,120"),
        ("1.2", "Hồ sơ đúng hạn", "Hồ sơ", "45,034"),
        ("2", "Tổng số hồ sơ cấp xã", "Hồ sơ", "98.443"),
    )
    told = messages(text, separators.CHECKS)
    assert len(told) == 1, told
    assert len(quotes(text, separators.CHECKS)) == 3


def test_english_decimals_in_a_sentence() -> None:
    text = draft(
        "Tỷ lệ đúng hạn đạt 98,5%; qua bưu chính 12,3%; tăng 0,4%; thanh toán trực tuyến 45.25%, đạt 81.4 điểm."
    )
    told = messages(text, separators.CHECKS)
    assert len(told) == 1, told
    assert "45.25; 81.4" in told[0]


@pytest.mark.parametrize(
    "text",
    [
        _table(
            ("1", "Hồ sơ", "Hồ sơ", "45.120"), ("2", "Tỷ lệ", "%", "99,8"), ("3", "Diện tích", "ha", "12,5")
        ),
        _table(
            ("1", "Hồ sơ", "Hồ sơ", "45,120"),
            ("2", "Tỷ lệ", "%", "99.8"),
            prose="Tỷ lệ đạt 98.5%; 12.3%; 0.4%.",
        ),
        _table(("1", "Thời gian bình quân", "Ngày", "2,5"), ("2", "Hồ sơ", "Hồ sơ", "45.120")),
        draft(
            "Tỷ lệ đạt 98,5%; 12,3%; 0,4% theo mục 2.1 điểm a, công nghiệp 4.0, TCVN 9001.2015 và mã 1.004082."
        ),
        draft("Tỷ lệ đạt 98,5%; 12,3%; 0,4%. Bình quân 2,5 hồ sơ mỗi ngày, 1,25 lượt người."),
    ],
)
def test_separators_that_agree_stay_silent(text: str) -> None:
    assert messages(text, separators.CHECKS) == []


def test_a_place_among_all_is_not_held_against_the_total_of_a_region() -> None:
    body = (
        "Chỉ số PCI năm 2023 của tỉnh Phú Thọ xếp thứ 47 cả nước.\n\n"
        "Tính riêng 14 tỉnh trung du và miền núi, Chỉ số PCI năm 2023 của tỉnh Phú Thọ đứng thứ 10/14."
    )
    assert messages(draft(body), numbers.CHECKS, kind="rank_out_of_range") == []
