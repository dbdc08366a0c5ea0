"""Cheap tests that tell where a list of phrases can't match, so that its regular expression need not be tried."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(r"\w*")


def opening_word(text: str) -> str:
    """The word that a text begins with, in lower case; empty where it begins with something else."""
    found = _TOKEN.match(text)
    return found[0].lower() if found is not None else ""


def opening_words(phrases: Iterable[str]) -> frozenset[str]:
    """The first words of phrases, as `opening_word` gives them: a text that begins with none of them holds none there."""
    return frozenset(opening_word(phrase) for phrase in phrases)


def closing_words(phrases: Iterable[str]) -> tuple[str, ...]:
    """The last words of phrases in lower case, for `str.endswith`."""
    return tuple(sorted({phrase.lower().split()[-1] for phrase in phrases}))


def suffix_start(text: str, phrases: frozenset[str]) -> int | None:
    """Where the longest of the lower-case phrases begins with which a text ends, its space before it included."""
    lowered = text.lower()
    if lowered in phrases:
        return 0
    at = lowered.find(" ")
    while at >= 0:
        if lowered[at + 1 :] in phrases:
            return at
        at = lowered.find(" ", at + 1)
    return None
