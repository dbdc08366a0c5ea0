"""Percentages of a base that is named further off, or shared by several counts.

`nhận mới 1.240 hồ sơ. … nộp trực tuyến 806 hồ sơ, chiếm 65% số nhận mới`: the base is the earlier amount of the
paragraph that bears the name. `đã xong 117 việc (80,1%); đang làm 22 việc (15,1%); quá hạn 7 việc (7,5%)`: where all
but one of the counts make their percentages of one base, the other does not fit. Both are reported only where no pair
of the amounts around gives the percentage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.checking.amounts import Amount, amounts, prose, same_unit
from extract.checking.arithmetic import leaning
from extract.checking.listing import label_of
from extract.checking.model import Check, Finding, Kind
from extract.checking.rules.percentages import Pairing, agrees, judged, pairing_of, share_words
from extract.facts.model import Facts
from extract.facts.sentences import sentences
from extract.structure.model import Document
from extract.values.text import fold

_MANY = 60
_BASE = re.compile(
    r"\s?(?:của\s|trong\s|trên\s|so với\s)?(?P<whole>tổng\s)?số\s(?P<label>[^,;.:()\d\n]{2,60})"
)
_EMPTY = frozenset(["tong", "so", "cac", "da", "duoc", "nay", "tren", "la", "co", "cua", "trong", "ky"])


def find_shares(document: Document, facts: Facts) -> Iterator[Finding]:
    """Percentages that do not fit the base which they name or share."""
    for block in prose(document):
        earlier: list[Amount] = []
        for start, end in sentences(document, block.start, block.end):
            found = amounts(document, facts, start, end)
            if 2 <= len(found) <= _MANY and any(a.unit == "%" for a in found):
                yield from _shared(document, found, earlier)
                yield from _named(document, found, earlier)
            earlier = [*earlier, *found][-_MANY:]


def _tied(document: Document, found: Sequence[Amount]) -> Iterator[tuple[int, Amount, Amount]]:
    """Each percentage that words or a bracket tie to the count right before it."""
    known = share_words()
    for i in range(1, len(found)):
        part, percent = found[i - 1], found[i]
        if percent.unit != "%" or percent.out_of is not None or not part.counted or part.out_of is not None:
            continue
        gap = document.view[part.end : percent.start]
        lead = document.view[max(0, percent.start - 40) : percent.start]
        if part.group == "score" or not known.link.fullmatch(gap) or known.growth.search(lead):
            continue
        yield i, part, percent


def _named(document: Document, found: Sequence[Amount], earlier: Sequence[Amount]) -> Iterator[Finding]:
    for i, part, percent in _tied(document, found):
        base = _BASE.match(document.view, percent.end)
        if base is None or pairing_of(document.view, i, found) is not None:
            continue
        asked = _content(base["label"], part)
        before = [*earlier, *found[: i - 1]]
        candidates = [
            a
            for a in before
            if a.counted and a.out_of is None and (same_unit(a, part) or not a.unit) and a.value >= part.value
        ]
        if asked:
            candidates = [a for a in candidates if asked <= _words_of(document, a)]
        elif base["whole"] and candidates:
            # `tổng số hồ sơ`: all of them, which the largest number of the paragraph counts.
            most = max(a.value for a in candidates)
            candidates = [a for a in candidates if a.value == most and same_unit(a, part)]
        if len({a.value for a in candidates}) != 1 or not (asked or base["whole"]):
            continue
        whole = candidates[-1]
        yield from judged(document, Pairing(percent, part, whole, True, named=True), found, earlier)


def _content(label: str, part: Amount) -> frozenset[str]:
    """The words of a name besides the unit and words that say nothing."""
    return frozenset(fold(label).split()[:6]) - _EMPTY - frozenset(fold(part.unit).split())


def _words_of(document: Document, amount: Amount) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(label_of(document, amount))))


def _shared(document: Document, found: Sequence[Amount], earlier: Sequence[Amount]) -> Iterator[Finding]:
    known = share_words()
    tied = list(_tied(document, found))
    elsewhere = {id(percent) for i, _, percent in tied if pairing_of(document.view, i, found) is not None}
    pairs = [
        (part, percent)
        for _, part, percent in tied
        if not known.other_base.match(document.view, percent.end, percent.end + 60)
    ]
    if len(pairs) < 2 or len({p.unit for p, _ in pairs if p.unit}) > 1:
        return
    counts = [part for part, _ in pairs]
    if any(leaning(a.qualifier) or a.places for a in counts):
        return
    summed = replace(counts[0], value=sum((c.value for c in counts), start=counts[0].value * 0))
    stated = [
        a
        for a in (*earlier, *found)
        if a.counted
        and a.out_of is None
        and same_unit(a, counts[0])
        and a.value > max(c.value for c in counts)
    ]
    for whole in (summed, *reversed(stated)):
        wrong = [(part, percent) for part, percent in pairs if not agrees(percent, part, whole)]
        if len(wrong) != 1 or (len(pairs) == 2 and whole is not summed):
            continue
        part, percent = wrong[0]
        if id(percent) in elsewhere:
            return
        shown = next((a for a in reversed(stated) if a.value == whole.value), whole)
        yield from judged(document, Pairing(percent, part, shown, True), found, earlier)
        return


CHECKS: tuple[Check, ...] = (Check((Kind.PERCENTAGE_MISMATCH,), find_shares),)
