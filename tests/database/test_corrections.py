"""What people say of facts stays with the fact, whatever becomes of the database."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.database import open_database, remove, store
from extract.database.corrections import (
    CorrectionError,
    anchor,
    beside,
    held,
    kind_of,
    listed,
    open_corrections,
    record,
    withdraw,
)
from tests.conftest import facts_of
from tests.database.test_writing import TEXT, extracted


@pytest.fixture
def facts(tmp_path: Path) -> Database:
    db = open_database(tmp_path / "a.db")
    store(db, extracted())
    return db


@pytest.fixture
def kept(tmp_path: Path) -> Database:
    return open_corrections(beside(tmp_path / "a.db"))


def one(db: Database, table: str, where: str = "1") -> str:
    (ident,) = db.execute(f"select id from {table} where {where} order by start").fetchone()
    return str(ident)


def reread(facts: Database, text: str) -> None:
    """Stores the same bytes as another reading of them would have it."""
    document, found = facts_of(text)
    store(facts, dataclasses.replace(extracted(), document=document, facts=found))


def standing(kept: Database) -> list[tuple[str, str]]:
    return [(each.verdict, each.standing) for each in listed(kept)]


def test_a_judgement_remembers_the_fact_as_it_stood(facts: Database, kept: Database) -> None:
    rank = one(facts, "rankings")
    record(
        facts,
        kept,
        rank,
        "amended",
        actor="mai",
        amended={"rank": "12", "out_of": "63"},
        note=" theo phụ lục ",
    )
    (found,) = listed(kept)
    assert (found.verdict, found.amended, found.note, found.actor) == (
        "amended",
        {"rank": 12},
        "theo phụ lục",
        "mai",
    )
    assert (found.kind, found.fact_id, found.quote) == (
        "rankings",
        rank,
        facts.execute("select quote from rankings").fetchone()[0],
    )


@pytest.mark.parametrize(
    ("verdict", "amended", "said"),
    [
        ("maybe", {}, "right, wrong, amended"),
        ("amended", {}, "chưa sửa trường nào"),
        ("amended", {"rank": "21"}, "chưa sửa trường nào"),
        ("amended", {"rank": "hai mốt"}, "không phải số"),
        ("amended", {"colour": "đỏ"}, "không phải trường"),
    ],
)
def test_what_can_not_be_taken_says_why(
    facts: Database, kept: Database, verdict: str, amended: dict[str, str], said: str
) -> None:
    with pytest.raises(CorrectionError, match=said):
        record(facts, kept, one(facts, "rankings"), verdict, actor="mai", amended=amended)
    assert listed(kept) == []


@pytest.mark.parametrize("ident", ["x", "0ae6a61e82d0da92-z12", "0ae6a61e82d0da92-s12", "0ae6a61e82d0da92-c"])
def test_only_facts_are_judged(ident: str) -> None:
    with pytest.raises(CorrectionError):
        kind_of(ident)


def test_a_new_judgement_takes_the_place_of_the_old_which_stays_on_record(
    facts: Database, kept: Database
) -> None:
    due = one(facts, "deadlines")
    record(facts, kept, due, "right", actor="mai")
    second = record(facts, kept, due, "wrong", actor="nam")
    assert standing(kept) == [("wrong", "same")]
    assert kept.table("corrections").count == 2
    withdraw(kept, second)
    assert standing(kept) == [] and kept.table("corrections").count == 2


def test_the_same_file_again_changes_nothing(facts: Database, kept: Database) -> None:
    record(facts, kept, one(facts, "deadlines"), "right", actor="mai")
    store(facts, extracted())
    assert anchor(facts, kept) == 0
    assert standing(kept) == [("right", "same")]


def test_a_document_read_anew_keeps_its_judgements_where_the_fact_moved(
    facts: Database, kept: Database
) -> None:
    old = one(facts, "deadlines")
    record(facts, kept, old, "right", actor="mai")
    record(facts, kept, one(facts, "rankings"), "amended", actor="mai", amended={"rank": "12"})
    reread(facts, TEXT.replace("KẾ HOẠCH\n", "KẾ HOẠCH\nvà lộ trình thực hiện\n").replace("1. Sở", "1.  Sở"))
    assert anchor(facts, kept) == 2
    assert sorted(standing(kept)) == [("amended", "moved"), ("right", "moved")]
    now = {row["kind"]: row["now_id"] for row in held(kept)}
    # The place is another, the id is kept.
    assert now == {"deadlines": old, "rankings": one(facts, "rankings")}


def test_of_the_same_words_twice_the_one_among_the_same_words_is_meant(
    facts: Database, kept: Database
) -> None:
    line = "3. Sở Tài chính thẩm định dự toán trước ngày 30/6/2025.\n"
    reread(facts, TEXT + "\n" + line)
    second = one(facts, "deadlines", f"start > {len(TEXT) - 30}")
    record(facts, kept, second, "wrong", actor="mai")
    reread(facts, TEXT.replace("1. Sở", "1. Các phòng chuyên môn thuộc Sở") + "\n" + line)
    anchor(facts, kept)
    (row,) = held(kept)
    assert row["now_id"] == one(facts, "deadlines", f"start > {len(TEXT)}")


def test_what_is_no_longer_found_and_what_says_something_else_is_told(
    facts: Database, kept: Database
) -> None:
    rank, due = one(facts, "rankings"), one(facts, "deadlines")
    record(facts, kept, due, "right", actor="mai")
    record(facts, kept, rank, "amended", actor="mai", amended={"out_of": "34"})
    facts.execute("update deadlines set due = '2025-07-01'")
    facts.execute("update rankings set out_of = 34")
    anchor(facts, kept)
    assert sorted(standing(kept)) == [("amended", "mended"), ("right", "changed")]
    (document,) = facts.execute("select id from documents").fetchone()
    with facts.atomic():
        remove(facts, document)
    anchor(facts, kept)
    assert {s for _, s in standing(kept)} == {"gone"}
    # The document comes back, and so do they.
    store(facts, extracted())
    anchor(facts, kept)
    assert sorted(standing(kept)) == [("amended", "same"), ("right", "same")]


def test_owners_of_a_directive_are_amended_as_a_list(facts: Database, kept: Database) -> None:
    reread(facts, TEXT.replace("1. Sở Nội vụ hoàn thành", "1. Giao Sở Nội vụ chủ trì"))
    duty = one(facts, "directives")
    record(facts, kept, duty, "amended", actor="mai", amended={"lead": "Sở Nội vụ; Sở Tài chính", "due": ""})
    (found,) = listed(kept)
    assert found.amended == {"lead": ["Sở Nội vụ", "Sở Tài chính"], "due": None}
