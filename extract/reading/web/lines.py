"""The text of one block of a page, cut by its breaks, to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.reading.compose import DraftParagraph, Run
from extract.reading.encodings import convert
from extract.reading.lines import HARD, Line, split_lines
from extract.reading.markup import Marked
from extract.reading.unwrap import Shape, Unwrapper, find_shape
from extract.reading.web.style import Look

_SPACES = re.compile(r"[ \t\n\r\f]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = re.compile(r"\s*\d{1,3}\s*$")
_PICTURES = re.compile(r"symbol|wingdings|webdings", re.I)
_MANY = 8
"""From so many lines on it is asked whether they are cut at a width."""


@dataclass(slots=True)
class Stretch:
    """Text that looks the same."""

    text: str
    look: Look


@dataclass(slots=True)
class Printed:
    """A line as printed: text, whether its letters are bold, how many characters are of links and how many at all."""

    text: str
    bold: bool
    linked: int


def print_line(stretches: Sequence[Stretch]) -> Printed:
    """Puts together what stands on a line; fonts of encodings before Unicode are converted."""
    merged: list[Stretch] = []
    for one in stretches:
        last = merged[-1] if merged else None
        # In VNI a letter and its mark may stand in two elements.
        if last is not None and last.look == one.look:
            last.text += one.text
        elif (
            last is not None and last.look.font == one.look.font and not (last.look.raised or one.look.raised)
        ):
            last.text += one.text
            merged[-1] = Stretch(last.text, Look(last.look.font, capitals=last.look.capitals))
        else:
            merged.append(Stretch(one.text, one.look))
    letters = [one for one in stretches if any(map(str.isalnum, one.text))]
    return Printed(
        "".join(_shown(one, at == 0) for at, one in enumerate(merged)).strip(" \t\n\r\f\u00a0"),
        bool(letters) and all(one.look.bold for one in letters),
        sum(len(one.text) for one in stretches if one.look.linked),
    )


def _shown(stretch: Stretch, first: bool) -> str:
    text, look = stretch.text, stretch.look
    if not look.kept_spaces:
        text = _SPACES.sub(" ", text)
    if look.font and _PICTURES.match(look.font):
        # The letter for a bullet in a font of pictures.
        return "- " if first and len(text.strip()) == 1 else text
    if look.font and (converted := convert(text, look.font)) is not None:
        text = converted
    if look.capitals:
        text = text.upper()
    return text.translate(_RAISED) if look.raised and _DIGITS.match(text) else text


def paragraphs(printed: Sequence[Printed]) -> list[tuple[DraftParagraph, int]]:
    """The paragraphs of lines between breaks, each with its characters in links.

    A break is what a line end is in a text: it parts the lines of a letterhead, of a list, of a page that has
    nothing else between its paragraphs, and joins what it cuts in the middle of a sentence. Two of them part always.
    """
    if len(printed) == 1:
        one = printed[0]
        return [(DraftParagraph([Run(one.text)], one.bold), one.linked)] if not _is_rule(one.text) else []
    text = "\n".join(one.text for one in printed)
    lines, _ = split_lines(text)
    starts: list[int] = []
    at = 0
    bold: list[tuple[int, int]] = []
    for one in printed:
        starts.append(at)
        if one.bold:
            bold.append((at, at + len(one.text)))
        at += len(one.text) + 1
    for line in lines:
        line.gap = HARD if line.gap else line.gap
    shape = find_shape(lines) if len(lines) >= _MANY else Shape()
    linked = dict(zip(starts, (one.linked for one in printed), strict=True))
    return [
        (
            DraftParagraph([Run(line.text) for line in group], all(_is_bold(line, bold) for line in group)),
            sum(linked.get(line.start - line.indent, 0) for line in group),
        )
        for group in Unwrapper(Marked(text, None, bold, []), shape).paragraphs(lines)
    ]


def _is_bold(line: Line, bold: Sequence[tuple[int, int]]) -> bool:
    return any(low <= line.start and line.end <= high for low, high in bold)


def _is_rule(text: str) -> bool:
    return not text or not split_lines(text)[0]
