"""`cchc audit`: a proofreader for drafts, and a list over a database."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.cli import main

WRONG = """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 96/TB-UBND

Hà Giang, ngày 04 tháng 6 năm 2024

THÔNG BÁO
Kết luận cuộc họp về cải cách hành chính

1. Thực hiện Kế hoạch số 31/KH-UBND ngày 31/4/2024 của UBND tỉnh, các sở báo cáo trước ngày 30/6/2024.

2. Mục <script>alert("x")</script> & “biểu mẫu” phải được rà soát.
"""
RIGHT = WRONG.replace("31/4/2024", "29/4/2024")


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"LC_ALL": "vi_VN.UTF-8"}).invoke(main, ["audit", *map(str, arguments)])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "dự thảo.txt"
    path.write_text(WRONG, "utf-8")
    return path


def test_an_error_is_told_with_its_place_and_the_exit_status(draft: Path) -> None:
    result = run(draft)
    assert result.exit_code == 1
    assert "Lỗi [invalid_date] mục 1:" in result.output and "31/4/2024" in result.output


def test_a_draft_without_errors_passes(draft: Path) -> None:
    draft.write_text(RIGHT, "utf-8")
    result = run(draft)
    assert (result.exit_code, "không thấy gì sai" in result.output) == (0, True)


def test_a_kind_can_be_turned_off(draft: Path) -> None:
    result = run(draft, "--off", "invalid_date", "--off", "implausible_date")
    assert result.exit_code == 0 and "invalid_date" not in result.output


def test_json_holds_the_spans(draft: Path) -> None:
    (file,) = json.loads(run(draft, "--json").stdout)
    finding = next(f for f in file["findings"] if f["kind"] == "invalid_date")
    assert finding["severity"] == "error" and finding["section"] == "1"
    assert any("31/4/2024" in quote for quote in finding["quotes"])
    assert len(finding["quotes"]) == len(finding["spans"])


class Page(HTMLParser):
    """What a page holds: the text of its marks, its links and the ids that they lead to, elements of every name."""

    def __init__(self) -> None:
        super().__init__()
        self.marked, self.links, self.ids, self.names = [""], set[str](), set[str](), set[str]()
        self._in_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.names.add(tag)
        self._in_mark = self._in_mark or tag == "mark"
        if tag == "a":
            self.links.add((values["href"] or "").removeprefix("#"))
        if "id" in values:
            self.ids.add(values["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        if self._in_mark:
            self.marked[0] += data


def test_the_page_marks_findings_and_runs_nothing(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "rà soát.html"
    assert run(draft, "--html", out).exit_code == 1
    text = out.read_text("utf-8")
    page = Page()
    page.feed(text)
    assert "31/4/2024" in page.marked[0]
    assert page.links and page.links <= page.ids
    assert "script" not in page.names and "&lt;script&gt;" in text
    assert "http" not in text


def test_a_file_that_cannot_be_read_is_told_and_the_rest_audited(draft: Path, tmp_path: Path) -> None:
    empty = tmp_path / "rỗng.txt"
    empty.touch()
    result = run(empty, draft)
    assert result.exit_code == 1
    assert "rỗng.txt" in result.stderr and "invalid_date" in result.stdout


def test_a_database_is_listed_by_severity_issuer_and_document(draft: Path, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    assert CliRunner().invoke(main, ["ingest", str(draft), "--db", str(db)]).exit_code == 0
    listed = run("--db", db)
    assert "Lỗi · Ủy ban nhân dân tỉnh Hà Giang · Thông báo 96/TB-UBND" in listed.output
    assert run("--db", db, "--issuer", "ha giang").output == listed.output
    assert "invalid_date" not in run("--db", db, "--issuer", "ca mau").output
    assert "invalid_date" in run("--db", db, "--document", "96/TB-UBND", "--errors").output
    (row,) = [r for r in json.loads(run("--db", db, "--json").stdout) if r["kind"] == "invalid_date"]
    assert row["document_id"] and any("31/4/2024" in q for q in row["quotes"])


@pytest.mark.parametrize(
    "arguments", [["--html", "x.html"], ["x.txt", "--issuer", "so"], ["--off", "nothing"]]
)
def test_options_that_do_not_go_together_are_wrong_usage(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
