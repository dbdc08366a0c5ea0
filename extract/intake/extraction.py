"""Files to facts, in this process or in others that may die: every failure is a value, so that a batch goes on."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path

from extract.checking import audit
from extract.database import Extracted, Offered
from extract.facts import Pipeline
from extract.intake.files import Failure
from extract.reading import MissingToolError, ReadError, load_path, read_bytes
from extract.structure import analyse
from extract.structure.bundle import split
from extract.values.language import say
from extract.version import PIPELINE_VERSION

Outcome = list[Extracted] | Failure

_IN_FLIGHT_BYTES = 64 * 1024 * 1024
_RENEWED_AFTER = 2_000
"""Reading processes are renewed after so many files, so that what libraries hold on to is given back."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: as it was offered, with the hash it had, and its bytes where it is a member of an archive."""

    offered: Offered
    sha256: str | None = None
    data: bytes | None = None


def extract_file(path: Path, data: bytes | None = None) -> Outcome:
    """Reads one file (or the bytes given for it) and finds the facts of its documents.

    The hash is that of the bytes that were read, whatever the file holds by now.
    """
    sha256 = None
    try:
        if data is None:
            data = load_path(path)
        sha256 = hashlib.sha256(data).hexdigest()
        source = read_bytes(data, str(path))
        del data
        extracted = []
        for part in split(source):
            document = analyse(part)
            facts = Pipeline()(document)
            findings = audit(document, facts)
            extracted.append(Extracted(str(path), sha256, document, facts, PIPELINE_VERSION, findings))
        return extracted
    except ReadError as error:
        return Failure(str(path), str(error), sha256, isinstance(error, MissingToolError))
    except Exception as error:
        # A fault of ours must not stop the batch either; it is told as what it is.
        return Failure(
            str(path),
            say(
                f"{path}: lỗi của chương trình khi trích xuất ({type(error).__name__}: {error}); tệp được ghi lại là lỗi, hãy báo cho nhóm phát triển",
                f"{path}: a fault of the program while extracting ({type(error).__name__}: {error}); the file is recorded as failed, please report it",
            ).replace("\n", " "),
            sha256,
        )


def extract_job(job: Job) -> Outcome:
    """`extract_file` for a job."""
    return extract_file(Path(job.offered.path), job.data)


class Extractor:
    """Reads jobs, in this process or (`workers` above 1, or `isolated`) in others, which outlive a batch.

    A file that kills the process that reads it is a failure and takes no other file with it. Use as a context manager.
    """

    def __init__(
        self, workers: int = 1, *, isolated: bool = False, extract: Callable[[Job], Outcome] = extract_job
    ) -> None:
        self._workers = workers
        self._apart = isolated or workers > 1
        self._extract = extract
        self._pool: ProcessPoolExecutor | None = None
        self._given = 0

    def __enter__(self) -> Extractor:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """The jobs with their outcomes in their order; jobs are taken from the iterable as there is room for them."""
        if not self._apart:
            for job in jobs:
                yield job, self._extract(job)
            return
        rest = iter(jobs)
        window: deque[tuple[Job, Future[Outcome]]] = deque()
        held = 0
        while True:
            if self._given >= _RENEWED_AFTER and not window:
                self._close()
            while (
                len(window) < 4 * self._workers and held < _IN_FLIGHT_BYTES and self._given < _RENEWED_AFTER
            ):
                following = next(rest, None)
                if following is None:
                    break
                window.append((following, self._submit(following)))
                held += len(following.data or b"")
            if not window:
                return
            job, future = window[0]
            try:
                outcome = future.result()
            except BrokenProcessPool:
                # A process died, perhaps of another file: this one is read alone, those behind it again.
                self._close()
                outcome = self._alone(job)
                behind = [j for j, _ in window][1:]
                window = deque([(job, future), *((j, self._submit(j)) for j in behind)])
            window.popleft()
            held -= len(job.data or b"")
            yield job, outcome

    def _submit(self, job: Job) -> Future[Outcome]:
        self._given += 1
        for _ in range(3):
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self._workers, initializer=_begin)
                self._given = 1
            try:
                return self._pool.submit(self._extract, job)
            except BrokenProcessPool:
                self._close(wait=False)
        failed: Future[Outcome] = Future()
        failed.set_exception(BrokenProcessPool())
        return failed

    def _alone(self, job: Job) -> Outcome:
        with ProcessPoolExecutor(1, initializer=_begin) as pool:
            try:
                return pool.submit(self._extract, job).result()
            except BrokenProcessPool:
                path = job.offered.path
                message = say(
                    f"{path}: tiến trình đọc tệp này bị dừng đột ngột (hết bộ nhớ hoặc tệp hỏng); hãy mở tệp, lưu lại rồi chạy lại",
                    f"{path}: the process that read it died (out of memory, or a damaged file); open it, save it again and run again",
                )
                return Failure(path, message, job.sha256)

    def _close(self, wait: bool = True) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=True)
            self._pool = None
        self._given = 0


def _begin() -> None:
    """A reading process leaves the signals to stop to its parent, and ends when that is gone, however it went."""
    for each in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError):
            signal.signal(each, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:

        def leave() -> None:
            connection.wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=leave, daemon=True).start()
