"""Runs of text, as they are formatted, to the text that is printed, with the stretches of it that are bold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from extract.reading.encodings import convert
from extract.reading.lines import NEAR
from extract.reading.markup import Marked
from extract.reading.word.styles import Format
from extract.reading.word.symbols import is_symbol_font, translate

Piece = tuple[str, Format]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# The number of a note, a power, a unit; not a paragraph that someone raised as a whole.
_RAISED_NUMBER = re.compile(r"[\s(\[]*\d{1,3}(?:\s?,\s?\d{1,3})*[\s)\],;.]*$")


@dataclass(slots=True)
class Line:
    """A paragraph or a line of one: its text, tabs kept, and what of it is bold (all, nothing, or sorted spans).

    `gap` is what stands above it (`extract.reading.lines`): nothing, an empty paragraph, or a border.
    """

    text: str
    bold: bool | list[tuple[int, int]] = False
    heading: bool = False
    gap: int = NEAR

    def is_bold(self, start: int, end: int) -> bool:
        """Whether all that is printed of a stretch is bold."""
        if isinstance(self.bold, bool):
            return self.bold
        return Marked(self.text, None, self.bold, []).is_bold(start, end)

    @property
    def strong(self) -> bool:
        # Spans are only there where something is not bold.
        return self.heading or self.bold is True

    def part(self, start: int, end: int) -> Line:
        """A stretch of the line, without white space around it."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Line(text, self.is_bold(start, start + len(text)), self.heading, self.gap)


@dataclass(slots=True)
class Typed:
    """What the old fonts of a document were, by name."""

    fonts: set[str] = field(default_factory=set)


def line_of(pieces: Iterable[Piece], typed: Typed) -> Line:
    """The text of the pieces of a paragraph; fonts of old encodings that were met are noted in `typed`."""
    pieces = list(pieces)
    if len(pieces) == 1 and not pieces[0][1].special:
        return Line(pieces[0][0], pieces[0][1].bold)
    for _, form in pieces:
        if form.special:
            pieces = _printed(pieces, typed)
            break
    spans: list[tuple[int, int]] = []
    at = 0
    plain = False
    for text, form in pieces:
        end = at + len(text)
        if form.bold:
            if spans and spans[-1][1] == at:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((at, end))
        elif not plain and not text.isspace() and text:
            plain = True
        at = end
    whole = "".join(text for text, _ in pieces)
    if not spans:
        return Line(whole)
    if not plain:
        return Line(whole, any(form.bold and not text.isspace() for text, form in pieces))
    return Line(whole, spans)


def _printed(pieces: list[Piece], typed: Typed) -> list[Piece]:
    """The pieces with what their formats make of them: letters of old fonts, capitals, raised digits."""
    out: list[Piece] = []
    for form, group in groupby(_with_marks(pieces), key=lambda piece: piece[1]):
        text = "".join(part for part, _ in group)
        if not form.special:
            out.append((text, form))
            continue
        font = form.font if form.font and not text.isascii() else form.ascii_font
        if font:
            text = _decoded(text, font, typed)
        if form.upper:
            text = text.upper()
        if form.raised and _RAISED_NUMBER.match(text):
            text = text.translate(_RAISED)
        out.append((text, form))
    return out


def _decoded(text: str, font: str, typed: Typed) -> str:
    if is_symbol_font(font):
        return translate(text, font)
    # Line ends and tabs are no codes of a font.
    parts = re.split(r"([\n\t])", text)
    decoded = []
    for part in parts:
        unicode = convert(part, font) if part and part not in "\n\t" else None
        decoded.append(part if unicode is None else unicode)
    if "".join(decoded) != text:
        typed.fonts.add(font)
    return "".join(decoded)


def _with_marks(pieces: list[Piece]) -> list[Piece]:
    """The pieces, where one of an old font ends inside a letter: its marks at the head of the next go back to it."""
    out: list[Piece] = []
    for text, form in pieces:
        if out and form.font and out[-1][1].font == form.font and out[-1][1] != form:
            before = out[-1][0]
            head = len(text) - len(text.lstrip("".join({c for c in text if "\x80" <= c <= "\xff"})))
            if head and before and not before[-1].isspace():
                out[-1] = (before + text[:head], out[-1][1])
                text = text[head:]
        if text:
            out.append((text, form))
    return out
