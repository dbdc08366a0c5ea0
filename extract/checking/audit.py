"""The audit of one document: every check over it, what several say of one place said once."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from functools import cache

from extract.checking.model import Check, Finding, Kind
from extract.facts.model import Facts
from extract.structure.model import Document


@cache
def checks() -> tuple[Check, ...]:
    """The checks of all modules of `extract.checking.rules`, in the order of their names."""
    from extract.checking import rules

    found: list[Check] = []
    for info in pkgutil.iter_modules(rules.__path__):
        module = importlib.import_module(f"{rules.__name__}.{info.name}")
        found += getattr(module, "CHECKS", ())
    return tuple(found)


def audit(document: Document, facts: Facts, *, off: Collection[Kind] = ()) -> tuple[Finding, ...]:
    """The findings in a document in the order of the text; kinds that are `off` are not looked for."""
    findings: dict[tuple[Kind, tuple[tuple[int, int], ...]], Finding] = {}
    for check in checks():
        if all(kind in off for kind in check.kinds):
            continue
        for finding in check.run(document, facts):
            if finding.kind not in off:
                findings.setdefault((finding.kind, finding.spans), finding)
    return tuple(sorted(findings.values(), key=lambda f: (f.start, f.end, f.kind)))
