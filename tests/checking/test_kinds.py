"""Every kind of finding can be turned off, and none comes from a check that does not name it."""

from __future__ import annotations

import pytest

from extract.checking import audit
from extract.checking.audit import checks
from extract.checking.model import Kind
from extract.facts import Pipeline
from extract.reading import read_path
from extract.structure import analyse
from tests.conftest import CORPUS

# What only several documents together show.
ACROSS = {Kind.OUTDATED_CITATION, Kind.DEADLINE_MOVED}


def test_every_kind_within_a_document_has_a_check() -> None:
    assert set(Kind) - ACROSS <= {kind for check in checks() for kind in check.kinds}


@pytest.mark.parametrize("name", ["a_bao-cao-cchc-tinh.txt", "a_thong-bao-ket-luan-cchc-tinh.txt"])
def test_each_kind_can_be_turned_off_without_touching_the_others(name: str) -> None:
    document = analyse(read_path(CORPUS / name))
    facts = Pipeline()(document)
    everything = audit(document, facts)
    kinds = {f.kind for f in everything}
    assert len(kinds) >= 3
    for kind in kinds:
        assert audit(document, facts, off=[kind]) == tuple(f for f in everything if f.kind != kind)
    assert audit(document, facts, off=list(Kind)) == ()


def test_checks_report_only_the_kinds_that_they_name() -> None:
    for path in sorted(CORPUS.glob("*.txt")):
        document = analyse(read_path(path))
        facts = Pipeline()(document)
        for check in checks():
            assert {f.kind for f in check.run(document, facts)} <= set(check.kinds)
