"""Assignment tables: one task a row, told by the heads of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts.directive_names import make_owners
from extract.facts.directive_owners import OwnerReader
from extract.facts.directive_words import directive_words
from extract.facts.model import Owner
from extract.structure.model import DataTable, Document
from extract.values.text import squeeze

_ROLES = ("not_task", "due", "coordinate", "lead", "basis", "product", "task")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row that assigns: `start:end` is the task as printed; the other spans are cells of the row."""

    start: int
    end: int
    lead: tuple[Owner, ...]
    coordinate: tuple[Owner, ...]
    due: tuple[int, int] | None
    basis: tuple[int, int] | None
    product: str | None
    confidence: float


def task_rows(document: Document, owners: OwnerReader) -> Iterator[TaskRow]:
    """The rows of all assignment tables of a document, in order."""
    for table in document.tables:
        roles = column_roles(table)
        if roles is not None:
            yield from _rows(document, table, roles, owners)


def column_roles(table: DataTable) -> dict[str, int] | None:
    """Which column tells what; `None` where the table does not assign anything to anybody."""
    words = directive_words().columns
    heads = [squeeze(c.header).lower() for c in table.columns]
    title = squeeze(table.title or "").lower()
    if words["silent"].search(" | ".join(heads)) or (
        words["silent"].search(title) and "phân công" not in title
    ):
        return None
    roles: dict[str, int] = {}
    for index, head in enumerate(heads):
        last = head.rsplit(" / ", 1)[-1]
        for role in _ROLES:
            if words[role].search(last) or (role in ("coordinate", "lead") and words[role].search(head)):
                if role == "not_task":
                    break
                roles.setdefault(role, index)
                break
    if "task" not in roles and "phân công" in title:
        targets = [i for i, head in enumerate(heads) if "chỉ tiêu" in head]
        if targets:
            roles["task"] = targets[0]
    return roles if "lead" in roles and "task" in roles else None


def _rows(
    document: Document, table: DataTable, roles: dict[str, int], owners: OwnerReader
) -> Iterator[TaskRow]:
    above: dict[str, tuple[int, int]] = {}
    group: tuple[str, ...] = ()
    for row in table.rows:
        if row.group:
            continue
        if row.groups != group:
            group, above = row.groups, {}
        cells = {role: row.cells[i] if i < len(row.cells) else None for role, i in roles.items()}
        task = cells["task"]
        lead = cells["lead"]
        carried = False
        if task is None or not re.search(r"\w", document.text[task[0] : task[1]]):
            continue
        if lead is None or not document.text[lead[0] : lead[1]].strip():
            others = [
                c
                for i, c in enumerate(row.cells)
                if c is not None and i not in (roles["task"], roles["lead"])
            ]
            if "lead" not in above or not others:
                above = {}
                continue
            lead, carried = above["lead"], True
        above["lead"] = lead
        names = owners.cell(*lead)
        coordinate = cells.get("coordinate")
        helpers = owners.cell(*coordinate) if coordinate is not None else []
        product = cells.get("product")
        confidence = 0.7 if carried else 0.95
        yield TaskRow(
            start=task[0],
            end=task[1],
            lead=make_owners(names, "table", confidence),
            coordinate=make_owners([n for n in helpers if re.search(r"\w{2}", n)], "table", confidence),
            due=cells.get("due"),
            basis=cells.get("basis"),
            product=squeeze(document.text[product[0] : product[1]]) if product is not None else None,
            confidence=confidence,
        )
