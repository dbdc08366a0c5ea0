"""The page of findings: what cannot be right in all documents, filtered by the address, as a page, a spreadsheet or data."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from sqlite_utils import Database

from extract.browse.cells import document_path, fact_path, is_document, span_anchor
from extract.browse.choices import MOST_ISSUERS, Choices, choices_of, issuers_named
from extract.browse.hits import hit_address
from extract.browse.listing import MOST, SHOWN, Given, downloads, file_response, pages, sheet_bytes
from extract.browse.memory import remembered
from extract.browse.texts import Texts, known_or_plain
from extract.browse.web import Route, address, arguments, ask, language, page, page_texts, today
from extract.checking.model import Kind, Severity
from extract.database.findings import SEVERITIES, Asked, Listed, Quote, Tally, findings, tally
from extract.database.owners import DOCUMENT
from extract.export.sheet import Cell, Sheet, as_day
from extract.values.text import fold, squeeze

PATH = "/-/findings"
_BODY = re.compile(r"[0-9a-f]{16}")
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
# The words by which a quote is looked for in another document.
_WORDS_OF_QUOTE = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What the address of a list of findings asks for; `issuer` and `document` are an id, or words."""

    severity: Severity | None = None
    kind: str = ""
    issuer: str = ""
    document: str = ""
    year: str = ""
    page: int = 1

    def query(self) -> dict[str, Any]:
        """The address again, without its page."""
        return {
            "severity": self.severity, "kind": self.kind, "issuer": self.issuer, "document": self.document,
            "year": self.year,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What is named by its id, as readers know it; `None` where it is looked for by words."""

    issuer: str | None = None
    document: str | None = None


def asked_for(values: dict[str, list[str]]) -> Question:
    """The question of an address; `PageError` where a parameter is none that is known."""
    given = Given(values)
    year = given.one("year")
    if year and not _YEAR.fullmatch(year):
        raise given.odd("year")
    return Question(
        severity=given.choice("severity", SEVERITIES) or None,  # type: ignore[arg-type]
        kind=given.choice("kind", list(Kind)),
        issuer=given.one("issuer"),
        document=given.one("document"),
        year=year,
        page=given.page(),
    )


async def filters(datasette: Datasette, question: Question, choices: Choices) -> tuple[Asked, Names]:
    """The filters of a question, and the names of what it names by ids."""
    issuer: str | None = None
    issuers: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    if _BODY.fullmatch(question.issuer):
        issuer = question.issuer
    elif question.issuer:
        issuers = issuers_named(choices, question.issuer)
    if is_document(question.document):
        documents = (question.document,)
    elif question.document:
        held = await remembered(datasette, "documents with findings", _documents)
        words = [f" {plain}" for part in question.document.split() if (plain := _plain(part))]
        documents = tuple(ident for ident, name in held if words and all(word in name for word in words))
    asked = Asked(
        severity=question.severity,
        kind=question.kind or None,
        issuer=issuer,
        issuers=issuers,
        documents=documents,
        year=int(question.year) if question.year else None,
    )
    if issuer is None and not is_document(question.document):
        return asked, Names()
    return asked, await ask(datasette, lambda db: _names(db, issuer, question.document))


def _documents(db: Database) -> list[tuple[str, str]]:
    """The documents that have findings, by their name and file in plain words, each after a space."""
    rows = db.execute(
        f"select d.id, {DOCUMENT}, d.path from documents d where exists (select 1 from findings f where f.document_id = d.id)"
    )
    return [(ident, f" {_plain(f'{name} {path}')}") for ident, name, path in rows]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _names(db: Database, issuer: str | None, document: str) -> Names:
    def first(sql: str, ident: str) -> str | None:
        row = db.execute(sql, [ident]).fetchone()
        return str(row[0]) if row else None

    body = "select name || iif(province is null or instr(name, province), '', ' (' || province || ')') from organisations where id = ?"
    return Names(
        first(body, issuer) or issuer if issuer else None,
        first(f"select {DOCUMENT} from documents d where d.id = ?", document) or document
        if is_document(document)
        else None,
    )


async def findings_page(request: Request, datasette: Datasette) -> Response:
    """The findings as a page or as JSON."""
    question = asked_for(arguments(request))
    choices = await choices_of(datasette)
    asked, names = await filters(datasette, question, choices)
    data = request.path.endswith(".json")
    most = MOST if data else SHOWN

    def read(db: Database) -> list[Listed]:
        return findings(db, asked, limit=most, offset=most * (question.page - 1))

    # Thousands of them are too many to keep.
    shown = await (
        ask(datasette, read) if data else remembered(datasette, (asked, most, question.page), read)
    )
    scope = Asked(None, None, asked.issuer, asked.issuers, asked.documents, asked.year)
    counted = await remembered(datasette, ("tally", scope), lambda db: tally(db, scope))
    severities = {each: _sum(counted, each, asked.kind) for each in SEVERITIES}
    kinds = {kind: _sum(counted, asked.severity, kind) for _, kind in counted}
    kinds = {kind: n for kind, n in sorted(kinds.items(), key=lambda each: (-each[1], each[0])) if n}
    if question.kind in kinds:
        # The one that is chosen is the one in sight where the row of kinds is wider than a phone.
        kinds = {question.kind: kinds[question.kind], **kinds}
    total = _sum(counted, asked.severity, asked.kind)
    if data:
        counts = {"severity": severities, "kind": kinds}
        return Response.json(
            {"total": total, "counts": counts, "findings": [each.as_json() for each in shown]}
        )
    t, chosen = page_texts(datasette, request), language(datasette, request)
    base = datasette.urls.path(PATH)
    query = question.query()
    tabs = [
        (severity or "all", n, address(base, query, severity=severity), question.severity == severity)
        for severity, n in [(None, sum(severities.values())), *severities.items()]
    ]

    def place(listed: Listed, quote: Quote) -> str:
        return str(datasette.urls.path(quote_path(listed, quote)))

    context = {
        "question": question,
        "names": names,
        "without": {
            name: address(base, query, **{name: None}) for name in ("issuer", "document")
        },
        "tabs": tabs,
        "kinds": [(kind, n, address(base, query, kind=kind), question.kind == kind) for kind, n in kinds.items()],
        "any_kind": address(base, query, kind=None),
        "all_kinds": sorted({*kinds, *filter(None, [question.kind])}, key=lambda kind: kind_name(t, kind)),
        "kind_name": lambda kind: kind_name(t, kind),
        "why": lambda kind: known_or_plain(t, f"findings_why.{kind}", ""),
        "issuers": choices.issuers[:MOST_ISSUERS],
        "years": sorted({name for name, _ in choices.years} | {question.year} - {""}, reverse=True),
        "groups": [(name, list(group)) for name, group in itertools.groupby(shown, lambda each: each.severity)],
        "total": total,
        "pages": pages(base, query, question.page, len(shown), total, SHOWN),
        "downloads": downloads(base, query, ("csv", "xlsx", "json"), chosen),
        "most": MOST,
        "clear": base,
        "filtered": any(query.values()),
        "place": place,
        "squeeze": squeeze,
        "fact_path": lambda ident: datasette.urls.path(fact_path(ident)),
        "document_path": lambda ident: datasette.urls.path(document_path(ident)),
    }  # fmt: skip
    return await page(datasette, request, "findings.html", context)


async def findings_file(request: Request, datasette: Datasette) -> Response:
    """What is filtered as a workbook or comma-separated values."""
    question, format_ = asked_for(arguments(request)), request.url_vars["format"]
    asked, _ = await filters(datasette, question, await choices_of(datasette))
    found = await ask(datasette, lambda db: findings(db, asked, limit=MOST))
    t = page_texts(datasette, request)

    def link(listed: Listed) -> str:
        path = fact_path(listed.id) or document_path(listed.document_id)
        return str(datasette.absolute_url(request, datasette.urls.path(path)))

    name = f"{t('findings_page.file')}-{today(datasette).isoformat()}"
    return await file_response(name, format_, lambda: sheet_bytes(format_, findings_sheet(found, t, link)))


def findings_sheet(found: Iterable[Listed], t: Texts, link: Callable[[Listed], str]) -> Sheet:
    """The findings, one row each, with what they rest on and where they stand."""
    columns = (
        "severity", "kind", "message", "quotes", "document", "issuer", "issued_on", "page", "other", "link", "id",
    )  # fmt: skip

    def row(each: Listed) -> tuple[Cell, ...]:
        return (
            t(f"values.{each.severity}"),
            kind_name(t, each.kind),
            each.message,
            "; ".join(f"“{squeeze(quote.words)}”" for quote in each.quotes),
            each.document,
            each.issuer,
            as_day(each.issued_on),
            each.page,
            each.other,
            link(each),
            each.id,
        )

    return Sheet(
        t("findings_page.title"),
        tuple(t(f"findings_page.column_{name}") for name in columns),
        tuple(row(each) for each in found),
    )


def quote_path(listed: Listed, quote: Quote) -> str:
    """Where a quote stands: at its mark in the document, or found by its words in the other one."""
    if quote.span is not None:
        return f"{document_path(listed.document_id)}#{span_anchor(listed.id, quote.span)}"
    words = " ".join(quote.words.replace('"', " ").split()[:_WORDS_OF_QUOTE])
    return hit_address(document_path(str(listed.other_document_id)), f'"{words}"')


def kind_name(t: Texts, kind: str) -> str:
    """How a kind of findings is called."""
    return known_or_plain(t, f"findings.{kind}", kind)


def _sum(counted: Tally, severity: str | None, kind: str | None) -> int:
    return sum(n for (s, k), n in counted.items() if severity in (None, s) and kind in (None, k))


ROUTES: list[Route] = [
    (r"/-/findings(?:\.json)?$", findings_page),
    (r"/-/findings\.(?P<format>xlsx|csv)$", findings_file),
]
