"""Files that hold several documents, and those that only look so."""

from __future__ import annotations

import pytest

from extract.reading import Box, PageInfo, Source, read_text
from extract.reading.compose import DraftParagraph, Run, compose
from extract.structure import analyse
from extract.structure.bundle import split

LETTERHEAD = """ỦY BAN NHÂN DÂN TỈNH BẮC GIANG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}

Bắc Giang, ngày {date}
"""
TAIL = """Nơi nhận:
- Các sở, cơ quan thuộc UBND tỉnh;
- Lưu: VT, KSTT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Mai Sơn
"""
DISPATCH = (
    LETTERHEAD.format(number="1402/UBND-KSTT", date="09 tháng 4 năm 2024")
    + """
V/v sao gửi Chỉ thị về số hóa hồ sơ

Kính gửi: Các sở, cơ quan thuộc UBND tỉnh.

UBND tỉnh sao gửi văn bản nêu trên; yêu cầu các cơ quan triển khai thực hiện trước ngày 30/4/2024./.

"""
    + TAIL
)
DIRECTIVE = (
    LETTERHEAD.format(number="05/CT-UBND", date="02 tháng 4 năm 2024")
    + """
CHỈ THỊ
Về việc đẩy mạnh số hóa hồ sơ thủ tục hành chính

1. Sở Nội vụ kiểm tra việc số hóa tại bộ phận một cửa, báo cáo trước ngày 15/6/2024.

2. Sở Thông tin và Truyền thông bảo đảm hạ tầng kỹ thuật./.

"""
    + TAIL
)
FORM = (
    """
Mẫu số 01

TÊN CƠ QUAN CHỦ QUẢN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/BC-....

......, ngày 05 tháng 4 năm 2024

BÁO CÁO
Kết quả số hóa hồ sơ

1. Số hồ sơ đã số hóa: ........

"""
    + TAIL
)
APPENDIX = (
    LETTERHEAD.format(number="05/CT-UBND", date="02 tháng 4 năm 2024")
    + """
DANH MỤC
Thủ tục hành chính phải số hóa
(Kèm theo Chỉ thị số 05/CT-UBND ngày 02/4/2024 của UBND tỉnh)

1. Cấp giấy phép xây dựng.

"""
    + TAIL
)
REGULATION = """
ỦY BAN NHÂN DÂN TỈNH BẮC GIANG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

QUY CHẾ
Quản lý kho dữ liệu hồ sơ điện tử

Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc quản lý kho dữ liệu.
"""


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        (DISPATCH, ["UBND-KSTT"]),
        (DISPATCH + "\n" + DIRECTIVE, ["UBND-KSTT", "CT-UBND"]),
        (
            DISPATCH + "\n" + DIRECTIVE + "\n" + DIRECTIVE.replace("05/", "06/"),
            ["UBND-KSTT", *["CT-UBND"] * 2],
        ),
        (DIRECTIVE + FORM, ["CT-UBND"]),
        (DIRECTIVE + "\n" + APPENDIX, ["CT-UBND"]),
        (DIRECTIVE + REGULATION, ["CT-UBND"]),
        (DIRECTIVE + REGULATION + "\n" + DISPATCH, ["CT-UBND", "UBND-KSTT"]),
        (DISPATCH.replace("Nơi nhận", "Trích sao") + REGULATION, ["UBND-KSTT"]),
    ],
    ids=["one", "two", "three", "form", "appendix", "regulation", "regulation and another", "no second"],
)
def test_documents_of_a_file(text: str, symbols: list[str]) -> None:
    parts = split(read_text(text))
    assert [analyse(part).header.symbol for part in parts] == symbols
    assert [part.part for part in parts] == list(range(1, len(symbols) + 1))


def test_each_part_stands_on_its_own() -> None:
    source = read_text(DISPATCH + "\n" + DIRECTIVE)
    first, second = split(source)
    assert first.text + "\n" + second.text == source.text
    for part in (first, second):
        assert all(part.text[b.start : b.end].strip() == part.text[b.start : b.end] for b in part.blocks)
    document = analyse(second)
    assert (document.header.number, document.header.issued_on) == (5, "2024-04-02")
    assert document.recipients and document.signature.name == "Mai Sơn"
    assert source.offsets.to_original(len(first.text) + 1) == second.offsets.to_original(0)
    assert any("văn bản thứ 2" in note for note in second.notes)


def paged(*texts: str) -> Source:
    """A source in which each text begins on a page of its own."""
    drafts = [
        DraftParagraph([Run(line, Box(page, 50, 40 + 12 * i, 500, 50 + 12 * i))])
        for page, text in enumerate(texts, 1)
        for i, line in enumerate(filter(None, text.split("\n")))
    ]
    return compose(
        drafts, "scan.pdf", "application/pdf", pages=[PageInfo(n + 1, 595, 842) for n in range(len(texts))]
    )


def test_pages_go_with_their_document() -> None:
    parts = split(paged(DISPATCH, DIRECTIVE))
    assert [[p.number for p in part.page_infos] for part in parts] == [[1], [2]]
    assert parts[1].places is not None
    assert parts[1].places.page_at(0, 5) == 2
    assert parts[1].places.boxes_of(0, 3)[0].page == 2


def test_on_paper_a_document_begins_on_a_page_of_its_own() -> None:
    assert len(split(paged(DISPATCH + "\n" + DIRECTIVE))) == 1
