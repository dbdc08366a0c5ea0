"""The types of documents by name and by the abbreviation in a symbol (`doc_types.toml`)."""

from __future__ import annotations

import re
from functools import cache

from extract.values.text import fold
from patterns import alternation, data


@cache
def type_names() -> tuple[str, ...]:
    """The names of all types, in readable case."""
    return tuple(entry["name"] for entry in data("doc_types")["type"])


@cache
def annex_names() -> tuple[str, ...]:
    """The names of the types that are promulgated with another document."""
    return tuple(entry["name"] for entry in data("doc_types")["type"] if entry.get("annex"))


@cache
def _by_code() -> dict[str, str]:
    return {code: entry["name"] for entry in data("doc_types")["type"] for code in entry["codes"]}


def type_of_symbol(symbol: str) -> str | None:
    """The type that the abbreviation of a symbol names (`QĐ-UBND`, `2024/NQ-HĐND`, `CV/TU`); `None` for letters."""
    for part in re.split(r"[/-]", symbol):
        if part in _by_code():
            return _by_code()[part]
        if not part.isdigit():
            return None
    return None


@cache
def type_line() -> re.Pattern[str]:
    """A paragraph that begins with the name of a type in capitals."""
    return re.compile(rf"(?P<type>{alternation([n.upper() for n in type_names()])})(?=[\s:.]|$)")


@cache
def type_alone() -> re.Pattern[str]:
    """A paragraph that is the name of a type, in any case."""
    return re.compile(rf"(?P<type>{alternation(type_names())})\s*$", re.IGNORECASE)


@cache
def _by_letters() -> dict[str, str]:
    return {fold(name): name for name in type_names()}


def type_seen(text: str) -> str | None:
    """The type that a line in capitals names, whatever became of its accents in an image (`CHÍ THỊ`, `KÉ HOẠCH`)."""
    return _by_letters().get(fold(text).strip(" .:*-")) if text.isupper() else None


def readable_type(printed: str) -> str:
    """The name of a type in readable case from how it is printed."""
    wanted = re.sub(r"\s+", " ", printed).casefold()
    return next((n for n in type_names() if n.casefold() == wanted), printed.capitalize())
