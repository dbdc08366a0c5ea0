"""The commands for browsing: `cchc serve` and `cchc publish-check`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from extract.cli_options import as_of_option, database_option
from extract.values.language import say


@click.command(
    "serve",
    help=say(
        "Mở các trang duyệt cơ sở dữ liệu trong trình duyệt (Datasette, cấu hình sẵn).\n\nVí dụ: cchc serve --db outputs/cchc.db --port 8001",
        "Serve the pages that browse the database (Datasette, ready configured).\n\nExample: cchc serve --db outputs/cchc.db --port 8001",
    ),
)
@database_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=say(
        "Địa chỉ lắng nghe; 0.0.0.0 để máy khác vào được.", "Address to listen on; 0.0.0.0 lets others in."
    ),
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help=say("Cổng.", "Port.")
)
@click.option("--english", is_flag=True, help=say("Mặc định tiếng Anh.", "English by default."))
@as_of_option
@click.option(
    "--corrections",
    is_flag=True,
    help=say(
        "Cho người đăng nhập đánh giá dữ kiện đúng, sai hoặc sửa; lưu trong tệp riêng cạnh cơ sở dữ liệu.",
        "Let signed-in readers judge facts right, wrong or amended; kept in a file of its own beside the database.",
    ),
)
def serve_command(
    db: Path, host: str, port: int, english: bool, as_of: datetime | None, corrections: bool
) -> None:
    """Serves the pages."""
    try:
        from extract.browse.serve import ServeError, application, run
    except ModuleNotFoundError as error:
        _missing(error)
    try:
        plugin: dict[str, object] = {"language": "en" if english else "vi"}
        if as_of:
            plugin["as_of"] = as_of.date().isoformat()
        if corrections and db.is_file():
            from extract.database.corrections import CorrectionError, beside, open_corrections

            plugin["corrections"] = str(beside(db).resolve())
            try:
                open_corrections(beside(db)).close()
            except CorrectionError as error:
                raise ServeError(str(error)) from error
        datasette = application(db, plugin=plugin)
        click.echo(
            say(f"Mở http://{host}:{port}/ (Ctrl+C để dừng)", f"Open http://{host}:{port}/ (Ctrl+C stops)"),
            err=True,
        )
        if corrections:
            sign_in = f"http://{host}:{port}/-/auth-token?token={datasette._root_token}"
            click.echo(
                say(
                    f"Đăng nhập để đánh giá dữ kiện (dùng được một lần): {sign_in}",
                    f"Sign in to judge facts (works once): {sign_in}",
                ),
                err=True,
            )
        run(datasette, host, port)
    except ServeError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@click.command(
    "publish-check",
    help=say(
        "Kiểm tra cấu hình các trang với cơ sở dữ liệu: trang mở được, câu hỏi sẵn chạy được, cột được mô tả có thật.\n\nVí dụ: cchc publish-check --db outputs/cchc.db",
        "Check the configuration of the pages against the database: pages open, canned queries run, described columns exist.\n\nExample: cchc publish-check --db outputs/cchc.db",
    ),
)
@database_option
@click.option(
    "--metadata",
    "written",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("TỆP", "FILE"),
    help=say(
        "Ghi cấu hình ra tệp JSON cho 'datasette --metadata'.",
        "Write the configuration as JSON for 'datasette --metadata'.",
    ),
)
def publish_check_command(db: Path, written: Path | None) -> None:
    """Checks the configuration of the pages."""
    try:
        from extract.browse.check import problems_of
        from extract.browse.serve import ServeError
    except ModuleNotFoundError as error:
        _missing(error)
    try:
        problems = problems_of(db)
    except ServeError as error:
        problems = [str(error)]
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)
    if written is not None:
        from extract.browse.metadata import write

        write(written, db.stem)
    click.echo(say(f"{db}: cấu hình khớp với cơ sở dữ liệu", f"{db}: the configuration fits the database"))


def _missing(error: ModuleNotFoundError) -> None:
    click.echo(
        say(
            f"chưa cài {error.name}; cài phần duyệt bằng: pip install 'cchc[browse]'",
            f"{error.name} is not installed; install the browsing part with: pip install 'cchc[browse]'",
        ),
        err=True,
    )
    sys.exit(1)
