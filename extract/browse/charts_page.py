"""The page of charts: scores by criterion, ranks over the years, deadlines by month, documents around a document."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from extract.browse.board import PATH as BOARD
from extract.browse.board import Question, month_bars, months_chart
from extract.browse.cells import document_path, fact_path
from extract.browse.charts import Chart, Line, Node, bump_chart, citation_graph
from extract.browse.memory import remembered
from extract.browse.organisation_page import Charts
from extract.browse.texts import Texts
from extract.browse.web import (
    PageError,
    Route,
    address,
    arguments,
    language,
    page,
    page_texts,
    today,
)
from extract.database.board import Asked, months
from extract.database.neighbourhood import Neighbour, Neighbourhood, most_connected, neighbourhood
from extract.database.standing import PEERS, Ordering, Rank, orderings, ranks_on, scored, scores_by_criterion

PATH = "/-/charts"


async def charts_page(request: Request, datasette: Datasette) -> Response:
    """What can be drawn, each chosen by the address."""
    given = {name: values[0] for name, values in arguments(request).items()}
    on, t, chosen = today(datasette), page_texts(datasette, request), language(datasette, request)
    year = given.get("year", "")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise PageError(400, "error.bad_request", what=f"year={year}")

    choices = await remembered(datasette, "scored", scored, whole=True)
    asked = (given.get("index", ""), int(year or 0), given.get("subject", ""))
    wanted = asked if all(asked) else choices[0][:3] if choices else None
    scores = (
        await remembered(datasette, ("scores", wanted), lambda db: scores_by_criterion(db, *wanted))
        if wanted
        else []
    )
    ordered = await remembered(datasette, "orderings", orderings, whole=True)
    ordering = ordered[0][0] if ordered else None
    if given.get("ranks"):
        ordering = Ordering(given["ranks"], given.get("peers", "provinces"), given.get("within", ""))
    places = await remembered(datasette, ordering, lambda db: ranks_on(db, ordering)) if ordering else []
    by_month = await remembered(datasette, "months", lambda db: months(db, Asked(), on), whole=True)
    connected = await remembered(datasette, "connected", most_connected, whole=True)
    document = given.get("document") or (connected[0].document_id if connected else None)
    around = (
        await remembered(datasette, ("around", document), lambda db: neighbourhood(db, document))
        if document
        else None
    )

    base = datasette.urls.path(PATH)
    draw = Charts(t, chosen, lambda fact: str(datasette.urls.path(fact_path(fact))))
    score_chart = None
    if wanted and scores:
        title = t("charts.scores_title", index=wanted[0], year=wanted[1], subject=wanted[2])
        score_chart = draw.criteria("scores", title, scores)
    bars = month_bars(by_month, Question(state=None), on, datasette.urls.path(BOARD))
    return await page(
        datasette,
        request,
        "charts.html",
        {
            "scores": score_chart,
            "score_choices": [
                (
                    f"{name} {when}: {who}",
                    address(base, {"index": name, "year": when, "subject": who}) + "#scores-part",
                )
                for name, when, who, _ in choices[:24]
            ],
            "ranks": ranks_chart(places, _ordering_name(ordering, t), t, datasette) if ordering else None,
            "rank_choices": [
                (
                    _ordering_name(each, t),
                    address(base, {"ranks": each.index_name, "peers": each.peers, "within": each.province})
                    + "#ranks-part",
                )
                for each, _ in ordered[:24]
            ],
            "months": months_chart(bars, t, chosen),
            "citations": graph(around, t, datasette) if around else None,
            "citation_choices": [
                (each.document, address(base, {"document": each.document_id}) + "#citations-part")
                for each in connected
            ],
        },
    )


def ranks_chart(places: Sequence[Rank], index: str, t: Texts, datasette: Datasette) -> Chart | None:
    """The places of several bodies on one index; `None` where there is nothing to compare."""
    lines = []
    for subject, listed in itertools.groupby(places, lambda r: r.subject):
        ranks = list(listed)
        hrefs = tuple(str(datasette.urls.path(fact_path(r.id))) for r in ranks)
        lines.append(Line(subject, tuple((r.year, r.rank) for r in ranks), None, hrefs))
    lines.sort(key=lambda line: (-len(line.points), line.points[-1][1]))
    if not lines:
        return None
    title, description = t("charts.ranks_title", index=index), t("charts.ranks_desc")
    return bump_chart("ranks", title, description, lines[:12], (t("charts.body"),))


def graph(around: Neighbourhood, t: Texts, datasette: Datasette) -> Chart:
    """The documents around a document, those that it cites and those that cite it."""

    def node(each: Neighbour) -> Node:
        relation = (
            t(f"charts.relation_{each.relation}") if each.relation in _RELATIONS else each.relation or ""
        )
        note = " · ".join([relation, *([f"×{each.mentions}"] if each.mentions > 1 else [])])
        href = datasette.urls.path(document_path(each.document_id)) if each.document_id else None
        return Node(each.short, each.title, note, href, each.mentions, each.relation or "")

    centre = Node(around.short, around.document, "", datasette.urls.path(document_path(around.document_id)))
    return citation_graph(
        "citations",
        t("charts.citations_title", document=around.document),
        t("charts.citations_desc"),
        centre,
        [node(each) for each in around.cited],
        [node(each) for each in around.citing],
        (t("charts.side"), t("charts.work"), t("charts.how")),
        (t("charts.cites"), t("charts.cited_by")),
    )


def _ordering_name(ordering: Ordering, t: Texts) -> str:
    peers = t(f"charts.peers_{ordering.peers}") if ordering.peers in PEERS else ordering.peers
    return ", ".join(part for part in (ordering.index_name, peers, ordering.province) if part)


_RELATIONS = frozenset({"basis", "amends", "replaces", "promulgated_with", "issued", "cites"})

ROUTES: list[Route] = [(r"/-/charts$", charts_page)]
