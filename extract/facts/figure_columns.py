"""The columns of a table of figures: which hold codes, units, labels and values, and what their headers say of all rows."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import patterns
from extract.facts.figure_periods import MONTHS, stretch
from extract.facts.figure_units import read_unit
from extract.structure.model import DataTable, Document, TableColumn, TableRow
from extract.values.numbers import Separators
from extract.values.text import fold, matching_view, squeeze

ColumnKind = Literal["code", "unit", "label", "value", "skip", "text"]

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,4})?|\d+(?:[.,]\d+)?"
CELL = re.compile(
    rf"""\s*(?P<sign>[≥≤<>~]|>=|<=|[Kk]hoảng|[Tt]rên|[Dd]ưới|[Tt]ối\sthiểu|[Tt]ối\sđa|[Ưướ]{{1,2}}c|[ÍíIi]t\snhất)?\s*
    (?P<value>{_NUMBER})(?:\s?%)?\s*(?:/\s*(?P<out_of>{_NUMBER})|[-]\s*(?P<to>{_NUMBER}))?
    \s*(?P<percent>%)?\s*(?P<rest>[^\d\s][^\d]{{0,40}})?\s*\.?""",
    re.VERBOSE,
)
PARENTHESIS = re.compile(r"\((?P<inside>[^()]{1,30})\)")
COUNTED = re.compile(r"^(?:[Tt]ổng\s)?(?:[Ss]ố\slượng|[Ss]ố|[Ll]ượng)\s+(?:các\s)?")
RATE_NAME = re.compile(r"(?:tỷ|tỉ)\s(?:lệ|trọng)", re.IGNORECASE)
GENERIC = re.compile(
    r"(?:ket qua(?: thong ke| thuc hien| dat duoc)?|so lieu|so luong|gia tri|thuc hien|nam \d{4}|chi tieu|muc tieu|ke hoach|den nam \d{4}|giai doan .*|uoc thuc hien.*|quy .*|ket qua|tong so|\d{4}|\d{1,2} thang.*|thang .*|(?:hien trang|thuc trang|uoc|thuc hien|ke hoach|muc tieu|chi tieu|den het|den|cung ky|ky|het)(?: (?:thuc hien|nam|dat|truoc|nay|ngoai|bao cao|quy|thang))*(?: \d{4}(?: ?- ?\d{4})?)?|trong ky|\d{4} ?- ?\d{4})"
)
_CODE = re.compile(r"[A-ZĐa-zđ]?[IVX]{0,5}\d{0,3}(?:\.\d{1,3}){0,5}[.)]?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?-\s?((?:19|20)\d\d)(?!\d)")
_MONTH = re.compile(r"(?<!\w)thang (?P<m>\d{1,2})(?: ?[/-] ?| nam | )(?P<y>(?:19|20)\d\d)(?!\d)")
_QUARTER = re.compile(r"quy\s(?P<q>iv|i{1,3}|[1-4])(?!\w)")
_EARLIER = re.compile(r"(?<!voi )(?<!so )(?:cung ky|nam truoc|nam ngoai)(?!\w)")
_COMPARED = re.compile(r"so voi|so cung|tang|giam|\+/-|chenh lech")
_REMARK = re.compile(r"(?<!\w)(?:ghi chu|can cu)(?!\w)")
_UNIT_WORD = re.compile(r"^(?:đvt|ĐVT|đơn vị(?: tính)?|Đơn vị(?: tính)?|tính bằng)\s*:?\s*")
_RATE_INSIDE = re.compile(r"(?:(?:tỷ|tỉ) lệ\s)?%|phần trăm", re.IGNORECASE)
_LAST_UNIT = re.compile(r",\s(?:ĐVT:?\s|đvt:?\s)?(?P<inside>%|[^\s,()][^,()]{0,24})$")
# What becomes of dossiers and the like; a column named so counts what its neighbour counts.
_STATE = re.compile(
    r"(?:so )?(?:tong|tiep nhan|da|chua|dang|dung|tre|qua han|trong han|truoc han|som|giai quyet|con|ton|truc|moi|chuyen|ky truoc|tra|nop|thu|phat|hop le|khong|dat|hoan thanh|xu ly|gui|cap|so hoa|bi|duoc|thuc hien|duong|toan|mot phan|thuoc|lien quan|phai|can)(?!\w)"
)


@functools.cache
def column_words() -> dict[str, Any]:
    """The words by which columns are told apart."""
    columns: dict[str, Any] = patterns.data("figures")["columns"]
    return columns


@functools.cache
def _skipped() -> re.Pattern[str]:
    """A column whose numbers are scores, ranks, dates or labels, by its header in lower case."""
    words = "|".join(re.escape(word) for word in column_words()["skip"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, and the unit and period that its header gives to all its cells."""

    index: int
    kind: ColumnKind
    header: str
    unit: str | None = None
    period: str | None = None
    earlier: bool = False
    """Its numbers are those of a year before."""
    shared: str | None = None
    """The unit of the column beside, for one that tells only what became of the same things."""
    around: Separators = field(default_factory=Separators)


def understand(document: Document, table: DataTable) -> list[Column]:
    """The columns of a table, in order."""
    rows = [row for row in table.rows if not row.group]
    columns: list[Column] = []
    labelled = False
    for column in table.columns:
        cells = [cell_text(document, row, column.index) for row in rows]
        filled = [cell for cell in cells if cell]
        numeric = [m for cell in filled if (m := CELL.fullmatch(cell)) and not wordy(m["rest"])]
        kind = _kind(column, filled, len(numeric), labelled)
        if kind == "label":
            labelled = True
        header = squeeze(column.header)
        folded = fold(header)
        columns.append(
            Column(
                index=column.index,
                kind=kind,
                header=header,
                unit=header_unit(header) if kind == "value" else None,
                period=header_period(header),
                earlier=_EARLIER.search(folded) is not None and not _COMPARED.search(folded),
                around=Separators.of(m["value"] for m in numeric),
            )
        )
    return _with_shared_units(columns)


def _with_shared_units(columns: list[Column]) -> list[Column]:
    """Gives columns without a unit that of the nearest on their left, else on their right, that counts something."""
    out = list(columns)
    values = [c for c in columns if c.kind == "value"]
    for k, column in enumerate(values):
        own = column.header.rsplit("/", 1)[-1].strip()
        if column.unit or counted_noun(column.header) or RATE_NAME.search(own) or not _STATE.match(fold(own)):
            continue
        for other in (*reversed(values[:k]), *values[k + 1 :]):
            unit = other.unit if other.unit != "%" else None
            unit = unit or (None if RATE_NAME.search(other.header) else counted_noun(other.header))
            if unit:
                out[columns.index(column)] = replace(column, shared=unit)
                break
    return out


def counted_noun(header: str) -> str | None:
    """The noun that a header counts: `Số hồ sơ tiếp nhận`, `Nhiệm vụ được giao`."""
    for part in (header, *reversed(header.split("/"))):
        text = part.strip()
        if GENERIC.fullmatch(fold(text)):
            continue
        counted = COUNTED.match(text)
        unit = read_unit(text, counted.end() if counted else 0, len(text))
        if unit is not None and unit.known and unit.kind == "count":
            return unit.text
    return None


def _kind(column: TableColumn, filled: list[str], numeric: int, labelled: bool) -> ColumnKind:
    header = fold(squeeze(column.header))
    last = header.rsplit("/", 1)[-1].strip()
    words = column_words()
    if any(last == w or last.startswith(w + " ") for w in words["code"]) or (
        column.index == 0 and not labelled and filled and all(_CODE.fullmatch(cell) for cell in filled)
    ):
        return "code"
    if any(w in header for w in words["unit"]):
        return "unit"
    measured = header_unit(squeeze(column.header))
    printed = matching_view(squeeze(column.header)).lower()
    if measured in (None, "điểm") and _skipped().search(printed):
        return "skip"
    if filled and numeric >= 0.6 * len(filled):
        return "value" if labelled or not all(cell.isdigit() for cell in filled) else "skip"
    if not labelled and not _REMARK.search(header):
        return "label"
    return "text"


def wordy(rest: str | None) -> bool:
    """Whether the words after a number in a cell say more than a unit."""
    return rest is not None and len(rest.split()) > 4


def header_unit(header: str) -> str | None:
    """The unit in the parentheses of a header: `Kinh phí (triệu đồng)`."""
    if "%" in header:
        return "%"
    for match in PARENTHESIS.finditer(header):
        inside = _UNIT_WORD.sub("", match["inside"].strip())
        unit = read_unit(inside, 0, len(inside))
        if unit is not None and unit.known and unit.end >= len(inside) - 1:
            return inside
    return None


def label_unit(label: str) -> tuple[str, str | None]:
    """The label of a row without the unit that it gives at its end, and the unit: `Thời gian chờ (phút)`."""
    for match in (*PARENTHESIS.finditer(label), *_LAST_UNIT.finditer(label)):
        inside = _UNIT_WORD.sub("", match["inside"].strip())
        if _RATE_INSIDE.fullmatch(inside):
            return squeeze(label[: match.start()] + label[match.end() :]), "%"
        unit = read_unit(inside, 0, len(inside))
        if unit is None or not unit.known or unit.end < len(inside):
            continue
        if label[match.start()] == "," and unit.kind == "count":
            # `xã, phường` and the like are a list of nouns.
            continue
        return squeeze(label[: match.start()] + label[match.end() :]), inside
    return label, None


def header_period(header: str) -> str | None:
    """The period that a header gives: `6 tháng đầu năm 2025`, `Quý II/2025`, `Tháng 6/2025`, `2021 - 2025`, a year."""
    folded = fold(header)
    if spans := _YEARS.search(header):
        return f"{spans[1]}-{spans[2]}"
    years = _YEAR.findall(header)
    if (months := MONTHS.search(header)) and years:
        return stretch(months, years[-1])
    if month := _MONTH.search(folded):
        return f"{month['y']}-{int(month['m']):02d}"
    if quarter := _QUARTER.search(folded):
        roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
        number = roman.get(quarter["q"]) or int(quarter["q"])
        return f"{years[-1]}-Q{number}" if years else None
    return years[-1] if len(set(years)) == 1 else None


def cell_text(document: Document, row: TableRow, index: int) -> str:
    """The text of a cell in one line."""
    span = row.cells[index] if index < len(row.cells) else None
    return squeeze(document.text[span[0] : span[1]]) if span else ""
