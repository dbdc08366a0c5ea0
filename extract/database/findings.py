"""What cannot be right in all documents: filtered as asked, errors first, the newest documents first, a page at a time."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from extract.checking.model import Severity
from extract.database.owners import DOCUMENT

_LONG = 200_000
"""How many characters a text may have to be read for the cells of its rows."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning")
"""The gravest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What findings must meet; every filter narrows further."""

    severity: Severity | None = None
    kind: str | None = None
    issuer: str | None = None
    """The id of the body that issued the document."""
    issuers: tuple[str, ...] | None = None
    """The names, as documents have them, of who issued the document."""
    documents: tuple[str, ...] | None = None
    """Ids of documents."""
    year: int | None = None
    """The year in which the document was issued."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a finding rests on: `span` counts its stretches of the document from 0, `None` in the other document."""

    words: str
    span: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding with its document, and the other one where it takes two to see it."""

    id: str
    kind: str
    severity: Severity
    message: str
    quotes: tuple[Quote, ...]
    page: int | None
    document_id: str
    document: str
    issuer: str | None
    issued_on: str | None
    other_document_id: str | None
    other: str | None

    def as_json(self) -> dict[str, Any]:
        """The finding as plain data."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "quotes": [quote.words for quote in self.quotes]}


Tally = dict[tuple[Severity, str], int]
"""How many findings there are by severity and kind."""


def findings(db: Database, asked: Asked, *, limit: int, offset: int = 0) -> list[Listed]:
    """The findings asked for: errors before what deserves a look, the newest document first, in the order of its text."""
    picked: list[str] = []
    for severity in (asked.severity,) if asked.severity else SEVERITIES:
        of_severity = replace(asked, severity=severity)
        found = _picked(db, of_severity, limit - len(picked), offset)
        if offset and not found:
            offset -= sum(n for (each, _), n in tally(db, of_severity).items() if each == severity)
        else:
            offset = 0
        picked += found
        if len(picked) >= limit:
            break
    return _listed(db, picked)


def tally(db: Database, asked: Asked) -> Tally:
    """How many there are of each severity and kind, whatever severity is asked for."""
    where, values = _conditions(replace(asked, severity=None))
    # Where nothing is asked of documents, an index over findings answers by itself.
    tables = "findings f" if not _of_documents(asked) else _FROM_DOCUMENTS
    rows = db.execute(
        f"select f.severity, f.kind, count(*) from {tables} where {where} group by 1, 2", values
    )
    return {(severity, kind): count for severity, kind, count in rows}


# `cross join` keeps the order of the tables: documents come by an index in the order of the page, which ends early.
_FROM_DOCUMENTS = "documents d cross join findings f on f.document_id = d.id"


def _picked(db: Database, asked: Asked, limit: int, offset: int) -> list[str]:
    where, values = _conditions(asked)
    rows = db.execute(
        f"select f.id from {_FROM_DOCUMENTS} where {where} "
        "order by d.issued_on desc, d.id desc, f.start, f.id limit :limit offset :offset",
        {**values, "limit": limit, "offset": offset},
    )
    return [ident for (ident,) in rows]


def _of_documents(asked: Asked) -> bool:
    return any(each is not None for each in (asked.issuer, asked.issuers, asked.documents, asked.year))


def _conditions(asked: Asked) -> tuple[str, dict[str, Any]]:
    where: list[str] = []
    values: dict[str, Any] = {}
    for name in ("severity", "kind"):
        if getattr(asked, name) is not None:
            where.append(f"f.{name} = :{name}")
            values[name] = getattr(asked, name)
    if asked.issuer is not None:
        where.append("d.issuer_organisation_id = :issuer")
        values["issuer"] = asked.issuer
    for name, column in (("issuers", "d.issuer"), ("documents", "d.id")):
        if getattr(asked, name) is not None:
            where.append(f"{column} in (select value from json_each(:{name}))")
            values[name] = json.dumps(getattr(asked, name))
    if asked.year is not None:
        where.append("d.issued_on >= :since and d.issued_on < :until")
        values |= {"since": f"{asked.year:04d}", "until": f"{asked.year + 1:04d}"}
    return " and ".join(where) or "1", values


def _listed(db: Database, picked: Sequence[str]) -> list[Listed]:
    rows = db.execute(
        f"""select f.id, f.kind, f.severity, f.message, f.quotes, f.spans, f.page, d.id, {DOCUMENT}, d.issuer, d.issued_on,
            f.other_document_id from json_each(?) j cross join findings f on f.id = j.value
            cross join documents d on d.id = f.document_id order by j.key""",
        [json.dumps(list(picked))],
    ).fetchall()
    others: dict[str, str] = dict(
        db.execute(
            f"select d.id, {DOCUMENT} from documents d where d.id in (select value from json_each(?))",
            [json.dumps(sorted({row[-1] for row in rows if row[-1]}))],
        ).fetchall()
    )
    texts = _texts(db, [row[7] for row in rows if _neighbours(json.loads(row[5] or "[]"))])
    return [_of_row(row, others, texts.get(row[7])) for row in rows]


def _texts(db: Database, documents: Sequence[str]) -> dict[str, str]:
    """The texts of documents, without those so long that reading them would keep a page waiting."""
    if not documents:
        return {}
    return dict(
        db.execute(
            "select id, text from documents where id in (select value from json_each(?)) and length(text) < ?",
            [json.dumps(sorted(set(documents))), _LONG],
        ).fetchall()
    )


def _neighbours(places: Sequence[Sequence[int]]) -> bool:
    return any(b[0] == a[1] + 1 for a, b in itertools.pairwise(places))


def _of_row(row: Sequence[Any], others: Mapping[str, str], text: str | None) -> Listed:
    ident, kind, severity, message, quotes, spans, number, document_id, document, issuer, issued_on, other = (
        row
    )
    return Listed(
        ident, kind, severity, message, _quotes(quotes, spans, other, text), number, document_id, document, issuer, issued_on,
        other, others.get(other),
    )  # fmt: skip


def _quotes(quotes: str | None, spans: str | None, other: str | None, text: str | None) -> tuple[Quote, ...]:
    """The quotes, cells of one row together; those beyond the stretches in the document itself are of the other one."""
    places: list[tuple[int, int]] = json.loads(spans or "[]")
    own = max(1, len(places))
    found: list[Quote] = []
    for n, words in enumerate(json.loads(quotes or "[]")):
        if text and 0 < n < len(places) and text[places[n - 1][1] : places[n][0]] == "\t":
            found[-1] = Quote(f"{found[-1].words} | {words}", found[-1].span)
        elif n < own or other is not None:
            found.append(Quote(words, n if n < own else None))
    return tuple(found)
