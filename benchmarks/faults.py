"""Documents taken in while whatever can go wrong does, and the database compared with that of an undisturbed run.

    python benchmarks/faults.py [--kills 300] [--seed 3] [--keep FOLDER]

Two programs watch one folder for one database; a third reads it. One of the two is killed (SIGKILL) at random
instants, hundreds of times, while files arrive: documents, copies, archives, mails, files that are none. Now and then
the database is locked, the folder is pulled away, a backup is made. In the end both databases must be equal in every
table but for times, and the reader must never have seen half a document. Exit status 1 where that is not so.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import io
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import stream

from extract.database import DatabaseError, open_database
from extract.database.backup import backup
from extract.facts import Pipeline
from extract.intake.watching import Watcher
from extract.reading import read_text
from extract.structure import analyse

_TIMES = {"ingested_at", "seen_at", "replaced_at", "read_at", "applied_at", "mtime_ns"}
_FACTS = (
    "citations",
    "deadlines",
    "scores",
    "rankings",
    "figures",
    "directives",
    "sections",
    "organisation_mentions",
)
_FOLDER = Path("in")
_context = multiprocessing.get_context("fork")


def arrivals(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of the files that arrive: most are documents."""
    previous = b""
    for number, text in enumerate(stream.documents(count, seed)):
        data = text.encode()
        match number % 20:
            case 5:
                yield f"bản sao/{number:04d}.txt", previous
            case 9:
                buffer = io.BytesIO()
                with zipfile.ZipFile(buffer, "w") as archive:
                    archive.writestr(zipfile.ZipInfo("công văn.txt"), data)
                    archive.writestr(zipfile.ZipInfo("bản sao.txt"), previous)
                    archive.writestr(zipfile.ZipInfo("rỗng.txt"), b"")
                yield f"{number:04d}.zip", buffer.getvalue()
            case 13:
                letter = (
                    b"From: van-thu@vidu.example\r\nMIME-Version: 1.0\r\nSubject: Van ban\r\n"
                    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
                    + "Kính gửi văn bản đính kèm.".encode()
                    + b'\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename="cv.txt"\r\n'
                    b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data) + b"\r\n--x--\r\n"
                )
                yield f"thư/{number:04d}.eml", letter
            case 17:
                yield f"{number:04d}.bin", bytes(range(256)) * 8 + str(number).encode()
            case _:
                yield f"{number % 7}/{number:04d}.txt", data
                previous = data


def put(folder: Path, name: str, data: bytes) -> None:
    """Writes a file as a program does that copies it: bit by bit under its own name, or beside it and renamed."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if len(data) % 2:
        path.write_bytes(data)
        return
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of a database but for times: its rows in an order of their own."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [
        name
        for (name,) in db.execute("select name from sqlite_master where type = 'table' order by name")
        if "_fts" not in name and not name.startswith("sqlite_")
    ]
    found = {}
    for name in names:
        columns = [row[1] for row in db.execute(f'pragma table_info("{name}")') if row[1] not in _TIMES]
        listed = ", ".join(f'"{c}"' for c in columns)
        found[name] = sorted(db.execute(f'select {listed} from "{name}"').fetchall(), key=repr)
    db.close()
    return found


def differences(one: Path, other: Path) -> list[str]:
    """Where two databases differ, a line each; the search index is asked to check itself."""
    lines = []
    ours, theirs = tables(one), tables(other)
    for name in sorted({*ours, *theirs}):
        missing = Counter(ours.get(name, ())) - Counter(theirs.get(name, ()))
        extra = Counter(theirs.get(name, ())) - Counter(ours.get(name, ()))
        lines += [f"{name}: missing {row}"[:400] for row in list(missing)[:5]]
        lines += [f"{name}: extra {row}"[:400] for row in list(extra)[:5]]
    db = open_database(other)
    for name in ("documents", "sections", "directives", "citations", "deadlines"):
        try:
            db.execute(f"insert into {name}_fts({name}_fts, rank) values ('integrity-check', 1)")
        except sqlite3.Error as error:
            lines.append(f"{name}_fts: {error}")
    if (
        db.execute("pragma integrity_check").fetchone() != ("ok",)
        or db.execute("pragma foreign_key_check").fetchone()
    ):
        lines.append("the database is damaged")
    return lines


def facts_of(db: sqlite3.Connection) -> dict[str, tuple[int, ...]]:
    """How many facts of each kind each document has."""
    counts = ", ".join(f"(select count(*) from {t} where document_id = d.id)" for t in _FACTS)
    return {row[0]: tuple(row[1:]) for row in db.execute(f"select d.id, {counts} from documents d")}


def _watch(place: Path, seed: int) -> None:
    os.chdir(place)
    random.seed(seed)
    # Waiting for a lock must not outlast the patience of the one who runs this.
    watcher = Watcher(open_database("x.db"), [_FOLDER], settle=0.15, rescan=5.0)
    signal.signal(signal.SIGTERM, lambda *_: watcher._stop.set())
    watcher.run()


def _once(place: Path) -> None:
    os.chdir(place)
    Watcher(open_database("x.db"), [_FOLDER], settle=0.15).once()


def _read(place: Path, whole: Mapping[str, tuple[int, ...]], seen: Any, stop: Any) -> None:
    """Looks at the database all the time: each document has all its facts, each file that is stored its document."""
    while not stop.is_set():
        try:
            db = sqlite3.connect(f"file:{place / 'x.db'}?mode=ro", uri=True, timeout=30)
            db.execute("begin")
            for ident, counts in facts_of(db).items():
                if whole.get(ident) != counts:
                    seen.put(f"{ident}: {counts} of {whole.get(ident)} facts")
            orphans = db.execute(
                "select count(*) from files where status in ('stored', 'duplicate') and document_id is null"
            ).fetchone()[0]
            unfiled = db.execute(
                "select count(*) from documents where sha256 not in (select sha256 from files where sha256 is not null)"
            ).fetchone()[0]
            if orphans or unfiled:
                seen.put(f"{orphans} files without their document, {unfiled} documents without a file")
            db.close()
        except sqlite3.OperationalError as error:
            if "unable to open" not in str(error) and "no such table" not in str(error):
                seen.put(str(error))
        stop.wait(0.05)


def run(place: Path, kills: int, seed: int) -> tuple[Counter[str], list[str]]:
    """One run: what was done to it, and what was found wrong."""
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    # What is loaded before the processes are forked need not be loaded after each of their deaths.
    Pipeline()(analyse(read_text("Số: 1/TB-UBND\n\nUBND tỉnh giao Sở Nội vụ báo cáo trước ngày 30/6/2025.")))
    calm, rough = place / "calm", place / "rough"
    files = list(arrivals(kills, seed))
    for name, data in files:
        put(calm / _FOLDER, name, data)
    _join(_start(_once, calm))
    db = sqlite3.connect(calm / "x.db")
    whole = facts_of(db)
    db.close()
    (rough / _FOLDER).mkdir(parents=True)
    seen, stop = _context.SimpleQueue(), _context.Event()
    reader = _start(_read, rough, whole, seen, stop)
    writers = [_start(_watch, rough, seed + i) for i in range(2)]
    pending = iter(files)
    for turn in range(kills):
        with contextlib.suppress(StopIteration):
            put(rough / _FOLDER, *next(pending))
        if turn % 25 == 11:
            done["locked"] += _lock(rough / "x.db", chance.uniform(0.3, 2.0))
        if turn % 40 == 17:
            (rough / _FOLDER).rename(rough / "away")
            time.sleep(chance.uniform(0.1, 1.0))
            (rough / "away").rename(rough / _FOLDER)
            done["pulled away"] += 1
        if turn % 50 == 23:
            done["backups"] += _back_up(rough, whole, seen)
        time.sleep(chance.uniform(0, 0.3) if chance.random() < 0.5 else chance.uniform(0, 2.0))
        which = chance.randrange(2)
        if writers[which].is_alive():
            os.kill(writers[which].pid or 0, signal.SIGKILL)
            done["kills"] += 1
        else:
            done["ended by themselves"] += 1
        writers[which].join()
        writers[which] = _start(_watch, rough, seed + turn + 2)
    for name, data in pending:
        put(rough / _FOLDER, name, data)
    for writer in writers:
        os.kill(writer.pid or 0, signal.SIGTERM)
        writer.join()
    _join(_start(_once, rough))
    stop.set()
    reader.join()
    wrong = differences(calm / "x.db", rough / "x.db")
    while not seen.empty():
        wrong.append(f"reader: {seen.get()}")
    done["documents"] = len(whole)
    done["files"] = len(files)
    return done, wrong


def _start(target: Any, *arguments: Any) -> BaseProcess:
    # Not daemons: these have children of their own.
    process = _context.Process(target=target, args=arguments)
    process.start()
    return process


def _join(process: BaseProcess) -> None:
    process.join()
    if process.exitcode:
        raise SystemExit(f"a run that nothing disturbed ended with {process.exitcode}")


def _lock(path: Path, seconds: float) -> int:
    if not path.exists():
        return 0
    db = sqlite3.connect(path, timeout=20, isolation_level=None)
    try:
        db.execute("begin immediate")
        time.sleep(seconds)
        db.execute("rollback")
        return 1
    except sqlite3.OperationalError:
        return 0
    finally:
        db.close()


def _back_up(place: Path, whole: Mapping[str, tuple[int, ...]], seen: Any) -> int:
    try:
        backup(open_database(place / "x.db"), place / "copy.db")
    except DatabaseError as error:
        seen.put(f"backup: {error}")
        return 0
    copy = sqlite3.connect(place / "copy.db")
    for ident, counts in facts_of(copy).items():
        if whole.get(ident) != counts:
            seen.put(f"backup: {ident} has {counts} of {whole.get(ident)} facts")
    copy.close()
    return 1


def main() -> None:
    """Runs it and prints what was done and found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done, wrong = run(arguments.keep or Path(folder), arguments.kills, arguments.seed)
    for what, count in done.items():
        print(f"{what:24}{count:6}")
    print(f"{'seconds':24}{time.monotonic() - begin:6.0f}")
    for line in wrong[:40]:
        print(line)
    print("equal" if not wrong else f"{len(wrong)} differences")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
