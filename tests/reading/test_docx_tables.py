"""Tables of Word documents: merged cells, rows out of step, tables inside cells, and tables that only place things."""

from __future__ import annotations

import pytest

from tests.reading.docx_files import (
    FILLER,
    abstract,
    docx,
    item,
    lvl,
    num,
    p,
    r,
    read_body,
    tables_of,
    tbl,
    tc,
    tr,
)

HEAD = tr("STT", "Nội dung", "Đơn vị", "Số lượng")


def merged(text: str, *, span: int = 1, down: str = "", sideways: str = "") -> str:
    props = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    props += f'<w:vMerge w:val="{down}"/>' if down else ""
    props += f'<w:hMerge w:val="{sideways}"/>' if sideways else ""
    return tc(text, props)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            tbl(HEAD, tr("1", "Hồ sơ", "Sở Y tế", "12")),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["1", "Hồ sơ", "Sở Y tế", "12"]],
            id="plain",
        ),
        pytest.param(
            tbl(tr("STT", merged("Kết quả năm 2025", span=2), "Ghi chú"), tr("1", "12", "15", "")),
            [["STT", "Kết quả năm 2025<2>", "Ghi chú"], ["1", "12", "15", ""]],
            id="span",
        ),
        pytest.param(
            tbl(HEAD, tr("1", merged("Y tế", down="restart"), "Sở A", "3"), tr("2", merged("Y tế", down="continue"), "Sở B", "4")),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["1", "Y tế", "Sở A", "3"], ["2", "", "Sở B", "4"]],
            id="downwards",
        ),
        pytest.param(
            tbl(HEAD, tr(merged("Tổng", sideways="restart"), merged("", sideways="continue"), "", "7")),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["Tổng<2>", "", "7"]],
            id="sideways-as-old-files-have-it",
        ),
        pytest.param(
            tbl(HEAD, tr("Sở Y tế", "7", props='<w:gridBefore w:val="2"/>')),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["<2>", "Sở Y tế", "7"]],
            id="row-begins-inside",
        ),
        pytest.param(
            tbl(HEAD, tr("1", "Hồ sơ", props='<w:gridAfter w:val="2"/>'), tr("2", "Đơn")),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["1", "Hồ sơ", "<2>"], ["2", "Đơn", "<2>"]],
            id="row-ends-inside",
        ),
        pytest.param(
            tbl(HEAD, tr("1", "Bỏ", "Sở A", "0", props="<w:del/>"), tr("1", "Giữ", "Sở B", "5", props="<w:ins/>")),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["1", "Giữ", "Sở B", "5"]],
            id="deleted-row",
        ),
        pytest.param(
            tbl(HEAD, tr("1", tc(tbl(tr("Trong", "bảng"), tr("còn", "bảng")) + p("")), "Sở A", "5")),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["1", "Trong bảng còn bảng", "Sở A", "5"]],
            id="table-in-a-cell",
        ),
        pytest.param(
            tbl(HEAD, tr("1", tc(p("Hồ sơ") + p("trực tuyến", "<w:r><w:br/></w:r>", "toàn trình")), "Sở\tA", "5")),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["1", "Hồ sơ trực tuyến toàn trình", "Sở A", "5"]],
            id="paragraphs-in-a-cell",
        ),
        pytest.param(
            tbl(
                "<w:sdt><w:sdtContent>" + HEAD + "</w:sdtContent></w:sdt>",
                "<w:tr><w:sdt><w:sdtContent>" + tc("1") + "</w:sdtContent></w:sdt>" + tc("Đơn") + tc("B") + tc("2") + "</w:tr>",
            ),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["1", "Đơn", "B", "2"]],
            id="content-controls",
        ),
        pytest.param(
            # Each row has its own borders, a little off, as after dragging them: three columns all the same.
            tbl(
                tr("STT", merged("Nội dung", span=2), "Số lượng"),
                tr(merged("1", span=2), "Hồ sơ", "5"),
                grid=(700, 60, 5000, 1500),
            ),
            [["STT", "Nội dung", "Số lượng"], ["1", "Hồ sơ", "5"]],
            id="borders-a-little-off",
        ),
        pytest.param(
            tbl(
                tr("Chỉ tiêu", merged("2024", span=2), merged("2025", span=2)),
                tr("Tỷ lệ", merged("90", span=2), merged("95", span=2)),
                grid=(3000, 1000, 1000, 1000, 1000),
            ),
            [["Chỉ tiêu", "2024", "2025"], ["Tỷ lệ", "90", "95"]],
            id="borders-that-no-row-has",
        ),
        pytest.param(
            tbl(HEAD, tr("1", merged("Hỏng", span=99_999_999), "A", "2")),
            [["STT", "Nội dung", "Đơn vị", "Số lượng"], ["1", "<3>"]],
            id="absurd-span",
        ),
    ],
)  # fmt: skip
def test_cells(table: str, expected: list[list[str]]) -> None:
    assert tables_of(docx(table + p(FILLER))) == [expected]


def test_numbers_of_rows_are_counted() -> None:
    body = tbl(HEAD, *(tr(tc(item("")), name, "Sở A", "5") for name in ("Hồ sơ", "Đơn"))) + p(FILLER)
    data = docx(body, numbering=abstract(0, lvl(0, "decimal", "%1")) + num(1, 0))
    assert [row[0] for row in tables_of(data)[0]] == ["STT", "1", "2"]


def test_a_letterhead_and_a_frame_are_paragraphs() -> None:
    left = tc(p(r("ỦY BAN NHÂN DÂN", "<w:b/>")) + p(r("XÃ AN BÌNH", "<w:b/>")) + p("-------"))
    right = tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc"))
    frame = tbl(tr(tc(p("Điều 1. Phạm vi") + tbl(HEAD, tr("1", "Hồ sơ", "Sở Y tế", "12")) + p(""))))
    assert read_body(tbl(tr(left, right)) + frame) == [
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Điều 1. Phạm vi", "STT\tNội dung\tĐơn vị\tSố lượng", "1\tHồ sơ\tSở Y tế\t12",
    ]  # fmt: skip


def test_an_empty_table_is_nothing() -> None:
    assert read_body(tbl() + tbl(tr()) + tbl(tr("", "", ""))) == []
