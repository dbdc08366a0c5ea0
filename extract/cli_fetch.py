"""The commands that go out and tell: `cchc fetch` and `cchc digest`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.cli_intake import (
    ADDRESSES,
    _until_told,
    _workers,
    counted,
    notify_config,
    notifying,
    using,
)
from extract.cli_options import database_option
from extract.database import DatabaseError
from extract.values.language import say

if TYPE_CHECKING:
    from extract.intake.fetching import Sources


def sources_of(path: Path) -> Sources:
    """A file of sources; what is wrong with it is told, and the program ends."""
    from extract.intake.fetching import ConfigError, load_sources

    try:
        return load_sources(path)
    except ConfigError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@click.command(
    "fetch",
    help=say(
        "Lấy văn bản mới từ các cổng mô tả trong tệp nguồn (RSS/Atom, sitemap, trang danh mục) rồi nạp; tôn trọng"
        " robots.txt, tải tiếp được khi đứt.\n\nVí dụ: cchc fetch sources.toml --dry-run",
        "Fetch new documents from the portals of a file of sources (RSS/Atom, sitemaps, listings) and take them in;"
        " heeds robots.txt, goes on where it was cut off.\n\nExample: cchc fetch sources.toml --dry-run",
    ),
)
@click.argument("sources", type=click.Path(dir_okay=False, path_type=Path))
@database_option
@click.option(
    "--source",
    "names",
    multiple=True,
    metavar=say("TÊN", "NAME"),
    help=say("Chỉ nguồn này; dùng được nhiều lần.", "Only this source; may be given several times."),
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    help=say("Nhiều nhất bấy nhiêu văn bản mỗi nguồn.", "At most so many documents a source."),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=say("Chỉ liệt kê những gì sẽ lấy, không nạp gì.", "List what would be fetched, take nothing in."),
)
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    help=say(
        "Thư mục giữ tệp gốc (mặc định: cạnh cơ sở dữ liệu).",
        "The folder for the files (beside the database by default).",
    ),
)
@_workers
def fetch_command(
    sources: Path,
    db: Path,
    names: tuple[str, ...],
    limit: int | None,
    dry_run: bool,
    store: Path | None,
    workers: int,
) -> None:
    """Fetches from portals."""
    from extract.intake.digests import notify
    from extract.intake.fetching import MissingFetchError, StoreError, fetch

    config = sources_of(sources)
    known = [source.name for source in config.sources]
    for name in names:
        if name not in known:
            click.echo(
                say(
                    f"{sources}: không có nguồn '{name}'; có: {', '.join(known)}",
                    f"{sources}: no source '{name}'; there are: {', '.join(known)}",
                ),
                err=True,
            )
            sys.exit(1)
    chosen = [source for source in config.sources if not names or source.name in names]
    stop = _until_told()
    with using(db, create=True) as database:
        try:
            report = fetch(
                database,
                chosen,
                store=store,
                limit=limit,
                dry_run=dry_run,
                workers=workers,
                tell=lambda line: click.echo(line, err=True),
                stopped=stop.is_set,
            )
            if config.notify is not None and not dry_run:
                for line in notify(database, config.notify):
                    click.echo(line, err=True)
        except (MissingFetchError, StoreError, DatabaseError) as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    if dry_run:
        for line in report.listed:
            click.echo(line)
        click.echo(say(f"Sẽ lấy {len(report.listed)} địa chỉ", f"{len(report.listed)} addresses"), err=True)
    else:
        shown = ", ".join(f"{report.counts[k]} {say(*v)}" for k, v in ADDRESSES.items() if report.counts[k])
        click.echo(say("Địa chỉ: ", "Addresses: ") + (shown or say("không có gì mới", "nothing new")))
        click.echo(say("Tệp: ", "Files: ") + counted(report.intake.counts))
    if report.counts["failed"] or report.intake.counts["failed"]:
        sys.exit(1)


@click.command(
    "digest",
    help=say(
        "In bản tin: văn bản mới, nhiệm vụ mới theo cơ quan, thời hạn thay đổi, điểm cần xem lại, kể từ bản tin đã gửi gần"
        " nhất hoặc từ ngày nêu ở --since. Chỉ in ra thì không tính là đã báo; --notify gửi đi theo tệp cấu hình."
        "\n\nVí dụ: cchc digest --since 2025-10-01 --db outputs/cchc.db",
        "Print what is new: documents, directives by owner, deadlines that moved, findings, since the last digest that"
        " was sent or since a day. Printing does not count as telling; --notify sends it as a file says."
        "\n\nExample: cchc digest --since 2025-10-01 --db outputs/cchc.db",
    ),
)
@database_option
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    metavar=say("NGÀY", "DATE"),
    help=say("Những gì được nạp từ ngày này.", "What was taken in since this day."),
)
@click.option(
    "--format",
    "way",
    type=click.Choice(["text", "html", "eml", "json"]),
    default="text",
    show_default=True,
    help=say("Dạng của bản tin.", "The form of the digest."),
)
@notifying
def digest_command(db: Path, since: datetime | None, way: str, notify: Path | None) -> None:
    """Prints or sends what is new."""
    from extract.intake.digests import as_html, as_json, as_mail, as_text, digest_since, untold
    from extract.intake.digests import notify as send
    from extract.intake.fetching.config import Notify

    config = notify_config(notify)
    with using(db) as database:
        try:
            if config is not None and since is None:
                problems = send(database, config)
                for line in problems:
                    click.echo(line, err=True)
                click.echo(
                    say("Đã gửi bản tin", "Sent") if not problems else say("Chưa gửi hết", "Not all was sent")
                )
                sys.exit(1 if problems else 0)
            moment = (
                since.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if since else None
            )
            digest = digest_since(database, moment) if moment else untold(database)
        except DatabaseError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    config = config or Notify()
    if way == "json":
        click.echo(json.dumps(as_json(digest), ensure_ascii=False, indent=1))
    elif way == "html":
        click.echo(as_html(digest, config.database_url))
    elif way == "eml":
        click.echo(as_mail(digest, config).as_string())
    else:
        click.echo(as_text(digest), nl=False)


COMMANDS = (fetch_command, digest_command)
