"""What a digest says: new documents, new directives per owner, deadlines that moved, new findings.

A digest is kept as the ids of what it tells, and made from the database when it is read; so what is forgotten
meanwhile does not stand in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from extract.database.transactions import writing
from extract.database.writing import now
from extract.values.language import say

_NAMED = "coalesce(d.doc_type || coalesce(' ' || d.number, ' …') || '/' || d.symbol, d.subject, d.path)"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document; `replaces` is the path of the earlier version that it supersedes."""

    id: str
    name: str
    subject: str | None
    issuer: str | None
    issued_on: str | None
    path: str
    url: str | None
    replaces: str | None


@dataclass(frozen=True, slots=True)
class NewDirective:
    """An assignment, as its owner wants to read it."""

    id: str
    role: str
    action: str
    due: str | None
    document_id: str
    document: str


@dataclass(frozen=True, slots=True)
class NewFinding:
    """Something to look at; `other` is the document that it contradicts, or that it moves a deadline of."""

    id: str
    kind: str
    severity: str
    message: str
    document_id: str
    document: str
    other: str | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new. `since` is the time it begins (UTC), `None` for all that was not told yet."""

    id: str | None
    since: str | None
    until: str
    documents: tuple[NewDocument, ...]
    owners: tuple[tuple[str, tuple[NewDirective, ...]], ...]
    """Each body with its directives, what it leads first, by date due; those without an owner last."""
    moved: tuple[NewFinding, ...]
    findings: tuple[NewFinding, ...]

    def __bool__(self) -> bool:
        return bool(self.documents or self.moved or self.findings)

    @property
    def directives(self) -> int:
        """How many directives there are, each counted once however many own it."""
        return len({each.id for _, directives in self.owners for each in directives})


def untold(db: Database) -> Digest:
    """What no digest has told yet."""
    told = "not in (select id from told where kind = '{0}')"
    last = db.execute("select max(made_at) from digests").fetchone()[0]
    return _made(
        db, None, last, now(), f"d.id {told.format('document')}", f"f.id {told.format('finding')}", []
    )


def digest_since(db: Database, moment: str) -> Digest:
    """What came since a moment (UTC, ISO 8601), whether it was told or not."""
    fresh = "d.ingested_at >= ?1"
    about = "(d.ingested_at >= ?1 or exists (select 1 from documents o where o.id = f.other_document_id and o.ingested_at >= ?1))"
    return _made(db, None, moment, now(), fresh, about, [moment])


def digest_of(db: Database, ident: str) -> Digest:
    """A digest that was made."""
    made_at, since = db.execute("select made_at, since from digests where id = ?", [ident]).fetchone()
    told = "in (select id from told where kind = '{0}' and digest_id = ?1)"
    return _made(
        db,
        ident,
        since,
        made_at,
        f"d.id {told.format('document')}",
        f"f.id {told.format('finding')}",
        [ident],
    )


def make(db: Database, channels: Sequence[str]) -> str | None:
    """Makes a digest of what was not told yet, to be delivered; its id, `None` where there is nothing to tell."""
    with writing(db):
        for table, kind in (("documents", "document"), ("findings", "finding")):
            if db.execute(
                f"select 1 from {table} where id not in (select id from told where kind = ?) limit 1", [kind]
            ).fetchone():
                break
        else:
            return None
        count = db.execute("select count(*) from digests").fetchone()[0]
        last = db.execute("select max(made_at) from digests").fetchone()[0]
        ident = f"{now().replace(':', '').replace('-', '')}-{count + 1}"
        db.execute("insert into digests (id, made_at, since) values (?, ?, ?)", [ident, now(), last])
        for table, kind in (("documents", "document"), ("findings", "finding")):
            db.execute(
                f"insert into told select ?1, id, ?2 from {table} where id not in (select id from told where kind = ?1)",
                [kind, ident],
            )
        for channel in channels:
            db.execute(
                "insert into deliveries (digest_id, channel, tries) values (?, ?, 0)", [ident, channel]
            )
    return ident


def _made(
    db: Database,
    ident: str | None,
    since: str | None,
    until: str,
    fresh: str,
    about: str,
    values: Sequence[Any],
) -> Digest:
    documents = tuple(
        NewDocument(**row)
        for row in db.query(
            f"""select d.id, {_NAMED} as name, d.subject, d.issuer, d.issued_on, d.path,
            (select url from files where document_id = d.id and url is not null order by path limit 1) as url,
            (select path from documents e where e.superseded_by = d.id order by ingested_at desc limit 1) as replaces
            from documents d where d.superseded_by is null and {fresh}
            order by d.issuer is null, d.issuer, d.issued_on, d.path, d.part""",
            values,
        )
    )
    # What an earlier version of the document said already is not new.
    directives = list(
        db.query(
            f"""select g.id, coalesce(r.role, '') as role, coalesce(g.action, g.quote) as action, g.due, d.id as document_id,
            {_NAMED} as document, o.name as owner
            from directives g join documents d on d.id = g.document_id
            left join directive_owners r on r.directive_id = g.id left join organisations o on o.id = r.organisation_id
            where d.superseded_by is null and {fresh}
            and g.id not in (select successor_id from superseded_facts where successor_id is not null)
            order by o.name is null, o.name, r.role <> 'lead', g.due is null, g.due, d.id, g.start""",
            values,
        )
    )
    owners = tuple(
        (owner or "", tuple(NewDirective(**{k: v for k, v in row.items() if k != "owner"}) for row in rows))
        for owner, rows in itertools.groupby(directives, key=lambda row: row["owner"])
    )
    findings = [
        NewFinding(**row)
        for row in db.query(
            f"""select f.id, f.kind, f.severity, f.message, d.id as document_id, {_NAMED} as document,
            (select {_NAMED.replace("d.", "o.")} from documents o where o.id = f.other_document_id) as other
            from findings f join documents d on d.id = f.document_id
            where d.superseded_by is null and {about}
            order by f.severity <> 'error', d.issued_on desc, d.id, f.start""",
            values,
        )
    ]
    return Digest(
        ident,
        since,
        until,
        documents,
        owners,
        tuple(f for f in findings if f.kind == "deadline_moved"),
        tuple(f for f in findings if f.kind != "deadline_moved"),
    )


def nobody() -> str:
    """What stands for the owner of a directive that names none."""
    return say("Chưa rõ cơ quan chủ trì", "No owner named")
