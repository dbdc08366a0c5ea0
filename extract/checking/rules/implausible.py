"""Days and years that exist but can't be meant: after the document that cites them, before what they tell of."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator

from extract.checking.citing import Mention, compatible, mentions
from extract.checking.letterhead import letterhead_spans, own_day, own_number
from extract.checking.model import Check, Finding, Kind
from extract.checking.passages import begins_after, ends_with, issued_before, lead, phrases, quoted_at, rest
from extract.checking.results import result_year, title_period
from extract.checking.say import cited, day, quote
from extract.facts.model import Facts
from extract.facts.sentences import sentence_at
from extract.structure.model import Document
from extract.values.dates import find_dates

_YEAR_OF_LAW = re.compile(r"năm\s+(?P<year>(?:19|20)\d\d)")
_EFFECT = re.compile(r"này\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+(?=ngày)")
_OPENING_DAY = re.compile(r"(?:ngày|sáng\s+ngày|chiều\s+ngày|tối\s+ngày|vừa\s+qua,?\s+ngày)?\s*\Z")
_BACKDATED = datetime.timedelta(days=300)
_FAR = 8
"""How many years back a target must lie before a slip is likelier than a target recounted."""
_WINDOW, _GAP = 31, 12


def cited_from_the_future(document: Document, facts: Facts) -> Iterator[Finding]:
    """Documents cited with a day after the citing document's own, and things told as done after it."""
    issued = document.header.issued_on
    if issued is None or not letterhead_spans(document):
        return
    own = f"{document.header.number}/{document.header.symbol}"
    sound = {c.symbol for c in facts.citations if c.symbol and c.date and not begins_after(c.date, issued)}
    for citation in facts.citations:
        # Where another mention prints a possible day, the two days are what there is to tell.
        if citation.symbol in sound and citation.date:
            continue
        if document.zone_at(citation.start) not in ("title", "addressees", "body", "appendix"):
            continue
        if citation.symbol and citation.symbol.lstrip("0") == own:
            continue
        if phrases("dates", "coming").search(lead(document, citation.start, 40)) and "sẽ" in lead(
            document, citation.start, 80
        ):
            continue
        if citation.date and begins_after(citation.date, issued):
            yield Finding(
                Kind.IMPLAUSIBLE_DATE,
                "error",
                f"{cited(citation)} ghi ngày {day(citation.date)}, sau ngày ban hành của văn bản này ({day(issued)})"
                f"{_year_before(citation.date, issued)}.",
                ((citation.start, citation.end),),
            )
        elif citation.year and not citation.date and citation.year > int(issued[:4]):
            if re.search(
                r"(?i:dự\s+thảo|dự\s+kiến|dự\s+án)",
                document.view[max(0, citation.start - 40) : citation.start],
            ):
                continue
            yield Finding(
                Kind.IMPLAUSIBLE_DATE,
                "error",
                f"{cited(citation)} là của năm {citation.year}, sau năm ban hành của văn bản này ({issued[:4]}).",
                ((citation.start, citation.end),),
            )
    yield from _done_in_the_future(document, facts, issued)


def _year_before(iso: str, issued: str) -> str:
    earlier = f"{int(iso[:4]) - 1}{iso[4:]}"
    slip = len(iso) == 10 and int(iso[:4]) > int(issued[:4]) and not begins_after(earlier, issued)
    return f"; có lẽ là {day(earlier)}" if slip and earlier[5:] != "02-29" else ""


def _done_in_the_future(document: Document, facts: Facts, issued: str) -> Iterator[Finding]:
    """`Ngày 25/4/2024, UBND tỉnh đã tổ chức …` in a document of 22/4/2024."""
    taken = [(c.start, c.end) for c in facts.citations] + [(d.start, d.end) for d in facts.deadlines]
    for date in find_dates(document.view):
        if date.precision != "day" or date.iso is None or not begins_after(date.iso, issued):
            continue
        if document.zone_at(date.start) != "body" or any(s <= date.start < e for s, e in taken):
            continue
        before, after = lead(document, date.start), rest(document, date.end, 200)
        opens = _OPENING_DAY.fullmatch(before.strip(" (-+\"'")) is not None
        clause = re.split(r"[.;]", after)[0]
        done = phrases("dates", "done").search(clause[:140])
        if not opens or not done or phrases("dates", "coming").search(clause[: done.start()]):
            continue
        yield Finding(
            Kind.IMPLAUSIBLE_DATE,
            "error",
            f"Việc đã diễn ra ngày {day(date.iso)} lại sau ngày ban hành của văn bản ({day(issued)}).",
            ((date.start, date.end + done.end()),),
        )


def years_of_symbols(document: Document, facts: Facts) -> Iterator[Finding]:
    """`11/2022/NQ-HĐND ngày 05/3/2021`: the year in the symbol is that of signing (Nghị định 30/2020/NĐ-CP, Điều 8)."""
    held = mentions(document, facts)
    days = {(m.citation.symbol, m.day) for m in held}
    for mention in held:
        others = any(symbol == mention.citation.symbol and d != mention.day for symbol, d in days)
        if mention.own_year and mention.own_year != mention.day.year and not others:
            yield Finding(
                Kind.IMPLAUSIBLE_DATE,
                "error",
                f"{cited(mention.citation)} mang năm {mention.own_year} trong ký hiệu nhưng ghi ngày "
                f"{day(mention.day.isoformat())}; có lẽ là năm {mention.own_year}.",
                (mention.span,),
            )
    printed = re.match(r"((?:19|20)\d\d)/", document.header.symbol or "")
    head, number = own_day(document), own_number(document)
    if printed and head and number and head.year != int(printed[1]):
        yield Finding(
            Kind.IMPLAUSIBLE_DATE,
            "error",
            f"Số, ký hiệu của văn bản mang năm {printed[1]} nhưng ngày ban hành là {day(head.iso or '')}.",
            (number, (head.start, head.end)),
        )


def results_before_their_year(document: Document, facts: Facts) -> Iterator[Finding]:
    """Results of a year in a document signed before that year began."""
    conflicting: dict[str, set[str]] = defaultdict(set)
    for citation in facts.citations:
        if citation.symbol and citation.date:
            conflicting[citation.symbol].add(citation.date)
    for mention in mentions(document, facts):
        year = result_year(document, mention.citation)
        # Of two days for one document the other finding tells already which is wrong.
        if year and mention.day.year < year and len(conflicting[mention.citation.symbol or ""]) == 1:
            start, end = sentence_at(document, mention.citation.start)
            low = max(start, mention.citation.start - 170)
            yield Finding(
                Kind.IMPLAUSIBLE_DATE,
                "warning",
                f"{cited(mention.citation)} nêu kết quả năm {year} nhưng ghi ngày {day(mention.day.isoformat())}, "
                f"trước khi năm {year} bắt đầu.",
                ((low, min(end, mention.citation.end + 120)),),
            )
    issued, head = document.header.issued_on, own_day(document)
    period = title_period(document)
    if issued and head and period and period.iso and begins_after(period.iso, issued):
        yield Finding(
            Kind.IMPLAUSIBLE_DATE,
            "error",
            f"Báo cáo kết quả {day(period.iso)} nhưng ban hành {day(issued)}, trước khi kỳ báo cáo bắt đầu.",
            ((period.start, period.end), (head.start, head.end)),
        )


def years_among_neighbours(document: Document, facts: Facts) -> Iterator[Finding]:
    """A number between two neighbours of one series and year, dated a year before: `17/KH-UBND` of 12/02/2023 between
    `14/KH-UBND` of 05/02/2024 and `22/KH-UBND` of 26/02/2024.

    Offices reach like numbers at like times each year, so it counts only where the neighbours are near in number and
    day, or where the words after the mention name the neighbours' year.
    """
    series: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(document, facts):
        if mention.own_year is None and not mention.of_term:
            series[mention.series].append(mention)
    for group in series.values():
        if not compatible(group):
            continue
        done: set[int] = set()
        for mention in group:
            if mention.number in done:
                continue
            found = _between(document, mention, group)
            if found:
                done.add(mention.number)
                yield found


def _between(document: Document, mention: Mention, group: list[Mention]) -> Finding | None:
    for step in (1, -1):
        year = mention.day.year + step
        same_year = {m.number: m for m in group if m.day.year == year}
        lower = max((n for n in same_year if n < mention.number), default=None)
        upper = min((n for n in same_year if n > mention.number), default=None)
        if lower is None or upper is None or mention.number in same_year:
            continue
        low, high = same_year[lower], same_year[upper]
        if mention.day.month == 2 and mention.day.day == 29:
            continue
        meant = mention.day.replace(year=year)
        same = [m for m in group if m.number == mention.number and m.day == mention.day]
        named = any(
            re.search(rf"năm\s+{year}(?!\d)", rest(document, m.citation.end, 130).split(";")[0]) for m in same
        )
        tight = (high.day - low.day).days <= _WINDOW and upper - lower <= _GAP
        alone = not any(m.day.year == mention.day.year and m.number != mention.number for m in group)
        if low.day <= meant <= high.day and alone and (named or tight):
            return Finding(
                Kind.IMPLAUSIBLE_DATE,
                "warning",
                f"{cited(mention.citation)} ghi ngày {day(mention.day.isoformat())} nhưng số nằm giữa "
                f"{low.citation.symbol} ({day(low.day.isoformat())}) và {high.citation.symbol} "
                f"({day(high.day.isoformat())}); có lẽ là {day(meant.isoformat())}.",
                (*(m.span for m in same), low.span, high.span),
            )
    return None


def targets_in_the_past(document: Document, facts: Facts) -> Iterator[Finding]:
    """A year long gone in a target: `phấn đấu … năm 2002` in a document of 2022.

    The year differs by one digit from one that may be meant, and lies far back; a year that something is compared with,
    begins in, or that belongs to a title is none.
    """
    now = _own_year(document, facts)
    if now is None:
        return
    taken = [(c.start, c.end) for c in facts.citations]
    for date in find_dates(document.view):
        if date.precision != "year" or date.year is None or date.year > now - _FAR:
            continue
        if any(s <= date.start < e for s, e in taken) or quoted_at(document, date.start):
            continue
        if document.zone_at(date.start) not in ("body", "appendix"):
            continue
        meant = [y for y in range(now, now + 9) if _one_digit(date.year, y)]
        before = re.split(r"[.;:]\s", lead(document, date.start, 200))[-1]
        aims = list(phrases("dates", "aiming").finditer(before))
        forward = re.search(r"(?:đến|hết|cuối)\s*\Z", before) and not _done_before(before)
        if (
            not meant
            or not (aims or forward)
            or (not forward and ends_with("dates", "compared").search(before))
        ):
            continue
        between = before[aims[-1].end() :] if aims else before[-90:]
        after = re.split(r"[.;]", rest(document, date.end))[0]
        if phrases("dates", "titles").search(between) or _done_before(before) or _done_before(after):
            continue
        if not aims and not re.match(
            r"\s*,?\s*(?:phấn\s+đấu|đạt|phải|hoàn\s+thành|có|tỷ\s+lệ|100)", rest(document, date.end)
        ):
            continue
        start, end = sentence_at(document, date.start)
        begin = date.start - len(before) + (aims[-1].start() if aims else len(before))
        stop = re.search(r"[;.](?=\s|$)", document.view[date.end : end])
        yield Finding(
            Kind.IMPLAUSIBLE_DATE,
            "error",
            f"Mục tiêu đặt cho năm {date.year}, trước văn bản này {now - date.year} năm ({now}); có lẽ là năm {meant[0]}.",
            ((max(start, begin), date.end + stop.start() if stop else end),),
        )


def _done_before(before: str) -> bool:
    return re.search(r"(?<!\w)(?:đã|từng|trước\s+đây|hồi)(?!\w)", before) is not None


def _own_year(document: Document, facts: Facts) -> int | None:
    """The year of the document, or of the latest document that it cites."""
    if document.header.issued_on:
        return int(document.header.issued_on[:4])
    years = [int(c.date[:4]) for c in facts.citations if c.date]
    return max(years, default=None)


def _one_digit(one: int, other: int) -> bool:
    return sum(a != b for a, b in zip(f"{one:04d}", f"{other:04d}", strict=True)) == 1


def effects_before_issue(document: Document, facts: Facts) -> Iterator[Finding]:
    """`Quyết định này có hiệu lực từ ngày …` most of a year before the day of issue, as only a wrong year does."""
    issued = document.header.issued_on
    if issued is None or len(issued) != 10:
        return
    own = datetime.date.fromisoformat(issued)
    for match in _EFFECT.finditer(document.lowered):
        date = next(find_dates(document.view, match.end(), min(len(document.view), match.end() + 40)), None)
        if date is None or date.precision != "day" or date.iso is None or quoted_at(document, match.start()):
            continue
        if issued_before(date.iso, issued) and own - datetime.date.fromisoformat(date.iso) > _BACKDATED:
            yield Finding(
                Kind.IMPLAUSIBLE_DATE,
                "warning",
                f"{quote(document, match.start(), date.end)}: trước ngày ban hành ({day(issued)}) "
                f"{(own - datetime.date.fromisoformat(date.iso)).days} ngày.",
                ((match.start(), date.end),),
            )


CHECKS: tuple[Check, ...] = tuple(
    Check((Kind.IMPLAUSIBLE_DATE,), run)
    for run in (
        cited_from_the_future,
        years_of_symbols,
        results_before_their_year,
        years_among_neighbours,
        targets_in_the_past,
        effects_before_issue,
    )
)
