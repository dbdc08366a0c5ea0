"""The process that opens PDF files: it answers what it is asked until its parent hangs up.

Whatever a file does to PDFium or pdfplumber happens here: the parent ends this process when it takes too long, the
system when it asks for too much memory.
"""

from __future__ import annotations

import ctypes
import gc
import os
import re
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from extract.reading.memory import keep_freed_memory
from extract.reading.pdf.frames import Frame
from extract.reading.pdf.glyphs import is_old_font
from extract.reading.pdf.limits import limit_memory
from extract.reading.pdf.pdfium import calls
from extract.reading.pdf.rules import read_rules
from extract.reading.pdf.scene import look
from extract.reading.pdf.show import show, shown_annotations
from extract.reading.pdf.text import read_words
from extract.reading.pdf.wire import pack_lines, pack_words, receive, send

# Nothing may stand between that takes long to look through: the file may be made to harm.
_CATALOG = re.compile(rb"(\d{1,10}) (\d{1,5}) obj\s{0,20}<<[^<>]{0,300}/Type\s{0,20}/Catalog\b")
_MOST_KEPT = 50_000


class Document:
    """A PDF file in memory, opened with PDFium."""

    def __init__(self, data: bytes) -> None:
        pdfium = self.pdfium = calls().raw
        self.data = data
        self.handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        self.error = 0 if self.handle else pdfium.FPDF_GetLastError()
        if self.error == pdfium.FPDF_ERR_FORMAT and (mended := _with_trailer(data)) is not None:
            self.data = mended
            self.handle = pdfium.FPDF_LoadMemDocument64(mended, len(mended), None)
            self.error = 0 if self.handle else self.error
        self.count = pdfium.FPDF_GetPageCount(self.handle) if self.handle else 0

    def attachments(self) -> int:
        """How many files are attached."""
        return max(0, int(self.pdfium.FPDFDoc_GetAttachmentCount(self.handle)))

    def close(self) -> None:
        """Frees the file."""
        if self.handle:
            self.pdfium.FPDF_CloseDocument(self.handle)
            self.handle = None

    def read(self, index: int, annotated: bool) -> tuple[dict[str, Any], bytes]:
        """The words and the scene of a page; `annotated` takes in what annotations show."""
        pdfium = self.pdfium
        page = self._load(index)
        if not page:
            return {"error": "page"}, b""
        try:
            shown = shown_annotations(page) if annotated else 0
            if shown and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
                pdfium.FPDF_ClosePage(page)
                page = self._load(index)
                if not page:
                    return {"error": "page"}, b""
            frame = self._frame(page)
            text_page = pdfium.FPDFText_LoadPage(page)
            if not text_page:
                return {"error": "text"}, b""
            try:
                text = read_words(text_page, frame)
            finally:
                pdfium.FPDFText_ClosePage(text_page)
            scene = look(page)
        finally:
            if page:
                pdfium.FPDF_ClosePage(page)
        packed, boxes = pack_words(text.words)
        sideways, side_boxes = pack_words(text.sideways)
        return {
            "width": text.frame.width,
            "height": text.frame.height,
            "turned": (text.frame.turn - frame.turn) % 360,
            "words": packed,
            "sideways": sideways,
            "shown": text.shown,
            "hidden": text.hidden,
            "aslant": text.aslant,
            "annotations": shown,
            "old_fonts": text.old_fonts,
            "cut": text.cut,
            "covered": scene.covered(frame),
            "pictures": pack_lines([text.frame.shown(*box) for box in scene.pictures[:100]]),
            "segments": scene.segments,
            "ruled": scene.may_be_ruled(frame),
            "lines": pack_lines([text.frame.shown(*line) for line in scene.lines]),
        }, boxes + side_boxes

    def rules(self, index: int, turn: int) -> list[list[float]]:
        """The lines of a page, which pdfplumber gets as a file of its own: then what it keeps is of one page."""
        pdfium = self.pdfium
        single = pdfium.FPDF_CreateNewDocument()
        try:
            numbers = (ctypes.c_int * 1)(index)
            if not pdfium.FPDF_ImportPagesByIndex(single, self.handle, numbers, 1, 0):
                raise ValueError("the page can't be copied")
            data = _saved(pdfium, single)
        finally:
            pdfium.FPDF_CloseDocument(single)
        return pack_lines(read_rules(data, turn))

    def image(self, index: int, dpi: float, most: int) -> tuple[dict[str, Any], Any]:
        """A page as shown: its size in points, the pixels per point, the size of the image in pixels, and its pixels.

        One byte a pixel where the page is `grey`, else RGB.
        """
        page = self._load(index)
        if not page:
            return {"error": "page"}, b""
        try:
            return show(page, dpi, most)
        finally:
            self.pdfium.FPDF_ClosePage(page)

    def _load(self, index: int) -> Any:
        return self.pdfium.FPDF_LoadPage(self.handle, index)

    def _frame(self, page: Any) -> Frame:
        pdfium, box = self.pdfium, self.pdfium.FS_RECTF()
        turn = max(0, pdfium.FPDFPage_GetRotation(page)) * 90
        if pdfium.FPDF_GetPageBoundingBox(page, box):
            left, right = sorted((box.left, box.right))
            bottom, top = sorted((box.bottom, box.top))
            return Frame(left, bottom, right, top, turn)
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        return Frame(0.0, 0.0, *((width, height) if turn % 180 == 0 else (height, width)), turn)


def _with_trailer(data: bytes) -> bytes | None:
    """A file that has lost its end, with one that names its catalog; PDFium finds the rest by itself."""
    found = list(_CATALOG.finditer(data))
    if not found:
        return None
    return data + b"\nendobj\ntrailer\n<</Root %s %s R>>\n%%%%EOF\n" % found[-1].groups()


def _saved(pdfium: Any, document: Any) -> bytes:
    """A document of PDFium as the bytes of a file."""
    out = bytearray()

    def write(_: Any, data: Any, size: int) -> int:
        out.extend(ctypes.string_at(data, size))
        return 1

    writer = pdfium.FPDF_FILEWRITE(version=1)
    writer.WriteBlock = type(writer.WriteBlock)(write)
    if not pdfium.FPDF_SaveAsCopy(document, writer, pdfium.FPDF_NO_INCREMENTAL):
        raise ValueError("the page can't be saved")
    return bytes(out)


def serve() -> None:
    """Answers requests on standard input until it ends."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not be taken for an answer.
    os.dup2(2, 1)
    limit_memory()
    keep_freed_memory()
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    # What the first page would wait for.
    calls()
    is_old_font("Times New Roman")
    # What pages are made of goes away by itself: looking it through for cycles would take a tenth of the time.
    gc.freeze()
    gc.set_threshold(_MOST_KEPT, 20, 20)
    document: Document | None = None
    while (request := receive(requests)) is not None:
        asked, data = request
        try:
            if asked["ask"] == "open":
                if document is not None:
                    document.close()
                document = Document(data)
                answer: dict[str, Any] = {"error": document.error, "pages": document.count}
                if document.count:
                    answer["attachments"] = document.attachments()
                send(answers, answer)
                # Who is to read it all need not be waited for.
                if document.count <= asked.get("read", 0):
                    _answer_pages(document, range(document.count), True, answers)
            elif asked["ask"] == "pages" and document is not None:
                _answer_pages(document, range(asked["first"], asked["end"]), asked["annotated"], answers)
            elif asked["ask"] == "image" and document is not None:
                send(answers, *document.image(asked["index"], asked["dpi"], asked["most"]))
            else:
                if document is not None:
                    document.close()
                document = None
                send(answers, {})
        except Exception as error:
            send(answers, _said(error))


def _answer_pages(document: Document, indices: range, annotated: bool, answers: IO[bytes]) -> None:
    for index in indices:
        _answer_page(document, index, annotated, answers)
    if indices.stop == document.count:
        # The last page: nobody asks for more of this file.
        document.close()


def _answer_page(document: Document, index: int, annotated: bool, answers: IO[bytes]) -> None:
    """Sends a page and, if it may have a table, its lines after it: whoever waits for them has the words already."""
    try:
        page, boxes = document.read(index, annotated)
    except Exception as error:
        page, boxes = _said(error), b""
    send(answers, page, boxes)
    if page.get("ruled"):
        try:
            send(answers, {"rules": document.rules(index, page["turned"])})
        except Exception as error:
            send(answers, _said(error))


def _said(error: Exception) -> dict[str, Any]:
    if isinstance(error, MemoryError):
        # What is left of the memory is in pieces; a new process does better.
        os._exit(3)
    return {"error": f"{type(error).__name__}: {error}"[:300]}


def _end_with_parent(parent: int, pause: float = 1.0, leave: Callable[[int], None] = os._exit) -> None:
    """Ends this process once it has another parent: then nobody waits for it, however busy it is."""
    while os.getppid() == parent:
        time.sleep(pause)
    leave(0)
