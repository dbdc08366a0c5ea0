"""The same document gives the same facts in whichever format it comes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from extract.reading import Source, read_path
from extract.structure.bundle import split
from tests.conftest import CORPUS, SHARED
from tests.renderings.__main__ import compare
from tests.renderings.formats import render
from tests.renderings.scan import page_count, write_scan

TEXTS = sorted(CORPUS.glob("*.txt"))
if (SHARED / "seeds").is_dir():
    TEXTS += sorted((SHARED / "seeds").glob("*.txt"))
WORD = ("docx", "docx-auto", "docx-typed", "docx-tabs")
WEB = ("html", "html-editor", "portal")
PRINTED = ("pdf", "pdf-typed", "pdf-tabs")
FLOOR = 0.99
SCAN_FLOOR = 0.95
ALL_SCANS = bool(os.environ.get("CCHC_ALL_SCANS"))
"""Recognising all pages takes minutes: the usual run scans whole documents up to `SCANNED_PAGES` pages together."""
SCANNED_PAGES = 12
LONGEST_SCAN = 3

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")),
    reason="LibreOffice (soffice) is not installed: no PDF can be rendered",
)
needs_tesseract = pytest.mark.skipif(
    not shutil.which("tesseract"), reason="tesseract is not installed: scans can't be read"
)


@pytest.fixture(scope="module")
def texts() -> dict[str, Source]:
    return {path.stem: read_path(path) for path in TEXTS}


@pytest.fixture(scope="module")
def printed(texts: dict[str, Source], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    """Every document as PDF, each format by one call of LibreOffice."""
    return render(texts, PRINTED, tmp_path_factory.mktemp("rendered"))


@pytest.mark.parametrize("format_", (*WORD, *WEB))
def test_word_documents_and_web_pages_give_the_facts_of_the_text(
    format_: str, texts: dict[str, Source], tmp_path: Path
) -> None:
    made = render(texts, [format_], tmp_path)[format_]
    comparison = compare(texts, made)
    assert comparison.below(FLOOR) == [], f"\n{comparison.table()}"


@needs_office
@pytest.mark.parametrize("format_", PRINTED)
def test_pdf_gives_the_facts_of_the_text(
    format_: str, texts: dict[str, Source], printed: dict[str, dict[str, Path]]
) -> None:
    comparison = compare(texts, printed[format_])
    assert comparison.below(FLOOR) == [], f"\n{comparison.table()}"


@needs_office
def test_a_document_with_appendices_is_one_document(printed: dict[str, dict[str, Path]]) -> None:
    assert {stem: n for stem, path in printed["pdf"].items() if (n := len(split(read_path(path)))) != 1} == {}


@needs_office
@needs_tesseract
def test_scans_give_the_facts_of_the_text(
    texts: dict[str, Source], printed: dict[str, dict[str, Path]], tmp_path: Path
) -> None:
    made: dict[str, Path] = {}
    pages = 0
    for stem, pdf in printed["pdf"].items():
        length = page_count(pdf)
        if ALL_SCANS or (length <= LONGEST_SCAN and pages + length <= SCANNED_PAGES):
            pages += length
            made[stem] = tmp_path / f"{stem}.pdf"
            write_scan(pdf, made[stem])
    comparison = compare(texts, made, near=True)
    assert comparison.below(SCAN_FLOOR) == [], f"\n{comparison.table()}"
