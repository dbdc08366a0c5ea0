"""Figures written in more than a number and its unit: two units, parts of a whole, ratios, words, nouns of no list."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import facts_of


def short(text: str) -> list[tuple[Any, ...]]:
    return [(f.value, f.unit) for f in facts_of(text)[1].figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng dự toán là 12 tỷ 45 triệu đồng.", [(12.045, "tỷ đồng")]),
        ("Quỹ đã chi 8 tỷ 5 triệu, còn dư.", [(8.005, "tỷ")]),
        ("Mỗi hộ được hỗ trợ 2 triệu 500 nghìn đồng.", [(2.5, "triệu đồng")]),
        ("Đã thu 1 tỷ và 200 triệu đồng.", [(1.2, "tỷ đồng")]),
        ("Bàn giao 3 tấn 200 kg gạo.", [(3.2, "tấn")]),
        ("Sửa 4 km 300 m đường.", [(4.3, "km")]),
        ("Thời gian xử lý trung bình 1 giờ 15 phút.", [(75, "phút")]),
        ("Thời gian khám giảm từ 2 giờ 10 phút xuống còn 50 phút.", [(130, "phút"), (50, "phút")]),
        ("Thời gian tải dữ liệu mất 2 phút 30 giây.", [(150, "giây")]),
        (
            "Thời gian thẩm định rút từ 1 năm 6 tháng xuống 9 tháng.",
            [(18, "tháng"), (9, "tháng")],
        ),
        ("Kinh phí 3 tỷ, trong đó 250 triệu đồng của xã.", [(3, "tỷ"), (250, "triệu đồng")]),
        ("Tiết kiệm 5 triệu ngày công.", [(5, "triệu ngày công")]),
    ],
)
def test_an_amount_in_two_units_is_one_figure(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Bộ phận Một cửa mở cửa từ 7 giờ 30 phút đến 11 giờ 30 phút hằng ngày.",
        "Thời gian: 14 giờ 00 phút, ngày 05/6/2024.",
        "Họp lúc 8 giờ 15 phút tại hội trường.",
        "Báo cáo gửi trước 16 giờ 30 phút thứ Sáu.",
    ],
)
def test_the_clock_is_no_amount(text: str) -> None:
    assert short(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trong kỳ đã tiếp nhận 320 hồ sơ, giải quyết 305, còn lại 15.",
            [(320, "hồ sơ"), (305, "hồ sơ"), (15, "hồ sơ")],
        ),
        (
            "Tiếp nhận 1.204 đơn; đã giải quyết 1.180; đang giải quyết 24.",
            [(1204, "đơn"), (1180, "đơn"), (24, "đơn")],
        ),
        (
            "Kỷ luật 12 đảng viên, trong đó khiển trách 8, cảnh cáo 3 và khai trừ 1.",
            [(12, "đảng viên"), (8, "đảng viên"), (3, "đảng viên"), (1, "đảng viên")],
        ),
        (
            "Tinh giản 40 người, trong đó nghỉ hưu trước tuổi 31, thôi việc ngay 9.",
            [(40, "người"), (31, "người"), (9, "người")],
        ),
        (
            "Tiếp nhận 560 đơn; đã giải quyết 398 (đạt 71%); còn lại 162.",
            [(560, "đơn"), (398, "đơn"), (71, "%"), (162, "đơn")],
        ),
        (
            "Cấp 90 thẻ, trong đó cấp tỉnh 12, cấp huyện 30, cấp xã 48.",
            [(90, "thẻ"), (12, "thẻ"), (30, "thẻ"), (48, "thẻ")],
        ),
    ],
)
def test_the_parts_of_a_whole_count_what_it_counts(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trường có 45 giáo viên (định mức 52).", [(45, "giáo viên"), (52, "giáo viên")]),
        ("Bệnh viện có 300 giường (thực kê 340).", [(300, "giường"), (340, "giường")]),
        ("Xử lý 45 vụ (cùng kỳ năm 2023 là 52).", [(45, "vụ"), (52, "vụ")]),
        ("Thu ngân sách 3,2 tỷ đồng (kế hoạch 3).", [(3.2, "tỷ đồng"), (3, "tỷ đồng")]),
        ("Phát 80 phiếu (năm trước 75).", [(80, "phiếu"), (75, "phiếu")]),
    ],
)
def test_a_number_set_beside_another_has_its_unit(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số đơn vị tham gia: 23.", [(23, "đơn vị")]),
        ("Biên chế viên chức hiện có 3.214.", [(3214, "biên chế viên chức")]),
        ("Hồ sơ tồn đọng là 87.", [(87, "hồ sơ")]),
        ("Người lao động hiện còn 145.", [(145, "người lao động")]),
    ],
)
def test_a_bare_number_counts_the_noun_of_its_label(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Đội xếp thứ hai là 5.",
        "Mã số là 12345.",
        "Chỉ số PCI còn 62.",
        "Người dân liên hệ tầng 3, phòng 204.",
        "Đơn vị đóng tại tổ 5, khu phố 7.",
        "Thành viên khóa 12, kỳ họp 4.",
    ],
)
def test_labels_and_addresses_are_no_parts(text: str) -> None:
    assert short(text) == []


def test_a_label_after_a_count_is_no_part_of_it() -> None:
    assert short("Cấp mới 340 thẻ, tầng 3; mở 5 lớp, khối 9.") == [(340, "thẻ"), (5, "lớp")]


@pytest.mark.parametrize(
    ("text", "value", "out_of"),
    [
        ("Bình quân cứ 20 hộ thì có 3 hộ nghèo.", 3, 20),
        ("Cứ 10 hồ sơ nộp vào thì có khoảng 7 hồ sơ được số hóa.", 7, 10),
        ("Cứ 100 người trả lời thì 85 người hài lòng.", 85, 100),
        ("Cứ 4 doanh nghiệp thì mới có 1 doanh nghiệp có trang tin.", 1, 4),
        ("Có 9 trong 12 phường đạt chuẩn.", 9, 12),
        ("Đến nay 30 trên 45 thôn có nhà văn hóa.", 30, 45),
        ("Cả thảy 7 trong tổng số 9 trạm y tế có bác sĩ.", 7, 9),
    ],
)
def test_a_ratio_in_words_is_one_count_with_its_total(text: str, value: int, out_of: int) -> None:
    assert [(f.value, f.out_of) for f in facts_of(text)[1].figures] == [(value, out_of)]


@pytest.mark.parametrize(
    "text", ["Đội bóng đứng thứ 3 trong 8 đội.", "Xã xếp 5 trong 12 xã.", "Cứ 6 tháng báo cáo một kỳ."]
)
def test_places_and_recurring_duties_are_no_ratios(text: str) -> None:
    assert short(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ba phòng nộp muộn; hai thôn chưa có cán bộ.", [(3, "phòng"), (2, "thôn")]),
        ("Nhiều xã làm tốt; năm trường học được khen.", [(5, "trường học")]),
        ("Nhiều việc còn chậm; hai bên phối hợp; ba là tập trung rà soát.", []),
    ],
)
def test_members_of_a_list_may_be_counted_in_words(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trung tâm có 12 quầy tiếp nhận, 24 ki-ốt, 8 máy lấy số.",
            [(12, "quầy tiếp nhận"), (24, "ki-ốt"), (8, "máy lấy số")],
        ),
        ("Mỗi giáo viên dạy 19 tiết/tuần.", [(19, "tiết/tuần")]),
        ("Khảo sát 450 phiếu/huyện.", [(450, "phiếu/huyện")]),
        ("Kiểm tra 14 thôn, khối phố.", [(14, "thôn, khối phố")]),
        ("Tồn 18 hồ sơ, hồ sơ lâu nhất đã 40 ngày.", [(18, "hồ sơ"), (40, "ngày")]),
        ("Trang bị 20 ghế ngồi, 7 quạt treo.", [(20, "ghế"), (7, "quạt treo")]),
        ("Phường có 320 cháu ra lớp.", [(320, "cháu")]),
    ],
)
def test_units_of_several_words(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hồ sơ trễ 12 ngày.", [(12, "ngày")]),
        ("Có việc kéo dài tới 90 ngày.", [(90, "ngày")]),
        ("Người dân chờ lâu nhất 25 phút.", [(25, "phút")]),
        ("Chậm nhất 5 ngày phải trả lời.", []),
        ("Trả kết quả trong 3 ngày kể từ ngày nhận.", []),
    ],
)
def test_how_late_something_is_is_measured(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert short(text) == expected
