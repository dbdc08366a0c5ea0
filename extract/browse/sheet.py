"""A document as a sheet of plain text: header, outline, and its facts with their quotes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

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


def _joined(*parts: Any) -> str:
    return " · ".join(str(p) for p in parts if p not in (None, ""))


def _citation(row: Mapping[str, Any]) -> str:
    name = row["name"] or f"{row['doc_type'] or ''} {row['symbol'] or ''}".strip()
    return _joined(
        name,
        row["date"] or row["year"],
        row["issuer"],
        row["provision"],
        row["relation"],
    )


def _deadline(row: Mapping[str, Any]) -> str:
    return _joined(row["due"] or row["rule"], row["kind"], row["owner"], row["task"])


def _directive(row: Mapping[str, Any]) -> str:
    return _joined(row["modality"], row["due"], row["action"], row["product"])


def _score(row: Mapping[str, Any]) -> str:
    value = _plain(row["value"]) + (f"/{_plain(row['max'])}" if row["max"] else "")
    return _joined(
        f"{value} {row['unit'] or ''}",
        row["kind"],
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
