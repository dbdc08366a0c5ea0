"""The numbers that other facts own: those of citations, dates, scores and rankings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from extract.facts.atoms import Atoms, Spans
from extract.facts.model import Ranking, Score
from extract.structure.model import Document


class Claims:
    """Answers, by place, whether a number is somebody else's.

    A score or ranking owns the numbers in its span that are its values; a count that only stands near it
    (`04 huyện đạt trên 80 điểm`) stays free.
    """

    def __init__(
        self, document: Document, atoms: Atoms, scores: Sequence[Score], rankings: Sequence[Ranking]
    ) -> None:
        self._view = document.view
        self._atoms = atoms
        self._owners: Spans[_Owner] = Spans(
            [
                *(_Owner(s.start, s.end, _values(s.value, s.max)) for s in scores),
                *(
                    _Owner(
                        r.start,
                        r.end,
                        _values(r.rank, r.out_of, *_numbers(str(r.change or "")), *_numbers(r.group)),
                    )
                    for r in rankings
                ),
            ]
        )
        self._longest = max((f.end - f.start for f in (*scores, *rankings)), default=0)

    def taken(self, start: int, end: int) -> bool:
        """Whether the number `start:end` belongs to a citation, a date, a score or a ranking."""
        if self._atoms.citations.overlaps(start, end) or self._atoms.dates.overlaps(start, end):
            return True
        if not self._longest:
            return False
        around = [owner for owner in self._owners.within(start - self._longest, end) if owner.end >= end]
        if not around:
            return False
        readings = _readings(self._view[start:end])
        return any(not owner.values.isdisjoint(readings) for owner in around)


@dataclass(frozen=True, slots=True)
class _Owner:
    """A score or ranking with the numbers in its span that are its own."""

    start: int
    end: int
    values: frozenset[Decimal]


def _readings(raw: str) -> set[Decimal]:
    readings = set()
    for text in (raw.replace(",", "."), re.sub(r"[.,]", "", raw), raw.replace(".", "").replace(",", ".")):
        try:
            readings.add(Decimal(text))
        except InvalidOperation:
            continue
    return readings


def _values(*values: int | float | None) -> frozenset[Decimal]:
    return frozenset(abs(Decimal(str(value))) for value in values if isinstance(value, int | float))


def _numbers(group: str | None) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", group or "")]
