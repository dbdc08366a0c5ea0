"""Word lists as patterns that a letter leads."""

from __future__ import annotations

import re

import pytest

from extract.values.phrases import led, lower
from extract.values.text import _FOLDING, fold

LIST = re.compile(led(["kế hoạch", "kế hoạch năm", "Đề án"]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("theo kế hoạch năm 2024", ["kế hoạch năm"]),
        ("kế  hoạch và đề án", ["kế  hoạch", "đề án"]),
        ("(kế hoạch)", ["kế hoạch"]),
        ("xkế hoạch, kế hoạchx", []),
        ("kế hoạ", []),
    ],
)
def test_whole_phrases_are_found_the_longest_first(text: str, found: list[str]) -> None:
    assert LIST.findall(text) == found


@pytest.mark.parametrize("text", ["ĐẮK LẮK", "İstanbul ĐÔNG", ""])
def test_lower_case_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân tỉnh Đắk Lắk – “ĐỀ ÁN 06”: ≥ 85%…",
        "số 12/СТ-ТТг của Ban",
        "tên \ufffe \ud800 lạ",
        "ﬁ İ ß",
    ],
)
def test_long_texts_are_folded_like_their_letters(text: str) -> None:
    assert fold(text * 9) == (text * 9).translate(_FOLDING)
