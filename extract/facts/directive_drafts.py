"""From a draft to the directive: its deadline, its basis, its helpers, its action in plain words."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.facts.directive_assigners import Assigners
from extract.facts.directive_headings import Frame
from extract.facts.directive_owners import OwnerReader
from extract.facts.directive_tables import TaskRow
from extract.facts.directive_words import directive_words
from extract.facts.model import Citation, Deadline, Directive, Modality, Owner
from extract.structure.model import Document
from extract.values.dates import parse_date
from extract.values.text import squeeze

_EXACTNESS = {10: 3, 7: 2, 4: 1}
"""How exact a normal date of so many characters is: a day, a month or quarter, a year."""
_END_MARKS = " \n;,"
_ACTION_HEAD = re.compile(
    r"(?:[\s,;:.\-]+|(?:chịu\s+trách\s+nhiệm|có\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|chủ\s+trì|là\s+(?:cơ\s+quan|đơn\s+vị)\s+(?:đầu\s+mối|thường\s+trực|chủ\s+trì)(?=\s*[,;])|khẩn\s+trương|tiếp\s+tục|chủ\s+động|nghiêm\s+túc|phải|cần)(?=[\s,;]))+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """A directive being put together; `action` is the offset where what is to be done begins."""

    start: int
    end: int
    lead: tuple[Owner, ...]
    coordinate: tuple[Owner, ...]
    modality: Modality
    rule: str
    confidence: float
    action: int
    by: str | None = None
    printed: str | None = None
    frame: Frame = field(default_factory=Frame)
    unit: int = 0
    section: int | None = None
    own: bool = False
    """Whether the text itself names who leads."""
    fielded: bool = False
    due: str | None = None
    deadline: int | None = None
    product: str | None = None


class Assembler:
    """Completes the drafts of one document."""

    def __init__(
        self,
        document: Document,
        owners: OwnerReader,
        assigners: Assigners,
        citations: Sequence[Citation],
        deadlines: Sequence[Deadline],
    ) -> None:
        self.view, self.text = document.view, document.text
        self.owners, self.assigners = owners, assigners
        self.citations, self.deadlines = citations, deadlines
        self._citation_starts = [c.start for c in citations]
        self._deadline_starts = [d.start for d in deadlines]
        self.words = directive_words()

    def finish(self, draft: Draft) -> Directive:
        start, end = draft.start, draft.end
        while end > start and self.view[end - 1] in _END_MARKS:
            end -= 1
        coordinate = draft.coordinate
        if not coordinate:
            found = self.owners.coordinators(draft.action if draft.own else start, end)
            coordinate = found or draft.frame.coordinate
        names = {o.name for o in draft.lead}
        coordinate = tuple(o for o in coordinate if o.name not in names)
        if draft.due is None and draft.deadline is None:
            draft.due, draft.deadline = self.due(start, end)
        if draft.due is None and draft.deadline is None and draft.frame.span[1]:
            draft.due, draft.deadline = self.due(*draft.frame.span, exact=True)
        cited = self._cited(start, end)
        return Directive(
            start=start,
            end=end,
            rule=draft.rule,
            confidence=round(min([draft.confidence, *(o.confidence for o in draft.lead)]), 2),
            lead=draft.lead,
            coordinate=coordinate,
            modality=draft.modality,
            action=self._action(draft, end),
            product=draft.product,
            due=draft.due,
            deadline=draft.deadline,
            basis=self._names(cited),
            citations=tuple(cited),
            assigned_by=self.assigners.named(draft.by) or self.assigners.default,
            lead_as_printed=draft.printed
            if draft.printed and [draft.printed] != [o.name for o in draft.lead]
            else None,
        )

    def due(self, start: int, end: int, *, exact: bool = False) -> tuple[str | None, int | None]:
        """The deadline of a stretch: the most exact one, of several the first."""
        first = bisect.bisect_left(self._deadline_starts, start)
        best: tuple[int, int] | None = None
        for i in range(first, len(self.deadlines)):
            deadline = self.deadlines[i]
            if deadline.start >= end:
                break
            score = 0 if deadline.due is None else _EXACTNESS.get(len(deadline.due), 1)
            if exact and score < _EXACTNESS[7]:
                continue
            if best is None or score > best[0]:
                best = (score, i)
        return (None, None) if best is None else (_end_of(self.deadlines[best[1]].due), best[1])

    def parsed(self, start: int, end: int) -> str | None:
        """The normal date of a value that is nothing but a date; a span of years is due when it ends."""
        date = parse_date(self.view[start:end])
        return None if date is None else _end_of(date.iso)

    def _cited(self, start: int, end: int) -> list[int]:
        first = bisect.bisect_left(self._citation_starts, start)
        last = bisect.bisect_left(self._citation_starts, end)
        return [i for i in range(first, last) if self.citations[i].relation == "basis"]

    def _action(self, draft: Draft, end: int) -> str:
        """What is to be done, without who and `chủ trì, phối hợp với …`."""
        at = draft.action
        if (head := _ACTION_HEAD.match(self.view, at, end)) is not None:
            at = head.end()
        helpers = self.words.coordinate.match(self.view, at, end)
        if helpers is not None:
            found = self.owners.read(helpers.end(), end, strong=False)
            if found is not None and found.predicate is not None:
                at = found.predicate
        return squeeze(self.text[at:end]).strip(" .;,/")

    def row(self, row: TaskRow) -> Directive:
        due, deadline = (None, None)
        if row.due is not None:
            due, deadline = self.due(*row.due)
            due = due or self.parsed(*row.due)
        if row.due is None and due is None:
            due, deadline = self.due(row.start, row.end)
        cited = self._cited(row.start, row.end)
        if row.basis is not None:
            lo = bisect.bisect_left(self._citation_starts, row.basis[0])
            hi = bisect.bisect_left(self._citation_starts, row.basis[1])
            cited += [i for i in range(lo, hi) if i not in cited]
        return Directive(
            start=row.start,
            end=row.end,
            rule="table",
            confidence=row.confidence,
            lead=row.lead,
            coordinate=tuple(o for o in row.coordinate if o.name not in {x.name for x in row.lead}),
            modality="giao",
            action=squeeze(self.text[row.start : row.end]).strip(" .;"),
            product=row.product,
            due=due,
            deadline=deadline,
            basis=self._names(cited),
            citations=tuple(cited),
            assigned_by=self.assigners.default,
            lead_as_printed=None,
        )

    def _names(self, cited: Sequence[int]) -> tuple[str, ...]:
        names = (self.citations[i].symbol or self.citations[i].name for i in cited)
        return tuple(dict.fromkeys(name for name in names if name))


def _end_of(due: str | None) -> str | None:
    """The last year of a span (`2026/2030`), any other date as it is."""
    return due.rsplit("/", 1)[-1] if due else due
