"""A small library of documents, ingested once, and a site that serves it without a socket."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from extract.database import open_database
from extract.intake.ingest import ingest
from tests.conftest import CORPUS

AS_OF = "2025-06-01"
FILES = (
    "a_chi-thi-cai-thien-chi-so.txt",
    "a_bao-cao-cchc-tinh.txt",
    "a_quyet-dinh-cong-bo-chi-so.txt",
    "c_bao-cao-6-thang.pdf",
    "c_chuyen-van-ban.pdf",
    "c_thong-bao-cong-tinh.html",
)
HOSTILE = """ỦY BAN NHÂN DÂN TỈNH HÒA AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 71/TB-UBND
Hòa An, ngày 12 tháng 5 năm 2025
THÔNG BÁO
Về việc <script>alert("trích yếu")</script> rà soát hồ sơ
1. Giao Sở Nội vụ <img src=x onerror=alert(1)> chủ trì kiểm tra "hồ sơ" & <b>báo cáo</b> trước ngày 30/6/2025.
2. Giao Sở Tư pháp =HYPERLINK("http://vi.du","bấm") thẩm định </p><script>alert(2)</script> trước ngày 15/7/2025.
"""


@dataclass
class Site:
    """Datasette over a database, asked path by path."""

    datasette: Any
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        # In a thread of its own: the thread of the tests may be busy with a browser's loop.
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def wait(self, answer: Any) -> Any:
        """What something awaitable comes to."""
        return asyncio.run_coroutine_threadsafe(answer, self.loop).result(timeout=60)

    def get(self, path: str, **options: Any) -> Any:
        """The answer to a request."""
        return self.wait(self.datasette.client.get(path, **options))

    def html(self, path: str, **options: Any) -> str:
        """The page, which must be there."""
        answer = self.get(path, **options)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-600:])
        return str(answer.text)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """What a query answers."""
        database = next(db for db in self.datasette.databases.values() if db.path)
        result = self.wait(database.execute(sql, values))
        return [tuple(row) for row in result.rows]


def site_of(database: Path, **plugin: Any) -> Site:
    """The site of a database, as `cchc serve` makes it."""
    from extract.browse.serve import application

    site = Site(application(database, plugin={"as_of": AS_OF, **plugin}))
    site.wait(site.datasette.invoke_startup())
    return site


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database `thuvien.db`, and beside it the folder `goc` with the files that it was made from."""
    folder = tmp_path_factory.mktemp("library")
    files = folder / "goc"
    files.mkdir()
    for name in FILES:
        shutil.copy(CORPUS / name, files / name)
    (files / "nguy-hiem.txt").write_text(HOSTILE, "utf-8")
    database = folder / "thuvien.db"
    before = Path.cwd()
    os.chdir(folder)  # paths are stored as they are given
    try:
        db = open_database(database)
        report = ingest(db, [Path("goc")])
        db.close()  # all that was written is in the file itself
    finally:
        os.chdir(before)
    assert not report.failures, report.failures
    return database


@pytest.fixture(scope="session")
def site(library: Path) -> Site:
    """The site of the library; tests do not write to it."""
    return site_of(library)
