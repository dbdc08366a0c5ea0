"""Quantities that are written in more than a number and its unit.

Amounts in two units (`3 tỷ 250 triệu đồng`), shares of every so many (`cứ 10 hồ sơ thì có 7 hồ sơ`), counts in words
(`Ba cơ quan chưa gửi`), and a unit that stands only after the second number (`từ 12 lên 15 phòng`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import patterns
from extract.facts.figure_quantity import Quantity
from extract.facts.figure_units import Unit, read_unit
from extract.values.numbers import Number, Separators, parse_number, parse_words

_NUMERALS = re.compile(
    r"(?:Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười|; (?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)) "
)
_FROM = re.compile(
    r"(?<!\w)từ\s(?P<n>\d{1,3}(?:[.,]\d{3})+|\d+(?:,\d+)?)\s(?:lên|xuống|còn|xuống còn|lên thành|lên đến|thành)\s$"
)
_EVERY = re.compile(r"(?<!\w)[Cc]ứ\s(?:trung bình\s|bình quân\s|khoảng\s)?$")
_THEN = re.compile(
    r"[^.;:\d]{0,90}\sthì(?:\s(?:mới|chỉ|đã|lại|vẫn|cũng|sẽ|phải)){0,2}(?:\scó)?(?:\s(?:tới|đến|khoảng|chừng|hơn|gần|trên|dưới)){0,2}\s?"
)
_CURRENCY = re.compile(r"\s(?:đồng|VNĐ|VND|USD|đô la)(?!\w)")
# `từ 7 giờ 30 phút`, `Thời gian: 8 giờ 00 phút`: the clock, not how long something takes.
_CLOCK = re.compile(r"(?:(?:lúc|hồi|vào|trước|sau|đến|tới|mở cửa|từ)|:)\s?(?:khoảng\s)?$", re.IGNORECASE)
_SHORTENED = re.compile(r"(?<!\w)(?:giảm|rút ngắn|rút|xuống|tiết kiệm)(?!\w)")
_DAY = re.compile(r"\s?,?\s?(?:ngày|sáng|chiều|tối|thứ|hằng|hàng|các ngày|cùng ngày)(?!\w)")


@dataclass(frozen=True, slots=True)
class _Pair:
    small: re.Pattern[str]
    factor: int
    into_small: bool


@functools.cache
def _pairs() -> dict[str, _Pair]:
    data: list[dict[str, Any]] = patterns.data("units_of_measure")["compound"]
    return {
        entry["big"]: _Pair(
            re.compile(
                rf"\s(?:và\s)?(?P<n>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s(?P<unit>{patterns.alternation(entry['small'])})(?!\w)"
            ),
            entry["factor"],
            entry["into"] == "small",
        )
        for entry in data
    }


def compound(
    view: str, before: str, value: Decimal, unit: Unit, end: int, around: Separators
) -> tuple[Decimal, Unit] | None:
    """The sum and unit of an amount in two units, of which `value` and `unit` are the first."""
    pair = _pairs().get(unit.text)
    if pair is None or value != value.to_integral_value():
        return None
    match = pair.small.match(view, unit.end, end)
    small = parse_number(match["n"], whole=False, around=around) if match else None
    if match is None or small is None or small.value >= pair.factor:
        return None
    stop = match.end()
    if pair.into_small:
        if unit.text == "giờ" and (
            _DAY.match(view, stop, end) or (_CLOCK.search(before) and not _SHORTENED.search(before))
        ):
            return None
        noun = match["unit"]
        return value * pair.factor + small.value, replace(unit, end=stop, text=noun, noun=noun)
    text = unit.text
    if currency := _CURRENCY.match(view, stop, end):
        stop, text = currency.end(), text + currency[0]
    return value + small.value / pair.factor, replace(unit, end=stop, text=text, whole=False)


def with_ratios(view: str, found: list[Quantity], start: int) -> list[Quantity]:
    """Joins `cứ 10 hồ sơ thì có 7 hồ sơ số hóa` into one count, 7 of 10."""
    kept: list[Quantity] = []
    for quantity in found:
        every = kept[-1] if kept else None
        if (
            every is not None
            and quantity.unit is not None
            and quantity.unit.kind == "count"
            and quantity.out_of is None
            and quantity.value.value <= every.value.value
            and quantity.start - every.end < 130
            and (opened := _EVERY.search(view, max(start, every.start - 24), every.start))
            and _THEN.fullmatch(view, every.end, quantity.start)
        ):
            kept[-1] = replace(quantity, start=opened.start(), out_of=every.value, rule="ratio_in_words")
            continue
        kept.append(quantity)
    return kept


def counts_in_words(view: str, start: int, end: int) -> list[Quantity]:
    """Counts written as words where a sentence or a member of a list begins with them: `Ba cơ quan chưa gửi báo cáo`."""
    if not _NUMERALS.search(view, start, end):
        return []
    found: list[Quantity] = []
    for match in patterns.rules("figures")["count_in_words"].pattern.finditer(view, start, end):
        group = "word" if match["word"] else "listed"
        value = parse_words(match[group].lower())
        unit = read_unit(view, match.end(group), end)
        if (
            value is None
            or unit is None
            or unit.group not in ("bodies", "places", "people")
            or not unit.known
        ):
            continue
        found.append(
            Quantity(
                start=match.start(group),
                end=unit.end,
                number=match.start(group),
                value=Number(Decimal(value)),
                unit=unit,
                confidence=0.7,
                rule="count_in_words",
            )
        )
    return found


def share_units(
    view: str,
    found: list[Quantity],
    start: int,
    end: int,
    around: Separators,
    taken: Callable[[int, int], bool],
) -> list[Quantity]:
    """Adds the first number of `từ 12 lên 15 phòng`, whose unit stands only after the second."""
    extra: list[Quantity] = []
    for quantity in found:
        unit = quantity.unit
        if unit is None or unit.kind not in ("count", "measure"):
            continue
        before = view[max(start, quantity.number - 40) : quantity.number]
        match = _FROM.search(before) if "từ" in before else None
        if match is None:
            continue
        begins = max(start, quantity.number - 40) + match.start("n")
        value = parse_number(match["n"], whole=unit.whole, around=around)
        if value is None or taken(begins, begins + len(match["n"])):
            continue
        extra.append(
            replace(
                quantity,
                start=begins,
                end=begins + len(match["n"]),
                number=begins,
                value=value,
                out_of=None,
                value_to=None,
                qualifier=None,
                confidence=0.8,
            )
        )
    return sorted([*found, *extra], key=lambda q: q.number) if extra else found
