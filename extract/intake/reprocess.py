"""Documents that an earlier version of the program read, read again: what was gained, what was lost."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from extract.database import Offered, keep_up, store_parts
from extract.database.transactions import writing
from extract.database.versions import Difference, Snapshot, difference, snapshot
from extract.database.writing import now
from extract.intake.containers import members
from extract.intake.extraction import Extractor, Job, Outcome
from extract.intake.files import Failure
from extract.values.language import say
from extract.version import PIPELINE_VERSION


@dataclass
class Rereading:
    """What reading again has brought: facts by kind, files that could not be read again."""

    documents: int = 0
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    """`+ kind: quote`, `- kind: quote`, `~ kind: quote`, in the order of the documents."""
    missing: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def outdated(db: Database) -> list[tuple[str, str]]:
    """The hashes and paths of the files whose documents another version of the program read."""
    rows = db.execute(
        "select sha256, min(path) from documents where pipeline_version is not ? and superseded_by is null "
        "group by sha256 order by sha256",
        [PIPELINE_VERSION],
    )
    return [(sha256, path) for sha256, path in rows.fetchall()]


def reprocess(
    db: Database,
    *,
    workers: int = 1,
    limit: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Rereading:
    """Reads again what another version of the program read, each file in a transaction of its own.

    Stopped or killed, the next run goes on where it was. Facts that are the same keep their ids. A file that is no
    longer there, or can't be read by this version, keeps the facts that it has. What each document gained and lost
    stays in the table `rereadings`.
    """
    report = Rereading()
    todo = outdated(db)[:limit]

    def jobs() -> Iterator[Job]:
        for sha256, path in todo:
            if stopped():
                return
            job = _find(db, sha256, path)
            if job is None:
                report.missing.append(path)
                progress(len(report.missing), len(todo))
            else:
                yield job

    done = 0
    with Extractor(workers, isolated=True) as extractor:
        for job, outcome in extractor.run(jobs()):
            _take(db, report, job, outcome)
            done += 1
            progress(done + len(report.missing), len(todo))
    keep_up(db)
    return report


def _find(db: Database, sha256: str, path: str) -> Job | None:
    """The file as it was read, wherever it is by now; `None` where its content is nowhere."""
    rows = db.execute("select path from files where sha256 = ? order by path", [sha256]).fetchall()
    for name in dict.fromkeys([path, *(p for (p,) in rows)]):
        container, _, inner = name.partition("!")
        try:
            if inner and not Path(name).exists():
                for member in members(Path(container)):
                    if member.data is not None and hashlib.sha256(member.data).hexdigest() == sha256:
                        return Job(Offered(name), sha256, member.data)
                continue
            with Path(name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                    return Job(Offered(name), sha256)
        except OSError:
            continue
    return None


def _take(db: Database, report: Rereading, job: Job, outcome: Outcome) -> None:
    if isinstance(outcome, Failure):
        report.failures.append(outcome)
        return
    if outcome[0].sha256 != job.sha256:
        message = say(
            f"{job.offered.path}: tệp vừa thay đổi; chạy lại sau khi nạp bản mới",
            f"{job.offered.path}: the file has just changed; run again once the new one is in",
        )
        report.failures.append(Failure(job.offered.path, message))
        return
    with writing(db):
        sql = "select id, pipeline_version, path from documents where sha256 = ? and superseded_by is null"
        rows = db.execute(sql, [job.sha256]).fetchall()
        if not rows or all(version == PIPELINE_VERSION for _, version, _ in rows):
            # Another program was quicker, or it was forgotten meanwhile.
            return
        versions = {ident: version for ident, version, _ in rows}
        before = {ident: snapshot(db, ident) for ident in versions}
        ((path,),) = {(path,) for _, _, path in rows}
        stored = store_parts(db, outcome)
        db.execute("update documents set path = ? where sha256 = ? and path <> ?", [path, job.sha256, path])
        for ident in dict.fromkeys([*versions, *stored]):
            empty: Snapshot = {table: {} for table in next(iter(before.values()))}
            found = difference(before.get(ident, empty), snapshot(db, ident))
            _note(db, report, ident, versions.get(ident), found)


def _note(db: Database, report: Rereading, ident: str, version: str | None, found: Difference) -> None:
    report.documents += 1
    for counts, facts, sign in (
        (report.gained, found.gained, "+"),
        (report.lost, found.lost, "-"),
        (report.changed, found.changed, "~"),
    ):
        counts.update(kind for kind, _ in facts)
        report.examples += [f"{sign} {ident} {kind}: {quote}" for kind, quote in facts]
    if db.execute("select 1 from documents where id = ?", [ident]).fetchone() is None:
        return
    detail = {"gained": found.gained, "lost": found.lost, "changed": found.changed}
    db.execute(
        "insert or replace into rereadings (document_id, from_version, to_version, read_at, gained, lost, changed, "
        "detail) values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            ident,
            version or "",
            PIPELINE_VERSION,
            now(),
            len(found.gained),
            len(found.lost),
            len(found.changed),
            json.dumps(detail, ensure_ascii=False),
        ],
    )
