"""Tables as sheets of numbers: what each cell holds, how rows stand under one another, formulas of the header.

A table that goes on after a page break is one sheet with its beginning. A cell with a slip in its separators
(`158.55 hồ sơ`) is read as mended and marked, so that arithmetic does not report again what the format check reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extract.checking.arithmetic import Interval, places_of, spread
from extract.facts.figure_units import read_unit
from extract.reading.source import Table
from extract.structure.model import DataTable, Document, TableRow
from extract.values.numbers import NUMBER, Separators, parse_number
from extract.values.text import fold, squeeze

_CELL = re.compile(
    rf"(?P<q>khoảng|hơn|gần|trên|dưới|~|≥|≤)?\s?(?P<sign>-)?(?P<n>{NUMBER})\s?(?P<percent>%)?\s?(?P<unit>[^\W\d][^\d]{{0,20}})?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(?:stt|tt|so tt|so thu tu|ma so|ma)\.?$")
_UNIT_COLUMN = re.compile(r"(?:.* / )?(?:don vi tinh|dvt|dv tinh)$")
_FORMULA = re.compile(r"\(?(?P<left>\d{1,2}|[a-z])\)?\s?=\s?(?P<right>[\d(][\d()+\-*/:.x×% ]*)")
_REFERENCE = re.compile(r"\(?(\d{1,2})\)?$")
_CODE = re.compile(
    r"(?P<dotted>\d{1,3}(?:\.\d{1,3}){0,5})\.?|(?P<roman>[IVXL]{1,6})[.)]?|(?P<capital>[A-H])[.)]?|(?P<small>[a-zđ])[.)]?|[-+*]"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_SHORT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})*\.\d{1,2}")
_FEW = 3
"""How many numbers in groups of three show that points part groups in a table."""
_SIGNS = {"~": "khoảng", "≥": "trên", "≤": "dưới"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A number in a cell; `slipped` says that its separators fit no way of writing and that it is read as mended."""

    start: int
    end: int
    raw: str
    value: Decimal
    places: int
    percent: bool = False
    slipped: bool = False
    qualifier: str | None = None

    @property
    def interval(self) -> Interval:
        return spread(self.value, self.places, self.qualifier)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its code, label and unit as printed, and its numbers by column; `level` orders codes."""

    start: int
    end: int
    code: str
    label: str
    unit: str
    entries: dict[int, Entry]
    filled: frozenset[int]
    group: bool = False
    groups: tuple[str, ...] = ()

    @property
    def level(self) -> int | None:
        match = _CODE.fullmatch(self.code)
        if match is None:
            return None
        if match["dotted"]:
            return 2 + match["dotted"].count(".")
        return 0 if match["capital"] and not match["roman"] else 1 if match["roman"] else 8

    def under(self, other: Line) -> bool:
        """Whether the code says that this row belongs to the other (`1.2` under `1`, `1` under `I`)."""
        if self.level is None or other.level is None or self.level <= other.level:
            return False
        mine, theirs = self.code.rstrip(".)"), other.code.rstrip(".)")
        return other.level < 2 or mine.startswith(f"{theirs}.") or not mine[:1].isdigit()


@dataclass(frozen=True, slots=True)
class Formula:
    """`(3) = (4) + (5)` of a header: the column on the left, the expression with references to columns."""

    column: int
    text: str
    numbers: dict[int, int] = field(default_factory=dict)
    """The column for each number of the expression."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its numbers read; `headers` are joined from above with ` / `."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    formulas: tuple[Formula, ...]
    title: str | None

    def columns(self) -> list[int]:
        """The columns that hold numbers, in order."""
        return sorted({c for line in self.lines for c in line.entries})


def sheets(document: Document) -> Iterator[Sheet]:
    """The tables of a document as sheets, in order, tables of one header that follow each other joined."""
    joined: list[list[DataTable]] = []
    for table in document.tables:
        headers = [c.header for c in table.columns]
        before = joined[-1][-1] if joined else None
        if (
            before is not None
            and [c.header for c in before.columns] == headers
            and before.title == table.title
            and not document.text[before.end : table.start].strip()
        ):
            joined[-1].append(table)
        else:
            joined.append([table])
    for tables in joined:
        yield _sheet(document, tables)


def _sheet(document: Document, tables: list[DataTable]) -> Sheet:
    headers = tuple(squeeze(c.header) for c in tables[0].columns)
    rows = [row for table in tables for row in table.rows]
    code_at = next((i for i, h in enumerate(headers) if _SERIAL.match(fold(h))), None)
    unit_at = next((i for i, h in enumerate(headers) if _UNIT_COLUMN.match(fold(h))), None)
    texts = [[_text(document, row, i) for i in range(len(headers))] for row in rows]
    if code_at is None and rows and all(_CODE.fullmatch(t[0]) for t in texts if t and t[0]):
        code_at = 0
    label_at = next((i for i in range(len(headers)) if i not in (code_at, unit_at)), 0)
    printed = [
        [m["n"] for t in texts if i < len(t) and (m := _CELL.fullmatch(t[i]))] for i in range(len(headers))
    ]
    grouped = sum(bool(_GROUPED.fullmatch(raw)) for raws in printed for raw in raws)
    rates = {m["n"] for t in texts for c in t if (m := _CELL.fullmatch(c)) and (m["percent"] or "%" in t)}
    slips = [_lone_slip([r for r in raws if r not in rates]) if grouped >= _FEW else None for raws in printed]
    around = {i: Separators.of(raw for raw in raws if raw != slips[i]) for i, raws in enumerate(printed)}
    lines = tuple(
        _line(document, row, text, headers, code_at, label_at, unit_at, around, slips)
        for row, text in zip(rows, texts, strict=True)
    )
    return Sheet(headers, lines, _formulas(document, tables[0], headers), tables[0].title)


def _lone_slip(raws: Sequence[str]) -> str | None:
    """The one number of a column whose last group is short beside numbers in groups of three: `2.84` below `1.798`."""
    short = [raw for raw in raws if _SHORT.fullmatch(raw)]
    return short[0] if len(short) == 1 and any(_GROUPED.fullmatch(raw) for raw in raws) else None


def _line(
    document: Document,
    row: TableRow,
    texts: list[str],
    headers: tuple[str, ...],
    code_at: int | None,
    label_at: int,
    unit_at: int | None,
    around: dict[int, Separators],
    slips: Sequence[str | None],
) -> Line:
    code = texts[code_at] if code_at is not None else ""
    label = texts[label_at] if label_at < len(texts) else ""
    unit = texts[unit_at] if unit_at is not None else ""
    if not label and code and not _CODE.fullmatch(code):
        # `Tổng cộng` across the first columns stands in the first of them.
        code, label = "", code
    entries = {}
    for i, text in enumerate(texts):
        if i in (code_at, label_at, unit_at) or not text:
            continue
        span = row.cells[i]
        entry = _entry(text, span, unit, headers[i], around[i]) if span else None
        if entry is not None:
            entries[i] = replace(entry, slipped=True) if entry.raw == slips[i] else entry
    filled = frozenset(i for i, t in enumerate(texts) if t)
    return Line(row.start, row.end, code, label, unit, entries, filled, row.group, row.groups)


def _entry(text: str, span: tuple[int, int], unit: str, header: str, around: Separators) -> Entry | None:
    if text in ("-", "–"):
        return Entry(*span, text, Decimal(0), 0)
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    percent = bool(match["percent"]) or unit.startswith("%") or (not unit and "%" in header)
    printed = unit or match["unit"] or ""
    known = read_unit(printed, 0, len(printed)) if printed else None
    whole = not percent and known is not None and known.whole
    raw = match["n"]
    number = parse_number(raw, whole=whole, percent=percent, around=around)
    if number is None:
        return None
    slipped = whole and number.confidence < 0.7
    places = 0 if slipped else places_of(raw, number.value)
    value = -number.value if match["sign"] else number.value
    qualifier = match["q"].lower() if match["q"] else None
    return Entry(*span, raw, value, places, percent, slipped, _SIGNS.get(qualifier or "", qualifier))


def _text(document: Document, row: TableRow, index: int) -> str:
    span = row.cells[index] if index < len(row.cells) else None
    return squeeze(document.view[span[0] : span[1]]) if span else ""


def _formulas(document: Document, table: DataTable, headers: tuple[str, ...]) -> tuple[Formula, ...]:
    """The formulas that the numbering row or the headers print."""
    block = next((b for b in document.blocks if isinstance(b, Table) and b.start == table.start), None)
    if block is None:
        return ()
    first = table.rows[0].start if table.rows else table.end
    numbers: dict[int, int] = {}
    found: list[tuple[int, str]] = []
    for row in block.rows:
        if not row or row[0].start >= first:
            break
        column = 0
        for cell in row:
            text = squeeze(document.view[cell.start : cell.end])
            if formula := _FORMULA.search(text):
                if formula["left"].isdigit():
                    numbers[int(formula["left"])] = column
                found.append((column, formula["right"]))
            elif reference := _REFERENCE.fullmatch(text):
                numbers[int(reference[1])] = column
            column += cell.span
    return tuple(Formula(column, text, numbers) for column, text in found)
