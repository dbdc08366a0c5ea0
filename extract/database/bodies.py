"""One body: what it has to do, who names it, what came before and after; and lists of bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from extract.database.board import Asked, Item, counts, items
from extract.database.owners import DOCUMENT, LONG_AGO, Load, Role, answering
from extract.database.standing import Rank, Score, ranks_of, scores_of


@dataclass(frozen=True, slots=True)
class Named:
    """A body by name."""

    id: str
    name: str
    province: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A directive as a point in time."""

    id: str
    role: Role
    last_day: str
    action: str


@dataclass(frozen=True, slots=True)
class Naming:
    """A document that names a body, how often, and one of the mentions."""

    document_id: str
    document: str
    subject: str | None
    issued_on: str | None
    mentions: int
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class BodyPage:
    """All that is shown of a body."""

    id: str
    name: str
    kind: str | None
    level: str | None
    province: str | None
    is_group: bool
    valid_from: str | None
    valid_to: str | None
    source: str | None
    successor: Named | None
    predecessors: tuple[Named, ...]
    lead: Load
    coordinate: Load
    timeline: tuple[Due, ...]
    late: tuple[Item, ...]
    coming: tuple[Item, ...]
    scores: tuple[Score, ...]
    ranks: tuple[Rank, ...]
    naming: tuple[Naming, ...]
    naming_total: int
    issued: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class Busy:
    """A body with how many directives it leads and coordinates on, and how many of those led are open or overdue."""

    id: str
    name: str
    province: str | None
    lead: int
    coordinate: int
    open: int
    overdue: int


def body_page(db: Database, ident: str, today: date, shown: int = 12) -> BodyPage | None:
    """All that is shown of the body with an id; `None` where there is none."""
    row = db.execute(
        "select o.name, o.kind, o.level, o.province, coalesce(o.is_group, 0), o.valid_from, o.valid_to, o.source, "
        "s.id, s.name, s.province, s.valid_to from organisations o left join organisations s on s.id = o.successor_id where o.id = ?",
        [ident],
    ).fetchone()
    if row is None:
        return None
    name, kind, level, province, group, begun, ended, source, *successor = row
    before = db.execute(
        "select id, name, province, valid_to from organisations where successor_id = ? order by name limit 60",
        [ident],
    ).fetchall()
    timeline = db.execute(
        """select r.directive_id, r.role, r.last_day, coalesce(f.action, f.quote) from directive_owners r
            join directives f on f.id = r.directive_id
            where r.organisation_id = ? and r.last_day is not null order by r.last_day desc limit 400""",
        [ident],
    ).fetchall()
    subjects = {"id": [ident]}
    if kind == "ubnd" and level == "tinh" and province and not group:
        # A province is ranked under its own name.
        subjects["name"] = [f"tỉnh {province}", f"thành phố {province}"]
    own = (ident,)
    return BodyPage(
        id=ident,
        name=name,
        kind=kind,
        level=level,
        province=province,
        is_group=bool(group),
        valid_from=begun,
        valid_to=ended,
        source=source,
        successor=Named(*successor) if successor[0] else None,
        predecessors=tuple(Named(*r) for r in before),
        lead=counts(db, Asked(own, "lead"), today),
        coordinate=counts(db, Asked(own, "coordinate"), today),
        timeline=tuple(Due(*r) for r in timeline),
        late=tuple(items(db, Asked(own, state="overdue"), today, limit=shown // 2)),
        coming=tuple(items(db, Asked(own, state="open"), today, limit=shown)),
        scores=tuple(scores_of(db, subjects)),
        ranks=tuple(ranks_of(db, subjects)),
        naming=tuple(_naming(db, ident, shown)),
        naming_total=db.execute(
            "select count(distinct document_id) from organisation_mentions where organisation_id = ?", [ident]
        ).fetchone()[0],
        issued=tuple(_issued(db, ident, shown)),
    )


def busiest(db: Database, today: date, limit: int = 100) -> list[Busy]:
    """The bodies that own most directives."""
    rows = db.execute(
        """select organisation_id, sum(role = 'lead') as led, sum(role = 'coordinate'),
            sum(role = 'lead' and last_day >= :now), sum(role = 'lead' and last_day < :now and last_day >= :past)
            from directive_owners group by organisation_id order by count(*) desc, organisation_id limit :limit""",
        {"now": today.isoformat(), "past": (today - LONG_AGO).isoformat(), "limit": limit},
    ).fetchall()
    names = _named(db, [row[0] for row in rows])
    return [
        Busy(i, *names[i], lead, other, still or 0, late or 0)
        for i, lead, other, still, late in rows
        if i in names
    ]


def bodies_like(db: Database, words: str, today: date, limit: int = 100) -> list[Busy]:
    """The bodies that some words name, those with most to do first."""
    found = answering(db, words)[:limit]
    by_id = [(ident, body) for body in found for ident in body.idents][:limit]
    listed = []
    for ident, _ in by_id:
        row = db.execute(
            """select sum(role = 'lead'), sum(role = 'coordinate'), sum(role = 'lead' and last_day >= :now),
                sum(role = 'lead' and last_day < :now and last_day >= :past) from directive_owners
                where organisation_id = :id""",
            {"now": today.isoformat(), "past": (today - LONG_AGO).isoformat(), "id": ident},
        ).fetchone()
        name, province = _named(db, [ident])[ident]
        listed.append(Busy(ident, name, province, *(n or 0 for n in row)))
    return listed


def _named(db: Database, idents: list[str]) -> dict[str, tuple[str, str | None]]:
    marks = ", ".join("?" * len(idents))
    rows = db.execute(
        f"select id, name, province from organisations where id in ({marks})", idents
    ).fetchall()
    return {ident: (name, province) for ident, name, province in rows}


def _naming(db: Database, ident: str, limit: int) -> list[Naming]:
    rows = db.execute(
        f"""select d.id, {DOCUMENT}, d.subject, d.issued_on, m.n, m.mention from (
              select document_id, count(*) as n, min(id) as mention from organisation_mentions where organisation_id = :id group by document_id
            ) m join documents d on d.id = m.document_id order by d.issued_on desc, d.id limit :limit""",
        {"id": ident, "limit": limit},
    ).fetchall()
    return [Naming(*row) for row in rows]


def _issued(db: Database, ident: str, limit: int) -> list[Naming]:
    rows = db.execute(
        f"""select d.id, {DOCUMENT}, d.subject, d.issued_on, 0 from documents d
            where d.issuer_organisation_id = ? order by d.issued_on desc, d.id limit ?""",
        [ident, limit],
    ).fetchall()
    return [Naming(*row) for row in rows]
