"""What was received of an address: kept aside between attempts and runs, and gone on from."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from extract.intake.fetching.content import unpacked


class Part:
    """What was received of an address, kept aside between attempts and runs with what is known of its version."""

    def __init__(self, folder: Path, url: str) -> None:
        name = hashlib.sha256(url.encode()).hexdigest()[:24]
        self._raw, self._note = folder / f"{name}.part", folder / f"{name}.json"
        self._done = folder / f"{name}.whole"
        self._url = url
        self.meta: dict[str, str] = {}
        self.size = 0

    def resume(self) -> dict[str, str]:
        """The headers that ask for the rest, empty where there is nothing to go on from."""
        try:
            meta = json.loads(self._note.read_text("utf-8"))
            size = self._raw.stat().st_size
        except (OSError, ValueError):
            return {}
        strong = meta.get("etag") if not (meta.get("etag") or "W/").startswith("W/") else None
        version = strong or meta.get("modified")
        if meta.get("url") != self._url or not size or not version:
            self.drop()
            return {}
        self.meta, self.size = meta, size
        return {"Range": f"bytes={size}-", "If-Range": version}

    def continues(self, headers: Mapping[str, str]) -> bool:
        """Whether a partial answer goes on where the part ends, of the same version."""
        begin = headers.get("Content-Range", "").partition("-")[0].removeprefix("bytes").strip()
        same = headers.get("ETag") in (None, self.meta.get("etag"))
        encoding = headers.get("Content-Encoding", "")
        return (
            self.size > 0 and begin == str(self.size) and same and encoding == self.meta.get("encoding", "")
        )

    def begin(self, headers: Mapping[str, str]) -> None:
        """Begins anew."""
        self._raw.parent.mkdir(parents=True, exist_ok=True)
        self._note.unlink(missing_ok=True)
        self._raw.write_bytes(b"")
        self.size = 0
        names = {
            "etag": "ETag",
            "modified": "Last-Modified",
            "type": "Content-Type",
            "encoding": "Content-Encoding",
            "disposition": "Content-Disposition",
        }
        self.meta = {"url": self._url, **{k: headers[h] for k, h in names.items() if h in headers}}
        self._note.write_text(json.dumps(self.meta), "utf-8")

    def filled(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Writes what comes, as it comes."""
        with self._raw.open("ab") as file:
            for chunk in chunks:
                file.write(chunk)
                self.size += len(chunk)
                yield chunk

    def unpack(self, most: int) -> tuple[Path, str, int]:
        """The content without its transfer encoding in a file of its own, its hash and size."""
        digest, size = hashlib.sha256(), 0
        packed = self.meta.get("encoding", "").lower() in ("gzip", "x-gzip", "deflate")
        with self._done.open("wb") as file:
            for piece in unpacked(self._raw, most) if packed else _pieces(self._raw):
                file.write(piece)
                digest.update(piece)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        return self._done, digest.hexdigest(), size

    def drop(self) -> None:
        """Forgets what was received."""
        for path in (self._raw, self._note):
            with contextlib.suppress(OSError):
                path.unlink()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 16):
            yield piece
