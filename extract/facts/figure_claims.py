"""The numbers that other facts own: those of citations, dates, scores and rankings."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
        self._scores: Spans[Score] = Spans(scores)
        self._rankings: Spans[Ranking] = Spans(rankings)
        self._longest = max((f.end - f.start for f in (*scores, *rankings)), default=0)

    def taken(self, start: int, end: int) -> bool:
        """Whether the number `start:end` belongs to a citation, a date, a score or a ranking."""
        if self._atoms.citations.overlaps(start, end) or self._atoms.dates.overlaps(start, end):
            return True
        if not self._longest:
            return False
        values = _readings(self._view[start:end])
        lowest = start - self._longest
        for score in self._scores.within(lowest, end):
            if score.end >= end and any(_is(values, v) for v in (score.value, score.max)):
                return True
        for ranking in self._rankings.within(lowest, end):
            own = (ranking.rank, ranking.out_of, ranking.change, *_numbers(ranking.group))
            if ranking.end >= end and any(_is(values, v) for v in own):
                return True
        return False


def _readings(raw: str) -> set[Decimal]:
    readings = set()
    for text in (raw.replace(",", "."), re.sub(r"[.,]", "", raw), raw.replace(".", "").replace(",", ".")):
        try:
            readings.add(Decimal(text))
        except InvalidOperation:
            continue
    return readings


def _is(values: set[Decimal], value: int | float | None) -> bool:
    return isinstance(value, int | float) and abs(Decimal(str(value))) in values


def _numbers(group: str | None) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", group or "")]
