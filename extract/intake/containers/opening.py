"""What kind of container a file is, and its members, those of containers within it included."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal

from extract.intake.containers.archive import archive_members, is_archive
from extract.intake.containers.mail import attachments, is_mail, is_mailbox, messages
from extract.intake.containers.model import Budget, Limits, Member
from extract.intake.files import is_beside, is_temporary
from extract.reading.reader import MEBIBYTE
from extract.values.language import say

LIMITS = Limits()
_HEAD = 16 * 1024
_MOST_MAIL = 200 * MEBIBYTE
_Kind = Literal["archive", "mail", "mailbox"]


def is_container(path: Path) -> bool:
    """Whether a file is an archive, a mail or a mailbox, by its content. Raises `OSError` where it can't be read."""
    with path.open("rb") as file:
        return _kind(file) is not None


def members(path: Path, limits: Limits = LIMITS) -> Iterator[Member]:
    """The documents in a container, one in memory at a time; what can't be opened is a member with its reason.

    A container within it is opened too, to the depth allowed; paths are joined by `!`. Raises `OSError` where the file
    can't be read.
    """
    budget = Budget(limits)
    seen: Counter[str] = Counter()
    with path.open("rb") as file:
        for member in _open(file, budget, 1):
            seen[member.path] += 1
            again = seen[member.path]
            yield member if again == 1 else replace(member, path=f"{member.path}#{again}")


def _kind(file: BinaryIO) -> _Kind | None:
    head = file.read(_HEAD)
    try:
        if is_archive(head, file):
            return "archive"
    finally:
        file.seek(0)
    if is_mailbox(head):
        return "mailbox"
    return "mail" if is_mail(head) else None


def _open(file: BinaryIO, budget: Budget, depth: int) -> Iterator[Member]:
    try:
        match _kind(file):
            case "archive":
                found = archive_members(file, budget)
            case "mailbox":
                found = messages(file, budget)
            case _:
                found = attachments(file.read(_MOST_MAIL), budget)
        for member in found:
            yield from _one(member, budget, depth)
    except zipfile.BadZipFile:
        yield Member(
            "?",
            message=say(
                "tệp nén bị hỏng hoặc bị cắt cụt; hãy xin lại tệp",
                "the archive is damaged or cut off; ask for it again",
            ),
        )
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        yield Member(
            "?",
            message=say(
                f"thư hoặc tệp nén sai cấu trúc ({type(error).__name__}); hãy lưu riêng các tệp đính kèm rồi nạp",
                f"a mail or archive of broken structure ({type(error).__name__}); save its attachments and take them in",
            ),
        )


def _one(member: Member, budget: Budget, depth: int) -> Iterator[Member]:
    name = member.path.rpartition("/")[2]
    if is_temporary(name) or any(part.startswith((".", "__MACOSX")) for part in member.path.split("/")[:-1]):
        return
    if member.data is None:
        yield member
        return
    inner = io.BytesIO(member.data)
    if _kind(inner) is None:
        yield Member(member.path, skipped=True) if is_beside(name) else member
    elif depth >= budget.limits.depth:
        yield Member(
            member.path,
            message=say(
                "tệp nén lồng nhau quá sâu, không mở; hãy giải nén rồi nạp lại",
                "nested too deep, not opened; unpack it and take it in again",
            ),
        )
    else:
        for each in _open(inner, budget, depth + 1):
            yield replace(each, path=f"{member.path}!{each.path}")
