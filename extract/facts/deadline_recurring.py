"""Duties that come back: `định kỳ hằng quý`, `trước ngày 25/12 hằng năm`, `hằng tuần, chiều thứ Sáu`, `mỗi quý một lần`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts.atoms import Atoms
from extract.facts.deadline_context import Place, Setting, in_tasks, is_past
from extract.facts.deadline_places import Places
from extract.facts.deadline_words import DeadlineWords
from extract.structure.model import Document
from extract.values.text import squeeze

_DUTY = re.compile(
    r"[\s,:(]{0,3}(?:[^.;\n]{0,40}?\s)??(?i:báo\s+cáo|gửi|tổng\s+hợp|kiểm\s+tra|rà\s+soát|đánh\s+giá|tổ\s+chức|sơ\s+kết|tổng\s+kết|cập\s+nhật|thực\s+hiện|công\s+bố|công\s+khai|"
    r"trao\s+đổi|họp|giao\s+ban|đôn\s+đốc|thông\s+tin|tự|theo\s+dõi|xây\s+dựng|lập|thống\s+kê|thông\s+báo|tham\s+mưu|đề\s+xuất|hướng\s+dẫn|bồi\s+dưỡng|tập\s+huấn|xem\s+xét|trình|phối\s+hợp|chủ\s+trì)\b"
)
_NOUN_BEFORE = re.compile(
    r"(?i:\b(?:chế\s+độ(?:\s+thông\s+tin)?(?:,)?(?:\s+báo\s+cáo)?|công\s+tác\s+\w+(?:\s+\w+)?|việc\s+\w+(?:\s+\w+)?|các\s+(?:kỳ\s+)?báo\s+cáo|phiên\s+họp|cuộc\s+họp|thường\s+xuyên,?|thường\s+xuyên\s+và|kết\s+quả|hình\s+thức|hoặc|và|đột\s+xuất,?))\s*\Z"
)
# The day of the month follows in words of its own, which are the rule.
_DAY_FOLLOWS = re.compile(r"[^.;\n]{1,160}?\b(?:trước|chậm nhất)\s+ngày\s+\d{1,2}\s+(?:của|h[àằ]ng|tháng)\s")
_ASIDE = re.compile(r"^\s*\([^()\n]{2,90}\)")
_EVERY = re.compile(r"(?i:h[àằ]ng\s+(?:năm|quý|tháng))\s*[(,]?\s*\Z")
# A day that is named or kept, hours and amounts, not something due: `lấy ngày … làm`, `mở cửa đến … hằng tuần`.
_KEPT = re.compile(
    r"(?i:(?<![^\W_])(?:bình\s+quân|trung\s+bình|chi\s+phí|tiết\s+kiệm|lấy|lễ\s+hội|kỷ\s+niệm|ngày\s+giỗ|âm\s+lịch|diễn\s+ra)(?![^\W_])[^.;]{0,40}\Z|(?<![^\W_])(?:từ|đến|tới)\s*\Z)"
)
_NAMED = re.compile(
    r"\s*,?\s*(?:âm\s+lịch\s+)?(?:là|làm|được\s+(?:lấy|chọn|xác\s+định)\s+là)\s+(?:ngày|Ngày|dịp|thời|mùa|tháng)\b"
)
# Times that are a limit or an amount, not a duty: `không quá 01 lần/năm`, `tăng gấp 03 lần`.
_LIMITED = re.compile(
    r"(?i:(?<![^\W_])(?:quá|gấp|không|dưới|hơn|từng|bình\s+quân|trung\s+bình)\s+(?:\S+\s+)?\Z)"
)
_LEAST = re.compile(r"(?i:ít\s+nhất|tối\s+thiểu)")
_BACK = 90


@dataclass(frozen=True)
class Phrase:
    """Words that are a rule by themselves: a duty that comes back, a term that counts from an event."""

    place: Place
    start: int
    end: int
    rule: str
    rule_text: str
    closes: bool = False
    """Whether the words mostly close their sentence, so that the task stands before them."""
    due: str | None = None


class RecurringReader:
    """Reads the recurring duties of one document."""

    def __init__(
        self, document: Document, atoms: Atoms, places: Places, setting: Setting, words: DeadlineWords
    ) -> None:
        self._document, self._atoms, self._places = document, atoms, places
        self._setting, self._words = setting, words
        self._view = document.view

    def read(self) -> list[Phrase]:
        """The recurring duties in the order of the text; what overlaps an earlier one is left out."""
        found: list[Phrase] = []
        for phrase in sorted([*self._general(), *self._rhythms(), *self._times()], key=_order):
            if not found or phrase.start >= found[-1].end:
                found.append(phrase)
            elif phrase.end > found[-1].end and phrase.start == found[-1].start:
                found[-1] = phrase
        return found

    def _general(self) -> Iterator[Phrase]:
        """Phrases of the long pattern, tried only where its first words stand."""
        reached = 0
        for first in self._words.recurring_start.finditer(self._document.folded):
            if first.start() < reached:
                continue
            match = self._words.recurring.match(self._view, first.start())
            if match is None:
                continue
            reached = match.end()
            if not self._places.silent(match.start()) and (phrase := self._phrase(match)):
                yield phrase

    def _phrase(self, match: re.Match[str]) -> Phrase | None:
        place = self._places.of(match.start(), match.end())
        plain = not (match["days"] or match["every"])
        if plain and not self._duty(match, place):
            return None
        if is_past(place, self._words) or (not match["days"] and _DAY_FOLLOWS.match(place.rest)):
            return None
        reach = match.end()
        rule_text = squeeze(self._document.text[match.start() : reach]).strip(" (,")
        if match["periodic"] or match["opening"]:
            day = self._day_of(match.end(), place.sentence_end)
            if day is not None:
                reach, said = day[0], day[1]
                every = _EVERY.search(self._view[match.end() : day[2]])
                between = f"{every[0].strip(' (,')}, " if every else ""
                rule_text = f"{rule_text} {between}{said}" if every else f"{rule_text}, {said}"
        if _named_day(match, place):
            return None
        return Phrase(
            place,
            match.start(),
            reach,
            "recurring",
            _tidy(rule_text),
            bool(match["days"]) and self._closes(place),
        )

    def _rhythms(self) -> Iterator[Phrase]:
        """Phrases around `hằng tuần`, `mỗi quý` with a day before or behind them, or that close their clause."""
        words = self._words.rhythm
        for rhythm in self._marks(words.at):
            start, end = rhythm.span()
            if self._places.silent(start):
                continue
            low = max(0, start - _BACK)
            low = max(low, self._view.rfind("\n", low, start) + 1)
            if before := words.before.search(self._view, low, start):
                first = before.start()
                yield from self._rhythm("day_of_rhythm", first, end, closes=True)
            elif not rhythm[0].endswith("ngay") and (after := words.after.match(self._view, end)):
                yield from self._rhythm("rhythm_then_day", start, after.end())
            elif self._ends_clause(end) and (closing := words.closing.search(self._view[low:end])):
                at = low + closing.start("each") if closing["each"] else start
                yield from self._rhythm("closing_rhythm", at, end, closes=True)

    def _times(self) -> Iterator[Phrase]:
        """`ba tháng một lần`, `mỗi quý một lần`, `ít nhất 02 lần/năm`."""
        reached = 0
        for mark in self._marks(self._words.rhythm.times_at):
            start = mark.start()
            if start < reached or self._places.silent(start):
                continue
            low = max(reached, start - 40, self._view.rfind("\n", max(0, start - 40), start) + 1)
            match = self._words.rhythm.times.search(self._view, low, mark.end() + 90)
            if match is None or match.start() > start:
                continue
            reached = match.end()
            lead = self._view[max(0, match.start() - 30) : match.start()]
            least = _LEAST.match(match[0])
            if _LIMITED.search(lead) and not least:
                continue
            yield from self._rhythm(
                "every_few", match.start(), match.end(), closes=not match[0].endswith(",")
            )

    def _marks(self, leads: tuple[re.Pattern[str], ...]) -> list[re.Match[str]]:
        """Where one of several words stands in the folded text, in order."""
        folded = self._document.folded
        return sorted((m for lead in leads for m in lead.finditer(folded)), key=lambda m: m.start())

    def _rhythm(self, rule: str, start: int, end: int, *, closes: bool = False) -> Iterator[Phrase]:
        place = self._places.of(start, end)
        if is_past(place, self._words) or not in_tasks(place, self._setting, self._words):
            return
        if _KEPT.search(place.lead[-60:]) or _NAMED.match(place.rest) or "âm lịch" in self._view[start:end]:
            return
        rule_text = _tidy(squeeze(self._document.text[start:end]).strip(" ,"))
        yield Phrase(place, start, end, rule, rule_text, closes and self._closes(place))

    def _closes(self, place: Place) -> bool:
        """Whether no verb follows, so that the task stands before (`… trước ngày 15/11 hằng năm.`)."""
        return not self._words.task_verb.match(_ASIDE.sub("", place.rest[:140]).strip(" ,"))

    def _ends_clause(self, end: int) -> bool:
        return re.match(r"\s*(?:[.,;)\n]|\Z|và\s)", self._view[end : end + 6]) is not None

    def _day_of(self, start: int, end: int) -> tuple[int, str, int] | None:
        """A day without a year in the same sentence, which belongs to the duty that comes back."""
        date = self._atoms.dates.after(start, min(end, start + 260))
        if date is None or date.precision != "recurring":
            return None
        before = re.search(r"(?i:\b(?:trước|chậm\s+nhất|vào)(?:\s+là)?\s+)$", self._view[start : date.start])
        if not before:
            return None
        at = start + before.start()
        return date.end, squeeze(self._document.text[at : date.end]), at

    def _duty(self, match: re.Match[str], place: Place) -> bool:
        if not in_tasks(place, self._setting, self._words):
            return False
        lead = place.lead[-40:]
        if match["periods"]:
            return not _NOUN_BEFORE.search(lead)
        if match["opening"]:
            return bool(
                _DUTY.match(self._view[match.end() : match.end() + 160])
                or self._words.task_verb.search(place.rest)
            )
        if _NOUN_BEFORE.search(lead):
            return False
        if squeeze(match[0]).lower() == "định kỳ":
            reporting = re.search(r"(?i:\A[\s\"'(*-]*báo\s+cáo\b|\bbáo\s+cáo\s*\Z)", place.clause)
            return bool(_DUTY.match(self._view, match.end(), match.end() + 22)) and not reporting
        return True


def _named_day(match: re.Match[str], place: Place) -> bool:
    """`Ngày 10/10 hằng năm là Ngày …` names a day and asks nothing."""
    return bool(match["days"]) and bool(_KEPT.search(place.lead[-60:]) or _NAMED.match(place.rest))


def _order(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, -phrase.end


def _tidy(rule_text: str) -> str:
    """The rule in lower case at its beginning; a bracket that does not close is a pause."""
    if rule_text.count("(") > rule_text.count(")"):
        rule_text = re.sub(r"\s*\(\s*", ", ", rule_text)
    return rule_text[0].lower() + rule_text[1:]
