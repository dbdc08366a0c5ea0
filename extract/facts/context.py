"""What a sentence and everything around it say of index, year and subject: the context of scores and rankings.

A score or a rank is seldom complete by itself. What its own clause leaves out stands earlier in the sentence, in the
sentences before, in the lead-in and the headings that it is printed under, in the subject of the document; `Context`
finds it there, looking at each place in that order and reading each sentence once.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar
from weakref import WeakKeyDictionary

from extract.facts.atoms import Atoms, Spans
from extract.facts.indices import IndexMention, find_indices
from extract.facts.organisations import Bodies
from extract.facts.ranking_atoms import RankAtom, find_ranks
from extract.facts.score_subjects import Subject, find_subjects, province_name
from extract.facts.sentences import sentences
from extract.reading.source import Paragraph
from extract.structure.model import Document

YearKind = Literal["plain", "leading", "index", "baseline", "open", "previous"]
T = TypeVar("T")

_YEAR = re.compile(
    r"(?<![\d/.,-])(?:(?P<word>[Nn]ăm|NĂM)\s+)?(?P<year>(?:19|20)\d\d)(?![\d/%]|[.,]\d)(?P<open>\s+và\s+(?:những|các)\s+năm)?"
    r"|(?<!\w)năm\s+(?P<before>trước(?:\s+đó|\s+liền\s+kề)?|ngoái)(?!\w)"
)
_BASELINE = re.compile(
    r"(?:so\s+(?:với|cùng)|hơn|bằng)(?:\s+(?:kết\s+quả|mức|cùng\s+kỳ|điểm|chỉ\s+số|của|các|thời\s+điểm))*\s*$",
    re.IGNORECASE,
)
_BARE_BEFORE = re.compile(r"(?:so\s+với|từ|các\s+năm|đến|và|hoặc|[,(])\s*$", re.IGNORECASE)
_LEADING = re.compile(
    r"[\W_]*(?:[-+*•]\s*)?(?:(?:Trong|Cũng|Riêng|Sang|Bước\s+sang|Đến|Tính|hết|trong|vào|Vào|Kết\s+quả|Theo\s+đó,|Cụ\s+thể,|đến)\s*)*$"
)
# Sentences are read in parts of at most so many characters.
_LONGEST = 4000
_PAREN = re.compile(r"[()\[\]]")
_ENUMERATOR = re.compile(r"\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)")
TARGET = re.compile(
    r"[Pp]h[ấầ]n\s+đấu|[Pp]hần\s+đầu\s+năm|PHẤN\s+ĐẤU|[Qq]uyết\s+tâm\s+(?!chính\s+trị|cao|của|lớn|và)|(?<!đạt\s)(?<!vượt\s)(?<!với\s)[Mm]ục\s+tiêu(?!\s+tối\s+thiểu)|[Hh]ướng\s+tới|[Kk]ỳ\s+vọng|(?<!qua\s)chỉ\s+tiêu\s+(?:đến|năm)|"
    r"[Đđ]ến\s+(?:hết\s+|cuối\s+)?năm\s+(?:19|20)\d\d[^.;]{0,120}?(?:thuộc|vào|đạt|nằm|trong|xếp|lọt)|[Đđ]ặt\s+ra|phải\s+(?:đạt|vào|nằm|thuộc|xếp|đứng)|sẽ\s+(?:đạt|vào|nằm|thuộc|xếp|đứng)|"
    r"muốn\s+trở|mong\s+muốn|[Đđ]ưa\s+[^.;]{0,60}?\s(?:vào|lên)\s|nhiệm\s+vụ\s+năm"
)

# Words before a result that say it has been reached, even under a heading of goals.
_PAST = re.compile(
    r"(?:chỉ|mới|đã)\s+(?:đạt|xếp|đứng|được)|(?<!\w)khi\s|tồn\s+tại|hạn\s+chế|năm\s+(?:trước|qua)"
)


@dataclass(frozen=True, slots=True)
class Year:
    """A year at `start:end`; `previous` is `năm trước`, which has no number of its own."""

    start: int
    end: int
    year: int
    kind: YearKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what it names; `parens` are its parentheses, enumerators such as `(1)` not counted."""

    start: int
    end: int
    parens: tuple[tuple[int, int], ...]
    indices: tuple[IndexMention, ...]
    years: tuple[Year, ...]
    subjects: tuple[Subject, ...]

    def paren_at(self, offset: int) -> tuple[int, int] | None:
        """The innermost parenthesis that holds the offset."""
        held = [p for p in self.parens if p[0] < offset < p[1]]
        return max(held) if held else None

    def sees(self, offset: int, other: int) -> bool:
        """Whether what stands at `other` can be meant at `offset`: not from within a parenthesis that is closed."""
        return all(p[0] < offset < p[1] for p in self.parens if p[0] < other < p[1])


class Context:
    """The context of one document; everything in it is found when first asked for."""

    def __init__(self, document: Document, atoms: Atoms, bodies: Bodies) -> None:
        self.document, self.atoms, self.bodies = document, atoms, bodies
        self.view = document.view
        self.lower = lower_view(self.view)
        self.indices: Spans[IndexMention] = Spans(find_indices(self.view, self.lower))
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._read: dict[int, Sentence] = {}
        self._ranks: dict[int, list[RankAtom]] = {}
        self._children: dict[int, int] | None = None

    # -- sentences

    def sentence_spans(self, block_start: int, block_end: int) -> list[tuple[int, int]]:
        """The sentences of a paragraph."""
        if block_start not in self._sentences:
            spans = sentences(self.document, block_start, block_end)
            self._sentences[block_start] = [part for span in spans for part in _bounded(self.view, *span)]
        return self._sentences[block_start]

    def spans_with(
        self, literals: Iterable[str], pattern: re.Pattern[str] | None = None
    ) -> Iterator[tuple[int, int]]:
        """The sentences of paragraphs that hold any of the lower-case literals or a match of the pattern, in order."""
        hits = set(_hits(self.lower, literals))
        if pattern is not None:
            hits.update(m.start() for m in pattern.finditer(self.lower))
        blocks = self.document.blocks
        i = 0
        reached = -1
        for hit in sorted(hits):
            if hit < reached:
                continue
            while i < len(blocks) and blocks[i].end <= hit:
                i += 1
            if i == len(blocks):
                return
            block = blocks[i]
            if not isinstance(block, Paragraph) or hit < block.start:
                continue
            spans = self.sentence_spans(block.start, block.end)
            span = spans[max(0, bisect.bisect_right(spans, (hit, len(self.view))) - 1)]
            if span[0] <= hit < span[1]:
                reached = span[1]
                yield span

    def read(self, start: int, end: int) -> Sentence:
        """What a sentence names."""
        held = self._read.get(start)
        if held is not None and held.end == end:
            return held
        indices = tuple(self.indices.within(start, end))
        sentence = Sentence(
            start,
            end,
            _parens(self.view, start, end),
            indices,
            self._years(start, end, indices),
            tuple(find_subjects(self.view, start, end, self.atoms, self.bodies)),
        )
        self._read[start] = sentence
        return sentence

    def _years(self, start: int, end: int, indices: tuple[IndexMention, ...]) -> tuple[Year, ...]:
        found: list[Year] = []
        for match in _YEAR.finditer(self.view, start, end):
            s, e = match.span()
            left = self.view[max(start, s - 40) : s]
            baseline = bool(_BASELINE.search(left))
            if match["before"]:
                found.append(Year(s, e, 0, "baseline" if baseline else "previous"))
                continue
            date = self.atoms.dates.at(match.start("year"))
            if date is not None and date.precision not in ("year",):
                continue
            if self.atoms.citations.at(s) is not None:
                continue
            year = int(match["year"])
            attached = any(i.year == year and i.end <= s < i.year_end + 1 for i in indices)
            if (
                not match["word"]
                and not attached
                and not (_BARE_BEFORE.search(left) and (found or "năm" in left or "từ" in left or baseline))
            ):
                continue
            kind: YearKind = "plain"
            if match["open"]:
                kind = "open"
            elif baseline:
                kind = "baseline"
            elif attached:
                kind = "index"
            elif _LEADING.match(self.view[start:s]) and s - start < 40:
                kind = "leading"
            found.append(Year(s, e if not match["open"] else match.start("open"), year, kind))
        return tuple(found)

    def ranks(self, start: int, end: int) -> list[RankAtom]:
        """The rank expressions of a sentence, found once."""
        if start not in self._ranks:
            self._ranks[start] = find_ranks(self.view, start, end)
        return self._ranks[start]

    # -- what stands before

    def spans_before(self, start: int) -> Iterator[tuple[int, int]]:
        """The parts of the text in which the context of a sentence is looked for, the nearest in meaning first."""
        document = self.document
        block = document.block_at(start)
        if block is None:
            return
        if block.start < start:
            yield block.start, start
        section = document.section_at(start)
        if section is not None and section.start < block.start:
            yield max(section.start, block.start - 3000), block.start
        for ancestor in document.ancestors(section)[1:] if section else ():
            own_end = min(self._first_child(ancestor.ordinal, ancestor.end), ancestor.end)
            yield ancestor.start, min(own_end, ancestor.start + 2500)
        if section is None:
            yield max(0, block.start - 3000), block.start

    def _first_child(self, ordinal: int, default: int) -> int:
        if self._children is None:
            self._children = {}
            for section in self.document.sections:
                if section.parent is not None:
                    self._children.setdefault(section.parent, section.start)
        return self._children.get(ordinal, default)

    def sentences_back(self, start: int, end: int, limit: int = 24) -> Iterator[Sentence]:
        """The sentences of paragraphs between two offsets, the last first."""
        at = end
        while at > start and limit > 0:
            block = self.document.block_at(at - 1)
            if block is None or block.end <= start:
                at -= 1
                if block is None and at - start > 4:
                    at -= 1
                limit -= 1
                continue
            if isinstance(block, Paragraph):
                for span in reversed(self.sentence_spans(block.start, block.end)):
                    if span[0] < at and span[0] >= start - 1 and span[1] <= end + 1:
                        limit -= 1
                        yield self.read(*span)
            at = block.start - 1

    def carried(self, start: int, pick: Callable[[Sentence], T | None]) -> T | None:
        """The first thing that `pick` finds in the sentences before, nearest in meaning first."""
        for span in self.spans_before(start):
            for sentence in self.sentences_back(*span):
                found = pick(sentence)
                if found is not None:
                    return found
        return None

    # -- index

    def carried_index(self, start: int, near: bool = False) -> IndexMention | None:
        """The index that the sentence at `start` is about where it names none itself.

        `near` looks no farther than the text before and the headings above.
        """
        weak: list[IndexMention] = []

        def strong(sentence: Sentence) -> IndexMention | None:
            named = [i for i in sentence.indices if not i.denied]
            firm = [i for i in named if not i.weak]
            if firm:
                # Indices only listed side by side: what follows is about the first; else about the last spoken of.
                listed = not re.search(
                    r"\d\s*(?:%|điểm|bậc)|xếp|đứng|hạng\s+\d", self.view[firm[0].end : firm[-1].end]
                )
                return firm[0] if listed else firm[-1]
            weak.extend(reversed(named))
            return None

        held = self.carried(start, strong) or (weak[0] if weak else None)
        return held if held or near else self.title_index() or self.dominant_index()

    def title_index(self) -> IndexMention | None:
        """The index that the subject of the document names."""
        subject = self.document.header.subject
        if not subject:
            return None
        found = [i for i in find_indices(subject, lower_view(subject)) if not i.denied]
        return next((i for i in found if not i.weak), found[0] if found else None)

    def dominant_index(self) -> IndexMention | None:
        """The index that the document names most often, where it is a document about indices."""
        counts = Counter(i.name for i in self.indices.items if not i.denied and not i.weak)
        if not counts:
            return None
        name, count = counts.most_common(1)[0]
        if count < 2 and len(self.view) > 6000:
            return None
        return next(i for i in self.indices.items if i.name == name)

    # -- year

    def carried_year(self, start: int) -> int | None:
        """The year that the sentence at `start` is about where it names none itself."""

        def frame(sentence: Sentence) -> int | None:
            for year in reversed(sentence.years):
                if not sentence.sees(sentence.end, year.start):
                    continue
                if year.kind == "index" or (year.kind == "leading" and not self._aside(sentence, year)):
                    return year.year
            plain = [y for y in sentence.years if y.kind == "plain" and sentence.sees(sentence.end, y.start)]
            return plain[-1].year if len(plain) == 1 and not self._subordinate(sentence, plain[-1]) else None

        return self.carried(start, frame) or self.title_year() or self._ahead(start)

    def period_year(self, sentence: Sentence, start: int) -> int | None:
        """The year of a month, quarter or half year that results are of; not of the day on which they came out."""
        if re.search(r"công\s+bố|ban\s+hành|tổ\s+chức|hội\s+nghị", self.lower[sentence.start : sentence.end]):
            return None
        found = [
            d.year
            for d in self.atoms.dates.within(sentence.start, start)
            if d.precision in ("month", "quarter", "half")
            and d.year
            and self.atoms.citations.at(d.start) is None
        ]
        return found[-1] if found else None

    def reported_year(self, start: int) -> int | None:
        """The year that a report tells of at `start`, whatever years the indices that it names are of."""

        def frame(sentence: Sentence) -> int | None:
            years = [
                y
                for y in sentence.years
                if y.kind in ("plain", "leading") and sentence.sees(sentence.end, y.start)
            ]
            return years[-1].year if years else self.period_year(sentence, sentence.end)

        block = self.document.block_at(start)
        here = (
            next((s for s in self.sentence_spans(block.start, block.end) if s[0] <= start < s[1]), None)
            if block
            else None
        )
        own = self.period_year(self.read(*here), start) if here else None
        if own is not None:
            return own
        issued = self.document.header.issued_on
        return self.carried(start, frame) or self.title_year() or (int(issued[:4]) if issued else None)

    def title_year(self) -> int | None:
        """The year in the subject of the document."""
        subject = self.document.header.subject or ""
        years = [int(m["year"]) for m in _YEAR.finditer(subject) if m["year"]]
        return years[0] if len(set(years)) == 1 else None

    def _ahead(self, start: int) -> int | None:
        """The year of the first index with one, for a text that names the year late."""
        years = [i.year for i in self.indices.items if i.year and not i.denied]
        if years or self.document.header.doc_type:
            return years[0] if years else None
        for block in self.document.blocks[:8]:
            if isinstance(block, Paragraph):
                for span in self.sentence_spans(block.start, block.end)[:6]:
                    sentence = self.read(*span)
                    for year in sentence.years if span[0] != start else ():
                        if year.kind in ("plain", "leading") and not self._subordinate(sentence, year):
                            return year.year
        return None

    def _aside(self, sentence: Sentence, year: Year) -> bool:
        """Whether a sentence only looks back at another year: `Năm 2016 Ngân hàng Nhà nước cũng đứng đầu`."""
        tail = self.view[year.end : min(sentence.end, year.end + 80)]
        return " cũng " in tail

    def _subordinate(self, sentence: Sentence, year: Year) -> bool:
        left = self.view[max(sentence.start, year.start - 60) : year.start]
        return bool(re.search(r"\b(?:khi|trước|từ|đến|ngày|trong\s+khi|kể)\s[^,;]{0,40}$", left))

    # -- subject

    @property
    def place(self) -> str | None:
        """The place that the document speaks for; news speaks for none, whatever places it names."""
        header = self.document.header
        if header.doc_type or header.symbol or header.issuer or self.bodies.issuer:
            return self.bodies.place
        return None

    def default_subject(self) -> str | None:
        """The place that the document speaks for, or that its subject or first lines name."""
        if self.place:
            return self.place
        subject = self.document.header.subject
        if subject and (at := self.document.text.find(subject[:40])) >= 0:
            named = find_subjects(
                self.view, at, min(len(self.view), at + len(subject)), self.atoms, self.bodies
            )
            places = [
                s.name
                for s in named
                if (s.kind == "named" and s.unit is not None)
                or (s.name or "").lower().startswith(("tỉnh ", "thành phố "))
            ]
            if places:
                return places[0]
        if self.bodies.province and self.document.header.doc_type:
            return province_name(self.bodies.province)
        for sentence in self._first_sentences():
            for found in sentence.subjects:
                if found.kind == "named" and found.name and not (found.outside or found.announces):
                    return found.name
        return None

    def _first_sentences(self) -> Iterator[Sentence]:
        if self.document.header.doc_type:
            return
        # A headline is one short line without a full stop; the first sentence of a text without one is about anything.
        block = self.document.blocks[0] if self.document.blocks else None
        if (
            isinstance(block, Paragraph)
            and block.end - block.start < 200
            and not self.view[block.start : block.end].rstrip().endswith(".")
        ):
            for span in self.sentence_spans(block.start, block.end)[:2]:
                yield self.read(*span)

    # -- goals

    def is_target(self, sentence: Sentence, start: int) -> bool:
        """Whether what stands at `start` is a goal: the words before it say so, or the headings above."""
        left = self.view[sentence.start : start]
        goals = list(TARGET.finditer(left))
        if goals:
            # A semicolon ends the reach of a goal only where the next part tells of what has been.
            tail = left[goals[-1].end() :]
            return not re.search(r"[;.]\s[^;]{0,200}\b(?:đã|hiện)\b", tail)
        if _PAST.search(left[-120:]):
            return False
        for section in self.document.ancestors(self.document.section_at(start)):
            first = self.view[section.body_start : section.body_start + 160]
            if re.match(r"\s*(?:Phấn đấu|PHẤN ĐẤU)", first):
                return True
            heading = section.heading or ""
            if re.match(r"\W*(?:[Mm]ục tiêu|MỤC TIÊU|[Cc]hỉ tiêu|CHỈ TIÊU|[Pp]hấn đấu)", heading):
                return True
        return False


_CACHE: WeakKeyDictionary[Atoms, Context] = WeakKeyDictionary()


def context_of(document: Document, atoms: Atoms, bodies: Bodies) -> Context:
    """The context of a document, shared by all that ask with the same atoms."""
    held = _CACHE.get(atoms)
    if held is None or held.document is not document:
        held = _CACHE[atoms] = Context(document, atoms, bodies)
    return held


def lower_view(view: str) -> str:
    """The text of the same length in lower case."""
    lower = view.lower()
    return lower if len(lower) == len(view) else "".join(c if len(c.lower()) > 1 else c.lower() for c in view)


def _bounded(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence of sane length as it is, an endless one in parts, so that relating its facts takes linear time."""
    while end - start > _LONGEST:
        cut = max(view.rfind("; ", start, start + _LONGEST), view.rfind(", ", start, start + _LONGEST)) + 1
        if cut <= start:
            cut = start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _hits(lower: str, literals: Iterable[str]) -> Iterator[int]:
    for literal in literals:
        at = lower.find(literal)
        while at >= 0:
            yield at
            at = lower.find(literal, at + len(literal))


def _parens(view: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The parentheses of a sentence; one that is not closed reaches to its end."""
    enumerators = {m.start() for m in _ENUMERATOR.finditer(view, start, end)}
    enumerators |= {m.end() - 1 for m in _ENUMERATOR.finditer(view, start, end)}
    open_: list[int] = []
    found = []
    for match in _PAREN.finditer(view, start, end):
        at = match.start()
        if at in enumerators:
            continue
        if match[0] in "([":
            open_.append(at)
        elif open_:
            found.append((open_.pop(), at))
    found += [(at, end) for at in open_]
    return tuple(sorted(found))
