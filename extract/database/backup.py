"""Copies of a database while it is in use."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from extract.database.transactions import DatabaseError, file_of
from extract.values.language import say


def backup(db: Database, target: Path) -> int:
    """Copies a database to a file by SQLite's online backup while others go on writing; returns its size in bytes.

    The copy is of one moment, is checked (`integrity_check`, `foreign_key_check`), and takes the place of `target`
    only when it is whole. Raises `DatabaseError` where it can't be made.
    """
    if target.exists() and target.samefile(file_of(db)):
        raise DatabaseError(
            say(
                f"{target}: là chính cơ sở dữ liệu đang dùng; hãy chọn tệp khác",
                f"{target}: this is the database itself; choose another file",
            )
        )
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = sqlite3.connect(unfinished, isolation_level=None)
        try:
            # All pages in one step: one moment in the life of the database, for which no writer has to wait.
            db.conn.backup(copy, pages=-1)
            copy.execute("pragma journal_mode = delete").fetchall()
            (found,) = copy.execute("pragma integrity_check").fetchone()
            if found != "ok" or copy.execute("pragma foreign_key_check").fetchone():
                raise sqlite3.DatabaseError(found)
        finally:
            copy.close()
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(
            say(
                f"{target}: không sao lưu được ({error}); kiểm tra chỗ trống và quyền ghi của đĩa đích",
                f"{target}: the backup failed ({error}); check the space and permissions where it goes",
            )
        ) from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                unfinished.with_name(unfinished.name + suffix).unlink()
    return target.stat().st_size
