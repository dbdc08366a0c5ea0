"""The pages of bodies: who has most to do, and one body with its directives, scores, ranks, documents and fate."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from extract.browse.board import PATH as BOARD
from extract.browse.cells import document_path, fact_path
from extract.browse.charts import Bar, Chart, Line, Mark, bump_chart, score_bars, timeline
from extract.browse.findings_page import PATH as FINDINGS
from extract.browse.memory import remembered
from extract.browse.texts import Texts, number
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
from extract.database import findings
from extract.database.bodies import BodyPage, bodies_like, body_page, busiest
from extract.database.standing import Score, first_of_each

PATH = "/-/organisation/"
_SHOWN_BARS = 24


async def organisations_page(request: Request, datasette: Datasette) -> Response:
    """The index of bodies, or those that some words name."""
    words = arguments(request).get("q", [""])[0].strip()
    on = today(datasette)
    found = await remembered(
        datasette,
        ("organisations", words),
        lambda db: bodies_like(db, words, on) if words else busiest(db, on),
    )
    if request.path.endswith(".json"):
        return Response.json([{name: getattr(b, name) for name in b.__slots__} for b in found])
    return await page(datasette, request, "organisations.html", {"words": words, "found": found})


async def organisation_page(request: Request, datasette: Datasette) -> Response:
    """One body."""
    ident, on = request.url_vars["id"], today(datasette)
    body = await ask(datasette, lambda db: body_page(db, ident, on))
    if body is None:
        raise PageError(404, "organisation.not_found")
    counted = await remembered(
        datasette, ("findings of", ident), lambda db: findings.tally(db, findings.Asked(issuer=ident))
    )
    t, chosen = page_texts(datasette, request), language(datasette, request)

    def path(fact: str) -> str:
        return str(datasette.urls.path(fact_path(fact)))

    charts = Charts(t, chosen, path)
    board = datasette.urls.path(BOARD)
    return await page(
        datasette,
        request,
        "organisation.html",
        {
            "body": body,
            "timeline": charts.timeline(body, on),
            "scores": charts.scores(body.scores),
            "ranks": charts.ranks(body),
            "fact_path": path,
            "document_path": lambda ident: datasette.urls.path(document_path(ident)),
            "counts": [
                (
                    role,
                    [
                        (
                            state,
                            getattr(counts, state),
                            address(board, {"owner": ident, "role": role, "state": state}),
                        )
                        for state in ("overdue", "soon", "open", "recurring", "undated", "long_ago")
                    ],
                    counts.total,
                )
                for role, counts in (("lead", body.lead), ("coordinate", body.coordinate))
            ],
            "board": address(board, {"owner": ident, "state": "all"}),
            "findings": address(datasette.urls.path(FINDINGS), {"issuer": ident}),
            "findings_total": sum(counted.values()),
        },
    )


class Charts:
    """Draws what is known of a body."""

    def __init__(self, t: Texts, chosen: str, path: Any) -> None:
        self._t, self._path = t, path
        self._number = lambda n: number(int(n) if float(n).is_integer() else n, chosen)

    def timeline(self, body: BodyPage, on: date) -> Chart | None:
        """The directives of the body that have a day; `None` without any."""
        t = self._t
        marks = []
        for due in body.timeline:
            try:
                marks.append(Mark(date.fromisoformat(due.last_day), due.role, due.action, self._path(due.id)))
            except ValueError:
                continue
        if not marks:
            return None
        rows = [(role, t(f"board.{role}")) for role in ("lead", "coordinate")]
        columns = (t("board.month"), t("board.role"), t("board.count_column"))
        return timeline(
            "timeline", t("organisation.timeline"), t("organisation.timeline_desc"), marks, rows, on, columns
        )

    def scores(self, scores: Sequence[Score]) -> list[Chart]:
        """A chart of the whole scores of each index over the years, and one of the latest year by criterion."""
        t, drawn = self._t, []
        by_index = itertools.groupby(
            sorted(
                (s for s in scores if s.index_name and s.year),
                key=lambda s: (s.index_name or "", s.year or 0),
            ),
            lambda s: s.index_name or "",
        )
        for nth, (index, listed) in enumerate(by_index):
            found = list(listed)
            whole = first_of_each((s for s in found if s.criterion is None), lambda s: s.year)
            if whole:
                bars = [
                    Bar(
                        str(s.year), s.value, s.maximum or (100 if s.value <= 100 else None), self._path(s.id)
                    )
                    for s in whole
                ]
                drawn.append(
                    self._bars(
                        f"score{nth}", t("organisation.score_years", index=index), bars, t("charts.year")
                    )
                )
            parts = [s for s in found if s.criterion is not None]
            latest = max((s.year or 0 for s in parts), default=0)
            of_year = first_of_each((s for s in parts if s.year == latest), lambda s: s.criterion)[
                :_SHOWN_BARS
            ]
            if len(of_year) > 1:
                drawn.append(
                    self.criteria(
                        f"criteria{nth}", t("organisation.score_criteria", index=index, year=latest), of_year
                    )
                )
        return drawn

    def criteria(self, ident: str, title: str, scores: Sequence[Score]) -> Chart:
        """Scores by criterion against their maxima."""
        bars = [Bar(s.criterion or "", s.value, s.maximum, self._path(s.id)) for s in scores]
        return self._bars(ident, title, bars, self._t("charts.criterion"))

    def ranks(self, body: BodyPage) -> Chart | None:
        """The places of the body, a line an index; `None` without any."""
        t = self._t
        lines = []
        for index, listed in itertools.groupby(body.ranks, lambda r: r.index_name):
            # The body and the province it stands for may both be ranked: the first place of a year counts.
            ranks = sorted(first_of_each(listed, lambda r: r.year), key=lambda r: r.year)
            points = tuple((r.year, r.rank) for r in ranks)
            lines.append(Line(index, points, None, tuple(self._path(r.id) for r in ranks)))
        if not lines:
            return None
        return bump_chart(
            "ranks",
            t("organisation.ranks"),
            t("organisation.ranks_desc"),
            lines[:8],
            (t("organisation.index_column"),),
        )

    def _bars(self, ident: str, title: str, bars: Sequence[Bar], first: str) -> Chart:
        t = self._t
        columns = (first, t("charts.score"), t("charts.maximum"), t("charts.share"))
        return score_bars(ident, title, t("organisation.score_desc"), bars, columns, self._number)


ROUTES: list[Route] = [
    (r"/-/organisations(?:\.json)?$", organisations_page),
    (r"/-/organisation/(?P<id>[0-9a-f]{16})$", organisation_page),
]
