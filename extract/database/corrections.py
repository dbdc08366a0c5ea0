"""Corrections by people: facts marked right, wrong or amended, in a file of their own beside the database.

What people say is kept apart from what is extracted, so that a database can be built anew, or replaced, and nothing
is lost. A correction remembers the fact as it stood: its id, place, quote, the words around it and its values. When the
document is read again the fact is looked for by its id and quote, then by its quote nearest to the same words.
"""

from __future__ import annotations

import difflib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database, Migrations

from extract.database.schema import FACT_TABLES
from extract.database.writing import now

Verdict = Literal["right", "wrong", "amended"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "amended")
Standing = Literal["same", "moved", "changed", "mended", "gone"]
"""How a correction stands to the database: the fact is the same; it stands elsewhere in the text; it says something
else than what was judged; it says now what it was amended to; it is no longer found."""

# What of each kind can be amended: the fields that its definition names.
FIELDS: dict[str, tuple[str, ...]] = {
    "citations": ("doc_type", "symbol", "name", "year", "date", "issuer", "provision", "relation"),
    "deadlines": ("due", "kind", "rule", "task", "owner"),
    "scores": ("value", "max", "unit", "kind", "criterion", "subject", "index_name", "year"),
    "rankings": ("subject", "index_name", "year", "rank", "out_of", "change", "group", "is_target"),
    "figures": (
        "value", "value_to", "unit", "out_of", "indicator", "subject", "period", "qualifier", "is_target", "code",
    ),
    "directives": ("modality", "action", "product", "due", "assigned_by", "lead", "coordinate"),
}  # fmt: skip
NUMBERS = frozenset({"value", "value_to", "max", "out_of", "year", "rank", "change", "is_target"})
_WHOLE = frozenset({"year", "rank", "change", "is_target"})
_LISTS = ("lead", "coordinate")
_AROUND = 40

migrations = Migrations("cchc-corrections")


@migrations()
def create_corrections(db: Database) -> None:
    """Every judgement ever made, the newest of a fact being the one that holds."""
    db.table("corrections").create(
        {
            "id": int,
            "document_id": str,
            "document": str,
            "path": str,
            "part": int,
            "kind": str,
            "fact_id": str,
            "start": int,
            "end": int,
            "quote": str,
            "before": str,
            "after": str,
            "judged": str,
            "verdict": str,
            "amended": str,
            "note": str,
            "actor": str,
            "made_at": str,
            "standing": str,
            "now_id": str,
            "superseded": int,
        },
        pk="id",
        not_null={"document_id", "kind", "fact_id", "quote", "verdict", "actor", "made_at"},
        defaults={"superseded": 0},
    )
    db.table("corrections").create_index(["now_id", "superseded"])
    db.table("corrections").create_index(["document_id", "kind"])


class CorrectionError(Exception):
    """A correction that can't be taken. `str()` is one line: the reason and the remedy."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A judgement as people see it. `amended` holds only the fields that were changed."""

    id: int
    document_id: str
    document: str
    kind: str
    fact_id: str
    now_id: str | None
    quote: str
    verdict: Verdict
    amended: Mapping[str, Any]
    note: str | None
    actor: str
    made_at: str
    standing: Standing


def beside(database: Path) -> Path:
    """Where the corrections of a database are kept: `cchc.db` has `cchc.corrections.db` beside it."""
    return database.with_name(f"{database.stem}.corrections.db")


def open_corrections(path: Path | str) -> Database:
    """Opens or creates the file of corrections; `CorrectionError` where it is none or can't be written."""
    try:
        connection = sqlite3.connect(str(path), timeout=30, isolation_level=None)
        connection.execute("pragma journal_mode = wal")
        db = Database(connection)
        migrations.apply(db)
    except sqlite3.Error as error:
        raise CorrectionError(
            f"{path}: không mở được tệp đánh giá ({error}); kiểm tra quyền ghi trong thư mục ấy"
        ) from error
    return db


def kind_of(fact_id: str) -> str:
    """The table of the fact with an id; `CorrectionError` where it is no id of a fact."""
    from extract.database.identity import LETTERS

    letters = {LETTERS[table]: table for table in FACT_TABLES}
    _, _, place = fact_id.rpartition("-")
    if place[:1] not in letters or not place[1:2].isdigit():
        raise CorrectionError(f"{fact_id}: không phải mã của một dữ kiện; lấy mã ở cột id của bảng dữ kiện")
    return letters[place[:1]]


def values_of(facts: Database, kind: str, fact_id: str) -> dict[str, Any]:
    """The fields of a fact that can be amended; `CorrectionError` where there is no such fact."""
    own = [f for f in FIELDS[kind] if f not in _LISTS]
    columns = ", ".join(f"[{f}]" for f in own)
    row = facts.execute(f"select {columns} from [{kind}] where id = ?", [fact_id]).fetchone()
    if row is None:
        raise CorrectionError(
            f"{fact_id}: không có dữ kiện này trong cơ sở dữ liệu; tải lại trang rồi thử lại"
        )
    found = dict(zip(own, row, strict=True))
    if kind == "directives":
        for role in _LISTS:
            names = facts.execute(
                "select o.name from directive_owners r join organisations o on o.id = r.organisation_id "
                "where r.directive_id = ? and r.role = ? order by r.rowid",
                [fact_id, role],
            ).fetchall()
            found[role] = [name for (name,) in names]
    return found


def record(
    facts: Database,
    corrections: Database,
    fact_id: str,
    verdict: str,
    *,
    actor: str,
    amended: Mapping[str, str] | None = None,
    note: str = "",
) -> int:
    """Stores a judgement of a fact, which takes the place of the earlier one; returns its id.

    `amended` are the fields as texts of a form; of them those that differ are kept. `CorrectionError` where the fact is
    not there, a field is none of its kind or no number, or an amendment changes nothing.
    """
    taken = snapshot(facts, fact_id, verdict, amended or {}, note)
    return store_correction(corrections, taken, actor)


def snapshot(
    facts: Database, fact_id: str, verdict: str, amended: Mapping[str, str], note: str = ""
) -> dict[str, Any]:
    """The row of a judgement, with the fact as it stands; see `record`."""
    if verdict not in VERDICTS:
        raise CorrectionError(f"{verdict}: phải là một trong {', '.join(VERDICTS)}; chọn lại")
    kind = kind_of(fact_id)
    values = values_of(facts, kind, fact_id)
    changed = _changes(kind, values, amended) if verdict == "amended" else {}
    if verdict == "amended" and not changed:
        raise CorrectionError("chưa sửa trường nào; sửa ít nhất một trường hoặc chọn đúng, sai")
    document_id, start, end, quote = facts.execute(
        f"select document_id, [start], [end], quote from [{kind}] where id = ?", [fact_id]
    ).fetchone()
    path, part, text, name = facts.execute(
        "select path, part, text, trim(coalesce(doc_type, '') || ' ' || coalesce(number, '…') || '/' || coalesce(symbol, '')) "
        "from documents where id = ?",
        [document_id],
    ).fetchone()
    return {
        "document_id": document_id,
        "document": name,
        "path": path,
        "part": part,
        "kind": kind,
        "fact_id": fact_id,
        "start": start,
        "end": end,
        "quote": quote,
        "before": text[max(0, start - _AROUND) : start],
        "after": text[end : end + _AROUND],
        "judged": json.dumps(values, ensure_ascii=False),
        "verdict": verdict,
        "amended": json.dumps(changed, ensure_ascii=False),
        "note": note.strip()[:2000] or None,
        "standing": "same",
        "now_id": fact_id,
    }


def store_correction(corrections: Database, taken: Mapping[str, Any], actor: str) -> int:
    """Stores what `snapshot` took in the name of an actor; returns the id of the correction."""
    with corrections.atomic():
        corrections.execute(
            "update corrections set superseded = 1 where superseded = 0 and (now_id = ? or fact_id = ? and now_id is null)",
            [taken["now_id"], taken["fact_id"]],
        )
        row = {**taken, "actor": actor, "made_at": now(), "superseded": 0}
        columns = ", ".join(f"[{c}]" for c in row)
        cursor = corrections.execute(
            f"insert into corrections ({columns}) values ({', '.join('?' * len(row))})", list(row.values())
        )
        return int(cursor.lastrowid or 0)


def withdraw(corrections: Database, correction: int) -> None:
    """Takes a judgement back; it stays on record as superseded."""
    with corrections.atomic():
        corrections.execute("update corrections set superseded = 1 where id = ?", [correction])


def anchor(facts: Database, corrections: Database) -> int:
    """Finds the fact of every judgement in the database as it is now; returns how many stand otherwise than before."""
    standing = anchored(facts, list(held(corrections)))
    return store_anchors(corrections, standing)


def held(corrections: Database) -> Sequence[dict[str, Any]]:
    """The judgements that hold, as rows."""
    return list(corrections.query("select * from corrections where superseded = 0 order by id"))


def anchored(facts: Database, rows: Sequence[Mapping[str, Any]]) -> dict[int, tuple[Standing, str | None]]:
    """How each judgement stands to the facts, and the id of its fact now."""
    return {row["id"]: _stand(facts, row) for row in rows}


def store_anchors(corrections: Database, standing: Mapping[int, tuple[Standing, str | None]]) -> int:
    """Stores how the judgements stand; returns how many changed."""
    changed = 0
    with corrections.atomic():
        for ident, (state, fact) in standing.items():
            changed += corrections.execute(
                "update corrections set standing = ?, now_id = ? where id = ? and (standing is not ? or now_id is not ?)",
                [state, fact, ident, state, fact],
            ).rowcount
    return changed


def listed(corrections: Database, document: str | None = None, limit: int = 500) -> list[Correction]:
    """The judgements that hold, of one document or of all, the newest first."""
    where = "and document_id = :document" if document else ""
    rows = corrections.query(
        f"select * from corrections where superseded = 0 {where} order by made_at desc, id desc limit :limit",
        {"document": document, "limit": limit},
    )
    return [correction_of(row) for row in rows]


def correction_of(row: Mapping[str, Any]) -> Correction:
    """A row of the table as a judgement."""
    return Correction(
        row["id"], row["document_id"], row["document"], row["kind"], row["fact_id"], row["now_id"], row["quote"],
        row["verdict"], json.loads(row["amended"] or "{}"), row["note"], row["actor"], row["made_at"], row["standing"],
    )  # fmt: skip


def _changes(kind: str, values: Mapping[str, Any], amended: Mapping[str, str]) -> dict[str, Any]:
    changed = {}
    for field, text in amended.items():
        if field not in FIELDS[kind]:
            raise CorrectionError(f"{field}: không phải trường của {kind}; dùng {', '.join(FIELDS[kind])}")
        value = _typed(field, text)
        if value != values[field] and not (value in (None, []) and values[field] in (None, "", [])):
            changed[field] = value
    return changed


def _typed(field: str, text: str) -> Any:
    """What is written in a field of a form, as the database has it; numbers as in Vietnamese or in English."""
    text = " ".join(text.split())
    if field in _LISTS:
        return [part.strip() for part in text.split(";") if part.strip()]
    if not text:
        return None
    if field not in NUMBERS:
        return text
    plain = text.replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return int(plain) if field in _WHOLE else float(plain)
    except ValueError:
        raise CorrectionError(f"{field}: “{text}” không phải số; viết như 12,5") from None


def _stand(facts: Database, row: Mapping[str, Any]) -> tuple[Standing, str | None]:
    kind = row["kind"]
    candidates = facts.execute(
        f"select id, [start], [end], quote from [{kind}] where document_id = ?", [row["document_id"]]
    ).fetchall()
    wanted = _flat(row["quote"])
    same = [c for c in candidates if _flat(c[3]) == wanted]
    exact = [c for c in same if c[0] == row["fact_id"] and c[1] == row["start"]]
    if not same:
        return _later(facts, row)
    text = facts.execute("select text from documents where id = ?", [row["document_id"]]).fetchone()[0]
    best = (
        exact[0] if exact else max(same, key=lambda c: (_likeness(text, c, row), -abs(c[1] - row["start"])))
    )
    if exact and len(same) > 1:
        # The same words more than once: the place may now be that of another mention.
        best = max(same, key=lambda c: (round(_likeness(text, c, row), 2), c[0] == row["fact_id"]))
    values = values_of(facts, kind, best[0])
    judged = json.loads(row["judged"])
    amended = json.loads(row["amended"] or "{}")
    if amended and all(_alike(values.get(k), v) for k, v in amended.items()):
        return "mended", best[0]
    if any(not _alike(values.get(k), v) for k, v in judged.items()):
        return "changed", best[0]
    return ("same" if best[0] == row["fact_id"] and best[1] == row["start"] else "moved"), best[0]


def _later(facts: Database, row: Mapping[str, Any]) -> tuple[Standing, str | None]:
    """The same fact of the version that superseded the document, while its values are those that were judged."""
    found = facts.execute(
        "select successor_id from superseded_facts where id = ?", [row["fact_id"]]
    ).fetchone()
    if found is None or found[0] is None:
        return "gone", None
    values = values_of(facts, row["kind"], found[0])
    if any(not _alike(values.get(k), v) for k, v in json.loads(row["judged"]).items()):
        return "changed", found[0]
    return "moved", found[0]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _likeness(text: str, candidate: Sequence[Any], row: Mapping[str, Any]) -> float:
    """How much of the words around a candidate is what stood around the fact, from 0 to 2."""
    _, start, end, _ = candidate
    pairs = (
        (text[max(0, start - _AROUND) : start], row["before"]),
        (text[end : end + _AROUND], row["after"]),
    )
    return sum(difflib.SequenceMatcher(None, _flat(a), _flat(b), autojunk=False).ratio() for a, b in pairs)


def _alike(a: Any, b: Any) -> bool:
    return (a or None) == (b or None) if not isinstance(a, (int, float)) else a == b
