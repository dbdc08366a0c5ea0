"""Every command and every piece of Python in the documentation runs as it stands there."""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.cli import main
from extract.reading.word import soffice
from tests.conftest import ROOT
from tests.intake.fetching.portal import article, serving
from tests.intake.fetching.portal import page as web_page

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[object]:
    return [
        pytest.param(match[2], id=f"{page.name}-{i}")
        for page in PAGES
        for i, match in enumerate(_BLOCK.finditer(page.read_text("utf-8")))
        if match[1] == language
    ]


def commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that looks like the checkout, to write in, with the files of the docs and the portal they name."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    with serving() as portal:
        portal.answers |= {f"/van-ban/{n}": article(n) for n in range(1, 4)}
        links = "".join(f"<a href='/van-ban/{n}'>{n}</a>" for n in range(1, 4))
        portal.answers["/van-ban"] = web_page(links)
        portal.answers["/rss"] = (
            "<rss version='2.0'><channel><item><link>/van-ban/1</link></item></channel></rss>"
        )
        portal.answers["/sitemap.xml"] = f"<urlset><url><loc>{portal.url}/van-ban/2</loc></url></urlset>"
        for block in blocks("toml"):
            text = block.values[0]  # type: ignore[attr-defined]
            if named := re.match(r"# (\S+\.toml)\n", text):
                text = text.replace("https://cong.vidu.vn", portal.url).replace("rate = 0.5", "rate = 1000")
                text = text.replace("[defaults]", '[defaults]\nprivate = ["127.0.0.1"]')
                (tmp_path / named[1]).write_text(text, encoding="utf-8")
        yield tmp_path


@pytest.mark.parametrize("block", blocks("console"))
def test_commands_run(block: str, checkout: Path) -> None:
    runner = CliRunner(env={"LC_ALL": "vi_VN.UTF-8"})
    assert commands(block)
    for command in commands(block):
        words = shlex.split(command.split(" #")[0].replace("/tmp/", f"{checkout}/"))
        if words[0] == "make":
            assert f"\n{words[1]}:" in (ROOT / "Makefile").read_text("utf-8"), command
        elif words[0] == "datasette":
            pytest.importorskip("datasette")
        else:
            assert words[0] == "cchc", command
            if words[1] == "serve":
                # It would serve for ever; its options are understood.
                main.commands["serve"].make_context("serve", words[2:])
                continue
            if words[1] not in ("ingest", "extract", "evaluate") and not Path("outputs/cchc.db").exists():
                assert runner.invoke(main, ["ingest", "corpus"]).exit_code == 0
            result = runner.invoke(main, words[1:])
            assert result.exit_code == 0, (command, result.output)


def test_what_the_readme_shows_is_what_is_printed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran, asked = (
        match[2] for match in _BLOCK.finditer((ROOT / "README.md").read_text("utf-8")) if match[1] == "text"
    )

    # A machine with only Python has no programs that read scans and old Word files.
    monkeypatch.setattr(soffice, "_FOLDERS", ())
    monkeypatch.setenv("PATH", str(checkout / "nothing"))

    def said(*arguments: str) -> list[str]:
        result = CliRunner(env={"LC_ALL": "vi_VN.UTF-8"}).invoke(main, arguments)
        assert result.exit_code == 0, result.output
        return result.output.splitlines()

    printed = said("ingest", "corpus")
    lines = [line for line in ran.splitlines() if line.strip() != "..."]
    # What is due next depends on the day.
    dated = [line for line in lines if re.match(r"\s+\d\d/", line)]
    assert dated and [line for line in lines if line not in [*printed, *dated]] == []
    owners = 'owners "so noi vu" --province "Gia Lai" --as-of 2024-06-10'
    assert f"$ cchc {owners}\n" in (ROOT / "README.md").read_text("utf-8")
    assert [line for line in asked.splitlines() if line not in said(*shlex.split(owners))] == []


@pytest.mark.parametrize("block", blocks("python"))
def test_python_runs(block: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, "docs", "exec"), {})
    assert capsys.readouterr().out.strip()


def test_queries_run(checkout: Path) -> None:
    queries = [
        query
        for block in blocks("sql")
        for query in block.values[0].split(";")  # type: ignore[attr-defined]
        if query.strip()
    ]
    ingest = ["ingest", *map(str, Path("corpus").glob("*.txt"))]
    assert CliRunner().invoke(main, ingest).exit_code == 0
    assert CliRunner().invoke(main, ["fetch", "sources.toml"]).exit_code == 0
    with closing(sqlite3.connect("outputs/cchc.db")) as db:
        assert [q for q in queries if not db.execute(q).fetchall()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [p.name for p in PAGES[1:] if f"docs/{p.name}" not in readme] == []


def test_links_lead_somewhere() -> None:
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
