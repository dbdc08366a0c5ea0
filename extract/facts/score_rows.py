"""Scores and places in rows: `Điểm hài lòng | 4,21 | 4,30 | 4,50` under columns of years, and the most points of a header.

Tables of goals name what is measured in their rows and a year in each column; the rows that give points of an index, or
a place in it, are scores and rankings, of which those of years to come are goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts.context import Context, lower_view
from extract.facts.model import Ranking, Score
from extract.facts.score_tables import cell_number, index_in, layouts, limits_in
from extract.structure.model import DataTable
from extract.values.text import matching_view, squeeze

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_PERIOD = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|tháng|quý")
_POINTS = re.compile(
    r"(?:tổng\s)?điểm(?:\ssố)?(?!\s(?:cầu|trường|bán|tiếp|hỗ trợ|thi|bưu|đen|phát|truy cập|lắp|\()|\w)"
)
_PLACES = re.compile(r"(?:xếp hạng|thứ hạng|vị trí xếp hạng|vị trí(?! việc)|hạng(?! mục))(?!\w)")
_GOAL = re.compile(r"mục tiêu|chỉ tiêu|phấn đấu|kế hoạch|lộ trình")
_UNIT = re.compile(r"\(\s*(?P<unit>%|điểm|hạng|thứ hạng)\s*\)\s*$")
_MOST_PLACES = 1000


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number of a row under a year."""

    label: str
    lower: str
    year: int
    goal: bool
    value: int | float
    total: int | float | None
    start: int
    end: int


def header_maxima(context: Context) -> Iterator[Score]:
    """The most points that the headers of result tables give: `Điểm thẩm định (tối đa 70 điểm)`."""
    for table, index, year in layouts(context):
        first = min((row.start for row in table.rows), default=table.end)
        for part, value, start, end in limits_in(context.view, table.start, first):
            yield Score(
                start=start,
                end=end,
                rule="table",
                confidence=0.9,
                value=value,
                max=None,
                kind="maximum",
                criterion=part,
                subject=None,
                unit="điểm",
                index_name=index,
                year=year,
            )


def row_scores(context: Context) -> Iterator[Score]:
    """The scores that rows give by years."""
    for cell in _cells(context):
        mention = index_in(cell.label)
        strong = mention is not None and not mention.weak
        if _PLACES.match(cell.lower) or not (_POINTS.match(cell.lower) or strong):
            continue
        yield Score(
            start=cell.start,
            end=cell.end,
            rule="table",
            confidence=0.85,
            value=cell.value,
            max=cell.total,
            kind="threshold" if cell.goal else "achieved",
            criterion=None if strong else squeeze(_UNIT.sub("", cell.label)),
            subject=context.default_subject(),
            unit="%" if "%" in cell.label else "điểm",
            index_name=mention.name if mention else None,
            year=cell.year,
        )


def row_rankings(context: Context) -> Iterator[Ranking]:
    """The places that rows give by years."""
    for cell in _cells(context):
        if (
            not _PLACES.match(cell.lower)
            or not isinstance(cell.value, int)
            or not 0 < cell.value < _MOST_PLACES
        ):
            continue
        mention = index_in(cell.label)
        yield Ranking(
            start=cell.start,
            end=cell.end,
            rule="table",
            confidence=0.85,
            subject=context.default_subject(),
            index_name=mention.name if mention else None,
            year=cell.year,
            rank=cell.value,
            out_of=int(cell.total) if cell.total else None,
            is_target=cell.goal,
        )


def _cells(context: Context) -> Iterator[_Cell]:
    known = {id(table) for table, _, _ in layouts(context)}
    issued = context.document.header.issued_on
    for table in context.document.tables:
        years = _years(table)
        if id(table) in known or len(years) < 2:
            continue
        for row in table.rows:
            if row.group:
                continue
            label = next(
                (
                    text
                    for i, span in enumerate(row.cells)
                    if i not in years and span is not None
                    for text in [squeeze(matching_view(context.document.text[span[0] : span[1]]))]
                    if any(c.isalpha() for c in text)
                ),
                None,
            )
            if label is None:
                continue
            for column, year in years.items():
                found = cell_number(context, row, column)
                if found is None:
                    continue
                value, total, start, end = found
                goal = bool(_GOAL.search(lower_view(table.columns[column].header)))
                goal = goal or (issued is not None and year >= int(issued[:4]))
                yield _Cell(label, lower_view(label), year, goal, value, total, start, end)


def _years(table: DataTable) -> dict[int, int]:
    """The columns that are of one year, with it."""
    found = {}
    for column in table.columns:
        years = _YEAR.findall(column.header)
        if len(set(years)) == 1 and not _PERIOD.search(lower_view(column.header)):
            found[column.index] = int(years[0])
    return found
