"""Corrections as gold: what readers judged, in the form that `cchc evaluate` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from sqlite_utils import Database

from extract.database.corrections import FIELDS, held, values_of

# The names that gold has for kinds of facts.
_NAMES = {"citations": "references"}


def gold_of(facts: Database, corrections: Database) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name and the content of a gold file for each document in which something was judged.

    Facts judged right, and amended ones with their new values, have to be found; those judged wrong are not in the gold, so that
    finding them again counts as an extra. What nobody judged is optional: it neither rewards nor punishes. Only the kinds
    in which something was judged are listed as annotated. A judgement is of the text: a fact that is no longer
    extracted, or says something else by now, stands as it was judged.
    """
    by_document: dict[str, list[Mapping[str, Any]]] = {}
    for row in held(corrections):
        by_document.setdefault(row["document_id"], []).append(row)
    for ident, rows in sorted(by_document.items()):
        kinds = [kind for kind in FIELDS if any(row["kind"] == kind for row in rows)]
        content: dict[str, Any] = {
            "file": PurePath(rows[0]["path"]).name,
            "part": rows[0]["part"] or 1,
            "document": {},
            "annotated": kinds,
        }
        for kind in kinds:
            content[_NAMES.get(kind, kind)] = list(
                _facts(facts, kind, ident, [r for r in rows if r["kind"] == kind])
            )
        yield f"{ident}.json", content


def _facts(
    facts: Database, kind: str, document: str, judged: list[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for row in sorted(judged, key=lambda r: r["start"]):
        if row["verdict"] != "wrong":
            yield {"quote": row["quote"], **json.loads(row["judged"]), **json.loads(row["amended"] or "{}")}
    # A fact that was judged wrong, and says something else by now, is one that nobody judged.
    known = {
        r["now_id"] for r in judged if r["verdict"] != "wrong" or r["standing"] not in ("changed", "mended")
    }
    for ident, quote in facts.execute(
        f"select id, quote from [{kind}] where document_id = ? order by [start]", [document]
    ).fetchall():
        if ident not in known:
            yield {"quote": quote, **values_of(facts, kind, ident), "optional": True}
