"""Figures of prose: what is counted, of how many, of whom and when; look-alikes stay out."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.facts.model import Figure
from tests.conftest import facts_of


def figures(text: str) -> tuple[Figure, ...]:
    return facts_of(text)[1].figures


def short(text: str) -> list[tuple[Any, ...]]:
    return [(f.value, f.unit) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện đã tiếp nhận 8.415 hồ sơ.", [(8415, "hồ sơ")]),
        (
            "Đã công bố 41 TTHC mới, 12 TTHC sửa đổi và 05 TTHC bãi bỏ.",
            [(41, "TTHC"), (12, "TTHC"), (5, "TTHC")],
        ),
        ("Tỷ lệ hồ sơ đúng hạn đạt 98,7%.", [(98.7, "%")]),
        ("Kinh phí thực hiện là 3,25 tỷ đồng.", [(3.25, "tỷ đồng")]),
        ("Tuyến đường dài 42km đã thông xe.", [(42, "km")]),
        ("Toàn vùng trồng mới 1.250 ha rừng.", [(1250, "ha")]),
        ("Kiểm tra tại 06 xã, phường, thị trấn.", [(6, "xã, phường, thị trấn")]),
        ("Bình quân 58 người/xã được bố trí.", [(58, "người/xã")]),
        ("Vay với lãi suất 4,8%/năm.", [(4.8, "%/năm")]),
        ("Tổng số văn bản đã phát hành: 1.234.", [(1234, "văn bản")]),
        ("Kỷ luật 09 cán bộ (khiển trách 6, cảnh cáo 3).", [(9, "cán bộ"), (6, "cán bộ"), (3, "cán bộ")]),
        ("Bốn xã chưa hoàn thành kế hoạch.", [(4, "xã")]),
        ("Số hộ nghèo giảm từ 120 xuống 85 hộ.", [(120, "hộ"), (85, "hộ")]),
    ],
)
def test_value_and_unit(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện mức độ 3, mức độ 4 đối với dịch vụ công.",
        "Các cơ quan thực hiện Đề án 06 và cấp độ an toàn 3.",
        "Theo khoản 1, 2 và 4 Điều 15 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.",
        "Hội nghị lần thứ 12 họp lúc 8 giờ 30 tại phòng họp 204.",
        "Đại biểu khóa XV dự kỳ họp thứ 7.",
        "Thực hiện trong 15 ngày kể từ ngày ký.",
        "Định kỳ 06 tháng/lần gửi báo cáo.",
        "Người từ 18 tuổi trở lên được cấp tài khoản.",
        "Thi công 3 ca, 4 kíp trên công trường.",
        "Dự án nâng cấp Quốc lộ 24B và Quốc lộ 1 qua địa bàn.",
        "Liên hệ điện thoại 0236.3881.888 hoặc hộp thư 12.",
        "Chính quyền địa phương 02 cấp đi vào hoạt động.",
        "Áp dụng tiêu chuẩn TCVN ISO 9001:2015.",
        "Bệnh viện cơ sở 2 được khởi công.",
        "Quy hoạch tỷ lệ 1/500 đã được duyệt.",
        "Ban Chỉ đạo 389 quốc gia họp phiên thứ 2.",
    ],
)
def test_numbers_that_only_name_or_date_are_no_figures(text: str) -> None:
    assert short(text) == []


@pytest.mark.parametrize(
    ("text", "out_of"),
    [
        ("Có 17/21 sở, ngành gửi báo cáo.", 21),
        ("Đã số hóa 1.140/1.960 hồ sơ lưu trữ.", 1960),
        ("Xã có 84 hồ sơ/129 hồ sơ nộp trực tuyến.", 129),
        ("Đã xử lý 27 trên tổng số 30 kiến nghị.", 30),
    ],
)
def test_total_is_the_denominator(text: str, out_of: int) -> None:
    assert [f.out_of for f in figures(text)] == [out_of]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Tiếp nhận khoảng 300 hồ sơ.", "khoảng"),
        ("Thu ngân sách ước đạt 410 tỷ đồng.", "ước"),
        ("Bố trí ít nhất 02 công chức.", "ít nhất"),
        ("Có ≥ 40% hộ kinh doanh dùng hóa đơn điện tử.", "tối thiểu"),
        ("Mức hoàn thành kế hoạch đạt từ 70% trở lên.", "từ … trở lên"),
        ("Hơn 20 doanh nghiệp tham gia.", "hơn"),
        ("Có 20 doanh nghiệp tham gia.", None),
    ],
)
def test_qualifier(text: str, qualifier: str | None) -> None:
    assert [f.qualifier for f in figures(text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "Huyện giao 90 nhiệm vụ, trong đó: đã hoàn thành 75 nhiệm vụ (trong hạn: 60 nhiệm vụ, quá hạn: 15 nhiệm vụ).",
            [
                "huyện giao nhiệm vụ",
                "nhiệm vụ đã hoàn thành",
                "nhiệm vụ đã hoàn thành, trong hạn",
                "nhiệm vụ đã hoàn thành, quá hạn",
            ],
        ),
        (
            "Tỷ lệ hồ sơ trực tuyến: cấp tỉnh đạt 88%, cấp xã đạt 74%.",
            ["tỷ lệ hồ sơ trực tuyến", "tỷ lệ hồ sơ trực tuyến"],
        ),
        (
            "Đã giải quyết 950 hồ sơ, chiếm 95%.",
            ["hồ sơ đã giải quyết", "tỷ lệ hồ sơ đã giải quyết"],
        ),
        ("Xuất khẩu tăng 12,4% so với cùng kỳ.", ["mức tăng xuất khẩu so với cùng kỳ"]),
        ("Giảm 30% lệ phí khi nộp trực tuyến.", ["mức giảm lệ phí khi nộp trực tuyến"]),
        ("Kiểm tra 10 xã của 03 huyện.", ["kiểm tra xã", "huyện có kiểm tra xã"]),
    ],
)
def test_indicator_comes_from_the_clause_or_from_the_whole(text: str, indicators: list[str]) -> None:
    assert [(f.indicator or "").lower() for f in figures(text)] == indicators


def test_level_is_the_subject() -> None:
    found = figures("Tỷ lệ hồ sơ trực tuyến: cấp tỉnh đạt 88%, cấp xã đạt 74%.")
    assert [f.subject for f in found] == ["cấp tỉnh", "cấp xã"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm 2023, huyện tiếp nhận 410 hồ sơ.", "2023"),
        ("Trong 9 tháng đầu năm 2024, xã tiếp nhận 212 hồ sơ.", "9 tháng đầu năm 2024"),
        (
            "Từ ngày 15/12/2023 đến ngày 14/6/2024, xã tiếp nhận 212 hồ sơ.",
            "từ ngày 15/12/2023 đến ngày 14/6/2024",
        ),
        ("Xã tiếp nhận 212 hồ sơ, tăng so với năm 2022.", None),
    ],
)
def test_period(text: str, period: str | None) -> None:
    assert [f.period for f in figures(text)] == [period]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Phấn đấu đến năm 2026 có 85% hồ sơ nộp trực tuyến.", True),
        ("Phải giảm tỷ lệ hồ sơ trễ hạn xuống dưới 2%.", True),
        ("Tỷ lệ hồ sơ trễ hạn còn 2%.", False),
    ],
)
def test_goals_are_told_from_measurements(text: str, target: bool) -> None:
    assert [f.is_target for f in figures(text)] == [target]


def test_quote_is_the_text_of_the_document() -> None:
    document, facts = facts_of("Trung tâm tiếp nhận khoảng 1.204 hồ sơ, đúng hạn 1.190 hồ sơ (đạt 98,8%).")
    for figure in facts.figures:
        quote = document.text[figure.start : figure.end]
        assert any(c.isdigit() for c in quote)
    spans = [(f.start, f.end) for f in facts.figures]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_labels_of_items_say_nothing_of_separators() -> None:
    text = "1.1. Mục tiêu chung\n\n1.2. Mục tiêu cụ thể\n\n2.1. Kinh phí thực hiện là 6.320 triệu đồng, tăng 2,5%."
    assert [f.value for f in facts_of(text)[1].figures if f.unit != "%"] == [6320]


_PIECES = st.sampled_from(
    ["12", "1.234", "7/9", "45,5%", "hồ sơ", "nhiệm vụ", "(", ")", ",", ";", ":", "trong đó", "đạt", "chiếm", "tỷ lệ", "cấp xã",
     "từ", "đến", "-", "giảm", "còn", "và", "của", "tỷ đồng", "năm 2024", "khoảng", "."]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(_PIECES, max_size=40))
def test_any_mixture_of_words_and_numbers_is_read_without_error(pieces: list[str]) -> None:
    document, facts = facts_of("Kết quả: " + " ".join(pieces))
    for figure in facts.figures:
        assert 0 <= figure.start < figure.end <= len(document.text)
        assert 0 < figure.confidence <= 1
