"""Tables of data: header rows, headings across, repeated headers, titles."""

from __future__ import annotations

from extract.structure import DataTable
from tests.structure.factories import body


def tables(*parts: str | list[str]) -> tuple[DataTable, ...]:
    return body("1. Số liệu kèm theo.", *parts).tables


def headers(table: DataTable) -> list[str]:
    return [c.header for c in table.columns]


def test_a_header_of_two_rows_is_joined_from_above() -> None:
    (table,) = tables(
        [
            "STT\tChỉ tiêu\tKết quả thống kê\t\tGhi chú",
            "\t\tĐơn vị tính\tSố liệu\t",
            "1\tSố hồ sơ\tHồ sơ\t120\t",
        ]
    )
    assert headers(table) == [
        "STT",
        "Chỉ tiêu",
        "Kết quả thống kê / Đơn vị tính",
        "Kết quả thống kê / Số liệu",
        "Ghi chú",
    ]
    assert len(table.rows) == 1


def test_a_row_of_column_numbers_is_header() -> None:
    (table,) = tables(["TT\tĐơn vị\tĐiểm", "(1)\t(2)\t(3)", "1\tSở Y tế\t90,5"])
    assert headers(table) == ["TT", "Đơn vị", "Điểm"]
    assert len(table.rows) == 1


def test_data_stand_under_the_headings_across_the_table() -> None:
    (table,) = tables(["STT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn", "I\tTHỂ CHẾ\t\t", "1\tRà soát văn bản\tSở Tư pháp\tQuý I",
                       "II. THỦ TỤC", "2\tCông bố thủ tục\tVăn phòng\tQuý II"])  # fmt: skip
    assert [r.groups for r in table.rows if not r.group] == [("I THỂ CHẾ",), ("II. THỦ TỤC",)]
    assert [r.group for r in table.rows] == [True, False, True, False]


def test_headings_nest_by_their_numbers() -> None:
    (table,) = tables(
        [
            "STT\tChỉ tiêu\tĐơn vị\tSố liệu",
            "1.\tTiếp nhận\t\t",
            "1.1.\tTrực tuyến\tHồ sơ\t15",
            "2.\tTrả kết quả\t\t",
            "2.1.\tĐúng hạn\tHồ sơ\t14",
        ]
    )
    assert [r.groups for r in table.rows if not r.group] == [("1. Tiếp nhận",), ("2. Trả kết quả",)]


def test_a_table_goes_on_after_a_page_break() -> None:
    first, second = tables(
        "Bảng 1. Kết quả xếp hạng",
        ["STT\tĐơn vị\tĐiểm", "1\tSở Y tế\t90"],
        ["STT\tĐơn vị\tĐiểm", "2\tSở Tư pháp\t89"],
    )
    assert headers(first) == headers(second)
    assert first.title == second.title == "Bảng 1. Kết quả xếp hạng"
    assert len(second.rows) == 1


def test_a_table_without_header_takes_that_of_the_one_before() -> None:
    _, second = tables(
        "Kết quả", ["STT\tĐơn vị\tĐiểm", "1\tSở Y tế\t90"], ["2\tSở Tư pháp\t89", "3\tSở Công Thương\t88"]
    )
    assert headers(second) == ["STT", "Đơn vị", "Điểm"]
    assert len(second.rows) == 2


def test_a_repeated_header_inside_is_no_row() -> None:
    (table,) = tables(["STT\tĐơn vị\tĐiểm", "1\tSở Y tế\t90", "STT\tĐơn vị\tĐiểm", "2\tSở Tư pháp\t89"])
    assert len(table.rows) == 2


def test_cells_are_where_the_text_has_them() -> None:
    doc = body("1. Số liệu.", ["STT\tĐơn vị\tĐiểm", "1\tSở Y tế\t90,5"])
    (row,) = doc.tables[0].rows
    assert [doc.text[c[0] : c[1]] for c in row.cells if c] == ["1", "Sở Y tế", "90,5"]


def test_years_in_order_over_columns_are_header() -> None:
    (table,) = tables(["Nội dung\t2023\t2024\t2025", "Số hồ sơ\t10\t20\t30"])
    assert headers(table) == ["Nội dung", "2023", "2024", "2025"]
    assert len(table.rows) == 1


def test_numbers_beside_years_are_data() -> None:
    (table,) = tables(["Số hồ sơ\t2023\t12\t2025", "Số đơn\t10\t20\t30"])
    assert len(table.rows) == 2
