"""Home, errors, headers, languages: what holds for every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.browse.texts import catalogue, day
from extract.browse.web import TEMPLATES
from tests.browse.conftest import Site, site_of

PAGES = ("/", "/-/search?q=so+noi+vu", "/thuvien", "/thuvien/documents", "/thuvien/v_deadlines?_facet=kind")


def test_home_shows_what_is_due_overdue_new_cited_and_odd(site: Site) -> None:
    page = site.html("/")
    for heading in (
        "Sắp đến hạn",
        "Đã quá hạn",
        "Văn bản mới nhất",
        "Được viện dẫn nhiều nhất",
        "Không thể đúng",
    ):
        assert heading in page
    assert 'action="/-/search"' in page
    # From a directive to its place in the document.
    assert re.search(r'href="/-/document/[0-9a-f]{16}#directive-[0-9a-f]{16}-g\d+"', page)
    assert re.search(r"quá hạn \d+ ngày", page)
    assert "134/QĐ-UBND" in page


@pytest.mark.parametrize("path", [*PAGES, "/khong-co", "/-/document/0000000000000000"])
def test_every_answer_carries_the_security_headers(site: Site, path: str) -> None:
    headers = site.get(path).headers
    policy = headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts and scripts[1] == "'self'"
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff" and "referrer-policy" in headers


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_nothing_from_outside_and_have_no_inline_script(site: Site, path: str) -> None:
    page = site.html(path)
    for loaded in re.findall(r'(?:src|href)="([^"]+)"', re.sub(r"<a [^>]*>", "", page)):
        assert loaded.startswith(("/", "data:", "#", "http://localhost/")), loaded
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert page.count("<h1") == 1 and '<html lang="vi">' in page


@pytest.mark.parametrize("name", ["cchc.css", "cchc.js", "document.js", "search.js", "icon.svg"])
def test_static_files_are_served(site: Site, name: str) -> None:
    assert site.get(f"/-/static-cchc/{name}").status_code == 200


@pytest.mark.parametrize("path", ["..%2fplugin.py", "%2e%2e/plugin.py", "../plugin.py", "/etc/passwd"])
def test_no_file_outside_the_static_folder_is_served(site: Site, path: str) -> None:
    answer = site.get(f"/-/static-cchc/{path}", follow_redirects=True)
    assert answer.status_code in (400, 403, 404) and "import" not in answer.text


def test_what_is_missing_is_a_page_that_says_so_and_leads_back(site: Site) -> None:
    answer = site.get("/-/document/00000000000000ff")
    assert answer.status_code == 404
    assert "00000000000000ff" in answer.text and 'href="/"' in answer.text
    assert site.get("/khong-co.json").json()["ok"] is False


def test_a_failure_shows_no_internals(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("bí mật /home/nguoi-dung/khoa.pem")

    monkeypatch.setattr("extract.browse.document_page.read_document", fail)
    answer = site.get("/-/document/00000000000000ff")
    assert answer.status_code == 500
    assert (
        "bí mật" not in answer.text and "Traceback" not in answer.text and "RuntimeError" not in answer.text
    )
    assert "bí mật" in caplog.text


def test_a_question_that_takes_too_long_is_ended(library: Path) -> None:
    site = site_of(library)
    endless = "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"
    site.datasette.sql_time_limit_ms = 30
    answer = site.get("/thuvien.json", params={"sql": endless})
    assert answer.status_code == 400 and answer.json()["ok"] is False


def test_a_database_that_is_not_ours_is_told_apart(tmp_path: Path) -> None:
    import sqlite3

    from datasette.app import Datasette

    from extract.browse.plugin import install
    from tests.browse.conftest import Site as Served

    path = tmp_path / "khac.db"
    sqlite3.connect(path).execute("create table t(a)")
    install()
    served = Served(Datasette([str(path)]))
    answer = served.get("/")
    assert answer.status_code == 500 and "không phải do cchc tạo" in answer.text


def test_language_is_chosen_and_remembered(site: Site) -> None:
    assert "Đã quá hạn" in site.html("/")
    english = site.get("/?lang=en")
    assert "Overdue" in english.text and '<html lang="en">' in english.text
    assert "cchc_lang=en" in english.headers["set-cookie"]
    assert "Overdue" in site.html("/", cookies={"cchc_lang": "en"})
    chosen = site.get("/-/language", params={"to": "en", "next": "/-/search?q=a&in=sections"})
    assert chosen.status_code == 302 and chosen.headers["location"] == "/-/search?q=a&in=sections"
    assert "cchc_lang=en" in chosen.headers["set-cookie"]


@pytest.mark.parametrize(
    "target", ["//vi.du/", "https://vi.du/", "/\\vi.du", "/a\r\nSet-Cookie: b=c", "\\\\vi.du"]
)
def test_choosing_a_language_leads_to_no_other_site(site: Site, target: str) -> None:
    answer = site.get("/-/language", params={"to": "en", "next": target})
    assert answer.headers["location"] == "/"


def test_english_can_be_the_language_of_all(library: Path) -> None:
    assert "Overdue" in site_of(library, language="en").html("/")


def test_every_text_that_templates_name_is_in_the_catalogue() -> None:
    named = {
        (path.name, name)
        for path in TEMPLATES.glob("*.html")
        for name in re.findall(r"""\bt\(\s*["']([a-z_]+\.[a-z_]+)["']\s*[,)]""", path.read_text("utf-8"))
    }
    assert len(named) > 50
    assert {(path, name) for path, name in named if name not in catalogue()} == set()


def test_every_text_has_both_languages_with_the_same_fields() -> None:
    for name, (vietnamese, english) in catalogue().items():
        assert vietnamese and english, name
        assert set(re.findall(r"{(\w+)}", vietnamese)) == set(re.findall(r"{(\w+)}", english)), name


@pytest.mark.parametrize(
    ("value", "vietnamese"),
    [
        ("2025-06-30", "30/06/2025"),
        ("2025-06", "tháng 6/2025"),
        ("2025-Q2", "quý II/2025"),
        ("2025-H1", "6 tháng đầu năm 2025"),
        ("2025-H2", "6 tháng cuối năm 2025"),
        ("2025", "năm 2025"),
        ("hằng tuần", "hằng tuần"),
        (None, ""),
    ],
)
def test_dates_are_written_as_readers_write_them(value: str | None, vietnamese: str) -> None:
    assert day(value, "vi") == vietnamese
    assert day(value, "en") == (value or "")


def test_tables_lead_to_the_fact_in_its_document(site: Site) -> None:
    page = site.html("/thuvien/citations")
    assert re.search(r'href="/-/document/[0-9a-f]{16}(?:p2)?#citation-[0-9a-f]{16}(?:p2)?-c\d+"', page)
    ((ident,),) = site.rows("select id from deadlines limit 1")
    row = site.html(f"/thuvien/deadlines/{ident}")
    assert f'href="/-/document/{ident.partition("-")[0]}#deadline-{ident}"' in row
    view = site.html("/thuvien/v_findings")
    assert "#finding-" in view


def test_rows_are_limited(site: Site) -> None:
    answer = site.get(
        "/thuvien.json", params={"sql": "select a.id from sections a, sections b limit 5000"}
    ).json()
    assert len(answer["rows"]) == 1000 and answer["truncated"]


@pytest.mark.parametrize("sql", ["delete from documents", "attach 'x.db' as x", "pragma writable_schema = 1"])
def test_nothing_can_be_written(site: Site, sql: str) -> None:
    assert site.get("/thuvien.json", params={"sql": sql}).status_code == 400
    assert site.get("/thuvien.db").status_code in (403, 404)
