"""Which addresses may be asked: of the hosts listed only, and nothing inside the own network unless it is listed.

A name is looked up once for each connection, and the connection goes to the address that was checked: a name that
answers with another address the next time leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

from extract.intake.fetching.config import Network
from extract.values.language import say

Resolve = Callable[[str, int], Sequence[str]]
_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|zarsrc)=[^&]*", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
_KEPT = "%/:@!$&'()*+,;=~-._[]"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedError(Exception):
    """An address that may not be asked. `str()` is the reason with its remedy, without the address."""


def canonical(url: str) -> str:
    """An address in its normal form: small letters in scheme and host, no default port, no fragment, no tracking
    or session, letters beyond ASCII as `%XX`. `ValueError` where it is none."""
    parts = urlsplit(urldefrag(url.strip()).url)
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = _ascii(host)
    path = _SESSION.sub("", parts.path) or "/"
    query = _TRACKING.sub("", parts.query).lstrip("&")
    if parts.port and parts.port != _PORTS.get(scheme):
        host = f"{host}:{parts.port}"
    if parts.username is not None:
        host = f"{parts.netloc.rpartition('@')[0]}@{host}"
    return urlunsplit((scheme, host, quote(path, safe=_KEPT), quote(query, safe=_KEPT + "?"), ""))


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them; `OSError` where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, also where it is wrapped in another."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class Gate:
    """The addresses that one source may ask."""

    def __init__(
        self,
        urls: Iterable[str],
        hosts: Iterable[str] = (),
        private: Iterable[Network] = (),
        resolver: Resolve = resolve,
    ) -> None:
        self._origins: set[tuple[str, int]] = set()
        self._domains: list[str] = []
        self._private = tuple(private)
        self._resolve = resolver
        for url in urls:
            parts = urlsplit(canonical(url))
            host = parts.hostname or ""
            self._origins.add((host, parts.port or _PORTS.get(parts.scheme, 0)))
            if parts.port is None:
                self._origins.add((host, 443))
        for entry in map(_ascii, hosts):
            if entry.startswith("*."):
                self._domains.append(entry[1:])
                continue
            name, _, port = entry.rpartition(":") if re.search(r":\d+$", entry) else (entry, "", "")
            for each in (int(port),) if port else (80, 443):
                self._origins.add((name.strip("[]"), each))

    def check(self, url: str) -> None:
        """Raises `RefusedError` where the address is not one of the hosts listed."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            raise RefusedError(say("địa chỉ sai", "no valid address")) from None
        if parts.scheme not in _PORTS or not host:
            raise RefusedError(say("chỉ lấy qua http và https", "http and https only"))
        if parts.username is not None:
            raise RefusedError(say("địa chỉ kèm tên người dùng", "the address has a user name in it"))
        port = port or _PORTS[parts.scheme]
        listed = (host, port) in self._origins or (
            port in (80, 443) and any(host.endswith(domain) for domain in self._domains)
        )
        if not listed:
            shown = host if port in (80, 443) else f"{host}:{port}"
            raise RefusedError(
                say(
                    f"máy chủ {shown} không có trong danh sách; nếu tin cậy, thêm vào 'hosts' của nguồn",
                    f"the host {shown} is not listed; add it to 'hosts' of the source if it is to be trusted",
                )
            )

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be connected to; `RefusedError` where there are others only."""
        found = list(self._resolve(host, port))
        allowed = [a for a in found if is_public(a) or self._listed(a)]
        if found and not allowed:
            raise RefusedError(
                say(
                    f"{host} dẫn tới địa chỉ nội bộ {found[0]}; nếu đúng là máy của cơ quan, thêm vào 'private' của nguồn",
                    f"{host} leads to the private address {found[0]}; add it to 'private' of the source if it is your own",
                )
            )
        return allowed

    def _listed(self, address: str) -> bool:
        ip = ipaddress.ip_address(address.partition("%")[0])
        return any(ip in network for network in self._private)
