"""The short answer after a batch: what is in the database, what is due next, where to look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlite_utils import Database

from extract.values.language import say

_COUNTED = (
    ("citations", "văn bản được viện dẫn", "citations"),
    ("deadlines", "thời hạn", "deadlines"),
    ("scores", "điểm số", "scores"),
    ("rankings", "xếp hạng", "rankings"),
    ("figures", "số liệu", "figures"),
    ("organisations", "cơ quan, tổ chức", "organisations"),
    ("directives", "nhiệm vụ được giao", "directives"),
)


def answer(db: Database, path: str, today: date, shown: int = 5) -> Iterator[str]:
    """The lines of the answer; `today` decides what is due next."""
    documents = db.table("documents").count_where("superseded_by is null")
    yield say(f"{documents} văn bản trong {path}:", f"{documents} documents in {path}:")
    for table, vietnamese, english in _COUNTED:
        count = db.table(table).count
        if count:
            yield f"  {count:6d} {say(vietnamese, english)}"
    due = db.execute(
        "select due, coalesce(owner, ''), coalesce(task, quote), document from v_deadlines "
        "where due glob '????-??-??' and due >= ? order by due limit ?",
        [today.isoformat(), shown],
    ).fetchall()
    if due:
        yield say("Sắp đến hạn:", "Due next:")
        yield from (_line(*row) for row in due)
    else:
        past = db.execute(
            "select due, coalesce(owner, ''), coalesce(task, quote), document from v_deadlines "
            "where due glob '????-??-??' order by due desc limit ?",
            [shown],
        ).fetchall()
        if past:
            yield say(
                f"Không có thời hạn nào từ {today:%d/%m/%Y} trở đi; các thời hạn gần nhất:",
                f"Nothing is due from {today.isoformat()} on; the latest deadlines:",
            )
            yield from (_line(*row) for row in past)


def _line(due: str, owner: str, task: str, document: str | None) -> str:
    year, month, day = due.split("-")
    task = " ".join(task.split())
    short = task if len(task) <= 70 else task[:69].rstrip() + "…"
    return f"  {day}/{month}/{year}  {owner + ': ' if owner else ''}{short}  ({document or '—'})"
