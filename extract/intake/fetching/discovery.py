"""What a source leads to: the addresses of documents in feeds, sitemaps and listings, page by page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree

from extract.intake.fetching.addresses import canonical
from extract.intake.fetching.client import Client, Fetched, FetchError, Validators
from extract.intake.fetching.config import Source
from extract.intake.fetching.content import CutOffError, TooLargeError, unpacked
from extract.intake.fetching.links import documents, looks_like_file, next_page, parse_page
from extract.intake.fetching.state import State
from extract.values.language import say

_MOST_SITEMAPS = 500
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The address of a document; `hint` is what the source says of its last change."""

    url: str
    role: str = "page"
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a source that was read: where, and what it leads to."""

    url: str
    found: tuple[Found, ...]
    validators: Validators = field(default_factory=Validators)


def discover(source: Source, client: Client, state: State) -> Iterator[Leaf]:
    """The pages of a source, one after the other; what leads nowhere new is left out. Raises `FetchError`."""
    if source.kind == "pages":
        yield Leaf("", tuple(Found(canonical(u), _role(u)) for u in source.urls))
    elif source.kind == "feed":
        for url in source.urls:
            yield from _feed(canonical(url), source, client, state)
    elif source.kind == "sitemap":
        yield from _sitemaps(source, client, state)
    else:
        for url in source.urls:
            yield from _listing(url, source, client, state)


def _role(url: str) -> str:
    return "attachment" if looks_like_file(url) else "page"


def _read(client: Client, url: str, state: State) -> tuple[Fetched, bytes] | None:
    """A page of a source, `None` where it has not changed since all of it was worked off."""
    fetched = client.get(url, state.validators(url))
    if fetched.path is None:
        return None
    data = fetched.path.read_bytes()
    fetched.path.unlink()
    return fetched, data


def _feed(url: str, source: Source, client: Client, state: State) -> Iterator[Leaf]:
    import feedparser

    read = _read(client, url, state)
    if read is None:
        return
    fetched, data = read
    headers = {"content-location": fetched.url}
    if fetched.charset:
        headers["content-type"] = f"{fetched.media_type}; charset={fetched.charset}"
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers)
    if not parsed.entries and not parsed.get("version"):
        raise FetchError(
            url,
            "failed",
            say(
                "đây không phải RSS hay Atom; kiểm tra địa chỉ hoặc 'kind' của nguồn",
                "neither RSS nor Atom; check the address or 'kind' of the source",
            ),
        )
    found = []
    for entry in parsed.entries:
        # As it stands in the feed: `entry.get` would give one for the other.
        hint = dict.get(entry, "updated") or dict.get(entry, "published")
        targets = [entry.get("link"), *(e.get("href") for e in entry.get("enclosures", ()))]
        for target in dict.fromkeys(t for t in targets if t):
            try:
                address = canonical(urljoin(fetched.url, target))
            except ValueError:
                continue
            if source.links is None or source.links.search(address) or target != entry.get("link"):
                found.append(Found(address, _role(address), hint))
    yield Leaf(url, tuple(found), fetched.validators)


def _sitemaps(source: Source, client: Client, state: State) -> Iterator[Leaf]:
    waiting = [(canonical(url), 0) for url in source.urls]
    seen = {url for url, _ in waiting}
    asked = 0
    while waiting and asked < _MOST_SITEMAPS:
        url, depth = waiting.pop(0)
        asked += 1
        read = _read(client, url, state)
        if read is None:
            continue
        fetched, data = read
        root = _xml(url, _ungzipped(url, data, source))
        found = []
        for entry in root:
            if not isinstance(entry.tag, str):
                continue
            place = _child(entry, "loc")
            if not place:
                continue
            try:
                address = canonical(urljoin(fetched.url, place))
            except ValueError:
                continue
            if etree.QName(entry).localname == "sitemap":
                if address not in seen and depth < _DEEPEST:
                    seen.add(address)
                    waiting.append((address, depth + 1))
            elif source.links is None or source.links.search(address):
                found.append(Found(address, _role(address), _child(entry, "lastmod")))
        index = etree.QName(root).localname == "sitemapindex"
        # An index is read each time: its members may have changed where it has not.
        yield Leaf(url, tuple(found), Validators() if index else fetched.validators)


def _ungzipped(url: str, data: bytes, source: Source) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    import tempfile

    try:
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            return b"".join(unpacked(Path(file.name), source.max_bytes))
    except (TooLargeError, CutOffError):
        raise FetchError(
            url,
            "failed",
            say(
                f"sitemap nén bị hỏng hoặc lớn hơn {source.max_mb:g} MB",
                f"the packed sitemap is damaged or larger than {source.max_mb:g} MB",
            ),
        ) from None


def _xml(url: str, data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise FetchError(
            url,
            "failed",
            say(
                "đây không phải sitemap; kiểm tra địa chỉ hoặc 'kind' của nguồn",
                "no sitemap; check the address or 'kind' of the source",
            ),
        )
    return root


def _child(entry: etree._Element, name: str) -> str | None:
    for child in entry:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            return (child.text or "").strip() or None
    return None


def _listing(template: str, source: Source, client: Client, state: State) -> Iterator[Leaf]:
    """The pages of a listing, until there is no next one, one leads back, or nothing new is on it."""
    numbered = "{page}" in template
    url: str | None = canonical(template.replace("{page}", str(source.first_page)))
    asked: set[str] = set()
    met: set[str] = set()
    for number in range(source.first_page, source.first_page + source.max_pages):
        if url is None or url in asked:
            return
        asked.add(url)
        try:
            read = _read(client, url, state)
        except FetchError as error:
            # Past the last page many portals answer that there is none.
            if numbered and number > source.first_page and error.status == "gone":
                return
            raise
        if read is None:
            return
        fetched, data = read
        page = parse_page(data, fetched.url, fetched.charset)
        addresses = documents(page, source)
        fresh = [a for a in addresses if a not in met]
        if number > source.first_page and not fresh:
            return
        met.update(fresh)
        first = number == source.first_page
        old = state.complete and all(state.is_known(a) for a in fresh)
        yield Leaf(
            url, tuple(Found(a, _role(a)) for a in fresh), fetched.validators if first else Validators()
        )
        if old:
            return
        if numbered:
            url = canonical(template.replace("{page}", str(number + 1)))
        else:
            following = next_page(page, source)
            url = following
