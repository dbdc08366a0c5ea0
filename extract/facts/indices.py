"""The indices on which bodies are scored and ranked: where a text names one, and which one it is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import patterns
from extract.values.text import matching_view, squeeze

_YEAR_AFTER = re.compile(r"\s*\)?\s*,?\s*(?:\(?\s*(?:[Nn]ăm|NĂM)\s+|\(?)((?:19|20)\d\d)(?![\d/]|[.,]\d)")
# `6 chỉ số lên điểm` counts indices and names none.
_COUNT_BEFORE = re.compile(r"(?:\d|(?<!\w)(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|các|những|nhiều))\s+$")


@dataclass(frozen=True, slots=True)
class IndexMention:
    """A mention of an index at `start:end`.

    `name` is the canonical name (`PAR INDEX`); `weak` says that the words name the index only where something is
    scored or ranked (`cải cách hành chính`); `denied` that they name a measure on which nobody is scored (`IIP`).
    `year` is a year printed right after the name.
    """

    start: int
    end: int
    name: str
    weak: bool = False
    denied: bool = False
    year: int | None = None
    year_end: int = 0


@dataclass(frozen=True)
class _Names:
    pattern: re.Pattern[str]
    strong: dict[str, str]
    weak: dict[str, str]
    denied: frozenset[str]
    criteria: re.Pattern[str]
    empty: re.Pattern[str]
    stops: re.Pattern[str]
    tails: re.Pattern[str]


@functools.cache
def _names() -> _Names:
    content = patterns.data("indices")
    strong: dict[str, str] = {}
    weak: dict[str, str] = {}
    criteria: set[str] = set()
    for entry in content["index"]:
        strong |= {_key(alias): entry["name"] for alias in entry["aliases"]}
        weak |= {_key(alias): entry["name"] for alias in entry.get("weak", ())}
        criteria |= {matching_view(c).lower() for c in entry.get("criteria", ())}
    denied = frozenset(_key(name) for name in content["denied"]["names"])
    words = patterns.alternation([*strong, *weak, *denied])
    unknown = content["unknown"]
    tails = patterns.alternation([_key(tail) for tail in content["tails"]["names"]])
    return _Names(
        tails=re.compile(rf"(?:,?\s+(?:{tails})(?!\w))*"),
        pattern=re.compile(rf"(?<!\w)(?:{words})(?!\w)|(?<!\w)ch[ỉi] số(?!\w)"),
        strong=strong,
        weak=weak,
        denied=denied,
        criteria=re.compile(rf"(?<!\w)(?:{patterns.alternation(list(criteria))})(?!\w)"),
        empty=re.compile(rf"\s+(?:{patterns.alternation(unknown['empty'])})(?!\w)"),
        stops=re.compile(
            rf"\s+(?:{patterns.alternation(unknown['stops'])})(?!\w)|\s*[,.;:()\"'/]|\s+\d|\s+-|$"
        ),
    )


def find_indices(view: str, lower: str, start: int = 0, end: int | None = None) -> Iterator[IndexMention]:
    """The mentions of indices of the matching view between two offsets, in order, none overlapping another.

    `lower` is the view in lower case, of the same length. `Chỉ số` with a name that no entry knows is a mention of
    an index of that name (`Chỉ số tiếp cận điện năng`); with a criterion of a known index it is none.
    """
    names = _names()
    end = len(view) if end is None else end
    for match in names.pattern.finditer(lower, start, end):
        s, e = match.span()
        key = squeeze(match[0])
        if key in names.denied:
            yield IndexMention(s, e, key, denied=True)
            continue
        if key in names.strong or key in names.weak:
            e = names.tails.match(lower, e, end).end()  # type: ignore[union-attr]
            year = _YEAR_AFTER.match(view, e, min(end, e + 24))
            yield IndexMention(
                s,
                e,
                names.strong.get(key) or names.weak[key],
                weak=key not in names.strong,
                year=int(year[1]) if year else None,
                year_end=year.end() if year else 0,
            )
            continue
        if _COUNT_BEFORE.search(lower, max(start, s - 10), s):
            continue
        found = _unknown(view, lower, e, end, names)
        if found is not None:
            yield IndexMention(s, found[1], found[0])


def named_within(name: str, phrase: str) -> bool:
    """Whether a phrase says what the index is about (`ứng dụng công nghệ` of the ICT Index)."""
    words = _key(phrase)
    return any(words in part or part in words for part in _parts().get(name, ()))


@functools.cache
def _parts() -> dict[str, tuple[str, ...]]:
    return {e["name"]: tuple(_key(p) for p in e.get("parts", ())) for e in patterns.data("indices")["index"]}


def indices_of_criterion(phrase: str) -> frozenset[str]:
    """The known indices that have a criterion of that name."""
    return _criteria_owners().get(_key(phrase), frozenset())


@functools.cache
def _criteria_owners() -> dict[str, frozenset[str]]:
    owners: dict[str, set[str]] = {}
    for entry in patterns.data("indices")["index"]:
        for criterion in entry.get("criteria", ()):
            owners.setdefault(_key(criterion), set()).add(entry["name"])
    return {key: frozenset(names) for key, names in owners.items()}


def find_criteria(lower: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the names of criteria of known indices in the lower-case matching view."""
    for match in _names().criteria.finditer(lower, start, end):
        yield match.span()


def _unknown(view: str, lower: str, at: int, end: int, names: _Names) -> tuple[str, int] | None:
    limit = min(end, at + 80)
    if names.empty.match(lower, at, limit) or names.criteria.match(lower, at + 1, limit):
        return None
    if re.match(r"\s+về\s", lower[at : at + 6]):
        at += 3
        if names.criteria.match(lower, at + 1, limit):
            return None
    stop = names.stops.search(lower, at + 1, limit)
    stop_at = stop.start() if stop else limit
    if any(m[0] not in ("chỉ số", "chi số") for m in names.pattern.finditer(lower, at, stop_at)):
        return None
    name = view[at:stop_at].strip()
    if len(name) < 2 or not 1 <= len(name.split()) <= 9 or not re.match(r"\s+[^\W\d_]", view[at:stop_at]):
        return None
    return f"Chỉ số {squeeze(name)}", stop_at


def _key(alias: str) -> str:
    return squeeze(matching_view(alias).lower())
