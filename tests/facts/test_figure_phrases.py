"""Tests that tell where a list of phrases can't match."""

from __future__ import annotations

import pytest

from extract.facts.figure_phrases import closing_words, opening_word, opening_words, suffix_start


@pytest.mark.parametrize(
    ("text", "word"), [("Trong đó, có", "trong"), ("(gồm", ""), ("", ""), ("12 tháng", "12"), ("Đạt", "đạt")]
)
def test_opening_word(text: str, word: str) -> None:
    assert opening_word(text) == word


def test_words_of_lists() -> None:
    assert opening_words(["Trong đó", "cụ thể là"]) == {"trong", "cụ"}
    assert closing_words(["ít nhất", "không quá", "cao nhất"]) == ("nhất", "quá")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("hồ sơ trực tuyến đạt tỷ lệ", 16),
        ("hồ sơ trực tuyến Đạt", 16),
        ("đạt", 0),
        ("chưa đạtt", None),
        ("bất đạt", 3),
        ("", None),
    ],
)
def test_the_longest_phrase_at_the_end_is_found(text: str, start: int | None) -> None:
    assert suffix_start(text, frozenset({"đạt", "đạt tỷ lệ", "lệ"})) == start
