"""Who and when a quantity is about, and whether it is a goal: from the clause, the sentence, the item and the document."""

from __future__ import annotations

import functools
import re
from typing import Any

import patterns
from extract.facts.atoms import Atoms
from extract.facts.organisations import Bodies
from extract.structure.model import Document, Section
from extract.values.dates import Date
from extract.values.text import fold, squeeze

_SPAN = re.compile(
    r"(?<!\w)[Tt]ừ\s(?:ngày\s)?\d{1,2}[/-]\d{1,2}[/-]\d{4}\s(?:đến|tới)\s(?:(?:hết\s)?(?:ngày\s)?\d{1,2}[/-]\d{1,2}[/-]\d{4}|nay)"
)
_MONTHS = re.compile(
    r"(?<!\w)(?P<n>0?\d|1[0-2])\stháng(?:\s(?P<part>đầu|cuối))?(?:\snăm(?:\s(?P<year>(?:19|20)\d\d))?|\s(?P<y2>(?:19|20)\d\d))?(?!\w)(?!/)"
)
_COMPARED_STRICT = re.compile(r"(?:so với|so|cùng kỳ)\s(?:cùng kỳ\s)?(?:của\s)?(?:với\s)?$", re.IGNORECASE)
_LEADS = re.compile(
    r"[^\w(]*(?:(?:[Tt]ại|[Dd]o|[Dd]oanh thu|[Tt]rong (?:năm|kỳ|quý)[^,]{0,20},|[Nn]ăm \d{4},?|[Đđ]ến nay,?|[Đđ]ồng thời,?|[Tt]ừ ngày [^,]{5,50},|[Kk]ết quả|[Đđ]ối với|[Vv]ề|[Tt]rong đó,?|[Rr]iêng)\s*)?"
)
_UNIT_NAMED = re.compile(
    r"(?<!\w)(?:tỉnh|TỈNH|Tỉnh|thành phố|Thành phố|THÀNH PHỐ)\s[A-ZĐÀ-Ỹ][\w-]+(?:\s[A-ZĐÀ-Ỹ][\w-]+){0,2}"
)


def _closed(text: str) -> str:
    """The text with what stands in closed parentheses blanked out."""
    return re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), text)


@functools.cache
def _targets() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data: dict[str, Any] = patterns.data("figures")["targets"]
    compiled = [
        re.compile(rf"(?<!\w)(?:{patterns.alternation(data[key])})(?!\w)", re.IGNORECASE)
        for key in ("words", "headings", "done", "past")
    ]
    return compiled[0], compiled[1], compiled[2], compiled[3]


class Context:
    """What surrounds the quantities of one document, asked by offset."""

    def __init__(self, document: Document, atoms: Atoms, bodies: Bodies) -> None:
        self.document = document
        self.atoms = atoms
        self.bodies = bodies
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
            if re.search(r"cả nước|toàn quốc|bình quân chung|mức (?:bình quân )?chung", clean):
                return "cả nước"
            if re.fullmatch(r"[Tt]oàn (?:tỉnh|thành phố|huyện|xã|địa bàn)", clean):
                return self.bodies.place or clean
            return clean[:1].lower() + clean[1:]
        opening = self._opening(sentence, start)
        if opening is not None:
            return opening
        section = self.document.section_at(start)
        for item in self.document.ancestors(section):
            first = self.atoms.mentions.after(item.body_start, min(item.body_start + 60, start))
            if first is not None and _LEADS.fullmatch(self.document.view, item.body_start, first.start):
                return first.organisation.name
        return self.of_document

    def _opening(self, sentence: int, start: int) -> str | None:
        """The body that opens the sentence or the nearest clause before the number: its grammatical subject."""
        view = self.document.view
        chosen = None
        for mention in self.atoms.mentions.within(sentence, start):
            ahead = view[sentence : mention.start]
            if "(" in ahead and ahead.rfind("(") > ahead.rfind(")") and ")" in view[mention.end : start]:
                continue
            opens = _LEADS.fullmatch(ahead) or re.search(
                r"[;:.]\s(?:[Tt]ại |[Dd]o |[Tt]rong đó,? |[Rr]iêng )?$", ahead
            )
            acts = re.search(r",\s$", ahead) and re.match(
                r"\s(?:đã|tiếp nhận|ban hành|công bố|giải quyết|thực hiện|được|có|tổ chức|xử lý|triển khai|thẩm định|mở)\s",
                view[mention.end : mention.end + 24],
            )
            if opens or acts:
                chosen = mention
        return chosen.organisation.name if chosen is not None else None

    def aims(self, offset: int) -> bool:
        """Whether the headings above a place speak of goals."""
        for item in self.document.ancestors(self.document.section_at(offset)):
            goal, done, _ = self._heading(item)
            if goal or done:
                return goal and not done
        return False

    def period(self, start: int, end: int, sentence: int, sentence_end: int) -> str | None:
        """The period measured: a span or a stretch of months as printed, else a year or a normal date."""
        view = self.document.view
        lead = _closed(view[sentence:start])
        spans = list(_SPAN.finditer(lead))
        if spans:
            text = squeeze(spans[-1][0])
            return text[:1].lower() + text[1:]
        months = [m for m in _MONTHS.finditer(lead) if not _COMPARED_STRICT.search(lead[: m.start()])]
        if months:
            return self._months(months[-1])
        found = self._date(sentence, start) or self._date(end, min(sentence_end, end + 60), after=True)
        if found is not None:
            return found
        block = self.document.block_at(start)
        if block is not None and (
            months := list(_MONTHS.finditer(view, max(block.start, sentence - 1500), sentence))
        ):
            return self._months(months[0])
        section = self.document.section_at(start)
        for item in self.document.ancestors(section):
            period = self._heading(item)[2]
            if period is not None:
                return period
        return self._subject_period

    def is_target(self, start: int, end: int, sentence: int) -> bool:
        """Whether the number is a goal: the sentence or the headings above it say so, and nothing says it is past."""
        words, _, _, past = _targets()
        view = self.document.view
        lead = view[max(sentence, start - 200) : end]
        if re.search(
            r"phấn đấu|mục tiêu|phải (?:đạt|giảm|hoàn thành)|xuống dưới|quyết tâm|đặt mục tiêu",
            lead,
            re.IGNORECASE,
        ):
            return not re.search(r"mục tiêu tăng trưởng|vượt mục tiêu|so với mục tiêu", lead)
        goal = done = False
        for item in self.document.ancestors(self.document.section_at(start)):
            aims, finished, _ = self._heading(item)
            goal, done = goal or aims, done or finished
            if aims or finished:
                break
        if past.search(lead):
            return False
        if goal and not done:
            return True
        return not done and self.plans and bool(words.search(lead))

    def _heading(self, item: Section) -> tuple[bool, bool, str | None]:
        if item.ordinal not in self._headings:
            _, aims, finished, _ = _targets()
            text = (
                item.heading
                or self.document.view[item.body_start : min(item.end, item.body_start + 90)].split("\n")[0]
            )
            heading = item.heading is not None or text.rstrip().endswith(":")
            self._headings[item.ordinal] = (
                heading and aims.search(text) is not None,
                heading and finished.search(text) is not None,
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
                "(" in view[start : date.start] or not re.search(r"(?:trong|vào|đến|hết)\s$", before)
            ):
                break
            if (
                not after
                and ")" in view[date.end : end]
                and view.rfind("(", start, date.start) > view.rfind(")", start, date.start)
            ):
                continue
            if _COMPARED_STRICT.search(before) or self.atoms.citations.overlaps(date.start, date.end):
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
        years = re.findall(r"(?:[Nn]ăm|NĂM)\s((?:19|20)\d\d)(?!\s?-)", subject)
        return years[0] if years else None

    def _year(self) -> str | None:
        if self._subject_period and (match := re.search(r"(?:19|20)\d\d", self._subject_period)):
            return match[0]
        issued = self.document.header.issued_on
        return issued[:4] if issued else None
