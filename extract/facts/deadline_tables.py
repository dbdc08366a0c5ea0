"""Deadlines in the rows of assignment tables: a column says when, others say what and who."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.facts.atoms import Atoms
from extract.facts.deadline_calendar import Calendar
from extract.facts.deadline_words import DeadlineWords
from extract.facts.deadline_yearless import said_in
from extract.facts.model import Deadline, DeadlineKind
from extract.facts.organisations import Bodies
from extract.structure.model import DataTable, Document, TableRow
from extract.values.dates import find_dates
from extract.values.text import squeeze

_BARE_MONTH = re.compile(r"(?<![\d/])(0?[1-9]|1[0-2])\s?[/.-]\s?((?:19|20)\d\d)(?!\d)")
_BARE_QUARTER = re.compile(r"(?i:qu[ýí])\s*(IV|I{1,3}|[1-4])(?![\w/])")
_YEARS = re.compile(r"(?<![\d/.])((?:19|20)\d\d)(?:\s*(?:-|đến)\s*((?:19|20)\d\d))?(?![\d/.])")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def table_deadlines(
    document: Document,
    table: DataTable,
    atoms: Atoms,
    bodies: Bodies,
    calendar: Calendar,
    words: DeadlineWords,
) -> Iterator[Deadline]:
    """The deadlines of a table, one for each filled cell of a column that says when something is due."""
    headers = [squeeze(column.header.split(" / ")[-1]) for column in table.columns]
    whole = [squeeze(column.header) for column in table.columns]
    due = [
        i for i, h in enumerate(whole) if words.due_column.search(h) and not words.not_due_column.search(h)
    ]
    if not due or len(table.columns) < 3:
        return
    task = next((i for i, h in enumerate(headers) if words.task_column.search(h) and i not in due), None)
    owner = next(
        (
            i
            for i, h in enumerate(whole)
            if words.owner_column.search(h) and not words.not_owner_column.search(h) and i not in due
        ),
        None,
    )
    if task is None and owner is None:
        return
    for row in table.rows:
        if row.group:
            continue
        for column in due[:1]:
            found = _cell(document, row, column, task, owner, atoms, bodies, calendar, words)
            if found is not None:
                yield found


def _cell(
    document: Document,
    row: TableRow,
    column: int,
    task: int | None,
    owner: int | None,
    atoms: Atoms,
    bodies: Bodies,
    calendar: Calendar,
    words: DeadlineWords,
) -> Deadline | None:
    span = row.cells[column] if column < len(row.cells) else None
    if span is None:
        return None
    text = squeeze(document.view[span[0] : span[1]])
    if not text or len(text) > 160:
        return None
    due = due_of_cell(text, document.header.issued_on, document.header.subject) or said_in(
        text, calendar, span[0]
    )
    often = words.often.search(text)
    kind: DeadlineKind
    if due is None or (often and re.search(r"(?i:h[àằ]ng|định kỳ|mỗi|lần)", text)):
        if not often:
            return None
        due, kind, rule_text = None, "recurring", text[0].lower() + text[1:]
    else:
        kind, rule_text = _kind(text), None
    what = _text(document, row, task)
    return Deadline(
        start=span[0],
        end=span[1],
        rule="table",
        confidence=words.confidence["table"],
        due=due,
        kind=kind,
        rule_text=rule_text,
        task=what,
        owner=_owner(document, row, owner, atoms, bodies),
    )


def _kind(text: str) -> DeadlineKind:
    lower = text.lower()
    if re.match(r"(?:xong |hoàn thành |chậm nhất )?trước", lower):
        return "before"
    return (
        "by"
        if re.match(r"(?:chậm nhất|muộn nhất|đến|hết|ngày|\d{1,2}\s?/\s?\d{1,2}(?!\d))", lower)
        else "during"
    )


def due_of_cell(text: str, issued: str | None, subject: str | None) -> str | None:
    """The last point that a cell names (`Quý IV/2025 - Quý I/2026` -> `2026-Q1`, `2026-2030` -> `2030`)."""
    dates = [d for d in find_dates(text) if d.iso]
    if dates:
        last = dates[-1]
        return last.iso[-4:] if last.precision == "span" and last.iso else last.iso
    if month := list(_BARE_MONTH.finditer(text)):
        return f"{month[-1][2]}-{int(month[-1][1]):02d}"
    if years := list(_YEARS.finditer(text)):
        return years[-1][2] or years[-1][1]
    if quarters := list(_BARE_QUARTER.finditer(text)):
        year = _year_of(issued, subject)
        number = quarters[-1][1].upper()
        return f"{year}-Q{_ROMAN.get(number) or number}" if year else None
    return None


def _year_of(issued: str | None, subject: str | None) -> str | None:
    """The year that a plan is for: the one its subject names, else that of its date."""
    named = re.findall(r"(?i:năm)\s+((?:19|20)\d\d)(?!\s*-)", subject or "")
    return named[-1] if named else (issued[:4] if issued else None)


def _text(document: Document, row: TableRow, column: int | None) -> str | None:
    span = row.cells[column] if column is not None and column < len(row.cells) else None
    return squeeze(document.text[span[0] : span[1]]).strip(" ;.") if span else None


def _owner(document: Document, row: TableRow, column: int | None, atoms: Atoms, bodies: Bodies) -> str | None:
    span = row.cells[column] if column is not None and column < len(row.cells) else None
    if span is None:
        return None
    names: list[str] = []
    for mention in atoms.mentions.within(*span):
        if mention.organisation.name not in names:
            names.append(mention.organisation.name)
    if names:
        return "; ".join(names)
    text = squeeze(document.text[span[0] : span[1]])
    return bodies.resolve(text) or text or None
