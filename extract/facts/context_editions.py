"""The year that results are of where their own sentence names none.

An office document is read downwards: the year told last, in the text before or in a heading above, holds on. News is
about one round of an index, its *edition*: the year in the headline (`PCI 2020`, published the year after), or that with
which the index is first named. Other years are told in passing, and hold no longer than their paragraph.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.facts.context_goals import TARGET
from extract.facts.context_sentences import Sentence, lower_view
from extract.facts.context_years import BASELINE, YEAR, Year
from extract.facts.indices import IndexMention, find_indices
from extract.reading.source import Paragraph

if TYPE_CHECKING:
    from extract.facts.context import Context

_LOOKS_BACK = re.compile(
    r"(?<!\w)(?:[Hh]ồi|[Tt]ừng\s[^,.;]{0,36}|[Tt]rước\s+đó,?)\s*(?:năm|vào)?\s*$|^[Hh]ồi"
)
_STILL = re.compile(
    r"[^,.;]{0,40}?,?\s(?:mới|còn|từng|vẫn\s+còn|chỉ\s+mới)\s+(?:chỉ\s+)?(?:được|đạt|ở|xếp|đứng|nằm|là|có|giữ|dừng)(?!\w)"
)
# The round that the text is about: `năm nay`, `lần này`, `thì nay`.
NOW = re.compile(
    r"(?<!\w)(?:(?:[Nn]ăm|[Kk]ỳ|[Ll]ần|[Đđ]ợt|[Mm]ùa|[Vv]òng)(?:\s+(?:khảo\s+sát|đánh\s+giá|xếp\s+hạng|công\s+bố))?\s+(?:nay|này)"
    r"|(?:[Tt]hì|[Đđ]ến|[Tt]ới|[Hh]iện)\s+nay|Nay(?=\s)|(?<=[,;]\s)nay(?=\s))(?!\w)"
)
# What is still to be done, in a title: `Kết quả năm 2021 và phương hướng, nhiệm vụ năm 2022`.
_TO_COME = re.compile(
    r"(?:giải\s+pháp|phương\s+hướng|nhiệm\s+vụ|kế\s+hoạch|mục\s+tiêu|triển\s+khai|định\s+hướng)[^.;]{0,50}$",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(?:[Tt]ính\s+(?:đến|tới)|[Cc]ập\s+nhật(?:\s+đến)?|[Đđ]ến\s+(?:hết\s+)?)[^,.;]{0,24}$")
_ITEM = re.compile(r"\s*(?:[-+*•–]|\d{1,2}[.)]|[a-zđ]\))\s")
_PUBLISHED = re.compile(r"công\s+bố|phát\s+hành|ra\s+mắt")
# How far into a text its edition is looked for, in paragraphs.
_OPENING = 4


class Editions:
    """The years that a document carries over from one sentence to another; each is found when first asked for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._carried: dict[tuple[int, bool], int | None] = {}
        self._of: dict[str | None, int | None] = {}

    def carried(self, start: int, asides: bool = False) -> int | None:
        """The year that the sentence at `start` is about where it names none itself.

        A sentence that only looks back (`Năm 2019, huyện còn xếp thứ 11`) does not set it, unless nothing else does
        or `asides` asks for the year told last.
        """
        key = (start, asides)
        if key not in self._carried:
            self._carried[key] = self._carry(start, asides)
        return self._carried[key]

    def of(self, name: str | None) -> int | None:
        """The round of an index that news is about; `None` for other documents and where the text names no year."""
        if self.context.document.header.doc_type or self.context.place is not None:
            return None
        if name not in self._of:
            self._of[name] = self._find(name)
        return self._of[name]

    def current(self, start: int) -> int | None:
        """The round that the sentence at `start` calls this one."""
        mention = self._own_index(start) or self.context.carried_index(start)
        return self.of(mention.name if mention else None)

    def _own_index(self, start: int) -> IndexMention | None:
        block = self.context.document.block_at(start)
        if not isinstance(block, Paragraph):
            return None
        spans = self.context.sentence_spans(block.start, block.end)
        i = bisect.bisect_right(spans, (start, len(self.context.view))) - 1
        end = spans[i][1] if i >= 0 else start
        named = [i for i in self.context.indices.within(start, end) if not i.denied and not i.weak]
        return named[0] if named else None

    def title(self) -> int | None:
        """The year in the subject of the document: that of the results, not of the tasks that follow on them."""
        subject = self.context.document.header.subject or ""
        found = [m for m in YEAR.finditer(subject) if m["year"]]
        told = [m for m in found if not _TO_COME.search(subject, 0, m.start())]
        years = {int(m["year"]) for m in told or found}
        return years.pop() if len(years) == 1 else None

    # -- carried over

    def _carry(self, start: int, asides: bool) -> int | None:
        weak: list[int] = []

        def frame(sentence: Sentence, opening: bool = False) -> int | None:
            if not asides and (now := self._back_to_now(sentence)):
                return now
            for year in reversed(sentence.years):
                if not sentence.sees(sentence.end, year.start):
                    continue
                if year.kind in ("leading", "plain") and self._aside(sentence, year):
                    weak.append(year.year)
                    if asides:
                        return year.year
                    continue
                if year.kind == "index" and own is not None and self._of_other(sentence, year, own):
                    continue
                if year.kind in ("index", "leading"):
                    return year.year
            if opening:
                return None
            plain = [
                y
                for y in sentence.years
                if y.kind == "plain" and sentence.sees(sentence.end, y.start) and y.year not in weak
            ]
            return plain[-1].year if len(plain) == 1 and not self._subordinate(sentence, plain[-1]) else None

        edition = self.current(start)
        own = self._own_index(start) if edition is not None else None
        if edition is not None:
            spans = self._near(start)
        else:
            spans = ((*span, False) for span in self.context.spans_before(start))
        for begin, end, opening in spans:
            for sentence in self.context.sentences_back(begin, end):
                found = frame(sentence, opening)
                if found is not None:
                    return found
        return edition or self.title() or self._ahead(start) or (weak[0] if weak else None)

    def _near(self, start: int) -> Iterator[tuple[int, int, bool]]:
        """The parts of a news text over which a year holds: the paragraph, the lead-in of a list, headings.

        With each stands whether only a year with which a sentence opens holds on from there.
        """
        context, document = self.context, self.context.document
        block = document.block_at(start)
        if block is None:
            return
        if block.start < start:
            yield block.start, start, False
        if _ITEM.match(context.view, block.start, block.end):
            lead = self.lead_in(block.start)
            if lead is not None:
                yield (*lead, False)
        elif context.one_sentence_a_line():
            above = max(0, block.start - 900)
            if above < block.start:
                yield above, block.start, True
        for section in document.ancestors(document.section_at(start)):
            if section.heading:
                yield section.start, section.body_start, False

    def lead_in(self, start: int) -> tuple[int, int] | None:
        """The paragraph with a colon that an item at `start` stands under."""
        document = self.context.document
        at = start
        for _ in range(12):
            block = document.block_at(at - 2) if at > 2 else None
            if not isinstance(block, Paragraph):
                return None
            text = self.context.view[block.start : block.end].rstrip()
            if text.endswith(":"):
                return block.start, block.end
            if not _ITEM.match(text):
                return None
            at = block.start
        return None

    def _of_other(self, sentence: Sentence, year: Year, own: IndexMention) -> bool:
        """Whether a year belongs to another index than the one spoken of: `PCI 2023 …; về PAPI, tỉnh …`."""
        held = [i for i in sentence.indices if i.end <= year.start]
        return bool(held) and held[-1].name != own.name

    def _back_to_now(self, sentence: Sentence) -> int | None:
        """The edition, where a sentence returns to it behind the last year that it names."""
        held = list(NOW.finditer(self.context.view, sentence.start, sentence.end))
        if not held or any(y.start > held[-1].start() and y.year for y in sentence.years):
            return None
        return self.current(sentence.start)

    def _aside(self, sentence: Sentence, year: Year) -> bool:
        """Whether a sentence only looks back at another year: `Năm 2016 Ngân hàng Nhà nước cũng đứng đầu`."""
        view = self.context.view
        if " cũng " in view[year.end : min(sentence.end, year.end + 80)]:
            return True
        left = view[max(sentence.start, year.start - 40) : year.start + 4]
        return bool(_LOOKS_BACK.search(left)) or (
            not self.context.document.header.doc_type
            and bool(_STILL.match(view, year.end, min(sentence.end, year.end + 60)))
        )

    def _subordinate(self, sentence: Sentence, year: Year) -> bool:
        left = self.context.view[max(sentence.start, year.start - 60) : year.start]
        return bool(re.search(r"\b(?:khi|trước|từ|đến|ngày|trong\s+khi|kể)\s[^,;]{0,40}$", left))

    # -- the round that news is about

    def _find(self, name: str | None) -> int | None:
        headline = self._headline()
        titled = [i for i in find_indices(headline, lower_view(headline)) if not i.denied]
        title = self._single_year(headline)
        if title is not None and (name is None or any(i.name == name for i in titled)):
            return title
        own = self._named(name)
        return own or title or self._named(None) or self._dated()

    def _headline(self) -> str:
        document = self.context.document
        if document.header.subject:
            return document.header.subject
        block = document.blocks[0] if document.blocks else None
        if not isinstance(block, Paragraph) or block.end - block.start >= 200 or len(document.blocks) < 2:
            return ""
        text = self.context.view[block.start : block.end].rstrip()
        return "" if text.endswith(".") else text

    def _single_year(self, headline: str) -> int | None:
        goal = TARGET.search(headline)
        years = {int(m["year"]) for m in YEAR.finditer(headline) if m["year"]}
        return years.pop() if len(years) == 1 and goal is None else None

    def _named(self, name: str | None) -> int | None:
        """The year with which an index, or any, is first named; of a goal or a comparison, none."""
        for mention in self.context.indices.items:
            if mention.year and not mention.denied and (name is None or mention.name == name):
                if not self._passing(mention):
                    return mention.year
        return None

    def _passing(self, mention: IndexMention) -> bool:
        left = self.context.view[max(0, mention.start - 90) : mention.start]
        left = re.split(r"[.!?\n]\s", left)[-1]
        return bool(BASELINE.search(left) or TARGET.search(left))

    def _dated(self) -> int | None:
        """The year by the day up to which results are counted, or the one before that on which they came out."""
        context = self.context
        for block in [b for b in context.document.blocks if isinstance(b, Paragraph)][:_OPENING]:
            for span in context.sentence_spans(block.start, block.end)[:4]:
                for date in context.atoms.dates.within(*span):
                    if date.precision != "day" or not date.year or context.atoms.citations.at(date.start):
                        continue
                    if _CUT_OFF.search(context.view, max(span[0], date.start - 50), date.start):
                        return date.year
                    if _PUBLISHED.search(context.view, *span) and any(
                        not i.denied for i in context.indices.within(*span)
                    ):
                        return date.year - 1
        return None

    def _ahead(self, start: int) -> int | None:
        """The year of the first index with one, for a text that names the year late."""
        context = self.context
        years = [i.year for i in context.indices.items if i.year and not i.denied]
        if years or context.document.header.doc_type:
            return years[0] if years else None
        for block in context.document.blocks[:8]:
            if isinstance(block, Paragraph):
                for span in context.sentence_spans(block.start, block.end)[:6]:
                    sentence = context.read(*span)
                    for year in sentence.years if span[0] != start else ():
                        if year.kind in ("plain", "leading") and not self._subordinate(sentence, year):
                            return year.year
        return None
