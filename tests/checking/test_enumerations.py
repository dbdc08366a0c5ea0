"""Counts against what the same paragraph enumerates."""

from __future__ import annotations

import pytest

from extract.checking.rules import inline
from tests.checking.drafts import draft, found, messages

WRONG = [
    ("Trung tâm mở 05 quầy trả kết quả, gồm: quầy Hộ tịch; quầy Đất đai; quầy Kinh doanh; quầy Bảo hiểm.", 4),
    ("UBND xã thành lập 04 tổ công tác, bao gồm Tổ tuyên truyền, Tổ kiểm tra và Tổ tổng hợp.", 3),
    ("Sở tổ chức 03 lớp bồi dưỡng, cụ thể: lớp ký số (60 người); lớp một cửa (45 người); lớp văn thư (30 người); lớp an toàn thông tin (25 người).", 4),
    ("UBND huyện tập trung 04 nội dung sau: (1) Rà soát thủ tục hành chính; (2) Số hóa hồ sơ; (3) Tập huấn công chức.", 3),
    ("Kế hoạch gồm 05 nhóm nhiệm vụ: (i) cải cách thể chế; (ii) cải cách thủ tục; (iii) cải cách bộ máy; (iv) chuyển đổi số.", 4),
    ("Có 03 nguyên nhân chủ yếu: Một là, nhận thức còn hạn chế; hai là, thiếu kinh phí; ba là, thiếu nhân lực; bốn là, phần mềm chưa ổn định.", 4),
    ("Huyện đề ra 02 giải pháp: Thứ nhất, kiểm tra đột xuất. Thứ hai, gắn với thi đua. Thứ ba, công khai kết quả.", 3),
    ("Quy trình có 04 bước như sau: a) tiếp nhận; b) thẩm định; c) trả kết quả.", 3),
    ("Đã thực hiện 03 nội dung: tuyên truyền; tập huấn; kiểm tra; sơ kết công tác năm.", 4),
    ("Đoàn kiểm tra tại 03 cơ quan: Sở Nội vụ, Sở Tài chính, Sở Y tế và Sở Công Thương.", 4),
    ("Đoàn làm việc với 04 sở (Sở Nội vụ, Sở Tài chính, Sở Y tế).", 3),
    ("Có 04 đơn vị chưa gửi báo cáo, gồm: Sở Nội vụ; Sở Tư pháp; Sở Y tế.", 3),
]  # fmt: skip
RIGHT = [
    "Trung tâm mở 04 quầy trả kết quả, gồm: quầy Hộ tịch; quầy Đất đai; quầy Kinh doanh; quầy Bảo hiểm.",
    "Trung tâm mở 05 quầy trả kết quả, gồm: quầy Hộ tịch; quầy Đất đai; hai ki-ốt tra cứu.",
    "Trung tâm mở 05 quầy trả kết quả, gồm: quầy Hộ tịch; quầy Đất đai; các quầy khác…",
    "Sở có 09 phòng, gồm: 06 phòng chuyên môn; 03 phòng tổng hợp.",
    "UBND xã thành lập 03 tổ công tác, bao gồm Tổ tuyên truyền, Tổ kiểm tra và Tổ tổng hợp.",
    "UBND huyện tập trung 03 nội dung sau: (1) Rà soát thủ tục hành chính; (2) Số hóa hồ sơ; (3) Tập huấn công chức.",
    "UBND huyện tập trung 02 nội dung sau: (1) Rà soát thủ tục (nêu tại mục (3) Kế hoạch); (2) Số hóa hồ sơ.",
    "Có 03 nguyên nhân chủ yếu: Một là, nhận thức còn hạn chế; hai là, thiếu kinh phí; ba là, thiếu nhân lực.",
    "Huyện có 05 nhiệm vụ sau:\n\n(1) Rà soát thủ tục.\n\n(2) Số hóa hồ sơ.",
    "Huyện có 03 nhiệm vụ: (1) Rà soát thủ tục; (2) Số hóa hồ sơ.\n\n(3) Tập huấn công chức.",
    "Giao 05 sở thực hiện: (1) rà soát thủ tục; (2) báo cáo kết quả.",
    "Đã thực hiện 04 nội dung: tuyên truyền; tập huấn; kiểm tra và sơ kết.",
    "Đã thực hiện ít nhất 02 nội dung: tuyên truyền; tập huấn; kiểm tra.",
    "Đã hoàn thành 12 chỉ tiêu; có 03 nội dung: tuyên truyền; tập huấn...",
    "Có 05 nội dung, trong đó: tuyên truyền; tập huấn.",
    "Đoàn kiểm tra tại 03 cơ quan: Sở Nội vụ, Sở Tài chính và Sở Y tế.",
    "Đoàn kiểm tra tại 02 cơ quan: Sở Nội vụ, Sở Nông nghiệp và Môi trường.",
    "Đoàn làm việc với 05 cơ quan: Sở Nội vụ, Sở Tài chính và các cơ quan liên quan.",
    "Đoàn làm việc với 05 cơ quan: Sở Nội vụ, Sở Tài chính, 02 xã và 01 phường.",
    "Giao 03 sở: Nội vụ, Tài chính, Y tế.",
]


@pytest.mark.parametrize(("text", "count"), WRONG)
def test_more_or_fewer_members_than_said_are_found(text: str, count: int) -> None:
    told = messages(draft(text), inline.CHECKS)
    assert len(told) == 1, told
    assert f" {count}" in told[0]


@pytest.mark.parametrize("text", RIGHT)
def test_lists_that_fit_or_are_not_closed_are_silent(text: str) -> None:
    assert messages(draft(text), inline.CHECKS) == []


def test_members_told_apart_by_semicolons_alone_are_a_warning() -> None:
    ((_, finding),) = found(
        draft("Đã thực hiện 03 nội dung: tuyên truyền; tập huấn; kiểm tra; sơ kết."), inline.CHECKS
    )
    assert finding.severity == "warning"
