"""Totals in prose against their parts."""

from __future__ import annotations

import pytest

from extract.checking.rules import counts, sums
from tests.checking.drafts import draft, messages, quotes
from tests.conftest import facts_of

WRONG = [
    "Toàn tỉnh nhận 178.425 hồ sơ, trong đó các sở, ban, ngành 64.318 hồ sơ, cấp huyện 37.265 hồ sơ, cấp xã 76.482 hồ sơ.",
    "Cơ quan điều tra xử lý 103 vụ việc, đạt 85%. Kết quả phân loại: đúng 24 vụ việc, đúng một phần 19 vụ việc, sai 43 vụ việc, rút đơn 12 vụ việc.",
    "Toàn huyện thực hiện 652 thủ tục: cấp huyện 311, liên thông 88, cấp xã 243.",
    "Chỉ số tạm tính đạt 46,5 điểm, cụ thể: thể chế 9,25; tổ chức bộ máy 12,5; chính quyền số 8,75; công vụ 15.",
    "Trung tâm nhận 940 lượt phản ánh: qua tổng đài 512 lượt, qua ứng dụng 301 lượt, bằng văn bản 117 lượt.",
    "Tổ công tác đã kiểm tra 18 cơ quan, đơn vị, gồm: 07 sở, 04 UBND cấp huyện và 06 UBND cấp xã; phát hiện 23 hạn chế, đã khắc phục 16 hạn chế, đang khắc phục 07 hạn chế.",
    "Trong kỳ, Sở tiếp nhận 152 hồ sơ, trong đó: cấp tỉnh 60 hồ sơ, cấp huyện 50 hồ sơ, cấp xã 40 hồ sơ.",
    "Toàn huyện có 45 văn bản, gồm 20 kế hoạch, 15 công văn và 12 quyết định.",
    "Đã giải quyết 1.200 hồ sơ, trong đó đúng hạn 1.150 hồ sơ, quá hạn 40 hồ sơ.",
    "Tổng số nhiệm vụ được giao là 96 nhiệm vụ (đã hoàn thành 70 nhiệm vụ, chưa hoàn thành 21 nhiệm vụ).",
    "Văn phòng theo dõi 318 nhiệm vụ, gồm: mới giao 96 nhiệm vụ (còn hạn 25, trễ hạn 70); làm xong 222 nhiệm vụ (còn hạn 141, trễ hạn 81).",
    "Kinh phí thực hiện 2.350 triệu đồng, gồm ngân sách tỉnh 1.500 triệu đồng, ngân sách huyện 900 triệu đồng.",
    "Kinh phí thực hiện 2,35 tỷ đồng, gồm ngân sách tỉnh 1.500 triệu đồng, ngân sách huyện 900 triệu đồng.",
    "Đoàn làm việc tại 12 đơn vị (05 sở, 04 huyện, 02 xã).",
    "Trang điện tử cập nhật 6.400 tin, ảnh, bài, video. Trong đó: 420 video, 1.350 tin, 1.880 bài và 2.650 ảnh.",
    "Thanh tra sở nhận 480 đơn, bao gồm: 215 đơn thuộc thẩm quyền (khiếu nại 92 đơn, tố cáo 18 đơn, kiến nghị 105 đơn) và 255 đơn chuyển nơi khác.",
    "Huyện tiếp nhận 300 hồ sơ; đã giải quyết 280 hồ sơ, đúng hạn 270 hồ sơ, quá hạn 15 hồ sơ.",
    "Số hồ sơ trễ hạn là 30 hồ sơ, trong đó có 45 hồ sơ lĩnh vực đất đai.",
    "Tổ công tác nhận hơn 534 đơn, gồm: 215 đơn thuộc thẩm quyền, 319 đơn chuyển nơi khác.",
    "Biên chế được giao 2.046 biên chế: khối tỉnh 1.200 biên chế, khối huyện 856 biên chế.",
    "Đã hoàn thành 437 nhiệm vụ (đúng hạn: 219, quá hạn: 618).",
    "Toàn huyện có 1.845 hồ sơ trực tuyến/2.366 hồ sơ, đạt 78%, trong đó: cấp tỉnh 521 hồ sơ, cấp huyện 387 hồ sơ, cấp xã 936 hồ sơ.",
    "Đã giải quyết 1.200 hồ sơ (đạt 96%), gồm: đúng hạn 1.150 hồ sơ, quá hạn 40 hồ sơ.",
    "Đoàn đã kiểm tra 12 cơ quan, đơn vị (05 sở, 04 huyện, 01 xã), đạt 100% kế hoạch.",
    "Sở tiếp nhận 231 hồ sơ; đã giải quyết 212 hồ sơ, gồm: trước hạn 198 hồ sơ, đúng hạn 23 hồ sơ, quá hạn 02 hồ sơ; đang giải quyết 08 hồ sơ.",
    "Tỉnh ban hành 49 văn bản quy phạm pháp luật (QPPL), gồm 81 nghị quyết và 31 quyết định; thẩm định 57 dự thảo.",
    "Đã đăng tải 396 tin, bài. Trong đó: 128 tin, bài về cải cách; 101 tin, bài về chuyển đổi số; 67 tin, bài khác.",
    "Tiếp nhận 500 hồ sơ, trong đó 200 hồ sơ đất đai, 150 hồ sơ hộ tịch, 50 hồ sơ lĩnh vực khác.",
    "Tổng cộng có 99 lớp tập huấn: 19 lớp cấp tỉnh, 36 lớp cấp huyện, 24 lớp cấp xã.",
    "Huyện có tổng cộng 25 thủ tục, chia ra: 10 thủ tục đất đai; 8 thủ tục hộ tịch; 6 thủ tục xây dựng.",
]
RIGHT = [
    "Toàn tỉnh nhận 178.065 hồ sơ, trong đó các sở, ban, ngành 64.318 hồ sơ, cấp huyện 37.265 hồ sơ, cấp xã 76.482 hồ sơ.",
    "Cơ quan điều tra xử lý 98 vụ việc, đạt 85%. Kết quả phân loại: đúng 24 vụ việc, đúng một phần 19 vụ việc, sai 43 vụ việc, rút đơn 12 vụ việc.",
    "Sở kiểm tra 40 xã, đạt 100% kế hoạch. Kết quả: 12 xã chậm công khai, 09 xã thiếu sổ theo dõi.",
    "Sở quản lý 6 lĩnh vực, trong đó 184 thủ tục cung cấp trực tuyến (80%): toàn trình 90, một phần 94.",
    "Toàn huyện thực hiện 642 thủ tục: cấp huyện 311, liên thông 88, cấp xã 243.",
    "Bộ phận Một cửa trả 1.905 kết quả: tại quầy 1.240, qua bưu chính 365, bằng văn bản điện tử 300.",
    "Trung tâm nhận 930 lượt phản ánh: qua tổng đài 512 lượt, qua ứng dụng 301 lượt, bằng văn bản 117 lượt.",
    "Sở giảm 54 người, gồm: nghỉ hưu trước tuổi 41, thôi việc 13; chia theo khối: hành chính 30, sự nghiệp 24.",
    "Có 48 hồ sơ chậm trả, chủ yếu ở lĩnh vực đất đai (25 hồ sơ) và xây dựng (18 hồ sơ).",
    "Có 48 hồ sơ chậm trả, nhiều nhất là đất đai (25 hồ sơ) và xây dựng (18 hồ sơ).",
    "Rà soát 10 tiêu chí mất điểm, trong đó 5 tiêu chí mất điểm nhiều năm, 6 tiêu chí liên quan đến số hóa.",
    "Công bố tối thiểu 20 thủ tục, gồm 12 thủ tục đất đai và 11 thủ tục xây dựng.",
    "Dự hội nghị có 30 đơn vị, trong đó: 18 đơn vị phát biểu, 15 đơn vị gửi tham luận, có đơn vị vừa phát biểu vừa gửi tham luận.",
    "Tổ công tác đã kiểm tra 17 cơ quan, đơn vị, gồm: 07 sở, 04 UBND cấp huyện và 06 UBND cấp xã; phát hiện 23 hạn chế, đã khắc phục 16 hạn chế, đang khắc phục 07 hạn chế.",
    "Chi bộ có 58 đảng viên, trong đó 30 nữ, 40 người có trình độ đại học.",
    "Sở tiếp nhận 120 hồ sơ, trong đó có 12 hồ sơ quá hạn.",
    "Sở tiếp nhận 120 hồ sơ, trong đó có 12 hồ sơ quá hạn, 5 hồ sơ bổ sung.",
    "Trong năm, sở mở 22 lớp cho 1.215 lượt người, trong đó 12 lớp cho 600 lượt cán bộ, 10 lớp cho 615 lượt công chức.",
    "Đã ban hành 49 văn bản, tăng 09 văn bản so với năm 2022, gồm 18 nghị quyết và 31 quyết định.",
    "Có 10 cơ quan, gồm 05 sở, 04 huyện và Văn phòng UBND tỉnh.",
    "Tổ công tác gồm 09 thành viên, trong đó 02 lãnh đạo sở, 03 trưởng phòng.",
    "Ban hành 100 văn bản, gồm: 60 kế hoạch, trong đó 20 kế hoạch cấp tỉnh, 15 kế hoạch cấp xã; 40 công văn.",
    "Đơn thư: nhận 534 đơn; thuộc thẩm quyền: 215 đơn; khiếu nại 92 đơn; tố cáo 18 đơn; kiến nghị 105 đơn; chuyển nơi khác 319 đơn.",
    "Đã giải quyết 2.241 hồ sơ, gồm: trước hạn 1.987 hồ sơ, đúng hạn 239 hồ sơ, quá hạn 15 hồ sơ; đang giải quyết 77 hồ sơ.",
    "Toàn tỉnh tiếp nhận khoảng 68.400 hồ sơ, gồm 50.000 hồ sơ cấp xã và 18.412 hồ sơ cấp tỉnh.",
    "Đã giao 05 sở và 03 huyện thực hiện 12 nhiệm vụ, cụ thể: Sở Tài chính 02 nhiệm vụ, Sở Y tế 03 nhiệm vụ, các đơn vị còn lại 07 nhiệm vụ.",
    "Hội nghị có 120 đại biểu dự, gồm lãnh đạo 15 sở, 20 xã và 85 doanh nghiệp.",
    "Phát hiện 23 hạn chế, đã khắc phục 16 hạn chế.",
    "Chỉ số đạt 87,26 điểm, trong đó điểm thẩm định 60,2 điểm, điểm khảo sát 27,06 điểm.",
    "Tăng trưởng 6,9%, trong đó nông nghiệp 5,39%, công nghiệp 9,34%, dịch vụ 7,22%.",
    "Tổng vốn 120 tỷ đồng, trong đó vốn trung ương 70,5 tỷ đồng, vốn địa phương 49,5 tỷ đồng.",
    "Năm qua có 84 thủ tục mới, 51 thủ tục sửa đổi, 26 thủ tục thay thế, 07 thủ tục bãi bỏ.",
    "Từ 12 phòng còn 08 phòng, gồm: 05 phòng chuyên môn và 03 phòng tổng hợp.",
    "Tiếp nhận 50 hồ sơ (tăng 12 hồ sơ so với cùng kỳ, trong đó trực tuyến 20 hồ sơ, trực tiếp 30 hồ sơ).",
    "Xã có 12 thôn, gồm 3.500 hộ với 14.000 nhân khẩu.",
    "Có 30 hồ sơ (20 hồ sơ đất đai, 05 hồ sơ hộ tịch...).",
    "Toàn huyện có 1.844 hồ sơ trực tuyến/2.366 hồ sơ, đạt 78%, trong đó: cấp tỉnh 521 hồ sơ, cấp huyện 387 hồ sơ, cấp xã 936 hồ sơ.",
    "Có 25/40 xã đạt chuẩn, chiếm 62,5%, trong đó 10 xã đạt chuẩn nâng cao, 05 xã kiểu mẫu.",
    "Đoàn đã kiểm tra 20 đơn vị (05 sở, 04 huyện), nhắc nhở 03 đơn vị.",
    "Tiếp nhận 500 hồ sơ, trong đó 200 hồ sơ đất đai, 150 hồ sơ hộ tịch, 30 hồ sơ khác huyện nộp nhờ, còn lại là các lĩnh vực khác.",
    "Kế hoạch đề ra 05 nhóm nhiệm vụ, gồm: (1) thể chế; (2) thủ tục; (3) bộ máy; (4) công vụ; (5) tài chính công.",
    "Trong tháng giải quyết 250 hồ sơ, lũy kế 6 tháng 1.320 hồ sơ, trong đó đúng hạn 1.300 hồ sơ, quá hạn 20 hồ sơ.",
    "Tháng 12 giải quyết 250 hồ sơ, cả năm 920 hồ sơ, trong đó đúng hạn 900 hồ sơ, quá hạn 20 hồ sơ.",
    "Toàn huyện có 40 lớp: 10 lớp tin học, 12 lớp ngoại ngữ trong quý I.",
    "Tiếp nhận 2.000 hồ sơ, đạt 98% kế hoạch; gồm nhiều lĩnh vực, trong đó 1.200 hồ sơ đất đai, 300 hồ sơ hộ tịch.",
    "Ban hành 49 văn bản quy phạm pháp luật (QPPL), gồm 18 nghị quyết và 31 quyết định; thẩm định 57 dự thảo.",
    "Đến nay có 25 xã đạt chuẩn, trong đó có 10 xã nâng cao, 05 xã kiểu mẫu.",
]


@pytest.mark.parametrize("text", WRONG)
def test_parts_that_do_not_add_up_are_found(text: str) -> None:
    document, facts = facts_of(text)
    assert len(list(sums.find_sums(document, facts))) == 1


@pytest.mark.parametrize("text", RIGHT)
def test_what_adds_up_or_is_only_a_part_is_silent(text: str) -> None:
    document, facts = facts_of(text)
    assert list(sums.find_sums(document, facts)) == []


def test_the_message_shows_the_arithmetic_and_every_piece_is_quoted() -> None:
    text = draft("1. Đã giao 96 nhiệm vụ, gồm: 70 nhiệm vụ đã hoàn thành, 21 nhiệm vụ đang thực hiện.")
    assert messages(text, sums.CHECKS) == [
        "70 + 21 = 91, văn bản ghi 96 nhiệm vụ (thiếu 5); nếu các phần đúng thì tổng là 91"
    ]
    assert quotes(text, sums.CHECKS) == ["Đã giao 96 nhiệm vụ", "70 nhiệm vụ", "21 nhiệm vụ"]


def test_an_exact_number_said_to_be_more_is_a_warning() -> None:
    document, facts = facts_of("Đã tiếp nhận hơn 630 đơn, gồm: 400 đơn kiến nghị, 230 đơn phản ánh.")
    (finding,) = sums.find_sums(document, facts)
    assert finding.severity == "warning"
    assert "đúng bằng" in finding.message


LIST = draft(
    "1. Thang điểm là 100 điểm, gồm:\n\na) Thể chế: 30 điểm;\n\nb) Thủ tục: 45 điểm;\n\nc) Công vụ: {last} điểm.\n\n2. Tổ chức thực hiện."
)


def test_the_lines_of_a_list_are_parts() -> None:
    assert messages(LIST.replace("{last}", "25"), sums.CHECKS) == []
    (message,) = messages(LIST.replace("{last}", "20"), sums.CHECKS)
    assert message.startswith("30 + 45 + 20 = 95, văn bản ghi 100 điểm (thiếu 5)")


def test_a_footnote_explains_its_number() -> None:
    note = "Đã hoàn thành 21 nhiệm vụ[1] trong kỳ.\n\n[1] Trong đó: 10 nhiệm vụ đã hoàn thành, {n} nhiệm vụ đang thực hiện."
    assert messages(note.replace("{n}", "11"), sums.CHECKS) == []
    assert len(messages(note.replace("{n}", "13"), sums.CHECKS)) == 1


ITEMS = draft(
    "1. UBND huyện triển khai {n} nhóm nhiệm vụ sau:\n\na) Rà soát thủ tục.\n\nb) Công khai thủ tục.\n\nc) Số hóa hồ sơ.\n\n2. Tổ chức thực hiện."
)


@pytest.mark.parametrize(("count", "findings"), [("03", 0), ("05", 1), ("02", 1)])
def test_a_count_is_held_against_its_list(count: str, findings: int) -> None:
    assert len(messages(ITEMS.replace("{n}", count), counts.CHECKS)) == findings


@pytest.mark.parametrize(
    "lead",
    ["giao 05 sở thực hiện:", "báo cáo trong 30 ngày:", "hoàn thành 12 chỉ tiêu, cụ thể phải thực hiện:"],
)
def test_a_lead_that_counts_something_else_is_silent(lead: str) -> None:
    text = ITEMS.replace("triển khai {n} nhóm nhiệm vụ sau:", lead)
    assert messages(text, counts.CHECKS) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ hồ sơ của 03 huyện Võ Nhai, Định Hóa, Phú Lương và Đại Từ còn thấp.",
        "Kiểm tra tại 03 xã (Tân An, Bình Minh, Phú Hòa, Long Sơn).",
        "Có 02 tỉnh: Bắc Ninh, Bắc Giang và Hưng Yên chưa báo cáo.",
        "Các bộ và 4 địa phương[1] chưa báo cáo.\n\n[1] Các tỉnh: Lào Cai, Sơn La, Điện Biên.",
    ],
)
def test_names_that_are_more_or_fewer_than_said_are_found(text: str) -> None:
    assert len(messages(text, counts.CHECKS)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ hồ sơ của 03 huyện Võ Nhai, Định Hóa, Phú Lương còn dưới 45%.",
        "Kiểm tra tại 02 huyện Tân An, Bình Minh và thành phố Vĩnh Long.",
        "Hỗ trợ 12 xã, trong đó có Tân An, Bình Minh.",
        "Có 34 tỉnh, thành phố Hà Nội, Hải Phòng dẫn đầu.",
        "Làm việc với 02 tỉnh Sơn La, Lai Châu, Tuyên Quang…",
        "05 xã thuộc huyện Kế Sách, Mỹ Tú và Châu Thành.",
        "Đi thực tế tại 02 xã Phú Túc, Phú Lâm, huyện Phú Tân.",
    ],
)
def test_names_that_may_be_others_are_silent(text: str) -> None:
    assert messages(text, counts.CHECKS) == []
