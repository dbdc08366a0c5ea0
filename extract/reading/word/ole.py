"""What an OLE container (compound file, MS-CFB) holds: the names of its streams, and the head of one."""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFF_FFFA
"""Numbers of sectors from here on mean something else: the end of a chain, a free sector."""
_NO_ENTRY = 0xFFFF_FFFF
_ENTRY = 128


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    left: int
    right: int
    child: int
    first: int
    size: int


class Container:
    """The top level of an OLE container; `ValueError` where the bytes are none or are torn."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise ValueError("header")
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise ValueError("sector size")
        self._sector = 1 << shift
        self._table = self._allocation()
        directory = b"".join(self._chain(struct.unpack_from("<I", data, 48)[0]))
        self._entries = [_entry(directory, at) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        if not self._entries:
            raise ValueError("directory")
        self._streams = self._top()

    @property
    def names(self) -> frozenset[str]:
        """The names at the top level; what is embedded in a document stands deeper."""
        return frozenset(self._streams)

    def head(self, name: str) -> bytes:
        """The first sector of a stream that has its own sectors; empty where it has none."""
        entry = self._streams.get(name)
        # Streams of less than 4096 bytes share sectors.
        if entry is None or entry.size < 4096 or entry.first >= _FREE:
            return b""
        at = (entry.first + 1) * self._sector
        return self._data[at : at + self._sector]

    def _allocation(self) -> list[int]:
        """For each sector the next one of its chain."""
        count = len(self._data) // self._sector + 1
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, left = struct.unpack_from("<II", self._data, 68)
        while following < _FREE and left > 0 and len(sectors) < count + 128:
            block = self._words(following)
            sectors += block[:-1]
            following, left = block[-1], left - 1
        table: list[int] = []
        for sector in sectors:
            if sector < _FREE:
                table += self._words(sector)
                if len(table) > count:
                    break
        return table

    def _words(self, sector: int) -> list[int]:
        at = (sector + 1) * self._sector
        if at + self._sector > len(self._data):
            raise ValueError("sector")
        return list(struct.unpack_from(f"<{self._sector // 4}I", self._data, at))

    def _chain(self, sector: int) -> list[bytes]:
        out: list[bytes] = []
        while sector < _FREE:
            at = (sector + 1) * self._sector
            if sector >= len(self._table) or len(out) > len(self._table) or at >= len(self._data):
                raise ValueError("chain")
            out.append(self._data[at : at + self._sector])
            sector = self._table[sector]
        return out

    def _top(self) -> dict[str, _Entry]:
        """The entries beside the first child of the root, which form a tree."""
        found: dict[str, _Entry] = {}
        seen: set[int] = set()
        waiting = [self._entries[0].child]
        while waiting:
            at = waiting.pop()
            if at == _NO_ENTRY or at in seen or at >= len(self._entries):
                continue
            seen.add(at)
            entry = self._entries[at]
            found[entry.name] = entry
            waiting += [entry.left, entry.right]
        return found


def _entry(directory: bytes, at: int) -> _Entry:
    length = struct.unpack_from("<H", directory, at + 64)[0]
    name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<III", directory, at + 68)
    first, size = struct.unpack_from("<IQ", directory, at + 116)
    return _Entry(name, left, right, child, first, size & 0xFFFF_FFFF)
