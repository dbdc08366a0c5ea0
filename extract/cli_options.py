"""What the commands that ask a database share: their options, and how they end where nothing answers."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click
from sqlite_utils import Database

from extract.database import DatabaseError, open_database
from extract.database.owners import answering
from extract.database.register import family
from extract.database.search import provinces_named
from extract.values.language import say

database_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("outputs/cchc.db"),
    show_default=True,
    help=say("Tệp cơ sở dữ liệu SQLite.", "The SQLite database file."),
)
as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar=say("NGÀY", "DATE"),
    help=say(
        "Ngày được coi là hôm nay (2025-06-30 hoặc 30/06/2025).",
        "The day to take as today (2025-06-30 or 30/06/2025).",
    ),
)
province_option = click.option(
    "--province",
    metavar=say("TỈNH", "PROVINCE"),
    help=say("Chỉ tỉnh, thành phố này.", "Only this province or city."),
)
predecessors_option = click.option(
    "--with-predecessors",
    is_flag=True,
    help=say(
        "Kể cả các cơ quan mà cơ quan này đã tiếp nhận (sáp nhập, đổi tên).",
        "With the bodies whose place it took (joined, renamed).",
    ),
)
min_confidence_option = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help=say("Độ tin cậy tối thiểu, từ 0 đến 1.", "The least confidence, from 0 to 1."),
)
json_option = click.option("--json", "as_json", is_flag=True, help=say("In ra JSON.", "Print JSON."))


def bodies_named(db: Database, words: str | None, with_predecessors: bool) -> tuple[str, ...] | None:
    """The rows of all bodies that answer to some words."""
    if words is None:
        return None
    found = answering(db, words, with_predecessors=with_predecessors)
    if not found:
        fail(
            say(
                f"{words}: không có cơ quan nào ứng với tên này; xem các cơ quan bằng 'cchc owners'",
                f"{words}: no body answers to this name; list the bodies with 'cchc owners'",
            )
        )
    idents = [i for body in found for i in body.idents]
    return tuple(family(db, idents)) if with_predecessors else tuple(idents)


def provinces_asked(db: Database, asked: str | None) -> tuple[str, ...] | None:
    if asked is None:
        return None
    found = provinces_named(db, asked)
    if not found:
        fail(
            say(
                f"{asked}: không có văn bản nào của tỉnh, thành phố này",
                f"{asked}: no document of this province or city",
            )
        )
    return found


def day_asked(given: datetime | None) -> date:
    return given.date() if given else date.today()


def tell(message: str) -> None:
    click.echo(message, err=True)


def fail(message: str) -> NoReturn:
    tell(message)
    sys.exit(1)


def open_existing(path: Path, create: bool = False) -> Database:
    """The database at a path, made where `create` says so; what is wrong with it is told, and the program ends."""
    if not create and not path.exists():
        fail(
            say(
                f"{path}: chưa có cơ sở dữ liệu này; tạo bằng 'cchc ingest THƯ_MỤC --db {path}', hoặc chỉ tệp khác bằng --db",
                f"{path}: no such database; create it with 'cchc ingest FOLDER --db {path}', or name another with --db",
            )
        )
    try:
        return open_database(path)
    except DatabaseError as error:
        fail(str(error))
