"""The configuration is held against the database, so that no table, column, facet or question is left behind."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasette")

from extract.browse import check, metadata
from extract.browse.check import problems_of
from extract.browse.serve import application
from extract.database import open_database, store
from tests.database.test_writing import extracted


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("site") / "cchc.db"
    db = open_database(file)
    store(db, extracted())
    db.close()
    return file


def test_the_configuration_fits_a_database_of_this_version(path: Path) -> None:
    assert problems_of(path) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda m: m["tables"]["scores"]["facets"].append("colour"), "scores.colour: không có cột này"),
        (lambda m: m["tables"]["scores"].update(label="colour"), "scores.colour: không có cột này"),
        (lambda m: m["tables"].update(ghosts=m["tables"]["pages"]), "ghosts: được mô tả nhưng không có"),
        (lambda m: m["tables"].pop("v_web"), "v_web: chưa được mô tả"),
        (lambda m: m["columns"].pop("criterion"), "scores.criterion: cột chưa được mô tả"),
        (lambda m: m["queries"]["den_han"].update(sql="select nothing from nowhere"), "den_han: 400"),
    ],
)
def test_what_does_not_fit_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[dict[str, Any]], Any], said: str
) -> None:
    spoilt = copy.deepcopy(metadata.described())
    spoil(spoilt)
    monkeypatch.setattr(metadata, "described", lambda: spoilt)
    monkeypatch.setattr(check, "CHECKS", [check.tables_described, check.queries_run])
    metadata._said.cache_clear()
    try:
        assert any(said in problem for problem in problems_of(path)), problems_of(path)
    finally:
        metadata._said.cache_clear()


def test_every_text_is_in_both_languages() -> None:
    held = metadata.described()
    texts = [
        held["database"]["title"],
        *held["columns"].values(),
        *(t for own in held["own"].values() for t in own.values()),
    ]
    texts += [
        about[part]
        for kind in ("tables", "queries")
        for about in held[kind].values()
        for part in ("title", "description")
    ]
    assert [t for t in texts if len(t) != 2 or not all(t)] == []


@pytest.mark.parametrize(
    ("query", "given", "found"),
    [
        ("viec_cua_co_quan", "co_quan=SO+NOI+VU", 0),
        ("can_cu", "so_ky_hieu=77/Q%C4%90-UBND", 1),
        ("diem_va_hang", "ten=ben+tre&chi_so=", 2),
        ("so_lieu", "tu=ho+so", 1),
        ("khong_the_dung", "van_ban=kh.txt", 0),
        ("den_han", "thang=2025-06", 0),
    ],
)
def test_the_questions_are_answered(path: Path, query: str, given: str, found: int) -> None:
    async def ask() -> Any:
        datasette = application(path)
        await datasette.invoke_startup()
        return await datasette.client.get(f"/cchc/{query}.json?{given}&_shape=array")

    response = asyncio.run(ask())
    assert response.status_code == 200 and len(response.json()) >= found
