"""The calls of PDFium that are made for each letter or text object, without the conversions of their wrappers.

The same functions of the same library as in `pypdfium2.raw`: handles go in and out as addresses, which takes half
the time.
"""

from __future__ import annotations

import ctypes
from functools import cache
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

        self.raw = pdfium
        self.loose_box = bind("FPDFText_GetLooseCharBox", number, address, number, address)
        self.text_object = bind("FPDFText_GetTextObject", address, address, number)
        self.font_size = bind("FPDFText_GetFontSize", ctypes.c_double, address, number)
        self.matrix = bind("FPDFText_GetMatrix", number, address, number, address)
        self.render_mode = bind("FPDFTextObj_GetTextRenderMode", number, address)
        self.font = bind("FPDFTextObj_GetFont", address, address)
        self.is_generated = bind("FPDFText_IsGenerated", number, address, number)
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
