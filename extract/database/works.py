"""Every document cited or held, once: which mentions mean the same one.

A symbol alone identifies a document of a central body with a year in it (`45/2020/NĐ-CP`). Offices of every province
number from 1 each year, so `49/QĐ-UBND` is one document only together with the place it comes from and the year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.database.identity import name_id
from extract.facts.model import Citation
from extract.values.text import squeeze

_CENTRAL = re.compile(
    r"(?:-|/)(?:CP|TTg|TW|QH\d*|UBTVQH\d*|B[A-ZĐ]+|TANDTC|VKSNDTC|KTNN|TTCP|NHNN|VPCP|CTN|UBDT)\b"
)


def citation_work(citation: Citation, province: str | None, around: Sequence[Citation] = ()) -> str:
    """The id of the work that a citation means; `around` are the citations of the same document.

    A mention without a date means the dated one of the same symbol in the same document where there is just one.
    """
    if citation.symbol is None:
        return name_id("work", citation.doc_type, citation.name, str(citation.year or ""))
    year = year_of(citation)
    if year is None:
        years = {year_of(c) for c in around if c.symbol == citation.symbol} - {None}
        year = years.pop() if len(years) == 1 else None
    return symbol_work(citation.symbol, year, province)


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
