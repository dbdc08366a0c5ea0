"""What every page needs of Datasette: the database that is browsed, reading from it, templates, language, errors."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from datasette.database import Database as Served
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response
from sqlite_utils import Database

from extract.browse.cells import document_path, fact_path, is_document
from extract.browse.texts import LANGUAGES, Texts, day, known_or_plain, number, texts

T = TypeVar("T")
Route = tuple[str, Callable[..., Awaitable[Response]]]

PLUGIN = "cchc"
STATIC = Path(__file__).with_name("static")
TEMPLATES = Path(__file__).with_name("templates")
_LANGUAGE_COOKIE = "cchc_lang"

# Pages of ours have no inline script or style; see `security.py` for those of Datasette.
STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


class PageError(Exception):
    """A page that can't be shown: the HTTP status and what to tell the reader, a name of the catalogue."""

    def __init__(self, status: int, text: str, **fields: Any) -> None:
        super().__init__(text)
        self.status, self.text, self.fields = status, text, fields


def config(datasette: Datasette) -> dict[str, Any]:
    """The settings of the plugin (`plugins: cchc:` of the metadata): `database`, `language`, `as_of`, `corrections`."""
    return dict(datasette.plugin_config(PLUGIN) or {})


def served(datasette: Datasette) -> Served:
    """The database that the pages are about: the configured one, or the first with a file."""
    name = config(datasette).get("database")
    if name in datasette.databases:
        return datasette.databases[name]
    return next((db for db in datasette.databases.values() if db.path), datasette.get_database())


async def ask(datasette: Datasette, read: Callable[[Database], T], limit_ms: int | None = None) -> T:
    """What a function reads from the database, in one of Datasette's threads, within a time limit (that of SQL).

    `PageError` where the time is up or the database isn't one of ours.
    """
    limit = limit_ms or datasette.sql_time_limit_ms

    def run(connection: sqlite3.Connection) -> T:
        with sqlite_timelimit(connection, limit):
            return read(Database(connection, execute_plugins=False, recursive_triggers=False))

    try:
        result: T = await served(datasette).execute_fn(run)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise PageError(503, "error.slow") from error
        if str(error).startswith(("no such table", "no such column")):
            raise PageError(500, "error.schema") from error
        if "unable to open" in str(error):
            raise PageError(503, "error.gone") from error
        raise
    return result


def today(datasette: Datasette) -> date:
    """The day that days left count from: today, or the configured `as_of`."""
    given = config(datasette).get("as_of")
    return date.fromisoformat(str(given)) if given else date.today()


def language(datasette: Datasette, request: Request | None) -> str:
    """The reader's language: `?lang=`, what was chosen before, the configured one, Vietnamese."""
    chosen = [request.args.get("lang"), request.cookies.get(_LANGUAGE_COOKIE)] if request else []
    chosen.append(config(datasette).get("language"))
    return next((c for c in chosen if c in LANGUAGES), "vi")


def arguments(request: Request) -> dict[str, list[str]]:
    """The query of the address, without what is empty, in the order given."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(request.query_string):
        found.setdefault(name, []).append(value)
    return found


def address(path: str, query: Mapping[str, Any], **changes: Any) -> str:
    """A path with a query: `query` with some parameters changed, or left out (`None`)."""
    merged = {k: v for k, v in {**query, **changes}.items() if v not in (None, "", [])}
    return f"{path}?{urlencode(merged, doseq=True)}" if merged else path


def template_vars(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """What every template may use, Datasette's own included.

    `t` texts, `lang`, `day` and `number` for values, `url` for a path of ours under the base URL, `static` for a file of
    ours, `here` the path of the page, `db_url`, `nav`, `other_language_url`.
    """
    chosen = language(datasette, request)
    t = texts(chosen)
    base = datasette.urls
    path = "/" + request.path.removeprefix(datasette.setting("base_url")).lstrip("/") if request else ""
    query = {k: v for k, v in arguments(request).items() if k != "lang"} if request else {}
    data = base.database(served(datasette).name)
    nav = [
        ("home", base.path("/"), path == "/"),
        ("search", base.path("/-/search"), path == "/-/search"),
        ("board", base.path("/-/board"), path.startswith("/-/board")),
        ("organisations", base.path("/-/organisations"), path.startswith("/-/organisation")),
        ("charts", base.path("/-/charts"), path.startswith("/-/charts")),
        ("findings", base.path("/-/findings"), path.startswith("/-/findings")),
        ("data", data, path.startswith(data)),
    ]
    return {
        "t": t,
        "known": lambda name, plain: known_or_plain(t, name, plain),
        "lang": chosen,
        "day": lambda value: day(value, chosen),
        "number": lambda value: number(value, chosen),
        "url": base.path,
        "static": lambda name: base.path(f"/-/static-cchc/{name}?{_version(name)}"),
        "here": path,
        "place_of": lambda ident: _place(datasette, ident),
        "db_url": data,
        "site_nav": nav,
        "other_language_url": address(
            base.path("/-/language"),
            {"to": "vi" if chosen == "en" else "en", "next": address(path or "/", query)},
        ),
    }


async def page(
    datasette: Datasette, request: Request, template: str, context: Mapping[str, Any], status: int = 200
) -> Response:
    """A page of ours from a template, under the strict content-security policy."""
    body = await datasette.render_template(template, dict(context), request=request)
    response = Response.html(body, status=status, headers={"Content-Security-Policy": STRICT_POLICY})
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        _remember_language(response, asked)
    return response


async def choose_language(request: Request, datasette: Datasette) -> Response:
    """Remembers the language that a reader chose, and goes back to the page from which it was chosen."""
    back = request.args.get("next") or "/"
    # A path of ours, not the address of another site.
    if not re.fullmatch(r"/(?![/\\])[^\x00-\x20\\]*", back):
        back = "/"
    response = Response.redirect(datasette.urls.path(back))
    chosen = request.args.get("to")
    if chosen in LANGUAGES:
        _remember_language(response, chosen)
    return response


def page_texts(datasette: Datasette, request: Request) -> Texts:
    """The catalogue in the reader's language, for what a page says from Python."""
    return texts(language(datasette, request))


def _remember_language(response: Response, chosen: str) -> None:
    response.set_cookie(
        _LANGUAGE_COOKIE, chosen, max_age=365 * 86400, path="/", samesite="lax", httponly=True
    )


def _place(datasette: Datasette, ident: Any) -> str | None:
    """Where a fact stands in its document, as the row that it is of leads there."""
    path = fact_path(str(ident)) or (document_path(str(ident)) if is_document(str(ident)) else None)
    return datasette.urls.path(path) if path else None


def _version(name: str) -> int:
    """A number that changes with a static file, so that browsers don't keep an old one."""
    try:
        return (STATIC / name).stat().st_mtime_ns // 1_000_000 % 10**9
    except OSError:
        return 0


ROUTES: list[Route] = [(r"/-/language$", choose_language)]
