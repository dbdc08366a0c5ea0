"""`cchc owners` and `cchc search` as their user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from extract.cli_ask import owners_command, search_command
from extract.database import open_database
from extract.database.register import link_register
from tests.database.asking import Office

COMMANDS = {"owners": owners_command, "search": search_command}


def run(command: str, *arguments: str | Path, language: str = "vi_VN.UTF-8", color: bool = False) -> Result:
    runner = CliRunner(env={"LC_ALL": language})
    return runner.invoke(COMMANDS[command], [str(a) for a in arguments], color=color)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ask") / "x.db"
    office = Office(open_database(path))
    home, planning = office.body("Sở Nội vụ", "Cao Bằng"), office.body("Sở Kế hoạch và Đầu tư", "Cao Bằng")
    finance, other = office.body("Sở Tài chính", "Cao Bằng"), office.body("Sở Nội vụ", "Lào Cai")
    first = office.document("a", text="Rà soát vị trí việc làm", province="Cao Bằng")
    second = office.document("b", "2022-03-01", number=31, text="Lập danh mục", province="Cao Bằng")
    office.directive(
        first, "Rà soát vị trí việc làm", home, due="2025-06-30", kind="by", coordinate=(finance,)
    )
    office.directive(first, "Tổng hợp kết quả", home, due="2025-06-01", kind="before", confidence=0.7)
    office.directive(first, "Báo cáo kết quả", home, kind="recurring", rule="hằng tháng, trước ngày 25")
    office.directive(second, "Lập danh mục dự án", planning, due="2022-12-31", kind="by")
    office.directive(second, "Rà soát quy chế", other)
    link_register(office.db)
    office.db.close()
    return path


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize("language", ["vi_VN.UTF-8", "en_GB.UTF-8"])
def test_help_has_an_example(command: str, language: str) -> None:
    result = run(command, "--help", language=language)
    assert result.exit_code == 0
    assert f"cchc {command} " in " ".join(result.output.split())


def test_owners_lists_every_body_with_its_load(db: Path) -> None:
    result = run("owners", "--db", db, "--as-of", "2025-06-15")
    assert result.exit_code == 0 and result.stderr == ""
    head, *lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert head == "Cơ quan (chủ trì+phối hợp) Còn hạn ≤ 30 ngày Quá hạn Quá 1 năm Định kỳ Không hạn"
    assert lines == [
        "Sở Nội vụ (Cao Bằng) 1+0 1+0 1+0 0+0 1+0 0+0",
        "Sở Kế hoạch và Đầu tư (Cao Bằng) 0+0 0+0 0+0 1+0 0+0 0+0",
        "Sở Nội vụ (Lào Cai) 0+0 0+0 0+0 0+0 0+0 1+0",
        "Sở Tài chính (Cao Bằng) 0+1 0+1 0+0 0+0 0+0 0+0",
    ]


def test_owners_by_one_role_in_english(db: Path) -> None:
    result = run(
        "owners", "--db", db, "--as-of", "2025-06-15", "--role", "coordinate", language="en_GB.UTF-8"
    )
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines == [
        "Body Open In 30 days Overdue Over a year Recurring Undated",
        "Sở Tài chính (Cao Bằng) 1 1 0 0 0 0",
    ]


def test_owners_of_one_body_lists_its_directives(db: Path) -> None:
    result = run("owners", "so noi vu", "--province", "cao bang", "--db", db, "--as-of", "15/06/2025")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Sở Nội vụ (Cao Bằng): 3 nhiệm vụ\n")
    assert (
        "hạn 30/06/2025 (còn 15 ngày) · chủ trì · Thông báo 12/TB-UBND, 05/05/2025 · 0.90 subject"
        in result.stdout
    )
    assert "hạn 01/06/2025 (quá hạn 15 ngày)" in result.stdout
    assert "hằng tháng, trước ngày 25, lần tới 24/06/2025" in result.stdout
    assert "“Rà soát vị trí việc làm”" in result.stdout
    sure = run("owners", "so noi vu cao bang", "--db", db, "--as-of", "2025-06-15", "--min-confidence", "0.8")
    assert "2 nhiệm vụ" in sure.stdout


@pytest.mark.parametrize(
    ("due", "vietnamese", "english"),
    [
        ("2025-06-30", "hạn 30/06/2025 (còn 15 ngày)", "due 2025-06-30 (15 days left)"),
        ("2025-06", "hạn tháng 6/2025 (còn 15 ngày)", "due 2025-06 (15 days left)"),
        ("2025-Q2", "hạn quý II/2025 (còn 15 ngày)", "due 2025-Q2 (15 days left)"),
        ("2025-H1", "hạn 6 tháng đầu năm 2025 (còn 15 ngày)", "due 2025-H1 (15 days left)"),
        ("2024", "hạn năm 2024 (quá hạn 166 ngày)", "due 2024 (166 days overdue)"),
        ("2025-06-15", "hạn 15/06/2025 (hôm nay)", "due 2025-06-15 (today)"),
        (None, "không ghi hạn", "no due date"),
    ],
)
def test_due_dates_are_written_in_the_readers_way(
    tmp_path: Path, due: str | None, vietnamese: str, english: str
) -> None:
    office = Office(open_database(tmp_path / "x.db"))
    office.directive(office.document("a"), "Rà soát", office.body("Sở Y tế"), due=due)
    office.db.close()
    for language, words in (("vi_VN.UTF-8", vietnamese), ("en_US.UTF-8", english)):
        result = run(
            "owners", "so y te", "--db", tmp_path / "x.db", "--as-of", "2025-06-15", language=language
        )
        assert words in result.stdout, result.output


def test_owners_of_several_bodies_names_them_and_the_way_to_choose(db: Path) -> None:
    result = run("owners", "so noi vu", "--db", db, "--as-of", "2025-06-15")
    assert result.exit_code == 1 and result.stdout == ""
    assert "--province" in result.stderr
    assert (
        "Sở Nội vụ (Cao Bằng): 3 nhiệm vụ" in result.stderr
        and "Sở Nội vụ (Lào Cai): 1 nhiệm vụ" in result.stderr
    )


def test_owners_of_an_unknown_body_is_one_line_and_exit_1(db: Path) -> None:
    result = run("owners", "sở thủy lợi", "--db", db)
    assert result.exit_code == 1 and result.stdout == "" and result.stderr.count("\n") == 1
    assert "sở thủy lợi" in result.stderr and "cchc owners" in result.stderr


def test_a_successor_is_asked_with_its_predecessors(db: Path) -> None:
    alone = run("owners", "so tai chinh", "--db", db, "--as-of", "2025-06-15")
    assert "Lập danh mục" not in alone.stdout and "--with-predecessors" in alone.stderr
    both = run("owners", "so tai chinh", "--db", db, "--as-of", "2025-06-15", "--with-predecessors")
    assert "Lập danh mục" in both.stdout and "Sở Kế hoạch và Đầu tư" in both.stdout and both.stderr == ""
    former = run("owners", "Sở KH&ĐT", "--db", db, "--as-of", "2025-06-15")
    assert "đến 28/02/2025, nay là Sở Tài chính" in former.stdout


def test_owners_as_json(db: Path) -> None:
    lines = json.loads(run("owners", "--db", db, "--as-of", "2025-06-15", "--json").stdout)
    assert lines[0]["name"] == "Sở Nội vụ" and lines[0]["lead"]["overdue"] == 1
    duties = json.loads(run("owners", "SNV cao bang", "--db", db, "--as-of", "2025-06-15", "--json").stdout)
    assert {d["days_left"] for d in duties} == {15, -15, 9}
    assert all(d["quote"] and d["document_id"] == "a" for d in duties)


def test_search_shows_hits_with_their_place(db: Path) -> None:
    result = run("search", "ra", "soat", "--db", db, "--as-of", "2025-06-15")
    assert result.exit_code == 0, result.output
    assert "Nhiệm vụ (2)" in result.stdout and "Văn bản (1)" in result.stdout
    assert "Thông báo 12/TB-UBND, 05/05/2025 · Sở Nội vụ · hạn 30/06/2025 (còn 15 ngày)" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\x1b[1mRà\x1b[0m \x1b[1msoát\x1b[0m" in run("search", "ra soat", "--db", db, color=True).stdout


def test_search_by_filters_alone(db: Path) -> None:
    def titles(*arguments: str) -> list[str]:
        result = run("search", *arguments, "--db", db, "--as-of", "2025-06-15", "--json")
        assert result.exit_code == 0, result.output
        return sorted(hit["title"] for hit in json.loads(result.stdout))

    assert titles("--overdue") == ["Tổng hợp kết quả"]
    assert titles("--owner", "so noi vu", "--due-after", "2025-06-15") == ["Rà soát vị trí việc làm"]
    assert titles("--owner", "so tai chinh", "--with-predecessors") == [
        "Lập danh mục dự án",
        "Rà soát vị trí việc làm",
    ]
    assert titles("--due-before", "31/12/2022") == ["Lập danh mục dự án"]
    assert titles("kết quả", "--in", "directives", "--limit", "1") in (
        ["Tổng hợp kết quả"],
        ["Báo cáo kết quả"],
    )
    assert titles("--kind", "deadlines", "--overdue") == [""]


def test_search_without_a_hit_says_so_and_is_no_failure(db: Path) -> None:
    result = run("search", "thủy triều", "--db", db)
    assert (result.exit_code, result.stdout) == (0, "") and "Không tìm thấy" in result.stderr
    assert run("search", "thủy triều", "--db", db, "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("?!",),
        ("x", "--in", "phòng"),
        ("x", "--kind", "scores", "--overdue"),
        ("x", "--kind", "scores", "--in", "sections"),
        ("x", "--due-before", "31/02/2025"),
        ("x", "--limit", "0"),
    ],
)
def test_wrong_usage_exits_with_2(db: Path, arguments: tuple[str, ...]) -> None:
    result = run("search", *arguments, "--db", db)
    assert result.exit_code == 2 and result.stdout == "" and result.stderr


@pytest.mark.parametrize("option", ["--owner", "--assigned-by", "--province"])
def test_a_filter_that_names_nothing_known_is_told(db: Path, option: str) -> None:
    result = run("search", "x", option, "Atlantis", "--db", db)
    assert result.exit_code == 1 and "Atlantis" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_without_a_database_the_way_to_one_is_told(command: str, tmp_path: Path) -> None:
    result = run(command, "x", "--db", tmp_path / "không có.db")
    assert result.exit_code == 1 and "cchc ingest" in result.stderr
    assert not (tmp_path / "không có.db").exists()


def test_commands_can_be_added_to_a_group() -> None:
    group = click.Group(commands=[owners_command, search_command])
    assert set(group.commands) == {"owners", "search"}
