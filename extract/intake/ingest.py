"""Files into the database: each read once, known by its content, one bad file never ending the batch."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlite_utils import Database

from extract.database import (
    Offered,
    keep_up,
    note_gone,
    note_known,
    note_waiting,
    record_file,
    stored_ids,
    take_in,
)
from extract.database.forgetting import remember
from extract.database.transactions import writing
from extract.intake.containers import is_container, members
from extract.intake.extraction import Extractor, Job, Outcome, extract_file
from extract.intake.files import Failure, collect, digest
from extract.values.language import say

__all__ = ["Failure", "Origin", "Report", "collect", "extract_file", "ingest", "offer", "take_files"]

_CHUNK = 200
"""Files that are hashed and looked up together, before the first of them is read."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file was fetched from, and when (UTC, ISO 8601)."""

    url: str
    fetched_at: str


@dataclass
class Report:
    """What became of a batch: how many files were stored, unchanged, duplicate, queued or failed."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    documents: int = 0
    """The documents stored: more than the files, where a file holds several."""
    stored: list[str] = field(default_factory=list)
    """The ids of the first documents of the files stored."""


def ingest(
    db: Database,
    paths: Sequence[Path],
    *,
    workers: int = 1,
    force: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    origins: Mapping[Path, Origin] | None = None,
) -> Report:
    """Takes files and folders into the database and tells what became of each.

    A file whose bytes are stored already is not read again (`unchanged`, or `duplicate` under another name) unless
    `force` is set. With several workers files are read in processes of their own; the order of the files never
    changes what is stored. Archives and mails are opened; each member is a file `archive.zip!member`. `origins` says
    of files that were fetched where they come from. Raises `DatabaseError` where nothing more can be written; what
    is stored by then stays, and the rest is taken in by the next run.
    """
    report = Report()
    files, skipped, blocked = collect(paths)
    with writing(db):
        for failure in blocked:
            _fail(db, report, failure, Offered(failure.path))
        for path in skipped:
            record_file(db, str(path), "skipped")
            report.counts["skipped"] += 1
    offered = [offer(path, (origins or {}).get(path)) for path in files]
    with Extractor(workers if len(offered) > 1 else 1) as extractor:
        take_files(db, offered, extractor, report, force=force, progress=progress)
    keep_up(db)
    return report


def offer(path: Path, origin: Origin | None = None) -> Offered:
    """A file as it is now: its size and time of change, null where it is not there."""
    url, fetched_at = (origin.url, origin.fetched_at) if origin else (None, None)
    try:
        status = path.stat()
    except OSError:
        return Offered(str(path), url=url, fetched_at=fetched_at)
    return Offered(str(path), status.st_size, status.st_mtime_ns, url, fetched_at)


def take_files(
    db: Database,
    offered: Sequence[Offered],
    extractor: Extractor,
    report: Report,
    *,
    force: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Takes files in, each in a transaction of its own; the work across documents (`keep_up`) is left to the caller.

    Once `stopped` says so no further file is begun.
    """
    note_waiting(db, offered)
    _Batch(db, offered, report, force, progress, stopped).run(extractor)


class _Batch:
    """One run over some files."""

    def __init__(
        self,
        db: Database,
        offered: Sequence[Offered],
        report: Report,
        force: bool,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._db, self._offered, self._report, self._force = db, offered, report, force
        self._progress, self._stopped = progress, stopped
        self._done, self._total = 0, len(offered)
        self._claimed: set[str] = set()
        self._copies: list[tuple[Offered, str]] = []
        self._failed: dict[str, Failure] = {}
        self._opened: list[tuple[Offered, str, set[str]]] = []

    def run(self, extractor: Extractor) -> None:
        """Reads what is new, notes what is known."""
        for job, outcome in extractor.run(itertools.takewhile(lambda _: not self._stopped(), self._new())):
            self._take(job, outcome)
            self._step()
        if self._stopped():
            # What was not begun is still noted as waiting.
            return
        self._settle_copies()
        for container, sha256, found in self._opened:
            self._close(container, sha256, found)

    def _step(self, count: int = 1) -> None:
        self._done += count
        self._progress(self._done, max(self._total, self._done))

    def _new(self) -> Iterator[Job]:
        """The files and members whose content is not stored, each content once."""
        for at in range(0, len(self._offered), _CHUNK):
            hashed: list[tuple[Offered, str]] = []
            for each in self._offered[at : at + _CHUNK]:
                path = Path(each.path)
                try:
                    sha256 = digest(path)
                    opens = is_container(path)
                except OSError as error:
                    self._unreadable(each, error)
                    continue
                if opens:
                    yield from self._open(each, sha256)
                else:
                    hashed.append((each, sha256))
            for each, sha256 in self._unknown(hashed):
                yield Job(each, sha256)

    def _unknown(self, hashed: Sequence[tuple[Offered, str]]) -> Iterator[tuple[Offered, str]]:
        """Of some files those to read; the others are noted as what they are."""
        hashes = list({sha256 for _, sha256 in hashed})
        known = {} if self._force else stored_ids(self._db, hashes)
        forgotten = set() if self._force else self._forgotten(hashes)
        noted: list[tuple[Offered, str, str]] = []
        fresh: list[tuple[Offered, str]] = []
        for each, sha256 in hashed:
            if sha256 in known:
                noted.append((each, sha256, known[sha256]))
            elif sha256 in forgotten:
                record_file(self._db, each.path, "forgotten", sha256=sha256, offered=each)
                self._report.counts["forgotten"] += 1
                self._step()
            elif sha256 in self._claimed:
                self._copies.append((each, sha256))
            else:
                self._claimed.add(sha256)
                fresh.append((each, sha256))
        self._note(noted)
        yield from fresh

    def _forgotten(self, hashes: Sequence[str]) -> set[str]:
        marks = ",".join("?" * len(hashes))
        sql = f"select distinct sha256 from files where status = 'forgotten' and sha256 in ({marks})"
        return {sha256 for (sha256,) in self._db.execute(sql, list(hashes))}

    def _note(self, known: Sequence[tuple[Offered, str, str]]) -> None:
        if not known:
            return
        for each, sha256, _ in known:
            held = self._db.execute(
                "select 1 from files where path = ? and sha256 = ? and status = 'stored' union all "
                "select 1 from documents where path = ? and sha256 = ?",
                [each.path, sha256, each.path, sha256],
            ).fetchone()
            self._report.counts["unchanged" if held else "duplicate"] += 1
        note_known(self._db, known)
        self._step(len(known))

    def _open(self, container: Offered, sha256: str) -> Iterator[Job]:
        """The members of an archive or a mail that are new; nothing is opened that was opened before and is settled."""
        within = [f"{container.path}!", f'{container.path}"']
        before = self._db.execute(
            "select 1 from files where path = ? and sha256 = ? and status = 'opened'",
            [container.path, sha256],
        ).fetchone()
        if before and not self._force:
            unsettled = self._db.execute(
                "select 1 from files where path > ? and path < ? and status in ('waiting', 'queued', 'failed')",
                within,
            ).fetchone()
            if unsettled is None:
                self._report.counts["unchanged"] += 1
                self._step()
                return
        found: set[str] = set()
        self._opened.append((container, sha256, found))
        try:
            for member in members(Path(container.path)):
                path = f"{container.path}!{member.path}"
                found.add(path)
                each = Offered(
                    path, len(member.data or b""), container.mtime_ns, container.url, container.fetched_at
                )
                self._total += 1
                if member.skipped:
                    record_file(self._db, path, "skipped")
                    self._report.counts["skipped"] += 1
                    self._step()
                elif member.data is None:
                    self._record(Failure(path, f"{path}: {member.message}"), each)
                    self._step()
                else:
                    content = hashlib.sha256(member.data).hexdigest()
                    for _ in self._unknown([(each, content)]):
                        yield Job(each, content, member.data)
        except OSError as error:
            self._unreadable(container, error)
            self._opened.remove((container, sha256, found))

    def _close(self, container: Offered, sha256: str, found: set[str]) -> None:
        """Notes that a container was opened, and which members of an earlier content it no longer has."""
        within = [f"{container.path}!", f'{container.path}"']
        held = self._db.execute("select path from files where path > ? and path < ?", within).fetchall()
        note_gone(self._db, [path for (path,) in held if path not in found])
        record_file(self._db, container.path, "opened", sha256=sha256, offered=container)
        self._report.counts["opened"] += 1
        self._step()

    def _take(self, job: Job, outcome: Outcome) -> None:
        """Stores what was found in a file, or notes why nothing was."""
        if isinstance(outcome, Failure):
            self._record(outcome, job.offered)
            return
        known = {} if self._force else stored_ids(self._db, [outcome[0].sha256])
        if known:
            # Another program stored it meanwhile.
            note_known(self._db, [(job.offered, outcome[0].sha256, known[outcome[0].sha256])])
            self._report.counts["unchanged"] += 1
            return
        if self._force:
            remember(self._db, outcome[0].sha256)
        first = take_in(self._db, outcome, job.offered)
        self._report.counts["stored"] += 1
        self._report.documents += len(outcome)
        self._report.stored.append(first)

    def _settle_copies(self) -> None:
        """Files that were claimed by another of the same content, which by now is stored, failed, or was changed."""
        for each, sha256 in self._copies:
            known = stored_ids(self._db, [sha256])
            if known:
                note_known(self._db, [(each, sha256, known[sha256])])
                self._report.counts["duplicate"] += 1
            elif sha256 in self._failed:
                failure = self._failed[sha256]
                message = failure.message.replace(failure.path, each.path, 1)
                self._record(replace(failure, path=each.path, message=message), each)
            elif not Path(each.path).exists():
                # A member of an archive: it is read when the archive is opened again.
                note_waiting(self._db, [each])
            else:
                # The file that stood for this one changed before it was read.
                self._take(Job(each, sha256), extract_file(Path(each.path)))
            self._step()

    def _record(self, failure: Failure, offered: Offered) -> None:
        if failure.sha256 is not None:
            self._failed[failure.sha256] = failure
        _fail(self._db, self._report, failure, offered)

    def _unreadable(self, offered: Offered, error: OSError) -> None:
        path = offered.path
        message = say(
            f"{path}: không đọc được tệp ({error.strerror}); kiểm tra quyền truy cập rồi chạy lại",
            f"{path}: the file can't be read ({error.strerror}); check its permissions and run again",
        )
        _fail(self._db, self._report, Failure(path, message), offered)
        self._step()


def _fail(db: Database, report: Report, failure: Failure, offered: Offered) -> None:
    status = "queued" if failure.queued else "failed"
    record_file(db, failure.path, status, sha256=failure.sha256, error=failure.message, offered=offered)
    report.counts[status] += 1
    report.failures.append(failure)
