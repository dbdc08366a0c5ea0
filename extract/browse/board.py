"""The board of directives: who must do what by when, filtered by the address, as a page, calendar, spreadsheet or data."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from sqlite_utils import Database

from extract.browse.cells import document_path, fact_path
from extract.browse.charts import Bar, Chart, columns_chart
from extract.browse.listing import MOST, SHOWN, Given, downloads, file_response, pages, sheet_bytes
from extract.browse.memory import remembered
from extract.browse.texts import Texts, day, number
from extract.browse.web import (
    PageError,
    Route,
    address,
    arguments,
    ask,
    language,
    page,
    page_texts,
    today,
)
from extract.database.board import MONTH, STATES, Asked, Item, Order, State, counts, items, months
from extract.database.owners import ROLES, Load, Role, answering
from extract.database.search import provinces_named
from extract.export.sheet import Words, board_sheet

PATH = "/-/board"
_ID = re.compile(r"[0-9a-f]{16}")
# How many months are drawn before this one and after.
_BEFORE, _AFTER = 12, 12


@dataclass(frozen=True, slots=True)
class Body:
    """A body that the words asked for name."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the address of a board asks for."""

    owner: str = ""
    role: Role | None = None
    state: State | None = "open"
    month: str | None = None
    province: str = ""
    issuer: str | None = None
    document: str | None = None
    words: str = ""
    order: Order = "day"
    page: int = 1

    def query(self) -> dict[str, Any]:
        """The address again, without what is taken for granted."""
        return {
            "owner": self.owner,
            "role": self.role,
            "state": (self.state or "all") if self.state != self.usual else None,
            "month": self.month,
            "province": self.province,
            "issuer": self.issuer,
            "document": self.document,
            "q": self.words,
            "group": self.order if self.order != "day" else None,
        }

    @property
    def usual(self) -> State | None:
        """The state where none is named: what is open, but all of a month or of a document."""
        return None if self.month or self.document else "open"


@dataclass(frozen=True, slots=True)
class Board:
    """What a board shows."""

    question: Question
    bodies: tuple[Body, ...]
    items: Sequence[Item]
    counts: Load
    months: Sequence[tuple[str, int]]
    total: int
    provinces: Sequence[str]


def asked_for(values: dict[str, list[str]]) -> Question:
    """The question of an address; `PageError` where a parameter is none that is known."""

    given = Given(values)
    one = given.one
    month = one("month") or None
    if month is not None and not MONTH.fullmatch(month):
        raise given.odd("month")
    document = one("document") or None
    usual: State | None = None if month or document else "open"
    state = given.choice("state", ("all", *STATES))
    role = given.choice("role", ROLES)
    order = given.choice("group", ("day", "owner")) or "day"
    return Question(
        owner=one("owner"),
        role=role or None,  # type: ignore[arg-type]
        state=usual if not state else None if state == "all" else state,  # type: ignore[arg-type]
        month=month,
        province=one("province"),
        issuer=one("issuer") or None,
        document=document,
        words=one("q"),
        order=order,  # type: ignore[arg-type]
        page=given.page(),
    )


def filters(db: Database, question: Question) -> tuple[Asked, tuple[Body, ...]]:
    """The filters of a question, and the bodies that its owner names; `PageError` where it names none."""
    bodies: tuple[Body, ...] = ()
    owners: tuple[str, ...] | None = None
    if question.owner:
        if _ID.fullmatch(question.owner):
            rows = db.execute("select id, name, province from organisations where id = ?", [question.owner])
            bodies = tuple(Body(i, _label(name, place)) for i, name, place in rows)
            owners = (question.owner,)
        else:
            found = answering(db, question.owner, province=question.province or None)
            bodies = tuple(Body(f.idents[0], f.label) for f in found)
            owners = tuple(i for f in found for i in f.idents)
        if not bodies:
            raise PageError(404, "board.no_body", words=question.owner)
    provinces = provinces_named(db, question.province) if question.province else None
    asked = Asked(
        owners=owners,
        role=question.role,
        state=question.state,
        month=question.month,
        # Where a body of a province is asked for, the documents of others that name it count too.
        province=None if owners is not None and bodies else provinces,
        issuer=question.issuer,
        document=question.document,
        words=question.words,
    )
    return asked, bodies


async def board(datasette: Datasette, question: Question, on: date) -> Board:
    """A page of the board; what pages of the same filters share is asked once."""

    def listed(db: Database) -> tuple[tuple[Body, ...], list[Item]]:
        asked, bodies = filters(db, question)
        return bodies, items(
            db, asked, on, order=question.order, limit=SHOWN, offset=SHOWN * (question.page - 1)
        )

    scope = replace(question, state=None, month=None, order="day", page=1)
    whole = scope == Question(state=None)
    bodies, shown = await remembered(datasette, question, listed)
    totals = await remembered(
        datasette, ("counts", scope), lambda db: counts(db, filters(db, scope)[0], on), whole=whole
    )
    of_state = replace(scope, state=question.state)
    by_month = await remembered(
        datasette, ("months", of_state), lambda db: months(db, filters(db, of_state)[0], on), whole=whole
    )
    if question.month is not None:
        total = dict(by_month).get(question.month, 0)
    else:
        total = totals.total if question.state is None else getattr(totals, question.state)
    provinces = await remembered(datasette, "provinces", _provinces)
    return Board(question, bodies, shown, totals, () if question.month else by_month, total, provinces)


def _provinces(db: Database) -> list[str]:
    rows = db.execute("select distinct province from documents where province is not null order by 1")
    return [name for (name,) in rows]


def month_bars(by_month: Sequence[tuple[str, int]], question: Question, on: date, base: str) -> list[Bar]:
    """The months around a day as bars that lead to their directives; none where there is nothing in them."""
    held = dict(by_month)
    now = on.year * 12 + on.month - 1
    wanted = [f"{m // 12}-{m % 12 + 1:02d}" for m in range(now - _BEFORE, now + _AFTER + 1)]
    known = [m for m in wanted if m in held]
    if not known:
        return []
    wanted = wanted[wanted.index(known[0]) : wanted.index(known[-1]) + 1]
    query = question.query()
    # All directives of the month are shown where the state was only taken for granted.
    state = {} if "state" not in query or query["state"] is None else {"state": query["state"]}
    return [
        Bar(
            label=f"{month[5:]}\n{month[:4]}",
            value=held.get(month, 0),
            href=address(base, query, month=month, page=None, **(state or {"state": question.state or None}))
            if month in held
            else None,
            mark="late" if month < on.isoformat()[:7] else "now" if month == on.isoformat()[:7] else "",
        )
        for month in wanted
    ]


def months_chart(bars: Sequence[Bar], t: Texts, chosen: str) -> Chart | None:
    """The chart of directives by month, `None` where fewer than two months have any."""
    if sum(1 for b in bars if b.value) < 2:
        return None
    return columns_chart(
        "months",
        t("board.months_title"),
        t("board.months_desc"),
        bars,
        (t("board.months_column"), t("board.count_column")),
        lambda n: number(n, chosen),
    )


def grouped(shown: Sequence[Item], order: Order) -> Iterator[tuple[str | None, list[Item]]]:
    """The directives by the month of their last day (`YYYY-MM`), or by the names of those who lead."""

    def key(item: Item) -> str | None:
        if order == "owner":
            return "; ".join(_label(o.name, o.province) for o in item.lead) or None
        return item.last_day[:7] if item.last_day else None

    for name, group in itertools.groupby(shown, key):
        yield name, list(group)


async def everything(datasette: Datasette, question: Question, on: date) -> list[Item]:
    """What is filtered, not a page of it; too much to be kept."""

    def read(db: Database) -> list[Item]:
        asked, _ = filters(db, question)
        return items(db, asked, on, order=question.order, limit=MOST)

    return list(await ask(datasette, read))


async def board_page(request: Request, datasette: Datasette) -> Response:
    """The board as a page or as JSON."""
    question, on = asked_for(arguments(request)), today(datasette)
    found = await board(datasette, question, on)
    if request.path.endswith(".json"):
        filtered = await everything(datasette, question, on)
        return Response.json(
            {
                "as_of": on.isoformat(),
                "total": found.total,
                "counts": {state: getattr(found.counts, state) for state in STATES},
                "directives": [item.as_json() for item in filtered],
            }
        )
    t, chosen = page_texts(datasette, request), language(datasette, request)
    base = datasette.urls.path(PATH)
    query = question.query()
    totals = found.counts
    states = [
        (
            name,
            n,
            address(base, query, state=name, month=None),
            question.month is None and question.state == state,
        )
        for name, state, n in [
            *(
                (s, s, getattr(totals, s))
                for s in ("overdue", "soon", "open", "recurring", "undated", "long_ago")
            ),
            ("all", None, totals.total),
        ]
    ]
    return await page(
        datasette,
        request,
        "board.html",
        {
            "board": found,
            "question": question,
            "on": on,
            "states": states,
            "groups": [(_heading(name, question.order, t, chosen), group) for name, group in grouped(found.items, question.order)],
            "months": months_chart(month_bars(found.months, question, on, base), t, chosen),
            "downloads": downloads(base, query, ("ics", "xlsx", "csv", "json"), chosen),
            "pages": pages(base, query, question.page, len(found.items), found.total),
            "findings": address(
                datasette.urls.path("/-/findings"), {"issuer": question.issuer, "document": question.document}
            )
            if question.issuer or question.document
            else None,
            "clear": base,
            "fact_path": lambda ident: datasette.urls.path(fact_path(ident)),
            "document_path": lambda ident: datasette.urls.path(document_path(ident)),
            "most": MOST,
        },
    )  # fmt: skip


async def board_file(request: Request, datasette: Datasette) -> Response:
    """What is filtered as a calendar, a workbook or comma-separated values."""
    question, on = asked_for(arguments(request)), today(datasette)
    format_ = request.url_vars["format"]
    found = await everything(datasette, question, on)
    chosen = language(datasette, request)

    def words(vietnamese: str, english: str) -> str:
        return english if chosen == "en" else vietnamese

    def link(item: Item) -> str:
        return str(datasette.absolute_url(request, datasette.urls.path(fact_path(item.id))))

    name = f"{words('nhiem-vu', 'directives')}-{on.isoformat()}"
    return await file_response(name, format_, lambda: written(format_, found, link, words))


def written(format_: str, found: Sequence[Item], link: Any, words: Words) -> bytes:
    """The directives as the bytes of a file."""
    if format_ == "ics":
        from extract.export.as_ics import as_ics

        return as_ics(found, datetime.now(UTC), link=link, words=words)
    return sheet_bytes(format_, board_sheet(found, words))


def _heading(name: str | None, order: Order, t: Texts, chosen: str) -> str:
    if order == "owner":
        return name or t("board.no_owner")
    text = day(name, chosen) if name else t("board.no_day")
    return text[:1].upper() + text[1:]


def _label(name: str, province: str | None) -> str:
    return name if province is None or province in name else f"{name} ({province})"


ROUTES: list[Route] = [
    (r"/-/board(?:\.json)?$", board_page),
    (r"/-/board\.(?P<format>ics|xlsx|csv)$", board_file),
]
