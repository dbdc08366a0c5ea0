"""The contract of a reader: a format is a module of `extract.reading.formats` that holds a `READER`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from extract.reading.source import Source

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """How one format is recognised and read.

    `recognises` is asked with the whole bytes and looks only at as much as it needs; `read` gets the bytes and the
    name for messages, and raises `ReadError` where they can't be read. The first reader in the order of `rank`
    that recognises a file reads it. `max_bytes` is the largest file that is read. Modules of readers are imported
    for every file, so what is heavy is imported inside `read`.
    """

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Source]
    rank: int = 50
    max_bytes: int = 20 * MEBIBYTE


@cache
def readers() -> tuple[Reader, ...]:
    """The readers of all formats, in the order in which they are asked."""
    from extract.reading import formats

    found = []
    for info in pkgutil.iter_modules(formats.__path__):
        module = importlib.import_module(f"{formats.__name__}.{info.name}")
        if isinstance(reader := getattr(module, "READER", None), Reader):
            found.append(reader)
    return tuple(sorted(found, key=lambda reader: (reader.rank, reader.name)))


def reader_of(data: bytes) -> Reader:
    """The reader of some bytes; plain text, the last one, takes what no other recognises."""
    return next(reader for reader in readers() if reader.recognises(data))
