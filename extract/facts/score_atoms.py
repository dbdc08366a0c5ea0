"""The expressions of points, as found in one sentence before anything is related to them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Literal

import patterns
from extract.facts.context_windows import matches
from extract.values.numbers import parse_number

Form = Literal["value", "change", "maximum", "range", "from"]

# Letters by which a sentence with a score is recognised at the speed of `str.find`, in lower case.
TRIGGERS = ("điểm",)
# Percentages, decimals and fractions, which can be scores in a document about an index.
INDEX_TRIGGER = re.compile(r"\d(?:\s?%|,\d|/\d)")

_LOSS = re.compile(r"giảm|thấp|kém|sụt|mất|trừ|tụt|ít|hụt|thua|rơi|rớt|-", re.IGNORECASE)
_LIST_BEFORE = re.compile(r"(?<![\d/.,])(?P<value>\d{1,3}(?:,\d{1,4})?)\s*(?:,\s|;\s|\svà\s)\s*$")


@dataclass(frozen=True, slots=True)
class ScoreAtom:
    """Points at `start:end`: a value with its maximum, a signed change, a maximum, or an end of a range.

    `bound` is the word that makes it a limit (`trên`, `dưới`, `trở lên`), empty where there is none.
    """

    start: int
    end: int
    rule: str
    confidence: float
    needs_index: bool
    unit: str
    value: int | float
    max: int | float | None = None
    form: Form = "value"
    bound: str = ""


@functools.cache
def _rules() -> tuple[patterns.Rule, ...]:
    return patterns.rules("scores").rules


def find_points(view: str, start: int, end: int) -> list[ScoreAtom]:
    """The points of the matching view between two offsets, in order, none overlapping another."""
    found: list[ScoreAtom] = []
    for rule in _rules():
        for match in matches(rule, view, start, end):
            if any(a.start < match.end() and match.start() < a.end for a in found):
                continue
            found += _read(rule, match)
    found.sort(key=lambda a: a.start)
    return _with_lists(found, view, start)


def _with_lists(found: list[ScoreAtom], view: str, start: int) -> list[ScoreAtom]:
    """Adds the members of a list that leave the unit to the last: `85, 82 và 79,5 điểm`, `tăng lần lượt 0,1 và 0,2`."""
    added: list[ScoreAtom] = []
    for i, atom in enumerate(found):
        if (
            atom.form == "change"
            and i + 1 < len(found)
            and found[i + 1].form == "value"
            and found[i + 1].max is None
        ):
            following = found[i + 1]
            between = view[atom.end : following.start]
            if "lần lượt" in view[atom.start : atom.end] and re.fullmatch(r"\s*(?:,|và|;)\s*", between):
                signed = -following.value if atom.value < 0 else following.value
                found[i + 1] = replace(following, value=signed, form="change", rule=atom.rule)
        if (
            atom.form != "value"
            or atom.max is not None
            or atom.bound
            or atom.rule not in ("points", "percent")
        ):
            continue
        at = atom.start
        before = found[i - 1].end if i else start
        while match := _LIST_BEFORE.search(view, max(before, at - 16), at):
            value = _number(match["value"])
            if value is None:
                break
            added.append(replace(atom, start=match.start("value"), end=match.end("value"), value=value))
            at = match.start("value")
    return sorted([*found, *added], key=lambda a: a.start) if added else found


def _read(rule: patterns.Rule, match: re.Match[str]) -> list[ScoreAtom]:
    g = match.groupdict()
    needs = rule.fields["needs"] == "index"
    unit = "%" if g.get("percent") else str(rule.fields["unit"])
    if g.get("maximum"):
        value = _number(g["maximum"])
        return (
            []
            if value is None
            else [
                ScoreAtom(
                    match.start(), match.end(), rule.name, rule.confidence, needs, unit, value, form="maximum"
                )
            ]
        )
    value = _number(g["value"])
    if value is None:
        return []
    if g.get("to"):
        other = _number(g["to"])
        if other is None:
            return []
        form: Form = "range" if rule.name == "range" else "from"
        return [
            ScoreAtom(
                match.start(), match.end("value"), rule.name, rule.confidence, needs, unit, value, form=form
            ),
            ScoreAtom(
                match.start("to"),
                match.end(),
                rule.name,
                rule.confidence,
                needs,
                unit,
                other,
                form="range" if form == "range" else "value",
            ),
        ]
    if g.get("sign"):
        signed = -value if _LOSS.search(g["sign"] or "") else value
        return [
            ScoreAtom(
                match.start(), match.end(), rule.name, rule.confidence, needs, unit, signed, form="change"
            )
        ]
    maximum = _number(g["max"]) if g.get("max") else None
    bound = ((g.get("bound") or "") + (g.get("upto") or "")).strip()
    return [
        ScoreAtom(
            match.start(), match.end(), rule.name, rule.confidence, needs, unit, value, maximum, bound=bound
        )
    ]


def _number(raw: str | None) -> int | float | None:
    number = parse_number(raw, percent=True) if raw else None
    return None if number is None else number.plain()
