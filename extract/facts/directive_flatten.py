"""The outline flattened: every item and paragraph as a unit that knows what it stands under.

An assignment often says who only once: in a heading (`7. Giao Sở Nội vụ`), in the heading's mere name of a body
(`2. Sở Tài chính`), in the sentence that leads into a list (`… yêu cầu Giám đốc các sở thực hiện các nhiệm vụ
sau:`). Each unit carries that as its frame, so that it can be read as a whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.facts.directive_clauses import Clause, ClauseReader
from extract.facts.directive_headings import Frame, HeadingReader, Mode
from extract.facts.directive_owners import OwnerReader
from extract.facts.directive_words import DirectiveWords, directive_words
from extract.facts.sentences import sentences
from extract.reading.source import Paragraph
from extract.structure.model import Document, Section
from extract.values.text import squeeze

_NOTES = re.compile(
    r"\s*[*(]?\s*(?:Ghi\s+chú|Chú\s+thích|Chú\s+giải|Ký\s+hiệu)\s*\)?\s*:?\s*\Z", re.IGNORECASE
)
"""What stands below these explains a table."""
_SPEAKS = re.compile(
    r"(?:kết\s+luận|ý\s+kiến(?:\s+chỉ\s+đạo)?|báo\s+cáo|ban\s+hành|thông\s+báo|hướng\s+dẫn|đánh\s+giá|cho\s+biết|quyết\s+định)[^.;:]{0,40}:\s*$"
)
_LISTS_TASKS = re.compile(
    r"(?:nhiệm\s+vụ|nội\s+dung|giải\s+pháp|công\s+việc|biện\s+pháp|việc|thực\s+hiện|yêu\s+cầu|đề\s+nghị|chỉ\s+thị|sau)(?:\s+\w+){0,4}\s*:\s*$"
)
_BODY_ZONES = {"body", "appendix"}


@dataclass(slots=True)
class Unit:
    """A piece of text that may hold assignments: `start:end` without its label.

    `labelled` says that it is a printed item; `heading` that it is the title of one; `leading` that a list hangs
    on it; `closing` that it is one of the last paragraphs, which stand under no item. `fields` are the spans of
    lines that belong to it (`Đơn vị chủ trì: …`).
    """

    start: int
    end: int
    frame: Frame
    section: int | None
    labelled: bool = False
    heading: bool = False
    leading: bool = False
    closing: bool = False
    appendix: bool = False
    fields: list[tuple[int, int]] = field(default_factory=list)


class Flattener:
    """Walks a document once, from block to block."""

    def __init__(self, document: Document, owners: OwnerReader, clauses: ClauseReader) -> None:
        self.document, self.owners, self.clauses = document, owners, clauses
        self.view = document.view
        self.words: DirectiveWords = directive_words()
        self.kind = document.header.doc_type
        self.frames: dict[int, Frame] = {}
        self.headings = HeadingReader(document, owners, clauses)
        self.root = self.headings.root
        self.pending: Frame | None = None
        self.children: set[int] = {s.parent for s in document.sections if s.parent is not None}
        self.seen_section = False

    def units(self) -> Iterator[Unit]:
        """The units in the order of the text."""
        zones = list(self.document.zones)
        zone = 0
        sections = self.document.sections
        following = 0
        in_appendix = False
        stack: list[Section] = []
        blocks = [b for b in self.document.blocks if isinstance(b, Paragraph)]
        for position, block in enumerate(blocks):
            while zone < len(zones) and zones[zone].end <= block.start:
                zone += 1
            kind = zones[zone].kind if zone < len(zones) and zones[zone].start <= block.start else "body"
            if kind not in _BODY_ZONES:
                continue
            if kind == "appendix" and not in_appendix:
                in_appendix, self.seen_section, self.pending = True, False, None
                self.root = Frame(mode="silent")
            while stack and stack[-1].end <= block.start:
                stack.pop()
            opened: Section | None = None
            while following < len(sections) and sections[following].start < block.end:
                opened = sections[following]
                stack.append(opened)
                following += 1
            section = stack[-1] if stack else None
            last = position + 1 == len(blocks) or (
                following < len(sections) and sections[following].start < blocks[position + 1].end
            )
            if opened is not None:
                self.seen_section = True
                yield from self._open(opened, block, in_appendix)
            else:
                closing = section is None and self.seen_section and kind == "body"
                frame = self.root if section is None else self.frames.get(section.ordinal, self.root)
                if closing:
                    frame = replace(self.root, lead=(), coordinate=())
                yield from self._paragraph(
                    block.start, block.end, frame, section, False, closing, in_appendix, last
                )

    # ------------------------------------------------------------------------------------------------- inner workings
    def _open(self, section: Section, block: Paragraph, appendix: bool) -> Iterator[Unit]:
        above = self.root if section.parent is None else self.frames.get(section.parent, self.root)
        if self.pending is not None:
            above = self.pending
            if section.parent is None:
                self.root = above
            else:
                self.frames[section.parent] = above
            self.pending = None
        start = min(section.body_start, block.end)
        parent = section.ordinal in self.children
        if section.heading is None:
            named = self.headings.owner_label(start, block.end, above)
            if named is not None:
                above, start = named
            self.frames[section.ordinal] = above
            yield from self._paragraph(start, block.end, above, section, True, False, appendix, parent)
            return
        rest = self._after_heading(section.heading, start, block.end)
        self.frames[section.ordinal] = self.headings.below(section, above, start, rest, root=self.root)
        if rest < block.end:
            yield from self._paragraph(
                rest, block.end, self.frames[section.ordinal], section, True, False, appendix, parent
            )
        elif rest > start:
            yield Unit(
                start,
                block.end,
                above,
                section.ordinal,
                labelled=True,
                heading=True,
                leading=parent,
                appendix=appendix,
            )

    def _after_heading(self, heading: str, start: int, end: int) -> int:
        """Where text runs on behind a heading in the same paragraph."""
        words = heading.split()
        match = re.compile(r"\s+".join(re.escape(w) for w in words), re.IGNORECASE).match(
            self.document.text, start, end
        )
        if match is None:
            return end
        rest = match.end()
        while rest < end and self.view[rest] in " :.-":
            rest += 1
        return rest

    def _paragraph(
        self,
        start: int,
        end: int,
        frame: Frame,
        section: Section | None,
        labelled: bool,
        closing: bool,
        appendix: bool,
        leads: bool,
    ) -> Iterator[Unit]:
        view = self.view
        while end > start and view[end - 1] in " \n":
            end -= 1
        if start >= end:
            return
        ordinal = section.ordinal if section else None
        if not labelled and _NOTES.match(view, start, end):
            self.pending = Frame(mode="silent", by=frame.by)
            return
        leading = view[end - 1] == ":" and leads
        if leading:
            spans = sentences(self.document, start, end) or [(start, end)]
            opening = next(
                (f for f in (self._read_lead_in(span, frame) for span in reversed(spans)) if f), None
            )
            if opening is not None:
                self.pending = opening
                if section is not None and labelled:
                    self.frames[section.ordinal] = opening
            if self.words.sentences["leads_in"].search(view, max(start, end - 60), end):
                if len(spans) > 1:
                    yield Unit(
                        start,
                        spans[-2][1],
                        frame,
                        ordinal,
                        labelled=labelled,
                        closing=closing,
                        appendix=appendix,
                        leading=True,
                    )
                return
        if leading and opening is not None:
            clause = self.clauses.lead_in(*spans[-1])
            if clause is None or not re.search(r"\w", view[clause.predicate or end : end]):
                return
        yield Unit(
            start, end, frame, ordinal, labelled=labelled, closing=closing, appendix=appendix, leading=leading
        )

    def _read_lead_in(self, span: tuple[int, int], frame: Frame) -> Frame | None:
        """The frame that a sentence before a list gives to the list."""
        start, end = span
        clause = self.clauses.lead_in(start, end)
        if clause is None:
            addressed = self.owners.read(start, end) if frame.mode in ("open", "assign") else None
            if addressed is None or not re.match(
                r":\s*$|,?\s*(?:trong\s+đó|nhất\s+là|đặc\s+biệt|gồm|bao\s+gồm)\s",
                self.view[addressed.end : end],
            ):
                return None
            clause = Clause(start, addressed)
        if clause.owners is None:
            mode: Mode = "assign"
            return replace(
                frame, mode=mode, modality=clause.modality or frame.modality, by=clause.by or frame.by
            )
        tail = self.view[max(start, end - 90) : end]
        if clause.modality is None and (
            frame.mode == "silent"
            or self.words.sentences["statement"].match(self.view, start)
            or _SPEAKS.search(tail)
        ):
            return None
        if frame.mode == "silent" and not _LISTS_TASKS.search(tail):
            return None
        lead = self.owners.owners(clause.owners, "lead-in", 0.9)
        if not lead:
            return None
        modality = clause.modality or (
            frame.modality if frame.modality not in (None, "plan", "chỉ đạo") else None
        )
        if frame.mode == "plan" and clause.modality is None:
            modality = "plan"
        return Frame(
            mode="assign",
            lead=lead,
            coordinate=self.owners.coordinators(clause.predicate or end, end),
            modality=modality,
            by=clause.by or frame.by,
            printed=squeeze(self.document.text[clause.owners.start : clause.owners.end]).rstrip(" :.,;"),
            span=span,
        )
