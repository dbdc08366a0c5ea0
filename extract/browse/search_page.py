"""The search page: documents, sections, directives and facts by words and filters, as one types.

The address holds all that was asked: `q` words, `in` where to look, `issuer`, `province`, `type`, `year`, `kind`, `n` how many.
The same address with `.json` gives the hits as data and as the piece of the page that shows them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup, escape
from sqlite_utils import Database

from extract.browse.cells import anchor, document_path
from extract.browse.choices import MOST_ISSUERS, Choices, choices_of, issuers_named
from extract.browse.hits import LONGEST, hit_address
from extract.browse.memory import remembered
from extract.browse.web import (
    Route,
    address,
    arguments,
    ask,
    page,
    page_texts,
    template_vars,
    today,
)
from extract.database.owners import expansions
from extract.database.search import (
    KINDS,
    PLACES,
    Filters,
    Hit,
    Kind,
    Place,
    parse_words,
    provinces_named,
    search,
)
from extract.values.text import fold

AT_FIRST, IN_ONE, MOST = 5, 20, 100
_BODIES_SHOWN = 5
# Of words that are found more often than this the ones stored last are ranked.
_RANKED = 1000
_SHORTEST_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    words: str = ""
    within: Place | Kind | None = None
    """`None` for documents, sections and directives alike, the best few of each."""
    issuer: str = ""
    province: str = ""
    doc_type: str = ""
    year: int | None = None
    kind: Kind | None = None
    shown: int = IN_ONE

    @property
    def any(self) -> bool:
        """Whether there is anything to look for."""
        return bool(parse_words(self.words) or self.filtered)

    @property
    def filtered(self) -> bool:
        """Whether there is any filter."""
        return bool(self.issuer or self.province or self.doc_type or self.year or self.kind)

    def query(self) -> dict[str, Any]:
        """The parameters of the address that asks for this."""
        return {
            "q": self.words, "in": self.within, "issuer": self.issuer, "province": self.province,
            "type": self.doc_type, "year": self.year, "kind": self.kind,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body: its folded name and province, by which it is found, and how many directives it owns."""

    id: str
    name: str
    province: str | None
    folded: str
    directives: int


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind; `more` says that there are others."""

    within: str
    hits: Sequence[Hit]
    more: bool


def asked_of(query: dict[str, list[str]]) -> Asked:
    """What an address asks for; what it holds besides, or can't mean, is left out."""

    def one(name: str) -> str:
        return query.get(name, [""])[-1].strip()[:LONGEST]

    within, kind, year, shown = one("in"), one("kind"), one("year"), one("n")
    return Asked(
        words=one("q"),
        within=within if within in (*PLACES, *KINDS) else None,
        issuer=one("issuer"),
        province=one("province"),
        doc_type=one("type"),
        year=int(year) if re.fullmatch(r"(?:19|20)\d\d", year) else None,
        kind=kind if kind in get_args(Kind) else None,  # type: ignore[arg-type]
        shown=max(1, min(int(shown), MOST)) if re.fullmatch(r"\d{1,9}", shown) else IN_ONE,
    )


def read_bodies(db: Database) -> tuple[Body, ...]:
    """All bodies, the one with most directives first."""
    return tuple(
        Body(ident, name, province, fold(f"{name} {province or ''}"), owned)
        for ident, name, province, owned in db.execute(
            "select o.id, o.name, o.province, coalesce(r.owned, 0) as owned from organisations o left join "
            "(select organisation_id, count(*) as owned from directive_owners group by organisation_id) r "
            "on r.organisation_id = o.id order by owned desc, length(o.name), o.name"
        )
    )


def bodies_named(bodies: Sequence[Body], words: str) -> list[Body]:
    """The bodies whose name holds the words, abbreviated or without accents; those with most directives."""
    readings = [" ".join(reading) for reading in expansions(words)] if parse_words(words) else []
    found = (body for body in bodies if any(reading in body.folded for reading in readings))
    return list(itertools.islice(found, _BODIES_SHOWN))


def filters_of(db: Database, asked: Asked, choices: Choices) -> Filters:
    """The filters as the search takes them; issuers and provinces are known by any spelling, without accents too."""
    return Filters(
        province=provinces_named(db, asked.province) if asked.province else None,
        issuers=issuers_named(choices, asked.issuer) if asked.issuer else None,
        doc_types=(asked.doc_type,) if asked.doc_type else None,
        years=(asked.year,) if asked.year else None,
        holding=(asked.kind,) if asked.kind else (),
    )


def read_groups(db: Database, asked: Asked, choices: Choices, as_of: date) -> list[Group]:
    """The hits, kind by kind: of one kind as many as asked for, of all the best few of each."""
    filters = filters_of(db, asked, choices)
    out = []
    for within in [asked.within] if asked.within else PLACES:
        limit = asked.shown if asked.within else AT_FIRST
        hits = _hits(db, asked.words, within, filters, as_of, limit + 1)
        out.append(Group(within, hits[:limit], len(hits) > limit))
    return out


def _hits(
    db: Database, words: str, within: Place | Kind, filters: Filters, as_of: date, limit: int
) -> list[Hit]:
    """The best hits: first where the words stand together, then where all are, then where the last one begins a word."""
    ways = [words]
    terms = parse_words(words)
    if len(terms) > 1 and all(len(term.words) == 1 and not term.prefix for term in terms):
        ways.insert(0, f'"{" ".join(term.words[0] for term in terms)}"')
    if terms and words[-1].isalnum() and len(terms[-1].words[-1]) >= _SHORTEST_BEGINNING:
        ways.append(f"{words}*")
    found: dict[str, Hit] = {}
    for way in ways:
        for hit in search(
            db, way, within=within, filters=filters, as_of=as_of, limit=limit, ranked_most=_RANKED
        ):
            found.setdefault(hit.id, hit)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def marked(hit: Hit) -> Markup:
    """The snippet with what was found marked, all else escaped."""
    parts, position = [], 0
    for start, end in hit.marks:
        parts += [
            escape(hit.snippet[position:start]),
            Markup("<mark>"),
            escape(hit.snippet[start:end]),
            Markup("</mark>"),
        ]
        position = end
    return Markup("").join([*parts, escape(hit.snippet[position:])])


def hit_path(hit: Hit, words: str) -> str:
    """The path of the page that shows a hit at its place, with the words that were looked for marked in it."""
    document = document_path(hit.document_id)
    if hit.kind != "documents":
        return f"{address(document, {'q': words})}#{anchor(hit.id)}"
    return hit_address(document, words) if words else document


async def search_page(request: Request, datasette: Datasette) -> Response:
    """The search page, or its hits as data."""
    asked = asked_of(arguments(request))
    choices = await choices_of(datasette)
    as_of = today(datasette)
    groups = await ask(datasette, lambda db: read_groups(db, asked, choices, as_of)) if asked.any else []
    t = page_texts(datasette, request)
    path = datasette.urls.path("/-/search")
    words = asked.words if parse_words(asked.words) else ""
    bodies: list[Body] = []
    if asked.words and asked.within is None:
        bodies = bodies_named(await remembered(datasette, "search bodies", read_bodies), asked.words)
    total = sum(len(group.hits) for group in groups)
    if not asked.any:
        status = ""
    elif total:
        more = any(group.more for group in groups)
        status = t("search.found_more" if more else "search.found", n=total)
    else:
        status = t("search.none")
    shown: list[Place | Kind | None] = [None, *PLACES]
    if asked.kind and asked.kind not in PLACES:
        shown.append(asked.kind)
    places = [(name, address(path, asked.query(), **{"in": name})) for name in shown]
    context = {
        "asked": asked,
        "groups": groups,
        "bodies": bodies,
        "status": status,
        "choices": replace(choices, issuers=choices.issuers[:MOST_ISSUERS]),
        "kinds": KINDS,
        "places": places,
        "marked": marked,
        "hit_url": lambda hit: datasette.urls.path(hit_path(hit, words)),
        "more_url": lambda group: address(
            path,
            asked.query(),
            **{"in": group.within, "n": min(MOST, asked.shown * 2) if asked.within else IN_ONE},
        ),
        "can_more": asked.within is None or asked.shown < MOST,
        "clear_url": address(path, {"q": asked.words, "in": asked.within}),
    }
    if request.url_vars.get("format"):
        template = datasette.jinja_env.get_template("_hits.html")
        html = await template.render_async({**context, **template_vars(datasette, request)})
        hits = [
            {**hit.as_json(), "url": datasette.urls.path(hit_path(hit, words))}
            for group in groups
            for hit in group.hits
        ]
        return Response.json(
            {"ok": True, "query": asked.query(), "status": status, "hits": hits, "html": html}
        )
    return await page(datasette, request, "search.html", context)


ROUTES: list[Route] = [(r"/-/search(?:\.(?P<format>json))?$", search_page)]
