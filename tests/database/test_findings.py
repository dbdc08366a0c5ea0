"""Findings of all documents: their order, their pages, and the way by which they are found."""

from __future__ import annotations

import json

import pytest

from extract.database.findings import Asked, findings, tally
from tests.database.asking import Office


@pytest.fixture(scope="module")
def office() -> Office:
    office = Office()
    for n in range(12):
        ident = office.document(f"{n:016x}", f"2024-{n + 1:02d}-01" if n else None, issuer=f"Sở {n % 2}")
        for nth, severity in enumerate(("warning", "error", "warning")):
            office.db.table("findings").insert(
                {"id": f"{ident}-w{nth}", "document_id": ident, "kind": "numbering", "severity": severity,
                 "message": f"{severity} {n}", "quotes": json.dumps(["mục"]), "spans": None, "start": nth, "end": nth + 1}
            )  # fmt: skip
    return office


@pytest.mark.parametrize("size", [1, 5, 7, 12, 50])
def test_pages_of_any_size_give_each_once_errors_first_newest_first(office: Office, size: int) -> None:
    seen = [
        found for offset in range(0, 40, size) for found in findings(office.db, Asked(), limit=size, offset=offset)
    ]  # fmt: skip
    newest_first = sorted(seen, key=lambda f: f.issued_on or "", reverse=True)
    assert seen == sorted(newest_first, key=lambda f: f.severity)
    assert len({f.id for f in seen}) == len(seen) == 36


def test_counts_are_those_of_the_lists(office: Office) -> None:
    for asked in (
        Asked(),
        Asked(issuers=("Sở 1",)),
        Asked(year=2024),
        Asked(documents=()),
        Asked(kind="numbering"),
    ):
        listed = findings(office.db, asked, limit=100)
        assert sum(tally(office.db, asked).values()) == len(listed)
    assert tally(office.db, Asked(severity="error", year=2024)) == {
        ("error", "numbering"): 11,
        ("warning", "numbering"): 22,
    }


def test_a_quote_without_a_known_stretch_is_of_the_document(office: Office) -> None:
    (found,) = findings(office.db, Asked(severity="error", documents=(f"{3:016x}",)), limit=5)
    assert [(quote.words, quote.span) for quote in found.quotes] == [("mục", 0)]


def test_cells_of_a_row_are_one_quote() -> None:
    office = Office()
    ident = office.document(f"{1:016x}", "2024-05-01")
    quotes = ["Cộng", "1.240", "tổng số 1.250 hồ sơ"]
    office.db.table("findings").insert(
        {"id": f"{ident}-w0", "document_id": ident, "kind": "sum_mismatch", "severity": "error", "message": "…",
         "quotes": json.dumps(quotes), "spans": json.dumps([[10, 14], [15, 20], [40, 59]]), "start": 10, "end": 20}
    )  # fmt: skip
    office.db.table("documents").update(ident, {"text": f"{'x' * 10}Cộng\t1.240\n{'x' * 19}{quotes[-1]}"})
    (found,) = findings(office.db, Asked(), limit=5)
    assert [(q.words, q.span) for q in found.quotes] == [("Cộng | 1.240", 0), ("tổng số 1.250 hồ sơ", 2)]


def test_a_page_of_findings_walks_along_the_index_of_days(office: Office) -> None:
    plans: list[str] = []
    office.db.conn.set_trace_callback(plans.append)
    findings(office.db, Asked(severity="error"), limit=5)
    office.db.conn.set_trace_callback(None)
    asked = next(sql for sql in plans if "offset" in sql)
    steps = [row[3] for row in office.db.execute(f"explain query plan {asked}")]
    assert "SCAN d USING INDEX idx_documents_issued_on" in steps
    assert any("idx_findings_document_id" in step for step in steps)
    # Only what is of one day is sorted.
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps, steps
