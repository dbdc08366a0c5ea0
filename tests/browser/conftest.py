"""A served library and Debian's Chromium to read it with; tests skip where one of them is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browse.conftest import library, site_of
from tests.conftest import ROOT

__all__ = ["library"]

SCREENSHOTS = ROOT / "outputs" / "screenshots"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_AXE = "4"


@pytest.fixture(scope="session")
def address(library: Path) -> Iterator[str]:
    """Where the library is served."""
    import uvicorn

    application = site_of(library).datasette.app()
    server = uvicorn.Server(
        uvicorn.Config(application, host="127.0.0.1", port=0, log_level="warning", lifespan="on")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium without a window."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install -e '.[browser]'"
    )
    program = next(
        (
            p
            for p in (os.environ.get("CHROMIUM"), "/usr/bin/chromium", shutil.which("chromium"))
            if p and Path(p).exists()
        ),
        None,
    )
    if program is None:
        pytest.skip("no Chromium: apt-get install chromium, or name it in CHROMIUM")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """A reader's window: goes to pages, notes what the console says, keeps screenshots."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.context = browser.new_context(base_url=address, **options)
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self._note(message))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def _note(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.said.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def go(self, path: str) -> Any:
        """Opens a page that must be there."""
        answer = self.page.goto(path)
        assert answer is None or answer.status < 400, (path, answer.status)
        return self.page

    def until(self, expression: str, seconds: float = 60) -> None:
        """Waits until an expression holds; the policy of the pages allows playwright's own way of waiting no `eval`."""
        until = time.monotonic() + seconds
        while not self.page.evaluate(expression):
            assert time.monotonic() < until, expression
            self.page.wait_for_timeout(30)

    def keep(self, name: str, *, whole: bool = False) -> None:
        """Keeps a screenshot under `outputs/screenshots`."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole)


@pytest.fixture
def window(chromium: Any, address: str) -> Iterator[Any]:
    """Makes windows: `window(width=390, theme="dark")`; none of them may have an error on its console."""
    made: list[Reader] = []

    def make(width: int = 1280, theme: str = "light", **options: Any) -> Reader:
        height = 844 if width < 600 else 900
        phone = {"has_touch": True, "is_mobile": True} if width < 600 else {}
        reader = Reader(
            chromium,
            address,
            viewport={"width": width, "height": height},
            color_scheme=theme,
            **{**phone, **options},
        )
        made.append(reader)
        return reader

    yield make
    for reader in made:
        reader.context.close()
    assert [line for reader in made for line in reader.said] == []


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core: the file named in AXE, or fetched once with npm into `build/`."""
    named = os.environ.get("AXE")
    kept = Path(named) if named else ROOT / "build" / "axe-core" / "axe.min.js"
    if not kept.exists():
        if shutil.which("npm") is None:
            pytest.skip(
                "axe-core is not here and npm is missing: apt-get install npm, or name axe.min.js in AXE"
            )
        folder = tmp_path_factory.mktemp("axe")
        try:
            subprocess.run(
                ["npm", "pack", f"axe-core@{_AXE}", "--silent"],
                cwd=folder,
                check=True,
                capture_output=True,
                timeout=90,
            )
            with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as archive:
                source = archive.extractfile("package/axe.min.js")
                assert source
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(source.read())
        except (subprocess.SubprocessError, OSError, StopIteration, KeyError) as error:
            pytest.skip(f"axe-core can't be fetched with npm ({error})")
    return kept.read_text("utf-8")
