"""Searching on the page: words without accents, filters, the address, and what documents contain."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from extract.browse.search_page import asked_of
from extract.values.text import fold
from tests.browse.conftest import Site


def hits(site: Site, query: str) -> list[dict[str, Any]]:
    answer = site.get(f"/-/search.json?{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["hits"]
    return found


@pytest.mark.parametrize(
    "words", ["so noi vu cong khai ket qua", "Sở Nội vụ công khai kết quả", "SO NOI VU cong khai"]
)
def test_words_without_accents_find_the_directive(site: Site, words: str) -> None:
    first = hits(site, f"in=directives&q={quote(words)}")[0]
    assert "Sở Nội vụ công khai kết quả" in first["snippet"]
    assert first["url"] == f"/-/document/{first['document_id']}?q={quote_plus(words)}#directive-{first['id']}"
    marked = " ".join(fold(first["snippet"][start:end]) for start, end in first["marks"])
    assert set(marked.split()) == set(fold(words).split())


def test_d_with_a_stroke_is_found_without_it(site: Site) -> None:
    assert any("134/QĐ-UBND" in hit["document"] for hit in hits(site, "in=documents&q=134/qd-ubnd"))


def test_a_phrase_comes_before_its_words_apart(site: Site) -> None:
    found = hits(site, "in=sections&q=chi+so+cai+cach+hanh+chinh&n=50")
    assert found and "Chỉ số cải cách hành chính" in found[0]["snippet"]


def test_the_beginning_of_a_word_is_found_as_one_types(site: Site) -> None:
    assert any("công khai" in hit["snippet"] for hit in hits(site, "in=directives&q=so+noi+vu+cong+kha"))


def test_all_shows_some_of_each_kind(site: Site) -> None:
    assert {hit["kind"] for hit in hits(site, "q=so+noi+vu")} == {"directives", "sections", "documents"}


@pytest.mark.parametrize(
    ("query", "column", "value"),
    [
        ("type=" + quote("Quyết định"), "doc_type", "Quyết định"),
        ("issuer=ubnd+tinh+khong+co", None, None),
        ("issuer=uy+ban+nhan+dan+tinh+ben+tre", "issuer", "Ủy ban nhân dân tỉnh Bến Tre"),
        ("province=" + quote("Bến Tre"), "province", "Bến Tre"),
        ("year=2024", "substr(issued_on, 1, 4)", "2024"),
    ],
)
def test_filters_narrow(site: Site, query: str, column: str | None, value: str | None) -> None:
    found = hits(site, f"in=documents&{query}")
    if column is None:
        assert not found
        return
    expected = {row[0] for row in site.rows(f"select id from documents where {column} = ?", value)}
    assert {hit["id"] for hit in found} == expected != set()


@pytest.mark.parametrize("kind", ["scores", "rankings", "deadlines", "citations", "figures", "directives"])
def test_the_kind_of_fact_narrows_documents_and_sections(site: Site, kind: str) -> None:
    documents = {hit["id"] for hit in hits(site, f"in=documents&kind={kind}&n=100")}
    assert documents == {row[0] for row in site.rows(f"select distinct document_id from {kind}")}
    sections = {hit["id"] for hit in hits(site, f"in=sections&kind={kind}&n=100")}
    assert sections <= {row[0] for row in site.rows(f"select distinct section_id from {kind}")} and sections


@pytest.mark.parametrize("words", ["so noi vu", "ubnd tinh ben tre", "Sở Nội vụ"])
def test_bodies_are_found_by_name_and_abbreviation(site: Site, words: str) -> None:
    page = site.html(f"/-/search?q={quote(words)}")
    assert re.search(r'href="/-/organisation/[0-9a-f]{16}"', page)


def test_facts_of_a_kind_can_be_searched(site: Site) -> None:
    found = hits(site, "in=rankings&q=so+tai+chinh")
    assert found and all(hit["kind"] == "rankings" for hit in found)


def test_the_page_without_scripts_shows_the_same_hits(site: Site) -> None:
    query = "q=so+noi+vu&in=directives&year=2025"
    page = site.html(f"/-/search?{query}")
    for hit in hits(site, query):
        assert f'href="{hit["url"]}"' in page
    assert 'value="so noi vu"' in page and '<option value="2025" selected>' in page
    assert '<option value="directives" selected>' in page
    assert "<mark>" in page


def test_the_html_for_scripts_is_that_of_the_page(site: Site) -> None:
    answer = site.get("/-/search.json?q=so+noi+vu").json()
    assert answer["html"].strip() in site.html("/-/search?q=so+noi+vu")


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' or 1=1 --",
        '"',
        "*",
        "AND OR NEAR(",
        "%00",
    ],
)
def test_what_is_typed_is_only_words(site: Site, words: str) -> None:
    page = site.html(f"/-/search?q={quote(words)}")
    assert "<script>alert" not in page and "<img src=x" not in page


def test_what_documents_contain_is_only_text(site: Site) -> None:
    page = site.html("/-/search?q=ra+soat+ho+so")
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page and "<img src=x" not in page
    fragment = site.get("/-/search.json?q=so+noi+vu+chu+tri").json()["html"]
    assert "<img" not in fragment


def test_what_the_address_cannot_mean_is_left_out() -> None:
    asked = asked_of(
        {"in": ["users"], "kind": ["; drop table x"], "year": ["năm nay"], "n": ["100000"], "q": ["x" * 5000]}
    )
    assert asked.within is None and asked.kind is None and asked.year is None
    assert asked.shown == 100 and len(asked.words) == 300


def test_nothing_asked_is_a_page_with_help(site: Site) -> None:
    page = site.html("/-/search")
    assert "không dấu" in page and "<mark>" not in page


def test_tabs_keep_the_words_and_filters(site: Site) -> None:
    page = site.html("/-/search?q=so+noi+vu&year=2025")
    assert re.search(r'href="/-/search\?q=so\+noi\+vu&amp;in=sections&amp;year=2025"', page)
