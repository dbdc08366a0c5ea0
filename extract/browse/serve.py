"""Datasette over a database, ready configured: what `cchc serve` runs."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from extract.browse.metadata import metadata
from extract.browse.plugin import install
from extract.browse.web import PLUGIN
from extract.database import DatabaseError, open_database
from extract.values.language import say

# A question may take a second and answer with a thousand rows; the file itself is not given out.
SETTINGS: dict[str, Any] = {
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "num_sql_threads": 4,
    "allow_download": False,
    "facet_time_limit_ms": 200,
    "truncate_cells_html": 300,
    "suggest_facets": False,
    "max_csv_mb": 100,
    "default_cache_ttl": 0,
    "template_debug": False,
    "trace_debug": False,
}


class ServeError(Exception):
    """What keeps the server from starting. `str()` is one line: what, why and the remedy."""


def application(database: Path, *, plugin: Mapping[str, Any] | None = None, **settings: Any) -> Datasette:
    """Datasette over a database of cchc with the plugin and its metadata, brought up to date first where it can be.

    `plugin` are settings of the plugin (`language`, `as_of`, `corrections`), `settings` those of Datasette.
    Raises `ServeError` where there is no such database.
    """
    if not database.is_file():
        raise ServeError(
            say(
                f"{database}: chưa có cơ sở dữ liệu này; tạo bằng 'cchc ingest THƯ_MỤC --db {database}', hoặc chỉ tệp khác bằng --db",
                f"{database}: no such database; create it with 'cchc ingest FOLDER --db {database}', or name another with --db",
            )
        )
    try:
        open_database(database).close()
    except DatabaseError as error:
        raise ServeError(str(error)) from error
    install()
    described = metadata(database.stem, str((plugin or {}).get("language", "vi")))
    described["plugins"] = {
        **described.get("plugins", {}),
        PLUGIN: {"database": database.stem, **(plugin or {})},
    }
    return Datasette([str(database)], metadata=described, settings={**SETTINGS, **settings})


def run(datasette: Datasette, host: str, port: int) -> None:
    """Serves until it is stopped. Raises `ServeError` where the port can't be had."""
    import uvicorn

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServeError(
                say(
                    f"{host}:{port}: không mở được cổng ({error.strerror}); chọn cổng khác bằng --port",
                    f"{host}:{port}: the port cannot be had ({error.strerror}); choose another with --port",
                )
            ) from error
    uvicorn.run(
        datasette.app(), host=host, port=port, log_level="warning", server_header=False, lifespan="on"
    )
