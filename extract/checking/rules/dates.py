"""Days that no calendar has, and periods that end before they begin."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.checking.model import Check, Finding, Kind, Severity
from extract.checking.passages import ends_with
from extract.checking.say import cited, day
from extract.facts.model import Citation, Facts
from extract.structure.model import Document
from extract.values.dates import Date, find_dates, normal_day

_WORD = re.compile(r"[Nn](?:gày|GÀY)\s+\Z|\d\s?-\s?\Z")
# The last day of a range (`28-31/4/2024`), a year that lost or gained a digit, a quarter that no year has.
_RANGE_END = re.compile(r"(?<=\d-)(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/])")
_YEAR_SLIP = re.compile(
    r"[Nn](?:gày|GÀY)\s+\d{1,2}\s?/\s?\d{1,2}\s?/\s?(?P<y>\d{3}|\d{5,6})(?![\d/.,]|\s?/)|(?<!\d)[Nn]ăm\s+(?P<y2>20\d{3})(?![\d.,])"
)
_QUARTER = re.compile(
    r"(?<!\w)[Qq](?:uý|UÝ)\s+(?:V|VI{1,3}|0|[5-9])(?:\s*[/,.-]\s*|\s+(?:năm\s+)?)(?:19|20)\d\d(?!\d)"
)
_BETWEEN = re.compile(
    r"\s*\)?\s*(?:đến|tới)\s+(?:hết\s+)?(?:\d{1,2}\s?(?:giờ|h)\s?(?:\d\d)?\s*(?:phút)?,?\s*)?"
)
_FROM = re.compile(
    r"(?i:(?<!\w)(?:từ|kể\s+từ|tính\s+từ)(?:\s+(?:\d{1,2}\s?(?:giờ|h)\s?(?:\d\d)?(?:\s+phút)?,?))?)\s*\Z"
)


def invalid_dates(document: Document, facts: Facts) -> Iterator[Finding]:
    """Days that do not exist, one finding for all mentions of one document or day."""
    severity: Severity = "warning" if document.source.recognised else "error"
    held: dict[tuple[str, ...], list[_Slip]] = {}
    for slip in _slips(document, facts):
        name = slip.citation.symbol or "" if slip.citation else ""
        held.setdefault((name, slip.raw), []).append(slip)
    for slips in held.values():
        first = slips[0]
        message = f"Ngày {first.raw}"
        if first.citation:
            message += f" của {cited(first.citation)}"
        message += f" không tồn tại ({first.why})"
        meant = _elsewhere(first, facts) or first.meant
        if meant:
            message += f"; có lẽ là {meant}"
        yield Finding(Kind.INVALID_DATE, severity, f"{message}.", tuple(s.span for s in slips))
    for match in _YEAR_SLIP.finditer(document.view):
        year = match["y"] or match["y2"]
        yield Finding(
            Kind.INVALID_DATE,
            severity,
            f'Năm "{year}" không phải là năm có bốn chữ số.',
            (match.span(),),
        )
    for match in _QUARTER.finditer(document.view):
        yield Finding(
            Kind.INVALID_DATE,
            severity,
            f'"{document.text[slice(*match.span())]}": một năm chỉ có bốn quý.',
            (match.span(),),
        )


@dataclass(frozen=True, slots=True)
class _Slip:
    """A day that does not exist: as printed, why not, what was probably meant."""

    span: tuple[int, int]
    raw: str
    why: str
    meant: str | None
    citation: Citation | None = None


def _slips(document: Document, facts: Facts) -> Iterator[_Slip]:
    spans = [(c.start, c.end, c) for c in facts.citations]
    for date in _impossible(document):
        if date.month is None:
            continue
        inside = next((c for s, e, c in spans if s <= date.start and date.end <= e), None)
        start, end = (inside.start, inside.end) if inside else (date.start, date.end)
        raw = re.sub(r"^\D+", "", document.text[date.start : date.end])
        why, meant = _explain(date)
        yield _Slip((start, end), raw, why, meant, inside)


def _impossible(document: Document) -> Iterator[Date]:
    view = document.view
    for date in find_dates(view):
        if date.exists:
            # A day without a year: 30/02 and 31/4 exist in none.
            if date.precision == "recurring" and date.day and date.month and date.day > _longest(date.month):
                yield date
            continue
        if date.precision == "day" and not _is_day(document, date):
            continue
        yield date
    for match in _RANGE_END.finditer(view):
        d, m, y = int(match["d"]), int(match["m"]), int(match["y"])
        if normal_day(d, m, y) is None and 1 <= m <= 12 and 1 <= d <= 31:
            yield Date(match.start(), match.end(), None, "day", False, d, m, y)


def _is_day(document: Document, date: Date) -> bool:
    """Whether a number in the form of a day is one: after `ngày`, or with slashes and no word that numbers things."""
    printed = document.view[date.start : date.end]
    if not printed[0].isdigit():
        return True
    before = document.view[max(0, date.start - 24) : date.start]
    if _WORD.search(before):
        return True
    return "/" in printed and not ends_with("dates", "numbered").search(before.lower())


def _longest(month: int) -> int:
    return 29 if month == 2 else calendar.monthrange(2023, month)[1]


def _explain(date: Date) -> tuple[str, str | None]:
    """Why a day does not exist, and the day that was probably meant."""
    d, m, y = date.day, date.month or 0, date.year
    if d is None:
        return "một năm chỉ có 12 tháng", None
    if not 1 <= m <= 12:
        swapped = y is not None and 1 <= d <= 12 and normal_day(m, d, y)
        return "một năm chỉ có 12 tháng", day(swapped) if swapped else None
    if d == 0:
        return "không có ngày 0", None
    last = calendar.monthrange(y, m)[1] if y else _longest(m)
    why = f"tháng {m} chỉ có {last} ngày"
    if m == 2 and d == 29 and y:
        why = f"năm {y} không nhuận, tháng 2 chỉ có 28 ngày"
    elif m == 2 and y:
        why = f"tháng 2/{y} chỉ có {last} ngày"
    if d > 31:
        return why, None
    if y is None:
        return why, f"{last}/{m}" if m != 2 else "28/02"
    return why, day(f"{y:04d}-{m:02d}-{last:02d}")


def _elsewhere(slip: _Slip, facts: Facts) -> str | None:
    """The day that another mention of the same document prints."""
    if slip.citation is None or slip.citation.symbol is None:
        return None
    days = {
        c.date for c in facts.citations if c.symbol == slip.citation.symbol and c.date and len(c.date) == 10
    }
    return f"{day(days.pop())} như ở chỗ khác trong văn bản" if len(days) == 1 else None


def reversed_periods(document: Document, facts: Facts) -> Iterator[Finding]:
    """`Từ ngày 15/12/2024 đến ngày 14/3/2024`, `giai đoạn 2025-2021`: the end stands before the beginning."""
    previous: Date | None = None
    for date in find_dates(document.view):
        if date.precision == "span" and date.year and date.until and date.until < date.year:
            yield _reversed(document, (date.start, date.end))
        first, previous = previous, date
        if first is None or not (first.iso and date.iso) or first.precision != date.precision:
            continue
        if first.precision not in ("day", "month", "year") or first.iso <= date.iso:
            continue
        gap = document.view[first.end : date.start]
        lead = document.view[max(0, first.start - 40) : first.start]
        if _BETWEEN.fullmatch(gap) and _FROM.search(lead):
            yield _reversed(document, (first.start, date.end))


def _reversed(document: Document, span: tuple[int, int]) -> Finding:
    words = " ".join(document.text[slice(*span)].split())
    return Finding(
        Kind.IMPLAUSIBLE_DATE, "error", f'Khoảng thời gian "{words}" kết thúc trước khi bắt đầu.', (span,)
    )


CHECKS: tuple[Check, ...] = (
    Check((Kind.INVALID_DATE,), invalid_dates),
    Check((Kind.IMPLAUSIBLE_DATE,), reversed_periods),
)
