"""Who and when a quantity is about, and whether it is a goal: from the clause, the sentence, the item and the document."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

import patterns
from extract.facts.atoms import Atoms
from extract.facts.organisations import Bodies
from extract.structure.model import Document, Section
from extract.values.dates import Date
from extract.values.text import CAPITALS, fold, squeeze

_SPAN = re.compile(
    r"(?<!\w)[Tt]ừ\s(?:ngày\s)?\d{1,2}[/-]\d{1,2}[/-]\d{4}\s(?:đến|tới)\s(?:(?:hết\s)?(?:ngày\s)?\d{1,2}[/-]\d{1,2}[/-]\d{4}|nay)"
)
_MONTHS = re.compile(
    r"(?<!\w)(?P<n>0?\d|1[0-2])\stháng(?:\s(?P<part>đầu|cuối))?(?:\snăm(?:\s(?P<year>(?:19|20)\d\d))?|\s(?P<y2>(?:19|20)\d\d))?(?!\w)(?!/)"
)
_COMPARED_STRICT = re.compile(r"(?:so với|so|cùng kỳ)\s(?:cùng kỳ\s)?(?:của\s)?(?:với\s)?$", re.IGNORECASE)
_COMPARED_REACH = 40
_PAIR = re.compile(r"\([^()]*\)")
_NATION = re.compile(r"cả nước|toàn quốc|bình quân chung|mức (?:bình quân )?chung")
_WHOLE = re.compile(r"[Tt]oàn (?:tỉnh|thành phố|huyện|xã|địa bàn)")
_CLAUSE_OPENS = re.compile(r"[;:.]\s(?:[Tt]ại |[Dd]o |[Tt]rong đó,? |[Rr]iêng )?$")
_ACTS = re.compile(
    r"\s(?:đã|tiếp nhận|ban hành|công bố|giải quyết|thực hiện|được|có|tổ chức|xử lý|triển khai|thẩm định|mở)\s"
)
_GOALS = ("phấn đấu", "mục tiêu", "phải đạt", "phải giảm", "phải hoàn thành", "xuống dưới", "quyết tâm")
_NO_GOALS = ("mục tiêu tăng trưởng", "vượt mục tiêu", "so với mục tiêu")
_TIME_BEFORE = ("trong", "vào", "đến", "hết")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?:[Nn]ăm|NĂM)\s((?:19|20)\d\d)(?!\s?-)")
_LEADS = re.compile(
    r"[^\w(]*(?:(?:[Tt]ại|[Dd]o|[Dd]oanh thu|[Tt]rong (?:năm|kỳ|quý)[^,]{0,20},|[Nn]ăm \d{4},?|[Đđ]ến nay,?|[Đđ]ồng thời,?|[Tt]ừ ngày [^,]{5,50},|[Kk]ết quả|[Đđ]ối với|[Vv]ề|[Tt]rong đó,?|[Rr]iêng)\s*)?"
)
_UNIT_NAMED = re.compile(
    rf"(?<!\w)(?:tỉnh|TỈNH|Tỉnh|thành phố|Thành phố|THÀNH PHỐ)\s(?:ủy\s)?[{CAPITALS}][\w-]+(?:\s[{CAPITALS}][\w-]+){{0,2}}"
)


def _closed(text: str) -> str:
    """The text with what stands in closed parentheses blanked out."""
    return _PAIR.sub(lambda match: " " * len(match[0]), text) if "(" in text else text


@dataclass(frozen=True, slots=True)
class _Phrases:
    """A list of phrases: a look for each costs less than its regular expression, which then tells where words end."""

    plain: tuple[str, ...]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, phrases: list[str]) -> _Phrases:
        plain = tuple(squeeze(phrase.lower()) for phrase in phrases)
        pattern = re.compile(rf"(?<!\w)(?:{patterns.alternation(phrases)})(?!\w)", re.IGNORECASE)
        return cls(plain, pattern)

    def found_in(self, text: str) -> bool:
        plain = squeeze(text.lower())
        return any(phrase in plain for phrase in self.plain) and self.pattern.search(text) is not None


@functools.cache
def _targets() -> tuple[_Phrases, _Phrases, _Phrases, _Phrases]:
    data: dict[str, Any] = patterns.data("figures")["targets"]
    found = [_Phrases.of(data[key]) for key in ("words", "headings", "done", "past")]
    return found[0], found[1], found[2], found[3]


class Context:
    """What surrounds the quantities of one document, asked by offset."""

    def __init__(self, document: Document, atoms: Atoms, bodies: Bodies) -> None:
        self.document = document
        self.atoms = atoms
        self.bodies = bodies
        self._last: tuple[int, list[Section]] | None = None
        self._headings: dict[int | None, tuple[bool, bool, str | None]] = {}
        kind = fold(document.header.doc_type or "")
        self.plans = kind in ("ke hoach", "de an", "chuong trinh", "chi thi", "nghi quyet", "quyet dinh")
        self.reports = kind == "bao cao"
        self._subject_period = self._of_subject()
        self.of_document = self._whole()

    def subject(self, start: int, sentence: int, phrase: str | None) -> str | None:
        """The body or level that the figure is said of, by its full name where it has one."""
        if phrase:
            clean = squeeze(phrase)
            if _NATION.search(clean):
                return "cả nước"
            if _WHOLE.fullmatch(clean):
                return self.bodies.place or clean
            return clean[:1].lower() + clean[1:]
        opening = self._opening(sentence, start)
        if opening is not None:
            return opening
        for item in self._above(start):
            first = self.atoms.mentions.after(item.body_start, min(item.body_start + 60, start))
            if first is not None and _LEADS.fullmatch(self.document.view, item.body_start, first.start):
                return first.organisation.name
        return self.of_document

    def _opening(self, sentence: int, start: int) -> str | None:
        """The body that opens the sentence or the nearest clause before the number: its grammatical subject."""
        view = self.document.view
        for mention in reversed(self.atoms.mentions.within(sentence, start)):
            at = mention.start
            opened = view.rfind("(", sentence, at)
            if opened > view.rfind(")", sentence, at) and view.find(")", mention.end, start) >= 0:
                continue
            if (
                _CLAUSE_OPENS.search(view, max(sentence, at - 16), at)
                or (
                    view[max(sentence, at - 2) : at - 1] == ","
                    and view[at - 1].isspace()
                    and _ACTS.match(view, mention.end, mention.end + 24)
                )
                or _LEADS.fullmatch(view, sentence, at)
            ):
                return mention.organisation.name
        return None

    def _above(self, offset: int) -> list[Section]:
        """The items that hold a place, innermost first; neighbours are asked for one after the other."""
        section = self.document.section_at(offset)
        ordinal = section.ordinal if section is not None else -1
        if self._last is None or self._last[0] != ordinal:
            self._last = ordinal, self.document.ancestors(section)
        return self._last[1]

    def aims(self, offset: int) -> bool:
        """Whether the headings above a place speak of goals."""
        for item in self._above(offset):
            goal, done, _ = self._heading(item)
            if goal or done:
                return goal and not done
        return False

    def period(self, start: int, end: int, sentence: int, sentence_end: int) -> str | None:
        """The period measured: a span or a stretch of months as printed, else a year or a normal date."""
        view = self.document.view
        # Most sentences hold neither, which a look for their word tells.
        from_day = view.find("ừ ", sentence, start) >= 0
        in_months = view.find("tháng", sentence, start) >= 0
        if from_day or in_months:
            lead = _closed(view[sentence:start])
            if from_day and (spans := list(_SPAN.finditer(lead))):
                text = squeeze(spans[-1][0])
                return text[:1].lower() + text[1:]
            if in_months:
                months = [
                    m
                    for m in _MONTHS.finditer(lead)
                    if not (m.start() and lead[m.start() - 1].isspace())
                    or not _COMPARED_STRICT.search(lead, max(0, m.start() - _COMPARED_REACH), m.start())
                ]
                if months:
                    return self._months(months[-1])
        found = self._date(sentence, start) or self._date(end, min(sentence_end, end + 60), after=True)
        if found is not None:
            return found
        block = self.document.block_at(start)
        if block is not None:
            low = max(block.start, sentence - 1500)
            if view.find("tháng", low, sentence) >= 0 and (first := _MONTHS.search(view, low, sentence)):
                return self._months(first)
        for item in self._above(start):
            period = self._heading(item)[2]
            if period is not None:
                return period
        return self._subject_period

    def is_target(self, start: int, end: int, sentence: int) -> bool:
        """Whether the number is a goal: the sentence or the headings above it say so, and nothing says it is past."""
        words, _, _, past = _targets()
        view = self.document.view
        lead = view[max(sentence, start - 200) : end]
        lowered = lead.lower()
        if any(word in lowered for word in _GOALS):
            return not any(words in lead for words in _NO_GOALS)
        goal = done = False
        for item in self._above(start):
            aims, finished, _ = self._heading(item)
            goal, done = goal or aims, done or finished
            if aims or finished:
                break
        if done or not (goal or self.plans) or past.found_in(lead):
            return False
        return goal or words.found_in(lead)

    def _heading(self, item: Section) -> tuple[bool, bool, str | None]:
        if item.ordinal not in self._headings:
            _, aims, finished, _ = _targets()
            text = (
                item.heading
                or self.document.view[item.body_start : min(item.end, item.body_start + 90)].split("\n")[0]
            )
            heading = item.heading is not None or text.rstrip().endswith(":")
            self._headings[item.ordinal] = (
                heading and aims.found_in(text),
                heading and finished.found_in(text),
                self._of_heading(item, text) if heading else None,
            )
        return self._headings[item.ordinal]

    def _of_heading(self, item: Section, text: str) -> str | None:
        months = _MONTHS.search(text)
        return self._months(months) if months else self._date(item.start, item.body_start + len(text))

    def _months(self, match: re.Match[str]) -> str:
        year = match["year"] or match["y2"] or self._year()
        part = f" {match['part']}" if match["part"] else ""
        return f"{int(match['n'])} tháng{part} năm {year}" if year else squeeze(match[0])

    def _date(self, start: int, end: int, after: bool = False) -> str | None:
        chosen: Date | None = None
        for date in self.atoms.dates.within(start, end):
            if date.precision not in ("year", "quarter", "half", "month", "span"):
                continue
            view = self.document.view
            before = view[max(0, date.start - 30) : date.start]
            if after and (
                "(" in view[start : date.start]
                or not (before[-1:].isspace() and before[:-1].endswith(_TIME_BEFORE))
            ):
                break
            if (
                not after
                and view.find(")", date.end, end) >= 0
                and view.rfind("(", start, date.start) > view.rfind(")", start, date.start)
            ):
                continue
            if (before[-1:].isspace() and _COMPARED_STRICT.search(before)) or self.atoms.citations.overlaps(
                date.start, date.end
            ):
                continue
            chosen = date
            if after:
                break
        if chosen is None:
            return None
        if chosen.precision == "span" and chosen.year and chosen.until:
            return f"{chosen.year}-{chosen.until}"
        return chosen.iso

    def _whole(self) -> str | None:
        """Whom a document as a whole speaks of: the unit that it governs, else the office that reports."""
        if match := _UNIT_NAMED.search(self.document.header.subject or ""):
            name = squeeze(match[0])
            return self.bodies.resolve(name) or name[:1].lower() + name[1:]
        issuer = self.bodies.issuer
        if issuer is not None and self.reports and issuer.kind not in ("ubnd", "hdnd"):
            return issuer.name
        return self.bodies.place or (
            issuer.name if issuer is not None and issuer.level != "trung_uong" else None
        )

    def _of_subject(self) -> str | None:
        subject = self.document.header.subject or ""
        if match := _MONTHS.search(subject):
            year = match["year"] or match["y2"]
            part = f" {match['part']}" if match["part"] else ""
            return squeeze(f"{int(match['n'])} tháng{part} năm {year}") if year else None
        found = _YEARS.search(subject)
        return found[1] if found else None

    def _year(self) -> str | None:
        if self._subject_period and (match := _YEAR.search(self._subject_period)):
            return match[0]
        issued = self.document.header.issued_on
        return issued[:4] if issued else None
