"""Figures of tables: statistical forms, tables of targets, and matrices of bodies and quantities.

A column of numbers gives one figure a row; its unit comes from the row's own unit column, from the cell, from the
header or from the noun that the row counts. Columns of scores, ranks, dates and labels give none, and text in the
other cells is read as prose.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import patterns
from extract.facts.figure_context import Context
from extract.facts.figure_units import read_unit
from extract.facts.model import Figure
from extract.structure.model import DataTable, Document, TableColumn, TableRow
from extract.values.numbers import Number, Separators, parse_number
from extract.values.text import fold, matching_view, squeeze

ColumnKind = Literal["code", "unit", "label", "value", "skip", "text"]

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,4})?|\d+(?:[.,]\d+)?"
_CELL = re.compile(
    rf"""\s*(?P<sign>[≥≤<>~]|>=|<=|[Kk]hoảng|[Tt]rên|[Dd]ưới|[Tt]ối\sthiểu|[Tt]ối\sđa|[Ưướ]{{1,2}}c|[ÍíIi]t\snhất)?\s*
    (?P<value>{_NUMBER})(?:\s?%)?\s*(?:/\s*(?P<out_of>{_NUMBER})|[-]\s*(?P<to>{_NUMBER}))?
    \s*(?P<percent>%)?\s*(?P<rest>[^\d\s][^\d]{{0,40}})?\s*\.?""",
    re.VERBOSE,
)
_CODE = re.compile(r"[A-ZĐa-zđ]?[IVX]{0,5}\d{0,3}(?:\.\d{1,3}){0,5}[.)]?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?!\s*-\s*(?:19|20)\d\d)")
_QUARTER = re.compile(r"quy\s(?P<q>iv|i{1,3}|[1-4])(?!\w)")
_UNIT_NOTE = re.compile(r"(?:[Đđ]ơn vị(?: tính)?|ĐVT|Đvt|đvt)\s*:\s*(?P<unit>[^.;)\n]{1,30})")
_PARENTHESIS = re.compile(r"\((?P<inside>[^()]{1,30})\)")
_COUNTED = re.compile(r"^(?:[Tt]ổng\s)?(?:[Ss]ố\slượng|[Ss]ố|[Ll]ượng)\s+(?:các\s)?")
_BODY = re.compile(
    r"(?:Sở|UBND|Ủy ban|Phường|Xã|Huyện|Quận|Thành phố|TP\.?|Thị xã|Thị trấn|Đặc khu|Tỉnh|Ban|Cục|Chi cục|Bộ|Văn phòng|Trung tâm|Công an|Thanh tra|Khối|Cấp)\s"
)
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong|toan tinh|toan thanh pho|ca nuoc|chung)\s*:?$")
_REMARK = re.compile(r"(?<!\w)(?:ghi chu|can cu)(?!\w)")
_AIM = re.compile(r"mục tiêu|phấn đấu|chỉ tiêu(?! thống kê)|kế hoạch(?! thực hiện)|đến năm", re.IGNORECASE)
_RATE_NAME = re.compile(r"(?:tỷ|tỉ)\s(?:lệ|trọng)", re.IGNORECASE)
_RATE_NOTE = re.compile(r"\s?\((?:%|[Tt]ỷ lệ %)\)")
_UNIT_WORD = re.compile(r"^(?:đvt|ĐVT|đơn vị(?: tính)?|Đơn vị(?: tính)?)\s*:?\s*")
_SPAN = re.compile(r"((?:19|20)\d\d)(?:\s?[-–]\s?((?:19|20)\d\d))?")
_RESULTS = re.compile("kết quả|thực hiện", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-ZĐ]{2}")
_GENERIC = re.compile(
    r"(?:ket qua(?: thong ke| thuc hien| dat duoc)?|so lieu|so luong|gia tri|thuc hien|nam \d{4}|chi tieu|muc tieu|ke hoach|den nam \d{4}|giai doan .*|uoc thuc hien.*|quy .*|ket qua|tong so|\d{4}|6 thang.*|thang .*)"
)
_SIGNS = {
    "≥": "tối thiểu",
    ">=": "tối thiểu",
    "≤": "tối đa",
    "<=": "tối đa",
    "<": "dưới",
    ">": "trên",
    "~": "khoảng",
}


@functools.cache
def _columns() -> dict[str, Any]:
    columns: dict[str, Any] = patterns.data("figures")["columns"]
    return columns


@functools.cache
def _skipped() -> re.Pattern[str]:
    """A column whose numbers are scores, ranks, dates or labels, by its header in lower case."""
    words = "|".join(re.escape(word) for word in _columns()["skip"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    kind: ColumnKind
    header: str
    unit: str | None = None
    period: str | None = None
    around: Separators = field(default_factory=Separators)


def table_figures(
    document: Document,
    context: Context,
    table: DataTable,
    around: Separators,
    taken: Callable[[int, int], bool],
) -> list[Figure]:
    """The figures of one table, in order."""
    from extract.facts.figures import prose_figures

    columns = _understand(document, table)
    note = _note(document, table)
    figures: list[Figure] = []
    for row in table.rows:
        own: list[Figure] = []
        code = _code(document, row, columns)
        if not row.group:
            for column in columns:
                if column.kind == "value":
                    figure = _value(document, context, table, row, column, columns, note, taken)
                    own += [replace(figure, code=code)] if figure else []
        for column in columns:
            silent = column.kind in ("code", "unit", "value", "skip") or (own and column.kind == "label")
            if silent and not row.group:
                continue
            span = row.cells[column.index] if column.index < len(row.cells) else None
            if span is None:
                continue
            for figure in prose_figures(document, context, span[0], span[1], around, taken):
                own.append(
                    replace(
                        figure,
                        code=code,
                        table_title=table.title,
                        is_target=figure.is_target or _aims(table.title),
                    )
                )
        figures += own
    return figures


def _understand(document: Document, table: DataTable) -> list[_Column]:
    rows = [row for row in table.rows if not row.group]
    columns: list[_Column] = []
    labelled = False
    for column in table.columns:
        cells = [_text(document, row, column.index) for row in rows]
        filled = [cell for cell in cells if cell]
        numeric = [m for cell in filled if (m := _CELL.fullmatch(cell)) and not _wordy(m["rest"])]
        kind = _kind(column, filled, len(numeric), labelled)
        if kind == "label":
            labelled = True
        header = squeeze(column.header)
        columns.append(
            _Column(
                index=column.index,
                kind=kind,
                header=header,
                unit=_header_unit(header) if kind == "value" else None,
                period=_header_period(header),
                around=Separators.of(m["value"] for m in numeric),
            )
        )
    return columns


def _kind(column: TableColumn, filled: list[str], numeric: int, labelled: bool) -> ColumnKind:
    header = fold(squeeze(column.header))
    last = header.rsplit("/", 1)[-1].strip()
    words = _columns()
    if any(last == w or last.startswith(w + " ") for w in words["code"]) or (
        column.index == 0 and not labelled and filled and all(_CODE.fullmatch(cell) for cell in filled)
    ):
        return "code"
    if any(w in header for w in words["unit"]):
        return "unit"
    measured = _header_unit(squeeze(column.header))
    printed = matching_view(squeeze(column.header)).lower()
    if measured in (None, "điểm") and _skipped().search(printed):
        return "skip"
    if filled and numeric >= 0.6 * len(filled):
        return "value" if labelled or not all(cell.isdigit() for cell in filled) else "skip"
    if not labelled and not _REMARK.search(header):
        return "label"
    return "text"


def _wordy(rest: str | None) -> bool:
    """Whether the words after a number in a cell say more than a unit."""
    return rest is not None and len(rest.split()) > 4


def _value(
    document: Document,
    context: Context,
    table: DataTable,
    row: TableRow,
    column: _Column,
    columns: list[_Column],
    note: str | None,
    taken: Callable[[int, int], bool],
) -> Figure | None:
    span = row.cells[column.index] if column.index < len(row.cells) else None
    if span is None:
        return None
    match = _CELL.fullmatch(document.view, *span)
    if match is None or _wordy(match["rest"]) or taken(match.start("value"), match.end("value")):
        return None
    label_column = next((c for c in columns if c.kind == "label"), None)
    label = _text(document, row, label_column.index).rstrip(" .;:") if label_column else ""
    unit_column = next((c for c in columns if c.kind == "unit"), None)
    printed = _text(document, row, unit_column.index) if unit_column else ""
    if any(mark in printed.lower() for mark in _columns()["choices"]):
        return None
    unit, whole, guessed = _unit(match, printed, column, label, note)
    if match["rest"] and match["rest"].strip().lower().startswith(
        tuple(patterns.data("figures")["words"]["not_units"])
    ):
        return None
    percent = unit is not None and unit.startswith("%")
    value = _read(match["value"], whole, percent, column.around)
    if value is None or (not label and not column.header):
        return None
    total = _read(match["out_of"], True, False, column.around) if match["out_of"] else None
    upper = _read(match["to"], whole, percent, column.around) if match["to"] else None
    indicator, subject = _named(document, context, row, label_column, label, column)
    sign = (match["sign"] or "").lower()
    return Figure(
        start=row.start,
        end=match.end("percent")
        if match["percent"]
        else max(match.end("value"), match.end("to"), match.end("out_of")),
        rule="table",
        confidence=round(value.confidence * (0.75 if guessed else 0.95), 2),
        value=value.plain(),
        unit=unit,
        out_of=total.plain() if total else None,
        value_to=upper.plain() if upper else None,
        indicator=indicator or None,
        subject=subject,
        period=column.period
        or _group_period(row)
        or context.period(table.start, table.start, table.start, table.start),
        qualifier=_SIGNS.get(sign, sign) or None,
        is_target=_aims(column.header)
        or context.aims(table.start)
        or (_aims(table.title) and not _RESULTS.search(column.header)),
        table_title=table.title,
    )


def _read(raw: str, whole: bool, percent: bool, around: Separators) -> Number | None:
    return parse_number(raw, whole=whole, percent=percent, around=around)


def _unit(
    match: re.Match[str], printed: str, column: _Column, label: str, note: str | None
) -> tuple[str | None, bool, bool]:
    """The unit of a cell, whether it counts whole things, and whether it was guessed."""
    if match["percent"] or "%" in match[0]:
        return "%", False, False
    rest = (match["rest"] or "").strip(" .")
    for text, guessed in ((rest, False), (printed, False), (column.unit or "", False), (note or "", False)):
        if text and fold(text) not in ("so luong", "so", "chi tieu", "lan/nam"):
            if text.startswith("%"):
                return "%", False, False
            unit = read_unit(text, 0, len(text))
            normal = squeeze(text)
            if not _CAPITALS.match(normal):
                normal = normal[:1].lower() + normal[1:]
            return normal, unit is not None and unit.whole, guessed
    for text in (_PARENTHESIS.sub("", label), column.header):
        if _RATE_NAME.match(text.strip()):
            return "%", False, True
    for text in (label, column.header):
        if counted := _COUNTED.match(text):
            unit = read_unit(text, counted.end(), len(text))
            if unit is not None and unit.known:
                return unit.text, unit.whole, True
    header = column.header.rsplit("/", 1)[-1].strip()
    for text in ("" if _GENERIC.fullmatch(fold(header)) else header, label):
        unit = read_unit(text, 0, len(text))
        if unit is not None and unit.known and unit.kind == "count":
            return unit.text, unit.whole, True
    return None, False, True


def _named(
    document: Document,
    context: Context,
    row: TableRow,
    label_column: _Column | None,
    label: str,
    column: _Column,
) -> tuple[str, str | None]:
    """Indicator and subject of a cell, from its row, its column and the groups that it stands under."""
    last = squeeze(_RATE_NOTE.sub("", column.header.replace(" / ", ", ")))
    generic = _GENERIC.fullmatch(fold(column.header.rsplit("/", 1)[-1]).strip()) is not None
    span = row.cells[label_column.index] if label_column else None
    body = context.bodies.resolve(label) if label else None
    if body is None and span is not None and _BODY.match(label) and len(label.split()) < 14:
        mention = context.atoms.mentions.after(span[0], span[1])
        body = mention.organisation.name if mention is not None and mention.start - span[0] < 3 else label
    if body is not None and not generic:
        return last, body
    if _TOTAL.fullmatch(fold(label)) and not generic:
        return f"{last}, {label.lower()}", context.bodies.place or context.of_document
    subject = next((g for g in reversed(row.groups) if _BODY.match(g) and len(g.split()) < 12), None)
    if subject is None:
        subject = context.bodies.place or context.of_document
    if generic or not last:
        return label, body or subject
    return squeeze(f"{label} - {last}" if label else last), subject


def _aims(text: str | None) -> bool:
    return bool(text and _AIM.search(text))


def _header_unit(header: str) -> str | None:
    if "%" in header:
        return "%"
    for match in _PARENTHESIS.finditer(header):
        inside = match["inside"].strip()
        inside = _UNIT_WORD.sub("", inside)
        unit = read_unit(inside, 0, len(inside))
        if unit is not None and unit.known and unit.end >= len(inside) - 1:
            return inside
    return None


def _header_period(header: str) -> str | None:
    folded = fold(header)
    years = _YEAR.findall(header)
    if quarter := _QUARTER.search(folded):
        roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
        number = roman.get(quarter["q"]) or int(quarter["q"])
        return f"{years[-1]}-Q{number}" if years else None
    return years[-1] if len(set(years)) == 1 else None


def _group_period(row: TableRow) -> str | None:
    """The years that a heading inside the table gives for the rows under it (`Giai đoạn 2026 - 2030`)."""
    for group in reversed(row.groups):
        if match := _SPAN.search(group):
            return f"{match[1]}-{match[2]}" if match[2] else match[1]
    return None


def _note(document: Document, table: DataTable) -> str | None:
    """The unit that a note above the table gives for all of it (`Đơn vị tính: triệu đồng`)."""
    match = _UNIT_NOTE.search(document.view, max(0, table.start - 120), table.start)
    if match is None and table.title:
        match = _UNIT_NOTE.search(table.title)
    return squeeze(match["unit"]) if match else None


def _code(document: Document, row: TableRow, columns: list[_Column]) -> str | None:
    column = next((c for c in columns if c.kind == "code"), None)
    text = _text(document, row, column.index) if column else ""
    return text.rstrip(".)") or None


def _text(document: Document, row: TableRow, index: int) -> str:
    span = row.cells[index] if index < len(row.cells) else None
    return squeeze(document.text[span[0] : span[1]]) if span else ""
