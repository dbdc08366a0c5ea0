"""Where the words of a search stand in a text: whole, without accents, words side by side as one place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.browse.web import address
from extract.database.search import Term, apart, parse_words
from extract.values.text import fold

LONGEST = 300
"""How many characters of a query are read."""
MOST = 500
"""How many places are marked."""
_MOST_LOOKED_AT = 100_000
_MOST_OF_PHRASE = 20
_SHORTEST_BEGINNING = 2
# What may stand between words that are side by side: a space, a comma, a line end with its indent.
_WIDEST_GAP = 8

_Found = tuple[int, int, int]
"""Start, end, and which word of the query."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The places in their order; `asked` where there was a word to look for, `more` where not all are marked."""

    spans: tuple[tuple[int, int], ...] = ()
    more: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class HitBar:
    """What is said above a text of the words looked for in it, and the ways from one place to another."""

    words: str
    total: int
    more: bool
    nth: int | None
    """The place that the reader is at."""
    previous: str
    following: str
    without: str
    """The text without what is marked."""


def hit_bar(path: str, query: Mapping[str, Sequence[str]], hits: Hits) -> HitBar | None:
    """The bar of a document at a path; `None` where no word is looked for. After the last place comes the first."""
    if not hits.asked:
        return None
    words, total = words_of(query), len(hits.spans)
    asked = query.get("hit", [""])[0]
    nth = int(asked) if re.fullmatch(r"[1-9]\d{0,4}", asked, re.ASCII) and int(asked) <= total else None

    def place(n: int) -> str:
        return hit_address(path, words, n) if total else ""

    return HitBar(
        words, total, hits.more, nth, place(nth - 1 if nth and nth > 1 else total),
        place(nth + 1 if nth and nth < total else 1), path,
    )  # fmt: skip


def hit_address(path: str, words: str, nth: int = 1) -> str:
    """The address of the nth place of some words in a document."""
    return f"{address(path, {'q': words}, hit=nth)}#hit-{nth}"


def words_of(query: Mapping[str, Sequence[str]]) -> str:
    """The words that the address of a document asks for."""
    return query.get("q", [""])[0].strip()[:LONGEST]


def find_hits(text: str, words: str) -> Hits:
    """The places of the words in a text.

    A word of several counts by itself only where it nowhere stands beside another of them: of `so noi vu` the body is
    marked, not each `hồ sơ`. The last word is taken for the beginning of one where it is nowhere whole.
    """
    words = words[:LONGEST].strip()
    terms = parse_words(words)
    if not terms:
        return Hits()
    folded = fold(text)
    plain = [t.words[0] for t in terms if len(t.words) == 1 and not t.prefix]
    found = _whole(folded, plain)
    last = terms[-1]
    if plain and last.words == (plain[-1],) and words[-1].isalnum() and len(plain[-1]) >= _SHORTEST_BEGINNING:
        if all(which != len(plain) - 1 for _, _, which in found):
            beginning = _places(folded, Term(last.words, prefix=True))
            found = sorted([*found, *((a, b, len(plain) - 1) for a, b in beginning)])
    spans = [*_together(folded, found)]
    for term in terms:
        if len(term.words) > 1 or term.prefix:
            spans += _places(folded, term)
    separate = apart(sorted(spans))
    return Hits(separate[:MOST], len(separate) > MOST, asked=True)


def _whole(folded: str, words: Sequence[str]) -> list[_Found]:
    if not words:
        return []
    which: Mapping[str, int] = {word: n for n, word in enumerate(words)}
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})(?![^\W_])")
    looked_at = itertools.islice(pattern.finditer(folded), _MOST_LOOKED_AT)
    return [(m.start(), m.end(), which[m[0]]) for m in looked_at]


def _places(folded: str, term: Term) -> list[tuple[int, int]]:
    """Where a phrase stands, or a word that begins so."""
    between = rf"[\W_]{{1,{_WIDEST_GAP}}}"
    words = between.join(map(re.escape, term.words[:_MOST_OF_PHRASE]))
    tail = r"[^\W_]*" if term.prefix else ""
    pattern = re.compile(rf"(?<![^\W_]){words}{tail}(?![^\W_])")
    return [m.span() for m in itertools.islice(pattern.finditer(folded), _MOST_LOOKED_AT)]


def _together(folded: str, found: Sequence[_Found]) -> Iterator[tuple[int, int]]:
    """The words as places: side by side in the order of the query as one, others where they count by themselves."""
    runs: list[list[_Found]] = []
    for each in found:
        before = runs[-1][-1] if runs else None
        if before is not None and before[2] < each[2] and _beside(folded[before[1] : each[0]]):
            runs[-1].append(each)
        else:
            runs.append([each])
    joined = {which for run in runs if len(run) > 1 for _, _, which in run}
    for run in runs:
        if len(run) > 1 or run[0][2] not in joined:
            yield run[0][0], run[-1][1]


def _beside(gap: str) -> bool:
    return len(gap) <= _WIDEST_GAP and not any(c.isalnum() for c in gap)
