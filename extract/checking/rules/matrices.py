"""Tables of numbers: rows and columns of totals, formulas of the header, percentages per row.

What a table means is read from its own arithmetic: a total column or a percentage column is believed where it holds
in most rows, or where a formula in the header says so; then the rows that break it are reported. Total rows are named
(`Tổng cộng`, `Toàn tỉnh`), at the top or the bottom, over all rows, the rows of one group, or the group totals.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import patterns
from extract.checking.arithmetic import Interval, percentage, percentage_agrees, rounded, slipped_sum, total
from extract.checking.listing import is_family
from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.checking.sheets import Entry, Line, Sheet, sheets
from extract.facts.model import Facts
from extract.structure.model import Document

_SHOWN = 12
_MOST = Fraction(3, 5)
_WIDEST = 10


@dataclass(frozen=True, slots=True)
class _Words:
    total: re.Pattern[str]
    not_added: re.Pattern[str]
    rate: re.Pattern[str]
    among: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    data: dict[str, Any] = patterns.data("checks")["tables"]

    def any_of(words: Sequence[str]) -> str:
        return rf"(?:(?<!\w)(?:{patterns.alternation([w for w in words if w != '%'])})(?!\w)|%)"

    return _Words(
        total=re.compile(rf"(?:{patterns.alternation(data['total'])})\s?(?:\([^()]*\))?\s?:?", re.IGNORECASE),
        not_added=re.compile(any_of(data["not_added"]), re.IGNORECASE),
        rate=re.compile(any_of(data["rates"]), re.IGNORECASE),
        among=re.compile(any_of(data["among"]).replace("|%", ""), re.IGNORECASE),
    )


def find_in_tables(document: Document, facts: Facts) -> Iterator[Finding]:
    """Cells of tables that break the arithmetic of their table."""
    for sheet in sheets(document):
        meant: dict[tuple[int, int], Interval] = {}
        yield from _total_rows(sheet, meant)
        explained: set[int] = set()
        for formula in sheet.formulas:
            explained.add(formula.column)
            yield from _formula(sheet, formula.column, formula.text, formula.numbers)
        yield from _total_columns(sheet, explained, meant)
        yield from _rates(sheet, explained, meant)


def is_total(line: Line) -> bool:
    """Whether a row gives the total of others."""
    return any(text and _words().total.fullmatch(text) for text in (line.label, line.code))


def _total_rows(sheet: Sheet, meant: dict[tuple[int, int], Interval]) -> Iterator[Finding]:
    """Totals that their rows do not give; `meant` takes what they add up to, by the start of the row and the column."""
    lines = [line for line in sheet.lines if not line.group and (line.entries or is_total(line))]
    totals = [i for i, line in enumerate(lines) if is_total(line)]
    for at in totals:
        line = lines[at]
        failed: list[tuple[int, Interval, list[Line]]] = []
        held = 0
        for column, entry in line.entries.items():
            if _words().not_added.search(sheet.headers[column]) or entry.percent or entry.slipped:
                continue
            readings = [r for r in _readings(lines, totals, at, column) if len(r) > 1]
            if not readings:
                continue
            sums = [total(x.entries[column].interval for x in r) for r in readings]
            if any(s.meets(entry.interval) for s in sums):
                held += 1
            elif not any(x.entries[column].slipped for r in readings for x in r):
                listed = [k for k, r in enumerate(readings) if _whole_list(lines, at, r)]
                nearest = min(
                    listed or range(len(sums)), key=lambda k: abs(sums[k].low - Fraction(entry.value))
                )
                failed.append((column, sums[nearest], readings[nearest]))
        for column, added, parts in failed:
            entry = line.entries[column]
            off = abs(added.low - Fraction(entry.value))
            alone = not held and len(failed) == 1
            near = 3 * off <= Fraction(entry.value)
            slipped = len(totals) == 1 and _whole_list(lines, at, parts)
            slipped = slipped and slipped_sum(entry.value, [x.entries[column].value for x in parts])
            if held >= len(failed) or (alone and (near or slipped)):
                meant[line.start, column] = added
                yield _row_finding(sheet, line, column, parts)


def _whole_list(lines: Sequence[Line], at: int, parts: Sequence[Line]) -> bool:
    """Whether the parts are all rows beside the total row, numbered one by one, or all groups above their rows."""
    rows = [x for i, x in enumerate(lines) if i != at]
    levels = [x.level for x in parts]
    if not parts or None in levels or len(set(levels)) > 1:
        return False
    return len(parts) == len(rows) or list(parts) == _top(rows)


def _readings(lines: Sequence[Line], totals: Sequence[int], at: int, column: int) -> Iterator[list[Line]]:
    """The sets of rows that a total row may be the total of."""
    previous = max((i for i in totals if i < at), default=-1)
    following = min((i for i in totals if i > at), default=len(lines))
    below, above = lines[at + 1 :], lines[:at]
    spans = [lines[previous + 1 : at], lines[at + 1 : following], above, below]
    for span in spans:
        rows = [x for x in span if not is_total(x)]
        numbered = [x for x in rows if x.level is not None]
        for chosen in (rows, _top(numbered), _leaves(rows), [x for x in span if is_total(x)]):
            entries = [x for x in chosen if column in x.entries]
            # A column that most rows leave empty says nothing of its total.
            if 3 * len(entries) >= 2 * len(chosen):
                yield entries


def _top(lines: Sequence[Line]) -> list[Line]:
    levels = [x.level for x in lines if x.level is not None]
    return [x for x in lines if x.level == min(levels)] if levels else []


def _leaves(lines: Sequence[Line]) -> list[Line]:
    return [x for i, x in enumerate(lines) if i + 1 >= len(lines) or not lines[i + 1].under(x)]


def _row_finding(sheet: Sheet, line: Line, column: int, parts: Sequence[Line]) -> Finding:
    entry = line.entries[column]
    values = [x.entries[column].value for x in parts]
    added = sum(values, start=entry.value * 0)
    shown = " + ".join(map(vietnamese, values)) if len(values) <= _SHOWN else f"tổng {len(values)} dòng"
    spans = [(line.start, line.end)]
    spans += [(x.start, x.end) for x in parts] if len(parts) <= _SHOWN else [(parts[0].start, parts[-1].end)]
    return Finding(
        Kind.SUM_MISMATCH,
        "error",
        f"Cột “{_short(sheet.headers[column])}”: {shown} = {vietnamese(added)}, dòng “{_short(line.label or line.code)}” "
        f"ghi {vietnamese(entry.value)} (lệch {vietnamese(abs(added - entry.value))})",
        tuple(spans),
    )


def _total_columns(
    sheet: Sheet, explained: set[int], meant: dict[tuple[int, int], Interval]
) -> Iterator[Finding]:
    """A column that is the sum of columns beside it in most rows, in the rows where it is not.

    A row of totals with a cell that its own column proves wrong, and that would add up with the right one, is left alone.
    """
    words = _words()
    numbers = [c for c in sheet.columns() if not words.not_added.search(sheet.headers[c])]
    lines = [line for line in sheet.lines if not line.group]
    for k, column in enumerate(numbers):
        if column in explained:
            continue
        best: tuple[int, list[int]] | None = None
        for beside in _beside(sheet, numbers, k):
            rows = [
                x for x in lines if column in x.entries and sum(c in x.entries for c in beside) == len(beside)
            ]
            held = [x for x in rows if _adds(x, column, beside)]
            # Rows of nothings hold in any table.
            telling = [
                x
                for x in held
                if x.entries[column].value and sum(bool(x.entries[c].value) for c in beside) > 1
            ]
            # Classes that divide a whole (đúng hạn, quá hạn) under a total prove it with fewer rows.
            divided = is_family([sheet.headers[c] for c in beside])
            needed = (1, Fraction(1, 3)) if divided else (2, _MOST)
            if len(held) >= needed[0] and telling and Fraction(len(held), len(rows)) >= needed[1]:
                if best is None or len(held) > best[0]:
                    best = (len(held), beside)
        if best is None:
            continue
        for line in lines:
            cells = [line.entries.get(c) for c in (column, *best[1])]
            if any(c is None or c.slipped for c in cells) or _adds(line, column, best[1]):
                continue
            right = {c: meant.get((line.start, c), line.entries[c].interval) for c in (column, *best[1])}
            if total(right[c] for c in best[1]).meets(right[column]):
                continue
            yield _column_finding(sheet, line, column, best[1], best[0])


def _beside(sheet: Sheet, numbers: Sequence[int], k: int) -> Iterator[list[int]]:
    """The runs of columns that a column may be the sum of: after it, or before it."""
    column = numbers[k]
    headers = sheet.headers
    parent = headers[column].rpartition(" / ")[0]
    last = headers[column].rpartition(" / ")[2]
    named = bool(_words().total.match(last) or _words().total.match(headers[column]))
    for direction in (1, -1):
        run: list[int] = []
        for step in range(1, _WIDEST + 1):
            at = k + direction * step
            if not 0 <= at < len(numbers):
                break
            run.append(numbers[at])
            among = any(_words().among.match(headers[c]) or " / Trong đó" in headers[c] for c in run)
            siblings = bool(parent) and all(headers[c].startswith(f"{parent} / ") for c in run)
            if len(run) > 1 and (named or among or siblings):
                yield sorted(run)


def _adds(line: Line, column: int, beside: Sequence[int]) -> bool:
    return total(line.entries[c].interval for c in beside).meets(line.entries[column].interval)


def _column_finding(sheet: Sheet, line: Line, column: int, beside: Sequence[int], held: int) -> Finding:
    entry = line.entries[column]
    values = [line.entries[c].value for c in beside]
    added = sum(values, start=entry.value * 0)
    return Finding(
        Kind.SUM_MISMATCH,
        "error",
        f"Dòng “{_short(line.label or line.code)}”: {' + '.join(map(vietnamese, values))} = {vietnamese(added)}, "
        f"cột “{_short(sheet.headers[column])}” ghi {vietnamese(entry.value)} (lệch {vietnamese(abs(added - entry.value))}); "
        f"{held} dòng khác của bảng khớp",
        ((line.start, line.end),),
    )


def _rates(sheet: Sheet, explained: set[int], meant: dict[tuple[int, int], Interval]) -> Iterator[Finding]:
    """A column of percentages that two other columns give in most rows, in the rows where they do not.

    Where a wrong total is told already and its right sum gives the percentage, there is nothing more to tell.
    """
    words = _words()
    lines = [line for line in sheet.lines if not line.group]
    columns = sheet.columns()
    counts = [c for c in columns if not words.not_added.search(sheet.headers[c])]
    for column in columns:
        if column in explained or not words.rate.search(sheet.headers[column]):
            continue
        best: tuple[int, int, int] | None = None
        for part in counts:
            for whole in counts:
                rows = [x for x in lines if {column, part, whole} <= x.entries.keys()]
                if part == whole or len(rows) < 3:
                    continue
                held = [x for x in rows if _rate_holds(x, column, part, whole)]
                telling = {x.entries[column].value for x in held} - {0, 100}
                if len(held) >= 2 and telling and Fraction(len(held), len(rows)) >= _MOST:
                    if best is None or len(held) > best[0]:
                        best = (len(held), part, whole)
        if best is None:
            continue
        for line in lines:
            cells = [line.entries.get(c) for c in (column, *best[1:])]
            if any(c is None or c.slipped for c in cells) or _rate_holds(line, column, *best[1:]):
                continue
            held_part, held_whole = line.entries[best[1]], line.entries[best[2]]
            right = [
                meant.get((line.start, c), e.interval)
                for c, e in zip(best[1:], (held_part, held_whole), strict=True)
            ]
            entry = line.entries[column]
            exact = percentage(right[0], right[1])
            if exact is not None and percentage_agrees(entry.value, entry.places, entry.qualifier, exact):
                continue
            if held_whole.value > 0:
                yield rate_finding(line, held_part, held_whole, line.entries[column])


def _rate_holds(line: Line, column: int, part: int, whole: int) -> bool:
    entry = line.entries[column]
    exact = percentage(line.entries[part].interval, line.entries[whole].interval)
    if exact is None:
        return line.entries[whole].value == 0
    return percentage_agrees(entry.value, entry.places, entry.qualifier, exact)


def rate_finding(line: Line, part: Entry, whole: Entry, entry: Entry, *others: Line) -> Finding:
    """The finding that a percentage in a table is not what two of its counts give."""
    value = 100 * Fraction(part.value) / Fraction(whole.value)
    return Finding(
        Kind.PERCENTAGE_MISMATCH,
        "error",
        f"Dòng “{_short(line.label or line.code)}”: {vietnamese(part.value)}/{vietnamese(whole.value)} = "
        f"{vietnamese(rounded(value, max(entry.places, 2)))}%, bảng ghi {vietnamese(entry.value)}%",
        ((line.start, line.end), *((x.start, x.end) for x in others)),
    )


def _formula(sheet: Sheet, column: int, text: str, numbers: dict[int, int]) -> Iterator[Finding]:
    """The rows that break a formula of the header."""
    terms = _terms(text)
    if terms is None or any(n not in numbers for _, term in terms for n in term):
        return
    failed = []
    rows = 0
    for line in sheet.lines:
        entry = line.entries.get(column)
        cells = [line.entries.get(numbers[n]) for _, term in terms for n in term]
        if line.group or entry is None or any(c is None or c.slipped for c in cells) or entry.slipped:
            continue
        computed = Interval.exactly(0)
        ratio = False
        for sign, term in terms:
            value = line.entries[numbers[term[0]]].interval
            if len(term) == 2:
                quotient = percentage(value, line.entries[numbers[term[1]]].interval)
                if quotient is None:
                    break
                value, ratio = quotient, True
            computed = computed + value if sign > 0 else computed - value
        else:
            rows += 1
            as_share = Interval(computed.low / 100, computed.high / 100)
            if ratio:
                holds = percentage_agrees(entry.value, entry.places, entry.qualifier, computed)
                holds = holds or percentage_agrees(entry.value, entry.places, entry.qualifier, as_share)
            else:
                holds = computed.meets(entry.interval)
            if not holds:
                failed.append((line, entry, computed, ratio))
    # A formula that never holds was read wrongly.
    if rows > 2 and 2 * len(failed) > rows:
        return
    for line, entry, computed, ratio in failed:
        unit = "%" if ratio else ""
        right = rounded((computed.low + computed.high) / 2, max(entry.places, 2 if ratio else 0))
        yield Finding(
            Kind.PERCENTAGE_MISMATCH if ratio else Kind.SUM_MISMATCH,
            "error",
            f"Dòng “{_short(line.label or line.code)}”: theo công thức {text.strip()} của cột “{_short(sheet.headers[column])}” "
            f"phải là {vietnamese(right)}{unit}, bảng ghi {vietnamese(entry.value)}{unit}",
            ((line.start, line.end),),
        )


def _terms(text: str) -> list[tuple[int, list[int]]] | None:
    """An expression as signed terms, each a column or a quotient of two; `None` for what is neither."""
    plain = re.sub(r"\s|[*x×.]\s?100%?|%", "", text).replace("(", "").replace(")", "").replace(":", "/")
    if not re.fullmatch(r"\d{1,2}(?:/\d{1,2})?(?:[+-]\d{1,2}(?:/\d{1,2})?)*", plain):
        return None
    if "/" in plain and ("+" in plain or "-" in plain):
        return None
    return [
        (-1 if sign == "-" else 1, [int(n) for n in term.split("/")])
        for sign, term in re.findall(r"([+-]?)([\d/]+)", plain)
    ]


def _short(text: str) -> str:
    words = text.rstrip(" :").split()
    return " ".join(words[:14]) + (" …" if len(words) > 14 else "")


CHECKS: tuple[Check, ...] = (Check((Kind.SUM_MISMATCH, Kind.PERCENTAGE_MISMATCH), find_in_tables),)
