"""Totals in prose against their parts: `tổng cộng 244 nhiệm vụ, trong đó: …`, with nested brackets and lists of lines.

What adds up in any plausible reading is silent: parts may hold parts of their own, a list may end at a semicolon or go
on after it, and the total may be any amount before the list. `gồm` and its like name all parts; `trong đó` names all
only where the parts divide the whole between them (`đúng hạn … quá hạn`), otherwise no more than some.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import patterns
from extract.checking.amounts import Amount, amounts, prose
from extract.checking.arithmetic import adds_up, leaning, prefix_sums, total
from extract.checking.model import Check, Finding, Kind, Severity
from extract.checking.numbers import vietnamese
from extract.facts.model import Facts
from extract.facts.sentences import sentence_at, sentences
from extract.structure.model import Document, Section

Cue = Literal["all", "some", "bracket", "colon"]

_BREAK = re.compile(r"[,;:.(\n]\s|[(]|\s(?:và|với|cùng)\s")
_UNNUMBERED = re.compile(r"[,;]?\s(?:và|cùng|với)\s[^\d.;]{4,}$|[,;]\s(?:[A-ZĐ]|đại diện)[^\d.;]{3,}$")
_FOOTNOTE = re.compile(r"\[\d{1,2}\]\s?")
_MANY = 40
_REACH = 220
_FAMILY_REACH = 60


@dataclass(frozen=True, slots=True)
class _Words:
    cue: re.Pattern[str]
    exhaustive: frozenset[str]
    comparison: re.Pattern[str]
    closing: re.Pattern[str]
    overlapping: re.Pattern[str]
    scale: re.Pattern[str]
    limit: re.Pattern[str]
    families: tuple[tuple[tuple[re.Pattern[str], ...], int], ...]
    pairs: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{patterns.alternation(words)})(?!\w)", re.IGNORECASE)


@functools.cache
def _words() -> _Words:
    data: dict[str, Any] = patterns.data("checks")["sums"]
    cues = patterns.alternation([*data["exhaustive"], *data["partial"]])
    return _Words(
        cue=re.compile(
            rf"(?P<before>[^;.:()]{{0,90}}?)(?P<open>[,;.:(]?\s?\(?)\s?(?<!\w)(?P<cue>{cues})(?!\w)(?P<colon>\s?(?:có)?\s?:)?",
            re.IGNORECASE,
        ),
        exhaustive=frozenset(data["exhaustive"]),
        comparison=_any(data["comparison"]),
        closing=_any(data["closing"]),
        overlapping=_any(data["overlapping"]),
        scale=_any(data["scale"]["words"]),
        limit=_any(data["scale"]["limits"]),
        families=tuple((tuple(_any(c) for c in f["classes"]), f["needed"]) for f in data["family"]),
        pairs=tuple((_any(p["whole"]), _any(p["parts"][0]), _any(p["parts"][1])) for p in data["pair"]),
    )


@dataclass(frozen=True, slots=True)
class _List:
    """A stated whole, other amounts that may be meant by it, and the parts named after it.

    `further` are amounts after the parts that may still belong to them; `labels` what each part is called.
    """

    whole: Amount
    others: tuple[Amount, ...]
    parts: tuple[Amount, ...]
    further: tuple[Amount, ...]
    labels: tuple[str, ...]
    cue: Cue
    colon: bool = False
    open: bool = False
    """Whether members without a number, or amounts of another kind, stand among the parts."""


def find_sums(document: Document, facts: Facts) -> Iterator[Finding]:
    """Totals in prose that their parts do not give."""
    for block in prose(document):
        spans = sentences(document, block.start, block.end)
        before = _of_footnote(document, facts, block.start)
        for start, end in spans:
            found = amounts(document, facts, start, end)
            if len(found) <= _MANY:
                listed = list(_lists(document, start, end, found, before))
                for each in listed:
                    yield from _judge(document, each, end)
                if not listed:
                    yield from _pairs(document, start, found)
            before = found
    yield from _line_lists(document, facts)


def _of_footnote(document: Document, facts: Facts, start: int) -> list[Amount]:
    """The amount that a footnote beginning here explains: `21 nhiệm vụ[1]` over `[1] Trong đó: …`."""
    label = _FOOTNOTE.match(document.view, start)
    at = document.view.rfind(label[0], 0, start) if label else -1
    if at < 0:
        return []
    own = sentence_at(document, at)
    return [a for a in amounts(document, facts, own[0], at + 1) if 0 <= at - a.end <= 1]


def _lists(
    document: Document, start: int, end: int, found: Sequence[Amount], before: Sequence[Amount]
) -> Iterator[_List]:
    view, words = document.view, _words()
    # A sentence that opens with the cue speaks of the last total of the sentence before it.
    if (
        before
        and (opening := words.cue.match(view, _after_label(view, start), min(end, start + 40)))
        and not opening["before"].strip()
    ):
        # The amounts of two sentences share no brackets.
        yield from _list(document, before[-1], before, found, 0, opening, end)
    for i, amount in enumerate(found):
        following = found[i + 1 :]
        if not following or not amount.counted:
            continue
        limit = following[0].start
        cue = words.cue.match(view, amount.end, limit)
        if cue is not None and len(cue["before"]) < 90 and not words.closing.search(cue["before"]):
            yield from _list(document, amount, found[: i + 1], following, amount.depth, cue, end)
            continue
        gap = view[amount.end : limit]
        bracket = re.match(r"(?:[^.;:,()\d]{0,60})\(\s?[^().;]{0,40}$", gap)
        if bracket is not None and following[0].depth == amount.depth + 1:
            yield from _list(document, amount, found[: i + 1], following, amount.depth, None, end)
        elif re.match(r"(?:[^.;:,()\d]{0,60}):\s?[^().;:]{0,50}$", gap):
            yield from _list(document, amount, found[: i + 1], following, amount.depth, None, end, colon=True)


def _after_label(view: str, start: int) -> int:
    label = _FOOTNOTE.match(view, start)
    return label.end() if label else start


def _list(
    document: Document,
    whole: Amount,
    others: Sequence[Amount],
    following: Sequence[Amount],
    depth: int,
    cue: re.Match[str] | None,
    end: int,
    *,
    colon: bool = False,
) -> Iterator[_List]:
    view, words = document.view, _words()
    kind: Cue = "colon" if colon else "bracket"
    if cue is not None:
        kind = "all" if " ".join(cue["cue"].lower().split()) in words.exhaustive else "some"
        colon = bool(cue["colon"])
        if whole.group == "score" and words.scale.search(view, _segment(view, whole.start), whole.start):
            kind = "all"
    inside = following[0].depth if following else depth
    if inside < depth or not whole.counted or whole.unit in ("", "%"):
        return
    parts: list[Amount] = []
    further: list[Amount] = []
    labels: list[str] = []
    position = cue.end() if cue is not None else whole.end
    mark = ""
    ended = loose = False
    skipping = False
    for amount in following:
        gap = view[position : amount.start]
        if amount.depth < inside:
            # The bracket that held the parts is closed.
            break
        if amount.depth > inside:
            continue
        here = _mark(gap)
        if skipping:
            # The parts of a part, until the next member of the list.
            if mark == ";" and ";" in gap:
                skipping = False
            else:
                continue
        position = amount.end
        # What is compared with the member before (`tăng 09 văn bản so với năm 2022`) ends with its mark.
        said = re.split(r"[,;:]", _after_brackets(gap) if parts else gap[-25:])[-1]
        if amount.group == "score":
            # `điểm thẩm định tối đa 70 điểm`: what a part of the scale is worth.
            said = words.limit.sub("", said)
        compared = words.comparison.search(said)
        if words.closing.search(_after_brackets(gap)):
            ended = True
        if parts and mark == "," and (here == ";" or re.search(r"\.\s", gap)):
            ended = True
        if amount.group in ("percent", "duration") and whole.group != amount.group:
            continue
        if not _same_kind(whole, amount) or amount.out_of is not None:
            # `07 sở, 04 huyện, 12 người`: what else the list holds is not known.
            loose = loose or bool(parts and not compared and not ended)
            continue
        if compared:
            continue
        if len(parts) == 1 and not ended:
            mark = here
        if ended:
            further.append(amount)
            continue
        if parts and words.cue.match(gap) and words.cue.match(gap)["open"].strip():  # type: ignore[index]
            if mark in ("", ";") and len(parts) > 1:
                skipping = True
                continue
            ended = True
            further.append(amount)
            continue
        parts.append(amount)
        labels.append(gap)
    if not parts or (len(parts) < 2 and (kind != "some" or not parts[0].interval.above(whole.interval))):
        return
    tail = view[parts[-1].end : _list_end(view, parts[-1].end, end)]
    open_ = loose or any(_unnumbered(view, a, b) for a, b in itertools.pairwise(parts))
    open_ = open_ or bool(_UNNUMBERED.match(tail)) or "..." in tail or "…" in tail
    same = tuple(o for o in others if o is not whole and _same_kind(o, parts[0]) and o.counted)
    yield _List(whole, same, tuple(parts), tuple(further), tuple(labels), kind, colon, open_)


def _list_end(view: str, offset: int, end: int) -> int:
    match = re.compile(r"[;)]|\.\s|\.$").search(view, offset, end)
    return match.start() if match else end


def _mark(gap: str) -> str:
    """What separates two members of a list: `;`, `,` or nothing; what stands in brackets is not looked at."""
    bare = re.sub(r"\([^()]*\)", "", gap)
    return ";" if ";" in bare else "," if "," in bare or " và " in bare else ""


def _after_brackets(gap: str) -> str:
    return re.sub(r"\([^()]*\)?", " ", re.sub(r"^[^()]*\)", "", gap))


def _unnumbered(view: str, first: Amount, second: Amount) -> bool:
    """Whether between two parts stands a member without a number: `05 sở, Văn phòng UBND tỉnh và 04 huyện`."""
    gap = _after_brackets(view[first.end : second.start])
    segments = [s for s in re.split(r"[,;]|\svà\s", gap) if len(s.split()) > 1]
    return any(re.match(r"\s?[A-ZĐ]\w", s) for s in segments[:-1])


def _same_kind(whole: Amount, part: Amount) -> bool:
    """Whether a part may be counted into the whole: the same unit, no unit, or a kind of it."""
    if part.unit == "" or whole.unit == part.unit:
        return part.unit != "" or whole.group not in ("percent", "measure")
    if "?" in (whole.group, part.group) or "" in (whole.group, part.group):
        return False
    if whole.group in ("measure", "percent", "duration", "score"):
        return False
    return whole.group == part.group or {whole.group, part.group} == {"bodies", "places"}


def _holds(each: _List) -> bool:
    parts = [p.interval for p in each.parts]
    extended = [*parts, *(f.interval for f in each.further[:6])]
    wholes = [each.whole.interval, *(o.interval for o in each.others)]
    if any(adds_up(w, extended) for w in wholes):
        return True
    # A total before the list, less what was said of it before: `tiếp nhận 50, chuyển kỳ trước 12, gồm …`.
    return any(s.meets(w) for s in prefix_sums(extended) for w in wholes)


def _judge(document: Document, each: _List, end: int) -> Iterator[Finding]:
    words = _words()
    if _holds(each):
        yield from _exactly(document, each)
        return
    whole, added = each.whole.interval, total(p.interval for p in each.parts)
    texts = [label_of(document, p) for p in each.parts]
    over = added.above(whole)
    single = next((p for p in each.parts if p.interval.above(whole)), None)
    if len(each.parts) == 1 and any(not each.parts[0].interval.above(o.interval) for o in each.others):
        return
    family = is_family(texts)
    overlapping = any(words.overlapping.search(t) for t in [*texts, *each.labels])
    close = 20 * abs(added.low - whole.low) <= 3 * whole.low
    severity: Severity | None = None
    if whole.high <= 1 or any(p.interval.low > 50 * whole.high for p in each.parts):
        return
    if each.cue == "all":
        if over or not each.open:
            severity = "error"
    elif each.cue in ("colon", "bracket"):
        if not each.open and (family or close):
            severity = "error"
    elif over:
        if single is not None and not overlapping and each.whole.unit == single.unit:
            severity = "error"
        elif not overlapping and (family or each.colon or close):
            severity = "error" if family or each.colon else "warning"
    elif not each.open and (family or (each.colon and len(each.parts) > 2 and close)):
        severity = "error"
    if severity is None or (overlapping and over and not family and each.cue != "all"):
        return
    if severity == "error" and any(leaning(a.qualifier) for a in (each.whole, *each.parts)):
        severity = "warning"
    yield _finding(document, each.whole, each.parts, severity)


def _exactly(document: Document, each: _List) -> Iterator[Finding]:
    """`hơn 716 đơn` whose parts make exactly 716."""
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


def is_family(texts: Sequence[str]) -> bool:
    """Whether the parts divide a whole between them: all name classes of one family, and enough of them."""
    for k, (_, needed) in enumerate(_words().families):
        named = [_class_in(text, k) for text in texts]
        if None not in named and len(set(named)) >= needed:
            return True
    return False


def family_class(text: str) -> tuple[int, int] | None:
    """The family and class that a label names (`đúng hạn`), where it names just one."""
    found = [(k, c) for k in range(len(_words().families)) if (c := _class_in(text, k)) is not None]
    return found[0] if len(found) == 1 else None


def _class_in(text: str, family: int) -> int | None:
    # Of two classes in one label the longer word is meant: `chưa hoàn thành` holds `hoàn thành`.
    classes = _words().families[family][0]
    hits = [(len(m[0]), i) for i, c in enumerate(classes) if (m := c.search(text))]
    return max(hits)[1] if hits else None


def label_of(document: Document, amount: Amount) -> str:
    """The words that name an amount: those before it in its segment, and after it up to the next mark."""
    view = document.view
    start = _segment(view, amount.start)
    after = re.compile(r"[^,;.:()\d]{0,50}").match(view, amount.end)
    return view[start : after.end() if after else amount.end]


def _segment(view: str, offset: int) -> int:
    low = max(0, offset - _FAMILY_REACH)
    start = low
    for match in _BREAK.finditer(view, low, offset):
        start = match.end()
    while view[start : start + 1] in (" ", "\n") and start < offset:
        start += 1
    if start == low and low:
        # Not in the middle of a word.
        start = view.find(" ", low, offset) + 1 or offset
    return start


def _spans(document: Document, whole: Amount, parts: Iterable[Amount]) -> tuple[tuple[int, int], ...]:
    return tuple((_segment(document.view, a.start), a.end) for a in (whole, *parts))


def _finding(document: Document, whole: Amount, parts: Sequence[Amount], severity: Severity) -> Finding:
    """The finding that parts do not add up to their whole, with the arithmetic shown."""
    shown = " + ".join(_shown(p, whole) for p in parts)
    added = sum((p.value * p.scale for p in parts), start=whole.value * 0) / whole.scale
    gap = added - whole.value
    said = "thừa" if gap > 0 else "thiếu"
    unit = f" {whole.unit}" if whole.unit else ""
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
            view[_segment(view, first.start) : first.start],
            view[_segment(view, second.start) : second.start],
        )
        for whole_words, a, b in _words().pairs:
            if not ((a.search(one) and b.search(two)) or (b.search(one) and a.search(two))):
                continue
            if _words().closing.search(one + two) or _words().comparison.search(two):
                continue
            wholes = [
                w for w in counted[: j - 1] if w.unit == first.unit == second.unit and w.depth <= first.depth
            ]
            named = [w for w in wholes if whole_words.search(view[_segment(view, w.start) : w.start])]
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


_LEAD = re.compile(r":\s*$")
_LABELS = re.compile(r"(?:[a-zđ]\)|\d{1,2}[.)]|\(\d{1,2}\)|[-+•*])$")


def _line_lists(document: Document, facts: Facts) -> Iterator[Finding]:
    """A total whose parts are the items of the list below it: `Thang điểm là 100 điểm, gồm:` over `a) …: 40 điểm`."""
    children: dict[int, list[Section]] = {}
    for section in document.sections:
        if section.parent is not None:
            children.setdefault(section.parent, []).append(section)
    for ordinal, items in children.items():
        parent = document.sections[ordinal]
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
        cue = _words().cue.search(gap)
        if len(gap) > 90 or (gap.strip(" :") and cue is None and whole.group != "score"):
            continue
        parts = [_item_part(document, facts, whole, item, items[k + 1 :]) for k, item in enumerate(items)]
        if any(p is None for p in parts):
            continue
        named = [p for p in parts if p is not None]
        partial = cue is not None and " ".join(cue["cue"].lower().split()) not in _words().exhaustive
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
    return None if _words().comparison.search(view[item.body_start : found[0].start][-14:]) else found[0]


CHECKS: tuple[Check, ...] = (Check((Kind.SUM_MISMATCH,), find_sums),)
