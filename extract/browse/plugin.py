"""The Datasette plugin: hooks only; what they do is in the modules that they call."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils.asgi import Base400, Forbidden, NotFound, Request, Response, asgi_static
from datasette.views.base import DatasetteError
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from extract.browse import (
    board,
    charts_page,
    corrections,
    corrections_hooks,
    document_page,
    findings_page,
    home,
    organisation_page,
    page_images,
    search_page,
)
from extract.browse.cells import cell
from extract.browse.csv_guard import with_guarded_csv
from extract.browse.live import serve_live
from extract.browse.security import Application, with_security_headers
from extract.browse.texts import texts
from extract.browse.web import (
    PLUGIN,
    STATIC,
    TEMPLATES,
    PageError,
    Route,
    language,
    page,
    template_vars,
)
from extract.browse.web import ROUTES as LANGUAGE_ROUTES
from extract.values.text import fold

_log = logging.getLogger(__name__)

# Each page is a module that offers its routes, (regular expression, view), the first that matches counts.
PAGES = (
    home, search_page, document_page, page_images, board, findings_page, organisation_page, charts_page, corrections,
)  # fmt: skip


def install() -> None:
    """Makes Datasette load the plugin; once is enough."""
    import sys

    module = sys.modules[__name__]
    if not pm.is_registered(module):
        pm.register(module, name=PLUGIN)
        pm.register(corrections_hooks, name=f"{PLUGIN}-corrections")


@hookimpl
def startup(datasette: Datasette) -> None:
    """Files may be replaced from now on."""
    serve_live(datasette)


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """`fold(text)` in SQL: a text in small letters without accents, `d` for `đ`."""
    conn.create_function(
        "fold", 1, lambda text: fold(str(text)) if text is not None else None, deterministic=True
    )


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Our templates come before Datasette's, after those of the one who serves."""
    loaders = [FileSystemLoader(datasette.template_dir)] if datasette.template_dir else []
    env.loader = ChoiceLoader([*loaders, FileSystemLoader(TEMPLATES), *([env.loader] if env.loader else [])])


@hookimpl
def register_routes(datasette: Datasette) -> list[Any]:
    """The pages, and the files that they load."""
    routes: list[Route] = [*LANGUAGE_ROUTES, *(route for module in PAGES for route in module.ROUTES)]
    return [*routes, (r"/-/static-cchc/(?P<path>[^/]+)$", _files())]


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """What every template may use."""
    return template_vars(datasette, request)


@hookimpl
def render_cell(row: sqlite3.Row, value: Any, column: str, table: str | None, datasette: Datasette) -> Any:
    """Facts and documents in tables lead to their place."""
    shown = cell(datasette, row, value, column, table)
    return corrections.in_cell(datasette, value, column, shown)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    """Security headers on every answer, and no formula in any CSV."""
    return lambda application: with_guarded_csv(with_security_headers(application))


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Iterator[None]:
    """An error page without internals in place of Datasette's, which also prints every local variable."""
    outcome: Any = yield
    outcome.force_result([lambda: _error(datasette, request, exception)])


@hookimpl(tryfirst=True)
def forbidden(datasette: Datasette, request: Request, message: str) -> Callable[[], Awaitable[Response]]:
    """The error page for what the reader may not see."""
    return lambda: _error(datasette, request, PageError(403, "error.forbidden"))


async def _error(datasette: Datasette, request: Request, error: Exception) -> Response:
    t = texts(language(datasette, request))
    status, title, message = 500, t("error.title"), t("error.internal")
    if isinstance(error, PageError):
        status, message = error.status, t(error.text, **error.fields)
    elif isinstance(error, Forbidden):
        status, message = 403, t("error.forbidden")
    elif isinstance(error, NotFound):
        status, message = 404, t("error.not_found")
    elif isinstance(error, Base400):
        status, message = error.status, str(error)
    elif isinstance(error, DatasetteError):
        # A question in SQL that can't be answered; Datasette escapes what it marks as HTML.
        status, title = error.status, error.title or title
        message = t("error.slow") if error.message_is_html else str(error.message)
    if status >= 500 and not isinstance(error, PageError | DatasetteError):
        _log.error("%s %s", request.method, request.path, exc_info=error)
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "status": status, "title": title, "error": message}, status=status)
    return await page(
        datasette, request, "error.html", {"status": status, "title": title, "error": message}, status
    )


def _files() -> Callable[..., Awaitable[Any]]:
    """Serves the files of `static`; browsers ask again when a page names another version of them."""
    serve = asgi_static(STATIC)

    async def view(request: Request, send: Callable[..., Awaitable[None]]) -> None:
        await serve(request, send)

    return view
