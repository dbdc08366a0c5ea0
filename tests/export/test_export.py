"""What leaves the database opens where it is meant to, and runs nothing there."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.cli import main
from extract.database import open_database, store
from extract.database.board import Asked, Item, items
from extract.database.corrections import beside, open_corrections, record
from extract.export.as_csv import as_csv, guarded
from extract.export.as_ics import as_ics
from extract.export.as_xlsx import as_xlsx
from extract.export.gold import gold_of
from extract.export.sheet import Sheet, board_sheet
from tests.database.asking import Office
from tests.database.test_writing import TEXT, extracted

TODAY = date(2025, 6, 15)
ASSIGNED = TEXT.replace(
    "1. Sở Nội vụ hoàn thành rà soát vị trí việc làm trước ngày 30/6/2025.",
    "1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát vị trí việc làm, hoàn thành trước ngày 30/6/2025.",
)
EVIL = '=HYPERLINK("http://x.invalid","xem")'


@pytest.fixture
def duties() -> list[Item]:
    office = Office()
    document = office.document("a", text="x" * 400)
    home = office.body("Sở Nội vụ", "Huế")
    office.directive(document, "rà soát vị trí việc làm; báo cáo, đề xuất", home, due="2025-06-30", kind="by")
    office.directive(
        document, EVIL, home, due="2025-06-20", kind="before", coordinate=(office.body("Sở Y tế", "Huế"),)
    )
    office.directive(document, "báo cáo hằng quý", home, kind="recurring", rule="hằng quý")
    office.directive(document, "thực hiện thường xuyên", home)
    return items(office.db, Asked(), TODAY)


@pytest.mark.parametrize("text", ["=1+1", "+84 236", "-3", "@SUM(A1)", "\tx", "\r=1", " =1", "\n=cmd()"])
def test_texts_that_a_spreadsheet_would_run_are_kept_from_it(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("cell", ["Sở Nội vụ", "1-2", "a=b", -3.5, 0, None, date(2025, 1, 1), ""])
def test_other_cells_are_left_as_they_are(cell: object) -> None:
    assert guarded(cell) is cell  # type: ignore[arg-type]


def test_comma_separated_values_come_back_as_they_were(duties: list[Item]) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(board_sheet(duties)))))
    assert [row["Chủ trì"] for row in rows] == ["Sở Nội vụ"] * 4
    assert {row["Nhiệm vụ"] for row in rows} >= {"rà soát vị trí việc làm; báo cáo, đề xuất", "'" + EVIL}
    assert {row["Ngày cuối"] for row in rows} >= {"2025-06-30", "2025-06-19"}


def test_a_workbook_holds_texts_and_dates_and_no_formula(duties: list[Item]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(board_sheet(duties))))
    page = book.active
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    (evil,) = [cell for cell in page["A"] if cell.value == EVIL]
    assert evil.data_type == "s" and evil.quotePrefix
    days = {cell.value.date() for row in page.iter_rows(min_row=2) for cell in row if cell.data_type == "d"}
    assert date(2025, 6, 30) in days
    assert page.freeze_panes == "A2" and page.auto_filter.ref == f"A1:Q{len(duties) + 1}"


def test_a_workbook_takes_texts_that_it_can_not_hold() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = Sheet("a/b: [c]" * 9, ("x",), (("a\x00b\x0bc",), ("dài" * 20000,), (None,)))
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet))).active
    assert page["A2"].value == "abc" and len(page["A3"].value) == 32767


def test_a_calendar_has_the_days_and_folds_its_lines(duties: list[Item]) -> None:
    icalendar = pytest.importorskip("icalendar")
    written = as_ics(duties, datetime(2025, 6, 15, tzinfo=UTC), link=lambda item: f"http://h/#{item.id}")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(written).walk("VEVENT")
    by_day = {event["DTSTART"].dt: event for event in events}
    # A duty of every quarter is due next on its last day; one without a day is no event.
    assert set(by_day) == {date(2025, 6, 30), date(2025, 6, 19)} and len(events) == 3
    event = by_day[date(2025, 6, 19)]
    assert event["DTEND"].dt == date(2025, 6, 20)
    assert str(event["SUMMARY"]) == f"Sở Nội vụ: {EVIL}"
    assert "Phối hợp: Sở Y tế" in str(event["DESCRIPTION"])
    assert str(event["URL"]).startswith("http://h/#a-g")
    assert len({str(e["UID"]) for e in events}) == 3


@pytest.mark.parametrize("form", ["ics", "xlsx", "csv", "jsonl"])
def test_the_command_writes_what_is_filtered(tmp_path: Path, form: str) -> None:
    db = tmp_path / "a.db"
    store(open_database(db), extracted(ASSIGNED))
    out = tmp_path / f"a.{form}"
    asked = ["export", form, "--db", str(db), "--as-of", "2025-06-15", "-o", str(out)]
    result = CliRunner().invoke(main, [*asked, "--owner", "so noi vu", "--state", "soon"])
    assert result.exit_code == 0 and "1 dòng" in result.output
    if form == "jsonl":
        (row,) = map(json.loads, out.read_text("utf-8").splitlines())
        assert row["last_day"] == "2025-06-29" and row["lead"][0]["name"] == "Sở Nội vụ"
    result = CliRunner().invoke(main, [*asked, "--state", "overdue"])
    assert result.exit_code == 0 and "0 dòng" in result.output


def test_the_command_writes_any_kind_of_fact(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    store(open_database(db), extracted())
    result = CliRunner().invoke(main, ["export", "csv", "--kind", "rankings", "--db", str(db)])
    (row,) = csv.DictReader(io.StringIO(result.output.removeprefix("\ufeff")))
    assert (row["rank"], row["out_of"]) == ("21", "63")
    assert CliRunner().invoke(main, ["export", "ics", "--kind", "rankings", "--db", str(db)]).exit_code == 2


def test_corrections_are_gold_for_the_evaluation(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/kh.txt").write_text(ASSIGNED, "utf-8")
    db = tmp_path / "a.db"
    runner = CliRunner()
    assert runner.invoke(main, ["ingest", str(tmp_path / "in"), "--db", str(db)]).exit_code == 0
    facts, kept = open_database(db), open_corrections(beside(db))
    ids = {
        t: [i for (i,) in facts.execute(f"select id from {t} order by start")]
        for t in ("rankings", "citations", "directives", "figures")
    }
    record(facts, kept, ids["rankings"][0], "amended", actor="mai", amended={"rank": "12"})
    record(facts, kept, ids["citations"][0], "right", actor="mai")
    record(facts, kept, ids["figures"][0], "wrong", actor="mai")
    record(facts, kept, ids["directives"][0], "right", actor="mai")
    ((name, content),) = gold_of(facts, kept)
    assert content["annotated"] == ["citations", "rankings", "figures", "directives"]
    assert [bool(row.get("optional")) for row in content["references"]] == [False, True]
    assert content["rankings"][0]["rank"] == 12 and name.endswith(".json")
    gold = tmp_path / "gold"
    assert runner.invoke(main, ["corrections", "--db", str(db), "--gold", str(gold)]).exit_code == 0
    result = runner.invoke(
        main, ["evaluate", str(gold), "--documents", str(tmp_path / "in"), "--show", "all"]
    )
    assert result.exit_code == 0, result.output
    scored = {
        line.split()[0]: line.split()[-1] for line in result.output.splitlines() if "/" in line.split()[-1]
    }
    assert scored["citations"] == "1/0/0" and scored["directives"] == "1/0/0"
    assert scored["rankings"] == "0/1/1" and scored["figures"] == "0/1/0"
