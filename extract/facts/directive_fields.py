"""Lines printed under a task that belong to it: who leads, who helps, until when, what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.facts.directive_words import directive_words

FieldKind = Literal["lead", "coordinate", "due", "product", "other"]


@dataclass(frozen=True, slots=True)
class TaskField:
    """One labelled value: `label:start` is the label, `start:end` the value."""

    kind: FieldKind
    label: int
    start: int
    end: int


_KINDS: tuple[FieldKind, ...] = ("lead", "coordinate", "due", "product", "other")


_LONGEST = 110
_BOUNDARIES = "\n.;("


def find_fields(view: str, start: int, end: int) -> Iterator[TaskField]:
    """The labelled values between two offsets, in order; each ends where the next begins.

    A label opens a line, a sentence or a parenthesis and ends at its colon.
    """
    labels: list[tuple[FieldKind, int, int]] = []
    pattern = directive_words().fields
    colon = view.find(":", start, end)
    while colon >= 0:
        low = max(start, colon - _LONGEST)
        opening = max(view.rfind(mark, low, colon) for mark in _BOUNDARIES) + 1
        if opening > low or low == start:
            opening = max(opening, low)
            match = pattern.fullmatch(view, opening, colon)
            if match is not None and not view[colon + 1 : colon + 2].isdigit():
                labels.append((next(k for k in _KINDS if match[k]), opening, colon + 1))
        colon = view.find(":", colon + 1, end)
    for i, (kind, label, value) in enumerate(labels):
        yield TaskField(kind, label, value, labels[i + 1][1] if i + 1 < len(labels) else end)
