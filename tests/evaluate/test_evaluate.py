"""Facts against gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.evaluate import Evaluation, GoldError, compare, evaluate, find_document, gold_files
from extract.facts import Facts, Figure
from extract.structure import Document
from tests.conftest import facts_of

TEXT = "Năm 2024, đơn vị tiếp nhận 320 hồ sơ và 41 phản ánh.\n"


def run(figures: list[dict[str, Any]], found: list[Figure]) -> Evaluation:
    document, _ = facts_of(TEXT)
    gold = {"file": "x.txt", "document": {}, "annotated": ["figures"], "figures": figures}
    return evaluate([(gold, Document(document.source), Facts(figures=tuple(found)), ())])


def figure(value: int, unit: str, quote: str, **fields: Any) -> Figure:
    start = TEXT.index(quote)
    return Figure(start=start, end=start + len(quote), rule="t", value=value, unit=unit, **fields)


def test_counts_what_is_right_missed_and_extra() -> None:
    gold = [
        {"quote": "320 hồ sơ", "value": 320, "unit": "hồ sơ"},
        {"quote": "41 phản ánh", "value": 41, "unit": "phản ánh"},
    ]
    result = run(gold, [figure(320, "hồ sơ", "320 hồ sơ"), figure(2024, "năm", "2024")])
    count = result.kinds["figures"]
    assert (count.right, count.extra, count.missed) == (1, 1, 1)
    assert count.f1 == pytest.approx(0.5)
    assert [c.split("\t")[0] for c in result.cases["figures"]] == ["MISSED", "EXTRA"]


def test_optional_gold_neither_rewards_nor_punishes() -> None:
    gold = [{"quote": "41 phản ánh", "value": 41, "unit": "phản ánh", "optional": True}]
    for found in ([], [figure(41, "phản ánh", "41 phản ánh")]):
        count = run(gold, found).kinds["figures"]
        assert (count.right, count.extra, count.missed) == (0, 0, 0)


def test_alternatives_are_right_too() -> None:
    gold = [
        {
            "quote": "41 phản ánh",
            "value": 41,
            "unit": "phản ánh",
            "subject": "Sở A",
            "alt": {"unit": ["ý kiến"], "subject": [None]},
        }
    ]
    result = run(gold, [figure(41, "ý kiến", "41 phản ánh")])
    assert result.kinds["figures"].right == 1
    assert result.attributes["figures.subject"] == [1, 1]


def test_directives_match_by_their_words_and_owners_as_sets() -> None:
    text = "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát biên chế trước ngày 30/9/2025.\n"
    document, facts = facts_of(text)
    directive = {
        "quote": text.strip(),
        "lead": ["Sở Nội vụ"],
        "coordinate": ["Sở Tài chính"],
        "modality": "giao",
        "due": "2025-09-30",
    }
    wrong = {**directive, "lead": ["Sở Y tế"], "alt": {"due": ["2025"]}}
    other = {"quote": "Yêu cầu các xã báo cáo.", "lead": ["các xã"]}
    gold = {"file": "x.txt", "document": {}, "directives": [directive, other]}
    result = evaluate([(gold, document, facts, ())])
    count = result.kinds["directives"]
    assert (count.right, count.extra, count.missed) == (1, 0, 1)
    assert [result.attributes[f"directives.{a}"] for a in ("lead", "coordinate", "due", "modality")] == [
        [1, 1]
    ] * 4
    result = evaluate([({**gold, "directives": [wrong]}, document, facts, ())])
    assert result.attributes["directives.lead"] == [0, 1]


def test_compare_lists_gains_and_losses() -> None:
    gold = [{"quote": "320 hồ sơ", "value": 320, "unit": "hồ sơ"}]
    missed, found = run(gold, []), run(gold, [figure(320, "hồ sơ", "320 hồ sơ")])
    gains = compare(json.loads(json.dumps(missed.as_json())), found)
    losses = compare(found.as_json(), missed)
    assert any(line.startswith("+ figures\tMISSED") for line in gains)
    assert any(line.startswith("- figures\tMISSED") for line in losses)


def test_gold_that_cannot_be_used_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="thư mục"):
        gold_files(tmp_path / "không")
    with pytest.raises(GoldError, match="gold"):
        gold_files(tmp_path)
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(GoldError, match="JSON"):
        gold_files(tmp_path)
    with pytest.raises(GoldError, match="--documents"):
        find_document(tmp_path / "a.json", "mất.txt")
