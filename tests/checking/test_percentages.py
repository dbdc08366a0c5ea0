"""Percentages in prose against their counts."""

from __future__ import annotations

import pytest

from extract.checking.rules import percentages
from tests.checking.drafts import messages, quotes

WRONG = [
    "Đến nay huyện giải ngân 45,2 tỷ đồng trên tổng số 90,5 tỷ đồng, đạt 59,9% kế hoạch.",
    "Có 312/2.480 hồ sơ, chiếm 15,6%, được nộp qua bưu chính.",
    "Cấp xã giải quyết 402.336 hồ sơ, trong đó đúng hạn 401.129 hồ sơ, chiếm 98,7%.",
    "Hồ sơ thanh toán trực tuyến là 97.204 hồ sơ/184.560 hồ sơ, đạt 48,67%.",
    "Kết quả hoàn thành đạt 92% (190/200 chỉ tiêu).",
    "Đến nay đã hoàn thành 63/68 nhiệm vụ (95,65%), còn 05 nhiệm vụ.",
    "Trung tâm đã giải quyết 66.205 hồ sơ; đúng hạn và trước hạn 66.118 hồ sơ, đạt 98,87%, quá hạn 87 hồ sơ.",
    "Có 156 nhiệm vụ trên tổng số 180 nhiệm vụ, đạt tỷ lệ 76,7%.",
    "Số công chức có mặt 1.742 người/1.806 biên chế được giao (đạt 86,46%).",
    "Sở công khai 1.164/1.530 thủ tục trên trang điện tử (chiếm 56,1%), trong đó nộp qua mạng 642/1.530 thủ tục (chiếm 42%).",
    "Huyện có 11/12 cơ quan (81,67%) đạt trên 80 điểm.",
    "Toàn tỉnh có 1.845 hồ sơ trực tuyến/2.366 hồ sơ, đạt 83%, trong đó: cấp tỉnh 521 hồ sơ, cấp huyện 388 hồ sơ, cấp xã 936 hồ sơ.",
    "Trong 540 hồ sơ tiếp nhận trực tuyến có 27 hồ sơ quá hạn, chiếm tỷ lệ 15%.",
    "Ở 9/9 huyện: đã giải quyết 18.426 hồ sơ, trong đó sớm và đúng hạn 18.317 hồ sơ, chiếm tỷ lệ 94,4%, trễ hạn 109 hồ sơ.",
]
RIGHT = [
    "Đến nay huyện giải ngân 45,2 tỷ đồng trên tổng số 90,5 tỷ đồng, đạt 49,9% kế hoạch.",
    "Huyện giải ngân 45,2 tỷ đồng, đạt 59,9% kế hoạch.",
    "Tổ công tác hoàn thành 12/20 nhiệm vụ, đạt 75% kế hoạch cả năm về kiểm tra.",
    "Có 312/2.480 hồ sơ, chiếm 12,58%, được nộp qua bưu chính.",
    "Có 312/2.480 hồ sơ, chiếm 12,6%, được nộp qua bưu chính.",
    "Có 312/2.480 hồ sơ, chiếm khoảng 13%, được nộp qua bưu chính.",
    "Cấp xã giải quyết 402.336 hồ sơ, trong đó đúng hạn 401.129 hồ sơ, chiếm 99,7%.",
    "Thu ngân sách 1.250 tỷ đồng, đạt 98% dự toán, tăng 12% so với cùng kỳ.",
    "Giải ngân 450 tỷ đồng/600 tỷ đồng, đạt 75% kế hoạch.",
    "Tiếp nhận 1.200 hồ sơ, tăng 12% so với năm 2023 (1.000 hồ sơ).",
    "Đã thực hiện 25/20 lớp, đạt 125%.",
    "Tiếp nhận 250 hồ sơ, trong đó trước hạn 100 hồ sơ, đúng hạn 50 hồ sơ, đạt 60%.",
    "Tỷ lệ khai thác đạt 24,76% (đến nay khai thác 137.645 hồ sơ), tổng tiếp nhận 490.000 hồ sơ.",
    "Xử lý 41/46 vấn đề, đạt 89,1%.",
    "Xử lý 12/46 vấn đề, giảm 20% so với kỳ trước.",
    "Có 99,5% hồ sơ đúng hạn, trong đó 80% hồ sơ trực tuyến.",
    "Toàn tỉnh có 130 xã, 85 xã đạt chuẩn nông thôn mới, đạt 65,4%.",
    "Mở 10 lớp cho 500 lượt người, đạt 100% kế hoạch.",
    "Đã thanh toán 1.000/2.000 giao dịch, giảm 50% phí.",
    "Cấp 500 thẻ, đạt 95% số người có nhu cầu; có 250 thẻ điện tử.",
    "Có 734/1.780 TTHC (chiếm 41,2%) và 646/1.780 TTHC (chiếm 36,3%).",
    "Hơn 300/400 hồ sơ, chiếm gần 76%.",
    "Có 10/200 hồ sơ quá hạn, đạt 95%.",
    "Tiếp nhận 200 hồ sơ, đã giải quyết 150/180 hồ sơ, đạt 75%.",
    "Đã có 09/21 sở và 06/17 huyện gửi báo cáo (đạt 39,5%).",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_percentage_that_its_counts_do_not_give_is_found(text: str) -> None:
    assert len(messages(text, percentages.CHECKS)) == 1


@pytest.mark.parametrize("text", RIGHT)
def test_rounding_growth_and_other_bases_are_silent(text: str) -> None:
    assert messages(text, percentages.CHECKS) == []


def test_the_message_shows_the_division() -> None:
    text = "Có 150/600 hồ sơ trực tuyến, chiếm 52%, còn lại là trực tiếp."
    (message,) = messages(text, percentages.CHECKS)
    assert message.startswith("150/600 = 25%, văn bản ghi 52% (lệch 27 điểm phần trăm); có lẽ là 25%")
    assert quotes(text, percentages.CHECKS) == ["Có 150/600 hồ sơ trực tuyến, chiếm 52%"]
