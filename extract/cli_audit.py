"""The command `cchc audit`: what cannot be right, in files before they are signed or in a database."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from extract.checking.model import Finding, Kind
from extract.database import DatabaseError, open_database
from extract.export.audit_html import Audited, audit_html, severity_name
from extract.structure.model import Document
from extract.values.language import say

_QUOTE_WIDTH = 160


@click.command(
    "audit",
    help=say(
        "Rà soát những gì không thể đúng: ngày không tồn tại, tổng không khớp, tỷ lệ sai, viện dẫn mâu thuẫn…"
        " Có tệp thì rà soát tệp, không cần cơ sở dữ liệu; không có tệp thì liệt kê theo cơ sở dữ liệu."
        " Mã thoát 1 khi có lỗi.\n\nVí dụ: cchc audit du-thao.docx --html ra-soat.html",
        "What cannot be right: dates that do not exist, parts that do not add up, wrong percentages, citations that"
        " contradict each other… With files they are audited, no database needed; without, a database is listed."
        " Exit status 1 when an error is found.\n\nExample: cchc audit draft.docx --html audit.html",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar=say("[TỆP]...", "[FILE]..."))
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("outputs/cchc.db"),
    show_default=True,
    help=say("Cơ sở dữ liệu, khi không nêu tệp.", "The database, when no file is named."),
)
@click.option(
    "--off",
    multiple=True,
    type=click.Choice([str(k) for k in Kind]),
    metavar=say("LOẠI", "KIND"),
    help=say(
        f"Tắt một loại: {', '.join(Kind)}.",
        f"Turn a kind off: {', '.join(Kind)}.",
    ),
)
@click.option(
    "--errors", is_flag=True, help=say("Chỉ lỗi, không kể điểm cần xem lại.", "Errors only, no warnings.")
)
@click.option(
    "--issuer",
    metavar=say("CƠ_QUAN", "BODY"),
    help=say(
        "Chỉ văn bản của cơ quan này (không cần dấu).", "Only documents of this body (accents optional)."
    ),
)
@click.option(
    "--document",
    metavar=say("VĂN_BẢN", "DOCUMENT"),
    help=say("Chỉ văn bản này trong cơ sở dữ liệu.", "Only this document of the database."),
)
@click.option("--json", "as_json", is_flag=True, help=say("In ra JSON.", "Print JSON."))
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=say("TỆP", "FILE"),
    help=say(
        "Ghi văn bản với các điểm được đánh dấu ra trang HTML.",
        "Write the texts with the findings marked as HTML.",
    ),
)
def audit_command(
    paths: tuple[Path, ...],
    db: Path,
    off: tuple[str, ...],
    errors: bool,
    issuer: str | None,
    document: str | None,
    as_json: bool,
    page: Path | None,
) -> None:
    """Audits files, or lists the findings of a database."""
    kinds = tuple(Kind(kind) for kind in off)
    if not paths:
        if page is not None:
            raise click.UsageError(
                say("--html cần nêu tệp văn bản cần rà soát", "--html needs files to audit")
            )
        _list(db, kinds, errors, issuer, document, as_json)
        return
    if issuer or document:
        raise click.UsageError(
            say(
                "--issuer và --document chỉ dùng khi không nêu tệp",
                "--issuer and --document go without files",
            )
        )
    _audit(paths, kinds, errors, as_json, page)


def _audit(
    paths: Sequence[Path], off: Sequence[Kind], errors: bool, as_json: bool, page: Path | None
) -> None:
    from extract.intake.ingest import Failure, collect, extract_file

    files, _, failures = collect(paths)
    audited: list[Audited] = []
    unread = [failure.message for failure in failures]
    for file in files:
        outcome = extract_file(file)
        if isinstance(outcome, Failure):
            unread.append(outcome.message)
            continue
        for each in outcome:
            found = [f for f in each.findings if f.kind not in off and (f.severity == "error" or not errors)]
            name = str(file) if len(outcome) == 1 else f"{file} ({each.document.source.part}/{len(outcome)})"
            audited.append(Audited(name, each.document, found))
    for message in unread:
        click.echo(message, err=True)
    if as_json:
        click.echo(json.dumps([_json(one) for one in audited], ensure_ascii=False, indent=1))
    else:
        for one in audited:
            for line in _lines(one):
                click.echo(line)
    if page is not None:
        try:
            page.write_text(audit_html(audited), "utf-8")
        except OSError as error:
            _fail(
                say(
                    f"{page}: không ghi được ({error.strerror}); chọn nơi khác cho --html",
                    f"{page}: can't be written ({error.strerror}); choose another place for --html",
                )
            )
        click.echo(say(f"Đã ghi {page}", f"Wrote {page}"), err=True)
    if unread or any(f.severity == "error" for each in audited for f in each.findings):
        sys.exit(1)


def _lines(audited: Audited) -> Iterator[str]:
    findings = audited.findings
    counts = Counter(f.severity for f in findings)
    told = say(
        f"{counts['error']} lỗi, {counts['warning']} điểm cần xem lại",
        f"{counts['error']} errors, {counts['warning']} to look at",
    )
    yield f"{audited.name}: {told if findings else say('không thấy gì sai', 'nothing found wrong')}"
    for finding in findings:
        yield f"  {severity_name(finding.severity)} [{finding.kind}]{_where(audited.document, finding)}: {finding.message}"
        for start, end in finding.spans:
            quote = " ".join(audited.document.text[start:end].split())
            short = quote if len(quote) <= _QUOTE_WIDTH else quote[: _QUOTE_WIDTH - 1].rstrip() + "…"
            yield f"      “{short}”"


def _where(document: Document, finding: Finding) -> str:
    section = document.section_at(finding.start)
    places = document.source.places
    page = places.page_at(finding.start, finding.end) if places else None
    said = [
        say(f"mục {section.path}", f"section {section.path}") if section else "",
        say(f"trang {page}", f"page {page}") if page else "",
    ]
    return "".join(f" {part}" if not i else f", {part}" for i, part in enumerate(filter(None, said)))


def _json(audited: Audited) -> dict[str, Any]:
    document = audited.document
    return {
        "file": audited.name,
        "findings": [
            {
                "kind": str(f.kind),
                "severity": f.severity,
                "message": f.message,
                "quotes": [document.text[a:b] for a, b in f.pieces(document.text)],
                "spans": [list(span) for span in f.pieces(document.text)],
                "section": section.path if (section := document.section_at(f.start)) else None,
            }
            for f in audited.findings
        ],
    }


def _list(
    path: Path, off: Sequence[Kind], errors: bool, issuer: str | None, document: str | None, as_json: bool
) -> None:
    from extract.browse.sheet import NotFoundError, find
    from extract.values.text import fold

    if not path.exists():
        _fail(
            say(
                f"{path}: chưa có cơ sở dữ liệu này; nêu tệp cần rà soát, hoặc tạo bằng 'cchc ingest THƯ_MỤC --db {path}'",
                f"{path}: no such database; name files to audit, or create it with 'cchc ingest FOLDER --db {path}'",
            )
        )
    try:
        db = open_database(path)
        wanted = find(db, document)["id"] if document else None
    except (DatabaseError, NotFoundError) as error:
        _fail(str(error))
    rows = [
        row
        for row in db.query(
            "select * from v_findings order by severity, document_issuer, document, document_id, start"
        )
        if row["kind"] not in off
        and (row["severity"] == "error" or not errors)
        and (wanted is None or row["document_id"] == wanted)
        and (issuer is None or fold(issuer) in fold(row["document_issuer"] or ""))
    ]
    if as_json:
        click.echo(
            json.dumps([{**r, "quotes": json.loads(r["quotes"])} for r in rows], ensure_ascii=False, indent=1)
        )
        return
    counts = Counter(row["severity"] for row in rows)
    click.echo(
        say(
            f"{counts['error']} lỗi, {counts['warning']} điểm cần xem lại trong {path}",
            f"{counts['error']} errors, {counts['warning']} to look at in {path}",
        )
    )
    held = None
    for row in rows:
        heading = (row["severity"], row["document_issuer"], row["document_id"])
        if heading != held:
            held = heading
            named = row["document"] or row["path"]
            click.echo(f"{severity_name(row['severity'])} · {row['document_issuer'] or '—'} · {named}")
        page = say(f" (trang {row['page']})", f" (page {row['page']})") if row["page"] else ""
        click.echo(f"  [{row['kind']}]{page} {row['message']}")


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
