"""What trafilatura takes for the article of a page: which blocks it keeps, and what it knows of headline, day and site."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.reading.compose import DraftParagraph
from extract.reading.web.blocks import Block

_LONGEST_PAGE = 4_000_000
"""A page of so many characters of markup is no news; the library would take minutes."""
_SHORTEST = 8
"""Fewer letters are found in any text."""
_LABEL = 5
_PIECE = 24
"""A long paragraph is looked for in pieces of so many letters: the library may leave out an element inside it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The letters that trafilatura kept, and the title, ISO date and site that it found."""

    letters: str = ""
    title: str | None = None
    date: str | None = None
    site: str | None = None

    def share(self, block: Block) -> float | None:
        """How much of a block was kept, from 0 to 1; `None` where it is too short to tell, or nothing was kept at all."""
        return _share(block, self.letters) if self.letters else None


def judge(tree: Any, address: str | None) -> Judgement:
    """Asks trafilatura about a page, of which it gets a copy; an empty judgement where it finds nothing.

    It runs with tables, without comments. Days are taken from where pages declare them or print them with a mark,
    not guessed from any number.
    """
    import trafilatura
    from lxml import etree

    markup = etree.tostring(tree, encoding="unicode", method="html")
    if len(markup) > _LONGEST_PAGE:
        return Judgement()
    # The library logs each page in which it finds nothing.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found: Any = trafilatura.bare_extraction(
            markup,
            url=address,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError):
        # Trees that the library has not foreseen.
        return Judgement()
    if found is None or isinstance(found, dict):
        return Judgement()
    return Judgement(letters(found.text or ""), found.title, found.date, found.sitename)


def letters(text: str) -> str:
    """The letters and digits of a text, without case: how lines are cut and items are marked is not asked."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _share(block: Block, kept: str) -> float | None:
    draft = block.draft
    if isinstance(draft, DraftParagraph):
        runs = draft.runs
        # The label of an item comes from the browser, not from the page.
        labelled = len(runs) > 1 and len(letters(runs[0].text)) < _LABEL
        texts: Sequence[str] = [" ".join(run.text for run in runs[labelled:])]
    else:
        texts = [cell.text for row in draft.rows for cell in row]
    held = asked = 0
    for text in texts:
        plain = letters(text)
        if len(plain) < _SHORTEST:
            continue
        pieces = [plain[at : at + _PIECE] for at in range(0, max(1, len(plain) - _PIECE + 1), _PIECE)]
        asked += len(pieces)
        held += sum(piece in kept for piece in pieces)
    return held / asked if asked else None
