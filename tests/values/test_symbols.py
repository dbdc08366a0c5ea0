"""The reader of document symbols: canonical forms, slips mended, look-alikes left alone."""

from __future__ import annotations

import re

import pytest

from extract.values.symbols import SYMBOL, Symbol, read_symbol
from extract.values.text import matching_view

_PATTERN = re.compile(SYMBOL, re.VERBOSE)


def symbol(text: str) -> Symbol | None:
    match = _PATTERN.search(matching_view(text))
    return read_symbol(match) if match else None


@pytest.mark.parametrize(
    ("text", "canonical", "code", "organ"),
    [
        ("số 125/QĐ-UBND ngày", "125/QĐ-UBND", "QĐ", "UBND"),
        ("số 08/2023/NQ-HĐND", "08/2023/NQ-HĐND", "NQ", "HĐND"),
        ("số 15-NQ/TU ngày", "15-NQ/TU", "NQ", "TU"),
        ("số 702-CV/HU", "702-CV/HU", "CV", "HU"),
        ("số 55/2024/QH15", "55/2024/QH15", None, "QH15"),
        ("số 4120/UBND-KSTT,", "4120/UBND-KSTT", None, "UBND"),
        ("số 12/2022/TTLT-BNV-BTC", "12/2022/TTLT-BNV-BTC", "TTLT", "BNV"),
        ("số 2210/VPCP-V.I,", "2210/VPCP-V.I", None, "VPCP"),
        ("số 310/SXD-QLN& TTBĐS ngày", "310/SXD-QLN&TTBĐS", None, "SXD"),
        ("số 66.5/2025/NQ-CP", "66.5/2025/NQ-CP", "NQ", "CP"),
        ("số 21/TTr-SoTC.", "21/TTr-SoTC", "TTr", "SoTC"),
        ("số 04-CTr/TU", "04-CTr/TU", "CTr", "TU"),
    ],
)
def test_reads_the_ways_of_writing(text: str, canonical: str, code: str | None, organ: str) -> None:
    found = symbol(text)
    assert found is not None
    assert (found.text, found.type_code, found.organ, found.mended) == (canonical, code, organ, False)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("08-NQ-TU", "08-NQ/TU"),
        ("27/NQ-TW", "27-NQ/TW"),
        ("27/NQ- TW", "27-NQ/TW"),
        ("61/QĐUBND", "61/QĐ-UBND"),
        ("61/QD-UBND", "61/QĐ-UBND"),
        ("61/qđ-ubnd", "61/QĐ-UBND"),
        ("61/QĐ/UBND", "61/QĐ-UBND"),
        ("45/2019/ND-CP", "45/2019/NĐ-CP"),
        ("09/2022/NQ-HDND", "09/2022/NQ-HĐND"),
        ("1.234/QĐ-UBND", "1234/QĐ-UBND"),
        ("14/CT-TTG", "14/CT-TTg"),
    ],
)
def test_mends_slips(text: str, canonical: str) -> None:
    found = symbol(text)
    assert found is not None
    assert found.text == canonical
    assert found.mended


def test_cyrillic_letters_and_dashes_are_read_as_what_they_look_like() -> None:
    found = symbol("66/NQ–СР")
    assert found is not None
    assert found.text == "66/NQ-CP"


@pytest.mark.parametrize(
    "text",
    ["19/25 sở", "12/11", "39/63", "24/7", "9,38/9,5 điểm", "3/Sở", "trang 3/12", "15/UBNDtỉnh", "0255.3822"],
)
def test_look_alikes_are_no_symbols(text: str) -> None:
    assert symbol(text) is None


def test_a_sentence_after_a_full_stop_is_not_taken_in() -> None:
    found = symbol("số 12/UBND-NC. Theo đó")
    assert found is not None
    assert found.text == "12/UBND-NC"


def test_two_bodies_divided_by_a_dash_with_spaces_are_not_taken_in() -> None:
    found = symbol("49/QĐ-UBND - UBND huyện")
    assert found is not None
    assert found.text == "49/QĐ-UBND"


def test_a_megabyte_of_repeats_stays_linear() -> None:
    for piece in ("1/A-", "12/QĐ-", "9-NQ/", "A&B&", "1.2.3/"):
        assert sum(1 for _ in _PATTERN.finditer(piece * (200_000 // len(piece)))) >= 0
