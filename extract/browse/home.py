"""The first page: what is in the database, what is due and overdue, what is new, what is cited most, what can't be right."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from sqlite_utils import Database

from extract.browse.cells import document_path, fact_path
from extract.browse.document_page import short
from extract.browse.memory import remembered
from extract.browse.web import Route, page, today
from extract.database import findings as held_findings
from extract.database.board import Asked, Item, counts, items
from extract.database.findings import Listed, tally
from extract.database.owners import DOCUMENT, Load
from extract.database.schema import FACT_TABLES

_SHOWN = 6
_WIDTH = 150


@dataclass(frozen=True, slots=True)
class New:
    """One of the latest documents."""

    id: str
    name: str
    subject: str | None
    issuer: str | None
    issued_on: str | None


@dataclass(frozen=True, slots=True)
class Cited:
    """A work, by how many documents it is cited, and the document where its text is held."""

    id: str
    name: str
    issuer: str | None
    documents: int
    document_id: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows there are of each."""

    documents: int
    organisations: int
    facts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Duties:
    """Directives: how many are in each state, the next and the latest that are overdue."""

    states: Load
    due: list[Item]
    overdue: list[Item]


@dataclass(frozen=True, slots=True)
class Findings:
    """What cannot be right: how many errors and warnings, and the first of them."""

    errors: int
    warnings: int
    latest: list[Listed]


def read_totals(db: Database) -> Totals:
    """How much is in the database."""

    def count(table: str) -> int:
        return int(db.execute(f"select count(*) from {table}").fetchone()[0])

    return Totals(count("documents"), count("organisations"), {table: count(table) for table in FACT_TABLES})


def read_duties(db: Database, as_of: date) -> Duties:
    """The directives as of a day."""
    return Duties(
        counts(db, Asked(), as_of),
        items(db, Asked(state="open"), as_of, limit=_SHOWN),
        items(db, Asked(state="overdue"), as_of, limit=_SHOWN),
    )


def read_latest(db: Database) -> list[New]:
    """The documents issued last."""
    return [
        New(*row)
        for row in db.execute(
            f"select d.id, {DOCUMENT}, d.subject, d.issuer, d.issued_on from documents d "
            f"where d.issued_on is not null and d.superseded_by is null order by d.issued_on desc limit {_SHOWN}"
        )
    ]


def read_cited(db: Database) -> list[Cited]:
    """The works that most documents cite."""
    return [
        Cited(*row)
        for row in db.execute(
            f"""select w.id, coalesce(w.name || coalesce(' (' || coalesce(w.date, w.year) || ')', ''),
                  trim(coalesce(w.doc_type, '') || ' ' || coalesce(w.symbol, ''))),
                  w.issuer, c.documents, w.document_id
                from (select coalesce(p.same_as, p.id) as work_id, count(distinct c.document_id) as documents
                      from citations c join works p on p.id = c.work_id group by 1 order by documents desc limit {_SHOWN}) c
                join works w on w.id = c.work_id order by c.documents desc, 2"""
        )
    ]


def read_findings(db: Database) -> Findings:
    """The findings; errors come before what only deserves a look."""
    counted = tally(db, held_findings.Asked())

    def of(severity: str) -> int:
        return sum(n for (each, _), n in counted.items() if each == severity)

    return Findings(
        of("error"), of("warning"), held_findings.findings(db, held_findings.Asked(), limit=_SHOWN)
    )


async def home_page(request: Request, datasette: Datasette) -> Response:
    """The first page."""
    as_of = today(datasette)
    # Side by side, each within the time that a question may take.
    totals, duties, latest, cited, findings = await asyncio.gather(
        remembered(datasette, "home totals", read_totals),
        remembered(datasette, "home duties", lambda db: read_duties(db, as_of)),
        remembered(datasette, "home latest", read_latest),
        remembered(datasette, "home cited", read_cited),
        remembered(datasette, "home findings", read_findings),
    )
    base = datasette.urls

    def path(ident: str, fact: bool = True) -> Any:
        return base.path((fact_path(ident) if fact else None) or document_path(ident))

    context = {
        "totals": totals,
        "duties": duties,
        "latest": latest,
        "cited": cited,
        "findings": findings,
        "as_of": as_of.isoformat(),
        "path": path,
        "short": lambda text: short(text, _WIDTH),
    }
    return await page(datasette, request, "home.html", context)


ROUTES: list[Route] = [(r"/$", home_page)]
