"""Of whom and when a figure is: the clause, the paragraph, the item, the headings, the document."""

from __future__ import annotations

import pytest

from extract.facts.figure_periods import shifted
from tests.conftest import facts_of

HEAD = """UBND HUYỆN MỘC HÓA
Số: 90/BC-UBND
Mộc Hóa, ngày 12 tháng 7 năm 2023

BÁO CÁO
Kết quả cải cách hành chính 6 tháng đầu năm 2023

1. """


def periods(text: str) -> list[str | None]:
    return [f.period for f in facts_of(HEAD + text)[1].figures]


def subjects(text: str) -> list[str | None]:
    return [f.subject for f in facts_of(HEAD + text)[1].figures]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Đến hết ngày 30/6/2023, giải ngân 45 tỷ đồng.", "đến 2023-06-30"),
        ("Tính đến ngày 15 tháng 5, có 12 xã kết nối.", "đến 2023-05-15"),
        ("Tính đến 17 giờ ngày 31/5/2023, tồn 30 hồ sơ.", "đến 2023-05-31"),
        ("Tới 20/4/2023, toàn huyện có 8 điểm phục vụ.", "đến 2023-04-20"),
        ("Có 45 tổ công nghệ số cộng đồng (tính đến ngày 10/6/2023).", "đến 2023-06-10"),
        ("Từ ngày 15/3/2023, bố trí 8 công chức trực.", "từ ngày 15/3/2023"),
        ("Mỗi tháng tiếp 1.500 lượt người.", "mỗi tháng"),
        ("Hằng năm tiết kiệm 300 triệu đồng.", "mỗi năm"),
        ("Giáo viên học tối thiểu 8 tiết/năm.", "mỗi năm"),
        ("Quý I/2023 tiếp nhận 900 hồ sơ.", "2023-Q1"),
        ("Theo Kế hoạch ngày 01 tháng 02 năm 2023, mở 5 lớp tập huấn.", "2023-H1"),
        ("Tuần 2 tháng 5 mở 5 lớp tập huấn.", "2023-H1"),
        ("So với năm 2021, giảm 3 đơn vị.", "2023-H1"),
        ("Đã giải quyết 70 hồ sơ.", "2023-H1"),
    ],
)
def test_period_of_the_sentence(text: str, period: str) -> None:
    assert periods(text) == [period]


def test_sentences_go_on_with_the_period_that_an_earlier_one_opens_with() -> None:
    text = "Năm 2022, huyện tiếp nhận 4.000 hồ sơ. Trong số đó 300 hồ sơ trễ hẹn. Đến nay còn 12 hồ sơ."
    assert periods(text) == ["2022", "2022", "2023-H1"]


def test_a_year_inside_a_sentence_is_not_carried_on() -> None:
    assert periods("Thực hiện kế hoạch năm 2021 của huyện. Đã mở 5 lớp tập huấn.") == ["2023-H1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tiếp nhận 250 hồ sơ (cùng kỳ 212).",
            ["2023-H1", "2022-H1"],
        ),
        (
            "Tiếp nhận 250 hồ sơ (cùng kỳ năm 2021 là 190 hồ sơ).",
            ["2023-H1", "2021-H1"],
        ),
        (
            "Đến ngày 30/6/2023 thu 45 tỷ đồng, cùng kỳ năm trước 39 tỷ đồng.",
            ["đến 2023-06-30", "đến 2022-06-30"],
        ),
        (
            "Hộ nghèo còn 210 hộ, thấp hơn 260 hộ cùng kỳ năm trước.",
            ["2023-H1", "2022-H1"],
        ),
        ("Số vụ tăng so với cùng kỳ 12%.", ["2023-H1"]),
        ("Số đơn tăng 15 đơn so với cùng kỳ năm trước.", ["2023-H1"]),
    ],
)
def test_what_is_compared_with_has_its_own_period(text: str, expected: list[str]) -> None:
    assert periods(text) == expected


@pytest.mark.parametrize(
    ("period", "year", "expected"),
    [
        ("2023", None, "2022"),
        ("9 tháng năm 2025", None, "9 tháng năm 2024"),
        ("2024-Q1", None, "2023-Q1"),
        ("đến 2024-05-31", 2020, "đến 2020-05-31"),
        ("mỗi năm", None, None),
        (None, 2021, "2021"),
        (None, None, None),
    ],
)
def test_shifted(period: str | None, year: int | None, expected: str | None) -> None:
    assert shifted(period, year) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Riêng xã Tân Lập tồn 18 hồ sơ.", ["xã Tân Lập"]),
        ("Tại thị trấn Bình Phong Thạnh có 3 điểm hỗ trợ.", ["thị trấn Bình Phong Thạnh"]),
        ("Tỷ lệ số hóa của xã Tân Lập đạt 45%.", ["xã Tân Lập"]),
        (
            "Xã Tân Lập đã trả 120 hồ sơ, xã Tân Thành trả 98 hồ sơ.",
            ["xã Tân Lập", "xã Tân Thành"],
        ),
        ("Tồn 40 hồ sơ đất đai tại xã Tân Lập.", ["xã Tân Lập"]),
        ("Tỷ lệ đúng hạn của huyện đạt 98%.", ["huyện Mộc Hóa"]),
        ("Xử lý 12 văn bản của cấp xã có sai sót.", ["cấp xã"]),
        ("Các xã đã số hóa 5.000 hồ sơ.", ["các xã"]),
        ("Qua 3 cuộc kiểm tra do Thanh tra huyện thực hiện.", ["Thanh tra huyện Mộc Hóa"]),
        ("Chủ tịch UBND huyện yêu cầu 4 phòng chuyên môn báo cáo.", ["huyện Mộc Hóa"]),
        ("UBND huyện giao Phòng Tài chính bố trí 50 triệu đồng.", ["Phòng Tài chính"]),
        ("Thấp hơn bình quân cả nước (61%).", ["cả nước"]),
        ("So với xã Tân Lập, tăng 3 hồ sơ.", ["huyện Mộc Hóa"]),
        ("Giải quyết 70 hồ sơ.", ["huyện Mộc Hóa"]),
    ],
)
def test_subject_of_the_clause(text: str, expected: list[str]) -> None:
    assert subjects(text) == expected


def test_the_owner_of_an_item_stands_before_its_colon() -> None:
    assert subjects("Khoa Khám bệnh: bố trí thêm 4 bàn khám.") == ["Khoa Khám bệnh"]


def test_a_short_name_of_the_issuer_is_its_full_name() -> None:
    text = """SỞ Y TẾ NAM ĐỊNH
BỆNH VIỆN ĐA KHOA KHU VỰC NGHĨA BÌNH

Số: 12/KH-BV        Nghĩa Bình, ngày 09 tháng 01 năm 2024

KẾ HOẠCH
Nâng cao chất lượng phục vụ năm 2024

Bệnh viện có 120 giường bệnh."""
    (figure,) = facts_of(text)[1].figures
    assert (figure.subject or "").lower() == "bệnh viện đa khoa khu vực nghĩa bình"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Tính đến ngày 20 tháng 6, đã có 15 sở gửi báo cáo.", "sở gửi báo cáo"),
        ("Trong kỳ tiếp nhận 320 hồ sơ.", "tiếp nhận hồ sơ"),
        ("Còn 12 văn bản chậm ban hành phải trình trong tháng.", "văn bản chậm ban hành"),
        ("Phối hợp với Sở Y tế kiểm tra 17 cơ sở.", "kiểm tra cơ sở"),
    ],
)
def test_indicator_without_time_body_or_duty(text: str, indicator: str) -> None:
    assert [f.indicator for f in facts_of(text)[1].figures] == [indicator]


def test_this_rate_is_the_one_before() -> None:
    found = facts_of("Tỷ lệ hộ dùng nước sạch đạt 91%; tỷ lệ này của năm 2022 là 84%.")[1].figures
    assert [f.indicator for f in found] == ["Tỷ lệ hộ dùng nước sạch"] * 2
    assert found[1].period == "2022"
