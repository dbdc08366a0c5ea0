"""Documents and facts in SQLite: whole or not at all, the same however often they are stored."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.database import DatabaseError, Extracted, open_database, remove, store
from extract.database.schema import FACT_TABLES
from extract.database.writing import own_symbol
from tests.conftest import facts_of

TEXT = """ỦY BAN NHÂN DÂN TỈNH BẾN TRE

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 812/KH-UBND

Bến Tre, ngày 06 tháng 3 năm 2025

KẾ HOẠCH
Cải cách hành chính quý II năm 2025

Căn cứ Quyết định số 77/QĐ-UBND ngày 14/01/2025 của UBND tỉnh và Nghị định số 118/2025/NĐ-CP của Chính phủ.

1. Sở Nội vụ hoàn thành rà soát vị trí việc làm trước ngày 30/6/2025.

2. Năm 2024, tỉnh tiếp nhận 45.210 hồ sơ, đạt 98,7%; Chỉ số CCHC đạt 86,12 điểm, xếp thứ 21/63.
"""


def extracted(text: str = TEXT, path: str = "kh.txt") -> Extracted:
    document, facts = facts_of(text)
    return Extracted(path, hashlib.sha256(text.encode()).hexdigest(), document, facts, "test")


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "facts.db")


def content(db: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = [*FACT_TABLES, "documents", "sections", "organisations", "organisation_mentions", "works"]
    skipped = {"ingested_at"}
    return {
        t: sorted(
            (tuple(v for k, v in row.items() if k not in skipped) for row in db.table(t).rows),
            key=repr,
        )
        for t in tables
    }


def test_every_fact_is_found_in_the_text_at_its_place(db: Database) -> None:
    store(db, extracted())
    (text,) = db.execute("select text from documents").fetchone()
    for table in (*FACT_TABLES, "organisation_mentions"):
        for start, end, quote in db.execute(f'select "start", "end", quote from {table}'):
            assert text[start:end] == quote and quote
    assert db.table("citations").count == 2


def test_storing_twice_changes_nothing(db: Database) -> None:
    store(db, extracted())
    before = content(db)
    store(db, extracted())
    assert content(db) == before


def test_ids_do_not_depend_on_the_database(tmp_path: Path) -> None:
    first, second = open_database(tmp_path / "a.db"), open_database(tmp_path / "b.db")
    store(second, extracted(TEXT.replace("812", "813"), "khac.txt"))
    store(first, extracted())
    store(second, extracted())
    ids = set(content(first)["citations"])
    assert ids <= set(content(second)["citations"])


def test_search_finds_text_with_and_without_accents(db: Database) -> None:
    ident = store(db, extracted())
    for words in ("so noi vu", "Sở Nội vụ", '"QD UBND"', '"QĐ UBND"', "ke hoach"):
        hits = db.execute(
            "select d.id from documents_fts f join documents d on d.rowid = f.rowid where documents_fts match ?",
            [words],
        ).fetchall()
        assert hits == [(ident,)], words


def test_removing_a_document_leaves_no_trace_of_it_in_the_index(db: Database) -> None:
    ident = store(db, extracted())
    with db.atomic():
        remove(db, ident)
    assert db.execute("select count(*) from documents_fts where documents_fts match 'noi'").fetchone() == (0,)
    assert db.execute("select count(*) from sections_fts where sections_fts match 'noi'").fetchone() == (0,)
    db.execute("insert into documents_fts(documents_fts, rank) values ('integrity-check', 1)")


def test_citation_of_a_held_document_leads_to_its_text(db: Database) -> None:
    cited = (
        TEXT.replace("812/KH-UBND", "77/QĐ-UBND")
        .replace("06 tháng 3", "14 tháng 01")
        .replace("77/QĐ-UBND ngày", "01/QĐ-UBND ngày")
    )
    held = store(db, extracted(cited, "qd.txt"))
    store(db, extracted())
    rows = db.execute("select held_document_id from v_citations where symbol = '77/QĐ-UBND'").fetchall()
    assert rows == [(held,)]


def test_a_failure_half_way_stores_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr("extract.database.writing._link_works", broken)
    with pytest.raises(sqlite3.OperationalError):
        store(db, extracted())
    assert all(not rows for rows in content(db).values())


def test_views_can_be_read(db: Database) -> None:
    store(db, extracted())
    for view in db.view_names():
        db.execute(f"select * from {view} limit 3").fetchall()


def test_what_is_no_database_gets_one_line_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "ghi chú.db"
    path.write_text("đây không phải cơ sở dữ liệu" * 100)
    with pytest.raises(DatabaseError, match="--db"):
        open_database(path)


@pytest.mark.parametrize(
    ("number", "symbol", "year", "whole"),
    [
        (49, "QĐ-UBND", 2021, "49/QĐ-UBND"),
        (5, "CT-UBND", 2021, "05/CT-UBND"),
        (66, "NQ/TW", 2025, "66-NQ/TW"),
        (3058, "BC-VP", 2024, "3058/BC-VP"),
    ],
)
def test_own_symbol_is_written_as_others_cite_it(number: int, symbol: str, year: int, whole: str) -> None:
    assert own_symbol(number, symbol, year) == whole
