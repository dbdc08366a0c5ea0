"""A portal for each test, and sources that fetch from it in no time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from extract.database import open_database
from extract.intake.fetching import FetchReport, fetch, load_sources
from extract.intake.fetching.config import Source
from tests.intake.fetching.portal import Portal, serving

pytest.importorskip("stamina")

QUICK = """[defaults]
rate = 1000
timeout = 20
deadline = 60
attempts = 3
backoff = 0.01
backoff_max = 0.02
recheck_days = 0
private = ["127.0.0.0/8"]
"""


@pytest.fixture
def portal() -> Iterator[Portal]:
    with serving() as served:
        yield served


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "cchc.db")


@pytest.fixture
def source(portal: Portal, tmp_path: Path) -> Callable[..., Source]:
    """A source of the portal: the TOML of its table."""

    def made(text: str, defaults: str = "") -> Source:
        path = tmp_path / "sources.toml"
        path.write_text(
            QUICK + defaults + "\n[sources.cong]\n" + text.replace("PORTAL", portal.url), encoding="utf-8"
        )
        return load_sources(path).sources[0]

    return made


@pytest.fixture
def run(db: Database, source: Callable[..., Source]) -> Callable[..., FetchReport]:
    """Fetches once from a source given as TOML."""

    def once(text: str, **options: Any) -> FetchReport:
        return fetch(db, [source(text)], **options)

    return once
