"""Words of a search marked in the text of a document, together with its facts."""

from __future__ import annotations

import html
import re
import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as tree

from extract.browse.hits import MOST, find_hits
from extract.browse.marks import Mark, Marker
from tests.browse.conftest import Site

TEXT = "Sở Nội vụ chủ trì; nội quy, vụ việc. Hồ sơ của SỞ NỘI\u00a0VỤ: số 49/QĐ-UBND, 149/QĐ-UBND. Đắk Lắk nộp thuế."


def marked(text: str, words: str) -> list[str]:
    return [text[a:b] for a, b in find_hits(text, words).spans]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("so noi vu", ["Sở Nội vụ", "SỞ NỘI\u00a0VỤ"]),
        ("Sở Nội vụ", ["Sở Nội vụ", "SỞ NỘI\u00a0VỤ"]),
        # A word alone counts only where it nowhere stands beside another of them.
        ("so noi vu thue", ["Sở Nội vụ", "SỞ NỘI\u00a0VỤ", "thuế"]),
        ("ho so thue", ["Hồ sơ", "thuế"]),
        ("thue dak", ["Đắk", "thuế"]),
        ("49/qd-ubnd", ["49/QĐ-UBND"]),
        ('"noi vu"', ["Nội vụ", "NỘI\u00a0VỤ"]),
        ("vie*", ["việc"]),
        # The last word is found by its beginning where it is nowhere whole, as the search does.
        ("vu vie", ["vụ việc"]),
        ("v", []),
        ("khong co", []),
        ("", []),
        ('%_*"', []),
    ],
)
def test_words_are_found_whole_and_without_accents(words: str, found: list[str]) -> None:
    assert marked(TEXT, words) == found


def test_words_apart_are_no_one_place() -> None:
    assert marked("cải cách\n\n\nhành chính – và cải, cách", "cai cach") == ["cải cách", "cải, cách"]
    assert marked("công" + " " * 50 + "khai", "cong khai") == ["công", "khai"]


def test_the_work_is_bounded() -> None:
    text = "sở nội vụ và " * 40_000
    begun = time.perf_counter()
    hits = find_hits(text, "so noi vu " * 200)
    assert len(hits.spans) == MOST and hits.more
    assert find_hits("a b " * 100, "a").more is False
    find_hits(text, " ".join(f"{a}{b}" for a in "aeiouy" for b in "bcdghk") * 9)
    find_hits("sở " * 200_000, '"' + "so " * 90 + 'x"')
    assert time.perf_counter() - begun < 5


@given(
    st.text(alphabet="ab<& \nđ", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("cdg")), max_size=6),
    st.lists(st.integers(0, 40), max_size=8, unique=True),
)
def test_hits_and_facts_that_overlap_keep_the_text_and_stay_well_formed(
    text: str, spans: list[tuple[int, int, str]], edges: list[int]
) -> None:
    size = len(text)
    marks = [
        Mark(min(a, size), min(b, size), kind, f"a{i}", f"p{i}")
        for i, (a, b, kind) in enumerate(spans)
        if a < b
    ]
    edges = sorted({min(e, size) for e in edges})
    hits = list(zip(edges[::2], edges[1::2], strict=False))
    marker = Marker(text, marks, hits)
    half = size // 2
    written = marker.write(0, half) + marker.write(half, size)
    assert html.unescape(re.sub(r"<[^>]+>", "", written)) == text
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)", written):
        if closing:
            assert open_tags.pop() == name
        else:
            assert name not in open_tags, "a link in a link, or a mark in a mark"
            open_tags.append(name)
    assert not open_tags
    shown = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", written, re.DOTALL))
    assert html.unescape(shown) == "".join(text[a:b] for a, b in hits)
    assert re.findall(r'id="hit-(\d+)"', written) == [str(n) for n in range(1, len(hits) + 1)]
    for mark in marks:
        covered = "".join(
            piece for cards, piece in re.findall(r'data-f="([^"]*)"[^>]*>(.*?)</(?:a|span)>', written, re.DOTALL) if mark.card in cards.split()
        )  # fmt: skip
        assert html.unescape(re.sub(r"<[^>]+>", "", covered)) == text[mark.start : mark.end]


def document(site: Site, name: str) -> str:
    return str(site.rows("select id from documents where path = ? order by part", f"goc/{name}")[0][0])


def test_a_hit_of_the_search_carries_its_words_to_the_document(site: Site) -> None:
    found = site.get("/-/search.json?q=so+noi+vu").json()["hits"]
    for hit in found:
        path, _, anchor = hit["url"].partition("#")
        if hit["kind"] == "documents":
            assert path == f"/-/document/{hit['document_id']}?q=so+noi+vu&hit=1" and anchor == "hit-1"
        else:
            assert path == f"/-/document/{hit['document_id']}?q=so+noi+vu" and anchor.endswith(hit["id"])
        assert f'id="{anchor}"' in site.html(path)
    assert all(
        "?" not in hit["url"] for hit in site.get("/-/search.json?in=documents&year=2024").json()["hits"]
    )


def test_the_page_says_how_many_places_and_leads_from_one_to_the_next(site: Site) -> None:
    ident = document(site, "a_quyet-dinh-cong-bo-chi-so.txt")
    page = tree.fromstring(site.html(f"/-/document/{ident}?q=so+noi+vu"))
    total = len(page.xpath("//mark[starts-with(@id, 'hit-')]"))
    bar = page.xpath("//*[contains(@class, 'hit-bar')]")[0]
    assert total > 1 and f"{total} chỗ khớp với “so noi vu”" in " ".join(bar.text_content().split())

    def links(page: object) -> tuple[str, str]:
        return tuple(
            page.xpath(f"//*[contains(@class, 'hit-bar')]//a[@rel='{rel}']/@href")[0]
            for rel in ("prev", "next")
        )  # type: ignore[attr-defined, return-value]

    path = f"/-/document/{ident}?q=so+noi+vu"
    assert links(page) == (f"{path}&hit={total}#hit-{total}", f"{path}&hit=1#hit-1")
    second = tree.fromstring(site.html(f"{path}&hit=1"))
    assert links(second)[1] == f"{path}&hit=2#hit-2"
    last = tree.fromstring(site.html(f"{path}&hit={total}"))
    assert links(last) == (f"{path}&hit={total - 1}#hit-{total - 1}", f"{path}&hit=1#hit-1")
    for odd in ("0", "x", "99999", "-1", "²"):
        assert links(tree.fromstring(site.html(f"{path}&hit={quote(odd)}"))) == links(page)
    english = site.html(f"{path}&lang=en")
    assert f"{total} places match “so noi vu”" in english


def test_the_text_and_its_facts_are_as_without_words(site: Site) -> None:
    ident = document(site, "a_quyet-dinh-cong-bo-chi-so.txt")

    def read(query: str) -> tuple[str, list[str]]:
        page = tree.fromstring(site.html(f"/-/document/{ident}{query}"))
        article = page.xpath("//article[@class='text']")[0]
        for bar in article.xpath(".//*[contains(@class, 'hit-bar')]"):
            bar.drop_tree()
        return "".join(article.text_content().split()), [
            i for i in page.xpath("//@id") if not i.startswith("hit-")
        ]

    assert read("?q=so+noi+vu+chi+so") == read("")


def test_words_that_are_nowhere_are_told(site: Site) -> None:
    ident = document(site, "a_quyet-dinh-cong-bo-chi-so.txt")
    page = site.html(f"/-/document/{ident}?q=khongcotunay")
    assert "Không có chỗ nào khớp với “khongcotunay”" in page and "<mark" not in page
    assert "hit-bar" not in site.html(f"/-/document/{ident}?q=%20%22*")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "script alert", "%00 a"]
)
def test_what_is_typed_is_only_words(site: Site, words: str) -> None:
    page = site.html(f"/-/document/{document(site, 'nguy-hiem.txt')}?q={quote(words)}")
    assert "<script>alert" not in page and "<img src=x" not in page


def test_a_long_query_is_cut(site: Site) -> None:
    ident = document(site, "nguy-hiem.txt")
    page = tree.fromstring(site.html(f"/-/document/{ident}?q={'ho+so+' * 5000}"))
    (said,) = page.xpath("//*[contains(@class, 'hit-bar')]/p[@role='status']")
    assert "khớp với" in said.text_content() and len(said.text_content()) < 400
