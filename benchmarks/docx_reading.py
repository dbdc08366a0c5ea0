"""How long reading DOCX files takes beside python-docx's own walk over their paragraphs and tables.

    python benchmarks/docx_reading.py [FILE.docx ...] [--pages 600] [--runs 5]

Besides the files a document of some `--pages` pages is made: eighteen numbered paragraphs of several runs a page, and a
table of ten rows on every third (0 makes none). The peer opens the file and takes `paragraph.text` and `cell.text` of
each row's cells, and nothing else: no numbers of lists, styles, merged cells, notes or changes. Both read each file in
turn; printed are processor seconds (the best of the runs) and their ratio for each file and for all, and the peak
memory until then. Nothing is asserted. Documents to read are made by

    python -m tests.renderings corpus/*.txt --to docx --out outputs/renderings
"""

from __future__ import annotations

import argparse
import copy
import io
import resource
import time
from collections.abc import Callable
from pathlib import Path

import docx

from extract.reading.formats.docx import read

SENTENCE = "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan rà soát, trình Ủy ban nhân dân tỉnh trước ngày 30/6. "
PARAGRAPHS_A_PAGE, PAGES_A_TABLE, ROWS = 18, 3, 10
ROW = ("Rà soát thủ tục", "Sở Nội vụ", "Quý II", "12,5", "")
SHORTEST = 0.5
"""Short files are read so many seconds long: a single run is too short for the clock."""


def made(pages: int) -> bytes:
    """A document of so many pages."""
    document = docx.Document()
    for nth in range(PARAGRAPHS_A_PAGE):
        paragraph = document.add_paragraph(style="List Number" if nth % 3 else "Normal")
        paragraph.add_run(f"Nhiệm vụ {nth}. ").bold = True
        for _ in range(3):
            paragraph.add_run(SENTENCE[: 60 + nth])
    table = document.add_table(rows=ROWS, cols=len(ROW))
    for row in table.rows:
        for cell, text in zip(row.cells, ROW, strict=True):
            cell.text = text
    body = document.element.body
    *paragraphs, grid, section = list(body)
    for page in range(1, pages):
        for element in (*paragraphs, *([] if page % PAGES_A_TABLE else [grid])):
            section.addprevious(copy.deepcopy(element))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def peer(data: bytes) -> int:
    """Walks a file with python-docx and returns the number of characters met."""
    document = docx.Document(io.BytesIO(data))
    size = sum(len(paragraph.text) for paragraph in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            size += sum(len(cell.text) for cell in row.cells)
    return size


def ours(data: bytes) -> int:
    """Reads a file to a `Source` and returns the number of characters."""
    return len(read(data, "benchmark.docx").text)


def seconds(function: Callable[[bytes], int], data: bytes) -> float:
    """The processor seconds of one run."""
    started = time.process_time()
    function(data)
    return time.process_time() - started


def measure(data: bytes, runs: int) -> tuple[float, float]:
    """The best of the runs of this project's reader and of the peer, which take turns."""
    mine = theirs = float("inf")
    total = 0.0
    while runs > 0 or total < SHORTEST:
        last = seconds(ours, data), seconds(peer, data)
        mine, theirs = min(mine, last[0]), min(theirs, last[1])
        total, runs = total + sum(last), runs - 1
    return mine, theirs


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    files = {path.name: path.read_bytes() for path in options.files}
    print(f"{'file':40} {'cchc s':>8} {'python-docx s':>14} {'times':>6} {'chars':>10} {'peak MB':>8}")
    sums = [0.0, 0.0]
    for name, data in files.items():
        mine, theirs = measure(data, options.runs)
        sums = [sums[0] + mine, sums[1] + theirs]
        show(name, mine, theirs, data)
    if len(files) > 1:
        print(f"{'all files':40} {sums[0]:8.4f} {sums[1]:14.4f} {sums[1] / sums[0]:6.2f}")
    if options.pages:
        data = made(options.pages)
        show(f"made, {options.pages} pages", *measure(data, options.runs), data)


def show(name: str, mine: float, theirs: float, data: bytes) -> None:
    """Prints the line of a file."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name[:40]:40} {mine:8.4f} {theirs:14.4f} {theirs / mine:6.2f} {ours(data):10} {peak:8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
