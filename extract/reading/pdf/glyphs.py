"""Words put together letter by letter, where the file prints accents, raised figures or old fonts within them."""

from __future__ import annotations

import functools
import re
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.reading.pdf.frames import Rectangle

LEAST_GAP = 0.2
"""A gap as wide as this share of the size of the letters parts two words though no space is printed."""
_LEAST_GAP_TURNED = 0.5
"""That of text which is not level, where it is told from what is blackened."""
_RAISED_SIZE, _RAISED_BY = 0.8, 0.12
# The units that are printed with a raised figure; elsewhere one is a reference to a note.
_UNIT = re.compile(r"(?:[kcdmh]?m|da?m|dam|hm)", re.I)
_SPACING_ACCENTS = {
    "\u00b4": "\u0301", "\u02ca": "\u0301", "\u0060": "\u0300", "\u02cb": "\u0300", "\u005e": "\u0302",
    "\u02c6": "\u0302", "\u02dc": "\u0303", "\u02d8": "\u0306", "\u00af": "\u0304", "\u02c0": "\u0309",
    "\u02d9": "\u0307",
}  # fmt: skip
_ACCENT = re.compile("[\u0300-\u036f\u00b4\u02c6\u02dc\u02d8\u02c0\u02ca\u02cb]")
_LOOSE = re.compile("(?:^|[^\\w\u0300-\u036f])[\u0300-\u036f]|[\u00b4\u02c6\u02dc\u02d8\u02c0\u02ca\u02cb]")


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How text objects are printed; `turn` is 0, 90, 180, 270 (counter-clockwise), or -1 where they run aslant.

    `old` says that the font makes Vietnamese of 8-bit codes. A page has one for all objects that look the same.
    """

    size: float = 0.0
    font: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    turn: int = 0
    old: bool = False


NO_STYLE = Style()
"""That of the spaces that PDFium puts in."""


@dataclass(slots=True)
class Glyph:
    """A character as printed, its box in user space; `parted` says that the file has a space before it."""

    text: str
    box: Rectangle
    style: Style
    parted: bool = False
    invented: bool = False
    """Whether the space before is one that PDFium put in."""


Printed = tuple[str, Rectangle, Style]
"""A word, its box, and how it is printed."""


def along(box: Rectangle, turn: int) -> tuple[float, float]:
    """Where a box begins and ends along the line that is written at a turn."""
    if turn == 90:
        return box[1], box[3]
    if turn == 180:
        return -box[2], -box[0]
    if turn == 270:
        return -box[3], -box[1]
    return box[0], box[2]


def level(box: Rectangle, turn: int) -> tuple[float, float]:
    """The foot and the head of a box across the line that is written at a turn."""
    if turn == 90:
        return -box[2], -box[0]
    if turn == 180:
        return -box[3], -box[1]
    if turn == 270:
        return box[0], box[2]
    return box[1], box[3]


def union(boxes: Iterable[Rectangle]) -> Rectangle:
    """The least rectangle around others."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def has_loose_accents(text: str, letters: str) -> bool:
    """Whether a page may print accents as characters of their own, apart from their letters.

    `letters` has each letter of its text once.
    """
    return _ACCENT.search(letters) is not None and _LOOSE.search(text) is not None


def put_accents(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Accents drawn as characters of their own go to the letter over or under which they stand."""
    letters = [g for g in glyphs if g.text[:1].isalpha()]
    out: list[Glyph] = []
    taken = False
    for i, glyph in enumerate(glyphs):
        mark = _mark(glyph)
        base = _under(glyph, glyphs[max(0, i - 3) : i + 4], letters) if mark else None
        if mark is None or base is None:
            if taken and glyph.invented:
                # What PDFium took for a gap was the accent; the letters themselves tell.
                glyph.parted = False
            out.append(glyph)
            taken = False
            continue
        base.text = _compose(base.text + mark)
        if glyph.parted and not glyph.invented and i + 1 < len(glyphs):
            glyphs[i + 1].parted, glyphs[i + 1].invented = True, False
        taken = True
    return out


def _compose(text: str) -> str:
    """A letter with its marks, composed; the mark of the vowel goes before the tone."""
    marks = sorted(unicodedata.normalize("NFD", text)[1:], key=lambda c: c not in "\u0302\u0306\u031b")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)[0] + "".join(marks))


def is_mark(char: str) -> bool:
    """Whether a character may be an accent drawn apart."""
    return "\u0300" <= char <= "\u036f" or char in _SPACING_ACCENTS


def _mark(glyph: Glyph) -> str | None:
    """The combining mark that a glyph may be."""
    text = glyph.text
    if text and all("\u0300" <= c <= "\u036f" for c in text):
        return text
    return _SPACING_ACCENTS.get(text)


def _under(mark: Glyph, near: Sequence[Glyph], letters: Sequence[Glyph]) -> Glyph | None:
    """The letter that a mark stands over or under: the nearest by the file's order, else anywhere on the page."""
    turn = mark.style.turn
    x0, x1 = along(mark.box, turn)
    middle = (x0 + x1) / 2
    foot = sum(level(mark.box, turn)) / 2
    for group in (near, letters):
        found: list[tuple[float, Glyph]] = []
        for glyph in group:
            if glyph is mark or not glyph.text[:1].isalpha() or glyph.style.turn != turn:
                continue
            left, right = along(glyph.box, turn)
            away = abs(sum(level(glyph.box, turn)) / 2 - foot)
            slack = 0.05 * glyph.style.size
            if left - slack <= middle <= right + slack and away <= glyph.style.size:
                found.append((abs((left + right) / 2 - middle) + away / 4, glyph))
        if found:
            return min(found, key=lambda pair: pair[0])[1]
    return None


def _gap(left: Glyph, right: Glyph) -> float:
    """The gap between two glyphs of a line as a share of their size; large where they are on two lines."""
    turn, size = left.style.turn, max(left.style.size, right.style.size) or 1.0
    if right.style.turn != turn or abs(level(left.box, turn)[0] - level(right.box, turn)[0]) > 0.6 * size:
        return 9.0
    gap = along(right.box, turn)[0] - along(left.box, turn)[1]
    return gap / size if gap > -size else 9.0


def join(glyphs: Sequence[Glyph]) -> list[Printed]:
    """Glyphs in the order of the file to words: parted by spaces, by gaps, and before a raised figure."""
    gaps = [9.0] + [9.0 if b.parted else _gap(a, b) for a, b in pairwise(glyphs)]
    # Letters set apart evenly are one word, whatever stands between them.
    even = statistics.median(within) if len(within := [g for g in gaps if g < 1.0]) > 2 else 0.0
    least = max(LEAST_GAP if not glyphs or glyphs[0].style.turn == 0 else _LEAST_GAP_TURNED, 1.6 * even)
    words: list[list[Glyph]] = []
    for glyph, gap in zip(glyphs, gaps, strict=True):
        if gap > least or _is_reference(words[-1], glyph):
            words.append([glyph])
        else:
            words[-1].append(glyph)
    return [_word(word) for word in words]


def _is_reference(word: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph begins the raised figure of a note; a raised figure that goes on in plain size ends likewise."""
    last = word[-1]
    if not last.style.size or not glyph.style.size or glyph.style.size == last.style.size:
        return False
    turn = glyph.style.turn
    rise = level(glyph.box, turn)[0] - level(last.box, turn)[0]
    if glyph.style.size < _RAISED_SIZE * last.style.size:
        return rise > _RAISED_BY * last.style.size and not _UNIT.fullmatch("".join(g.text for g in word))
    return (
        last.style.size < _RAISED_SIZE * glyph.style.size
        and -rise > _RAISED_BY * glyph.style.size
        and glyph.text.isalnum()
    )


def _word(word: Sequence[Glyph]) -> Printed:
    bold = sum(g.style.bold for g in word) * 2 > len(word)
    first = next((g for g in word if g.style.bold == bold), word[0]).style
    text, run = "", ""
    for glyph, after in zip(word, [*word[1:], None], strict=True):
        run += glyph.text
        if after is None or after.style.font != glyph.style.font:
            text += _from_old_font(run, glyph.style.font) if glyph.style.old else run
            run = ""
    return text, union(g.box for g in word), first


def _from_old_font(text: str, font: str) -> str:
    from extract.reading.encodings import convert

    return convert(text, font) or text


@functools.lru_cache(256)
def is_old_font(font: str) -> bool:
    """Whether a font makes Vietnamese of 8-bit codes."""
    from extract.reading.encodings import convert

    return bool(font) and convert("a", font) is not None
