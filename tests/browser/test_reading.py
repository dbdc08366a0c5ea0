"""What readers do, in a real browser: search, land on the sentence, filter, look at the print, on a phone too."""

from __future__ import annotations

import re
from typing import Any

import pytest


def directive(reader: Any) -> Any:
    """Searches for a directive without accents, as one types, and returns its link."""
    page = reader.go("/-/search")
    page.locator("#q").press_sequentially("so noi vu cong khai ket", delay=15)
    link = page.locator(
        "section.hits[aria-labelledby=hits-directives] a.hit-link", has_text="công khai kết quả"
    ).first
    link.wait_for()
    return link


def test_search_without_accents_lands_on_the_marked_sentence(window: Any) -> None:
    reader = window()
    link = directive(reader)
    reader.page.wait_for_url(re.compile(r"q=so\+noi\+vu\+cong\+khai\+ket$"))
    assert reader.page.locator(".snippet mark").count() > 0
    reader.keep("search-light-1280")
    link.click()
    page = reader.page
    page.wait_for_url(re.compile(r"/-/document/[0-9a-f]{16}\?q=so\+noi\+vu\+cong\+khai\+ket#directive-"))
    lit = page.locator("article.text a.f.on")
    lit.first.wait_for()
    assert "công khai kết quả trên Cổng thông tin điện tử tỉnh" in "".join(lit.all_text_contents())
    reader.until(
        "(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector('article.text .f.on').getBoundingClientRect())"
    )
    reader.keep("document-directive-light-1280")


def test_the_form_works_without_scripts(window: Any) -> None:
    reader = window(java_script_enabled=False)
    page = reader.go("/")
    page.locator("#q").fill("so noi vu cong khai ket qua")
    page.locator("form[role=search] button").click()
    page.locator("a.hit-link", has_text="công khai kết quả").first.click()
    page.wait_for_url(re.compile("#directive-"))
    page.locator("article.text").wait_for()


def test_a_filter_survives_a_reload(window: Any) -> None:
    reader = window()
    page = reader.go("/-/search?q=so+noi+vu")
    page.locator("#type").select_option(
        label=page.locator("#type option", has_text="Quyết định").first.inner_text()
    )
    page.wait_for_url(re.compile("type=Quy"))
    reader.until("document.getElementById('results').getAttribute('aria-busy') === 'false'")
    before = page.locator("a.hit-link").all_text_contents()
    page.reload()
    assert page.locator("#type").input_value() == "Quyết định"
    assert page.locator("a.hit-link").all_text_contents() == before != []
    for meta in page.locator("section[aria-labelledby=hits-directives] .meta").all_text_contents():
        assert "Quyết định" in meta
    page.go_back()


def test_pointing_at_a_fact_shows_its_card_and_keys_reach_it(window: Any) -> None:
    reader = window()
    page = reader.go("/-/search?in=documents&q=134/qd-ubnd")
    page.locator("a.hit-link").first.click()
    fact = page.locator("article.text a.k-citations", has_text="76/NQ-CP").first
    fact.hover()
    card = page.locator("#card")
    card.wait_for(state="visible")
    assert "15/07/2021" in card.inner_text() and "%" in card.inner_text()
    reader.keep("document-card-light-1280")
    page.keyboard.press("Escape")
    assert not card.is_visible()
    fact.focus()
    page.keyboard.press("Enter")
    card.wait_for(state="visible")
    assert page.locator("#card button").count() == 1
    assert re.search(r"#citation-[0-9a-f]{16}-c\d+$", page.url)


def test_the_panel_leads_to_the_text_and_the_outline_to_its_section(window: Any) -> None:
    reader = window()
    page = reader.go("/-/search?in=documents&q=134/qd-ubnd")
    page.locator("a.hit-link").first.click()
    page.locator(".legend a.k-scores").click()
    page.locator("#kind-scores a.to-text").last.click()
    page.locator("article.text a.f.on").first.wait_for()
    page.locator(".outline a", has_text="Phụ lục II").click()
    reader.until("document.querySelector(location.hash).getBoundingClientRect().top < innerHeight")
    assert page.locator("article.text h2", has_text="PHỤ LỤC II").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_print_has_the_boxes_of_the_facts(window: Any, theme: str) -> None:
    reader = window(theme=theme)
    page = reader.go("/-/search?in=documents&q=163/bc-ubnd")
    page.locator("a.hit-link").first.click()
    image = page.locator(".sheet img").first
    image.wait_for()
    reader.until("(i => i.complete && i.naturalWidth > 400)(document.querySelector('.sheet img'))")
    sheet = image.bounding_box()
    rect = page.locator("#page-1 rect.k-citations").first
    box = rect.bounding_box()
    assert sheet and box
    assert sheet["x"] <= box["x"] and box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 1
    # Under the box there is ink: the words are where the box says.
    fact = page.locator("article.text a.k-citations").first
    fact.hover()
    reader.until("document.querySelectorAll('.sheet rect.on').length > 0")
    reader.keep(f"document-print-{theme}-1280")
    page.keyboard.press("Escape")
    rect.dispatch_event("click")
    page.wait_for_url(re.compile("#citation-"))
    assert page.locator("article.text a.f.on").count() > 0


PAGES = (
    ("home", "/"),
    ("search", "/-/search?q=so+noi+vu"),
    ("documents", "/thuvien/documents"),
    ("deadlines", "/thuvien/v_deadlines?_facet=kind"),
    ("data", "/thuvien"),
    ("board", "/-/board?state=all"),
    ("findings", "/-/findings"),
    ("organisations", "/-/organisations"),
    ("charts", "/-/charts"),
    ("missing", "/-/search?q=khongcotunay"),
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_the_window(window: Any, width: int, theme: str) -> None:
    reader = window(width=width, theme=theme)
    for name, path in PAGES:
        page = reader.go(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        reader.keep(f"{name}-{theme}-{width}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_document_on_a_phone(window: Any, theme: str) -> None:
    reader = window(width=390, theme=theme)
    page = reader.go("/-/search?in=documents&q=163/bc-ubnd")
    page.locator("a.hit-link").first.tap()
    page.locator("article.text").wait_for()
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    reader.keep(f"document-{theme}-390")
    page.locator("article.text a.k-citations").first.tap()
    card = page.locator("#card")
    card.wait_for(state="visible")
    box = card.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 845
    reader.keep(f"document-card-{theme}-390")
    card.locator("button").tap()
    assert not card.is_visible()


def test_what_a_document_contains_runs_nothing(window: Any) -> None:
    reader = window()
    reader.page.on("dialog", lambda dialog: reader.said.append(f"dialog: {dialog.message}"))
    page = reader.go("/-/search?q=tham+dinh+ho+so")
    page = reader.go("/-/search?in=documents&q=tinh+hoa+an")
    page.locator("a.hit-link").first.click()
    page.locator("article.text").wait_for()
    assert page.locator("article.text script, article.text img").count() == 0
    for piece in page.locator("article.text a.f").all()[:5]:
        piece.hover()
    assert page.locator("#card script, #card img").count() == 0


def test_english_by_choice(window: Any) -> None:
    reader = window()
    page = reader.go("/")
    page.locator("a.language").click()
    page.locator("h2", has_text="Overdue").wait_for()
    page = reader.go("/thuvien/v_deadlines")
    page.locator("button", has_text="Apply").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("a.language").click()
    page.locator("button", has_text="Lọc").wait_for()
