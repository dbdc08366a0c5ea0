"""Corrections by signed-in readers: the form for a fact, the list of what was judged, and their marks on every page.

Off unless the plugin is told where to keep them (`corrections`); whoever has the permission `correct-facts` may judge:
the actors of the allow block `correctors`, `root` where there is none, or as a plugin of Datasette decides.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette
from datasette.database import Database as Served
from datasette.utils import actor_matches_allow
from datasette.utils.asgi import Request, Response
from markupsafe import Markup
from sqlite_utils import Database

from extract.browse.cells import fact_path
from extract.browse.memory import stamp
from extract.browse.texts import texts
from extract.browse.web import (
    PageError,
    Route,
    arguments,
    ask,
    config,
    language,
    page,
    page_texts,
    served,
)
from extract.database.corrections import (
    FIELDS,
    NUMBERS,
    VERDICTS,
    Correction,
    CorrectionError,
    Verdict,
    anchored,
    held,
    kind_of,
    listed,
    open_corrections,
    snapshot,
    store_anchors,
    store_correction,
    values_of,
    withdraw,
)
from extract.database.schema import FACT_TABLES

PERMISSION = "correct-facts"
DATABASE = "corrections"
"""The name under which Datasette serves the judgements, and under which they are attached to the facts."""

_STATE = "_cchc_corrections"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader said of a fact."""

    verdict: Verdict
    note: str | None
    actor: str
    made_at: str
    standing: str
    amended: Mapping[str, Any]


@dataclass(slots=True)
class _State:
    """What is known of the judgements without asking: by the id of the fact, as of the files when they were read."""

    marks: dict[str, Mark]
    read_at: tuple[Any, ...] = ()


def path_of(datasette: Datasette) -> Path | None:
    """Where corrections are kept; `None` where they are off."""
    given = config(datasette).get("corrections")
    return Path(str(given)) if given else None


def correct_path(fact: str) -> str:
    """The path of the form for a fact."""
    return f"/-/correct/{quote(fact)}"


async def may_correct(datasette: Datasette, actor: Mapping[str, Any] | None) -> bool:
    """Whether an actor may judge facts; nobody may where corrections are off."""
    if path_of(datasette) is None or not actor:
        return False
    return bool(await datasette.permission_allowed(actor, PERMISSION, default=False))


def allowed(datasette: Datasette, actor: Mapping[str, Any] | None, action: str) -> bool | None:
    """The answer of the plugin on the permission: the allow block `correctors`, or `root`."""
    if action != PERMISSION or path_of(datasette) is None or not actor:
        return None
    return True if actor_matches_allow(actor, config(datasette).get("correctors", {"id": "root"})) else None


def start(datasette: Datasette) -> None:
    """Creates the file of corrections where it is missing, and serves it beside the facts."""
    path = path_of(datasette)
    if path is None or DATABASE in datasette.databases:
        return
    open_corrections(path).close()
    datasette.add_database(Served(datasette, str(path), is_mutable=True), name=DATABASE)
    setattr(datasette, _STATE, _State({}))


def attach(connection: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Lets the views for people show what was judged: columns `verdict`, `amended` and `correction_note` behind theirs."""
    path = path_of(datasette)
    if path is None or database != served(datasette).name or not path.exists():
        return
    connection.execute(f"attach database ? as [{DATABASE}]", [f"file:{quote(str(path.resolve()))}?mode=ro"])
    for table in FACT_TABLES:
        parts = ", ".join(
            f"(select c.{column} from {DATABASE}.corrections c where c.now_id = v.id and c.superseded = 0 order by c.id desc limit 1) as {name}"
            for column, name in (("verdict", "verdict"), ("amended", "amended"), ("note", "correction_note"))
        )
        held_view = connection.execute(
            "select 1 from main.sqlite_master where type = 'view' and name = ?", [f"v_{table}"]
        ).fetchone()
        if held_view:
            connection.execute(f"create temp view v_{table} as select v.*, {parts} from main.v_{table} v")


async def refresh(datasette: Datasette) -> None:
    """Finds the facts of all judgements again where a database has changed, and reads the judgements anew."""
    state: _State | None = getattr(datasette, _STATE, None)
    path = path_of(datasette)
    if state is None or path is None:
        return
    now = (stamp(Path(str(served(datasette).path))), stamp(path))
    if state.read_at == now:
        return
    own = datasette.get_database(DATABASE)
    if not state.read_at or state.read_at[0] != now[0]:
        rows = await own.execute_fn(lambda c: held(Database(c, recursive_triggers=False)))
        standing = await ask(datasette, lambda db: anchored(db, rows))
        await own.execute_write_fn(lambda c: store_anchors(Database(c), standing))
    found = await own.execute_fn(lambda c: listed(Database(c, recursive_triggers=False), limit=100_000))
    state.marks = {each.now_id: _mark(each) for each in reversed(found) if each.now_id}
    state.read_at = (now[0], stamp(path))


def marks(datasette: Datasette) -> Mapping[str, Mark]:
    """What was judged, by the id of the fact."""
    state: _State | None = getattr(datasette, _STATE, None)
    return state.marks if state else {}


def of_document(db: Database, document: str) -> dict[str, Mark]:
    """What was judged of one document, by the id of the fact; `db` is as `ask` gives it."""
    if not any(row[1] == DATABASE for row in db.execute("pragma database_list").fetchall()):
        return {}
    rows = db.query(
        f"select * from {DATABASE}.corrections where document_id = ? and superseded = 0 and now_id is not null order by id",
        [document],
    )
    from extract.database.corrections import correction_of

    return {str(row["now_id"]): _mark(correction_of(row)) for row in rows}


def badge(datasette: Datasette, fact: str, t: Any) -> Markup:
    """The verdict on a fact as a word in its colour; empty where nobody judged it."""
    mark = marks(datasette).get(fact)
    if mark is None:
        return Markup("")
    said = t(f"corrections.{mark.verdict}")
    title = " · ".join(
        [t("corrections.by", actor=mark.actor, day=mark.made_at[:10]), *([mark.note] if mark.note else [])]
    )
    return Markup(' <span class="verdict verdict-{}" title="{}">{}</span>').format(mark.verdict, title, said)


def in_cell(datasette: Datasette, value: Any, column: str, shown: Markup | None) -> Markup | None:
    """The cell with the id of a fact, with the verdict on it behind."""
    if column != "id" or shown is None or value not in marks(datasette):
        return shown
    return shown + badge(datasette, str(value), texts(language(datasette, None)))


async def correct_page(request: Request, datasette: Datasette) -> Response:
    """The form for one fact, and what it sends."""
    await _admitted(datasette, request)
    fact = request.url_vars["fact"]
    error = None
    given: Mapping[str, str] = {}
    if request.method == "POST":
        given = await request.post_vars()
        try:
            await _save(datasette, fact, given, str(request.actor["id"]))
        except CorrectionError as problem:
            error = str(problem)
        else:
            datasette.add_message(request, page_texts(datasette, request)("corrections.saved"))
            return Response.redirect(datasette.urls.path(fact_path(fact)), status=303)
    try:
        kind = kind_of(fact)
        values, quote_, document = await ask(datasette, lambda db: _shown(db, kind, fact))
    except CorrectionError as problem:
        raise PageError(404, "error.not_found") from problem
    shown = {field: given.get(f"field-{field}", _written(value)) for field, value in values.items()}
    return await page(
        datasette,
        request,
        "correct.html",
        {
            "fact": fact,
            "kind": kind,
            "fields": [(f, shown[f], f in NUMBERS, f in ("lead", "coordinate")) for f in FIELDS[kind]],
            "quote": quote_,
            "document": document,
            "back": datasette.urls.path(fact_path(fact)),
            "action": datasette.urls.path(correct_path(fact)),
            "mark": marks(datasette).get(fact),
            "chosen": given.get("verdict", ""),
            "note": given.get("note", ""),
            "error": error,
            "verdicts": VERDICTS,
        },
        status=400 if error else 200,
    )


async def corrections_page(request: Request, datasette: Datasette) -> Response:
    """All that was judged, the newest first."""
    if path_of(datasette) is None:
        raise PageError(404, "corrections.off")
    await refresh(datasette)
    document = arguments(request).get("document", [""])[0] or None
    found: Sequence[Correction] = await datasette.get_database(DATABASE).execute_fn(
        lambda c: listed(Database(c, recursive_triggers=False), document)
    )
    if request.path.endswith(".json"):
        return Response.json([{name: getattr(each, name) for name in each.__slots__} for each in found])
    admitted = await may_correct(datasette, request.actor)
    return await page(
        datasette,
        request,
        "corrections.html",
        {
            "found": found,
            "admitted": admitted,
            "fact_path": lambda fact: datasette.urls.path(fact_path(fact)),
            "withdraw": datasette.urls.path("/-/corrections/withdraw"),
        },
    )


async def withdraw_page(request: Request, datasette: Datasette) -> Response:
    """Takes a judgement back."""
    await _admitted(datasette, request)
    if request.method != "POST":
        raise PageError(405, "error.not_found")
    ident = (await request.post_vars()).get("id", "")
    if not ident.isascii() or not ident.isdigit():
        raise PageError(400, "error.bad_request", what=f"id={ident}")
    await datasette.get_database(DATABASE).execute_write_fn(lambda c: withdraw(Database(c), int(ident)))
    await refresh(datasette)
    datasette.add_message(request, page_texts(datasette, request)("corrections.withdrawn"))
    return Response.redirect(datasette.urls.path("/-/corrections"), status=303)


async def _admitted(datasette: Datasette, request: Request) -> None:
    if path_of(datasette) is None:
        raise PageError(404, "corrections.off")
    if not await may_correct(datasette, request.actor):
        raise PageError(403, "corrections.denied")
    await refresh(datasette)


async def _save(datasette: Datasette, fact: str, given: Mapping[str, str], actor: str) -> None:
    amended = {
        name.removeprefix("field-"): value for name, value in given.items() if name.startswith("field-")
    }
    taken = await ask(
        datasette, lambda db: snapshot(db, fact, given.get("verdict", ""), amended, given.get("note", ""))
    )
    result = await datasette.get_database(DATABASE).execute_write_fn(
        lambda c: store_correction(Database(c), taken, actor)
    )
    assert isinstance(result, int)
    await refresh(datasette)


def _shown(db: Database, kind: str, fact: str) -> tuple[dict[str, Any], str, str]:
    values = values_of(db, kind, fact)
    quote_, document = db.execute(
        f"select f.quote, coalesce(trim(coalesce(d.doc_type, '') || ' ' || coalesce(d.number, '…') || '/' || d.symbol), d.path) "
        f"from [{kind}] f join documents d on d.id = f.document_id where f.id = ?",
        [fact],
    ).fetchone()
    return values, quote_, document


def _written(value: Any) -> str:
    """A value as it stands in a field of the form; numbers with a decimal comma."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)


def _mark(each: Correction) -> Mark:
    return Mark(each.verdict, each.note, each.actor, each.made_at, each.standing, each.amended)


ROUTES: list[Route] = [
    (r"/-/correct/(?P<fact>[^/]+)$", correct_page),
    (r"/-/corrections(?:\.json)?$", corrections_page),
    (r"/-/corrections/withdraw$", withdraw_page),
]
