"""Files into the database: each read once, known by its content, one bad file never ending the batch."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from extract.checking import audit
from extract.database import Extracted, record_file, remove_file, store, stored_ids
from extract.database.across import find_across
from extract.database.register import link_register
from extract.database.works import find_same
from extract.facts import Pipeline
from extract.reading import MissingToolError, ReadError, load_path, read_bytes
from extract.structure import analyse
from extract.structure.bundle import split
from extract.values.language import say
from extract.version import PIPELINE_VERSION

_TEMPORARY = ("~$", ".", "Thumbs.db", "desktop.ini")
# What lies beside documents in a folder and is none; a file named outright is always tried.
_BESIDE = {
    ".json",
    ".jsonl",
    ".toml",
    ".yaml",
    ".yml",
    ".py",
    ".js",
    ".css",
    ".db",
    ".sqlite",
    ".csv",
    ".ini",
    ".log",
}
_BESIDE_NAMES = ("readme", "license", "changelog")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in: its path and one line with the reason and the remedy.

    A `queued` file waits for a program or an extra that is not installed; it is taken in by the next run after that.
    """

    path: str
    message: str
    sha256: str | None = None
    queued: bool = False


@dataclass
class Report:
    """What became of a batch: how many files were stored, unchanged, duplicate, queued or failed."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    documents: int = 0
    """The documents stored: more than the files, where a file holds several."""


def collect(paths: Iterable[Path]) -> tuple[list[Path], list[Path], list[Failure]]:
    """The files under the paths, folders searched through, in a stable order; what can't be entered is a failure.

    Hidden files and the lock files of office programs are left out. Second come the files of folders that are no
    documents by their kind (data, programs, a README): they are noted as skipped, not read.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    failures: list[Failure] = []

    def blocked(error: OSError) -> None:
        failures.append(
            Failure(
                str(error.filename),
                say(
                    f"{error.filename}: không đọc được thư mục ({error.strerror}); kiểm tra quyền truy cập rồi chạy lại",
                    f"{error.filename}: the folder can't be read ({error.strerror}); check its permissions and run again",
                ),
            )
        )

    for path in paths:
        if path.is_dir():
            for folder, names, found in os.walk(path, onerror=blocked):
                names[:] = sorted(n for n in names if not n.startswith("."))
                for name in sorted(found):
                    if not name.startswith(_TEMPORARY):
                        (skipped if _is_beside(name) else files).append(Path(folder) / name)
        elif path.exists():
            files.append(path)
        else:
            failures.append(
                Failure(
                    str(path),
                    say(
                        f"{path}: không có tệp hay thư mục này; kiểm tra lại đường dẫn",
                        f"{path}: no such file or folder; check the path",
                    ),
                )
            )
    return list(dict.fromkeys(files)), list(dict.fromkeys(skipped)), failures


def _is_beside(name: str) -> bool:
    return Path(name).suffix.lower() in _BESIDE or name.lower().startswith(_BESIDE_NAMES)


def extract_file(path: Path) -> list[Extracted] | Failure:
    """Reads one file and finds the facts of its documents; every failure is a value, so that a batch goes on.

    The hash is that of the bytes that were read, whatever the file holds by now.
    """
    sha256 = None
    try:
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


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def ingest(
    db: Database,
    paths: Sequence[Path],
    *,
    workers: int = 1,
    force: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Takes files and folders into the database and tells what became of each.

    A file whose bytes are stored already is not read again (`unchanged`, or `duplicate` under another name) unless
    `force` is set. With several workers files are read in processes of their own; the order of the files never
    changes what is stored.
    """
    report = Report()
    files, skipped, blocked = collect(paths)
    for failure in blocked:
        _fail(db, report, failure)
    for path in skipped:
        record_file(db, str(path), "skipped")
        report.counts["skipped"] += 1
    pending, done = [], 0
    hashes = dict(_hashes(db, report, files))
    known = stored_ids(db, list(set(hashes.values())))
    paths_of = dict(db.execute("select id, path from documents").fetchall())
    claimed: dict[str, Path] = {}
    for path, sha256 in hashes.items():
        if sha256 in claimed or (sha256 in known and not force):
            continue
        claimed[sha256] = path
        pending.append((path, sha256))
    total = len(hashes)
    taken = set(claimed.values())
    for outcome in _extract_all([path for path, _ in pending], workers):
        _take(db, report, known, outcome)
        done += 1
        progress(done, total)
    failed = {f.sha256: f for f in report.failures if f.sha256}
    for path, sha256 in hashes.items():
        if path not in taken and sha256 not in known and sha256 not in failed:
            # The file that stood for this one changed before it was read.
            _take(db, report, known, extract_file(path))
            taken.add(path)
    if report.counts["stored"]:
        link_register(db)
        find_same(db)
        find_across(db)
    for path, sha256 in hashes.items():
        if path in taken:
            continue
        if sha256 in failed:
            known_failure = failed[sha256]
            message = known_failure.message.replace(known_failure.path, str(path), 1)
            _fail(db, report, Failure(str(path), message, sha256, known_failure.queued))
        else:
            ident = known[sha256]
            status = "unchanged" if paths_of.get(ident) == str(path) else "duplicate"
            record_file(db, str(path), status, sha256=sha256, ident=ident)
            report.counts[status] += 1
        done += 1
        progress(done, total)
    return report


def _take(db: Database, report: Report, known: dict[str, str], outcome: list[Extracted] | Failure) -> None:
    """Stores what was found in a file, or notes why nothing was."""
    if isinstance(outcome, Failure):
        _fail(db, report, outcome)
        return
    first, *_ = [store(db, extracted) for extracted in outcome]
    sha256 = outcome[0].sha256
    remove_file(db, sha256, beyond=len(outcome))
    known[sha256] = first
    record_file(db, outcome[0].path, "stored", sha256=sha256, ident=first)
    report.counts["stored"] += 1
    report.documents += len(outcome)


def _hashes(db: Database, report: Report, files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for path in files:
        try:
            yield path, digest(path)
        except OSError as error:
            message = say(
                f"{path}: không đọc được tệp ({error.strerror}); kiểm tra quyền truy cập rồi chạy lại",
                f"{path}: the file can't be read ({error.strerror}); check its permissions and run again",
            )
            _fail(db, report, Failure(str(path), message))


def _extract_all(
    pending: Sequence[Path],
    workers: int,
    extract: Callable[[Path], list[Extracted] | Failure] = extract_file,
) -> Iterator[list[Extracted] | Failure]:
    if workers <= 1 or len(pending) <= 1:
        for path in pending:
            yield extract(path)
        return
    # Results are yielded in the order of the files, and only a few are held at a time.
    at = 0
    while at < len(pending):
        with ProcessPoolExecutor(max_workers=workers) as pool:
            window: list[Future[list[Extracted] | Failure]] = []
            first = at
            try:
                for path in pending[first:]:
                    window.append(pool.submit(extract, path))
                    if len(window) >= 4 * workers:
                        yield window.pop(0).result()
                        at += 1
                while window:
                    yield window.pop(0).result()
                    at += 1
            except BrokenProcessPool:
                pass
        if at < len(pending):
            # A process died, perhaps of another file: the next one is read in a process of its own.
            yield _alone(pending[at], extract)
            at += 1


def _alone(path: Path, extract: Callable[[Path], list[Extracted] | Failure]) -> list[Extracted] | Failure:
    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return pool.submit(extract, path).result()
        except BrokenProcessPool:
            message = say(
                f"{path}: tiến trình đọc tệp này bị dừng đột ngột (hết bộ nhớ hoặc tệp hỏng); hãy mở tệp, lưu lại rồi chạy lại",
                f"{path}: the process that read it died (out of memory, or a damaged file); open it, save it again and run again",
            )
            return Failure(str(path), message)


def _fail(db: Database, report: Report, failure: Failure) -> None:
    status = "queued" if failure.queued else "failed"
    record_file(db, failure.path, status, sha256=failure.sha256, error=failure.message)
    report.counts[status] += 1
    report.failures.append(failure)
