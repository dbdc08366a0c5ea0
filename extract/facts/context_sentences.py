"""Sentences with what they name: the unit in which scores and rankings are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from extract.facts.context_years import Year
from extract.facts.indices import IndexMention
from extract.facts.score_subjects import Subject

# Sentences are read in parts of at most so many characters.
_LONGEST = 2000
_PAREN = re.compile(r"[()\[\]]")
_ENUMERATOR = re.compile(r"\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)")


class Sentence:
    """A sentence with what it names; `parens` are its parentheses, enumerators such as `(1)` not counted.

    Years and subjects are looked for when first asked for.
    """

    __slots__ = ("_find_subjects", "_find_years", "_subjects", "_years", "end", "indices", "parens", "start")

    def __init__(
        self,
        start: int,
        end: int,
        parens: tuple[tuple[int, int], ...],
        indices: tuple[IndexMention, ...],
        find_years: Callable[[], tuple[Year, ...]],
        find_subjects: Callable[[], tuple[Subject, ...]],
    ) -> None:
        self.start, self.end, self.parens, self.indices = start, end, parens, indices
        self._find_years, self._find_subjects = find_years, find_subjects
        self._years: tuple[Year, ...] | None = None
        self._subjects: tuple[Subject, ...] | None = None

    @property
    def years(self) -> tuple[Year, ...]:
        """The years that it names, in order."""
        if self._years is None:
            self._years = self._find_years()
        return self._years

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Everybody whom it names, in order."""
        if self._subjects is None:
            self._subjects = self._find_subjects()
        return self._subjects

    def paren_at(self, offset: int) -> tuple[int, int] | None:
        """The innermost parenthesis that holds the offset."""
        held = [p for p in self.parens if p[0] < offset < p[1]]
        return max(held) if held else None

    def sees(self, offset: int, other: int) -> bool:
        """Whether what stands at `other` can be meant at `offset`: not from within a parenthesis that is closed."""
        return all(p[0] < offset < p[1] for p in self.parens if p[0] < other < p[1])


def lower_view(view: str) -> str:
    """The text of the same length in lower case."""
    lower = view.lower()
    return lower if len(lower) == len(view) else "".join(c if len(c.lower()) > 1 else c.lower() for c in view)


def bounded(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence of sane length as it is, an endless one in parts, so that relating its facts takes linear time."""
    while end - start > _LONGEST:
        cut = max(view.rfind("; ", start, start + _LONGEST), view.rfind(", ", start, start + _LONGEST)) + 1
        if cut <= start:
            cut = start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def hits(lower: str, literals: Iterable[str]) -> Iterator[int]:
    """Where any of the literals begins, literal by literal."""
    for literal in literals:
        at = lower.find(literal)
        while at >= 0:
            yield at
            at = lower.find(literal, at + len(literal))


def parens_of(view: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The parentheses of a sentence; one that is not closed reaches to its end."""
    enumerators = {m.start() for m in _ENUMERATOR.finditer(view, start, end)}
    enumerators |= {m.end() - 1 for m in _ENUMERATOR.finditer(view, start, end)}
    open_: list[int] = []
    found = []
    for match in _PAREN.finditer(view, start, end):
        at = match.start()
        if at in enumerators:
            continue
        if match[0] in "([":
            open_.append(at)
        elif open_:
            found.append((open_.pop(), at))
    found += [(at, end) for at in open_]
    return tuple(sorted(found))
