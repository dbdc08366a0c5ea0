"""Citations through the whole pipeline: ways of writing, fields, look-alikes."""

from __future__ import annotations

import pytest

from extract.facts import Citation
from extract.facts.atoms import Atoms
from extract.facts.citations import find_citations
from extract.facts.organisations import Bodies
from extract.reading import read_text
from extract.structure import Document
from tests.conftest import facts_of
from tests.growth import grows_in_proportion


def citations(text: str) -> list[Citation]:
    return list(facts_of(text)[1].citations)


def one(text: str) -> Citation:
    found = citations(text)
    assert len(found) == 1, found
    return found[0]


def symbols(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(c.doc_type, c.symbol, c.date) for c in citations(text)]


@pytest.mark.parametrize(
    ("text", "doc_type", "symbol"),
    [
        ("Căn cứ quyết định số 12/QĐ-UBND ngày 05/01/2024.", "Quyết định", "12/QĐ-UBND"),
        ("Thực hiện Chương trình hành động số 18-CTr/TU của Tỉnh ủy.", "Chương trình hành động", "18-CTr/TU"),
        ("Theo Thông báo kết luận số 77/TB-VP của huyện.", "Thông báo", "77/TB-VP"),
        ("Các sở có Văn bản số 301/SNV-TCBC gửi về.", "Văn bản", "301/SNV-TCBC"),
        ("Trung ương đã nêu tại văn bản số 88-KL/TW.", "Kết luận", "88-KL/TW"),
        ("Theo Thông tư liên tịch số 05/2015/TTLT-BNV-BTC.", "Thông tư liên tịch", "05/2015/TTLT-BNV-BTC"),
        ("Báo cáo số 3012 /BC-STC của Sở Tài chính.", "Báo cáo", "3012/BC-STC"),
        ("Quyết định của Ủy ban nhân dân tỉnh số 45/QĐ-UBND đã nêu.", "Quyết định", "45/QĐ-UBND"),
        ("Đã gửi Công văn hỏa tốc số 99/UBND-VX cho các xã.", "Công văn", "99/UBND-VX"),
        ("Luật số 47/2024/QH15 được thông qua.", "Luật", "47/2024/QH15"),
        ("Kế hoạch số 07-KH-TU đã được ban hành.", "Kế hoạch", "07-KH/TU"),
    ],
)
def test_type_and_symbol(text: str, doc_type: str, symbol: str) -> None:
    found = one(text)
    assert (found.doc_type, found.symbol) == (doc_type, symbol)


@pytest.mark.parametrize(
    ("text", "date", "raw"),
    [
        ("Kế hoạch số 5/KH-UBND ngày 06 tháng 02 năm 2023", "2023-02-06", None),
        ("Kế hoạch số 5/KH-UBND, ngày 6/2/2023", "2023-02-06", None),
        ("Kế hoạch số 5/KH-UBND (ngày 06.02.2023)", "2023-02-06", None),
        ("Kế hoạch số 5/KH-UBND của UBND tỉnh ngày 06/02/2023", "2023-02-06", None),
        ("Kế hoạch số 5/KH-UBND ngày 31/6/2023", None, "31/6/2023"),
        ("Ngày 06/02/2023, UBND tỉnh đã ban hành Kế hoạch số 5/KH-UBND", "2023-02-06", None),
        ("Kế hoạch số 5/KH-UBND được sơ kết ngày 06/02/2023", None, None),
    ],
)
def test_date_of_signing(text: str, date: str | None, raw: str | None) -> None:
    found = one(f"Căn cứ tình hình, {text}." if text[0] == "K" else f"{text}.")
    assert (found.date, found.date_raw) == (date, raw)


def test_one_type_word_for_several_numbers() -> None:
    assert symbols(
        "Theo các Công văn số 12/SXD-QH ngày 02/3/2023, 15/SXD-QH ngày 05/3/2023 và số 18/SXD-QH."
    ) == [
        ("Công văn", "12/SXD-QH", "2023-03-02"),
        ("Công văn", "15/SXD-QH", "2023-03-05"),
        ("Công văn", "18/SXD-QH", None),
    ]


def test_the_same_day_is_said_once() -> None:
    assert symbols("Ban hành Quyết định số 20/QĐ-SYT ngày 03/4/2024; 21/QĐ-SYT cùng ngày.") == [
        ("Quyết định", "20/QĐ-SYT", "2024-04-03"),
        ("Quyết định", "21/QĐ-SYT", "2024-04-03"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "year", "provision"),
    [
        ("Căn cứ Luật Đất đai năm 2024;", "Luật Đất đai", 2024, None),
        (
            "Theo Điều 5 và Điều 6 Luật Cán bộ, công chức năm 2025.",
            "Luật Cán bộ, công chức",
            2025,
            "Điều 5 và Điều 6",
        ),
        ("Theo điểm a khoản 2 Điều 9 của Bộ luật Dân sự.", "Bộ luật Dân sự", None, "điểm a khoản 2 Điều 9"),
        (
            "Phổ biến Luật Phòng thủ không gian mạng cho người dân.",
            "Luật Phòng thủ không gian mạng cho người dân",
            None,
            None,
        ),
        ("CĂN CỨ LUẬT THANH TRA NĂM 2022", "Luật Thanh tra", 2022, None),
        ("Căn cứ Hiến pháp năm 2013;", "Hiến pháp", 2013, None),
    ],
)
def test_named_laws(text: str, name: str, year: int | None, provision: str | None) -> None:
    found = one(text)
    if "không gian" in name:
        assert found.name is not None and name.startswith(found.name) and found.confidence < 0.9
        return
    assert (found.name, found.year, found.provision) == (name, year, provision)


def test_a_law_takes_the_number_that_follows_it() -> None:
    found = one("Căn cứ Luật Nhà ở số 27/2023/QH15 ngày 27 tháng 11 năm 2023;")
    assert (found.name, found.symbol, found.date) == ("Luật Nhà ở", "27/2023/QH15", "2023-11-27")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020;", "basis"),
        ("Đề cương theo Nghị định số 30/2020/NĐ-CP.", "basis"),
        ("Quy định này thay thế Quyết định số 30/2020/QĐ-UBND.", "replaces"),
        ("Sửa đổi Điều 3 của Quyết định số 30/2020/QĐ-UBND.", "amends"),
        ("Quy chế ban hành kèm theo Quyết định số 30/2020/QĐ-UBND.", "promulgated_with"),
        ("Phòng trình bày Báo cáo số 30/BC-PNV.", "cites"),
        ("Nghị định cũ, được sửa đổi bởi Nghị định số 30/2020/NĐ-CP.", "cites"),
    ],
)
def test_relation(text: str, relation: str) -> None:
    assert one(text).relation == relation


def test_a_list_under_can_cu_is_all_basis() -> None:
    text = "Căn cứ:\n- Luật Thủ đô năm 2024;\n- Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ."
    assert [c.relation for c in citations(text)] == ["basis", "basis"]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Kế hoạch cải cách hành chính năm 2024 và Chỉ thị này.",
        "Xếp thứ 39/63, đạt 12,92/13 điểm, 19/25 sở đạt trên 80 điểm.",
        "Điện thoại 0255.3822.123, trang 3/12.",
        "Tuân thủ pháp luật, kỷ luật; mời luật sư và luật gia tham gia.",
        "Cho ý kiến đối với dự án Luật Công nghiệp công nghệ số.",
    ],
)
def test_look_alikes(text: str) -> None:
    assert citations(text) == []


def test_quotes_are_the_text() -> None:
    document, facts = facts_of(
        "Căn cứ điểm b khoản 1 Điều 4 Thông tư số 02/2024/TT-BNV ngày 01/7/2024 của Bộ trưởng Bộ Nội vụ;"
    )
    quote = "điểm b khoản 1 Điều 4 Thông tư số 02/2024/TT-BNV ngày 01/7/2024 của Bộ trưởng Bộ Nội vụ"
    assert [document.text[c.start : c.end] for c in facts.citations] == [quote]


@pytest.mark.parametrize(
    "piece", ["Quyết định số ", "Luật ", "12/QĐ-UBND ", "khoản 1 Điều 2 ", "Nghị quyết số 1-NQ/TU, "]
)
def test_repeats_take_time_in_proportion(piece: str) -> None:
    def work(text: str) -> None:
        document = Document(source=read_text(text))
        find_citations(document, Atoms(document, ()), Bodies())

    assert grows_in_proportion(work, piece, 60_000)
