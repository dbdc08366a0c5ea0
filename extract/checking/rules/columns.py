"""Columns of tables that bound or compare others: points against the most that a row can have, changes between two columns.

A column of changes (`Tăng/giảm`, `Chênh lệch`) is believed where it is the difference of two columns before it in most
rows, in number or in per cent; then the rows where it is not are reported.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import patterns
from extract.checking.arithmetic import Interval, percentage, percentage_agrees, total
from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.checking.passages import phrases
from extract.checking.rules.matrices import is_total
from extract.checking.sheets import Line, Sheet, sheets
from extract.facts.model import Facts
from extract.structure.model import Document

_MOST = Fraction(3, 5)
_PROVING = 4
"""How many rows prove what an unnamed column is, all but one of them agreeing."""
_WIDEST, _NARROWEST = 10, 3


@functools.cache
def _header(key: str) -> re.Pattern[str]:
    words = patterns.data("checks")["tables"][key]
    return re.compile(rf"(?<!\w)(?:{patterns.alternation(words)})(?!\w)", re.IGNORECASE)


def find_points(document: Document, facts: Facts) -> Iterator[Finding]:
    """More points in a row than its column of the most points allows."""
    for sheet in sheets(document):
        most = [c for c in sheet.columns() if _header("maximum").search(sheet.headers[c])]
        if len(most) != 1:
            continue
        reached = [
            c
            for c in sheet.columns()
            if c != most[0] and _header("reached").search(sheet.headers[c]) and "%" not in sheet.headers[c]
        ]
        for line in sheet.lines:
            limit = line.entries.get(most[0])
            if limit is None or not limit.value or phrases("scales", "bonus").search(line.label.lower()):
                continue
            for column in reached:
                entry = line.entries.get(column)
                if entry is None or entry.percent or entry.slipped or entry.value <= limit.value:
                    continue
                yield Finding(
                    Kind.SCORE_ABOVE_MAXIMUM,
                    "error",
                    f"Dòng “{line.label or line.code}”: {vietnamese(entry.value)} điểm ở cột “{sheet.headers[column]}”, "
                    f"tối đa là {vietnamese(limit.value)} điểm.",
                    ((line.start, line.end),),
                )


def find_changes(document: Document, facts: Facts) -> Iterator[Finding]:
    """Rows in which a column of changes is not the difference of the two columns that it is elsewhere."""
    for sheet in sheets(document):
        columns = sheet.columns()
        for column in columns:
            if not _header("change").search(sheet.headers[column]):
                continue
            before = [c for c in columns if c < column and not _header("change").search(sheet.headers[c])]
            for one, two in itertools.combinations(before, 2):
                found = _changes(sheet, column, one, two)
                if found is not None:
                    yield from found
                    break


def _changes(sheet: Sheet, column: int, one: int, two: int) -> list[Finding] | None:
    """The rows that break a column of changes; `None` where the two columns don't explain it."""
    rows = [x for x in sheet.lines if {column, one, two} <= x.entries.keys() and not x.group]
    for holds in (_difference, _growth):
        kept = [x for x in rows if holds(x, column, one, two)]
        telling = [x for x in kept if x.entries[column].value]
        if len(telling) >= 2 and Fraction(len(kept), len(rows)) >= _MOST:
            return [_finding(sheet, x, (column, one, two), holds, len(kept)) for x in rows if x not in kept]
    return None


def find_remainders(document: Document, facts: Facts) -> Iterator[Finding]:
    """The one row in which a column is not what a second leaves of a first, as in all others: `giao 84, có mặt 77, còn 9`."""
    for sheet in sheets(document):
        columns = [c for c in sheet.columns() if not _header("not_added").search(sheet.headers[c])][:_WIDEST]
        told: set[int] = set()
        for one, two, column in itertools.combinations(columns, 3):
            named = any(
                _header(key).search(sheet.headers[c])
                for key in ("change", "total", "among")
                for c in (one, column)
            )
            if named or column in told:
                continue
            line = _one_broken(sheet, (column, one, two), lambda x, at: _leaves(x, *at))
            if line is not None:
                told.add(column)
                rows = sum({column, one, two} <= x.entries.keys() for x in sheet.lines)
                yield _finding(sheet, line, (column, two, one), _difference, rows - 1)


def find_unnamed_totals(document: Document, facts: Facts) -> Iterator[Finding]:
    """The one row in which a column is not the sum of those before it, as in all others: criteria and their index."""
    for sheet in sheets(document):
        columns = [c for c in sheet.columns() if not _header("places").search(sheet.headers[c])]
        for k in range(_NARROWEST, len(columns)):
            column = columns[k]
            for width in range(min(k, _WIDEST), _NARROWEST - 1, -1):
                beside = columns[k - width : k]
                line = _one_broken(sheet, (column, *beside), lambda x, at: _adds_up(x, *at))
                if line is None:
                    continue
                values = [line.entries[c].value for c in beside]
                added = sum(values, start=line.entries[column].value * 0)
                yield Finding(
                    Kind.SUM_MISMATCH,
                    "error",
                    f"Dòng “{line.label or line.code}”: {' + '.join(map(vietnamese, values))} = {vietnamese(added)}, "
                    f"cột “{sheet.headers[column]}” ghi {vietnamese(line.entries[column].value)} "
                    f"(lệch {vietnamese(abs(added - line.entries[column].value))})",
                    ((line.start, line.end),),
                )
                break


def _one_broken(
    sheet: Sheet, columns: Sequence[int], holds: Callable[[Line, Sequence[int]], bool]
) -> Line | None:
    """The only row in which a relation of columns does not hold, where enough others prove it; no row of totals."""
    asked = set(columns)
    broken: Line | None = None
    proving = 0
    for line in sheet.lines:
        if line.group or not asked <= line.entries.keys():
            continue
        entries = [line.entries[c] for c in columns]
        if any(e.percent for e in entries):
            return None
        if holds(line, columns):
            proving += sum(bool(e.value) for e in entries) > 2
        elif broken is not None or is_total(line) or any(e.slipped for e in entries):
            return None
        else:
            broken = line
    return broken if proving >= _PROVING else None


def _adds_up(line: Line, column: int, *beside: int) -> bool:
    return total(line.entries[c].interval for c in beside).meets(line.entries[column].interval)


def _leaves(line: Line, column: int, one: int, two: int) -> bool:
    rest, first, second = (line.entries[c].interval for c in (column, one, two))
    return (first - second).meets(rest)


def _difference(line: Line, column: int, one: int, two: int) -> bool:
    change, first, second = (line.entries[c].interval for c in (column, one, two))
    negative = Interval(-change.high, -change.low)
    # The sign may be left to a heading, or the later column may stand first.
    return any((second - first).meets(c) for c in (change, negative))


def _growth(line: Line, column: int, one: int, two: int) -> bool:
    entry, first, second = (line.entries[c] for c in (column, one, two))
    for earlier, later in ((first, second), (second, first)):
        exact = percentage(later.interval, earlier.interval)
        if exact is None:
            continue
        for reading in (
            exact,
            Interval(exact.low - 100, exact.high - 100),
            Interval(100 - exact.high, 100 - exact.low),
        ):
            if percentage_agrees(entry.value, entry.places, entry.qualifier, reading):
                return True
    return False


def _finding(
    sheet: Sheet,
    line: Line,
    columns: Sequence[int],
    holds: Callable[[Line, int, int, int], bool],
    kept: int,
) -> Finding:
    change, first, second = (line.entries[c].value for c in columns)
    if holds is _difference:
        said = f"{vietnamese(second)} - {vietnamese(first)} = {vietnamese(second - first)}"
    else:
        said = f"từ {vietnamese(first)} đến {vietnamese(second)}"
        if first:
            said += f" là {vietnamese((second - first) * 100 / first, places=2)}%"
    return Finding(
        Kind.DIFFERENCE_MISMATCH,
        "error",
        f"Dòng “{line.label or line.code}”: {said}, cột “{sheet.headers[columns[0]]}” ghi {vietnamese(change)}; "
        f"{kept} dòng khác của bảng khớp",
        ((line.start, line.end),),
    )


CHECKS: tuple[Check, ...] = (
    Check((Kind.SCORE_ABOVE_MAXIMUM,), find_points),
    Check((Kind.DIFFERENCE_MISMATCH,), find_changes),
    Check((Kind.DIFFERENCE_MISMATCH,), find_remainders),
    Check((Kind.SUM_MISMATCH,), find_unnamed_totals),
)
