"""The board, a body and corrections in a real browser."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.browse.serve import application
from tests.browse.conftest import AS_OF
from tests.browser.conftest import Reader
from tests.browser.test_accessible import violations


@pytest.fixture
def corrected(chromium: Any, library: Path, tmp_path: Path, axe: str) -> Iterator[Reader]:
    """A window signed in to a server on which facts may be corrected; its console must stay silent."""
    import uvicorn

    datasette = application(library, plugin={"as_of": AS_OF, "corrections": str(tmp_path / "kept.db")})
    server = uvicorn.Server(
        uvicorn.Config(datasette.app(), host="127.0.0.1", port=0, log_level="warning", lifespan="on")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader = Reader(chromium, f"http://127.0.0.1:{port}", viewport={"width": 1280, "height": 900})
    reader.go(f"/-/auth-token?token={datasette._root_token}")
    yield reader
    reader.context.close()
    server.should_exit = True
    thread.join(timeout=10)
    assert reader.said == []


def test_a_fact_is_judged_and_shows_it_everywhere(corrected: Reader, axe: str) -> None:
    page = corrected.go("/-/board?state=all&q=cong+khai")
    duty = page.locator("li.duty").first
    action = duty.locator(".action a").first.inner_text()
    duty.get_by_role("link", name="Đánh giá").click()
    page.wait_for_url(re.compile("/-/correct/"))
    assert violations(page, axe) == []
    page.get_by_role("radio", name="Đúng sau khi sửa").check()
    page.get_by_role("textbox", name="Sản phẩm").fill("Báo cáo kết quả")
    page.get_by_role("textbox", name="Ghi chú").fill("đã đối chiếu <b>bản in</b>")
    corrected.keep("correct-light-1280", whole=True)
    page.get_by_role("button", name="Lưu").click()
    # Back at the sentence, which now says what was judged.
    page.wait_for_url(re.compile(r"/-/document/[0-9a-f]{16}#directive-"))
    fact = page.url.partition("#directive-")[2]
    assert "Đúng sau khi sửa" in page.locator("main").inner_text()
    corrected.go("/-/board?state=all&q=cong+khai")
    shown = page.locator("li.duty", has_text=action).first
    assert shown.locator(".verdict-amended").inner_text() == "Đúng sau khi sửa"
    row = corrected.context.request.get(f"/thuvien/v_directives.json?id={fact}&_shape=array").json()[0]
    assert row["verdict"] == "amended" and "Báo cáo kết quả" in row["amended"]
    corrected.go("/-/corrections")
    assert "đã đối chiếu <b>bản in</b>" in page.locator("main").inner_text()
    assert violations(page, axe) == []
    corrected.keep("corrections-light-1280", whole=True)
    page.get_by_role("button", name="Rút lại").click()
    page.get_by_text("Chưa có đánh giá nào.").wait_for()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_filters_of_the_board_are_in_the_address_and_survive_a_reload(
    window: Any, width: int, theme: str
) -> None:
    reader = window(width=width, theme=theme)
    page = reader.go("/-/board")
    page.get_by_label("Cơ quan", exact=True).fill("so noi vu")
    page.get_by_label("Vai trò").select_option("lead")
    page.get_by_role("button", name="Lọc").click()
    page.locator(".tab-all").click()
    page.wait_for_url(re.compile("owner=so(\\+|%20)noi(\\+|%20)vu.*state=all"))
    actions = page.locator(".action").all_inner_texts()
    page.reload()
    assert page.locator(".action").all_inner_texts() == actions and actions
    assert page.get_by_label("Vai trò").input_value() == "lead"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    href = page.get_by_role("link", name="Lịch (.ics)").get_attribute("href")
    feed = reader.context.request.get(href)
    assert feed.ok and feed.headers["content-type"].startswith("text/calendar")
    reader.keep(f"board-{theme}-{width}", whole=True)


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
def test_a_body_and_its_charts_fit_the_window_and_lead_to_the_sentence(
    window: Any, axe: str, width: int, theme: str
) -> None:
    reader = window(width=width, theme=theme)
    page = reader.go("/-/organisations?q=van+phong+uy+ban")
    page.locator("tbody a").first.click()
    page.wait_for_url(re.compile("/-/organisation/"))
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    reader.keep(f"organisation-{theme}-{width}", whole=True)
    page = reader.go("/-/charts")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    reader.keep(f"charts-{theme}-{width}", whole=True)
    page.locator("svg.chart .series a, svg.chart a:has(.bar)").last.click()
    page.wait_for_load_state()
    assert re.search(r"/-/(document/[0-9a-f]{16}#|board)", page.url)


def test_the_board_prints_without_what_only_a_screen_needs(window: Any) -> None:
    reader = window()
    page = reader.go("/-/board?state=all")
    page.emulate_media(media="print")
    for hidden in ("form.filters", ".downloads", ".site-header"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".duty").first.is_visible()
