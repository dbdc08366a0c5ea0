"""A folder of files that are torn, locked, far too large or made to harm: each has its fate, the batch goes on."""

from __future__ import annotations

import functools
import io
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("PIL")

from extract.reading import ReadError, read_bytes
from extract.reading.word import soffice
from tests.reading.bad_files import LAUGHS, OUTSIDE, TEXT, Bad, Fate, bad_files, long_path, tricky_page
from tests.reading.test_office import odt

ROOT = Path(__file__).resolve().parents[2]
MOST_MEMORY = 1536 * 1024 * 1024
GOOD, CHANGING, MACRO = "tốt.txt", "đang ghi.txt", "macro.doc"
needs_office = pytest.mark.skipif(soffice.find() is None, reason="LibreOffice (soffice) is not installed")

# A page that hangs is given up sooner than it would be, and one file is written to whenever it is looked at.
PROGRAM = """
import os, resource, sys
from extract.reading.pdf import limits
limits.PAGE_SECONDS = 3.0
look = os.fstat
def fstat(number):
    status = look(number)
    if os.readlink(f"/proc/self/fd/{number}").endswith(sys.argv[1]):
        with open(sys.argv[2] + "/" + sys.argv[1], "ab") as other:
            other.write("Thêm một dòng.\\n".encode())
    return status
os.fstat = fstat
from extract.cli import main
try:
    main(["ingest", sys.argv[2], "--db", sys.argv[3]])
finally:
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print("PEAKS", *peaks)
"""


@dataclass
class Batch:
    """What a run over the folder left: the row of each file, its pages' notes, the highest memory in bytes."""

    fates: dict[str, tuple[str, str]]
    notes: dict[str, str]
    said: str
    code: int
    together: int
    single: int
    macro_ran: bool
    seconds: float


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    if not Path("/proc/self/statm").is_file():
        pytest.skip("memory is measured in /proc")
    work = tmp_path_factory.mktemp("xấu")
    folder = work / "đến"
    folder.mkdir()
    for name, bad in _expected().items():
        if bad.data:
            (folder / name).write_bytes(bad.data)
    target = work / "ran.txt"
    (folder / MACRO).write_bytes(odt(TEXT, macro=target))
    for name in (GOOD, CHANGING):
        (folder / name).write_text(f"{TEXT} {name}\n", "utf-8")
    path = long_path(folder)
    path.parent.mkdir(parents=True)
    path.write_text(f"{TEXT} Bản lưu.\n", "utf-8")
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, CHANGING, str(folder), str(work / "x.db")],
        cwd=ROOT,
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "TMPDIR": str(work)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    peak = _Peak(process.pid)
    said, _ = process.communicate(timeout=500)
    db = sqlite3.connect(work / "x.db")
    fates = {
        Path(path).name: (status, error or "")
        for path, status, error in db.execute("select path, status, error from files")
    }
    notes: dict[str, str] = {}
    of_file = "select d.path, coalesce(d.notes, '') from documents d"
    of_pages = "select d.path, coalesce(p.note, '') from pages p join documents d on d.id = p.document_id"
    for path, note in [*db.execute(of_file), *db.execute(of_pages)]:
        name = Path(path).name
        notes[name] = f"{notes.get(name, '')} {note}"
    db.close()
    found = re.search(r"^PEAKS (\d+) (\d+)", said, re.M)
    single = 1024 * max(map(int, found.groups())) if found else 0
    return Batch(
        fates, notes, said, process.returncode, peak.stop(), single, target.exists(), time.monotonic() - start
    )


class _Peak:
    """The most memory that a process and all that it starts hold at one moment, looked at twenty times a second."""

    def __init__(self, root: int) -> None:
        self.root, self.most = root, 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Ends the watch and returns the highest sum of resident memory, in bytes."""
        self._ended.set()
        self._thread.join()
        return self.most

    def _watch(self) -> None:
        while not self._ended.wait(0.05):
            self.most = max(self.most, _held(self.root))


def _held(root: int) -> int:
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            sizes[int(folder.name)] = int((folder / "statm").read_text().split()[1]) * os.sysconf(
                "SC_PAGE_SIZE"
            )
        except (OSError, IndexError):
            continue
        parents[int(folder.name)] = int(stat[1])

    def belongs(number: int) -> bool:
        while number > 1:
            if number == root:
                return True
            number = parents.get(number, 0)
        return False

    return sum(size for number, size in sizes.items() if belongs(number))


@functools.cache
def _expected() -> dict[str, Bad]:
    images: Fate = "stored" if shutil.which("tesseract") else "queued"
    return {
        **bad_files(images),
        GOOD: Bad(b"", "stored"),
        MACRO: Bad(b"", "stored" if soffice.find() else "queued"),
        "thông báo.txt": Bad(b"", "stored"),
        CHANGING: Bad(b"", "failed", "thay đổi trong khi đọc"),
    }


def test_every_file_has_its_fate_and_the_batch_goes_on(batch: Batch) -> None:
    expected = _expected()
    assert {name: fate for name, (fate, _) in batch.fates.items()} == {
        name: bad.fate for name, bad in expected.items()
    }, batch.said
    assert batch.code == 1


def test_every_failure_names_the_file_and_says_why(batch: Batch) -> None:
    for name, bad in _expected().items():
        fate, error = batch.fates[name]
        if fate == "stored":
            assert re.search(bad.said, batch.notes[name]), (name, batch.notes[name])
            continue
        assert name in error and "\n" not in error and ";" in error
        assert fate == "queued" or re.search(bad.said, error), (name, error)
        assert "lỗi của chương trình" not in error
        assert error in batch.said


def test_memory_stays_low(batch: Batch) -> None:
    assert 0 < batch.single < MOST_MEMORY
    assert batch.single / 2 < batch.together < MOST_MEMORY, f"{batch.together / 2**20:.0f} MiB"


def test_nothing_waits_for_ever(batch: Batch) -> None:
    assert batch.seconds < 300


def test_no_macro_has_run(batch: Batch) -> None:
    assert not batch.macro_ran


@needs_office
@pytest.mark.skipif(sys.platform == "win32", reason="process groups of Unix")
@pytest.mark.parametrize(("ours", "runs"), [(False, True), (True, False)])
def test_the_settings_of_the_office_keep_macros_from_running(tmp_path: Path, ours: bool, runs: bool) -> None:
    """The file of these tests has a macro that does run, where it is opened by an office that lets it."""
    target, document, profile = tmp_path / "ran.txt", tmp_path / "a.odt", tmp_path / "profile"
    document.write_bytes(odt(TEXT, macro=target))
    (profile / "user").mkdir(parents=True)
    values = soffice._VALUES if ours else (("Office.Common/Security/Scripting", "MacroSecurityLevel", "0"),)
    items = "".join(soffice._ITEM.format(path=path, name=name, value=value) for path, name, value in values)
    (profile / "user" / "registrymodifications.xcu").write_text(
        soffice._SETTINGS.format(items=items), "utf-8"
    )
    program = soffice.find()
    assert program is not None
    process = subprocess.Popen(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", str(document)],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        opened = tmp_path / ".~lock.a.odt#"
        until = time.monotonic() + 60
        while not (opened.exists() or target.exists()) and time.monotonic() < until:
            time.sleep(0.05)
        until = time.monotonic() + (30 if runs else 2)
        while not target.exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert target.exists() is runs
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE])
def test_entities_of_a_page_are_not_unfolded_and_no_text(declaration: str) -> None:
    for data in (tricky_page(declaration), b'<?xml version="1.0"?>\n' + tricky_page(declaration)):
        text = read_bytes(data, "a.html").text
        assert text.startswith("Ủy ban") and "root:" not in text and len(text) < 200


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_an_open_document_with_entities_is_not_given_to_an_office(part: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(odt(TEXT)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name in whole.namelist():
            inner = whole.read(name)
            copy.writestr(
                name, inner.replace(b"?>", b"?>" + LAUGHS.format("a").encode(), 1) if name == part else inner
            )
    with pytest.raises(ReadError, match="thực thể"):
        read_bytes(out.getvalue(), "a.odt")
