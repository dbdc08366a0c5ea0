"""CSV of untrusted texts: cells that a spreadsheet would run are kept texts, all else is as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.browse.csv_guard import CsvGuard
from tests.browse.conftest import Site


def rewritten(text: str, sizes: list[int]) -> str:
    guard, out, data = CsvGuard(), b"", text.encode()
    for size in sizes:
        out += guard.feed(data[:size], last=False)
        data = data[size:]
    return (out + guard.feed(data, last=True)).decode()


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ('=HYPERLINK("http://vi.du","xem")', '\'=HYPERLINK("http://vi.du","xem")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("- Như Điều 4;", "'- Như Điều 4;"),
        (" =1+1", "' =1+1"),
        ("-12.5", "-12.5"),
        ("+3", "+3"),
        ("12/QĐ-UBND", "12/QĐ-UBND"),
        ('nói "a, b"\nvà', 'nói "a, b"\nvà'),
    ],
)
def test_cells_that_would_run_are_kept_texts(cell: str, kept: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["id", "quote"], ["1", cell], ["2", "đ"]])
    assert cells(rewritten(written.getvalue(), [1] * 40)) == [["id", "quote"], ["1", kept], ["2", "đ"]]


@given(
    st.lists(st.lists(st.text(alphabet='ađ",\n\r ', min_size=1), min_size=2, max_size=3), max_size=4),
    st.lists(st.integers(1, 7), max_size=20),
)
def test_any_pieces_give_the_same_records(rows: list[list[str]], sizes: list[int]) -> None:
    rows = [["x" + cell for cell in row] for row in rows]
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    assert cells(rewritten(written.getvalue(), sizes)) == cells(written.getvalue())


def test_a_long_text_is_one_cell() -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(["a", "dòng\n" * 60_000])
    assert cells(rewritten(written.getvalue(), [100_000] * 3)) == [["a", "dòng\n" * 60_000]]


@pytest.mark.parametrize("query", ["", "?_stream=1", "?_dl=1"])
def test_no_cell_of_the_tables_is_a_formula(site: Site, query: str) -> None:
    sql = "select '=1+1' as a, -2.5 as b, '<script>' as c, null as d"
    answer = site.get("/thuvien.csv", params={"sql": sql, **({"_dl": "1"} if "_dl" in query else {})})
    assert cells(answer.text)[1] == ["'=1+1", "-2.5", "<script>", ""]
    assert answer.headers["x-content-type-options"] == "nosniff"
    rows = cells(site.get(f"/thuvien/directives.csv{query}").text)
    ((count,),) = site.rows("select count(*) from directives")
    assert len(rows) == count + 1
    for row in rows:
        for cell in row:
            assert not cell.startswith(("=", "@"))
