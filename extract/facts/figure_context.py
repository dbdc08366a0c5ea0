"""Who and when a quantity is about, and whether it is a goal: from the clause, the sentence, the item and the document."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

import patterns
from extract.facts.atoms import Atoms
from extract.facts.figure_periods import MONTHS, Periods, shifted
from extract.facts.figure_subjects import Subjects
from extract.facts.organisations import Bodies
from extract.structure.model import Document, Section
from extract.values.text import fold, squeeze

_GOALS = ("phấn đấu", "mục tiêu", "phải đạt", "phải giảm", "phải hoàn thành", "xuống dưới", "quyết tâm")
_NO_GOALS = ("mục tiêu tăng trưởng", "vượt mục tiêu", "so với mục tiêu")


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
        self.periods = Periods(document, atoms)
        self.subjects = Subjects(document, atoms, bodies, self._above)

    def period(
        self,
        start: int,
        end: int,
        sentence: int,
        sentence_end: int,
        unit: str | None = None,
        target: bool = False,
    ) -> str | None:
        """The period measured: that of the sentence, else of the paragraph, of the headings above, of the title."""
        periods = self.periods
        earlier, year, words = periods.earlier(start, end, sentence)
        found = (
            periods.of_sentence(start, end, sentence, sentence_end, target)
            or periods.each(start, sentence, unit)
            or periods.of_paragraph(start, sentence)
            or next((p for item in self._above(start) if (p := self._heading(item)[2]) is not None), None)
            or periods.of_subject
        )
        if not earlier:
            return found
        return words or shifted(found, year)

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
        months = MONTHS.search(text)
        return (
            self.periods.months(months)
            if months
            else self.periods.date(item.start, item.body_start + len(text))
        )
