"""What is merged from several documents is the same whether it is made at once or anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.database import open_database, store
from extract.database.upkeep import refresh_works
from tests.database.test_across import document
from tests.database.test_writing import extracted

TWICE = (
    "Căn cứ Báo cáo số 318/BC-SNV ngày 05/3/2025 của Sở Nội vụ về cải cách hành chính;\n\n"
    "Các sở rà soát nội dung nêu tại Báo cáo số 318/BC-SNV ngày 05/4/2025 của Sở Nội vụ tỉnh Bến Tre."
)
ONCE = "Các sở thực hiện kiến nghị tại Báo cáo số 318/BC-SNV ngày 05/3/2025 về cải cách hành chính."


@pytest.mark.parametrize("texts", [[TWICE], [TWICE, ONCE], [ONCE, TWICE], [ONCE]])
def test_works_made_anew_are_those_that_were_stored(tmp_path: Path, texts: list[str]) -> None:
    db = open_database(tmp_path / "facts.db")
    for i, text in enumerate(texts):
        store(db, extracted(document(f"{i + 11}/KH-UBND", "2025-05-03", text), f"{i}.txt"))
    stored = db.execute("select * from works order by id").fetchall()
    refresh_works(db)
    assert db.execute("select * from works order by id").fetchall() == stored
    assert db.execute("select date from works where symbol = '318/BC-SNV'").fetchall() == [("2025-03-05",)]
