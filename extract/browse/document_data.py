"""What the page of a document shows, read from the database in one go."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from extract.browse.kinds import KINDS, sql
from extract.browse.layout import Item
from extract.database.owners import DOCUMENT

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that cannot be right, with every stretch it rests on."""

    id: str
    kind: str
    severity: str
    message: str
    spans: tuple[tuple[int, int], ...]
    page: int | None
    boxes: tuple[tuple[float, ...], ...]
    other_document_id: str | None
    other: str | None


@dataclass(slots=True)
class DocumentData:
    """A document with its outline, facts by table, findings, pages, and the documents that cite it."""

    row: Row
    name: str
    items: list[Item] = field(default_factory=list)
    facts: dict[str, list[Row]] = field(default_factory=dict)
    owners: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """Role, name and id of the bodies of each directive."""
    findings: list[Finding] = field(default_factory=list)
    pages: list[Row] = field(default_factory=list)
    citing: list[tuple[str, str, str | None, str | None]] = field(default_factory=list)
    """Id, name, date and relation of the documents that cite it, the newest first."""

    @property
    def text(self) -> str:
        """The text of the document."""
        return str(self.row["text"])

    @property
    def total(self) -> int:
        """How many facts."""
        return sum(map(len, self.facts.values()))


_CITING_SHOWN = 50


def read_document(db: Database, ident: str) -> DocumentData | None:
    """The document with this id; `None` where there is none."""
    rows = _rows(db, f"select d.*, {DOCUMENT} as shown_name from documents d where d.id = ?", ident)
    if not rows:
        return None
    data = DocumentData(rows[0], rows[0]["shown_name"])
    data.items = [
        Item(*row)
        for row in db.execute(
            "select id, level, label, heading, start, end, own_end from sections where document_id = ? order by ordinal",
            [ident],
        )
    ]
    for kind in KINDS:
        found = _rows(db, sql(kind), ident)
        if found:
            data.facts[kind.table] = found
    if "directives" in data.facts:
        for directive, role, name, body in db.execute(
            "select r.directive_id, r.role, o.name, o.id from directives g join directive_owners r on r.directive_id = g.id "
            "join organisations o on o.id = r.organisation_id where g.document_id = ? order by r.role desc, r.rowid",
            [ident],
        ):
            data.owners.setdefault(directive, []).append((role, name, body))
    data.findings = _findings(db, ident)
    if data.row["pages"]:
        data.pages = _rows(
            db,
            "select number, width, height, origin, note from pages where document_id = ? order by number",
            ident,
        )
    # `cross join` keeps the order of the tables: SQLite would begin with all documents.
    data.citing = [
        (row[0], row[1], row[2], row[3])
        for row in db.execute(
            f"""select d.id, {DOCUMENT}, d.issued_on, min(c.relation) from works w
                cross join works p on coalesce(p.same_as, p.id) = w.id cross join citations c on c.work_id = p.id
                cross join documents d on d.id = c.document_id where w.document_id = ?1 and d.id <> ?1
                group by d.id order by d.issued_on desc limit {_CITING_SHOWN}""",
            [ident],
        )
    ]
    return data


def _findings(db: Database, ident: str) -> list[Finding]:
    out = []
    for row in _rows(
        db,
        f"""select f.*, {DOCUMENT} as other_name from findings f left join documents d on d.id = f.other_document_id
            where f.document_id = ? order by f.start, f.id""",
        ident,
    ):
        spans = json.loads(row["spans"] or "[]") or [[row["start"], row["end"]]]
        out.append(
            Finding(
                row["id"], row["kind"], row["severity"], row["message"],
                tuple((int(a), int(b)) for a, b in spans if a is not None and b is not None),
                row["page"], tuple(map(tuple, json.loads(row["boxes"] or "[]"))),
                row["other_document_id"], row["other_name"] if row["other_document_id"] else None,
            )
        )  # fmt: skip
    return out


def _rows(db: Database, query: str, ident: str) -> list[Row]:
    cursor = db.execute(query, [ident])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
