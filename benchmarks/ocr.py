"""How well and how fast pages are recognised in their images.

    python benchmarks/ocr.py quality FILE.pdf ... [--scan]
    python benchmarks/ocr.py confidence FILE.pdf ...
    python benchmarks/ocr.py speed FILE.pdf

The PDF files have a text layer, which is the truth; their pages are recognised in images of 200 dots per inch, clean or
as a flatbed scanner would see them (`tests.renderings.scan`). `quality` prints the share of characters that would have
to be changed, words being compared where they stand, and the share of numbers, dates and symbols that are whole;
`confidence` for each least confidence how many wrong numbers fall under it, and how many right ones; `speed` the time
of one process and of two, and what this project adds to the time of tesseract: the processor time of everything else,
the rendering of pages in its own process and the calls of tesseract included, beside that of the processes of tesseract.
What happens once for all files, loading libraries and starting the process that renders, has happened before. Nothing
is asserted: times belong to the machine, and two processes need two processors that nobody else uses. `speed` needs
Linux.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["OMP_THREAD_LIMIT"] = "1"

from extract.reading.ocr import recognise_images
from extract.reading.ocr.image import to_shown
from extract.reading.page import Page, Word
from extract.reading.pdf.pages import read_pages
from extract.reading.pdf.sandbox import worker
from tests.renderings.scan import DPI, TURN, page_images, scanned

_NUMBER = re.compile(r"\d|[A-ZĐ]{2}[-/][A-ZĐ]")
_SAME = str.maketrans("–—“”’…", '--""\'.')
_STEPS = (0.30, 0.40, 0.50, 0.60, 0.70, 0.75, 0.80, 0.85, 0.90, 0.93)


@dataclass
class Quality:
    """What was wrong: letters of the truth and those to be changed, numbers with their confidence and whether whole."""

    letters: int = 0
    changes: int = 0
    numbers: list[tuple[float, bool]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def distance(one: str, other: str) -> int:
    """How many letters are to be put in, taken out or replaced (Levenshtein)."""
    if one == other:
        return 0
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row = row, [i]
        for j, right in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (left != right)))
    return row[-1]


def compare(truth: Page, found: Page, turn: float) -> Quality:
    """The words of a page beside those recognised, each where the middle of its box stands."""
    at: dict[int, list[tuple[float, Word]]] = {}
    quality = Quality()
    for word in found.words:
        x, y = to_shown((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2, found.width, found.height, turn)
        near = [
            (abs((w.y0 + w.y1) / 2 - y), i)
            for i, w in enumerate(truth.words)
            if w.x0 - 2.5 <= x <= w.x1 + 2.5 and abs((w.y0 + w.y1) / 2 - y) < 7
        ]
        if near:
            at.setdefault(min(near)[1], []).append((x, word))
        else:
            quality.changes += len(word.text)
            quality.wrong.append(("", word.text))
    for i, wanted in enumerate(truth.words):
        words = [word for _, word in sorted(at.get(i, []), key=lambda pair: pair[0])]
        before, after = plain(wanted.text), plain("".join(word.text for word in words))
        changes = distance(before, after)
        quality.letters += len(before) + 1
        quality.changes += changes
        if changes:
            quality.wrong.append((before, after))
        if _NUMBER.search(before):
            sure = min((w.confidence for w in words if w.confidence is not None), default=-1.0)
            quality.numbers.append((sure, not changes))
    return quality


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("…", "...")).translate(_SAME)


def measured(path: Path, scan: bool) -> Quality:
    """The quality of all pages of a PDF."""
    total = Quality()
    truth = read_pages(path.read_bytes(), path.name).pages
    for seed, (page, image) in enumerate(zip(truth, page_images(path), strict=True)):
        drawn = scanned(image, seed) if scan else image
        drawn.info["dpi"] = (DPI, DPI)
        (found,) = recognise_images([drawn], path.name)
        quality = compare(page, found, (TURN if seed % 2 else -TURN) if scan else 0.0)
        total.letters += quality.letters
        total.changes += quality.changes
        total.numbers += quality.numbers
        total.wrong += quality.wrong
    return total


def each(paths: Sequence[Path], scan: bool) -> Iterator[tuple[Path, Quality]]:
    with ProcessPoolExecutor(2) as pool:
        yield from zip(paths, pool.map(measured, paths, [scan] * len(paths)), strict=True)


def show_quality(paths: Sequence[Path], scan: bool, wrong: bool) -> None:
    total = Quality()
    for path, quality in each(paths, scan):
        print(row(path.stem, quality))
        for before, after in quality.wrong if wrong else ():
            print(f"    {before} → {after}")
        total.letters += quality.letters
        total.changes += quality.changes
        total.numbers += quality.numbers
    print(row("all", total))


def row(name: str, quality: Quality) -> str:
    whole = sum(right for _, right in quality.numbers)
    return (
        f"{name[:40]:40} characters wrong {100 * quality.changes / max(1, quality.letters):6.3f} %   "
        f"numbers whole {100 * whole / max(1, len(quality.numbers)):6.2f} %  ({whole}/{len(quality.numbers)})"
    )


def show_confidence(paths: Sequence[Path]) -> None:
    """For each least confidence the share of wrong numbers that it finds, and of right ones that it doubts."""
    numbers = [
        pair
        for scan in (False, True)
        for _, quality in each(paths, scan)
        for pair in quality.numbers
        if pair[0] >= 0
    ]
    wrong = [sure for sure, right in numbers if not right]
    right = [sure for sure, right in numbers if right]
    print(f"{len(right)} numbers right, {len(wrong)} wrong")
    for step in _STEPS:
        caught, doubted = sum(s < step for s in wrong), sum(s < step for s in right)
        print(
            f"below {step:.2f}: {caught:4} wrong ({100 * caught / max(1, len(wrong)):5.1f} %)  "
            f"{doubted:4} right ({100 * doubted / max(1, len(right)):5.2f} %)"
        )


def show_speed(path: Path) -> None:
    """Seconds a page of one process and of two, and the processor time that is not tesseract's."""
    import pytesseract.pytesseract as wrapper

    from extract.reading.ocr import pages as ocr

    data = path.read_bytes()
    numbers = range(1, len(read_pages(data, path.name).pages) + 1)
    ocr.recognise_pdf(data, numbers[:1], path.name, jobs=1)
    spent = 0.0
    original: Callable[..., Any] = wrapper.run_and_get_output

    def timed(*arguments: Any, **options: Any) -> Any:
        nonlocal spent
        start = processor_time(resource.RUSAGE_CHILDREN)
        try:
            return original(*arguments, **options)
        finally:
            spent += processor_time(resource.RUSAGE_CHILDREN) - start

    wrapper.run_and_get_output = timed
    clock, own, rendering = time.perf_counter(), processor_time(resource.RUSAGE_SELF), rendering_time()
    ocr.recognise_pdf(data, numbers, path.name, jobs=1)
    one = time.perf_counter() - clock
    own, rendering = processor_time(resource.RUSAGE_SELF) - own, rendering_time() - rendering
    wrapper.run_and_get_output = original
    clock = time.perf_counter()
    ocr.recognise_pdf(data, numbers, path.name, jobs=2)
    two = time.perf_counter() - clock
    print(
        f"{path.name[:40]:40} {len(numbers)} pages; one at a time {one / len(numbers):.2f} s a page, two "
        f"{two / len(numbers):.2f} s: {one / two:.2f} times; processor {spent / len(numbers):.2f} s a page in "
        f"tesseract, {own / len(numbers):.3f} here, {rendering / len(numbers):.3f} rendering: "
        f"{100 * (own + rendering) / spent:.1f} % on top; load {os.getloadavg()[0]:.1f}"
    )


def processor_time(of: int) -> float:
    """The processor time of this process, or of those it has waited for: it doesn't tell who else is at work."""
    usage = resource.getrusage(of)
    return usage.ru_utime + usage.ru_stime


def rendering_time() -> float:
    """The processor time so far of the process that renders pages."""
    with worker() as process:
        status = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8")
    user, system = status.rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("quality", "confidence", "speed"))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf")
    parser.add_argument("--scan", action="store_true", help="pages as a scanner sees them")
    parser.add_argument("--wrong", action="store_true", help="list the words that are wrong")
    options = parser.parse_args()
    if options.what == "quality":
        show_quality(options.files, options.scan, options.wrong)
    elif options.what == "confidence":
        show_confidence(options.files)
    else:
        for path in options.files:
            show_speed(path)


if __name__ == "__main__":
    main()
