"""The day from which a document speaks, and what days, months and quarters without a year mean from there.

The document's own date is that day. A text without one (a reprint, a page of news) speaks from the latest day that it
has told of so far; days that are themselves set as a limit tell nothing of the kind.
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Callable
from functools import cached_property

from extract.facts.atoms import Atoms
from extract.structure.model import Document
from extract.values.dates import normal_day

_LIMIT = re.compile(r"(?:trước|nhất|hơn|quá|tới|xong|hạn|(?<!tính )đến|hết)\s+(?:\S+\s+){0,2}\Z")
_YEAR_NAMED = re.compile(r"(?i:năm)\s+((?:19|20)\d\d)(?!\d|\s*-)")
_FRIDAY = 4


class Calendar:
    """Completes the dates of one document."""

    def __init__(self, document: Document, atoms: Atoms) -> None:
        self._document, self._atoms = document, atoms

    def now(self, offset: int) -> str | None:
        """The day from which the text at an offset speaks; a document's date may be known in part (`2023-06`)."""
        issued = self._document.header.issued_on
        if issued is not None:
            return issued
        starts, days = self._told
        i = bisect.bisect_left(starts, offset) - 1
        return days[i] if i >= 0 else None

    def today(self, offset: int) -> datetime.date | None:
        """The day from which the text speaks where it is known to the day."""
        now = self.now(offset)
        return datetime.date.fromisoformat(now) if now is not None and len(now) == 10 else None

    def day(self, offset: int, day: int, month: int) -> str | None:
        """A day without a year: the next of its name, in a section about a coming year that year's."""
        return self._next(offset, lambda year: normal_day(day, month, year))

    def month(self, offset: int, month: int) -> str | None:
        """A month without a year: the one under way or the next of its name."""
        return self._next(offset, lambda year: f"{year}-{month:02d}" if 1 <= month <= 12 else None)

    def part(self, offset: int, kind: str, number: int) -> str | None:
        """A quarter (`Q`) or half (`H`) without a year: the one under way or the next of its name."""
        length = 3 if kind == "Q" else 6
        ends = self._next(offset, lambda year: f"{year}-{number * length:02d}", whole_year=True)
        return f"{ends[:4]}-{kind}{number}" if ends else None

    def year(self, offset: int, later: int = 0) -> str | None:
        """The year under way; `later` counts from it. A section about a coming year speaks of that."""
        now = self.now(offset)
        if now is None:
            return None
        year = int(now[:4])
        planned = None if later else self._planned(offset, year, subject=True)
        return str(planned or year + later)

    def months_on(self, offset: int, later: int) -> str | None:
        """The month that lies so many months from the one under way."""
        now = self.now(offset)
        if now is None or len(now) < 7:
            return None
        count = int(now[:4]) * 12 + int(now[5:7]) - 1 + later
        return f"{count // 12}-{count % 12 + 1:02d}"

    def quarters_on(self, offset: int, later: int) -> str | None:
        """The quarter that lies so many quarters from the one under way."""
        month = self.months_on(offset, 3 * later)
        return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" if month else None

    def weekday(self, offset: int, weekday: int | None, weeks: int) -> str | None:
        """A weekday of the week that lies so many weeks from this one; without one its last day of work."""
        today = self.today(offset)
        if today is None:
            return None
        monday = today - datetime.timedelta(days=today.weekday())
        days = 7 * weeks + (_FRIDAY if weekday is None else weekday)
        return (monday + datetime.timedelta(days=days)).isoformat()

    def day_of_month(self, offset: int, day: int, month: str | None) -> str | None:
        """A day of a month in normal form (`2025-10`)."""
        return normal_day(day, int(month[5:7]), int(month[:4])) if month else None

    def month_told(self, offset: int, within: int = 300) -> str | None:
        """The month of the last day named before an offset: that of `ngày 28 cùng tháng`."""
        before = self._atoms.dates.before(offset, max(0, offset - within))
        if before is None or before.month is None:
            return self.months_on(offset, 0)
        return f"{before.year}-{before.month:02d}" if before.year else self.month(offset, before.month)

    def _next(self, offset: int, of: Callable[[int], str | None], *, whole_year: bool = False) -> str | None:
        now = self.now(offset)
        if now is None:
            return None
        year = int(now[:4])
        if planned := self._planned(offset, year, subject=whole_year):
            return of(planned)
        due = of(year)
        known = min(len(now), len(due)) if due else 0
        return of(year + 1) if due is not None and due[:known] < now[:known] else due

    def _planned(self, offset: int, year: int, *, subject: bool) -> int | None:
        """The coming year that a heading above, or the document's subject, is about."""
        document = self._document
        for section in document.ancestors(document.section_at(offset)):
            if named := _YEAR_NAMED.findall(section.heading or ""):
                return _coming(named, year)
        return _coming(self._subject_years, year) if subject else None

    @cached_property
    def _subject_years(self) -> list[str]:
        return _YEAR_NAMED.findall(self._document.header.subject or "")

    @cached_property
    def _told(self) -> tuple[list[int], list[str]]:
        """The places of whole days that the text tells of, and the latest day told up to each."""
        starts: list[int] = []
        days: list[str] = []
        for date in self._atoms.dates:
            if date.precision != "day" or date.iso is None:
                continue
            if _LIMIT.search(self._document.lowered, max(0, date.start - 30), date.start):
                continue
            starts.append(date.start)
            days.append(max(date.iso, days[-1]) if days else date.iso)
        return starts, days


def _coming(named: list[str], year: int) -> int | None:
    years = {int(name) for name in named}
    return years.pop() if len(years) == 1 and max(years) > year else None
