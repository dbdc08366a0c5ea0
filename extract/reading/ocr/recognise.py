"""One page: prepared, recognised, its doubtful words sorted out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.reading.ocr import image as images
from extract.reading.ocr.again import confidence_of, look_again
from extract.reading.ocr.confidence import believable
from extract.reading.ocr.letters import mended, with_labels
from extract.reading.ocr.render import POINTS, Sheet
from extract.reading.ocr.rules import Line, find_lines, find_short_uprights, remove_lines
from extract.reading.ocr.sizes import line_size
from extract.reading.ocr.stamps import without_coloured_ink
from extract.reading.ocr.strokes import with_numerals
from extract.reading.ocr.tesseract import AUTOMATIC, BLOCK, Found, PageTimeoutError, find_turn, find_words
from extract.reading.page import Page, Rule, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_POOR = 0.6
"""A page whose letters are read with less confidence than this stands on its head, or is cut up wrongly."""


@dataclass(slots=True)
class _Print:
    """The print of a page: its pixels level and without lines, the lines, by how many degrees it was straightened."""

    pixels: NDArray[np.uint8]
    level: list[Line]
    upright: list[Line]
    skew: float


def recognise(sheet: Sheet) -> Page:
    """Recognises the words and rules of a page.

    Where what is read is hardly more than guessed, the page is turned upright if it stands on its head, else cut up in
    another way, and the surer reading is taken.
    """
    import numpy as np

    if isinstance(sheet.image, np.ndarray):
        grey = sheet.image
    else:
        grey = np.asarray(without_coloured_ink(sheet.image, sheet.scale)[0])
    pixels = images.whiten_paper(images.even_light(grey))
    threshold = images.ink_threshold(pixels)
    if images.is_blank(pixels, threshold):
        return Page(sheet.number, sheet.width, sheet.height, origin="blank")
    dpi = round(sheet.scale * POINTS)
    turn = 0
    if images.lies_sideways(pixels, threshold) and (turn := find_turn(pixels, dpi) or 0):
        pixels = _turned(sheet, pixels, turn)
    note = None
    found: list[Found] = []
    printed = _printed(pixels, threshold, sheet.scale)
    try:
        found = find_words(printed.pixels, dpi, AUTOMATIC)
        if confidence_of(found) < _POOR:
            if not turn and (turn := find_turn(pixels, dpi) or 0):
                printed = _printed(_turned(sheet, pixels, turn), threshold, sheet.scale)
                found = find_words(printed.pixels, dpi, AUTOMATIC)
            else:
                other = find_words(printed.pixels, dpi, BLOCK)
                found = max(found, other, key=confidence_of)
        found = look_again(printed.pixels, found, printed.upright, dpi, sheet.scale)
        with_numerals(printed.pixels, found)
        with_labels(found)
    except PageTimeoutError:
        if not found:
            note = "Nhận dạng chữ quá lâu, trang này bị bỏ qua"
    page = Page(sheet.number, sheet.width, sheet.height, origin="scan")
    _put(page, believable(found), printed, sheet.scale)
    page.note = note or (f"Trang quét đã được xoay {turn}° theo chiều kim đồng hồ" if turn else None)
    return page


def _turned(sheet: Sheet, pixels: NDArray[np.uint8], turn: int) -> NDArray[np.uint8]:
    """The page turned clockwise by 90, 180 or 270 degrees; the sheet gets the sides that it then has."""
    import numpy as np

    if turn != 180:
        sheet.width, sheet.height = sheet.height, sheet.width
    return np.ascontiguousarray(np.rot90(pixels, -turn // 90))


def _printed(grey: NDArray[np.uint8], threshold: int, scale: float) -> _Print:
    """Straightens a page, and takes its dark edges and its lines off."""
    skew = images.find_skew(grey, threshold)
    if abs(skew) >= images.LEAST_SKEW:
        pixels = images.straighten(grey, skew)
    else:
        pixels, skew = grey.copy(), 0.0
    images.clear_edges(pixels, threshold)
    dark = pixels < threshold
    level, upright = find_lines(dark, scale), find_lines(dark, scale, upright=True)
    upright += find_short_uprights(dark, level, upright, scale)
    remove_lines(pixels, dark, level)
    # Where lines cross, the level one is no letter any more.
    remove_lines(pixels.T, (pixels < threshold).T, upright)
    return _Print(pixels, level, upright, skew)


def _put(page: Page, found: list[Found], printed: _Print, scale: float) -> None:
    """Words and lines in pixels of the straightened page to words and rules in points of the page as shown."""

    # In pixels: of the turned page the middle is where that of its points is.
    back = images.turned_back(page.width * scale, page.height * scale, printed.skew)

    def shown(x: float, y: float) -> tuple[float, float]:
        x, y = back(x, y)
        return x / scale, y / scale

    sizes: dict[tuple[int, int, int], list[tuple[str, float]]] = {}
    for word in found:
        sizes.setdefault(word.line, []).append((word.text, (word.y1 - word.y0) / scale))
    size = {line: line_size(words) for line, words in sizes.items()}
    for word in found:
        x, y = shown((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)
        half, tall = (word.x1 - word.x0) / scale / 2, (word.y1 - word.y0) / scale / 2
        page.words.append(
            Word(
                mended(word.text),
                round(x - half, 2),
                round(y - tall, 2),
                round(x + half, 2),
                round(y + tall, 2),
                size=round(size[word.line], 1),
                confidence=round(word.confidence, 3),
            )
        )
    for line in printed.level:
        x0, y0 = shown(line.start, line.middle)
        x1, y1 = shown(line.end, line.middle)
        page.rules.append(Rule(round(x0, 2), round((y0 + y1) / 2, 2), round(x1, 2), round((y0 + y1) / 2, 2)))
    for line in printed.upright:
        x0, y0 = shown(line.middle, line.start)
        x1, y1 = shown(line.middle, line.end)
        page.rules.append(Rule(round((x0 + x1) / 2, 2), round(y0, 2), round((x0 + x1) / 2, 2), round(y1, 2)))
