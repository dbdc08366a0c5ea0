"""Which line ends end a paragraph."""

from __future__ import annotations

import textwrap

import pytest

from extract.reading import Paragraph, read_text
from tests.reading.helpers import paragraphs, texts

BODY = [
    "Thực hiện chỉ đạo của Chủ tịch Ủy ban nhân dân tỉnh Lào Cai về rút ngắn thời gian giải quyết hồ sơ đất đai, Sở "
    "Nông nghiệp và Môi trường đã phân công từng phòng theo dõi địa bàn và báo cáo vào thứ Sáu hằng tuần.",
    "1. Kết quả đạt được",
    "a) Trong quý II, các chi nhánh tiếp nhận 4.215 hồ sơ, tăng 12,4% so với quý trước; trả kết quả đúng hạn 4.102 hồ "
    "sơ, chiếm 97,3%. Số hồ sơ quá hạn tập trung ở ba xã vùng cao do bản đồ chưa được đo đạc lại.",
    "b) Đã lắp đặt máy quét tại 21 điểm tiếp nhận; tập huấn cho 64 công chức về ký số và luân chuyển hồ sơ điện tử "
    "trên hệ thống dùng chung của tỉnh, kể cả công chức mới được điều động sau sắp xếp.",
    "2. Nhiệm vụ thời gian tới",
    "- Rà soát toàn bộ hồ sơ tồn, phân loại theo nguyên nhân và gửi danh sách về Văn phòng đăng ký đất đai tỉnh "
    "trước ngày 05 tháng 8 năm 2025 để thống nhất phương án xử lý dứt điểm.",
    "- Phối hợp với Công an tỉnh làm sạch dữ liệu chủ sử dụng đất, bảo đảm khớp với cơ sở dữ liệu quốc gia về dân "
    "cư; hoàn thành trong quý III năm 2025 và báo cáo kết quả bằng văn bản.",
    "Giám đốc Sở yêu cầu thủ trưởng các đơn vị nghiêm túc triển khai, kịp thời phản ánh khó khăn để được hướng dẫn "
    "tháo gỡ ngay từ cơ sở, không để dồn việc vào cuối năm./.",
]


def wrapped(width: int, first: int | None, between: str) -> str:
    """The body cut at a width, the first line of each paragraph shorter where `first` is given."""
    printed = []
    for paragraph in BODY:
        lines = textwrap.wrap(paragraph, width, break_on_hyphens=False)
        if first and len(paragraph) > first:
            cut = paragraph.rindex(" ", 0, first)
            lines = [paragraph[:cut], *textwrap.wrap(paragraph[cut + 1 :], width, break_on_hyphens=False)]
        printed.append("\n".join(lines))
    return between.join(printed)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("first", [None, 30, 50])
@pytest.mark.parametrize("width", [66, 76, 95])
def test_wrapped_paragraphs_are_made_whole(width: int, first: int | None, between: str) -> None:
    assert paragraphs(wrapped(width, first, between)) == BODY


def test_indented_first_lines_are_first_lines() -> None:
    printed = "\n".join("\n".join(textwrap.wrap(p, 76, initial_indent="    ")) for p in BODY)
    assert paragraphs(printed) == BODY


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # A page break in the middle of a sentence.
        (
            "theo quy định của Luật Đất đai năm\n\n2024 và nghị định.",
            ["theo quy định của Luật Đất đai năm 2024 và nghị định."],
        ),
        ("Các xã cần tiếp\n\ntục rà soát.", ["Các xã cần tiếp tục rà soát."]),
        (
            "Giao Sở Y tế, Sở Nội vụ và\n\nSở Tài chính phối hợp.",
            ["Giao Sở Y tế, Sở Nội vụ và Sở Tài chính phối hợp."],
        ),
        (
            "- Năm nay huyện được giao 45 biên chế công chức hành chính và\n\n12 viên chức; đã tuyển đủ.",
            ["- Năm nay huyện được giao 45 biên chế công chức hành chính và 12 viên chức; đã tuyển đủ."],
        ),
        (
            "Căn cứ Nghị quyết số 66-\n\nNQ/TW của Bộ Chính trị",
            ["Căn cứ Nghị quyết số 66-NQ/TW của Bộ Chính trị"],
        ),
        ("giai đoạn 2021-\n2025 đã xong.", ["giai đoạn 2021-2025 đã xong."]),
        # Ends of paragraphs.
        ("1. Kết quả\n\nTrong năm, xã đã làm tốt.", ["1. Kết quả", "Trong năm, xã đã làm tốt."]),
        (
            "1. Chỉ đạo của UBND tỉnh\n\nVăn phòng đã tham mưu.",
            ["1. Chỉ đạo của UBND tỉnh", "Văn phòng đã tham mưu."],
        ),
        ("Gồm các mức:\n\na) tốt;\n\nb) khá.", ["Gồm các mức:", "a) tốt;", "b) khá."]),
        ("Về việc chấm điểm\n\n1. Các sở gửi hồ sơ.", ["Về việc chấm điểm", "1. Các sở gửi hồ sơ."]),
        (
            "Thực hiện Kế hoạch số 5/KH-UBND,\n\nỦy ban nhân dân xã báo cáo.",
            ["Thực hiện Kế hoạch số 5/KH-UBND,", "Ủy ban nhân dân xã báo cáo."],
        ),
        # A number after a heading that ends with what may stand before a number.
        (
            "4. Phát triển chính quyền số\n\n100% phường dùng chữ ký số.",
            ["4. Phát triển chính quyền số", "100% phường dùng chữ ký số."],
        ),
        (
            "3. Chế độ báo cáo hằng năm\n\n02 đợt kiểm tra đã hoàn thành.",
            ["3. Chế độ báo cáo hằng năm", "02 đợt kiểm tra đã hoàn thành."],
        ),
        # Labels alone.
        ("-\nBãi bỏ thủ tục.\n\n1.2.\nKiến nghị", ["- Bãi bỏ thủ tục.", "1.2. Kiến nghị"]),
        (
            "1.\tPhòng Tư pháp rà soát.\n2.\tPhòng Nội vụ tổng hợp.",
            ["1. Phòng Tư pháp rà soát.", "2. Phòng Nội vụ tổng hợp."],
        ),
        ("\t\nTin vắn\n\n\n \t3. Các  sở   gửi báo cáo.", ["Tin vắn", "3. Các sở gửi báo cáo."]),
        # Letterheads and titles.
        ("UBND TỈNH AN GIANG\nVĂN PHÒNG", ["UBND TỈNH AN GIANG", "VĂN PHÒNG"]),
        ("ỦY BAN NHÂN DÂN\nTỈNH AN GIANG", ["ỦY BAN NHÂN DÂN TỈNH AN GIANG"]),
        ("SỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH", ["SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"]),
        ("BÁO CÁO\nKết quả quý I", ["BÁO CÁO", "Kết quả quý I"]),
        ("KẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH", ["KẾ HOẠCH", "CẢI CÁCH HÀNH CHÍNH"]),
        (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\nSố: 7/BC-SYT",
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 7/BC-SYT"],
        ),
        (
            "PHỤ LỤC\nSỐ LIỆU TIẾP NHẬN HỒ SƠ CỦA CÁC CƠ QUAN\nCHUYÊN MÔN THUỘC HUYỆN",
            ["PHỤ LỤC", "SỐ LIỆU TIẾP NHẬN HỒ SƠ CỦA CÁC CƠ QUAN CHUYÊN MÔN THUỘC HUYỆN"],
        ),
        (
            "**TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG**\n\nLò Văn Pánh",
            ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lò Văn Pánh"],
        ),
        (
            "Nơi nhận:\n- Như trên;\n- Văn phòng Đoàn đại biểu\nQuốc hội;\n- Lưu: VT.",
            ["Nơi nhận:", "- Như trên;", "- Văn phòng Đoàn đại biểu Quốc hội;", "- Lưu: VT."],
        ),
    ],
)
def test_lines_of_a_plain_text(printed: str, expected: list[str]) -> None:
    assert paragraphs(printed) == expected


PORTAL = """\
|
**ỦY BAN
NHÂN DÂN **
TỈNH LÀO CAI
-------
|
**CỘNG HÒA XÃ
HỘI CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 45/UBND-NC
*V/v rà soát hồ
sơ tồn đọng*
|
*Lào Cai, ngày 8
tháng 7 năm 2025*
|
|
**Kính gửi:**
|
- Các sở, ban, ngành;
- Ủy ban nhân dân các xã, phường thuộc
tỉnh.
|
"""

SIGNED = """
|
*Nơi
nhận:*
- Như trên;
- VPUB: LĐVP,
Phòng Nội chính;
- Lưu: VT.
|
**KT. CHỦ TỊCH**
PHÓ CHỦ TỊCH
**Giàng
A Sử**
|
"""


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("first", [30, 50])
def test_text_of_a_portal(first: int, between: str) -> None:
    source = read_text(PORTAL + wrapped(78, first, between) + SIGNED)
    assert texts(source) == [
        "ỦY BAN NHÂN DÂN TỈNH LÀO CAI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 45/UBND-NC",
        "V/v rà soát hồ sơ tồn đọng",
        "Lào Cai, ngày 8 tháng 7 năm 2025",
        "Kính gửi:",
        "- Các sở, ban, ngành;",
        "- Ủy ban nhân dân các xã, phường thuộc tỉnh.",
        *BODY,
        "Nơi nhận:",
        "- Như trên;",
        "- VPUB: LĐVP, Phòng Nội chính;",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Giàng A Sử",
    ]
    assert len(texts(source)) == len(source.blocks)


def test_a_dash_inside_a_sentence_begins_no_item() -> None:
    long = "Đề án thí điểm mô hình dịch vụ công lưu động tại các xã biên giới trong giai đoạn 2026"
    printed = wrapped(76, 50, "\n\n") + "\n\n" + long[:48].rsplit(" ", 1)[0]
    rest = long[len(long[:48].rsplit(" ", 1)[0]) + 1 :]
    printed += f"\n{rest}\n- 2030 được bố trí vốn từ ngân sách tỉnh và nguồn tài trợ hợp pháp khác."
    assert (
        paragraphs(printed)[-1]
        == f"{long} - 2030 được bố trí vốn từ ngân sách tỉnh và nguồn tài trợ hợp pháp khác."
    )


def test_form_feeds_are_page_breaks_and_page_numbers_go() -> None:
    source = read_text(
        "Trang một nói về hồ sơ đất đai năm\n1\n\f2\n2024 và các năm sau.\n\nĐoạn hai.\n\fTrang 3/3\nĐoạn ba."
    )
    assert texts(source) == [
        "Trang một nói về hồ sơ đất đai năm 2024 và các năm sau.",
        "Đoạn hai.",
        "Đoạn ba.",
    ]
    assert source.pages == 3
    assert [b.page for b in source.blocks if isinstance(b, Paragraph)] == [1, 2, 3]


def test_a_page_number_in_the_middle_of_a_sentence_goes() -> None:
    assert paragraphs("Các phòng cần tiếp\n\n4\n\ntục phối hợp.") == ["Các phòng cần tiếp tục phối hợp."]


def test_two_columns_of_spaces_are_read_one_after_the_other() -> None:
    printed = (
        "   UBND TỈNH LÀO CAI               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "       SỞ Y TẾ                         Độc lập - Tự do - Hạnh phúc\n\n"
        "    Số: 12/BC-SYT                    Lào Cai, ngày 3 tháng 4 năm 2025\n\nBÁO CÁO\n"
    )
    assert paragraphs(printed) == [
        "UBND TỈNH LÀO CAI",
        "SỞ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/BC-SYT",
        "Lào Cai, ngày 3 tháng 4 năm 2025",
        "BÁO CÁO",
    ]


def test_a_wide_gap_in_one_line_is_no_column() -> None:
    assert paragraphs("Họ và tên người nộp hồ sơ:      Vàng Thị Mỷ\nĐịa chỉ: xã Bản Phố") == [
        "Họ và tên người nộp hồ sơ: Vàng Thị Mỷ",
        "Địa chỉ: xã Bản Phố",
    ]
