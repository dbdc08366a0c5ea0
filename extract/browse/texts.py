"""What the pages say, in Vietnamese and English: one catalogue, and how dates are written."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

LANGUAGES = ("vi", "en")
_CATALOGUE = ("texts.toml", "texts_pages.toml")

Texts = Callable[..., str]


@functools.cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Each text by its dotted name (`home.overdue`): Vietnamese, English. They may hold fields of `str.format`."""
    return {
        f"{section}.{name}": (pair[0], pair[1])
        for part in _CATALOGUE
        for section, texts in tomllib.loads(Path(__file__).with_name(part).read_text("utf-8")).items()
        for name, pair in texts.items()
    }


def texts(language: str) -> Texts:
    """`t("home.count", n=3)` in a language; `KeyError` where the catalogue has no such text."""
    which = LANGUAGES.index(language)
    known = catalogue()

    def t(name: str, /, **fields: Any) -> str:
        return known[name][which].format(**fields) if fields else known[name][which]

    return t


def known_or_plain(t: Texts, name: str, plain: str) -> str:
    """The text of a name that is built from data, or the data itself where the catalogue does not know it."""
    return t(name) if name in catalogue() else plain


def day(value: str | None, language: str) -> str:
    """A date or period in its normal form as readers of the language write it; English readers get the normal form."""
    value = value or ""
    if language == "en":
        return value
    year, _, rest = value.partition("-")
    if not rest:
        return f"năm {year}" if year.isdigit() else value
    if rest[0] == "Q":
        return (
            f"quý {('I', 'II', 'III', 'IV')[int(rest[1]) - 1]}/{year}"
            if rest[1:] in ("1", "2", "3", "4")
            else value
        )
    if rest[0] == "H":
        return f"6 tháng {'đầu' if rest[1:] == '1' else 'cuối'} năm {year}"
    month, _, number = rest.partition("-")
    if not month.isdigit():
        return value
    return f"{number}/{month}/{year}" if number else f"tháng {int(month)}/{year}"


def number(value: float | None, language: str) -> str:
    """A number with the separators of the language (`1.234,5`, `1,234.5`)."""
    if value is None:
        return ""
    text = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))
