"""The atoms of a document: dates, symbols and bodies, found once and shared by all that relates them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from extract.facts.model import Citation, OrganisationMention
from extract.structure.model import Document
from extract.values.dates import Date, find_dates


class Spanned(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Spanned)


class Spans(Generic[T]):
    """Spans in the order of the text, none overlapping another, looked up by place in logarithmic time."""

    def __init__(self, items: Iterable[T]) -> None:
        self.items: Sequence[T] = sorted(items, key=lambda s: (s.start, -s.end))
        self._starts = [s.start for s in self.items]

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def within(self, start: int, end: int) -> Sequence[T]:
        """The spans that begin in `start:end`."""
        return self.items[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def at(self, offset: int) -> T | None:
        """The span that holds the offset."""
        i = bisect.bisect_right(self._starts, offset) - 1
        return self.items[i] if i >= 0 and offset < self.items[i].end else None

    def before(self, offset: int, limit: int = 0) -> T | None:
        """The last span that ends at or before the offset and begins at or after `limit`."""
        i = bisect.bisect_right(self._starts, offset) - 1
        while i >= 0 and self.items[i].start >= limit:
            if self.items[i].end <= offset:
                return self.items[i]
            i -= 1
        return None

    def after(self, offset: int, limit: int) -> T | None:
        """The first span that begins at or after the offset and before `limit`."""
        i = bisect.bisect_left(self._starts, offset)
        return self.items[i] if i < len(self.items) and self.items[i].start < limit else None

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any span shares a character with `start:end`."""
        i = bisect.bisect_left(self._starts, end) - 1
        return i >= 0 and self.items[i].end > start


class Atoms:
    """The atoms of one document.

    `dates` are all dates and periods; `mentions` the bodies; `citations` the cited documents (their numbers and
    dates belong to them and are no figures or deadlines).
    """

    def __init__(
        self, document: Document, mentions: Iterable[OrganisationMention], citations: Iterable[Citation] = ()
    ) -> None:
        self.dates: Spans[Date] = Spans(find_dates(document.view))
        self.mentions: Spans[OrganisationMention] = Spans(mentions)
        self.citations: Spans[Citation] = Spans(citations)
