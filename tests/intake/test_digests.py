"""Digests: what they tell, to whom, and that each is told once."""

from __future__ import annotations

import email
import email.policy
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from extract.cli import main
from extract.database import open_database
from extract.database.forgetting import forget
from extract.database.schema import migrations
from extract.intake.digests import (
    Notifier,
    as_html,
    as_json,
    as_text,
    digest_since,
    notify,
    title,
    untold,
)
from extract.intake.fetching import Notify
from extract.intake.fetching.config import load_sources
from extract.intake.ingest import ingest
from tests.intake.fetching.portal import in_turn, serving


def letter(
    number: int, day: str, due: str, task: str = "rà soát toàn bộ thủ tục hành chính nội bộ của tỉnh"
) -> str:
    return f"""ỦY BAN NHÂN DÂN
TỈNH TUYÊN QUANG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}/UBND-KSTT
V/v rà soát <thủ tục> "nội bộ"
Tuyên Quang, ngày {day}

Kính gửi: Các sở, ban, ngành.

1. Giao Sở Nội vụ chủ trì {task}, báo cáo Ủy ban nhân dân tỉnh trước ngày {due}.
2. Giao Sở Tài chính bố trí kinh phí thực hiện.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "đến"
    folder.mkdir()
    return folder


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "cchc.db")


def arrive(db: Database, inbox: Path, name: str, text: str) -> None:
    (inbox / name).write_text(text, encoding="utf-8")
    ingest(db, [inbox / name])


def test_new_documents_directives_and_moved_deadlines(db: Database, inbox: Path, tmp_path: Path) -> None:
    mails = Notify(mail_dir=tmp_path / "thư")
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    first = untold(db)
    assert [d.name for d in first.documents] == ["Công văn 10/UBND-KSTT"]
    owners = {owner: [(each.action, each.due) for each in given] for owner, given in first.owners}
    nội_vụ = next(name for name in owners if name.startswith("Sở Nội vụ"))
    assert owners[nội_vụ][0][1] == "2025-11-15" and "rà soát" in owners[nội_vụ][0][0]
    assert any(name.startswith("Sở Tài chính") for name in owners)
    assert not first.moved
    notify(db, mails)
    assert not untold(db)
    arrive(db, inbox, "b.txt", letter(11, "20 tháng 10 năm 2025", "30/11/2025"))
    second = untold(db)
    assert [d.name for d in second.documents] == ["Công văn 11/UBND-KSTT"]
    assert len(second.moved) == 1
    assert "30/11/2025" in second.moved[0].message and "15/11/2025" in second.moved[0].message
    text = as_text(second)
    assert (
        text.index("THỜI HẠN THAY ĐỔI") < text.index("VĂN BẢN MỚI") < text.index("NHIỆM VỤ MỚI THEO CƠ QUAN")
    )
    assert "hạn 30/11/2025" in text
    assert title(second).startswith("1 văn bản mới, 2 nhiệm vụ, 1 thời hạn thay đổi")


def test_a_new_version_tells_only_what_it_adds(db: Database, inbox: Path, tmp_path: Path) -> None:
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    notify(db, Notify(text_dir=tmp_path / "tin"))
    more = "3. Giao Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện.\n\nNơi nhận"
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025").replace("Nơi nhận", more))
    digest = untold(db)
    assert digest.documents[0].replaces is not None
    assert [owner.partition(" tỉnh")[0] for owner, _ in digest.owners] == ["Văn phòng Ủy ban nhân dân"]
    assert "bản mới" in as_text(digest)


def test_html_is_safe_and_links_lead_to_the_source(db: Database, inbox: Path) -> None:
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    plain = as_html(untold(db), "https://tra-cuu.vidu.vn/cchc")
    assert "&lt;thủ tục&gt;" in plain and "<thủ" not in plain
    assert 'href="https://tra-cuu.vidu.vn/cchc/documents/' in plain
    db.execute("update files set url = 'https://vidu.vn/?a=1&b=\"2\"', fetched_at = '2025-10-06T00:00:00Z'")
    assert 'href="https://vidu.vn/?a=1&amp;b=&quot;2&quot;"' in as_html(untold(db))
    db.execute("update files set url = 'javascript:alert(1)'")
    assert 'href="javascript' not in as_html(untold(db))


def test_a_digest_of_many_stays_short(db: Database, inbox: Path) -> None:
    tasks = "\n".join(
        f"{i}. Giao Sở Y tế chủ trì xây dựng đề án số {i} về chăm sóc sức khỏe." for i in range(3, 60)
    )
    arrive(
        db,
        inbox,
        "a.txt",
        letter(10, "06 tháng 10 năm 2025", "15/11/2025").replace("\nNơi nhận", tasks + "\n\nNơi nhận"),
    )
    text = as_text(untold(db))
    assert "Sở Y tế" in text and "mục nữa" in text
    assert len(text.splitlines()) < 60


def test_mail_text_and_webhook(
    db: Database, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("stamina")
    monkeypatch.setenv("CCHC_MA", "bí-mật".encode().hex())
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    with serving() as portal:
        portal.answers["/hook"] = in_turn(lambda h: h.send(b"", 503), b"ok")
        (tmp_path / "s.toml").write_text(
            f"""[notify]
text_dir = "tin"
mail_dir = "thu"
mail_from = "cchc@vidu.vn"
mail_to = ["phong-kstt@vidu.vn", "lanh-dao@vidu.vn"]
webhook = "{portal.url}/hook"
webhook_token_env = "CCHC_MA"
webhook_private = ["127.0.0.1"]
backoff = 0.01
""",
            encoding="utf-8",
        )
        config = load_sources(tmp_path / "s.toml").notify
        assert config is not None
        assert notify(db, config) == []
        assert notify(db, config) == []
    assert len(portal.posted) == 2
    _, headers, body = portal.posted[-1]
    told = json.loads(body)
    assert told["documents"][0]["name"] == "Công văn 10/UBND-KSTT" and "Bản tin" in told["text"]
    assert headers["Authorization"] == "Bearer " + "bí-mật".encode().hex()
    assert portal.posted[0][1]["Idempotency-Key"] == headers["Idempotency-Key"] == told["id"]
    (mail,) = (tmp_path / "thu").iterdir()
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    assert message["To"] == "phong-kstt@vidu.vn, lanh-dao@vidu.vn"
    assert message["Subject"].startswith("[cchc] 1 văn bản mới")
    html = message.get_body(("html",))
    assert html is not None and "Công văn 10/UBND-KSTT" in html.get_content()
    (text,) = (tmp_path / "tin").iterdir()
    assert "Công văn 10/UBND-KSTT" in text.read_text("utf-8")
    assert db.table("deliveries").count_where("delivered_at is not null") == 3


def test_what_did_not_arrive_is_sent_again(db: Database, inbox: Path) -> None:
    pytest.importorskip("stamina")
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    with serving() as portal:
        config = Notify(
            webhook=portal.url + "/hook/mat-khau", attempts=1, backoff=0, webhook_private=_local(), timeout=2
        )
        portal.answers["/hook/mat-khau"] = lambda h: h.send(b"", 500)
        (problem,) = notify(db, config)
        assert "500" in problem and "mat-khau" not in problem and "\n" not in problem
        arrive(
            db, inbox, "b.txt", letter(12, "08 tháng 10 năm 2025", "15/12/2025", "xây dựng đề án việc làm")
        )
        portal.answers["/hook/mat-khau"] = b"ok"
        portal.posted.clear()
        assert notify(db, config) == []
        names = [[d["name"] for d in json.loads(body)["documents"]] for _, _, body in portal.posted]
        assert names == [["Công văn 10/UBND-KSTT"], ["Công văn 12/UBND-KSTT"]]


def test_webhooks_do_not_lead_inside_or_away(db: Database, inbox: Path) -> None:
    pytest.importorskip("stamina")
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    with serving() as portal:
        (problem,) = notify(db, Notify(webhook=portal.url + "/hook", attempts=1, backoff=0))
        assert "127.0.0.1" in problem and portal.posted == []
        portal.answers["/hook"] = lambda h: h.send(b"", 307, Location="/khac")
        config = Notify(webhook=portal.url + "/hook", attempts=1, backoff=0, webhook_private=_local())
        assert len(notify(db, config)) == 1
        assert [path for path, _, _ in portal.posted] == ["/hook"]


def _local() -> tuple[object, ...]:
    import ipaddress

    return (ipaddress.ip_network("127.0.0.0/8"),)


def test_a_folder_that_cannot_be_written_is_told(db: Database, inbox: Path, tmp_path: Path) -> None:
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    (tmp_path / "tin").write_text("một tệp")
    (problem,) = notify(db, Notify(text_dir=tmp_path / "tin"))
    assert "tin" in problem and "[notify]" in problem
    (tmp_path / "tin").unlink()
    assert notify(db, Notify(text_dir=tmp_path / "tin")) == []
    assert len(list((tmp_path / "tin").iterdir())) == 1


def test_what_is_forgotten_is_not_told(db: Database, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "tin").write_text("một tệp")
    config = Notify(text_dir=tmp_path / "tin")
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    assert notify(db, config)
    forget(db, untold_ids(db)[0])
    (tmp_path / "tin").unlink()
    assert notify(db, config) == []
    assert not (tmp_path / "tin").exists()


def untold_ids(db: Database) -> list[str]:
    return [ident for (ident,) in db.execute("select id from documents")]


def test_a_watch_tells_no_more_often_than_asked(db: Database, inbox: Path, tmp_path: Path) -> None:
    tell = Notifier(db, Notify(text_dir=tmp_path / "tin", every=3600), lambda line: None)
    tell(False)
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    tell(True)
    tell(False)
    assert not (tmp_path / "tin").exists()
    tell(False, True)
    assert len(list((tmp_path / "tin").iterdir())) == 1


def test_since_a_day_tells_all_that_came_since(db: Database, inbox: Path) -> None:
    arrive(db, inbox, "a.txt", letter(10, "06 tháng 10 năm 2025", "15/11/2025"))
    assert digest_since(db, "2000-01-01T00:00:00Z").documents == untold(db).documents
    assert not digest_since(db, "2999-01-01T00:00:00Z")
    assert as_json(untold(db))["since"] is None


def test_what_a_database_held_before_there_were_digests_is_not_news(tmp_path: Path) -> None:
    db = Database(tmp_path / "cu.db")
    migrations.apply(db, stop_before="create_fetching")
    db.execute("insert into documents (id, path, sha256, part, text) values ('x', 'x.txt', 'x', 1, 'x')")
    db.conn.commit()
    db.close()
    assert not untold(open_database(tmp_path / "cu.db"))


def test_commands(tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (inbox / "a.txt").write_text(letter(10, "06 tháng 10 năm 2025", "15/11/2025"), encoding="utf-8")
    (tmp_path / "tin.toml").write_text('[notify]\ntext_dir = "tin"\n', encoding="utf-8")
    (tmp_path / "sai.toml").write_text('[notify]\ntext_dri = "tin"\n', encoding="utf-8")
    (tmp_path / "rong.toml").write_text("", encoding="utf-8")
    run = CliRunner().invoke
    for name in ("sai.toml", "rong.toml", "khong-co.toml"):
        result = run(main, ["ingest", str(inbox), "--notify", name])
        assert result.exit_code == 1 and name in result.output, result.output
    assert not (tmp_path / "outputs").exists()
    assert run(main, ["ingest", str(inbox)]).exit_code == 0
    for way, part in (
        ("text", "VĂN BẢN MỚI"),
        ("html", "<!DOCTYPE html>"),
        ("eml", "Subject:"),
        ("json", '"documents"'),
    ):
        result = run(main, ["digest", "--format", way])
        assert result.exit_code == 0 and part in result.output
    result = run(main, ["digest", "--since", "01/10/2025"])
    assert "Công văn 10/UBND-KSTT" in result.output
    assert run(main, ["digest", "--notify", "tin.toml"]).exit_code == 0
    assert len(list((tmp_path / "tin").iterdir())) == 1
    assert "0 văn bản mới" in run(main, ["digest"]).output
    (inbox / "b.txt").write_text(letter(14, "07 tháng 10 năm 2025", "18/11/2025"), encoding="utf-8")
    assert run(main, ["ingest", str(inbox), "--notify", "tin.toml"]).exit_code == 0
    (inbox / "c.txt").write_text(letter(15, "09 tháng 10 năm 2025", "19/11/2025"), encoding="utf-8")
    assert (
        run(main, ["watch", str(inbox), "--once", "--settle", "0.05", "--notify", "tin.toml"]).exit_code == 0
    )
    assert len(list((tmp_path / "tin").iterdir())) == 3
