"""The board of directives: which are due when, who leads and who helps, filtered as asked, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from sqlite_utils import Database

from extract.database.owners import DOCUMENT, LONG_AGO, SOON, Load, Role, days_until
from extract.database.search import fts_query, parse_words
from extract.values.recurrence import next_due, parse_recurrence

State = Literal["overdue", "soon", "open", "recurring", "undated", "long_ago"]
STATES: tuple[State, ...] = ("overdue", "soon", "open", "recurring", "undated", "long_ago")
Order = Literal["day", "owner"]

MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the directives of a board must meet; every filter narrows further."""

    owners: tuple[str, ...] | None = None
    """Ids of organisations."""
    role: Role | None = None
    state: State | None = None
    month: str | None = None
    """The month of the last day in time, `YYYY-MM`."""
    province: tuple[str, ...] | None = None
    """The spellings under which documents have the province."""
    issuer: str | None = None
    """The id of the body that issued the document."""
    document: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """A body that leads a directive or coordinates on it."""

    id: str
    name: str
    province: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """A directive on the board.

    `last_day` is the last day in time (of a recurring one the next such day), `days_left` counts from the day asked
    about and is negative where it has passed.
    """

    id: str
    action: str
    quote: str
    product: str | None
    modality: str | None
    due: str | None
    last_day: str | None
    days_left: int | None
    recurrence: str | None
    state: State
    assigned_by: str | None
    document_id: str
    document: str
    issued_on: str | None
    section: str | None
    page: int | None
    confidence: float | None
    start: int
    end: int
    lead: tuple[Owner, ...] = ()
    coordinate: tuple[Owner, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The item as plain data."""
        return asdict(self)


@dataclass(slots=True)
class _Query:
    """The pieces of the SQL that finds what is asked for."""

    tables: str = "directive_days y"
    where: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def condition(self) -> str:
        return " and ".join(self.where) or "1"


def items(
    db: Database,
    asked: Asked,
    today: date,
    *,
    order: Order = "day",
    limit: int | None = None,
    offset: int = 0,
) -> list[Item]:
    """The directives asked for.

    Those still to be done come in the order of their last day; those that are late, or all, the latest first; in the
    order of `owner` by the name of the first body that leads.
    """
    query = _query(asked, today)
    descending = " desc" if asked.state in (None, "overdue", "long_ago") else ""
    by = f"y.last_day{descending}, y.directive_id{descending}"
    if order == "owner":
        name = (
            "(select min(o.name || coalesce(' ' || o.province, '')) from directive_owners r "
            "join organisations o on o.id = r.organisation_id where r.directive_id = y.directive_id and r.role = 'lead')"
        )
        by = f"{name} is null, {name}, {by}"
    # The page is picked before anything is joined to it.
    picked = f"select y.directive_id, y.last_day, y.recurring from {query.tables} where {query.condition} order by {by} limit :limit offset :offset"
    values = {**query.values, "limit": -1 if limit is None else limit, "offset": offset}
    rows = db.execute(
        f"""select f.id, coalesce(f.action, f.quote), f.quote, f.product, f.modality, f.due, y.last_day, y.recurring,
            l.rule, f.assigned_by, d.id, {DOCUMENT}, d.issued_on, s.path, f.page, f.confidence, f.start, f.end
            from ({picked}) y cross join directives f on f.id = y.directive_id cross join documents d on d.id = f.document_id
            left join sections s on s.id = f.section_id left join deadlines l on l.id = f.deadline_id""",
        values,
    ).fetchall()
    owners = _owners(db, [row[0] for row in rows])
    return [_item(row, today, owners.get(row[0], {})) for row in rows]


def counts(db: Database, asked: Asked, today: date) -> Load:
    """How many directives are in each state, whatever state and month are asked for."""
    query = _query(Asked(**{**_fields(asked), "state": None, "month": None}), today)
    days = {"now": today, "soon": today + SOON, "past": today - LONG_AGO}
    row = db.execute(
        f"""select count(*), count(y.last_day), sum(y.last_day >= :past), sum(y.last_day >= :now),
            sum(y.last_day > :soon), sum(y.recurring = 1 and y.last_day is null)
            from {query.tables} where {query.condition}""",
        {**query.values, **{name: day.isoformat() for name, day in days.items()}},
    ).fetchone()
    total, dated, since, still, later, recurring = (n or 0 for n in row)
    return Load(
        overdue=since - still,
        soon=still - later,
        open=still,
        recurring=recurring,
        undated=total - dated - recurring,
        long_ago=dated - since,
    )


def months(db: Database, asked: Asked, today: date) -> list[tuple[str, int]]:
    """How many directives fall due in each month (`YYYY-MM`), in order, whatever month is asked for."""
    query = _query(Asked(**{**_fields(asked), "month": None}), today)
    rows = db.execute(
        f"select substr(y.last_day, 1, 7) as month, count(*) from {query.tables} "
        f"where {query.condition} and y.last_day is not null group by month order by month",
        query.values,
    ).fetchall()
    return [(month, count) for month, count in rows]


def state_of(last_day: str | None, recurring: bool, today: date) -> State:
    """The state of a directive with this last day in time on a day; `open` only where it is not `soon`."""
    if last_day is None:
        return "recurring" if recurring else "undated"
    left = days_until(last_day, today)
    if left is None:
        return "undated"
    if left < 0:
        return "overdue" if -left <= LONG_AGO.days else "long_ago"
    return "soon" if left <= SOON.days else "open"


def _fields(asked: Asked) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in Asked.__slots__}


def _query(asked: Asked, today: date) -> _Query:
    query = _Query()
    where, values = query.where, query.values
    if asked.owners is not None:
        role = " and r.role = :role" if asked.role else ""
        where.append(
            f"y.directive_id in (select r.directive_id from directive_owners r where r.organisation_id in ({_bound('owner', asked.owners, values)}){role})"
        )
        if asked.role:
            values["role"] = asked.role
    _in_time(asked, today, where, values)
    about = []
    if asked.province is not None:
        about.append(f"d.province in ({_bound('place', asked.province, values)})")
    if asked.issuer is not None:
        about.append("d.issuer_organisation_id = :issuer")
        values["issuer"] = asked.issuer
    if asked.document is not None:
        about.append("d.id = :document")
        values["document"] = asked.document
    if about:
        where.append(
            f"y.directive_id in (select f.id from documents d join directives f on f.document_id = d.id where {' and '.join(about)})"
        )
    terms = parse_words(asked.words)
    if terms:
        where.append(
            "y.directive_id in (select f.id from directives_fts join directives f on f.rowid = directives_fts.rowid where directives_fts match :words)"
        )
        values["words"] = f"{{action_plain quote_plain}} : ({fts_query(terms)})"
    return query


def _in_time(asked: Asked, today: date, where: list[str], values: dict[str, Any]) -> None:
    conditions: dict[State, tuple[str, dict[str, date]]] = {
        "overdue": ("y.last_day < :now and y.last_day >= :past", {"now": today, "past": today - LONG_AGO}),
        "long_ago": ("y.last_day < :past", {"past": today - LONG_AGO}),
        "soon": ("y.last_day >= :now and y.last_day <= :soon", {"now": today, "soon": today + SOON}),
        "open": ("y.last_day >= :now", {"now": today}),
        "recurring": ("y.last_day is null and y.recurring = 1", {}),
        "undated": ("y.last_day is null and y.recurring = 0", {}),
    }
    if asked.state is not None:
        condition, days = conditions[asked.state]
        where.append(condition)
        values |= {name: day.isoformat() for name, day in days.items()}
    if asked.month is not None:
        # No day of a month comes after its thirty-first, in the order of texts too.
        where.append("y.last_day >= :first and y.last_day <= :last")
        values |= {"first": f"{asked.month}-01", "last": f"{asked.month}-31"}


def _bound(name: str, listed: Iterable[str], values: dict[str, Any]) -> str:
    keys = []
    for i, item in enumerate(listed):
        values[f"{name}{i}"] = item
        keys.append(f":{name}{i}")
    return ", ".join(keys)


def _owners(db: Database, directives: Sequence[str]) -> dict[str, dict[str, list[Owner]]]:
    """The bodies of each directive by their role, in the order in which they are printed."""
    found: dict[str, dict[str, list[Owner]]] = {}
    for i in range(0, len(directives), 500):
        part = directives[i : i + 500]
        marks = ",".join("?" * len(part))
        for ident, role, *body in db.execute(
            f"select r.directive_id, r.role, o.id, o.name, o.province from directive_owners r "
            f"join organisations o on o.id = r.organisation_id where r.directive_id in ({marks}) order by r.rowid",
            list(part),
        ):
            found.setdefault(ident, {}).setdefault(role, []).append(Owner(*body))
    return found


def _item(row: Sequence[Any], today: date, owners: dict[str, list[Owner]]) -> Item:
    (ident, action, quote, product, modality, due, last, recurring, wording, by, *place) = row
    document_id, document, issued_on, section, page, confidence, start, end = place
    state = state_of(last, bool(recurring), today)
    recurrence = wording if recurring else None
    if recurrence and last is None:
        try:
            anchor = date.fromisoformat(issued_on or "")
        except ValueError:
            anchor = None
        coming = next_due(parse_recurrence(recurrence, known=True), today, anchor)
        last = coming.isoformat() if coming else None
    return Item(
        ident, action, quote, product, modality, due, last, days_until(last, today), recurrence, state, by,
        document_id, document, issued_on, section, page, confidence, start, end,
        tuple(owners.get("lead", ())), tuple(owners.get("coordinate", ())),
    )  # fmt: skip
