"""The calls of PDFium that are made for each letter or text object, without the conversions of their wrappers.

The same functions of the same library as in `pypdfium2.raw`. Objects of a page go in and out as addresses, which takes
half the time. What is asked of each letter takes its arguments as they are, in half of that: `byref` of a structure or
buffer, and small integers; ctypes then has nothing to convert, and checks nothing.
"""

from __future__ import annotations

import ctypes
from collections import deque
from functools import cache
from itertools import repeat
from typing import Any


class Calls:
    """The functions, as attributes named as those of PDFium without `FPDF`."""

    def __init__(self) -> None:
        import pypdfium2 as library  # Starts PDFium, which its raw functions don't.

        pdfium = library.raw

        address, number = ctypes.c_void_p, ctypes.c_int

        def bind(name: str, result: Any, *arguments: Any) -> Any:
            function = getattr(pdfium, name)
            made = ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, address).value or 0)
            return made

        def bind_letters(name: str, result: Any) -> Any:
            return ctypes.PYFUNCTYPE(result)(ctypes.cast(getattr(pdfium, name), address).value or 0)

        self.raw = pdfium
        self.loose_box = bind_letters("FPDFText_GetLooseCharBox", number)
        self.text_object = bind_letters("FPDFText_GetTextObject", address)
        self.font_size = bind_letters("FPDFText_GetFontSize", ctypes.c_double)
        self.matrix = bind_letters("FPDFText_GetMatrix", number)
        self.is_generated = bind_letters("FPDFText_IsGenerated", number)
        self.render_mode = bind("FPDFTextObj_GetTextRenderMode", number, address)
        self.font = bind("FPDFTextObj_GetFont", address, address)
        self.object_count = bind("FPDFPage_CountObjects", number, address)
        self.object_at = bind("FPDFPage_GetObject", address, address, number)
        self.object_type = bind("FPDFPageObj_GetType", number, address)
        self.bounds = bind("FPDFPageObj_GetBounds", number, address, *[address] * 4)
        self.object_matrix = bind("FPDFPageObj_GetMatrix", number, address, address)
        self.inner_count = bind("FPDFFormObj_CountObjects", number, address)
        self.inner_at = bind("FPDFFormObj_GetObject", address, address, ctypes.c_ulong)
        self.segment_count = bind("FPDFPath_CountSegments", number, address)
        self.draw_mode = bind("FPDFPath_GetDrawMode", number, address, address, address)
        self.stroke_colour = bind("FPDFPageObj_GetStrokeColor", number, address, *[address] * 4)
        self.fill_colour = bind("FPDFPageObj_GetFillColor", number, address, *[address] * 4)


@cache
def calls() -> Calls:
    """The functions of the library that is loaded."""
    return Calls()


class LetterBoxes:
    """Room for the boxes of letters, filled again and again: what points to each place in it is made once."""

    AT_ONCE = 4096

    def __init__(self) -> None:
        self.room = (ctypes.c_float * (4 * self.AT_ONCE))()
        self.places = [ctypes.byref(self.room, 16 * i) for i in range(self.AT_ONCE)]
        self.values = memoryview(self.room).cast("B").cast("f")

    def of(self, text_page: Any, count: int) -> list[float]:
        """For each of the first letters of a text page, `byref`, left, top, right and bottom, one after the other."""
        ask, out = calls().loose_box, list[float]()
        for first in range(0, count, self.AT_ONCE):
            end = min(count, first + self.AT_ONCE)
            ctypes.memset(self.room, 0, ctypes.sizeof(self.room))
            deque(map(ask, repeat(text_page), range(first, end), self.places), maxlen=0)
            out += self.values[: 4 * (end - first)].tolist()
        return out


@cache
def letter_boxes() -> LetterBoxes:
    """The room of this process."""
    return LetterBoxes()
