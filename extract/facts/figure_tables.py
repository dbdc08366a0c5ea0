"""Figures of tables: statistical forms, tables of targets, and matrices of bodies and quantities.

A column of numbers gives one figure a row; its unit comes from the row's own unit column, from the cell, from the
header or from the noun that the row counts. Columns of scores, ranks, dates and labels give none, and text in the
other cells is read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import patterns
from extract.facts.figure_columns import (
    CELL,
    COUNTED,
    GENERIC,
    PARENTHESIS,
    RATE_NAME,
    Column,
    cell_text,
    column_words,
    counted_noun,
    label_unit,
    understand,
    wordy,
)
from extract.facts.figure_context import Context
from extract.facts.figure_periods import shifted
from extract.facts.figure_units import read_unit
from extract.facts.model import Figure
from extract.structure.model import DataTable, Document, TableRow
from extract.values.numbers import Number, Separators, parse_number
from extract.values.text import CAPITALS, fold, squeeze

_WHOLE = re.compile(r"\d{1,3}(?:[.,]\d{3})*|\d+")
_POINTS = re.compile(
    r"(?:tong |so )?(?:diem(?! thi)|xep hang|thu hang|hang|vi tri xep|xep thu|xep loai|chi so (?:cchc|cai cach|hai long))(?!\w)"
)
_INDEX = re.compile(r"(?<!\w)(?:par index|sipas|papi|pci|ddci|dti|par)(?!\w)")
# What the title of a table says that it counts.
_TITLE_NOUN = re.compile(
    r"(?<!\w)(?:hồ sơ|đơn thư|phản ánh, kiến nghị|phản ánh|kiến nghị|thủ tục hành chính|TTHC|nhiệm vụ|phiếu|văn bản|hộ nghèo)(?!\w)",
    re.IGNORECASE,
)
_UNIT_NOTE = re.compile(r"(?:[Đđ]ơn vị(?: tính)?|ĐVT|Đvt|đvt)\s*:\s*(?P<unit>[^.;)\n]{1,30})")
_BODY = re.compile(
    r"(?:Sở|UBND|Ủy ban|Phường|Xã|Huyện|Quận|Thành phố|TP\.?|Thị xã|Thị trấn|Đặc khu|Tỉnh|Ban|Cục|Chi cục|Bộ|Văn phòng|Trung tâm|Công an|Thanh tra|Khối|Cấp)\s"
)
# `Khoa Nội`, `Trường Mầm non Hoa Mai`: a noun with a name of its own.
_NAMED = re.compile(rf"[{CAPITALS}][a-zà-ỹ]+(?:\s[a-zà-ỹ]+)?\s[{CAPITALS}]")
_KINDS = ("xa", "phuong", "huyen", "quan", "thi xa", "thi tran", "tinh", "thanh pho")
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong|toan tinh|toan thanh pho|ca nuoc|chung)\s*:?$")
_AIM = re.compile(r"mục tiêu|phấn đấu|chỉ tiêu(?! thống kê)|kế hoạch(?! thực hiện)|đến năm", re.IGNORECASE)
_RATE_NOTE = re.compile(r"\s?\((?:%|[Tt]ỷ lệ %)\)")
_SPAN = re.compile(r"((?:19|20)\d\d)(?:\s?[-–]\s?((?:19|20)\d\d))?")
_RESULTS = re.compile("kết quả|thực hiện|hiện trạng|thực trạng", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-ZĐ]{2}")
_SIGNS = {
    "≥": "tối thiểu",
    ">=": "tối thiểu",
    "≤": "tối đa",
    "<=": "tối đa",
    "<": "dưới",
    ">": "trên",
    "~": "khoảng",
}


def table_figures(
    document: Document,
    context: Context,
    table: DataTable,
    around: Separators,
    taken: Callable[[int, int], bool],
) -> list[Figure]:
    """The figures of one table, in order."""
    from extract.facts.figures import prose_figures

    columns = understand(document, table)
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


def _value(
    document: Document,
    context: Context,
    table: DataTable,
    row: TableRow,
    column: Column,
    columns: list[Column],
    note: str | None,
    taken: Callable[[int, int], bool],
) -> Figure | None:
    span = row.cells[column.index] if column.index < len(row.cells) else None
    if span is None:
        return None
    match = CELL.fullmatch(document.view, *span)
    if match is None or wordy(match["rest"]) or taken(match.start("value"), match.end("value")):
        return None
    label_column = next((c for c in columns if c.kind == "label"), None)
    label = cell_text(document, row, label_column.index).rstrip(" .;:") if label_column else ""
    unit_column = next((c for c in columns if c.kind == "unit"), None)
    printed = cell_text(document, row, unit_column.index) if unit_column else ""
    if any(mark in printed.lower() for mark in column_words()["choices"]):
        return None
    label, own_unit = label_unit(label)
    unit, whole, guessed = _unit(match, printed, column, label, own_unit, note, table.title)
    if _scored(label, unit if printed or own_unit or column.unit else None):
        return None
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
        period=_period(context, table, row, column, columns),
        qualifier=_SIGNS.get(sign, sign) or None,
        is_target=_aims(column.header)
        or (not _RESULTS.search(column.header) and (context.aims(table.start) or _aims(table.title))),
        table_title=table.title,
    )


def _period(
    context: Context, table: DataTable, row: TableRow, column: Column, columns: list[Column]
) -> str | None:
    """The period of a cell: of its column, of the heading over its row, of the text above the table."""
    if column.period:
        return column.period
    found = _group_period(row) or context.period(table.start, table.start, table.start, table.start)
    if not column.earlier:
        return found
    beside = next((c.period for c in reversed(columns[: column.index]) if c.period), None)
    return shifted(beside or found)


def _scored(label: str, unit: str | None) -> bool:
    """Whether a row gives points or places on an index and no quantity."""
    if unit is not None and fold(unit) not in ("diem", "hang", "bac", "thu hang", "vi tri"):
        return False
    if _POINTS.match(fold(label)):
        named = read_unit(label, 0, len(label))
        return named is None or named.group != "points"
    return unit is not None or _INDEX.search(fold(label)) is not None


def _read(raw: str, whole: bool, percent: bool, around: Separators) -> Number | None:
    return parse_number(raw, whole=whole, percent=percent, around=around)


def _unit(
    match: re.Match[str],
    printed: str,
    column: Column,
    label: str,
    own: str | None,
    note: str | None,
    title: str | None,
) -> tuple[str | None, bool, bool]:
    """The unit of a cell, whether it counts whole things, and whether it was guessed."""
    if match["percent"] or "%" in match[0]:
        return "%", False, False
    rest = (match["rest"] or "").strip(" .")
    for text, guessed in (
        (rest, False),
        (printed, False),
        (column.unit or "", False),
        (own or "", False),
        (note or "", False),
    ):
        if text and fold(text) not in ("so luong", "so", "chi tieu", "lan/nam"):
            if text.startswith("%"):
                return "%", False, False
            unit = read_unit(text, 0, len(text))
            normal = squeeze(text)
            if not _CAPITALS.match(normal):
                normal = normal[:1].lower() + normal[1:]
            return normal, unit is not None and unit.whole, guessed
    for text in (PARENTHESIS.sub("", label), column.header):
        if RATE_NAME.match(text.strip()):
            return "%", False, True
    for text in (label, column.header):
        if counted := COUNTED.match(text):
            unit = read_unit(text, counted.end(), len(text))
            if unit is not None and unit.known:
                return unit.text, unit.whole, True
    if noun := counted_noun(column.header):
        return noun, True, True
    body = (
        _BODY.match(label) is not None
        or _NAMED.match(label) is not None
        or _TOTAL.fullmatch(fold(label)) is not None
    )
    if column.shared:
        unit = read_unit(column.shared, 0, len(column.shared))
        return column.shared, unit is not None and unit.whole, True
    unit = None if body else read_unit(label, 0, len(label))
    if unit is not None and unit.known and unit.kind == "count":
        return unit.text, unit.whole, True
    nouns = {m[0].lower() if m[0] != "TTHC" else m[0] for m in _TITLE_NOUN.finditer(title or "")}
    if body and len(nouns) == 1 and _WHOLE.fullmatch(match["value"]):
        return nouns.pop(), True, True
    return None, False, True


def _named(
    document: Document,
    context: Context,
    row: TableRow,
    label_column: Column | None,
    label: str,
    column: Column,
) -> tuple[str, str | None]:
    """Indicator and subject of a cell, from its row, its column and the groups that it stands under."""
    last = squeeze(_RATE_NOTE.sub("", column.header.replace(" / ", ", ")))
    generic = GENERIC.fullmatch(fold(column.header.rsplit("/", 1)[-1]).strip()) is not None
    span = row.cells[label_column.index] if label_column else None
    body = context.bodies.resolve(label) if label else None
    if body is None and label_column is not None and label[:1].isupper():
        # `Tân Lập` in a column of communes
        kind = label_column.header.lower()
        body = context.bodies.resolve(f"{kind} {label}") if fold(kind) in _KINDS else None
    if body is None and span is not None and _BODY.match(label) and len(label.split()) < 14:
        mention = context.atoms.mentions.after(span[0], span[1])
        body = mention.organisation.name if mention is not None and mention.start - span[0] < 3 else label
    if body is not None and not generic:
        return last, body
    if _TOTAL.fullmatch(fold(label)) and not generic:
        return f"{last}, {label.lower()}", context.subjects.of_tables
    subject = next((g for g in reversed(row.groups) if _BODY.match(g) and len(g.split()) < 12), None)
    if subject is None:
        subject = context.subjects.of_tables
    if generic or not last:
        return label, body or subject
    return squeeze(f"{label} - {last}" if label else last), subject


def _aims(text: str | None) -> bool:
    return bool(text and _AIM.search(text))


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


def _code(document: Document, row: TableRow, columns: list[Column]) -> str | None:
    column = next((c for c in columns if c.kind == "code"), None)
    text = cell_text(document, row, column.index) if column else ""
    return text.rstrip(".)") or None
