"""Percentages in prose against the counts beside them: `312/2.480 hồ sơ, chiếm 15,6%`.

A percentage is compared where the words tie it to a count (`chiếm`, `đạt`, brackets) and a total stands with it in the
sentence. It is reported only where no pair of the amounts around gives it; growth (`tăng 12%`), shares of a plan or a
budget, and percentages of percentages are left alone.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import patterns
from extract.checking.amounts import Amount, amounts, prose, same_unit
from extract.checking.arithmetic import Interval, leaning, percentage, percentage_agrees, prefix_sums, rounded
from extract.checking.model import Check, Finding, Kind, Severity
from extract.checking.numbers import vietnamese
from extract.facts.model import Facts
from extract.facts.sentences import sentences
from extract.structure.model import Document

_MANY = 40
_PART_OF = re.compile(r"trong đó|trong số đó|(?:đúng|trước|quá|trễ) hạn|hoàn thành", re.IGNORECASE)
_PLANNED = re.compile(
    r"\s(?:so với\s)?(?:kế hoạch|dự toán)(?:\s(?:vốn|năm|giao|được giao|đề ra))?\s?(?:[,.;)]|$)"
)
_AFTER = 28


@dataclass(frozen=True, slots=True)
class _Words:
    link: re.Pattern[str]
    growth: re.Pattern[str]
    other_base: re.Pattern[str]
    out_of: re.Pattern[str]


@functools.cache
def share_words() -> _Words:
    """The compiled phrases of `patterns/checks.toml`, table `percentages`."""
    data: dict[str, Any] = patterns.data("checks")["percentages"]
    link = patterns.alternation(data["links"])
    noun = r"[^,;:.()\d]"
    return _Words(
        # From the count to its percentage: the rest of its noun phrase, a mark, a word that ties them.
        link=re.compile(
            rf"{noun}{{0,70}}?(?:[,(]\s?|\s)(?:(?:{link})\s?)(?:khoảng\s|hơn\s|gần\s|trên\s|:\s)?$|{noun}{{0,70}}?\(\s?$",
            re.IGNORECASE,
        ),
        growth=re.compile(
            rf"(?<!\w)(?:{patterns.alternation(data['growth'])})(?!\w)[^,;.()]{{0,12}}$", re.IGNORECASE
        ),
        other_base=re.compile(
            rf"[^,;.()\d]{{0,{_AFTER}}}(?<!\w)(?:{patterns.alternation(data['other_base'])})(?!\w)",
            re.IGNORECASE,
        ),
        out_of=re.compile(
            rf"[^,;:.()\d]{{0,50}}\s(?:{patterns.alternation(data['out_of'])})\s[^,;:.()\d]{{0,30}}$",
            re.IGNORECASE,
        ),
    )


@dataclass(frozen=True, slots=True)
class Pairing:
    """A percentage with the count and the total that the words give it; `sure` where nothing else can be meant.

    `named` says that the words name the total itself (`chiếm 45% tổng số lượt`).
    """

    percent: Amount
    part: Amount
    whole: Amount
    sure: bool
    named: bool = False


def find_percentages(document: Document, facts: Facts) -> Iterator[Finding]:
    """Percentages in prose that their count and total do not give."""
    for block in prose(document):
        before: list[Amount] = []
        for start, end in sentences(document, block.start, block.end):
            found = amounts(document, facts, start, end)
            if 2 <= len(found) <= _MANY:
                for i, amount in enumerate(found):
                    if amount.unit == "%" and amount.out_of is None:
                        yield from _judge(document, i, found, before)
            before = found


def _judge(
    document: Document, i: int, found: Sequence[Amount], before: Sequence[Amount]
) -> Iterator[Finding]:
    pairing = pairing_of(document.view, i, found)
    if pairing is not None:
        yield from judged(document, pairing, found, before)


def judged(
    document: Document, pairing: Pairing, found: Sequence[Amount], before: Sequence[Amount]
) -> Iterator[Finding]:
    """The finding that a percentage is not what its count makes of its total, where nothing around gives it either."""
    percent = pairing.percent
    exact = percentage(pairing.part.interval, pairing.whole.interval)
    if exact is None or _agrees(percent, exact) or _plausible(pairing, found, before):
        return
    value = (
        100
        * Fraction(pairing.part.value * pairing.part.scale)
        / Fraction(pairing.whole.value * pairing.whole.scale)
    )
    if value > 1000 or percent.value > 1000:
        return
    approximate = any(leaning(a.qualifier) for a in (percent, pairing.part, pairing.whole))
    severity: Severity = "error" if pairing.sure and not approximate else "warning"
    yield Finding(
        Kind.PERCENTAGE_MISMATCH,
        severity,
        message(pairing.part.value, pairing.whole.value, value, percent.value, percent.places),
        _spans(document, pairing),
    )


def message(part: Any, whole: Any, value: Fraction, printed: Any, places: int) -> str:
    """What a percentage is by its counts, and what is printed; a swap of two digits is named as what was meant."""
    computed = rounded(value, max(places, 2))
    text = f"{vietnamese(part)}/{vietnamese(whole)} = {vietnamese(computed)}%, văn bản ghi {vietnamese(printed)}%"
    as_printed = rounded(value, places)
    gap = abs(as_printed - printed)
    return f"{text} (lệch {vietnamese(gap)} điểm phần trăm); có lẽ là {vietnamese(as_printed)}% hoặc một trong hai số đếm sai"


def pairing_of(view: str, i: int, found: Sequence[Amount]) -> Pairing | None:
    """The count and the total that a sentence gives its `i`-th amount, a percentage; `None` where it does not."""
    percent, words = found[i], share_words()
    lead = view[max(0, percent.start - 40) : percent.start]
    if words.growth.search(lead):
        return None
    if words.other_base.match(view, percent.end, percent.end + 60):
        # `87,6 tỷ đồng trên tổng số 142,3 tỷ đồng, đạt 61,6% kế hoạch`: the plan is the total printed beside.
        printed = i > 0 and found[i - 1].out_of is not None and _PLANNED.match(view, percent.end)
        link = printed and words.link.fullmatch(view[found[i - 1].end : percent.start])
        if not link:
            return None
        whole = found[i - 1].out_of
        assert whole is not None
        return Pairing(percent, found[i - 1], whole, False)
    # `đạt 95% (190/200)`
    if i + 1 < len(found) and found[i + 1].out_of is not None:
        ratio = found[i + 1]
        if re.fullmatch(r"[^,;.()\d]{0,40}\(\s?[^,;.()\d]{0,20}", view[percent.end : ratio.start]):
            assert ratio.out_of is not None
            return Pairing(percent, ratio, ratio.out_of, True)
    if i == 0:
        return None
    part = found[i - 1]
    gap = view[part.end : percent.start]
    if not words.link.fullmatch(gap) or not part.counted or part.group == "score":
        return None
    if part.out_of is not None:
        return Pairing(percent, part, part.out_of, True)
    if i > 1 and words.out_of.fullmatch(view[found[i - 2].end : part.start]) and _same(found[i - 2], part):
        return Pairing(percent, found[i - 2], part, True)
    # A bracket after a bare count may hold anything; a word must tie a count to a total that stands further off.
    if gap.rstrip().endswith("(") and part.depth == percent.depth:
        return None
    wholes = [
        a
        for k, a in enumerate(found[: i - 1])
        if _same(a, part)
        and a.out_of is None
        and a.depth <= part.depth
        and not _shares(view, a, found[k + 1], part)
    ]
    larger = [a for a in wholes if a.interval.high >= part.interval.low]
    if not larger:
        return None
    whole = larger[-1]
    between = view[whole.end : part.start]
    sure = bool(_PART_OF.search(between)) and (";" not in between or whole is found[i - 2])
    if between.count(";") > int(sure) or (not sure and len(between) > 120):
        return None
    return Pairing(percent, part, whole, sure)


def _shares(view: str, count: Amount, percent: Amount, part: Amount) -> bool:
    """Whether a count with a share of its own stands beside a part, not over it: `đã xong 120 (75%); quá hạn 8 (5%)`."""
    words = share_words()
    if percent.unit != "%" or not words.link.fullmatch(view[count.end : percent.start]):
        return False
    if words.growth.search(view[max(0, percent.start - 40) : percent.start]):
        return False
    return _PART_OF.search(view[percent.end : part.start]) is None


def _same(first: Amount, second: Amount) -> bool:
    return (
        first.unit != ""
        and same_unit(first, second)
        and first.counted
        and first.group not in ("score", "percent")
    )


def agrees(percent: Amount, part: Amount, whole: Amount) -> bool:
    """Whether a percentage can be what a count makes of a total."""
    exact = percentage(part.interval, whole.interval)
    return exact is not None and _agrees(percent, exact)


def _agrees(percent: Amount, exact: Interval) -> bool:
    return percentage_agrees(percent.value, percent.places, percent.qualifier, exact)


def _plausible(pairing: Pairing, found: Sequence[Amount], before: Sequence[Amount]) -> bool:
    """Whether any two amounts around, or the sum of two neighbours and a third, give the percentage.

    Right after a printed ratio (`312/2.480 hồ sơ, đạt 15,6%`) only pairs with one of its own two numbers count: among
    all pairs of a long sentence some give nearly any percentage.
    """
    percent = pairing.percent
    pool = [a for a in (*before[-12:], *found) if a.counted and a.group != "score"]
    pool += [a.out_of for a in pool if a.out_of is not None]
    own = (pairing.part, pairing.whole) if pairing.named or pairing.part.out_of is pairing.whole else ()
    parts = [(a, a.unit, a.interval) for a in pool]
    if not own:
        parts += [
            (a, a.unit, a.interval + b.interval)
            for a, b in itertools.pairwise(pool)
            if a.unit == b.unit and a.unit
        ]
    # `9/21 sở và 06/17 địa phương (đạt 39,5%)`
    ratios = [a for a in pool if a.out_of is not None]
    for one, two in itertools.pairwise(ratios):
        assert one.out_of is not None and two.out_of is not None
        exact = percentage(one.interval + two.interval, one.out_of.interval + two.out_of.interval)
        if exact is not None and _agrees(percent, exact):
            return True
    # `trực tuyến 1.906 hồ sơ (83%), trực tiếp 390 hồ sơ (17%)`: shares of what they are together.
    alike = [a for a in found if a.counted and a.group != "score" and same_unit(a, pairing.part)]
    if not own and pairing.part in alike:
        at = alike.index(pairing.part)
        for low in range(at + 1):
            sums = prefix_sums([a.interval for a in alike[low:]])
            for together in sums[max(0, at - low - 1) :]:
                exact = percentage(pairing.part.interval, together)
                if exact is not None and _agrees(percent, exact):
                    return True
    for amount, unit, part in parts:
        for whole in pool:
            if own and amount not in own and whole not in own:
                continue
            if whole.unit != unit and unit and whole.unit:
                continue
            exact = percentage(part, whole.interval)
            if exact is None or part.low == whole.interval.low:
                continue
            if _agrees(percent, exact):
                return True
            rest = not own or (amount in own and whole in own)
            if rest and _agrees(percent, Interval(100 - exact.high, 100 - exact.low)):
                return True
    return False


def _spans(document: Document, pairing: Pairing) -> tuple[tuple[int, int], ...]:
    """The clause from the part to the percentage, and the total where it stands outside of it."""
    start = min(pairing.part.start, pairing.percent.start)
    end = max(pairing.part.end, pairing.percent.end)
    whole = pairing.whole
    if whole.end <= start and start - whole.start < 160:
        return ((_open(document.view, whole.start), end),)
    if start <= whole.start:
        return ((_open(document.view, start), max(end, whole.end)),)
    return ((_open(document.view, start), end), (_open(document.view, whole.start), whole.end))


def _open(view: str, offset: int) -> int:
    """The start of the words that name an amount, at most a few."""
    low = max(0, offset - 24)
    start = max(view.rfind(mark, low, offset) + len(mark) for mark in (", ", "; ", ": ", ". ", "(", "\n"))
    if start >= low and start > 1:
        return start
    return (view.find(" ", low, offset) + 1 or offset) if low else 0


CHECKS: tuple[Check, ...] = (Check((Kind.PERCENTAGE_MISMATCH,), find_percentages),)
