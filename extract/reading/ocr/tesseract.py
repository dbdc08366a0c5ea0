"""Calls of tesseract: an image to its words, and how a page is turned."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.reading.ocr.tools import LANGUAGE, has_orientation_data

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

SECONDS = 90
"""A page that takes longer is given up; ordinary pages take one to five."""
AUTOMATIC, BLOCK, LINE, SPARSE = 3, 6, 7, 11
"""How tesseract cuts an image: by itself, as one block of lines, as one line, as words wherever they stand."""
_LEAST_TURN_CONFIDENCE = 1.0


class PageTimeoutError(Exception):
    """Tesseract took too long for a page."""


@dataclass(slots=True)
class Found:
    """A word as tesseract gives it: box in pixels, confidence from 0 to 1, and the printed line that it is on."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    line: tuple[int, int, int]


def find_words(image: Grey, dpi: int, mode: int = AUTOMATIC, options: str = "") -> list[Found]:
    """The words of a grey image, in the order of tesseract.

    `dpi` is of the image; `mode` is the page segmentation mode. Raises `PageTimeoutError` after `SECONDS`.
    """
    config = f"--oem 1 --psm {mode} --dpi {dpi} -c tessedit_create_tsv=1 {options}"
    return [word for _, word in _rows(_run([image], "tsv", LANGUAGE, config))]


def find_words_of(images: Sequence[Grey], dpi: int, mode: int = LINE) -> list[list[Found]]:
    """The words of small grey images, each with those of its own; one call for all, as most of it is loading data."""
    if not images:
        return []
    config = f"--oem 1 --psm {mode} --dpi {dpi} -c tessedit_create_tsv=1"
    found: list[list[Found]] = [[] for _ in images]
    for page, word in _rows(_run(images, "tsv", LANGUAGE, config)):
        if page <= len(found):
            found[page - 1].append(word)
    return found


def find_turn(image: Grey, dpi: int) -> int | None:
    """By how many degrees clockwise (0, 90, 180, 270) the image must be turned to stand upright; `None` if unsure."""
    import pytesseract

    if not has_orientation_data():
        return None
    try:
        out = pytesseract.pytesseract.osd_to_dict(_run([image], "osd", "osd", f"--psm 0 --dpi {dpi}"))
    except pytesseract.TesseractError:
        # Too few letters on the page.
        return None
    if out.get("orientation_conf", 0.0) < _LEAST_TURN_CONFIDENCE:
        return None
    return int(out.get("rotate", 0)) % 360


def _run(images: Sequence[Grey], extension: str, language: str, config: str) -> str:
    import pytesseract

    # Several threads of one page only get in each other's way; pages are read side by side instead.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        with tempfile.TemporaryDirectory(prefix="cchc-") as folder:
            file = _written(images, Path(folder))
            return str(
                pytesseract.pytesseract.run_and_get_output(file, extension, language, config, timeout=SECONDS)
            )
    except pytesseract.TesseractError:
        raise
    except RuntimeError as error:
        raise PageTimeoutError(str(error)) from None


def _written(images: Sequence[Grey], folder: Path) -> str:
    """The file to be given to tesseract: an image, or a list of several."""
    paths = [folder / f"{i}.pgm" for i in range(len(images))]
    for image, path in zip(images, paths, strict=True):
        # As raw pixels: PNG takes longer to write than the rest of the call.
        with path.open("wb") as file:
            file.write(b"P5\n%d %d\n255\n" % (image.shape[1], image.shape[0]))
            image.tofile(file)
    if len(paths) == 1:
        return str(paths[0])
    listed = folder / "images.txt"
    listed.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return str(listed)


def _rows(table: str) -> Iterator[tuple[int, Found]]:
    """The words of tesseract's table of tab-separated values, each with the number of its image from 1."""
    for row in table.split("\n")[1:]:
        if not row.startswith("5\t"):
            continue
        cells = row.split("\t")
        if len(cells) < 12 or not (text := cells[11].strip()):
            continue
        page, block, paragraph, line, _, left, top, width, height = map(int, cells[1:10])
        confidence = max(0.0, float(cells[10])) / 100
        place = (block, paragraph, line)
        yield page, Found(text, left, top, left + width, top + height, confidence, place)
