"""Mentions that name a document only in part lead to the one that others name whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.database import open_database, store
from extract.database.works import find_same
from tests.database.test_across import document
from tests.database.test_writing import extracted


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "facts.db")


def works(db: Database, texts: Sequence[str]) -> dict[str, int]:
    """The works that documents cite, each with the number of documents that cite it."""
    for i, text in enumerate(texts):
        store(db, extracted(text, f"{i}.txt"))
    find_same(db)
    rows = db.execute("select work || coalesce(' ' || date, ''), documents from v_works where mentions > 0")
    return dict(rows.fetchall())


DATED = "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ về cải cách hành chính, các sở rà soát thủ tục."
BARE = "Các sở, ngành tiếp tục thực hiện Nghị quyết số 76/NQ-CP của Chính phủ về cải cách hành chính."
PARTY = "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về chuyển đổi số, các sở rà soát thủ tục."
BARE_PARTY = "Các sở, ngành tiếp tục thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị về chuyển đổi số."
LOCAL = "Thực hiện Chỉ thị số 05/CT-UBND ngày 14/3/2025 của UBND tỉnh về cải cách hành chính."
BARE_LOCAL = "Các sở, ngành tiếp tục thực hiện Chỉ thị số 05/CT-UBND của UBND tỉnh."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # A number of the year of the citing document.
        (
            [document("11/KH-UBND", "2021-08-03", DATED), document("12/KH-UBND", "2021-09-03", BARE)],
            {"Nghị quyết 76/NQ-CP 2021-07-15": 2},
        ),
        # The next year there is another 76/NQ-CP.
        (
            [document("11/KH-UBND", "2021-08-03", DATED), document("12/KH-UBND", "2022-09-03", BARE)],
            {"Nghị quyết 76/NQ-CP 2021-07-15": 1, "Nghị quyết 76/NQ-CP": 1},
        ),
        # What is signed later can't be meant.
        (
            [document("11/KH-UBND", "2021-08-03", DATED), document("12/KH-UBND", "2021-07-05", BARE)],
            {"Nghị quyết 76/NQ-CP 2021-07-15": 1, "Nghị quyết 76/NQ-CP": 1},
        ),
        # Numbers of the Party's centre run through a term.
        (
            [document("11/KH-UBND", "2025-03-03", PARTY), document("12/KH-UBND", "2026-09-03", BARE_PARTY)],
            {"Nghị quyết 57-NQ/TW 2024-12-22": 2},
        ),
        # Another province has a 05/CT-UBND of its own.
        (
            [
                document("11/KH-UBND", "2025-05-03", LOCAL),
                document("12/KH-UBND", "2025-09-03", BARE_LOCAL),
                document("13/KH-UBND", "2025-09-03", BARE_LOCAL, place="Gia Lai"),
            ],
            {"Chỉ thị 05/CT-UBND 2025-03-14": 2, "Chỉ thị 05/CT-UBND": 1},
        ),
        # Two of the same number and year, of two provinces, don't make a central one open.
        (
            [
                document("11/KH-UBND", "2021-08-03", DATED),
                document("12/KH-UBND", "2021-09-03", BARE + "\n\n" + BARE_LOCAL),
            ],
            {"Nghị quyết 76/NQ-CP 2021-07-15": 2, "Chỉ thị 05/CT-UBND": 1},
        ),
    ],
)
def test_parts_lead_to_the_whole(db: Database, texts: Sequence[str], expected: dict[str, int]) -> None:
    assert works(db, texts) == expected


def test_a_law_by_its_number_is_the_law_that_another_document_names(db: Database) -> None:
    whole = "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024;"
    number = "Các sở thực hiện đúng Luật số 31/2024/QH15 khi giải quyết hồ sơ."
    texts = [document("11/KH-UBND", "2025-03-03", whole), document("12/KH-UBND", "2025-04-03", number)]
    assert list(works(db, texts).values()) == [2]


def test_the_links_are_made_anew_with_every_batch(db: Database) -> None:
    works(db, [document("11/KH-UBND", "2021-09-03", BARE)])
    assert db.execute("select count(*) from works where same_as is not null").fetchone() == (0,)
    store(db, extracted(document("12/KH-UBND", "2021-08-03", DATED), "other.txt"))
    assert find_same(db) == 1
    assert db.execute("select documents from v_works where mentions > 0").fetchall() == [(2,)]
