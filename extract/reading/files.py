"""Files of any kind to a `Source`, or to one line that says why not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from extract.reading.reader import MEBIBYTE, reader_of
from extract.reading.source import ReadError, Source
from extract.values.language import say

_MOST_BYTES = 400 * MEBIBYTE
"""No file is taken into memory that is larger, whatever its format."""
_LEAST_VIETNAMESE = 0.1


def read_path(path: Path, *, max_bytes: int | None = None) -> Source:
    """Reads a file; `ReadError` in one line where it can't be read, is too large or is no Vietnamese text."""
    return read_bytes(load_path(path, max_bytes=max_bytes), str(path), max_bytes=max_bytes)


def load_path(path: Path, *, max_bytes: int | None = None) -> bytes:
    """The bytes of a file as they were at one moment; `ReadError` where it can't be read or is being written."""
    name = _printable(str(path))
    limit = max_bytes or _MOST_BYTES
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError(
                name,
                say("đây là thư mục, không phải tệp", "a folder, not a file"),
                say("hãy chỉ ra từng tệp trong thư mục", "name the files in it"),
            )
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(
                name,
                say("đây không phải tệp thông thường", "not an ordinary file"),
                say("hãy chỉ ra một tệp văn bản", "name a text file"),
            )
        _check_size(status.st_size, name, limit)
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(limit + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        raise ReadError(
            name,
            say("không tìm thấy tệp", "no such file"),
            say("hãy kiểm tra lại đường dẫn", "check the path"),
        ) from None
    except PermissionError:
        raise ReadError(
            name,
            say("không có quyền đọc", "permission denied"),
            say("hãy cấp quyền đọc cho tệp và thư mục chứa nó", "make the file and its folder readable"),
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).replace("\n", " ")
        raise ReadError(
            name,
            say(f"không đọc được tệp ({reason})", f"can't be read ({reason})"),
            say("hãy kiểm tra ổ đĩa và đường dẫn", "check the disk and the path"),
        ) from None
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or (
        len(data) != after.st_size and len(data) <= limit
    ):
        raise ReadError(
            name,
            say("tệp bị thay đổi trong khi đọc", "the file changed while it was read"),
            say(
                "hãy đợi chương trình đang ghi tệp xong rồi chạy lại",
                "wait until it is written and run again",
            ),
        )
    return data


def read_bytes(data: bytes, name: str, *, max_bytes: int | None = None) -> Source:
    """Reads the bytes of a file, the format of which is found from the bytes; `name` is for messages."""
    name = _printable(name)
    if not data.strip():
        raise ReadError(
            name, say("tệp rỗng", "the file is empty"), say("hãy kiểm tra lại tệp gốc", "check the original")
        )
    reader = reader_of(data)
    _check_size(len(data), name, max_bytes or reader.max_bytes)
    source = reader.read(data, name)
    if source.language_confidence < _LEAST_VIETNAMESE:
        raise ReadError(
            name,
            say("hầu như không có tiếng Việt có dấu", "hardly any Vietnamese with accents"),
            say(
                "chỉ văn bản tiếng Việt có dấu mới trích xuất được; nếu dấu bị mất, hãy lưu lại tệp với mã UTF-8",
                "facts are read from Vietnamese with its accents only; if they were lost, save the file again as UTF-8",
            ),
        )
    return source


def _check_size(size: int, name: str, max_bytes: int) -> None:
    if size > max_bytes:
        raise ReadError(
            name,
            say(
                f"tệp quá lớn ({size / MEBIBYTE:.0f} MB, tối đa {max_bytes / MEBIBYTE:.0f} MB)",
                f"too large ({size / MEBIBYTE:.0f} MB, at most {max_bytes / MEBIBYTE:.0f} MB)",
            ),
            say("hãy tách thành từng văn bản riêng", "split it into its documents"),
        )


def _printable(name: str) -> str:
    """The name on one line, without bytes that can't be shown."""
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split("\n"))
