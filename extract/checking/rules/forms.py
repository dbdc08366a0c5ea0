"""Statistical forms: rows with codes, where `2.1` is the ratio of `2.1.1` and `2.1.2`, or their total.

A ratio row (`Tỷ lệ …`, unit %) is compared with the counts right below it; a row of counts with the rows of its code,
where the other groups of the table add up or the rows name a whole divided (cấp tỉnh, cấp huyện, cấp xã).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extract.checking.arithmetic import Interval, percentage, percentage_agrees, total
from extract.checking.listing import is_family
from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.checking.rules.matrices import is_total, rate_finding
from extract.checking.sheets import Entry, Line, Sheet, sheets
from extract.facts.model import Facts
from extract.structure.model import Document
from extract.values.text import fold

_RATE = re.compile(r"(?:ty|ti) (?:le|trong)|(?:so )?phan tram")
_WHOLE = re.compile(r"tong|so luong|so ")
_ALL = re.compile(r"^tong(?:\s|$)")
# Rows of the same code that are no parts of the row above: a share, a special case.
_SPECIAL = re.compile(r"trong do|rieng|ty le|trung binh|binh quan|cao nhat|thap nhat")


def find_in_forms(document: Document, facts: Facts) -> Iterator[Finding]:
    """Rows of coded tables that their sub-rows contradict."""
    for sheet in sheets(document):
        lines = [line for line in sheet.lines if line.level is not None and not is_total(line)]
        children = {i: _children(lines, i) for i in range(len(lines))}
        for i, below in children.items():
            yield from _ratio(sheet, lines[i], [lines[k] for k in below])
        yield from _groups(sheet, lines, children)


def _children(lines: Sequence[Line], at: int) -> list[int]:
    """The rows right under a row, by their codes."""
    parent = lines[at]
    found: list[int] = []
    level: int | None = None
    for k in range(at + 1, len(lines)):
        line = lines[k]
        assert line.level is not None
        if not line.under(parent):
            break
        level = line.level if level is None else level
        if line.level == level:
            found.append(k)
        elif line.level < level:
            break
    return found


def _ratio(sheet: Sheet, parent: Line, below: Sequence[Line]) -> Iterator[Finding]:
    if not _RATE.match(fold(parent.label)) or len(below) < 2:
        return
    for column, entry in parent.entries.items():
        if entry.slipped or not (entry.percent or parent.unit in ("", "%")):
            continue
        counts = [x for x in below if column in x.entries and not x.entries[column].percent]
        if len(counts) < 2 or len({fold(x.unit) for x in counts}) > 1 or len(counts) < len(below):
            continue
        cells = [x.entries[column] for x in counts]
        if any(c.slipped for c in cells) or _any_gives(entry, cells):
            continue
        # The total and what is counted of it; a form with other rows is not understood.
        whole, part = (0, 1) if cells[0].value >= cells[1].value else (1, 0)
        if len(counts) > 2 or cells[whole].value <= 0 or not _WHOLE.match(fold(counts[whole].label)):
            continue
        yield rate_finding(parent, cells[part], cells[whole], entry, counts[whole], counts[part])


def _any_gives(entry: Entry, cells: Sequence[Entry]) -> bool:
    """Whether any two counts, or what one leaves of the other, give the percentage."""
    for part in cells:
        for whole in cells:
            exact = percentage(part.interval, whole.interval) if part is not whole else None
            if exact is None:
                continue
            for reading in (exact, Interval(100 - exact.high, 100 - exact.low)):
                if percentage_agrees(entry.value, entry.places, entry.qualifier, reading):
                    return True
    return all(c.value == 0 for c in cells)


def _groups(sheet: Sheet, lines: Sequence[Line], children: dict[int, list[int]]) -> Iterator[Finding]:
    """Rows that are the totals of their sub-rows."""
    held, failed = 0, []
    for i, below in children.items():
        parent, rows = lines[i], [lines[k] for k in below]
        if len(rows) < 2 or _RATE.match(fold(parent.label)):
            continue
        for column, entry in parent.entries.items():
            cells = [x.entries.get(column) for x in rows]
            if entry.percent or entry.slipped or any(c is None or c.percent or c.slipped for c in cells):
                continue
            known = [c for c in cells if c is not None]
            if len({fold(x.unit) for x in (parent, *rows)}) > 1 or any(
                _SPECIAL.match(fold(x.label)) for x in rows
            ):
                continue
            added = total(c.interval for c in known)
            if added.meets(entry.interval):
                held += bool(entry.value)
            else:
                failed.append((parent, column, rows, added))
    for parent, column, rows, added in failed:
        entry = parent.entries[column]
        off = abs(added.low - Fraction(entry.value))
        divided = is_family([x.label for x in rows])
        named = bool(_ALL.match(fold(parent.label))) and 5 * off <= Fraction(entry.value)
        if any(_ALL.match(fold(x.label)) for x in rows) or entry.value == 0:
            continue
        # In a form of indicators one row that adds up says little of another.
        alike = held and held >= len(failed) and (not parent.unit or 5 * off <= Fraction(entry.value))
        if alike or divided or named:
            values = [x.entries[column].value for x in rows]
            total_ = sum(values, start=entry.value * 0)
            yield Finding(
                Kind.SUM_MISMATCH,
                "error",
                f"{' + '.join(map(vietnamese, values))} = {vietnamese(total_)}, dòng {parent.code.rstrip('.')} "
                f"“{parent.label}” ghi {vietnamese(entry.value)} (lệch {vietnamese(abs(total_ - entry.value))})",
                ((parent.start, parent.end), *((x.start, x.end) for x in rows)),
            )


CHECKS: tuple[Check, ...] = (Check((Kind.SUM_MISMATCH, Kind.PERCENTAGE_MISMATCH), find_in_forms),)
