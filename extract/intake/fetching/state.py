"""What is known of the addresses of one source, kept in the database, so that a run goes on where another ended."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from extract.database import Offered, note_waiting
from extract.database.transactions import writing
from extract.intake.fetching.client import Fetched, Validators
from extract.intake.fetching.config import Source

SETTLED = ("fetched", "same", "empty", "refused", "gone")
"""`fetched`: its file is kept; `same`: its text is that of `same_as`; `empty`: a page without text of its own;
`refused`: not to be taken; `gone`. Others are `pending` and `failed`."""


@dataclass(frozen=True, slots=True)
class Known:
    """An address that was met before."""

    url: str
    role: str
    status: str
    parent_url: str | None
    hint: str | None
    sha256: str | None
    fingerprint: str | None
    path: Path | None
    checked_at: str | None
    validators: Validators


_COLUMNS = "url, role, status, parent_url, hint, sha256, fingerprint, path, checked_at, etag, last_modified"


class State:
    """The addresses of one source."""

    def __init__(self, db: Database, source: Source) -> None:
        self._db, self._source = db, source
        row = db.execute("select complete_at from sources where name = ?", [source.name]).fetchone()
        self.complete = bool(row and row[0])
        """Whether an earlier run met all that the source led to; then what is known need not be walked through again."""

    def get(self, url: str) -> Known | None:
        """What is known of an address."""
        row = self._db.execute(f"select {_COLUMNS} from fetches where url = ?", [url]).fetchone()
        if row is None:
            return None
        fields = dict(zip(_COLUMNS.split(", "), row, strict=True))
        validators = Validators(fields.pop("etag"), fields.pop("last_modified"))
        path = fields.pop("path")
        return Known(**fields, path=Path(path) if path else None, validators=validators)

    def is_known(self, url: str) -> bool:
        """Whether an address was met before."""
        return self.get(url) is not None

    def validators(self, url: str) -> Validators | None:
        """The validators of a page of the source itself, where all that it led to was met."""
        known = self.get(url) if self.complete else None
        return known.validators if known and known.role == "source" else None

    def meet(self, found: Iterable[tuple[str, str, str | None]], parent: str | None = None) -> None:
        """Notes addresses (url, role, hint) to be fetched; those that say that they changed are fetched again."""
        rows = [(url, self._source.name, parent, role, hint) for url, role, hint in found]
        if rows:
            with writing(self._db):
                self._db.conn.executemany(
                    "insert into fetches (url, source, parent_url, role, status, hint) values (?, ?, ?, ?, 'pending', ?) "
                    "on conflict (url) do update set hint = coalesce(excluded.hint, hint), status = iif(excluded.hint "
                    "is not null and excluded.hint is not fetches.hint, 'pending', status)",
                    rows,
                )

    def due(self) -> list[str]:
        """The addresses to be asked now: pending, failed, and those that have not been asked for long; pages first."""
        oldest = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=self._source.recheck_days)
        rows = self._db.execute(
            "select url from fetches where source = ? and role in ('page', 'attachment') and (status in ('pending', 'failed') "
            "or checked_at is null or checked_at <= ?) order by status not in ('pending'), role desc, coalesce(checked_at, ''), rowid",
            [self._source.name, _text(oldest)],
        )
        return [url for (url,) in rows.fetchall()]

    def twin(self, url: str, fingerprint: str) -> str | None:
        """Another address whose page has the same text."""
        row = self._db.execute(
            "select url from fetches where fingerprint = ? and url <> ? and status = 'fetched' order by fetched_at, url limit 1",
            [fingerprint, url],
        ).fetchone()
        return row[0] if row else None

    def unchanged(self, url: str) -> None:
        """Notes that an address was asked and has not changed."""
        with writing(self._db):
            self._db.execute(
                "update fetches set checked_at = ?, error = null, "
                "status = iif(status in ('pending', 'failed', 'gone'), case when same_as is not null then 'same' "
                "when path is not null then 'fetched' else status end, status) where url = ?",
                [now(), url],
            )

    def settle(self, url: str, status: str, error: str | None = None) -> None:
        """Notes that an address was asked in vain."""
        with writing(self._db):
            self._db.execute(
                "update fetches set status = ?, error = ?, checked_at = ? where url = ?",
                [status, error, now(), url],
            )

    def store(
        self,
        url: str,
        status: str,
        fetched: Fetched,
        *,
        path: Path | None,
        fingerprint: str | None = None,
        same_as: str | None = None,
        attachments: Sequence[str] = (),
        offered: bool = True,
    ) -> None:
        """Notes what came, what it leads to, and that its file waits to be taken in: all in one transaction."""
        with writing(self._db):
            self._db.execute(
                "update fetches set status = ?, final_url = ?, etag = ?, last_modified = ?, sha256 = ?, fingerprint = ?, "
                "same_as = ?, path = ?, media_type = ?, size = ?, fetched_at = ?, checked_at = ?, error = null where url = ?",
                [
                    status, fetched.url, fetched.validators.etag, fetched.validators.last_modified, fetched.sha256,
                    fingerprint, same_as, str(path) if path else None, fetched.media_type, fetched.size,
                    fetched.fetched_at, fetched.fetched_at, url,
                ],
            )  # fmt: skip
            self.meet([(each, "attachment", None) for each in attachments], parent=url)
            if path is not None and offered:
                info = path.stat()
                note_waiting(
                    self._db, [Offered(str(path), info.st_size, info.st_mtime_ns, url, fetched.fetched_at)]
                )

    def leaf(self, url: str, validators: Validators) -> None:
        """Notes a page of the source itself, all that it led to being noted."""
        with writing(self._db):
            self._db.execute(
                "insert into fetches (url, source, role, status, etag, last_modified, checked_at) "
                "values (?, ?, 'source', 'fetched', ?, ?, ?) on conflict (url) do update set etag = excluded.etag, "
                "last_modified = excluded.last_modified, checked_at = excluded.checked_at where role = 'source'",
                [url, self._source.name, validators.etag, validators.last_modified, now()],
            )

    def ended(self, counts: Counter[str], error: str | None, complete: bool) -> None:
        """Notes how a run ended; `complete` that the source was walked through to its end."""
        with writing(self._db):
            self._db.execute(
                "insert into sources (name, kind, run_at, complete_at, counts, error) values (?, ?, ?, ?, ?, ?) "
                "on conflict (name) do update set kind = excluded.kind, run_at = excluded.run_at, counts = excluded.counts, "
                "complete_at = coalesce(excluded.complete_at, complete_at), error = excluded.error",
                [
                    self._source.name, self._source.kind, now(), now() if complete else None,
                    json.dumps(counts, ensure_ascii=False), error,
                ],
            )  # fmt: skip


def waiting(db: Database, store: Path) -> list[tuple[str, str, str]]:
    """The files of a store that were fetched and are still to be taken in: path, address, time."""
    prefix = f"{store}/"
    rows = db.execute(
        "select path, url, fetched_at from files where status = 'waiting' and url is not null "
        "and substr(path, 1, length(?)) = ? and instr(path, '!') = 0 order by path",
        [prefix, prefix],
    )
    return [(path, url, fetched_at) for path, url, fetched_at in rows.fetchall()]


def now() -> str:
    """The time in UTC, in ISO 8601."""
    return _text(datetime.datetime.now(datetime.UTC))


def _text(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
