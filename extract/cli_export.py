"""The command `cchc export`: facts into a calendar, a spreadsheet, separated values or JSON Lines."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from extract.cli_options import (
    as_of_option,
    bodies_named,
    database_option,
    day_asked,
    fail,
    open_existing,
    predecessors_option,
    province_option,
    provinces_asked,
    tell,
)
from extract.database.board import MONTH, STATES, Asked, Item, State, items
from extract.database.owners import ROLES, Role
from extract.database.search import KINDS, Kind
from extract.export.sheet import Sheet, ToolMissingError, board_sheet, rows_sheet
from extract.values.language import say

FORMATS = ("ics", "xlsx", "csv", "jsonl")


@click.command(
    "export",
    help=say(
        "Xuất dữ kiện: lịch nhiệm vụ (ics), Excel (xlsx), CSV hoặc JSON Lines, đúng theo điều kiện lọc."
        '\n\nVí dụ: cchc export xlsx --owner "so noi vu" --state overdue --output qua-han.xlsx',
        "Export facts: a calendar of directives (ics), Excel (xlsx), CSV or JSON Lines, exactly what is filtered."
        '\n\nExample: cchc export xlsx --owner "so noi vu" --state overdue --output overdue.xlsx',
    ),
)
@click.argument("format_", metavar=f"{{{','.join(FORMATS)}}}", type=click.Choice(FORMATS))
@database_option
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="directives",
    show_default=True,
    help=say("Loại dữ kiện.", "The kind of fact."),
)
@click.option(
    "--owner",
    metavar=say("CƠ_QUAN", "ORG"),
    help=say("Cơ quan chủ trì hoặc phối hợp.", "The body that leads or coordinates."),
)
@click.option(
    "--role", type=click.Choice(ROLES), help=say("Vai trò của cơ quan đó.", "The role of that body.")
)
@click.option(
    "--state",
    type=click.Choice(STATES),
    help=say("Chỉ nhiệm vụ ở tình trạng này.", "Only directives in this state."),
)
@click.option(
    "--month",
    metavar=say("THÁNG", "MONTH"),
    help=say("Chỉ hạn trong tháng này (2025-06).", "Only what is due in this month (2025-06)."),
)
@province_option
@predecessors_option
@as_of_option
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("TỆP", "FILE"),
    help=say("Ghi ra tệp thay cho đầu ra chuẩn.", "Write to a file instead of standard output."),
)
def export_command(
    format_: str,
    db: Path,
    kind: Kind,
    owner: str | None,
    role: Role | None,
    state: State | None,
    month: str | None,
    province: str | None,
    with_predecessors: bool,
    as_of: datetime | None,
    output: Path | None,
) -> None:
    """Writes what is filtered in one format."""
    if month is not None and not MONTH.fullmatch(month):
        raise click.UsageError(say(f"{month}: tháng viết như 2025-06", f"{month}: write a month as 2025-06"))
    if kind != "directives" and (format_ == "ics" or owner or role or state or month):
        raise click.UsageError(
            say(
                "lịch (ics) và --owner, --role, --state, --month chỉ dùng cho nhiệm vụ (--kind directives)",
                "a calendar (ics) and --owner, --role, --state, --month are for directives only (--kind directives)",
            )
        )
    if format_ == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError(say("Excel cần --output TỆP", "Excel needs --output FILE"))
    database = open_existing(db)
    provinces = provinces_asked(database, province)
    try:
        if kind == "directives":
            owners = bodies_named(database, owner, with_predecessors)
            asked = Asked(owners, role, state, month, provinces)
            found = items(database, asked, day_asked(as_of))
            count = len(found)
            data = _directives(format_, found)
        else:
            where = "1"
            values: list[str] = []
            if provinces is not None:
                marks = ",".join("?" * len(provinces))
                where = f"document_id in (select id from documents where province in ({marks}))"
                values = [*provinces]
            cursor = database.execute(
                f"select * from v_{kind} where {where} order by document_id, start", values
            )
            columns = [name for name, *_ in cursor.description]
            rows = cursor.fetchall()
            count = len(rows)
            data = _rows(format_, kind, columns, rows)
    except ToolMissingError as error:
        fail(str(error))
    if output is None:
        click.echo(data, nl=False)
        return
    output.write_bytes(data)
    tell(say(f"{count} dòng vào {output}", f"{count} rows into {output}"))


def _directives(format_: str, found: Sequence[Item]) -> bytes:
    if format_ == "ics":
        from extract.export.as_ics import as_ics

        return as_ics(found, datetime.now(UTC))
    if format_ == "jsonl":
        return _lines(item.as_json() for item in found)
    return _sheet(format_, board_sheet(found))


def _rows(format_: str, kind: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    if format_ == "jsonl":
        return _lines(dict(zip(columns, row, strict=True)) for row in rows)
    return _sheet(format_, rows_sheet(kind, columns, rows))


def _sheet(format_: str, sheet: Sheet) -> bytes:
    if format_ == "csv":
        from extract.export.as_csv import as_csv

        return codecs.BOM_UTF8 + as_csv(sheet).encode()
    from extract.export.as_xlsx import as_xlsx

    return as_xlsx(sheet)


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
