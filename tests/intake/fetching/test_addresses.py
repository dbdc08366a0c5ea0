"""Which addresses may be asked."""

from __future__ import annotations

import ipaddress

import pytest

from extract.intake.fetching.addresses import Gate, RefusedError, canonical, is_public


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://Vidu.VN:443/Van-Ban?id=1#muc-2", "https://vidu.vn/Van-Ban?id=1"),
        ("http://vidu.vn", "http://vidu.vn/"),
        ("http://vidu.vn./a", "http://vidu.vn/a"),
        ("https://vidu.vn/a?utm_source=zalo&id=2&fbclid=x", "https://vidu.vn/a?id=2"),
        ("http://vidu.vn:8080/a", "http://vidu.vn:8080/a"),
        (
            "http://vidu.vn/Kế hoạch.pdf?tệp=a b",
            "http://vidu.vn/K%E1%BA%BF%20ho%E1%BA%A1ch.pdf?t%E1%BB%87p=a%20b",
        ),
        ("http://vidu.vn/vb;jsessionid=0A1B?id=2", "http://vidu.vn/vb?id=2"),
        ("http://vídụ.vn/", "http://xn--vd-nja3081a.vn/"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_one_place_has_one_address(url: str, normal: str) -> None:
    assert canonical(url) == normal
    assert canonical(normal) == normal


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.0.0.8", False),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
    ],
)
def test_private_addresses_are_known(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_only_listed_hosts_may_be_asked() -> None:
    gate = Gate(
        ["https://vidu.vn/rss", "http://cu.vidu.vn:8080/"], ["tep.vidu.vn", "*.luu.vn", "khac.vn:8443"]
    )
    for url in (
        "https://vidu.vn/a",
        "https://VIDU.vn./a".lower(),
        "http://cu.vidu.vn:8080/x",
        "https://tep.vidu.vn/a.pdf",
        "http://tep.vidu.vn/a.pdf",
        "https://a.luu.vn/",
        "https://khac.vn:8443/",
    ):
        gate.check(url)
    for url in (
        "https://xau.vn/",
        "https://vidu.vn.xau.vn/",
        "https://vidu.vn:8443/",
        "https://vidu.vn@xau.vn/",
        "https://nguoi@vidu.vn/",
        "http://cu.vidu.vn/",
        "https://luu.vn.xau.vn/",
        "https://xluu.vn/",
        "https://khac.vn/",
        "file:///etc/passwd",
        "ftp://vidu.vn/",
        "gopher://vidu.vn/",
        "https:///a",
        "https://vidu.vn:99999/",
    ):
        with pytest.raises(RefusedError):
            gate.check(url)


def test_names_that_lead_inside_are_refused() -> None:
    names = {"vidu.vn": ["10.0.0.8"], "lan.vn": ["10.1.2.3"], "hai.vn": ["10.0.0.8", "8.8.8.8"]}
    gate = Gate([], private=[ipaddress.ip_network("10.1.0.0/16")], resolver=lambda host, port: names[host])
    with pytest.raises(RefusedError, match="private"):
        gate.addresses("vidu.vn", 443)
    assert gate.addresses("lan.vn", 443) == ["10.1.2.3"]
    assert gate.addresses("hai.vn", 443) == ["8.8.8.8"]
