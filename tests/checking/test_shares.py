"""Percentages against a base that is named further off, or shared by several counts."""

from __future__ import annotations

import pytest

from extract.checking.rules import percentages, shares
from tests.checking.drafts import messages

CHECKS = (*percentages.CHECKS, *shares.CHECKS)

WRONG = [
    (
        "Trong kỳ, tiếp nhận mới 12.400 hồ sơ, kỳ trước chuyển sang 310 hồ sơ. Nộp qua Cổng dịch vụ công có 8.060 hồ sơ, chiếm 56% số tiếp nhận mới.",
        "8.060/12.400 = 65%",
    ),
    (
        "Đường dây nóng tiếp nhận 2.150 lượt phản ánh, qua điện thoại 1.230 lượt, qua ứng dụng 920 lượt. Số lượt hỏi về đất đai là 860 lượt, chiếm 48% tổng số lượt.",
        "860/2.150 = 40%",
    ),
    (
        "Thành phố giao 160 nhiệm vụ. Đến nay đã xong 120 nhiệm vụ (75%); đang làm trong hạn 32 nhiệm vụ (20%); quá hạn 8 nhiệm vụ (8%).",
        "8/160 = 5%",
    ),
    (
        "Toàn xã có 400 hộ được hỏi: hài lòng 312 hộ (78%), bình thường 60 hộ (15%), không hài lòng 28 hộ (17%).",
        "28/400 = 7%",
    ),
    (
        "Nộp trực tuyến 1.800 hồ sơ (90%), nộp trực tiếp 200 hồ sơ (20%).",
        "200/2.000 = 10%",
    ),
]

RIGHT = [
    "Theo hình thức nộp: trực tuyến 1.906 hồ sơ (83%), trực tiếp 390 hồ sơ (17%).",
    "Trong kỳ, tiếp nhận mới 12.400 hồ sơ, kỳ trước chuyển sang 310 hồ sơ. Nộp qua Cổng dịch vụ công có 8.060 hồ sơ, chiếm 65% số tiếp nhận mới.",
    "Tiếp nhận 12.400 hồ sơ, đã trả 11.000 hồ sơ. Hồ sơ đất đai 5.500 hồ sơ, chiếm 50% số đã trả.",
    "Thành phố giao 160 nhiệm vụ. Đến nay đã xong 120 nhiệm vụ (75%); đang làm trong hạn 32 nhiệm vụ (20%); quá hạn 8 nhiệm vụ (5%).",
    "Giải quyết 900 hồ sơ (tăng 12%), trả trực tuyến 450 hồ sơ (50%).",
    "Có 120 công chức (giảm 5%), 300 viên chức (giảm 2%), 60 lao động hợp đồng (giảm 11%).",
    "Cấp tỉnh giải quyết 500 hồ sơ (đúng hạn 99%), cấp xã 1.200 hồ sơ (98,5%).",
    "Đã kiểm tra 12 xã (đạt 60% kế hoạch), 8 sở (40%).",
    "Tỉnh hỗ trợ 30 hộ, chiếm 25% số hộ nghèo của huyện.",
    "Năm nay có 40 hồ sơ quá hạn, chiếm 2% số hồ sơ đã giải quyết trong cả nhiệm kỳ.",
    "Đoàn thu 950 phiếu hợp lệ (95%), trong đó rất hài lòng 380 phiếu (40%), hài lòng 475 phiếu (50%).",
]


@pytest.mark.parametrize(("text", "shown"), WRONG)
def test_a_percentage_that_its_base_does_not_give_is_found(text: str, shown: str) -> None:
    found = messages(text, CHECKS)
    assert len(found) == 1 and found[0].startswith(shown)


@pytest.mark.parametrize("text", RIGHT)
def test_percentages_of_their_own_bases_are_silent(text: str) -> None:
    assert messages(text, CHECKS) == []
