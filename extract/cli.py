"""The command line: one function a command, no logic of its own.

What reads documents is imported by the commands that do: the others answer without loading its patterns.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path

import click

from extract.browse.answer import answer
from extract.browse.sheet import NotFoundError, find, sheet, work_sheet
from extract.cli_ask import owners_command, search_command
from extract.cli_audit import audit_command
from extract.cli_browse import publish_check_command, serve_command
from extract.cli_corrections import corrections_command
from extract.cli_export import export_command
from extract.cli_fetch import COMMANDS as FETCH_COMMANDS
from extract.cli_intake import COMMANDS, bar, counted, notify_of, notifying
from extract.cli_options import database_option, open_existing
from extract.cli_status import status_command
from extract.database import DatabaseError
from extract.evaluate import KINDS, GoldError, compare, evaluate, find_document, gold_files
from extract.export.as_json import as_json
from extract.values.language import say
from extract.version import VERSION

DEFAULT_DATABASE = Path("outputs/cchc.db")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "Văn bản cải cách hành chính thành cơ sở dữ liệu các dữ kiện, mỗi dữ kiện dẫn về đúng chỗ trong văn bản.",
        "Vietnamese administrative-reform documents into a database of facts, each traced to its place.",
    ),
)
@click.version_option(VERSION, prog_name="cchc")
def main() -> None:
    """The command `cchc`."""


@main.command(
    "ingest",
    help=say(
        "Nạp tệp và thư mục vào cơ sở dữ liệu.\n\nVí dụ: cchc ingest corpus --db outputs/cchc.db --workers 2",
        "Take files and folders into the database.\n\nExample: cchc ingest corpus --db outputs/cchc.db --workers 2",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@database_option
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help=say("Số tiến trình đọc song song.", "Processes that read side by side."),
)
@click.option(
    "--force", is_flag=True, help=say("Đọc lại cả tệp đã có.", "Read again what is stored already.")
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar=say("NGÀY", "DATE"),
    help=say("Ngày được coi là hôm nay.", "The day to take as today."),
)
@notifying
def ingest_command(
    paths: tuple[Path, ...],
    db: Path,
    workers: int,
    force: bool,
    as_of: datetime | None,
    notify: Path | None,
) -> None:
    """Takes files and folders into the database."""
    from extract.intake.ingest import ingest

    told = notify_of(notify)
    database = open_existing(db, create=True)
    try:
        with bar(say("Đang đọc", "Reading")) as progress:
            report = ingest(database, paths, workers=workers, force=force, progress=progress)
        if told:
            told(database)(True, True)
    except DatabaseError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for failure in report.failures:
        click.echo(failure.message, err=True)
    click.echo(counted(report.counts))
    for line in answer(database, str(db), as_of.date() if as_of else date.today()):
        click.echo(line)
    click.echo(
        say(f"Xem một văn bản: cchc show TÊN_TỆP --db {db}", f"See a document: cchc show FILE_NAME --db {db}")
    )
    click.echo(say(f"Duyệt trên trình duyệt: cchc serve --db {db}", f"Browse: cchc serve --db {db}"))
    if report.counts["failed"]:
        sys.exit(1)


@main.command(
    "extract",
    help=say(
        "Trích xuất một tệp ra JSON trên đầu ra chuẩn, không cần cơ sở dữ liệu.\n\nVí dụ: cchc extract corpus/a_cong-van-don-doc.txt",
        "Extract one file to JSON on standard output, without a database.\n\nExample: cchc extract corpus/a_cong-van-don-doc.txt",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--text", "with_text", is_flag=True, help=say("Kèm văn bản đã làm sạch.", "Include the clean text.")
)
def extract_command(file: Path, with_text: bool) -> None:
    """Extracts one file to JSON."""
    from extract.intake.ingest import Failure, extract_file

    outcome = extract_file(file)
    if isinstance(outcome, Failure):
        click.echo(outcome.message, err=True)
        sys.exit(1)
    found = [as_json(each.document, each.facts, each.findings, with_text=with_text) for each in outcome]
    # A file of one document gives an object, a file of several a list of them.
    json.dump(found[0] if len(found) == 1 else found, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


@main.command(
    "show",
    help=say(
        "In một văn bản: phần đầu, bố cục, dữ kiện kèm trích dẫn.\n\nVí dụ: cchc show a_cong-van-don-doc.txt",
        "Print a document: header, outline, facts with their quotes.\n\nExample: cchc show a_cong-van-don-doc.txt",
    ),
)
@click.argument("document")
@database_option
def show_command(document: str, db: Path) -> None:
    """Prints the sheet of one document."""
    database = open_existing(db)
    try:
        try:
            lines = sheet(database, find(database, document))
        except NotFoundError as error:
            # What is only cited answers too; where it is not even that, the first message is the one that helps.
            try:
                lines = iter(list(work_sheet(database, document)))
            except NotFoundError:
                raise error from None
        for line in lines:
            click.echo(line)
    except NotFoundError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@main.command(
    "evaluate",
    help=say(
        "So dữ kiện trích được với gold: P, R, F1 và độ đúng của thuộc tính.\n\nVí dụ: cchc evaluate corpus/gold --show figures",
        "Compare extracted facts with gold: P, R, F1 and accuracy of attributes.\n\nExample: cchc evaluate corpus/gold --show figures",
    ),
)
@click.argument("gold_dir", type=click.Path(path_type=Path))
@click.option(
    "--documents",
    type=click.Path(path_type=Path),
    multiple=True,
    help=say("Thư mục chứa văn bản.", "Folder with the documents."),
)
@click.option(
    "--show",
    metavar="KIND",
    help=say(
        f"Liệt kê chỗ sót và thừa: {', '.join(KINDS)}, hoặc scores.year…, all.",
        f"List misses and extras: {', '.join(KINDS)}, or scores.year…, all.",
    ),
)
@click.option(
    "--compare",
    "baseline",
    type=click.Path(path_type=Path),
    help=say("Kết quả trước để so.", "An earlier result to compare with."),
)
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    help=say("Ghi kết quả để so về sau.", "Write the result for later comparison."),
)
def evaluate_command(
    gold_dir: Path, documents: tuple[Path, ...], show: str | None, baseline: Path | None, save: Path | None
) -> None:
    """Compares extracted facts with gold."""
    from extract.intake.ingest import Failure, extract_file

    try:
        pairs = []
        for path, gold in gold_files(gold_dir):
            outcome = extract_file(find_document(path, gold["file"], documents))
            if isinstance(outcome, Failure):
                if not outcome.queued:
                    raise GoldError(outcome.message)
                click.echo(outcome.message, err=True)
                continue
            # Gold of a file that holds several documents says which one it is of.
            part = int(gold.get("part", 1))
            if part > len(outcome):
                raise GoldError(
                    say(
                        f"{path}: gold của văn bản thứ {part} nhưng tệp chỉ có {len(outcome)} văn bản; sửa 'part' hoặc tách tệp đúng",
                        f"{path}: gold of document {part} but the file holds {len(outcome)}; mend 'part' or the file",
                    )
                )
            found = outcome[part - 1]
            pairs.append((gold, found.document, found.facts, found.findings))
        before = json.loads(baseline.read_text("utf-8")) if baseline else None
    except (GoldError, OSError, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    result = evaluate(pairs)
    click.echo(f"{'':16}{'P':>7}{'R':>7}{'F1':>7}   " + say("đúng/thừa/sót", "right/extra/missed"))
    for kind, count in sorted(result.kinds.items()):
        click.echo(
            f"{kind:16}{count.precision:7.3f}{count.recall:7.3f}{count.f1:7.3f}   {count.right}/{count.extra}/{count.missed}"
        )
    for name, (right, of) in sorted(result.attributes.items()):
        click.echo(f"  {name:28}{right / of:7.3f}   {right}/{of}")
    for kind, cases in sorted(result.cases.items()):
        if show in (kind, "all"):
            for case in cases:
                click.echo(f"{kind}\t{case}")
    if before is not None:
        for line in compare(before, result):
            click.echo(line)
    if save:
        save.write_text(json.dumps(result.as_json(), ensure_ascii=False, indent=1), "utf-8")


main.add_command(audit_command)
main.add_command(corrections_command)
main.add_command(export_command)
main.add_command(owners_command)
main.add_command(publish_check_command)
main.add_command(search_command)
main.add_command(serve_command)
for command in (*COMMANDS, status_command, *FETCH_COMMANDS):
    main.add_command(command)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    main()
