"""What a page says of itself: headline, date, source, its own address, files to download."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from extract.reading.web.blocks import Block
from extract.values.dates import normal_day

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|zip|rar|7z|tiff?)$", re.I)
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.I)
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_SOURCE = re.compile(r"\s*(?:Nguồn|Theo nguồn)\s*(?:tin)?\s*:\s*(.{2,120}?)\s*$", re.I)
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "citation_publication_date",
    "publish-date",
)
_DATELINE = 60
_HEADLINE = 300
_WORDS = 12
"""A headline has so many characters at least; what is shorter names a page or a site."""
_LEVELS = 3
"""So many elements around the text may hold the files that belong to it."""

Metadata = list[tuple[str, str]]


class About:
    """What the head of a page says; the words of the page itself are asked for where they stand."""

    def __init__(self, tree: Any, text: str, address: str | None) -> None:
        self.tree = tree
        self.meta = _meta(tree)
        found = _SAVED.search(text[:4096])
        base = tree.find(".//base")
        self.address = (
            address
            or (found[1] if found else None)
            or next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)
            or self.meta.get("og:url")
        )
        self.base = (base.get("href") if base is not None else None) or self.address or ""

    def title(self) -> str | None:
        """The title of the page, without the name of the site behind it."""
        title = self.meta.get("og:title") or _inner(self.tree.find(".//title"))
        site = self.meta.get("og:site_name")
        if title and site and title.endswith(site):
            title = title[: -len(site)].rstrip(" -|–—·»")
        return title or None

    def date(self, lines: Sequence[str] = ()) -> str | None:
        """The day of publication as ISO date: from the head, else from the lines printed by the headline."""
        for value in (
            *(self.meta.get(name) for name in _DATES),
            *_times(self.tree),
            *_published(self.tree),
        ):
            if value and (m := _ISO.search(value)):
                return normal_day(int(m[3]), int(m[2]), int(m[1]))
            if value and (day := day_of(value)):
                return day
        return next((day for line in lines if (day := day_of(line))), None)

    def source(self, lines: Sequence[str] = (), site: str | None = None) -> str | None:
        """Who published it: the source printed under the text, else the name of the site as the page declares it.

        Where it declares none, the `site` that the library found, if that is a name and not a host; else the host.
        """
        for line in lines:
            if m := _SOURCE.match(line):
                return re.sub(r"\s+", " ", m[1])
        if name := self.meta.get("og:site_name") or next(_publishers(self.tree), None):
            return name
        if site and not re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", site):
            return site
        return urlsplit(self.address or "").hostname

    def attachments(self, element: Any) -> Iterator[str]:
        """The addresses of files to download in or beside the text, each once, in order."""
        for _ in range(_LEVELS):
            parent = element.getparent()
            if parent is None or parent.tag in ("body", "html"):
                break
            element = parent
        seen: set[str] = set()
        for link in element.iter("a"):
            address = (link.get("href") or "").strip()
            if address and _FILE.search(unquote(urlsplit(address).path)) and address not in seen:
                seen.add(address)
                yield urljoin(self.base, address) if self.base.startswith("http") else address


def day_of(line: str) -> str | None:
    """The day in a short line as ISO date."""
    m = _DAY.search(line) if len(line) <= _DATELINE else None
    return normal_day(int(m[1]), int(m[2]), int(m[3])) if m else None


def headline(blocks: Sequence[Block], end: int) -> int | None:
    """The block with the headline of a text that begins at `end`: the last `h1` before it."""
    return next((i for i in range(min(end, len(blocks) - 1), -1, -1) if blocks[i].element.tag == "h1"), None)


def find_headline(blocks: Sequence[Block], titles: Sequence[str]) -> int | None:
    """The block with the headline of an article.

    One of the titles that the page gives itself or a part of one, as an `h1` if there is such a one, else as another
    heading, else as any line that is no link, else as an `h1` that is one; where none of them is printed, an `h1`
    that is neither a link nor only a word or two. Of several the longest: the others are names of the site.
    """
    names = [name for title in titles for name in _parts(title)]
    ranked: list[tuple[int, int, int]] = []
    for i, block in enumerate(blocks):
        if not _WORDS <= block.length <= _HEADLINE:
            continue
        is_first = block.element.tag == "h1"
        linked = 2 * block.linked > block.length
        rank = None
        if _is_named(_letters(block.text), names):
            rank = (
                (3 if is_first and _leads_on(block.element) else None)
                if linked
                else 0
                if is_first
                else 1
                if block.heading
                else 2
            )
        elif is_first and not linked:
            rank = 4
        if rank is not None:
            ranked.append((rank, -block.length, i))
    return min(ranked)[2] if ranked else None


def _leads_on(element: Any) -> bool:
    """Whether the link in a headline leads further than to the first page of the site, as that of its name does."""
    address = next((link.get("href") or "" for link in element.iter("a")), "")
    return urlsplit(address).path.strip("/") not in ("", "index.html", "index.php", "trang-chu", "home")


def _is_named(text: str, names: Sequence[str]) -> bool:
    return any(text == name or (name.startswith(text) and 5 * len(text) >= 3 * len(name)) for name in names)


def _parts(title: str) -> Iterator[str]:
    """A title, and its parts where the name of the site stands behind or before it."""
    yield _letters(title)
    parts = [part for part in re.split(r"\s+[-–—|»·:]+\s+|:\s+", title) if len(part) >= _WORDS]
    for part in parts:
        yield _letters(part)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _meta(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = (element.get("content") or "").strip()
        if name and value:
            out.setdefault(name.lower(), re.sub(r"\s+", " ", value))
    return out


def _times(tree: Any) -> Iterator[str | None]:
    for element in tree.iter("time"):
        yield element.get("datetime")


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The things that a page describes for search engines, by the rules of schema.org."""
    for element in tree.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for one in data if isinstance(data, list) else [data]:
            if isinstance(one, dict):
                yield one
                graph = one.get("@graph")
                yield from (
                    part for part in (graph if isinstance(graph, list) else []) if isinstance(part, dict)
                )


def _published(tree: Any) -> Iterator[str]:
    for one in _linked_data(tree):
        if isinstance(value := one.get("datePublished"), str):
            yield value


def _publishers(tree: Any) -> Iterator[str]:
    for one in _linked_data(tree):
        publisher = one.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str) and name.strip():
            yield re.sub(r"\s+", " ", name.strip())


def _inner(element: Any | None) -> str | None:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip() or None if element is not None else None
