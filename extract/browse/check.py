"""Whether the configuration of the pages holds for a database: what `cchc publish-check` runs."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from datasette.app import Datasette

from extract.browse.metadata import is_internal
from extract.browse.serve import application
from extract.browse.web import served

Check = Callable[[Datasette], Awaitable[list[str]]]


async def pages_open(datasette: Datasette) -> list[str]:
    """The main pages and the tables answer."""
    problems = []
    name = served(datasette).name
    ours = ("board", "findings", "organisations", "charts")
    paths = ["/", *(f"/-/{page}" for page in ours), f"/{name}", f"/{name}/documents"]
    for path in paths:
        response = await datasette.client.get(path)
        if response.status_code != 200:
            problems.append(f"{path}: {response.status_code}")
    return problems


async def tables_described(datasette: Datasette) -> list[str]:
    """Each table that is described exists, with its facets, its label and a word on every column; and each is described."""
    name = served(datasette).name
    tables = datasette.metadata("tables", database=name) or {}
    problems = []
    held = {*await served(datasette).table_names(), *await served(datasette).view_names()}
    for table in sorted(held):
        if table not in tables and not is_internal(table):
            problems.append(f"{table}: chưa được mô tả trong metadata.toml")
    for table, about in tables.items():
        if table not in held:
            problems.append(f"{table}: được mô tả nhưng không có trong cơ sở dữ liệu")
            continue
        if about.get("hidden"):
            continue
        columns = {c.name for c in await served(datasette).table_column_details(table)}
        said = set(about.get("columns", {}))
        named = {*about.get("facets", ()), *(about[k] for k in ("label_column", "sort_desc") if k in about)}
        problems += [f"{table}.{c}: cột chưa được mô tả" for c in sorted(columns - said - _ADDED)]
        problems += [f"{table}.{c}: không có cột này" for c in sorted((said | named) - columns)]
    return problems


async def queries_run(datasette: Datasette) -> list[str]:
    """Each canned query answers, with its parameters empty and filled."""
    name = served(datasette).name
    problems = []
    for query, about in (datasette.metadata("queries", database=name) or {}).items():
        parameters = sorted(set(re.findall(r"(?<!:):([a-z_]+)", about["sql"])))
        for value in ("", "so noi vu"):
            given = urlencode({**dict.fromkeys(parameters, value), "_shape": "objects"})
            response = await datasette.client.get(f"/{name}/{query}.json?{given}")
            if response.status_code != 200:
                problems.append(f"{query}: {response.status_code} {response.json().get('error', '')}")
    return problems


# What corrections add to the views where they are on.
_ADDED = frozenset({"verdict", "amended", "correction_note"})

# Each check answers with its problems, one line each.
CHECKS: list[Check] = [pages_open, tables_described, queries_run]


def problems_of(database: Path) -> list[str]:
    """Every problem that a check finds; `ServeError` where there is no such database."""

    async def run() -> list[str]:
        datasette = application(database)
        await datasette.invoke_startup()
        return [problem for check in CHECKS for problem in await check(datasette)]

    # In a thread of its own: a notebook has a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, run()).result()
