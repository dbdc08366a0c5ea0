"""What only several documents together show: contradictions, moved deadlines, citations of what was replaced.

Each finding stands in the document that is more likely wrong, or later, and leads to the other one.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from extract.checking.model import Kind, Severity
from extract.database.identity import name_id
from extract.values.text import fold

_Row = Mapping[str, Any]
_FAR = 30
"""Days by which a number may be out of order among its neighbours: what is numbered early may be signed late."""
_SAME_TASK = 0.8
_LEAST_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding before it is a row: where it stands is the place of a fact."""

    kind: Kind
    severity: Severity
    message: str
    place: _Row
    others: tuple[_Row, ...]


def find_across(db: Database) -> int:
    """Finds anew what documents of the database show together; returns how many findings there are now."""
    found = [*_dates(db), *_replaced(db), *_values(db), *_moved(db), *_order(db)]
    rows = {row["id"]: row for row in map(_row, found)}
    with db.atomic():
        held = {r["id"]: r for r in db.query("select * from findings where other_document_id is not null")}
        # What is the same stays, so that a large database is not written anew for one document.
        gone = [(ident,) for ident, row in held.items() if rows.get(ident) != row]
        db.conn.executemany("delete from findings where id = ?", gone)
        db.table("findings").insert_all(row for ident, row in rows.items() if held.get(ident) != row)
    return len(rows)


def _row(found: _Found) -> dict[str, Any]:
    place, other = found.place, found.others[0]
    return {
        "id": f"{place['document_id']}-x{name_id(found.kind, place['id'], other['id'])}",
        "document_id": place["document_id"],
        "kind": str(found.kind),
        "severity": found.severity,
        "message": found.message,
        "quotes": json.dumps([place["quote"], *(o["quote"] for o in found.others)], ensure_ascii=False),
        "spans": json.dumps([[place["start"], place["end"]]]),
        "start": place["start"],
        "end": place["end"],
        "page": place["page"],
        "boxes": place["boxes"],
        "other_document_id": other["document_id"],
    }


def _grouped(rows: Iterable[_Row], *keys: str) -> Iterator[list[_Row]]:
    groups: dict[tuple[Any, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[k] for k in keys)].append(row)
    yield from groups.values()


_DOCUMENT = """d.issued_on, d.issuer as document_issuer,
    d.doc_type || coalesce(' ' || d.number, ' …') || '/' || d.symbol as document, d.path"""


def _dates(db: Database) -> Iterator[_Found]:
    """One document cited with several days of signing, or with another than it bears itself."""
    rows = db.query(
        f"""select c.*, {_DOCUMENT}, own.issued_on as own_date, own.id as own_id
        from citations c join documents d on d.id = c.document_id join works w on w.id = c.work_id
        left join documents own on own.id = w.document_id
        where length(c.date) = 10 and c.symbol is not null and c.work_id in (
          select c2.work_id from citations c2 join works w2 on w2.id = c2.work_id
          left join documents o on o.id = w2.document_id where length(c2.date) = 10
          group by c2.work_id having count(distinct c2.date) > 1
          or max(o.issued_on is not null and length(o.issued_on) = 10 and o.issued_on <> c2.date))
        order by c.work_id, c.document_id, c.start"""
    )
    for group in _grouped(rows, "work_id"):
        votes = Counter(
            {
                day: len({r["document_id"] for r in group if r["date"] == day})
                for day in {r["date"] for r in group}
            }
        )
        own = group[0]["own_date"] if len(group[0]["own_date"] or "") == 10 else None
        right = own or max(votes, key=lambda day: (votes[day], day))
        sure = own is not None or votes[right] > max(
            (n for day, n in votes.items() if day != right), default=0
        )
        for row in group:
            if row["date"] == right:
                continue
            other = next(
                (r for r in group if r["date"] == right and r["document_id"] != row["document_id"]), None
            )
            if other is None and own is not None and row["own_id"] != row["document_id"]:
                other = {**row, "id": row["own_id"], "document_id": row["own_id"], "quote": right}
            if other is None:
                continue
            told = (
                f"văn bản này ghi ngày {_day(right)}"
                if own is not None
                else f"{votes[right]} văn bản khác ghi ngày {_day(right)} ({_name(other)})"
            )
            message = f"{row['doc_type'] or 'Văn bản'} {row['symbol']} được viện dẫn với ngày {_day(row['date'])}, nhưng {told}"
            yield _Found(Kind.DATE_CONFLICT, "error" if sure else "warning", message, row, (other,))


def _replaced(db: Database) -> Iterator[_Found]:
    """A citation, as a basis, of what a document that we hold had replaced before."""
    by: dict[str, list[_Row]] = defaultdict(list)
    for replacing in db.query(
        """select coalesce(w.same_as, w.id) as work, r.id as by_id, r.document_id as by_document_id, r.quote as by_quote,
        b.doc_type || coalesce(' ' || b.number, ' …') || '/' || b.symbol as by_document, b.issued_on as since
        from citations r join documents b on b.id = r.document_id join works w on w.id = r.work_id
        where r.relation = 'replaces' and length(b.issued_on) = 10 order by b.issued_on, r.id"""
    ):
        by[replacing["work"]].append(replacing)
    for work, candidates in by.items():
        for row in db.query(
            f"""select c.*, {_DOCUMENT} from works p join citations c on c.work_id = p.id
            join documents d on d.id = c.document_id
            where coalesce(p.same_as, p.id) = ? and c.relation = 'basis' and length(d.issued_on) = 10
            and d.issued_on > ? order by c.document_id, c.start""",
            [work, candidates[0]["since"]],
        ):
            first = next((r for r in candidates if r["by_document_id"] != row["document_id"]), None)
            if first is None or first["since"] >= row["issued_on"]:
                continue
            message = (
                f"{row['doc_type'] or 'Văn bản'} {row['symbol']} là căn cứ, nhưng đã được thay thế bởi {first['by_document']} "
                f"ngày {_day(first['since'])}, trước ngày ban hành văn bản này ({_day(row['issued_on'])})"
            )
            other = {
                **row,
                "id": first["by_id"],
                "document_id": first["by_document_id"],
                "quote": first["by_quote"],
            }
            yield _Found(Kind.OUTDATED_CITATION, "warning", message, row, (other,))


def _values(db: Database) -> Iterator[_Found]:
    """Scores and ranks of one subject, index and year that differ between documents."""
    ranks = db.query(
        f"""select f.*, f.rank as value, {_DOCUMENT} from rankings f join documents d on d.id = f.document_id
        where f.rank is not null and not f.is_target and f.index_name is not null and f.year is not null
        and f.subject_organisation_id is not null and f.change is null order by d.issued_on, f.document_id, f.start"""
    )
    scores = db.query(
        f"""select f.*, {_DOCUMENT} from scores f join documents d on d.id = f.document_id
        where f.kind = 'achieved' and f.index_name is not null and f.year is not null and f.criterion is null
        and f.subject_organisation_id is not null order by d.issued_on, f.document_id, f.start"""
    )
    yield from _differing(ranks, "xếp thứ", ("subject_organisation_id", "index_name", "year", "out_of"))
    yield from _differing(scores, "đạt", ("subject_organisation_id", "index_name", "year", "unit", "max"))


def _differing(rows: Iterable[_Row], verb: str, keys: Sequence[str]) -> Iterator[_Found]:
    for group in _grouped(rows, *keys):
        by_document = {
            d: [r for r in group if r["document_id"] == d]
            for d in dict.fromkeys(r["document_id"] for r in group)
        }
        # A document that says two things of one key speaks of two things.
        told = [rs[0] for rs in by_document.values() if len({r["value"] for r in rs}) == 1]
        if len(told) < 2:
            continue
        first = told[0]
        for row in told[1:]:
            if _same_value(first["value"], row["value"]):
                continue
            message = (
                f"{row['subject']}, {row['index_name']} năm {row['year']}: văn bản này ghi {verb} {_number(row['value'])}, "
                f"còn {_name(first)} ghi {verb} {_number(first['value'])}"
            )
            yield _Found(Kind.CONTRADICTION, "warning", message, row, (first,))


def _same_value(one: float, other: float) -> bool:
    """Whether two values are the same but for the digits to which they were rounded."""
    digits = min(len(_number(v).partition(",")[2]) for v in (one, other))
    return (
        abs(one - other) <= 0.5 * 10**-digits + 1e-9
        if digits or one != int(one) or other != int(other)
        else one == other
    )


def _moved(db: Database) -> Iterator[_Found]:
    """A task of one owner that a later document gives another day."""
    rows = db.query(
        f"""select f.*, {_DOCUMENT} from deadlines f join documents d on d.id = f.document_id
        where length(f.due) = 10 and f.owner_organisation_id is not null and f.task is not null
        and length(d.issued_on) = 10 order by d.issued_on, f.document_id, f.start"""
    )
    for group in _grouped(rows, "owner_organisation_id"):
        words = [set(fold(r["task"]).split()) for r in group]
        common = Counter(word for each in words for word in each)
        holding: dict[str, list[int]] = defaultdict(list)
        for i, later in enumerate(group):
            # Of the words of a task that is the same at least one is among these, the least common ones.
            few = sorted(words[i], key=lambda w: (common[w], w))[
                : int(len(words[i]) * (1 - _SAME_TASK) + 1e-9) + 1
            ]
            candidates = sorted({j for word in few for j in holding[word]}, reverse=True)
            for word in words[i]:
                holding[word].append(i)
            if len(words[i]) < _LEAST_WORDS:
                continue
            for j in candidates:
                earlier = group[j]
                shared = len(words[i] & words[j]) / max(1, len(words[i] | words[j]))
                if (
                    shared >= _SAME_TASK
                    and earlier["document_id"] != later["document_id"]
                    and earlier["due"] != later["due"]
                    and earlier["issued_on"] < later["issued_on"] <= earlier["due"]
                ):
                    message = (
                        f"Thời hạn {_day(later['due'])} của {later['owner']} khác thời hạn {_day(earlier['due'])} mà "
                        f"{_name(earlier)} đã giao cho cùng việc: {later['task']}"
                    )
                    yield _Found(Kind.DEADLINE_MOVED, "warning", message, later, (earlier,))
                    break


def _order(db: Database) -> Iterator[_Found]:
    """A number of one series and year whose day lies outside those of both its neighbours, by far."""
    rows = db.query(
        f"""select c.*, {_DOCUMENT}, d.province, cast(c.symbol as integer) as number,
        substr(c.symbol, length(cast(cast(c.symbol as integer) as text)) + 1) as series
        from citations c join documents d on d.id = c.document_id
        where length(c.date) = 10 and c.symbol glob '[1-9]*' and c.id in (select min(c2.id) from citations c2
        where length(c2.date) = 10 and c2.symbol glob '[1-9]*' group by c2.work_id, c2.date) order by number, c.id"""
    )
    series: dict[tuple[Any, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        letters = str(row["symbol"]).lstrip("0123456789")
        series[letters, row["province"], row["issuer"], row["date"][:4]].append(row)
    for members in series.values():
        for before, out, after in zip(members, members[1:], members[2:], strict=False):
            three = (before, out, after)
            days = [date.fromisoformat(r["date"]) for r in three]
            apart = {r["document_id"] for r in three}
            if len({r["number"] for r in three}) < 3 or len(apart) < 2 or days[0] > days[2]:
                continue
            if max((days[0] - days[1]).days, (days[1] - days[2]).days) <= _FAR:
                continue
            other = before if before["document_id"] != out["document_id"] else after
            if other["document_id"] != out["document_id"]:
                message = (
                    f"{out['symbol']} ghi ngày {_day(out['date'])}, ngoài khoảng giữa {before['symbol']} "
                    f"({_day(before['date'])}) và {after['symbol']} ({_day(after['date'])})"
                )
                yield _Found(Kind.NUMBER_ORDER, "warning", message, out, (other,))


def _name(row: _Row) -> str:
    return str(row["document"] or row["path"])


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
