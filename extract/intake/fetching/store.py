"""The folder of what was fetched: one file an address, earlier contents beside them, so that nothing is fetched twice."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from extract.values.language import say

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST = 120


class StoreError(Exception):
    """A store that can't be used. `str()` is one line: the folder, the reason and the remedy."""


class Store:
    """`SOURCE/HOST/NAME-HASH.EXT` for what is there now, `.earlier` for what was there before, `.parts` for what is coming."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.parts = self.root / ".parts"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keeps the store to one run at a time; raises `StoreError` where another has it, or the disk fails."""
        try:
            self.parts.mkdir(parents=True, exist_ok=True)
            with (self.root / ".lock").open("w") as lock:
                if not _locked(lock.fileno()):
                    raise StoreError(
                        say(
                            f"{self.root}: một lệnh cchc fetch khác đang dùng thư mục này; đợi lệnh đó xong",
                            f"{self.root}: another cchc fetch is using this folder; wait until it has ended",
                        )
                    )
                yield
        except OSError as error:
            raise StoreError(
                say(
                    f"{self.root}: không ghi được ({error.strerror or error}); kiểm tra đĩa và quyền ghi rồi chạy lại, chưa có gì bị mất",
                    f"{self.root}: can't be written ({error.strerror or error}); check the disk and its permissions and run again, nothing is lost",
                )
            ) from error

    def place(self, source: str, url: str, kind: str, filename: str | None) -> Path:
        """Where the content of an address is kept."""
        parts = urlsplit(url)
        name = filename or unquote(parts.path.rstrip("/").rpartition("/")[2]) or "index"
        host = safe(parts.netloc.replace(":", "_"))
        mark = hashlib.sha256(url.encode()).hexdigest()[:8]
        stem = re.sub(
            r"\.(?:html?|aspx?|php|jsp|pdf|docx?|odt|rtf|zip|txt)$", "", safe(name), flags=re.IGNORECASE
        )
        return self.root / source / host / f"{stem or 'index'}-{mark}.{kind}"

    def put(self, content: Path, place: Path) -> None:
        """Moves a whole content to its place; what was there before is kept aside."""
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            with place.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            aside = self.root / ".earlier" / f"{digest[:16]}-{place.name}"
            aside.parent.mkdir(exist_ok=True)
            with contextlib.suppress(FileExistsError):
                try:
                    os.link(place, aside)
                except FileExistsError:
                    raise
                except OSError:
                    shutil.copy2(place, aside)
        content.replace(place)


def _locked(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def safe(name: str) -> str:
    """A name as the name of a file on any system: no separators, no dots in front, not too long."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = _UNSAFE.sub("_", "".join(c if c.isprintable() else "_" for c in name)).strip(" .~$")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name.strip(" .") or "_"
