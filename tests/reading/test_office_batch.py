"""Batches of files that LibreOffice reads: one office for all of them, one line in `files` for each that it can't read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.database import open_database
from extract.intake.ingest import ingest
from extract.reading.word import soffice
from tests.conftest import CORPUS
from tests.reading.test_office import TEXT, needs_office, odt, rtf

HTML = (
    "<html><head><title>Thông báo</title></head><body><p>THÔNG BÁO</p><p>"
    + "</p><p>".join(f"{n}. {TEXT}" for n in range(1, 6))
    + "</p></body></html>"
)
Status = dict[str, tuple[str, str | None]]


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A folder of old files: three that LibreOffice reads, one web page saved as `.doc`, one cut off."""
    folder = tmp_path / "van-ban"
    folder.mkdir()
    whole = (CORPUS / "c_cong-van-don-doc.doc").read_bytes()
    (folder / "cong-van.doc").write_bytes(whole)
    (folder / "cat-cut.doc").write_bytes(whole[: len(whole) // 2])
    (folder / "trang-web.doc").write_text(HTML, "utf-8")
    (folder / "rtf.doc").write_bytes(rtf(*[f"{n}. {TEXT}" for n in range(1, 4)]))
    (folder / "mo.odt").write_bytes(odt(TEXT))
    return folder


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[int, int]]:
    """How often LibreOffice was started to stay, and how often it was called to convert."""
    real, log = soffice.find(), tmp_path / "goi.log"
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\necho "$*" >>"{log}"\nexec "{real}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(soffice, "find", lambda: str(program))

    def counts() -> tuple[int, int]:
        calls = log.read_text().splitlines()
        converting = sum("--convert-to" in call for call in calls)
        return len(calls) - converting, converting

    return counts


def statuses(db: Database) -> Status:
    return {
        Path(path).name: (status, error)
        for path, status, error in db.execute("select path, status, error from files")
    }


READ = {"cong-van.doc", "rtf.doc", "mo.odt", "trang-web.doc"}


@needs_office
@pytest.mark.parametrize("workers", [1, 2])
def test_each_process_starts_one_office_for_all_files(
    workers: int,
    batch: Path,
    counted: Callable[[], tuple[int, int]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    soffice.stop()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    db = open_database(tmp_path / "x.db")
    ingest(db, [batch], workers=workers)
    soffice.stop()
    starts, conversions = counted()
    assert 1 <= starts <= workers and conversions == 3
    found = statuses(db)
    assert {name for name, (status, _) in found.items() if status == "stored"} == READ
    status, error = found["cat-cut.doc"]
    assert status == "failed" and error is not None and "cat-cut.doc: " in error and "cắt cụt; hãy" in error
    # The profiles of the offices went with them.
    assert not list(tmp_path.glob("cchc-office-*"))


@needs_office
def test_files_wait_for_libreoffice_and_are_read_when_it_is_there(
    batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = open_database(tmp_path / "x.db")
    with monkeypatch.context() as without:
        without.setenv("PATH", str(batch))
        without.setattr(soffice, "_FOLDERS", ())
        assert soffice.find() is None
        report = ingest(db, [batch])
    assert report.counts == {"stored": 1, "queued": 3, "failed": 1}
    status, error = statuses(db)["cong-van.doc"]
    assert status == "queued" and error is not None and "apt-get install libreoffice-writer-nogui" in error
    report = ingest(db, [batch])
    assert report.counts == {"stored": 3, "unchanged": 1, "failed": 1}
    assert {name for name, (status, _) in statuses(db).items() if status in ("stored", "unchanged")} == READ


@needs_office
def test_files_that_libreoffice_dies_of_or_hangs_over_do_not_stop_the_batch(
    batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice dies of the second file and hangs over the third."""
    real, count = soffice.find(), tmp_path / "lan"
    program = tmp_path / "soffice"
    # Calls: the office, the first file, the second one, the third one, the office anew, the fourth file.
    program.write_text(
        f'#!/bin/sh\nn=$(cat "{count}" 2>/dev/null || echo 0); n=$((n+1)); echo $n >"{count}"\n'
        f'[ $n = 3 ] && {{ echo "Fatal exception: Signal 6"; exit 134; }}\n[ $n = 4 ] && sleep 60\nexec "{real}" "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(soffice, "find", lambda: str(program))
    monkeypatch.setattr(soffice.to_docx, "__kwdefaults__", {"reading": None, "seconds": 3.0})
    (batch / "xong.rtf").write_bytes(rtf(TEXT, TEXT))
    db = open_database(tmp_path / "x.db")
    ingest(db, [batch])
    soffice.stop()
    found = statuses(db)
    assert found["cong-van.doc"][0] == "stored"
    assert found["mo.odt"][0] == "failed" and "Signal 6" in (found["mo.odt"][1] or "")
    assert found["rtf.doc"][0] == "failed" and "quá 3 giây" in (found["rtf.doc"][1] or "")
    assert found["xong.rtf"][0] == "stored"
