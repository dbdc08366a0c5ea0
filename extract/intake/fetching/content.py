"""What kind of file was sent, told from its bytes, and whether the whole of it was."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

KINDS = ("html", "pdf", "doc", "docx", "odt", "rtf", "zip", "txt", "xlsx", "mhtml", "tif", "png", "jpg")
_CHUNK = 64 * 1024
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)[\s>]", re.IGNORECASE)


def kind_of(path: Path) -> str:
    """One of `KINDS`, `xml`, or `other`."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(8192)
        file.seek(max(0, size - 70_000))
        tail = file.read()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        for part, kind in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"opendocument.text", "odt")):
            if part in head or part in tail:
                return kind
        return "zip"
    for magic, kind in (
        (b"\xd0\xcf\x11\xe0", "doc"),
        (b"{\\rtf", "rtf"),
        (b"\x89PNG", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"II*\x00", "tif"),
        (b"MM\x00*", "tif"),
    ):
        if head.startswith(magic):
            return kind
    text = head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "replace").encode("utf-8")
    elif b"\x00" in head:
        return "other"
    if re.match(
        rb"\s*(?:From|MIME-Version|Content-Type):.*?multipart/related", text[:2048], re.IGNORECASE | re.DOTALL
    ):
        return "mhtml"
    if _HTML.search(text[:4096]):
        return "html"
    if text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex")
    ):
        return "xml"
    return "txt" if text.strip() else "other"


def looks_whole(path: Path, kind: str) -> bool:
    """Whether the end of a file is there, as far as its format shows: a wrong length hides that it was cut off."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(4096)
        file.seek(max(0, size - 70_000))
        tail = file.read()
    if kind == "pdf":
        return b"%%EOF" in tail[-8192:]
    if kind in ("zip", "docx", "xlsx", "odt"):
        return b"PK\x05\x06" in tail
    if kind == "rtf":
        return tail.rstrip(b"\x00\r\n\t ").endswith(b"}")
    if kind == "html" and re.search(rb"<html", head, re.IGNORECASE):
        return re.search(rb"</html", tail, re.IGNORECASE) is not None
    return True


class TooLargeError(Exception):
    """What is packed is larger than the limit."""


class CutOffError(Exception):
    """What is packed ends before its end."""


def unpacked(path: Path, most: int) -> Iterator[bytes]:
    """The content of a gzip or zlib file, never more than `most` bytes; other files as they are."""
    total = 0
    with path.open("rb") as file:
        head = file.read(2)
        file.seek(0)
        packed = head == b"\x1f\x8b" or (
            len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0
        )
        engine = zlib.decompressobj(47) if packed else None
        while chunk := file.read(_CHUNK):
            while chunk:
                if engine is None:
                    piece, chunk = chunk, b""
                else:
                    try:
                        piece = engine.decompress(chunk, _CHUNK)
                    except zlib.error as error:
                        raise CutOffError(str(error)) from None
                    chunk = engine.unconsumed_tail
                    if engine.eof:
                        # Several members may follow one another; what else follows is padding.
                        rest = engine.unused_data
                        more = rest.startswith(b"\x1f\x8b")
                        engine, chunk = (zlib.decompressobj(47), rest) if more else (engine, b"")
                total += len(piece)
                if total > most:
                    raise TooLargeError
                if piece:
                    yield piece
        if engine is not None and not engine.eof:
            raise CutOffError("")
