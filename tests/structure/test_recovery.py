"""Numbers and days that the letterhead leaves blank."""

from __future__ import annotations

import pytest

from extract.reading import Box, PageInfo, Source
from extract.reading.compose import DraftParagraph, Run, compose
from extract.structure import analyse

DECISION = """ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/QĐ-UBND
Sóc Trăng, ngày {day} tháng 3 năm 2024
QUYẾT ĐỊNH
Về việc ban hành Danh mục dịch vụ công trực tuyến toàn trình
Điều 1. Ban hành kèm theo Quyết định này Danh mục dịch vụ công trực tuyến toàn trình.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
CHỦ TỊCH
Trần Văn Lâu
"""
APPENDIX = """DANH MỤC DỊCH VỤ CÔNG
(Kèm theo Quyết định số {symbol} ngày {date} của Ủy ban nhân dân tỉnh Sóc Trăng)
1. Cấp lại giấy phép xây dựng.
"""
STAMP = """Người ký: Ủy ban nhân dân tỉnh Sóc Trăng
Thời gian ký: 18.03.2024 09:41:20 +07:00
"""


def source(text: str, file: str = "ban scan.pdf", paged: bool = True) -> Source:
    drafts = [
        DraftParagraph([Run(line, Box(1, 50, 12 * i, 500, 12 * i + 10))])
        for i, line in enumerate(text.strip().split("\n"))
    ]
    return compose(drafts, file, "application/pdf", pages=[PageInfo(1, 595, 842)] if paged else [])


def blank(number: str = "      ", day: str = "     ") -> str:
    return DECISION.format(number=number, day=day)


@pytest.mark.parametrize(
    ("text", "number", "issued_on", "noted"),
    [
        (blank("412", "18"), 412, "2024-03-18", []),
        (blank(), None, "2024-03", ["số văn bản: để trống", "ngày ban hành: để trống"]),
        (
            blank() + APPENDIX.format(symbol="412/QĐ-UBND", date="18/3/2024"),
            412,
            "2024-03-18",
            ["số văn bản: lấy từ tiêu đề phụ lục", "ngày ban hành: lấy từ tiêu đề phụ lục"],
        ),
        (
            blank(day="18") + APPENDIX.format(symbol="412/QĐ-UBND", date="    /3/2024"),
            412,
            "2024-03-18",
            ["số văn bản: lấy từ tiêu đề phụ lục"],
        ),
        # The title of an appendix may name another document, or leave the same blanks.
        (
            blank() + APPENDIX.format(symbol="87/KH-UBND", date="18/3/2024"),
            None,
            "2024-03",
            ["số văn bản: để trống", "ngày ban hành: để trống"],
        ),
        (
            blank() + APPENDIX.format(symbol="    /QĐ-UBND", date="    /3/2024"),
            None,
            "2024-03",
            ["số văn bản: để trống", "ngày ban hành: để trống"],
        ),
        # A date that contradicts the printed month is not this document's.
        (
            blank() + APPENDIX.format(symbol="412/QĐ-UBND", date="18/5/2024"),
            412,
            "2024-03",
            ["số văn bản: lấy từ tiêu đề phụ lục", "ngày ban hành: để trống"],
        ),
        (blank("412") + STAMP, 412, "2024-03-18", ["ngày ban hành: lấy từ thời gian ký số"]),
        (
            blank("412") + APPENDIX.format(symbol="412/QĐ-UBND", date="… tháng 3 năm 2024") + STAMP,
            412,
            "2024-03-18",
            ["ngày ban hành: lấy từ thời gian ký số"],
        ),
    ],
)
def test_blanks_are_filled_from_where_the_document_prints_them(
    text: str, number: int | None, issued_on: str, noted: list[str]
) -> None:
    document = analyse(source(text))
    assert (document.header.number, document.header.issued_on) == (number, issued_on)
    assert len(document.notes) == len(noted)
    assert all(note.startswith(begun) for note, begun in zip(document.notes, noted, strict=True))


@pytest.mark.parametrize(
    ("file", "number"),
    [
        ("412-QĐ-UBND_18.3.2024_signed.pdf", 412),
        ("QD 412.QD-UBND (scan).pdf", 412),
        ("/kho/2024/412qdubnd.pdf", 412),
        ("412_2024_QD_UBND.pdf", 412),
        ("vb412.signed.pdf", None),
        ("412-KH-UBND.pdf", None),
        ("412-QĐ-UBND thay 96-QĐ-UBND.pdf", None),
        ("scan0412.pdf", None),
    ],
)
def test_the_file_name_is_a_last_and_marked_resort(file: str, number: int | None) -> None:
    document = analyse(source(blank(day="18"), file))
    assert document.header.number == number
    assert any("tên tệp" in note for note in document.notes) == (number is not None)
    assert analyse(source(blank("99", "18"), file)).header.number == 99
    assert analyse(source(blank(day="18"), file, paged=False)).header.number is None
