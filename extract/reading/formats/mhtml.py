"""Web archives (MHTML): a page and its pictures as one message, saved as `.mht` or by word processors as `.doc`."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from extract.reading.reader import MEBIBYTE, Reader
from extract.reading.source import ReadError, Source
from extract.values.language import say

_HEADER = re.compile(
    rb"\s*(?:From|MIME-Version|Content-Type|Content-Location|Snapshot-Content-Location|Date|Subject|X-[\w-]+):[^\n]{0,1000}\r?\n",
    re.I,
)
_KINDS = re.compile(rb"^Content-Type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M)

_MULTIPART = re.compile(rb"^Content-Type:\s*(?:multipart/|message/)", re.I | re.M)
_MOST_LEVELS = 40
"""The parser goes down a level for each part that holds parts, and looks at every line once for each level."""


def recognises(data: bytes) -> bool:
    """Whether some bytes are a message with a page in it."""
    head = data[:8192].removeprefix(b"\xef\xbb\xbf")
    return (
        _HEADER.match(head) is not None
        and b"mime-version" in head.lower()
        and _KINDS.search(head) is not None
    )


def read(data: bytes, name: str) -> Source:
    """Reads the page of an archive: its first part that is HTML."""
    from extract.reading.web import read_page

    if len(_MULTIPART.findall(data)) > _MOST_LEVELS:
        raise ReadError(
            name,
            say("tệp lưu trữ web có quá nhiều phần lồng nhau", "a web archive of parts within parts"),
            _PRINT,
        )
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                return read_page(body, name, declared=_charset(part), address=_address(message, part))
    raise ReadError(
        name,
        say("tệp lưu trữ web không có phần HTML nào", "a web archive without a page"),
        _PRINT,
    )


_PRINT = say("hãy mở bằng trình duyệt rồi in ra PDF", "open it in a browser and print it to PDF")


def _charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    return charset if charset and charset != "utf-8" else None


def _address(message: Message, part: Message) -> str | None:
    for held in (message.get("Snapshot-Content-Location"), part.get("Content-Location")):
        if held and str(held).startswith("http"):
            return re.sub(r"\s+", "", str(held))
    return None


READER = Reader(name="mhtml", recognises=recognises, read=read, rank=55, max_bytes=40 * MEBIBYTE)
