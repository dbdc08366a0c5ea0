"""Assignments: who must do what, together with whom, until when, on what basis, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.atoms import Atoms
from extract.facts.directive_assigners import Assigners
from extract.facts.directive_clauses import Clause, ClauseReader
from extract.facts.directive_drafts import Assembler, Draft
from extract.facts.directive_fields import find_fields
from extract.facts.directive_flatten import Flattener, Unit
from extract.facts.directive_gathering import Gathering
from extract.facts.directive_headings import Frame
from extract.facts.directive_late import LateOwners
from extract.facts.directive_modality import ModalityReader
from extract.facts.directive_names import make_owners
from extract.facts.directive_owners import OwnerReader
from extract.facts.directive_segments import Segments
from extract.facts.directive_tables import task_rows
from extract.facts.directive_words import directive_words
from extract.facts.model import Citation, Deadline, Directive, Modality, Owner
from extract.facts.organisations import Bodies
from extract.facts.sentences import sentences
from extract.structure.model import Document
from extract.values.text import fold, squeeze

_TOPIC = re.compile(r"(?:Về|Đối\s+với|Liên\s+quan)\s")
_DEFINES = re.compile(r"(?<!\w)(?<!nhất )(?<!biệt )(?<!hết )(?:là|thì|phải\s+đi)(?!\w)")
_REPORTS = re.compile(
    r"(?<!\w)(?:đã|đang|đạt|chiếm|vẫn|còn|tăng\s+\d|giảm\s+\d|được\s+\d|\d+\s+(?:hồ\s+sơ|văn\s+bản|lượt|nhiệm\s+vụ))(?!\w)"
)
_SHORTEST = 4


def find_directives(
    document: Document,
    atoms: Atoms,
    bodies: Bodies,
    citations: Sequence[Citation],
    deadlines: Sequence[Deadline],
) -> list[Directive]:
    """The directives of a document, in the order of the text."""
    return _Finder(document, atoms, bodies, citations, deadlines).find()


class _Finder:
    def __init__(
        self,
        document: Document,
        atoms: Atoms,
        bodies: Bodies,
        citations: Sequence[Citation],
        deadlines: Sequence[Deadline],
    ) -> None:
        self.document, self.atoms, self.bodies = document, atoms, bodies
        self.view, self.text = document.view, document.text
        self.words = directive_words()
        self.owners = OwnerReader(self.view, self.text, atoms, bodies)
        assigners = Assigners(document, bodies)
        self.issuer, self.host = assigners.issuer, assigners.host
        self.clauses = ClauseReader(self.owners, assigners.speaking, assigners.speaker)
        self.assembler = Assembler(document, self.owners, assigners, citations, deadlines)
        self.kind = document.header.doc_type
        self.drafts: list[Draft] = []
        self.flattener = Flattener(document, self.owners, self.clauses)
        self.late = LateOwners(self.owners)
        self.segments = Segments(document, self.owners, self.clauses, self.assembler)
        self.modality = ModalityReader(self.kind, self.issuer)

    def find(self) -> list[Directive]:
        gathering = Gathering(self.owners, self.assembler)
        waiting: Unit | None = None
        for number, unit in enumerate(self.flattener.units()):
            count = len(self.drafts)
            fields = list(find_fields(self.view, unit.start, unit.end))
            if fields and not self.view[unit.start : fields[0].label].strip(" -+*("):
                if waiting is not None:
                    self._add(waiting, number, heading=True)
                    gathering.group += self.drafts[-1:] if len(self.drafts) > count else []
                    waiting = None
                gathering.apply(fields)
                continue
            if gathering.running and unit.labelled and gathering.continues(unit.start, unit.end):
                continue
            if unit.heading:
                waiting = unit if unit.leading and unit.frame.mode in ("plan", "assign", "open") else None
                gathering.close()
                continue
            waiting = None
            if gathering.running:
                gathering.close()
            self._add(unit, number)
            gathering.group += self.drafts[count:]
            if fields:
                gathering.apply(fields, only=self.drafts[count:])
        found = [self.assembler.finish(d) for d in self.drafts]
        found += [self.assembler.row(row) for row in task_rows(self.document, self.owners)]
        return sorted(found, key=lambda d: (d.start, d.end))

    # ---------------------------------------------------------------------------------------------------- reading units
    def _add(self, unit: Unit, number: int, *, heading: bool = False) -> None:
        start, end = unit.start, unit.end
        opening = self.words.sentences
        if len(self.view[start:end].split()) < _SHORTEST:
            return
        if self.view.find("hông báo", start, end) >= 0 and opening["informs"].search(
            self.view, start, min(end, start + 600)
        ):
            return
        if self.view.find("thi hành", start, end) >= 0 and opening["enforces"].search(self.view, start, end):
            return
        frame = unit.frame
        if unit.closing:
            self._closing(unit, number)
            return
        asks = self.kind == "Báo cáo" and frame.mode == "open" and frame.modality == "đề nghị"
        reports = self.kind == "Báo cáo" and frame.mode == "open" and not (asks and unit.labelled)
        previous = self.drafts[-1] if self.drafts else None
        if (
            previous is not None
            and not unit.labelled
            and unit.section is not None
            and previous.section == unit.section
            and self.document.sections[unit.section].heading is None
            and self.clauses.read(start, end) is None
        ):
            if not opening["closing"].match(self.view, start):
                previous.end = end
            return
        if (
            frame.mode == "silent"
            or reports
            or (
                frame.mode == "open"
                and not unit.labelled
                and unit.section is None
                and not (frame.lead or frame.modality)
            )
        ):
            self._requests(unit, number)
            return
        segments = self.segments.of(start, end)
        current: Draft | None = None
        prefix: int | None = None
        topical = False
        for first, last in segments:
            if opening["closing"].match(self.view, first) and not heading:
                clause = None
                if not self.view[first:last].startswith(("Trường hợp", "Trong trường hợp")):
                    continue
                if current is not None:
                    current.end = last
                continue
            clause = self.clauses.read(first, last)
            if clause is not None and clause.owners is not None:
                lead = self._lead(clause)
                if not lead:
                    clause = None
            if clause is None and unit.labelled and (own := self._late(first, last)) is not None:
                clause, lead = own
                current = self._draft(unit, number, first, last, clause, lead)
                current.action = self.clauses.body(first, last)
                continue
            if clause is None and asks and (own := self._promised(first, last)) is not None:
                current = self._draft(unit, number, first, last, *own)
                continue
            if clause is None or clause.owners is None:
                if current is not None and not (frame.mode == "plan" and not unit.labelled):
                    current.end = last
                elif self._inherits(unit, first, last, heading):
                    current = self._draft(unit, number, first, last, None)
                elif prefix is None:
                    prefix = first
                    topical = _TOPIC.match(self.view, self.clauses.body(first, last)) is not None
                continue
            if (
                unit.labelled
                and clause.modality is None
                and (current is not None or prefix is not None)
                and not (current is not None and current.own)
                and self.late.only_says_who(clause.owners, last)
            ):
                at = current.start if current is not None else prefix if prefix is not None else first
                if current is not None:
                    self.drafts.remove(current)
                current = self._draft(unit, number, at, last, clause, lead)
                current.action, prefix = self.clauses.body(at, last), None
                continue
            if asks and clause.modality is None and not self._tasks(clause, last):
                continue
            if (
                frame.lead
                and clause.modality is None
                and (self._part_of(lead, frame, first, end) or self._only_posts(clause))
            ):
                lead = frame.lead
            same = current is not None and {o.name for o in lead} == {o.name for o in current.lead}
            inherited = bool(frame.lead) and {o.name for o in lead} <= {o.name for o in frame.lead}
            accountable = (
                self.view.startswith("chịu trách nhiệm", clause.predicate or 0) and clause.modality is None
            )
            if current is not None and (
                same or accountable or (inherited and not current.own and not clause.modality)
            ):
                current.end = last
                continue
            statement = opening["statement"].match(self.view, first)
            if statement and clause.modality is None and not frame.lead:
                continue
            if (
                frame.mode == "open"
                and not unit.labelled
                and clause.modality is None
                and not self._tasks(clause, last)
            ):
                continue
            if (
                current is None
                and prefix is not None
                and not topical
                and frame.mode == "open"
                and not clause.modality
                and not opening["stance"].match(self.view, prefix)
            ):
                continue
            at = prefix if prefix is not None and current is None and topical else first
            prefix = None
            spoken = current.modality if current is not None else None
            current = self._draft(unit, number, at, last, clause, lead, spoken)

    def _late(self, start: int, end: int) -> tuple[Clause, tuple[Owner, ...]] | None:
        """The assignment of a sentence that names its owner behind the task."""
        found = self.late.read(start, end)
        if found is None:
            return None
        clause = Clause(start, found, None, None, found.predicate)
        lead = self._lead(clause)
        return (clause, lead) if lead else None

    def _promised(self, start: int, end: int) -> tuple[Clause, tuple[Owner, ...]] | None:
        """What the office that asks others says that it will do itself."""
        found = self.owners.read(self.clauses.body(start, end), end)
        if found is None or found.predicate is None or self.issuer is None:
            return None
        before = self.view[found.items[-1][0] : found.predicate]
        if not re.search(r"\ssẽ\s*$", before) and not self.view.startswith("cam kết", found.predicate):
            return None
        lead = make_owners([self.issuer], "plan", 0.8)
        return Clause(start, found, "plan", None, found.predicate), lead

    def _tasks(self, clause: Clause, end: int) -> bool:
        """Whether what a subject does in running text is a task and not a report of what it did."""
        at = clause.predicate or clause.start
        return _REPORTS.search(self.view[at : min(end, at + 120)]) is None

    def _part_of(self, lead: tuple[Owner, ...], frame: Frame, start: int, end: int) -> bool:
        """Whether a part of the frame's owners is named although the rest of the item goes on to the others."""
        names = {fold(o.name) for o in lead}
        others = {fold(o.name) for o in frame.lead} - names
        if not others or len(others) == len(frame.lead):
            return False
        return others <= {fold(m.organisation.name) for m in self.atoms.mentions.within(start, end)}

    def _only_posts(self, clause: Clause) -> bool:
        """Whether a subject is a post without a body (`Thủ trưởng cơ quan`): it is of the body of the frame."""
        found = clause.owners
        if found is None or not self.words.post.match(self.view, found.start, found.end):
            return False
        if any(not m.organisation.is_group for m in self.atoms.mentions.within(found.start, found.end)):
            return False
        printed = squeeze(self.view[found.start : found.end]).strip(" ,")
        return self.words.sentences["posts"].fullmatch(printed) is not None

    def _inherits(self, unit: Unit, start: int, end: int, heading: bool) -> bool:
        """Whether a sentence without an owner is a task of the frame's owner, or of the issuer."""
        frame = unit.frame
        opening = self.words.sentences
        body = self.clauses.body(start, end)
        if frame.mode == "open" or frame.mode == "silent":
            return bool(frame.lead) and unit.labelled and self.clauses.ownerless(start, end)
        if heading:
            return self.clauses.ownerless(start, end)
        if re.match(r"Về\s", self.view[body:end]) and not frame.lead:
            return False
        if opening["statement"].match(self.view, body):
            return False
        if frame.mode == "plan":
            if opening["nominal"].match(self.view, body):
                return False
            if not unit.labelled and _DEFINES.search(self.view, body, min(end, body + 110)):
                return False
            return (unit.labelled and not frame.unsure) or self.clauses.ownerless(start, end)
        if not unit.labelled and not frame.lead:
            return False
        if unit.labelled:
            return not re.match(r"[^.;]{0,60}?:\s+Tính\s+từ", self.view[body:end])
        return self.clauses.ownerless(start, end) or (
            bool(frame.lead) and opening["adverbial"].match(self.view, body) is not None
        )

    def _closing(self, unit: Unit, number: int) -> None:
        """The last paragraphs: only what is asked of somebody in so many words."""
        opening = self.words.sentences
        for first, last in sentences(self.document, unit.start, unit.end):
            if opening["closing"].match(self.view, first) and not opening["announces"].match(
                self.view, first
            ):
                continue
            if self.view[self.clauses.body(first, last) : last].startswith(
                ("Trong quá trình", "Nếu ", "Trường hợp")
            ):
                continue
            found = list(self.clauses.requests(first, last))
            clause = found[-1] if found else None
            if clause is None and not opening["closing"].match(self.view, first):
                clause = self.clauses.read(first, last)
            if clause is None or clause.owners is None:
                continue
            lead = self._lead(clause)
            if (
                not lead
                or clause.predicate is None
                or not re.search(r"\w{2}", self.view[clause.predicate : last])
            ):
                continue
            self.drafts.append(self._make(unit, number, clause.start, last, clause, lead, None, 0.8))

    def _requests(self, unit: Unit, number: int) -> None:
        """Explicit requests in text that otherwise reports."""
        reports = self.kind == "Báo cáo"
        for first, last in sentences(self.document, unit.start, unit.end):
            if self.words.sentences["statement"].match(self.view, first) and re.match(
                r"Ngày\s|Sáng\s|Chiều\s", self.view[first : first + 8]
            ):
                continue
            if self.words.sentences["closing"].match(self.view, first):
                continue
            for clause in self.clauses.requests(first, last):
                if reports and clause.modality != "đề nghị":
                    continue
                lead = self._lead(clause)
                if lead:
                    self.drafts.append(self._make(unit, number, clause.start, last, clause, lead, None, 0.75))

    def _lead(self, clause: Clause) -> tuple[Owner, ...]:
        if clause.owners is None:
            return ()
        rule = "asked" if clause.modality else "subject"
        return self.owners.owners(clause.owners, rule, 0.95 if clause.modality else 0.9)

    def _draft(
        self,
        unit: Unit,
        number: int,
        start: int,
        end: int,
        clause: Clause | None,
        lead: tuple[Owner, ...] = (),
        previous: Modality | None = None,
    ) -> Draft:
        draft = self._make(unit, number, start, end, clause, lead, previous, 0.9)
        self.drafts.append(draft)
        return draft

    def _make(
        self,
        unit: Unit,
        number: int,
        start: int,
        end: int,
        clause: Clause | None,
        lead: tuple[Owner, ...],
        previous: Modality | None,
        confidence: float,
    ) -> Draft:
        frame = unit.frame
        printed = frame.printed
        own = bool(lead)
        if clause is not None and clause.owners is not None:
            printed = squeeze(self.text[clause.owners.start : clause.owners.end]).strip(" ,;:.")
            rule = "asked" if clause.modality else "subject"
        elif frame.mode == "plan":
            lead = (
                make_owners([self.issuer], "plan", 0.5 if self.kind == "Quyết định" else 0.8)
                if self.issuer
                else ()
            )
            rule, printed = "plan", None
        else:
            lead, rule = frame.lead, "inherited"
            if not lead:
                confidence = 0.6
                if self.host and frame.mode == "assign":
                    lead, rule = make_owners([self.host], "host", 0.6), "host"
        return Draft(
            start=start,
            end=end,
            lead=lead,
            coordinate=(),
            modality=self.modality.of(clause, frame, previous, lead),
            rule=rule,
            confidence=confidence,
            action=clause.predicate
            if clause is not None and clause.predicate
            else self.clauses.body(start, end),
            by=(clause.by if clause is not None else None) or frame.by,
            printed=printed,
            frame=frame,
            unit=number,
            section=unit.section,
            own=own,
        )
