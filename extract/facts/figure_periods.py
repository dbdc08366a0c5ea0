"""The period that a figure measures, as the text gives it: in its sentence, before it, above it, or in the title.

A period is a stretch of months or days as printed (`9 tháng đầu năm 2024`, `từ ngày 15/12/2023 đến nay`, `mỗi năm`), else
a year, half-year, quarter or month in its normal form; what stood on a day has that day, with the word that says so (`đến 2024-08-31`).
"""

from __future__ import annotations

import re

from extract.facts.atoms import Atoms
from extract.structure.model import Document
from extract.values.dates import Date
from extract.values.text import squeeze

_SPAN = re.compile(
    r"(?<!\w)[Tt]ừ\s(?:ngày\s)?\d{1,2}[/-]\d{1,2}[/-]\d{4}\s(?:đến|tới)\s(?:(?:hết\s)?(?:ngày\s)?\d{1,2}[/-]\d{1,2}[/-]\d{4}|nay)"
)
# `ngày 01 tháng 02`, `tuần 2 tháng 9` and `5 tháng 6` are no stretches of months.
MONTHS = re.compile(
    r"(?=\d)(?<!\w)(?<!ngày )(?<!NGÀY )(?<!Ngày )(?<!tuần )(?<!Tuần )(?<!năm )(?<!cứ )(?<!Cứ )(?<!mỗi )(?<!Mỗi )(?<!kỳ )(?<!vòng )(?P<n>0?\d|1[0-2])\stháng(?:\s(?P<part>đầu|cuối))?"
    r"(?:\snăm(?:\s(?P<year>(?:19|20)\d\d))?|\s(?P<y2>(?:19|20)\d\d))?(?!\w)(?!/)(?!\s\d{1,2}(?!\d))"
)
COMPARED = re.compile(r"(?:so với|so|cùng kỳ)\s(?:cùng kỳ\s)?(?:của\s)?(?:với\s)?$", re.IGNORECASE)
_COMPARED_REACH = 40
_PAIR = re.compile(r"\([^()]*\)")
_TIME_BEFORE = ("trong", "vào", "đến", "hết")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?:[Nn]ăm|NĂM)\s((?:19|20)\d\d)(?!\s?-)")
# `tính đến hết ngày …`, `tới …`: what is counted is what stood on that day.
_UNTIL = re.compile(
    r"(?<!\w)(?:tính\s(?:lũy kế\s|chung\s)?)?(?:đến|tới)(?:\s(?:hết|thời điểm|cuối)){0,2}(?:\s\d{1,2}\s(?:giờ|h)(?:\s\d{1,2})?(?:\sphút)?,?)?\s(?:ngày\s)?$",
    re.IGNORECASE,
)
_UNTIL_AFTER = re.compile(r"[^.;]{0,40}?(?:tính\s)(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?$")
_FROM = re.compile(r"(?<!\w)(?:kể\s)?từ\s(?:ngày\s)?$", re.IGNORECASE)
_EACH = re.compile(r"(?<!\w)(?P<each>mỗi|hằng|hàng)\s(?P<span>năm|tháng|quý|tuần|ngày)(?!\w)", re.IGNORECASE)
_PER = re.compile(r"/(?P<span>năm|tháng|quý|tuần|ngày)(?!\w)")
_EACH_REACH = 60
# What may stand before the date that a sentence opens with, and by which the sentences after it go on.
_OPENING = re.compile(
    r"\s*(?:(?:\d{1,2}|[a-zđ])[./)]\s|[-+•*]\s)?(?:(?:trong|riêng|sang|bước sang|đến|hết|cả|kết thúc|tính|tới|qua|vào|tính riêng|cuối|đầu|kết quả|tính đến)\s){0,4}",
    re.IGNORECASE,
)
_NOW = re.compile(r"\W*(?:đến nay|hiện nay|hiện|tính đến nay|cho đến nay|từ đầu năm)(?!\w)", re.IGNORECASE)
_TOPIC_REACH = 1500
_TOPIC_DATES = 12
# `(cùng kỳ năm 2023 là 52 vụ)`: not what the figure before it measures, but the same a year earlier.
_EARLIER = re.compile(
    r"(?<!so với )(?<!so )(?<!\w)(?:(?P<same>cùng kỳ)(?:\s(?:của\s)?(?:năm\s)?(?P<year>(?:19|20)\d\d)|\s(?:của\s)?năm\s(?:trước|ngoái))?|(?P<last>năm trước|năm ngoái)|(?P<other>kỳ trước|tháng trước|quý trước|tuần trước))"
    r"(?:\s(?:là|có|đạt|chỉ|tiếp nhận|giải quyết|chỉ có|chỉ đạt)){0,2}:?\s$",
    re.IGNORECASE,
)
_EARLIER_WORDS = ("cùng kỳ", "trước", "ngoái")
_SET_AGAINST = re.compile(r"(?<!\w)(?:so với|so|hơn|kém|bằng|từ)\s(?:mức\s|con số\s)?$", re.IGNORECASE)
_OF_EARLIER = re.compile(
    r"\s(?:của\s)?(?:cùng kỳ(?:\s(?:năm\s)?(?P<year>(?:19|20)\d\d)|\snăm\s(?:trước|ngoái))?|năm\s(?:trước|ngoái))(?!\w)"
)


def closed(text: str) -> str:
    """The text with what stands in closed parentheses blanked out."""
    return _PAIR.sub(lambda match: " " * len(match[0]), text) if "(" in text else text


def shifted(period: str | None, year: int | None = None) -> str | None:
    """The period a year earlier, or the same in the given year."""
    if period is None:
        return str(year) if year else None
    if not _YEAR.search(period):
        return None
    return _YEAR.sub(lambda match: str(year or int(match[0]) - 1), period)


def stretch(match: re.Match[str], year: object) -> str | None:
    """A stretch of months of a year: a half-year as a date known in part (`2024-H1`), others in words."""
    months, part = int(match["n"]), match["part"]
    if not year:
        return None
    if months == 6:
        return f"{year}-H{2 if part == 'cuối' else 1}"
    return f"{months} tháng{f' {part}' if part else ''} năm {year}"


class Periods:
    """The periods of one document, asked by offset."""

    def __init__(self, document: Document, atoms: Atoms) -> None:
        self._document = document
        self._atoms = atoms
        self.of_subject = self._of_subject()

    def earlier(self, start: int, end: int, sentence: int) -> tuple[bool, int | None, str | None]:
        """Whether a number is of an earlier period than its sentence; with the year or the words that say which."""
        view = self._document.view
        near = view[max(sentence, start - 30) : start].lower()
        if any(word in near for word in _EARLIER_WORDS):
            match = _EARLIER.search(view, max(sentence, start - 60), start)
            if match is not None:
                return True, int(match["year"]) if match["year"] else None, match["other"]
        if (
            any(view.find(word, end, end + 24) >= 0 for word in _EARLIER_WORDS)
            and _SET_AGAINST.search(view, max(sentence, start - 20), start)
            and (match := _OF_EARLIER.match(view, end, end + 40))
        ):
            return True, int(match["year"]) if match["year"] else None, None
        return False, None, None

    def of_sentence(self, start: int, end: int, sentence: int, sentence_end: int, target: bool) -> str | None:
        """The period that the sentence itself gives."""
        view = self._document.view
        # Most sentences hold neither, which a look for their word tells.
        from_day = view.find("ừ ", sentence, start) >= 0
        in_months = view.find("tháng", sentence, start) >= 0
        if from_day or in_months:
            lead = closed(view[sentence:start])
            if from_day and (spans := list(_SPAN.finditer(lead))):
                text = squeeze(spans[-1][0])
                return text[:1].lower() + text[1:]
            if in_months:
                months = [
                    m
                    for m in MONTHS.finditer(lead)
                    if not (m.start() and lead[m.start() - 1].isspace())
                    or not COMPARED.search(lead, max(0, m.start() - _COMPARED_REACH), m.start())
                ]
                if months:
                    return self.months(months[-1])
        return self.date(sentence, start, target=target) or self.date(
            end, min(sentence_end, end + 60), after=True, target=target
        )

    def each(self, start: int, sentence: int, unit: str | None) -> str | None:
        """`mỗi năm`, for an amount that recurs."""
        view = self._document.view
        low = max(sentence, start - _EACH_REACH)
        found = None
        for match in _EACH.finditer(view, low, start):
            found = match
        if found is not None and not any(mark in view[found.end() : start] for mark in ";."):
            return f"mỗi {found['span'].lower()}"
        per = _PER.search(unit) if unit else None
        return f"mỗi {per['span']}" if per else None

    def of_paragraph(self, start: int, sentence: int) -> str | None:
        """The period with which an earlier sentence of the paragraph opens, or a stretch of months that it names."""
        view = self._document.view
        block = self._document.block_at(start)
        if block is None or block.start >= sentence or _NOW.match(view, sentence, start):
            return None
        low = max(block.start, sentence - _TOPIC_REACH)
        for date in reversed(self._atoms.dates.within(low, sentence)[-_TOPIC_DATES:]):
            stop = max(view.rfind(". ", low, date.start) + 2, view.rfind("\n", low, date.start) + 1, low)
            if _OPENING.fullmatch(view, stop, date.start) and (
                period := self.date(stop, date.end, target=False)
            ):
                return period
        if view.find("tháng", low, sentence) >= 0 and (first := MONTHS.search(view, low, sentence)):
            return self.months(first)
        return None

    def months(self, match: re.Match[str]) -> str:
        """A stretch of months with its year."""
        return stretch(match, match["year"] or match["y2"] or self._year()) or squeeze(match[0])

    def date(self, start: int, end: int, after: bool = False, target: bool = False) -> str | None:
        """The last period named between two offsets, or the first after a number, that nothing is compared with."""
        chosen: str | None = None
        view = self._document.view
        for date in self._atoms.dates.within(start, end):
            if self._atoms.citations.overlaps(date.start, date.end):
                continue
            if date.day is not None and date.precision in ("day", "recurring"):
                day = self._day(date, start, after, target)
                if day is not None and (not day.startswith("từ") or chosen is None):
                    chosen = day
                if after and chosen:
                    break
                continue
            if date.precision not in ("year", "quarter", "half", "month", "span"):
                continue
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
            if before[-1:].isspace() and COMPARED.search(before):
                continue
            chosen = f"{date.year}-{date.until}" if date.precision == "span" and date.until else date.iso
            if after:
                break
        return chosen

    def _day(self, date: Date, start: int, after: bool, target: bool) -> str | None:
        """A day as the end of what is counted (`đến 2024-08-31`) or its beginning; a goal is of the day itself."""
        view = self._document.view
        if not date.exists or date.day is None or date.month is None:
            return None
        low = max(start, date.start - 48)
        if after:
            return self._printed("đến", date) if _UNTIL_AFTER.fullmatch(view, start, date.start) else None
        if _UNTIL.search(view, low, date.start):
            return date.iso if target and date.iso else self._printed("đến", date)
        if date.year and _FROM.search(view, low, date.start):
            return self._printed("từ", date)
        return None

    def _printed(self, word: str, date: Date) -> str | None:
        year = date.year or self._year()
        if year is None:
            return None
        if word == "đến":
            return f"đến {year}-{date.month:02d}-{date.day:02d}"
        return f"từ ngày {date.day}/{date.month}/{year}"

    def _of_subject(self) -> str | None:
        subject = self._document.header.subject or ""
        if match := MONTHS.search(subject):
            return stretch(match, match["year"] or match["y2"])
        found = _YEARS.search(subject)
        return found[1] if found else None

    def _year(self) -> str | None:
        if (subject := getattr(self, "of_subject", None)) and (match := _YEAR.search(subject)):
            return match[0]
        issued = self._document.header.issued_on
        return issued[:4] if issued else None
