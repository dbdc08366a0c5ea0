"""How fast the text layer of PDF files is read, beside pdfplumber's `extract_text` on the same pages.

    python benchmarks/pdf_reading.py FILE.pdf ...

Both read all pages of a file in one run, in turn, the better of two times counting. The time of this project's reader
is that of the whole way from bytes to pages of words: with handing them from one process to the other, and with the
lines of tables where there are any, which `extract_text` does not give. Files without tables tell how fast text is
read. Nothing is asserted.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from extract.reading.pdf.pages import read_pages


def plumb(data: bytes) -> None:
    """The text of all pages with pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(path: Path) -> None:
    """Prints for a file the milliseconds a page of both, and how many times faster this project's reader is."""
    data = path.read_bytes()
    pages = read_pages(data, path.name).pages
    times = [(seconds(lambda: read_pages(data, path.name)), seconds(lambda: plumb(data))) for _ in range(2)]
    ours, theirs = (min(column) for column in zip(*times, strict=True))
    ruled = sum(len(page.rules) > 6 for page in pages)
    print(
        f"{path.name[:40]:40} {len(pages):4} pages, {ruled:3} with lines  {1000 * ours / len(pages):7.1f} ms  "
        f"pdfplumber {1000 * theirs / len(pages):7.1f} ms  {theirs / ours:5.1f} times"
    )


if __name__ == "__main__":
    for name in sys.argv[1:]:
        measure(Path(name))
