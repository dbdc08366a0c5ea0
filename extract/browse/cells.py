"""Cells of Datasette's tables that lead to a fact in its document, a document, or a body."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from datasette.app import Datasette
from markupsafe import Markup

from extract.database.identity import LETTERS

# The word by which a kind of fact is known in the address of a page (`#citation-0ae6a61e82d0da92-c4642`).
ANCHORS = {
    "citations": "citation",
    "deadlines": "deadline",
    "scores": "score",
    "rankings": "ranking",
    "figures": "figure",
    "directives": "directive",
    "organisation_mentions": "organisation",
    "findings": "finding",
    "short_mentions": "mention",
    "sections": "section",
}
# What only several documents together show has an id of its own form, `…-x` and the hash of what it rests on.
_TABLES = {letter: table for table, letter in LETTERS.items()} | {"x": "findings"}
_FACT = re.compile(r"([0-9a-f]{16}(?:p\d+)?)-(?:([a-wyz])\d+(?:\.\d+)?|(x)[0-9a-f]{16})")
_DOCUMENT = re.compile(r"[0-9a-f]{16}(?:p\d+)?")
# Columns for programs, which readers need only a glimpse of.
_PLACES = frozenset({"boxes", "spans", "sha256", "metadata"})
_PLACES_SHOWN, _TEXT_SHOWN = 24, 160
_BODY = re.compile(r"[0-9a-f]{16}")


def document_path(document: str, fact: str | None = None) -> str:
    """The path of the page of a document, at a fact of it where one is named."""
    return f"/-/document/{document}" + (f"#{anchor(fact)}" if fact else "")


def is_document(ident: str) -> bool:
    """Whether it has the form of the id of a document."""
    return _DOCUMENT.fullmatch(ident) is not None


def fact_path(fact: str) -> str | None:
    """The path of a fact in the page of its document; `None` for what is no id of a fact."""
    found = _FACT.fullmatch(fact)
    return document_path(found[1], fact) if found and _table(found) else None


def anchor(fact: str) -> str:
    """The anchor of a fact, section or finding in the page of its document: its kind and its id."""
    found = _FACT.fullmatch(fact)
    table = _table(found) if found else None
    return f"{ANCHORS[table]}-{fact}" if table else fact


def span_anchor(finding: str, nth: int) -> str:
    """The anchor of the nth stretch that a finding rests on, from 0; the first is the place of the finding."""
    return anchor(finding) + (f"_{nth + 1}" if nth else "")


def _table(found: re.Match[str]) -> str | None:
    return _TABLES.get(found[2] or found[3])


def cell(datasette: Datasette, row: sqlite3.Row, value: Any, column: str, table: str | None) -> Markup | None:
    """The cell as a link, or `None` where Datasette shows it as it does."""
    text = value
    if isinstance(value, dict):  # a foreign key with its label
        value, text = value.get("value"), str(value.get("label") or value.get("value"))
    if not isinstance(value, str) or not value:
        return None
    names = row.keys()
    if column in ("quote", "message") and "id" in names and isinstance(row["id"], str):
        return _link(datasette, fact_path(row["id"]), value)
    if column == "document" and "document_id" in names and isinstance(row["document_id"], str):
        return _link(datasette, document_path(row["document_id"]), value)
    if column == "text" and table == "documents":
        return _link(datasette, document_path(row["id"]), _short(value))
    if column in _PLACES:
        return Markup('<span title="{}">{}</span>').format(value[:500], _short(value, _PLACES_SHOWN))
    if column == "path" and table == "documents":
        return _link(datasette, document_path(row["id"]), value)
    if _FACT.fullmatch(value):
        return _link(datasette, fact_path(value), text)
    if column in ("document_id", "held_document_id", "other_document_id", "by_document_id"):
        return _link(datasette, document_path(value) if _DOCUMENT.fullmatch(value) else None, text)
    if column.endswith("organisation_id") or (table == "organisations" and column == "name"):
        body = row["id"] if column == "name" else value
        return _link(datasette, f"/-/organisation/{body}" if _BODY.fullmatch(str(body)) else None, text)
    return None


def _short(text: str, width: int = _TEXT_SHOWN) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _link(datasette: Datasette, path: str | None, text: str) -> Markup | None:
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(path), text) if path else None
