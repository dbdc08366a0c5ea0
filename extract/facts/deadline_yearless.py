"""Days, months and quarters that leave out the year: `trước 30/6`, `xong trong tháng 10`, `ngay trong quý III`.

The document's own date supplies it: the period that is under way or the next of its name. Only words of a deadline
directly before make such a thing a date at all; `12/13 huyện` and `tháng 3` of a story stay what they are.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import patterns
from extract.structure.model import Document
from extract.values.dates import Date, Precision, normal_day
from extract.values.numbers import parse_roman
from extract.values.phrases import led


def yearless_dates(document: Document) -> Iterator[Date]:
    """The dates without a year that follow words of a deadline, completed from the date of the document.

    Nothing where the document has no date. A bare year (`đến 2030`) needs none.
    """
    starts, phrase, months = _words()
    issued = document.header.issued_on
    reached = 0
    for start in starts.finditer(document.lowered):
        match = phrase.match(document.view, start.start()) if start.start() >= reached else None
        if match is None:
            continue
        reached = match.end()
        if match["year"]:
            yield Date(match.start("year"), match.end("year"), match["year"], "year", year=int(match["year"]))
            continue
        if issued is None:
            continue
        year, now = int(issued[:4]), int(issued[5:7]) if len(issued) >= 7 and issued[5:7].isdigit() else 1
        if match["month"]:
            month = months.get(match["month"].lower()) or int(match["month"])
            if 1 <= month <= 12:
                at = year + (month < now)
                yield _date(match, f"{at}-{month:02d}", "month", at, month)
        elif match["quarter"]:
            quarter = parse_roman(match["quarter"]) or int(match["quarter"])
            if 1 <= quarter <= 4:
                at = year + (quarter < (now + 2) // 3)
                yield _date(match, f"{at}-Q{quarter}", "quarter", at)
        else:
            day, month = int(match["day"]), int(match["of"])
            due = normal_day(day, month, year)
            if due is not None and len(issued) == 10 and due < issued:
                due = normal_day(day, month, year + 1)
            if due is not None:
                yield _date(match, due, "day", int(due[:4]), month, day)


def _date(
    match: re.Match[str],
    iso: str,
    precision: Precision,
    year: int,
    month: int | None = None,
    day: int | None = None,
) -> Date:
    return Date(match.start("date"), match.end("date"), iso, precision, True, day, month, year)


@functools.cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    data = patterns.data("deadlines")["yearless"]
    names = {name.lower(): value for name, value in data["months"].items()}
    named = "|".join(sorted(names, key=len, reverse=True))
    phrase = re.compile(data["phrase"].replace("MONTHS", named), re.VERBOSE | re.IGNORECASE)
    return re.compile(led(data["starts"])), phrase, names
