"""Documents that are to be forgotten: removed with all that stands in them, and not taken in again by themselves."""

from __future__ import annotations

from sqlite_utils import Database

from extract.database.schema import FACT_TABLES
from extract.database.transactions import writing
from extract.database.upkeep import keep_up
from extract.database.writing import now, remove

_SEARCHED = ("documents", "sections", "directives", *(t for t in FACT_TABLES if t != "directives"))


def forget(db: Database, ident: str) -> list[str]:
    """Removes a document and its earlier versions wholly, search index included; returns the ids removed.

    Kept are the paths and hashes of its files with the status `forgotten`, so that a watched folder does not bring
    it back; `remember`, or `cchc ingest --force`, takes it in again. What was removed is overwritten in the file.
    """
    db.execute("pragma secure_delete = on")
    with writing(db):
        db.execute("pragma defer_foreign_keys = on")
        rows = db.execute(
            "with recursive all_of(id) as (select ?1 union select d.id from documents d join all_of a on d.superseded_by = a.id) "
            "select d.id, d.sha256 from documents d join all_of using (id)",
            [ident],
        ).fetchall()
        for each, sha256 in rows:
            remove(db, each)
            db.execute(
                "insert or replace into forgotten (document_id, sha256, forgotten_at) values (?, ?, ?)",
                [each, sha256, now()],
            )
            ((left,),) = db.execute(
                "select (select id from documents where sha256 = ? order by part limit 1)", [sha256]
            ).fetchall()
            if left is None:
                db.execute(
                    "update files set status = 'forgotten', error = null, document_id = null, seen_at = ? where sha256 = ?",
                    [now(), sha256],
                )
                db.execute("delete from file_versions where sha256 = ?", [sha256])
            else:
                db.execute("update files set document_id = ? where sha256 = ?", [left, sha256])
    keep_up(db)
    with writing(db):
        for table in _SEARCHED:
            db.execute(f"insert into {table}_fts({table}_fts) values ('optimize')")
    db.execute("pragma wal_checkpoint(truncate)").fetchall()
    return [each for each, _ in rows]


def remember(db: Database, sha256: str) -> None:
    """Lets the documents of a file be taken in again."""
    with writing(db):
        db.execute("delete from forgotten where sha256 = ?", [sha256])
        db.execute("update files set status = 'waiting' where sha256 = ? and status = 'forgotten'", [sha256])
