"""What stands on pages beside their text: numbers, running heads, stamps, signature data, watermarks, footnotes."""

from __future__ import annotations

import pytest

from extract.reading.page import Word
from tests.reading.pages import (
    BOTTOM,
    LEFT,
    RIGHT,
    WIDTH,
    Sheet,
    paragraphs,
    scanned,
    tables,
    width_of,
)
from tests.reading.test_layout import BODY, ending, letterhead


def three_pages() -> tuple[list[Sheet], list[str]]:
    sheets, expected = [], []
    for number in (1, 2, 3):
        sheet = Sheet(number)
        for text in BODY:
            printed = text.replace("Sở Y tế", f"Sở Y tế tỉnh {number}")
            sheet.paragraph(printed)
            expected.append(printed)
        sheets.append(sheet)
    return sheets, expected


@pytest.mark.parametrize("slant", [None, 0.6])
@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}/3", "{}|Page", "Trang {}"])
@pytest.mark.parametrize(("x", "y"), [(WIDTH / 2, 34.0), (WIDTH / 2, 800.0), (RIGHT - 30, 800.0)])
def test_page_numbers_are_dropped(form: str, x: float, y: float, slant: float | None) -> None:
    sheets, expected = three_pages()
    for sheet in sheets[1:]:
        text = form.format(sheet.number)
        sheet.line(text, x - width_of(text, 13) / 2, y, 13)
    pages = [s.page() for s in sheets]
    assert paragraphs(*(pages if slant is None else [scanned(p, slant) for p in pages])) == expected


def test_running_heads_and_feet_are_dropped() -> None:
    sheets, expected = three_pages()
    for sheet in sheets:
        sheet.line(f"CÔNG BÁO/Số 41 + 42/Ngày 12-{sheet.number}-2025", 180, 30, 11)
        sheet.line("Tài liệu lưu hành nội bộ", LEFT, 806, 10)
        sheet.line(f"Trang {sheet.number}", 500, 806, 10)
    assert paragraphs(*sheets) == expected


@pytest.mark.parametrize(
    "heads",
    [
        ["Mẫu số 01", "Mẫu số 02", "Mẫu số 03"],
        ["Phụ lục I", "Phụ lục II", "Phụ lục III"],
        ["1. Xã Tân Hà", "2. Xã Tân Hà", "3. Xã Tân Hà"],
    ],
)
def test_heads_of_forms_at_the_same_place_stay(heads: list[str]) -> None:
    sheets = []
    for number, head in enumerate(heads, 1):
        sheet = Sheet(number)
        sheet.line(head, 450 if head[0] in "MP" else LEFT, 60, 14, True)
        sheet.at = 100
        for text in BODY[:4]:
            sheet.paragraph(text)
        sheets.append(sheet)
    found = paragraphs(*sheets)
    assert [p for p in found if p in heads] == heads


def test_letterheads_of_several_documents_stay() -> None:
    sheets = []
    for number in (1, 2, 3):
        sheet = Sheet(number)
        letterhead(sheet)
        sheet.paragraph(BODY[0])
        sheets.append(sheet)
    assert paragraphs(*sheets).count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 3


def test_a_figure_alone_on_the_last_line_of_a_page_stays() -> None:
    sheet, after = Sheet(1), Sheet(2)
    sheet.at = BOTTOM - 60
    sheet.paragraph(
        "Tổng số cán bộ, công chức cấp xã được bồi dưỡng trong năm 2024 và sáu tháng đầu của năm", after=0
    )
    sheet.line("2025.", LEFT, sheet.at)
    after.paragraph(BODY[0])
    assert paragraphs(sheet, after)[0].endswith("của năm 2025.")


SIGNED = [
    "Người ký: Ủy ban nhân dân xã Tân Hà",
    "Email: vanthu@tanha.example.vn",
    "Cơ quan: Tỉnh Lâm Đồng",
    "Thời gian ký: 18.06.2025 15:42:07 +07:00",
]


@pytest.mark.parametrize("form", ["corner", "over the signature", "wrapped"])
def test_data_of_a_digital_signature_come_last(form: str) -> None:
    sheet = Sheet()
    if form == "corner":
        for nth, text in enumerate(SIGNED):
            sheet.line(text, 400, 20 + 9 * nth, 7.5)
    letterhead(sheet)
    for text in BODY:
        sheet.paragraph(text)
    if form == "over the signature":
        for nth, text in enumerate(SIGNED):
            sheet.line(text, 385, sheet.at + 70 + 9 * nth, 7.5)
    if form == "wrapped":
        for nth, text in enumerate(
            ["Digitally signed by Ủy ban", "nhân dân xã Tân Hà", "Date: 2025.06.18 15:42:07", "+07:00"]
        ):
            sheet.line(text, 400, sheet.at + 70 + 9 * nth, 7.5)
    ending(sheet)
    found = paragraphs(sheet)
    tail = found[found.index("Đinh Thị Thu Hường") + 1 :]
    if form == "wrapped":
        assert (
            " ".join(tail) == "Digitally signed by Ủy ban nhân dân xã Tân Hà Date: 2025.06.18 15:42:07 +07:00"
        )
    else:
        assert tail == SIGNED
    assert found[:5] == [
        "ỦY BAN NHÂN DÂN XÃ TÂN HÀ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 87/BC-UBND",
        "Tân Hà, ngày 18 tháng 6 năm 2025",
    ]
    assert [p for p in found if p in BODY] == BODY


def test_a_sentence_on_signing_is_no_signature_block() -> None:
    sheet = Sheet()
    sheet.paragraph(
        "Người ký văn bản chịu trách nhiệm về nội dung; văn thư kiểm tra thể thức trước khi phát hành."
    )
    sheet.paragraph("Thời gian ký: theo lịch công tác tuần của Thường trực.")
    sheet.paragraph(BODY[0])
    assert paragraphs(sheet)[0].startswith("Người ký văn bản")
    assert paragraphs(sheet)[-1] == BODY[0]


@pytest.mark.parametrize("slant", [None, 0.5])
@pytest.mark.parametrize("x", [30.0, 60.0])
def test_a_stamp_of_reception_comes_last(x: float, slant: float | None) -> None:
    sheet = Sheet()
    letterhead(sheet)
    for nth, text in enumerate(["CÔNG VĂN ĐẾN", "Số: 1093", "Ngày: 20/6/2025"]):
        sheet.line(text, x, 134 + 12 * nth, 9, not nth)
    sheet.at += 30
    sheet.centred("BÁO CÁO")
    for text in BODY:
        sheet.paragraph(text)
    page = sheet.page() if slant is None else scanned(sheet.page(), slant)
    found = paragraphs(page)
    assert found[-3:] == ["CÔNG VĂN ĐẾN", "Số: 1093", "Ngày: 20/6/2025"]
    assert found[3:6] == ["Số: 87/BC-UBND", "Tân Hà, ngày 18 tháng 6 năm 2025", "BÁO CÁO"]


def test_a_watermark_is_dropped_and_a_large_title_is_not() -> None:
    sheet = Sheet()
    for text in BODY * 2:
        sheet.paragraph(text)
    sheet.words += [Word("DỰ", 150, 300, 280, 372, 72), Word("THẢO", 310, 300, 500, 372, 72)]
    assert paragraphs(sheet) == BODY * 2
    title = Sheet()
    title.line("SỔ TAY", 200, 80, 44)
    title.at = 160
    for text in BODY:
        title.paragraph(text)
    assert paragraphs(title)[0] == "SỔ TAY"


def noted(sheet: Sheet, number: str, *, rule: bool = True) -> None:
    """Prints a paragraph with a raised number, and the note at the foot of the page."""
    end = sheet.line("Toàn tỉnh có 214 điểm tiếp nhận", LEFT + 36, sheet.at)
    end = sheet.raised(number, end, sheet.at)
    sheet.line("đang hoạt động.", end + 3.5, sheet.at)
    sheet.at += 30
    y = 730.0
    if rule:
        sheet.rule(LEFT, y - 6, LEFT + 144, y - 6)
    end = sheet.raised(number, LEFT, y, 10)
    sheet.line("Gồm 206 điểm ở cấp xã và 08 điểm tại trung tâm phục vụ hành chính", end + 2, y, 10)
    sheet.line("công các khu vực.", LEFT, y + 13, 10)


@pytest.mark.parametrize("rule", [True, False])
def test_a_footnote_follows_the_paragraph_with_its_mark(rule: bool) -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    noted(sheet, "3", rule=rule)
    sheet.paragraph(BODY[2])
    assert paragraphs(sheet) == [
        BODY[0],
        "Toàn tỉnh có 214 điểm tiếp nhận³ đang hoạt động.",
        "³ Gồm 206 điểm ở cấp xã và 08 điểm tại trung tâm phục vụ hành chính công các khu vực.",
        BODY[2],
    ]


def test_a_footnote_goes_on_over_the_page() -> None:
    first, second = Sheet(1), Sheet(2)
    noted(first, "12")
    first.paragraph(BODY[0])
    second.paragraph(BODY[2])
    second.rule(LEFT, 734, LEFT + 144, 734)
    second.line("Số liệu tính đến hết ngày 31 tháng 5 năm 2025.", LEFT, 742, 10)
    assert paragraphs(first, second) == [
        "Toàn tỉnh có 214 điểm tiếp nhận¹² đang hoạt động.",
        "¹² Gồm 206 điểm ở cấp xã và 08 điểm tại trung tâm phục vụ hành chính công các khu vực. "
        "Số liệu tính đến hết ngày 31 tháng 5 năm 2025.",
        BODY[0],
        BODY[2],
    ]


def test_several_footnotes_and_a_sentence_over_the_page() -> None:
    sheet, after = Sheet(1), Sheet(2)
    end = sheet.line("Đã cấp 1.250 chứng thư số", LEFT + 36, sheet.at)
    end = sheet.raised("1", end, sheet.at)
    end = sheet.line("cho cán bộ, công chức các xã", end + 3.5, sheet.at)
    end = sheet.raised("2", end, sheet.at)
    sheet.line("và các", end + 3.5, sheet.at)
    after.line("đơn vị sự nghiệp công lập.", LEFT, after.at)
    sheet.rule(LEFT, 724, LEFT + 144, 724)
    for nth, text in enumerate(["Kể cả cấp lại.", "Tính đến tháng 5."]):
        end = sheet.raised(str(nth + 1), LEFT, 730 + 14 * nth, 10)
        sheet.line(text, end + 2, 730 + 14 * nth, 10)
    for text in BODY:
        after.at += 30 * (text == BODY[0])
        after.paragraph(text)
    found = paragraphs(sheet, after)
    assert found[:3] == [
        "Đã cấp 1.250 chứng thư số¹ cho cán bộ, công chức các xã² và các đơn vị sự nghiệp công lập.",
        "¹ Kể cả cấp lại.",
        "² Tính đến tháng 5.",
    ]


def test_units_stay_in_their_sentence() -> None:
    sheet = Sheet()
    end = sheet.line("Diện tích trụ sở là 1.450 m", LEFT + 36, sheet.at)
    end = sheet.raised("2", end, sheet.at)
    sheet.line("sàn.", end + 3.5, sheet.at)
    sheet.at += 30
    sheet.paragraph(BODY[0])
    assert paragraphs(sheet)[0] == "Diện tích trụ sở là 1.450 m² sàn."


def test_small_recipients_at_the_foot_are_no_footnotes() -> None:
    sheet = Sheet()
    sheet.at = 560
    sheet.paragraph(BODY[0])
    ending(sheet)
    assert "- Lưu: VT." in paragraphs(sheet)
    assert paragraphs(sheet)[0] == BODY[0]


def test_lines_under_headings_are_no_tables_and_no_rules_of_footnotes() -> None:
    sheet = Sheet()
    letterhead(sheet)
    sheet.paragraph("I. KẾT QUẢ", bold=True)
    sheet.rule(LEFT + 36, sheet.at - 6, LEFT + 130, sheet.at - 6)
    for text in BODY:
        sheet.paragraph(text)
    assert tables(sheet) == []
    assert paragraphs(sheet)[-len(BODY) :] == BODY


@pytest.mark.parametrize("rule", ["________", "-------", "---o0o---", "…………………", "* * *"])
def test_rules_typed_in_signs_are_dropped(rule: str) -> None:
    sheet = Sheet()
    letterhead(sheet)
    sheet.line(rule, 150, 104, 12)
    sheet.line(rule, 400, 104, 12)
    sheet.centred("QUY CHẾ")
    sheet.centred("Quản lý, sử dụng hộp thư công vụ")
    sheet.centred(rule)
    sheet.paragraph(BODY[0])
    assert paragraphs(sheet) == [
        "ỦY BAN NHÂN DÂN XÃ TÂN HÀ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 87/BC-UBND",
        "Tân Hà, ngày 18 tháng 6 năm 2025",
        "QUY CHẾ",
        "Quản lý, sử dụng hộp thư công vụ",
        BODY[0],
    ]
