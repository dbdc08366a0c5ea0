"""One address of a portal that does everything wrong that portals do."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.intake.fetching.addresses import Gate
from extract.intake.fetching.client import Client, FetchError, HostBusyError, Pace, Validators
from extract.intake.fetching.config import Source
from tests.intake.fetching.portal import Handler, Portal, in_turn, page, pdf

PAGES = "kind = 'pages'\nurl = 'PORTAL/a'\n"


@pytest.fixture
def client(source: Callable[..., Source], tmp_path: Path) -> Iterator[Client]:
    with made(source(PAGES), tmp_path) as it:
        yield it


def made(source: Source, tmp_path: Path, **gate: object) -> Client:
    checks = Gate(source.urls, source.hosts, source.private, **gate)  # type: ignore[arg-type]
    return Client(source, checks, Pace(), tmp_path / "parts")


def body(client: Client, url: str) -> bytes:
    fetched = client.get(url)
    assert fetched.path is not None
    return fetched.path.read_bytes()


def failing(client: Client, url: str, status: str) -> str:
    with pytest.raises(FetchError) as caught:
        client.get(url)
    assert caught.value.status == status
    assert "\n" not in str(caught.value) and str(caught.value).startswith(url)
    return str(caught.value)


def leftovers(tmp_path: Path) -> list[str]:
    return sorted(p.suffix for p in (tmp_path / "parts").iterdir())


def test_errors_of_the_host_pass(client: Client, portal: Portal) -> None:
    fail: Callable[[Handler], None] = lambda h: h.send(b"x", 500)  # noqa: E731
    portal.answers["/a"] = in_turn(fail, lambda h: h.send(b"x", 503), page("xong"))
    assert b"xong" in body(client, portal.url + "/a")
    assert portal.count("/a") == 3


def test_errors_that_stay_are_told(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = lambda h: h.send(b"x", 502)
    assert "502" in failing(client, portal.url + "/a", "failed")
    assert portal.count("/a") == 3


@pytest.mark.parametrize(
    ("code", "status"), [(404, "gone"), (410, "gone"), (401, "refused"), (403, "refused"), (451, "refused")]
)
def test_what_does_not_pass_is_asked_once(client: Client, portal: Portal, code: int, status: str) -> None:
    portal.answers["/a"] = lambda h: h.send(b"x", code)
    failing(client, portal.url + "/a", status)
    assert portal.count("/a") == 1


def test_a_host_that_asks_to_wait_is_given_the_time(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = in_turn(lambda h: h.send(b"", 429, Retry_After="1"), page("xong"))
    assert b"xong" in body(client, portal.url + "/a")
    asked = [at for path, at in zip(portal.asked, portal.at, strict=True) if path == "/a"]
    assert asked[1] - asked[0] >= 1.0


def test_a_host_that_asks_to_wait_long_is_left_alone(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = lambda h: h.send(b"", 503, Retry_After="7200")
    portal.answers["/b"] = page("b")
    for path in ("/a", "/b"):
        with pytest.raises(HostBusyError, match="7200"):
            client.get(portal.url + path)
    assert (portal.count("/a"), portal.count("/b")) == (1, 0)


def test_a_download_that_is_cut_off_goes_on_where_it_ended(
    client: Client, portal: Portal, tmp_path: Path
) -> None:
    whole = pdf(300_000)

    def rest(handler: Handler) -> None:
        begin = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
        assert handler.headers["If-Range"] == '"v1"'
        handler.send(
            whole[begin:],
            206,
            ETag='"v1"',
            Content_Range=f"bytes {begin}-{len(whole) - 1}/{len(whole)}",
            Content_Type="application/pdf",
        )

    portal.answers["/a"] = in_turn(lambda h: h.cut(whole, 100_000, ETag='"v1"'), rest)
    assert body(client, portal.url + "/a") == whole
    assert leftovers(tmp_path) == [".whole"]


def test_what_was_received_is_kept_for_the_next_run(
    source: Callable[..., Source], portal: Portal, tmp_path: Path
) -> None:
    whole = pdf(300_000)
    portal.answers["/a"] = lambda h: h.cut(whole, 100_000, ETag='"v1"')
    with made(source(PAGES + "attempts = 1\n"), tmp_path) as client:
        failing(client, portal.url + "/a", "failed")
    assert leftovers(tmp_path) == [".json", ".part"]
    ranges = []

    def rest(handler: Handler) -> None:
        ranges.append(handler.headers["Range"])
        handler.send(
            whole[100_000:], 206, ETag='"v1"', Content_Range=f"bytes 100000-{len(whole) - 1}/{len(whole)}"
        )

    portal.answers["/a"] = rest
    with made(source(PAGES), tmp_path) as client:
        assert body(client, portal.url + "/a") == whole
    assert ranges == ["bytes=100000-"]


@pytest.mark.parametrize("headers", [{"ETag": '"v2"'}, {"ETag": '"v1"', "Content_Range": "bytes 5-9/10"}])
def test_parts_of_different_versions_are_never_joined(
    client: Client, portal: Portal, headers: dict[str, str]
) -> None:
    old, new = pdf(300_000), pdf(200_000)
    headers = {"Content_Range": f"bytes 100000-{len(new) - 1}/{len(new)}", **headers}
    portal.answers["/a"] = in_turn(
        lambda h: h.cut(old, 100_000, ETag='"v1"'),
        lambda h: h.send(new[100_000:], 206, **headers),
        lambda h: h.send(new, ETag='"v2"'),
    )
    assert body(client, portal.url + "/a") == new


def test_a_file_that_changed_between_the_parts_is_had_whole(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = in_turn(
        lambda h: h.cut(pdf(300_000), 100_000, ETag='"v1"'), lambda h: h.send(pdf(50), ETag='"v2"')
    )
    assert body(client, portal.url + "/a") == pdf(50)


def test_without_a_version_a_part_is_begun_anew(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = in_turn(lambda h: h.cut(pdf(300_000), 100_000), pdf(300_000))
    assert body(client, portal.url + "/a") == pdf(300_000)
    assert all("Range" not in headers for headers in portal.headers)


@pytest.mark.parametrize("content", [pdf(5000), page("<p>nội dung</p>" * 99)])
def test_a_length_that_is_too_short_is_noticed(client: Client, portal: Portal, content: bytes) -> None:
    portal.answers["/a"] = in_turn(lambda h: h.cut(content, 1000, Content_Length="1000"), content)
    assert body(client, portal.url + "/a") == content


def test_a_file_that_never_comes_whole_is_not_taken(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = lambda h: h.send(pdf(5000)[:1000])
    assert "cắt" in failing(client, portal.url + "/a", "failed")


def test_a_page_that_always_ends_so_is_taken(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = b"<html><body><p>Trang khong co the dong"
    assert body(client, portal.url + "/a").endswith(b"dong")
    assert portal.count("/a") == 2


def test_a_length_that_is_too_long_is_noticed(client: Client, portal: Portal) -> None:
    whole = page("đủ")
    portal.answers["/a"] = in_turn(lambda h: h.cut(whole, len(whole), Content_Length="99999"), whole)
    assert body(client, portal.url + "/a") == whole
    assert portal.count("/a") == 2


def test_a_host_that_says_nothing_is_given_up(
    source: Callable[..., Source], portal: Portal, tmp_path: Path
) -> None:
    portal.answers["/a"] = lambda h: time.sleep(30.0)
    with made(source(PAGES + "timeout = 0.5\n"), tmp_path) as client:
        begin = time.monotonic()
        failing(client, portal.url + "/a", "failed")
    assert time.monotonic() - begin < 15


def test_a_host_that_drips_is_given_up(source: Callable[..., Source], portal: Portal, tmp_path: Path) -> None:
    def drip(handler: Handler) -> None:
        handler.close_connection = True
        handler.send(b"", Content_Length="1000")
        for _ in range(600):
            try:
                handler.wfile.write(b"x")
                time.sleep(0.05)
            except OSError:
                return

    portal.answers["/a"] = drip
    with made(source(PAGES + "deadline = 0.3\nattempts = 2\n"), tmp_path) as client:
        begin = time.monotonic()
        assert "chậm" in failing(client, portal.url + "/a", "failed")
    assert time.monotonic() - begin < 15


def test_nobody_at_home(
    client: Client, portal: Portal, source: Callable[..., Source], tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with made(source(f"kind = 'pages'\nurl = 'http://127.0.0.1:{port}/a'\n"), tmp_path) as client:
        failing(client, f"http://127.0.0.1:{port}/a", "failed")


def test_rubbish_instead_of_http(source: Callable[..., Source], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(1000)
                    connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        with made(source(f"kind = 'pages'\nurl = '{url}'\n"), tmp_path) as client:
            failing(client, url, "failed")


@pytest.mark.parametrize("declared", [True, False])
def test_what_is_too_large_is_not_taken(
    source: Callable[..., Source], portal: Portal, tmp_path: Path, declared: bool
) -> None:
    sent = []

    def huge(handler: Handler) -> None:
        handler.close_connection = True
        handler.send(b"%PDF-1.4", Content_Length="50000000" if declared else "", Connection="close")
        try:
            for _ in range(500):
                handler.wfile.write(b"0" * 100_000)
                sent.append(1)
        except OSError:
            pass

    portal.answers["/a"] = huge
    with made(source(PAGES + "max_mb = 1\n"), tmp_path) as client:
        assert "max_mb" in failing(client, portal.url + "/a", "refused")
    assert len(sent) < 400
    assert leftovers(tmp_path) == []


def test_a_bomb_does_not_go_off(source: Callable[..., Source], portal: Portal, tmp_path: Path) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 100_000
    portal.answers["/a"] = lambda h: h.send(bomb, Content_Encoding="gzip")
    with made(source(PAGES + "max_mb = 1\n"), tmp_path) as client:
        assert "max_mb" in failing(client, portal.url + "/a", "refused")
    assert max((p.stat().st_size for p in (tmp_path / "parts").iterdir()), default=0) <= 1_100_000


def test_packed_answers_are_unpacked(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = lambda h: h.send(gzip.compress(page("gói")), Content_Encoding="gzip")
    assert body(client, portal.url + "/a") == page("gói")


def test_what_is_only_said_to_be_packed_is_taken_as_it_is(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = lambda h: h.send(page("trần"), Content_Encoding="gzip")
    assert body(client, portal.url + "/a") == page("trần")


def test_a_damaged_package_is_asked_for_again(client: Client, portal: Portal) -> None:
    packed = gzip.compress(page("gói " * 1000))
    portal.answers["/a"] = in_turn(
        lambda h: h.send(packed[:-20], Content_Encoding="gzip"),
        lambda h: h.send(packed, Content_Encoding="gzip"),
    )
    assert body(client, portal.url + "/a") == page("gói " * 1000)


def test_redirects_are_followed_to_listed_hosts_only(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = lambda h: h.send(b"", 302, Location="/b?x=1#y")
    portal.answers["/b"] = page("b")
    assert b"<body>b" in body(client, portal.url + "/a")
    portal.answers["/c"] = lambda h: h.send(b"", 301, Location="http://xau.vidu.vn/")
    assert "xau.vidu.vn" in failing(client, portal.url + "/c", "refused")


def test_redirects_in_a_circle_end(client: Client, portal: Portal) -> None:
    portal.answers["/a"] = lambda h: h.send(b"", 302, Location="/b")
    portal.answers["/b"] = lambda h: h.send(b"", 302, Location="/a")
    assert "vòng" in failing(client, portal.url + "/a", "failed")
    portal.answers["/n"] = lambda h: h.send(b"", 302, Location=f"/n?{len(portal.asked)}")
    failing(client, portal.url + "/n", "failed")
    assert len(portal.asked) < 25


def test_a_circle_that_only_wants_a_cookie_is_passed(client: Client, portal: Portal) -> None:
    def answer(handler: Handler) -> None:
        if "phien=1" in handler.headers.get("Cookie", ""):
            handler.send(page("vào rồi"))
        else:
            handler.send(b"", 302, Location="/a", Set_Cookie="phien=1; Path=/")

    portal.answers["/a"] = answer
    assert "vào rồi".encode() in body(client, portal.url + "/a")


def test_a_redirect_into_the_own_network_is_refused(
    source: Callable[..., Source], portal: Portal, tmp_path: Path
) -> None:
    secret: list[str] = []
    portal.answers["/a"] = lambda h: h.send(b"", 302, Location="http://noi-bo.vidu.vn/mat")
    it = source(PAGES + 'hosts = ["noi-bo.vidu.vn"]\n')

    def resolver(host: str, port: int) -> list[str]:
        secret.append(host)
        return ["127.0.0.1"] if host == "127.0.0.1" else ["169.254.169.254"]

    with made(it, tmp_path, resolver=resolver) as client:
        assert "169.254.169.254" in failing(client, portal.url + "/a", "refused")
    assert "noi-bo.vidu.vn" in secret


def test_a_name_that_changes_its_address_leads_nowhere_else(
    source: Callable[..., Source], portal: Portal, tmp_path: Path
) -> None:
    """The address that was checked is the one that is connected to; later answers are checked as well."""
    answers = [["127.0.0.1"], ["10.9.9.9"]]
    asked = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[min(len(asked) - 1, 1)]

    portal.answers["/a"] = lambda h: h.send(page("một"), Connection="close")
    portal.answers["/robots.txt"] = lambda h: h.send(b"", 404, Connection="close")
    it = source(f"kind = 'pages'\nurl = 'http://doi.vidu.vn:{portal.port}/a'\n")
    with made(it, tmp_path, resolver=resolver) as client:
        message = failing(client, f"http://doi.vidu.vn:{portal.port}/a", "refused")
    assert "10.9.9.9" in message and asked == ["doi.vidu.vn"] * 2
    assert "/a" not in portal.asked


def test_private_addresses_are_refused_unless_listed(portal: Portal, tmp_path: Path) -> None:
    it = Source(name="a", kind="pages", urls=(portal.url + "/a",), rate=1000)
    portal.answers["/a"] = page("a")
    with made(it, tmp_path) as client:
        assert "private" in failing(client, portal.url + "/a", "refused")
    assert portal.asked == []


def test_robots_are_heeded(client: Client, portal: Portal) -> None:
    portal.answers["/robots.txt"] = (
        b"User-agent: *\nDisallow: /rieng\nDisallow: /*.pdf$\nAllow: /rieng/chung\n"
    )
    portal.answers["/a"] = portal.answers["/rieng/chung"] = page("a")
    assert body(client, portal.url + "/a") == page("a")
    assert body(client, portal.url + "/rieng/chung") == page("a")
    for path in ("/rieng/b", "/c.pdf"):
        assert "robots" in failing(client, portal.url + path, "refused")
        assert portal.count(path) == 0
    assert portal.count("/robots.txt") == 1


def test_rules_for_others_are_not_ours(client: Client, portal: Portal) -> None:
    portal.answers["/robots.txt"] = b"User-agent: cchc\nAllow: /\n\nUser-agent: *\nDisallow: /\n"
    portal.answers["/a"] = page("a")
    assert body(client, portal.url + "/a") == page("a")


def test_a_host_that_cannot_give_its_rules_is_left_alone(client: Client, portal: Portal) -> None:
    portal.answers["/robots.txt"] = lambda h: h.send(b"", 500)
    portal.answers["/a"] = page("a")
    assert "robots" in failing(client, portal.url + "/a", "failed")
    assert portal.count("/a") == 0


def test_a_host_is_asked_no_faster_than_it_likes() -> None:
    clock = [0.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        clock[0] += seconds

    pace = Pace(lambda: clock[0], sleep)
    pace.wait("a.vn", 2.0)
    pace.wait("b.vn", 2.0)
    pace.wait("a.vn", 2.0)
    clock[0] += 0.5
    pace.wait("a.vn", 2.0)
    pace.hold("b.vn", 30.0)
    pace.wait("b.vn", 2.0)
    assert slept == [2.0, 1.5, 30.0]


def test_what_has_not_changed_is_not_sent_again(client: Client, portal: Portal) -> None:
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.send(b"", 304, Content_Length="")
        else:
            handler.send(page("a"), ETag='"v1"')

    portal.answers["/a"] = answer
    first = client.get(portal.url + "/a")
    assert first.validators == Validators('"v1"', None)
    assert client.get(portal.url + "/a", first.validators).path is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="Kế hoạch 12.pdf"', "Kế hoạch 12.pdf"),
        ("attachment; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch.pdf", "Kế hoạch.pdf"),
        ('attachment; filename="=?UTF-8?B?S+G6vyBob+G6oWNoLnBkZg==?="', "Kế hoạch.pdf"),
        ("attachment; filename=../../etc/passwd", "../../etc/passwd"),
        ("attachment", None),
        ("inline; filename*=khong-co''%FF", "ÿ"),
    ],
)
def test_names_that_hosts_give(client: Client, portal: Portal, header: str, name: str | None) -> None:
    portal.answers["/a"] = lambda h: h.send(pdf(), Content_Disposition=header.encode().decode("latin-1"))
    assert client.get(portal.url + "/a").filename == name


def test_certificates_are_verified(source: Callable[..., Source], tmp_path: Path) -> None:
    import ssl
    import subprocess
    from shutil import which

    if which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=cong.vidu.vn",
         "-addext", "subjectAltName=DNS:cong.vidu.vn"],
        check=True, capture_output=True,
    )  # fmt: skip
    from http.server import ThreadingHTTPServer

    handler = type("_Handler", (Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.portal = portal = Portal(server.server_address[1])  # type: ignore[attr-defined]
        portal.answers["/a"] = page("kín")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        there: dict[str, object] = {"resolver": lambda host, port: ["127.0.0.1"]}
        for host, extra, passes in (
            ("cong.vidu.vn", "", False),
            ("cong.vidu.vn", "ca_file = 'cert.pem'\n", True),
            ("khac.vidu.vn", "ca_file = 'cert.pem'\n", False),
        ):
            url = f"https://{host}:{portal.port}/a"
            with made(
                source(f"kind = 'pages'\nurl = '{url}'\nattempts = 1\n{extra}"), tmp_path, **there
            ) as client:
                if passes:
                    assert "kín".encode() in body(client, url)
                else:
                    failing(client, url, "failed")
        server.shutdown()
    assert portal.asked == ["/robots.txt", "/a"]
