"""Batches of files, good and bad."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extract.database import open_database
from extract.intake.ingest import collect, ingest
from tests.database.test_writing import TEXT, content


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
