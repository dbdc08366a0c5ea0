"""Tables of scores and rankings: what each column holds, and the facts of each row.

A table of results has a column that names who is scored (`Cơ quan`, `Đơn vị`, `Địa phương`) or which criterion
(`Lĩnh vực`, `Tiêu chí`), and beside it columns of points, percentages, places or changes, each of one year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.facts.context import Context, lower_view
from extract.facts.indices import IndexMention, find_indices
from extract.facts.model import Ranking, Score, ScoreKind
from extract.structure.model import DataTable, TableRow
from extract.values.numbers import Separators, parse_number
from extract.values.text import fold, matching_view, squeeze

Role = Literal["subject", "criterion", "score", "max", "rank", "change", "percent"]

_CELL = re.compile(
    r"(?P<value>[+-]?\s?\d{1,4}(?:[.,]\d{1,4})?)\s*(?P<percent>%)?(?:\s*/\s*(?P<total>\d{1,4}(?:[.,]\d{1,4})?))?\s*(?:điểm)?"
)
# A gain or loss in words: `Tăng 2`, `Giảm 1 bậc`, `Giữ nguyên`.
_STEP = re.compile(
    r"(?:(?P<up>tăng|lên|↑|▲)|(?P<down>giảm|tụt|xuống|lùi|↓|▼))\s*(?P<steps>\d{1,2})\s*(?:bậc|hạng)?|(?P<same>giữ nguyên|không đổi|không thay đổi|=)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SUBJECT = re.compile(r"cơ quan|đơn vị|địa phương|tỉnh|tên|sở,?\s|huyện|ubnd|xã|bộ,|quốc gia|vùng")
_CRITERION = re.compile(
    r"lĩnh vực|tiêu chí|nội dung|chỉ số thành phần|trục|trụ cột|chỉ tiêu|nhóm tiêu chí|thành phần"
)
_MAX = re.compile(r"điểm (?:tối đa|chuẩn)|thang điểm|tối đa")
_RANK = re.compile(r"xếp hạng|thứ hạng|hạng|vị trí|xếp thứ|thứ bậc")
_SCORE = re.compile(r"điểm|kết quả chỉ số|giá trị|chỉ số|kết quả đánh giá|đạt được|tổng cộng")
_PART = re.compile(r"điểm (?:thẩm định|tự (?:chấm|đánh giá)|điều tra|xã hội|cộng|trừ|thưởng|đánh giá)[^/]*")
_CHANGE = re.compile(r"tăng|giảm|chênh lệch|so sánh|so với|thay đổi|biến động")
_NEITHER = re.compile(
    r"stt|số thứ tự|^tt$|ghi chú|xếp loại|loại$|mức độ hoàn thành|số lượng|hồ sơ|tỷ lệ|tỉ lệ|thời hạn|thời gian|chủ trì|phối hợp|phụ trách|trách nhiệm|sản phẩm|kinh phí"
)
_AVERAGE = re.compile(r"(?:điểm |giá trị )?(?:trung bình|bình quân)|^tb\b")
# Not `Tổng cục Thủy sản`.
_TOTAL = re.compile(r"tổng(?!\s(?:cục|công ty|liên đoàn|đội|kho|lãnh sự|giám đốc))(?!\w)|cộng$")
# `Điểm thẩm định (tối đa 70 điểm)`, `Thể chế (10 điểm)`: the most that a column can have.
_LIMIT = re.compile(
    r"\(\s*(?:(?P<most>(?:điểm\s)?tối đa|thang điểm|điểm chuẩn)\s*(?:là|:)?\s*)?(?P<limit>\d{1,3}(?:[.,]\d{1,2})?)\s*(?P<points>điểm)?\s*\)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d{1,3}|[IVXivx]+")


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    role: Role
    year: int | None = None
    mention: IndexMention | None = None
    part: str | None = None
    limit: int | float | None = None


@dataclass(frozen=True, slots=True)
class _Layout:
    """A table read as results: its columns by role, and what its title says of all of them."""

    table: DataTable
    columns: tuple[_Column, ...]
    index: str | None
    year: int | None
    scope: str | None

    def of(self, role: Role) -> list[_Column]:
        return [c for c in self.columns if c.role == role]


def table_rankings(context: Context) -> list[Ranking]:
    """The rankings of the tables of a document, one a row and column of places."""
    found: list[Ranking] = []
    for layout in _layouts(context):
        steps = layout.of("change")
        ranks = layout.of("rank")
        for row in _rows(layout.table):
            subject = _named(context, layout, row, "subject")
            if subject is None or _AVERAGE.match(subject.lower()) or _TOTAL.match(subject.lower()):
                continue
            for n, column in enumerate(ranks):
                cell = cell_number(context, row, column.index)
                if cell is None or not isinstance(cell[0], int) or not 0 < cell[0] < 1000:
                    continue
                _, total, start, end = cell
                change = (
                    cell_number(context, row, steps[0].index)
                    if n == 0 and len(steps) == 1 and _steps(context, layout, steps[0], column)
                    else None
                )
                found.append(
                    Ranking(
                        start=_row_start(row, start),
                        end=end,
                        rule="table",
                        confidence=0.95,
                        subject=_resolved(context, subject),
                        index_name=column.mention.name if column.mention else layout.index,
                        year=column.year or layout.year,
                        rank=int(cell[0]),
                        out_of=int(total) if total else None,
                        change=int(change[0]) if change else None,
                    )
                )
    return found


def table_scores(context: Context) -> list[Score]:
    """The scores of the tables of a document, one a row and column of points."""
    found: list[Score] = []
    for layout in _layouts(context):
        maxima = layout.of("max")
        for row in _rows(layout.table):
            label = _named(context, layout, row, "subject")
            criterion = _named(context, layout, row, "criterion")
            average = bool(label and _AVERAGE.match(label.lower())) or bool(
                criterion and _AVERAGE.match(criterion.lower())
            )
            if (label or criterion) is None or (label and _TOTAL.match(label.lower())):
                continue
            points = layout.of("score") + layout.of("percent")
            limit = cell_number(context, row, maxima[0].index) if len(maxima) == 1 else None
            for column in points:
                cell = cell_number(context, row, column.index)
                if cell is None:
                    continue
                value, total, start, end = cell
                maximum = total if total is not None else (limit[0] if limit else column.limit)
                found.append(
                    _score(
                        context,
                        layout,
                        column,
                        value,
                        maximum,
                        _row_start(row, start),
                        end,
                        label,
                        criterion,
                        "average" if average else "achieved",
                    )
                )
            if limit and not points:
                found.append(
                    _score(
                        context,
                        layout,
                        maxima[0],
                        limit[0],
                        None,
                        _row_start(row, limit[2]),
                        limit[3],
                        label,
                        criterion,
                        "maximum",
                    )
                )
    return found


def _score(
    context: Context,
    layout: _Layout,
    column: _Column,
    value: int | float,
    maximum: int | float | None,
    start: int,
    end: int,
    label: str | None,
    criterion: str | None,
    kind: ScoreKind,
) -> Score:
    if kind == "average":
        subject = layout.scope
    else:
        subject = (
            _resolved(context, label)
            if label
            else (None if kind == "maximum" else layout.scope or context.default_subject())
        )
    total = criterion is not None and bool(_TOTAL.match(criterion.lower()))
    return Score(
        start=start,
        end=end,
        rule="table",
        confidence=0.95,
        value=value,
        max=maximum,
        kind=kind,
        criterion=None if total or kind == "average" else (criterion or column.part),
        subject=subject,
        unit="%" if column.role == "percent" else "điểm",
        index_name=column.mention.name if column.mention else layout.index,
        year=column.year or layout.year,
    )


def _layouts(context: Context) -> Iterator[_Layout]:
    for table in context.document.tables:
        layout = _layout(context, table)
        if layout is not None:
            yield layout


def layouts(context: Context) -> Iterator[tuple[DataTable, str | None, int | None]]:
    """The tables of results, with their index and year."""
    return ((layout.table, layout.index, layout.year) for layout in _layouts(context))


def limits_in(view: str, start: int, end: int) -> Iterator[tuple[str | None, int | float, int, int]]:
    """The most points that a stretch of headers gives: the part of the index, the points, and where they stand."""
    for match in _LIMIT.finditer(view, start, end):
        if not match["most"]:
            continue
        number = parse_number(match["limit"], percent=True)
        if number is None:
            continue
        header = view[
            max(
                start, view.rfind("\t", start, match.start()) + 1, view.rfind("\n", start, match.start()) + 1
            ) : match.start()
        ]
        name = squeeze(header)
        yield name.capitalize() or None, number.plain(), match.start() + 1, match.end() - 1


def _layout(context: Context, table: DataTable) -> _Layout | None:
    """The table as a table of results, `None` where its columns and title speak of something else."""
    title = squeeze(matching_view(table.title or ""))
    mention = index_in(title)
    columns = [
        c for c in (_column(context, table, i, mention) for i in range(len(table.columns))) if c is not None
    ]
    roles = {c.role for c in columns}
    if not roles & {"score", "rank", "max", "percent"} or not roles & {"subject", "criterion"}:
        return None
    about = mention or next((c.mention for c in columns if c.mention), None)
    if about is None:
        carried = context.carried_index(table.start)
        titled = bool(re.search(r"điểm|xếp hạng|chỉ số", title.lower()))
        if (
            not titled
            and not ({"score", "rank"} <= roles)
            and not (carried and roles & {"score", "rank"})
            and not {"score", "max"} <= roles
        ):
            return None
        about = carried
    years = {int(y) for y in _YEAR.findall(title)}
    year = years.pop() if len(years) == 1 else (about.year if about and mention else None)
    dated = [c.year for c in columns if c.year and c.role not in ("change", "subject", "criterion")]
    if year is None:
        # Beside columns of other years one without is of the last.
        year = max(dated) if dated else context.carried_year(table.start)
    return _Layout(table, tuple(columns), about.name if about else None, year, _scope(title))


def _column(context: Context, table: DataTable, index: int, titled: IndexMention | None) -> _Column | None:
    header = squeeze(matching_view(table.columns[index].header))
    lower = lower_view(header)
    leaf = lower.rsplit(" / ", 1)[-1]
    years = _YEAR.findall(header)
    year = int(years[-1]) if years else None
    mention = index_in(header)
    if not header or _NEITHER.search(leaf) or _NEITHER.match(lower):
        return None
    numeric = _numeric_share(context, table, index)
    if numeric < 0.5:
        if _CHANGE.search(leaf) and _stepped(context, table, index):
            return _Column(index, "change", year)
        if _CRITERION.search(lower):
            return _Column(index, "criterion")
        return _Column(index, "subject") if _SUBJECT.search(lower) else None
    if _CHANGE.search(leaf) and not re.search(r"^điểm|^xếp hạng", leaf):
        return _Column(index, "change", year)
    limit = _limit(leaf)
    if _MAX.search(leaf) and limit is None:
        return _Column(index, "max", year, mention)
    if _RANK.search(leaf) or (_RANK.search(lower) and (leaf.startswith("năm") or _YEAR.fullmatch(leaf))):
        return _Column(index, "rank", year, mention)
    percent = _percent(context, table, index) or "%" in leaf
    role: Role = "percent" if percent else "score"
    part = _PART.search(leaf)
    if _SCORE.search(lower) or (mention is not None and not mention.weak):
        return _Column(index, role, year, mention, _part_name(leaf, part, limit), limit)
    if limit is not None:
        return _Column(index, role, year, mention, _part_name(leaf, part, limit), limit)
    if (
        titled is not None
        and not titled.weak
        and (leaf.startswith("năm") or _YEAR.fullmatch(leaf) or "kết quả" in leaf)
    ):
        return _Column(index, role, year, None)
    return None


def _limit(leaf: str) -> int | float | None:
    """The most points that a header gives its column."""
    match = _LIMIT.search(leaf)
    if match is None or not (match["most"] or match["points"]):
        return None
    number = parse_number(match["limit"], percent=True)
    return number.plain() if number else None


def _part_name(leaf: str, part: re.Match[str] | None, limit: int | float | None) -> str | None:
    """What part of an index a column gives: `Điểm thẩm định`, and what is worth so many points."""
    if limit is not None:
        name = squeeze(_LIMIT.sub("", leaf))
        return None if _TOTAL.match(name) or not name else name.capitalize()
    return squeeze(part[0]).capitalize() if part else None


def index_in(text: str) -> IndexMention | None:
    """The index that a short text names, a certain one before a likely one."""
    found = [i for i in find_indices(text, lower_view(text)) if not i.denied]
    return next((i for i in found if not i.weak), found[0] if found else None)


def _scope(title: str) -> str | None:
    """Who is scored by the whole table: `các sở, ban, ngành tỉnh` of `Chỉ số CCHC năm 2024 của các sở, ban, ngành tỉnh`."""
    match = re.search(
        r"(?:của|CỦA|đối với|ĐỐI VỚI)\s+(?P<who>[^(),.;]{3,20}(?:,[^(),.;]{2,20}){0,3})\s*$", title
    )
    if not match:
        return None
    who = match["who"]
    return who.lower() if who.isupper() else who


def _rows(table: DataTable) -> Iterator[TableRow]:
    return (row for row in table.rows if not row.group)


def _named(context: Context, layout: _Layout, row: TableRow, role: Role) -> str | None:
    for column in layout.of(role):
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        if cell is not None:
            text = squeeze(context.document.text[cell[0] : cell[1]])
            if text and not _ORDINAL.fullmatch(text):
                return text
    return None


def cell_number(
    context: Context, row: TableRow, index: int
) -> tuple[int | float, int | float | None, int, int] | None:
    """The number of a cell, the total printed with it, and its span; `None` where the cell holds no number."""
    cell = row.cells[index] if index < len(row.cells) else None
    if cell is None:
        return None
    printed = context.view[cell[0] : cell[1]].strip()
    if step := _STEP.fullmatch(printed):
        count = 0 if step["same"] else int(step["steps"])
        return -count if step["down"] else count, None, cell[0], cell[1]
    match = _CELL.fullmatch(printed)
    if not match:
        return None
    raw = match["value"].replace(" ", "")
    number = parse_number(raw.lstrip("+-"), percent=True, around=Separators())
    if number is None:
        return None
    value = number.plain()
    total = parse_number(match["total"], percent=True) if match["total"] else None
    return (-value if raw.startswith("-") else value), (total.plain() if total else None), cell[0], cell[1]


def _row_start(row: TableRow, start: int) -> int:
    """A fact of a table begins with its row, so that its quote says whose it is."""
    return min([start, *(cell[0] for cell in row.cells if cell is not None)])


def _numeric_share(context: Context, table: DataTable, index: int) -> float:
    filled = numbers = 0
    for row in _rows(table):
        cell = row.cells[index] if index < len(row.cells) else None
        if cell is not None and context.view[cell[0] : cell[1]].strip():
            filled += 1
            numbers += _CELL.fullmatch(context.view[cell[0] : cell[1]].strip()) is not None
    return numbers / filled if filled else 0.0


def _stepped(context: Context, table: DataTable, index: int) -> bool:
    cells = [row.cells[index] for row in _rows(table) if index < len(row.cells)]
    texts = [t for c in cells if c is not None and (t := context.view[c[0] : c[1]].strip())]
    return bool(texts) and sum(bool(_STEP.fullmatch(t) or _CELL.fullmatch(t)) for t in texts) * 2 > len(texts)


def _percent(context: Context, table: DataTable, index: int) -> bool:
    cells = [row.cells[index] for row in _rows(table) if index < len(row.cells)]
    texts = [context.view[c[0] : c[1]] for c in cells if c is not None]
    return bool(texts) and sum("%" in t for t in texts) * 2 > len(texts)


def _steps(context: Context, layout: _Layout, column: _Column, ranks: _Column) -> bool:
    """Whether a column of changes counts places and not points: by its header, or beside the places and whole."""
    header = layout.table.columns[column.index].header.lower()
    if re.search(r"bậc|hạng|vị trí", header) or not layout.of("score"):
        return True
    cells = [cell_number(context, row, column.index) for row in _rows(layout.table)]
    whole = all(isinstance(c[0], int) for c in cells if c is not None)
    return whole and abs(column.index - ranks.index) == 1 and "điểm" not in header


def _resolved(context: Context, name: str) -> str:
    found = context.bodies.resolve(name)
    # Only the beginning of an unknown name was understood.
    return name if found is None or (len(found) < len(name) and fold(name).startswith(fold(found))) else found
