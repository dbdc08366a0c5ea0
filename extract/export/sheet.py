"""Rows as a table with named columns: what the spreadsheet and the separated file are both made of."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from extract.database.board import Item, Owner, State
from extract.values.language import say

Words = Callable[[str, str], str]
"""Chooses between the Vietnamese and the English of a message; `say` does so by the locale."""

Cell = str | int | float | datetime.date | None

# A cell that begins so is read as a formula by spreadsheets, whatever the file says of it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ToolMissingError(Exception):
    """A library that writes a format is not installed. `str()` is one line: what is missing and the remedy."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a title, the names of the columns and the rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def board_sheet(items: Iterable[Item], words: Words = say) -> Sheet:
    """The directives of a board, one row each, those who lead and those who coordinate in a cell each."""
    columns = (
        words("Nhiệm vụ", "Directive"),
        words("Chủ trì", "Leads"),
        words("Phối hợp", "Coordinates"),
        words("Hạn", "Due"),
        words("Ngày cuối", "Last day"),
        words("Còn (ngày)", "Days left"),
        words("Tình trạng", "State"),
        words("Định kỳ", "Recurs"),
        words("Sản phẩm", "Product"),
        words("Giao bởi", "Assigned by"),
        words("Văn bản", "Document"),
        words("Ngày ban hành", "Issued on"),
        words("Mục", "Section"),
        words("Trang", "Page"),
        words("Trích", "Quote"),
        words("Độ tin cậy", "Confidence"),
        words("Mã", "Id"),
    )
    rows = tuple(
        (
            item.action,
            owner_names(item.lead),
            owner_names(item.coordinate),
            item.due,
            as_day(item.last_day),
            item.days_left,
            state_name(item.state, words),
            item.recurrence,
            item.product,
            item.assigned_by,
            item.document,
            as_day(item.issued_on),
            item.section,
            item.page,
            item.quote,
            item.confidence,
            item.id,
        )
        for item in items
    )
    return Sheet(words("Nhiệm vụ được giao", "Directives"), columns, rows)


def rows_sheet(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Sheet:
    """Rows of the database under the names of their columns."""
    return Sheet(title, tuple(columns), tuple(map(tuple, rows)))


def state_name(state: State, words: Words = say) -> str:
    """How the state of a directive is called."""
    return {
        "overdue": words("quá hạn", "overdue"),
        "soon": words("sắp đến hạn", "due soon"),
        "open": words("còn hạn", "open"),
        "recurring": words("định kỳ", "recurring"),
        "undated": words("không hạn", "no due date"),
        "long_ago": words("quá hạn trên 1 năm", "overdue over a year"),
    }[state]


def owner_names(owners: Iterable[Owner]) -> str | None:
    """The names of bodies in one cell."""
    return "; ".join(o.name for o in owners) or None


def as_day(text: str | None) -> datetime.date | str | None:
    """A whole date as a date; what is known in part stays text."""
    try:
        return datetime.date.fromisoformat(text) if text and len(text) == 10 else text
    except ValueError:
        return text
