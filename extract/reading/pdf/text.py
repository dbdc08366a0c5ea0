"""The words of a page with their boxes and their looks, through PDFium.

What costs time is the number of calls: the characters of a page come in one call, the box of each in one more, and
all else is asked once for each text object of the page.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import sub
from typing import Any

from extract.reading.pdf.frames import Frame, Rectangle
from extract.reading.pdf.glyphs import (
    LEAST_GAP,
    NO_STYLE,
    Glyph,
    Printed,
    Style,
    along,
    has_loose_accents,
    is_mark,
    is_old_font,
    join,
    level,
    put_accents,
    union,
)
from extract.reading.pdf.pdfium import calls

# PDFium has one of these where a hyphen stands at the end of a line, and runs the next line on.
_HYPHEN, _HYPHEN_TOO = "\x02", "\ufffe"
_WORD = re.compile("[^\\s\x02\u200b]*\x02|[^\\s\x02\u200b]+")
# A word printed with space between its letters, which PDFium parts.
_SINGLES = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_UNUSUAL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u00d0\u00f0\u0189\u0300-\u036f\u2010\u2011\ud800-\uf8ff\ufb00-\ufb06\ufdd0-\uffff]"
)
_MEANINGLESS = re.compile("[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\uffff\ud800-\udfff]")
# What the signs of Symbol and Wingdings show.
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "▪", "\uf06e": "▪", "\uf0d8": "➢", "\uf0f0": "➢", "\uf0e8": "➢",
    "\uf0fc": "✓", "\uf076": "❖", "\uf06c": "●", "\uf06d": "○", "\uf0a1": "○", "\uf06f": "□", "\uf071": "□",
    "\uf0e0": "→", "\uf0de": "⇒", "\uf0ae": "→", "\uf0b0": "°", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b1": "±",
    "\uf0b4": "×", "\uf0ab": "★",
}  # fmt: skip
# Hyphens of every kind, and the Icelandic letters that fonts of Western European have in place of the Vietnamese.
_LOOK_ALIKE = {"\u00ad": "-", "\u2010": "-", "\u2011": "-", "\x02": "-", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_AS_SHOWN = str.maketrans({**_SYMBOLS, **_LIGATURES, **_LOOK_ALIKE})
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,]bd?\b|[-,]bi\b", re.I)
_ITALIC_NAME = re.compile(r"italic|oblique|[-,]b?i\b", re.I)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6
_FILL_AND_STROKE, _INVISIBLE, _CLIP_ONLY = 2, 3, 7
# A page put on the scanner askew leans less than this; what leans more is printed so.
_LEVEL = 8.0
_MOST_CHARACTERS = 200_000
_LEAST_ODD, _MOST_ODD = -1.0, 0.5
_LEAST_SIZE = 2.5
"""Letters of this size or larger that are not parted leave gaps, in points, between these."""
_LEAST_SPACED, _MOST_SPACED = 0.8, 12.0
"""Gaps between letters, in points, that may come from letters set apart."""
_DEEPEST_FOOT = 0.35
"""Letters of one size reach at most so much of it below others: `g` or a bracket beside `o`."""
_MANY = 40
"""A page with fewer characters is not turned for their sake."""


@dataclass(slots=True)
class PageText:
    """The words of a page in the order of the file, those that run up or down apart, and what was seen on the way.

    `hidden`, `aslant` and `shown` are numbers of characters. `cut` says that the page had more characters than are
    read.
    """

    frame: Frame
    words: list[Printed] = field(default_factory=list)
    sideways: list[Printed] = field(default_factory=list)
    shown: int = 0
    hidden: int = 0
    aslant: int = 0
    old_fonts: tuple[str, ...] = ()
    cut: bool = False


class _Styles:
    """The styles of the text objects of one page, each asked for once."""

    def __init__(self, text_page: int) -> None:
        self.calls, self.text_page = calls(), text_page
        self.known: dict[int | None, Style] = {None: NO_STYLE}
        self.same: dict[tuple[Any, ...], Style] = {}
        self.fonts: dict[int | None, tuple[str, bool, bool]] = {None: ("", False, False)}
        self.matrix = (ctypes.c_float * 6)()
        self.shape = memoryview(self.matrix).cast("B")[:16]
        self.at_matrix = ctypes.addressof(self.matrix)

    def of(self, index: int) -> Style:
        """The style of a character; that of one which PDFium put in is empty."""
        thing = self.calls.text_object(self.text_page, index)
        return self.known.get(thing) or self.ask(thing, index)

    def ask(self, thing: int | None, index: int) -> Style:
        """The style of a text object that is met for the first time, at this character."""
        calls = self.calls
        font, mode = calls.font(thing), calls.render_mode(thing)
        calls.matrix(self.text_page, index, self.at_matrix)
        size = calls.font_size(self.text_page, index)
        # What the object has in common with others: all but where it stands.
        key = (font, mode, size, bytes(self.shape))
        style = self.same.get(key)
        if style is None:
            a, b, c, d, _, _ = self.matrix
            name, bold, italic = self._font(font)
            angle = math.degrees(math.atan2(b, a))
            turn = round(angle / 90) * 90 % 360 if abs((angle + 45) % 90 - 45) <= _LEVEL else -1
            # Filling and stroking is how programs print in bold what they have no bold font for.
            bold = bold or mode == _FILL_AND_STROKE
            hidden = mode in (_INVISIBLE, _CLIP_ONLY)
            size = round(abs(size) * math.hypot(c, d), 2)
            style = self.same[key] = Style(size, name, bold, italic, hidden, turn, is_old_font(name))
        self.known[thing] = style
        return style

    def _font(self, font: int | None) -> tuple[str, bool, bool]:
        if font not in self.fonts:
            pdfium = self.calls.raw
            handle = ctypes.cast(font or 0, pdfium.FPDF_FONT)
            buffer = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(handle, buffer, len(buffer))
            name = buffer.raw[: max(0, min(length, len(buffer)) - 1)].decode("utf-8", "replace")
            name = _SUBSET.sub("", name)
            flags = max(0, pdfium.FPDFFont_GetFlags(handle))
            bold = (
                _BOLD_NAME.search(name) is not None
                or bool(flags & _FORCE_BOLD)
                or pdfium.FPDFFont_GetWeight(handle) >= 700
            )
            italic = _ITALIC_NAME.search(name) is not None or bool(flags & _ITALIC)
            self.fonts[font] = name, bold, italic
        return self.fonts[font]


class _Characters:
    """The characters of a page: their text, one character for each index of PDFium, and their boxes."""

    def __init__(self, text_page: Any) -> None:
        self.calls, self.handle = calls(), text_page
        self.address = ctypes.addressof(text_page.contents)
        self.styles = _Styles(self.address)
        count = max(0, self.calls.raw.FPDFText_CountChars(text_page))
        self.cut = count > _MOST_CHARACTERS
        self.text = _text(self.calls.raw, text_page, min(count, _MOST_CHARACTERS))
        self.boxes = self._boxes(len(self.text))
        self._tight = [ctypes.c_double() for _ in range(4)]

    def _boxes(self, count: int) -> list[float]:
        """For each character left, top, right and bottom: as wide as it moves the pen, as high as its font."""
        boxes = (ctypes.c_float * (4 * count))()
        loose_box, text_page, at = self.calls.loose_box, self.address, ctypes.addressof(boxes)
        asked = map(loose_box, repeat(text_page), range(count), range(at, at + 16 * count, 16))
        deque(asked, maxlen=0)
        values: list[Any] = memoryview(boxes).cast("B").cast("f").tolist()
        return values

    def box(self, index: int, style: Style) -> Rectangle:
        """The box of a character: as wide as it moves the pen and as high as its font, whatever letter it is."""
        left, top, right, bottom = self.boxes[4 * index : 4 * index + 4]
        if style.turn or left == right:
            return self.ink(index, style)
        return left, bottom, right, top

    def ink(self, index: int, style: Style) -> Rectangle:
        """The box of what a character blackens, but as high as its font where it is not level."""
        x0, x1, y0, y1 = self._tight
        self.calls.raw.FPDFText_GetCharBox(self.handle, index, x0, x1, y0, y1)
        left, bottom, right, top = x0.value, y0.value, x1.value, y1.value
        if style.turn > 0 and self.calls.raw.FPDFText_GetCharOrigin(self.handle, index, x0, y0):
            x, y, up, down = x0.value, y0.value, 0.8 * style.size, 0.2 * style.size
            if style.turn == 90:
                left, right = x - up, x + down
            elif style.turn == 270:
                left, right = x - down, x + up
            else:
                bottom, top = y - up, y + down
        return left, bottom, right, top

    def glyphs(self, start: int, end: int) -> list[Glyph]:
        """The characters of a stretch one by one; spaces are said by the glyph after them."""
        out: list[Glyph] = []
        parted = invented = False
        for i in range(start, end):
            char = self.text[i]
            if char.isspace() or char == "\u200b":
                invented = (invented or not parted) and self.calls.is_generated(self.address, i) == 1
                parted = True
                continue
            style = self.styles.of(i)
            # Where an accent is drawn tells its letter; its pen may be anywhere.
            box = self.ink(i, style) if is_mark(char) else self.box(i, style)
            out.append(Glyph(_soft(char, box, style), box, style, parted, invented))
            parted = char == _HYPHEN
            invented = False
        return out


def _soft(char: str, box: Rectangle, style: Style) -> str:
    """What stands where PDFium took a character at a line end for a hyphen: in TCVN3 its code is that of `ư`."""
    if char != _HYPHEN:
        return char
    x0, x1 = along(box, style.turn)
    return "\u00ad" if style.old and x1 - x0 > 0.42 * style.size else "-"


def _text(pdfium: Any, text_page: Any, count: int) -> str:
    return _characters(pdfium, text_page, count).replace(_HYPHEN_TOO, _HYPHEN) if count else ""


def _characters(pdfium: Any, text_page: Any, count: int) -> str:
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text_page, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        # Characters without a meaning are left out of that, and those beyond U+FFFF are two: then places don't agree.
        if "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in set(text)):
            return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


def read_words(text_page: Any, frame: Frame) -> PageText:
    """The words of a text page of PDFium, in the page as shown.

    Words are in NFC; ligatures and the signs of symbol fonts come out as what they show, fonts of the time before
    Unicode as Unicode, characters without a meaning as U+FFFD. A page all of whose text runs up or down as it is
    shown (a wide table on an upright sheet) is turned as its text wants it; the frame of the result says so. What
    is printed aslant (a watermark) is left out.
    """
    characters = _Characters(text_page)
    if has_loose_accents(characters.text):
        pieces = join(put_accents(characters.glyphs(0, len(characters.text))))
    else:
        pieces = _pieces(characters)
    if _UNUSUAL.search(characters.text):
        pieces = [
            (t if t.isascii() and t.isprintable() else _clean(t), box, style) for t, box, style in pieces
        ]
    styles = characters.styles.same.values()
    page = PageText(frame, cut=characters.cut)
    page.old_fonts = tuple(sorted({style.font for style in styles if style.old}))
    if all(style.turn == frame.turn and not style.hidden for style in styles):
        page.shown = sum([len(text) for text, _, _ in pieces])
    else:
        pieces = _select(page, pieces)
    _place(page, pieces)
    return page


def _pieces(characters: _Characters) -> list[Printed]:
    """The words as PDFium parts them; one that holds a gap or several styles is put together letter by letter."""
    out: list[Printed] = []
    text, styles, boxes = characters.text, characters.styles, characters.boxes
    lefts, tops, rights, feet = boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4]
    gaps = list(map(sub, lefts[1:], rights))
    odd = [i for i, gap in enumerate(gaps) if not _LEAST_ODD < gap < _MOST_ODD]
    object_of, page, known, ask = characters.calls.text_object, characters.address, styles.known, styles.ask
    spaced, done = _spaced(text, gaps, odd), 0
    odd.append(len(text))
    ahead = iter(odd)
    next_odd = next(ahead)
    for match in _WORD.finditer(text):
        start, end = match.span()
        while spaced and spaced[0][0] <= start:
            first, done = spaced.pop(0)
            out += _letterspaced(characters, first, done)
        if start < done:
            continue
        thing = object_of(page, start)
        style = known.get(thing) or ask(thing, start)
        last, size, foot, top = end - 1, style.size, feet[start], tops[start]
        if style.turn or text[last] == _HYPHEN:
            out += join(characters.glyphs(start, end))
            continue
        if last > start:
            while next_odd < start:
                next_odd = next(ahead)
            if (next_odd < last or size < _LEAST_SIZE) and (
                max(within := gaps[start:last]) >= LEAST_GAP * size or min(within) <= -size
            ):
                out += join(characters.glyphs(start, end))
                continue
            rise = feet[last] - foot
            if not -0.05 * size < rise < 0.05 * size:
                # Boxes as high as their letters, a raised figure, or a word broken over two lines.
                other = object_of(page, last)
                if abs(rise) > _DEEPEST_FOOT * size or (known.get(other) or ask(other, last)).size != size:
                    out += join(characters.glyphs(start, end))
                    continue
                foot, top = min(feet[start:end]), max(tops[start:end])
        out.append((match[0], (lefts[start], foot, rights[last], top), style))
    if any(style.old for style in styles.same.values()):
        return join(characters.glyphs(0, len(text)))
    return out


def _spaced(text: str, gaps: Sequence[float], odd: Sequence[int]) -> list[tuple[int, int]]:
    """The lines that are printed with space between their letters: by the gaps, or by what PDFium made of them.

    `odd` are the indices of the gaps that are not usual.
    """
    wide = [i for i in odd if _LEAST_SPACED < gaps[i] < _MOST_SPACED]
    found = [match.span() for match in _SINGLES.finditer(text)]
    if not wide and not found:
        return []
    inside = [start for start, _ in found]
    for i in wide:
        if not (text[i].isspace() or text[i + 1].isspace()):
            inside.append(i)
    lines = Counter((text.rfind("\n", 0, i) + 1, text.find("\n", i)) for i in inside)
    singles = {text.rfind("\n", 0, start) + 1 for start, _ in found}
    return [
        (start, end if end >= 0 else len(text))
        for (start, end), count in sorted(lines.items())
        if start in singles or count * 3 > len(text[start : end if end >= 0 else None].replace(" ", ""))
    ]


def _letterspaced(characters: _Characters, start: int, end: int) -> list[Printed]:
    """The words of such a line: spaces that PDFium put in are not believed."""
    glyphs = characters.glyphs(start, end)
    for glyph in glyphs:
        if glyph.invented:
            glyph.parted = False
    return join(glyphs)


def _clean(text: str) -> str:
    """A word as it shows: hyphens, ligatures, signs of symbol fonts; accents composed."""
    text = _MEANINGLESS.sub("\ufffd", text.translate(_AS_SHOWN))
    return unicodedata.normalize("NFC", text)


def _select(page: PageText, pieces: list[Printed]) -> list[Printed]:
    """Turns the page as most of its text wants it, and takes out what runs otherwise and what does not show."""
    turns = Counter[int]()
    for text, _, style in pieces:
        turns[style.turn] += len(text)
        page.hidden += len(text) if style.hidden else 0
    page.shown = turns.total() - page.hidden
    page.aslant = turns.pop(-1, 0)
    turn, characters = turns.most_common(1)[0] if turns else (0, 0)
    if characters >= max(_MANY, 0.7 * turns.total()):
        page.frame = page.frame.turned(turn)
    turn = page.frame.turn
    # A hidden copy beside printed text is there to be searched; hidden text alone is what a scanner recognised.
    if page.hidden <= page.shown:
        pieces = [piece for piece in pieces if not piece[2].hidden]
    sideways = _lines([piece for piece in pieces if piece[2].turn not in (turn, -1)])
    page.sideways = [(text, page.frame.shown(*box), style) for text, box, style in sideways]
    return [piece for piece in pieces if piece[2].turn == turn]


def _place(page: PageText, pieces: list[Printed]) -> None:
    """Puts words on the page, in its coordinates: each once, though it be struck twice to look bold."""
    frame, words = page.frame, page.words
    upright, left, top = frame.turn == 0, frame.left, frame.top
    across, down = 2 * frame.width + 2, 2 * frame.height + 2
    met: dict[str, list[Rectangle]] = {}
    for text, box, style in pieces:
        if upright:
            x0, foot, x1, head = box
            x0, y0, x1, y1 = box = x0 - left, top - head, x1 - left, top - foot
        else:
            x0, y0, x1, y1 = box = frame.shown(*box)
        # Twice the middle: words may stand beside the part of the page that is shown.
        if not (text and -2 < x0 + x1 < across and -2 < y0 + y1 < down):
            continue
        twins = met.get(text)
        if twins is None:
            met[text] = [box]
        else:
            near = 0.1 * style.size
            for other in twins if len(twins) < _MANY else twins[-_MANY:]:
                if -near < other[0] - x0 < near and -near < other[1] - y0 < near:
                    break
            else:
                twins.append(box)
                words.append((text, box, style))
            continue
        words.append((text, box, style))


def _lines(pieces: list[Printed]) -> list[Printed]:
    """Words that run up or down, joined to their lines: one piece each."""
    out: list[Printed] = []
    for text, box, style in pieces:
        if out and out[-1][2].turn == style.turn:
            before, its_box, its_style = out[-1]
            gap = along(box, style.turn)[0] - along(its_box, style.turn)[1]
            apart = abs(level(box, style.turn)[0] - level(its_box, style.turn)[0])
            if -0.5 * style.size < gap < 1.5 * style.size and apart < 0.4 * style.size:
                out[-1] = f"{before} {text}", union((its_box, box)), its_style
                continue
        out.append((text, box, style))
    return out
