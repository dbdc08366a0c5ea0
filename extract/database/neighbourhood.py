"""The documents around a document: what it cites and what cites it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from extract.database.owners import DOCUMENT

_WORK = "coalesce(w.name || coalesce(' (' || w.date || ')', ''), trim(coalesce(w.doc_type, '') || ' ' || coalesce(w.symbol, '')))"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document beside another; `document_id` where its text is held."""

    title: str
    short: str
    relation: str | None
    mentions: int
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A document with those around it, the most often mentioned first."""

    document_id: str
    document: str
    short: str
    cited: tuple[Neighbour, ...]
    citing: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Connected:
    """A document that many others cite."""

    document_id: str
    document: str
    others: int


def neighbourhood(db: Database, document: str, limit: int = 14) -> Neighbourhood | None:
    """The documents around one; `None` where there is no such document."""
    row = db.execute(f"select {DOCUMENT}, d.symbol from documents d where d.id = ?", [document]).fetchone()
    if row is None:
        return None
    name = row[0]
    cited = db.execute(
        f"""select {_WORK}, coalesce(w.symbol, w.name, w.doc_type, '…'), m.relation, m.n, w.document_id from (
              select coalesce(p.same_as, p.id) as work_id, max(c.relation) as relation, count(*) as n
              from citations c join works p on p.id = c.work_id where c.document_id = :id group by 1
            ) m join works w on w.id = m.work_id where w.document_id is not :id
            order by (w.document_id is not null) desc, (m.relation = 'basis') desc, m.n desc, 1 limit :limit""",
        {"id": document, "limit": limit},
    ).fetchall()
    citing = db.execute(
        f"""select {DOCUMENT}, {DOCUMENT}, m.relation, m.n, d.id from (
              select c.document_id, max(c.relation) as relation, count(*) as n from works w
              cross join works p on coalesce(p.same_as, p.id) = w.id cross join citations c on c.work_id = p.id
              where w.document_id = :id and c.document_id <> :id group by c.document_id
            ) m join documents d on d.id = m.document_id order by m.n desc, d.issued_on desc, d.id limit :limit""",
        {"id": document, "limit": limit},
    ).fetchall()
    return Neighbourhood(
        document, name, _short(name), tuple(Neighbour(t, s, *rest) for t, s, *rest in cited),
        tuple(Neighbour(t, _short(s), *rest) for t, s, *rest in citing),
    )  # fmt: skip


def most_connected(db: Database, limit: int = 12) -> list[Connected]:
    """The held documents that most others cite."""
    rows = db.execute(
        f"""select d.id, {DOCUMENT}, m.n from (
              select w.document_id, count(distinct c.document_id) as n from works w
              join works p on coalesce(p.same_as, p.id) = w.id join citations c on c.work_id = p.id
              where w.document_id is not null and c.document_id <> w.document_id
              group by w.document_id order by n desc, w.document_id limit :limit
            ) m join documents d on d.id = m.document_id order by m.n desc, d.id""",
        {"limit": limit},
    ).fetchall()
    return [Connected(*row) for row in rows]


def _short(name: str) -> str:
    """The symbol at the end of a name (`Kế hoạch 318/KH-UBND`)."""
    last = name.rpartition(" ")[2]
    return last if "/" in last else name
