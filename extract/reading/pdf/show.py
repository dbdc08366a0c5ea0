"""Pages as images: what the process that opens PDF files answers when it is asked for one."""

from __future__ import annotations

import ctypes
import math
from typing import Any

from extract.reading.pdf.pdfium import calls

_HIDDEN = 1 << 1 | 1 << 5
_TEXT, _IMAGE = 1, 3
_INVISIBLE = 3
_SAMPLE = 3 * 61
"""Of the bytes of a page, each third so many: enough to see that most coloured pages are coloured."""
_MOST_OBJECTS = 5_000


def show(page: Any, dpi: float, most: int) -> tuple[dict[str, Any], Any]:
    """A loaded page as shown, at so many pixels an inch and of no more than `most`.

    Its size in points, the pixels per point, the size of the image in pixels, whether it is `grey`; its pixels, of one
    byte each if it is, else of RGB.
    """
    pdfium = calls().raw
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(dpi / 72, math.sqrt(most / max(1.0, width * height)))
    across, down = (max(1, math.ceil(side * scale)) for side in (width, height))
    grey = _holds_grey(page)
    kind, depth = (pdfium.FPDFBitmap_Gray, 1) if grey else (pdfium.FPDFBitmap_BGR, 3)
    pixels = ctypes.create_string_buffer(depth * across * down)
    ctypes.memset(pixels, 0xFF, len(pixels))
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, kind, pixels, depth * across)
    if not bitmap:
        return {"error": "bitmap"}, b""
    try:
        flags = pdfium.FPDF_ANNOT if grey else pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    answer = {"width": width, "height": height, "scale": scale, "across": across, "down": down}
    if not grey and (one := _one_band(pixels)) is not None:
        return answer | {"grey": True}, one
    return answer | {"grey": grey}, pixels


def shown_annotations(page: Any) -> int:
    """How many annotations print something of their own: signatures, stamps, filled fields."""
    pdfium, shown = calls().raw, 0
    for i in range(max(0, min(500, pdfium.FPDFPage_GetAnnotCount(page)))):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        if annotation:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            visible = not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN
            shown += visible and kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
            pdfium.FPDFPage_CloseAnnot(annotation)
    return shown


def _holds_grey(page: Any) -> bool:
    """Whether a page shows images in shades of grey and nothing else: then it need not be rendered in colours to see it."""
    pdfium = calls().raw
    count = pdfium.FPDFPage_CountObjects(page)
    if not 0 < count <= _MOST_OBJECTS or shown_annotations(page):
        return False
    told = pdfium.FPDF_IMAGEOBJ_METADATA()
    for i in range(count):
        thing = pdfium.FPDFPage_GetObject(page, i)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == _TEXT and pdfium.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
            continue
        if kind != _IMAGE:
            return False
        if not pdfium.FPDFImageObj_GetImageMetadata(thing, page, told):
            return False
        one_band = told.colorspace == pdfium.FPDF_COLORSPACE_ICCBASED and told.bits_per_pixel in (1, 8)
        if not one_band and told.colorspace not in (
            pdfium.FPDF_COLORSPACE_DEVICEGRAY,
            pdfium.FPDF_COLORSPACE_CALGRAY,
        ):
            return False
    return True


def _one_band(pixels: Any) -> bytes | None:
    """Pixels of RGB with one byte each, if none has a colour."""
    for step in (_SAMPLE, 3):
        red: bytes = pixels[0::step]
        if red != pixels[1::step] or red != pixels[2::step]:
            return None
    return red
