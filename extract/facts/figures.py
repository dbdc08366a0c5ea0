"""Figures: measured quantities in prose and tables, each with what it counts, of whom, and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from extract.facts.atoms import Atoms
from extract.facts.figure_claims import Claims
from extract.facts.figure_context import Context
from extract.facts.figure_indicator import Description, carried_over, describe
from extract.facts.figure_quantities import find_quantities, raw_numbers
from extract.facts.figure_quantity import Quantity
from extract.facts.figure_tables import table_figures
from extract.facts.model import Figure, Ranking, Score
from extract.facts.organisations import Bodies
from extract.facts.sentences import sentences
from extract.reading.source import Paragraph
from extract.structure.model import Document
from extract.values.numbers import Separators
from extract.values.text import fold, squeeze

# Further back than this, and among more quantities than these, nothing in a sentence is looked for.
_REACH = 1500
_MANY = 40
_SILENT = ("letterhead", "title", "addressees", "recipients", "signature")


def find_figures(
    document: Document, atoms: Atoms, bodies: Bodies, scores: Sequence[Score], rankings: Sequence[Ranking]
) -> list[Figure]:
    """The figures of a document, in order, from prose and tables.

    Numbers that belong to a citation, a date, a score or a ranking are theirs; sections without facts of their own
    (letterhead, title, recipients, signature) are passed over.
    """
    taken = Claims(document, atoms, scores, rankings).taken
    around = raw_numbers(document)
    context = Context(document, atoms, bodies)
    figures: list[Figure] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph) or document.zone_at(block.start) in _SILENT:
            continue
        figures.extend(prose_figures(document, context, block.start, block.end, around, taken))
    for table in document.tables:
        if document.zone_at(table.start) not in _SILENT:
            figures.extend(table_figures(document, context, table, around, taken))
    return _without_echoes(document, sorted(figures, key=lambda f: (f.start, f.end)))


def prose_figures(
    document: Document,
    context: Context,
    start: int,
    end: int,
    around: Separators,
    taken: Callable[[int, int], bool],
) -> list[Figure]:
    """The figures of a paragraph, or of the text of one cell."""
    found = find_quantities(document, start, end, around, taken)
    if not found:
        return []
    figures: list[Figure] = []
    previous: tuple[Quantity, Description] | None = None
    for first, last, inside in _stretches(sentences(document, start, end), found):
        if not inside:
            previous = None
            continue
        carried = carried_over(document.view, first, previous[1].indicator, previous[0]) if previous else None
        descriptions = describe(document.view, first, last, inside, carried)
        previous = inside[0], descriptions[0]
        for quantity, description in zip(inside, descriptions, strict=True):
            sentence = max(first, quantity.start - _REACH)
            figures.append(_figure(document, context, sentence, last, quantity, description))
    return figures


def _stretches(
    spans: Sequence[tuple[int, int]], found: Sequence[Quantity]
) -> Iterator[tuple[int, int, Sequence[Quantity]]]:
    """The sentences with their quantities; one that holds very many is read in parts, so that time stays linear."""
    position = 0
    for first, last in spans:
        begin = position
        while position < len(found) and found[position].number < last:
            position += 1
        inside = found[begin:position]
        start = first
        for i in range(0, max(len(inside), 1), _MANY):
            part = inside[i : i + _MANY]
            end = inside[i + _MANY].start if i + _MANY < len(inside) else last
            yield start, end, part
            start = part[-1].end if part else end


def _figure(
    document: Document, context: Context, first: int, last: int, quantity: Quantity, description: Description
) -> Figure:
    plain = quantity.value.plain()
    target = context.is_target(quantity.start, quantity.end, first)
    return Figure(
        start=description.start,
        end=description.end,
        rule=quantity.rule,
        confidence=round(quantity.confidence * (0.85 if description.guessed else 1.0), 2),
        value=plain,
        unit=quantity.unit_text,
        out_of=quantity.out_of.plain() if quantity.out_of else None,
        value_to=quantity.value_to.plain() if quantity.value_to else None,
        indicator=_without_bodies(document, context, first, quantity.start, description.indicator),
        subject=context.subjects.of(
            quantity.start,
            quantity.end,
            first,
            last,
            description.subject,
            quantity.unit.group if quantity.unit else "",
            rate_aimed=quantity.percent and target,
        ),
        period=context.period(quantity.start, quantity.end, first, last, quantity.unit_text, target),
        qualifier=quantity.qualifier,
        is_target=target,
    )


def _without_bodies(
    document: Document, context: Context, first: int, start: int, indicator: str | None
) -> str | None:
    """The indicator without the bodies that begin it as the subject of its clause."""
    if not indicator:
        return indicator
    names = [squeeze(document.view[m.start : m.end]) for m in context.atoms.mentions.within(first, start)]
    names.sort(key=len, reverse=True)
    text = _ASKED.sub("", indicator)
    if not any(text.startswith(name) for name in names):
        text = indicator
    for _ in range(3):
        name = next((n for n in names if text.startswith(n)), None)
        if name is None:
            break
        text = _WITH.sub("", text[len(name) :].lstrip(" ,;"))
    text = text.removeprefix("đã ") if text != indicator else text
    return text if len(text.split()) > 1 else indicator


# `Yêu cầu Chủ tịch UBND xã …`, `phối hợp với Sở Y tế …`: who is asked and who helps are no part of what is counted.
_ASKED = re.compile(
    r"(?:o\s)?(?:(?:yêu cầu|giao|đề nghị|phân công|chủ trì,?|phối hợp với|phối hợp)\s){1,3}(?:(?:chủ tịch|giám đốc|thủ trưởng|trưởng phòng|lãnh đạo)\s)?(?=\w)",
    re.IGNORECASE,
)
_WITH = re.compile(r"(?:chủ trì,?\s)?phối hợp với\s|(?:trực tiếp|chủ trì)\s")
_OF_KNOWN = re.compile(
    r"(?<!\w)(?:của|tại|ở|giữa|trong|thuộc|từ|với|về|các|hoạt động|hoàn thành|chỉ đạo)\s$", re.IGNORECASE
)
_THESE = re.compile(r"\s(?:này|nêu trên|nói trên|trên|đó)(?!\w)")


def _without_echoes(document: Document, figures: list[Figure]) -> list[Figure]:
    """Leaves out counts that only point back at one already given (`tiến độ của 02 dự án`, `06 tiêu chí này`)."""
    seen: set[tuple[float, str]] = set()
    kept: list[Figure] = []
    for figure in figures:
        key = (figure.value, fold(figure.unit or "").split(" ")[0])
        small = (
            figure.value < 10
            and figure.rule != "table"
            and figure.unit not in (None, "%")
            and figure.out_of is None
        )
        if small and key in seen and figure.qualifier is None:
            printed = re.search(r"\d", document.view[figure.start : figure.end])
            number = figure.start + (printed.start() if printed else 0)
            if _OF_KNOWN.search(document.view[max(0, number - 20) : number]) or _THESE.match(
                document.view, figure.end, figure.end + 12
            ):
                continue
        seen.add(key)
        kept.append(figure)
    return kept
