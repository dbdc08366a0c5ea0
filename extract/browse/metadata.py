"""The metadata under which Datasette serves the database: titles, descriptions, facets, labels, canned queries."""

from __future__ import annotations

import functools
import json
import tomllib
from pathlib import Path
from typing import Any

from extract.browse.texts import LANGUAGES
from extract.database import open_database

_FILE = Path(__file__).with_name("metadata.toml")


def metadata(database: str = "cchc", language: str = "vi") -> dict[str, Any]:
    """The metadata for a database that is served under this name, in a language."""
    which = LANGUAGES.index(language)
    held = described()
    return {
        "title": held["database"]["title"][which],
        "description": held["database"]["description"][which],
        "databases": {
            database: {
                "title": held["database"]["title"][which],
                "description": held["database"]["description"][which],
                "tables": {
                    **{name: _table(name, about, which) for name, about in held["tables"].items()},
                    **{name: {"hidden": True} for name in schema() if is_internal(name)},
                },
                "queries": {
                    name: {
                        "title": about["title"][which],
                        "description": about["description"][which],
                        "sql": about["sql"].strip(),
                    }
                    for name, about in held["queries"].items()
                },
            }
        },
    }


@functools.cache
def described() -> dict[str, Any]:
    """The content of the file: `database`, `tables`, `columns` (in every table), `own` (in one), `queries`; every text in both languages."""
    return tomllib.loads(_FILE.read_text("utf-8"))


@functools.cache
def schema() -> dict[str, tuple[str, ...]]:
    """The columns of each table and view of a database."""
    db = open_database(":memory:")
    try:
        tables = [*db.table_names(), *db.view_names()]
        return {name: tuple(r[1] for r in db.execute(f"pragma table_info([{name}])")) for name in tables}
    finally:
        db.close()


def undescribed(table: str) -> list[str]:
    """The columns of a table of which nothing is said."""
    return [column for column in schema()[table] if column not in _said(table)]


def is_internal(table: str) -> bool:
    """Whether a table only serves searching or migrations; it is hidden."""
    return table.startswith(("_sqlite", "sqlite_")) or "_fts" in table or table.endswith("_searched")


def write(path: Path, database: str, language: str = "vi") -> None:
    """Writes the metadata as JSON for `datasette --metadata`."""
    path.write_text(json.dumps(metadata(database, language), ensure_ascii=False, indent=1) + "\n", "utf-8")


@functools.cache
def _said(table: str) -> dict[str, list[str]]:
    """What is said of columns by the name that they have in a table."""
    return {**described()["columns"], **described()["own"].get(table, {})}


def _table(name: str, about: dict[str, Any], which: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": about["title"][which],
        "description": about["description"][which],
        "columns": {c: _said(name)[c][which] for c in schema().get(name, ()) if c in _said(name)},
        "facets": about["facets"],
        "size": 50,
    }
    for ours, theirs in (("sort_desc", "sort_desc"), ("label", "label_column")):
        if ours in about:
            found[theirs] = about[ours]
    return found
