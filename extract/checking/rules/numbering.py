"""Items of the outline whose numbers skip, repeat, or belong to another item."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.checking.model import Check, Finding, Kind
from extract.checking.passages import phrases, quoted_at
from extract.facts.model import Facts
from extract.reading.source import Paragraph
from extract.structure.labels import LETTERS
from extract.structure.model import Document, Section
from extract.values.numbers import parse_roman

_NAMED = re.compile(r"(?P<word>Điều|Chương|Mục|Khoản|Phần)\s+(?:thứ\s+)?(?P<value>\d{1,3}|[IVXL]{1,6})\Z")
_FEWEST = 3
"""The shortest list that shows by itself which of its items is wrong."""
_WHOLE_LINE = 160
_SKIP, _SHORT = 3, 12


@dataclass(frozen=True, slots=True)
class _Item:
    """A section with the family that its label counts in, its place there, and the numbers before the last."""

    section: Section
    family: str
    value: int
    prefix: tuple[int, ...] = ()


def read_item(section: Section) -> _Item | None:
    """The place of a section in its count, `None` for bullets, appendices and forms, which excerpts may leave out."""
    label = section.label.strip()
    if named := _NAMED.match(label):
        value = int(named["value"]) if named["value"].isdigit() else parse_roman(named["value"])
        return _Item(section, named["word"], value) if value else None
    bare = label.strip("().")
    close = label[-1:] if label[-1:] == ")" else ""
    opened = "(" if label.startswith("(") else ""
    if re.fullmatch(r"\d{1,3}", bare):
        return _Item(section, f"number{opened}{close}", int(bare))
    if re.fullmatch(r"\d{1,2}(?:\.\d{1,2}){1,4}", bare):
        parts = tuple(int(p) for p in bare.split("."))
        return _Item(section, f"dotted{len(parts)}", parts[-1], parts[:-1])
    if re.fullmatch(r"[a-zđ]", bare) and close:
        return _Item(section, f"letter{opened}", LETTERS.find(bare) + 1) if bare in LETTERS else None
    if re.fullmatch(r"[IVXL]{1,6}", bare) and not opened and (roman := parse_roman(bare)):
        return _Item(section, "roman", roman)
    return None


def skips_and_repeats(document: Document, facts: Facts) -> Iterator[Finding]:
    """`1, 2, 4`; `a, b, b, c`: an item missing or doubled among those of one parent.

    The order of letters is a b c d đ e g h i k l … (Nghị định 30/2020/NĐ-CP leaves out f, j, w, z). A list that begins
    anew is a new list. Where the missing label stands within a paragraph or table between its neighbours, or the
    parent quotes another document, nothing is said; nor of a page read from an image, which loses labels.
    """
    if document.source.recognised:
        return
    for items in _lists(document):
        if wrong := _misnumbered(items):
            item, place = wrong
            if not _quotes(document, item.section) and not _stands_between(document, item, place):
                before = items[max(0, place - 2)]
                yield Finding(
                    Kind.NUMBERING,
                    "warning",
                    f'Mục "{item.section.label}" đứng ở vị trí thứ {place}, đúng ra là {_label(item, place)}.',
                    (_line(document, item.section), _line(document, before.section)),
                )
            continue
        for before, after in itertools.pairwise(items):
            step = after.value - before.value
            if step == 1 or not 0 <= step <= _SKIP or _quotes(document, before.section, after.section):
                continue
            if step > 1 and _missing_stands(document, before, after):
                continue
            if step == 0 and not _doubled(document, items, after):
                continue
            if step == 0:
                message = f'Mục "{after.section.label}" đánh số trùng với mục liền trước.'
            else:
                missing = ", ".join(_label(before, v) for v in range(before.value + 1, after.value))
                message = f'Sau "{before.section.label}" đến "{after.section.label}", thiếu {missing}.'
            spans = (_line(document, after.section), _line(document, before.section))
            yield Finding(Kind.NUMBERING, "warning", message, spans)


def _misnumbered(items: Sequence[_Item]) -> tuple[_Item, int] | None:
    """The one item within a list from 1 that has not the number of its place, with that place.

    The last item is none: it may as well be that another is missing before it.
    """
    if len(items) < _FEWEST:
        return None
    wrong = [(item, place) for place, item in enumerate(items, 1) if item.value != place]
    return wrong[0] if len(wrong) == 1 and wrong[0][1] < len(items) else None


def _lists(document: Document) -> Iterator[list[_Item]]:
    """The runs of items of one parent and family; articles are one run through all chapters, until they begin anew."""
    held: dict[tuple[int | None, str, tuple[int, ...]], list[_Item]] = defaultdict(list)
    articles: list[_Item] = []
    for section in document.sections:
        item = read_item(section)
        if item is None:
            continue
        if item.family == "Điều":
            if item.value == 1 and articles:
                yield articles
                articles = []
            articles.append(item)
            continue
        run = held[section.parent, item.family, item.prefix]
        if run and item.value < run[-1].value:
            # A heading between two lists of one parent begins the count anew.
            yield list(run)
            run.clear()
        run.append(item)
    yield articles
    yield from held.values()


def _doubled(document: Document, items: Sequence[_Item], item: _Item) -> bool:
    """Whether a repeated number is a slip and not the start of another list, which words of its own lead into."""
    at = items.index(item)
    if item.value > 1:
        return items[0].value == 1 or (at + 1 < len(items) and items[at + 1].value == item.value + 1)
    block = document.block_at(item.section.start - 1)
    led = document.view[block.start : block.end].rstrip() if isinstance(block, Paragraph) else ""
    return led.endswith((".", ";")) and len(led) > _SHORT


def _missing_stands(document: Document, before: _Item, after: _Item) -> bool:
    """Whether a label that seems to be missing stands somewhere between two items, in a paragraph or table."""
    between = document.view[before.section.start : after.section.start]
    return any(_holds(between, before, value) for value in range(before.value + 1, after.value))


def _stands_between(document: Document, item: _Item, place: int) -> bool:
    """Whether the label that an item should have stands within it: then it is another item that was not read."""
    return item.value != place and _holds(
        document.view[item.section.body_start : item.section.end], item, place
    )


def _holds(text: str, item: _Item, value: int) -> bool:
    label = re.escape(_label(item, value).strip("().").split(" ")[-1])
    return bool(
        re.search(
            rf"(?<![^\W_])(?<![.,/]){label}\s?[.):](?!\d)|\t{label}\t|(?i:\b{re.escape(item.family)}\s+{label}\b)",
            text,
        )
    )


def _label(item: _Item, value: int) -> str:
    """The label of another place in the same count."""
    if item.family == "roman":
        return _roman(value)
    if item.family.startswith("letter"):
        letter = LETTERS[value - 1] if value <= len(LETTERS) else "?"
        return f"({letter})" if "(" in item.family else f"{letter})"
    if item.family.startswith("dotted"):
        return ".".join(map(str, (*item.prefix, value)))
    if item.family.startswith("number"):
        return f"({value})" if "(" in item.family else f"{value}"
    printed = item.section.label.split()[-1]
    return f"{item.family} {value if printed.isdigit() else _roman(value)}"


def _roman(value: int) -> str:
    pairs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for amount, letters in pairs:
        while value >= amount:
            out, value = out + letters, value - amount
    return out


def _quotes(document: Document, *sections: Section) -> bool:
    """Whether items are those of another document: in quotation marks, or under words of amending or excerpting."""
    for section in sections:
        if quoted_at(document, section.start):
            return True
        for above in document.ancestors(section)[1:]:
            first = document.lowered[above.start : above.start + _WHOLE_LINE * 2].split("\n")[0]
            if phrases("numbering", "amending").search(first) and first.rstrip().endswith(":"):
                return True
    return False


def wrong_parents(document: Document, facts: Facts) -> Iterator[Finding]:
    """`1.1`, `1.2` under `3.1`: numbers of several parts that belong to no item above them; one finding a list."""
    if document.source.recognised:
        return
    held: dict[int, list[_Item]] = defaultdict(list)
    for section in document.sections:
        item = read_item(section)
        if item is None or not item.prefix or section.parent is None:
            continue
        parent = read_item(document.sections[section.parent])
        if parent is None or parent.family.startswith("letter") or "(" in parent.family:
            continue
        above = [read_item(s) for s in document.ancestors(section)[1:]]
        numbers = {(*a.prefix, a.value) for a in above if a is not None}
        # `II` holds `1`, which holds `1.1` or `2.1.1`; below a number with points only that number goes on.
        chain = () if parent.prefix else tuple(a.value for a in reversed(above) if a is not None)
        if (
            item.prefix in numbers
            or (chain and item.prefix == chain[-len(item.prefix) :])
            or _quotes(document, section)
        ):
            continue
        held[section.parent].append(item)
    for index, items in held.items():
        above_all = read_item(document.sections[index])
        if above_all is None:
            continue
        number = (*above_all.prefix, above_all.value)
        # Siblings that are numbered rightly show that these are not of a count of their own; they stand under the last.
        siblings = [i for s in document.sections if s.parent == index and (i := read_item(s)) and i.prefix]
        if len(items) < 2 and len(siblings) < _FEWEST:
            continue
        earlier = [i for i in siblings if i.prefix == number and i.section.start < items[0].section.start]
        if earlier and len(items) > 1:
            number = (*number, earlier[-1].value)
        elif earlier:
            number = earlier[-1].prefix
        right = [".".join(map(str, (*number, i.value))) for i in items]
        labels = ", ".join(i.section.label for i in items)
        parent_line = _line(document, document.sections[index])
        yield Finding(
            Kind.NUMBERING,
            "warning",
            f'{labels} nằm trong mục "{document.sections[index].label}" nhưng đánh số như thuộc mục '
            f"{'.'.join(map(str, items[0].prefix))}; đúng ra là {', '.join(right)}.",
            (*(_line(document, i.section) for i in items), parent_line),
        )


def _line(document: Document, section: Section) -> tuple[int, int]:
    """The label with the words after it, no more than a line."""
    block = document.block_at(section.start)
    end = block.end if isinstance(block, Paragraph) else section.end
    if end - section.start > _WHOLE_LINE:
        cut = document.text.rfind(" ", section.start, section.start + _WHOLE_LINE)
        end = cut if cut > section.body_start else section.start + _WHOLE_LINE
    return section.start, section.start + len(document.text[section.start : end].rstrip())


CHECKS: tuple[Check, ...] = (
    Check((Kind.NUMBERING,), skips_and_repeats),
    Check((Kind.NUMBERING,), wrong_parents),
)
