"""Mails (`.eml`) and mailboxes (`.mbox`): their attachments, and the letter itself where nothing is attached."""

from __future__ import annotations

import email
import email.policy
import mimetypes
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import BinaryIO

from extract.intake.containers.model import Budget, Member, clean, too_large, too_much

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]|[A-Za-z][A-Za-z0-9-]{0,60}:\r?\n")
_SURE = (b"mime-version:", b"message-id:", b"received:", b"return-path:", b"x-mailer:", b"content-type:")
_MOST_PARTS = 2_000


def is_mail(head: bytes) -> bool:
    """Whether bytes begin with the headers of a mail: a sender, and what only programs of mail write."""
    lines = head.split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0].lower().split(b"\n")
    if not _HEADER.match(head):
        return False
    return any(line.startswith(b"from:") for line in lines) and any(line.startswith(_SURE) for line in lines)


def is_mailbox(head: bytes) -> bool:
    """Whether bytes begin as a mailbox does: `From sender date`, then the headers of a mail."""
    first, _, rest = head.partition(b"\n")
    return first.startswith(b"From ") and _HEADER.match(rest) is not None


def messages(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    """The mails of a mailbox, each as a member `1.eml`, `2.eml` …"""
    limit = budget.limits.member_bytes
    lines: list[bytes] = []
    size = number = 0
    blank = True

    def finished() -> Member:
        if size > limit:
            return Member(f"{number}.eml", message=too_large(size, budget.limits))
        return Member(f"{number}.eml", b"".join(lines))

    while line := file.readline(1 << 16):
        if blank and line.startswith(b"From "):
            if number:
                yield finished()
                if budget.spent():
                    yield Member("…", message=too_much(budget.limits))
                    return
            number += 1
            lines, size = [], 0
        else:
            size += len(line)
            if size <= limit:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = not line.strip()
    if number:
        yield finished()


def attachments(data: bytes, budget: Budget) -> Iterator[Member]:
    """What is attached to a mail; where that is nothing, the letter itself (`thư.txt`, `thư.html`)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    plain: bytes | None = None
    page: bytes | None = None
    found = False
    for count, part in enumerate(_leaves(message)):
        if count >= _MOST_PARTS or budget.spent():
            yield Member("…", message=too_much(budget.limits))
            return
        kind = part.get_content_type()
        name = _name(part)
        attached = part.get_content_disposition() == "attachment" or name is not None
        if kind == "message/rfc822":
            content: bytes | None = _bytes_of(part)
            name = name or "thư đính kèm.eml"
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else None
        if content is None:
            continue
        if not attached and kind == "text/plain":
            plain = plain or _text(part, content)
            continue
        if not attached and kind == "text/html":
            page = page or content
            continue
        if kind.startswith("image/") and part.get("Content-ID") is not None:
            # A picture within the letter: a logo, a signature.
            continue
        budget.count(len(content))
        if len(content) > budget.limits.member_bytes:
            yield Member(clean(name or "?"), message=too_large(len(content), budget.limits))
            continue
        found = True
        yield Member(clean(name or f"đính kèm {count}{mimetypes.guess_extension(kind) or ''}"), content)
    body = plain if plain and plain.strip() else page
    if not found and body and body.strip():
        budget.count(len(body))
        yield Member("thư.txt" if body is plain else "thư.html", body)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts without parts of their own, in order; an attached mail is one part."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
        else:
            stack += reversed([p for p in part.get_payload() if isinstance(p, EmailMessage)])


def _bytes_of(part: EmailMessage) -> bytes | None:
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
        return inner[0].as_bytes(policy=email.policy.default)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else None


def _name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except Exception:
        return None


def _text(part: EmailMessage, content: bytes) -> bytes:
    """The letter in UTF-8; as it is where its encoding is not what it says."""
    try:
        return content.decode(part.get_content_charset() or "utf-8").encode()
    except (LookupError, UnicodeDecodeError):
        return content
