"""The sample documents that are not plain text: what they are, what is read of them, and how right the facts are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from extract.checking import audit
from extract.evaluate import evaluate
from extract.facts import Pipeline
from extract.reading import MissingToolError, Source, read_path
from extract.structure import analyse
from extract.structure.bundle import split
from tests.conftest import CORPUS
from tests.renderings.compare import Comparison
from tests.renderings.samples.making import SAMPLES, TEXTS

GOLD = sorted((CORPUS / "gold").glob("c_*.json"))
FLOORS = {
    "citations": 0.95,
    "deadlines": 0.90,
    "directives": 0.90,
    "figures": 0.93,
    "organisations": 0.88,
    "rankings": 0.95,
    "scores": 0.93,
    "sections": 0.95,
}
SCANNED = {"c_chi-thi-quet.pdf", "c_anh-chup.jpg"}
BUNDLE = "c_chuyen-van-ban.pdf"
MORE_THAN_ITS_TEXT = {"c_ke-hoach-tinh.docx", "c_bao-cao-6-thang.pdf"}
"""Files that hold what their texts don't: a footnote and a box; the block of a digital signature."""
MOST_BYTES = 400 * 1024

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed"
)


def read(name: str) -> Source:
    """A sample document; the test is skipped where the program that reads it is not installed."""
    try:
        return read_path(CORPUS / name)
    except MissingToolError as error:
        pytest.skip(str(error))


def test_every_sample_is_there_and_small() -> None:
    sizes = {name: (CORPUS / name).stat().st_size for name in SAMPLES}
    assert {name: size for name, size in sizes.items() if not 0 < size < MOST_BYTES} == {}


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != BUNDLE])
def test_a_sample_gives_the_facts_of_the_text_that_it_was_made_from(name: str) -> None:
    text = read_path(TEXTS / f"{Path(name).stem}.txt")
    scan = name in SCANNED
    comparison = Comparison(near=scan)
    comparison.add(name, text, read(name))
    # A page says of itself when it was put up.
    if name.startswith("c_tin"):
        comparison.kinds.pop("header")
    if name in MORE_THAN_ITS_TEXT:
        lost = {kind: tally.lost for kind, tally in comparison.kinds.items() if tally.lost}
        assert lost == {}, f"\n{comparison.table()}"
    else:
        assert comparison.below(0.9 if scan else 0.99) == [], f"\n{comparison.table()}"


def test_the_facts_of_the_samples_are_those_annotated() -> None:
    pairs = []
    for path in GOLD:
        gold = json.loads(path.read_text("utf-8"))
        try:
            document = analyse(read_path(CORPUS / gold["file"]))
        except MissingToolError:
            continue
        facts = Pipeline()(document)
        pairs.append((gold, document, facts, audit(document, facts)))
    result = evaluate(pairs)
    assert result.documents >= 4
    assert {kind: result.cases[kind] for kind, floor in FLOORS.items() if result.kinds[kind].f1 < floor} == {}
    assert result.kinds["findings"].extra == 0, result.cases["findings"]


def test_a_word_document_is_read_with_its_note_and_as_if_its_changes_were_accepted() -> None:
    text = read("c_ke-hoach-tinh.docx").text
    assert "294/QĐ-BNV" in text
    assert "trước ngày 15/5/2025" in text
    assert "30/4/2025" not in text
    assert text.count("KHẨN") == 1
    assert "\na) Phân tích từng tiêu chí" in text


def test_what_is_printed_on_every_page_is_no_text_and_a_table_over_two_pages_is_one() -> None:
    source = read("c_bao-cao-6-thang.pdf")
    document = analyse(source)
    assert "CCHC 6 tháng đầu năm 2024\nb)" not in source.text
    assert [len(table.rows) for table in document.tables] == [20]
    assert source.text.count("Xếp hạng") == 1
    assert source.pages == 3


def test_the_furniture_of_a_portal_is_no_text() -> None:
    for name in ("c_thong-bao-cong-tinh.html", "c_tin-cac-chi-so.html"):
        text = read(name).text
        for furniture in (
            "Trang chủ",
            "Đường dây nóng",
            "Thăm dò ý kiến",
            "Lượt truy cập",
            "Tập huấn kỹ năng số",
        ):
            assert furniture not in text, name


def test_a_bundle_is_two_documents_with_the_facts_of_their_texts() -> None:
    parts = split(read(BUNDLE))
    assert [part.part for part in parts] == [1, 2]
    comparison = Comparison()
    for part in parts:
        comparison.add(BUNDLE, read_path(TEXTS / f"{Path(BUNDLE).stem}_{part.part}.txt"), part)
    assert comparison.below(1.0) == [], f"\n{comparison.table()}"


def test_a_photograph_of_a_page_on_its_side_is_read_upright() -> None:
    source = read("c_anh-chup.jpg")
    (page,) = source.page_infos
    assert page.width < page.height and "xoay 90°" in (page.note or "")
    document = analyse(source)
    header = document.header
    assert (header.number, header.symbol, header.issued_on) == (176, "TB-UBND", "2024-09-12")
    text = read_path(TEXTS / "c_anh-chup.txt")
    comparison = Comparison(near=True)
    comparison.add("c_anh-chup.jpg", text, source)
    lost = {kind: tally.lost for kind, tally in comparison.kinds.items() if tally.lost}
    assert lost.keys() <= {"header", "recipients", "mentions"}, f"\n{comparison.table()}"


def test_samples_are_made_as_they_stand_in_the_corpus(tmp_path: Path) -> None:
    for name in SAMPLES:
        if Path(name).suffix in (".docx", ".html", ".txt"):
            SAMPLES[name](tmp_path / name)
            assert read_path(tmp_path / name).text == read_path(CORPUS / name).text, name


@needs_office
def test_samples_made_with_an_office_hold_the_same_text(tmp_path: Path) -> None:
    name = "c_bao-cao-6-thang.pdf"
    SAMPLES[name](tmp_path / name)
    assert read_path(tmp_path / name).text == read_path(CORPUS / name).text
