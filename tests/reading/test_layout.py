"""Pages of words to paragraphs in reading order: columns, line ends, page breaks."""

from __future__ import annotations

import pytest

from extract.reading.compose import DraftParagraph
from extract.reading.page import Page, Word
from tests.reading.pages import LEFT, PITCH, RIGHT, Sheet, paragraphs, read, scanned, tables, width_of

BODY = [
    "Thực hiện Kế hoạch số 57/KH-UBND ngày 14 tháng 02 năm 2025 của Ủy ban nhân dân tỉnh về chuyển đổi số trong ngành "
    "y tế, Sở Y tế đã chỉ đạo các bệnh viện công lập hoàn thành hồ sơ bệnh án điện tử đúng tiến độ được giao.",
    "1. Kết quả thực hiện",
    "a) Đến ngày 30 tháng 6 năm 2025 có 11/14 bệnh viện công bố bệnh án điện tử, đạt 78,6% kế hoạch năm; số lượt khám "
    "bằng căn cước gắn chíp là 214.560 lượt, tăng 9,3% so với cùng kỳ năm trước.",
    "b) Ba bệnh viện tuyến khu vực chưa hoàn thành do chậm bố trí máy chủ. Sở đã làm việc với từng đơn vị và thống nhất "
    "thời hạn cuối cùng là hết quý III năm 2025.",
    "- Đường truyền tại 06 trạm y tế vùng cao chưa ổn định, nhiều thời điểm phải nhập liệu ngoại tuyến rồi đồng bộ vào "
    "cuối ngày làm việc.",
    "2. Nhiệm vụ thời gian tới",
    "Giám đốc các bệnh viện rà soát, báo cáo danh mục thiết bị còn thiếu về Sở Y tế trước ngày 25 tháng 7 năm 2025; "
    "Phòng Kế hoạch - Tài chính tổng hợp, trình cấp có thẩm quyền xem xét.",
]
PRINTED = {
    "justified": {},
    "ragged": {"justified": False},
    "without indents": {"indent": 0.0},
    "close": {"after": 0.0},
    "hanging": {"indent": 0.0, "hang": 22.0, "justified": False},
    "small": {"size": 11.0},
}


@pytest.mark.parametrize("slant", [None, 0.0, 0.8, -0.8])
@pytest.mark.parametrize("how", PRINTED)
def test_printed_lines_become_paragraphs(how: str, slant: float | None) -> None:
    sheet = Sheet()
    for text in BODY:
        sheet.paragraph(text, **PRINTED[how])  # type: ignore[arg-type]
    page = sheet.page()
    assert paragraphs(page if slant is None else scanned(page, slant)) == BODY


@pytest.mark.parametrize("cut", range(3, 14))
def test_sentences_go_on_over_the_page(cut: int) -> None:
    sheet = Sheet()
    for text in BODY:
        sheet.paragraph(text)
    first = sorted({w.y0 for w in sheet.words})
    edge = first[min(cut, len(first) - 1)]
    above = Page(1, sheet.width, sheet.height, [w for w in sheet.words if w.y0 < edge])
    below = Page(2, sheet.width, sheet.height, [w for w in sheet.words if w.y0 >= edge])
    for word in below.words:
        word.y0, word.y1 = word.y0 - edge + 71, word.y1 - edge + 71
    below.words.insert(0, Word("2", 300, 36, 307, 50, 14))
    assert paragraphs(above, below) == BODY


def letterhead(sheet: Sheet, *, long: bool = False, blank: bool = False) -> None:
    left = ["UBND TỈNH LÂM ĐỒNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"] if long else ["ỦY BAN NHÂN DÂN", "XÃ TÂN HÀ"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    for i in range(2):
        y = sheet.at + 16 * i
        sheet.line(left[i], 160 - width_of(left[i], 12) / 2, y, 12, bool(i) or not long)
        sheet.line(right[i], 415 - width_of(right[i], 12) / 2, y, 12, True)
    sheet.rule(130, sheet.at + 33, 190, sheet.at + 33)
    sheet.rule(340, sheet.at + 33, 490, sheet.at + 33)
    y = sheet.at + 44
    if blank:
        end = sheet.line("Số:", 110, y, 13)
        sheet.line("/BC-UBND", end + 40, y, 13)
        end = sheet.line("Tân Hà, ngày", 340, y, 13)
        sheet.line("tháng 6 năm 2025", end + 24, y, 13)
    else:
        sheet.line("Số: 87/BC-UBND", 110, y, 13)
        sheet.line("Tân Hà, ngày 18 tháng 6 năm 2025", 340, y, 13)
    sheet.at = y + 30


@pytest.mark.parametrize("slant", [None, 0.7])
def test_a_letterhead_is_read_left_then_right(slant: float | None) -> None:
    sheet = Sheet()
    letterhead(sheet)
    sheet.centred("BÁO CÁO")
    sheet.centred("Kết quả kiểm tra việc tiếp nhận hồ sơ")
    sheet.centred("tại Bộ phận Một cửa 6 tháng đầu năm 2025")
    sheet.at += 10
    for text in BODY:
        sheet.paragraph(text)
    page = sheet.page()
    assert paragraphs(page if slant is None else scanned(page, slant))[:8] == [
        "ỦY BAN NHÂN DÂN XÃ TÂN HÀ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 87/BC-UBND",
        "Tân Hà, ngày 18 tháng 6 năm 2025",
        "BÁO CÁO",
        "Kết quả kiểm tra việc tiếp nhận hồ sơ tại Bộ phận Một cửa 6 tháng đầu năm 2025",
        BODY[0],
    ]


def test_room_for_number_and_day_makes_no_columns() -> None:
    sheet = Sheet()
    letterhead(sheet, blank=True)
    assert paragraphs(sheet)[3:] == ["Số: /BC-UBND", "Tân Hà, ngày tháng 6 năm 2025"]


def test_names_of_two_bodies_stay_apart_and_a_cut_name_is_one() -> None:
    sheet = Sheet()
    letterhead(sheet, long=True)
    assert paragraphs(sheet)[:2] == ["UBND TỈNH LÂM ĐỒNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"]
    cut = Sheet()
    for nth, (text, bold) in enumerate(
        [("BỘ NỘI VỤ", False), ("CỤC VĂN THƯ VÀ", True), ("LƯU TRỮ NHÀ NƯỚC", True)]
    ):
        cut.line(text, 170 - width_of(text, 12) / 2, 71 + 15 * nth, 12, bold)
    for nth, text in enumerate(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]):
        cut.line(text, 420 - width_of(text, 12) / 2, 71 + 15 * nth, 12, True)
    assert paragraphs(cut)[:2] == ["BỘ NỘI VỤ", "CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC"]


def test_what_a_dispatch_is_about_stands_under_its_number() -> None:
    sheet = Sheet()
    letterhead(sheet)
    sheet.at -= 14
    for text in ("V/v đôn đốc nộp báo cáo định kỳ", "về công tác lưu trữ"):
        sheet.line(text, 95, sheet.at, 12)
        sheet.at += 15
    sheet.at += 20
    sheet.line("Kính gửi: Các phòng, ban chuyên môn.", 180, sheet.at)
    sheet.at += 30
    sheet.paragraph(BODY[0])
    found = paragraphs(sheet)
    assert "V/v đôn đốc nộp báo cáo định kỳ về công tác lưu trữ" in found
    assert found.index("V/v đôn đốc nộp báo cáo định kỳ về công tác lưu trữ") < found.index(
        "Kính gửi: Các phòng, ban chuyên môn."
    )
    assert found[-1] == BODY[0]


def ending(sheet: Sheet, raised: float = 0.0) -> None:
    top = sheet.at + 10
    items = [
        ("Nơi nhận:", LEFT),
        ("- Như Điều 3;", LEFT),
        ("- Thường trực Đảng ủy, HĐND xã, các tổ", LEFT),
        ("chức chính trị - xã hội;", LEFT + 6),
        ("- Trang thông tin điện tử xã;", LEFT),
        ("- Lưu: VT.", LEFT),
    ]
    for nth, (text, x) in enumerate(items):
        sheet.line(text, x, top + nth * 14, 11)
    for nth, text in enumerate(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]):
        sheet.line(text, 430 - width_of(text, 14) / 2, top - raised + nth * 18, 14, True)
    name = "Đinh Thị Thu Hường"
    sheet.line(name, 430 - width_of(name, 14) / 2, top + 120, 14, True)


RECIPIENTS = [
    "Nơi nhận:",
    "- Như Điều 3;",
    "- Thường trực Đảng ủy, HĐND xã, các tổ chức chính trị - xã hội;",
    "- Trang thông tin điện tử xã;",
    "- Lưu: VT.",
]
SIGNATURE = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đinh Thị Thu Hường"]


@pytest.mark.parametrize("raised", [0.0, 3.0, -6.0, 20.0])
def test_recipients_come_before_the_signature_beside_them(raised: float) -> None:
    sheet = Sheet()
    for text in BODY:
        sheet.paragraph(text)
    ending(sheet, raised)
    assert paragraphs(sheet) == [*BODY, *RECIPIENTS, *SIGNATURE]


def test_a_title_above_the_head_of_the_recipients_is_read_after_them() -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    sheet.line("HIỆU TRƯỞNG", 390, sheet.at, 14, True)
    for nth, text in enumerate(["Nơi nhận:", "- Các khoa, phòng;", "- Lưu: VT."]):
        sheet.line(text, LEFT, sheet.at + 19 + 14 * nth, 11)
    sheet.line("Phan Thanh Tịnh", 380, sheet.at + 90, 14, True)
    assert paragraphs(sheet) == [
        BODY[0],
        "Nơi nhận:",
        "- Các khoa, phòng;",
        "- Lưu: VT.",
        "HIỆU TRƯỞNG",
        "Phan Thanh Tịnh",
    ]


def test_a_box_that_reaches_over_the_next_word_cuts_no_line() -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    page = scanned(sheet.page(), 0.0)
    page.words[3].x1 = page.words[4].x1 - 1
    page.words[9].x1 = page.words[10].x1 + 2
    assert paragraphs(page) == [BODY[0]]


def test_two_signers_side_by_side() -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    top = sheet.at + 10
    for x, column in (
        (180, ["LIÊN ĐOÀN LAO ĐỘNG TỈNH", "CHỦ TỊCH", "Lò Văn Pánh"]),
        (430, ["SỞ VĂN HÓA VÀ THỂ THAO", "GIÁM ĐỐC", "Tạ Bích Loan"]),
    ):
        for nth, text in enumerate(column):
            sheet.line(text, x - width_of(text, 13) / 2, top + (0, 17, 90)[nth], 13, True)
    assert paragraphs(sheet)[1:] == [
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH",
        "CHỦ TỊCH",
        "Lò Văn Pánh",
        "SỞ VĂN HÓA VÀ THỂ THAO",
        "GIÁM ĐỐC",
        "Tạ Bích Loan",
    ]


def test_recipients_that_go_on_over_the_page_stay_together() -> None:
    first, second = Sheet(1), Sheet(2)
    for text in BODY:
        first.paragraph(text)
    ending(first)
    second.line("- Công an xã;", LEFT, 71, 11)
    found = paragraphs(first, second)
    assert found[-6:] == ["- Lưu: VT.", "- Công an xã;", *SIGNATURE]


def test_justified_prose_has_no_columns() -> None:
    sheet = Sheet()
    # Few words on wide lines: gaps far wider than a space, here and there one above the other.
    for _ in range(3):
        sheet.paragraph(
            "Nghị-quyết-liên-tịch-giữa hai-cơ-quan-đã-thống nhất-toàn-bộ-nội-dung được-trình-bày-tại-phiên-họp thứ-mười-hai-của-Thường"
            " trực-Hội-đồng-nhân-dân và-các-ban-của-Hội đồng-trong-quý-hai năm-nay."
        )
    found = paragraphs(sheet)
    assert len(found) == 3
    assert tables(sheet) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["QUYẾT ĐỊNH"], ["QUYẾT ĐỊNH"]),
        (["KẾ HOẠCH", "Phòng, chống hạn mặn"], ["KẾ HOẠCH", "Phòng, chống hạn mặn"]),
        (
            [
                "KẾ HOẠCH",
                "PHÒNG, CHỐNG HẠN MẶN, BẢO ĐẢM NƯỚC SINH HOẠT",
                "CHO NHÂN DÂN GIAI ĐOẠN",
                "2025 - 2030",
            ],
            ["KẾ HOẠCH", "PHÒNG, CHỐNG HẠN MẶN, BẢO ĐẢM NƯỚC SINH HOẠT CHO NHÂN DÂN GIAI ĐOẠN 2025 - 2030"],
        ),
        (["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", "QUYẾT ĐỊNH:"], ["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", "QUYẾT ĐỊNH:"]),
        (
            ["PHỤ LỤC II", "DANH MỤC THỦ TỤC", "(Kèm theo Quyết định số 12/QĐ-UBND)"],
            ["PHỤ LỤC II", "DANH MỤC THỦ TỤC", "(Kèm theo Quyết định số 12/QĐ-UBND)"],
        ),
        (["Chương II", "TỔ CHỨC THỰC HIỆN"], ["Chương II", "TỔ CHỨC THỰC HIỆN"]),
    ],
)
def test_titles_in_the_middle(lines: list[str], expected: list[str]) -> None:
    sheet = Sheet()
    for text in lines:
        sheet.centred(text)
    sheet.at += 12
    for text in BODY:
        sheet.paragraph(text)
    assert paragraphs(sheet) == [*expected, *BODY]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["theo Kết luận số 66-", "KL/TW"], "66-KL/TW"),
        (["giai đoạn 2021-", "2025 của"], "2021-2025"),
        (["Tờ trình số 1458/TTr-", "SNV ngày"], "1458/TTr-SNV"),
        (["các tổ chức chính trị-", "xã hội"], "chính trị-xã hội"),
        (["phát triển kinh tế -", "xã hội"], "kinh tế - xã hội"),
        (["của Ủy ban nhân", "dân tỉnh"], "nhân dân"),
    ],
)
def test_symbols_cut_by_a_line_end_are_mended(lines: list[str], expected: str) -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    for nth, text in enumerate(lines):
        start = LEFT + 36 * (nth == 0)
        if nth == 0:
            text = "Căn cứ ý kiến của các cơ quan " + text
            count = len(text.split()) - 1
            stretch = (RIGHT - start - width_of(text, 14)) / count
            sheet.line(text, start, sheet.at, 14, False, stretch)
        else:
            sheet.line(text + " đã được phê duyệt.", start, sheet.at, 14)
        sheet.at += PITCH * 14
    assert expected in paragraphs(sheet)[-1]


def test_addressees_and_recipients_stay_apart() -> None:
    sheet = Sheet()
    sheet.line("Kính gửi:", 180, sheet.at)
    for text in ("- Thủ trưởng các phòng, ban;", "- Chủ tịch UBND các xã, phường."):
        sheet.at += PITCH * 14
        sheet.line(text, 230, sheet.at)
    sheet.at += 40
    sheet.paragraph(BODY[0])
    assert paragraphs(sheet) == [
        "Kính gửi:",
        "- Thủ trưởng các phòng, ban;",
        "- Chủ tịch UBND các xã, phường.",
        BODY[0],
    ]


def test_bold_paragraphs_are_strong() -> None:
    sheet = Sheet()
    sheet.paragraph("I. KẾT QUẢ CHUNG", bold=True)
    sheet.paragraph(BODY[0])
    found = read(sheet)
    assert [d.strong for d in found if isinstance(d, DraftParagraph)] == [True, False]


def test_each_word_keeps_its_place_and_confidence() -> None:
    sheet = Sheet(3)
    sheet.paragraph(BODY[0])
    page = scanned(sheet.page(), 0.8)
    runs = [run for d in read(page) if isinstance(d, DraftParagraph) for run in d.runs]
    assert [run.text for run in runs] == BODY[0].split(" ")
    boxes = {(w.x0, w.y0, w.x1, w.y1) for w in page.words}
    assert all(run.box is not None and run.box.page == 3 and tuple(run.box[1:]) in boxes for run in runs)
    assert {run.confidence for run in runs} == {0.93}


def test_words_cut_where_the_fount_changes_are_whole() -> None:
    words = [
        Word("(", 90, 71, 94, 85, 14),
        Word("CCHC", 94, 71, 130, 85, 14, italic=True),
        Word(")", 130, 71, 134, 85, 14),
        Word("năm", 137.5, 71, 165, 85, 14),
    ]
    assert paragraphs(Page(1, 595, 842, words)) == ["(CCHC) năm"]


def test_empty_pages_are_no_trouble() -> None:
    assert paragraphs() == []
    assert paragraphs(Page(1, 595, 842, origin="blank"), Page(2, 595, 842, [Word(" ", 1, 1, 2, 2)])) == []
