"""What stands under a heading: tasks or none, whose tasks, and in whose words.

A heading may name who acts (`7. Giao Sở Nội vụ`, `2. Sở Tài chính`), or tell by its words that tasks, duties, requests
or nothing of the kind stand below it (`Nhiệm vụ, giải pháp`, `Tổ chức thực hiện`, `Kiến nghị`, `Kết quả đạt được`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.facts.directive_clauses import ClauseReader
from extract.facts.directive_names import make_owners
from extract.facts.directive_owners import OwnerReader
from extract.facts.directive_words import DirectiveWords, directive_words
from extract.facts.model import Modality, Owner
from extract.structure.model import Document, Section
from extract.values.text import squeeze

Mode = Literal["open", "assign", "plan", "silent"]
"""What items without an owner are: nothing, the duty of the frame's owner, what the issuer sets itself, no task."""

_SKIPPED_WORDS = re.compile(r"(?:về|một\s+số|các|những|công\s+tác|việc|tóm\s+tắt)\s+", re.IGNORECASE)
_ORDERING_TYPES = {
    "Chỉ thị",
    "Công điện",
    "Thông báo",
    "Công văn",
    "Quyết định",
    "Nghị quyết",
    "Hướng dẫn",
    "Kết luận",
    "Thông tri",
    None,
}
_GROUP = re.compile(r"(?:[Cc]ác|[Mm]ọi)\s")
_DECIDING_TYPES = {"Quyết định", "Nghị quyết"}
"""What these call `nội dung` is what they decide, no task."""
_TASKS = re.compile(r"nhiệm vụ|giải pháp|hoạt động")
_DEMANDING_TYPES = {"Chỉ thị", "Công điện", "Thông báo", "Kết luận", "Thông tri"}
_PROGRAMMES = {"Kế hoạch", "Chương trình", "Chương trình hành động", "Chương trình phối hợp", "Phương án"}
"""What these print under a heading that says nothing else is what they set out to do."""
_FUNDS = re.compile(r"(?:kinh\s+phí|nguồn\s+(?:lực|vốn|kinh)|dự\s+toán)")
_FACTS = re.compile(
    r"(?:thời\s+điểm|kết\s+quả|tình\s+hình|kinh\s+phí|nguyên\s+nhân|hạn\s+chế|tồn\s+tại|khó\s+khăn|thuận\s+lợi|ưu\s+điểm|thực\s+trạng|hiện\s+trạng|đặc\s+điểm|bối\s+cảnh)"
)
_PLANNING_TYPES = {
    "Kế hoạch",
    "Đề án",
    "Chương trình",
    "Chương trình hành động",
    "Chương trình phối hợp",
    "Báo cáo",
    "Quyết định",
    "Nghị quyết",
    "Phương án",
    "Chiến lược",
    "Tờ trình",
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the units below a heading or a lead-in inherit."""

    mode: Mode = "open"
    lead: tuple[Owner, ...] = ()
    coordinate: tuple[Owner, ...] = ()
    modality: Modality | None = None
    by: str | None = None
    printed: str | None = None
    span: tuple[int, int] = (0, 0)
    """The text that the frame was read from: a deadline in it holds for all below."""
    unsure: bool = False
    """Whether the heading says nothing of tasks: then an item is one only where it opens with what is to be done."""


class HeadingReader:
    """Reads the headings of one document; `root` is the frame of what stands under none."""

    def __init__(self, document: Document, owners: OwnerReader, clauses: ClauseReader) -> None:
        self.document, self.owners, self.clauses = document, owners, clauses
        self.view = document.view
        self.words: DirectiveWords = directive_words()
        self.kind = document.header.doc_type
        self.root = Frame(mode="open" if self.kind in _ORDERING_TYPES else "silent")

    def below(self, section: Section, above: Frame, start: int, end: int, *, root: Frame) -> Frame:
        """The frame of what stands under a heading."""
        words = self.words
        heading = squeeze(self.view[start:end]).rstrip(" :.")
        owner = self.owner_heading(start, end, above)
        if owner is not None:
            return owner
        bare = heading.lower()
        while (skipped := _SKIPPED_WORDS.match(bare)) is not None:
            bare = bare[skipped.end() :]
        if bare.startswith("yêu cầu") and self.kind in _DEMANDING_TYPES:
            return Frame(
                mode="assign", modality="yêu cầu", by=above.by, lead=above.lead, printed=above.printed
            )
        if self.kind in _PROGRAMMES and _FUNDS.match(bare):
            return Frame(mode="open", modality="giao", by=above.by)
        if words.headings["silent"].match(bare):
            if not (above.lead and above.mode == "assign"):
                return Frame(mode="silent", by=above.by)
            if _FACTS.match(bare):
                return Frame(mode="silent", by=above.by)
            return above
        if words.headings["organise"].match(bare):
            if self.kind == "Báo cáo" or (above.mode == "silent" and self.kind not in _PLANNING_TYPES):
                return above if self.kind != "Báo cáo" else Frame(mode="silent", by=above.by)
            if above.lead and above.modality and self.kind in {"Chỉ thị", "Công điện"}:
                return above
            return Frame(
                mode="open",
                modality=above.modality or "giao",
                by=above.by,
                lead=above.lead,
                printed=above.printed,
            )
        if words.headings["request"].match(bare):
            modality: Modality | None = (
                "đề nghị" if self.kind in {"Báo cáo", "Tờ trình", "Công văn"} else above.modality
            )
            return Frame(mode="open", modality=modality, by=above.by)
        if words.headings["plan"].match(bare) or (
            re.search(r"nhiệm vụ|giải pháp", bare) and len(bare) < 120 and above.mode != "silent"
        ):
            if above.lead and above.mode == "assign":
                return above
            if self.kind == "Báo cáo" and not words.headings["future"].search(bare):
                return above
            if self.kind in _DECIDING_TYPES and not _TASKS.search(bare):
                return above
            if self.kind in _PLANNING_TYPES:
                return Frame(mode="plan", modality="plan", by=above.by)
            if self.kind in _DEMANDING_TYPES or self.kind is None:
                return Frame(
                    mode="assign",
                    modality=above.modality or "yêu cầu",
                    by=above.by,
                    lead=above.lead,
                    printed=above.printed,
                )
            return above
        if self.kind in _PROGRAMMES and above is root and above.mode == "silent" and section.parent is None:
            return Frame(mode="plan", by=above.by, unsure=True)
        return above

    def owner_heading(self, start: int, end: int, above: Frame) -> Frame | None:
        """A heading that names who acts: `Giao Sở Nội vụ`, `Đối với các sở`, `Sở Tài chính`."""
        at = start
        modality: Modality | None = None
        modal = self.words.modal.match(self.view, start, end)
        if modal and not modal["order"]:
            at = modal.end()
            modality = "giao" if modal["giao"] else "đề nghị" if modal["request"] else "yêu cầu"
        before = self.words.before_owner.match(self.view, at, end)
        if before:
            at = before.end()
        stop = end
        while stop > at and self.view[stop - 1] in " :.,;*":
            stop -= 1
        found = self.owners.read(at, stop, strong=modal is None and before is None)
        if found is None:
            return None
        if (
            found.predicate is not None
            and self.view[end - 1 : end] != ":"
            and _GROUP.match(self.view, at)
            and not self.owners.words.urgent.match(self.view, found.predicate)
        ):
            name = re.sub(r"\s+(?:có|chịu)\s+trách\s+nhiệm$", "", squeeze(self.document.text[at:stop]))
            if len(name.split()) > 25 or above.mode not in ("open", "assign"):
                return None
            described = self.owners.namer.names(name)
            return Frame(
                mode="assign",
                lead=make_owners(described, "heading", 0.85),
                modality=modality
                or (above.modality if above.modality not in (None, "plan", "chỉ đạo") else None),
                by=above.by,
                printed=name,
                span=(start, end),
            )
        if found.predicate is not None:
            clause = self.clauses.read(start, end)
            if (
                clause is None
                or clause.owners is None
                or (
                    self.view[end - 1 : end] != ":"
                    and not re.match(
                        r"(?:chủ\s+trì|có\s+trách\s+nhiệm|phối\s+hợp|thực\s+hiện|chịu\s+trách\s+nhiệm|tập\s+trung|khẩn\s+trương|tham\s+mưu)",
                        self.view[found.predicate : end],
                    )
                )
            ):
                return None
        elif found.end < stop and modal is None and before is None:
            return None
        rule = "heading"
        lead = self.owners.owners(found, rule, 0.95 if modal or above.mode != "silent" else 0.75)
        if not lead:
            return None
        if above.mode == "silent" and modal is None and before is None and self.kind in {"Báo cáo"}:
            return None
        return Frame(
            mode="assign",
            lead=lead,
            coordinate=self.owners.coordinators(found.end, end),
            modality=modality
            or (above.modality if above.modality not in (None, "plan", "chỉ đạo") else None),
            by=above.by,
            printed=squeeze(self.document.text[found.start : found.end]).rstrip(" :.,"),
            span=(start, end),
        )

    def owner_label(self, start: int, end: int, above: Frame) -> tuple[Frame, int] | None:
        """An item that opens with its owner and a colon: `Sở Tài chính: bố trí kinh phí …`."""
        colon = self.view.find(":", start, min(end, start + 300))
        if colon < 0 or colon + 1 >= end - 2 or "." in self.view[start:colon].replace("TP.", ""):
            return None
        if self.words.fields.match(self.view[start : min(end, start + 120)]):
            return None
        rest = colon + 1
        while rest < end and self.view[rest] in " *-":
            rest += 1
        before = self.words.before_owner.match(self.view, start, colon)
        asks = self.kind == "Báo cáo" and above.modality == "đề nghị"
        if before is not None and (above.mode == "silent" or not (asks or self.clauses.ownerless(rest, end))):
            return None
        whole = self.owners.read(before.end() if before else start, end, strong=before is None)
        if whole is None or whole.end > colon or (whole.predicate is not None and whole.predicate <= colon):
            return None
        frame = self.owner_heading(start, colon, above)
        return None if frame is None else (frame, rest)
