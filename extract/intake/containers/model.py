"""What opening an archive or a mail gives, and how much of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from extract.reading.reader import MEBIBYTE
from extract.values.language import say

_DRIVE = re.compile(r"^[A-Za-z]:")
_LONGEST_NAME = 180


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken out of one archive or mail, with all that is nested in it."""

    members: int = 20_000
    member_bytes: int = 100 * MEBIBYTE
    total_bytes: int = 2048 * MEBIBYTE
    depth: int = 4
    ratio: int = 300
    """How many times larger a member may become than it is packed, beyond the first mebibytes."""


@dataclass
class Budget:
    """What is left of the limits while one container is opened."""

    limits: Limits
    members: int = field(init=False, default=0)
    total: int = field(init=False, default=0)

    def spent(self) -> bool:
        """Whether nothing more may be taken out."""
        return self.members >= self.limits.members or self.total >= self.limits.total_bytes

    def count(self, size: int) -> None:
        """Notes a member that was taken out."""
        self.members += 1
        self.total += size


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its path within (`công văn/a.pdf`, `b.zip!c.docx`), and its bytes or the reason why it has none.

    `message` is a reason with its remedy, without the name; `skipped` marks what is no document by its kind.
    """

    path: str
    data: bytes | None = None
    message: str | None = None
    skipped: bool = False


def clean(name: str) -> str:
    """A name from an archive or a mail as a path that leads nowhere else: no root, drive, `..` or control characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").replace("\0", "")
    parts = []
    for part in _DRIVE.sub("", name).split("/"):
        kept = "".join(c if c.isprintable() else "_" for c in part).strip()
        if kept not in ("", ".", ".."):
            parts.append(
                kept if len(kept) <= _LONGEST_NAME else kept[: _LONGEST_NAME // 2] + "…" + kept[-60:]
            )
    return "/".join(parts) or "?"


def too_much(limits: Limits) -> str:
    """The message for what is beyond the limits of the whole."""
    return say(
        f"tệp chứa quá nhiều (hơn {limits.members} tệp con hoặc {limits.total_bytes // MEBIBYTE} MB), phần còn lại không được mở; hãy giải nén và chia nhỏ",
        f"holds too much (over {limits.members} members or {limits.total_bytes // MEBIBYTE} MB), the rest is not opened; unpack and split it",
    )


def too_large(size: int, limits: Limits) -> str:
    """The message for a member that is too large."""
    return say(
        f"tệp con quá lớn ({size / MEBIBYTE:.0f} MB, tối đa {limits.member_bytes / MEBIBYTE:.0f} MB); hãy giải nén và nạp riêng",
        f"the member is too large ({size / MEBIBYTE:.0f} MB, at most {limits.member_bytes / MEBIBYTE:.0f} MB); unpack it and take it in by itself",
    )
