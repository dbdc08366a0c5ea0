"""Transactions that several programs can take turns at: begun for writing at once, waited for, told in one line."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from extract.values.language import say

BUSY_MILLISECONDS = 10_000
"""How long SQLite itself waits for another writer before it says that the database is locked."""
_TURNS = 6
"""How often a write begins to wait again before it gives up: about a minute in all."""


class DatabaseError(Exception):
    """A database that can't be used. `str()` is one line: the file, the reason and the remedy."""


class BusyError(DatabaseError):
    """Another program has held the database for longer than a write waits."""


class FullError(DatabaseError):
    """Nothing more can be written: the disk is full, or a limit on the size of the file is reached."""


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """A transaction that writes: all of it is stored or nothing; within another one it is part of that.

    It is begun as a writer (`BEGIN IMMEDIATE`), so that it never fails half-way because another program wrote
    meanwhile. Raises `BusyError` where the turn does not come, `FullError` where the disk is full, `DatabaseError`
    where the file can't be written.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    _begin(db)
    try:
        yield
        db.conn.execute("commit")
    except BaseException as error:
        if db.conn.in_transaction:
            db.conn.rollback()
        told = explained(error, db)
        if told is None:
            raise
        raise told from error


def _begin(db: Database) -> None:
    for turn in range(_TURNS):
        try:
            db.conn.execute("begin immediate")
            return
        except sqlite3.OperationalError as error:
            told = explained(error, db)
            if not isinstance(told, BusyError) or turn == _TURNS - 1:
                raise (told or error) from error
            time.sleep(random.uniform(0.05, 0.5))


def patiently(action: Callable[[], object]) -> None:
    """Does what SQLite refuses at once, without waiting, while another program has the database to itself."""
    for turn in range(200):
        try:
            action()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or turn == 199:
                raise
            time.sleep(random.uniform(0.01, 0.1))


def explained(error: BaseException, db: Database) -> DatabaseError | None:
    """The error of SQLite in one line with its remedy; `None` for what is a fault of the program."""
    name = getattr(error, "sqlite_errorname", "") or ""
    path = file_of(db)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BusyError(
            say(
                f"{path}: chương trình khác đang giữ cơ sở dữ liệu quá lâu; đóng chương trình đó (DB Browser, một lệnh cchc khác) rồi chạy lại, chưa có gì bị mất",
                f"{path}: another program has held the database for too long; close it (DB Browser, another cchc) and run again, nothing is lost",
            )
        )
    if name.startswith(
        ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE")
    ):
        return FullError(
            say(
                f"{path}: hết chỗ trên đĩa, văn bản đang ghi được bỏ trọn vẹn; giải phóng đĩa rồi chạy lại",
                f"{path}: the disk is full, the document being written is left out whole; free some space and run again",
            )
        )
    if name.startswith(
        ("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_NOTADB")
    ):
        return DatabaseError(
            say(
                f"{path}: không ghi được cơ sở dữ liệu ({error}); kiểm tra đĩa và quyền ghi, hoặc lấy lại từ bản sao lưu",
                f"{path}: the database can't be written ({error}); check the disk and its permissions, or restore a backup",
            )
        )
    return None


def file_of(db: Database) -> str:
    """The path of the database, for messages."""
    try:
        for _, name, path in db.conn.execute("pragma database_list"):
            if name == "main":
                return path or ":memory:"
    except sqlite3.Error:
        pass
    return "cchc.db"
