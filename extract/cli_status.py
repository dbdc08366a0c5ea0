"""`cchc status`: how taking in goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from extract.cli_intake import ADDRESSES, counted, using
from extract.cli_options import database_option
from extract.values.language import say


@click.command(
    "status",
    help=say(
        "Tình trạng nạp: hàng đợi, lỗi gần nhất, tốc độ.\n\nVí dụ: cchc status --db outputs/cchc.db",
        "How taking in goes: queue, last errors, throughput.\n\nExample: cchc status --db outputs/cchc.db",
    ),
)
@database_option
@click.option(
    "--errors",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help=say("Số lỗi và tệp chờ được liệt kê.", "Errors and waiting files to list."),
)
@click.option("--json", "as_json", is_flag=True, help=say("In ra JSON.", "Print JSON."))
def status_command(db: Path, errors: int, as_json: bool) -> None:
    """Prints the state of the intake."""
    from extract.intake.status import status

    with using(db) as database:
        found = status(database, errors)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    click.echo(
        say(
            f"{found['documents']} văn bản, {found['superseded']} bản cũ đã được thay; {found['bytes'] / 1e6:.1f} MB",
            f"{found['documents']} documents, {found['superseded']} earlier versions; {found['bytes'] / 1e6:.1f} MB",
        )
    )
    click.echo(say("Tệp: ", "Files: ") + counted(found["files"]))
    last = found["documents_last"]
    click.echo(
        say(
            f"Đã nạp trong 1 phút: {last['minute']}, 1 giờ: {last['hour']}, 1 ngày: {last['day']}; gần nhất: {found['last_stored_at'] or '—'}",
            f"Stored in the last minute: {last['minute']}, hour: {last['hour']}, day: {last['day']}; latest: {found['last_stored_at'] or '—'}",
        )
    )
    if found["upkeep_due"]:
        click.echo(
            say(
                "Liên kết giữa các văn bản chưa cập nhật; lệnh ingest, watch hoặc retry tiếp theo sẽ làm",
                "Links across documents are not up to date; the next ingest, watch or retry does it",
            )
        )
    if found["outdated"]:
        click.echo(
            say(
                f"{found['outdated']} văn bản do phiên bản cũ đọc; đọc lại bằng: cchc reprocess --db {db}",
                f"{found['outdated']} documents were read by an earlier version; read them again: cchc reprocess --db {db}",
            )
        )
    for title, rows in (
        (say("Đang chờ:", "Waiting:"), found["queue"]),
        (say("Lỗi gần nhất:", "Last errors:"), found["errors"]),
    ):
        if rows:
            click.echo(title)
        for row in rows:
            click.echo(f"  {row['seen_at']}  {row['error'] or row['path']}")
    _say_sources(found["sources"])
    if found["errors"]:
        click.echo(say(f"Thử lại: cchc retry --db {db}", f"Try again: cchc retry --db {db}"))


def _say_sources(sources: list[dict[str, Any]]) -> None:
    if sources:
        click.echo(say("Nguồn trên mạng:", "Portals:"))
    for source in sources:
        shown = (f"{n} {say(*ADDRESSES.get(k, (k, k)))}" for k, n in source["addresses"].items())
        click.echo(f"  {source['run_at']}  {source['name']}: {', '.join(shown) or '—'}")
        if source["error"]:
            click.echo(f"    {source['error']}")
        for row in source["errors"]:
            click.echo(f"    {row['checked_at']}  {row['error']}")
