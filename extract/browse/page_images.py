"""Images of the pages that a document was printed on, from the file that the database names and no other.

The file is shown only while it is the one that was read: its bytes have the SHA-256 that is stored.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from extract.browse.page_render import MEDIA_TYPE, MOST_BYTES
from extract.browse.web import PageError, Route, ask, served
from extract.reading.formats.pdf import MEDIA_TYPE as PDF
from extract.reading.pdf.limits import PAGE_SECONDS

_MOST_CACHED = 64 * 1024 * 1024
_AT_ONCE = 2
_DAY = 86400
# What reading notes of a scan that lay on its side; its boxes are those of the turned page.
_TURNED = re.compile(r"xoay (\d+)°")


class Images:
    """Rendered pages, the ones last asked for kept up to so many bytes; few are rendered at once."""

    def __init__(self, most: int = _MOST_CACHED) -> None:
        self._most, self._size = most, 0
        self._held: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._busy = threading.BoundedSemaphore(_AT_ONCE)

    def get(self, file: Path, sha256: str, page: int, turn: int = 0) -> bytes | None:
        """The image of a page, turned clockwise by so many degrees; `None` where it can't be shown."""
        key = (sha256, page)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        with self._busy:
            with self._lock:
                if key in self._held:
                    return self._held[key]
            image = _render(file, sha256, page, turn)
        if image is not None:
            with self._lock:
                self._held[key] = image
                self._size += len(image)
                while self._size > self._most and len(self._held) > 1:
                    self._size -= len(self._held.popitem(last=False)[1])
        return image


_IMAGES = Images()
_DIGESTS: dict[Path, tuple[tuple[int, int, int], str]] = {}


def printed_file(document: Mapping[str, Any], folders: Sequence[Path] = ()) -> Path | None:
    """The PDF that a document was read from, if it is still there with the same bytes.

    A path that is not absolute is looked for from the working folder and from `folders`.
    """
    if document["media_type"] != PDF:
        return None
    stored = Path(document["path"])
    for folder in (Path(), *folders):
        file = folder / stored
        if _digest(file) == document["sha256"]:
            return file
    return None


def folders_of(datasette: Datasette) -> list[Path]:
    """The folder of the database and the one above it, from where files may have been taken in."""
    path = served(datasette).path
    return [Path(path).resolve().parent, Path(path).resolve().parent.parent] if path else []


async def page_image(request: Request, datasette: Datasette) -> Response:
    """The image of a page of a document."""
    ident, number = request.url_vars["document"], int(request.url_vars["page"])

    def read(db: Any) -> dict[str, Any] | None:
        row = db.execute(
            "select d.path, d.sha256, d.media_type, p.note from documents d join pages p on p.document_id = d.id "
            "where d.id = ? and p.number = ?",
            [ident, number],
        ).fetchone()
        return dict(zip(("path", "sha256", "media_type", "note"), row, strict=True)) if row else None

    document = await ask(datasette, read)
    if document is None:
        raise PageError(404, "error.not_found")
    file = await asyncio.to_thread(printed_file, document, folders_of(datasette))
    turned = _TURNED.search(document["note"] or "")
    turn = int(turned[1]) if turned else 0
    image = await asyncio.to_thread(_IMAGES.get, file, document["sha256"], number, turn) if file else None
    if image is None:
        raise PageError(404, "error.no_image")
    headers = {
        "Cache-Control": f"private, max-age={_DAY}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(image, headers=headers, content_type=MEDIA_TYPE)


def _digest(file: Path) -> str | None:
    """The SHA-256 of a regular file, computed anew only where the file has changed."""
    try:
        found = file.stat()
        if not file.is_file() or found.st_size > MOST_BYTES:
            return None
        state = (found.st_ino, found.st_size, found.st_mtime_ns)
        held = _DIGESTS.get(file)
        if held is None or held[0] != state:
            with file.open("rb") as stream:
                held = (state, hashlib.file_digest(stream, "sha256").hexdigest())
            _DIGESTS[file] = held
    except OSError:
        return None
    return held[1]


def _render(file: Path, sha256: str, page: int, turn: int) -> bytes | None:
    try:
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        done = subprocess.run(
            [sys.executable, "-m", "extract.browse.page_render", str(page), str(turn)],
            input=data,
            capture_output=True,
            timeout=PAGE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None


ROUTES: list[Route] = [
    (r"/-/document/(?P<document>[0-9a-f]{16}(?:p\d+)?)/page/(?P<page>\d{1,4})$", page_image)
]
