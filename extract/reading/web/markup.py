"""The bytes of a page to a tree of elements: is it a page at all, its encoding, its parsing."""

from __future__ import annotations

import html
import re
from typing import Any

from extract.reading.decode import Decoded, vietnamese

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LEAD = re.compile(
    r"(?:\s+|<\?xml.{0,300}?\?>|<!--.*?-->|<!doctype[^>]{0,400}>|<!\[[^>]{0,200}>|<(?:base|link|meta)\b[^>]{0,2000}>)*",
    re.I | re.S,
)
_PAGE = re.compile(r"<(?:html|head|body|frameset|title)\b", re.I)
_PIECE = re.compile(
    r"<(?:table|div|p|center|style|script|font|span|article|section|main|form|ul|ol|h[1-6])(?=[\s>])", re.I
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{2,40})""",
    re.I,
)
_WESTERN = {
    "iso-8859-1",
    "latin1",
    "latin-1",
    "windows-1252",
    "cp1252",
    "ascii",
    "us-ascii",
    "x-user-defined",
}
_HEAD = 65_536
_DEEPEST = 2_000
"""The parser cuts off what is nested deeper than 2,048 elements."""
_NESTING = re.compile(
    r"<(/?)(div|section|blockquote|table|tbody|tr|td|th|ul|ol|li|dl|dd|dt|span|font|b|i|u|em|strong|center)\b[^<>]{0,4000}>",
    re.I,
)
_DECLARATIONS = re.compile(
    r"(\s*(?:<\?xml[^<>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*)?<!doctype\b[^<>\[\]]{0,400})\[.*?\]\s*>",
    re.I | re.S,
)
"""A document type with declarations of its own, which a parser of HTML takes for text."""

_INLINE = frozenset(("span", "font", "b", "i", "u", "em", "strong"))


def is_page(data: bytes) -> bool:
    """Whether some bytes are a web page, or a piece of one; Markdown with a few tags is not."""
    head = _unicode_head(data)
    if head is None:
        return False
    head = _without_declarations(head)
    lead = _LEAD.match(head)
    at = lead.end() if lead else 0
    if _PAGE.match(head, at) or re.match(r"\s*<!doctype\s+html", head, re.I):
        return True
    return _PIECE.match(head, at) is not None and _is_markup(head[at:])


def _without_declarations(text: str) -> str:
    found = _DECLARATIONS.match(text)
    return f"{found[1]}>{text[found.end() :]}" if found else text


def _unicode_head(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) : _HEAD].decode(encoding, errors="replace")
    head = data[:_HEAD]
    if head[:1024].count(0) * 3 > len(head[:1024]):
        # UTF-16 without its mark.
        return head.replace(b"\x00", b"").decode("latin-1")
    start = head.lstrip()[:1]
    return head.decode("latin-1") if start == b"<" else None


def _is_markup(head: str) -> bool:
    """Whether all but a little of the text stands inside elements: the rest of a page of Markdown does not."""
    tree = parse(head if len(head) < _HEAD // 2 else head[: head.rfind(">") + 1])
    body = None if tree is None else tree.find("body")
    if body is None:
        return False
    loose = len((body.text or "").strip()) + sum(len((child.tail or "").strip()) for child in body)
    every = sum(len(text.strip()) for text in body.itertext())
    return loose <= 0.3 * every


def page_text(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a page: by its mark of encoding, as UTF-8 if it is valid UTF-8, else as it declares.

    `declared` is what stood in the header of a message. What was typed in the encoding of a font is left as it
    is: the fonts are known by element.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(encoding, errors="replace"), encoding)
    if data[:1024].count(0) * 3 > len(data[:1024]):
        encoding = "utf-16-le" if data[1:1024:2].count(0) > data[0:1024:2].count(0) else "utf-16-be"
        return Decoded(data.decode(encoding, errors="replace"), encoding)
    data = data.replace(b"\x00", b"")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        found = _DECLARED.search(data[:8192])
        name = declared or ((found[1] or found[2]).decode("ascii") if found else "")
        return _not_utf8(data, name.strip().lower(), error)


def _not_utf8(data: bytes, declared: str, error: UnicodeDecodeError) -> Decoded:
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    if broken <= 2 or broken * 20 < sum(1 for c in lenient[:200_000] if c > "\x7f"):
        cut = error.end >= len(data) - 4
        note = (
            "tệp bị cắt giữa một ký tự ở cuối"
            if cut
            else f"{broken} chỗ có byte hỏng đã được thay bằng ký tự �"
        )
        return Decoded(lenient, "utf-8", (note,))
    western = data.decode("latin-1").translate(_WINDOWS)
    best = (max(0.5, _vietnamese(western)), western, "windows-1252")
    for name in dict.fromkeys([declared, "windows-1258"]):
        if not name or name in _WESTERN or name.startswith("utf"):
            continue
        try:
            text = data.decode(name, errors="replace")
        except LookupError:
            continue
        if (sure := _vietnamese(text)) > best[0]:
            best = (sure, text, name)
    _, text, name = best
    named = name == declared or (name == "windows-1252" and declared in _WESTERN)
    return Decoded(text, name, () if named else (f"trang không ghi đúng mã ký tự, đoán là {name}",))


def _vietnamese(page: str) -> float:
    return vietnamese(html.unescape(re.sub("<[^>]{0,2000}>", " ", page[:400_000])))


_WINDOWS = {
    code: char
    for code in range(0x80, 0xA0)
    if (char := bytes([code]).decode("windows-1252", errors="ignore"))
}


def parse(text: str) -> Any | None:
    """The tree of a page, or `None` where it has no element; what is nested without end is flattened."""
    text = _without_declarations(text)
    tree = _parsed(text)
    if tree is None or not _is_deep(tree):
        return tree
    # A paragraph ends the one before it: what was nested stands side by side.
    return _parsed(_NESTING.sub(lambda m: " " if m[2].lower() in _INLINE else "<p>", text))


def _parsed(text: str) -> Any | None:
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    data = text.replace("\x00", "").encode("utf-8", errors="replace")
    try:
        tree = etree.fromstring(data, parser=parser) if data.strip() else None
    except etree.XMLSyntaxError:
        return None
    return tree if tree is not None and isinstance(tree.tag, str) else None


def _is_deep(tree: Any) -> bool:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= _DEEPEST:
            return True
    return False
