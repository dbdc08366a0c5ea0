"""Regular expressions of word lists that are led by a letter, so that a search skips quickly to where one may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOT_AFTER_WORD = r"(?<![^\W_]{})"
_NOT_BEFORE_WORD = r"(?![^\W_])"


def led(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases as whole words, the longest first, any run of spaces between their parts.

    It is meant for text in lower case: a search with `re.IGNORECASE` can't skip to a letter.
    """
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted({p.lower() for p in phrases}, key=lambda p: (-len(p), p)):
        by_letter.setdefault(phrase[0], []).append(phrase[1:])
    branches = []
    for letter, rests in by_letter.items():
        escaped = re.escape(letter)
        rest = "|".join(r"\s+".join(map(re.escape, rest.split(" "))) for rest in rests)
        branches.append(f"{escaped}{_NOT_AFTER_WORD.format(escaped)}(?:{rest})")
    return f"(?:{'|'.join(branches)}){_NOT_BEFORE_WORD}"


def lower(text: str) -> str:
    """The text in lower case, of the same length."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
