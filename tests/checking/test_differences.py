"""Changes against the two numbers between which they lie."""

from __future__ import annotations

import pytest

from extract.checking.rules import differences
from tests.checking.drafts import messages

WRONG = [
    "Trong kỳ tiếp 3.108 lượt công dân với 3.650 người, tăng 3,6% về số lượt so với 6 tháng năm 2021 (2.850 lượt).",
    "Toàn huyện giải ngân 812.640 triệu đồng, đạt 61%. So với cùng kỳ năm trước (giải ngân 700.215 triệu đồng), tăng 112.245 triệu đồng.",
    "Năm nay Bộ phận Một cửa trả 9.560 kết quả, còn 40 hồ sơ chờ. So với năm 2022 (trả 8.730 kết quả), số kết quả tăng 380 kết quả.",
    "Chỉ số hài lòng đạt 83,30, tăng 0,45 (năm 2021: 82,95).",
    "Điểm trung bình khối sở đạt 87,92 điểm, tăng 1,45 điểm so với năm 2023 (85,47 điểm).",
    "Số hồ sơ tiếp nhận tăng 1.230 hồ sơ (từ 10.000 hồ sơ lên 11.000 hồ sơ).",
    "Tiếp nhận 5.000 hồ sơ, tăng 12,5% so với năm 2023 (4.000 hồ sơ).",
    "Thời gian giải quyết giảm từ 30 ngày xuống 18 ngày (giảm 10 ngày).",
    "Chỉ số SIPAS năm 2022 đạt 83,19%, giảm 1,20% so với năm 2021 (85,39%).",
    "Điểm trung bình cấp huyện đạt 84,27 điểm, tăng 1,91 điểm (năm 2023 đạt 83,36 điểm).",
    "Toàn tỉnh còn 1.200 hộ nghèo, giảm 400 hộ so với cùng kỳ (1.500 hộ).",
    "Chỉ số đạt 83,30, giảm 0,35 (năm 2021: 82,95).",
]
RIGHT = [
    "Trong kỳ tiếp 3.108 lượt công dân với 3.650 người, tăng 9,1% về số lượt so với 6 tháng năm 2021 (2.850 lượt).",
    "Toàn huyện giải ngân 812.640 triệu đồng, đạt 61%. So với cùng kỳ năm trước (giải ngân 700.215 triệu đồng), tăng 112.425 triệu đồng.",
    "Toàn huyện nhận 4.300 hồ sơ. So với năm trước (chuyển sang 210 hồ sơ), tồn đọng giảm 85 hồ sơ.",
    "Chỉ số hài lòng đạt 83,30, tăng 0,35 (năm 2021: 82,95).",
    "Điểm trung bình khối sở đạt 87,92 điểm, tăng 1,45 điểm so với năm 2023 (86,47 điểm).",
    "Số hồ sơ tiếp nhận tăng 1.000 hồ sơ (từ 10.000 hồ sơ lên 11.000 hồ sơ).",
    "Tiếp nhận 4.500 hồ sơ, tăng 12,5% so với năm 2023 (4.000 hồ sơ).",
    "Thời gian giải quyết giảm từ 30 ngày xuống 20 ngày (giảm 10 ngày).",
    "PAR INDEX đạt 86,02%, tăng 1,74%, xếp thứ 41/63, tăng 07 bậc so với năm 2022 (vị trí thứ 48).",
    "PCI đạt 66,1 điểm, tăng 1,29 điểm, từ vị trí 29 năm 2021 lên vị trí 25.",
    "Thẩm định 57 dự thảo, tăng 09 dự thảo so với năm 2022.",
    "Thu 1.250 tỷ đồng, tăng 12% so với cùng kỳ, trong đó thu nội địa 1.000 tỷ đồng.",
    "Số hồ sơ là 12.000 hồ sơ, tăng khoảng 2.000 hồ sơ (năm 2022: 10.100 hồ sơ).",
    "Kim ngạch đạt 2,5 tỷ USD, tăng 0,3 tỷ USD so với năm 2023 (2,2 tỷ USD).",
    "Cắt giảm 30% thời gian (từ 10 ngày xuống còn 07 ngày).",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_change_that_is_not_the_difference_is_found(text: str) -> None:
    assert len(messages(text, differences.CHECKS)) == 1


@pytest.mark.parametrize("text", RIGHT)
def test_changes_that_hold_or_lack_an_end_are_silent(text: str) -> None:
    assert messages(text, differences.CHECKS) == []


def test_the_message_shows_the_subtraction() -> None:
    (message,) = messages("Chỉ số đạt 83,30, tăng 0,85 (năm 2021: 82,95).", differences.CHECKS)
    assert message == "83,3 - 82,95 = 0,35, văn bản ghi tăng 0,85 (lệch 0,5)"
