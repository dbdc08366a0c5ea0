"""A run over the sources: what they lead to is met, fetched, kept and taken in, batch by batch."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from extract.database.transactions import file_of
from extract.intake.fetching.addresses import Gate, Resolve, resolve
from extract.intake.fetching.config import Source
from extract.intake.ingest import Origin, Report, ingest
from extract.values.language import say

if TYPE_CHECKING:
    from extract.intake.fetching.client import Client, Fetched, Pace
    from extract.intake.fetching.state import Known, State
    from extract.intake.fetching.store import Store

_BATCH = 25
"""Documents that are fetched before they are taken in."""
_LEAST_WORDS = 40
"""A page with fewer words beside its files says only what they are."""


class MissingFetchError(Exception):
    """The extra `fetch` is not installed. `str()` is one line with the remedy."""


@dataclass
class FetchReport:
    """What came of a run: `counts` of addresses (`new`, `changed`, `unchanged`, `same`, `empty`, `gone`, `refused`,
    `failed`), a line for each that did not come, and what became of the files."""

    counts: Counter[str] = field(default_factory=Counter)
    messages: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    """What a dry run would fetch."""
    intake: Report = field(default_factory=Report)


def default_store(db: Database) -> Path:
    """The folder beside the database for what is fetched."""
    path = Path(file_of(db))
    return path.with_name(f"{path.stem}.fetched")


def fetch(
    db: Database,
    sources: Sequence[Source],
    *,
    store: Path | None = None,
    limit: int | None = None,
    dry_run: bool = False,
    workers: int = 1,
    tell: Callable[[str], None] = lambda line: None,
    stopped: Callable[[], bool] = lambda: False,
    resolver: Resolve = resolve,
) -> FetchReport:
    """Fetches what is new or changed at the sources and takes it in.

    Files are kept in `store`, beside the database by default. `limit`: at most so many documents a source. A dry run
    asks for the pages of the sources only and changes nothing. What goes wrong at one address or one source is a
    line of the report; raises `MissingFetchError` without the extra, `StoreError` or `DatabaseError` where nothing can
    be written.
    """
    try:
        import feedparser
        import httpx
        import protego
        import stamina

        from extract.intake.fetching.client import Pace
    except ImportError as error:
        raise MissingFetchError(
            say(
                f"cchc fetch cần gói {error.name}; cài bằng: pip install 'cchc[fetch]'",
                f"cchc fetch needs the package {error.name}; install it: pip install 'cchc[fetch]'",
            )
        ) from None
    del feedparser, httpx, protego, stamina
    from extract.intake.fetching.state import waiting
    from extract.intake.fetching.store import Store

    kept = Store(store or default_store(db))
    report = FetchReport()
    pace = Pace()
    run = _Run(db, kept, pace, report, limit, workers, tell, stopped, resolver)
    with kept.held():
        if not dry_run:
            # What an earlier run fetched and did not come to take in.
            run.take_in([(Path(path), Origin(url, at)) for path, url, at in waiting(db, kept.root)])
        for source in sources:
            if stopped():
                break
            if dry_run:
                run.look(source)
            else:
                run.work(source)
    return report


class _Run:
    def __init__(
        self,
        db: Database,
        store: Store,
        pace: Pace,
        report: FetchReport,
        limit: int | None,
        workers: int,
        tell: Callable[[str], None],
        stopped: Callable[[], bool],
        resolver: Resolve,
    ) -> None:
        self._db, self._store, self._pace, self._report = db, store, pace, report
        self._limit, self._workers, self._tell, self._stopped = limit, workers, tell, stopped
        self._resolver = resolver
        self._batch: list[tuple[Path, Origin]] = []

    def _client(self, source: Source) -> Client:
        from extract.intake.fetching.client import Client

        gate = Gate(source.urls, source.hosts, source.private, self._resolver)
        return Client(source, gate, self._pace, self._store.parts)

    def look(self, source: Source) -> None:
        """Lists what a run would fetch."""
        from extract.intake.fetching.client import FetchError
        from extract.intake.fetching.discovery import discover
        from extract.intake.fetching.state import State

        state = State(self._db, source)
        state.complete = False
        known = set(state.due())
        listed: dict[str, None] = dict.fromkeys(known)
        with self._client(source) as client:
            try:
                for leaf in discover(source, client, state):
                    for each in leaf.found:
                        if (
                            each.url in known
                            or not (before := state.get(each.url))
                            or (each.hint is not None and before.hint != each.hint)
                        ):
                            listed[each.url] = None
                    if len(listed) >= (self._limit or source.max_documents) or self._stopped():
                        break
            except FetchError as error:
                self._fault(error)
        for url in list(listed)[: self._limit or source.max_documents]:
            self._report.listed.append(f"{source.name}\t{url}")

    def work(self, source: Source) -> None:
        """Meets and fetches what is new at one source."""
        from extract.intake.fetching.client import FetchError
        from extract.intake.fetching.discovery import Leaf, discover
        from extract.intake.fetching.state import State

        state = State(self._db, source)
        before = Counter(self._report.counts)
        work = _Source(self, source, state)
        error: str | None = None
        leaves: list[Leaf] = []
        walked = False
        with self._client(source) as client:
            try:
                for leaf in discover(source, client, state):
                    state.meet((f.url, f.role, f.hint) for f in leaf.found)
                    leaves.append(leaf)
                    # Page by page, so that a run that is stopped has got on.
                    work.fetch_due(client)
                    if work.full() or self._stopped():
                        break
                else:
                    walked = True
                    for leaf in leaves:
                        if leaf.url:
                            state.leaf(leaf.url, leaf.validators)
            except FetchError as fault:
                error = str(fault)
                self._fault(fault)
            work.fetch_due(client)
        self.take_in()
        state.ended(self._report.counts - before, error, complete=walked and not work.full())

    def _fault(self, error: Exception) -> None:
        """Notes that a source could not be walked through."""
        self._report.counts["failed"] += 1
        self.say(str(error))

    def say(self, message: str) -> None:
        """Notes a line of the report."""
        self._report.messages.append(message)
        self._tell(message)

    def count(self, what: str) -> None:
        """Counts what became of an address."""
        self._report.counts[what] += 1

    def stopped(self) -> bool:
        """Whether the run is to end."""
        return self._stopped()

    def offer(self, path: Path, origin: Origin) -> None:
        """Takes a file in, with others."""
        self._batch.append((path, origin))
        if len(self._batch) >= _BATCH:
            self.take_in()

    def take_in(self, batch: Sequence[tuple[Path, Origin]] = ()) -> None:
        """Takes in what was fetched."""
        batch = batch or self._batch
        there = [(path, origin) for path, origin in batch if path.exists()]
        self._batch = []
        if not there:
            return
        found = ingest(self._db, [path for path, _ in there], workers=self._workers, origins=dict(there))
        total = self._report.intake
        total.counts += found.counts
        total.failures += found.failures
        total.documents += found.documents
        total.stored += found.stored
        for failure in found.failures:
            self._tell(failure.message)

    @property
    def limit(self) -> int | None:
        """How many documents a source may give."""
        return self._limit

    @property
    def store(self) -> Store:
        """Where files are kept."""
        return self._store


class _Source:
    """The addresses of one source, one after the other."""

    def __init__(self, run: _Run, source: Source, state: State) -> None:
        self._run, self._source, self._state = run, source, state
        self._tried: set[str] = set()
        self._taken = 0

    def full(self) -> bool:
        """Whether the source has given all that it may in one run."""
        limit = self._source.max_documents
        return self._taken >= (limit if self._run.limit is None else min(limit, self._run.limit))

    def fetch_due(self, client: Client) -> None:
        """Fetches what is due, with what that leads to; each address once a run."""
        while True:
            due = [url for url in self._state.due() if url not in self._tried]
            if not due:
                return
            for url in due:
                if self.full() or self._run.stopped():
                    return
                self._tried.add(url)
                self._one(url, client)

    def _one(self, url: str, client: Client) -> None:
        from extract.intake.fetching.client import FetchError

        known = self._state.get(url)
        assert known is not None
        # Without the file there is nothing that an answer "not changed" could stand for.
        kept = known.path is not None and known.path.exists()
        try:
            fetched = client.get(url, known.validators if kept or self._twin(known) else None)
        except FetchError as error:
            self._run.count(error.status)
            self._state.settle(url, error.status, str(error))
            if error.status == "failed" or not known.checked_at:
                self._run.say(str(error))
            return
        if fetched.path is None:
            self._run.count("unchanged")
            self._state.unchanged(url)
            return
        try:
            self._keep(url, fetched)
        finally:
            with contextlib.suppress(OSError):
                fetched.path.unlink()

    def _keep(self, url: str, fetched: Fetched) -> None:
        known = self._state.get(url)
        assert known is not None and fetched.path is not None
        kept = known.path is not None and known.path.exists()
        if known.sha256 == fetched.sha256 and self._twin(known):
            self._state.unchanged(url)
            self._run.count("unchanged")
            return
        if kept and known.sha256 == fetched.sha256:
            self._state.store(
                url, known.status if known.status in ("fetched", "empty") else "fetched", fetched,
                path=known.path, fingerprint=known.fingerprint, offered=False,
            )  # fmt: skip
            self._run.count("unchanged")
            return
        reason = self._unwanted(known.role, fetched)
        if reason is not None:
            self._run.count("refused")
            self._state.settle(url, "refused", f"{url}: {reason}")
            self._run.say(f"{url}: {reason}")
            return
        attached: list[str] = []
        fingerprint, status = None, "fetched"
        if fetched.kind == "html" and known.role == "page":
            attached, fingerprint = self._read(url, fetched)
            if not self._source.keep_pages or (fingerprint is None and attached):
                status = "empty"
            elif fingerprint is not None:
                if kept and known.fingerprint == fingerprint:
                    # Only what stands around the text changed: the time, a counter, the news beside it.
                    self._state.store(
                        url, known.status if known.status in ("fetched", "empty") else "fetched", fetched,
                        path=known.path, fingerprint=fingerprint, attachments=attached, offered=False,
                    )  # fmt: skip
                    self._run.count("unchanged")
                    return
                twin = self._state.twin(url, fingerprint)
                if twin is not None and not kept:
                    self._state.store(
                        url,
                        "same",
                        fetched,
                        path=None,
                        fingerprint=fingerprint,
                        same_as=twin,
                        attachments=attached,
                    )
                    self._run.count("same")
                    return
        place = self._run.store.place(self._source.name, url, fetched.kind, fetched.filename)
        if known.path is not None and known.path.suffix == place.suffix:
            place = known.path
        self._run.store.put(fetched.path, place)
        self._state.store(
            url, status, fetched,
            path=place, fingerprint=fingerprint, attachments=attached, offered=status == "fetched",
        )  # fmt: skip
        if status == "empty":
            self._run.count("empty")
            return
        self._run.count("changed" if kept else "new")
        self._taken += 1
        self._run.offer(place, Origin(url, fetched.fetched_at))

    def _twin(self, known: Known) -> str | None:
        """The address whose page has the text of this one, where that is so still."""
        same = known.status == "same" and known.fingerprint is not None
        return self._state.twin(known.url, known.fingerprint or "") if same else None

    def _unwanted(self, role: str, fetched: Fetched) -> str | None:
        """Why a content is not to be kept."""
        if fetched.kind not in self._source.types:
            return say(
                f"loại tệp '{fetched.kind}' không nằm trong 'types' của nguồn",
                f"files of the kind '{fetched.kind}' are not in 'types' of the source",
            )
        if role == "attachment" and fetched.kind == "html":
            return say(
                "đáng lẽ là tệp đính kèm nhưng cổng gửi một trang web (có thể là trang báo lỗi hoặc đăng nhập)",
                "should be a file, but the portal sends a web page (of an error or a login, perhaps)",
            )
        return None

    def _read(self, url: str, fetched: Fetched) -> tuple[list[str], str | None]:
        """The files beside a page, and the hash of its text, `None` where it has none to be read."""
        from extract.intake.fetching.links import attachments, parse_page
        from extract.reading import ReadError, read_bytes

        assert fetched.path is not None
        data = fetched.path.read_bytes()
        attached: list[str] = []
        if self._source.follow_attachments:
            page = parse_page(data, fetched.url, fetched.charset)
            attached = [each for each in attachments(page, self._source) if each != url]
        try:
            text = read_bytes(data, url).text
        except ReadError:
            return attached, None
        if attached and len(text.split()) < _LEAST_WORDS:
            return attached, None
        return attached, hashlib.sha256(text.encode()).hexdigest()
