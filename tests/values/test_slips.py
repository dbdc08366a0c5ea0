"""Slips of a recogniser of print, and what only looks like one."""

from __future__ import annotations

import pytest

from extract.values.slips import mend_slips
from extract.values.text import fold, matching_view
from patterns import data

LEXICON = data("lexicon")


@pytest.mark.parametrize("case", LEXICON["example"], ids=lambda case: case["text"])
def test_slips_are_mended_in_place(case: dict[str, str]) -> None:
    assert mend_slips(case["text"]) == case["mended"]
    assert len(case["mended"]) == len(case["text"])


@pytest.mark.parametrize("case", LEXICON["counterexample"], ids=lambda case: case["text"])
def test_words_that_are_right_stay(case: dict[str, str]) -> None:
    assert mend_slips(case["text"]) == case["text"]


def test_the_lexicon_is_sorted_and_normal() -> None:
    for name in ("pairs", "standing"):
        listed = LEXICON[name]
        assert listed == sorted(set(listed), key=lambda p: (fold(p), p))
        assert [matching_view(p) for p in listed] == listed
    assert all(len(p.split(" ")) == 2 for p in LEXICON["pairs"])
