"""Totals in prose against their parts: `tổng cộng 318 nhiệm vụ, trong đó: …`, with nested brackets and lists of lines.

What adds up in any plausible reading is silent: parts may hold parts of their own, a list may end at a semicolon or go
on after it, and the total may be any amount before the list. `gồm` and its like name all parts; `trong đó` names all
only where the parts divide the whole between them (`đúng hạn … quá hạn`), otherwise no more than some.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.checking.amounts import Amount, amounts, prose
from extract.checking.arithmetic import adds_up, leaning, prefix_sums, slipped_sum, total
from extract.checking.listing import (
    FOOTNOTE,
    Listed,
    divides,
    is_family,
    items_below,
    label_of,
    listed,
    segment,
    words,
)
from extract.checking.model import Check, Finding, Kind, Severity
from extract.checking.numbers import vietnamese
from extract.facts.model import Facts
from extract.facts.sentences import sentence_at, sentences
from extract.structure.model import Document, Section

_MANY = 40


def find_sums(document: Document, facts: Facts) -> Iterator[Finding]:
    """Totals in prose that their parts do not give."""
    for block in prose(document):
        spans = sentences(document, block.start, block.end)
        before = _of_footnote(document, facts, block.start)
        for start, end in spans:
            found = amounts(document, facts, start, end)
            if len(found) <= _MANY:
                found_lists = list(listed(document, start, end, found, before))
                for each in found_lists:
                    if not _runs_up(document, facts, each, start, end):
                        yield from _judge(document, each, start, end)
                if not found_lists:
                    yield from _pairs(document, start, found)
            before = found
    yield from _linelisted(document, facts)


def _of_footnote(document: Document, facts: Facts, start: int) -> list[Amount]:
    """The amount that a footnote beginning here explains: `21 nhiệm vụ[1]` over `[1] Trong đó: …`."""
    label = FOOTNOTE.match(document.view, start)
    at = document.view.rfind(label[0], 0, start) if label else -1
    if at < 0:
        return []
    own = sentence_at(document, at)
    return [a for a in amounts(document, facts, own[0], at + 1) if 0 <= at - a.end <= 1]


def _holds(document: Document, each: Listed) -> bool:
    """Whether some reading of the list adds up."""
    parts = [p.interval for p in each.parts]
    extended = [*parts, *(f.interval for f in each.further[:6])]
    if each.cue == "all" and not each.open and is_family([label_of(document, p) for p in each.parts]):
        # `giải quyết 241, gồm: đúng hạn 226, quá hạn 15; đang giải quyết 77`: the list is known to be whole.
        extended = parts
    wholes = [each.whole.interval, *(o.interval for o in each.others)]
    if any(adds_up(w, extended) for w in wholes):
        return True
    # A total before the list, less what was said of it before: `tiếp nhận 50, chuyển kỳ trước 12, gồm …`.
    return any(s.meets(w) for s in prefix_sums(extended) for w in wholes)


def _runs_up(document: Document, facts: Facts, each: Listed, start: int, end: int) -> bool:
    """Whether numbers that follow each other in the list add up, were they taken for parts or not.

    A whole may be divided twice (`gồm: nghỉ hưu 81, thôi việc 6; chia theo khối: …`), and a part may look like a label
    (`cấp xã 131`) or a comparison: a sum that some reading of the sentence gives is no mistake.
    """
    if _holds(document, each):
        return False
    every = amounts(document, facts, start, end, labels=False)
    depth = each.parts[0].depth
    rows = [
        a.interval
        for a in every
        if a.start >= each.whole.end
        and a.depth == depth
        and a.group not in ("percent", "duration")
        and a.out_of is None
    ][:24]
    whole = each.whole.interval
    return any(s.meets(whole) for k in range(len(rows)) for s in prefix_sums(rows[k:]))


def _judge(document: Document, each: Listed, start: int, end: int) -> Iterator[Finding]:
    known = words()
    if _holds(document, each):
        yield from _exactly(document, each)
        return
    whole, added = each.whole.interval, total(p.interval for p in each.parts)
    texts = [label_of(document, p) for p in each.parts]
    over = added.above(whole)
    single = next((p for p in each.parts if p.interval.above(whole)), None)
    if len(each.parts) == 1 and any(not each.parts[0].interval.above(o.interval) for o in each.others):
        return
    family = is_family(texts) or divides(each.whole, each.parts)
    # `…; 12 bài khác`: nothing is left that is not named.
    family = family or (len(each.parts) > 2 and words().rest.search(texts[-1]) is not None and _alike(each))
    overlapping = any(known.overlapping.search(t) for t in [*texts, *each.labels])
    close = 20 * abs(added.low - whole.low) <= 3 * whole.low
    if over and leaning(each.whole.qualifier) == "above":
        # `ít nhất 15 thủ tục, gồm 8 … và 9 …`: as many as were asked for, and more.
        return
    if over and known.twice.search(document.view, start, end):
        return
    if not over and known.mostly.search(document.view, each.whole.end, each.parts[0].start):
        return
    severity: Severity | None = None
    if whole.high <= 1 or any(p.interval.low > 50 * whole.high for p in each.parts):
        return
    if each.cue == "all":
        if over or not each.open:
            severity = "error"
    elif each.cue in ("colon", "bracket"):
        if not each.open and (family or close or _named_total(document, each)):
            severity = "error"
        elif not each.open and _slipped(each):
            severity = "warning"
    elif over:
        if single is not None and not overlapping and each.whole.unit == single.unit:
            severity = "error"
        elif not overlapping and (family or each.colon or (close and len(each.parts) > 2)):
            severity = "error" if family or each.colon else "warning"
    elif not each.open and (family or (each.colon and len(each.parts) > 2 and close)):
        severity = "error"
    elif not each.open and _slipped(each) and (each.colon or 50 * abs(added.low - whole.low) <= whole.low):
        # So near, and one slip of the typist away: they were meant to be all parts.
        severity = "warning"
    if severity is None or (overlapping and over and not family and each.cue != "all"):
        return
    if severity == "error" and any(leaning(a.qualifier) for a in (each.whole, *each.parts)):
        severity = "warning"
    yield _finding(document, each.whole, each.parts, severity)


def _named_total(document: Document, each: Listed) -> bool:
    """Whether the whole is called a total (`tổng cộng có 99 lớp: …`) and all parts count the same."""
    before = document.view[segment(document.view, each.whole.start) : each.whole.number]
    return len(each.parts) > 1 and words().total.search(before) is not None and _alike(each)


def _slipped(each: Listed) -> bool:
    """Whether at least three parts that count the same would add up but for one slip of the typist."""
    parts = [p.value for p in each.parts]
    return len(parts) > 2 and _alike(each) and slipped_sum(each.whole.value, parts)


def _alike(each: Listed) -> bool:
    return all(p.unit == each.whole.unit and p.scale == each.whole.scale for p in each.parts)


def _exactly(document: Document, each: Listed) -> Iterator[Finding]:
    """`hơn 534 đơn` whose parts make exactly 534."""
    kind = leaning(each.whole.qualifier)
    if (
        kind not in ("above", "below")
        or any(p.qualifier or p.places for p in each.parts)
        or each.whole.places
    ):
        return
    if sum(p.value for p in each.parts) != each.whole.value or (each.cue == "some" and not each.colon):
        return
    shown = " + ".join(vietnamese(p.value) for p in each.parts)
    yield Finding(
        Kind.SUM_MISMATCH,
        "warning",
        f"{shown} = {vietnamese(each.whole.value)}, đúng bằng số văn bản ghi là "
        f"“{each.whole.qualifier} {vietnamese(each.whole.value)}”; có lẽ thừa chữ “{each.whole.qualifier}”",
        _spans(document, each.whole, each.parts),
    )


def _spans(document: Document, whole: Amount, parts: Iterable[Amount]) -> tuple[tuple[int, int], ...]:
    return tuple((segment(document.view, a.start), a.end) for a in (whole, *parts))


def _finding(document: Document, whole: Amount, parts: Sequence[Amount], severity: Severity) -> Finding:
    """The finding that parts do not add up to their whole, with the arithmetic shown."""
    shown = " + ".join(_shown(p, whole) for p in parts)
    added = sum((p.value * p.scale for p in parts), start=whole.value * 0) / whole.scale
    gap = added - whole.value
    said = "thừa" if gap > 0 else "thiếu"
    # With its scale where it has one: `1.360 triệu đồng`.
    unit = whole.unit if whole.scale == 1 else document.text[whole.number_end : whole.end].strip()
    unit = f" {unit}" if unit else ""
    return Finding(
        Kind.SUM_MISMATCH,
        severity,
        f"{shown} = {vietnamese(added)}, văn bản ghi {vietnamese(whole.value)}{unit} "
        f"({said} {vietnamese(abs(gap))}); nếu các phần đúng thì tổng là {vietnamese(added)}",
        _spans(document, whole, parts),
    )


def _shown(part: Amount, whole: Amount) -> str:
    return vietnamese(part.value * part.scale / whole.scale)


def _pairs(document: Document, start: int, found: Sequence[Amount]) -> Iterator[Finding]:
    """`đã giải quyết 2.241 hồ sơ, đúng hạn 2.226 hồ sơ, quá hạn 15 hồ sơ`: two parts that no cue announces."""
    view = document.view
    counted = [a for a in found if a.counted and a.group != "score" and a.out_of is None]
    for j in range(2, len(counted)):
        first, second = counted[j - 1], counted[j]
        if first.depth != second.depth or ";" in view[first.end : second.start]:
            continue
        one, two = (
            view[segment(view, first.start) : first.start],
            view[segment(view, second.start) : second.start],
        )
        for whole_words, a, b in words().pairs:
            if not ((a.search(one) and b.search(two)) or (b.search(one) and a.search(two))):
                continue
            if words().closing.search(one + two) or words().comparison.search(two):
                continue
            wholes = [
                w for w in counted[: j - 1] if w.unit == first.unit == second.unit and w.depth <= first.depth
            ]
            named = [w for w in wholes if whole_words.search(view[segment(view, w.start) : w.start])]
            parts = [w.interval for w in wholes]
            if not named or any((first.interval + second.interval).meets(w) for w in parts):
                continue
            if any(
                adds_up(w, [*parts[k + 1 :], first.interval, second.interval]) for k, w in enumerate(parts)
            ):
                continue
            whole = named[-1]
            if whole is not counted[j - 2] or view[whole.end : first.start].count(";") > 1:
                continue
            approximate = any(leaning(x.qualifier) for x in (whole, first, second))
            yield _finding(document, whole, (first, second), "warning" if approximate else "error")


def _linelisted(document: Document, facts: Facts) -> Iterator[Finding]:
    """A total whose parts are the items of the list below it: `Thang điểm là 100 điểm, gồm:` over `a) …: 40 điểm`."""
    for parent, items in items_below(document):
        own_end = items[0].start
        lead = document.view[parent.body_start : own_end].rstrip()
        if (
            len(items) < 2
            or not lead.endswith(":")
            or document.zone_at(parent.start) in ("letterhead", "recipients")
        ):
            continue
        spans = sentences(document, parent.body_start, parent.body_start + len(lead))
        stated = amounts(document, facts, *spans[-1]) if spans else []
        stated = [a for a in stated if a.counted and a.unit and leaning(a.qualifier) != "above"]
        if not stated:
            continue
        whole = stated[-1]
        gap = document.view[whole.end : parent.body_start + len(lead)]
        cue = words().cue.search(gap)
        if len(gap) > 90 or (gap.strip(" :") and cue is None and whole.group != "score"):
            continue
        parts = [_item_part(document, facts, whole, item, items[k + 1 :]) for k, item in enumerate(items)]
        if any(p is None for p in parts):
            continue
        named = [p for p in parts if p is not None]
        partial = cue is not None and " ".join(cue["cue"].lower().split()) not in words().exhaustive
        added = total(p.interval for p in named)
        if adds_up(whole.interval, [p.interval for p in named]) or added.meets(whole.interval):
            continue
        if partial and not added.above(whole.interval) and 10 * added.high < 9 * whole.interval.low:
            continue
        approximate = any(leaning(a.qualifier) for a in (whole, *named))
        finding = _finding(document, whole, named, "warning" if approximate else "error")
        lines = tuple((item.body_start, p.end) for item, p in zip(items, named, strict=True))
        yield Finding(finding.kind, finding.severity, finding.message, (finding.spans[0], *lines))


def _item_part(
    document: Document, facts: Facts, whole: Amount, item: Section, rest: Sequence[Section]
) -> Amount | None:
    """The one amount of an item that may be a part of the whole; `None` where there is none or more than one."""
    view = document.view
    end = view.find("\n", item.body_start, item.end)
    end = item.end if end < 0 else end
    found = [
        a
        for a in amounts(document, facts, item.body_start, end)
        if a.depth == 0 and a.group == whole.group and a.unit == whole.unit and a.out_of is None
    ]
    if not found or (len(found) > 1 and not re.search(r":\s?$", view[item.body_start : found[0].start])):
        return None
    return None if words().comparison.search(view[item.body_start : found[0].start][-14:]) else found[0]


CHECKS: tuple[Check, ...] = (Check((Kind.SUM_MISMATCH,), find_sums),)
