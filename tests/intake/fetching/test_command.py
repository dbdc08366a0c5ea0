"""`cchc fetch` as it is typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.cli import main
from tests.intake.fetching.conftest import QUICK
from tests.intake.fetching.portal import Portal, article


@pytest.fixture
def sources(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(2)}
    path = tmp_path / "s.toml"
    path.write_text(
        QUICK
        + f"""
[sources.mot]
kind = "pages"
url = "{portal.url}/vb/1"
[sources.hai]
kind = "pages"
url = "{portal.url}/vb/2"
[notify]
text_dir = "tin"
""",
        encoding="utf-8",
    )
    return path


def test_one_source_then_all(sources: Path, portal: Portal) -> None:
    run = CliRunner().invoke
    result = run(main, ["fetch", "s.toml", "--dry-run"])
    assert result.exit_code == 0 and "/vb/1" in result.output and "/vb/2" in result.output
    result = run(main, ["fetch", "s.toml", "--source", "hai"])
    assert result.exit_code == 0, result.output
    assert "1 mới" in result.output and "1 đã nạp" in result.output
    assert portal.count("/vb/1") == 0
    assert len(list(Path("tin").iterdir())) == 1
    result = run(main, ["fetch", "s.toml", "--store", "kho"])
    assert result.exit_code == 0 and list(Path("kho").rglob("*.html"))
    assert Path("outputs/cchc.fetched").is_dir()
    assert portal.url + "/vb/1" in next(p for p in sorted(Path("tin").iterdir())[1:]).read_text("utf-8")


def test_faults_are_one_line_and_status_1(sources: Path, portal: Portal) -> None:
    run = CliRunner().invoke
    result = run(main, ["fetch", "s.toml", "--source", "ba"])
    assert result.exit_code == 1 and "mot, hai" in result.output
    result = run(main, ["fetch", "khong-co.toml"])
    assert result.exit_code == 1 and "khong-co.toml" in result.output
    portal.answers["/vb/1"] = lambda h: h.send(b"", 500)
    result = run(main, ["fetch", "s.toml"])
    assert result.exit_code == 1 and "500" in result.output and "1 lỗi" in result.output


def test_status_tells_how_each_source_is_doing(sources: Path, portal: Portal) -> None:
    run = CliRunner().invoke
    portal.answers["/vb/1"] = lambda h: h.send(b"", 500)
    run(main, ["fetch", "s.toml"])
    one, two = json.loads(run(main, ["status", "--json"]).output)["sources"]
    assert (one["name"], two["name"]) == ("hai", "mot")
    assert one["addresses"] == {"fetched": 1} and one["errors"] == []
    assert two["addresses"] == {"failed": 1} and two["errors"][0]["url"] == portal.url + "/vb/1"
    said = run(main, ["status"]).output
    assert "hai: 1 địa chỉ đã lấy" in said and "mot: 1 lỗi" in said and "500" in said


def test_a_missing_extra_is_told(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    result = CliRunner().invoke(main, ["fetch", "s.toml"])
    assert result.exit_code == 1 and "pip install 'cchc[fetch]'" in result.output
