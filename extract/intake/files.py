"""The files under some paths: which are offered, which are noted as no documents, which are none of our business."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extract.values.language import say

_TEMPORARY = ("~$", "~WRL", ".", "Thumbs.db", "desktop.ini")
_UNFINISHED = (
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".filepart",
    ".opdownload",
    ".tmp",
    ".temp",
    ".lock",
    ".swp",
    "~",
)
# What lies beside documents in a folder and is none; a file named outright is always tried.
_BESIDE = {
    ".json",
    ".jsonl",
    ".toml",
    ".yaml",
    ".yml",
    ".py",
    ".js",
    ".css",
    ".db",
    ".sqlite",
    ".db-wal",
    ".db-shm",
    ".csv",
    ".ini",
    ".log",
}
_BESIDE_NAMES = ("readme", "license", "changelog")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in: its path and one line with the reason and the remedy.

    A `queued` file waits for a program or an extra that is not installed; it is taken in by the next run after that.
    """

    path: str
    message: str
    sha256: str | None = None
    queued: bool = False


def is_temporary(name: str) -> bool:
    """Whether a file of this name is hidden, a lock file, or still being written or fetched by another program."""
    return name.startswith(_TEMPORARY) or name.lower().endswith(_UNFINISHED)


def is_beside(name: str) -> bool:
    """Whether a file of this name is no document by its kind: data, a program, a README."""
    return Path(name).suffix.lower() in _BESIDE or name.lower().startswith(_BESIDE_NAMES)


def collect(paths: Iterable[Path]) -> tuple[list[Path], list[Path], list[Failure]]:
    """The files under the paths, folders searched through, in a stable order; what can't be entered is a failure.

    Hidden and temporary files are left out. Second come the files of folders that are no documents by their kind:
    they are noted as skipped, not read.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    failures: list[Failure] = []

    def blocked(error: OSError) -> None:
        failures.append(
            Failure(
                str(error.filename),
                say(
                    f"{error.filename}: không đọc được thư mục ({error.strerror}); kiểm tra quyền truy cập rồi chạy lại",
                    f"{error.filename}: the folder can't be read ({error.strerror}); check its permissions and run again",
                ),
            )
        )

    for path in paths:
        if path.is_dir():
            for folder, names, found in os.walk(path, onerror=blocked):
                names[:] = sorted(n for n in names if not n.startswith("."))
                for name in sorted(found):
                    if not is_temporary(name):
                        (skipped if is_beside(name) else files).append(Path(folder) / name)
        elif path.exists():
            files.append(path)
        else:
            failures.append(
                Failure(
                    str(path),
                    say(
                        f"{path}: không có tệp hay thư mục này; kiểm tra lại đường dẫn",
                        f"{path}: no such file or folder; check the path",
                    ),
                )
            )
    return list(dict.fromkeys(files)), list(dict.fromkeys(skipped)), failures


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
