"""How taking in goes: the queue, what failed last, how much was taken in of late; and taking the failed in again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from extract.database import keep_up, note_gone
from extract.database.transactions import file_of
from extract.database.upkeep import is_due
from extract.intake.extraction import Extractor
from extract.intake.ingest import Report, offer, take_files
from extract.version import PIPELINE_VERSION

_PERIODS = {"minute": 1, "hour": 60, "day": 24 * 60}


def status(db: Database, errors: int = 10) -> dict[str, Any]:
    """The state of the intake of a database, as plain values that can be written as JSON.

    `files` counts files by what became of them, `queue` lists those that wait, `errors` the last failures;
    `documents_last` counts the documents stored in the last minute, hour and day. `sources` has each portal that was
    fetched from: when last, its addresses by what became of them, and the last of those that failed.
    """
    now = datetime.datetime.now(datetime.UTC)

    def count(sql: str, *values: object) -> int:
        return int(db.execute(sql, list(values)).fetchone()[0])

    def since(minutes: int) -> str:
        moment = now - datetime.timedelta(minutes=minutes)
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")

    def listed(statuses: str, limit: int) -> list[dict[str, Any]]:
        sql = f"select path, status, error, seen_at from files where status in ({statuses}) order by seen_at desc, path limit ?"
        return list(db.query(sql, [limit]))

    path = Path(file_of(db))
    return {
        "database": str(path),
        "bytes": sum(f.stat().st_size for f in (path, path.with_name(path.name + "-wal")) if f.exists()),
        "documents": count("select count(*) from documents where superseded_by is null"),
        "superseded": count("select count(*) from documents where superseded_by is not null"),
        "outdated": count(
            "select count(*) from documents where superseded_by is null and pipeline_version is not ?",
            PIPELINE_VERSION,
        ),
        "files": dict(
            db.execute("select status, count(*) from files group by status order by status").fetchall()
        ),
        "queue": listed("'waiting', 'queued'", errors),
        "errors": listed("'failed'", errors),
        "documents_last": {
            name: count("select count(*) from documents where ingested_at > ?", since(minutes))
            for name, minutes in _PERIODS.items()
        },
        "last_stored_at": db.execute("select max(ingested_at) from documents").fetchone()[0],
        "upkeep_due": is_due(db),
        "sources": _sources(db, errors),
    }


def _sources(db: Database, errors: int) -> list[dict[str, Any]]:
    found = list(db.query("select name, kind, run_at, complete_at, error from sources order by name"))
    for source in found:
        addresses = db.execute(
            "select status, count(*) from fetches where source = ? group by status order by status",
            [source["name"]],
        )
        source["addresses"] = dict(addresses.fetchall())
        source["errors"] = list(
            db.query(
                "select url, error, checked_at from fetches where source = ? and status = 'failed' "
                "order by checked_at desc, url limit ?",
                [source["name"], errors],
            )
        )
    return found


def retry(
    db: Database,
    paths: Sequence[str] = (),
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Takes in again the files that failed or wait, or those of them whose path has one of the texts in it."""
    rows = db.execute("select path from files where status in ('failed', 'queued', 'waiting') order by path")
    wanted = [path for (path,) in rows.fetchall() if not paths or any(text in path for text in paths)]
    report = Report()
    there: dict[str, None] = {}
    gone = []
    for path in wanted:
        whole = path if Path(path).exists() else path.partition("!")[0]
        if Path(whole).exists():
            there[whole] = None
        else:
            gone.append(path)
    report.counts["gone"] += note_gone(db, gone)
    with Extractor(workers, isolated=True) as extractor:
        take_files(db, [offer(Path(path)) for path in there], extractor, report, progress=progress)
    keep_up(db)
    return report
