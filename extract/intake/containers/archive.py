"""ZIP archives: names in whatever encoding they were packed, bombs and passwords told, nothing written to the disk."""

from __future__ import annotations

import io
import lzma
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from extract.intake.containers.model import Budget, Member, clean, too_large, too_much
from extract.reading.reader import MEBIBYTE
from extract.values.language import say

_UNICODE_PATH = 0x7075
_UTF8 = 0x800
_ENCRYPTED = 0x1
_FREE_BYTES = 8 * MEBIBYTE
"""A member up to this size may be packed as tightly as it likes."""
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")


def is_archive(head: bytes, file: BinaryIO) -> bool:
    """Whether a file is a ZIP archive of files, not a document that is packed as one (DOCX, XLSX, ODT)."""
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return not any(name in _OFFICE for name in archive.namelist())
    except Exception:
        return b"[Content_Types].xml" not in head and b"mimetype" not in head[:64]


def archive_members(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    """The members in their order, folders left out. Raises `zipfile.BadZipFile` where the whole can't be opened."""
    limits = budget.limits
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = clean(member_name(info))
            if budget.spent():
                yield Member("…", message=too_much(limits))
                return
            if info.flag_bits & _ENCRYPTED:
                budget.count(0)
                yield Member(
                    name,
                    message=say(
                        "tệp con có mật khẩu; hãy giải nén bằng mật khẩu rồi nạp lại",
                        "the member has a password; unpack it with the password and take it in again",
                    ),
                )
                continue
            if info.file_size > limits.member_bytes:
                budget.count(0)
                yield Member(name, message=too_large(info.file_size, limits))
                continue
            if info.file_size > _FREE_BYTES and info.file_size > limits.ratio * max(1, info.compress_size):
                budget.count(0)
                yield Member(
                    name,
                    message=say(
                        "tệp con phình to bất thường khi giải nén (bom nén), không mở; hãy kiểm tra nguồn gửi",
                        "the member grows beyond reason when unpacked (a zip bomb), not opened; check who sent it",
                    ),
                )
                continue
            yield _read(archive, info, name, budget)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> Member:
    allowed = min(budget.limits.member_bytes, budget.limits.total_bytes - budget.total)
    try:
        buffer = io.BytesIO()
        with archive.open(info) as member:
            while chunk := member.read(MEBIBYTE):
                buffer.write(chunk)
                if buffer.tell() > allowed:
                    budget.count(allowed)
                    return Member(name, message=too_large(buffer.tell(), budget.limits))
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        budget.count(0)
        if isinstance(error, NotImplementedError):
            reason = say(
                "cách nén này không hỗ trợ; hãy giải nén rồi nạp các tệp",
                "packed in a way that is not supported; unpack it and take in the files",
            )
        else:
            reason = say(
                "tệp con bị hỏng trong tệp nén; hãy xin lại tệp nén",
                "the member is damaged; ask for the archive again",
            )
        return Member(name, message=reason)
    budget.count(buffer.tell())
    return Member(name, buffer.getvalue())


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member as it was meant.

    Marked as UTF-8, given beside it in UTF-8 (Info-ZIP), UTF-8 without the mark (macOS), the code page 1258 of a
    Vietnamese Windows, else that of the first PCs (437), as the format has it.
    """
    # `orig_filename` keeps what `filename` cuts off at a zero byte.
    name = info.filename
    if info.flag_bits & _UTF8:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        content = extra[4 : 4 + size]
        if (
            kind == _UNICODE_PATH
            and len(content) > 5
            and struct.unpack_from("<I", content, 1)[0] == zlib.crc32(raw)
        ):
            return content[5:].decode("utf-8", "replace")
        extra = extra[4 + size :]
    for encoding in ("utf-8", "cp1258"):
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(c.isascii() or unicodedata.category(c)[0] in "LM" for c in decoded) or encoding == "utf-8":
            return unicodedata.normalize("NFC", decoded)
    return name
