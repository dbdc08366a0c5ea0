"""Separators of numbers that contradict their column, or the rest of the document.

Vietnamese writes a point between groups of thousands and a comma before decimals (Thông tư 01/2011/TT-BNV; Nghị định
30/2020/NĐ-CP keeps to it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.checking.passages import ends_with, phrases
from extract.facts.figure_units import read_unit
from extract.facts.model import Facts
from extract.reading.source import Paragraph
from extract.structure.model import DataTable, Document, TableRow
from extract.values.numbers import vote
from extract.values.text import squeeze
from patterns import data

_NUMBER = r"\d+(?:[.,]\d+)*"
_CELL = re.compile(rf"\s*(?:[≥≤<>~]\s*)?(?P<raw>{_NUMBER})\s*(?P<percent>%)?\s*")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*")
_BROKEN = re.compile(r"[1-9]\d{0,2}(?:(?P<mark>[.,])\d{3})*(?P<last>[.,])(?P<group>\d{1,2}|\d{4,6})")
_ENGLISH_RATE = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})")
_ENGLISH_COUNT = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_PROSE = re.compile(
    r"(?<![\w.,/:-])(?P<raw>\d+\.\d{1,2}|[1-9]\d{0,2}(?:,\d{3})+)(?P<percent>\s?%)?(?![\d/.,]\d|\d|/)"
)
_MEASURED = re.compile(r"(?<![\w.,/:-])\d+(?:[.,]\d+)+(?=\s?%|\s[^\W\d])")
_NEAR = 300
# Above a table: what its numbers measure.
_ANNOUNCED = re.compile(
    r"(?:đơn vị(?: tính)?|đvt|đv tính)\s?:?\s?(?:là\s)?(?:tỷ|tỉ|triệu|nghìn|ngàn|1\.000|ha|km|tấn|kg|m2|m²|usd)"
)
_UNIT_HEADER = ("đơn vị tính", "đvt", "đv tính")
_NEIGHBOURS = 4
_FEW = 3
"""How many numbers show which way of writing a document keeps to."""

CellKind = Literal["count", "rate", "other"]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number in a table."""

    row: TableRow
    at: int
    column: int
    raw: str
    kind: CellKind


def broken_groups(document: Document, facts: Facts) -> Iterator[Finding]:
    """A count whose last group has not three digits: `188.66` beside `231.480` in a column of dossiers.

    Where a rate and the other count of it stand in the rows around, they prove the digits that were lost. A page read
    from an image mixes points and commas up.
    """
    if document.source.recognised:
        return
    for table in document.tables:
        cells = _cells(document, table)
        for cell in cells:
            broken = _BROKEN.fullmatch(cell.raw)
            if cell.kind != "count" or broken is None or broken["mark"] not in (None, broken["last"]):
                continue
            column = [c for c in cells if c.column == cell.column and c is not cell]
            grouped = [c for c in column if c.kind == "count" and _GROUPED.fullmatch(c.raw)]
            if grouped:
                yield _broken(document, cell, grouped, column)
    yield from _broken_in_prose(document)


def _broken(document: Document, cell: _Cell, grouped: Sequence[_Cell], column: Sequence[_Cell]) -> Finding:
    near = sorted(grouped, key=lambda c: abs(c.at - cell.at))
    message = f'Số "{cell.raw}" không chia nhóm ba chữ số như các số cùng cột ({near[0].raw})'
    if proof := _proof(cell, column):
        total, rate, low, part = proof
        share = Fraction(low, total[1]) if part else Fraction(total[1], low)
        message += (
            f"; đọc là {vietnamese(low)[: len(cell.raw)]}… thì {_sum(low, total[1], part)} = "
            f"{vietnamese(round(_decimal(share * 100), 2))}%, khớp tỷ lệ {rate.raw}% trong bảng"
        )
        spans = [cell.row, total[0].row, rate.row]
    else:
        group = re.split(r"[.,]", cell.raw)[-1]
        message += "; có lẽ thiếu chữ số cuối" if len(group) < 3 else "; có lẽ thừa chữ số"
        spans = [cell.row, *(c.row for c in near[:2])]
    return Finding(Kind.NUMBER_FORMAT, "warning", f"{message}.", tuple((r.start, r.end) for r in spans))


def _sum(low: int, total: int, part: bool) -> str:
    first, second = (low, total) if part else (total, low)
    return f"{vietnamese(first)}/{vietnamese(second)}"


def _proof(cell: _Cell, column: Sequence[_Cell]) -> tuple[tuple[_Cell, int], _Cell, int, bool] | None:
    """A count and a rate near the cell with which it makes sense: the count, the rate, the least number that the
    cell can be, and whether the cell is the part of the whole."""
    group = re.split(r"[.,]", cell.raw)[-1]
    missing = 3 - len(group)
    if missing not in (1, 2):
        return None
    scale = 10**missing
    low = int(re.sub(r"\D", "", cell.raw)) * scale
    near = sorted(
        (c for c in column if abs(c.at - cell.at) <= _NEIGHBOURS), key=lambda c: abs(c.at - cell.at)
    )
    for rate in (c for c in near if c.kind == "rate"):
        printed = _rate(rate.raw)
        if printed is None:
            continue
        value, step = printed
        for count in (c for c in near if c.kind == "count"):
            total = int(re.sub(r"\D", "", count.raw))
            if not total or not (count.raw.isdigit() or _GROUPED.fullmatch(count.raw)):
                continue
            for part in (True, False):
                shares = [Fraction(n, total) if part else Fraction(total, n) for n in (low, low + scale - 1)]
                least, most = min(shares) * 100, max(shares) * 100
                if least < value + step and most >= value - step / 2 and most <= 100:
                    return (count, total), rate, low, part
    return None


def _rate(raw: str) -> tuple[Fraction, Fraction] | None:
    """A printed percentage and one unit of its last digit."""
    parts = re.split(r"[.,]", raw)
    if len(parts) > 2:
        return None
    places = len(parts[1]) if len(parts) == 2 else 0
    return Fraction(int("".join(parts)), 10**places), Fraction(1, 10**places)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _broken_in_prose(document: Document) -> Iterator[Finding]:
    """`188.66 hồ sơ` in a sentence of a document that groups thousands by points."""
    if _style(document)[0] < _FEW:
        return
    for match in _tokens(document):
        if "." not in match["raw"] or match["percent"] or match["raw"].endswith(".0"):
            continue
        unit = read_unit(document.view, match.end(), min(len(document.view), match.end() + 40))
        before = document.lowered[max(0, match.start() - 40) : match.start()]
        if (
            unit is None
            or not unit.whole
            or unit.kind != "count"
            or phrases("separators", "averaged").search(before)
        ):
            continue
        yield Finding(
            Kind.NUMBER_FORMAT,
            "warning",
            f'Số "{match["raw"]} {squeeze(unit.text)}" có dấu chấm không chia nhóm ba chữ số; có lẽ thiếu chữ số, '
            "hoặc dấu chấm viết thay dấu phẩy.",
            ((match.start(), unit.end),),
        )


def english_separators(document: Document, facts: Facts) -> Iterator[Finding]:
    """`99.81%` and `45,120 hồ sơ` in a document that otherwise writes `99,81%` and `45.120`.

    One finding for a table, quoting all its rows that do so, and one for a paragraph.
    """
    if document.source.recognised:
        return
    vietnamese_ones, english_ones = _style(document)

    def stands_out(own: int) -> bool:
        return vietnamese_ones >= max(_FEW, english_ones - own + 1, english_ones // 2)

    for table in document.tables:
        cells = [c for c in _cells(document, table) if _is_english(c)]
        if cells and stands_out(len(cells)):
            rows = list({c.row.start: c.row for c in cells}.values())
            yield _english([c.raw for c in cells], [(r.start, r.end) for r in rows])
    held: dict[int, list[re.Match[str]]] = {}
    for match in _tokens(document):
        if _english_token(document, match):
            block = document.block_at(match.start())
            held.setdefault(block.start if block else match.start(), []).append(match)
    for matches in held.values():
        if stands_out(len(matches)):
            yield _english([m["raw"] for m in matches], [_with_unit(document, m) for m in matches])


def _english(raws: Sequence[str], spans: Sequence[tuple[int, int]]) -> Finding:
    shown = "; ".join(dict.fromkeys(raws))
    return Finding(
        Kind.NUMBER_FORMAT,
        "warning",
        f"Dấu phân cách kiểu Anh ({shown}), trái với phần còn lại của văn bản (dấu phẩy trước phần thập phân, dấu chấm "
        "giữa các nhóm ba chữ số).",
        tuple(spans),
    )


def _is_english(cell: _Cell) -> bool:
    if cell.kind == "count":
        return _ENGLISH_COUNT.fullmatch(cell.raw) is not None
    if cell.kind == "rate":
        return _ENGLISH_RATE.fullmatch(cell.raw) is not None
    return vote(cell.raw) == "en"


def _english_token(document: Document, match: re.Match[str]) -> bool:
    if "." in match["raw"]:
        after = document.lowered[match.end() : match.end() + 14].split()
        measured = bool(after) and after[0].strip(".,;)") in data("checks")["separators"]["measures"]
        return bool(match["percent"]) or (measured and not match["raw"].endswith(".0"))
    unit = read_unit(document.view, match.end(), min(len(document.view), match.end() + 40))
    before = document.lowered[max(0, match.start() - 40) : match.start()]
    averaged = phrases("separators", "averaged").search(before)
    return not match["percent"] and unit is not None and unit.whole and unit.kind == "count" and not averaged


def _with_unit(document: Document, match: re.Match[str]) -> tuple[int, int]:
    if match["percent"]:
        return match.start(), match.end()
    unit = read_unit(document.view, match.end(), min(len(document.view), match.end() + 40))
    return match.start(), unit.end if unit else match.end()


def _tokens(document: Document) -> Iterator[re.Match[str]]:
    """Numbers of the sentences that have a point or comma, without labels, versions, days and times."""
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        for match in _PROSE.finditer(document.view, block.start, block.end):
            if match.start() == block.start:
                continue
            before = document.lowered[max(block.start, match.start() - 30) : match.start()]
            if match["percent"] or not ends_with("separators", "labels").search(before):
                yield match


def _style(document: Document) -> tuple[int, int]:
    """How many numbers of a document can only be Vietnamese, and how many only English."""
    votes = [
        vote(m[0])
        for block in document.blocks
        if isinstance(block, Paragraph)
        for m in _MEASURED.finditer(document.view, block.start, block.end)
        if m.start() > block.start
    ]
    for table in document.tables:
        for cell in _cells(document, table):
            if cell.kind == "count" and (grouped := _GROUPED.fullmatch(cell.raw)):
                votes.append("vi" if grouped["mark"] == "." else "en")
            elif cell.kind != "count":
                votes.append(vote(cell.raw))
    return votes.count("vi"), votes.count("en")


def _cells(document: Document, table: DataTable) -> list[_Cell]:
    """The cells of a table that hold one number, beside a column of labels."""
    units = [c.index for c in table.columns if any(w in c.header.lower() for w in _UNIT_HEADER)]
    skipped = {c.index for c in table.columns if phrases("separators", "skipped").fullmatch(_last(c.header))}
    measured = _ANNOUNCED.search(document.lowered, max(0, table.start - _NEAR), table.start) is not None
    found = []
    for at, row in enumerate(table.rows):
        if row.group:
            continue
        texts = [squeeze(document.view[s[0] : s[1]]) if s else "" for s in row.cells]
        label = max((t for t in texts if not _CELL.fullmatch(t)), key=len, default="")
        unit = next((texts[i] for i in units if i < len(texts)), "")
        for index, text in enumerate(texts):
            match = _CELL.fullmatch(text)
            if index == 0 or index in skipped or index in units or match is None:
                continue
            header = table.columns[index].header if index < len(table.columns) else ""
            kind: CellKind = "rate" if match["percent"] else _kind(unit, header, label)
            if kind == "count" and measured and not unit and not header.lower().startswith("số "):
                # `Đơn vị tính: tỷ đồng`: under `Kế hoạch` stand billions, which have decimals.
                kind = "other"
            found.append(_Cell(row, at, index, match["raw"], kind))
    return found


def _last(header: str) -> str:
    return squeeze(header.rsplit("/", 1)[-1]).lower()


def _kind(unit: str, header: str, label: str) -> CellKind:
    """What a cell holds by the unit of its row, or by the words over it and beside it."""
    if unit:
        if unit.startswith("%"):
            return "rate"
        read = read_unit(unit.lower(), 0, len(unit))
        averaged = phrases("separators", "averaged").search(label.lower())
        return "count" if read and read.whole and read.kind == "count" and not averaged else "other"
    for text in (header, label):
        said = text.lower()
        if "%" in said or re.search(r"(?:tỷ|tỉ)\s+(?:lệ|trọng)", said):
            return "rate"
        if phrases("separators", "averaged").search(said):
            return "other"
        counted = re.match(r"(?:tổng\s+)?(?:số\s+lượng|số)\s+|tổng\s+", _last(text))
        if counted:
            noun = _last(text)[counted.end() :]
            read = read_unit(noun, 0, len(noun))
            return "count" if read and read.whole and read.kind == "count" else "other"
        read = read_unit(_last(text), 0, len(_last(text)))
        if read and read.whole and read.kind == "count":
            return "count"
    return "other"


CHECKS: tuple[Check, ...] = (
    Check((Kind.NUMBER_FORMAT,), broken_groups),
    Check((Kind.NUMBER_FORMAT,), english_separators),
)
