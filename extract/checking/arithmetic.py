"""Exact arithmetic on numbers as offices print them: rounded, cut off, or said to be about so much.

A printed number stands for an interval of the numbers that it may have been before it was printed. Counts are exact;
a number with decimals stands for everything that rounds (half up) or is cut off to it; `khoảng`, `hơn`, `gần` widen it
by one unit of its last digit that is not zero (`hơn 318.000` reaches to 319.000, `khoảng 123.747` hardly anywhere).
Two sides of an equation agree where their intervals meet. Nothing here is a binary fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

Leaning = Literal["about", "above", "below"]

_LEANINGS: dict[Leaning, tuple[str, ...]] = {
    "about": ("khoảng", "ước", "xấp xỉ", "chừng", "trung bình", "bình quân", "dự kiến", "tương đương"),
    "above": ("hơn", "trên", "quá", "tối thiểu", "ít nhất", "từ", "không dưới", "không thấp hơn", "vượt", "thấp nhất"),
    "below": ("gần", "dưới", "tối đa", "không quá", "nhiều nhất", "cao nhất", "ngót", "non", "chưa đến", "chưa tới"),
}  # fmt: skip


def leaning(qualifier: str | None) -> Leaning | None:
    """To which side a qualifier widens a number; `None` where there is no qualifier."""
    if not qualifier:
        return None
    words = f" {qualifier.lower()} "
    # The last word decides (`ước đạt hơn 500`), the longer one of two that end there (`không quá`).
    found = [
        (words.rfind(f" {opener} ") + len(opener), len(opener), kind)
        for kind, openers in _LEANINGS.items()
        for opener in openers
        if f" {opener} " in words
    ]
    return max(found)[2] if found else "about"


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    @classmethod
    def exactly(cls, value: Decimal | int | Fraction) -> Interval:
        return cls(Fraction(value), Fraction(value))

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high

    def above(self, other: Interval) -> bool:
        """Whether every number of this lies above every number of the other."""
        return self.low > other.high


def places_of(raw: str, value: Decimal) -> int:
    """How many decimals a number was printed with: `99,20` 2, `1.380` (as 1380) 0."""
    if value == value.to_integral_value() and not (raw[-3:-2] in (",", ".") or raw[-2:-1] in (",", ".")):
        return 0
    mark = max(raw.rfind(","), raw.rfind("."))
    return len(raw) - mark - 1 if mark >= 0 else 0


def last_unit(value: Decimal) -> Decimal:
    """The unit of the last digit of a number that is not zero: 318.000 gives 1.000, 0,50 gives 0,1."""
    if value == 0:
        return Decimal(1)
    digits, exponent = value.normalize().as_tuple()[1:]
    assert isinstance(exponent, int) and digits
    return Decimal(1).scaleb(exponent)


def rounded(value: Fraction, places: int) -> Decimal:
    """The number rounded half up, as offices print it: 12,345 with two decimals is 12,35."""
    return _to_places(value, places, ROUND_HALF_UP)


def cut(value: Fraction, places: int) -> Decimal:
    """The number cut off after so many decimals: 12,349 with two decimals is 12,34."""
    return _to_places(value, places, ROUND_FLOOR)


def _to_places(value: Fraction, places: int, rounding: str) -> Decimal:
    scaled = value * 10**places
    sign = -1 if scaled < 0 else 1
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    if rounding == ROUND_HALF_UP and rest * 2 >= scaled.denominator:
        whole += 1
    # From an integer of any length, so that no context rounds it again.
    return Decimal((int(sign < 0), tuple(map(int, str(whole))), -places))


def spread(value: Decimal, places: int, qualifier: str | None = None, *, scale: int = 1) -> Interval:
    """The numbers that a printed number may stand for.

    `scale` is what the unit multiplies it by (`1,2 tỷ đồng`: 1,2 with scale 1.000.000.000); a scaled number and one
    with decimals were rounded or cut off, a plain count is exact.
    """
    low = high = Fraction(value)
    if places or scale > 1:
        unit = Fraction(1, 10**places)
        low, high = low - unit / 2, high + unit
    kind = leaning(qualifier)
    if kind is not None:
        reach = Fraction(last_unit(value))
        if kind in ("about", "below"):
            low = min(low, Fraction(value) - reach)
        if kind in ("about", "above"):
            high = max(high, Fraction(value) + reach)
    return Interval(low * scale, high * scale)


def one_slip(first: int, second: int) -> bool:
    """Whether one slip of the typist makes one number the other.

    A slip is a digit changed, left out or put in too many, or two neighbours exchanged.
    """
    one, two = sorted((str(abs(first)), str(abs(second))), key=len)
    if one == two:
        return False
    if len(one) == len(two):
        at = [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
        swapped = (
            len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == two[at[1]] and one[at[1]] == two[at[0]]
        )
        return len(at) == 1 or swapped
    return len(two) == len(one) + 1 and any(two[:i] + two[i + 1 :] == one for i in range(len(two)))


def slipped_sum(whole: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether one slip in the whole or in a part would make whole numbers add up to their whole."""
    numbers = [whole, *parts]
    if any(n != n.to_integral_value() or n < 0 for n in numbers):
        return False
    gap = int(sum(parts)) - int(whole)
    if one_slip(int(whole), int(whole) + gap):
        return True
    return any(part >= gap and one_slip(int(part), int(part) - gap) for part in parts)


def total(parts: Iterable[Interval]) -> Interval:
    """The interval of a sum."""
    result = Interval.exactly(0)
    for part in parts:
        result = result + part
    return result


def percentage(part: Interval, whole: Interval) -> Interval | None:
    """What per cent one number is of another; `None` where the whole may be nothing."""
    if whole.low <= 0:
        return None
    return Interval(100 * part.low / whole.high, 100 * part.high / whole.low)


def percentage_agrees(printed: Decimal, places: int, qualifier: str | None, exact: Interval) -> bool:
    """Whether a printed percentage can come from a computed one.

    Less than one unit of the last printed digit is rounding, however it was done; `99,20%` may be `99,2%` with a zero
    added, which only its last digit that is not zero says.
    """
    unit = Fraction(1, 10**places)
    if places and printed == printed.quantize(Decimal(1).scaleb(1 - places)):
        half = 5 * unit
        if exact.low < Fraction(printed) + half and exact.high >= Fraction(printed) - half:
            return True
    low, high = Fraction(printed) - unit, Fraction(printed) + unit
    if (kind := leaning(qualifier)) is not None:
        reach = Fraction(last_unit(printed))
        low = low - reach if kind in ("about", "below") else low
        high = high + reach if kind in ("about", "above") else high
    return exact.low < high and exact.high > low


def prefix_sums(parts: Sequence[Interval]) -> list[Interval]:
    """The sums of the first two, three, … parts."""
    sums: list[Interval] = []
    running = parts[0] if parts else Interval.exactly(0)
    for part in parts[1:]:
        running = running + part
        sums.append(running)
    return sums


def adds_up(whole: Interval, parts: Sequence[Interval]) -> bool:
    """Whether some first parts, at least two, add up to the whole when parts may hold parts of their own.

    A part that the parts after it add up to may be their total (`346: 110, 27, 209`), so the run counts once.
    """
    return any(len_ > 1 and s.meets(whole) for len_, s in _readings(tuple(parts[:24])))


def _readings(parts: tuple[Interval, ...]) -> set[tuple[int, Interval]]:
    """The sums of first parts, each with how many parts it took at the top, in every way of nesting them."""
    at: list[set[tuple[int, Interval]]] = [set() for _ in range(len(parts) + 1)]
    at[0].add((0, Interval.exactly(0)))
    found: set[tuple[int, Interval]] = set()
    for i, part in enumerate(parts):
        if not at[i]:
            continue
        ends = {i + 1}
        for k, s in enumerate(prefix_sums(parts[i + 1 :])):
            if s.meets(part):
                ends.add(i + 3 + k)
        # Plain adding and nesting both stay open; a bound keeps the readings few.
        for count, running in list(at[i])[:64]:
            reading = (count + 1, running + part)
            found.add(reading)
            for end in ends:
                at[end].add(reading)
    return found
