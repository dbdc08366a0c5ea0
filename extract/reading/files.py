"""Files of any kind to a `Source`, or to one line that says why not."""

from __future__ import annotations

import stat
from pathlib import Path

from extract.reading.decode import decode, vietnamese
from extract.reading.detect import refuse_other_formats
from extract.reading.plain import read_text
from extract.reading.source import ReadError, Source
from extract.values.language import say

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read unless the caller says otherwise: some hundred times the length of a long report."""

_LEAST_VIETNAMESE = 0.1


def read_path(path: Path, *, max_bytes: int = MAX_BYTES) -> Source:
    """Reads a file; `ReadError` in one line where it can't be read, is too large or is no Vietnamese text."""
    name = _printable(str(path))
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
        _check_size(status.st_size, name, max_bytes)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
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
    return read_bytes(data, name, max_bytes=max_bytes)


def read_bytes(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> Source:
    """Reads the bytes of a file, the kind and encoding of which are found from the bytes; `name` is for messages."""
    name = _printable(name)
    _check_size(len(data), name, max_bytes)
    if not data.strip():
        raise ReadError(
            name, say("tệp rỗng", "the file is empty"), say("hãy kiểm tra lại tệp gốc", "check the original")
        )
    refuse_other_formats(data, name)
    decoded = decode(data, name)
    if not decoded.text.strip("\ufeff \t\r\n\f\x0b\u00a0"):
        raise ReadError(
            name,
            say("tệp chỉ có khoảng trắng", "nothing but white space"),
            say("hãy kiểm tra lại tệp gốc", "check the original"),
        )
    if vietnamese(decoded.text) < _LEAST_VIETNAMESE:
        raise ReadError(
            name,
            say("hầu như không có tiếng Việt có dấu", "hardly any Vietnamese with accents"),
            say(
                "chỉ văn bản tiếng Việt có dấu mới trích xuất được; nếu dấu bị mất, hãy lưu lại tệp với mã UTF-8",
                "facts are read from Vietnamese with its accents only; if they were lost, save the file again as UTF-8",
            ),
        )
    return read_text(decoded.text, name, encoding=decoded.encoding, notes=decoded.notes)


def _check_size(size: int, name: str, max_bytes: int) -> None:
    if size > max_bytes:
        raise ReadError(
            name,
            say(
                f"tệp quá lớn ({size / 1048576:.0f} MB, tối đa {max_bytes / 1048576:.0f} MB)",
                f"too large ({size / 1048576:.0f} MB, at most {max_bytes / 1048576:.0f} MB)",
            ),
            say("hãy tách thành từng văn bản riêng", "split it into its documents"),
        )


def _printable(name: str) -> str:
    """The name on one line, without bytes that can't be shown."""
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split("\n"))
