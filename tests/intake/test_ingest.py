"""Batches of files, good and bad."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from extract.database import Offered, open_database
from extract.intake.extraction import Extractor, Job, Outcome, extract_job
from extract.intake.ingest import Failure, collect, ingest
from extract.reading import MissingToolError, Source, load_path, read_bytes
from tests.database.test_writing import TEXT, content
from tests.structure.test_bundle import DIRECTIVE, DISPATCH


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_one_bad_file_does_not_end_the_batch(tmp_path: Path) -> None:
    files = tmp_path / "văn bản đến"
    write(files, "a tốt.txt", TEXT)
    write(files, "b rỗng.txt", b"")
    write(files, "c nhị phân.txt", bytes(range(256)) * 40)
    write(files, "d anh.txt", "The quick brown fox jumps over the lazy dog. " * 50)
    write(files, "e tốt.txt", TEXT.replace("812", "900"))
    db = open_database(tmp_path / "x.db")
    report = ingest(db, [files])
    assert report.counts == {"stored": 2, "failed": 3}
    fates = dict(db.execute("select path, status from files").fetchall())
    assert sorted(Path(p).name for p, s in fates.items() if s == "failed") == [
        "b rỗng.txt",
        "c nhị phân.txt",
        "d anh.txt",
    ]
    for failure in report.failures:
        assert "\n" not in failure.message
        assert failure.path in failure.message and ";" in failure.message


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", TEXT)
    db = open_database(tmp_path / "x.db")
    ingest(db, [tmp_path / "in"])
    before = content(db)
    report = ingest(db, [tmp_path / "in"])
    assert report.counts == {"unchanged": 1}
    assert content(db) == before
    report = ingest(db, [tmp_path / "in"], force=True)
    assert report.counts == {"stored": 1}
    assert content(db) == before


def test_a_copy_is_the_same_document(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", TEXT)
    write(tmp_path / "in", "b/bản sao.txt", TEXT)
    db = open_database(tmp_path / "x.db")
    report = ingest(db, [tmp_path / "in"])
    assert report.counts == {"stored": 1, "duplicate": 1}
    assert db.table("documents").count == 1
    assert db.table("files").count == 2


def test_workers_store_what_one_process_stores(tmp_path: Path) -> None:
    for i in range(6):
        write(tmp_path / "in", f"{i}.txt", TEXT.replace("812", str(900 + i)))
    one, two = open_database(tmp_path / "1.db"), open_database(tmp_path / "2.db")
    ingest(one, [tmp_path / "in"])
    ingest(two, [tmp_path / "in"], workers=2)
    assert content(one) == content(two)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_told_and_the_rest_read(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", TEXT)
    closed = tmp_path / "in" / "kín"
    closed.mkdir()
    closed.chmod(0)
    try:
        report = ingest(open_database(tmp_path / "x.db"), [tmp_path / "in"])
    finally:
        closed.chmod(0o700)
    assert report.counts == {"stored": 1, "failed": 1}
    assert str(closed) in report.failures[0].message


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    report = ingest(open_database(tmp_path / "x.db"), [tmp_path / "không có"])
    assert report.counts == {"failed": 1}
    assert "không có" in report.failures[0].message


def test_lock_files_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("a.txt", "~$a.txt", ".a.txt", ".git/b.txt"):
        write(tmp_path, name, TEXT)
    files, skipped, failures = collect([tmp_path])
    assert ([f.name for f in files], skipped, failures) == (["a.txt"], [], [])


def test_what_lies_beside_documents_is_skipped_and_noted(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", TEXT)
    write(tmp_path / "in", "gold/a.json", "{}")
    write(tmp_path / "in", "README.md", "# Notes")
    db = open_database(tmp_path / "x.db")
    report = ingest(db, [tmp_path / "in"])
    assert report.counts == {"stored": 1, "skipped": 2}
    assert db.execute("select count(*) from files where status = 'skipped'").fetchone() == (2,)


def test_a_file_that_waits_for_a_tool_is_queued_and_read_when_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan, text = write(tmp_path / "in", "a quét.bin", TEXT), write(tmp_path / "in", "b.txt", TEXT + "Thêm.")
    present = False

    def read(data: bytes, name: str) -> Source:
        if not present and name == str(scan):
            raise MissingToolError(name, "cần nhận dạng chữ", "hãy cài tesseract-ocr")
        return read_bytes(data, name)

    monkeypatch.setattr("extract.intake.extraction.read_bytes", read)
    db = open_database(tmp_path / "x.db")
    report = ingest(db, [tmp_path / "in"])
    assert report.counts == {"stored": 1, "queued": 1}
    (row,) = db.execute("select status, error from files where path = ?", [str(scan)]).fetchall()
    assert row[0] == "queued" and "tesseract-ocr" in row[1]
    present = True
    assert ingest(db, [tmp_path / "in"]).counts == {"stored": 1, "unchanged": 1}
    assert {row["status"] for row in db.table("files").rows} == {"stored"}
    assert str(text) in {row["path"] for row in db.table("documents").rows}


def test_a_file_of_several_documents_becomes_several(tmp_path: Path) -> None:
    path = write(tmp_path / "in", "chùm.txt", DISPATCH + "\n" + DIRECTIVE)
    db = open_database(tmp_path / "x.db")
    report = ingest(db, [path])
    assert (report.counts, report.documents) == ({"stored": 1}, 2)
    rows = db.execute("select id, part, symbol, path from documents order by part").fetchall()
    assert [(r[1], r[2], r[3]) for r in rows] == [(1, "UBND-KSTT", str(path)), (2, "CT-UBND", str(path))]
    assert rows[1][0] == rows[0][0] + "p2"
    wrong = """select count(*) from directives f join documents d on d.id = f.document_id
        where substr(d.text, f.start + 1, f.end - f.start) <> f.quote"""
    assert db.execute(wrong).fetchone() == (0,)
    before = content(db)
    assert ingest(db, [path]).counts == {"unchanged": 1}
    assert ingest(db, [path], force=True).documents == 2
    assert content(db) == before


def test_a_copy_is_read_when_its_original_changes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = write(tmp_path / "in", "a.txt", TEXT), write(tmp_path / "in", "b.txt", TEXT)

    def load(path: Path) -> bytes:
        if path == first:
            path.write_text(TEXT.replace("812", "813"), "utf-8")
        return load_path(path)

    monkeypatch.setattr("extract.intake.extraction.load_path", load)
    db = open_database(tmp_path / "x.db")
    assert ingest(db, [tmp_path / "in"]).counts == {"stored": 2}
    assert dict(db.execute("select path, number from documents").fetchall()) == {
        str(first): 813,
        str(second): 812,
    }


def test_a_process_that_dies_takes_no_other_file_with_it(tmp_path: Path) -> None:
    for i in range(5):
        write(tmp_path / "in", f"{i}.txt", TEXT.replace("812", str(900 + i)))
    jobs = [Job(Offered(str(tmp_path / "in" / f"{i}.txt"))) for i in range(5)]
    with Extractor(2, extract=_dies_of_the_third) as extractor:
        outcomes = [outcome for _, outcome in extractor.run(jobs)]
    assert [isinstance(o, Failure) for o in outcomes] == [False, False, True, False, False]
    assert "2.txt" in outcomes[2].message and ";" in outcomes[2].message


def _dies_of_the_third(job: Job) -> Outcome:
    if job.offered.path.endswith("2.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_job(job)
