"""Days that the period named beside them excludes: data of after the report, programmes long before they begin."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from extract.checking.letterhead import letterhead_spans
from extract.checking.model import Check, Finding, Kind
from extract.checking.passages import begins_after, lead, phrases, quoted_at, rest
from extract.checking.say import cited, day
from extract.facts.model import Facts
from extract.facts.sentences import sentence_at
from extract.structure.model import Document
from extract.values.dates import find_dates

_LATE = datetime.timedelta(days=31)
"""How long after its own day a report may close its data: it is written before the period ends, and signed early."""
_EARLY = 5
"""How many years before it begins a programme may be approved."""
# `số liệu tính đến hết ngày`, `số liệu được tổng hợp từ ngày … đến ngày`, `tính đến thời điểm ngày`
_DATA = re.compile(
    r"(?:số liệu|dữ liệu|kết quả|thông tin|tình hình)[^.;]{0,80}(?:đến|chốt|lấy)(?:\s(?:hết|thời điểm|hết ngày))?\s(?:ngày\s)?\Z"
    r"|(?:tính|chốt|cập nhật|lũy kế|luỹ kế)\s(?:từ[^.;]{0,40})?đến(?:\s(?:hết|thời điểm))?\s(?:ngày\s)?\Z"
)
_EXPECTED = re.compile(r"(?<!\w)(?:ước|dự kiến|dự ước|phần còn lại|kế hoạch|gửi|định kỳ|hằng|hàng)(?!\w)")
_PERIOD = re.compile(r"(?:giai đoạn|thời kỳ)\s(?:năm\s)?(?P<from>20\d\d)\s?(?:-|–|đến)\s?(?P<to>20\d\d)")


def data_after_the_report(document: Document, facts: Facts) -> Iterator[Finding]:
    """`Số liệu tính đến hết ngày 30/11/2023` in a report of 09/12/2022."""
    issued = document.header.issued_on
    if issued is None or len(issued) != 10 or document.header.doc_type != "Báo cáo":
        return
    if not letterhead_spans(document):
        return
    own = datetime.date.fromisoformat(issued)
    taken = [(c.start, c.end) for c in facts.citations]
    for date in find_dates(document.view):
        if date.precision != "day" or date.iso is None or not begins_after(date.iso, issued):
            continue
        if datetime.date.fromisoformat(date.iso) - own <= _LATE or document.zone_at(date.start) != "body":
            continue
        if any(s <= date.start < e for s, e in taken) or quoted_at(document, date.start):
            continue
        before = lead(document, date.start)
        said = f"{before}{rest(document, date.end)}"
        if not _DATA.search(before) or _EXPECTED.search(said) or phrases("dates", "coming").search(said):
            continue
        earlier = f"{int(date.iso[:4]) - 1}{date.iso[4:]}"
        meant = (
            "" if begins_after(earlier, issued) or earlier[5:] == "02-29" else f"; có lẽ là {day(earlier)}"
        )
        start, _ = sentence_at(document, date.start)
        yield Finding(
            Kind.IMPLAUSIBLE_DATE,
            "error",
            f"Số liệu tính đến {day(date.iso)}, sau ngày ban hành của báo cáo ({day(issued)}){meant}.",
            ((max(start, date.start - 40), date.end),),
        )


def programmes_before_their_period(document: Document, facts: Facts) -> Iterator[Finding]:
    """`Nghị quyết số … ngày 15/7/2012 … Chương trình tổng thể … giai đoạn 2021 - 2030`, years before the period begins."""
    days = Counter(symbol for symbol, _ in {(c.symbol, c.date) for c in facts.citations if c.date})
    starts = sorted(c.start for c in facts.citations)
    for citation in facts.citations:
        if not citation.date or not citation.symbol or days[citation.symbol] > 1:
            continue
        following = next((s for s in starts if s >= citation.end), len(document.view))
        named = rest(document, citation.end, min(220, following - citation.end)).split(";")[0]
        period = _PERIOD.search(named)
        if period is None or re.search(
            r"(?:tổng kết|sửa đổi|kết quả|rà soát|thay thế)", named[: period.start()]
        ):
            continue
        year, first = int(citation.date[:4]), int(period["from"])
        if first - year <= _EARLY:
            continue
        yield Finding(
            Kind.IMPLAUSIBLE_DATE,
            "warning",
            f"{cited(citation)} ghi ngày {day(citation.date)}, trước giai đoạn mà văn bản đó nêu "
            f"({period['from']} - {period['to']}) {first - year} năm.",
            ((citation.start, citation.end),),
        )


CHECKS: tuple[Check, ...] = tuple(
    Check((Kind.IMPLAUSIBLE_DATE,), run) for run in (data_after_the_report, programmes_before_their_period)
)
