"""What only several documents together show, and what several documents may well say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.browse.sheet import NotFoundError, find, sheet, work_sheet
from extract.database import open_database, store
from extract.database.across import find_across
from tests.database.test_writing import extracted

HEAD = """ỦY BAN NHÂN DÂN TỈNH {province}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {symbol}

{place}, ngày {day} tháng {month} năm {year}

{kind}
Về cải cách hành chính

"""


def document(symbol: str, on: str, body: str, kind: str = "KẾ HOẠCH", place: str = "Bến Tre") -> str:
    year, month, day = on.split("-")
    head = HEAD.format(
        province=place.upper(), place=place, symbol=symbol, day=day, month=month, year=year, kind=kind
    )
    return head + body + "\n"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "facts.db")


def found(db: Database, texts: Sequence[str]) -> list[tuple[str, str, int]]:
    """Kind, severity and the number of the document of each finding between the documents."""
    for i, text in enumerate(texts):
        store(db, extracted(text, f"{i}.txt"))
    find_across(db)
    rows = db.execute(
        "select f.kind, f.severity, d.path from findings f join documents d on d.id = f.document_id "
        "where f.other_document_id is not null order by d.path, f.kind"
    )
    return [(kind, severity, int(path.removesuffix(".txt"))) for kind, severity, path in rows]


def cites(symbol: str, date: str) -> str:
    return f"Căn cứ Quyết định số {symbol} ngày {date} của Ủy ban nhân dân tỉnh Bến Tre về chỉ tiêu cải cách hành chính."


def ranks(rank: str, verb: str = "xếp thứ") -> str:
    return f"Năm 2024, Chỉ số cải cách hành chính của Sở Nội vụ {verb} {rank}."


def due(day: str) -> str:
    return f"1. Giao Sở Tài chính trình phương án giá dịch vụ hành chính công của Trung tâm Phục vụ hành chính công tỉnh trước ngày {day}."


PLANS = [f"{n}/KH-UBND" for n in (11, 12, 13)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # Two say one day, one another.
        (
            [
                document(PLANS[0], "2025-03-03", cites("77/QĐ-UBND", "14/01/2025")),
                document(PLANS[1], "2025-04-03", cites("77/QĐ-UBND", "14/01/2025")),
                document(PLANS[2], "2025-05-03", cites("77/QĐ-UBND", "14/02/2025")),
            ],
            [("date_conflict", "error", 2)],
        ),
        # One against one: either may be wrong.
        (
            [
                document(PLANS[0], "2025-03-03", cites("77/QĐ-UBND", "14/01/2025")),
                document(PLANS[1], "2025-04-03", cites("77/QĐ-UBND", "15/01/2025")),
            ],
            [("date_conflict", "warning", 0)],
        ),
        # What the document bears itself decides.
        (
            [
                document("77/QĐ-UBND", "2025-01-14", "Điều 1. Giao chỉ tiêu.", "QUYẾT ĐỊNH"),
                document(PLANS[0], "2025-03-03", cites("77/QĐ-UBND", "15/01/2025")),
            ],
            [("date_conflict", "error", 1)],
        ),
        # Offices of two provinces use the same numbers.
        (
            [
                document(PLANS[0], "2025-03-03", cites("77/QĐ-UBND", "14/01/2025")),
                document(
                    PLANS[1],
                    "2025-04-03",
                    cites("77/QĐ-UBND", "20/02/2025").replace("Bến Tre", "An Giang"),
                    place="An Giang",
                ),
            ],
            [],
        ),
        # A basis that had been replaced.
        (
            [
                document(
                    "90/QĐ-UBND",
                    "2025-02-20",
                    "Điều 2. Quyết định này thay thế Quyết định số 77/QĐ-UBND ngày 14/01/2025.",
                    "QUYẾT ĐỊNH",
                ),
                document(PLANS[0], "2025-05-03", cites("77/QĐ-UBND", "14/01/2025")),
                document(PLANS[1], "2025-02-01", cites("77/QĐ-UBND", "14/01/2025")),
            ],
            [("outdated_citation", "warning", 1)],
        ),
        (
            [
                document(PLANS[0], "2025-03-03", ranks("5/19")),
                document(PLANS[1], "2025-04-03", ranks("7/19")),
            ],
            [("contradiction", "warning", 1)],
        ),
        (
            [
                document(PLANS[0], "2025-03-03", ranks("5/19")),
                document(PLANS[1], "2025-04-03", ranks("5/19")),
            ],
            [],
        ),
        # A goal is no result.
        (
            [
                document(PLANS[0], "2025-03-03", ranks("5/19")),
                document(PLANS[1], "2025-04-03", ranks("3/19", "phấn đấu xếp thứ")),
            ],
            [],
        ),
        # The same task, another day.
        (
            [
                document(PLANS[0], "2025-03-03", due("30/6/2025")),
                document(PLANS[1], "2025-04-03", due("31/7/2025")),
            ],
            [("deadline_moved", "warning", 1)],
        ),
        (
            [
                document(PLANS[0], "2025-03-03", due("30/6/2025")),
                document(PLANS[1], "2025-04-03", due("30/6/2025")),
            ],
            [],
        ),
        # The next year's round of the same task.
        (
            [
                document(PLANS[0], "2025-03-03", due("30/6/2025")),
                document(PLANS[1], "2026-03-03", due("30/6/2026")),
            ],
            [],
        ),
        # 78 is dated long before 77 and 79.
        (
            [
                document(PLANS[0], "2025-09-03", cites("77/QĐ-UBND", "14/6/2025")),
                document(PLANS[1], "2025-09-04", cites("78/QĐ-UBND", "16/02/2025")),
                document(PLANS[2], "2025-09-05", cites("79/QĐ-UBND", "18/6/2025")),
            ],
            [("number_order", "warning", 1)],
        ),
        (
            [
                document(PLANS[0], "2025-09-03", cites("77/QĐ-UBND", "14/6/2025")),
                document(PLANS[1], "2025-09-04", cites("78/QĐ-UBND", "12/6/2025")),
                document(PLANS[2], "2025-09-05", cites("79/QĐ-UBND", "18/6/2025")),
            ],
            [],
        ),
    ],
)
def test_findings_between_documents(
    db: Database, texts: list[str], expected: list[tuple[str, str, int]]
) -> None:
    assert found(db, texts) == expected
    before = db.execute("select count(*) from findings").fetchone()
    find_across(db)
    assert db.execute("select count(*) from findings").fetchone() == before


def test_a_finding_goes_with_either_document(db: Database) -> None:
    texts = [
        document("77/QĐ-UBND", "2025-01-14", "Điều 1. Giao chỉ tiêu.", "QUYẾT ĐỊNH"),
        document(PLANS[0], "2025-03-03", cites("77/QĐ-UBND", "15/01/2025")),
    ]
    assert found(db, texts)
    store(db, extracted(texts[0], "0.txt"))
    assert db.execute("select count(*) from findings where other_document_id is not null").fetchone() == (0,)


def test_the_sheet_tells_what_rests_on_what(db: Database) -> None:
    found(
        db,
        [
            document(
                "77/QĐ-UBND",
                "2025-01-14",
                "Điều 1. Giao chỉ tiêu theo Nghị định số 61/2018/NĐ-CP.",
                "QUYẾT ĐỊNH",
            ),
            document(PLANS[0], "2025-03-03", cites("77/QĐ-UBND", "14/01/2025")),
        ],
    )
    lines = "\n".join(sheet(db, find(db, "77/QĐ-UBND")))
    assert "(1)\n  Kế hoạch 11/KH-UBND · 2025-03-03" in lines
    assert "61/2018/NĐ-CP" in "\n".join(work_sheet(db, "61/2018/NĐ-CP"))
    with pytest.raises(NotFoundError):
        list(work_sheet(db, "62/2018/NĐ-CP"))


def test_short_mentions_lead_to_their_work(db: Database) -> None:
    text = document(
        PLANS[0],
        "2025-03-03",
        cites("77/QĐ-UBND", "14/01/2025")
        + "\nCác sở báo cáo kết quả thực hiện Quyết định nêu trên. Kế hoạch này có hiệu lực từ ngày ký.",
    )
    store(db, extracted(text))
    rows = db.execute("select work, way, quote from v_work_mentions order by start").fetchall()
    assert ("Quyết định 77/QĐ-UBND", "back", "Quyết định nêu trên") in rows
    assert ("Kế hoạch 11/KH-UBND", "self", "Kế hoạch này") in rows
    (missing,) = db.execute("select work, documents, mentions from v_missing_works").fetchall()
    assert missing == ("Quyết định 77/QĐ-UBND", 1, 1)
