"""The characters of a page of PDFium: their text, their boxes, and how the text objects they belong to are printed."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from itertools import repeat
from typing import Any

from extract.reading.pdf.frames import Rectangle
from extract.reading.pdf.glyphs import NO_STYLE, Glyph, Style, along, is_mark, is_old_font
from extract.reading.pdf.pdfium import calls, letter_boxes

# PDFium has one of these where a hyphen stands at the end of a line, and runs the next line on.
HYPHEN, _HYPHEN_TOO = "\x02", "\ufffe"
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,]bd?\b|[-,]bi\b", re.I)
_ITALIC_NAME = re.compile(r"italic|oblique|[-,]b?i\b", re.I)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6
_FILL_AND_STROKE, _INVISIBLE, _CLIP_ONLY = 2, 3, 7
# A page put on the scanner askew leans less than this; what leans more is printed so.
_LEVEL = 8.0
_MOST_CHARACTERS = 200_000


class Styles:
    """The styles of the text objects of one page, each asked for once."""

    def __init__(self, text_page: Any) -> None:
        self.calls, self.text_page = calls(), text_page
        self.known: dict[int | None, Style] = {None: NO_STYLE}
        self.same: dict[tuple[Any, ...], Style] = {}
        self.fonts: dict[int | None, tuple[str, bool, bool]] = {None: ("", False, False)}
        self.matrix = (ctypes.c_float * 6)()
        self.shape = memoryview(self.matrix).cast("B")[:16]
        self.at_matrix = ctypes.byref(self.matrix)

    def of(self, index: int) -> Style:
        """The style of a character; that of one which PDFium put in is empty."""
        thing = self.calls.text_object(self.text_page, index)
        return self.known.get(thing) or self.ask(thing, index)

    def of_all(self, indices: Sequence[int]) -> list[Style]:
        """The styles of many characters."""
        things = list(map(self.calls.text_object, repeat(self.text_page), indices))
        for thing, index in dict(zip(things, indices, strict=True)).items():
            if thing not in self.known:
                self.ask(thing, index)
        return list(map(self.known.__getitem__, things))

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


class Characters:
    """The characters of a page: their text, one character for each index of PDFium, and their boxes."""

    def __init__(self, text_page: Any) -> None:
        self.calls, self.handle = calls(), text_page
        self.page = ctypes.byref(text_page.contents)
        self.styles = Styles(self.page)
        count = max(0, self.calls.raw.FPDFText_CountChars(text_page))
        self.cut = count > _MOST_CHARACTERS
        self.text = _text(self.calls.raw, text_page, min(count, _MOST_CHARACTERS))
        self.letters = "".join(set(self.text))
        """Each that there is, once."""
        self.boxes = letter_boxes().of(self.page, len(self.text))
        self._tight = [ctypes.c_double() for _ in range(4)]

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
                invented = (invented or not parted) and self.calls.is_generated(self.page, i) == 1
                parted = True
                continue
            style = self.styles.of(i)
            # Where an accent is drawn tells its letter; its pen may be anywhere.
            box = self.ink(i, style) if is_mark(char) else self.box(i, style)
            out.append(Glyph(_soft(char, box, style), box, style, parted, invented))
            parted = char == HYPHEN
            invented = False
        return out


def _soft(char: str, box: Rectangle, style: Style) -> str:
    """What stands where PDFium took a character at a line end for a hyphen: in TCVN3 its code is that of `ư`."""
    if char != HYPHEN:
        return char
    x0, x1 = along(box, style.turn)
    return "\u00ad" if style.old and x1 - x0 > 0.42 * style.size else "-"


def _text(pdfium: Any, text_page: Any, count: int) -> str:
    return _characters(pdfium, text_page, count).replace(_HYPHEN_TOO, HYPHEN) if count else ""


def _characters(pdfium: Any, text_page: Any, count: int) -> str:
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text_page, 0, count, buffer) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        # Characters without a meaning are left out of that, and those beyond U+FFFF are two: then places don't agree.
        if "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in set(text)):
            return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
