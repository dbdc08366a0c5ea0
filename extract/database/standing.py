"""Scores and ranks over the years: of one body, of one index, and which there are to choose from."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

import patterns
from extract.database.owners import DOCUMENT
from extract.values.text import fold

# What is no measure of what a body reached, but of a difference, a bound or a sum over many.
_REACHED = "coalesce(f.kind, 'achieved') in ('achieved', 'average')"


@dataclass(frozen=True, slots=True)
class Score:
    """A score that was reached, with the fact that says so."""

    id: str
    subject: str | None
    index_name: str | None
    year: int | None
    criterion: str | None
    value: float
    maximum: float | None
    unit: str | None
    document: str


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in an ordering, with the fact that says so."""

    id: str
    subject: str
    index_name: str
    year: int
    rank: int
    out_of: int | None


@dataclass(frozen=True, slots=True, order=True)
class Ordering:
    """Who is ranked with whom: an index, a kind of body (`provinces`, `ministries`, `departments`, `districts`,
    `communes`) and the province within which, empty for the whole country."""

    index_name: str
    peers: str
    province: str = ""


def scores_of(db: Database, subjects: Mapping[str, Sequence[str]]) -> list[Score]:
    """The scores that a body reached; `subjects` are the ids (`id`) and the names (`name`) under which it has them."""
    where, values = _of(subjects)
    rows = db.execute(
        f"""select f.id, f.subject, f.index_name, f.year, f.criterion, f.value, f.max, f.unit, {DOCUMENT}
            from scores f join documents d on d.id = f.document_id
            where {where} and {_REACHED} and f.value is not null
            order by f.index_name, f.year, f.criterion is not null, f.document_id, f.start limit 2000""",
        values,
    ).fetchall()
    return [Score(*row) for row in rows]


def ranks_of(db: Database, subjects: Mapping[str, Sequence[str]]) -> list[Rank]:
    """The places that a body had, targets left out."""
    where, values = _of(subjects)
    return _ranks(db, where, values, 2000)


def ranks_on(db: Database, ordering: Ordering, limit: int = 8) -> list[Rank]:
    """The places in one ordering of the bodies with most years, the best first among equals."""
    groups = [g for g in _groups(db, ordering.index_name) if _ordering(g) == ordering]
    groups.sort(key=lambda g: (-g[3], g[4], g[1]))
    subjects = list(dict.fromkeys(g[1] for g in groups))[:limit]
    if not subjects:
        return []
    marks = ", ".join("?" * len(subjects))
    within = "and d.province = ?" if ordering.province else ""
    values = [ordering.index_name, *subjects, *([ordering.province] if ordering.province else [])]
    found = _ranks(db, f"f.index_name = ? and f.subject in ({marks}) {within}", values, 5000)
    by_subject: dict[str, list[Rank]] = {}
    for rank in found:
        by_subject.setdefault(rank.subject, []).append(rank)
    return [rank for subject in subjects for rank in by_subject.get(subject, ())]


def orderings(db: Database) -> list[tuple[Ordering, int]]:
    """The orderings in which some body has places in more than one year, with how many do; most first."""
    counted = Counter(_ordering(group) for group in _groups(db) if group[3] > 1)
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


@functools.lru_cache(maxsize=65536)
def peers_of(subject: str, province: str | None) -> tuple[str, str]:
    """With whom a body is ranked: the key of its kind, and the province within which, empty for the whole country."""
    folded = fold(subject)
    if folded in _provinces() or _named(subject, "tỉnh"):
        return "provinces", ""
    if _named(subject, "Bộ") or folded.startswith(_CENTRAL):
        return "ministries", ""
    name = folded.removeprefix("uy ban nhan dan ").removeprefix("ubnd ")
    for key, heads in (("districts", _DISTRICTS), ("communes", _COMMUNES)):
        if name.startswith(heads):
            return key, province or ""
    return "departments", province or ""


PEERS = ("provinces", "ministries", "departments", "districts", "communes")


def _named(subject: str, kind: str) -> bool:
    """Whether a subject is this kind of body with a name (`Bộ Tư pháp`), and not a longer word (`Bộ phận Một cửa`)."""
    return subject.startswith(f"{kind} ") and subject[len(kind) + 1 : len(kind) + 2].isupper()


_CENTRAL = ("ngan hang nha nuoc viet nam", "thanh tra chinh phu", "bao hiem xa hoi viet nam")
_DISTRICTS = ("huyen ", "quan ", "thi xa ", "thanh pho ")
_COMMUNES = ("xa ", "phuong ", "thi tran ", "dac khu ")


@functools.cache
def _provinces() -> frozenset[str]:
    """How provinces are called: a province and a city in it may share a name (`tỉnh Bến Tre`, `thành phố Bến Tre`)."""
    entries = patterns.data("units")["province"]
    return frozenset(fold(name) for e in entries for name in (e["name"], f"{e['kind']} {e['name']}"))


def _groups(db: Database, index_name: str | None = None) -> list[tuple[str, str, str | None, int, int]]:
    """Index, subject and province of the document, with how many years and the best place there are."""
    rows = db.execute(
        """select f.index_name, f.subject, d.province, count(distinct f.year), min(f.rank)
            from rankings f join documents d on d.id = f.document_id
            where (:index is null or f.index_name = :index) and f.index_name is not null and f.rank is not null
            and f.year is not null and f.subject is not null and coalesce(f.is_target, 0) = 0 group by 1, 2, 3""",
        {"index": index_name},
    ).fetchall()
    return [tuple(row) for row in rows]


def _ordering(group: tuple[str, str, str | None, int, int]) -> Ordering:
    return Ordering(group[0], *peers_of(group[1], group[2]))


def scored(db: Database, limit: int = 200) -> list[tuple[str, int, str, int]]:
    """Index, year and subject with scores by criterion, and how many; the latest year and the most criteria first."""
    rows = db.execute(
        f"""select f.index_name, f.year, f.subject, count(distinct f.criterion) as criteria from scores f
            where f.index_name is not null and f.year is not null and f.subject is not null and f.criterion is not null
            and {_REACHED} and f.value is not null group by 1, 2, 3 having criteria > 1
            order by criteria desc, f.year desc, f.index_name, f.subject limit ?""",
        [limit],
    ).fetchall()
    return [tuple(row) for row in rows]


def scores_by_criterion(db: Database, index_name: str, year: int, subject: str) -> list[Score]:
    """The scores of one body on one index and year by criterion, in the order of the text."""
    rows = db.execute(
        f"""select f.id, f.subject, f.index_name, f.year, f.criterion, f.value, f.max, f.unit, {DOCUMENT}
            from scores f join documents d on d.id = f.document_id
            where f.index_name = ? and f.year = ? and f.subject = ? and f.criterion is not null and {_REACHED}
            and f.value is not null order by f.document_id, f.start limit 400""",
        [index_name, year, subject],
    ).fetchall()
    return first_of_each([Score(*row) for row in rows], lambda s: s.criterion)


def first_of_each(found: Iterable[Any], key: Any) -> list[Any]:
    """The first of those that are the same by a key, in their order."""
    kept: dict[Any, Any] = {}
    for each in found:
        kept.setdefault(key(each), each)
    return list(kept.values())


def _ranks(db: Database, where: str, values: Sequence[Any], limit: int) -> list[Rank]:
    rows = db.execute(
        f"""select f.id, f.subject, f.index_name, f.year, f.rank, f.out_of from rankings f join documents d on d.id = f.document_id
            where {where} and f.rank is not null and f.year is not null and f.index_name is not null
            and f.subject is not null and coalesce(f.is_target, 0) = 0
            order by f.index_name, f.subject, f.year, f.document_id, f.start limit {limit}""",
        list(values),
    ).fetchall()
    return first_of_each([Rank(*row) for row in rows], lambda r: (r.index_name, r.subject, r.year))


def _of(subjects: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    parts, values = [], list[str]()
    for kind, column in (("id", "f.subject_organisation_id"), ("name", "f.subject")):
        listed = list(subjects.get(kind, ()))
        if listed:
            parts.append(f"{column} in ({', '.join('?' * len(listed))})")
            values += listed
    return f"({' or '.join(parts) or '0'})", values
