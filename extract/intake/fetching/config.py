"""The file of sources: what is fetched, from whom, how often, and who is told; checked before anything is asked for."""

from __future__ import annotations

import dataclasses
import difflib
import ipaddress
import os
import re
import ssl
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extract.intake.fetching.content import KINDS
from extract.values.language import say

SOURCE_KINDS = ("feed", "sitemap", "listing", "pages")
"""`feed`: RSS or Atom. `sitemap`: sitemaps and indexes of them. `listing`: pages of links. `pages`: the URLs themselves."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ConfigError(Exception):
    """A file of sources that can't be used. `str()` has one line for each fault: file, place, fault and remedy."""


@dataclass(frozen=True, slots=True)
class Source:
    """A portal as data. Times are in seconds, sizes in megabytes, `rate` in requests a second to one host."""

    name: str
    kind: str
    urls: tuple[str, ...]
    links: re.Pattern[str] | None = None
    """Of the links found, those whose address has this pattern are documents."""
    within: str | None = None
    """XPath of the part of a listing page in which its links are looked for."""
    next: re.Pattern[str] | None = None
    """What the address of the next page of a listing looks like; without it `rel="next"` is followed."""
    first_page: int = 1
    attachments: re.Pattern[str] | None = None
    """Further addresses beside a page that are files, for those that do not end like one."""
    attachments_within: str | None = None
    follow_attachments: bool = True
    keep_pages: bool = True
    """Whether pages are documents themselves, or only lead to their attachments."""
    hosts: tuple[str, ...] = ()
    """Further hosts (`a.vn`, `a.vn:8443`, `*.a.vn`) that links and redirects may lead to."""
    private: tuple[Network, ...] = ()
    """Private addresses that may be asked: networks of the organisation itself."""
    ca_file: Path | None = None
    contact: str | None = None
    rate: float = 1.0
    timeout: float = 30.0
    deadline: float = 600.0
    attempts: int = 5
    backoff: float = 1.0
    backoff_max: float = 60.0
    retry_after_max: float = 120.0
    max_mb: float = 50.0
    max_pages: int = 50
    max_documents: int = 5000
    max_attachments: int = 30
    recheck_days: float = 7.0
    types: tuple[str, ...] = ("html", "pdf", "doc", "docx", "odt", "rtf", "zip", "txt")

    @property
    def max_bytes(self) -> int:
        """The largest file, in bytes, as sent and as unpacked."""
        return int(self.max_mb * 1_000_000)


@dataclass(frozen=True, slots=True)
class Notify:
    """Who is told after a batch: a folder for text files, one for mail files, the address of a webhook."""

    every: float = 60.0
    """Seconds that a watch lets pass between two digests."""
    text_dir: Path | None = None
    mail_dir: Path | None = None
    mail_from: str = "cchc@localhost"
    mail_to: tuple[str, ...] = ()
    webhook: str | None = None
    webhook_token_env: str | None = None
    """The environment variable that holds the token sent as `Authorization: Bearer`; tokens stay out of files."""
    webhook_private: tuple[Network, ...] = ()
    ca_file: Path | None = None
    attempts: int = 4
    backoff: float = 1.0
    timeout: float = 15.0
    database_url: str | None = None
    """Where the database is browsed (`https://…/cchc`), for links to documents that were not fetched."""


@dataclass(frozen=True, slots=True)
class Sources:
    """A whole file of sources."""

    sources: tuple[Source, ...] = ()
    notify: Notify | None = None


@dataclass
class _Faults:
    path: Path
    lines: list[str] = field(default_factory=list)

    def add(self, place: str, vietnamese: str, english: str) -> None:
        self.lines.append(f"{self.path}: {place}: " + say(vietnamese, english))


class _WrongError(Exception):
    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese)
        self.vietnamese, self.english = vietnamese, english


def load_sources(path: Path) -> Sources:
    """Reads a file of sources; `ConfigError` names every fault in it at once."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(
            say(
                f"{path}: không đọc được tệp nguồn ({error.strerror}); kiểm tra đường dẫn",
                f"{path}: the file of sources can't be read ({error.strerror}); check the path",
            )
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            say(
                f"{path}: không đúng cú pháp TOML ({error}); sửa chỗ đó rồi chạy lại",
                f"{path}: not valid TOML ({error}); mend that place and run again",
            )
        ) from None
    faults = _Faults(path)
    _known(faults, "", data, ("defaults", "sources", "notify"))
    defaults = _table(faults, "defaults", data.get("defaults", {}))
    given = _table(faults, "sources", data.get("sources", {}))
    allowed = [*_SOURCE, "url"]
    _known(faults, "defaults", defaults, [k for k in _SOURCE if k not in ("kind", "urls")])
    sources = []
    for name, table in given.items():
        place = f"sources.{name}"
        table = _table(faults, place, table)
        _known(faults, place, table, allowed)
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}", name):
            faults.add(
                place,
                "tên nguồn chỉ gồm chữ không dấu, số, '-' và '_'; đổi tên",
                "names have letters without accents, digits, '-' and '_' only; rename it",
            )
            continue
        if (source := _source(faults, place, name, {**defaults, **table}, path.parent)) is not None:
            sources.append(source)
    notify = None
    if "notify" in data:
        table = _table(faults, "notify", data["notify"])
        _known(faults, "notify", table, _NOTIFY)
        values = _values(faults, "notify", table, _NOTIFY, path.parent)
        if "webhook" in table and "webhook" in values and not re.match(r"https?://", values["webhook"]):
            faults.add(
                "notify.webhook",
                "phải bắt đầu bằng https:// hoặc http://",
                "must begin with https:// or http://",
            )
        notify = Notify(**values)
    if faults.lines:
        raise ConfigError("\n".join(faults.lines))
    return Sources(tuple(sources), notify)


def _source(faults: _Faults, place: str, name: str, table: Mapping[str, Any], folder: Path) -> Source | None:
    before = len(faults.lines)
    table = dict(table)
    if "url" in table:
        table["urls"] = [table.pop("url")] if "urls" not in table else table["urls"]
    for key in ("kind", "urls"):
        if key not in table:
            shown = "url" if key == "urls" else key
            faults.add(
                place,
                f"thiếu '{shown}'; thêm "
                + ("kind = " + _listed(SOURCE_KINDS) if key == "kind" else 'url = "https://…"'),
                f"'{shown}' is missing; add "
                + ("kind = " + _listed(SOURCE_KINDS) if key == "kind" else 'url = "https://…"'),
            )
    values = _values(faults, place, table, _SOURCE, folder)
    if len(faults.lines) > before:
        return None
    source = Source(name=name, **values)
    for url in source.urls:
        if "{page}" in url and source.kind != "listing":
            faults.add(
                f"{place}.url",
                '{page} chỉ dùng với kind = "listing"',
                '{page} goes with kind = "listing" only',
            )
    if source.kind == "listing" and source.links is None:
        faults.add(
            place,
            "trang danh mục cần 'links', mẫu của địa chỉ văn bản; ví dụ links = '/van-ban/\\d+'",
            "a listing needs 'links', what the addresses of documents look like; such as links = '/van-ban/\\d+'",
        )
    return source if len(faults.lines) == before else None


def _known(faults: _Faults, place: str, table: Mapping[str, Any], keys: Any) -> None:
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, list(keys), 1)
            where = f"{place}.{key}" if place else key
            hint = f" '{near[0]}'?" if near else " " + ", ".join(keys)
            faults.add(where, f"không có mục này; phải chăng{hint}", f"no such key; perhaps{hint}")


def _table(faults: _Faults, place: str, value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    faults.add(place, f"phải là một bảng TOML: [{place}]", f"must be a table: [{place}]")
    return {}


def _values(
    faults: _Faults, place: str, table: Mapping[str, Any], spec: Mapping[str, Any], folder: Path
) -> dict[str, Any]:
    found = {}
    for key, value in table.items():
        if key in spec:
            try:
                found[key] = spec[key](value)
                if isinstance(found[key], Path):
                    found[key] = folder / found[key]
                if key == "ca_file":
                    _check_authority(found[key])
            except _WrongError as wrong:
                faults.add(f"{place}.{key}", wrong.vietnamese, wrong.english)
    return found


def _listed(values: Any) -> str:
    return ", ".join(f'"{v}"' for v in values)


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise _WrongError(f"phải là chuỗi, không phải {value!r}", f"must be a text, not {value!r}")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _WrongError(
        f"phải là true hoặc false, không phải {value!r}", f"must be true or false, not {value!r}"
    )


def _number(least: float, whole: bool = False, above: bool = False) -> Callable[[object], Any]:
    def check(value: object) -> Any:
        right = isinstance(value, int) if whole else isinstance(value, (int, float))
        if not right or isinstance(value, bool):
            raise _WrongError(f"phải là số, không phải {value!r}", f"must be a number, not {value!r}")
        assert isinstance(value, (int, float))
        if value < least or (above and value == least):
            raise _WrongError(
                f"phải {'lớn hơn' if above else 'từ'} {least:g}{'' if above else ' trở lên'}, không phải {value!r}",
                f"must be {'more than' if above else 'at least'} {least:g}, not {value!r}",
            )
        return value

    return check


def _texts(check: Callable[[object], Any]) -> Callable[[object], tuple[Any, ...]]:
    def each(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise _WrongError(f"phải là danh sách, không phải {value!r}", f"must be a list, not {value!r}")
        return tuple(check(v) for v in value)

    return each


def _one_of(*allowed: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value in allowed:
            return str(value)
        raise _WrongError(
            f"{value!r} không dùng được; dùng {_listed(allowed)}",
            f"{value!r} won't do; use {_listed(allowed)}",
        )

    return check


def _pattern(value: object) -> re.Pattern[str]:
    try:
        return re.compile(_text(value))
    except re.error as error:
        raise _WrongError(
            f"biểu thức chính quy sai ({error}); viết trong dấu nháy đơn '…'",
            f"no regular expression ({error}); write it in single quotes '…'",
        ) from None


def _url(value: object) -> str:
    url = _text(value)
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
        _ = parts.port
    except ValueError:
        right = False
    if not right:
        raise _WrongError(
            f"{url!r} không phải địa chỉ http(s) đầy đủ, không kèm mật khẩu",
            f"{url!r} is no whole http(s) address without a password",
        )
    return url


def _host(value: object) -> str:
    host = _text(value).lower()
    if re.fullmatch(r"(\*\.)?[\w.-]+(:\d+)?|\[[0-9a-f:]+\](:\d+)?", host):
        return host
    raise _WrongError(
        f"{host!r} không phải tên máy chủ; viết như 'a.gov.vn', 'a.gov.vn:8443' hoặc '*.a.gov.vn'",
        f"{host!r} is no host; write 'a.gov.vn', 'a.gov.vn:8443' or '*.a.gov.vn'",
    )


def _network(value: object) -> Network:
    try:
        return ipaddress.ip_network(_text(value), strict=False)
    except ValueError:
        raise _WrongError(
            f"{value!r} không phải địa chỉ hay dải IP; viết như '10.1.2.3' hoặc '10.1.0.0/16'",
            f"{value!r} is no IP address or network; write '10.1.2.3' or '10.1.0.0/16'",
        ) from None


def _path(value: object) -> Path:
    return Path(os.path.expanduser(_text(value)))  # noqa: PTH111


def _check_authority(path: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except (OSError, ssl.SSLError) as error:
        raise _WrongError(
            f"{path} không phải tệp chứng chỉ PEM đọc được ({error})",
            f"{path} is no PEM file of certificates that can be read ({error})",
        ) from None


def _xpath(value: object) -> str:
    from lxml import etree

    try:
        etree.XPath(_text(value))
    except etree.XPathError as error:
        raise _WrongError(f"XPath sai ({error})", f"no XPath ({error})") from None
    return _text(value)


def _mailbox(value: object) -> str:
    address = _text(value)
    if re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+", address):
        return address
    raise _WrongError(f"{address!r} không phải địa chỉ thư", f"{address!r} is no mail address")


_SOURCE: dict[str, Callable[[object], Any]] = {
    "kind": _one_of(*SOURCE_KINDS),
    "urls": _texts(_url),
    "links": _pattern,
    "within": _xpath,
    "next": _pattern,
    "first_page": _number(0, whole=True),
    "attachments": _pattern,
    "attachments_within": _xpath,
    "follow_attachments": _flag,
    "keep_pages": _flag,
    "hosts": _texts(_host),
    "private": _texts(_network),
    "ca_file": _path,
    "contact": _mailbox,
    "rate": _number(0, above=True),
    "timeout": _number(0, above=True),
    "deadline": _number(0, above=True),
    "attempts": _number(1, whole=True),
    "backoff": _number(0),
    "backoff_max": _number(0),
    "retry_after_max": _number(0),
    "max_mb": _number(0, above=True),
    "max_pages": _number(1, whole=True),
    "max_documents": _number(1, whole=True),
    "max_attachments": _number(0, whole=True),
    "recheck_days": _number(0),
    "types": _texts(_one_of(*KINDS)),
}
_NOTIFY: dict[str, Callable[[object], Any]] = {
    "every": _number(0),
    "text_dir": _path,
    "mail_dir": _path,
    "mail_from": _mailbox,
    "mail_to": _texts(_mailbox),
    "webhook": _url,
    "webhook_token_env": _text,
    "webhook_private": _texts(_network),
    "ca_file": _path,
    "attempts": _number(1, whole=True),
    "backoff": _number(0),
    "timeout": _number(0, above=True),
    "database_url": _url,
}
assert set(_SOURCE) == {f.name for f in dataclasses.fields(Source)} - {"name"}
assert set(_NOTIFY) == {f.name for f in dataclasses.fields(Notify)}
