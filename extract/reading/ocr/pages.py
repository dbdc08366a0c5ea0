"""Images of pages to `Page`: prepared, recognised side by side, boxes put back to where they stand on the page."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from extract.reading.memory import keep_freed_memory
from extract.reading.ocr.recognise import recognise
from extract.reading.ocr.render import Sheet, rendered, sheet_of
from extract.reading.ocr.tools import require_packages, require_tesseract
from extract.reading.page import Page

if TYPE_CHECKING:
    from PIL.Image import Image

JOBS = "CCHC_OCR_JOBS"
"""How many pages one process reads at the same time; a process that is one of several sets 1."""


def recognise_pdf(data: bytes, numbers: Sequence[int], name: str, *, jobs: int | None = None) -> list[Page]:
    """Recognises pages of a PDF, numbered from 1, in the order given; origin is "scan", or "blank".

    Coordinates are points from the top left of the page as shown, y downwards; of a page that was scanned sideways
    or upside down, of the page turned upright, which its note says. `jobs` pages are read at the same time, by
    default `CCHC_OCR_JOBS` or as many as there are processors. Raises `MissingToolError` where tesseract, its
    Vietnamese data or the extra `ocr` is missing, `ReadError` where the PDF can't be rendered. A page that can't be
    rendered or takes too long has no words and a note; the size of one that can't be rendered is 0.
    """
    require_packages(name)
    require_tesseract(name)
    broken: dict[int, str] = {}
    pages = _side_by_side(rendered(data, numbers, name, broken), jobs)
    for page in pages:
        page.note = broken.get(page.number, page.note)
    return pages


def recognise_images(images: Iterable[Image], name: str, *, jobs: int | None = None) -> list[Page]:
    """Recognises images, a page each, numbered from 1; as `recognise_pdf`.

    The size of a page in points comes from the resolution that the image states; where it states none that can be,
    its long side is taken for that of A4.
    """
    require_packages(name)
    require_tesseract(name)
    return _side_by_side((sheet_of(image, number) for number, image in enumerate(images, 1)), jobs)


def job_count(jobs: int | None = None) -> int:
    """How many pages are read at the same time."""
    if jobs is None:
        stated = os.environ.get(JOBS, "")
        jobs = int(stated) if stated.isdigit() else 0
    if jobs < 1:
        affinity = getattr(os, "sched_getaffinity", None)
        jobs = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, jobs)


def _side_by_side(sheets: Iterator[Sheet], jobs: int | None) -> list[Page]:
    """Recognises sheets in threads, as tesseract is a process of its own; no more sheets are held than are read."""
    keep_freed_memory()
    count = job_count(jobs)
    if count == 1:
        return [recognise(sheet) for sheet in sheets]
    pages: list[Page] = []
    waiting: deque[Future[Page]] = deque()
    with ThreadPoolExecutor(count, thread_name_prefix="ocr") as pool:
        try:
            for sheet in sheets:
                waiting.append(pool.submit(recognise, sheet))
                if len(waiting) > count:
                    pages.append(waiting.popleft().result())
            while waiting:
                pages.append(waiting.popleft().result())
        except BaseException:
            for future in waiting:
                future.cancel()
            raise
    return pages
