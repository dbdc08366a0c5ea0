"""Ids that are the same whenever and wherever the same thing is stored.

A document is its bytes: its id is the beginning of their SHA-256, and which one it is where a file holds several. What stands in a document is its place: the id of a
fact is the document's, a letter for the kind, and the offset, so that it survives a re-reading that finds the same
fact, and two machines that read the same file agree. A body or a work is its name.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from extract.values.text import fold

LETTERS = {
    "sections": "s",
    "citations": "c",
    "deadlines": "d",
    "scores": "p",
    "rankings": "r",
    "figures": "f",
    "directives": "g",
    "organisation_mentions": "o",
    "findings": "w",
    "short_mentions": "m",
}


def document_id(sha256: str, part: int = 1) -> str:
    """The id of the document with these bytes; `part` counts the documents of one file from 1 (`…p2`)."""
    return sha256[:16] if part == 1 else f"{sha256[:16]}p{part}"


def name_id(*parts: str | None) -> str:
    """The id of what is known by its name: case, accents and spacing do not matter."""
    key = "\x1f".join(" ".join(fold(p or "").split()) for p in parts)
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


class PlaceIds:
    """Gives out the ids of what stands in one document; the second at one place gets `.2`."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._given: Counter[str] = Counter()

    def __call__(self, table: str, start: int) -> str:
        base = f"{self._document}-{LETTERS[table]}{start}"
        self._given[base] += 1
        count = self._given[base]
        return base if count == 1 else f"{base}.{count}"
