"""Terms that count from an event or a day: `trong vòng 15 ngày kể từ ngày ký`, `trong 10 ngày, tính từ 05/01/2026`.

Those that count from the signing, from a day that is named, or from nothing else than the document (`khôi phục trong
vòng 72 giờ`) have a day on which they end.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from extract.facts.deadline_calendar import Calendar
from extract.facts.deadline_context import Place, Setting, is_past
from extract.facts.deadline_places import Places
from extract.facts.deadline_recurring import Phrase
from extract.facts.deadline_words import DeadlineWords
from extract.structure.model import Document
from extract.values.dates import parse_date
from extract.values.text import squeeze
from extract.values.workdays import add_working_days

_DOCUMENT = r"(?:quyết\s+định|kế\s+hoạch|chỉ\s+thị|công\s+văn|văn\s+bản|thông\s+báo|công\s+điện|chương\s+trình|nghị\s+quyết|hướng\s+dẫn|đề\s+án|quy\s+chế|kết\s+luận)"
_FROM = r"(?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:ngày|khi)"
_SIGNING = re.compile(
    rf"(?i:{_FROM}\s+(?:(?:ký|ban\s+hành|ra|phát\s+hành)(?:\s*,?\s+(?:ký|ban\s+hành))?(?:\s+(?P<document>{_DOCUMENT})(?P<this>\s+này)?)?|{_DOCUMENT}\s+này\s+được\s+(?:ký|ban\s+hành|phát\s+hành)(?:\s+ban\s+hành)?|có\s+{_DOCUMENT}\s+này|(?:{_DOCUMENT}\s+này\s+)?được\s+(?:ký|ban\s+hành))|(?:kể|tính)\s+từ\s+(?:hôm\s+nay|nay))\s*\Z"
)
_DATED = re.compile(r"(?i:(?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:ngày\s+)?(?=\d))")
_STOP = re.compile(
    r"\s+(?=(?:[A-ZĐ]\w+\s+(?:phải|có trách nhiệm)|phải|có trách nhiệm|các\s|thì|để|sẽ|cơ quan|đơn vị))"
)
# What is dealt with case by case has a term of its own for each case, not a day.
_CASES = re.compile(
    r"(?i:(?<![^\W_])(?:mỗi|từng|trả\s+kết\s+quả|trả\s+lời|thủ\s+tục|hồ\s+sơ\s+(?:hợp\s+lệ|đầy\s+đủ|của)|giải\s+quyết|xử\s+lý\s+(?:phản\s+ánh|kiến\s+nghị)|phản\s+ánh|kiến\s+nghị|phản\s+hồi|thời\s+hạn\s+(?:giải|xử)|bảo\s+đảm|đảm\s+bảo|nếu|khi|trường\s+hợp|chờ|quy\s+trình|hiệu\s+lực|cam\s+kết)(?![^\W_]))"
)
_ENDS = re.compile(r"\s*(?:tới|này|nữa)?\s*(?:[.,;)\n]|\Z|(?:để|phải|và|các)\s)")
_HOURS = 24


class RelativeReader:
    """Reads the terms of one document that count from an event."""

    def __init__(
        self, document: Document, places: Places, calendar: Calendar, setting: Setting, words: DeadlineWords
    ) -> None:
        self._document, self._places, self._calendar = document, places, calendar
        self._setting, self._words = setting, words

    def read(self) -> Iterator[Phrase]:
        """The terms in the order of the text."""
        reached = 0
        for first in self._words.relative_start.finditer(self._document.folded):
            at = first.start()
            if at < reached or self._places.silent(at):
                continue
            match = self._words.relative.match(self._document.view, at)
            phrase = self._anchored(match) if match else None
            if match is None and (match := self._words.term.match(self._document.view, at)):
                phrase = self._bare(match)
            if match is not None:
                reached = match.end()
            if phrase is not None:
                yield phrase

    def _anchored(self, match: re.Match[str]) -> Phrase | None:
        place = self._places.of(match.start(), match.end())
        if is_past(place, self._words) or re.search(r"(?i:hiệu\s+lực)", place.lead):
            return None
        anchor = self._anchor(match["anchor"])
        stop = match.start("anchor") + len(anchor)
        due = None
        if self._signed(anchor):
            due = self._counted(match, self._calendar.today(match.start()))
        elif dated := _DATED.match(anchor):
            day = parse_date(f"ngày {anchor[dated.end() :]}")
            if day is not None and day.iso is not None and day.precision == "day":
                due = self._counted(match, datetime.date.fromisoformat(day.iso))
        return self._phrase(place, match.start(), stop, "relative", due)

    def _bare(self, match: re.Match[str]) -> Phrase | None:
        """A term that counts from nothing said: from the document, where its sentence gives one task once."""
        place = self._places.of(match.start(), match.end())
        if is_past(place, self._words) or not self._setting.tasks or not _ENDS.match(place.rest):
            return None
        cases = _CASES.search(place.clause) or _CASES.search(place.rest[:60])
        if cases and not match[0].lower().endswith("tới"):
            return None
        if not self._words.task_verb.search(place.lead[-160:]) and not self._words.task_verb.search(
            place.rest[:60]
        ):
            return None
        due = self._counted(match, self._calendar.today(match.start()))
        return self._phrase(place, match.start(), match.end(), "term", due) if due else None

    def _phrase(self, place: Place, start: int, end: int, rule: str, due: str | None) -> Phrase:
        text = squeeze(self._document.text[start:end])
        return Phrase(place, start, end, rule, text[0].lower() + text[1:], due=due)

    def _signed(self, anchor: str) -> bool:
        """Whether an event is the signing of this very document (`kể từ ngày ban hành quyết định` may be another's)."""
        signing = _SIGNING.fullmatch(anchor)
        if signing is None or signing["document"] is None or signing["this"]:
            return signing is not None
        return squeeze(signing["document"]).lower() == (self._document.header.doc_type or "").lower()

    def _anchor(self, anchor: str) -> str:
        stop = _STOP.search(anchor)
        return anchor[: stop.start()] if stop else anchor.rstrip()

    def _counted(self, match: re.Match[str], day: datetime.date | None) -> str | None:
        groups = match.groupdict()
        unit = " ".join((groups["unit"] or groups["unit2"]).lower().split())
        count = int(groups["count"] or groups["count2"])
        if day is None:
            return None
        if unit == "ngày làm việc":
            return add_working_days(day, count).day.isoformat()
        if unit == "giờ":
            return (day + datetime.timedelta(days=-(-count // _HOURS))).isoformat()
        if unit in ("ngày", "tuần"):
            return (day + datetime.timedelta(days=count * (7 if unit == "tuần" else 1))).isoformat()
        return _months_later(day, count) if unit == "tháng" else None


def _months_later(day: datetime.date, count: int) -> str:
    """The same day so many months later, in a shorter month its last."""
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return f"{year:04d}-{month:02d}-{min(day.day, calendar.monthrange(year, month)[1]):02d}"
