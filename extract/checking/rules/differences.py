"""Changes against the two numbers between which they lie: `83,30, tăng 0,35 (năm 2021: 82,95)`.

Read are a number with its change and the earlier number, a change with both ends (`tăng 1.230 hồ sơ (từ 10.000 lên
11.000)`), and growth in per cent against an earlier number. Places gained in a ranking are not the matter of this.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import patterns
from extract.checking.amounts import Amount, amounts, prose, same_unit
from extract.checking.arithmetic import Interval, one_slip, percentage, percentage_agrees, rounded
from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.facts.model import Facts
from extract.facts.sentences import sentences
from extract.structure.model import Document

_MANY = 40
_YEAR = r"(?:cùng kỳ\s|cùng thời điểm\s|\d{1,2}\stháng\s(?:đầu\s)?)?(?:năm|quý|tháng|kỳ|cùng kỳ)(?:\s(?:trước|[IV]+|\d{1,2}))?(?:[/\s]*(?:19|20)\d\d)?"
# From the change to the earlier number: `so với năm 2021 (82,95`, `(năm 2021: 82,95`, `(cùng kỳ 82,95`.
_EARLIER = re.compile(
    rf"\s?(?:\w+\s){{0,3}}?(?:so với[^.;()\d]{{0,40}}(?:{_YEAR})?\s?)?[^.;()\d]{{0,20}}\(\s?(?:{_YEAR}|trước đó|kỳ trước)[^.;()\d]{{0,40}}$"
    rf"|\s?(?:về\s(?:\w+\s){{1,3}})?so với[^.;()\d]{{0,40}}(?:{_YEAR})?\s?[^.;()\d]{{0,20}}\(\s?[^.;()\d]{{0,25}}$"
    rf"|\s?so với\s(?:mức\s|con số\s)?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"[^.;()\d]{0,30}(?<!\w)[Tt]ừ\s(?:mức\s)?$")
_OTHER = re.compile(r"thứ|bậc|hạng|vị trí|mục tiêu|kế hoạch|chỉ tiêu|dự toán", re.IGNORECASE)
_TO = re.compile(r"[^.;()\d]{0,30}(?<!\w)(?:lên|xuống|còn|thành|đến)\s(?:còn\s|đến\s|thành\s|mức\s)*$")
_CURRENT = re.compile(r"[^.;\d]{0,40}$")


_COMPARED = re.compile(r"so với[^.;()]{0,70}\((?:[^.;()\d]{0,30})$", re.IGNORECASE)
_CLOSED = re.compile(r"[^.;()\d]{0,30}\)[^.;()\d]{0,40}")


@dataclass(frozen=True, slots=True)
class _Words:
    change: re.Pattern[str]
    down: frozenset[str]


@functools.cache
def _words() -> _Words:
    data: dict[str, Any] = patterns.data("checks")["differences"]
    return _Words(
        change=re.compile(
            rf"(?<!\w)(?P<c>{patterns.alternation([*data['up'], *data['down']])})\s(?:thêm\s|được\s)?$",
            re.IGNORECASE,
        ),
        down=frozenset(data["down"]),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """A change with its direction, and the numbers before and after it."""

    amount: Amount
    down: bool
    earlier: Amount
    later: Amount


def find_differences(document: Document, facts: Facts) -> Iterator[Finding]:
    """Changes in prose that are not the difference of their two numbers."""
    for block in prose(document):
        for start, end in sentences(document, block.start, block.end):
            found = amounts(document, facts, start, end)
            if 3 <= len(found) <= _MANY:
                for i in range(len(found)):
                    change = _change(document.view, start, i, found)
                    if change is not None and not _OTHER.search(
                        document.view[_span(change)[0] : _span(change)[1]]
                    ):
                        yield from _judge(document, change, found)


def _change(view: str, start: int, i: int, found: Sequence[Amount]) -> _Change | None:
    amount = found[i]
    word = _words().change.search(view, max(start, amount.start - 24), amount.start)
    if word is None:
        # `từ 30 ngày xuống 20 ngày (giảm 10 ngày)` is found from its change.
        return None
    down = " ".join(word["c"].lower().split()) in _words().down
    # `so với 9 tháng năm 2021 (2.640 đơn)`
    following = [a for a in found[i + 1 :] if a.group != "duration" or amount.group == "duration"]
    ends = _both_ends(view, amount.end, following)
    if ends is not None:
        return _Change(amount, down, *ends)
    if i >= 2:
        first, second = found[i - 2], found[i - 1]
        if (
            _FROM.search(view, max(start, first.start - 40), first.start)
            and _TO.fullmatch(view, first.end, second.start)
            and _CURRENT.fullmatch(view, second.end, word.start())
        ):
            return _Change(amount, down, first, second)
    if i >= 1 and following and _EARLIER.fullmatch(view, amount.end, following[0].start):
        later = found[i - 1]
        if later.unit == "%" and amount.unit != "%" and i >= 2 and found[i - 2].unit == amount.unit:
            later = found[i - 2]
        alike = [a for a in found[max(0, i - 3) : i] if a.unit and same_unit(a, following[0])]
        if later.unit and following[0].unit and not same_unit(later, following[0]) and alike:
            # `tiếp 486 lượt với 512 người, tăng 3,9% (… 468 lượt)`
            later = alike[-1]
        if len(view[later.end : word.start()]) <= 60 and ";" not in view[later.end : word.start()]:
            return _Change(amount, down, following[0], later)
    return None


def _both_ends(view: str, offset: int, following: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """`(từ 10.000 lên 11.000)` after a change."""
    if len(following) < 2:
        return None
    first, second = following[0], following[1]
    lead = view[offset : first.start]
    if _FROM.search(lead) and len(lead) < 60 and _TO.fullmatch(view, first.end, second.start):
        return first, second
    return None


def _judge(document: Document, change: _Change, found: Sequence[Amount]) -> Iterator[Finding]:
    amount, earlier, later = change.amount, change.earlier, change.later
    if (earlier.unit and later.unit and not same_unit(earlier, later)) or any(
        a.out_of is not None for a in (amount, earlier, later)
    ):
        return
    known = [a for a in (earlier, later) if a.unit]
    absolute = amount.unit == "" or not known or any(same_unit(amount, a) for a in known)
    if absolute:
        if _difference_holds(change, found):
            return
        gap = later.value * later.scale - earlier.value * earlier.scale
        gap, scale = (-gap if change.down else gap), amount.scale
        computed = Decimal(gap) / scale
        text = (
            f"{_minus(change)} = {vietnamese(computed)}, văn bản ghi "
            f"{'giảm' if change.down else 'tăng'} {vietnamese(amount.value)} (lệch {vietnamese(abs(computed - amount.value))})"
        )
        if gap < 0:
            text += "; chiều tăng, giảm ngược với hai số"
    elif amount.unit == "%":
        if earlier.unit == "%" or later.unit == "%":
            return
        grown = _growth(change)
        if grown is None or _growth_holds(change, grown):
            return
        computed = rounded((grown.low + grown.high) / 2, max(amount.places, 1))
        if abs(computed) > 1000:
            return
        text = (
            f"từ {vietnamese(earlier.value)} đến {vietnamese(later.value)} là "
            f"{'giảm' if change.down else 'tăng'} {vietnamese(computed)}%, văn bản ghi {vietnamese(amount.value)}%"
        )
    else:
        return
    approximate = any(a.qualifier for a in (amount, earlier, later))
    yield Finding(
        Kind.DIFFERENCE_MISMATCH, "warning" if approximate else "error", text, (_wide(document, change),)
    )


def _difference_holds(change: _Change, found: Sequence[Amount]) -> bool:
    """Whether the change is the difference, less than two units of the last digit off where decimals are printed."""

    def holds(later: Amount) -> bool:
        gap = _exact(later) - _exact(change.earlier)
        off = abs((-gap if change.down else gap) - _exact(change.amount))
        places = [a.places for a in (change.amount, change.earlier, later)]
        slack = Fraction(0)
        if any(places) or change.amount.scale > 1:
            slack = max(Fraction(a.scale, 10**a.places) for a in (change.amount, change.earlier, later))
        if any(a.qualifier for a in (change.amount, change.earlier, later)):
            reach = [a.interval.high - a.interval.low for a in (change.amount, change.earlier, later)]
            slack = max(slack, sum(reach, start=Fraction(0)))
        return off <= slack

    return any(holds(a) for a in (change.later, *(f for f in found if f.unit == change.later.unit)))


def _exact(amount: Amount) -> Fraction:
    return Fraction(amount.value) * amount.scale


def _growth(change: _Change) -> Interval | None:
    earlier, later = change.earlier.interval, change.later.interval
    gap = earlier - later if change.down else later - earlier
    if earlier.low <= 0:
        return None
    if gap.low < 0:
        return Interval(100 * gap.low / earlier.low, 100 * gap.high / earlier.low)
    return percentage(gap, earlier)


def _growth_holds(change: _Change, grown: Interval) -> bool:
    amount = change.amount
    return percentage_agrees(amount.value, amount.places, amount.qualifier, grown)


def _minus(change: _Change) -> str:
    first, second = (change.earlier, change.later) if change.down else (change.later, change.earlier)
    return f"{vietnamese(first.value)} - {vietnamese(second.value)}"


def _span(change: _Change) -> tuple[int, int]:
    three = (change.amount, change.earlier, change.later)
    return min(a.start for a in three), max(a.end for a in three)


def _wide(document: Document, change: _Change) -> tuple[int, int]:
    start, end = _span(change)
    return max(
        document.view.rfind(" ", 0, max(0, start - 12)) + 1, document.view.rfind("\n", 0, start) + 1
    ), end


def find_told_apart(document: Document, facts: Facts) -> Iterator[Finding]:
    """`Giải ngân 1.047 tỷ đồng. So với năm trước (867 tỷ đồng), tăng 181 tỷ đồng`: the later number stands a sentence before.

    Which number that is, no word says: something is reported only where one number of the paragraph gives nearly, or
    but for one slip, the change that is printed, and none gives it.
    """
    for block in prose(document):
        before: list[Amount] = []
        for start, end in sentences(document, block.start, block.end):
            found = amounts(document, facts, start, end)
            for i in range(1, len(found)):
                yield from _told_apart(document, start, found[i - 1], found[i], [*before, *found[: i - 1]])
            before = [*before, *found][-_MANY:]


def _told_apart(
    document: Document, start: int, earlier: Amount, amount: Amount, others: Sequence[Amount]
) -> Iterator[Finding]:
    view = document.view
    word = _words().change.search(view, max(start, amount.start - 24), amount.start)
    if word is None or not _COMPARED.search(view, max(start, earlier.start - 90), earlier.start):
        return
    between = view[earlier.end : word.start()]
    known = (earlier, amount, *others)
    if not _CLOSED.fullmatch(between) or not same_unit(earlier, amount) or _OTHER.search(between):
        return
    if any(a.qualifier or a.out_of is not None for a in (earlier, amount)) or amount.unit == "%":
        return
    down = " ".join(word["c"].lower().split()) in _words().down
    laters = [a for a in others if a.unit and same_unit(a, earlier) and not a.qualifier and a.out_of is None]
    changes = [_Change(amount, down, earlier, later) for later in laters]
    if any(_difference_holds(change, known) for change in changes):
        return
    near = []
    for change in changes:
        gap = _exact(change.later) - _exact(change.earlier)
        gap = -gap if down else gap
        scaled = [gap / amount.scale, Fraction(amount.value)]
        digits = [int(n * 10**amount.places) for n in scaled]
        if gap > 0 and (20 * abs(scaled[0] - scaled[1]) <= scaled[1] or one_slip(*digits)):
            near.append(change)
    if len({c.later.value for c in near}) == 1:
        yield from _judge(document, near[0], [amount, earlier])


CHECKS: tuple[Check, ...] = (
    Check((Kind.DIFFERENCE_MISMATCH,), find_differences),
    Check((Kind.DIFFERENCE_MISMATCH,), find_told_apart),
)
