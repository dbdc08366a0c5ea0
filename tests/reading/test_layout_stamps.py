"""Blocks of digital signatures, stamps of reception and stamps over signatures on pages."""

from __future__ import annotations

import pytest

from extract.reading.page import Page, Word
from tests.reading.pages import Sheet, paragraphs, scanned, tables, width_of
from tests.reading.test_layout import BODY, letterhead

HEAD = [
    "ỦY BAN NHÂN DÂN XÃ TÂN HÀ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 87/BC-UBND",
    "Tân Hà, ngày 18 tháng 6 năm 2025",
]
PUBLISHER = [
    "TRUNG TÂM LƯU TRỮ",
    "LỊCH SỬ TỈNH",
    "luutru@lamdong.example.vn",
    "19.06.2025 08:05:31",
    "+07:00",
]
ISSUER = ["Ký bởi: Ủy ban nhân dân xã", "Tân Hà", "Thời gian ký: 18/06/2025", "15:42:07"]


def report(blocks: list[tuple[float, float, float, list[str]]], scan: bool) -> Page:
    """A page with a letterhead; the blocks (left, top, size, lines) are printed over the image of a scan."""
    sheet = Sheet()
    letterhead(sheet)
    for text in BODY:
        sheet.paragraph(text)
    page = scanned(sheet.page(), 0.4) if scan else sheet.page()
    over = Sheet()
    for left, top, size, lines in blocks:
        for nth, text in enumerate(lines):
            over.line(text, left, top + 1.2 * size * nth, size)
    page.words += over.words
    return page


@pytest.mark.parametrize("scan", [False, True])
@pytest.mark.parametrize("size", [5.3, 7.0, 9.0])
def test_a_block_without_keys_comes_last_as_one_paragraph(size: float, scan: bool) -> None:
    found = paragraphs(report([(430, 12, size, PUBLISHER)], scan))
    assert found[:5] == HEAD
    assert found[-1] == " ".join(PUBLISHER)
    assert [p for p in found if p in BODY] == BODY


@pytest.mark.parametrize("scan", [False, True])
def test_two_blocks_side_by_side_stay_apart(scan: bool) -> None:
    found = paragraphs(report([(480, 5, 6.0, ISSUER), (290, 9, 7.2, PUBLISHER)], scan))
    assert found[:5] == HEAD
    issuer = ["Ký bởi: Ủy ban nhân dân xã Tân Hà", "Thời gian ký: 18/06/2025 15:42:07"]
    assert found[-3:] in ([*issuer, " ".join(PUBLISHER)], [" ".join(PUBLISHER), *issuer])


@pytest.mark.parametrize(
    "text",
    [
        "Hệ thống ghi nhận sự cố lúc 14:05:31 ngày 19.06.2025 và tự khôi phục sau đó.",
        "Báo cáo gửi về hộp thư tonghop@lamdong.example.vn trước ngày 25.06.2025 để tổng hợp.",
        "Thư điện tử: tonghop@lamdong.example.vn",
    ],
)
def test_addresses_and_times_in_the_text_are_no_block(text: str) -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    sheet.paragraph(text, size=11.0)
    sheet.paragraph(BODY[3])
    assert paragraphs(sheet) == [BODY[0], text, BODY[3]]


def stamped(words: list[str], *, x: float = 20.0, y: float = 150.0, scan: bool = True) -> Page:
    sheet = Sheet()
    letterhead(sheet)
    sheet.centred("BÁO CÁO")
    for text in BODY:
        sheet.paragraph(text)
    page = scanned(sheet.page()) if scan else sheet.page()
    frame = Sheet()
    width, height = 150.0, 50.0
    for at in (y, y + 12, y + height):
        frame.rule(x, at, x + width, at)
    for at in (x, x + 40, x + width):
        frame.rule(at, y, at, y + height)
    page.rules += frame.rules
    for nth, text in enumerate(words):
        left, top = x + 45, y + 1 + 12 * nth
        page.words.append(Word(text, left, top, left + width_of(text, 10), top + 9, confidence=0.45))
    page.words.append(Word("ĐẾN", x + 8, y + 20, x + 34, y + 30, confidence=0.96))
    return page


@pytest.mark.parametrize("words", [["HỌC", "5:", "M27", "2N"], ["Số:", "Ngày:", "Chuyển:"], ["(ý", "‡6"]])
def test_a_framed_stamp_of_reception_on_a_scan_is_left_out(words: list[str]) -> None:
    page = stamped(words)
    found = paragraphs(page)
    assert found[:5] == HEAD
    assert not any(word in p.split() for p in found[5:] for word in [*words, "ĐẾN"])
    assert not tables(stamped(words))
    assert page.note == "bỏ qua dấu đến đóng trên trang"


def test_words_under_a_stamp_of_reception_that_were_read_surely_stay() -> None:
    page = stamped(["Số:", "Ngày:"], x=30.0, y=190.0)
    assert [p for p in paragraphs(page) if p in BODY] == BODY


def test_a_small_table_is_no_stamp() -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    sheet.table([85, 125, 320], [["TT", "Trạm y tế"], ["1", "Trạm Tân Văn"], ["2", "Trạm Phúc Thọ"]])
    sheet.paragraph(BODY[2])
    page = scanned(sheet.page())
    assert tables(page) == [[["TT", "Trạm y tế"], ["1", "Trạm Tân Văn"], ["2", "Trạm Phúc Thọ"]]]
    assert page.note is None


RECIPIENTS = [
    "Nơi nhận:",
    "- Sở Y tế (báo cáo);",
    "- Thường trực HĐND xã;",
    "- CT, các PCT UBND xã;",
    "- Trạm Y tế xã;",
    "- Lưu: VT.",
]


@pytest.mark.parametrize("beside", [1, 3, 5])
@pytest.mark.parametrize("slant", [None, 0.5])
def test_a_name_alone_beside_the_recipients_is_no_recipient(beside: int, slant: float | None) -> None:
    """The title of who signs may be lost under a stamp."""
    sheet = Sheet()
    for text in BODY:
        sheet.paragraph(text)
    top = sheet.at + 10
    for nth, text in enumerate(RECIPIENTS):
        sheet.line(text, 85, top + 14 * nth, 11)
    sheet.line("Đinh Thị Thu Hường", 380, top + 14 * beside - 2, 14, True)
    found = paragraphs(sheet if slant is None else scanned(sheet.page(), slant))
    assert found == [*BODY, *RECIPIENTS, "Đinh Thị Thu Hường"]


@pytest.mark.parametrize(("above", "below"), [(7.0, 7.0), (14.0, 0.5), (0.5, 14.0)])
def test_a_word_whose_box_holds_a_stroke_of_a_pen_stays_on_its_line(above: float, below: float) -> None:
    sheet = Sheet()
    for text in BODY:
        sheet.paragraph(text)
    page = scanned(sheet.page())
    for word in page.words:
        word.size = 14.0
    for tall in [w for w in page.words if w.text in ("bệnh", "Sở", "nhất")]:
        tall.y0, tall.y1 = tall.y0 - above, tall.y1 + below
    assert paragraphs(page) == BODY


@pytest.mark.parametrize(("text", "side"), [("‹", 2.1), ("__", 2.2), (":", 1.1), ("-", 1.1), (".", 0.7)])
def test_specks_of_dust_end_no_paragraph(text: str, side: float) -> None:
    sheet = Sheet()
    for body in BODY:
        sheet.paragraph(body)
    page = scanned(sheet.page())
    for word in page.words:
        word.size = 14.0
    right = max(w.x1 for w in page.words)
    line = next(w for w in page.words if w.text == "214.560")
    page.words.append(
        Word(text, right + 1, line.y0 + 4, right + 1 + side, line.y0 + 4 + side, 14.0, confidence=0.93)
    )
    assert paragraphs(page) == BODY


def test_a_mark_read_twice_takes_no_words_from_its_line() -> None:
    sheet = Sheet()
    for body in BODY:
        sheet.paragraph(body)
    page = scanned(sheet.page(), 0.3)
    word = next(w for w in page.words if w.text == "thống")
    page.words.append(Word("ô", word.x0 + 4, word.y0 - 1, word.x0 + 7, word.y0 + 1.5, 14.0, confidence=0.5))
    found = paragraphs(page)
    assert [p for p in found if p in BODY] == [b for b in BODY if "thống" not in b]
    assert "làm việc với từng đơn vị" in next(p for p in found if p.startswith("b)"))


@pytest.mark.parametrize("text", ["ˆ", "—", ":", "~"])
def test_lines_of_a_scan_without_a_letter_are_left_out(text: str) -> None:
    sheet = Sheet()
    letterhead(sheet)
    sheet.line(text, 200, sheet.at, 14)
    sheet.at += 24
    for body in BODY:
        sheet.paragraph(body)
    assert paragraphs(scanned(sheet.page())) == HEAD + BODY


@pytest.mark.parametrize(
    ("text", "x", "kept"), [("5/", 297.0, False), ("‡", 297.0, False), ("5/", 100.0, True)]
)
def test_a_page_number_that_was_misread_is_dropped(text: str, x: float, kept: bool) -> None:
    first, second = Sheet(1), Sheet(2)
    for sheet in (first, second):
        for body in BODY:
            sheet.paragraph(body)
    second.line(text, x - 5, 36, 14)
    found = paragraphs(scanned(first.page()), scanned(second.page()))
    assert (text in " ".join(found)) == kept
    assert kept or found == BODY * 2


def test_words_recognised_twice_at_one_place_are_read_once() -> None:
    sheet = Sheet()
    for body in BODY:
        sheet.paragraph(body)
    page = scanned(sheet.page(), 0.3)
    for word in [w for w in page.words if len(w.text) > 2][::3]:
        page.words.append(
            Word(word.text + "˙", word.x0 + 0.6, word.y0 - 0.4, word.x1 + 0.3, word.y1 + 0.5, confidence=0.7)
        )
    assert paragraphs(page) == BODY


@pytest.mark.parametrize(
    ("words", "gap", "expected"),
    [
        (["số", "37-", "QĐ/TW", "ngày"], 0.06, "số 37-QĐ/TW ngày"),
        (["số", "1368/QĐ-", "-UBND", "ngày"], -0.24, "số 1368/QĐ-UBND ngày"),
        (["số", "25/KH-", "STTTT,", "ngày"], 0.02, "số 25/KH-STTTT, ngày"),
        (["số", "25/KH-", "STTTT,", "ngày"], 0.4, "số 25/KH- STTTT, ngày"),
        (["giai", "đoạn", "2021-", "2025"], 0.02, "giai đoạn 2021- 2025"),
        (["tăng", "12-", "Đề", "nghị"], 0.4, "tăng 12- Đề nghị"),
    ],
)
def test_symbols_that_recognition_cut_are_one_word(words: list[str], gap: float, expected: str) -> None:
    page = Page(1, 595, 842, origin="scan")
    x = 90.0
    for nth, word in enumerate(words):
        x += 14 * (gap if nth == 2 else 0.3)
        page.words.append(Word(word, x, 100, x + 7 * len(word), 112, 14.0, confidence=0.9))
        x += 7 * len(word)
    assert paragraphs(page) == [expected]


@pytest.mark.parametrize(
    ("text", "width", "dash"),
    [("~", 4.0, "-"), ("ˆ", 3.0, "-"), ("3", 4.3, "-"), ("~—", 7.0, "–"), ("=", 7.0, "–")],
)
def test_what_is_as_flat_as_a_dash_is_one(text: str, width: float, dash: str) -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    sheet.paragraph(BODY[4])
    page = scanned(sheet.page())
    for word in page.words:
        word.size = 14.0
    first = next(w for w in page.words if w.text == "-")
    first.text, first.x1, first.y0, first.y1 = text, first.x0 + width, first.y1 - 5, first.y1 - 3.6
    assert paragraphs(page) == [BODY[0], dash + BODY[4][1:]]


@pytest.mark.parametrize(("text", "sure"), [("⁄", 0.9), ("——", 0.5), ("1", 0.6)])
def test_strokes_of_a_pen_are_no_text(text: str, sure: float) -> None:
    sheet = Sheet()
    for body in BODY:
        sheet.paragraph(body)
    page = scanned(sheet.page())
    for word in page.words:
        word.size = 14.0
    page.words.append(Word(text, 380, sheet.at - 12, 396, sheet.at + 14, 14.0, confidence=sure))
    assert paragraphs(page) == BODY


@pytest.mark.parametrize(
    ("text", "sure", "kept"),
    [("£", 0.67, False), ("|", 0.4, False), ("`", 0.5, False), ("&", 0.6, True), ("§", 0.95, True)],
)
def test_signs_that_nobody_prints_are_kept_only_where_sure(text: str, sure: float, kept: bool) -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    page = scanned(sheet.page())
    last = page.words[-1]
    page.words.append(Word(text, last.x1 + 4, last.y0, last.x1 + 11, last.y1, 14.0, confidence=sure))
    assert paragraphs(page) == [f"{BODY[0]} {text}" if kept else BODY[0]]


def test_recipients_far_below_two_signers_come_after_both() -> None:
    sheet = Sheet()
    for body in BODY:
        sheet.paragraph(body)
    top = sheet.at + 10
    for x, lines in ((90, ["SỞ TƯ PHÁP", "GIÁM ĐỐC"]), (340, ["LIÊN ĐOÀN LAO ĐỘNG", "CHỦ TỊCH"])):
        for nth, text in enumerate(lines):
            sheet.line(text, x, top + 17 * nth, 13, True)
    sheet.line("Hà Quang Vinh", 95, top + 90, 14, True)
    sheet.line("Mai Thị Sen", 350, top + 90, 14, True)
    for nth, text in enumerate(RECIPIENTS):
        sheet.line(text, 85, top + 190 + 14 * nth, 11)
    found = paragraphs(sheet)
    assert found[len(BODY) :] == [
        *["SỞ TƯ PHÁP", "GIÁM ĐỐC", "Hà Quang Vinh"],
        *["LIÊN ĐOÀN LAO ĐỘNG", "CHỦ TỊCH", "Mai Thị Sen"],
        *RECIPIENTS,
    ]
