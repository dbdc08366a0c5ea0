"""Mentions of documents as the checks compare them: by symbol, day and issuer as printed at the mention itself."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.facts.model import Citation, Facts
from extract.reading.source import Table
from extract.structure.model import Document
from extract.values.dates import Date, find_dates
from patterns import data

_SYMBOL = re.compile(r"(?P<number>\d+)[a-zA-Z]?(?P<party>-)?/?(?:(?P<year>(?:19|20)\d\d)/)?(?P<body>.+)")
_SPLIT = re.compile(r"[-/]")
# Their organ says who issued a document wherever it is cited; `UBND` or `VP` are those of many bodies.
_CENTRAL = re.compile(r"(?:CP|TTg|TW|QH\d*|UBTVQH\d*|VPCP|VPQH|B[A-ZĐ&]{1,6}|TTCP|NHNN|UBDT|BCĐTW)\Z")
# Bodies of these abbreviations stand at every level or in every agency.
_COMMON = re.compile(
    r"(?:UB|UBND|CTUBND|HĐND|TTHĐND|VP|TU|HU|ĐU|QU|ThU|BTV|BCĐ|BCS|BCSĐ|HĐ|ĐTN|MTTQ|UBMTTQ|BTT|BTC|TCT|BQL|TTg)\Z"
)
# Numbers of these run on through a term of office; they don't begin anew each year.
_TERM = ("TU", "TW", "HU", "ĐU", "QU", "ThU")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention with a day of signing printed in it.

    `series` is what numbers are counted in (`KH-UBND`); `number` the number; `own_year` the year that the symbol
    carries. `end` of the span is that of the mention, its day included.
    """

    citation: Citation
    number: int
    series: str
    own_year: int | None
    day: datetime.date
    tabled: bool

    @property
    def span(self) -> tuple[int, int]:
        return self.citation.start, self.citation.end

    @property
    def organ(self) -> str:
        """The abbreviation of the body: `UBND` of `KH-UBND`, `QH15` of a law."""
        parts = _SPLIT.split(self.series)
        return parts[1] if len(parts) > 1 else parts[0]

    @property
    def central(self) -> bool:
        """Whether the symbol alone says which body issued the document."""
        return _CENTRAL.match(self.organ) is not None

    @property
    def common(self) -> bool:
        """Whether many bodies in a document may bear the abbreviation; `SNV` in one of a province is one body."""
        return not self.central and _COMMON.match(self.organ) is not None

    @property
    def of_term(self) -> bool:
        """Whether the document is the Party's, whose numbers run on through a term."""
        return "/" in self.series and self.organ.startswith(_TERM)


def mentions(document: Document, facts: Facts) -> list[Mention]:
    """The mentions that print a day which exists, in the order of the text."""
    found = []
    for citation in facts.citations:
        if citation.symbol is None or citation.date is None or len(citation.date) != 10:
            continue
        match = _SYMBOL.fullmatch(citation.symbol)
        printed = day_in(document, citation)
        # The day of another mention (`cùng ngày`, `Ngày …, UBND ban hành …`) proves nothing of this one.
        if match is None or printed is None or printed.iso != citation.date:
            continue
        found.append(
            Mention(
                citation,
                int(match["number"]),
                match["body"],
                int(match["year"]) if match["year"] else None,
                datetime.date.fromisoformat(citation.date),
                isinstance(document.block_at(citation.start), Table),
            )
        )
    return found


def day_in(document: Document, citation: Citation) -> Date | None:
    """The day printed within a mention, the last one there."""
    days = [d for d in find_dates(document.view, citation.start, citation.end) if d.precision == "day"]
    return days[-1] if days else None


def same_issuer(first: Citation, second: Citation) -> bool | None:
    """Whether two mentions name one issuer; `None` where one of them names none.

    The head of a body stands for the body, a committee's standing members for the committee.
    """
    if first.issuer is None or second.issuer is None:
        return None
    one, other = _core(first.issuer), _core(second.issuer)
    return one.startswith(other) or other.startswith(one) or (_of_party(one) and _of_party(other))


def compatible(group: Iterable[Mention]) -> bool:
    """Whether the mentions may all be of one issuer."""
    named = [m.citation for m in group if m.citation.issuer is not None]
    return all(same_issuer(named[0], other) for other in named[1:])


def near(first: datetime.date, second: datetime.date) -> bool:
    """Whether one slip of the typist makes one day the other: day, month or year wrong, or day and month exchanged."""
    different = (first.day != second.day) + (first.month != second.month) + (first.year != second.year)
    swapped = (first.day, first.month, first.year) == (second.month, second.day, second.year)
    return first != second and (different == 1 or swapped)


def _core(issuer: str) -> str:
    name = issuer.lower()
    changed = True
    while changed:
        changed = False
        for post in data("checks")["citations"]["posts"]:
            if name.startswith(f"{post} "):
                name, changed = name[len(post) + 1 :], True
    return name


def _of_party(name: str) -> bool:
    return any(word in name for word in data("checks")["citations"]["party"])
