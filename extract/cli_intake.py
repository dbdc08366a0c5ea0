"""The commands that keep a database fed: `cchc watch`, `retry`, `forget`, `reprocess` and `backup`."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sqlite_utils import Database

from extract.cli_options import database_option, fail, open_existing
from extract.database import DatabaseError
from extract.values.language import say

if TYPE_CHECKING:
    from extract.intake.fetching import Notify

_workers = click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help=say("Số tiến trình đọc song song.", "Processes that read side by side."),
)

notifying = click.option(
    "--notify",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("TỆP", "FILE"),
    help=say(
        "Báo tin sau mỗi đợt nạp theo mục [notify] của tệp TOML này.",
        "Tell what is new after each batch, as [notify] of this TOML file says.",
    ),
)


def notify_config(path: Path | None) -> Notify | None:
    """Who is told, as a file says; what is wrong with the file is told, and the program ends."""
    if path is None:
        return None
    from extract.intake.fetching import ConfigError, load_sources

    try:
        config = load_sources(path).notify
        if config is None:
            raise ConfigError(
                say(
                    f"{path}: chưa có mục [notify]; thêm mục đó rồi chạy lại",
                    f"{path}: there is no [notify] in it; add that and run again",
                )
            )
    except ConfigError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    return config


def notify_of(path: Path | None) -> Callable[[Database], Callable[[bool, bool], None]] | None:
    """What tells after a batch, as a file says."""
    config = notify_config(path)
    if config is None:
        return None
    from extract.intake.digests import Notifier

    return lambda database: Notifier(database, config, lambda line: click.echo(line, err=True))


COUNTS = {
    "stored": ("đã nạp", "stored"),
    "unchanged": ("không đổi", "unchanged"),
    "duplicate": ("trùng nội dung", "duplicate"),
    "opened": ("tệp nén, thư đã mở", "archives and mails opened"),
    "skipped": ("bỏ qua vì không phải văn bản", "skipped as no documents"),
    "waiting": ("chờ đọc", "waiting to be read"),
    "queued": ("chờ công cụ", "queued for a missing tool"),
    "failed": ("lỗi", "failed"),
    "gone": ("không còn ở chỗ cũ", "gone"),
    "forgotten": ("đã xóa theo yêu cầu", "forgotten"),
}


ADDRESSES = {
    "new": ("mới", "new"),
    "changed": ("thay đổi", "changed"),
    "unchanged": ("không đổi", "unchanged"),
    "fetched": ("địa chỉ đã lấy", "addresses fetched"),
    "same": ("trùng văn bản ở địa chỉ khác", "the same as at another address"),
    "empty": ("trang chỉ dẫn tới tệp", "pages that only lead to files"),
    "gone": ("cổng không còn", "gone from the portal"),
    "refused": ("không được lấy", "refused"),
    "failed": ("lỗi", "failed"),
    "pending": ("đang chờ", "waiting"),
}
"""What became of the addresses of portals."""


def counted(counts: Any) -> str:
    """What became of files, in one line."""
    return ", ".join(f"{counts[k]} {say(*v)}" for k, v in COUNTS.items() if counts.get(k)) or say(
        "không có tệp nào", "no files"
    )


@contextmanager
def using(path: Path, create: bool = False) -> Iterator[Database]:
    """An open database; what goes wrong with it is one line and exit status 1."""
    database = open_existing(path, create)
    try:
        yield database
    except DatabaseError as error:
        fail(str(error))


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Progress on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    shown = click.progressbar(length=1, file=sys.stderr, label=label)

    def progress(done: int, total: int) -> None:
        shown.length = total
        shown.update(done - shown.pos)

    yield progress
    shown.render_finish()


def _until_told() -> threading.Event:
    """An event that a request to end (SIGTERM, Ctrl-C) sets; the second Ctrl-C ends at once."""
    stop = threading.Event()

    def ask(number: int, _: object) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError):
            signal.signal(each, ask)
    return stop


@click.command(
    "watch",
    help=say(
        "Theo dõi thư mục: tệp mới được nạp ngay khi ghi xong; tệp đổi tên, chuyển chỗ, thay bản mới đều được hiểu; tệp"
        " .zip, .eml, .mbox được mở. Dừng bằng Ctrl-C hoặc SIGTERM.\n\nVí dụ: cchc watch /srv/van-ban-den --db outputs/cchc.db",
        "Watch folders: what arrives is taken in as soon as it is whole; files that move, are renamed or replaced are"
        " understood; .zip, .eml and .mbox are opened. Stop with Ctrl-C or SIGTERM.\n\nExample: cchc watch /srv/inbox --db outputs/cchc.db",
    ),
)
@click.argument("folders", nargs=-1, required=True, type=click.Path(file_okay=False, path_type=Path))
@database_option
@_workers
@click.option(
    "--settle",
    type=click.FloatRange(0.05),
    default=1.0,
    show_default=True,
    metavar=say("GIÂY", "SECONDS"),
    help=say("Tệp đứng yên bấy lâu mới đọc.", "How long a file must not change before it is read."),
)
@click.option(
    "--poll",
    type=click.FloatRange(0.1),
    metavar=say("GIÂY", "SECONDS"),
    help=say(
        "Quét lại sau bấy lâu thay vì chờ thông báo; cho ổ mạng.",
        "Look every so often instead of waiting for notices; for network folders.",
    ),
)
@click.option(
    "--rescan",
    type=click.FloatRange(1),
    default=300.0,
    show_default=True,
    metavar=say("GIÂY", "SECONDS"),
    help=say("Đối chiếu toàn bộ sau bấy lâu.", "Compare everything after so long."),
)
@notifying
@click.option(
    "--once",
    is_flag=True,
    help=say("Nạp những gì đang có rồi thoát; cho cron.", "Take in what is there and leave; for cron."),
)
def watch_command(
    folders: tuple[Path, ...],
    db: Path,
    workers: int,
    settle: float,
    poll: float | None,
    rescan: float,
    notify: Path | None,
    once: bool,
) -> None:
    """Watches folders."""
    from extract.intake.watching import MissingWatchError, Watcher

    told = notify_of(notify)
    stop = _until_told()
    with using(db, create=True) as database:
        watcher = Watcher(
            database,
            folders,
            workers=workers,
            settle=settle,
            poll=poll,
            rescan=rescan,
            tell=lambda line: click.echo(line),
            stop=stop,
            **({"after": told(database)} if told else {}),
        )
        if not once:
            listed = ", ".join(map(str, folders))
            click.echo(
                say(f"Đang theo dõi {listed} → {db}", f"Watching {listed} → {db}"),
                err=True,
            )
        try:
            report = watcher.once() if once else watcher.run()
        except MissingWatchError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    click.echo(counted(report.counts), err=not once)
    if once and report.counts["failed"]:
        sys.exit(1)


@click.command(
    "retry",
    help=say(
        "Nạp lại các tệp lỗi và tệp đang chờ; nêu một phần đường dẫn để chỉ thử các tệp đó.\n\nVí dụ: cchc retry thang-3 --db outputs/cchc.db",
        "Take the failed and waiting files in again; name part of a path for only those.\n\nExample: cchc retry march --db outputs/cchc.db",
    ),
)
@click.argument("paths", nargs=-1)
@database_option
@_workers
def retry_command(paths: tuple[str, ...], db: Path, workers: int) -> None:
    """Takes the failed files in again."""
    from extract.intake.status import retry

    with using(db) as database, bar(say("Đang đọc", "Reading")) as progress:
        report = retry(database, paths, workers=workers, progress=progress)
    for failure in report.failures:
        click.echo(failure.message, err=True)
    click.echo(counted(report.counts))
    if report.counts["failed"]:
        sys.exit(1)


@click.command(
    "forget",
    help=say(
        "Xóa hẳn một văn bản cùng mọi dữ kiện và bản cũ của nó; tệp đó không tự được nạp lại.\n\nVí dụ: cchc forget 812/KH-UBND --db outputs/cchc.db",
        "Remove a document wholly, with its facts and earlier versions; its file is not taken in again by itself.\n\nExample: cchc forget 812/KH-UBND --db outputs/cchc.db",
    ),
)
@click.argument("document")
@database_option
@click.option("--yes", is_flag=True, help=say("Không hỏi lại.", "Do not ask."))
def forget_command(document: str, db: Path, yes: bool) -> None:
    """Forgets a document."""
    from extract.browse.sheet import NotFoundError, find
    from extract.database.forgetting import forget

    with using(db) as database:
        try:
            row = find(database, document)
        except NotFoundError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        if not yes and sys.stdin.isatty():
            click.confirm(
                say(f"Xóa hẳn {row['path']} ({row['id']})?", f"Remove {row['path']} ({row['id']}) wholly?"),
                abort=True,
            )
        removed = forget(database, row["id"])
    click.echo(
        say(
            f"Đã xóa {len(removed)} văn bản ({row['path']}); muốn nạp lại: cchc ingest --force TỆP",
            f"Removed {len(removed)} documents ({row['path']}); to take it in again: cchc ingest --force FILE",
        )
    )


@click.command(
    "reprocess",
    help=say(
        "Đọc lại văn bản do phiên bản cũ của chương trình đọc; báo dữ kiện thêm, mất, đổi; dừng lúc nào cũng được, chạy lại"
        " thì làm tiếp.\n\nVí dụ: cchc reprocess --db outputs/cchc.db --show 20",
        "Read again what an earlier version of the program read; tells the facts gained, lost and changed; can be stopped"
        " at any time and goes on when run again.\n\nExample: cchc reprocess --db outputs/cchc.db --show 20",
    ),
)
@database_option
@_workers
@click.option(
    "--limit", type=click.IntRange(1), help=say("Nhiều nhất bấy nhiêu tệp.", "At most so many files.")
)
@click.option(
    "--show",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help=say("Liệt kê bấy nhiêu thay đổi.", "List so many changes."),
)
def reprocess_command(db: Path, workers: int, limit: int | None, show: int) -> None:
    """Reads again what another version read."""
    from extract.intake.reprocess import outdated, reprocess

    stop = _until_told()
    with contextlib.suppress(OSError, AttributeError):
        # In the background: whatever else the machine does goes first.
        os.nice(10)
    with using(db) as database, bar(say("Đang đọc lại", "Reading again")) as progress:
        report = reprocess(database, workers=workers, limit=limit, progress=progress, stopped=stop.is_set)
        left = len(outdated(database))
    for line in report.examples[:show]:
        click.echo(line)
    kinds = sorted({*report.gained, *report.lost, *report.changed})
    if kinds:
        click.echo(f"{'':12}" + say("   thêm    mất    đổi", " gained   lost  changed"))
    for kind in kinds:
        click.echo(f"{kind:12}{report.gained[kind]:7}{report.lost[kind]:7}{report.changed[kind]:7}")
    for failure in report.failures:
        click.echo(failure.message, err=True)
    for path in report.missing:
        click.echo(
            say(
                f"{path}: không còn tệp có nội dung này; giữ dữ kiện đã có, muốn đọc lại hãy đặt tệp về chỗ cũ",
                f"{path}: no file with this content any more; its facts are kept, put the file back to read it again",
            ),
            err=True,
        )
    click.echo(
        say(
            f"Đã đọc lại {report.documents} văn bản, còn {left} tệp của phiên bản khác",
            f"{report.documents} documents read again, {left} files of another version left",
        )
    )
    if report.failures:
        sys.exit(1)


@click.command(
    "backup",
    help=say(
        "Sao lưu cơ sở dữ liệu khi đang dùng, kể cả khi đang nạp; bản sao được kiểm tra trước khi thay bản cũ.\n\nVí dụ: cchc backup /backup/cchc.db --db outputs/cchc.db",
        "Back up the database while it is in use, even while documents are taken in; the copy is checked before it"
        " replaces an earlier one.\n\nExample: cchc backup /backup/cchc.db --db outputs/cchc.db",
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database_option
def backup_command(file: Path, db: Path) -> None:
    """Backs the database up."""
    from extract.database.backup import backup

    with using(db) as database:
        size = backup(database, file)
    click.echo(
        say(f"Đã sao lưu vào {file} ({size / 1e6:.1f} MB)", f"Backed up to {file} ({size / 1e6:.1f} MB)")
    )


COMMANDS = (watch_command, retry_command, forget_command, reprocess_command, backup_command)
