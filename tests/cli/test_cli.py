"""The commands as their user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.cli import main
from tests.conftest import CORPUS
from tests.database.test_writing import TEXT


def run(*arguments: str | Path, language: str = "vi_VN.UTF-8") -> Result:
    return CliRunner(env={"LC_ALL": language}).invoke(main, [str(a) for a in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "kế hoạch.txt").write_text(TEXT)
    return tmp_path


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "cchc " + command in result.output.replace("\n", " ").split("Options")[0]


def test_ingest_answers_with_counts_and_what_is_due(folder: Path) -> None:
    db = folder / "x.db"
    result = run("ingest", folder / "in", "--db", db, "--as-of", "2025-05-01")
    assert result.exit_code == 0, result.output
    assert "1 văn bản" in result.output
    assert "30/06/2025" in result.output
    assert "cchc show" in result.output


def test_ingest_exits_with_1_and_names_the_bad_file(folder: Path) -> None:
    (folder / "in" / "rỗng.txt").write_bytes(b"")
    result = run("ingest", folder / "in", "--db", folder / "x.db")
    assert result.exit_code == 1
    assert "rỗng.txt" in result.stderr
    assert "1 đã nạp, 1 lỗi" in result.stdout


def test_wrong_usage_exits_with_2() -> None:
    assert run("ingest").exit_code == 2
    assert run("không-có").exit_code == 2


def test_extract_prints_json_with_quotes_from_the_text(folder: Path) -> None:
    result = run("extract", folder / "in" / "kế hoạch.txt", "--text")
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert content["document"]["doc_type"] == "Kế hoạch"
    for fact in content["citations"]:
        assert content["text"][fact["start"] : fact["end"]] == fact["quote"]
    assert [c["symbol"] for c in content["citations"]] == ["77/QĐ-UBND", "118/2025/NĐ-CP"]


def test_extract_of_a_bad_file_is_one_line_and_exit_1(folder: Path) -> None:
    result = run("extract", folder / "mất.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "mất.txt" in result.stderr and result.stderr.count("\n") == 1


def test_show_finds_a_document_by_file_name_id_and_symbol(folder: Path) -> None:
    db = folder / "x.db"
    run("ingest", folder / "in", "--db", db)
    by_name = run("show", "kế hoạch.txt", "--db", db)
    by_symbol = run("show", "812/KH-UBND", "--db", db)
    assert by_name.exit_code == 0, by_name.output
    assert by_name.output == by_symbol.output
    assert "Quyết định 77/QĐ-UBND" in by_name.output
    missing = run("show", "999/QĐ-UBND", "--db", db)
    assert missing.exit_code == 1 and "999/QĐ-UBND" in missing.stderr


def test_show_without_a_database_tells_how_to_make_one(tmp_path: Path) -> None:
    result = run("show", "a.txt", "--db", tmp_path / "chưa có.db")
    assert result.exit_code == 1
    assert "cchc ingest" in result.stderr
    assert not (tmp_path / "chưa có.db").exists()


def test_messages_follow_the_locale(tmp_path: Path) -> None:
    result = run("show", "a.txt", "--db", tmp_path / "none.db", language="en_GB.UTF-8")
    assert "no such database" in result.stderr


def test_evaluate_saves_and_compares(tmp_path: Path) -> None:
    saved = tmp_path / "before.json"
    first = run("evaluate", CORPUS / "gold", "--save", saved)
    assert first.exit_code == 0, first.output
    second = run("evaluate", CORPUS / "gold", "--compare", saved, "--show", "citations")
    assert second.exit_code == 0
    assert not [line for line in second.output.splitlines() if line.startswith(("+ ", "- "))]
