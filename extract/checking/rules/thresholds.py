"""How many rows of a table reach a bound, against what the prose says: `11 cơ quan đạt từ 85% trở lên` over 12 such rows.

Compared are counts of bodies with columns of points or percentages over rows of bodies of that sort. Where any column
of any table gives the count, or more than one could be meant, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.checking.rules.matrices import is_total
from extract.checking.sheets import Entry, Line, Sheet, sheets
from extract.facts.model import Facts
from extract.reading.source import Paragraph
from extract.structure.model import Document
from extract.values.numbers import NUMBER, parse_number
from extract.values.text import fold

_STATED = re.compile(
    rf"(?<![\w/.,-])(?P<n>0?[1-9]|[1-9]\d)(?P<of>/\d{{1,3}})?\s(?P<unit>cơ quan|đơn vị|sở|địa phương|huyện|xã|phường|tỉnh|quận|bộ|ban|ngành)(?!\w)"
    rf"[^.;:()\d]{{0,60}}?(?:(?P<from>từ|đạt|có)|(?P<above>trên|hơn|vượt)|(?P<below>dưới|chưa đạt|thấp hơn))\s(?:mức\s)?(?P<bound>{NUMBER})\s?(?P<what>%|điểm)?"
    rf"(?P<side>\s(?:trở lên|trở xuống))?",
    re.IGNORECASE,
)
_POINTS = re.compile(r"điểm|chỉ số|kết quả|tỷ lệ|tỉ lệ|%", re.IGNORECASE)
_OTHER = re.compile(r"hạng|tối đa|điểm chuẩn|tăng|giảm|chênh|bậc", re.IGNORECASE)
_PLACES = re.compile(r"(?:huyen|xa|phuong|thi xa|thi tran|thanh pho|tp|quan|tinh|dac khu|ubnd)\b")
_OF_PLACES = frozenset(("địa phương", "huyện", "xã", "phường", "tỉnh", "quận"))
_FEW, _NEAR = 5, 3


def find_thresholds(document: Document, facts: Facts) -> Iterator[Finding]:
    """Counts of bodies beyond a bound that the one table which they can be taken from does not give."""
    columns = [
        (sheet, column)
        for sheet in sheets(document)
        for column in sheet.columns()
        if _of_points(sheet, column)
    ]
    if not columns:
        return
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        for stated in _STATED.finditer(document.view, block.start, block.end):
            yield from _judge(document, stated, columns)


def _of_points(sheet: Sheet, column: int) -> bool:
    header = sheet.headers[column]
    rows = [x for x in sheet.lines if column in x.entries and not x.group and not is_total(x)]
    return len(rows) >= _FEW and bool(_POINTS.search(header)) and not _OTHER.search(header)


def _judge(document: Document, stated: re.Match[str], columns: list[tuple[Sheet, int]]) -> Iterator[Finding]:
    if stated["from"] and not stated["side"]:
        return
    number = parse_number(stated["bound"], percent=stated["what"] == "%")
    if number is None:
        return
    said, places = int(stated["n"]), stated["unit"].lower() in _OF_PLACES
    near: list[tuple[Sheet, int, list[Line]]] = []
    for sheet, column in columns:
        rows = [x for x in sheet.lines if column in x.entries and not x.group and not is_total(x)]
        beyond = [x for x in rows if _beyond(x.entries[column], number.value, stated)]
        if len(beyond) == said:
            return
        fits = sum(bool(_PLACES.match(fold(x.label))) for x in rows) * 2 > len(rows)
        if fits == places and said <= len(rows) and 0 < abs(len(beyond) - said) <= _NEAR and beyond:
            near.append((sheet, column, beyond))
    if len(near) != 1:
        return
    sheet, column, beyond = near[0]
    edge = beyond[-1]
    yield Finding(
        Kind.COUNT_MISMATCH,
        "warning",
        f"Phần lời ghi “{document.text[stated.start() : stated.end()]}”, cột “{sheet.headers[column]}” của bảng có {len(beyond)}"
        f" (gần mức đó nhất: {edge.label} {vietnamese(edge.entries[column].value)}).",
        ((stated.start(), stated.end()), (edge.start, edge.end)),
    )


def _beyond(entry: Entry, bound: Decimal, stated: re.Match[str]) -> bool:
    side = (stated["side"] or "").strip().lower()
    if side == "trở lên":
        return entry.value >= bound
    if side == "trở xuống":
        return entry.value <= bound
    return entry.value < bound if stated["below"] else entry.value > bound


CHECKS: tuple[Check, ...] = (Check((Kind.COUNT_MISMATCH,), find_thresholds),)
