"""Deadlines that had passed before the document that sets them was issued."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from extract.checking.model import Check, Finding, Kind, Severity
from extract.checking.passages import ends_with, in_brackets, issued_before, lead, phrases, quoted_at, rest
from extract.checking.say import day, place, quote
from extract.facts.deadline_words import deadline_words
from extract.facts.model import Deadline, Facts
from extract.facts.sentences import sentence_at
from extract.reading.source import Table
from extract.structure.model import Document
from extract.values.dates import find_dates, normal_day

_REPORTS = ("Báo cáo", "Tờ trình")
_LONGEST = datetime.timedelta(days=430)
"""A slip makes a deadline some months or one year too early; what lies further back is recounted."""
_AT_MEETING = 1500


def passed_deadlines(document: Document, facts: Facts) -> Iterator[Finding]:
    """Deadlines before the document's own day, unless the text tells who set them earlier or what became of them."""
    issued = document.header.issued_on
    if issued is None or len(issued) < 7:
        return
    own = datetime.date.fromisoformat(issued if len(issued) == 10 else f"{issued}-01")
    meeting = _meeting(document)
    for deadline in facts.deadlines:
        due = deadline.due
        if due is None or len(due) < 7 or deadline.kind not in ("before", "by") or deadline.rule_text:
            continue
        if not issued_before(due, issued) or own - _as_day(due) > _LONGEST:
            continue
        if _is_told(document, deadline):
            continue
        severity: Severity = "error"
        message = f"Thời hạn {quote(document, deadline.start, deadline.end)}"
        if where := place(document, deadline.start):
            message += f" tại {where}"
        message += f" đã qua khi văn bản được ban hành ({day(issued)})"
        if meeting and meeting <= due:
            severity = "warning"
            message += f", dù chưa đến vào ngày họp ({day(meeting)})"
        elif meant := _meant(due, issued):
            message += f"; có lẽ là {day(meant)}"
        yield Finding(Kind.DEADLINE_BEFORE_ISSUE, severity, f"{message}.", (_clause(document, deadline),))


def _is_told(document: Document, deadline: Deadline) -> bool:
    """Whether the text recounts a deadline instead of setting it."""
    at = deadline.start
    if (
        document.zone_at(at) not in ("body", "appendix")
        or quoted_at(document, at)
        or in_brackets(document, at)
    ):
        return True
    headings = [s.heading.lower() for s in document.ancestors(document.section_at(at)) if s.heading]
    tasks = [h for h in headings if deadline_words().task_heading.search(h)]
    past = [h for h in headings if phrases("deadlines", "past_headings").search(h)]
    if (past or document.header.doc_type in _REPORTS) and not tasks and not _asks(document, deadline):
        return True
    before, after = lead(document, at, 400), rest(document, deadline.end)
    if isinstance(document.block_at(at), Table):
        start, end = sentence_at(document, at)
        row = document.lowered[start:end]
        return phrases("deadlines", "settled").search(row) is not None
    if phrases("deadlines", "quoted").search(before) or phrases("deadlines", "settled").search(after):
        return True
    return ends_with("deadlines", "attributes").search(before) is not None


def _asks(document: Document, deadline: Deadline) -> bool:
    """Whether the sentence asks for something wherever it stands: it opens with the words of a request, or says the
    latest day for a body that nobody is said to have asked."""
    start, _ = sentence_at(document, deadline.start)
    before = document.lowered[start : deadline.start]
    if phrases("deadlines", "requests").match(before.lstrip(" -+*\"'(0123456789.)")):
        return True
    told = phrases("deadlines", "reporting").search(before)
    return deadline.rule == "latest" and told is None


def _meeting(document: Document) -> str | None:
    """The day of the meeting whose conclusions a notice announces, told in its first paragraphs."""
    if document.header.doc_type != "Thông báo":
        return None
    start = max((z.end for z in document.zones if z.kind in ("letterhead", "title", "addressees")), default=0)
    for date in find_dates(document.view, start, min(len(document.view), start + _AT_MEETING)):
        around = document.lowered[max(start, date.start - 60) : date.end + 200]
        if date.precision == "day" and date.iso and phrases("deadlines", "meetings").search(around):
            return date.iso
    return None


def _as_day(iso: str) -> datetime.date:
    year, part = int(iso[:4]), iso[5:]
    if part[:1] in "QH":
        return datetime.date(year, int(part[1]) * (3 if part[0] == "Q" else 6), 28)
    return datetime.date(year, int(part[:2]), int(part[3:5] or 28))


def _meant(due: str, issued: str) -> str | None:
    """The same day of the next month, or of the next year, where that lies ahead."""
    if len(due) != 10:
        return None
    year, month, d = (int(p) for p in due.split("-"))
    later = normal_day(d, month % 12 + 1, year + month // 12)
    if later and later[: len(issued)] > issued:
        return later
    return (
        next_year
        if (next_year := normal_day(d, month, year + 1)) and next_year[: len(issued)] > issued
        else None
    )


def _clause(document: Document, deadline: Deadline) -> tuple[int, int]:
    """The deadline with what is due, within its sentence."""
    start, end = sentence_at(document, deadline.start)
    if isinstance(document.block_at(deadline.start), Table):
        return start, end
    pieces = [m.end() for m in re.finditer(r"[;:]\s", document.view[start : deadline.start])]
    begin = start + (pieces[-1] if pieces else 0)
    stop = re.search(r"[;.](?=\s|$)", document.view[deadline.end : end])
    return begin, deadline.end + stop.start() if stop else max(deadline.end, end)


CHECKS: tuple[Check, ...] = (Check((Kind.DEADLINE_BEFORE_ISSUE,), passed_deadlines),)
