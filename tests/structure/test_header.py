"""The letterhead, the title and the addressees, in the layouts that offices use."""

from __future__ import annotations

import pytest

from extract.reading import read_text
from extract.structure import Header, analyse
from tests.structure.factories import body, document

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TEXT = (
    "Căn cứ chương trình công tác năm, cơ quan thông báo để các đơn vị biết.",
    "1. Các đơn vị cử người tham dự.",
    "2. Văn phòng chuẩn bị tài liệu.",
)


def head(*parts: str) -> Header:
    return document(*parts, *TEXT).header


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 3058 /BC-VP", 3058, "BC-VP"),
        ("Số:       /TB-UBND", None, "TB-UBND"),
        ("Số: ....../QĐ-UBND", None, "QĐ-UBND"),
        ("Số: ____/KH-SNV", None, "KH-SNV"),
        ("Số 07/CT-UBND", 7, "CT-UBND"),
        ("SỐ: 12/TTr-SKHCN", 12, "TTr-SKHCN"),
        ("Số: 163/2025/QĐ-UBND", 163, "2025/QĐ-UBND"),
        ("Số: 11/2022/NQ-HĐND", 11, "2022/NQ-HĐND"),
        ("Số: 869-CV/TU", 869, "CV/TU"),
        ("Số: 4085/UBND-ĐT", 4085, "UBND-ĐT"),
        ("Số: 11554/VPCP-V.I", 11554, "VPCP-V.I"),
        ("Số: 515/KH-BCA-BNN&MT", 515, "KH-BCA-BNN&MT"),
        ("1786/SNV-CCHC", 1786, "SNV-CCHC"),
        ("* Số 31-CT/HU", 31, "CT/HU"),
    ],
)
def test_number_and_symbol(line: str, number: int | None, symbol: str) -> None:
    header = head(
        "SỞ NỘI VỤ", *MOTTO, line, "Huế, ngày 02 tháng 3 năm 2024", "THÔNG BÁO", "Lịch trực tháng 3"
    )
    assert (header.number, header.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Quảng Ngãi, ngày 12 tháng 12 năm 2024", "Quảng Ngãi", "2024-12-12"),
        ("Quảng Ngãi, ngày    tháng 9 năm 2022", "Quảng Ngãi", "2022-09"),
        ("Ba Bích, ngày tháng 01 năm 2024", "Ba Bích", "2024-01"),
        ("Hà Nội, ngày .... tháng .... năm 2023", "Hà Nội", "2023"),
        ("Huế, ngày … tháng … năm 2025", "Huế", "2025"),
        ("TP. Hồ Chí Minh, ngày 05 tháng 6 năm 2023", "Thành phố Hồ Chí Minh", "2023-06-05"),
        ("Thành phố Hồ Chí Minh, ngày 05 tháng 6 năm 2023", "Thành phố Hồ Chí Minh", "2023-06-05"),
        ("Xã Tân Lập, ngày 1 tháng 2 năm 2025", "Tân Lập", "2025-02-01"),
        ("Cần Thơ, ngày 31 tháng 4 năm 2025", "Cần Thơ", None),
        ("Đà Lạt, 15/7/2024", "Đà Lạt", "2024-07-15"),
    ],
)
def test_place_and_date(line: str, place: str, date: str | None) -> None:
    header = head("SỞ NỘI VỤ", *MOTTO, "Số: 5/TB-SNV", line, "THÔNG BÁO", "Lịch trực tháng 3")
    assert (header.place, header.issued_on) == (place, date)


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ"), "Ủy ban nhân dân tỉnh Quảng Trị", None),
        (("ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ", "-------"), "Ủy ban nhân dân tỉnh Quảng Trị", None),
        (("UBND TỈNH QUẢNG NGÃI", "VĂN PHÒNG"), "Văn phòng", "UBND tỉnh Quảng Ngãi"),
        (("UBND TỈNH QUẢNG NGÃI VĂN PHÒNG",), "Văn phòng", "UBND tỉnh Quảng Ngãi"),
        (("UBND TỈNH HẬU GIANG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"), "Sở Khoa học và Công nghệ", "UBND tỉnh Hậu Giang"),
        (("UBND TỈNH LONG AN", "SỞ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"), "Sở Lao động - Thương binh và Xã hội", "UBND tỉnh Long An"),
        (("BỘ NỘI VỤ",), "Bộ Nội vụ", None),
        (("BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ"), "Tổng cục Thuế", "Bộ Tài chính"),
        (("CHỦ TỊCH ỦY BAN NHÂN DÂN", "TỈNH NINH BÌNH"), "Chủ tịch Ủy ban nhân dân tỉnh Ninh Bình", None),
        (("ỦY BAN NHÂN DÂN", "XÃ BA BÍCH"), "Ủy ban nhân dân xã Ba Bích", None),
        (("HỘI ĐỒNG NHÂN DÂN", "THÀNH PHỐ CẦN THƠ"), "Hội đồng nhân dân thành phố Cần Thơ", None),
        (("UBND HUYỆN ĐỨC PHỔ", "PHÒNG NỘI VỤ"), "Phòng Nội vụ", "UBND huyện Đức Phổ"),
        (("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", None),
        (("VĂN PHÒNG CHÍNH PHỦ", "HỎA TỐC"), "Văn phòng Chính phủ", None),
    ],
)  # fmt: skip
def test_issuer_and_parent(lines: tuple[str, ...], issuer: str, parent: str | None) -> None:
    header = head(*lines, *MOTTO, "Số: 5/TB-VP", "Huế, ngày 02 tháng 3 năm 2024", "THÔNG BÁO", "Lịch trực")
    assert (header.issuer, header.parent) == (issuer, parent)


@pytest.mark.parametrize(
    ("title", "doc_type", "subject"),
    [
        (("BÁO CÁO", "Kết quả công tác năm 2024"), "Báo cáo", "Kết quả công tác năm 2024"),
        (("BÁO CÁO Kết quả công tác năm 2024",), "Báo cáo", "Kết quả công tác năm 2024"),
        (("QUYẾT ĐỊNH", "Về việc ban hành Quy chế", "làm việc của Văn phòng"), "Quyết định", "Về việc ban hành Quy chế làm việc của Văn phòng"),
        (("QUYẾT ĐỊNH", "VỀ VIỆC PHÊ DUYỆT DANH MỤC", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"), "Quyết định", "Về việc phê duyệt danh mục"),
        (("**Kế hoạch**", "**Tuyên truyền về chuyển đổi số**"), "Kế hoạch", "Tuyên truyền về chuyển đổi số"),
        (("TỜ TRÌNH", "Về việc thành lập Tổ công tác", "Kính gửi: Hội đồng nhân dân huyện."), "Tờ trình", "Về việc thành lập Tổ công tác"),
        (("CÔNG ĐIỆN", "V/V TẬP TRUNG ỨNG PHÓ BÃO", "THỦ TƯỚNG CHÍNH PHỦ điện:", "- Bộ trưởng Bộ Công Thương."), "Công điện", "Tập trung ứng phó bão"),
    ],
)  # fmt: skip
def test_type_and_subject(title: tuple[str, ...], doc_type: str, subject: str) -> None:
    header = head("SỞ NỘI VỤ", *MOTTO, "Số: 5/X-SNV", "Huế, ngày 02 tháng 3 năm 2024", *title)
    assert (header.doc_type, header.subject) == (doc_type, subject)


def test_a_dispatch_has_its_subject_under_the_number() -> None:
    doc = document("UBND TỈNH GIA LAI", "SỞ NỘI VỤ", "Số: 17/SNV-CCHC", "V/v đôn đốc báo cáo quý I", *MOTTO,
                   "Gia Lai, ngày 09 tháng 4 năm 2024", "Kính gửi:", "- Các sở, ban, ngành;", "- Ủy ban nhân dân các huyện.", *TEXT)  # fmt: skip
    assert doc.header.doc_type == "Công văn"
    assert doc.header.subject == "đôn đốc báo cáo quý I"
    assert [z.kind for z in doc.zones][:3] == ["letterhead", "addressees", "body"]
    assert [s.label for s in doc.sections] == ["1", "2"]


def test_capitals_get_the_casing_of_the_body() -> None:
    header = head("SỞ Y TẾ", *MOTTO, "Số: 5/KH-SYT", "Huế, ngày 02 tháng 3 năm 2024", "KẾ HOẠCH",
                  "ỨNG DỤNG IOT TẠI BỆNH VIỆN ĐA KHOA LỘC HÀ THEO NGHỊ QUYẾT SỐ 57-NQ/TW",
                  "Thực hiện Nghị quyết số 57-NQ/TW, việc ứng dụng IoT tại Bệnh viện Đa khoa Lộc Hà được triển khai như sau.")  # fmt: skip
    assert header.subject == "Ứng dụng IoT tại Bệnh viện Đa khoa Lộc Hà theo Nghị quyết số 57-NQ/TW"


def test_a_letterhead_over_the_appendix_names_the_issuer() -> None:
    doc = document("Số: 8/BC-VP", "Huế, ngày 02 tháng 3 năm 2024", "BÁO CÁO", "Công tác tháng 2", *TEXT, "Nơi nhận:", "- Lưu: VT.", "CHÁNH VĂN PHÒNG", "Lê Văn Tâm",
                   "UBND TỈNH QUẢNG NGÃI", "VĂN PHÒNG", *MOTTO, "Phụ lục", "SỐ LIỆU THÁNG 2")  # fmt: skip
    assert (doc.header.issuer, doc.header.parent) == ("Văn phòng", "UBND tỉnh Quảng Ngãi")
    assert [z.kind for z in doc.zones] == [
        "letterhead",
        "title",
        "body",
        "recipients",
        "signature",
        "letterhead",
        "appendix",
    ]


@pytest.mark.parametrize(
    ("headline", "doc_type", "issuer", "subject"),
    [
        (
            "Chỉ thị của Chủ tịch UBND tỉnh về tăng cường kỷ luật công vụ",
            "Chỉ thị",
            "Chủ tịch UBND tỉnh",
            "tăng cường kỷ luật công vụ",
        ),
        (
            "UBND tỉnh Gia Lai ban hành Kế hoạch về chuyển đổi số năm 2025",
            "Kế hoạch",
            "UBND tỉnh Gia Lai",
            "chuyển đổi số năm 2025",
        ),
        (
            "Chủ tịch UBND thành phố vừa ra Chỉ thị số 15/CT-UBND về phòng cháy",
            "Chỉ thị",
            "Chủ tịch UBND thành phố",
            "phòng cháy",
        ),
    ],
)
def test_a_news_page_has_its_header_in_the_headline(
    headline: str, doc_type: str, issuer: str, subject: str
) -> None:
    header = head(headline)
    assert (header.doc_type, header.issuer, header.subject) == (doc_type, issuer, subject)


def test_a_plain_sentence_is_all_body() -> None:
    doc = document("Giao Sở Nội vụ báo cáo trước ngày 30/6/2024.")
    assert doc.header == Header()
    assert [z.kind for z in doc.zones] == ["body"]


def test_the_digital_signature_dates_what_has_no_date() -> None:
    doc = document("Số: 8/BC-VP", "BÁO CÁO", "Công tác tháng 2", *TEXT, "Nơi nhận:", "- Lưu: VT.", "CHÁNH VĂN PHÒNG",
                   "Người ký: Văn phòng", "Thời gian ký: 03/03/2024 09:12:44 +07:00", "Lê Văn Tâm")  # fmt: skip
    assert doc.header.issued_on == "2024-03-03"
    assert doc.signature.name == "Lê Văn Tâm"


def test_zones_are_in_order_and_do_not_overlap() -> None:
    doc = body("1. Nội dung.", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Lê Văn Tâm", "PHỤ LỤC", "DANH MỤC")
    assert all(a.end <= b.start for a, b in zip(doc.zones, doc.zones[1:], strict=False))
    assert doc.zone_at(doc.text.index("Lưu")) == "recipients"
    assert doc.zone_at(doc.text.index("Lê Văn Tâm")) == "signature"
    assert doc.zone_at(doc.text.index("1. Nội dung")) == "body"


def test_what_a_portal_prints_above_the_letterhead_is_passed_over() -> None:
    doc = document("Trang chủ", ">", "Văn bản địa phương", "TRANG CHỦ", "Thuộc tính", "ỦY BAN NHÂN DÂN", "TỈNH CÀ MAU", *MOTTO, "Số: 12/KH-UBND",
                   "Cà Mau, ngày 05 tháng 6 năm 2025", "KẾ HOẠCH", "Số hóa hồ sơ lưu trữ", *TEXT)  # fmt: skip
    assert (doc.header.issuer, doc.header.subject) == ("Ủy ban nhân dân tỉnh Cà Mau", "Số hóa hồ sơ lưu trữ")
    assert doc.zones[0].start == 0


_HEAD = (
    "UBND TỈNH NAM ĐỊNH\nSỞ NỘI VỤ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 84/KH-SNV\n\nNam Định, ngày 20 tháng 01 năm 2025\n\nKẾ HOẠCH\n"
)
_CARRIES_OUT = (
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 02/01/2025 của UBND tỉnh, Sở Nội vụ xây dựng kế hoạch như sau:"
)


@pytest.mark.parametrize(
    "subject",
    [
        "Thực hiện công tác cải cách hành chính năm 2025",
        "Thực hiện Nghị quyết số 71-NQ/TU ngày 05/12/2024 của Tỉnh ủy",
        "Triển khai thực hiện Kế hoạch cải cách hành chính năm 2025",
        "Tổ chức thực hiện phong trào thi đua năm 2025",
    ],
)
@pytest.mark.parametrize(
    "text", ["Căn cứ Kế hoạch năm 2025;", _CARRIES_OUT, "I. MỤC TIÊU", "1. Mục tiêu chung"]
)
def test_a_subject_may_say_what_is_carried_out(subject: str, text: str) -> None:
    assert analyse(read_text(f"{_HEAD}{subject}\n\n{text}\n")).header.subject == subject


@pytest.mark.parametrize("after", ["I. MỤC TIÊU", "1. Mục tiêu chung"])
def test_a_text_that_opens_with_what_is_carried_out_is_no_subject(after: str) -> None:
    for text in (_CARRIES_OUT, "Thực hiện Kế hoạch số 12/KH-UBND ngày 02/01/2025 của UBND tỉnh."):
        assert analyse(read_text(f"{_HEAD}{text}\n\n{after}\n")).header.subject is None
