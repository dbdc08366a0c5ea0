"""Status, retry, forget, backup and reading again."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from extract.cli import main
from extract.database import DatabaseError, open_database
from extract.database.backup import backup
from extract.database.forgetting import forget
from extract.intake.ingest import ingest
from extract.intake.reprocess import outdated, reprocess
from extract.intake.status import retry, status
from tests.conftest import ROOT
from tests.database.test_writing import TEXT, content

OTHER = TEXT.replace("812/KH-UBND", "77/QĐ-UBND").replace("06 tháng 3", "14 tháng 01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_text(OTHER)
    (folder / "hỏng.txt").write_bytes(bytes(range(256)) * 9)
    return folder


@pytest.fixture
def db(tmp_path: Path, folder: Path) -> Database:
    db = open_database(tmp_path / "x.db")
    ingest(db, [folder])
    return db


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_status_tells_queue_errors_and_throughput(db: Database, tmp_path: Path) -> None:
    found = status(db)
    assert found["files"] == {"failed": 1, "stored": 2}
    assert found["documents_last"] == {"minute": 2, "hour": 2, "day": 2}
    assert [Path(e["path"]).name for e in found["errors"]] == ["hỏng.txt"]
    assert not found["upkeep_due"] and found["outdated"] == 0
    printed = run("status", "--db", tmp_path / "x.db")
    assert printed.exit_code == 0 and "2 đã nạp, 1 lỗi" in printed.output and "cchc retry" in printed.output


def test_retry_takes_the_failed_in_again(db: Database, folder: Path) -> None:
    assert retry(db).counts["failed"] == 1
    (folder / "hỏng.txt").write_text(TEXT.replace("812", "900"))
    assert retry(db, ["không có tên này"]).counts == {"gone": 0}
    assert retry(db, ["hỏng"]).counts["stored"] == 1
    assert status(db)["errors"] == []
    (folder / "c.txt").write_bytes(b"")
    ingest(db, [folder])
    (folder / "c.txt").unlink()
    assert retry(db).counts["gone"] == 1


def test_a_forgotten_document_leaves_no_trace_and_does_not_come_back(
    db: Database, folder: Path, tmp_path: Path
) -> None:
    without = open_database(tmp_path / "y.db")
    ingest(without, [folder / "b.txt", folder / "hỏng.txt"])
    ((ident,),) = db.execute("select id from documents where number = 812").fetchall()
    assert forget(db, ident) == [ident]
    assert content(db) == content(without)
    assert ingest(db, [folder]).counts == {"unchanged": 1, "forgotten": 1, "failed": 1}
    shutil.copy(folder / "a.txt", folder / "bản sao.txt")
    assert ingest(db, [folder]).counts["forgotten"] == 2
    db.conn.close()
    assert b"812/KH-UBND" not in (tmp_path / "x.db").read_bytes()
    again = open_database(tmp_path / "x.db")
    assert ingest(again, [folder / "a.txt"], force=True).counts == {"stored": 1}


def test_forget_by_symbol_on_the_command_line(db: Database, tmp_path: Path) -> None:
    db.conn.close()
    assert run("forget", "812/KH-UBND", "--yes", "--db", tmp_path / "x.db").exit_code == 0
    again = run("forget", "812/KH-UBND", "--yes", "--db", tmp_path / "x.db")
    assert again.exit_code == 1 and "812/KH-UBND" in again.stderr


def test_a_backup_during_ingestion_is_whole(db: Database, folder: Path, tmp_path: Path) -> None:
    for i in range(20):
        (folder / f"{i}.txt").write_text(TEXT.replace("812", str(1000 + i)))
    thread = threading.Thread(target=lambda: ingest(open_database(tmp_path / "x.db"), [folder]))
    thread.start()
    sizes = []
    while thread.is_alive():
        assert backup(db, tmp_path / "copy" / "b.db") > 0
        copy = sqlite3.connect(tmp_path / "copy" / "b.db")
        ((documents, whole),) = copy.execute(
            "select count(*), sum((select count(*) from citations where document_id = d.id) = 2) from documents d"
        ).fetchall()
        assert documents == whole
        sizes.append(documents)
        copy.close()
    assert sizes == sorted(sizes)
    assert sorted(p.name for p in (tmp_path / "copy").iterdir()) == ["b.db"]


def test_a_backup_that_fails_leaves_the_earlier_one(db: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="chính cơ sở dữ liệu"):
        backup(db, tmp_path / "x.db")
    (tmp_path / "tệp").write_text("")
    with pytest.raises(DatabaseError, match="không sao lưu được"):
        backup(db, tmp_path / "tệp" / "b.db")


def test_reading_again_keeps_ids_and_tells_gains_and_losses(
    db: Database, folder: Path, tmp_path: Path
) -> None:
    before = content(db)
    db.execute("update documents set pipeline_version = 'old'")
    ((ident,),) = db.execute("select id from documents where number = 812").fetchall()
    db.execute("delete from deadlines where document_id = ?", [ident])
    db.execute(
        "update citations set date = '2020-01-01' where document_id = ? and symbol = '77/QĐ-UBND'", [ident]
    )
    db.execute(
        "insert into figures (id, document_id, start, end, quote) select id || '-f3', id, 3, 5, 'BA' from documents where id = ?",
        [ident],
    )
    assert len(outdated(db)) == 2
    report = reprocess(db, limit=1)
    assert report.documents == 1 and len(outdated(db)) == 1
    second = reprocess(db)
    gained, lost, changed = (
        report.gained + second.gained,
        report.lost + second.lost,
        report.changed + second.changed,
    )
    assert gained["deadlines"] == 1 and lost == {"figures": 1} and changed["citations"] == 1
    assert content(db) == before
    assert db.execute("select sum(gained), sum(lost) from rereadings").fetchone() == (gained.total(), 1)
    assert outdated(db) == [] and reprocess(db).documents == 0


def test_what_is_gone_keeps_its_facts_when_others_are_read_again(db: Database, folder: Path) -> None:
    before = content(db)
    (folder / "a.txt").unlink()
    (folder / "b.txt").rename(folder / "c.txt")
    db.execute("update documents set pipeline_version = 'old'")
    ingest(db, [folder])
    report = reprocess(db)
    assert [Path(p).name for p in report.missing] == ["a.txt"] and report.documents == 1
    assert content(db)["citations"] == before["citations"]


def test_ids_are_kept_where_the_text_is_read_otherwise(db: Database, folder: Path) -> None:
    ((ident,),) = db.execute("select id from documents where number = 812").fetchall()
    before = dict(db.execute("select id, quote from citations where document_id = ?", [ident]).fetchall())
    # An earlier version had read a line more at the top, so that all stood further down.
    db.execute(
        "update documents set pipeline_version = 'old', text = 'DẤU ĐẾN' || char(10) || text where id = ?",
        [ident],
    )
    for table in ("citations", "deadlines", "scores", "rankings", "figures", "organisation_mentions"):
        db.execute(f"update {table} set start = start + 8, end = end + 8 where document_id = ?", [ident])
    db.execute("update citations set id = id || 'x' where document_id = ?", [ident])
    reprocess(db)
    after = dict(db.execute("select id, quote from citations where document_id = ?", [ident]).fetchall())
    assert after == {f"{i}x": quote for i, quote in before.items()}
    ((text,),) = db.execute("select text from documents where id = ?", [ident]).fetchall()
    for start, end, quote in db.execute(
        "select start, end, quote from citations where document_id = ?", [ident]
    ):
        assert text[start:end] == quote
    assert db.execute("pragma foreign_key_check").fetchall() == []


def test_programs_that_open_a_new_database_at_once_do_not_hinder_each_other(tmp_path: Path) -> None:
    code = "import sys; from extract.database import open_database; open_database(sys.argv[1])"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "x.db")], stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert [(p.communicate()[1], p.returncode) for p in started] == [("", 0)] * 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_killed_again_and_again_nothing_is_lost_twice_or_half(tmp_path: Path) -> None:
    # In a process of its own: what is forked from one with threads may wait for a lock for ever.
    code = (
        "import json, sys; from pathlib import Path; import faults; "
        "print(json.dumps(faults.run(Path(sys.argv[1]), kills=8, seed=int(sys.argv[2]))))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(random.randrange(1000))],
        cwd=ROOT / "benchmarks",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=240,
    ).stdout
    done, wrong = json.loads(printed.splitlines()[-1])
    assert wrong == [] and done.get("kills", 0) + done.get("ended by themselves", 0) == 8


def test_watch_once_on_the_command_line(tmp_path: Path, folder: Path) -> None:
    result = run("watch", folder, "--once", "--settle", "0.1", "--db", tmp_path / "w.db")
    assert result.exit_code == 1 and "2 đã nạp, 1 lỗi" in result.output
    (folder / "hỏng.txt").unlink()
    assert run("watch", folder, "--once", "--settle", "0.1", "--db", tmp_path / "w.db").exit_code == 0
