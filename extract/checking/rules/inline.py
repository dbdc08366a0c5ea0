"""Counts against what the same paragraph enumerates: `gồm 04 nội dung: (1) …; (2) …; (3) …`, `03 cơ quan: Sở …, Sở … và Sở …`.

Members are told apart by their marks (`(1)`, `(i)`, `a)`, `Một là`, `Thứ nhất`), by semicolons, or as bodies that are
known by name. A list that goes on in the next paragraph, has an open end or holds anything else says nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import patterns
from extract.checking.amounts import Amount, amounts, prose
from extract.checking.model import Check, Finding, Kind
from extract.facts.model import Facts, OrganisationMention
from extract.facts.sentences import sentence_at
from extract.reading.source import Paragraph
from extract.structure.model import Document

_ORDINALS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_PLACES = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_LETTERS = "abcdđeghiklmn"
_SMALL = "[a-zđ]"
# Each way of marking members: its pattern, and the marks in their order.
_STYLES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\((\d{1,2})\)"), tuple(str(n) for n in range(1, 41))),
    (re.compile(r"\(([ivx]{1,4})\)"), tuple(_ROMAN)),
    (re.compile(rf"(?<![\w)])\(?({_SMALL})\)"), tuple(_LETTERS)),
    (re.compile(rf"(?<!\w)({'|'.join(_ORDINALS)})\slà(?!\w)", re.IGNORECASE), tuple(_ORDINALS)),
    (re.compile(rf"(?<!\w)thứ\s({'|'.join(_PLACES)})(?=\s?(?:,|:|là))", re.IGNORECASE), tuple(_PLACES)),
)
_OPEN_END = re.compile(r"…|\.\.|v\.v|(?<!\w)vv(?!\w)")
_SEPARATOR = re.compile(r",\svà\s|[,;]\s|\svà\s")
_BODIES = re.compile(
    r"[^.;:(),\d]{0,40}?(?:,?\s(?:gồm|bao gồm|cụ thể|là|đó là)\s?:?|\s?:|\s?(?P<bracket>\())\s?(?:các\s)?"
)
_NAMESAKES = re.compile(
    r"(?<![\w/.,-])(?P<counted>(?P<n>0?[2-9]|[1-3]\d)\s(?P<noun>[^\W\d_]{2,})[^.,;:()\d]{0,50}?),?\s(?:gồm|bao gồm|gồm có|cụ thể|cụ thể là|đó là|là)\s?:?\s"
)
# What the name of a body begins with; a word after `và` that does not may belong to the name before it.
_HEADS = re.compile(r"(?:Sở|Bộ|Phòng|Ban|UBND|Ủy|Uỷ|HĐND|Văn phòng|Cục|Chi cục|Công an|Thanh tra|Trung tâm|Kho bạc|Bảo hiểm|Hội|Liên|Viện|Trường|Tòa|Báo|Đài|Công ty|Thuế|Bệnh viện|huyện|thành phố|thị xã)(?!\w)")  # fmt: skip


@functools.cache
def _lead() -> re.Pattern[str]:
    words = patterns.data("checks")["enumerations"]
    return re.compile(
        rf"(?<![\w/.,-])(?P<n>0?[2-9]|[1-3]\d)\s(?P<noun>{patterns.alternation(words['things'])})(?!\w)"
        rf"(?P<rest>(?:(?!(?<!\w)(?:{patterns.alternation(words['actions'])})(?!\w))[^.;:()\d]){{0,50}}?)(?<!\snhư)\s?:\s",
        re.IGNORECASE,
    )


@functools.cache
def _vague() -> re.Pattern[str]:
    words = patterns.data("checks")["enumerations"]
    return re.compile(rf"(?<!\w)(?:{patterns.alternation(words['vague'])})\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _List:
    """How many members follow, where the list ends, and whether marks tell them apart for certain."""

    count: int
    end: int
    sure: bool


def find_inline(document: Document, facts: Facts) -> Iterator[Finding]:
    """Counts that are not the number of what their paragraph enumerates."""
    blocks = prose(document)
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        yield from _things(document, block, following)
        yield from _namesakes(document, block)
        for amount in amounts(document, facts, block.start, block.end):
            if amount.group == "bodies" and amount.out_of is None and not amount.qualifier:
                yield from _bodies(document, facts, amount, block.end)


def _things(document: Document, block: Paragraph, following: Paragraph | None) -> Iterator[Finding]:
    view = document.view
    for lead in _lead().finditer(view, block.start, block.end):
        said = int(lead["n"])
        if _vague().search(view[max(block.start, lead.start() - 20) : lead.start()]):
            continue
        listed = _marked(view, lead.end(), block, following) or _by_semicolons(document, lead.end(), block)
        if listed is None or listed.count == said or (not listed.sure and abs(listed.count - said) > 2):
            continue
        yield Finding(
            Kind.COUNT_MISMATCH,
            "error" if listed.sure else "warning",
            f"Văn bản ghi {lead['n']} {lead['noun']} nhưng liệt kê {listed.count}",
            ((lead.start(), lead.end() - 1), (lead.end(), listed.end)),
        )


def _marked(view: str, start: int, block: Paragraph, following: Paragraph | None) -> _List | None:
    """The members marked `(1)`, `(2)`, … in their order."""
    for pattern, order in _STYLES:
        first = pattern.match(view, start)
        if first is None or first[1].lower() != order[0]:
            continue
        count = 0
        for mark in pattern.finditer(view, start, block.end):
            if count < len(order) and mark[1].lower() == order[count]:
                count += 1
        if following is not None and (goes_on := pattern.match(view, following.start)):
            if count < len(order) and goes_on[1].lower() == order[count]:
                return None
        return _List(count, block.end, True) if count > 1 else None
    return None


def _by_semicolons(document: Document, start: int, block: Paragraph) -> _List | None:
    """The members between semicolons up to the end of the sentence."""
    view = document.view
    _, end = sentence_at(document, start)
    end = min(end, block.end)
    text = view[start:end].rstrip()
    if not text.endswith(".") or text.count(";") < 1 or ":" in text or _OPEN_END.search(text):
        return None
    members = text.split(";")
    # `…; c và d`, or members that are lists themselves.
    if any(" và " in m or "," in m or "(" in m for m in members) or any(len(m.split()) > 14 for m in members):
        return None
    return _List(len(members), start + len(text), False)


def _namesakes(document: Document, block: Paragraph) -> Iterator[Finding]:
    """`06 quầy tiếp nhận, gồm: quầy Tư pháp; quầy Đất đai; …`: members that all bear the noun that is counted."""
    view = document.view
    for lead in _NAMESAKES.finditer(view, block.start, block.end):
        said = int(lead["n"])
        if _vague().search(view[max(block.start, lead.start() - 20) : lead.start()]):
            continue
        _, end = sentence_at(document, lead.end())
        text = view[lead.end() : min(end, block.end)].rstrip()
        bare = re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), text)
        if not text.endswith(".") or ":" in bare or _OPEN_END.search(text):
            continue
        noun = re.escape(lead["noun"])
        last = rf"\svà\s(?={noun}\s)"
        mark = r";\s(?:và\s)?" if ";" in bare else r",\s(?:và\s)?"
        members = re.split(f"{mark}|{last}", bare, flags=re.IGNORECASE)
        if len(members) < 2 or len(members) == said or abs(len(members) - said) > max(2, said // 2):
            continue
        if not all(re.match(rf"{noun}\s", m, re.IGNORECASE) for m in members):
            continue
        yield Finding(
            Kind.COUNT_MISMATCH,
            "error",
            f"Văn bản ghi {lead['counted']} nhưng liệt kê {len(members)}",
            ((lead.start(), lead.end() + len(text)),),
        )


def _bodies(document: Document, facts: Facts, amount: Amount, limit: int) -> Iterator[Finding]:
    """`03 cơ quan: Sở Nội vụ, Sở Tài chính và Sở Y tế`."""
    view = document.view
    lead = _BODIES.match(view, amount.end, limit)
    if lead is None or amount.places or not 2 <= amount.value <= 40:
        return
    named: list[OrganisationMention] = []
    position, loose = lead.end(), 0
    while mention := _mention_at(facts, position):
        named.append(mention)
        if (
            len(named) > 1
            and view[: mention.start].endswith(" và ")
            and not _HEADS.match(view, mention.start)
        ):
            loose += 1
        separator = _SEPARATOR.match(view, mention.end, limit)
        if separator is None:
            break
        position = separator.end()
    if len(named) < 2 or any(m.organisation.is_group for m in named):
        return
    end = named[-1].end
    closed = view[end : end + 1] == ")" if lead["bracket"] else bool(re.match(r"[.;]|\s*$", view[end:limit]))
    if not closed or position > end or amount.value in (len(named), len(named) - loose):
        return
    unit = view[amount.number_end : amount.end].strip()
    names = ", ".join(m.organisation.name for m in named)
    yield Finding(
        Kind.COUNT_MISMATCH,
        "error",
        f"Văn bản ghi {view[amount.number : amount.number_end]} {unit} nhưng nêu tên {len(named)}: {names}",
        ((amount.start, end),),
    )


def _mention_at(facts: Facts, offset: int) -> OrganisationMention | None:
    """The longest mention that begins at an offset."""
    return max((m for m in facts.mentions if m.start == offset), key=lambda m: m.end, default=None)


CHECKS: tuple[Check, ...] = (Check((Kind.COUNT_MISMATCH,), find_inline),)
