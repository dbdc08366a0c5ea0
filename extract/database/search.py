"""Searching directives, sections, documents and facts by words and by who, where and when, the best first.

Words are found with or without accents (`đ` too), in any order; `"an exact phrase"` as it stands, `noi*` by its
beginning. Nothing that a user types is an error: what is no letter or digit only separates words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from sqlite_utils import Database

from extract.database.owners import DOCUMENT, LONG_AGO, days_until, same_place
from extract.database.schema import last_day_in_time
from extract.values.text import compose, fold

Place = Literal["directives", "sections", "documents"]
Kind = Literal["citations", "deadlines", "scores", "rankings", "figures", "directives"]
PLACES: tuple[Place, ...] = ("directives", "sections", "documents")
KINDS: tuple[Kind, ...] = ("citations", "deadlines", "scores", "rankings", "figures", "directives")

_PART = re.compile(r'"([^"]*)"?|(\S+)')
_TOKEN = re.compile(r"[^\W_]+")
_LONGEST_QUERY = 64
_SNIPPET = 160

# The body that a fact is about, where an owner is asked for.
_BODY = {
    "citations": "issuer",
    "deadlines": "owner",
    "scores": "subject",
    "rankings": "subject",
    "figures": "subject",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase or the beginning of a word, folded."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must meet; every filter narrows further. Bodies are ids of organisations, days inclusive.

    For sections and documents `owners`, `assigners` and the days ask for a directive in them.
    """

    owners: tuple[str, ...] | None = None
    assigners: tuple[str, ...] | None = None
    province: tuple[str, ...] | None = None
    """The spellings under which documents have the province."""
    due_after: date | None = None
    due_before: date | None = None
    overdue_on: date | None = None
    """Only what was due before this day, and not more than a year before."""
    min_confidence: float = 0.0
    issuers: tuple[str, ...] | None = None
    """The names, as documents have them, of who issued the document."""
    doc_types: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    """The years in which the document was issued."""
    holding: tuple[Kind, ...] = ()
    """Only what has a fact of each of these kinds in it."""

    @property
    def about_directives(self) -> bool:
        """Whether only a directive or deadline can meet it."""
        return any((self.due_after, self.due_before, self.overdue_on, self.assigners is not None))

    @property
    def any(self) -> bool:
        """Whether there is any."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found, with its place and the words around what was looked for.

    `marks` are the offsets in `snippet` of the words found; `start` and `end` those of the hit in the document.
    """

    kind: str
    id: str
    document_id: str
    document: str
    issued_on: str | None
    section: str | None
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    due: str | None
    last_day: str | None
    days_left: int | None
    owners: str | None
    start: int
    end: int
    score: float | None
    """The bm25 rank, better when smaller; `None` where no words were given."""

    def as_json(self) -> dict[str, Any]:
        """The hit as plain data."""
        return asdict(self)


def parse_words(text: str) -> tuple[Term, ...]:
    """The terms of what a user typed; empty where it holds no letter or digit."""
    text = compose(text.encode("utf-8", "replace").decode("utf-8"))
    terms: list[Term] = []
    for phrase, word in _PART.findall(text):
        found = tuple(_TOKEN.findall(fold(phrase or word)))
        if found:
            terms.append(Term(found, not phrase and word.endswith("*")))
        if len(terms) == _LONGEST_QUERY:
            break
    return tuple(dict.fromkeys(terms))


def fts_query(terms: Sequence[Term]) -> str:
    """The terms as an FTS5 expression in which nothing but words is left of what was typed."""
    return " ".join('"' + " ".join(t.words) + '"' + (" *" if t.prefix else "") for t in terms)


def search(
    db: Database,
    words: str,
    *,
    within: Place | Kind = "directives",
    filters: Filters | None = None,
    as_of: date | None = None,
    limit: int = 20,
    ranked_most: int | None = None,
) -> list[Hit]:
    """The best hits of one kind; without words the newest document's first. `as_of` is the day that days left count from.

    With `ranked_most`, where words without filters are found very often, the best of the so many stored last.
    `ValueError` where there is neither a word nor a filter.
    """
    filters = filters or Filters()
    terms = parse_words(words)
    if not terms and not filters.any:
        raise ValueError("neither words nor filters")
    if within in PLACES:
        source = _PLACE[within]
        matched = f"{{{source.columns}}} : ({fts_query(terms)})"
    else:
        source = _fact(within)
        matched = fts_query(terms)
    where: list[str] = []
    values: dict[str, Any] = {"limit": limit}
    if terms:
        where.append(f"{within}_fts match :words")
        values["words"] = matched
    _narrow(within, filters, where, values)
    ranked = f"{within}_fts.rank" if terms else "null"
    if terms and within == "directives" and filters.owners is not None:
        # A body owns few directives: these are picked out before anything is ranked.
        where.append(
            "+directives_fts.rowid in (select g.rowid from directive_owners r join directives g on g.id = r.directive_id "
            f"where r.organisation_id in ({_bound('body', filters.owners, values)}))"
        )
        ranked = "bm25(directives_fts)"
    # Documents are themselves what other hits are joined to.
    me = "d" if within == "documents" else "f"
    tables = f"{source.table} {me}"
    if terms:
        found = f"{within}_fts"
        if ranked_most is not None and not filters.any:
            # To rank a hit costs ten times what it does to find it.
            found = (
                f"(select rowid, rank from (select rowid, bm25({within}_fts) as rank from {within}_fts "
                f"where {within}_fts match :words order by rowid desc limit :most) order by rank limit :limit) {within}_fts"
            )
            values["most"] = ranked_most
            where.clear()
        tables = f"{found} cross join {tables} on {me}.rowid = {within}_fts.rowid"
    if within != "documents":
        tables += " join documents d on d.id = f.document_id"
    else:
        # The facts of earlier versions are not among those that are searched; their texts would be.
        where.append("d.superseded_by is null")
    if within not in ("documents", "sections"):
        tables += " left join sections s on s.id = f.section_id"
    order = "rank" if terms else "d.issued_on desc, d.id" + ("" if within == "documents" else ", f.start")
    sql = f"""select {me}.id, d.id, {DOCUMENT}, d.issued_on, {source.section}, {source.title}, {source.text},
        {source.due}, {source.last_day}, {source.owners}, {source.start}, {source.end}, {ranked} as rank
        from {tables} where {" and ".join(where) or "1"} order by {order} limit :limit"""
    rows = db.execute(sql, values).fetchall()
    return [_hit(within, row, terms, as_of) for row in rows]


def highlight(
    text: str, terms: Sequence[Term], width: int = _SNIPPET
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A piece of the text around the words found, on one line, and where they stand in it.

    The piece is the one with most different terms; where there is none the beginning is shown.
    """
    found = _places(text, terms)
    begin = 0
    if found:
        best = max(range(len(found)), key=lambda i: (_around(found, i, width), -i))
        begin = max(0, found[best][0] - width // 4)
        if len(text) - begin < width:
            begin = max(0, len(text) - width)
    end = min(len(text), begin + width)
    if begin:
        space = re.search(r"\s", text[begin : begin + 20])
        begin += space.end() if space and begin + space.end() <= (found[0][0] if found else end) else 0
    if end < len(text):
        cut = max(text.rfind(c, begin, end) for c in " \n\t")
        end = cut if cut > begin + width // 2 else end
    head, tail = ("… " if begin else ""), (" …" if end < len(text) else "")
    # Each white space becomes one space, so that offsets hold.
    piece = re.sub(r"\s", " ", text[begin:end])
    shift = len(head) - begin
    marks = tuple((a + shift, b + shift) for a, b, _ in found if begin <= a and b <= end)
    return head + piece + tail, apart(marks)


@dataclass(frozen=True, slots=True)
class _Source:
    """The SQL for what a hit of one kind shows."""

    table: str
    columns: str
    section: str
    title: str
    text: str
    due: str = "null"
    last_day: str = "null"
    owners: str = "null"
    start: str = "f.start"
    end: str = "f.end"


_OWNERS = (
    "(select group_concat(o.name, '; ') from directive_owners r join organisations o on o.id = r.organisation_id "
    "where r.directive_id = f.id and r.role = 'lead')"
)
_DEADLINE_DAY = last_day_in_time("f.due", "f.kind")
_LAST_DAY = "(select max(r.last_day) from directive_owners r where r.directive_id = f.id)"
_PLACE: dict[str, _Source] = {
    "directives": _Source(
        "directives", "action_plain quote_plain", "s.path", "coalesce(f.action, f.quote)", "f.quote",
        "f.due", _LAST_DAY, _OWNERS,
    ),
    "sections": _Source(
        "sections", "heading_plain text_plain", "f.path", "coalesce(f.heading, '')",
        "substr(d.text, f.start + 1, f.own_end - f.start)",
    ),
    "documents": _Source(
        "documents", "subject_plain issuer_plain text_plain", "null", "coalesce(d.subject, d.issuer, '')", "d.text",
        start="0", end="length(d.text)",
    ),
}  # fmt: skip


def _fact(kind: str) -> _Source:
    titles = {
        "citations": "trim(coalesce(f.doc_type, '') || ' ' || coalesce(f.symbol, f.name, ''))",
        "deadlines": "coalesce(f.task, f.rule, '')",
        "scores": "trim(f.value || ' ' || coalesce(f.unit, '') || ' ' || coalesce(f.subject, '') || ' ' || coalesce(f.criterion, f.index_name, ''))",
        "rankings": "trim(coalesce(f.rank, f.\"group\", '') || ' ' || coalesce(f.subject, '') || ' ' || coalesce(f.index_name, ''))",
        "figures": "trim(f.value || ' ' || coalesce(f.unit, '') || ' ' || coalesce(f.indicator, ''))",
    }
    owner = f"f.{_BODY[kind]}"
    due, last = ("f.due", _DEADLINE_DAY) if kind == "deadlines" else ("null", "null")
    return _Source(kind, "words", "s.path", titles[kind], "f.quote", due, last, owner)


def _narrow(within: str, filters: Filters, where: list[str], values: dict[str, Any]) -> None:
    """Adds the conditions of the filters."""
    if filters.province is not None:
        where.append(f"d.province in ({_bound('place', filters.province, values)})")
    if filters.issuers is not None:
        where.append(f"d.issuer in ({_bound('issuer', filters.issuers, values)})")
    if filters.doc_types is not None:
        where.append(f"d.doc_type in ({_bound('type', filters.doc_types, values)})")
    if filters.years is not None:
        where.append(f"({' or '.join(_in_year(year, values) for year in filters.years) or '0'})")
    for kind in filters.holding:
        where.append(_holds(kind, within))
    if within == "directives":
        conditions = _of_directives(filters, values, "f")
        where.extend(conditions)
        if filters.min_confidence > 0 and filters.owners is None:
            where.append("f.confidence >= :least")
            values["least"] = filters.min_confidence
        return
    if within in ("sections", "documents"):
        conditions = _of_directives(filters, values, "g")
        if conditions:
            link = "g.section_id = f.id" if within == "sections" else "g.document_id = d.id"
            where.append(f"exists (select 1 from directives g where {link} and {' and '.join(conditions)})")
        return
    if filters.owners is not None:
        where.append(f"f.{_BODY[within]}_organisation_id in ({_bound('body', filters.owners, values)})")
    if filters.assigners is not None:
        where.append(f"d.issuer_organisation_id in ({_bound('by', filters.assigners, values)})")
    if filters.min_confidence > 0:
        where.append("f.confidence >= :least")
        values["least"] = filters.min_confidence
    where.extend(_days(_DEADLINE_DAY, filters, values) if within == "deadlines" else [])


def _in_year(year: int, values: dict[str, Any]) -> str:
    values |= {f"from{year}": f"{year:04d}", f"until{year}": f"{year + 1:04d}"}
    return f"d.issued_on >= :from{year} and d.issued_on < :until{year}"


def _holds(kind: Kind, within: str) -> str:
    """The condition that a fact of a kind stands in a hit; of a directive or another fact, within its words."""
    if kind == within:
        return "1"
    place = {
        "documents": "x.document_id = d.id",
        "sections": "x.section_id = f.id",
    }.get(within, "x.document_id = f.document_id and x.start >= f.start and x.start < f.end")
    return f"exists (select 1 from {kind} x where {place})"


def _of_directives(filters: Filters, values: dict[str, Any], name: str) -> list[str]:
    conditions = []
    days = _days("r.last_day", filters, values)
    if filters.owners is not None:
        days.append(f"r.organisation_id in ({_bound('body', filters.owners, values)})")
        if filters.min_confidence > 0:
            days.append("r.confidence >= :least")
            values["least"] = filters.min_confidence
        # The index on bodies leads to few directives; the words are looked up among them.
        conditions.append(
            f"{name}.id in (select r.directive_id from directive_owners r where {' and '.join(days)})"
        )
    elif days:
        conditions.append(
            f"exists (select 1 from directive_owners r where r.directive_id = {name}.id and {' and '.join(days)})"
        )
    if filters.assigners is not None:
        conditions.append(
            f"{name}.assigned_by_organisation_id in ({_bound('by', filters.assigners, values)})"
        )
    return conditions


def _days(column: str, filters: Filters, values: dict[str, Any]) -> list[str]:
    """The conditions on a last day in time."""
    found = []
    if filters.due_after is not None:
        found.append(f"{column} >= :after")
        values["after"] = filters.due_after.isoformat()
    if filters.due_before is not None:
        found.append(f"{column} <= :before")
        values["before"] = filters.due_before.isoformat()
    if filters.overdue_on is not None:
        found.append(f"{column} < :today and {column} >= :past")
        values["today"] = filters.overdue_on.isoformat()
        values["past"] = (filters.overdue_on - LONG_AGO).isoformat()
    return found


def _bound(name: str, items: Sequence[str], values: dict[str, Any]) -> str:
    values |= {f"{name}{i}": item for i, item in enumerate(items)}
    return ", ".join(f":{name}{i}" for i in range(len(items)))


def _hit(within: str, row: Sequence[Any], terms: Sequence[Term], as_of: date | None) -> Hit:
    (ident, document_id, document, issued_on, section, title, text, due, last, owners, start, end, rank) = row
    snippet, marks = highlight(text or "", terms)
    left = days_until(last, as_of) if as_of else None
    return Hit(
        within, ident, document_id, document, issued_on, section, (title or "").strip(), snippet, marks,
        due, last, left, owners, start, end, rank,
    )  # fmt: skip


def _places(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where the terms stand: start, end and which term, in order."""
    folded = fold(text)
    found = []
    for number, term in enumerate(terms):
        words = r"[\W_]+".join(map(re.escape, term.words))
        end = "" if term.prefix else r"(?![^\W_])"
        tail = r"[^\W_]*" if term.prefix else ""
        pattern = re.compile(rf"(?<![^\W_]){words}{tail}{end}")
        found += [(m.start(), m.end(), number) for m in pattern.finditer(folded)]
        if len(found) > 2000:
            break
    return sorted(found)


def _around(found: Sequence[tuple[int, int, int]], first: int, width: int) -> int:
    """How many different terms stand within a width from one of them on."""
    kinds = set()
    for start, _, kind in found[first : first + 40]:
        if start > found[first][0] + width * 3 // 4:
            break
        kinds.add(kind)
    return len(kinds)


def apart(marks: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sorted marks with those that overlap made one."""
    kept: list[tuple[int, int]] = []
    for start, end in marks:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)


def provinces_named(db: Database, asked: str) -> tuple[str, ...]:
    """The spellings under which the documents of a database have a province."""
    rows = db.execute("select distinct province from documents where province is not null").fetchall()
    return tuple(name for (name,) in rows if same_place(name, asked))
