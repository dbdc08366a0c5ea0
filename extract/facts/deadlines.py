"""Deadlines: points and periods by which something must be done, and recurring duties."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from extract.facts.atoms import Atoms, Spans
from extract.facts.deadline_context import Place, Sentences, Setting, accepts, in_tasks, is_past, setting_of
from extract.facts.deadline_owners import OwnerReader
from extract.facts.deadline_tables import table_deadlines
from extract.facts.deadline_tasks import Side, TaskReader
from extract.facts.deadline_words import REACH, Cue, DeadlineWords, deadline_words
from extract.facts.deadline_yearless import yearless_dates
from extract.facts.model import Deadline, DeadlineKind
from extract.facts.organisations import Bodies
from extract.reading.source import Table
from extract.structure.model import Document
from extract.values.dates import Date, normal_day
from extract.values.text import squeeze
from extract.values.workdays import add_working_days

_REACH = 1200
_OWN_TASKS = {"Báo cáo", "Kế hoạch", "Chương trình"}
_SILENT_ZONES = {"letterhead", "title", "addressees", "recipients", "signature"}
_DUTY = re.compile(
    r"[\s,:(]{0,3}(?:[^.;\n]{0,40}?\s)??(?i:báo\s+cáo|gửi|tổng\s+hợp|kiểm\s+tra|rà\s+soát|đánh\s+giá|tổ\s+chức|sơ\s+kết|tổng\s+kết|cập\s+nhật|thực\s+hiện|công\s+bố|công\s+khai|"
    r"trao\s+đổi|họp|giao\s+ban|đôn\s+đốc|thông\s+tin|tự|theo\s+dõi|xây\s+dựng|lập|thống\s+kê|thông\s+báo|tham\s+mưu|đề\s+xuất|hướng\s+dẫn|bồi\s+dưỡng|tập\s+huấn|xem\s+xét|trình|phối\s+hợp|chủ\s+trì)\b"
)
_NOUN_BEFORE = re.compile(
    r"(?i:\b(?:chế\s+độ(?:\s+thông\s+tin)?(?:,)?(?:\s+báo\s+cáo)?|công\s+tác\s+\w+(?:\s+\w+)?|việc\s+\w+(?:\s+\w+)?|các\s+(?:kỳ\s+)?báo\s+cáo|phiên\s+họp|cuộc\s+họp|thường\s+xuyên,?|thường\s+xuyên\s+và|kết\s+quả|hình\s+thức|hoặc|và|đột\s+xuất,?))\s*\Z"
)
_SIGNING = re.compile(
    r"(?i:(?:kể\s+từ|tính\s+từ|từ|sau)\s+ngày\s+(?:ký|ban\s+hành)(?:\s+ban\s+hành)?(?:\s+(?:quyết\s+định|kế\s+hoạch|chỉ\s+thị|công\s+văn|văn\s+bản|thông\s+báo|công\s+điện)(?:\s+này)?)?)\s*\Z"
)
# The day of the month follows in words of its own, which are the rule.
_DAY_FOLLOWS = re.compile(r"[^.;\n]{1,160}?\b(?:trước|chậm nhất)\s+ngày\s+\d{1,2}\s+(?:của|h[àằ]ng|tháng)\s")
_RECURRING = ("hằng", "hàng", "định", "mỗi")
_RECURS = re.compile(r"(?i:h[àằ]ng\s+(?:năm|quý|tháng)|định\s+kỳ|mỗi\s+(?:năm|quý|tháng))")


def find_deadlines(document: Document, atoms: Atoms, bodies: Bodies) -> list[Deadline]:
    """The deadlines of a document, in order.

    `due` is the point itself; a period ends with itself (`2025-Q1`). A date without a year takes that of the
    document's own date. Rules with words of their own stand in `rule_text`.
    """
    words = deadline_words()
    finder = _Finder(document, atoms, bodies, words)
    found = [d for table in document.tables for d in table_deadlines(document, table, atoms, bodies, words)]
    found += finder.recurring()
    found += finder.relative()
    found += finder.dated(Spans(found))
    return sorted(found, key=lambda d: (d.start, d.end))


class _Finder:
    def __init__(self, document: Document, atoms: Atoms, bodies: Bodies, words: DeadlineWords) -> None:
        self.document, self.atoms, self.bodies, self.words = document, atoms, bodies, words
        self.view = document.view
        self.sentences = Sentences(document.view)
        self.setting: Setting = setting_of(document, words)
        # In a report or a plan the issuing body sets itself what it names nobody for.
        own = bodies.issuer.name if bodies.issuer and document.header.doc_type in _OWN_TASKS else None
        self.owners = OwnerReader(document, atoms, bodies, own)
        self.tasks = TaskReader(document, atoms, self.sentences, words.task_verb)

    def dated(self, taken: Spans[Deadline]) -> list[Deadline]:
        """Deadlines that name a point or period of the calendar."""
        found: list[Deadline] = []
        for date in self._dates():
            if not date.exists or taken.overlaps(date.start, date.end) or self._silent(date.start):
                continue
            if self.atoms.citations.overlaps(date.start, date.end) or (date.iso is None and date.day is None):
                continue
            start, end = self._around(date.start)
            before = self.document.lowered[max(start, date.start - REACH) : date.start]
            for cue in self.words.cues:
                if cue.words and not any(word in before for word in cue.words):
                    continue
                match = cue.pattern.search(self.view, max(start, date.start - cue.reach), date.start)
                if not match:
                    continue
                place = Place(
                    self.document, date, match.start(), start, end, self.document.section_at(date.start)
                )
                confidence = accepts(cue, place, self.setting, self.words)
                if confidence is not None:
                    found.append(self._fact(place, cue, confidence))
                break
        return found

    def _dates(self) -> list[Date]:
        yearless = [d for d in yearless_dates(self.document) if not self.atoms.dates.overlaps(d.start, d.end)]
        return [*self.atoms.dates.items, *yearless]

    def recurring(self) -> list[Deadline]:
        """Duties that come back: `định kỳ hằng quý`, `trước ngày 25/12 hằng năm`."""
        found: list[Deadline] = []
        for match in self._phrases(self.words.recurring_start, self.words.recurring):
            if self._silent(match.start()) or self._in_table(match.start()):
                continue
            place = self._phrase_place(match)
            plain = not (match["days"] or match["every"])
            if plain and not self._duty(match, place):
                continue
            if is_past(place, self.words) or (not match["days"] and _DAY_FOLLOWS.match(place.rest)):
                continue
            reach = match.end()
            rule_text = squeeze(self.document.text[match.start() : reach]).strip(" (,")
            if match["periodic"] or match["opening"]:
                day = self._day_of(match.end(), place.sentence_end)
                if day is not None:
                    reach, said = day[0], day[1]
                    between = self.view[match.end() : day[2]]
                    every = re.search(r"(?i:h[àằ]ng\s+(?:năm|quý|tháng))\s*[(,]?\s*\Z", between)
                    rule_text = (
                        f"{rule_text} {every[0].strip(' (,')}, {said}" if every else f"{rule_text}, {said}"
                    )
            if found and match.start() < found[-1].end:
                continue
            # `trước ngày 15/11 hằng năm` mostly closes its sentence; what follows it is the task only where a verb does.
            said = re.sub(r"^\s*\([^()\n]{2,90}\)", "", place.rest[:140]).strip(" ,")
            dated = bool(match["days"]) and not self.words.task_verb.match(said)
            base = self._fact(place, None, self.words.confidence["recurring"], dated)
            rule_text = (
                re.sub(r"\s*\(\s*", ", ", rule_text[0].lower() + rule_text[1:])
                if rule_text.count("(") > rule_text.count(")")
                else rule_text[0].lower() + rule_text[1:]
            )
            found.append(
                replace(
                    base,
                    start=match.start(),
                    end=reach,
                    kind="recurring",
                    due=None,
                    rule_text=rule_text,
                    rule="recurring",
                )
            )
        return found

    def relative(self) -> list[Deadline]:
        """Deadlines that count from an event: `trong vòng 15 ngày kể từ ngày ký`."""
        found: list[Deadline] = []
        for match in self._phrases(self.words.relative_start, self.words.relative):
            if self._silent(match.start()) or self._in_table(match.start()):
                continue
            place = self._phrase_place(match)
            if is_past(place, self.words) or re.search(r"(?i:hiệu\s+lực)", place.lead):
                continue
            base = self._fact(place, None, self.words.confidence["relative"])
            stop = match.start("anchor") + len(self._anchor(match["anchor"]))
            text = squeeze(self.document.text[match.start() : stop])
            due = self._counted(match) if _SIGNING.fullmatch(self._anchor(match["anchor"])) else None
            found.append(
                replace(
                    base, end=stop, due=due, rule_text=text[0].lower() + text[1:], kind="by", rule="relative"
                )
            )
        return found

    def _phrases(self, start: re.Pattern[str], phrase: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a long pattern, tried only where its first words stand."""
        reached = 0
        for first in start.finditer(self.document.folded):
            if first.start() >= reached and (match := phrase.match(self.view, first.start())):
                reached = match.end()
                yield match

    def _phrase_place(self, match: re.Match[str]) -> Place:
        """The place of a phrase that is a rule by itself, not words before a date."""
        start, end = self._around(match.start())
        date = Date(match.start(), match.end(), None, "recurring")
        return Place(self.document, date, match.start(), start, end, self.document.section_at(match.start()))

    def _around(self, offset: int) -> tuple[int, int]:
        """The sentence that holds an offset, of one without an end the part that can matter."""
        start, end = self.sentences.at(offset)
        return max(start, offset - _REACH), min(end, offset + _REACH)

    def _anchor(self, anchor: str) -> str:
        stop = re.search(
            r"\s+(?=(?:[A-ZĐ]\w+\s+(?:phải|có trách nhiệm)|phải|có trách nhiệm|các\s|thì|để|sẽ|cơ quan|đơn vị))",
            anchor,
        )
        return anchor[: stop.start()] if stop else anchor.rstrip()

    def _counted(self, match: re.Match[str]) -> str | None:
        issued = self.document.header.issued_on
        unit = " ".join(match["unit"].split())
        if issued is None or len(issued) != 10 or unit not in ("ngày", "ngày làm việc", "tuần"):
            return None
        day = datetime.date.fromisoformat(issued)
        if unit != "ngày làm việc":
            return (
                day + datetime.timedelta(days=int(match["count"]) * (7 if unit == "tuần" else 1))
            ).isoformat()
        return add_working_days(day, int(match["count"])).day.isoformat()

    def _day_of(self, start: int, end: int) -> tuple[int, str, int] | None:
        """A day without a year in the same sentence, which belongs to the duty that comes back."""
        date = self.atoms.dates.after(start, min(end, start + 260))
        if date is None or date.precision != "recurring":
            return None
        before = re.search(r"(?i:\b(?:trước|chậm\s+nhất|vào)(?:\s+là)?\s+)$", self.view[start : date.start])
        if not before:
            return None
        return (
            date.end,
            squeeze(self.document.text[start + before.start() : date.end]),
            start + before.start(),
        )

    def _duty(self, match: re.Match[str], place: Place) -> bool:
        if not in_tasks(place, self.setting, self.words):
            return False
        lead = place.lead[-40:]
        if match["periods"]:
            return not _NOUN_BEFORE.search(lead)
        if match["opening"]:
            return bool(
                _DUTY.match(self.view[match.end() : match.end() + 160])
                or self.words.task_verb.search(place.rest)
            )
        if _NOUN_BEFORE.search(lead):
            return False
        if squeeze(match[0]).lower() == "định kỳ":
            reporting = re.search(r"(?i:\A[\s\"'(*-]*báo\s+cáo\b|\bbáo\s+cáo\s*\Z)", place.clause)
            return bool(_DUTY.match(self.view, match.end(), match.end() + 22)) and not reporting
        return True

    def _silent(self, offset: int) -> bool:
        return self.document.zone_at(offset) in _SILENT_ZONES

    def _in_table(self, offset: int) -> bool:
        return isinstance(self.document.block_at(offset), Table)

    def _fact(self, place: Place, cue: Cue | None, confidence: float, dated: bool = False) -> Deadline:
        document, date = self.document, place.date
        due, kind, rule_text = date.iso, cue.kind if cue else "by", None
        start, end = place.cue_start, date.end
        if date.precision == "span" and date.until:
            due = str(date.until)
        if date.iso is None and date.day and date.month and cue:
            due = self._with_year(date)
            sentence = slice(place.sentence_start, place.sentence_end)
            said = self.document.lowered[sentence]
            if any(word in said for word in _RECURRING) and _RECURS.search(self.view[sentence]):
                due, kind, rule_text = None, "recurring", squeeze(document.text[start:end])
        if cue is not None and kind != "recurring":
            kind = self._kind(cue, place)
        side: Side = (
            "after" if (cue is None and not dated) or (cue and cue.name in ("until", "aim")) else "before"
        )
        return Deadline(
            start=start,
            end=end,
            rule=cue.name if cue else "recurring",
            confidence=round(confidence, 2),
            due=due,
            kind=kind,
            rule_text=rule_text,
            task=self.tasks.read(place.sentence_start, start, end, place.sentence_end, place.section, side),
            owner=self._owner(place, start, side),
        )

    def _owner(self, place: Place, start: int, side: Side) -> str | None:
        opens = side == "after" and not place.lead.strip(" \"'(-+*")
        found = self.owners.after(place.date.end, place.sentence_end) if opens else None
        return found or self.owners.read(place.sentence_start, start, place.section)

    def _kind(self, cue: Cue, place: Place) -> DeadlineKind:
        said = self.view[place.cue_start : place.date.start].lower()
        if re.search(r"\btrước\b", said):
            return "before"
        if cue.name == "label" and place.date.precision == "day":
            return "by"
        return cue.kind

    def _with_year(self, date: Date) -> str | None:
        """A day without a year falls in the year that follows the document's own date."""
        issued = self.document.header.issued_on
        if issued is None or date.day is None or date.month is None:
            return None
        year = int(issued[:4])
        due = normal_day(date.day, date.month, year)
        if due is not None and len(issued) == 10 and due < issued:
            due = normal_day(date.day, date.month, year + 1)
        return due
