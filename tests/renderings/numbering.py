"""Labels that a word processor counts by itself: which of the printed ones it would print just so.

Word has no Vietnamese letters: its `a) b) c) d)` goes on with `e)` where the Vietnamese list has `đ)`. Such lists, and
those whose numbers do not follow one another, are left typed, as clerks leave them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.values.numbers import parse_roman
from tests.renderings.layout import Item, Text

_NUMBER = re.compile(r"(\d{1,3})([.)])")
_DOTTED = re.compile(r"(\d{1,3})\.(\d{1,3})(\.?)")
_LETTER = re.compile(r"([a-z])([.)])")
_ROMAN = re.compile(r"([IVXL]+)\.")
_ARTICLE = re.compile(r"Điều (\d{1,3})\.")
_LAST_LETTER = 4


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how its numbers are written, the text around them (`%1.`), where it begins."""

    format: str
    text: str
    start: int = 1


@dataclass(frozen=True, slots=True)
class Number:
    """The list and the level that a paragraph belongs to."""

    list: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    family: str
    format: str
    text: str
    value: int


def automatic(items: Sequence[Item]) -> tuple[dict[int, Number], list[list[Level]]]:
    """The numbers of the items, by their index, and the levels of each list."""
    numbers: dict[int, Number] = {}
    lists: list[list[Level]] = []
    groups: dict[tuple[int | None, str], list[tuple[int, _Read]]] = {}
    for i, item in enumerate(items):
        if isinstance(item, Text) and item.label and (read := _read(item.text[: item.label])):
            groups.setdefault((item.parent, read.family), []).append((i, read))
    of_ordinal = {
        item.ordinal: i for i, item in enumerate(items) if isinstance(item, Text) and item.ordinal is not None
    }
    for (parent, family), members in groups.items():
        if family == "dotted":
            above = of_ordinal.get(parent) if parent is not None else None
            number = numbers.get(above) if above is not None else None
            if number is not None and number.level == 0 and _counts_under(items, above, members):
                levels = lists[number.list]
                level = Level("decimal", members[0][1].text)
                if len(levels) == 1:
                    levels.append(level)
                if levels[1] == level:
                    numbers.update((i, Number(number.list, 1)) for i, _ in members)
            continue
        if family in ("bullet", "bullet+"):
            lists.append([Level("bullet", members[0][1].text)])
            numbers.update((i, Number(len(lists) - 1)) for i, _ in members)
            continue
        if any(r.value > _LAST_LETTER for _, r in members if r.format == "lowerLetter"):
            continue
        if "lowerLetter" in {r.format for _, r in members} and _has_letter_d(items, parent):
            continue
        previous = None
        for i, read in members:
            if previous is None or read.value != previous + 1:
                lists.append([Level(read.format, read.text, read.value)])
            numbers[i] = Number(len(lists) - 1)
            previous = read.value
    return numbers, lists


def _read(label: str) -> _Read | None:
    if label in "-+":
        return _Read("bullet", "bullet", label, 0) if label == "-" else _Read("bullet+", "bullet", label, 0)
    if match := _NUMBER.fullmatch(label):
        return _Read(f"number{match[2]}", "decimal", f"%1{match[2]}", int(match[1]))
    if match := _LETTER.fullmatch(label):
        return _Read(f"letter{match[2]}", "lowerLetter", f"%1{match[2]}", ord(match[1]) - ord("a") + 1)
    if (match := _ROMAN.fullmatch(label)) and (value := parse_roman(match[1])):
        return _Read("roman", "upperRoman", "%1.", value)
    if match := _ARTICLE.fullmatch(label):
        return _Read("article", "decimal", "Điều %1.", int(match[1]))
    if match := _DOTTED.fullmatch(label):
        return _Read("dotted", "decimal", f"%1.%2{match[3]}", int(match[2]))
    return None


def _counts_under(items: Sequence[Item], above: int | None, members: Sequence[tuple[int, _Read]]) -> bool:
    """Whether the second numbers count from 1, the first ones are that of the item above, all written alike."""
    item = items[above] if above is not None else None
    if not isinstance(item, Text):
        return False
    prefix = item.text[: item.label].rstrip(".")
    labels = [text.text[: text.label] for i, _ in members if isinstance(text := items[i], Text)]
    return all(
        read.value == nth and read.text == members[0][1].text and label.startswith(f"{prefix}.")
        for nth, ((_, read), label) in enumerate(zip(members, labels, strict=True), 1)
    )


def _has_letter_d(items: Sequence[Item], parent: int | None) -> bool:
    return any(isinstance(i, Text) and i.parent == parent and i.text.startswith("đ)") for i in items)
