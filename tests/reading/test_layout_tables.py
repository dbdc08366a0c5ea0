"""Tables of pages: ruled and open, merged cells, over page breaks, aligned by spaces; and what is none."""

from __future__ import annotations

import pytest

from tests.reading.pages import LEFT, RIGHT, Sheet, paragraphs, scanned, tables
from tests.reading.test_layout import BODY, letterhead

XS = [LEFT, 120.0, 330.0, 440.0, RIGHT]
HEAD = ["TT", "Nội dung công việc", "Chủ trì", "Hoàn thành"]
ROWS = [
    HEAD,
    ["1", "Rà soát danh mục thủ tục\nnội bộ", "Văn phòng", "Tháng 8/2025"],
    ["2", "Khảo sát sự hài lòng", "Phòng Nội vụ", "Quý IV/2025"],
]
READ = [
    HEAD,
    ["1", "Rà soát danh mục thủ tục nội bộ", "Văn phòng", "Tháng 8/2025"],
    ["2", "Khảo sát sự hài lòng", "Phòng Nội vụ", "Quý IV/2025"],
]


@pytest.mark.parametrize("slant", [None, 0.4])
@pytest.mark.parametrize("outer", [True, False])
def test_a_ruled_table_between_paragraphs(outer: bool, slant: float | None) -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    sheet.table(XS, ROWS, outer=outer)
    sheet.paragraph(BODY[2])
    page = sheet.page() if slant is None else scanned(sheet.page(), slant, 0.6)
    assert tables(page) == [READ]
    assert paragraphs(page) == [BODY[0], BODY[2]]


def test_merged_cells() -> None:
    sheet = Sheet()
    sheet.table(
        XS,
        [
            ["TT", "Chỉ tiêu", "Kết quả", "<"],
            ["^", "^", "Năm 2023", "Năm 2024"],
            ["I", "LĨNH VỰC HỘ TỊCH", "<", "<"],
            ["1", "Hồ sơ tiếp nhận", "1.204", "1.377"],
            ["2", "Hồ sơ trả đúng hạn", "1.190", "^"],
        ],
    )
    assert tables(sheet) == [
        [
            ["TT", "Chỉ tiêu", "Kết quả<2>"],
            ["", "", "Năm 2023", "Năm 2024"],
            ["I", "LĨNH VỰC HỘ TỊCH<3>"],
            ["1", "Hồ sơ tiếp nhận", "1.204", "1.377"],
            ["2", "Hồ sơ trả đúng hạn", "1.190", ""],
        ]
    ]


def test_borders_drawn_twice_or_in_pieces_are_one() -> None:
    sheet = Sheet()
    sheet.table(XS, ROWS)
    for rule in list(sheet.rules):
        if rule.horizontal:
            sheet.rule(rule.x0, rule.y0 + 1.4, rule.x1, rule.y1 + 1.4)
        else:
            sheet.rule(rule.x0 + 1.2, rule.y0, rule.x1 + 1.2, rule.y1)
    assert tables(sheet) == [READ]


def test_rows_without_lines_between_them_are_cut_at_their_index() -> None:
    sheet = Sheet()
    sheet.table(
        XS,
        [HEAD, ["1\n2\n3", "Số hóa hồ sơ\nTập huấn\nKiểm tra", "VP\nNV\nTT", "Quý I\nQuý II\nQuý III"]],
    )
    assert tables(sheet)[0][1:] == [
        ["1", "Số hóa hồ sơ", "VP", "Quý I"],
        ["2", "Tập huấn", "NV", "Quý II"],
        ["3", "Kiểm tra", "TT", "Quý III"],
    ]


def over_pages(
    second: list[list[str]], *, xs: list[float] | None = None, between: str = ""
) -> list[list[list[str]]]:
    first, after = Sheet(1), Sheet(2)
    for text in BODY[:4]:
        first.paragraph(text)
    first.at = 600
    first.table(XS, ROWS)
    after.line("2", 300, 36, 13)
    if between:
        after.paragraph(between)
    after.table(xs or XS, second)
    for text in BODY[:4]:
        after.paragraph(text)
    return tables(first, after)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        # Rows go on, with and without the heads printed again.
        (
            [["3", "Kiểm tra công vụ", "Thanh tra", "Quý III"]],
            [[*READ, ["3", "Kiểm tra công vụ", "Thanh tra", "Quý III"]]],
        ),
        (
            [HEAD, ["3", "Kiểm tra công vụ", "Thanh tra", "Quý III"]],
            [[*READ, ["3", "Kiểm tra công vụ", "Thanh tra", "Quý III"]]],
        ),
        # A row cut by the page break.
        (
            [["", "của tổ chức, cá nhân", "", ""], ["3", "Kiểm tra công vụ", "Thanh tra", "Quý III"]],
            [
                [
                    *READ[:-1],
                    ["2", "Khảo sát sự hài lòng của tổ chức, cá nhân", "Phòng Nội vụ", "Quý IV/2025"],
                    ["3", "Kiểm tra công vụ", "Thanh tra", "Quý III"],
                ]
            ],
        ),
        # Another table of the same width.
        (
            [["STT", "Tên đơn vị", "Số hồ sơ", "Tỷ lệ"], ["1", "Xã Nậm Cắn", "204", "98,1%"]],
            [READ, [["STT", "Tên đơn vị", "Số hồ sơ", "Tỷ lệ"], ["1", "Xã Nậm Cắn", "204", "98,1%"]]],
        ),
    ],
)
def test_tables_over_a_page_break(second: list[list[str]], expected: list[list[list[str]]]) -> None:
    assert over_pages(second) == expected


def test_a_table_after_a_paragraph_on_the_next_page_is_another() -> None:
    rows = [["3", "Kiểm tra công vụ", "Thanh tra", "Quý III"]]
    assert over_pages(rows, between="Các nhiệm vụ thường xuyên:") == [READ, rows]


def test_a_group_that_hides_columns_on_the_next_page_goes_on() -> None:
    assert over_pages([["II", "NHÓM NHIỆM VỤ THƯỜNG XUYÊN", "<", "<"]])[0][-1] == [
        "II",
        "NHÓM NHIỆM VỤ THƯỜNG XUYÊN<3>",
    ]


def test_frames_and_lines_are_no_tables() -> None:
    sheet = Sheet()
    letterhead(sheet)
    # A box round a heading, a frame round the page, lines under words.
    for x0, y0, x1, y1 in ((200.0, sheet.at - 4, 430.0, sheet.at + 20), (30.0, 30.0, 565.0, 812.0)):
        sheet.rule(x0, y0, x1, y0)
        sheet.rule(x0, y1, x1, y1)
        sheet.rule(x0, y0, x0, y1)
        sheet.rule(x1, y0, x1, y1)
    sheet.centred("DỰ THẢO LẦN 2")
    sheet.at += 10
    for text in BODY:
        sheet.paragraph(text)
        sheet.rule(LEFT, sheet.at - 8, LEFT + 90, sheet.at - 8)
    assert tables(sheet) == []
    assert paragraphs(sheet)[5:] == ["DỰ THẢO LẦN 2", *BODY]


def test_colour_behind_lines_of_text_is_no_table() -> None:
    sheet = Sheet()
    top = sheet.at
    sheet.paragraph(BODY[2])
    for nth in range(3):
        y0, y1 = top + 18.2 * nth, top + 18.2 * (nth + 1)
        for x0, x1 in ((LEFT, 300.0), (300.0, RIGHT)) if nth == 1 else ((LEFT, RIGHT),):
            sheet.rule(x0, y0, x1, y0)
            sheet.rule(x0, y1, x1, y1)
            sheet.rule(x0, y0, x0, y1)
            sheet.rule(x1, y0, x1, y1)
    assert tables(sheet) == []
    assert paragraphs(sheet) == [BODY[2]]


def test_a_table_on_a_page_turned_sideways() -> None:
    first, wide = Sheet(1), Sheet(2, width=842, height=595)
    for text in BODY:
        first.paragraph(text)
    wide.line("PHỤ LỤC", 390, 60, 14, True)
    wide.line("(Kèm theo Kế hoạch số 31/KH-UBND ngày 09/5/2025)", 270, 80, 13)
    wide.at = 120
    wide.table([60, 100, 400, 600, 780], ROWS)
    assert tables(first, wide) == [READ]
    assert paragraphs(first, wide) == [*BODY, "PHỤ LỤC", "(Kèm theo Kế hoạch số 31/KH-UBND ngày 09/5/2025)"]


def aligned(sheet: Sheet, rows: list[list[str]], xs: list[float]) -> None:
    for row in rows:
        for x, text in zip(xs, row, strict=True):
            if text:
                sheet.line(text, x, sheet.at, 13)
        sheet.at += 18


@pytest.mark.parametrize("slant", [None, 0.5])
def test_columns_kept_by_spaces_are_a_table(slant: float | None) -> None:
    sheet = Sheet()
    sheet.paragraph(BODY[0])
    rows = [
        ["TT", "Đơn vị", "Số hồ sơ", "Tỷ lệ"],
        ["1", "Phường Hà Giang 1", "1.204", "98,6%"],
        ["2", "Xã Đồng Văn", "377", "95,2%"],
        ["3", "Xã Mèo Vạc", "415", "96,9%"],
    ]
    aligned(sheet, rows, [LEFT, 130, 320, 440])
    sheet.at += 12
    sheet.paragraph(BODY[2])
    page = sheet.page() if slant is None else scanned(sheet.page(), slant)
    assert tables(page) == [rows]
    assert paragraphs(page) == [BODY[0], BODY[2]]


def test_cells_of_several_lines_kept_by_spaces() -> None:
    sheet = Sheet()
    rows = [
        ["STT", "Nội dung", "Đơn vị", "Thời hạn"],
        ["1", "Công khai kết quả", "Văn phòng", "Tháng 7"],
        ["", "giải quyết hồ sơ", "UBND xã", ""],
        ["2", "Lắp máy lấy số", "Trung tâm", "Tháng 9"],
    ]
    aligned(sheet, rows, [LEFT, 130, 320, 440])
    assert tables(sheet) == [
        [
            rows[0],
            ["1", "Công khai kết quả giải quyết hồ sơ", "Văn phòng UBND xã", "Tháng 7"],
            rows[3],
        ]
    ]


def test_a_form_and_a_list_of_figures_are_no_tables() -> None:
    sheet = Sheet()
    aligned(
        sheet,
        [["Họ và tên:", "", "Chức vụ:", ""], ["Điện thoại:", "", "Thư điện tử:", ""]],
        [LEFT, 200, 320, 460],
    )
    sheet.at += 20
    sheet.paragraph(BODY[0])
    assert tables(sheet) == []
    assert paragraphs(sheet)[-1] == BODY[0]


def test_a_note_to_a_cell_follows_its_table() -> None:
    sheet = Sheet()
    sheet.table(XS, ROWS)
    y = sheet.words[-1].y0
    sheet.raised("1", sheet.words[-1].x1, y, 12)
    for text in BODY[:3]:
        sheet.paragraph(text)
    sheet.rule(LEFT, 734, LEFT + 144, 734)
    end = sheet.raised("1", LEFT, 740, 10)
    sheet.line("Theo Kế hoạch điều chỉnh.", end + 2, 740, 10)
    assert tables(sheet)[0][-1][-1] == "Quý IV/2025¹"
    assert paragraphs(sheet)[0] == "¹ Theo Kế hoạch điều chỉnh."
