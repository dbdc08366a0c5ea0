"""The parts of a sentence in which a rule can match at all, so that its pattern looks at nothing else."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import patterns

# How far from its anchor a match may begin or end, in characters.
_BEFORE, _AFTER = 130, 170


@functools.cache
def _anchor(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def matches(rule: patterns.Rule, view: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of a rule between two offsets, found near its `anchor`; everywhere where it has none."""
    anchor = rule.fields.get("anchor")
    if not anchor or end - start <= _AFTER:
        if not anchor or _anchor(anchor).search(view, start, end):
            yield from rule.pattern.finditer(view, start, end)
        return
    left = right = -1
    for hit in _anchor(anchor).finditer(view, start, end):
        a, b = max(start, hit.start() - _BEFORE), min(end, hit.end() + _AFTER)
        if left >= 0 and a <= right:
            right = b
            continue
        if left >= 0:
            yield from rule.pattern.finditer(view, left, right)
        left, right = a, b
    if left >= 0:
        yield from rule.pattern.finditer(view, left, right)
