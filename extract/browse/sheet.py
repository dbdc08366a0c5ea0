"""A document as a sheet of plain text: header, outline, and its facts with their quotes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from extract.browse.texts import catalogue
from extract.database.writing import own_symbol
from extract.values.language import say

_WIDTH = 100


class NotFoundError(Exception):
    """No document, or more than one, answers to a name. `str()` is one line."""


def find(db: Database, name: str) -> dict[str, Any]:
    """The document with an id or its beginning, a file name, or a number and symbol (`49/QĐ-UBND`)."""
    ways = [
        ("id = ?", [name]),
        ("path = ? or path like ?", [name, f"%/{name}"]),
        ("number || '/' || symbol = ? or printf('%02d', number) || '/' || symbol = ?", [name, name]),
        ("id like ?", [f"{name}%"]),
        ("path like ?", [f"%{name}%"]),
    ]
    for where, values in ways:
        rows = list(db.table("documents").rows_where(where, values, order_by="issued_on, id"))
        if len(rows) > 1:
            # Of the versions of one document the last is meant.
            rows = [row for row in rows if row["superseded_by"] is None] or rows
        if len(rows) == 1:
            return dict(rows[0])
        if rows:
            listed = ", ".join(f"{r['id']} ({r['path']})" for r in rows[:5])
            raise NotFoundError(
                say(
                    f"{name}: có {len(rows)} văn bản ứng với tên này: {listed}; hãy dùng mã (id) của văn bản",
                    f"{name}: {len(rows)} documents answer to this name: {listed}; use the id of the document",
                )
            )
    raise NotFoundError(
        say(
            f"{name}: không có văn bản này trong cơ sở dữ liệu; nạp bằng 'cchc ingest', hoặc kiểm tra mã, số ký hiệu, tên tệp",
            f"{name}: no such document in the database; add it with 'cchc ingest', or check the id, symbol or file name",
        )
    )


def sheet(db: Database, document: Mapping[str, Any]) -> Iterator[str]:
    """The lines of the sheet of one document."""
    year = int(document["issued_on"][:4]) if document["issued_on"] else 0
    symbol = own_symbol(document["number"], document["symbol"], year) if document["symbol"] else None
    title = " ".join(part for part in (document["doc_type"], symbol) if part)
    yield title or document["path"]
    yield "=" * min(_WIDTH, len(title or document["path"]))
    labels = [
        ("subject", say("Trích yếu", "Subject")),
        ("issuer", say("Cơ quan ban hành", "Issuer")),
        ("place", say("Nơi ban hành", "Place")),
        ("issued_on", say("Ngày ban hành", "Issued on")),
        ("signer", say("Người ký", "Signer")),
        ("signer_title", say("Chức vụ", "Title")),
        ("path", say("Tệp", "File")),
        ("id", say("Mã", "Id")),
    ]
    for key, label in labels:
        if document[key]:
            yield f"{label}: {document[key]}"
    recipients = json.loads(document["recipients"] or "[]")
    if recipients:
        yield f"{say('Nơi nhận', 'Recipients')}: {'; '.join(recipients)}"
    yield from _outline(db, document)
    owners = _owners(db, document)
    for table, named, describe in _KINDS:
        rows = list(db.table(table).rows_where("document_id = ?", [document["id"]], order_by='"start"'))
        if rows:
            yield ""
            yield f"{say(*named)} ({len(rows)})"
            for row in rows:
                yield f"  {describe(row)}"
                yield from owners.get(row["id"], ())
                yield f"      “{_short(row['quote'])}”  [{row['start']}:{row['end']}]"
    yield from _bodies(db, document)
    yield from _web(db, document)
    yield from _findings(db, document)


def work_sheet(db: Database, name: str) -> Iterator[str]:
    """The lines on a document that is cited but not held: who rests on it, what replaced it.

    `name` is its symbol or its name; `NotFoundError` where nothing that is cited answers to it.
    """
    works = list(
        db.query(
            "select v.*, w.symbol, w.name from v_works v join works w on w.id = v.id "
            "where w.symbol = ? or ltrim(w.symbol, '0') = ? or w.name = ? order by v.mentions desc",
            [name, name.lstrip("0"), name],
        )
    )
    if not works:
        raise NotFoundError(
            say(
                f"{name}: không có văn bản này và không văn bản nào viện dẫn nó; kiểm tra lại số ký hiệu",
                f"{name}: no such document, and none that cites it; check the symbol",
            )
        )
    for i, work in enumerate(works):
        if i:
            yield ""
        yield _joined(work["work"], work["date"], work["issuer"])
        yield say("Chưa có toàn văn trong cơ sở dữ liệu", "Its text is not in the database")
        if work["replaced_by"]:
            yield f"{say('Đã được thay thế bởi', 'Replaced by')}: {work['replaced_by']}"
        yield from _citing(db, work["id"])


def _web(db: Database, document: Mapping[str, Any]) -> Iterator[str]:
    """What the document rests on, what rests on it, and what took its place."""
    resting = db.execute(
        "select work, work_date, held_document_id from v_web where document_id = ? and relation = 'basis' order by start",
        [document["id"]],
    ).fetchall()
    if resting:
        yield ""
        yield f"{say('Căn cứ vào', 'Rests on')} ({len(resting)})"
        for work, day, held in resting:
            yield f"  {_joined(work, day, say('có toàn văn', 'held') + ' ' + held if held else '')}"
    for (work,) in db.execute("select id from works where document_id = ?", [document["id"]]).fetchall():
        yield from _citing(db, work, besides=document["id"])


def _citing(db: Database, work: str, besides: str = "") -> Iterator[str]:
    rows = db.execute(
        "select document, issued_on, relation, mentions from v_web where work_id = ? and document_id <> ? "
        "order by relation = 'replaces' desc, relation = 'amends' desc, relation = 'basis' desc, issued_on",
        [work, besides],
    ).fetchall()
    if not rows:
        return
    yield ""
    yield f"{say('Được viện dẫn bởi', 'Cited by')} ({len(rows)})"
    for citing, day, relation, mentions in rows:
        yield f"  {_joined(citing or '—', day, _named(relation), f'×{mentions}' if mentions > 1 else '')}"


def _findings(db: Database, document: Mapping[str, Any]) -> Iterator[str]:
    rows = list(db.table("findings").rows_where("document_id = ?", [document["id"]], order_by='"start"'))
    if not rows:
        return
    yield ""
    yield f"{say('Không thể đúng hoặc cần xem lại', 'Cannot be right, or to look at')} ({len(rows)})"
    for row in rows:
        yield f"  {_named(row['severity'])} [{_named(row['kind'], 'findings')}]: {row['message']}"


def _owners(db: Database, document: Mapping[str, Any]) -> dict[str, list[str]]:
    """Who leads and who coordinates each assignment, a line each."""
    roles = {"lead": say("chủ trì", "leads"), "coordinate": say("phối hợp", "coordinates")}
    names: dict[tuple[str, str], list[str]] = {}
    for directive, role, name in db.execute(
        "select r.directive_id, r.role, o.name from directive_owners r join organisations o on o.id = r.organisation_id "
        "join directives g on g.id = r.directive_id where g.document_id = ? order by r.role desc, r.rowid",
        [document["id"]],
    ):
        names.setdefault((directive, role), []).append(name)
    lines: dict[str, list[str]] = {}
    for (directive, role), listed in names.items():
        lines.setdefault(directive, []).append(f"    {roles[role]}: {'; '.join(listed)}")
    return lines


def _outline(db: Database, document: Mapping[str, Any]) -> Iterator[str]:
    rows = list(db.table("sections").rows_where("document_id = ?", [document["id"]], order_by="ordinal"))
    if not rows:
        return
    yield ""
    yield f"{say('Bố cục', 'Outline')} ({len(rows)})"
    for row in rows:
        own = document["text"][row["start"] : row["own_end"]].strip()
        text = row["heading"] or own.removeprefix(row["label"]).lstrip(". )")
        yield f"{'  ' * row['level']}{row['label']} {_short(text, 76 - 2 * row['level'])}"


def _bodies(db: Database, document: Mapping[str, Any]) -> Iterator[str]:
    rows = db.execute(
        "select o.name, count(*) from organisation_mentions m join organisations o on o.id = m.organisation_id "
        "where m.document_id = ? group by o.id order by count(*) desc, o.name",
        [document["id"]],
    ).fetchall()
    if rows:
        yield ""
        yield f"{say('Cơ quan, tổ chức', 'Organisations')} ({len(rows)})"
        for name, count in rows:
            yield f"  {name} ×{count}"


def _short(text: str, width: int = _WIDTH) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}".replace(",", " ")


def _named(value: str | None, section: str = "values") -> str | None:
    """A word of a closed vocabulary as its readers say it, as on the pages."""
    known = catalogue().get(f"{section}.{value}")
    return say(*known) if known else value


def _joined(*parts: Any) -> str:
    return " · ".join(str(p) for p in parts if p not in (None, ""))


def _citation(row: Mapping[str, Any]) -> str:
    name = row["name"] or f"{row['doc_type'] or ''} {row['symbol'] or ''}".strip()
    return _joined(
        name,
        row["date"] or row["year"],
        row["issuer"],
        row["provision"],
        _named(row["relation"]),
    )


def _deadline(row: Mapping[str, Any]) -> str:
    return _joined(row["due"] or row["rule"], _named(row["kind"]), row["owner"], row["task"])


def _directive(row: Mapping[str, Any]) -> str:
    return _joined(_named(row["modality"]), row["due"], row["action"], row["product"])


def _score(row: Mapping[str, Any]) -> str:
    value = _plain(row["value"]) + (f"/{_plain(row['max'])}" if row["max"] else "")
    return _joined(
        f"{value} {row['unit'] or ''}",
        _named(row["kind"]),
        row["subject"],
        row["index_name"],
        row["criterion"],
        row["year"],
    )


def _ranking(row: Mapping[str, Any]) -> str:
    rank = row["group"] or (f"{row['rank']}" if row["rank"] else "")
    total = f"/{row['out_of']}" if row["out_of"] and row["rank"] else ""
    change = f"{row['change']:+d}" if isinstance(row["change"], int) and row["change"] else row["change"]
    return _joined(
        rank + total,
        change,
        row["subject"],
        row["index_name"],
        row["year"],
        say("mục tiêu", "target") if row["is_target"] else "",
    )


def _figure(row: Mapping[str, Any]) -> str:
    value = _plain(row["value"]) + (f"-{_plain(row['value_to'])}" if row["value_to"] is not None else "")
    value += f"/{_plain(row['out_of'])}" if row["out_of"] is not None else ""
    return _joined(
        f"{row['qualifier'] or ''} {value} {row['unit'] or ''}".strip(),
        row["indicator"],
        row["subject"],
        row["period"],
        row["code"],
    )


_Describe = Callable[[Mapping[str, Any]], str]
_KINDS: tuple[tuple[str, tuple[str, str], _Describe], ...] = (
    ("citations", ("Văn bản được viện dẫn", "Citations"), _citation),
    ("deadlines", ("Thời hạn", "Deadlines"), _deadline),
    ("directives", ("Nhiệm vụ được giao", "Directives"), _directive),
    ("scores", ("Điểm số", "Scores"), _score),
    ("rankings", ("Xếp hạng", "Rankings"), _ranking),
    ("figures", ("Số liệu", "Figures"), _figure),
)
