"""Answers that hold until the database changes: what a page asks of the whole of it is asked once, however many read."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from sqlite_utils import Database

from extract.browse.web import ask, served, today

T = TypeVar("T")
Stamp = tuple[Any, ...]

_MOST = 512
_LONG_MS = 20_000
_HELD = "_cchc_memory"


@dataclass(slots=True)
class _Memory:
    """The answers to what was asked of one state of the database."""

    stamp: Stamp = ()
    answers: OrderedDict[Hashable, asyncio.Task[Any]] = field(default_factory=OrderedDict)


def stamp(path: Path) -> Stamp:
    """What changes when a database or its write-ahead log does."""
    found: list[Any] = []
    for each in (path, path.with_name(f"{path.name}-wal")):
        try:
            about = each.stat()
            found.append((about.st_ino, about.st_size, about.st_mtime_ns))
        except OSError:
            found.append(None)
    return tuple(found)


async def remembered(
    datasette: Datasette, key: Hashable, read: Callable[[Database], T], *, whole: bool = False
) -> T:
    """What `ask` answers, from memory where the same `key` was asked of the same state of the database on the same day.

    Readers who ask at the same time wait for one answer. `whole` marks questions that go over the whole database and
    that no reader can vary: they may take longer. What is returned is shared: it must not be changed.
    """
    memory: _Memory | None = getattr(datasette, _HELD, None)
    if memory is None:
        memory = _Memory()
        setattr(datasette, _HELD, memory)
    now: Stamp = (stamp(Path(str(served(datasette).path))), today(datasette), id(asyncio.get_running_loop()))
    if memory.stamp != now:
        memory.stamp, memory.answers = now, OrderedDict()
    answers = memory.answers
    task = answers.get(key)
    if task is None:
        task = asyncio.get_running_loop().create_task(ask(datasette, read, _LONG_MS if whole else None))
        answers[key] = task
        while len(answers) > _MOST:
            answers.popitem(last=False)
    else:
        answers.move_to_end(key)
    try:
        # One reader who goes away takes the answer from nobody else.
        result: T = await asyncio.shield(task)
    except BaseException:
        if task.done() and answers.get(key) is task and (task.cancelled() or task.exception()):
            del answers[key]
        raise
    return result
