"""Every file ever offered, and what became of it.

A file is its path; what it holds is known by the hash of its bytes. A copy is the same document under another name, a
moved file the same document that is gone from one place and there in another, a changed file a later version of its
document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from extract.database.identity import document_id
from extract.database.transactions import writing
from extract.database.upkeep import due
from extract.database.versions import archive, same_document
from extract.database.writing import Extracted, clear, now, remove_file, store

STATUSES = (
    "waiting",
    "stored",
    "duplicate",
    "opened",
    "skipped",
    "queued",
    "failed",
    "gone",
    "forgotten",
)
"""`waiting` to be read; `stored`; `duplicate` of a stored one; `opened`: an archive or a mail, whose members have rows of
their own; `skipped`: no document by its kind; `queued` for a program that is missing; `failed`; `gone`: no longer
where it was, its document is kept; `forgotten` at a user's wish: not taken in again."""

_PRESENT = ("stored", "duplicate")


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as it was offered: its path (`a.zip!b.docx` in an archive), size and time of change, and where it came from.

    `url` and `fetched_at` (UTC, ISO 8601) are those of a file that was fetched; they stay when it is offered again
    from the disk.
    """

    path: str
    size: int | None = None
    mtime_ns: int | None = None
    url: str | None = None
    fetched_at: str | None = None


def record_file(
    db: Database,
    path: str,
    status: str,
    *,
    sha256: str | None = None,
    error: str | None = None,
    ident: str | None = None,
    offered: Offered | None = None,
) -> None:
    """Notes what became of a file: one of `STATUSES`, with its reason.

    What the file held before goes to `file_versions`, and the document of that leads to the one it holds now, where
    it is a version of it and no other file still holds the earlier. Without a hash the content was not read: what the
    file is known to hold stays, and it is looked at again.
    """
    offered = offered or Offered(path)
    with writing(db):
        before = db.execute(
            "select sha256, document_id, seen_at from files where path = ?", [path]
        ).fetchone()
        db.execute(
            "insert into files (path, sha256, status, error, document_id, seen_at, size, mtime_ns, url, fetched_at) "
            "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (path) do update set "
            "sha256 = coalesce(excluded.sha256, sha256), status = excluded.status, error = excluded.error, "
            "document_id = iif(excluded.sha256 is null, document_id, excluded.document_id), "
            "seen_at = excluded.seen_at, size = iif(excluded.sha256 is null, null, coalesce(excluded.size, size)), "
            "mtime_ns = iif(excluded.sha256 is null, null, coalesce(excluded.mtime_ns, mtime_ns)), url = coalesce(excluded.url, url), "
            "fetched_at = coalesce(excluded.fetched_at, fetched_at)",
            [
                path, sha256, status, error, ident, now(),
                offered.size if sha256 else None, offered.mtime_ns if sha256 else None, offered.url, offered.fetched_at,
            ],
        )  # fmt: skip
        if before is not None and before[0] is not None and sha256 not in (None, before[0]):
            db.execute(
                "insert into file_versions (path, sha256, document_id, seen_at, replaced_at) values (?, ?, ?, ?, ?) "
                "on conflict (path, sha256) do update set replaced_at = excluded.replaced_at",
                [path, *before, now()],
            )
            _settle(db, before[0])
            if sha256 is not None and status in _PRESENT:
                _supersede(db, before[0], sha256)
        if sha256 is not None and status in _PRESENT:
            _settle(db, sha256)
        elif before is not None and before[0] is not None and before[0] == (sha256 or before[0]):
            # It was one of the files of a document, and is not, for now.
            _settle(db, before[0])


def take_in(db: Database, extracted: Sequence[Extracted], offered: Offered) -> str:
    """Stores the documents of a file with all their facts, and notes its fate, in one transaction; the id of the first.

    Documents that were forgotten stay so.
    """
    sha256 = extracted[0].sha256
    with writing(db):
        first, *_ = store_parts(db, extracted)
        record_file(db, offered.path, "stored", sha256=sha256, ident=first, offered=offered)
    return first


def store_parts(db: Database, extracted: Sequence[Extracted]) -> list[str]:
    """Stores the documents of one file, all in one transaction, and removes those that an earlier reading found more."""
    sha256 = extracted[0].sha256
    with writing(db):
        sql = "select document_id from forgotten where sha256 = ?"
        forgotten = {ident for (ident,) in db.execute(sql, [sha256]).fetchall()}
        wanted = [e for e in extracted if document_id(sha256, e.document.source.part) not in forgotten]
        stored = [store(db, each) for each in wanted or extracted]
        remove_file(db, sha256, beyond=len(extracted))
    return stored


def note_waiting(db: Database, offered: Iterable[Offered]) -> None:
    """Notes files that have arrived and are still to be read, all at once; what is taken in already stays as it is."""
    rows = [(o.path, now(), o.url, o.fetched_at, o.size, o.mtime_ns) for o in offered]
    if not rows:
        return
    with writing(db):
        db.conn.executemany(
            "insert into files (path, status, seen_at, url, fetched_at) values (?1, 'waiting', ?2, ?3, ?4) "
            "on conflict (path) do update set status = 'waiting', error = null, seen_at = excluded.seen_at "
            "where status not in ('waiting', 'forgotten') "
            "and not (files.size is ?5 and files.mtime_ns is ?6 and status <> 'gone')",
            rows,
        )


def note_known(db: Database, known: Iterable[tuple[Offered, str, str]]) -> None:
    """Notes files whose content is stored already: each with its hash and the id of its document; all at once."""
    with writing(db):
        for offered, sha256, ident in known:
            same = db.execute(
                "select 1 from files where path = ? and sha256 = ? and status in ('stored', 'duplicate') "
                "and document_id is not null",
                [offered.path, sha256],
            ).fetchone()
            if same:
                db.execute(
                    "update files set seen_at = ?, size = coalesce(?, size), mtime_ns = coalesce(?, mtime_ns), "
                    "url = coalesce(?, url), fetched_at = coalesce(?, fetched_at) where path = ?",
                    [now(), offered.size, offered.mtime_ns, offered.url, offered.fetched_at, offered.path],
                )
            else:
                record_file(db, offered.path, "duplicate", sha256=sha256, ident=ident, offered=offered)


def note_gone(db: Database, paths: Iterable[str]) -> int:
    """Notes files that are no longer there, with the members of archives; their documents are kept. Returns how many."""
    count = 0
    with writing(db):
        for path in paths:
            rows = db.execute(
                "select path, sha256 from files where (path = ? or (path > ? and path < ?)) "
                "and status not in ('gone', 'forgotten')",
                [path, f"{path}!", f'{path}"'],
            ).fetchall()
            for each, sha256 in rows:
                db.execute(
                    "update files set status = 'gone', error = null, seen_at = ? where path = ?",
                    [now(), each],
                )
                if sha256 is not None:
                    _settle(db, sha256)
                count += 1
    return count


def _settle(db: Database, sha256: str) -> None:
    """Of the files that hold one content the first by name is the document's own, the others are duplicates of it."""
    rows = db.execute(
        "select path, status, document_id from files where sha256 = ? and status in ('stored', 'duplicate') "
        "order by instr(path, '!') > 0, path",
        [sha256],
    ).fetchall()
    if not rows:
        return
    held = db.execute("select id, path from documents where sha256 = ? order by part", [sha256]).fetchall()
    ident = held[0][0] if held else None
    first = rows[0][0]
    for path, status, document in rows:
        fate = "stored" if path == first else "duplicate"
        if (status, document) != (fate, ident):
            db.execute("update files set status = ?, document_id = ? where path = ?", [fate, ident, path])
    if any(path != first for _, path in held):
        db.execute("update documents set path = ? where sha256 = ?", [first, sha256])


def _supersede(db: Database, old: str, new: str) -> None:
    """Leads from the documents of an earlier content to the versions of them in the later."""
    still = "select 1 from files where sha256 = ? and status in ('stored', 'duplicate', 'opened') limit 1"
    if db.execute(still, [old]).fetchone():
        return
    columns = "id, text, number || '/' || symbol || coalesce(' ' || substr(issued_on, 1, 4), '') as named"
    candidates = list(
        db.query(
            f"select {columns} from documents where sha256 = ? and superseded_by is null order by part", [new]
        )
    )
    for before in list(
        db.query(
            f"select {columns} from documents where sha256 = ? and superseded_by is null order by part", [old]
        )
    ):
        after = next(
            (c for c in candidates if same_document(before["text"], c["text"], before["named"], c["named"])),
            None,
        )
        if after is not None:
            retire(db, before["id"], after["id"])
            candidates.remove(after)


def retire(db: Database, old: str, new: str) -> None:
    """Makes a document an earlier version of another: its text stays, its facts go to `superseded_facts`."""
    with writing(db):
        db.execute("pragma defer_foreign_keys = on")
        archive(db, old, new)
        clear(db, old)
        db.execute("update documents set superseded_by = ? where id = ?", [new, old])
        due(db, "works", "links")
