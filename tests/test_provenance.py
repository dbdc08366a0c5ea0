"""Every fact of every document stands where it says it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.database import Extracted, open_database, store
from extract.facts import Facts, Pipeline
from extract.intake.ingest import digest
from extract.reading import read_path
from extract.structure import Document, analyse
from tests.conftest import CORPUS, SHARED

KINDS = ("citations", "deadlines", "directives", "scores", "rankings", "figures", "mentions")
DOCUMENTS = sorted(CORPUS.glob("*.txt"))
if (SHARED / "seeds").is_dir():
    DOCUMENTS += sorted((SHARED / "seeds").glob("*.txt")) + sorted(
        (SHARED / "documents" / "txt").glob("*.txt")
    )


def read(path: Path) -> tuple[Document, Facts]:
    document = analyse(read_path(path))
    return document, Pipeline()(document)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem[:40])
def test_facts_stand_in_the_text_and_in_their_section(path: Path) -> None:
    document, facts = read(path)
    for kind in KINDS:
        for fact in getattr(facts, kind):
            quote = document.text[fact.start : fact.end]
            assert quote and quote == quote.strip(), (kind, fact)
            assert 0 < fact.confidence <= 1, (kind, fact)
            section = document.section_at(fact.start)
            assert section is None or section.start <= fact.start < section.end
    for section in document.sections:
        parent = document.sections[section.parent] if section.parent is not None else None
        assert parent is None or parent.start <= section.start <= section.end <= parent.end


def test_the_database_holds_the_quotes_of_the_text(tmp_path: Path) -> None:
    db = open_database(tmp_path / "facts.db")
    for path in DOCUMENTS[:14]:
        document, facts = read(path)
        store(db, Extracted(str(path), digest(path), document, facts, "test"))
    tables = (
        "citations",
        "deadlines",
        "directives",
        "scores",
        "rankings",
        "figures",
        "organisation_mentions",
    )
    for table in tables:
        wrong = db.execute(
            f"select count(*) from {table} f join documents d on d.id = f.document_id "
            'where substr(d.text, f."start" + 1, f."end" - f."start") <> f.quote'
        ).fetchone()
        assert wrong == (0,), table
        assert db.table(table).count > 0
