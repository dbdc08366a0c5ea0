"""What documents can be filtered by: who issued them, where, of which type, in which year."""

from __future__ import annotations

from dataclasses import dataclass

from datasette.app import Datasette
from sqlite_utils import Database

from extract.browse.memory import remembered
from extract.values.text import fold

MOST_ISSUERS = 300
"""How many names of issuers are offered, and taken for some words."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by: name and number of documents, the most frequent first; years the latest first."""

    issuers: tuple[tuple[str, int], ...]
    provinces: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]


async def choices_of(datasette: Datasette) -> Choices:
    """The choices of the database that is browsed."""
    return await remembered(datasette, "choices", read_choices)


def read_choices(db: Database) -> Choices:
    """What the documents can be filtered by."""

    def counted(column: str, order: str, limit: int) -> tuple[tuple[str, int], ...]:
        rows = db.execute(
            f"select {column} as name, count(*) as documents from documents where {column} is not null and {column} <> '' "
            f"group by 1 order by {order} limit {limit}"
        )
        return tuple((str(name), int(count)) for name, count in rows)

    often = "documents desc, name"
    return Choices(
        counted("issuer", often, 5000),
        counted("province", "name", 200),
        counted("doc_type", often, 100),
        counted("substr(issued_on, 1, 4)", "name desc", 100),
    )


def issuers_named(choices: Choices, asked: str) -> tuple[str, ...]:
    """The names of issuers that are meant, known by any spelling, without accents too."""
    exact = [name for name, _ in choices.issuers if name == asked]
    words = set(fold(asked).split())
    return tuple(exact or [n for n, _ in choices.issuers if words <= set(fold(n).split())][:MOST_ISSUERS])
