"""How long reading DOCX files takes beside python-docx's own walk over their paragraphs and tables.

    python benchmarks/docx_reading.py [FILE.docx ...] [--pages 600] [--runs 3]

Without files a document of some `--pages` pages is made with python-docx: numbered paragraphs of several runs, and a
table of ten rows for every few pages. The peer opens the file and takes `paragraph.text` and its runs' `bold`, and
`cell.text` of each row's cells; it resolves no numbers of lists, styles, notes or changes. Printed are processor
seconds (the best of the runs), the ratio, and the peak memory of the process until then. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import io
import resource
import time
from collections.abc import Callable
from pathlib import Path

import docx

from extract.reading.formats.docx import read

SENTENCE = "Giao Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan rà soát, trình Ủy ban nhân dân tỉnh trước ngày 30/6. "
PARAGRAPHS_A_PAGE, PAGES_A_TABLE, ROWS = 18, 6, 10


def made(pages: int) -> bytes:
    """A document of so many pages."""
    document = docx.Document()
    for page in range(pages):
        for nth in range(PARAGRAPHS_A_PAGE):
            paragraph = document.add_paragraph(style="List Number" if nth % 3 else "Normal")
            paragraph.add_run(f"Nhiệm vụ {nth}. ").bold = True
            for _ in range(3):
                paragraph.add_run(SENTENCE[: 60 + nth])
        if page % PAGES_A_TABLE == 0:
            table = document.add_table(rows=0, cols=5)
            for row in range(ROWS):
                cells = table.add_row().cells
                for at, text in enumerate((str(row), "Rà soát thủ tục", "Sở Nội vụ", "Quý II", "12,5")):
                    cells[at].text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def peer(data: bytes) -> int:
    """Walks a file with python-docx and returns the number of characters met."""
    document = docx.Document(io.BytesIO(data))
    size = 0
    for paragraph in document.paragraphs:
        size += len(paragraph.text)
        all(run.bold for run in paragraph.runs)
    for table in document.tables:
        for row in table.rows:
            size += sum(len(cell.text) for cell in row.cells)
    return size


def ours(data: bytes) -> int:
    """Reads a file to a `Source` and returns the number of characters."""
    return len(read(data, "benchmark.docx").text)


def best(function: Callable[[bytes], int], data: bytes, runs: int) -> tuple[float, int]:
    """Processor seconds of the best run, and what it returned; short ones are run for half a second."""
    took, total, size = float("inf"), 0.0, 0
    while runs > 0 or total < 0.5:
        started = time.process_time()
        size = function(data)
        last = time.process_time() - started
        took, total, runs = min(took, last), total + last, runs - 1
    return took, size


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    files = {path.name: path.read_bytes() for path in options.files} or {
        f"{options.pages} trang": made(options.pages)
    }
    print(f"{'file':40} {'cchc s':>8} {'python-docx s':>14} {'times':>6} {'chars':>10} {'peak MB':>8}")
    for name, data in files.items():
        mine, size = best(ours, data, options.runs)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        theirs, _ = best(peer, data, options.runs)
        print(f"{name[:40]:40} {mine:8.4f} {theirs:14.4f} {theirs / mine:6.2f} {size:10} {peak:8.1f}")


if __name__ == "__main__":
    main()
