"""Folders watched: what arrives, moves, changes and goes, once each, whatever happens in between."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.database import FullError, open_database
from extract.intake.files import is_temporary
from extract.intake.ingest import Origin, ingest
from extract.intake.watching import Watcher
from tests.database.test_writing import TEXT, content

OTHER = TEXT.replace("812", "813")


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "x.db")


def once(db: Database, folder: Path) -> dict[str, int]:
    report = Watcher(db, [folder], settle=0.05).once()
    return {k: v for k, v in report.counts.items() if v}


def fates(db: Database) -> dict[str, str]:
    return {Path(path).name: status for path, status in db.execute("select path, status from files")}


@contextmanager
def watching(folder: Path, **options: float) -> Iterator[Callable[[str], bool]]:
    """A watch in the background; gives a way to wait until a query has a row."""
    stop = threading.Event()
    path = folder.parent / "x.db"
    thread = threading.Thread(
        target=lambda: Watcher(open_database(path), [folder], settle=0.2, stop=stop, **options).run()  # type: ignore[arg-type]
    )
    thread.start()
    reader = open_database(path)

    def comes(sql: str) -> bool:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if reader.execute(sql).fetchone():
                return True
            time.sleep(0.05)
        return False

    try:
        yield comes
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    "name",
    [
        "~$a.docx",
        ".a.txt",
        "a.pdf.part",
        "a.pdf.crdownload",
        "a.TMP",
        ".~lock.a.odt#",
        "a.txt~",
        "Thumbs.db",
        "~WRL01.tmp",
    ],
)
def test_temporary_and_lock_files_are_told_by_their_names(name: str) -> None:
    assert is_temporary(name)
    assert not is_temporary("báo cáo.part-1.pdf") and not is_temporary("tmp.docx")


def test_a_watch_takes_in_what_came_before_it_and_what_comes_then(folder: Path) -> None:
    write(folder / "trước.txt")
    with watching(folder) as comes:
        assert comes("select 1 from documents where number = 812")
        write(folder / "mới" / "sau.txt", OTHER)
        assert comes("select 1 from documents where number = 813")
        (folder / "trước.txt").rename(folder / "mới" / "chuyển.txt")
        assert comes("select 1 from documents where number = 812 and path like '%/mới/chuyển.txt'")
        assert comes("select 1 from files where path like '%/trước.txt' and status = 'gone'")


def test_polling_needs_no_notices(folder: Path) -> None:
    with watching(folder, poll=0.2) as comes:
        write(folder / "a.txt")
        assert comes("select 1 from documents where number = 812")


def test_a_file_that_grows_is_read_when_it_is_whole(folder: Path) -> None:
    with watching(folder) as comes, (folder / "a.txt").open("w", encoding="utf-8") as file:
        half = len(TEXT) // 2
        file.write(TEXT[:half])
        file.flush()
        time.sleep(0.8)
        file.write(TEXT[half:])
        file.close()
        assert comes("select 1 from documents where number = 812")
    db = open_database(folder.parent / "x.db")
    assert db.table("documents").count == 1 and db.table("file_versions").count == 0


def test_a_folder_that_is_pulled_away_loses_nothing(folder: Path) -> None:
    write(folder / "a.txt")
    with watching(folder, rescan=0.3) as comes:
        assert comes("select 1 from documents where number = 812")
        folder.rename(folder.parent / "đi")
        time.sleep(1.0)
        (folder.parent / "đi").rename(folder)
        write(folder / "b.txt", OTHER)
        assert comes("select 1 from documents where number = 813")
        assert comes("select 1 from files where path like '%/a.txt' and status = 'stored'")


def test_a_moved_file_is_the_same_document(db: Database, folder: Path) -> None:
    path = write(folder / "a.txt")
    assert once(db, folder) == {"stored": 1}
    before = content(db)
    path.rename(folder / "b.txt")
    assert once(db, folder) == {"gone": 1, "duplicate": 1}
    assert fates(db) == {"a.txt": "gone", "b.txt": "stored"}
    assert db.execute("select path from documents").fetchall() == [(str(folder / "b.txt"),)]
    after = content(db)
    assert before["citations"] == after["citations"] and before["works"] == after["works"]


def test_a_changed_file_is_a_later_version_of_its_document(db: Database, folder: Path) -> None:
    path = write(folder / "a.txt")
    write(folder / "b.txt", TEXT.replace("812/KH-UBND", "900/KH-UBND").replace("77/QĐ-UBND", "812/KH-UBND"))
    once(db, folder)
    ((old,),) = db.execute("select id from documents where number = 812").fetchall()
    ((deadline,),) = db.execute("select id from deadlines where document_id = ?", [old]).fetchall()
    write(path, TEXT.replace("30/6/2025", "31/7/2025").replace("1. Sở", "Chú thích thêm.\n\n1. Sở"))
    once(db, folder)
    ((new,),) = db.execute("select id from documents where number = 812 and superseded_by is null").fetchall()
    assert db.execute("select superseded_by from documents where id = ?", [old]).fetchone() == (new,)
    assert db.execute("select due from deadlines where document_id in (?, ?)", [old, new]).fetchall() == [
        ("2025-07-31",)
    ]
    kept = dict(db.execute("select id, successor_id from superseded_facts").fetchall())
    assert kept[deadline] is None
    scores = {i: s for i, s in kept.items() if "-p" in i}
    assert scores and all(s is not None and s.startswith(new) for s in scores.values())
    works = db.execute("select document_id from works where symbol = '812/KH-UBND'").fetchall()
    assert (old,) not in works
    assert db.execute("select path, document_id from file_versions").fetchall() == [(str(path), old)]
    # The earlier content comes back.
    write(path)
    once(db, folder)
    assert dict(db.execute("select id, superseded_by from documents where number = 812").fetchall()) == {
        old: None,
        new: old,
    }
    assert db.execute("select document_id from superseded_facts group by 1").fetchall() == [(new,)]
    wrong = (
        "select 1 from deadlines f join documents d on d.id = f.document_id where d.superseded_by is not null"
    )
    assert db.execute(wrong).fetchone() is None
    assert db.execute("pragma foreign_key_check").fetchall() == []


def test_another_document_under_the_same_name_supersedes_nothing(db: Database, folder: Path) -> None:
    path = write(folder / "scan0001.txt")
    once(db, folder)
    write(path, TEXT.replace("812/KH-UBND", "45/KH-UBND"))
    once(db, folder)
    assert dict(db.execute("select number, superseded_by from documents").fetchall()) == {812: None, 45: None}


def test_a_copy_that_stays_keeps_the_earlier_version_current(db: Database, folder: Path) -> None:
    path = write(folder / "a.txt")
    write(folder / "lưu" / "a.txt")
    once(db, folder)
    write(path, TEXT.replace("30/6/2025", "31/7/2025"))
    once(db, folder)
    assert db.execute("select count(*) from documents where superseded_by is null").fetchone() == (2,)


def test_nothing_is_read_again_that_has_not_changed(
    db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(4):
        write(folder / f"{i}.txt", TEXT.replace("812", str(900 + i)))
    write(folder / "rỗng.bin", "\0\1")
    once(db, folder)
    monkeypatch.setattr("extract.intake.ingest.digest", lambda path: pytest.fail(f"{path} was read"))
    assert once(db, folder) == {}


def test_a_full_disk_leaves_out_whole_documents_and_the_rest_comes_later(
    tmp_path: Path, folder: Path
) -> None:
    for i in range(12):
        write(folder / f"{i}.txt", TEXT.replace("812", str(900 + i)) * 3)
    db = open_database(tmp_path / "x.db")
    ((pages,),) = db.execute("pragma page_count").fetchall()
    db.execute(f"pragma max_page_count = {pages + 12}").fetchall()
    with pytest.raises(FullError, match="hết chỗ"):
        ingest(db, [folder])
    stored = db.table("documents").count
    assert 0 < stored < 12
    assert db.execute("select count(*) from files where status = 'stored'").fetchone() == (stored,)
    db.execute("pragma max_page_count = 1000000").fetchall()
    ingest(db, [folder])
    calm = open_database(tmp_path / "y.db")
    ingest(calm, [folder])
    assert content(db) == content(calm)


def test_a_locked_database_is_waited_for(db: Database, folder: Path, tmp_path: Path) -> None:
    write(folder / "a.txt")
    other = open_database(tmp_path / "x.db")
    other.conn.execute("begin immediate")
    taken: list[dict[str, int]] = []
    thread = threading.Thread(target=lambda: taken.append(once(open_database(tmp_path / "x.db"), folder)))
    thread.start()
    time.sleep(0.7)
    other.conn.execute("rollback")
    thread.join()
    assert taken == [{"stored": 1}]


def test_work_across_documents_is_done_after_a_crash(
    db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "a.txt")
    monkeypatch.setattr("extract.intake.ingest.keep_up", lambda db: pytest.fail("killed"))
    with pytest.raises(BaseException, match="killed"):
        ingest(db, [folder])
    assert db.execute("select task from upkeep").fetchall() == [("links",)]
    monkeypatch.undo()
    assert ingest(db, [folder]).counts == {"unchanged": 1}
    assert db.table("upkeep").count == 0


def test_the_order_of_arrival_makes_no_difference(tmp_path: Path) -> None:
    texts = [TEXT, OTHER, TEXT.replace("812/KH-UBND", "77/QĐ-UBND").replace("SỞ NỘI VỤ", "Sở Nội Vụ"), TEXT]
    results = []
    for run, order in enumerate(([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1])):
        db = open_database(tmp_path / f"{run}.db")
        for i in order:
            ingest(db, [write(tmp_path / "in" / f"{i}.txt", texts[i])])
        files = sorted(db.execute("select path, sha256, status, document_id from files").fetchall())
        results.append((content(db), files, list(db.execute("select * from findings order by id"))))
    assert results[0] == results[1] == results[2]


def test_a_fetched_file_keeps_where_it_came_from(db: Database, folder: Path) -> None:
    path = write(folder / "a.txt")
    origin = Origin("https://vidu.example/a.txt", "2025-03-06T01:02:03Z")
    ingest(db, [path], origins={path: origin})
    ingest(db, [path])
    assert db.execute("select url, fetched_at from files").fetchall() == [(origin.url, origin.fetched_at)]


def test_an_empty_share_is_not_taken_for_a_cleared_folder(db: Database, folder: Path) -> None:
    path = write(folder / "a.txt")
    once(db, folder)
    os.rename(path, folder.parent / "a.txt")  # noqa: PTH104
    assert once(db, folder) == {}
    assert fates(db) == {"a.txt": "stored"}


def test_a_file_that_could_not_be_read_is_read_when_it_can_be(
    db: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder / "a.txt")

    def away(path: Path) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("extract.intake.ingest.digest", away)
    assert once(db, folder) == {"failed": 1}
    monkeypatch.undo()
    assert once(db, folder) == {"stored": 1}
    ((before,),) = db.execute("select document_id from files").fetchall()
    # What is stored stays so when its file can't be read for a while.
    monkeypatch.setattr("extract.intake.ingest.digest", away)
    ingest(db, [path])
    monkeypatch.undo()
    assert db.execute("select status, document_id from files").fetchall() == [("failed", before)]
    once(db, folder)
    assert db.execute("select status, document_id from files").fetchall() == [("stored", before)]
    assert db.table("file_versions").count == 0
