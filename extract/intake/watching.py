"""Folders watched: what arrives is taken in once it is whole, what moves or changes is understood, whatever happens.

What the folders hold is compared with what the database says of them, at the start, now and then, and after every
mishap; the notices of the file system only make it quicker. So nothing depends on a notice that was missed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from extract.database import (
    BusyError,
    DatabaseError,
    FullError,
    Offered,
    keep_up,
    note_gone,
    note_waiting,
    record_file,
)
from extract.database.transactions import writing
from extract.database.upkeep import is_due
from extract.intake.extraction import Extractor
from extract.intake.files import collect, is_beside, is_temporary
from extract.intake.ingest import Report, offer, take_files
from extract.values.language import say

_BATCH = 100
_OLD = 60.0
"""A file that nothing has touched for so many seconds is whole."""
_LONG_OPEN = 120.0
"""A file that a program keeps open for writing is taken in all the same when it has not changed for so many seconds."""
_EMPTY = 15.0
"""An empty file is given so many seconds to be filled."""
_UPKEEP_SHARE = 10.0
"""The work across documents takes at most one part in so many of the time, so that it does not grow with arrivals."""
_LONGEST_PAUSE = 60.0


class MissingWatchError(Exception):
    """The extra `watch` is not installed. `str()` is one line with the remedy."""


@dataclass(slots=True)
class _Seen:
    """A file that has arrived: how it was when last looked at, and since when it has been so."""

    size: int
    mtime_ns: int
    since: float


class Watcher:
    """Watches folders for one database.

    `settle`: seconds for which a file must not change before it is read. `poll`: look every so many seconds instead
    of waiting for notices, for network folders that give none. `rescan`: seconds after which all is compared anyway.
    `tell` gets one line for each thing that happened. `stop` ends the watch after the file in hand. `after` is
    called when nothing is left to do for now: whether there was anything, and whether the watch ends.
    """

    def __init__(
        self,
        db: Database,
        roots: Sequence[Path],
        *,
        workers: int = 1,
        settle: float = 1.0,
        poll: float | None = None,
        rescan: float = 300.0,
        tell: Callable[[str], None] = lambda line: None,
        stop: threading.Event | None = None,
        after: Callable[[bool, bool], None] = lambda worked, last: None,
    ) -> None:
        self._db, self._roots = db, list(dict.fromkeys(roots))
        self._workers, self._settle, self._poll, self._rescan = workers, settle, poll, rescan
        self._tell, self._after = tell, after
        self._worked = False
        self._stop = stop or threading.Event()
        self._candidates: dict[str, _Seen] = {}
        self._missing: set[Path] = set()
        self._first = True
        self._scan_due = True
        self._kept_up = (0.0, 0.0)
        self._totals = Report()
        # Trying for a lease on a file tells whether it is being written; the signal that goes with it must not kill.
        self._leases = False
        with contextlib.suppress(ValueError, AttributeError):
            signal.signal(signal.SIGIO, signal.SIG_IGN)
            self._leases = True

    def once(self) -> Report:
        """Takes in what is there, waiting for files that are still being written, and returns what became of it."""
        with Extractor(self._workers, isolated=True) as extractor:
            pause = 1.0
            while not self._stop.is_set():
                try:
                    if self._scan_due:
                        self._scan()
                    self._tick(extractor)
                    if not self._candidates and not self._scan_due:
                        self._after(keep_up(self._db), True)
                        break
                    self._stop.wait(min(0.2, self._settle))
                except (BusyError, FullError) as error:
                    if pause > _LONGEST_PAUSE:
                        raise
                    pause = self._trouble(error, pause)
        return self._totals

    def run(self) -> Report:
        """Watches until it is stopped; waits out a full disk or a locked database."""
        with Extractor(self._workers, isolated=True) as extractor:
            pause = 1.0
            last = -float("inf")
            for changes in self._wakeups():
                try:
                    now = time.monotonic()
                    if changes is None or self._scan_due or now - last > self._rescan:
                        last = now
                        self._scan()
                    else:
                        self._look(changes)
                    self._tick(extractor)
                    pause = 1.0
                except (BusyError, FullError) as error:
                    pause = self._trouble(error, pause)
            with contextlib.suppress(DatabaseError):
                self._after(keep_up(self._db), True)
        return self._totals

    def _trouble(self, error: DatabaseError, pause: float) -> float:
        self._tell(str(error))
        self._scan_due = True
        self._stop.wait(pause)
        return min(pause * 2, 2 * _LONGEST_PAUSE)

    def _wakeups(self) -> Iterator[set[Path] | None]:
        """Until it is stopped: the paths that changed, or `None` where everything is to be looked at."""
        while not self._stop.is_set():
            present = [root for root in self._roots if root.is_dir()]
            if self._poll is not None or len(present) < len(self._roots):
                yield None
                # Files that are still growing are looked at between the polls.
                until = time.monotonic() + (self._poll or 5.0)
                while self._candidates and time.monotonic() < until and not self._stop.is_set():
                    self._stop.wait(min(0.2, self._settle))
                    yield set()
                self._stop.wait(max(0.0, until - time.monotonic()))
                continue
            try:
                yield from self._noticed(present)
            except OSError as error:
                self._tell(
                    say(
                        f"Không theo dõi được bằng thông báo của hệ điều hành ({error}); chuyển sang quét định kỳ mỗi 10 giây (như --poll 10)",
                        f"The system gives no notices of changes ({error}); looking every 10 seconds instead (as --poll 10)",
                    )
                )
                self._poll = 10.0

    def _noticed(self, present: Sequence[Path]) -> Iterator[set[Path] | None]:
        try:
            from watchfiles import watch
        except ImportError:
            raise MissingWatchError(
                say(
                    "cchc watch cần gói watchfiles; cài bằng: pip install 'cchc[watch]', hoặc dùng --poll 10",
                    "cchc watch needs the package watchfiles; install it: pip install 'cchc[watch]', or use --poll 10",
                )
            ) from None
        places = {root.absolute(): root for root in present}
        begun = _identities(present)
        first = True
        for changes in watch(
            *places,
            watch_filter=None,
            debounce=400,
            step=50,
            rust_timeout=200,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            if first or _identities(self._roots) != begun:
                # The notices begin only now; and a folder that was pulled away and came back is another folder.
                yield None
                if not first:
                    return
                first = False
                continue
            found = set()
            for _, name in changes:
                path = Path(name)
                for absolute, root in places.items():
                    if path.is_relative_to(absolute):
                        found.add(root / path.relative_to(absolute))
            yield found

    def _scan(self) -> None:
        """Compares what the folders hold with what the database says of them."""
        self._scan_due = False
        for root in self._roots:
            if not root.is_dir():
                if root not in self._missing:
                    self._missing.add(root)
                    self._tell(
                        say(
                            f"{root}: không thấy thư mục này (ổ mạng bị ngắt?); vẫn chờ, dữ liệu đã nạp được giữ nguyên",
                            f"{root}: the folder is not there (a share that went away?); waiting, what is stored is kept",
                        )
                    )
                continue
            if root in self._missing:
                self._missing.discard(root)
                self._tell(say(f"{root}: thư mục đã có trở lại", f"{root}: the folder is back"))
            self._compare(root, [root])
        self._first = False

    def _look(self, changes: Iterable[Path]) -> None:
        """Looks at what changed."""
        gone: list[str] = []
        for path in changes:
            root = next((r for r in self._roots if path.is_relative_to(r)), None)
            if root is None or any(part.startswith(".") for part in path.relative_to(root).parts[:-1]):
                continue
            if path.is_dir():
                self._compare(path, [path])
            elif path.exists():
                if path.is_file() and not is_temporary(path.name):
                    self._compare(None, [path])
            elif root.is_dir():
                gone += self._under(path)
                self._candidates.pop(str(path), None)
        self._gone(gone)

    def _compare(self, folder: Path | None, paths: Sequence[Path]) -> None:
        files, skipped, failures = collect(paths)
        if folder is None and files and is_beside(files[0].name):
            files, skipped = [], files
        where, values = ("path = ?", [str(paths[0])]) if folder is None else _within(folder)
        rows = self._db.execute(f"select path, size, mtime_ns, status from files where {where}", values)
        known = {path: (size, mtime_ns, status) for path, size, mtime_ns, status in rows.fetchall()}
        arrived: list[Offered] = []
        for path in files:
            name = str(path)
            now = offer(path)
            if now.size is None:
                continue
            size, mtime_ns, status = known.get(name, (None, None, "waiting"))
            settled = status not in ("waiting", "gone") and not (self._first and status == "queued")
            if settled and (size, mtime_ns) == (now.size, now.mtime_ns):
                continue
            if name not in self._candidates and now.mtime_ns is not None:
                self._candidates[name] = _Seen(now.size, now.mtime_ns, time.monotonic())
                arrived.append(now)
        note_waiting(self._db, arrived)
        fresh = [path for path in skipped if known.get(str(path), (0, 0, ""))[2] != "skipped"]
        if fresh:
            with writing(self._db):
                for path in fresh:
                    record_file(self._db, str(path), "skipped")
        if folder is not None and not failures:
            there = {str(path) for path in (*files, *skipped)}
            away = [
                path
                for path, (_, _, status) in known.items()
                if path not in there and "!" not in path and status not in ("gone", "forgotten")
            ]
            # A share that is not mounted is an empty folder; so an empty one tells nothing.
            if there or folder not in self._roots:
                self._gone(away)

    def _under(self, path: Path) -> list[str]:
        where, values = _within(path)
        rows = self._db.execute(
            f"select path from files where ({where} or path = ?) and status not in ('gone', 'forgotten')",
            [*values, str(path)],
        )
        return [name for (name,) in rows.fetchall() if "!" not in name]

    def _gone(self, paths: Sequence[str]) -> None:
        away = [path for path in paths if not Path(path).exists()]
        if away and note_gone(self._db, away):
            for path in away:
                self._totals.counts["gone"] += 1
                self._tell(
                    say(f"không còn tệp: {path} (văn bản được giữ)", f"gone: {path} (its document is kept)")
                )

    def _tick(self, extractor: Extractor) -> None:
        """Takes in what is whole by now; does the work across documents when there is time."""
        ready = self._ready()
        for at in range(0, len(ready), _BATCH):
            if self._stop.is_set():
                return
            self._take(ready[at : at + _BATCH], extractor)
            self._keep_up()
        if not self._candidates:
            self._keep_up()

    def _ready(self) -> list[Offered]:
        ready: list[Offered] = []
        vanished: list[str] = []
        clock, day = time.monotonic(), time.time()
        for name, seen in self._candidates.items():
            try:
                status = os.stat(name)  # noqa: PTH116
            except OSError:
                vanished.append(name)
                continue
            if (status.st_size, status.st_mtime_ns) != (seen.size, seen.mtime_ns):
                seen.size, seen.mtime_ns, seen.since = status.st_size, status.st_mtime_ns, clock
                continue
            quiet = clock - seen.since
            untouched = day - max(status.st_mtime, status.st_ctime)
            if quiet < self._settle and untouched < _OLD:
                continue
            if status.st_size == 0 and max(quiet, untouched) < _EMPTY:
                continue
            if max(quiet, untouched) < _LONG_OPEN and self._being_written(name):
                continue
            ready.append(Offered(name, status.st_size, status.st_mtime_ns))
        for each in ready:
            del self._candidates[each.path]
        for name in vanished:
            del self._candidates[name]
        roots_there = [r for r in self._roots if r.is_dir()]
        self._gone([n for n in vanished if any(Path(n).is_relative_to(r) for r in roots_there)])
        return ready

    def _being_written(self, name: str) -> bool:
        """Whether a program of this machine has the file open for writing; `False` where that can't be known."""
        if not self._leases:
            return False
        import fcntl

        try:
            descriptor = os.open(name, os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
            return False
        except BlockingIOError:
            return True
        except (OSError, AttributeError):
            return False
        finally:
            os.close(descriptor)

    def _take(self, ready: Sequence[Offered], extractor: Extractor) -> None:
        report = Report()
        try:
            take_files(self._db, ready, extractor, report, stopped=self._stop.is_set)
        finally:
            self._totals.counts += report.counts
            self._totals.documents += report.documents
            self._totals.failures += report.failures
            self._tell_of(report)
        # A file that was changed or pulled away while it was read is looked at again.
        for failure in report.failures:
            path = Path(failure.path)
            before = next((o for o in ready if o.path == failure.path), None)
            if before is not None and offer(path) != before:
                self._scan_due = True

    def _tell_of(self, report: Report) -> None:
        for ident in report.stored:
            row = self._db.execute(
                "select path, doc_type, number, symbol from documents where id = ?", [ident]
            )
            path, doc_type, number, symbol = row.fetchone()
            named = (
                f"{doc_type or ''} {'' if number is None else number}/{symbol}" if symbol else doc_type or ""
            )
            self._tell(say(f"đã nạp: {path} {named}".rstrip(), f"stored: {path} {named}".rstrip()))
        for failure in report.failures:
            self._tell(failure.message)

    def _keep_up(self) -> None:
        """Does the work across documents when there is time; tells when nothing is left to do for now."""
        ended, took = self._kept_up
        begin = time.monotonic()
        due = is_due(self._db)
        if due and begin - ended >= _UPKEEP_SHARE * took:
            keep_up(self._db)
            self._kept_up = (time.monotonic(), time.monotonic() - begin)
            self._worked, due = True, False
        if not due and not self._candidates:
            self._after(self._worked, False)
            self._worked = False


def _identities(roots: Iterable[Path]) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for root in roots:
        try:
            status = root.stat()
            found.append((status.st_dev, status.st_ino))
        except OSError:
            found.append(None)
    return found


def _within(folder: Path) -> tuple[str, list[str]]:
    """The SQL for the files under a folder."""
    prefix = "" if str(folder) == "." else str(folder).rstrip("/\\") + os.sep
    return "substr(path, 1, length(?)) = ?", [prefix, prefix]
