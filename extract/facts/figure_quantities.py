"""The quantities of a stretch of text: numbers with their units, their totals and ranges, look-alikes left out."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import patterns
from extract.facts.figure_bare import bare_unit
from extract.facts.figure_phrases import closing_words
from extract.facts.figure_quantity import Quantity
from extract.facts.figure_sums import compound, counts_in_words, share_units, with_ratios
from extract.facts.figure_units import Unit, read_unit
from extract.structure.model import Document
from extract.values.numbers import Number, Separators, parse_number

# `khoản 2, 3 và 5`: the numbers of a list belong to the label before the first of them.
_LISTED = re.compile(r"(?:\d{1,3}[a-zđ]?(?:\s?,\s?|\s?;\s?|\s+và\s+|\s?-\s?|\s+đến\s+)){1,15}$")
_RAW = re.compile(r"\d+[.,]\d+(?:[.,]\d+)*(?![\w.,/:-]\d)")
_PER = re.compile(r"/(?:năm|tháng|quý)(?!\w)")
_CLAUSE = re.compile(r"[;.]\s")
_SHORTENED = re.compile(r"giảm|rút ngắn|rút từ|xuống|tiết kiệm|bình quân|trung bình|tối đa")
_SPARED = re.compile(r"giảm|rút ngắn|rút từ|xuống|tiết kiệm|sớm hơn|bình quân")
_CONTEXT = 90
_TERM = re.compile(
    r"(?:trong|sau|trước|kể từ|chậm nhất|thời hạn|định kỳ|muộn nhất|quá hạn|liên tục|kỷ niệm|mỗi|cứ)"
    r"(?:\s(?:vòng|thời hạn|thời gian|khoảng|suốt))?(?:\s(?:là|tối đa|không quá|khoảng|hơn|gần|ít nhất))?\s?$",
    re.IGNORECASE,
)
_ANCHORED = re.compile(r"\s(?:\w+\s){0,2}(?:kể từ|tính từ|trước|sau khi|liên tục|liên tiếp|\(?20\d\d)")
_RECURRING = re.compile(r"định kỳ\s(?:\w+\s){0,2}$|/lần")
_SECOND_TOTAL = re.compile(r"(?:\s[^\W\d]+){0,4}?\s?/\s?(?P<n>\d{1,3}(?:[.,]\d{3})+|\d+)(?![\d/]|[.,]\d)")
# Between two things counted one after the other.
_LISTED_ON = re.compile(r"(?:\s[^\W\d]{1,7}){0,3}(?:[,;]\s|,?\s(?:và|cùng)\s)")
# `đứng 55 trong 63 tỉnh`: a place among others, not a share of them.
_PLACED = re.compile(
    r"(?<!\w)(?:đứng|xếp|hạng|vị trí|thứ|tốp|top)(?:\s(?:thứ|hạng|ở|vị trí|được)){0,2}\s$", re.IGNORECASE
)
_SHIFTS = re.compile(r"ca,?\s(?:và\s)?\d{1,2}\skíp")
_ONWARD = re.compile(r"\s?trở\slên|\s?trở\sxuống")


@dataclass(frozen=True, slots=True)
class _Words:
    labels: frozenset[str]
    unlabelled: frozenset[str]
    weak: frozenset[str]
    never: frozenset[str]
    openers: frozenset[str]
    qualifier: re.Pattern[str]
    qualified: tuple[str, ...]
    """The words with which a qualifier may end."""
    signs: dict[str, str]
    duration: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    data: dict[str, Any] = patterns.data("figures")["words"]
    units: dict[str, Any] = patterns.data("units_of_measure")
    between = [
        "đạt", "tăng", "giảm", "gấp", "lên", "xuống", "còn", "có", "là", "thực hiện", "chiếm", "tới", "đến", "được",
        "thanh toán", "cung cấp",
    ]  # fmt: skip
    return _Words(
        labels=frozenset(w.lower() for w in data["labels"]),
        unlabelled=frozenset(data["not_labels"]),
        weak=frozenset(w.lower() for w in data["weak_labels"]),
        never=frozenset(data["not_units"]),
        openers=frozenset(data["count_openers"]),
        qualifier=re.compile(
            rf"(?<!\w)(?<!mầm )(?<!thấp )(?<!cao )(?<!nhiều )(?<!sớm )(?<!lớn )(?<!kém )(?P<q>{patterns.alternation(data['qualifiers'])})\s(?:(?:{'|'.join(between)})\s){{0,2}}$",
            re.IGNORECASE,
        ),
        qualified=closing_words([*data["qualifiers"], *between]),
        signs=dict(data["signs"]),
        duration=re.compile(
            rf"(?<!\w)(?:{patterns.alternation(units['duration_context'])})(?!\w)", re.IGNORECASE
        ),
    )


@functools.cache
def _number() -> re.Pattern[str]:
    return patterns.rules("figures")["quantity"].pattern


def raw_numbers(document: Document) -> Separators:
    """What the numbers of a text say about its separators."""
    view = document.view
    raws: list[str] = []
    for start, end in zip(*document.digits, strict=True):
        if view[end : end + 1] not in (",", ".") or (start and _joins(view[start - 1])):
            continue
        # `1.2.` at the head of a line is the label of an item.
        if start == 0 or view[start - 1] == "\n":
            continue
        if match := _RAW.match(view, start):
            raws.append(match[0])
    return Separators.of(raws)


def _joins(char: str) -> bool:
    """Whether a character before a number makes it a part of something longer."""
    return char in ".,/:-_" or char.isalnum()


def find_quantities(
    document: Document, start: int, end: int, around: Separators, taken: Callable[[int, int], bool]
) -> list[Quantity]:
    """The quantities between two offsets, in order; `taken(start, end)` says that a number belongs to another fact."""
    view = document.view
    found: list[Quantity] = []
    position = start
    number = _number()
    starts, ends = document.digits
    i = bisect.bisect_right(ends, start)
    while i < len(starts) and starts[i] < end:
        if ends[i] <= position:
            i += 1
            continue
        begins = max(starts[i], position)
        match = None if begins and _names(view[begins - 1]) else number.match(view, begins, end)
        if match is None:
            position = ends[i]
            continue
        position = match.end()
        quantity = _read(view, start, end, match, around, taken, found)
        if quantity is not None:
            found.append(quantity)
            position = max(position, quantity.end)
    if in_words := counts_in_words(view, start, end):
        found = sorted([*found, *in_words], key=lambda q: q.number)
    if len(found) > 1 and "ứ " in view[start:end]:
        found = with_ratios(view, found, start)
    return share_units(view, found, start, end, around, taken) if found else found


def _names(char: str) -> bool:
    """Whether a character right before digits makes them part of a name or symbol."""
    return char in "/#[_" or char.isalnum()


def _read(
    view: str,
    start: int,
    end: int,
    match: re.Match[str],
    around: Separators,
    taken: Callable[[int, int], bool],
    found: Sequence[Quantity],
) -> Quantity | None:
    raw, raw_to = match["value"], match["to"]
    if taken(match.start(), match.end("value")) or (raw_to and taken(match.start("to"), match.end("to"))):
        return None
    before = view[max(start, match.start() - _CONTEXT) : match.start()]
    percent = bool(match["percent"] or (match["percent_first"] and not match["out_of"]))
    raw_of = match["out_of"] or match["out_of_words"]
    if match["out_of_words"] and _PLACED.search(before):
        return None
    confidence = 0.95
    words = _words()
    joined: tuple[Decimal, Unit] | None = None
    unit: Unit | None
    rule = "quantity"
    if percent:
        sign_end = match.end()
        per = _PER.match(view, sign_end, end)
        stop = per.end() if per else sign_end
        unit = Unit(sign_end, stop, "%" + (per[0] if per else ""), "percent", "%")
    else:
        unit = read_unit(view, match.end(), end)
        whole = Decimal(raw) if raw.isdigit() and not match["to"] else None
        joined = compound(view, before, whole, unit, end, around) if whole is not None and unit else None
        if joined is not None:
            unit = joined[1]
        listed = bool(found) and _LISTED_ON.fullmatch(view, found[-1].end, match.start()) is not None
        if unit is None or not _counts(view, before, match, unit, end, listed):
            joined = None
            last = _last_words(before.rstrip(" \"'(:"))
            unit = bare_unit(
                view,
                before,
                match,
                end,
                found,
                words.labels,
                frozenset() if any(w in words.unlabelled for w in last) else words.weak,
                last,
            )
            if unit is None:
                return None
            rule, confidence = "quantity_bare", 0.7
        elif not unit.known:
            rule, confidence = "quantity_guess", 0.6
    stop = unit.end
    if (
        raw_of is None
        and unit.kind == "count"
        and "/" in view[stop : stop + 80]
        and (second := _SECOND_TOTAL.match(view, stop, end))
    ):
        raw_of = second["n"]
        following = read_unit(view, second.end(), end)
        if following is None or not following.known:
            raw_of = None
        else:
            stop = following.end
    value = parse_number(raw, whole=unit.whole, percent=percent, around=around)
    if value is None:
        return None
    if joined is not None:
        value = Number(joined[0])
    total = parse_number(raw_of, whole=True, around=around) if raw_of else None
    upper = parse_number(raw_to, whole=unit.whole, percent=percent, around=around) if raw_to else None
    if upper is not None and upper.value <= value.value:
        return None
    qualified, qualifier = _qualifier(before, match.start(), view, stop, end)
    return Quantity(
        start=qualified,
        end=stop,
        number=match.start(),
        value=value,
        unit=unit,
        out_of=total,
        value_to=upper,
        qualifier=qualifier,
        percent=percent,
        confidence=round(confidence * value.confidence, 2),
        rule=rule,
    )


def _counts(
    view: str, before: str, match: re.Match[str], unit: Unit, end: int, in_list: bool = False
) -> bool:
    """Whether a number before this unit counts it; a number that only names something does not.

    `in_list` says that a count stands right before it: then a noun of no list may be the next thing counted.
    """
    words = _words()
    raw = match["value"]
    lead = before.rstrip(" \"'(")
    listed = _LISTED.search(lead + " ") if lead[-1:] in ",;" or lead.endswith(" và") else None
    if listed:
        lead = (lead + " ")[: listed.start()].rstrip()
    last = _last_words(lead)
    if (
        any(w in words.labels for w in last)
        and not before.endswith("(")
        and not any(w in words.unlabelled for w in last)
    ):
        return False
    if last and last[-1] == "số" and not _is_count_of(last):
        return False
    if last and last[-1] in ("năm", "tháng") and raw.isdigit() and (len(raw) == 4 or last[-1] == "tháng"):
        return False
    if unit.kind == "duration":
        return _lasts(view, before, unit, end)
    if unit.noun in words.never or _SHIFTS.match(view, unit.start, end):
        return False
    if _RECURRING.search(before[-30:]) or "/lần" in unit.text:
        return False
    if unit.known:
        # `Cơ sở 2 Bệnh viện …`: a capital after a number that a label may own begins a name.
        named = (
            view[unit.start].isupper()
            and view[unit.start : unit.start + 2].isalpha()
            and not view[unit.start + 1].isupper()
        )
        return not ((listed or named) and any(w in words.weak for w in last))
    if any(w in words.weak for w in last) or listed or (lead and lead[-1].isdigit()):
        return False
    padded = len(raw) > 1 and raw[0] == "0"
    return in_list or (padded and bool(last)) or any(w in words.openers for w in last)


def _last_words(lead: str) -> list[str]:
    """The last one to four words of a text, lower case, the longest first: `lần thứ`, `thứ`."""
    out: list[str] = []
    for word in reversed(lead[-40:].lower().split(" ")[-4:]):
        if not word.isalpha():
            break
        out.append(f"{word} {out[-1]}" if out else word)
    out.reverse()
    return out


def _is_count_of(last: list[str]) -> bool:
    return any(w in ("tổng số", "trong số", "con số", "trong tổng số", "là số") for w in last)


def _lasts(view: str, before: str, unit: Unit, end: int) -> bool:
    """Whether a span of time is an amount (`giảm từ 30 ngày xuống 20 ngày`), not a term or an age."""
    if _TERM.search(before) or _ANCHORED.match(view, unit.end, min(end, unit.end + 30)):
        return False
    clause = _CLAUSE.split(before)[-1]
    if unit.noun == "giờ" and not _SHORTENED.search(clause):
        return False
    if unit.noun in ("tháng", "năm", "tuần") and not _SPARED.search(clause):
        return "/" in unit.text
    return bool(_words().duration.search(clause)) or "/" in unit.text


def _qualifier(before: str, start: int, view: str, stop: int, end: int) -> tuple[int, str | None]:
    words = _words()
    stripped = before.rstrip()
    if stripped.endswith(tuple(words.signs)):
        for sign, word in words.signs.items():
            if stripped.endswith(sign):
                return start - (len(before) - len(stripped)) - len(sign), word
    tail = before[-45:]
    match = None
    if tail[-1:].isspace() and tail.rstrip().lower().endswith(words.qualified):
        match = words.qualifier.search(tail)
    onward = _ONWARD.match(view, stop, min(end, stop + 12))
    if match is not None:
        begins = start - len(tail) + match.start()
        word = match["q"].lower().removesuffix(" đạt").removeprefix("đạt ").strip()
        if word.startswith("ước "):
            word = word.removeprefix("ước ")
            word = "ước" if word in ("tính", "chừng") else word
        return begins, word
    if onward is not None:
        return start, "từ … trở lên" if "lên" in onward[0] else "từ … trở xuống"
    return start, None
