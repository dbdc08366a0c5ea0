"""The links of a web page: those that lead to documents, to the next page of a listing, to files beside a page."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from lxml import etree, html

from extract.intake.fetching.addresses import canonical
from extract.intake.fetching.config import Source

_FILE = re.compile(r"\.(?:pdf|docx?|odt|rtf|zip)$", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]+charset", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a tree, with the address that its links are relative to."""

    tree: html.HtmlElement | None
    base: str


def parse_page(data: bytes, url: str, charset: str | None = None) -> Page:
    """The tree of a page, in whatever encoding it is: what it says itself counts more than what the host says."""
    encoding: str | None = None
    try:
        data.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            encoding = "utf-16"
        elif not _META_CHARSET.search(data[:4096]) and charset is not None:
            try:
                encoding = codecs.lookup(charset).name
            except LookupError:
                encoding = None
    try:
        parser = html.HTMLParser(encoding=encoding, no_network=True, huge_tree=False)
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError):
        return Page(None, url)
    base = tree.xpath("string(//base/@href)")
    return Page(tree, urljoin(url, base.strip()) if base else url)


def links(page: Page, within: str | None = None) -> Iterator[tuple[str, html.HtmlElement]]:
    """The whole addresses of the links of a page or of a part of it, each once, in their order."""
    if page.tree is None:
        return
    seen = set()
    roots = page.tree.xpath(within) if within else [page.tree]
    for root in roots if isinstance(roots, list) else []:
        if not isinstance(root, etree._Element):
            continue
        for element in root.iter("a", "iframe", "embed", "object", "link"):
            target = element.get("href") or element.get("src") or element.get("data")
            if not target:
                continue
            try:
                url = canonical(urljoin(page.base, " ".join(target.split())))
            except ValueError:
                continue
            if url.startswith(("http://", "https://")) and url not in seen:
                seen.add(url)
                yield url, element


def documents(page: Page, source: Source) -> list[str]:
    """The addresses of the documents that a listing page leads to."""
    assert source.links is not None
    return [
        url for url, element in links(page, source.within) if element.tag == "a" and source.links.search(url)
    ]


def next_page(page: Page, source: Source) -> str | None:
    """The address of the next page of a listing."""
    for url, element in links(page):
        if source.next is not None:
            if source.next.search(url) and element.tag == "a":
                return url
        elif "next" in (element.get("rel") or "").lower().split():
            return url
    return None


def attachments(page: Page, source: Source) -> list[str]:
    """The addresses of the files beside a page, also those shown by a viewer in the page."""
    found = []
    for url, element in links(page, source.attachments_within):
        if element.tag == "link":
            continue
        if element.tag == "a":
            if looks_like_file(url) or (source.attachments is not None and source.attachments.search(url)):
                found.append(url)
        elif (shown := shown_file(url)) is not None:
            found.append(shown)
    return list(dict.fromkeys(found))[: source.max_attachments]


def looks_like_file(url: str) -> bool:
    """Whether an address ends like a file, or one of its parameters does."""
    parts = urlsplit(url)
    return bool(_FILE.search(unquote(parts.path))) or any(
        _FILE.search(value) for _, value in parse_qsl(parts.query)
    )


def shown_file(url: str) -> str | None:
    """The file that a frame shows: its own address, or the one that a viewer gets as a parameter."""
    parts = urlsplit(url)
    if _FILE.search(unquote(parts.path)):
        return url
    for _, value in parse_qsl(parts.query):
        if _FILE.search(urlsplit(value).path):
            return canonical(urljoin(url, value))
    return None
