"""Deadlines: points and periods by which something must be done, and recurring duties."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.facts.atoms import Atoms, Spans
from extract.facts.deadline_calendar import Calendar
from extract.facts.deadline_context import Place, accepts, setting_of
from extract.facts.deadline_owners import OwnerReader
from extract.facts.deadline_places import Places
from extract.facts.deadline_recurring import Phrase, RecurringReader
from extract.facts.deadline_relative import RelativeReader
from extract.facts.deadline_tables import table_deadlines
from extract.facts.deadline_tasks import Side, TaskReader
from extract.facts.deadline_words import REACH, Cue, DeadlineWords, deadline_words
from extract.facts.deadline_yearless import yearless_dates
from extract.facts.model import Deadline, DeadlineKind
from extract.facts.organisations import Bodies
from extract.structure.model import Document
from extract.values.dates import Date
from extract.values.text import squeeze

_UNTIL = re.compile(r"\b(?:đến|tới|hết)\b")
_WORD = re.compile(r"\w+")
_OWN_TASKS = {"Báo cáo", "Kế hoạch", "Chương trình"}
_RECURRING = ("hằng", "hàng", "định", "mỗi")
# `ngày 12/9 tới` is one day, whatever recurs in its sentence.
_ONCE = re.compile(r"\s+(?:tới|này|năm\s+nay)(?![^\W_])")
_RECURS = re.compile(r"(?i:h[àằ]ng\s+(?:năm|quý|tháng)|định\s+kỳ|mỗi\s+(?:năm|quý|tháng))")


def find_deadlines(document: Document, atoms: Atoms, bodies: Bodies) -> list[Deadline]:
    """The deadlines of a document, in order.

    `due` is the point itself; a period ends with itself (`2025-Q1`). A date without a year takes that of the
    document's own date. Rules with words of their own stand in `rule_text`.
    """
    words = deadline_words()
    finder = _Finder(document, atoms, bodies, words)
    found = [
        d
        for table in document.tables
        for d in table_deadlines(document, table, atoms, bodies, finder.calendar, words)
    ]
    found += finder.phrases()
    found += finder.dated(Spans(found))
    return sorted(found, key=lambda d: (d.start, d.end))


class _Finder:
    def __init__(self, document: Document, atoms: Atoms, bodies: Bodies, words: DeadlineWords) -> None:
        self.document, self.atoms, self.words = document, atoms, words
        self.view = document.view
        self.calendar = Calendar(document, atoms)
        self.places = Places(document)
        self.setting = setting_of(document, self.calendar, words)
        # In a report or a plan the issuing body sets itself what it names nobody for.
        own = bodies.issuer.name if bodies.issuer and document.header.doc_type in _OWN_TASKS else None
        self.owners = OwnerReader(document, atoms, bodies, own)
        self.tasks = TaskReader(document, atoms, self.places.sentences, words.task_verb)

    def phrases(self) -> list[Deadline]:
        """Duties that come back and terms that count from an event."""
        recurring = RecurringReader(self.document, self.atoms, self.places, self.setting, self.words).read()
        taken = Spans(recurring)
        terms = RelativeReader(self.document, self.places, self.calendar, self.setting, self.words).read()
        found = [self._phrase(phrase, "recurring") for phrase in recurring]
        return found + [self._phrase(p, "by") for p in terms if not taken.overlaps(p.start, p.end)]

    def _phrase(self, phrase: Phrase, kind: DeadlineKind) -> Deadline:
        base = self._fact(phrase.place, None, self.words.confidence[phrase.rule], phrase.closes)
        return replace(
            base,
            start=phrase.start,
            end=phrase.end,
            kind=kind,
            due=phrase.due,
            rule_text=phrase.rule_text,
            rule=phrase.rule,
        )

    def dated(self, taken: Spans[Deadline]) -> list[Deadline]:
        """Deadlines that name a point or period of the calendar."""
        found: list[Deadline] = []
        for date in self._dates():
            # A day that does not exist is due nonetheless; it only has no normal form.
            if not (date.exists or date.precision == "day") or taken.overlaps(date.start, date.end):
                continue
            if self.places.in_silence(date.start):
                continue
            if self.atoms.citations.overlaps(date.start, date.end) or (date.iso is None and date.day is None):
                continue
            start, end = self.places.around(date.start)
            before = set(_WORD.findall(self.document.lowered, max(start, date.start - REACH), date.start))
            for cue in self.words.cues:
                if cue.words and before.isdisjoint(cue.words):
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
        """The dates of the document and those said from its day; a feast takes in the day that is printed with it."""
        said = list(yearless_dates(self.document, self.calendar))
        whole = self.atoms.dates
        own = [d for d in said if (inner := whole.at(d.end - 1)) is None or d.start < inner.start]
        spans = Spans(own)
        return [*own, *(d for d in whole if not spans.overlaps(d.start, d.end))]

    def _fact(self, place: Place, cue: Cue | None, confidence: float, dated: bool = False) -> Deadline:
        document, date = self.document, place.date
        due, kind, rule_text = date.iso, cue.kind if cue else "by", None
        start, end = place.cue_start, date.end
        if date.precision == "span" and date.until:
            due = str(date.until)
        if date.iso is None and date.exists and date.day and date.month and cue:
            due = self.calendar.day(date.start, date.day, date.month)
            sentence = slice(place.sentence_start, place.sentence_end)
            said = self.document.lowered[sentence]
            once = _ONCE.match(self.view, date.end)
            if not once and any(word in said for word in _RECURRING) and _RECURS.search(self.view[sentence]):
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
            owner=self._owner(place, start),
        )

    def _owner(self, place: Place, start: int) -> str | None:
        found = self.owners.after(place.date.end, place.sentence_end) if place.opens else None
        return found or self.owners.read(place.sentence_start, start, place.section)

    def _kind(self, cue: Cue, place: Place) -> DeadlineKind:
        said = self.view[place.cue_start : place.date.start].lower()
        if re.search(r"\btrước\b", said):
            return "before"
        if cue.name == "label" and (place.date.precision == "day" or _UNTIL.search(said)):
            return "by"
        return cue.kind
