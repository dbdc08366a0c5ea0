"""Indices, years and tables: what scores and rankings take their context from."""

from __future__ import annotations

import pytest

from extract.facts.atoms import Atoms
from extract.facts.context import context_of, lower_view
from extract.facts.indices import find_indices
from extract.facts.organisations import Bodies
from extract.facts.score_tables import table_rankings, table_scores
from extract.reading.source import Paragraph, Source
from extract.structure.model import DataTable, Document, TableColumn, TableRow


def names(text: str) -> list[str]:
    return [i.name for i in find_indices(text, lower_view(text)) if not i.weak and not i.denied]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ số PAR - INDEX và chi số PAS Index của tỉnh", ["PAR INDEX", "PAR INDEX"]),
        ("chỉ số CCHC, SIPAS và PAPI", ["PAR INDEX", "SIPAS", "PAPI"]),
        ("hiệu quả quản trị và hành chính công", ["PAPI"]),
        ("chỉ số năng lực cạnh tranh cấp sở, ban, ngành và địa phương (DDCI)", ["DDCI", "DDCI"]),
        ("Chỉ số ICT Index năm 2018", ["ICT Index"]),
        ("chỉ số tiếp cận tín dụng của Việt Nam", ["Chỉ số tiếp cận tín dụng"]),
        ("các chỉ số thành phần, chỉ số này và chỉ số nêu trên", []),
        ("Chỉ số sản xuất công nghiệp (IIP), chỉ số giá tiêu dùng", []),
        ("chỉ số Tính minh bạch", []),
    ],
)
def test_names_of_indices(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def paragraphs(*lines: str) -> Document:
    blocks, offset = [], 0
    for line in lines:
        blocks.append(Paragraph(offset, offset + len(line)))
        offset += len(line) + 1
    return Document(source=Source("văn bản", "text/plain", "\n".join(lines), tuple(blocks)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năm 2021, tỉnh tăng hạng so với năm 2020.", [(2021, "leading"), (2020, "baseline")]),
        ("PAR INDEX 2018 tăng so với 2017", [(2018, "index"), (2017, "baseline")]),
        ("trong năm 2023 và những năm tiếp theo", [(2023, "open")]),
        ("ngày 12/3/2024, giai đoạn 2021-2025", []),
        ("từ năm 2013 đến 2015", [(2013, "plain"), (2015, "plain")]),
        ("Có 2000 hồ sơ và 1990 phiếu", []),
    ],
)
def test_years_of_a_sentence(text: str, expected: list[tuple[int, str]]) -> None:
    document = paragraphs(text)
    context = context_of(document, Atoms(document, ()), Bodies())
    assert [(y.year, y.kind) for y in context.read(0, len(text)).years] == expected


def table(title: str, header: list[str], *rows: list[str]) -> Document:
    text, spans = "", []
    for row in rows:
        start, cells = len(text), []
        for cell in row:
            cells.append((len(text), len(text) + len(cell)) if cell else None)
            text += cell + "\t"
        spans.append(TableRow(start, len(text), tuple(cells)))
        text += "\n"
    data = DataTable(
        0, len(text), tuple(TableColumn(i, h) for i, h in enumerate(header)), tuple(spans), title
    )
    return Document(source=Source("bảng", "text/plain", text, ()), tables=(data,))


def test_a_row_gives_its_score_and_its_place() -> None:
    document = table(
        "BẢNG XẾP HẠNG CHỈ SỐ CCHC NĂM 2023 CỦA CÁC SỞ",
        ["STT", "Cơ quan", "Điểm", "Xếp hạng", "Xếp hạng năm 2022"],
        ["1", "Sở Nội vụ", "95,5", "1", "3"],
        ["2", "Sở Y tế", "91,25", "2", "2"],
        ["", "Điểm trung bình", "93,38", "", ""],
    )
    context = context_of(document, Atoms(document, ()), Bodies())
    assert [(s.subject, s.value, s.kind, s.index_name, s.year) for s in table_scores(context)] == [
        ("Sở Nội vụ", 95.5, "achieved", "PAR INDEX", 2023),
        ("Sở Y tế", 91.25, "achieved", "PAR INDEX", 2023),
        ("các sở", 93.38, "average", "PAR INDEX", 2023),
    ]
    assert [(r.subject, r.rank, r.year) for r in table_rankings(context)] == [
        ("Sở Nội vụ", 1, 2023),
        ("Sở Nội vụ", 3, 2022),
        ("Sở Y tế", 2, 2023),
        ("Sở Y tế", 2, 2022),
    ]


def test_criteria_with_their_maximum() -> None:
    document = table(
        "Kết quả tự chấm Chỉ số CCHC năm 2024",
        ["TT", "Lĩnh vực", "Điểm tối đa", "Điểm đạt được"],
        ["1", "Cải cách thể chế", "10", "9,5"],
        ["2", "Cải cách tài chính công", "12", "8,25"],
    )
    context = context_of(document, Atoms(document, ()), Bodies())
    assert [(s.criterion, s.value, s.max) for s in table_scores(context)] == [
        ("Cải cách thể chế", 9.5, 10),
        ("Cải cách tài chính công", 8.25, 12),
    ]


def test_other_tables_hold_no_scores() -> None:
    document = table(
        "Tổng hợp tình hình giải quyết hồ sơ",
        ["STT", "Đơn vị", "Số hồ sơ", "Tỷ lệ đúng hạn"],
        ["1", "Sở Nội vụ", "120", "99,1%"],
    )
    context = context_of(document, Atoms(document, ()), Bodies())
    assert table_scores(context) == [] and table_rankings(context) == []
