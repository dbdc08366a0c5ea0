"""What one sentence says about who must act: a request to someone, someone who is to act, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts.directive_owners import OwnerList, OwnerReader
from extract.facts.directive_words import DirectiveWords, directive_words, find_coordinate, find_modal
from extract.facts.model import Modality
from extract.values.text import fold, squeeze

_BOUNDARY = re.compile(r"[,:;]\s+")
_TOPIC = re.compile(r"(?:Về|Đối\s+với)\s")
_PURPOSE = re.compile(r"(?:Để|Nhằm)\s")
_TELLS = re.compile(r"(?:xin\s+|trân\s+trọng\s+)?(?:thông\s+báo|báo\s+cáo|truyền\s+đạt|sao\s+gửi)(?!\w)")
_SPEAKER = re.compile(
    r"(?:Ban\s+Thường\s+vụ|Thường\s+trực|Ban\s+Chỉ\s+đạo|Ban\s+Chấp\s+hành|Hội\s+nghị|Hội\s+đồng|Tập\s+thể|Lãnh\s+đạo|Chủ\s+tịch|Phó\s+Chủ\s+tịch|Ban\s+Giám\s+đốc|Chính\s+phủ|Thủ\s+tướng)(?!\w)"
)
"""Those who conclude a meeting, by the words that their names open with."""
_REACH = 1500
_TAIL = 160
_REQUEST_TAIL = re.compile(
    r"(?<!\w)(?P<word>(?:kính\s+)?đề\s+nghị|yêu\s+cầu|chỉ\s+thị|giao|phân\s+công)(?:\s+(?:một\s+số|các|những|cụ\s+thể|thực\s+hiện|như|nội\s+dung|nhiệm\s+vụ|công\s+việc|việc|sau|đây|trọng\s+tâm)){0,9}\s*:?\s*\Z"
)
_MODALITIES: dict[str, Modality] = {
    "giao": "giao",
    "request": "đề nghị",
    "demand": "yêu cầu",
    "order": "chỉ đạo",
}
_NOT_BEFORE = re.compile(
    r"(?:được|đã|theo|của|sự|các|những|về|cơ\s+sở|nội\s+dung|nhiệm\s+vụ|văn\s+bản|chỉ\s+tiêu|ý\s+kiến|không|có|hồ\s+sơ|nhu\s+cầu|quyền|bàn|việc|phải|và|tiếp\s+tục|kịp\s+thời|thực\s+hiện|đáp\s+ứng|đảm\s+bảo|bảo\s+đảm)\s*$",
    re.IGNORECASE,
)
_WHAT_WAS_ASSIGNED = re.compile(
    r"(?:nhiệm\s+vụ|nội\s+dung|chỉ\s+tiêu|công\s+việc|văn\s+bản|ý\s+kiến|chỉ\s+đạo)(?:\s+(?:do|của|mà|được))?\s+[^,;.]{0,40},\s*\Z"
)
_ASSIGNER = re.compile(
    r"(?:Chủ\s+tịch|Phó\s+Chủ\s+tịch|Thủ\s+tướng|Phó\s+Thủ\s+tướng|Bộ\s+trưởng|Thứ\s+trưởng|Giám\s+đốc|Ủy\s+ban\s+nhân\s+dân|UBND|Thường\s+trực|Trưởng\s+[Bb]an|Ban\s+Chỉ\s+đạo|Chính\s+phủ|Bộ|Sở|Văn\s+phòng|Phòng|Đồng\s+chí|Hội\s+nghị|Cục|Ban|Tỉnh\s+ủy|Thành\s+ủy|Huyện\s+ủy|Hội\s+đồng)\b",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One assignment as read from a sentence.

    `start` is where the assignment itself begins (who assigns, or the word of request, or who acts); `modality` is
    `None` where no word says it; `by` is who assigns, as printed.
    """

    start: int
    owners: OwnerList | None
    modality: Modality | None = None
    by: str | None = None
    predicate: int | None = None


class ClauseReader:
    """Reads sentences of one document."""

    def __init__(self, owners: OwnerReader, assigners: tuple[str, ...], speaker: str | None = None) -> None:
        """`assigners` are those in whose name the document speaks, `speaker` the office that only writes it down."""
        self.owners = owners
        self.view = owners.view
        self.words: DirectiveWords = directive_words()
        self.assigners = tuple(fold(a) for a in assigners if a)
        self.speaker = fold(speaker) if speaker else None

    def read(self, start: int, end: int) -> Clause | None:
        """The assignment that a sentence makes, `None` for an action without an owner or a statement."""
        return next(self._at(start, end), None)

    def ownerless(self, start: int, end: int) -> bool:
        """Whether the sentence begins with what is to be done."""
        return self.words.opening.match(self.view, self.body(start, end)) is not None

    def body(self, start: int, end: int) -> int:
        """Where the sentence begins behind its connecting words."""
        match = self.words.sentences["connector"].match(self.view, start, end)
        return match.end() if match else start

    def requests(self, start: int, end: int) -> Iterator[Clause]:
        """The explicit requests inside a sentence that otherwise states something."""
        at = start
        head = self.body(start, end)
        sentence = self.words.sentences
        acting = self.words.opening.match(self.view, head) and not any(
            sentence[kind].match(self.view, head) for kind in ("adverbial", "closing", "announces")
        )
        while (modal := find_modal(self.words, self.view, at, end)) is not None:
            at = modal.end()
            clause = self._explicit(modal, end)
            if clause is None:
                continue
            opening = self._clause_start(modal.start(), start)
            before = self.view[opening : modal.start()].strip()
            if not before:
                if opening > head and acting:
                    continue
                if not modal["order"]:
                    yield clause
                    at = clause.predicate or at
            elif _NOT_BEFORE.search(before) or re.search(r"(?<!\w)đã\s", before):
                continue
            elif (
                not modal["order"]
                and self.words.sentences["adverbial"].match(before)
                and not self._acts(opening, modal.start())
            ):
                yield clause
                at = clause.predicate or at
            elif self._is_assigner(before, known=bool(modal["order"])) and not _WHAT_WAS_ASSIGNED.search(
                self.view[max(start, opening - 80) : opening]
            ):
                yield Clause(opening, clause.owners, clause.modality, squeeze(before), clause.predicate)
                at = clause.predicate or at

    def lead_in(self, start: int, end: int) -> Clause | None:
        """The assignment of a sentence that leads into a list; its owners may be missing (`… yêu cầu:`)."""
        found = list(self.requests(start, end))
        if found:
            return found[-1]
        clause = self.read(start, end)
        if clause is not None:
            return clause
        tail = _REQUEST_TAIL.search(self.view, max(start, end - _TAIL), end)
        if tail is None:
            return None
        word = tail["word"]
        modality: Modality = "giao"
        if word.endswith("nghị"):
            modality = "đề nghị"
        elif word.endswith("cầu"):
            modality = "yêu cầu"
        elif word.endswith("thị"):
            modality = "chỉ đạo"
        before = self.view[self._clause_start(tail.start(), start) : tail.start()].strip()
        return Clause(
            start, None, modality, squeeze(before) if before and _ASSIGNER.match(before) else None, None
        )

    # ------------------------------------------------------------------------------------------------- inner workings
    def _at(self, start: int, end: int) -> Iterator[Clause]:
        words = self.words
        first = self.body(start, end)
        again = self.body(first, end)
        first = again
        adverbial = words.sentences["adverbial"].match(self.view, first, end)
        clause, stop = self._try(first, end, strong=True)
        if clause is not None:
            yield clause
            return
        if adverbial is None:
            return
        topic = _TOPIC.match(self.view, first)
        purpose = _PURPOSE.match(self.view, first)
        limit = min(end, first + _REACH)
        for boundary in _BOUNDARY.finditer(self.view, first, limit):
            at = boundary.end()
            if self.owners.mentions.at(boundary.start()) is not None:
                continue
            clause, stop = self._try(at, end, strong=True)
            if clause is not None:
                if clause.modality is None and not self._free(at, first, boundary.start(), clause):
                    continue
                yield clause
                return
            if stop and not topic and not purpose:
                return
        yield from self.requests(first, end)

    def _try(self, at: int, end: int, *, strong: bool) -> tuple[Clause | None, bool]:
        """The clause at an offset; and whether what stands there rules out that a later part names the owner."""
        words = self.words
        modal = words.modal.match(self.view, at, end)
        if modal and not modal["order"]:
            clause = self._explicit(modal, end)
            if clause is not None:
                return clause, True
        found = self.owners.read(at, end, strong=strong)
        if found is not None and found.predicate is not None:
            if found.statement:
                return None, True
            inner = self.words.modal.match(self.view, found.predicate, end)
            if inner and self._is_assigner(self.view[at : found.end], known=bool(inner["order"])):
                clause = self._explicit(inner, end)
                if clause is not None:
                    return Clause(
                        at,
                        clause.owners,
                        clause.modality,
                        squeeze(self.view[at : found.end]).strip(" ,"),
                        clause.predicate,
                    ), True
            if self._is_own(self.view[at : found.end]):
                return None, False
            if words.sentences["stance"].match(self.view, found.predicate) and _SPEAKER.match(self.view, at):
                return None, True
            if _TELLS.match(self.view, found.predicate) and self._is_speaker(self.view[at : found.end]):
                return None, True
            return Clause(at, found, None, None, found.predicate), True
        return None, self.words.opening.match(self.view, at, end) is not None

    def _explicit(self, modal: re.Match[str], end: int) -> Clause | None:
        kind = next(k for k in _MODALITIES if modal[k])
        found = self.owners.read(modal.end(), end, strong=False)
        if found is None:
            return None
        if found.predicate is None and found.end < end and self.view[found.end : found.end + 1] not in ":.":
            return None
        return Clause(modal.start(), found, _MODALITIES[kind], None, found.predicate or found.end)

    def _free(self, at: int, first: int, boundary: int, clause: Clause) -> bool:
        """Whether the name behind a comma opens a clause and does not merely go on with a list of names."""
        if clause.owners is None or clause.predicate is None:
            return True
        if self.words.urgent.match(self.view, clause.predicate):
            return True
        segment = max(self.view.rfind(",", first, boundary), self.view.rfind(":", first, boundary), first)
        tail = [m for m in self.owners.mentions.within(segment, boundary) if m.end >= boundary - 25]
        return not tail or not find_coordinate(self.words, self.view, first, boundary)

    def _acts(self, start: int, end: int) -> bool:
        """Whether somebody already acts right before an offset (`Sở A đề nghị …`)."""
        mention = self.owners.mentions.before(end, start)
        return mention is not None and end - mention.end < 3

    def _clause_start(self, offset: int, start: int) -> int:
        """Where the clause that holds a word of request begins."""
        start = max(start, offset - _REACH // 3)
        boundary = start
        at = offset
        while at > start:
            comma = max(
                self.view.rfind(", ", start, at),
                self.view.rfind("; ", start, at),
                self.view.rfind(": ", start, at),
            )
            if comma < 0:
                break
            mention = self.owners.mentions.at(comma)
            opened = self.view.rfind("(", start, comma)
            if mention is not None:
                at = mention.start
            elif opened >= 0 and self.view.find(")", opened, offset) > comma:
                at = opened
            else:
                boundary = comma + 2
                break
        return max(boundary, self.body(boundary, offset))

    def _is_own(self, phrase: str) -> bool:
        """Whether a subject is the issuer or the assigner itself."""
        phrase = phrase.strip(" ,")
        names = {fold(phrase), fold(self.owners.bodies.resolve(phrase) or "")}
        return any(a in names for a in self.assigners)

    def _is_speaker(self, phrase: str) -> bool:
        """Whether a subject is the office that tells what its head decided."""
        if self.speaker is None:
            return False
        phrase = phrase.strip(" ,")
        return self.speaker in (fold(phrase), fold(self.owners.bodies.resolve(phrase) or ""))

    def _is_assigner(self, phrase: str, *, known: bool = False) -> bool:
        """Whether who asks is the issuer or one for whom it speaks; `known` asks for the document's own."""
        phrase = phrase.strip(" ,")
        if len(phrase) > 160 or not (_ASSIGNER.match(phrase) or re.match(r"[A-ZĐ]", phrase)):
            return False
        if not known and _ASSIGNER.match(phrase):
            return True
        return any(a in fold(phrase) or fold(phrase) in a for a in self.assigners)
