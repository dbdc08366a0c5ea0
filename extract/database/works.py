"""Every document cited or held, once: which mentions mean the same one.

A symbol alone identifies a document of a central body with a year in it (`45/2020/NĐ-CP`). Offices of every province
number from 1 each year, so `49/QĐ-UBND` is one document only together with the place it comes from and the year. A law
is its name and its year, with its number or without it.

What one mention leaves open another document may tell: `find_same` leads from the work without a date to the one with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlite_utils import Database

from extract.database.identity import name_id
from extract.facts.model import Citation
from extract.values.text import squeeze

_CENTRAL = re.compile(
    r"(?:-|/)(?:CP|TTg|TW|QH\d*|UBTVQH\d*|B[A-ZĐ]+|TANDTC|VKSNDTC|KTNN|TTCP|NHNN|VPCP|CTN|UBDT)\b"
)


_THROUGH_A_TERM = re.compile(r"-(?:NQ|KL|CT|QĐ|TT|TB|HD)/TW$")
"""Documents of the Party's centre are numbered through its term, all others from 1 each year."""

_SHORTENED = (
    ("vbqppl", "văn bản quy phạm pháp luật"),
    ("qppl", "quy phạm pháp luật"),
    ("tthc", "thủ tục hành chính"),
    ("cqđp", "chính quyền địa phương"),
)
"""Words of the names of laws that offices shorten."""


def citation_work(citation: Citation, province: str | None, around: Sequence[Citation] = ()) -> str:
    """The id of the work that a citation means; `around` are the citations of the same document.

    A mention without a date means the dated one of the same symbol or name in the same document where there is just
    one.
    """
    year = year_of(citation)
    if citation.name is not None:
        name = _law(citation.name)
        same = (c for c in around if c.name is not None and _law(c.name) == name)
    else:
        name = None
        same = (c for c in around if c.symbol == citation.symbol)
    if year is None:
        year = _only(year_of(c) for c in same)
    if name is not None:
        return name_id("work", name, str(year or ""))
    if citation.symbol is None:
        return name_id("work", citation.doc_type, None, str(year or ""))
    named = _only(_law(c.name) for c in around if c.symbol == citation.symbol and c.name is not None)
    if named is not None:
        return name_id("work", named, str(year or ""))
    return symbol_work(citation.symbol, year, province)


_T = TypeVar("_T")


def _only(values: Iterable[_T | None]) -> _T | None:
    """The value that all agree on; `None` where they don't, or there is none."""
    known = {v for v in values if v is not None}
    return known.pop() if len(known) == 1 else None


def _law(name: str) -> str:
    """A name of a law as it is compared: small letters, nothing shortened."""
    compared = squeeze(name.lower())
    for short, whole in _SHORTENED:
        compared = re.sub(rf"\b{short}\b", whole, compared)
    return compared


def symbol_work(symbol: str, year: int | None, province: str | None) -> str:
    """The id of the work with a symbol, a year of signing and, for a local body, a province."""
    place = None if _CENTRAL.search(symbol) else province
    return name_id("work", re.sub(r"^0+(?=\d)", "", symbol), str(year or ""), place)


def year_of(citation: Citation) -> int | None:
    """The year of signing as far as the mention tells it."""
    if citation.date:
        return int(citation.date[:4])
    if citation.date_raw and (found := re.search(r"(?:19|20)\d\d", citation.date_raw)):
        return int(found[0])
    return citation.year


def display_name(doc_type: str | None, symbol: str | None, name: str | None, year: int | None) -> str:
    """How the work is called in a list: `Quyết định 49/QĐ-UBND`, `Luật Đất đai (2024)`."""
    if name:
        return f"{name} ({year})" if year else name
    return squeeze(f"{doc_type or ''} {symbol or ''}")


def find_same(db: Database) -> int:
    """Leads from works that a mention names in part to those that others name whole; returns how many are led on.

    `works.same_as` is made anew: a symbol without a date means the only dated one of that place which the citing
    documents can mean, that of their own year; a law by its number alone means the law that others name with it.
    """
    found = dict([*_same_symbols(db), *_same_laws(db)])
    with db.atomic():
        held = dict(db.execute("select id, same_as from works where same_as is not null").fetchall())
        changes = [(found.get(part), part) for part in {**held, **found} if held.get(part) != found.get(part)]
        db.conn.executemany("update works set same_as = ? where id = ?", changes)
    return len(found)


def _same_symbols(db: Database) -> Iterator[tuple[str, str]]:
    dated: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for ident, symbol, day in db.execute(
        "select id, symbol, date from works where symbol is not null and name is null and date is not null"
    ):
        dated[symbol.lstrip("0")].append((ident, day))
    mentions: dict[tuple[str, str], list[tuple[str | None, str]]] = defaultdict(list)
    for ident, symbol, province, day in db.execute(
        "select w.id, w.symbol, d.province, d.issued_on from works w join citations c on c.work_id = w.id "
        "join documents d on d.id = c.document_id "
        "where w.symbol is not null and w.name is null and w.date is null"
    ):
        mentions[ident, symbol].append((province, day or ""))
    for (ident, symbol), citing in mentions.items():
        wholes = []
        for whole, day in dated[symbol.lstrip("0")]:
            year = int(day[:4])
            meant = all(
                symbol_work(symbol, year, province) == whole
                and day[: len(citing_day)] <= citing_day
                and (day[:4] == citing_day[:4] or _THROUGH_A_TERM.search(symbol) is not None)
                for province, citing_day in citing
            )
            if meant:
                wholes.append(whole)
        if len(wholes) == 1:
            yield ident, wholes[0]


def _same_laws(db: Database) -> Iterator[tuple[str, str]]:
    yield from db.execute(
        "select part.id, min(whole.id) from works part join works whole on whole.symbol = part.symbol "
        "where part.name is null and whole.name is not null group by part.id having count(*) = 1"
    )
