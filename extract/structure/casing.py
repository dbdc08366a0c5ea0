"""Readable case for what is printed in capitals.

The casing of every word is taken from where the body of the document writes the same words; where it does not,
from a list of names and abbreviations; otherwise the word is in small letters.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from extract.structure.lines import is_caps, words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LIMIT = 200_000
_OCCURRENCES = 12
_TRIES = 40
_PARAGRAPH = 400
_ABBREVIATION = re.compile("[A-ZĐĂÂÊÔƠƯ]{2,}")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n\"(]|\n\s*[-+*]|\d[.)]|[a-zđ]\))\s*$")


class Readable:
    """Gives readable case to the capitals of one document; `view` is its matching view."""

    def __init__(self, view: str, body_start: int = 0) -> None:
        self._body = view[body_start : body_start + _LIMIT]
        lower = self._body.lower()
        self._lower = (
            lower
            if len(lower) == len(self._body)
            else "".join(c.lower() if len(c.lower()) == 1 else c for c in self._body)
        )

    def sentence(self, text: str) -> str:
        """A text in capitals as a sentence would have it; a text in mixed case unchanged."""
        if not is_caps(text):
            return text
        cased = self.words(text)
        first = next((i for i, c in enumerate(cased) if c.isalpha()), None)
        return cased if first is None else cased[:first] + cased[first].upper() + cased[first + 1 :]

    def words(self, text: str) -> str:
        """A text in capitals with the casing of each word restored, the first not made a capital."""
        found = list(_WORD.finditer(text))
        lowered = [m.group().lower() for m in found]
        names = _names()
        out: list[str] = []
        end = 0
        i = 0
        while i < len(found):
            length = next(
                (n for n in range(min(6, len(found) - i), 0, -1) if tuple(lowered[i : i + n]) in names), 0
            )
            for k in range(max(length, 1)):
                match = found[i + k]
                out.append(text[end : match.start()])
                voted = names[tuple(lowered[i : i + length])][k] if length > 2 else self._vote(lowered, i + k)
                if voted is None:
                    voted = names[tuple(lowered[i : i + length])][k] if length else self._alone(match.group())
                elif length == 1 and names[(lowered[i],)][0].isupper() and len(lowered[i]) > 1:
                    voted = names[(lowered[i],)][0]
                out.append(voted)
                end = match.end()
            i += max(length, 1)
        out.append(text[end:])
        return "".join(out)

    def _vote(self, lowered: list[str], i: int) -> str | None:
        """How the body most often writes a word among the same neighbours, `None` where it never does."""
        for before, after in ((2, 2), (1, 2), (2, 1), (1, 1), (0, 2), (2, 0), (0, 1), (1, 0)):
            if i - before < 0 or i + after >= len(lowered):
                continue
            window = lowered[i - before : i + after + 1]
            phrase = " ".join(window)
            offset = sum(len(w) + 1 for w in lowered[i - before : i])
            votes: Counter[str] = Counter()
            at = self._lower.find(phrase)
            tries = 0
            while at >= 0 and votes.total() < _OCCURRENCES and tries < _TRIES:
                tries += 1
                printed = self._body[at : at + len(phrase)]
                edge = (
                    self._lower[at - 1 : at].isalnum()
                    or self._lower[at + len(phrase) : at + len(phrase) + 1].isalnum()
                )
                form = printed[offset : offset + len(lowered[i])]
                opens = (
                    not edge
                    and before == 0
                    and _SENTENCE_START.search(self._body[max(0, at - 8) : at]) is not None
                )
                if (
                    not edge
                    and not (opens and form[:1].isupper())
                    and (printed.islower() or not is_caps(printed))
                ):
                    votes[form] += 1
                at = self._lower.find(phrase, at + len(phrase))
            if votes:
                return votes.most_common(1)[0][0]
        return None

    def _alone(self, word: str) -> str:
        """A word whose neighbours are not found: an abbreviation where running text has it in capitals."""
        if any(c.isdigit() for c in word):
            return word
        if len(word) < 2 or not _ABBREVIATION.fullmatch(word):
            return word.lower()
        at = self._body.find(word)
        for _ in range(_TRIES):
            if at < 0:
                break
            start, end = self._body.rfind("\n", 0, at) + 1, self._body.find("\n", at)
            paragraph = self._body[start : end if end >= 0 else len(self._body)][:_PARAGRAPH]
            whole = not (self._body[at - 1 : at] + self._body[at + len(word) : at + len(word) + 1]).isalnum()
            if whole and len(paragraph) > len(word) and not is_caps(paragraph):
                return word
            at = self._body.find(word, at + len(word))
        return word.lower()


@cache
def _names() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names and abbreviations of `structure.toml` by their words in small letters."""
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for entry in (*words("names", "acronyms"), *words("names", "proper")):
        parts = tuple(_WORD.findall(entry))
        names[tuple(p.lower() for p in parts)] = parts
    return names
