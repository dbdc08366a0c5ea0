"""What is worked out from several documents together, kept up to date behind the documents.

A document is stored with the note that this work is due (`upkeep`), in the same transaction; so a program that is
stopped between the two leaves the note, and the next one does the work. All of it can be done again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from sqlite_utils import Database

from extract.database.across import find_across
from extract.database.register import link_register
from extract.database.transactions import writing
from extract.database.works import find_same

Task = Literal["links", "works"]
"""`links`: a document was added. `works`: something was taken away, so that what it alone told has to go."""

MERGED = ("doc_type", "symbol", "date", "issuer", "name")
"""The fields of a work that mentions of it tell."""

_REFERENCES = (
    ("organisation_mentions", "organisation_id"),
    ("directive_owners", "organisation_id"),
    ("documents", "issuer_organisation_id"),
    ("citations", "issuer_organisation_id"),
    ("deadlines", "owner_organisation_id"),
    ("scores", "subject_organisation_id"),
    ("rankings", "subject_organisation_id"),
    ("figures", "subject_organisation_id"),
    ("directives", "assigned_by_organisation_id"),
)


def due(db: Database, *tasks: Task) -> None:
    """Notes that work is due; part of the transaction that makes it so."""
    db.conn.executemany("insert or ignore into upkeep (task) values (?)", [(t,) for t in tasks])


def is_due(db: Database) -> bool:
    """Whether documents came or went since the last upkeep."""
    return bool(db.execute("select exists (select 1 from upkeep)").fetchone()[0])


def keep_up(db: Database) -> bool:
    """Does what is due, in one transaction; whether there was anything to do."""
    if not is_due(db):
        return False
    with writing(db):
        tasks = {task for (task,) in db.execute("select task from upkeep").fetchall()}
        if not tasks:
            return False
        if "works" in tasks:
            refresh_works(db)
            prune(db)
        link_register(db)
        find_same(db)
        find_across(db)
        db.execute("delete from upkeep")
    return True


def fuller(one: str | None, other: str | None) -> str | None:
    """The fuller of two spellings of one thing, the same whichever comes first: the longer, then the later in order.

    Among spellings of one length that is the one with accents and small letters.
    """
    return max((v for v in (one, other) if v), key=lambda v: (len(v), v), default=None)


def merge_sql(table: str, column: str) -> str:
    """The SQL of `fuller` for a column of an upsert."""
    held, new = f"[{table}].[{column}]", f"excluded.[{column}]"
    return (
        f"case when {new} is null then {held} when {held} is null or length({new}) > length({held}) "
        f"or (length({new}) = length({held}) and {new} > {held}) then {new} else {held} end"
    )


def refresh_works(db: Database) -> None:
    """Makes the works anew from what the documents that are held say of them, and of themselves."""
    told: dict[str, dict[str, str | None]] = {}

    def add(rows: Iterable[tuple[Any, ...]]) -> None:
        for ident, *values in rows:
            fields = told.setdefault(ident, dict.fromkeys(MERGED))
            for name, value in zip(MERGED, values, strict=True):
                if value is not None:
                    fields[name] = fuller(fields[name], value)

    # Of one document the first mention that tells a thing holds, as when it is stored.
    first: dict[tuple[str, str], dict[str, str | None]] = {}
    for document, ident, *values in db.execute(
        f"select document_id, work_id, {', '.join(MERGED)} from citations where work_id is not null "
        "order by document_id, [start], id"
    ):
        mention = first.setdefault((document, ident), dict.fromkeys(MERGED))
        for name, value in zip(MERGED, values, strict=True):
            mention[name] = mention[name] or value
    add((ident, *fields.values()) for (_, ident), fields in first.items())
    own: dict[str, tuple[str, str, str | None, str | None, str | None]] = {}
    for ident, work, day, doc_type, issuer, symbol in db.execute(
        "select d.id, d.work_id, d.issued_on, d.doc_type, "
        "iif(d.issuer_organisation_id is null, null, d.issuer), w.symbol from documents d join works w on w.id = d.work_id "
        "where d.superseded_by is null order by d.id desc"
    ):
        own[work] = (ident, work, day, doc_type, issuer)
        add([(work, None, symbol, None, None, None)])
    changes = []
    columns = ("id", *MERGED, "document_id")
    for row in db.execute(f"select {', '.join(columns)} from works").fetchall():
        held = dict(zip(columns, row, strict=True))
        fields: dict[str, str | None] = {**told.get(held["id"], dict.fromkeys(MERGED)), "document_id": None}
        if held["id"] in own:
            document, _, day, doc_type, issuer = own[held["id"]]
            fields["document_id"] = document
            fields["date"] = day
            fields["doc_type"] = doc_type or fields["doc_type"]
            fields["issuer"] = issuer or fields["issuer"]
        if any(held[k] != v for k, v in fields.items()):
            changes.append((*(fields[c] for c in columns[1:]), held["id"]))
    assignments = ", ".join(f"{c} = ?" for c in columns[1:])
    db.conn.executemany(f"update works set {assignments} where id = ?", changes)


def prune(db: Database) -> None:
    """Removes the works and bodies that nothing speaks of any more."""
    db.execute("update works set same_as = null where same_as is not null")
    db.execute(
        "delete from works where document_id is null and id not in (select work_id from citations where work_id "
        "is not null) and id not in (select work_id from short_mentions where work_id is not null) "
        "and id not in (select work_id from documents where work_id is not null)"
    )
    named = " union ".join(
        f"select {column} as id from {table} where {column} is not null" for table, column in _REFERENCES
    )
    # A body that took the place of a named one is named through it.
    kept = (
        f"with recursive named(id) as ({named}), kept(id) as (select id from named union select o.successor_id "
        "from kept k join organisations o on o.id = k.id where o.successor_id is not null) "
    )
    gone = db.execute(f"{kept} select id from organisations where id not in (select id from kept)").fetchall()
    db.execute("pragma defer_foreign_keys = on")
    db.conn.executemany("delete from organisations where id = ?", gone)
