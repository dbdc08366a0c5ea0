"""Files of sources: what they may say, and how their faults are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.intake.fetching import ConfigError, load_sources

GOOD = """
[defaults]
rate = 0.5
contact = "vanthu@vidu.vn"

[sources.tin-tuc]
kind = "feed"
url = "https://vidu.vn/rss"
rate = 2

[sources.van-ban]
kind = "listing"
url = "https://vidu.vn/van-ban?trang={page}"
links = '/van-ban/\\d+'
hosts = ["tep.vidu.vn", "*.luu.vidu.vn", "cu.vidu.vn:8443"]
private = ["10.1.0.0/16"]

[notify]
webhook = "https://chat.vidu.vn/hook"
"""


def load(tmp_path: Path, text: str) -> str:
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_sources(path)
    return str(caught.value)


def test_a_good_file(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(GOOD, encoding="utf-8")
    found = load_sources(path)
    feed, listing = found.sources
    assert (feed.name, feed.kind, feed.urls, feed.rate) == ("tin-tuc", "feed", ("https://vidu.vn/rss",), 2)
    assert (listing.rate, listing.contact) == (0.5, "vanthu@vidu.vn")
    assert listing.links is not None and listing.links.search("https://vidu.vn/van-ban/12")
    assert found.notify is not None and found.notify.webhook == "https://chat.vidu.vn/hook"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[sources.a]\nkind = 'feed'\n", ("sources.a", "url")),
        ("[sources.a]\nkind = 'rss'\nurl = 'https://a.vn'\n", ("sources.a.kind", "'rss'", "feed")),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\nlinkz = 'x'\n", ("sources.a.linkz", "'links'")),
        ("[sources.a]\nkind = 'feed'\nurl = 'ftp://a.vn'\n", ("sources.a.urls", "ftp://a.vn")),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://u:p@a.vn'\n", ("sources.a.urls",)),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\nrate = 0\n", ("sources.a.rate", "0")),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\nrate = true\n", ("sources.a.rate", "True")),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\nlinks = '('\n", ("sources.a.links",)),
        ("[sources.a]\nkind = 'listing'\nurl = 'https://a.vn'\n", ("sources.a", "links")),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn/{page}'\n", ("sources.a.url", "{page}")),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\nprivate = ['mạng trong']\n", ("sources.a.private",)),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\nhosts = ['https://b.vn']\n", ("sources.a.hosts",)),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\ntypes = ['exe']\n", ("sources.a.types", "'exe'")),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\nwithin = '//['\n", ("sources.a.within", "XPath")),
        ("[sources.'a b']\nkind = 'feed'\nurl = 'https://a.vn'\n", ("sources.a b",)),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\nca_file = 'khong-co.pem'\n", ("sources.a.ca_file", "PEM")),
        ("[sources.a]\nkind = 'feed'\nurl = 'https://a.vn'\ncontact = 'Văn thư'\n", ("sources.a.contact",)),
        ("[source.a]\n", ("source", "'sources'")),
        ("[defaults]\nkind = 'feed'\n", ("defaults.kind",)),
        ("[notify]\nwebhok = 'https://a.vn'\n", ("notify.webhok", "'webhook'")),
        ("[sources.a\n", ("TOML",)),
    ],
)  # fmt: skip
def test_faults_are_told_with_their_place(text: str, told: tuple[str, ...], tmp_path: Path) -> None:
    message = load(tmp_path, text)
    assert "\n" not in message and message.startswith(str(tmp_path / "s.toml"))
    assert [part for part in told if part not in message] == []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    message = load(tmp_path, "[sources.a]\nkind = 'x'\nurl = 'y'\nrate = -1\n[notify]\nmail_to = 'a'\n")
    assert len(message.splitlines()) == 4


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"khong-co\.toml"):
        load_sources(tmp_path / "khong-co.toml")
