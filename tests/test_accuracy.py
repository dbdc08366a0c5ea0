"""How right the facts are on documents with gold; a change that loses more than a little fails here."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.checking import audit
from extract.evaluate import Evaluation, evaluate, find_document, gold_files
from extract.facts import Pipeline
from extract.reading import read_path
from extract.structure import analyse
from tests.conftest import CORPUS

CORPUS_FLOORS = {
    "citations": 0.98,
    "deadlines": 0.95,
    "directives": 0.95,
    "figures": 0.97,
    "organisations": 0.96,
    "rankings": 0.96,
    "scores": 0.97,
    "sections": 0.98,
}
SEED_FLOORS = {
    "citations": 0.99,
    "deadlines": 0.90,
    "directives": 0.90,
    "figures": 0.95,
    "organisations": 0.95,
    "rankings": 0.95,
    "scores": 0.98,
    "sections": 0.97,
}
PORTAL_FLOORS = {
    "citations": 0.97,
    "deadlines": 0.88,
    "directives": 0.87,
    "figures": 0.90,
    "organisations": 0.93,
    "sections": 0.92,
}
PASSAGE_FLOORS = {"scores": 0.95, "rankings": 0.92}


def measure(gold: Path) -> Evaluation:
    pipeline = Pipeline()
    pairs = []
    for path, content in gold_files(gold):
        document = analyse(read_path(find_document(path, content["file"])))
        facts = pipeline(document)
        pairs.append((content, document, facts, audit(document, facts)))
    return evaluate(pairs)


def below(result: Evaluation, floors: dict[str, float]) -> dict[str, float]:
    return {
        kind: round(result.kinds[kind].f1, 3)
        for kind, floor in floors.items()
        if result.kinds[kind].f1 < floor
    }


def test_the_sample_documents() -> None:
    result = measure(CORPUS / "gold")
    assert below(result, CORPUS_FLOORS) == {}
    assert result.documents >= 12


@pytest.mark.parametrize(
    ("folder", "floors"),
    [("gold", SEED_FLOORS), ("gold-portal", PORTAL_FLOORS), ("gold-passages", PASSAGE_FLOORS)],
)
def test_real_documents(shared: Path, folder: str, floors: dict[str, float]) -> None:
    assert below(measure(shared / folder), floors) == {}
