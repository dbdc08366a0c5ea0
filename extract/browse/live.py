"""A served database whose file may be replaced by another one while it is served."""

from __future__ import annotations

import asyncio
import copy
import functools
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from datasette.app import Datasette
from datasette.database import Database as Served

T = TypeVar("T")

_MISSING = (0, 0)


class _State(NamedTuple):
    """Which file stands under the path, and which write-ahead log beside it."""

    file: tuple[int, int]
    log: tuple[int, int] | None


class LiveDatabase(Served):
    """Opens the file anew in each thread once another file has taken its place.

    The write-ahead log of the old file may still stand beside the new one; SQLite would read its pages into the new
    file. So where the log is the old one the new file is read without it, as an unchanging one.
    """

    def __init__(self, datasette: Datasette, path: str) -> None:
        super().__init__(datasette, path)
        self._held = threading.local()
        self._lock = threading.Lock()
        self._schema: dict[Any, Any] = {}
        self._schema_of: Any = None
        self._known = self._state()
        self._stale_log: tuple[int, int] | None = None

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Runs a function with a read-only connection to the file that is there now."""

        def run() -> T:
            return fn(self._connection())

        if self.ds.executor is None:
            return run()
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, run)

    def connect(self, write: bool = False) -> Any:
        """A connection as Datasette makes it, but without a log that belongs to another file."""
        state = self._state()
        if not write and self._stale_log is not None and state.log == self._stale_log:
            connection = sqlite3.connect(
                f"file:{self.path}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._all_file_connections.append(connection)
            return connection
        return super().connect(write)

    def _connection(self) -> sqlite3.Connection:
        state = self._state()
        with self._lock:
            if state.file not in (_MISSING, self._known.file):
                if self._known.log is not None and state.log == self._known.log:
                    self._stale_log = state.log
                self._known = state
            elif state.file == self._known.file:
                self._known = state
        held = getattr(self._held, "connection", None)
        # A log that was written anew belongs to the file: whoever reads without one reads again.
        current = (state.file, self._stale_log is not None and state.log == self._stale_log)
        if held is None or self._held.of != current:
            if held is not None:
                self._held.connection = None
                self._all_file_connections.remove(held)
                held.close()
            held = self.connect()
            self.ds._prepare_connection(held, self.name)
            self._held.connection, self._held.of = held, current
        connection: sqlite3.Connection = held
        return connection

    def _state(self) -> _State:
        log = Path(f"{self.path}-wal")
        return _State(_identity(Path(self.path)) or _MISSING, _identity(log))


# What Datasette asks of the schema, a dozen times for a page of rows.
_SCHEMA = (
    "table_exists", "view_exists", "table_names", "view_names", "hidden_table_names", "table_columns",
    "table_column_details", "primary_keys", "fts_table", "foreign_keys_for_table", "get_all_foreign_keys",
    "label_column_for_table", "get_table_definition", "get_view_definition",
)  # fmt: skip


def _kept(name: str) -> Callable[..., Awaitable[Any]]:
    """A method of a served database that asks once for each state of its file."""
    original = getattr(Served, name)

    @functools.wraps(original)
    async def kept(self: LiveDatabase, *given: Any, **named: Any) -> Any:
        path = Path(self.path)
        state = tuple(_changed(each) for each in (path, path.with_name(f"{path.name}-wal")))
        if self._schema_of != state:
            self._schema, self._schema_of = {}, state
        key = (name, given, tuple(sorted(named.items())))
        schema = self._schema
        if key not in schema:
            schema[key] = await original(self, *given, **named)
        return copy.deepcopy(schema[key])

    return kept


for _name in _SCHEMA:
    if hasattr(Served, _name):
        setattr(LiveDatabase, _name, _kept(_name))


def serve_live(datasette: Datasette) -> None:
    """Puts live databases in the place of those that Datasette opened from files."""
    for name, database in list(datasette.databases.items()):
        if database.path and database.is_mutable and not isinstance(database, LiveDatabase):
            datasette.remove_database(name)
            database.close()
            datasette.add_database(LiveDatabase(datasette, database.path), name=name)


def _changed(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
