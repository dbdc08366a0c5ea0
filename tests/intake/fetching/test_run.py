"""Whole runs: what portals lead to is in the database, once, with where it came from."""

from __future__ import annotations

import errno
import gzip
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from extract.database.forgetting import forget
from extract.intake.fetching import FetchReport, StoreError, fetch
from extract.intake.fetching.config import Source
from extract.intake.fetching.store import Store, safe
from tests.intake.fetching.portal import Handler, Portal, article, in_turn, page

Run = Callable[..., FetchReport]
PAGES = "kind = 'pages'\nurls = ['PORTAL/vb/1', 'PORTAL/vb/2']\n"
LISTING = "kind = 'listing'\nurl = 'PORTAL/ds?trang={page}'\nlinks = '/vb/'\n"


def documents(db: Database) -> int:
    return db.table("documents").count_where("superseded_by is null")


def statuses(db: Database) -> dict[str, str]:
    rows = db.execute("select url, status from fetches where role <> 'source'")
    return {re.sub(r"^https?://[^/]*", "", url): status for url, status in rows}


def zipped(name: str, content: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, content)
    return data.getvalue()


def text(number: int) -> bytes:
    return (
        f"ỦY BAN NHÂN DÂN TỈNH\n\nSố: {number}/UBND-NC\n\nGiao Sở Tài chính chủ trì, phối hợp các sở, ngành rà soát"
        f" kinh phí đợt {number}, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/10/2025.\n"
    ).encode()


def test_documents_keep_their_address_and_time(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(2)}
    report = run(PAGES)
    assert report.counts == {"new": 2} and report.intake.counts == {"stored": 2}
    rows = list(db.query("select url, fetched_at, source, path from v_fetched order by url"))
    assert [row["url"] for row in rows] == [portal.url + "/vb/1", portal.url + "/vb/2"]
    for row in rows:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["fetched_at"])
        assert Path(row["path"]).read_bytes().startswith(b"<!DOCTYPE")
    kept = db.execute("select url, fetched_at from files order by url").fetchall()
    assert kept == [(row["url"], row["fetched_at"]) for row in rows]


def test_a_second_run_asks_only_whether_anything_changed(run: Run, portal: Portal, db: Database) -> None:
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-Modified-Since"):
            handler.send(b"", 304, Content_Length="")
        else:
            handler.send(article(1), Last_Modified="Mon, 06 Oct 2025 08:00:00 GMT")

    portal.answers |= {"/vb/1": answer, "/vb/2": article(2)}
    run(PAGES)
    report = run(PAGES)
    assert report.counts == {"unchanged": 2} and not report.intake.counts
    before = len(portal.asked)
    assert run(PAGES + "recheck_days = 30\n").counts == {}
    assert len(portal.asked) == before


def test_a_page_that_changed_is_a_new_version(run: Run, portal: Portal, db: Database, tmp_path: Path) -> None:
    changed = article(1).replace(b"11/12/2025", b"20/12/2025")
    assert changed != article(1)
    portal.answers |= {"/vb/1": in_turn(article(1), changed), "/vb/2": article(2)}
    run(PAGES)
    assert run(PAGES).counts == {"changed": 1, "unchanged": 1}
    assert (documents(db), db.table("documents").count) == (2, 3)
    earlier = list((tmp_path / "cchc.fetched" / ".earlier").iterdir())
    assert [path.read_bytes() for path in earlier] == [article(1)]


def test_what_stands_around_a_text_makes_no_version(run: Run, portal: Portal, db: Database) -> None:
    visits: list[int] = []

    def answer(handler: Handler) -> None:
        visits.append(1)
        handler.send(article(1, f"<footer>Lượt truy cập: {len(visits)}</footer>"))

    portal.answers |= {"/vb/1": answer, "/vb/2": article(2)}
    run(PAGES)
    assert run(PAGES).counts == {"unchanged": 2}
    assert db.table("documents").count == 2


def test_a_document_under_two_addresses_is_one(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(1, "<footer>Bản in</footer>")}
    assert run(PAGES).counts == {"new": 1, "same": 1}
    assert documents(db) == 1
    assert db.execute("select count(distinct document_id), count(*) from v_fetched").fetchone() == (1, 2)
    assert run(PAGES).counts["new"] == 0
    portal.answers |= {"/vb/1.zip": zipped("a.txt", text(5)), "/vb/2.zip": zipped("a.txt", text(5))}
    run("kind = 'pages'\nurls = ['PORTAL/vb/1.zip', 'PORTAL/vb/2.zip']\n")
    assert documents(db) == 2


def test_files_beside_a_page_come_with_it(run: Run, portal: Portal, db: Database, tmp_path: Path) -> None:
    portal.answers |= {
        "/vb/1": article(
            1,
            """<a href="/tep/K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%207.zip">Tải về</a> <a href='/vb/9'>khác</a>
            <a href="/Tai.aspx?f=../../../etc/passwd.zip">Tải</a> <a href="/tep/loi.pdf">hỏng</a>
            <iframe src="/xem.html?file=/tep/khung.zip"></iframe><a href="mailto:a@vidu.vn">thư</a>
            <a href="https://xau.vidu.vn/a.pdf">nơi khác</a><a href="http://[sai/a.pdf">sai</a>""",
        ),
        "/vb/2": article(2, "<a href='/LayTep?id=3'>Văn bản kèm theo</a>"),
        "/tep/K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%207.zip": zipped("a.txt", text(7)),
        "/Tai.aspx": zipped("b.txt", text(8)),
        "/tep/khung.zip": zipped("c.txt", text(9)),
        "/tep/loi.pdf": page("Bạn cần đăng nhập"),
        "/LayTep": lambda h: h.send(
            zipped("d.txt", text(10)),
            Content_Type="application/octet-stream",
            Content_Disposition='attachment; filename="..\\\\..\\\\~$d:*?.zip"',
        ),
    }
    report = run(PAGES + "attachments = 'LayTep'\n")
    assert report.counts == {"new": 6, "refused": 2}
    assert documents(db) == 6
    assert statuses(db)["/tep/loi.pdf"] == "refused" and statuses(db)["/a.pdf"] == "refused"
    parents = dict(db.execute("select url, parent_url from fetches where role = 'attachment'").fetchall())
    assert parents[portal.url + "/LayTep?id=3"] == portal.url + "/vb/2"
    kept = [p for p in (tmp_path / "cchc.fetched" / "cong").rglob("*") if p.is_file()]
    assert len(kept) == 6 and any("Kế hoạch số 7" in p.name for p in kept)
    assert not [p for p in kept if p.name.startswith((".", "~"))]
    members = db.execute("select count(*) from files where path like '%!%' and url is not null").fetchone()
    assert members == (4,)


def test_a_page_that_only_leads_to_its_file_is_no_document(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {
        "/vb/1": page("<a href='/a.zip'>PDF</a>"),
        "/a.zip": zipped("a.txt", text(1)),
        "/vb/2": article(2),
    }
    report = run(PAGES)
    assert report.counts == {"empty": 1, "new": 2} and report.intake.counts["failed"] == 0
    assert run(PAGES).counts == {"unchanged": 3}
    assert run(PAGES + "keep_pages = false\n").counts["failed"] == 0


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tin</title>
<item><title>Một</title><link>/vb/1?utm_source=rss</link><pubDate>Mon, 06 Oct 2025 08:00:00 +0700</pubDate></item>
<item><title>Hai</title><link>PORTAL/vb/2</link><enclosure url="/tep.zip" type="application/zip" length="1"/></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title>
<entry><title>Một</title><link href="/vb/1"/><updated>DAY</updated></entry></feed>"""


def test_feeds(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {
        "/rss": lambda h: h.send(
            RSS.replace("PORTAL", portal.url), Content_Type="text/html; charset=iso-8859-1"
        ),
        "/vb/1": article(1),
        "/vb/2": article(2),
        "/tep.zip": zipped("a.txt", text(3)),
    }
    assert run("kind = 'feed'\nurl = 'PORTAL/rss'\n").counts == {"new": 3}
    assert portal.count("/vb/1") == 1


def test_a_feed_that_says_that_a_page_changed_has_it_fetched(run: Run, portal: Portal, db: Database) -> None:
    days = iter(["2025-10-06T01:00:00Z", "2025-10-06T01:00:00Z", "2025-10-09T01:00:00Z"])
    portal.answers |= {"/atom": lambda h: h.send(ATOM.replace("DAY", next(days))), "/vb/1": article(1)}
    for asked in (1, 1, 2):
        run("kind = 'feed'\nurl = 'PORTAL/atom'\nrecheck_days = 30\n")
        assert portal.count("/vb/1") == asked


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_what_is_no_source_is_told(run: Run, portal: Portal, db: Database, kind: str) -> None:
    portal.answers["/x"] = in_turn(page("Trang đang bảo trì"), lambda h: h.send(b"", 403))
    report = run(f"kind = '{kind}'\nurl = 'PORTAL/x'\n")
    assert report.counts == {"failed": 1} and "kind" in report.messages[0]
    assert db.execute("select error is not null, complete_at from sources").fetchone() == (1, None)
    assert run(f"kind = '{kind}'\nurl = 'PORTAL/x'\n").counts == {"failed": 1}


def test_sitemaps(run: Run, portal: Portal, db: Database) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = f"<sitemapindex {space}><sitemap><loc>{portal.url}/s1.xml.gz</loc></sitemap><sitemap><loc>{portal.url}/s2.xml</loc></sitemap><sitemap><loc>{portal.url}/s.xml</loc></sitemap></sitemapindex>"
    one = f"<urlset {space}><url><loc> {portal.url}/vb/1 </loc><lastmod>2025-10-01</lastmod></url><url><loc>{portal.url}/lien-he</loc></url></urlset>"
    two = f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><urlset {space}><url><loc>{portal.url}/vb/2</loc><lastmod>&e;</lastmod></url></urlset>"
    portal.answers |= {
        "/s.xml": index,
        "/s1.xml.gz": lambda h: h.send(gzip.compress(one.encode()), Content_Type="application/x-gzip"),
        "/s2.xml": two,
        "/vb/1": article(1),
        "/vb/2": article(2),
    }
    assert run("kind = 'sitemap'\nurl = 'PORTAL/s.xml'\nlinks = '/vb/'\n").counts == {"new": 2}
    assert portal.count("/s.xml") == 1 and portal.count("/lien-he") == 0
    assert "root:" not in str(db.execute("select group_concat(hint) from fetches").fetchone())


def listed(*numbers: int, more: str = "") -> bytes:
    return page("".join(f"<li><a href='/vb/{n}#dau'>Công văn {n}</a></li>" for n in numbers) + more)


def test_listings_are_followed_page_by_page(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {f"/vb/{n}": article(n) for n in range(1, 6)}
    portal.answers |= {"/ds?trang=1": listed(5, 4), "/ds?trang=2": listed(3, 2), "/ds?trang=3": listed(1)}
    assert run(LISTING).counts == {"new": 5}
    assert portal.count("/ds?trang=4") == 1
    # What is known need not be walked through again.
    portal.answers |= {"/ds?trang=1": listed(6, 5), "/ds?trang=2": listed(4, 3), "/vb/6": article(6)}
    asked = len(portal.asked)
    assert run(LISTING + "recheck_days = 9\n").counts == {"new": 1}
    assert portal.asked[asked:] == ["/robots.txt", "/ds?trang=1", "/vb/6", "/ds?trang=2"]


def test_listings_with_a_next_link_and_circles(run: Run, portal: Portal) -> None:
    portal.answers |= {f"/vb/{n}": article(n) for n in range(1, 4)}
    portal.answers |= {
        "/ds": listed(1, more="<a rel='next' href='/ds?p=2'>Sau</a>"),
        "/ds?p=2": listed(2, more="<a rel='next' href='?p=3'>Sau</a>"),
        "/ds?p=3": listed(3, more="<a rel='next' href='/ds'>Sau</a>"),
    }
    assert run("kind = 'listing'\nurl = 'PORTAL/ds'\nlinks = '/vb/'\n").counts == {"new": 3}
    assert portal.count("/ds") == 1


def test_pages_without_end_end(run: Run, portal: Portal) -> None:
    portal.answers |= {"/ds": listed(1), "/vb/1": article(1)}
    assert run(LISTING).counts == {"new": 1}
    assert portal.count("/ds?trang=2") == 1 and portal.count("/ds?trang=3") == 0
    # Always something new: as many pages as are allowed.
    turn = iter(range(100, 999))
    portal.answers["/ds"] = lambda h: h.send(listed(next(turn)))
    portal.asked.clear()
    run(LISTING + "max_pages = 4\n")
    assert len([path for path in portal.asked if path.startswith("/ds")]) == 4


def test_part_of_a_listing_page_and_strange_encodings(run: Run, portal: Portal) -> None:
    body = "<div id='ds'><a href='/vb/1'>Ngày 6 tháng 10</a></div><div><a href='/vb/2'>Tin khác</a></div>"
    portal.answers |= {
        "/ds": lambda h: h.send(
            f"<html><body>{body}</body></html>".encode("utf-16"), Content_Type="text/html; charset=khong-co"
        ),
        "/vb/1": lambda h: h.send(article(1), Content_Type="text/html; charset=iso-8859-1"),
    }
    made = "kind = 'listing'\nurl = 'PORTAL/ds'\nlinks = '/vb/'\nwithin = \"//div[@id='ds']\"\n"
    report = run(made)
    assert report.counts == {"new": 1} and report.intake.counts == {"stored": 1}


def test_a_wrong_charset_does_not_spoil_the_text(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {
        "/vb/1": lambda h: h.send(article(1), Content_Type="text/html; charset=windows-1252"),
        "/vb/2": lambda h: h.send(article(2), Content_Type=""),
    }
    run(PAGES)
    texts = [text for (text,) in db.execute("select text from documents")]
    assert len(texts) == 2 and all("Giao Sở Nội vụ tham mưu Ủy ban nhân dân tỉnh" in text for text in texts)


def test_limits_and_going_on(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {f"/vb/{n}": article(n) for n in range(1, 6)}
    portal.answers |= {"/ds?trang=1": listed(5, 4), "/ds?trang=2": listed(3, 2), "/ds?trang=3": listed(1)}
    for expected in (2, 4, 5):
        run(LISTING + "recheck_days = 9\n", limit=2)
        assert documents(db) == expected
    assert [portal.count(f"/vb/{n}") for n in range(1, 6)] == [1] * 5


def test_a_dry_run_changes_nothing(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {"/ds?trang=1": listed(5, 4), "/vb/5": article(5), "/vb/4": article(4)}
    report = run(LISTING, dry_run=True)
    assert [line.partition("\t")[2] for line in report.listed] == [portal.url + "/vb/5", portal.url + "/vb/4"]
    assert portal.count("/vb/5") == 0
    assert [db.table(t).count for t in ("fetches", "sources", "files", "documents")] == [0] * 4


def test_what_failed_is_tried_again_and_ends_no_run(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {"/vb/1": lambda h: h.send(b"", 500), "/vb/2": article(2)}
    assert run(PAGES).counts == {"failed": 1, "new": 1}
    assert statuses(db) == {"/vb/1": "failed", "/vb/2": "fetched"}
    portal.answers["/vb/1"] = article(1)
    assert run(PAGES).counts == {"new": 1, "unchanged": 1}
    assert statuses(db) == {"/vb/1": "fetched", "/vb/2": "fetched"}


def test_a_page_that_is_gone_keeps_its_document(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(2)}
    run(PAGES)
    del portal.answers["/vb/1"]
    assert run(PAGES).counts == {"gone": 1, "unchanged": 1}
    assert documents(db) == 2


def test_one_source_that_fails_does_not_stop_the_others(
    db: Database, source: Callable[..., Source], portal: Portal
) -> None:
    portal.answers["/vb/1"] = article(1)
    broken = source("kind = 'feed'\nurl = 'PORTAL/rss'\n")
    good = source("kind = 'pages'\nurl = 'PORTAL/vb/1'\n")
    report = fetch(db, [broken, good])
    assert report.counts == {"failed": 1, "new": 1}


def crash(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_what_was_fetched_before_a_crash_is_taken_in(
    run: Run, portal: Portal, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(2)}

    with monkeypatch.context() as patch:
        patch.setattr("extract.intake.fetching.run.ingest", crash)
        with pytest.raises(KeyboardInterrupt):
            run(PAGES)
    assert documents(db) == 0
    asked = len(portal.asked)
    report = run(PAGES + "recheck_days = 9\n")
    assert report.intake.counts == {"stored": 2} and len(portal.asked) == asked
    assert db.execute("select count(*) from v_fetched").fetchone() == (2,)


def test_a_crash_between_the_file_and_its_note(
    run: Run, portal: Portal, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(2)}

    with monkeypatch.context() as patch:
        patch.setattr("extract.intake.fetching.state.State.store", crash)
        with pytest.raises(KeyboardInterrupt):
            run(PAGES)
    assert run(PAGES).counts == {"new": 2}
    assert documents(db) == 2


def test_what_is_forgotten_stays_so(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(2)}
    run(PAGES)
    ((ident,),) = db.execute("select document_id from v_fetched where url like '%/vb/1'").fetchall()
    forget(db, ident)
    run(PAGES)
    assert documents(db) == 1


def test_a_store_that_was_cleared_is_filled_again(
    run: Run, portal: Portal, db: Database, tmp_path: Path
) -> None:
    portal.answers |= {"/vb/1": lambda h: h.send(article(1), ETag='"1"'), "/vb/2": article(2)}
    run(PAGES)
    for path in (tmp_path / "cchc.fetched" / "cong").rglob("*.html"):
        path.unlink()
    run(PAGES)
    assert len(list((tmp_path / "cchc.fetched" / "cong").rglob("*.html"))) == 2
    assert (documents(db), db.table("documents").count) == (2, 2)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Kế hoạch.pdf", "Kế hoạch.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\x00b\n.doc", "a_b_.doc"),
        ("~$lock.docx", "lock.docx"),
        ("...", "_"),
        ("CON: *?.pdf", "CON_ _.pdf"),
    ],
)
def test_names_of_files_are_harmless(name: str, kept: str) -> None:
    assert safe(name) == kept
    assert len(safe("ệ" * 500).encode()) <= 120


def test_a_page_that_shared_a_text_and_no_longer_does(run: Run, portal: Portal, db: Database) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(1, "<footer>Bản in</footer>")}
    run(PAGES)
    portal.answers["/vb/1"] = article(1).replace(b"11/12/2025", b"21/12/2025")
    run(PAGES)
    run(PAGES)
    assert statuses(db) == {"/vb/1": "fetched", "/vb/2": "fetched"}


def test_a_store_is_used_by_one_run_at_a_time(run: Run, db: Database, tmp_path: Path, portal: Portal) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(2)}
    with Store(tmp_path / "cchc.fetched").held(), pytest.raises(StoreError, match="khác"):
        run(PAGES)
    assert run(PAGES).counts == {"new": 2}


def test_a_disk_that_is_full_is_told_and_loses_nothing(
    run: Run, db: Database, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.answers |= {"/vb/1": article(1), "/vb/2": article(2)}
    put, calls = Store.put, []

    def full(self: Store, content: Path, place: Path) -> None:
        calls.append(place)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(self, content, place)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", full)
        with pytest.raises(StoreError, match="No space") as caught:
            run(PAGES)
    assert "\n" not in str(caught.value)
    run(PAGES)
    assert documents(db) == 2
