"""Tables of data come out as rows of cells, however they are printed."""

from __future__ import annotations

import pytest

from tests.reading.helpers import bars, paragraphs, tables

HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]
ROWS = [
    ["1", "Số hóa sổ hộ tịch", "Sở Tư pháp", "", "Quý I"],
    ["2", "Lắp ki-ốt tra cứu", "Văn phòng UBND tỉnh", "Bưu điện", ""],
    ["3", "Tập huấn ký số", "Sở KH&CN", "Sở Nội vụ", "Tháng 5"],
]


def test_cells_between_bars() -> None:
    assert tables(bars(HEAD, *ROWS)) == [[HEAD, *ROWS]]


def test_a_group_row_of_one_cell_covers_the_table() -> None:
    printed = bars(HEAD, ["**I. HẠ TẦNG**"], ROWS[0], ROWS[1], ["**II. NHÂN LỰC**"], ROWS[2])
    assert tables(printed) == [[HEAD, ["I. HẠ TẦNG<5>"], ROWS[0], ROWS[1], ["II. NHÂN LỰC<5>"], ROWS[2]]]


def test_a_group_row_with_its_number_and_empty_cells() -> None:
    printed = bars(HEAD, ["I", "Hạ tầng", "** **", "** **", "** **"], *ROWS)
    assert tables(printed)[0][1] == ["I", "Hạ tầng", "", "", ""]
    assert tables(bars(HEAD, ["I", "Hạ tầng"], *ROWS))[0][1] == ["I", "Hạ tầng<4>"]


def test_a_head_of_two_rows() -> None:
    printed = bars(
        ["TT", "Tên thủ tục", "Cách thức thực hiện", "Ghi chú"],
        ["Trực tiếp", "Trực tuyến"],
        ["1", "Đăng ký khai sinh", "x", "x", ""],
        ["2", "Đăng ký kết hôn", "x", "", "Cấp xã"],
    )
    assert tables(printed) == [
        [
            ["TT", "Tên thủ tục", "Cách thức thực hiện<2>", "Ghi chú"],
            ["", "", "Trực tiếp", "Trực tuyến", ""],
            ["1", "Đăng ký khai sinh", "x", "x", ""],
            ["2", "Đăng ký kết hôn", "x", "", "Cấp xã"],
        ]
    ]


def test_wrapped_lines_and_lists_inside_cells() -> None:
    printed = bars(
        HEAD,
        [
            "1",
            "Mua sắm thiết bị cho các\nđiểm tiếp nhận:\n- máy quét;\n- máy in",
            "Sở Tài\nchính",
            "",
            "2025",
        ],
    )
    assert tables(printed)[0][1] == [
        "1",
        "Mua sắm thiết bị cho các điểm tiếp nhận: - máy quét; - máy in",
        "Sở Tài chính",
        "",
        "2025",
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_text_between_two_tables_belongs_to_neither(between: str) -> None:
    caption = "PHỤ LỤC II\nCHỈ TIÊU GIAO CÁC XÃ\n(Kèm theo Kế hoạch số 9/KH-UBND ngày 02/3/2025)"
    printed = (
        bars(HEAD, *ROWS)
        + between
        + caption
        + between
        + bars(["TT", "Xã", "Chỉ tiêu"], ["1", "Bản Hồ", "95%"])
    )
    assert tables(printed) == [[HEAD, *ROWS], [["TT", "Xã", "Chỉ tiêu"], ["1", "Bản Hồ", "95%"]]]
    assert paragraphs(printed) == [
        "PHỤ LỤC II",
        "CHỈ TIÊU GIAO CÁC XÃ",
        "(Kèm theo Kế hoạch số 9/KH-UBND ngày 02/3/2025)",
    ]


def test_layout_is_no_table() -> None:
    printed = bars(
        ["UBND HUYỆN SA PA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số: 4/TB-UBND", "Sa Pa, ngày 5 tháng 6 năm 2024"],
    )
    assert tables(printed) == []
    assert len(paragraphs(printed)) == 4


def test_rows_of_tabs_keep_their_empty_cells() -> None:
    head = "STT\tChỉ tiêu\tKết quả\t\tGhi chú\n\t\tĐơn vị\tSố liệu\t\n"
    body = "1.\tTiếp nhận\t\t\t\n1.1.\t<i>Trực tuyến</i>\t%\t81,5\t\n"
    assert tables(head + body) == [
        [
            ["STT", "Chỉ tiêu", "Kết quả", "", "Ghi chú"],
            ["", "", "Đơn vị", "Số liệu", ""],
            ["1.", "Tiếp nhận", "", "", ""],
            ["1.1.", "Trực tuyến", "%", "81,5", ""],
        ]
    ]


def test_a_cell_cut_by_line_ends_and_page_breaks_is_mended() -> None:
    printed = "STT\tViệc\tĐơn vị\tHạn\n1\tRà soát thủ tục\nđất đai\tSở A\tQuý I\n2\tSố hóa\n\nhồ sơ lưu\tSở B\tQuý II\n"
    assert tables(printed)[0][1:] == [
        ["1", "Rà soát thủ tục đất đai", "Sở A", "Quý I"],
        ["2", "Số hóa hồ sơ lưu", "Sở B", "Quý II"],
    ]


def test_a_head_repeated_on_the_next_page_is_dropped_and_the_cut_cell_mended() -> None:
    head = "STT\tViệc\tKết quả\t\n\t\tĐơn vị\tSố liệu\n"
    printed = (
        head + "1\tHồ sơ nộp trực\tHồ sơ\t512\n\n" + head + "\t<i>tuyến</i>\t\t\n2\tHồ sơ giấy\tHồ sơ\t40\n"
    )
    assert tables(printed) == [
        [
            ["STT", "Việc", "Kết quả", ""],
            ["", "", "Đơn vị", "Số liệu"],
            ["1", "Hồ sơ nộp trực tuyến", "Hồ sơ", "512"],
            ["2", "Hồ sơ giấy", "Hồ sơ", "40"],
        ]
    ]


def test_another_head_after_a_blank_line_begins_another_table() -> None:
    printed = "STT\tXã\tĐiểm\n1\tTả Van\t81\n\nSTT\tPhường\tĐiểm\n1\tSa Pa\t90\n"
    assert len(tables(printed)) == 2


def test_markdown_rows() -> None:
    printed = (
        "| STT | Xã | Điểm |\n|:--:|---|--:|\n| 1 | **Tả Van**<br>(mới) | 81,25 |\n| 2 | Mường Hoa |  |\n"
    )
    assert tables(printed) == [
        [["STT", "Xã", "Điểm"], ["1", "Tả Van (mới)", "81,25"], ["2", "Mường Hoa", ""]]
    ]


def test_markdown_letterhead_is_read_cell_by_cell() -> None:
    printed = "| **UBND TỈNH LÀO CAI**<br>**SỞ Y TẾ** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>Độc lập - Tự do - Hạnh phúc |\n|---|---|\n"
    assert paragraphs(printed) == [
        "UBND TỈNH LÀO CAI",
        "SỞ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_tabs_that_only_place_the_letterhead() -> None:
    printed = (
        "UBND HUYỆN SA PA\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHÒNG NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc\n"
    )
    assert paragraphs(printed) == [
        "UBND HUYỆN SA PA",
        "PHÒNG NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_a_bar_before_the_first_or_after_the_last_cell_is_an_empty_cell_where_the_table_has_no_frame() -> (
    None
):
    (rows,) = tables(
        "TT | Đơn vị | Được giao | Có mặt\n1 | Sở Xây dựng | 84 | 79\n2 | Sở Y tế | 61 | 60\n| Tổng cộng | 145 |\n"
    )
    assert rows[1:] == [
        ["1", "Sở Xây dựng", "84", "79"],
        ["2", "Sở Y tế", "61", "60"],
        ["", "Tổng cộng", "145", ""],
    ]


def test_a_frame_of_bars_holds_no_cells() -> None:
    (rows,) = tables(
        "| TT | Đơn vị | Điểm |\n| 1 | Sở Y tế | 61 |\n| 2 | Sở Xây dựng | 84 |\n| | Cộng | 145 |\n"
    )
    assert rows[-1] == ["", "Cộng", "145"]
