"""Directives as a calendar (RFC 5545) to subscribe to: each an event of the whole last day in time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from extract.database.board import Item
from extract.export.sheet import ToolMissingError, Words, owner_names, state_name
from extract.values.language import say

_SUMMARY = 120


def as_ics(
    items: Iterable[Item],
    now: datetime.datetime,
    *,
    name: str | None = None,
    link: Callable[[Item], str] | None = None,
    words: Words = say,
) -> bytes:
    """The calendar of those directives that have a last day, as bytes of UTF-8 with lines folded.

    `now` is when it is made, `link` leads to a directive in the browser. The id of an event is that of the directive,
    so that a subscribed calendar follows a date that changes. `ToolMissingError` where icalendar is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        raise ToolMissingError(
            say(
                "thiếu icalendar để ghi lịch; cài bằng: pip install 'cchc[browse]'",
                "icalendar, which writes calendars, is missing; install it with: pip install 'cchc[browse]'",
            )
        ) from error
    calendar = Calendar()
    calendar.add("prodid", "-//cchc//directives//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name or words("Nhiệm vụ được giao", "Directives"))
    # How often a subscriber asks again, for the programs that heed it.
    calendar.add("refresh-interval;value=duration", "PT12H")
    for item in items:
        day = _day(item.last_day)
        if day is None:
            continue
        event = Event()
        event.add("uid", f"{item.id}@cchc")
        event.add("dtstamp", now)
        event.add("dtstart", day)
        event.add("dtend", day + datetime.timedelta(days=1))
        event.add("summary", _summary(item))
        event.add("description", _description(item, words))
        event.add("categories", [state_name(item.state, words)])
        # A deadline does not make anybody busy.
        event.add("transp", "TRANSPARENT")
        if link is not None:
            event.add("url", link(item))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _summary(item: Item) -> str:
    owners = owner_names(item.lead)
    text = " ".join(f"{owners + ': ' if owners else ''}{item.action}".split())
    return text if len(text) <= _SUMMARY else text[: _SUMMARY - 1].rstrip() + "…"


def _description(item: Item, words: Words) -> str:
    lines = [
        " ".join(item.quote.split()),
        "",
        f"{words('Chủ trì', 'Leads')}: {owner_names(item.lead) or '—'}",
        f"{words('Phối hợp', 'Coordinates')}: {owner_names(item.coordinate) or '—'}",
        f"{words('Hạn', 'Due')}: {item.recurrence or item.due or '—'}",
        f"{words('Văn bản', 'Document')}: {item.document}"
        + (f" ({item.issued_on})" if item.issued_on else ""),
    ]
    return "\n".join(lines)
