"""The words around a place in the text, as checks ask for them."""

from __future__ import annotations

import functools
import re

from extract.facts.sentences import sentence_at
from extract.structure.model import Document
from extract.values.phrases import led
from patterns import data

_OPEN, _CLOSE = "“«", "”»"


@functools.cache
def phrases(table: str, key: str) -> re.Pattern[str]:
    """A pattern for any phrase of a list of `checks.toml`, for text in lower case."""
    return re.compile(led(data("checks")[table][key]))


@functools.cache
def ends_with(table: str, key: str) -> re.Pattern[str]:
    """A pattern for text in lower case that ends with a phrase of the list."""
    return re.compile(led(data("checks")[table][key]) + r"\s*\Z")


def lead(document: Document, offset: int, reach: int = 160) -> str:
    """The sentence up to an offset in lower case, no more than `reach` characters of it."""
    start, _ = sentence_at(document, offset)
    return document.lowered[max(start, offset - reach) : offset]


def rest(document: Document, offset: int, reach: int = 160) -> str:
    """The sentence after an offset in lower case, no more than `reach` characters of it."""
    _, end = sentence_at(document, offset)
    return document.lowered[offset : min(end, offset + reach)]


def quoted_at(document: Document, offset: int) -> bool:
    """Whether the paragraph has an open quotation mark at the offset."""
    block = document.block_at(offset)
    before = document.text[block.start if block else max(0, offset - 2000) : offset]
    opened = sum(before.count(c) for c in _OPEN) - sum(before.count(c) for c in _CLOSE)
    return opened > 0 or before.count('"') % 2 == 1


def in_brackets(document: Document, offset: int) -> bool:
    """Whether the sentence has an open round bracket at the offset."""
    start, _ = sentence_at(document, offset)
    block = document.block_at(offset)
    before = document.text[block.start if block else start : offset]
    return before.count("(") > before.count(")") and ")" in document.text[offset : offset + 600]


def issued_before(iso: str, issued: str) -> bool:
    """Whether a period had ended before a day known at least to its year: no part of it is on or after that day.

    Both are normal forms; what is known only in part is compared as far as it is known.
    """
    last = _last(iso)
    length = min(len(last), len(issued))
    return last[:length] < issued[:length]


def begins_after(iso: str, issued: str) -> bool:
    """Whether a period begins after a day known at least to its year."""
    first = _first(iso)
    length = min(len(first), len(issued))
    return first[:length] > issued[:length]


def _last(iso: str) -> str:
    if "/" in iso:
        return iso[-4:]
    year, _, part = iso.partition("-")
    if part[:1] == "Q":
        return f"{year}-{3 * int(part[1]):02d}"
    if part[:1] == "H":
        return f"{year}-{6 * int(part[1]):02d}"
    return iso


def _first(iso: str) -> str:
    year, _, part = iso.partition("-")
    if "/" in iso:
        return iso[:4]
    if part[:1] == "Q":
        return f"{year}-{3 * int(part[1]) - 2:02d}"
    if part[:1] == "H":
        return f"{year}-{6 * int(part[1]) - 5:02d}"
    return iso
