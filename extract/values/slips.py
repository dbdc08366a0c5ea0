"""Slips of a recogniser of print, mended in a view of the same length: `liên chính` is read as `liêm chính`.

The stored text and every quote keep what was recognised; only the view that patterns run over is mended. A slip is a
pair of syllables that is no pair of the lexicon while one letter, or the accents of one word, away from exactly one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from extract.values.text import fold
from patterns import data

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 7
"""No syllable of Vietnamese has more letters."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The known pairs, and an index of them with one letter blanked and with accents off."""

    pairs: frozenset[str]
    blanked: dict[str, tuple[str, ...]]
    folded: dict[str, tuple[str, ...]]
    confused: frozenset[str]
    standing: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    lists = data("lexicon")
    pairs = frozenset(lists["pairs"])
    blanked: dict[str, list[str]] = defaultdict(list)
    folded: dict[str, list[str]] = defaultdict(list)
    for pair in sorted(pairs):
        folded[fold(pair)].append(pair)
        for key in _blanks(pair):
            blanked[key].append(pair)
    confused = frozenset(c for two in lists["confused"] for c in (two, two[::-1]))
    return _Lexicon(
        pairs,
        {k: tuple(v) for k, v in blanked.items()},
        {k: tuple(v) for k, v in folded.items()},
        confused,
        frozenset(lists["standing"]),
    )


def _blanks(pair: str) -> list[str]:
    return [f"{pair[:i]}?{pair[i + 1 :]}" for i, char in enumerate(pair) if char != " "]


def mend_slips(view: str) -> str:
    """The matching view of recognised print, of the same length, with its slips mended."""
    lexicon = _lexicon()
    words = list(_WORD.finditer(view))
    lower = [w[0].lower() for w in words]
    beside = [
        words[i].end() + 1 == words[i + 1].start() and view[words[i].end()].isspace()
        for i in range(len(words) - 1)
    ]
    settled = [False] * len(words)
    for i, near in enumerate(beside):
        if near and f"{lower[i]} {lower[i + 1]}" in lexicon.pairs:
            settled[i] = settled[i + 1] = True
    out = list(view)
    for i, near in enumerate(beside):
        if not near or (settled[i] and settled[i + 1]) or max(len(lower[i]), len(lower[i + 1])) > _LONGEST:
            continue
        found = _mended(f"{lower[i]} {lower[i + 1]}", lexicon)
        if found is None or _is_name(words[i][0], words[i + 1][0]):
            continue
        left, right = found.split(" ")
        changed = [k for k, word in ((i, left), (i + 1, right)) if lower[k] != word]
        if len(changed) != 1 or settled[changed[0]] or lower[changed[0]] in lexicon.standing:
            continue
        k, word = changed[0], left if changed[0] == i else right
        for at, char in enumerate(word, words[k].start()):
            if out[at].lower() != char:
                out[at] = char.upper() if out[at].isupper() else char
        lower[k] = word
        settled[i] = settled[i + 1] = True
    return "".join(out)


def _is_name(left: str, right: str) -> bool:
    """Whether both words of a pair begin with a capital, as in the names of people: no lexicon has those."""
    return left.istitle() and right.istitle()


def _mended(pair: str, lexicon: _Lexicon) -> str | None:
    """The one known pair that differs in a confusable letter or in the accents of one word; `None` for none or more."""
    near = set(lexicon.folded.get(fold(pair), ()))
    for key in _blanks(pair):
        for other in lexicon.blanked.get(key, ()):
            at = key.index("?")
            if fold(pair[at]) == fold(other[at]) or pair[at] + other[at] in lexicon.confused:
                near.add(other)
    return near.pop() if len(near) == 1 else None
