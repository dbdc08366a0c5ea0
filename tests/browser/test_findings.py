"""What cannot be right, and words looked for in a document, in a real browser."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

_IN_SIGHT = "(r => r.top >= 0 && r.bottom <= innerHeight && r.width > 0)(document.querySelector('{}').getBoundingClientRect())"


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_from_home_to_the_findings_filtered_and_kept_over_a_reload(
    window: Any, width: int, theme: str
) -> None:
    reader = window(width=width, theme=theme)
    page = reader.go("/")
    page.locator("section[aria-labelledby=findings]").get_by_role("link", name="Xem tất cả").click()
    page.wait_for_url(re.compile("/-/findings$"))
    assert fits(page)
    reader.keep(f"findings-all-{theme}-{width}", whole=True)
    page.locator("select[name=kind]").select_option("sum_mismatch")
    page.get_by_label("Cơ quan ban hành").fill("uy ban nhan dan")
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_url(re.compile(r"kind=sum_mismatch.*issuer=uy\+ban\+nhan\+dan"))
    messages = page.locator(".told").all_inner_texts()
    page.reload()
    assert page.locator(".told").all_inner_texts() == messages and messages
    assert page.locator("select[name=kind]").input_value() == "sum_mismatch"
    assert page.get_by_label("Cơ quan ban hành").input_value() == "uy ban nhan dan"
    assert fits(page)
    reader.keep(f"findings-kind-{theme}-{width}", whole=True)
    answer = reader.context.request.get(page.get_by_role("link", name="CSV").get_attribute("href"))
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"), newline="")))
    assert [row["Phát hiện"] for row in rows] == messages


def test_a_quote_lands_on_its_marked_words(window: Any) -> None:
    reader = window()
    page = reader.go("/-/findings?severity=error")
    links = page.locator(".finding:has(.quotes li:nth-child(2)) .quotes a")
    places = [(link.get_attribute("href"), link.inner_text().strip("“”")) for link in links.all()[:3]]
    assert any(href.endswith("_2") for href, _ in places)
    for href, words in places:
        reader.go("/-/findings?severity=error")
        page.locator(f".quotes a[href='{href}']").click()
        lit = page.locator("article.text .f.on")
        lit.first.wait_for()
        anchor = href.partition("#")[2]
        reader.until(
            "(r => r.top >= 0 && r.bottom <= innerHeight)"
            f"(document.getElementById('{anchor}').getBoundingClientRect())"
        )
        assert words.split()[0] in page.evaluate(
            f"document.getElementById('{anchor}').parentElement.textContent"
        )
    reader.keep("document-finding-light-1280")


def test_the_page_works_without_scripts(window: Any) -> None:
    reader = window(java_script_enabled=False)
    page = reader.go("/-/findings")
    page.locator("nav.severities a", has_text="Lỗi").click()
    page.wait_for_url(re.compile("severity=error"))
    page.locator("li.finding .told a").first.click()
    page.wait_for_url(re.compile("#finding-"))


def test_the_findings_print_without_what_only_a_screen_needs(window: Any) -> None:
    reader = window()
    page = reader.go("/-/findings")
    page.emulate_media(media="print")
    for hidden in ("form.filters", ".downloads", ".site-header", ".severities"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".finding").first.is_visible()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_from_a_search_to_the_first_of_its_words_and_on_to_the_next(
    window: Any, width: int, theme: str
) -> None:
    reader = window(width=width, theme=theme)
    page = reader.go("/-/search?in=documents&q=so+noi+vu")
    page.locator("a.hit-link").first.click()
    page.wait_for_url(re.compile(r"\?q=so\+noi\+vu&hit=1#hit-1$"))
    reader.until(_IN_SIGHT.format("#hit-1"))
    page.wait_for_timeout(600)  # it scrolls smoothly
    assert fits(page)
    reader.keep(f"document-hits-{theme}-{width}")
    bar = page.locator(".hit-bar")
    said = re.search(r"(\d+) chỗ khớp với “so noi vu”", bar.inner_text())
    assert said and int(said[1]) > 2
    assert bar.locator(".nth").inner_text() == f"1/{said[1]}"
    bar.get_by_role("link", name="Chỗ sau").click()
    page.wait_for_url(re.compile("#hit-2$"))
    reader.until(_IN_SIGHT.format("#hit-2"))
    reader.until(f"document.querySelector('.hit-bar .nth').textContent === '2/{said[1]}'")
    assert bar.is_visible()
    # The bar stays in sight beside the words, and does not lie over them.
    over, mark = bar.bounding_box(), page.locator("#hit-2").bounding_box()
    assert over and mark and over["y"] + over["height"] <= mark["y"]
    for _ in range(2):
        bar.get_by_role("link", name="Chỗ trước").click()
    page.wait_for_url(re.compile(f"#hit-{said[1]}$"))
    bar.get_by_role("link", name="Bỏ đánh dấu").click()
    page.wait_for_url(re.compile(r"/-/document/[0-9a-f]{16}$"))
    assert page.locator("mark").count() == 0


def test_the_places_are_reached_without_scripts(window: Any) -> None:
    reader = window(java_script_enabled=False)
    page = reader.go("/-/search?in=documents&q=so+noi+vu")
    page.locator("a.hit-link").first.click()
    page.wait_for_url(re.compile("/-/document/"))
    for nth in (2, 3):
        # By the keyboard: while a page is laid out, its bar moves away from under the pointer.
        page.locator(".hit-bar a[rel=next]").press("Enter")
        page.wait_for_url(re.compile(f"hit={nth}#hit-{nth}$"))


def test_a_directive_is_landed_on_with_the_words_marked(window: Any) -> None:
    reader = window()
    page = reader.go("/-/search?in=directives&q=so+noi+vu+cong+khai")
    page.locator("a.hit-link").first.click()
    page.wait_for_url(re.compile("q=so.*#directive-"))
    lit = page.locator("article.text a.f.on")
    lit.first.wait_for()
    assert lit.locator("mark.hit").count() > 0
    # The card of a fact opens over a mark in it.
    lit.locator("mark.hit").first.click()
    page.locator("#card").wait_for(state="visible")
    assert "?q=" in page.url
