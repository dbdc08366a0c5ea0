"""Gives the lines printed under a task to the task: its owner, its helpers, its date, its product."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.directive_drafts import Assembler, Draft
from extract.facts.directive_fields import TaskField
from extract.facts.directive_names import make_owners
from extract.facts.directive_owners import OwnerReader
from extract.values.text import squeeze

_HELPS = re.compile(
    r"(?:chủ\s+trì|phối\s+hợp|là\s+(?:cơ\s+quan|đơn\s+vị|đầu)|tham\s+mưu|thực\s+hiện|chịu\s+trách\s+nhiệm)"
)
_LEADS = re.compile(r"(?:chủ\s+trì|thực\s+hiện)[\s,.;]*")


class Gathering:
    """The tasks that a run of labelled lines would belong to, and the lines met so far.

    A run belongs to all tasks since the last heading or the last run: an office that prints the owner once below
    several items means all of them.
    """

    def __init__(self, owners: OwnerReader, assembler: Assembler) -> None:
        self.owners, self.assembler = owners, assembler
        self.view, self.text = owners.view, owners.text
        self.group: list[Draft] = []
        self.running = False
        self._open: TaskField | None = None
        """A label whose value stands in the items below it."""

    def close(self) -> None:
        """Ends the run: what comes now is another task."""
        self.group, self.running, self._open = [], False, None

    def apply(self, fields: Sequence[TaskField], only: Sequence[Draft] | None = None) -> None:
        """Gives labelled values to the tasks of the group, or to some of them only."""
        self.running = only is None
        last = fields[-1]
        self._open = last if not self.view[last.start : last.end].strip(" .;") else None
        for one in fields:
            for draft in self.group if only is None else only:
                self._set(draft, one)

    def continues(self, start: int, end: int) -> bool:
        """Whether an item is the value of a label that stood alone, and takes it as such.

        `- Cơ quan thực hiện:` over `+ Sở A chủ trì, phối hợp với Sở B.`; an item that says more is a task.
        """
        if self._open is None or self._open.kind not in ("lead", "coordinate"):
            return False
        found = self.owners.read(start, end, strong=False)
        if found is None:
            return False
        at = found.predicate or end
        leads = _LEADS.match(self.view, at, end)
        at = leads.end() if leads else at
        helpers = self.owners.words.coordinate.match(self.view, at, end)
        if helpers is not None:
            listed = self.owners.read(helpers.end(), end, strong=False)
            if listed is None or listed.predicate is not None:
                return False
        elif re.search(r"\w", self.view[at:end]):
            return False
        for draft in self.group:
            self._set(draft, replace(self._open, start=start, end=end))
        return True

    def _set(self, draft: Draft, one: TaskField) -> None:
        start, end = one.start, one.end
        while start < end and self.view[start].isspace():
            start += 1
        value = self.text[start:end].strip(" .;\n")
        if not value:
            return
        draft.fielded = True
        if one.kind == "due":
            draft.due, draft.deadline = self.assembler.due(start, end)
            draft.due = draft.due or self.assembler.parsed(start, end)
            return
        if one.kind == "product":
            draft.product = squeeze(value)
            return
        if one.kind == "other":
            return
        found = self.owners.read(start, end, strong=False)
        stop = end
        if found is not None and found.predicate is not None and _HELPS.match(self.view, found.predicate):
            stop = found.end
        named = make_owners(self.owners.cell(start, stop), "fields", 0.95)
        if one.kind == "coordinate":
            draft.coordinate = named
            return
        draft.lead, draft.rule, draft.own, draft.printed = named, "fields", True, squeeze(value)
        draft.modality = "giao" if draft.modality == "plan" else draft.modality
        draft.coordinate = draft.coordinate or self.owners.coordinators(stop, end)
