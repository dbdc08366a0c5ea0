"""The commands that ask a database: `cchc owners` and `cchc search`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from extract.cli_options import (
    as_of_option,
    bodies_named,
    database_option,
    day_asked,
    fail,
    json_option,
    min_confidence_option,
    open_existing,
    predecessors_option,
    province_option,
    provinces_asked,
    tell,
)
from extract.database.owners import (
    ROLES,
    Answering,
    Duty,
    Line,
    Load,
    Role,
    answering,
    duties,
    overview,
)
from extract.database.register import family
from extract.database.search import (
    KINDS,
    PLACES,
    Filters,
    Hit,
    Kind,
    Place,
    parse_words,
    search,
)
from extract.values.language import say

_WIDTH = 100
_LISTED = 20


@click.command(
    "owners",
    help=say(
        "Cơ quan nào phải làm gì, đến khi nào: bảng chung, hoặc nhiệm vụ của một cơ quan (không cần dấu, viết tắt được)."
        '\n\nVí dụ: cchc owners "so noi vu" --province "quang ngai" --as-of 2025-06-01',
        "Who must do what by when: all bodies, or the directives of one (accents optional, abbreviations understood)."
        '\n\nExample: cchc owners "so noi vu" --province "quang ngai" --as-of 2025-06-01',
    ),
)
@click.argument("org", required=False, metavar=say("[CƠ_QUAN]", "[ORG]"))
@database_option
@as_of_option
@click.option(
    "--role",
    type=click.Choice(ROLES),
    help=say("Chỉ vai trò chủ trì (lead) hoặc phối hợp (coordinate).", "Only as lead or as coordinator."),
)
@province_option
@predecessors_option
@min_confidence_option
@json_option
def owners_command(
    org: str | None,
    db: Path,
    as_of: datetime | None,
    role: Role | None,
    province: str | None,
    with_predecessors: bool,
    min_confidence: float,
    as_json: bool,
) -> None:
    """Lists all bodies with what they have to do, or the directives of one."""
    database = open_existing(db)
    today = day_asked(as_of)
    roles = (role,) if role else ROLES
    if org is None:
        lines = overview(
            database,
            today,
            roles=roles,
            province=province,
            min_confidence=min_confidence,
            with_predecessors=with_predecessors,
        )
        if as_json:
            _print_json([line.as_json() for line in lines])
        elif lines:
            _print_lines(_table(lines, roles))
        else:
            tell(
                say("Chưa có nhiệm vụ nào trong cơ sở dữ liệu.", "No directive in the database so far.")
                if province is None
                else say(f"{province}: không có nhiệm vụ nào.", f"{province}: no directives.")
            )
        return
    body = _one(database, org, province, with_predecessors, roles, min_confidence)
    found = duties(
        database,
        body.idents,
        today,
        roles=roles,
        min_confidence=min_confidence,
        with_predecessors=with_predecessors,
    )
    if as_json:
        _print_json([_duty_json(duty) for duty in found])
    else:
        _print_lines(_duties(body, found, today))
    if not with_predecessors and (more := _predecessor_count(database, body)):
        tell(
            say(
                f"Còn {more} nhiệm vụ của cơ quan tiền thân; xem bằng --with-predecessors.",
                f"{more} more directives belong to its predecessors; see them with --with-predecessors.",
            )
        )


@click.command(
    "search",
    help=say(
        'Tìm trong nhiệm vụ, mục và văn bản; không cần dấu; "cụm từ chính xác", tiền tố noi*.'
        '\n\nVí dụ: cchc search "mot cua dien tu" --owner "so noi vu" --due-before 2025-12-31',
        'Search directives, sections and documents; accents optional; "exact phrase", prefix noi*.'
        '\n\nExample: cchc search "mot cua dien tu" --owner "so noi vu" --due-before 2025-12-31',
    ),
)
@click.argument("words", nargs=-1, metavar=say("[TỪ]...", "[WORDS]..."))
@database_option
@click.option(
    "--in",
    "places",
    type=click.Choice(PLACES),
    multiple=True,
    help=say("Tìm ở đâu (dùng được nhiều lần).", "Where to search (may be repeated)."),
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    help=say("Tìm trong một loại dữ kiện.", "Search one kind of fact."),
)
@click.option(
    "--owner",
    metavar=say("CƠ_QUAN", "ORG"),
    help=say("Cơ quan chủ trì hoặc phối hợp.", "The body that leads or coordinates."),
)
@click.option(
    "--assigned-by",
    metavar=say("CƠ_QUAN", "ORG"),
    help=say("Cơ quan giao nhiệm vụ.", "The body that assigned it."),
)
@province_option
@click.option(
    "--due-before",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar=say("NGÀY", "DATE"),
    help=say("Hạn không muộn hơn ngày này.", "Due on this day or before."),
)
@click.option(
    "--due-after",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar=say("NGÀY", "DATE"),
    help=say("Hạn không sớm hơn ngày này.", "Due on this day or after."),
)
@click.option(
    "--overdue",
    is_flag=True,
    help=say("Chỉ những việc quá hạn trong vòng một năm.", "Only what fell due within the last year."),
)
@as_of_option
@predecessors_option
@min_confidence_option
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=_LISTED,
    show_default=True,
    help=say("Số kết quả mỗi nhóm.", "Results of each kind."),
)
@json_option
def search_command(
    words: tuple[str, ...],
    db: Path,
    places: tuple[Place, ...],
    kind: Kind | None,
    owner: str | None,
    assigned_by: str | None,
    province: str | None,
    due_before: datetime | None,
    due_after: datetime | None,
    overdue: bool,
    as_of: datetime | None,
    with_predecessors: bool,
    min_confidence: float,
    limit: int,
    as_json: bool,
) -> None:
    """Searches by words and filters, the best first."""
    text = " ".join(words)
    if kind and places:
        raise click.UsageError(
            say("--kind và --in không dùng cùng nhau.", "--kind and --in can't be used together.")
        )
    if text and not parse_words(text):
        raise click.UsageError(
            say(f"{text}: không có chữ hay số nào để tìm.", f"{text}: no letter or digit to search for.")
        )
    dated = bool(due_before or due_after or overdue)
    if dated and kind not in (None, "directives", "deadlines"):
        raise click.UsageError(
            say(f"{kind} không có thời hạn để lọc.", f"{kind} have no due date to filter by.")
        )
    database = open_existing(db)
    today = day_asked(as_of)
    filters = Filters(
        owners=bodies_named(database, owner, with_predecessors),
        assigners=bodies_named(database, assigned_by, with_predecessors),
        province=provinces_asked(database, province),
        due_after=due_after.date() if due_after else None,
        due_before=due_before.date() if due_before else None,
        overdue_on=today if overdue else None,
        min_confidence=min_confidence,
    )
    if not text and not filters.any:
        raise click.UsageError(
            say(
                "Cần từ để tìm hoặc một điều kiện lọc như --owner, --overdue.",
                "Give words to search for, or a filter such as --owner, --overdue.",
            )
        )
    narrow = filters.about_directives or filters.owners is not None or not text
    within: Sequence[Place | Kind] = (kind,) if kind else places or (("directives",) if narrow else PLACES)
    found = {w: search(database, text, within=w, filters=filters, as_of=today, limit=limit) for w in within}
    if as_json:
        _print_json([hit.as_json() for hits in found.values() for hit in hits])
    else:
        _print_lines(line for w, hits in found.items() if hits for line in _hits(w, hits))
    if not any(found.values()):
        tell(say("Không tìm thấy.", "Nothing found."))


def _one(
    db: Database,
    org: str,
    province: str | None,
    with_predecessors: bool,
    roles: Sequence[Role],
    min_confidence: float,
) -> Answering:
    """The one body that answers to some words; ends the command where there is none, or more than one."""
    found = answering(
        db,
        org,
        province=province,
        with_predecessors=with_predecessors,
        roles=roles,
        min_confidence=min_confidence,
    )
    if not found:
        fail(
            say(
                f"{org}: không có cơ quan nào ứng với tên này; xem các cơ quan bằng 'cchc owners'",
                f"{org}: no body answers to this name; list the bodies with 'cchc owners'",
            )
        )
    if len(found) > 1:
        tell(
            say(
                f"{org}: có {len(found)} cơ quan ứng với tên này; viết đủ tên hơn hoặc dùng --province:",
                f"{org}: {len(found)} bodies answer to this name; give more of the name or use --province:",
            )
        )
        for body in found[:_LISTED]:
            tell(f"  {body.label}: {say(f'{body.directives} nhiệm vụ', f'{body.directives} directives')}")
        if len(found) > _LISTED:
            tell(f"  … (+{len(found) - _LISTED})")
        sys.exit(1)
    return found[0]


def _predecessor_count(db: Database, body: Answering) -> int:
    """The directives of the bodies whose place it took."""
    others = [i for i in family(db, body.idents) if i not in body.idents]
    count = 0
    for ident in others:
        (more,) = db.execute(
            "select count(*) from directive_owners where organisation_id = ?", [ident]
        ).fetchone()
        count += more
    return count


def _table(lines: Sequence[Line], roles: Sequence[Role]) -> Iterator[str]:
    """The overview as a table; where both roles are asked for a cell is `lead+coordination`."""
    columns = {
        "open": say("Còn hạn", "Open"),
        "soon": say("≤ 30 ngày", "In 30 days"),
        "overdue": say("Quá hạn", "Overdue"),
        "long_ago": say("Quá 1 năm", "Over a year"),
        "recurring": say("Định kỳ", "Recurring"),
        "undated": say("Không hạn", "Undated"),
    }
    first = say("Cơ quan", "Body")
    if len(roles) > 1:
        first += say(" (chủ trì+phối hợp)", " (lead+coordination)")
    rows = [[first, *columns.values()]]
    for line in lines:
        loads: list[Load] = [getattr(line, role) for role in roles]
        cells = ["+".join(str(getattr(load, c)) for load in loads) for c in columns]
        rows.append([_label(line.name, line.province), *cells])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(
            [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
        )


def _duties(body: Answering, found: Sequence[Duty], today: date) -> Iterator[str]:
    head = f"{body.label}: {say(f'{len(found)} nhiệm vụ', f'{len(found)} directives')}"
    if body.valid_to:
        until = _date(body.valid_to)
        head += say(f"; đến {until}", f"; until {until}")
        if body.successor:
            head += say(f", nay là {body.successor}", f", now {body.successor}")
    yield click.style(head, bold=True)
    roles = {"lead": say("chủ trì", "leads"), "coordinate": say("phối hợp", "coordinates")}
    for duty in found:
        parts = [
            _due(duty.due, duty.last_day, duty.days_left, duty.recurrence),
            roles[duty.role],
            f"{duty.document}{f', {_date(duty.issued_on)}' if duty.issued_on else ''}",
        ]
        if duty.owner != body.name:
            parts.append(duty.owner)
        if duty.confidence is not None:
            parts.append(f"{duty.confidence:.2f}{f' {duty.rule}' if duty.rule else ''}")
        yield " · ".join(parts)
        if duty.action and " ".join(duty.action.split()) not in " ".join(duty.quote.split()):
            yield f"    {_short(duty.action)}"
        yield f"    “{_short(duty.quote)}”"


def _hits(within: str, hits: Sequence[Hit]) -> Iterator[str]:
    names = {
        "directives": say("Nhiệm vụ", "Directives"),
        "sections": say("Mục", "Sections"),
        "documents": say("Văn bản", "Documents"),
        "citations": say("Văn bản được viện dẫn", "Citations"),
        "deadlines": say("Thời hạn", "Deadlines"),
        "scores": say("Điểm số", "Scores"),
        "rankings": say("Xếp hạng", "Rankings"),
        "figures": say("Số liệu", "Figures"),
    }
    yield click.style(f"{names[within]} ({len(hits)})", bold=True)
    for hit in hits:
        place = f"{hit.document}{f', {_date(hit.issued_on)}' if hit.issued_on else ''}"
        parts = [place, hit.section, hit.owners]
        if hit.due:
            parts.append(_due(hit.due, hit.last_day, hit.days_left, None))
        yield "  " + " · ".join(p for p in parts if p)
        if hit.title and _short(hit.title, 60).rstrip("…") not in hit.snippet:
            yield f"    {_short(hit.title)}"
        yield f"    {_marked(hit)}"


def _marked(hit: Hit) -> str:
    """The snippet with what was found in bold, which `click.echo` leaves out where the output is no terminal."""
    parts, position = [], 0
    for start, end in hit.marks:
        parts += [hit.snippet[position:start], click.style(hit.snippet[start:end], bold=True)]
        position = end
    return "".join([*parts, hit.snippet[position:]])


def _due(due: str | None, last: str | None, left: int | None, recurrence: str | None) -> str:
    if recurrence:
        coming = say(f", lần tới {_date(last)}", f", next {_date(last)}") if last else ""
        return recurrence + coming
    if due is None:
        return say("không ghi hạn", "no due date")
    text = say(f"hạn {_date(due)}", f"due {_date(due)}")
    if left is None:
        return text
    if left < 0:
        return text + say(f" (quá hạn {-left} ngày)", f" ({-left} days overdue)")
    return text + (
        say(" (hôm nay)", " (today)") if left == 0 else say(f" (còn {left} ngày)", f" ({left} days left)")
    )


def _duty_json(duty: Duty) -> dict[str, Any]:
    return {name: getattr(duty, name) for name in duty.__dataclass_fields__}


def _label(name: str, province: str | None) -> str:
    return Answering((), name, province).label


def _date(text: str | None) -> str:
    """A date or period as readers of the language write it; English readers get the normal form."""
    text = text or ""
    if say("vi", "en") == "en":
        return text
    year, _, rest = text.partition("-")
    if not rest:
        return f"năm {year}" if year.isdigit() else text
    if rest[0] == "Q":
        return f"quý {('I', 'II', 'III', 'IV')[int(rest[1]) - 1]}/{year}" if rest[1:] in "1234" else text
    if rest[0] == "H":
        return f"6 tháng {'đầu' if rest[1:] == '1' else 'cuối'} năm {year}"
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}" if day else f"tháng {int(month)}/{year}" if month.isdigit() else text


def _short(text: str, width: int = _WIDTH) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _print_lines(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_json(content: Any) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))
