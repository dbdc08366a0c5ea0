"""The hooks of the Datasette plugin that are about corrections."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from extract.browse import corrections
from extract.browse.web import page_texts


@hookimpl(trylast=True)
def startup(datasette: Datasette) -> None:
    """Opens the file of corrections."""
    corrections.start(datasette)


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """The views for people show what was judged."""
    corrections.attach(conn, database, datasette)


@hookimpl
def permission_allowed(datasette: Datasette, actor: dict[str, Any] | None, action: str) -> bool | None:
    """Who may judge facts."""
    return corrections.allowed(datasette, actor, action)


@hookimpl
def extra_template_vars(
    datasette: Datasette, request: Request | None
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """`may_correct`, `correct_url(fact)` and `verdict(fact)` for every template."""

    async def given() -> dict[str, Any]:
        await corrections.refresh(datasette)
        return {
            "corrections_on": corrections.path_of(datasette) is not None,
            "may_correct": request is not None and await corrections.may_correct(datasette, request.actor),
            "correct_url": lambda fact: datasette.urls.path(corrections.correct_path(fact)),
            "verdict": lambda fact: corrections.badge(datasette, fact, page_texts(datasette, request)),
        }

    return given
