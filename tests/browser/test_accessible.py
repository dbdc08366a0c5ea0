"""axe-core finds nothing serious on the main pages, in both themes and sizes."""

from __future__ import annotations

from typing import Any

import pytest

PATHS = (
    "/",
    "/-/search?q=so+noi+vu",
    "/thuvien",
    "/thuvien/v_deadlines?_facet=kind",
    "/thuvien/documents",
    "/-/board",
    "/-/findings",
    "/-/findings?kind=sum_mismatch",
    "/-/organisations",
    "/-/charts",
)


def violations(page: Any, axe: str) -> list[str]:
    """The serious and critical violations of a page, one line each."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']} ({v['impact']}): {v['help']} – {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"][:4]
    ]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_main_pages_have_no_serious_violation(window: Any, axe: str, width: int, theme: str) -> None:
    reader = window(width=width, theme=theme)
    problems = []
    for path in PATHS:
        problems += [f"{path}: {line}" for line in violations(reader.go(path), axe)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("number", "width", "theme"),
    [
        ("134/qd-ubnd", 1280, "light"),
        ("163/bc-ubnd", 1280, "dark"),
        ("134/qd-ubnd", 1280, "dark"),
        ("134/qd-ubnd", 390, "light"),
    ],
)
def test_documents_have_no_serious_violation(
    window: Any, axe: str, width: int, theme: str, number: str
) -> None:
    reader = window(width=width, theme=theme)
    page = reader.go(f"/-/search?in=documents&q={number}")
    page.locator("a.hit-link").first.click()
    page.locator("article.text").wait_for()
    for kind in page.locator("details.kind > summary").all():
        kind.click()
    problems = violations(page, axe)
    assert not problems, "\n".join(problems)
    # With words looked for, among them some within facts.
    reader.go(f"{page.url.partition('?')[0]}?q=so+noi+vu+chi+so+nam&hit=1#hit-1")
    assert page.locator("a.f mark.hit").count() and page.locator("mark.hit").count() > 3
    problems = violations(page, axe)
    assert not problems, "\n".join(problems)
