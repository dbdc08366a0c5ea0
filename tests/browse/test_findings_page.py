"""What cannot be right in all documents, as its readers ask for it: order, filters, places, files, untrusted texts."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("datasette")

from lxml import html

from extract.browse.texts import catalogue
from extract.checking.model import Kind
from extract.database import open_database
from tests.browse.conftest import Site, site_of
from tests.database.asking import Office

EVIL = "=1+1 <script>alert(1)</script>"
NEW, OLD, UNDATED = "00000000000000a1", "00000000000000b2", "00000000000000c3"
TEXT = "Tổng 10 hồ sơ: 6 đúng hạn, 5 quá hạn. Ngày 31/4/2025 họp. =1+1 <script>alert(1)</script>"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("site") / "tinh.db"
    db = open_database(file)
    office = Office(db)
    home = office.body("Sở Nội vụ", "Huế")
    own = {"issuer": "Sở Nội vụ tỉnh Huế", "issuer_organisation_id": home}
    office.document(NEW, "2025-05-05", TEXT, symbol="BC-SNV", **own)
    office.document(OLD, "2023-02-01", TEXT, number=7, issuer="Ủy ban nhân dân xã Đông Hòa", subject=EVIL)
    office.document(UNDATED, None, TEXT, number=9, symbol="KH-UBND", issuer="Ủy ban nhân dân xã Đông Hòa")

    def found(
        document: str, n: int, kind: str, severity: str, message: str, *quotes: str, **more: Any
    ) -> None:
        spans = [[TEXT.index(q), TEXT.index(q) + len(q)] for q in quotes]
        row = {"id": f"{document}-w{n}", "document_id": document, "kind": kind, "severity": severity, "message": message,
               "quotes": json.dumps([*quotes, *more.pop("told", ())]), "spans": json.dumps(spans),
               "start": spans[0][0], "end": spans[0][1], **more}  # fmt: skip
        db.table("findings").insert(row)

    found(OLD, 1, "invalid_date", "error", "Ngày cũ sai", "31/4/2025")
    found(NEW, 2, "number_format", "warning", EVIL, "=1+1 <script>alert(1)</script>")
    found(
        NEW, 3, "sum_mismatch", "error", "Tổng không khớp: 6 + 5 = 11", "10 hồ sơ", "6 đúng hạn", "5 quá hạn"
    )
    found(UNDATED, 4, "invalid_date", "error", "Ngày không ngày", "31/4/2025")
    found(
        NEW, 5, "deadline_moved", "warning", "Hạn đã dời", "quá hạn", told=("6 đúng hạn",), other_document_id=OLD,
        page=2,
    )  # fmt: skip
    db.conn.close()
    return file


@pytest.fixture(scope="module")
def site(path: Path) -> Site:
    return site_of(path)


ALL = ["Tổng không khớp: 6 + 5 = 11", "Ngày cũ sai", "Ngày không ngày", "Hạn đã dời", EVIL]
HOME = Office().body("Sở Nội vụ", "Huế")


def messages(page: str) -> list[str]:
    return [" ".join(a.text_content().split()) for a in html.fromstring(page).xpath("//p[@class='told']/a")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("?severity=error", ALL[:3]),
        ("?severity=warning", ALL[3:]),
        ("?kind=invalid_date", ALL[1:3]),
        ("?year=2023", ALL[1:2]),
        ("?issuer=dong+hoa", ALL[1:3]),
        ("?issuer=so+noi+vu+hue&severity=error", ALL[:1]),
        (f"?issuer={HOME}", [ALL[0], *ALL[3:]]),
        (f"?document={OLD}", ALL[1:2]),
        ("?document=12/bc-snv", [ALL[0], *ALL[3:]]),
        ("?document=2/bc-snv", []),
        (f"?document=tin+{UNDATED}", ALL[2:3]),
        ("?issuer=khong+co", []),
        ("?document=khong+co", []),
        ("?kind=numbering", []),
    ],
)
def test_the_address_filters_page_data_and_files_alike(site: Site, query: str, found: list[str]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    page = site.html(f"/-/findings{query}")
    assert messages(page) == found
    data = site.get(f"/-/findings.json{query}").json()
    assert [f["message"] for f in data["findings"]] == found and data["total"] == len(found)
    answer = site.get(f"/-/findings.csv{query}")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row["Phát hiện"].removeprefix("'") for row in rows] == found
    sheet = openpyxl.load_workbook(io.BytesIO(site.get(f"/-/findings.xlsx{query}").content)).active
    assert len(list(sheet.iter_rows(min_row=2))) == len(found)
    if not found:
        assert "Không có điểm nào như vậy" in page


def test_no_cell_of_the_file_is_a_formula_and_each_row_says_where(site: Site) -> None:
    text = site.get("/-/findings.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    first = rows[0]
    assert first["Mức độ"] == "Lỗi" and first["Loại"] == "Tổng không khớp"
    assert first["Văn bản"] == "Thông báo 12/BC-SNV" and first["Ngày ban hành"] == "2025-05-05"
    assert first["Liên kết"].endswith(f"/-/document/{NEW}#finding-{NEW}-w3")
    assert "“6 đúng hạn”" in first["Trích"]


def test_counts_by_severity_and_kind_keep_to_the_other_filters(site: Site) -> None:
    data = site.get("/-/findings.json").json()["counts"]
    assert data["severity"] == {"error": 3, "warning": 2}
    assert data["kind"] == {"invalid_date": 2, "deadline_moved": 1, "number_format": 1, "sum_mismatch": 1}
    # The filter that a count would set does not narrow it; the others do.
    data = site.get("/-/findings.json?kind=invalid_date&year=2023").json()["counts"]
    assert data["severity"] == {"error": 1, "warning": 0} and data["kind"] == {"invalid_date": 1}
    page = html.fromstring(site.html("/-/findings?issuer=dong+hoa"))
    tabs = [
        " ".join(a.text_content().split()) for a in page.xpath("//nav[contains(@class, 'severities')]//a")
    ]
    assert tabs == ["Tất cả 2", "Lỗi 2", "Cần xem lại 0"]
    (link,) = page.xpath("//nav[contains(@class, 'kinds')]//a[contains(., 'Ngày không có thật')]/@href")
    assert link == "/-/findings?kind=invalid_date&issuer=dong+hoa"


def test_each_quote_leads_to_its_own_place(site: Site) -> None:
    page = html.fromstring(site.html("/-/findings?kind=sum_mismatch"))
    places = page.xpath("//ul[@class='quotes']//a/@href")
    anchor = f"/-/document/{NEW}#finding-{NEW}-w3"
    assert places == [anchor, f"{anchor}_2", f"{anchor}_3"]
    document = site.html(f"/-/document/{NEW}")
    for place, words in zip(places, ("10 hồ sơ", "6 đúng hạn", "5 quá hạn"), strict=True):
        after = re.search(
            rf'id="{place.partition("#")[2]}"></span>(?:<span [^>]*></span>)*<a [^>]*>([^<]*)', document
        )
        assert after and words.startswith(after[1]), place


def test_a_quote_of_another_document_leads_to_its_words_there(site: Site) -> None:
    page = html.fromstring(site.html("/-/findings?kind=deadline_moved"))
    own, other = page.xpath("//ul[@class='quotes']//a/@href")
    assert own == f"/-/document/{NEW}#finding-{NEW}-w5"
    assert other == f"/-/document/{OLD}?q=%226+%C4%91%C3%BAng+h%E1%BA%A1n%22&hit=1#hit-1"
    assert '<mark class="hit" id="hit-1">6 đúng hạn</mark>' in site.html(other.partition("#")[0])
    assert "trang 2" in page.xpath("string(//main)").lower()


def test_texts_are_only_texts(site: Site) -> None:
    for query in ("", "?issuer=%3Cscript%3Ealert(1)%3C/script%3E", "?document=%22%3E%3Cscript%3E"):
        answer = site.get(f"/-/findings{query}")
        scripts = html.fromstring(answer.text).findall(".//script")
        assert all(s.get("src") and not s.text for s in scripts)
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
        assert not re.search(r"\sstyle=|\son\w+=", answer.text)


@pytest.mark.parametrize(
    "query", ["severity=bad", "kind=colour", "year=nay", "page=0", "page=²", "page=9999999", "year=20255"]
)
def test_an_address_that_is_not_understood_says_so(site: Site, query: str) -> None:
    answer = site.get(f"/-/findings?{query}")
    assert answer.status_code == 400 and query.partition("=")[2] in answer.text


def test_the_form_keeps_what_was_asked(site: Site) -> None:
    page = html.fromstring(
        site.html("/-/findings?severity=error&kind=invalid_date&issuer=dong+hoa&year=2023&document=7")
    )
    form = page.xpath("//form[contains(@class, 'filters')]")[0]
    assert form.get("method") == "get"
    given = {f.get("name"): f.value for f in form.xpath(".//input | .//select")}
    assert given == {
        "severity": "error", "kind": "invalid_date", "issuer": "dong hoa", "year": "2023", "document": "7",
    }  # fmt: skip
    assert all(f.getparent().tag == "label" for f in form.xpath(".//input[not(@type='hidden')] | .//select"))


def test_what_is_named_by_its_id_is_shown_by_its_name_and_can_be_left(site: Site) -> None:
    page = html.fromstring(site.html(f"/-/findings?issuer={HOME}&document={NEW}"))
    chosen = page.xpath("string(//*[@class='chosen'])")
    assert "Sở Nội vụ (Huế)" in chosen and "Thông báo 12/BC-SNV" in chosen
    assert page.xpath("//form//input[@type='hidden' and @name='issuer']/@value") == [HOME]
    assert f"/-/findings?issuer={HOME}" in page.xpath("//*[@class='chosen']//a/@href")
    assert page.xpath("//form//input[@type='search' and @name='issuer']/@value") == [""]
    # What is typed takes the place of what was named.
    assert messages(site.html(f"/-/findings?issuer=dong+hoa&issuer={HOME}")) == ALL[1:3]


def test_pages_follow_each_other_across_severities(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.browse.findings_page.SHOWN", 2)
    seen: list[str] = []
    address = "/-/findings?lang=en"
    for _ in range(3):
        page = site.html(address)
        seen += messages(page)
        following = html.fromstring(page).xpath("//nav[@class='pages']/a[@rel='next']/@href")
        address = following[0] if following else ""
    assert seen == ALL and not address
    assert messages(site.html("/-/findings?page=9")) == []
    # Files are of all that is filtered.
    assert [f["message"] for f in site.get("/-/findings.json").json()["findings"]] == ALL
    assert len(list(csv.reader(io.StringIO(site.get("/-/findings.csv").text, newline="")))) == len(ALL) + 1


def test_every_kind_has_a_name_and_an_explanation_in_both_languages(site: Site) -> None:
    for kind in Kind:
        assert f"findings.{kind}" in catalogue() and f"findings_why.{kind}" in catalogue()
    page = site.html("/-/findings?lang=en")
    assert (
        "A sum that does not add up" in page
        and catalogue()["findings_why.sum_mismatch"][1] in html.fromstring(page).text_content()
    )


def test_home_bodies_and_boards_lead_here(site: Site) -> None:
    home = site.html("/")
    assert 'href="/-/findings?severity=error"' in home and 'href="/-/findings"' in home
    assert "v_findings" not in home
    body = site.html(f"/-/organisation/{HOME}")
    assert f'href="/-/findings?issuer={HOME}"' in body
    board = site.html(f"/-/board?document={NEW}")
    assert f'href="/-/findings?document={NEW}"' in board
    assert 'aria-current="page">Phát hiện' in site.html("/-/findings")


def test_a_database_without_findings_says_so(tmp_path: Path) -> None:
    open_database(tmp_path / "moi.db").conn.close()
    assert "Không có điểm nào như vậy" in site_of(tmp_path / "moi.db").html("/-/findings")


def test_the_address_with_accents_is_understood(site: Site) -> None:
    assert messages(site.html(f"/-/findings?issuer={quote('Đông Hòa')}")) == ALL[1:3]
