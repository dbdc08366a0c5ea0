"""A run that is killed at any instant leaves nothing half; the next ones bring what an undisturbed run brings."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlite_utils import Database

from extract.database import open_database
from tests.intake.fetching.conftest import QUICK
from tests.intake.fetching.portal import Portal, article, page
from tests.intake.fetching.test_run import text, zipped

KILLS = int(os.environ.get("CCHC_KILLS", "2"))
"""Each costs the start of a process; more of them by the environment."""


def content(path: Path) -> list[tuple[object, ...]]:
    db = open_database(path)
    rows = db.execute(
        "select d.id, d.text, f.url, f.role, f.parent_url, f.status from documents d join files s on s.document_id = d.id "
        "join fetches f on f.path = s.path or s.path like f.path || '!%' where d.superseded_by is null order by 1, 3"
    ).fetchall()
    facts = db.execute("select id, document_id, action, due from directives order by id").fetchall()
    assert db.execute("pragma integrity_check").fetchone() == ("ok",)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    return [*rows, *facts]


def test_killed_runs_lose_nothing(portal: Portal, tmp_path: Path) -> None:
    for n in range(1, 9):
        portal.answers[f"/vb/{n}"] = lambda h, n=n: (  # type: ignore[misc]
            time.sleep(0.05),
            h.send(article(n, f"<a href='/tep/{n}.zip'>tải</a>"), ETag=f'"{n}"'),
        )[0]
        portal.answers[f"/tep/{n}.zip"] = zipped("a.txt", text(100 + n))
    portal.answers["/ds?trang=1"] = page("".join(f"<a href='/vb/{n}'>{n}</a>" for n in range(1, 5)))
    portal.answers["/ds?trang=2"] = page("".join(f"<a href='/vb/{n}'>{n}</a>" for n in range(5, 9)))
    sources = tmp_path / "s.toml"
    sources.write_text(
        QUICK
        + f"[sources.cong]\nkind = 'listing'\nurl = '{portal.url}/ds?trang={{page}}'\nlinks = '/vb/'\nrecheck_days = 9\n"
    )

    def start(name: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "extract.cli", "fetch", sources, "--db", tmp_path / name]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    chance = random.Random(7)
    for _ in range(KILLS):
        before = len(portal.asked)
        run = start("b.db")
        until = time.monotonic() + 20
        while len(portal.asked) == before and run.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.6))
        run.send_signal(signal.SIGKILL)
        run.communicate()
    for name in ("b.db", "a.db"):
        output, _ = start(name).communicate(timeout=60)
        assert b"Traceback" not in output
    undisturbed = content(tmp_path / "a.db")
    assert len([row for row in undisturbed if len(row) == 6]) == 16
    assert content(tmp_path / "b.db") == undisturbed
    assert Database(tmp_path / "b.db").execute(
        "select count(*) from files where status = 'waiting'"
    ).fetchone() == (0,)
