"""The database file is replaced, or written to, while it is served."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from extract.database import open_database
from tests.browse.conftest import site_of


def copy_with(library: Path, target: Path, subject: str) -> Path:
    shutil.copy(library, target)
    with sqlite3.connect(target) as db:
        db.execute("update documents set subject = ? where path like '%6-thang.pdf'", [subject])
    db.close()
    return target


def test_a_replaced_file_is_served(library: Path, tmp_path: Path) -> None:
    served = copy_with(library, tmp_path / "thuvien.db", "Bản thứ nhất")
    site = site_of(served)
    for path in ("/", "/thuvien/documents"):
        assert "Bản thứ nhất" in site.html(path)
    copy_with(library, tmp_path / "moi.db", "Bản thứ hai").replace(served)
    for path in ("/", "/thuvien/documents"):
        page = site.html(path)
        assert "Bản thứ hai" in page and "Bản thứ nhất" not in page


def test_what_is_written_meanwhile_is_seen(library: Path, tmp_path: Path) -> None:
    served = copy_with(library, tmp_path / "thuvien.db", "Bản thứ nhất")
    site = site_of(served)
    assert "Bản thứ nhất" in site.html("/")
    db = open_database(served)
    db.execute("update documents set subject = 'Đã sửa' where path like '%6-thang.pdf'")
    assert "Đã sửa" in site.html("/")
    db.close()


def test_the_log_of_the_old_file_is_not_read_into_the_new_one(library: Path, tmp_path: Path) -> None:
    served = copy_with(library, tmp_path / "thuvien.db", "Bản thứ nhất")
    site = site_of(served)
    writer = open_database(served)
    writer.execute("update documents set subject = 'Trong nhật ký', text = text || ' x'")
    assert "Trong nhật ký" in site.html("/")
    copy_with(library, tmp_path / "moi.db", "Bản thứ hai").replace(served)
    assert (tmp_path / "thuvien.db-wal").stat().st_size > 0
    page = site.html("/")
    assert "Bản thứ hai" in page and "Trong nhật ký" not in page
    ((checked,),) = site.rows("pragma quick_check")
    assert checked == "ok"
    writer.close()


def test_a_missing_file_is_an_error_page_until_it_is_back(library: Path, tmp_path: Path) -> None:
    served = copy_with(library, tmp_path / "thuvien.db", "Bản thứ nhất")
    site = site_of(served)
    assert site.get("/").status_code == 200
    kept = served.rename(tmp_path / "cat.db")
    answer = site.get("/-/search?q=so+noi+vu")
    assert answer.status_code == 503 and "đang được thay thế" in answer.text
    assert not served.exists()
    kept.rename(served)
    assert site.get("/-/search?q=so+noi+vu").status_code == 200


@pytest.mark.parametrize("name", ["khong-co.db", "thu-muc"])
def test_serving_what_is_not_there_names_the_remedy(tmp_path: Path, name: str) -> None:
    from extract.browse.serve import ServeError, application

    (tmp_path / "thu-muc").mkdir()
    with pytest.raises(ServeError, match="cchc ingest"):
        application(tmp_path / name)
