"""The owner of a deadline as its assignment knows it: who leads the item that the deadline stands in."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.model import Deadline, Directive
from extract.structure.model import Document
from extract.values.text import fold

_NEAR = 6
"""An item that holds a deadline is one of so many that begin last before it."""
_LABEL_WORDS = 4
"""A label before a date (`- Thời gian hoàn thành:`) has no more words."""
_OPENING = 40


def with_leads(
    document: Document, deadlines: Sequence[Deadline], directives: Sequence[Directive]
) -> list[Deadline]:
    """The deadlines, those that stand in an assignment owned by its lead.

    Assignments read labels, headings and lead-ins of lists. A deadline keeps its own owner where the assignment prints
    that very name, where a later clause of the assignment begins with it, and on a line that says nothing but when.
    """
    led = sorted((d for d in directives if d.lead), key=lambda d: d.start)
    starts = [d.start for d in led]
    found: list[Deadline] = []
    for deadline in deadlines:
        last = bisect.bisect_right(starts, deadline.start)
        holding = [d for d in led[max(0, last - _NEAR) : last] if deadline.start < d.end]
        smallest = min(holding, key=lambda d: d.end - d.start, default=None)
        found.append(deadline if smallest is None else _led(document, deadline, smallest))
    return found


def _led(document: Document, deadline: Deadline, directive: Directive) -> Deadline:
    if deadline.owner and _own_clause(document, deadline, directive):
        return deadline
    if deadline.owner and directive.lead_as_printed:
        own = _words(deadline.owner)
        printed = _words(directive.lead_as_printed)
        if own <= printed and 2 * len(own) >= len(printed):
            return deadline
    return replace(deadline, owner="; ".join(owner.name for owner in directive.lead))


def _own_clause(document: Document, deadline: Deadline, directive: Directive) -> bool:
    before = document.view[directive.start : deadline.start]
    if len(before.split()) <= _LABEL_WORDS and document.view[directive.start : deadline.end].find(":") >= 0:
        return True
    cut = max(before.rfind("; "), before.rfind(": "))
    head = fold(" ".join((deadline.owner or "").split()[:2]))
    return cut >= 0 and bool(head) and fold(before[cut + 2 : cut + 2 + _OPENING]).lstrip().startswith(head)


def _words(name: str) -> set[str]:
    """The words of a name without accents, its usual abbreviations written out."""
    said = fold(name).replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan")
    return {word.strip(".,;:") for word in said.split()}
