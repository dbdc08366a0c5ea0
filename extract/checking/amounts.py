"""The amounts in a stretch of prose: every number with its unit, brackets and qualifier, ready for arithmetic.

The figures of a document are what it says; arithmetic also needs the numbers beside them that stand without a unit
(`còn hạn 25, trễ hạn 71`), scores, and both sides of `97.204 hồ sơ/184.560 hồ sơ`. Numbers of citations, dates,
rankings and labels (`khoản 2`, `năm 2024`) are no amounts.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from weakref import WeakKeyDictionary

import patterns
from extract.checking.arithmetic import Interval, places_of, spread
from extract.facts.figure_quantities import raw_numbers
from extract.facts.figure_units import read_unit
from extract.facts.model import Facts
from extract.reading.source import Paragraph
from extract.structure.model import Document
from extract.values.numbers import NUMBER, Separators, parse_number

_NUMBER = re.compile(NUMBER)
_RATIO = re.compile(rf"\s?/\s?(?P<n>{NUMBER})(?![\d/]|-\w|/\w)")
# `97.204 hồ sơ/184.560 hồ sơ`, `1.742 người trên tổng số 1.806 biên chế`
_RATIO_AFTER_UNIT = re.compile(
    rf"(?:\s[^\W\d]+){{0,4}}?\s?(?:/|\s(?:trên|trong|/)\s(?:tổng\ssố\s)?)\s?(?P<n>{NUMBER})(?![\d/]|[.,]\d)"
)
_DATES = re.compile(
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d|(?<!\d)\d{1,2}/(?:19|20)\d\d(?!\d)"
    r"|(?:ngày|mùng|mồng|đến|từ|-)\s?(?:\d{1,2}\s?[/.-]\s?\d{1,2})(?![\d/.,%]|\s?(?:[a-zà-ỹđ]{2,}\s)?(?:hồ sơ|sở|xã|huyện))"
    # Not `lũy kế 6 tháng 1.320 hồ sơ`, `cả năm 250 hồ sơ`.
    r"|(?:(?:ngày|tháng|quý)\s\d{1,2}|(?:năm|giai đoạn|nhiệm kỳ)\s(?:19|20)\d\d)(?![.,]?\d)"
    r"(?:\s?[-,]\s?\d{4}(?!\d))*(?:\s(?:và|đến)\s\d{4}(?!\s?[^\W\d]))?"
    r"|\d{1,2}\sgiờ(?:\s\d\d)?(?!\w)|\d{1,2}h\d\d|(?<!\d)(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?!\d)",
    re.IGNORECASE,
)
_PLACES = re.compile(r"(?:thứ|hạng|vị trí|bậc|top|tốp)\s(?:thứ\s)?$", re.IGNORECASE)
# `gồm: (1) …; (2) …`: the marks of a list, not the number in `quá hạn (12)`.
_MARKED = re.compile(r"(?:^|[:;,.]\s?|\svà\s)\($")
# The members before and after a bare number of a list that gives each its own: `cấp huyện 247, cấp xã 131`.
_MEMBER_BEFORE = re.compile(r"(?<=\s)\d[\d.,]*[,;]\s(?:và\s)?[^\d,;.:()]{3,60}$")
_MEMBER_AFTER = re.compile(r"[,;]\s(?:và\s)?[^\d,;.:()]{3,60}\s\d[\d.,]*(?=[,;.)\n])")
_RANKS = re.compile(r"\s?(?:bậc|hạng|tuổi)(?!\w)")
_PERCENT = re.compile(r"\s?%")
_POINTS = re.compile(r"\s(?P<u>điểm)(?!\s(?:[a-zđ]\)?|\d+)\s(?:khoản|Điều|Mục)|\w|\sphần trăm|\s%)")
_SCALES = {"trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}
_SKIPPED_ZONES = ("letterhead", "title", "addressees", "recipients", "signature")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit at `start:end` (qualifier to unit); `number:number_end` is the number alone.

    `unit` is a noun in lower case, `%`, `điểm`, a measure without its scale (`đồng`), or empty where none is printed;
    `group` the kind of thing that it is; `depth` how many brackets stand open around it.
    """

    start: int
    end: int
    number: int
    number_end: int
    value: Decimal
    places: int
    unit: str
    group: str
    scale: int = 1
    qualifier: str | None = None
    depth: int = 0
    out_of: Amount | None = None

    @property
    def interval(self) -> Interval:
        """What the number may stand for."""
        return spread(self.value, self.places, self.qualifier, scale=self.scale)

    @property
    def counted(self) -> bool:
        """Whether this counts or measures things, so that amounts of the same unit may be added."""
        return self.group not in ("percent", "duration", "?") or self.unit == ""


@functools.cache
def _words() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    words = patterns.data("figures")["words"]
    between = "|".join(["đạt", "là", "có", "được", "với"])
    qualifiers = patterns.alternation(words["qualifiers"])
    return (
        frozenset(w.lower() for w in words["labels"]),
        frozenset(w.lower() for w in words["weak_labels"]),
        re.compile(rf"(?<!\w)(?P<q>{qualifiers})\s(?:(?:{between})\s)?$", re.IGNORECASE),
    )


_known: WeakKeyDictionary[Document, tuple[Separators, list[tuple[int, int]]]] = WeakKeyDictionary()


def prose(document: Document) -> list[Paragraph]:
    """The paragraphs of a document in which arithmetic is looked for, in order."""
    return [
        b
        for b in document.blocks
        if isinstance(b, Paragraph) and document.zone_at(b.start) not in _SKIPPED_ZONES
    ]


def amounts(document: Document, facts: Facts, start: int, end: int, *, labels: bool = True) -> list[Amount]:
    """The amounts between two offsets of prose, in order; without `labels` also numbers that may only be labels."""
    if not any(c.isdigit() for c in document.view[start:end]):
        return []
    around, taken = _context(document, facts)
    view = document.view
    found: list[Amount] = []
    dates = [m.span() for m in _DATES.finditer(view, start, end)]
    position = start
    for match in _NUMBER.finditer(view, start, end):
        if match.start() < position or not _stands_alone(view, match.start(), match.end()):
            continue
        if _within(taken, match.start()) or any(s <= match.start() < e for s, e in dates):
            continue
        amount = _amount(view, start, end, match, around, dates, labels)
        if amount is not None:
            found.append(amount)
            position = amount.out_of.end if amount.out_of is not None else amount.number_end
    return found


def _context(document: Document, facts: Facts) -> tuple[Separators, list[tuple[int, int]]]:
    known = _known.get(document)
    if known is None:
        taken = sorted((c.start, c.end) for c in facts.citations)
        known = _known[document] = raw_numbers(document), taken
    return known


def _within(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    i = bisect.bisect_right(spans, (offset, 1 << 60)) - 1
    return any(s <= offset < e for s, e in spans[max(0, i - 2) : i + 1])


def _stands_alone(view: str, start: int, end: int) -> bool:
    before = view[start - 1 : start]
    if before.isalnum() or before in ("/", "_", "#", "[", ".", ","):
        return False
    if before == "-" and view[start - 2 : start - 1].strip():
        return False
    after = view[end : end + 2]
    return not (after[:1].isalpha() or (after[:1] in "-_" and after[1:2].isalnum()) or after[:1] == "]")


def _amount(
    view: str,
    start: int,
    end: int,
    match: re.Match[str],
    around: Separators,
    dates: Sequence[tuple[int, int]],
    with_labels: bool,
) -> Amount | None:
    labels, weak, _ = _words()
    before = view[max(start, match.start() - 45) : match.start()]
    if _MARKED.search(before) and view[match.end() : match.end() + 1] == ")":
        return None
    if _PLACES.search(before) or _RANKS.match(view, match.end(), end):
        return None
    if _RATIO.match(view, match.end(), end) is None and view[match.end() : match.end() + 1] == "/":
        return None
    out_of: Amount | None = None
    stop = match.end()
    if ratio := _RATIO.match(view, match.end(), end):
        stop = ratio.end("n")
    read = _unit(view, stop, end)
    if (
        ratio is None
        and read is not None
        and (second := _RATIO_AFTER_UNIT.match(view, read.end, end))
        and not any(s <= second.start("n") < e for s, e in dates)
        and (other := _unit(view, second.end("n"), end)) is not None
        and (other.unit == read.unit or other.group == read.group)
        and read.group not in ("percent", "duration")
    ):
        out_of = _value(view, second.start("n"), second.end("n"), other, around)
    if read is None:
        last = before.rstrip(" \"'").rsplit(" ", 2)[-2:]
        if with_labels and any(" ".join(last[i:]).lower() in labels for i in range(len(last))):
            return None
        if (
            with_labels
            and last
            and last[-1].lower() in weak
            and view[match.start() - 1 : match.start()] != "("
            and not _in_a_row(view, start, match.start(), match.end())
        ):
            return None
        read = _Unit(stop, stop, "", "", 1, False)
    if ratio is not None:
        out_of = _value(view, ratio.start("n"), ratio.end("n"), read, around)
    amount = _value(view, match.start(), match.end(), read, around)
    if amount is None:
        return None
    if out_of is not None and out_of.value < amount.value and out_of.unit in ("", "điểm"):
        out_of = None
    qualified = _words()[2].search(before)
    if qualified is not None and amount.unit == "điểm" and qualified["q"].lower() in ("tối đa", "tối thiểu"):
        # What a criterion is worth is said exactly.
        qualified = None
    return replace(
        amount,
        start=match.start() - (len(before) - qualified.start()) if qualified else match.start(),
        qualifier=qualified["q"].lower() if qualified else None,
        depth=_depth(view, start, match.start()),
        out_of=out_of,
        end=max(amount.end, out_of.end if out_of else 0),
    )


def _in_a_row(view: str, start: int, number: int, end: int) -> bool:
    """Whether bare numbers of the same kind of list stand beside: `cấp tỉnh 1.498, cấp huyện 247, cấp xã 131`."""
    if re.fullmatch(r"\d+,\d+", view[number:end]):
        # Labels have no decimals.
        return True
    return bool(
        _MEMBER_BEFORE.search(view, max(start, number - 80), number)
        or _MEMBER_AFTER.match(view, end, min(len(view), end + 80))
    )


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    unit: str
    group: str
    scale: int
    whole: bool


def _unit(view: str, offset: int, limit: int) -> _Unit | None:
    if percent := _PERCENT.match(view, offset, limit):
        return _Unit(offset, percent.end(), "%", "percent", 1, False)
    if points := _POINTS.match(view, offset, limit):
        return _Unit(offset, points.end(), "điểm", "score", 1, False)
    if view[offset : offset + 1] not in (" ", ""):
        return None
    unit = read_unit(view, offset, limit)
    if unit is None:
        return None
    scale, words = 0, unit.text.split()
    while words and words[0].lower() in _SCALES:
        scale += _SCALES[words.pop(0).lower()]
    if unit.kind == "measure":
        text = " ".join(words)
        group = "percent" if text in ("điểm phần trăm", "điểm %", "phần trăm") else "measure"
        return _Unit(unit.start, unit.end, "%" if group == "percent" else text, group, 10**scale, unit.whole)
    if unit.kind == "duration":
        return _Unit(unit.start, unit.end, unit.text, "duration", 1, True)
    if not unit.known:
        # A guess, which may as well be the next word of the sentence.
        return _Unit(unit.start, unit.start, unit.noun, "?", 10**scale, False)
    return _Unit(unit.start, unit.end, unit.noun.lower(), unit.group, 10**scale, unit.whole)


def _value(view: str, start: int, end: int, unit: _Unit, around: Separators) -> Amount | None:
    raw = view[start:end]
    percent = unit.group in ("percent", "score")
    number = parse_number(raw, whole=unit.whole and unit.group != "duration", percent=percent, around=around)
    if number is None:
        return None
    stop = max(end, unit.end)
    places = places_of(raw, number.value)
    return Amount(start, stop, start, end, number.value, places, unit.unit, unit.group, unit.scale)


def _depth(view: str, start: int, offset: int) -> int:
    # `a)` closes nothing that was open.
    depth = 0
    for char in view[start:offset]:
        if char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
    return depth


def same_unit(first: Amount, second: Amount) -> bool:
    """Whether two amounts count the same: one unit, or one the other with a word more (`hộ`, `hộ nghèo`)."""
    one, two = first.unit, second.unit
    return one == two or (bool(one and two) and (one.startswith(f"{two} ") or two.startswith(f"{one} ")))
