"""Which fact of one reading is which fact of another: ids that are kept, versions that lead on to their successors.

Two texts are laid side by side line by line. In lines that are alike, and between lines that changed, a fact is the
same where its quote is, counted in order.
"""

from __future__ import annotations

import bisect
import difflib
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from extract.database.identity import LETTERS
from extract.values.text import squeeze

_REFERENCES = ("section_id", "parent_id", "deadline_id", "citation_id", "directive_id")
_SAME_NUMBER, _SAME_TEXT = 0.2, 0.6
"""How much of the words of the shorter of two texts the longer has, where both are versions of one document."""
_PLACES = {
    "id", "document_id", "section_id", "start", "end", "page", "boxes", "doubt", "rule", "found_by", "confidence",
}  # fmt: skip
FACTS = ("citations", "deadlines", "scores", "rankings", "figures", "directives")

Place = tuple[str, int, str]
"""The id of a fact, where it starts, its quote."""


class Alignment:
    """Two texts side by side: `old_group` and `new_group` give the same number where their lines belong together."""

    def __init__(self, old: str, new: str) -> None:
        olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
        self._old_starts = [0, *itertools.accumulate(map(len, olds))]
        self._new_starts = [0, *itertools.accumulate(map(len, news))]
        self._old_groups, self._new_groups = [0] * len(olds), [0] * len(news)
        matcher = difflib.SequenceMatcher(
            None, list(map(squeeze, olds)), list(map(squeeze, news)), autojunk=False
        )
        group = 0
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                for i, j in zip(range(a, b), range(c, d), strict=True):
                    group += 1
                    self._old_groups[i] = self._new_groups[j] = group
            else:
                group += 1
                self._old_groups[a:b] = [group] * (b - a)
                self._new_groups[c:d] = [group] * (d - c)

    def old_group(self, start: int) -> int:
        """The group of the line of the old text in which an offset lies."""
        return self._old_groups[bisect.bisect_right(self._old_starts, start) - 1]

    def new_group(self, start: int) -> int:
        """The group of the line of the new text in which an offset lies."""
        return self._new_groups[bisect.bisect_right(self._new_starts, start) - 1]


def matched(alignment: Alignment | None, old: Iterable[Place], new: Iterable[Place]) -> dict[str, str]:
    """The ids of the old facts, each with that of the new one that is the same; `None` where the text is."""
    waiting: dict[tuple[int, str], list[str]] = defaultdict(list)
    for ident, start, quote in sorted(new, key=lambda p: (p[1], p[0])):
        group = alignment.new_group(start) if alignment else start
        waiting[group, squeeze(quote)].append(ident)
    found = {}
    for ident, start, quote in sorted(old, key=lambda p: (p[1], p[0])):
        group = alignment.old_group(start) if alignment else start
        if candidates := waiting.get((group, squeeze(quote))):
            found[ident] = candidates.pop(0)
    return found


def keep_ids(db: Database, document: str, text: str, tables: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    """Gives the facts of a new reading the ids that the same facts of the stored one have; changes the rows in place.

    Ids say the place; so where the text is the same only facts of one place can have changed theirs.
    """
    ((old_text,),) = db.execute("select text from documents where id = ?", [document]).fetchall()
    alignment = None if old_text == text else Alignment(old_text, text)
    renamed: dict[str, str] = {}
    for table in LETTERS:
        rows = tables.get(table, ())
        old = _places(db, table, document)
        taken = {new: held for held, new in matched(alignment, old, map(_place, rows)).items()}
        given = set(taken.values())
        if all(taken.get(row["id"], row["id"]) == row["id"] for row in rows) and (
            {row["id"] for row in rows if row["id"] not in taken}.isdisjoint(given)
        ):
            continue
        for row in rows:
            ident = taken.get(row["id"])
            if ident is None:
                ident = next(i for i in _free(row["id"]) if i not in given)
                given.add(ident)
            if ident != row["id"]:
                renamed[row["id"]] = ident
    if not renamed:
        return
    for rows in tables.values():
        for row in rows:
            for column in ("id", *_REFERENCES):
                if row.get(column) in renamed:
                    row[column] = renamed[row[column]]


def _free(ident: str) -> Iterator[str]:
    yield ident
    base = ident.partition(".")[0]
    yield from (f"{base}.{n}" for n in itertools.count(2))


def _place(row: Mapping[str, Any]) -> Place:
    # A section is known by its label and heading, a finding by its message.
    if "ordinal" in row:
        return row["id"], row["start"], f"{row['label']} {row['heading']}"
    return row["id"], row["start"], row["message"] if "message" in row else row["quote"]


def _places(db: Database, table: str, document: str) -> list[Place]:
    return [_place(row) for row in _rows(db, table, document)]


def _rows(db: Database, table: str, document: str) -> Iterator[dict[str, Any]]:
    within = " and other_document_id is null" if table == "findings" else ""
    yield from db.query(f"select * from {table} where document_id = ?{within} order by start, id", [document])


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later reading of a document found more, no longer, and otherwise: `(kind, quote)` of each fact."""

    gained: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()


Snapshot = Mapping[str, Mapping[str, dict[str, Any]]]


def snapshot(db: Database, document: str) -> Snapshot:
    """The facts of a document, kind by kind, each by its id, without where it stands."""
    return {t: {r["id"]: _values(r) for r in _rows(db, t, document)} for t in (*FACTS, "findings")}


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """Compares two readings of one document whose ids were kept."""
    gained, lost, changed = [], [], []
    for table, old in before.items():
        new = after[table]
        quote = "message" if table == "findings" else "quote"
        gained += [(table, str(new[i][quote])) for i in new if i not in old]
        lost += [(table, str(old[i][quote])) for i in old if i not in new]
        changed += [(table, str(new[i][quote])) for i in new if i in old and new[i] != old[i]]
    return Difference(tuple(gained), tuple(lost), tuple(changed))


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in _PLACES}


def archive(db: Database, old: str, new: str | None) -> None:
    """Keeps the facts of a document that a later version supersedes, each with the same fact of that version."""
    texts = dict(db.execute("select id, text from documents where id in (?, ?)", [old, new]).fetchall())
    alignment = Alignment(texts[old], texts.get(new or "", ""))
    db.execute("delete from superseded_facts where document_id = ?", [old])
    for table in FACTS:
        rows = list(_rows(db, table, old))
        same = matched(alignment, map(_place, rows), _places(db, table, new) if new else [])
        db.table("superseded_facts").insert_all(
            {
                "id": row["id"],
                "document_id": old,
                "kind": table,
                "start": row["start"],
                "end": row["end"],
                "quote": row["quote"],
                "fields": json.dumps(_values(row), ensure_ascii=False),
                "successor_id": same.get(row["id"]),
            }
            for row in rows
        )


def same_document(old: str, new: str, old_number: str | None, new_number: str | None) -> bool:
    """Whether one text is a version of the other: of one number and symbol, or, where one has none, much the same text.

    A scanner and a portal use a file name again for another document: that one stands beside the first.
    """
    if old_number is not None and new_number is not None and old_number != new_number:
        return False
    ours, theirs = Counter(squeeze(old).lower().split()), Counter(squeeze(new).lower().split())
    shared = (ours & theirs).total()
    least = _SAME_NUMBER if old_number is not None and old_number == new_number else _SAME_TEXT
    return shared >= least * min(ours.total(), theirs.total())
