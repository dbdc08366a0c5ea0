"""The board, bodies, charts and corrections as their readers ask for them."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasette")

from lxml import html

from extract.browse.serve import application
from extract.database import open_database, store
from extract.database.corrections import beside
from tests.database.asking import Office
from tests.database.test_writing import TEXT, extracted

AS_OF = "2025-06-15"
EVIL = "<script>alert(1)</script> =cmd()"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("site") / "tinh.db"
    db = open_database(file)
    office = Office(db)
    document = office.document("0123456789abcdef", text="x" * 900, subject=EVIL, province="Huế")
    home, health = office.body("Sở Nội vụ", "Huế"), office.body("Sở Y tế", "Huế")
    old = office.body("Sở Thông tin", "Huế")
    db.execute(
        "update organisations set successor_id = ?, valid_to = '2025-02-28' where id = ?", [health, old]
    )
    office.directive(
        document, "rà soát hồ sơ đất đai", home, due="2025-06-30", kind="by", coordinate=(health,)
    )
    office.directive(document, EVIL, home, due="2025-05-20", kind="by")
    office.directive(document, "báo cáo hằng quý", health, kind="recurring", rule="hằng quý")
    for year, rank, value in ((2022, 9, 81.5), (2023, 4, 86.25), (2024, 2, 90.0)):
        place = {"document_id": document, "start": year, "end": year + 3, "quote": "xxx", "index_name": "PAR INDEX",
                 "year": year, "subject": "Sở Nội vụ", "subject_organisation_id": home}  # fmt: skip
        db.table("rankings").insert({"id": f"{document}-r{year}", **place, "rank": rank, "out_of": 19})
        db.table("scores").insert(
            {"id": f"{document}-p{year}", **place, "value": value, "max": 100, "kind": "achieved"}
        )
    for n, (criterion, value, most) in enumerate((("Cải cách thể chế", 9.38, 9.5), (EVIL, 5, 6))):
        place = {**place, "start": n, "end": n + 3, "year": 2024}
        db.table("scores").insert(
            {
                "id": f"{document}-p{n}",
                **place,
                "criterion": criterion,
                "value": value,
                "max": most,
                "kind": "achieved",
            }
        )
    store(db, extracted())
    db.conn.close()
    return file


def visit(path: Path, do: Callable[[Any], Awaitable[Any]], **plugin: Any) -> Any:
    """What a visitor of the pages over a database finds."""

    async def run() -> Any:
        datasette = application(path, plugin={"as_of": AS_OF, **plugin})
        await datasette.invoke_startup()
        try:
            return await do(datasette)
        finally:
            for database in datasette.databases.values():
                database.close()

    return asyncio.run(run())


def get(path: Path, *addresses: str, **plugin: Any) -> list[Any]:
    async def ask(datasette: Any) -> list[Any]:
        return [await datasette.client.get(address) for address in addresses]

    found: list[Any] = visit(path, ask, **plugin)
    return found


def text(response: Any) -> str:
    return " ".join(html.fromstring(response.text).find(".//main").text_content().split())


@pytest.mark.parametrize(
    ("query", "actions"),
    [
        ("", ["rà soát hồ sơ đất đai"]),
        ("?state=overdue", [EVIL]),
        ("?state=recurring", ["báo cáo hằng quý"]),
        ("?month=2025-05", [EVIL]),
        ("?state=all&owner=so%20y%20te", ["rà soát hồ sơ đất đai", "báo cáo hằng quý"]),
        ("?state=all&owner=so%20y%20te&role=lead", ["báo cáo hằng quý"]),
        ("?state=all&q=ho+so+dat", ["rà soát hồ sơ đất đai"]),
        ("?state=open&province=hue&group=owner", ["rà soát hồ sơ đất đai"]),
        ("?state=long_ago", []),
    ],
)
def test_the_address_filters_page_data_and_files_alike(path: Path, query: str, actions: list[str]) -> None:
    openpyxl, icalendar = pytest.importorskip("openpyxl"), pytest.importorskip("icalendar")
    page, data, csv, sheet, feed = get(
        path, *(f"/-/board{form}{query}" for form in ("", ".json", ".csv", ".xlsx", ".ics"))
    )
    assert [p.status_code for p in (page, data, csv, sheet, feed)] == [200] * 5
    assert [d["action"] for d in data.json()["directives"]] == actions
    assert [a.text_content() for a in html.fromstring(page.text).xpath("//p[@class='action']/a")] == actions
    rows = list(
        openpyxl.load_workbook(io.BytesIO(sheet.content)).active.iter_rows(min_row=2, values_only=True)
    )
    assert [row[0] for row in rows] == actions
    assert len(csv.text.splitlines()) == len(actions) + 1
    dated = [d for d in data.json()["directives"] if d["last_day"]]
    assert len(icalendar.Calendar.from_ical(feed.content).walk("VEVENT")) == len(dated)
    assert feed.headers["content-type"].startswith("text/calendar")


def test_the_data_hold_all_that_is_filtered_and_not_a_page(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.browse.board.SHOWN", 1)
    (data,) = get(path, "/-/board.json?state=all&owner=so%20y%20te")
    assert len(data.json()["directives"]) == data.json()["total"] == 2


@pytest.mark.parametrize("query", ["month=2025-13", "state=late", "role=boss", "page=0", "page=²", "group=x"])
def test_an_address_that_is_not_understood_says_so(path: Path, query: str) -> None:
    (page,) = get(path, f"/-/board?{query}")
    assert page.status_code == 400 and query.partition("=")[2] in text(page)


def test_a_body_that_nobody_knows_is_told(path: Path) -> None:
    page, other = get(path, "/-/board?owner=kho%20bac", "/-/organisation/0000000000000000")
    assert page.status_code == 404 and "kho bac" in text(page) and other.status_code == 404


def test_untrusted_texts_are_only_texts(path: Path) -> None:
    body = Office().body("Sở Nội vụ", "Huế")
    for page in get(
        path, "/-/board?state=all", f"/-/organisation/{body}", "/-/charts", "/-/board?q=%3Cscript%3E"
    ):
        assert page.status_code == 200
        scripts = html.fromstring(page.text).findall(".//script")
        assert all(s.get("src") and not s.text for s in scripts)
        assert "unsafe-inline" not in page.headers["content-security-policy"]
        assert not re.search(r"\sstyle=|\son\w+=", page.text)


def test_a_body_shows_its_standing_its_past_and_who_names_it(path: Path) -> None:
    office = Office()
    home, health = office.body("Sở Nội vụ", "Huế"), office.body("Sở Y tế", "Huế")
    page, heir, listed, found = get(
        path,
        f"/-/organisation/{home}",
        f"/-/organisation/{health}",
        "/-/organisations",
        "/-/organisations?q=so+y+te",
    )
    drawn = html.fromstring(page.text)
    titles = {t.text_content() for t in drawn.xpath("//svg[@class='chart']/title")}
    assert titles == {
        "Nhiệm vụ theo thời gian",
        "Thứ hạng qua các năm",
        "PAR INDEX qua các năm",
        "PAR INDEX 2024 theo tiêu chí",
    }
    # Each drawing is named and described, and its numbers stand in a table as well.
    for svg in drawn.xpath("//svg[@class='chart']"):
        for ident in svg.get("aria-labelledby").split():
            assert drawn.get_element_by_id(ident).text_content().strip()
    assert "2022 9,38" not in text(page) and "9,38" in text(page) and "90/100" in text(page)
    assert "Sở Thông tin" in text(heir) and "28/02/2025" in text(heir)
    assert "Sở Nội vụ" in text(listed) and "Sở Y tế" in text(found) and "Sở Nội vụ" not in text(found)


def test_charts_have_their_tables(path: Path) -> None:
    (page,) = get(path, "/-/charts?lang=en")
    tree = html.fromstring(page.text)
    assert len(tree.xpath("//svg[@class='chart']")) == len(tree.xpath("//figure//table")) >= 2
    assert "Scores by criterion" in text(page)


# Corrections: off by default, then by permission.

FACT = "0123456789abcdef-r2024"


async def signed(datasette: Any, actor: str, address: str, **data: str) -> Any:
    """What a signed-in actor gets back for a form that was opened and sent."""
    cookies = {"ds_actor": datasette.sign({"a": {"id": actor}}, "actor")}
    form = await datasette.client.get(address, cookies=cookies)
    if form.status_code != 200 or not data:
        return form
    token = re.search(r'name="csrftoken" value="([^"]+)"', form.text)
    assert token
    cookies["ds_csrftoken"] = form.cookies.get("ds_csrftoken") or ""
    target = data.pop("to", address)
    return await datasette.client.post(target, data={"csrftoken": token[1], **data}, cookies=cookies)


def test_corrections_are_off_unless_turned_on(path: Path) -> None:
    for page in get(path, f"/-/correct/{FACT}", "/-/corrections"):
        assert page.status_code == 404
    assert not beside(path).exists()


def test_only_those_who_may_correct_do(path: Path, tmp_path: Path) -> None:
    kept = str(tmp_path / "k.db")

    async def ask(datasette: Any) -> list[int]:
        found = [
            await datasette.client.get(f"/-/correct/{FACT}"),
            await signed(datasette, "nam", f"/-/correct/{FACT}"),
        ]
        found.append(await signed(datasette, "mai", f"/-/correct/{FACT}"))
        cookies = {"ds_actor": datasette.sign({"a": {"id": "mai"}}, "actor")}
        found.append(
            await datasette.client.post(f"/-/correct/{FACT}", data={"verdict": "right"}, cookies=cookies)
        )
        found.append(
            await datasette.client.post("/-/corrections/withdraw", data={"id": "1"}, cookies=cookies)
        )
        found.append(await signed(datasette, "mai", "/-/correct/0123456789abcdef-r1"))
        found.append(await signed(datasette, "mai", "/-/correct/..%2F..%2Fetc"))
        return [each.status_code for each in found]

    statuses = visit(path, ask, corrections=kept, correctors={"id": ["mai"]})
    # Without the token of its own form nothing is taken.
    assert statuses == [403, 403, 200, 403, 403, 404, 404]


def test_a_correction_shows_everywhere_and_comes_back(path: Path, tmp_path: Path) -> None:
    kept = str(tmp_path / "k.db")

    async def judge(datasette: Any) -> None:
        bad = await signed(
            datasette, "root", f"/-/correct/{FACT}", verdict="amended", **{"field-rank": "hai"}
        )
        assert bad.status_code == 400 and "hai" in bad.text
        sent = {"verdict": "amended", "field-rank": "3", "note": "theo <b>phụ lục</b>"}
        done = await signed(datasette, "root", f"/-/correct/{FACT}", **sent)
        assert done.status_code == 303 and done.headers["location"].endswith(f"#ranking-{FACT}")

    async def read(datasette: Any) -> tuple[Any, ...]:
        name = path.stem
        view = await datasette.client.get(f"/{name}/v_rankings.json?id={FACT}&_shape=array")
        rows = await datasette.client.get(f"/{name}/v_rankings?id={FACT}")
        data = await datasette.client.get("/-/corrections.json")
        page = await datasette.client.get("/-/corrections")
        return view, rows, data, page

    visit(path, judge, corrections=kept)
    view, rows, data, page = visit(path, read, corrections=kept)
    (row,) = view.json()
    assert (row["verdict"], json.loads(row["amended"]), row["rank"]) == ("amended", {"rank": 3}, 2)
    assert rows.status_code == 200
    assert data.json()[0]["note"] == "theo <b>phụ lục</b>" and "<b>" not in page.text
    assert "Hạng = 3" in text(page) or "rank = 3" in text(page)
    assert "Rút lại" not in text(page)

    async def take_back(datasette: Any) -> Any:
        await signed(datasette, "root", "/-/corrections", to="/-/corrections/withdraw", id="1")
        return await datasette.client.get("/-/corrections.json")

    assert visit(path, take_back, corrections=kept).json() == []


def test_corrections_hold_where_the_document_is_read_again_while_it_is_served(tmp_path: Path) -> None:
    path, kept = tmp_path / "a.db", str(tmp_path / "k.db")
    db = open_database(path)
    store(db, extracted())
    (fact,) = db.execute("select id from rankings").fetchone()

    async def go(datasette: Any) -> tuple[Any, Any]:
        sent = await signed(datasette, "root", f"/-/correct/{fact}", verdict="right", note="đã đối chiếu")
        assert sent.status_code == 303
        import dataclasses

        from tests.conftest import facts_of

        document, found = facts_of(TEXT.replace("KẾ HOẠCH\n", "KẾ HOẠCH\nvà lộ trình\n"))
        store(db, dataclasses.replace(extracted(), document=document, facts=found))
        await datasette.client.get("/-/corrections")
        return await datasette.client.get("/-/corrections.json"), await datasette.client.get(
            "/a/v_rankings.json?_shape=array"
        )

    listed, view = visit(path, go, corrections=kept)
    (judged,), (row,) = listed.json(), view.json()
    assert judged["standing"] == "moved" and judged["now_id"] == row["id"] == fact
    assert (row["verdict"], row["correction_note"]) == ("right", "đã đối chiếu")
