"""The year whose results a cited document tells of: it can't have been signed before that year."""

from __future__ import annotations

import functools
import re

from extract.facts.model import Citation
from extract.structure.model import Document
from extract.values.dates import Date, find_dates
from patterns import alternation, data

_REACH = 170
_TYPES = ("Báo cáo", "Quyết định", "Thông báo")


@functools.cache
def _result() -> re.Pattern[str]:
    words = data("checks")["citations"]
    return re.compile(
        rf"(?i:\b(?:{alternation(words['results'])})\b)"
        rf"(?P<between>(?:(?!(?i:\b(?:{alternation(words['plans'])})\b))[^.;:()\n\d]){{0,110}}?)"
        rf"(?i:năm)\s+(?P<year>(?:19|20)\d\d)(?!\d|\s*[-–]\s*\d)"
    )


def result_year(document: Document, citation: Citation) -> int | None:
    """The year of the results that the words around a mention give its document, `None` where they give none.

    `Báo cáo số … ngày … về kết quả … năm 2022`, or in brackets after it: `Báo cáo kết quả … năm 2022 … (Báo cáo số …)`.
    """
    if citation.doc_type not in _TYPES:
        return None
    view = document.view
    after = view[citation.end : citation.end + _REACH]
    title = re.match(
        r"\s*,?\s*(?:của\s[^.;,()\n]{2,60}?\s)?(?:về|công\s+bố|báo\s+cáo|phê\s+duyệt|tổng\s+kết)\s[^.;()\n]*",
        after,
    )
    if title and (found := _result().search(title[0])) and found.start() <= 40:
        return int(found["year"])
    bracket = view.rfind("(", max(0, citation.start - 3), citation.start)
    if bracket < 0:
        return None
    before = re.split(r"[.;\n]", view[max(0, bracket - _REACH) : bracket])[-1]
    year: int | None = None
    for found in _result().finditer(before):
        year = int(found["year"])
    return year


def title_period(document: Document) -> Date | None:
    """The period whose results the title of a report names first, `None` where it names a plan before any."""
    if document.header.doc_type != "Báo cáo":
        return None
    for zone in document.zones:
        if zone.kind != "title":
            continue
        words = data("checks")["citations"]
        title = document.view[zone.start : zone.end]
        opening = re.search(rf"(?i:\b(?:{alternation(words['results'])}|tình\s+hình|công\s+tác)\b)", title)
        plan = re.search(rf"(?i:\b(?:{alternation(words['plans'])})\b)", title)
        for date in find_dates(document.view, zone.start, zone.end):
            if date.precision not in ("year", "quarter", "half", "month"):
                continue
            late = plan is not None and zone.start + plan.start() < date.start
            return date if opening and zone.start + opening.start() < date.start and not late else None
    return None
