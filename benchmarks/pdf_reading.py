"""How fast the text layer of PDF files is read, beside pdfplumber's `extract_text` on the same pages.

    python benchmarks/pdf_reading.py [--rounds N] FILE.pdf ...

All read the same pages in one run, in turn; the best of the rounds counts, as other work on the machine only adds to it.
`words` is the way from bytes to pages of words with their boxes, sizes and fonts, as the layout needs them: with handing
them from the process that opens strangers' files to this one. `source` is the whole way from bytes to the text with its
paragraphs and tables and the place of each word. pdfplumber gives the text only.

The pages that have tables are left out, unless `--all` is given: those are read with pdfplumber here too, for the lines
of the tables. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from extract.reading.formats.pdf import read
from extract.reading.pdf.pages import read_pages

_FEW_LINES = 6
"""A letterhead and a signature block have so many lines drawn under them."""


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


def without_tables(data: bytes, name: str) -> bytes:
    """A file of the pages that are read from their text and have no table."""
    reading = read_pages(data, name)
    kept = [
        page.number - 1
        for page in reading.pages
        if page.words and page.number not in reading.scans and len(page.rules) <= _FEW_LINES
    ]
    if len(kept) == len(reading.pages):
        return data
    out = io.BytesIO()
    with pypdfium2.PdfDocument.new() as whole:
        if kept:
            whole.import_pages(pypdfium2.PdfDocument(data), kept)
        whole.save(out)
    return out.getvalue() if kept else b""


def measure(data: bytes, name: str, rounds: int) -> tuple[int, list[float]]:
    """The pages, and the seconds that words, source and pdfplumber take for all of them."""
    works: Sequence[Callable[[], object]] = (
        lambda: read_pages(data, name),
        lambda: read(data, name),
        lambda: plumb(data),
    )
    for work in works[:2]:
        work()
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return len(read_pages(data, name).pages), [min(column) for column in zip(*times, strict=True)]


def show(name: str, pages: int, times: Sequence[float]) -> None:
    """Prints the milliseconds a page and how many times faster than pdfplumber."""
    words, source, theirs = (1000 * each / pages for each in times)
    print(
        f"{name[:40]:40} {pages:5}  {words:8.2f}  {source:8.2f}  {theirs:10.2f}  {theirs / words:6.1f}  {theirs / source:6.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--all", action="store_true", help="pages with tables too")
    options = parser.parse_args()
    print(
        f"{'milliseconds a page':40} {'pages':>5}  {'words':>8}  {'source':>8}  {'pdfplumber':>10}  times faster"
    )
    count, total = 0, [0.0, 0.0, 0.0]
    for path in options.files:
        data = path.read_bytes()
        data = data if options.all else without_tables(data, path.name)
        if not data:
            print(f"{path.name[:40]:40}     0  no page with text and without a table")
            continue
        pages, times = measure(data, path.name, options.rounds)
        show(path.name, pages, times)
        count += pages
        total = [a + b for a, b in zip(total, times, strict=True)]
    if count:
        show("all", count, total)


if __name__ == "__main__":
    main()
