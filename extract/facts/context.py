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
from typing import TypeVar
from weakref import WeakKeyDictionary

from extract.facts.atoms import Atoms, Spans
from extract.facts.context_editions import Editions
from extract.facts.context_goals import PAST, TARGET
from extract.facts.context_sentences import Sentence, bounded, hits, lower_view, parens_of
from extract.facts.context_years import Year, find_years
from extract.facts.indices import IndexMention, find_indices
from extract.facts.organisations import Bodies
from extract.facts.ranking_atoms import RankAtom, find_ranks
from extract.facts.score_places import districts_of
from extract.facts.score_subjects import find_subjects, province_name
from extract.facts.sentences import sentences
from extract.reading.source import Paragraph
from extract.structure.model import Document

__all__ = ["Context", "Sentence", "Year", "context_of", "lower_view"]

T = TypeVar("T")


class Context:
    """The context of one document; everything in it is found when first asked for."""

    def __init__(self, document: Document, atoms: Atoms, bodies: Bodies) -> None:
        self.document, self.atoms, self.bodies = document, atoms, bodies
        self.view = document.view
        self.lower = lower_view(self.view)
        self.indices: Spans[IndexMention] = Spans(find_indices(self.view, self.lower))
        self.districts = districts_of(self.view, bodies.province)
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._read: dict[int, Sentence] = {}
        self._ranks: dict[int, list[RankAtom]] = {}
        self._children: dict[int, int] | None = None
        self._main: Counter[str] | None = None
        self._lined: bool | None = None
        self._titled: list[str] | None = None
        self._carried_indices: dict[tuple[int, bool], IndexMention | None] = {}
        self.editions = Editions(self)
        self._goals: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self.carried_subjects: dict[int, str | None] = {}

    # -- sentences

    def sentence_spans(self, block_start: int, block_end: int) -> list[tuple[int, int]]:
        """The sentences of a paragraph."""
        if block_start not in self._sentences:
            spans = sentences(self.document, block_start, block_end)
            self._sentences[block_start] = [part for span in spans for part in bounded(self.view, *span)]
        return self._sentences[block_start]

    def one_sentence_a_line(self) -> bool:
        """Whether the paragraphs of the text are its sentences, so that the line before is the sentence before."""
        if self._lined is None:
            counts = [
                len(self.sentence_spans(b.start, b.end))
                for b in self.document.blocks[1:13]
                if isinstance(b, Paragraph)
            ]
            self._lined = sum(n <= 1 for n in counts) >= 0.75 * len(counts)
        return self._lined

    def spans_with(
        self, literals: Iterable[str], pattern: re.Pattern[str] | None = None
    ) -> Iterator[tuple[int, int]]:
        """The sentences of paragraphs that hold any of the lower-case literals or a match of the pattern, in order."""
        found = set(hits(self.lower, literals))
        if pattern is not None:
            found.update(m.start() for m in pattern.finditer(self.lower))
        blocks = self.document.blocks
        i = 0
        reached = -1
        for hit in sorted(found):
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
            parens_of(self.view, start, end),
            indices,
            lambda: find_years(self.view, start, end, self.atoms, indices),
            lambda: tuple(find_subjects(self.view, start, end, self.atoms, self.bodies, self.districts)),
        )
        self._read[start] = sentence
        return sentence

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
        elif self.place is None:
            # A text without a letterhead is read on from one heading to the next.
            yield max(0, section.start - 3000), section.start

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
                        if limit <= 0:
                            return
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
        key = (start, near)
        if key not in self._carried_indices:
            self._carried_indices[key] = self._carry_index(start, near)
        return self._carried_indices[key]

    def _carry_index(self, start: int, near: bool) -> IndexMention | None:
        if not self.indices.items:
            return None
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

    def carried_year(self, start: int, asides: bool = False) -> int | None:
        """The year that the sentence at `start` is about where it names none itself; `asides` asks for the one told last."""
        return self.editions.carried(start, asides)

    def title_year(self) -> int | None:
        """The year in the subject of the document."""
        return self.editions.title()

    # -- subject

    def main_subject(self, kind: str = "") -> str | None:
        """Who a text without a letterhead is about: the body named most often near its beginning.

        `kind` is the word with which its name has to begin (`tỉnh`), in lower case.
        """
        if self._main is None:
            counts: Counter[str] = Counter()
            for block in self.document.blocks[:14]:
                if isinstance(block, Paragraph) and block.start < 4000:
                    for span in self.sentence_spans(block.start, block.end)[:8]:
                        for s in self.read(*span).subjects:
                            if s.kind == "named" and s.name and not (s.outside or s.announces):
                                # What the headline or the first line names weighs more.
                                counts[s.name] += 3 if block is self.document.blocks[0] else 1
            self._main = counts
        fitting = [(n, c) for n, c in self._main.items() if n.lower().startswith(kind)]
        return max(fitting, key=lambda f: f[1])[0] if fitting else None

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
        if titled := self._titled_subjects():
            return titled[0]
        if self.bodies.province and self.document.header.doc_type:
            return province_name(self.bodies.province)
        for sentence in self._first_sentences():
            for found in sentence.subjects:
                if found.kind == "named" and found.name and not (found.outside or found.announces):
                    return found.name
        return None

    def headline_subject(self) -> str | None:
        """The only place that the headline of a news text names."""
        if self.place is not None or self.document.header.doc_type:
            return None
        named = set(self._titled_subjects())
        return named.pop() if len(named) == 1 else None

    def _titled_subjects(self) -> list[str]:
        if self._titled is None:
            self._titled = []
            subject = self.document.header.subject
            if subject and (at := self.document.text.find(subject[:40])) >= 0:
                end = min(len(self.view), at + len(subject))
                self._titled = [
                    s.name
                    for s in find_subjects(self.view, at, end, self.atoms, self.bodies, self.districts)
                    if s.name
                    and (
                        (s.kind == "named" and s.unit is not None)
                        or s.name.lower().startswith(("tỉnh ", "thành phố "))
                    )
                ]
        return self._titled

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
        key = (sentence.start, sentence.end)
        if key not in self._goals:
            self._goals[key] = [m.span() for m in TARGET.finditer(self.view, *key)]
        # The verb of a goal may be that of the result: `phải | đứng thứ 5`.
        goals = [begin for begin, end in self._goals[key] if begin < start and end - start < 16]
        if goals:
            # A semicolon ends the reach of a goal only where the next part tells of what has been.
            tail = self.view[goals[-1] : start]
            return not re.search(r"[;.]\s[^;]{0,200}\b(?:đã|hiện)\b", tail)
        if PAST.search(left[-120:]):
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
