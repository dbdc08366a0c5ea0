"""Pages of a PDF file as images, rendered in a process of their own, for what is read as a scan."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.reading.pdf import limits
from extract.reading.pdf.sandbox import CrashError, PageTimeoutError, Worker, give_back, take
from extract.reading.source import ReadError
from extract.values.language import say


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as shown: its size in points, the pixels per point, and `across` times `down` pixels.

    These are of one byte if the page is grey, else of RGB. A page that can't be shown has no pixels, and in `note` why.
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    scale: float = 1.0
    across: int = 0
    down: int = 0
    grey: bool = False
    pixels: bytes = b""
    note: str | None = None


def render_pages(
    data: bytes, numbers: Sequence[int], name: str, *, dpi: float, most_pixels: int
) -> Iterator[PageImage]:
    """Renders pages, numbered from 1, in the order given, one at a time; what would be larger than `most_pixels`
    is rendered smaller. `ReadError` where the file can't be opened or too many pages hang or crash.
    """
    process, done = take(), False
    costly = 0
    try:
        _open(process, data, name)
        for number in numbers:
            if costly >= limits.MOST_FAILURES:
                raise _cannot(name)
            try:
                request = {"ask": "image", "index": number - 1, "dpi": dpi, "most": most_pixels}
                answer, pixels = process.ask(request)
            except (PageTimeoutError, CrashError):
                costly += 1
                _open(process, data, name)
                yield PageImage(number, note="không dựng được hình của trang (quá thời gian hoặc bộ nhớ)")
                continue
            if "error" in answer:
                yield PageImage(number, note="không dựng được hình của trang (trang bị hỏng)")
            else:
                yield PageImage(number, pixels=pixels, **answer)
        with contextlib.suppress(PageTimeoutError, CrashError):
            process.ask({"ask": "close"})
            done = True
    finally:
        if done:
            give_back(process)
        else:
            process.stop()


def _open(process: Worker, data: bytes, name: str) -> None:
    try:
        answer, _ = process.ask({"ask": "open"}, data)
    except (PageTimeoutError, CrashError):
        raise _cannot(name) from None
    if answer.get("error"):
        raise _cannot(name)


def _cannot(name: str) -> ReadError:
    return ReadError(
        name,
        say("không dựng được hình các trang của tệp PDF", "the pages of the PDF can't be shown"),
        say("hãy in lại thành PDF hoặc quét lại", "print it to a PDF again, or scan it again"),
    )
