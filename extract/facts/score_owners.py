"""Whom a score or a rank belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.facts.context import Context, Sentence
from extract.facts.score_relations import ordered, year_after
from extract.facts.score_subjects import COORDINATED, Subject
from extract.values.text import fold

_INVERTED = re.compile(
    r"[^.;]{0,110}?(?<!\w)(?:là|thuộc\s+về|gồm(?:\s+có)?|gọi\s+tên|có|(?:vẫn|lại|tiếp\s+tục|đều)\s+(?:thuộc\s+)?(?:của|về\s+tay))\s*:?\s*[^,.;()]{0,40}$"
)
_CLAUSE = re.compile(r"[,;:…]\s|\)\s|\.\s")
_JOINED = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|và|,\s+và|cùng|lẫn)\s+(?:các\s+)?")
_KINDS = {k: k for k in ("tinh", "thanh pho", "huyen", "quan", "thi xa", "xa", "phuong", "bo", "so")} | {
    "tp": "thanh pho"
}
_BREAK = re.compile(r"[,;:]\s|\(|\.\s|…\s")


# Somebody who speaks for the place that the text is about.
_FIRST_PERSON = re.compile(
    r"(?<!\w)(?:[Cc]húng\s+(?:tôi|ta)|mình|tỉnh\s+(?:nhà|ta)|địa\s+phương\s+mình)(?!\w)"
)
# A place come from that opens the sentence: `Từ vị trí thứ 40 năm 2020, Gia Lai đã …`.
_RISEN = re.compile(
    r"(?:^|[.;…]\s)\s*(?:[^\W\d_]+(?:\s+[^\W\d_]+){0,2},\s+)?[Tt]ừ\s+(?:chỗ\s+|vị\s+trí\s+|hạng\s+|thứ\s+)*$"
)
_RISEN_GAP = re.compile(r"[^,.;:()\d]{0,16}(?:\(?năm\s+(?:\d{4}|trước|ngoái)\)?)?\s*,\s*")
# Words right behind a list that speak of all of it: `A và B cùng đạt 90 điểm, đồng hạng nhì`.
_TOGETHER = re.compile(r"\s*,?\s*(?:(?:đã|lại|tiếp\s+tục)\s+)?(?:cùng|đều|đồng)\s")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a fact belongs to: the full name, and where the sentence names it (`None` where it does not)."""

    name: str | None
    start: int | None = None
    end: int | None = None

    @property
    def here(self) -> bool:
        return self.start is not None

    def reach(self, context: Context, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """The span of a fact widened to its subject or year in the same clause, and to a year right after it."""
        view = context.view
        clause = max((m.end() for m in _BREAK.finditer(view, sentence.start, start)), default=sentence.start)
        own = [
            y.start for y in sentence.years if clause <= y.start and y.end <= start and y.kind != "baseline"
        ]
        left: list[int] = []
        after = year_after(context, sentence, end)
        if after is not None:
            end = after.end
        if self.start is not None and self.end is not None:
            if clause <= self.start and self.end <= start:
                left.append(self.start)
                own = []
            elif self.end <= start and re.fullmatch(r"\s*\(\s*(?:\w+\s+){0,2}", view[self.end : start]):
                left.append(self.start)
                if view[end : end + 1] == ")":
                    end += 1
            elif (
                self.start >= end
                and self.start - end < 160
                and not re.search(r"[.;]\s", view[end : self.start])
            ):
                end = self.end
        return min([start, *left, *own]), end


def subjects_for(
    context: Context,
    sentence: Sentence,
    start: int,
    end: int,
    *,
    groups: bool,
    every: bool,
    taken: Sequence[tuple[int, int]] = (),
) -> list[Owner]:
    """The subjects of a fact at `start:end`, at least one.

    `groups` says that a group can be the subject (it can score, and is seldom ranked); `every` that each member of a
    list is meant and not only the one next to the fact; `taken` are the places of rank expressions, whose counts
    (`39/63 tỉnh`) are nobody's subject.
    """
    usable = [
        s
        for s in sentence.subjects
        if not (s.start < end and start < s.end)
        and not any(a < s.end and s.start < b for a, b in taken)
        and not any(i.start <= s.start < i.end and not i.weak for i in sentence.indices)
    ]
    usable = _without_appositions(context, usable)
    paren = sentence.paren_at(start)
    if paren is not None:
        inner = [s for s in usable if paren[0] < s.start and s.end <= start and not s.scope]
        if inner:
            return _resolved(
                context, sentence, _list_back(context, usable, inner[-1]) if every else [inner[-1]]
            )
        owner = [
            s
            for s in usable
            if s.end <= paren[0]
            and not s.scope
            and re.fullmatch(r"[\s,\"']{0,3}", context.view[s.end : paren[0]])
        ]
        if owner:
            return _resolved(
                context, sentence, _list_back(context, usable, owner[-1]) if every else [owner[-1]]
            )
    forward = _forward(context, usable, start, end, sentence)
    if forward:
        return _resolved(context, sentence, [forward])
    inverted = _inverted(context, sentence, usable, start, end, groups)
    if inverted:
        return _resolved(context, sentence, inverted if every else inverted[:1])
    candidates = [
        s
        for s in usable
        if s.end <= start
        and not (s.outside or s.announces or s.scope)
        and (groups or s.kind != "group")
        and sentence.sees(start, s.start)
    ]
    if candidates:
        nearest = candidates[-1]
        # Words between a list and its predicate that set off its last member: `A và B, đơn vị đội sổ`.
        between = context.view[nearest.end : start]
        together = every and (
            not re.search(r",\s", between)
            or ordered(context, sentence, end)
            or bool(_TOGETHER.match(between))
        )
        return _resolved(context, sentence, _list_back(context, usable, nearest) if together else [nearest])
    if context.place is None and _FIRST_PERSON.search(context.view, sentence.start, start):
        return [Owner(context.main_subject() or carried_subject(context, sentence))]
    carried = carried_subject(context, sentence)
    if carried is None and not groups and start - sentence.start < 60 and not sentence.indices:
        later = [
            s
            for s in usable
            if s.start >= end
            and s.kind == "named"
            and not (s.outside or s.announces)
            and sentence.sees(start, s.start)
        ]
        if later:
            return [Owner(later[0].name)]
    fallback = carried or context.default_subject()
    if fallback is None:
        # Nobody else is named than the place that makes its own result known.
        speaking = [
            s for s in usable if s.end <= start and s.announces and s.kind == "named" and not s.outside
        ]
        if speaking and re.match(
            r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường) ", speaking[-1].name or "", re.IGNORECASE
        ):
            return [Owner(speaking[-1].name)]
    return [Owner(fallback)]


def carried_subject(context: Context, sentence: Sentence) -> str | None:
    """The subject that a sentence goes on about without naming it."""
    if sentence.start not in context.carried_subjects:
        context.carried_subjects[sentence.start] = _carry_subject(context, sentence)
    return context.carried_subjects[sentence.start]


def _carry_subject(context: Context, sentence: Sentence) -> str | None:

    def topic(other: Sentence) -> str | None:
        eligible = [
            s
            for s in other.subjects
            if s.kind in ("named", "generic")
            and s.name
            and not (s.outside or s.announces or s.scope)
            and other.sees(other.end, s.start)
        ]
        for subject in eligible:
            left = context.view[max(other.start, subject.start - 60) : subject.start]
            if any(
                i.end <= subject.start and subject.start - i.end < 60 for i in other.indices
            ) and re.search(r"của\s+$", left):
                return subject.name if subject.kind == "named" else _generic_name(context, subject)
        named = [s for s in eligible if s.kind == "named"]
        if context.place is None and _listed(context, named):
            # News that lists others in passing goes on about whom it told of before.
            return None
        if named:
            return named[0].name
        return _generic_name(context, eligible[0]) if eligible else None

    document_place = context.place
    if document_place is not None and context.document.sections:
        # In an outlined document what is left out is the place that it speaks for, unless the paragraph names another.
        block = context.document.block_at(sentence.start)
        if block is not None:
            for other in context.sentences_back(block.start, sentence.start):
                found = topic(other)
                if found:
                    return found
        for section in context.document.ancestors(context.document.section_at(sentence.start)):
            block = context.document.block_at(section.start)
            if section.heading is None or block is None:
                continue
            heading = context.read(*context.sentence_spans(block.start, block.end)[0])
            for subject in heading.subjects:
                left = context.view[max(heading.start, subject.start - 40) : subject.start]
                if (
                    subject.kind in ("named", "generic")
                    and not subject.outside
                    and re.search(r"(?:của|[Đđ]ối\s+với|[Kk]hối)\s+$", left)
                ):
                    return subject.name
        return document_place
    return _told_here(context, sentence, topic) or context.carried(sentence.start, topic)


def _told_here(context: Context, sentence: Sentence, topic: Callable[[Sentence], str | None]) -> str | None:
    """Whom a paragraph of news goes on about: those of its own sentences, then whom the headline names alone."""
    document = context.document
    block = document.block_at(sentence.start)
    headline = context.headline_subject()
    if block is None or headline is None:
        return None
    for other in context.sentences_back(block.start, sentence.start):
        found = topic(other)
        if found:
            return found
    if context.one_sentence_a_line():
        return None
    return headline


def _listed(context: Context, named: Sequence[Subject]) -> bool:
    """Whether a sentence tells of several side by side, and so of none in particular."""
    if len({s.name for s in named}) > 2:
        return True
    return len(named) > 1 and bool(COORDINATED.fullmatch(context.view[named[0].end : named[1].start]))


def _resolved(context: Context, sentence: Sentence, subjects: Sequence[Subject]) -> list[Owner]:
    owners = []
    for subject in subjects:
        name = subject.name
        if subject.kind == "anaphor":
            name = _meant(context, sentence, subject)
        elif subject.kind == "generic":
            name = _generic_name(context, subject)
        owners.append(
            Owner(
                name or carried_subject(context, sentence) or context.default_subject(),
                subject.start,
                subject.end,
            )
        )
    return owners


def _generic_name(context: Context, subject: Subject) -> str | None:
    """Whom `tỉnh` alone means: in a text without a letterhead the one that it is about."""
    if context.place is not None:
        return subject.name
    return context.main_subject(context.lower[subject.start : subject.end] + " ") or subject.name


def _meant(context: Context, sentence: Sentence, anaphor: Subject) -> str | None:
    """Whom `huyện này`, `thành phố cảng` or `khối` means: the last one of that kind named before."""

    def fits(subject: Subject) -> bool:
        if anaphor.unit is None:
            return subject.kind == "group" and (subject.name or "").lower().startswith("khối")
        if subject.kind != "named" or subject.outside or subject.announces:
            return False
        return anaphor.unit not in _KINDS or fold(subject.name or "").startswith(_KINDS[anaphor.unit])

    earlier = [s for s in sentence.subjects if s.end <= anaphor.start and fits(s)]
    if earlier:
        return earlier[-1].name
    block = context.document.block_at(sentence.start)
    if block is not None and context.place is None:
        for other in context.sentences_back(max(0, block.start - 1500), sentence.start, limit=8):
            found = [s for s in other.subjects if fits(s) and other.sees(other.end, s.start)]
            if found:
                return found[-1].name if anaphor.unit in _KINDS or anaphor.unit is None else found[0].name
    return carried_subject(context, sentence)


def _inverted(
    context: Context, sentence: Sentence, usable: Sequence[Subject], start: int, end: int, groups: bool
) -> list[Subject]:
    """The subjects that follow the predicate: `Xếp thứ hai là Hà Nội`, `cuối bảng thuộc về Ban Dân tộc`."""
    following = [s for s in usable if s.start >= end and s.kind == "named" and sentence.sees(start, s.start)]
    if not following:
        return []
    first = following[0]
    gap = context.view[end : first.start]
    if len(gap) > 130 or not _INVERTED.fullmatch(gap):
        return []
    clause = max(
        (m.end() for m in _CLAUSE.finditer(context.view, sentence.start, start)), default=sentence.start
    )
    preceding = [
        s
        for s in usable
        if clause <= s.start
        and s.end <= start
        and (s.kind in ("named", "anaphor") or (groups and s.kind == "group"))
        and not (s.outside or s.announces)
    ]
    if preceding:
        return []
    if not re.match(r"[^,;()]{0,80}(?:\([^()]*\)[^,;()]{0,20})?(?:là|thuộc|gồm|gọi)", gap) and any(
        s.end <= start and s.kind == "named" and not (s.outside or s.announces or s.scope) for s in usable
    ):
        return []
    return _list_forward(context, usable, first)


def _without_appositions(context: Context, usable: Sequence[Subject]) -> list[Subject]:
    """`tỉnh Bắc Kạn, tỉnh có vị trí cuối cùng`: the second word is the first body again."""
    kept: list[Subject] = []
    for subject in usable:
        last = kept[-1] if kept else None
        if (
            last is not None
            and subject.kind in ("generic", "group")
            and last.kind == "named"
            and re.fullmatch(r",\s+", context.view[last.end : subject.start])
            and (
                (last.name or "").lower().startswith(context.lower[subject.start : subject.end])
                or context.lower.startswith(("đơn vị", "địa phương", "cơ quan"), subject.start)
            )
        ):
            subject = replace(last, start=subject.start, end=subject.end, outside=False, announces=False)
            kept[-1] = subject
            continue
        kept.append(subject)
    return kept


def _forward(
    context: Context, usable: Sequence[Subject], start: int, end: int, sentence: Sentence
) -> Subject | None:
    """The subject behind the value that opens a clause.

    `…; với 80,12 điểm, Bộ Y tế ở cuối bảng`, `đạt từ 80 điểm trở lên có 12 bộ, ngành`.
    """
    left = context.view[max(sentence.start, start - 50) : start]
    opened = re.search(r"(?:^|[.;…]\s*)\s*(?:[Vv]ới|[Đđ]ạt)\s+(?:\w+\s+){0,4}(?:chỉ\s+)?$", left)
    risen = _RISEN.search(left)
    counted = re.search(r"(?:^|[,;:]\s*)(?:[Đđ]ạt|[Cc]ó)\s+(?:\w+\s+){0,4}$", left)
    for subject in usable:
        if subject.start >= end:
            gap = context.view[end : subject.start]
            if opened and re.fullmatch(r"\s*(?:điểm|%)?\s*(?:\([^()]*\)\s*)?,\s*", gap):
                return subject
            if risen and _RISEN_GAP.fullmatch(gap):
                return subject
            if (
                counted
                and subject.kind == "group"
                and re.fullmatch(r"\s*(?:điểm|%)?\s*(?:có|gồm|là)\s+", gap)
            ):
                return subject
            return None
    return None


def _list_back(context: Context, usable: Sequence[Subject], last: Subject) -> list[Subject]:
    """The coordinated list that ends with a subject."""
    members = [last]
    for subject in reversed([s for s in usable if s.end <= last.start]):
        if subject.kind == "group" and last.kind != "group":
            break
        if not _JOINED.fullmatch(context.view[subject.end : members[0].start]) or subject.outside:
            break
        members.insert(0, subject)
    return members


def _list_forward(context: Context, usable: Sequence[Subject], first: Subject) -> list[Subject]:
    members = [first]
    for subject in [s for s in usable if s.start >= first.end]:
        if not COORDINATED.fullmatch(context.view[members[-1].end : subject.start]):
            break
        members.append(subject)
    return members
