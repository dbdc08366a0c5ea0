"""Planted errors are found, and correct text of our own stays without findings: a small part of the benchmark."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.seeding import PLANTERS, Tally, cases, judge, main
from extract.reading import read_path
from tests.conftest import CORPUS

# A report, a plan and a decision: of each kind of place something.
NAMES = ("b_bao-cao-van-phong-so.txt", "a_ke-hoach-cchc-huyen.txt", "a_cong-van-don-doc.txt")
CASES = 4


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [read_path(CORPUS / name).text for name in NAMES]


@pytest.mark.parametrize("kind", sorted(PLANTERS))
def test_planted_errors_are_found_and_nothing_else(kind: str, texts: list[str]) -> None:
    tally = Tally()
    for case in cases(PLANTERS[kind], texts, CASES, Random(f"test {kind}")):
        judge(case, tally, {})
    assert tally.planted
    assert (tally.found, tally.alarms) == (tally.planted, []), tally.missed


def test_a_planted_error_is_the_only_change(texts: list[str]) -> None:
    for planters in PLANTERS.values():
        for case in cases(planters, texts, 2, Random(3)):
            assert case.before != case.after
            assert case.at(case.after) >= 0
            assert case.at(case.before) < 0


def test_the_benchmark_prints_its_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["seeding.py", "--cases", "1", "--kind", "rank", "--missed"])
    main()
    assert capsys.readouterr().out.splitlines()[2] == "| rank above its total | 1 | 1 | 1.000 | 0 | 1.000 |"
