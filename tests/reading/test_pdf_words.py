"""Words of PDF pages and where they stand; the files are written by the tests, letter by letter."""

from __future__ import annotations

import unicodedata

import pytest

from extract.reading.page import Page, Word
from extract.reading.pdf.pages import read_pages
from tests.reading.pdf_maker import Maker, grid, letters, line, paragraph, picture, stroke


def page_of(content: bytes, entries: bytes = b"", fonts: dict[str, str] | None = None) -> Page:
    maker = Maker() if fonts is None else Maker(fonts)
    maker.page(content, entries=entries)
    return read_pages(maker.made(), "a.pdf").pages[0]


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def word(page: Page, text: str) -> Word:
    return next(w for w in page.words if w.text == text)


def near(found: Word, x0: float, y0: float, x1: float, y1: float) -> bool:
    box = (found.x0, found.y0, found.x1, found.y1)
    return all(abs(a - b) <= 1 for a, b in zip(box, (x0, y0, x1, y1), strict=True))


def test_a_word_has_its_box_its_size_and_its_font() -> None:
    page = page_of(line(72, 700, "Thông báo") + line(72, 600, "Kính gửi", 14, "F2"))
    # Letters are 6 points wide; the font rises 0.8 of its size over the base line, 142 below the head of the page.
    assert near(word(page, "Thông"), 72, 142 - 9.6, 102, 142 + 2.4)
    assert near(word(page, "báo"), 108, 142 - 9.6, 126, 142 + 2.4)
    plain, bold = word(page, "Thông"), word(page, "gửi")
    assert (plain.size, plain.bold, plain.font) == (12, False, "Arial")
    assert (bold.size, bold.bold) == (14, True)
    assert (page.number, page.width, page.height, page.origin) == (1, 595, 842, "text")


def test_each_word_of_a_full_page_has_its_own_box() -> None:
    rows = [f"từ{row:02} " + "chữ " * 19 for row in range(60)]
    page = page_of(paragraph(rows, 36, 830, 13))
    assert len("".join(rows)) > 4096 and len(page.words) == 60 * 20
    for row in (0, 30, 58, 59):
        top = 842 - (830 - 13 * row)
        assert near(word(page, f"từ{row:02}"), 36, top - 9.6, 60, top + 2.4)


def test_the_size_is_that_on_the_page_whatever_scales_it() -> None:
    page = page_of(
        b"q 2 0 0 2 0 0 cm " + line(30, 300, "Phòng", 7) + b"Q " + line(72, 400, "Ban", 1, turn="13 0 0 13")
    )
    assert word(page, "Phòng").size == 14
    assert word(page, "Ban").size == 13
    assert near(word(page, "Phòng"), 60, 842 - 600 - 11.2, 60 + 5 * 7, 842 - 600 + 2.8)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        # Letters set one by one, as some printer drivers do.
        (b"".join(line(72 + 6 * i, 700, c) for i, c in enumerate("công")), ["công"]),
        # Two words without a space between, the second some points on.
        (line(72, 700, "tháng") + line(72 + 30 + 3, 700, "năm"), ["tháng", "năm"]),
        (line(72, 700, "Số:") + line(200, 700, "/QĐ-UBND"), ["Số:", "/QĐ-UBND"]),
        (
            b"BT /F1 12 Tf 72 700 Td [" + letters("Tờ") + b" -600 " + letters("trình") + b"] TJ ET",
            ["Tờ", "trình"],
        ),
        # Kerning within a word.
        (b"BT /F1 12 Tf 72 700 Td [" + letters("V") + b" 80 " + letters("ăn") + b"] TJ ET", ["Văn"]),
        # A heading with space between its letters.
        (b"BT /F1 12 Tf 3 Tc 72 700 Td " + letters("biên bàn") + b" Tj ET", ["biên", "bàn"]),
        # The same in capitals, in a font the widths of which are those of its letters.
        (b"BT /H 12 Tf 1 Tc 72 700 Td (TH\\324NG B\\301O) Tj ET", ["THÔNG", "BÁO"]),
        (b"BT /H 12 Tf 3 Tc 72 700 Td (BI\\312N B\\300N) Tj ET", ["BIÊN", "BÀN"]),
        (b"BT /H 12 Tf 8 Tc 72 700 Td (TH\\324NG B\\301O) Tj ET", ["THÔNG", "BÁO"]),
        # A symbol broken at its hyphen stays as it is printed, on both lines.
        (line(500, 700, "12/KH-") + line(72, 682, "SNV ngày"), ["12/KH-", "SNV", "ngày"]),
        (line(72, 700, "kinh tế -") + line(72, 682, "xã hội"), ["kinh", "tế", "-", "xã", "hội"]),
        # Raised figures: of a unit and of a note.
        (
            line(72, 700, "120 m") + line(72 + 30, 704, "2", 7) + line(72 + 40, 700, "đất"),
            ["120", "m2", "đất"],
        ),
        (
            line(72, 700, "đề án") + line(72 + 30, 705, "1", 7) + line(72 + 40, 700, "này"),
            ["đề", "án", "1", "này"],
        ),
        # What fonts of symbols, ligatures and hyphens are.
        (line(72, 700, "\uf0b7 \uf0d8 \ufb01le 5\u201110 A\u00adB"), ["•", "➢", "file", "5-10", "A-B"]),
        (line(72, 700, "ÐỀ NGHỊ"), ["ĐỀ", "NGHỊ"]),
        # The same words struck twice to look bold.
        (
            line(72, 700, "Nơi nhận") + line(72, 500, "khác") + line(72.3, 700, "Nơi nhận"),
            ["Nơi", "nhận", "khác"],
        ),
        (line(72, 700, "xã, xã, xã"), ["xã,", "xã,", "xã"]),
        # Outside of what is shown.
        (line(-300, 700, "ngoài") + line(72, 700, "trong"), ["trong"]),
        (line(72, 700, "trước\u00a0ngày"), ["trước", "ngày"]),
    ],
)
def test_words_are_parted_as_they_are_seen(content: bytes, words: list[str]) -> None:
    assert texts(page_of(content)) == words


def test_decomposed_accents_are_composed() -> None:
    page = page_of(line(72, 700, unicodedata.normalize("NFD", "Quyết định phê duyệt")))
    assert texts(page) == ["Quyết", "định", "phê", "duyệt"]


def test_accents_drawn_apart_go_to_their_letters() -> None:
    # In its place, over its letter; before its letter; all at the end of the line.
    over = line(72, 700, "b") + line(78, 700, "a") + line(78, 703, "\u00b4") + line(84, 700, "o cao")
    assert texts(page_of(over)) == ["báo", "cao"]
    before = line(72, 700, "b") + line(78, 703, "\u00b4") + line(78, 700, "a") + line(84, 700, "o cao")
    assert texts(page_of(before)) == ["báo", "cao"]
    at_the_end = line(72, 700, "bao cao quy") + line(78, 703, "\u00b4") + line(102, 703, "\u00b4")
    assert texts(page_of(at_the_end)) == ["báo", "cáo", "quy"]
    moved_back = b"BT /F1 12 Tf 72 700 Td [" + letters("ba") + b" 500 " + letters("\u0301o cao") + b"] TJ ET"
    assert texts(page_of(moved_back)) == ["báo", "cao"]


@pytest.mark.parametrize(
    ("turn", "size"), [(0, (595, 842)), (90, (842, 595)), (180, (595, 842)), (270, (842, 595))]
)
def test_a_page_is_as_large_as_it_is_shown(turn: int, size: tuple[int, int]) -> None:
    # So little text does not turn the page for its sake.
    page = page_of(line(72, 700, "Thông"), b"/Rotate %d" % turn)
    assert (page.width, page.height) == size


@pytest.mark.parametrize(
    ("turn", "matrix", "x", "y", "box"),
    [
        (90, "0 1 -1 0", 142, 72, (72, 132.4, 102, 144.4)),
        (180, "-1 0 0 -1", 595 - 72, 142, (72, 132.4, 102, 144.4)),
        (270, "0 -1 1 0", 595 - 142, 842 - 72, (72, 132.4, 102, 144.4)),
    ],
)
def test_a_turned_sheet_reads_upright(
    turn: int, matrix: str, x: float, y: float, box: tuple[float, float, float, float]
) -> None:
    page = page_of(line(x, y, "Thông báo", turn=matrix), b"/Rotate %d" % turn)
    assert texts(page) == ["Thông", "báo"]
    assert near(page.words[0], *box)


def test_the_crop_box_is_the_page() -> None:
    content = line(150, 700, "trong") + line(20, 700, "lề") + stroke(150, 690, 300, 690)
    page = page_of(content, b"/CropBox[100 100 500 800]")
    assert (page.width, page.height) == (400, 700)
    assert texts(page) == ["trong"]
    assert near(page.words[0], 50, 100 - 9.6, 80, 100 + 2.4)
    assert [(round(r.x0), round(r.y0), round(r.x1)) for r in page.rules] == [(50, 110, 200)]


BODY = ["Ủy ban nhân dân xã Tân Lập giao Văn phòng", "tổng hợp kết quả và báo cáo trước ngày 20."]


def test_a_page_printed_sideways_is_turned() -> None:
    content = b"".join(line(100 + 18 * i, 72, text, turn="0 1 -1 0") for i, text in enumerate(BODY))
    page = page_of(content)
    assert " ".join(texts(page)) == " ".join(BODY)
    assert (page.width, page.height) == (842, 595)
    assert page.note == "trang được xoay 90 độ để đọc"
    assert near(page.words[0], 72, 100 - 9.6, 84, 100 + 2.4)


def test_a_watermark_is_left_out_and_said() -> None:
    content = paragraph(BODY) + line(150, 300, "BẢN SAO", 60, turn="0.7 0.7 -0.7 0.7")
    page = page_of(content)
    assert " ".join(texts(page)) == " ".join(BODY)
    assert page.note == "bỏ qua chữ in chéo trang"


def test_the_upright_head_of_a_column_is_one_word_of_the_table() -> None:
    head = line(98, 610, "Số hồ sơ", turn="0 1 -1 0")
    table = grid((72, 110, 300), (600, 680, 700)) + line(120, 640, "Đơn vị")
    page = page_of(paragraph(BODY, top=800) + table + head + line(580, 300, "mã vạch", turn="0 1 -1 0"))
    assert "Số hồ sơ" in texts(page)
    assert near(word(page, "Số hồ sơ"), 98 - 9.6, 842 - 658, 98 + 2.4, 842 - 610)
    assert "mã vạch" not in texts(page)
    assert page.note == "bỏ qua chữ in dọc ngoài bảng"


def test_a_signature_that_shows_is_read() -> None:
    maker = Maker()
    shown = maker.annotation((300, 700, 500, 760), line(5, 40, "Ký bởi: Sở Nội vụ", 10))
    hidden = maker.annotation((100, 700, 200, 760), line(5, 40, "Ẩn", 10), flags=2)
    maker.page(paragraph(BODY, top=600), entries=b"/Annots[%d 0 R %d 0 R]" % (shown, hidden))
    page = read_pages(maker.made(), "a.pdf").pages[0]
    assert texts(page)[-5:] == ["Ký", "bởi:", "Sở", "Nội", "vụ"]
    assert near(word(page, "bởi:"), 320, 842 - 740 - 8, 340, 842 - 740 + 2)
    assert "Ẩn" not in texts(page)


def test_text_of_old_fonts_comes_out_in_unicode() -> None:
    maker = Maker({"F1": "Arial", "F3": ".VnTime"})
    # TCVN3: the codes of "Ủy ban nhân dân" as fonts of the nineties have them.
    maker.page(line(72, 700, "Thñy lîi n«ng th«n", font="F3") + line(72, 680, "Quyết định"))
    reading = read_pages(maker.made(), "a.pdf")
    assert texts(reading.pages[0]) == ["Thủy", "lợi", "nông", "thôn", "Quyết", "định"]
    assert any(".VnTime" in note for note in reading.notes)


def test_the_lines_of_a_table_are_found_and_white_ones_are_not() -> None:
    table = grid((72, 200, 400), (500, 520, 540)) + line(80, 505, "Tổng số")
    page = page_of(table + grid((72, 200, 400), (300, 320, 340), "1 1 1"))
    across = [r for r in page.rules if r.horizontal]
    down = [r for r in page.rules if not r.horizontal]
    assert sorted(round(r.y0) for r in across) == [302, 322, 342]
    assert sorted(round(r.x0) for r in down) == [72, 200, 400]
    assert all((round(r.x0), round(r.x1)) == (72, 400) for r in across)


def test_borders_drawn_in_pieces_are_whole_lines() -> None:
    # As Word does: thin filled areas, cell by cell.
    pieces = b"".join(
        b"%d %d 64 0.48 re f %d %d 0.48 20 re f\n" % (x, y, x, y)
        for x in (72, 136, 200)
        for y in (500, 520, 540)
    )
    page = page_of(pieces + line(80, 505, "Số"))
    assert len([r for r in page.rules if r.horizontal and r.x1 - r.x0 > 180]) == 3
    assert len([r for r in page.rules if not r.horizontal and r.y1 - r.y0 > 55]) == 3


def test_the_lines_of_a_turned_page_are_where_its_words_are() -> None:
    content = grid((100, 200, 300), (72, 300, 500)) + line(150, 80, "Thông báo", turn="0 1 -1 0")
    page = page_of(content, b"/Rotate 90")
    # Two columns from x = 72 to 300 and to 500; the word is in the first row of the first.
    assert sorted(round(r.x0) for r in page.rules if not r.horizontal) == [72, 300, 500]
    assert sorted(round(r.y0) for r in page.rules if r.horizontal) == [100, 200, 300]
    assert near(word(page, "Thông"), 80, 150 - 9.6, 110, 150 + 2.4)


def test_what_a_scanner_recognised_is_text_with_a_note() -> None:
    body = [
        *BODY,
        "Các phòng chuyên môn phối hợp thực hiện, bảo đảm đúng thời hạn quy định.",
        "Giao Công an xã rà soát số liệu, gửi kết quả về Văn phòng để tổng hợp.",
    ]
    hidden = b"3 Tr " + paragraph(body)
    page = page_of(picture(0, 0, 595, 842) + hidden)
    assert " ".join(texts(page)) == " ".join(body)
    assert page.note == "lớp chữ do máy quét nhận dạng"


def test_a_hidden_copy_of_printed_text_is_not_read_twice() -> None:
    page = page_of(paragraph(BODY) + b"3 Tr " + line(72, 400, "bản ẩn"))
    assert " ".join(texts(page)) == " ".join(BODY)
