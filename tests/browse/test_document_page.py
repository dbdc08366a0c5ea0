"""The page of a document: its text whole, every fact marked and reachable, what it contains only text."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.browse.cells import anchor, fact_path
from extract.browse.kinds import KINDS
from extract.browse.layout import Item, blocks
from extract.browse.marks import Mark, Marker
from tests.browse.conftest import FILES, Site, site_of

ALL = (*FILES, "nguy-hiem.txt")


def document(site: Site, name: str) -> str:
    return str(site.rows("select id from documents where path = ? order by part", f"goc/{name}")[0][0])


def article(page: str) -> str:
    found = re.search(r'<article class="text".*?</article>', page, re.DOTALL)
    assert found
    return found[0]


def words_of(markup: str) -> str:
    """The words of a piece of the page, without notes and the numbers of pages that stand between them."""
    markup = re.sub(
        r"<aside.*?</aside>|<h2 class=.hidden.*?</h2>|<span class=.page-break.*?</span>",
        "",
        markup,
        flags=re.DOTALL,
    )
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.mark.parametrize("name", ALL)
def test_the_text_is_there_whole_and_every_fact_can_be_reached(site: Site, name: str) -> None:
    ident = document(site, name)
    page = site.html(f"/-/document/{ident}")
    ((text,),) = site.rows("select text from documents where id = ?", ident)
    # Marks cut words; so the letters are compared.
    assert "".join(words_of(article(page)).split()) == "".join(text.split())
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert len(ids) == len(re.findall(r'\bid="', page)), "an id twice"
    for kind in KINDS:
        for (fact,) in site.rows(f"select id from {kind.table} where document_id = ?", ident):
            assert anchor(fact) in ids
            assert f"p-{fact.rpartition('-')[2]}" in ids
            assert fact_path(fact) == f"/-/document/{ident}#{anchor(fact)}"
    for (finding,) in site.rows("select id from findings where document_id = ?", ident):
        assert anchor(finding) in ids
    for (section,) in site.rows("select id from sections where document_id = ?", ident):
        assert anchor(section) in ids
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in ids, target


@pytest.mark.parametrize("name", ALL)
def test_a_mark_covers_the_words_of_its_fact(site: Site, name: str) -> None:
    ident = document(site, name)
    pieces = re.findall(
        r'<(?:a|span) class="f ([^"]*)"[^>]* data-f="([^"]*)"[^>]*>([^<]*)</',
        site.html(f"/-/document/{ident}"),
    )
    for kind in KINDS:
        for fact, quote in site.rows(f"select id, quote from {kind.table} where document_id = ?", ident):
            card = f"p-{fact.rpartition('-')[2]}"
            covered = [
                (classes, html.unescape(text)) for classes, cards, text in pieces if card in cards.split()
            ]
            assert "".join("".join(text for _, text in covered).split()) == "".join(quote.split())
            assert all(kind.table in classes for classes, _ in covered)


def test_cards_have_fields_rule_and_confidence(site: Site) -> None:
    ident = document(site, "a_quyet-dinh-cong-bo-chi-so.txt")
    ((fact, rule),) = site.rows(
        "select id, rule from citations where document_id = ? and symbol like '76/NQ-CP'", ident
    )
    page = site.html(f"/-/document/{ident}")
    entry = re.search(rf'<li id="p-{fact.rpartition("-")[2]}".*?</li>', page)
    assert entry
    for said in ("76/NQ-CP", "15/07/2021", "Chính phủ", "Căn cứ".lower(), f"<code>{rule}</code>", "%"):
        assert said in entry[0], said
    row = re.search(r'href="(/thuvien/citations/[^"]+)"', entry[0])
    assert row and anchor(fact) in site.html(row[1])


def test_findings_stand_in_the_margin_with_their_message(site: Site) -> None:
    ident = document(site, "a_quyet-dinh-cong-bo-chi-so.txt")
    page = site.html(f"/-/document/{ident}")
    messages = [m for (m,) in site.rows("select message from findings where document_id = ?", ident)]
    assert messages
    notes = re.findall(r'<aside class="note.*?</aside>', page, re.DOTALL)
    for message in messages:
        assert any(message in html.unescape(note) for note in notes)


def test_tables_of_the_text_are_tables(site: Site) -> None:
    page = article(site.html(f"/-/document/{document(site, 'a_quyet-dinh-cong-bo-chi-so.txt')}"))
    assert page.count("<table>") == 2
    assert '<th scope="col">Cơ quan</th>' in page


def test_headings_follow_the_outline(site: Site) -> None:
    page = site.html(f"/-/document/{document(site, 'c_bao-cao-6-thang.pdf')}")
    assert re.search(r"<h2><span class=\"at\" id=\"section-[^\"]+\"></span>I\. CÔNG TÁC CHỈ ĐẠO", page)
    assert re.search(r"<h3><span class=\"at\"[^>]*></span>1\. Ban hành văn bản", page)
    outline = re.search(r'<details class="outline".*?</details>', page, re.DOTALL)
    assert (
        outline
        and outline[0].count("<ol>") == outline[0].count("</ol>")
        and outline[0].count("<li>") == outline[0].count("</li>")
    )


def test_what_a_document_contains_is_only_text(site: Site) -> None:
    page = site.html(f"/-/document/{document(site, 'nguy-hiem.txt')}")
    assert "&lt;script&gt;alert(2)" in page
    for harmful in ("<script>alert", "<img src=x", "<b>báo cáo"):
        assert harmful not in page
    assert "<script>alert" not in site.html("/") and "<script>alert" not in site.html("/thuvien/documents")
    assert "<script>alert" not in site.html("/thuvien/v_directives") and "<img src=x" not in site.html(
        "/thuvien/v_directives"
    )


def test_the_same_as_data(site: Site) -> None:
    ident = document(site, "c_bao-cao-6-thang.pdf")
    data = site.get(f"/-/document/{ident}.json").json()
    text = data["document"]["text"]
    for facts in data["facts"].values():
        for fact in facts:
            assert text[fact["start"] : fact["end"]] == fact["quote"]


def test_documents_of_one_file_are_apart(site: Site) -> None:
    first, second = (
        row[0]
        for row in site.rows("select id from documents where path like '%chuyen-van-ban%' order by part")
    )
    assert second == f"{first}p2"
    one, other = site.html(f"/-/document/{first}"), site.html(f"/-/document/{second}")
    assert re.findall("<h1.*?</h1>", one) != re.findall("<h1.*?</h1>", other)


def test_pages_are_shown_with_boxes_from_the_file_beside_the_database(site: Site) -> None:
    ident = document(site, "c_bao-cao-6-thang.pdf")
    page = site.html(f"/-/document/{ident}")
    images = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert [src for src, _ in images] == [f"/-/document/{ident}/page/{n}" for n in (1, 2, 3)]
    assert all(alt for _, alt in images)
    assert page.count("<rect ") > 50
    answer = site.get(images[0][0])
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/webp"
    assert answer.content[:4] == b"RIFF" and "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["page/0", "page/99", "page/1/../../../thuvien.db", "page/-1", "page/1%00"])
def test_only_pages_of_the_document_are_served(site: Site, path: str) -> None:
    ident = document(site, "c_bao-cao-6-thang.pdf")
    assert site.get(f"/-/document/{ident}/{path}", follow_redirects=True).status_code in (400, 404)


def test_text_documents_have_no_pages(site: Site) -> None:
    ident = document(site, "a_quyet-dinh-cong-bo-chi-so.txt")
    assert "<img" not in site.html(f"/-/document/{ident}")
    assert site.get(f"/-/document/{ident}/page/1").status_code == 404


def test_a_file_that_is_gone_or_changed_is_not_shown(library: Path, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "khac"
    folder.mkdir()
    shutil.copy(library, folder / "thuvien.db")
    site = site_of(folder / "thuvien.db")
    ident = document(site, "c_bao-cao-6-thang.pdf")
    assert "<img" not in site.html(f"/-/document/{ident}")
    assert site.get(f"/-/document/{ident}/page/1").status_code == 404
    # Another file under the same name is another document.
    (folder / "goc").mkdir()
    other = folder / "goc" / "c_bao-cao-6-thang.pdf"
    shutil.copy(library.parent / "goc" / "c_chuyen-van-ban.pdf", other)
    assert site.get(f"/-/document/{ident}/page/1").status_code == 404
    shutil.copy(library.parent / "goc" / "c_bao-cao-6-thang.pdf", other)
    assert site.get(f"/-/document/{ident}/page/2").status_code == 200


def test_a_database_that_names_another_file_gives_no_more_than_pages(library: Path, tmp_path: Path) -> None:
    """Whoever can write the database can name any file; only what is a PDF, and as an image, comes out."""
    import hashlib
    import shutil
    import sqlite3

    secret = tmp_path / "khoa.pem"
    secret.write_text("BÍ MẬT", "utf-8")
    shutil.copy(library, tmp_path / "thuvien.db")
    with sqlite3.connect(tmp_path / "thuvien.db") as db:
        db.execute(
            "update documents set path = ?, sha256 = ? where path like '%6-thang.pdf'",
            [str(secret), hashlib.sha256(secret.read_bytes()).hexdigest()],
        )
    site = site_of(tmp_path / "thuvien.db")
    ((ident,),) = site.rows("select id from documents where path = ?", str(secret))
    answer = site.get(f"/-/document/{ident}/page/1")
    assert answer.status_code == 404 and "BÍ MẬT" not in answer.text


@pytest.mark.parametrize(
    ("ident", "path"),
    [
        ("0ae6a61e82d0da92-c4642", "/-/document/0ae6a61e82d0da92#citation-0ae6a61e82d0da92-c4642"),
        ("0ae6a61e82d0da92p2-g7.2", "/-/document/0ae6a61e82d0da92p2#directive-0ae6a61e82d0da92p2-g7.2"),
        (
            "0ae6a61e82d0da92-xbf3366803396e60e",
            "/-/document/0ae6a61e82d0da92#finding-0ae6a61e82d0da92-xbf3366803396e60e",
        ),
        ("0ae6a61e82d0da92", None),
        ("0ae6a61e82d0da92-q1", None),
        ('0ae6a61e82d0da92-c1"><script>', None),
        ("2025-01-01", None),
    ],
)
def test_ids_lead_to_their_place(ident: str, path: str | None) -> None:
    assert fact_path(ident) == path


TEXT = "I. MỘT\n1. Hai ba bốn năm.\nSTT\tTên\n1\tSở\nPhụ lục II\nDANH MỤC\nDòng cuối"


def test_layout_of_headings_paragraphs_and_tables() -> None:
    outline = [
        Item("s1", 1, "I", "MỘT", 0, 42, 7),
        Item("s2", 2, "1", None, 7, 42, 42),
        Item("s3", 1, "Phụ lục II", "DANH MỤC", TEXT.index("Phụ"), len(TEXT), len(TEXT)),
    ]
    found = [(b.kind, TEXT[b.start : b.end], [i.id for i in b.items]) for b in blocks(TEXT, outline)]
    assert found == [
        ("heading", "I. MỘT", ["s1"]),
        ("paragraph", "1. Hai ba bốn năm.", ["s2"]),
        ("table", "STT\tTên\n1\tSở", []),
        ("heading", "Phụ lục II\nDANH MỤC", ["s3"]),
        ("paragraph", "Dòng cuối", []),
    ]


def test_a_heading_with_more_on_its_line_is_a_paragraph() -> None:
    text = "1. Mục tiêu. Đến năm 2030 đạt 90%."
    (block,) = blocks(text, [Item("s1", 1, "1", "Mục tiêu", 0, len(text), len(text))])
    assert block.kind == "paragraph"


@pytest.mark.parametrize("text", ["", "\n\n", "\t\n", "một dòng"])
def test_any_text_has_a_layout(text: str) -> None:
    assert "".join(text[b.start : b.end].strip() for b in blocks(text, [])) == text.strip()


@given(
    st.text(alphabet="ab<&\n đ", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("cdg")), max_size=8),
)
def test_marks_that_overlap_keep_the_text_and_cover_their_stretch(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    marks = [
        Mark(min(a, len(text)), min(b, len(text)), kind, f"a{i}", f"p{i}")
        for i, (a, b, kind) in enumerate(spans)
        if a < b
    ]
    marker = Marker(text, marks)
    half = len(text) // 2
    written = marker.write(0, half) + marker.write(half, len(text))
    assert html.unescape(re.sub(r"<[^>]+>", "", written)) == text
    pieces = [
        (set(cards.split()), html.unescape(piece))
        for cards, piece in re.findall(r'data-f="([^"]*)"[^>]*>([^<]*)</', written)
    ]
    for mark in marks:
        assert "".join(piece for cards, piece in pieces if mark.card in cards) == text[mark.start : mark.end]
        if mark.end > mark.start:
            assert written.count(f'id="{mark.anchor}"') == 1
