"""The straight lines drawn on a page, through pdfplumber: for pages that have a table."""

from __future__ import annotations

import io
from typing import Any

from extract.reading.pdf.frames import Frame, Rectangle

_TOLERANCE = 2.0
_JOIN = 3.0
"""Lines so near are one; ends so near meet (dotted borders are rows of dots)."""
_LEAST = 4.0
_MOST_EDGES = 40_000


def read_rules(data: bytes, turn: int) -> list[Rectangle]:
    """The lines of the first page of a file as `(x0, y0, x1, y1)` in the page as shown, turned by `turn` besides.

    Lines are joined where they are one; white ones, and the sides of white areas, are no lines.
    """
    import pdfplumber
    from pdfplumber.table import merge_edges

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        try:
            _without_text(page)
            edges = [e for e in page.edges[:_MOST_EDGES] if _shows(e)]
            merged = merge_edges(edges, _TOLERANCE, _TOLERANCE, _JOIN, _JOIN)
            left, top, right, bottom = page.cropbox
            frame = Frame(0.0, 0.0, right - left, bottom - top, turn)
            lines = []
            for edge in merged:
                x0, x1 = float(edge["x0"]) - left, float(edge["x1"]) - left
                y0, y1 = float(edge["top"]) - top, float(edge["bottom"]) - top
                if max(x1 - x0, y1 - y0) >= _LEAST:
                    lines.append(_turned(frame, x0, y0, x1, y1))
            return lines
        finally:
            page.close()


def _turned(frame: Frame, x0: float, y0: float, x1: float, y1: float) -> Rectangle:
    if frame.turn == 0:
        return x0, y0, x1, y1
    return frame.shown(x0, frame.top - y1, x1, frame.top - y0)


def _without_text(page: Any) -> None:
    """Has pdfplumber read the page with its fonts and text passed over, which are most of the work."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.pdftypes import dict_value
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class LinesOnly(PDFPageInterpreter):
        def init_resources(self, resources: dict[Any, Any]) -> None:
            super().init_resources({k: v for k, v in dict_value(resources).items() if k != "Font"})

        def do_Tf(self, fontid: Any, fontsize: Any) -> None:  # noqa: N802
            pass

        def do_TJ(self, seq: Any) -> None:  # noqa: N802
            pass

    device = PDFPageAggregatorWithMarkedContent(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    LinesOnly(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()


def _shows(edge: dict[str, Any]) -> bool:
    if edge.get("stroke") and not _white(edge.get("stroking_color")):
        return True
    return (
        bool(edge.get("fill"))
        and edge["object_type"] != "line"
        and not _white(edge.get("non_stroking_color"))
    )


def _white(colour: Any) -> bool:
    """Whether a colour of pdfplumber is white; of no colour (the default of the format, black) it is not."""
    if colour is None:
        return False
    parts = [
        float(c)
        for c in (colour if isinstance(colour, (tuple, list)) else (colour,))
        if isinstance(c, (int, float))
    ]
    if len(parts) == 4:
        return max(parts) <= 0.02
    return bool(parts) and min(parts) >= 0.98
