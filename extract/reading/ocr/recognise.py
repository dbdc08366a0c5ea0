"""One page: prepared, recognised, its doubtful words sorted out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.reading.ocr import image as images
from extract.reading.ocr.confidence import believable
from extract.reading.ocr.letters import mended
from extract.reading.ocr.render import POINTS, Sheet
from extract.reading.ocr.rules import Line, find_lines, remove_lines
from extract.reading.ocr.sizes import line_size
from extract.reading.ocr.stamps import without_coloured_ink
from extract.reading.ocr.tesseract import AUTOMATIC, Found, PageTimeoutError, find_turn, find_words
from extract.reading.page import Page, Rule, Word

if TYPE_CHECKING:
    pass


def recognise(sheet: Sheet) -> Page:
    """Recognises the words and rules of a page."""
    import numpy as np
    from PIL import Image as Images

    grey, _coloured = without_coloured_ink(sheet.image, sheet.scale)
    grey = images.even_light(grey)
    pixels = np.asarray(grey)
    threshold = images.ink_threshold(pixels)
    notes: list[str] = []
    if images.is_blank(pixels, threshold):
        return Page(sheet.number, sheet.width, sheet.height, origin="blank")
    dpi = round(sheet.scale * POINTS)
    if images.lies_sideways(pixels, threshold):
        turn = find_turn(grey, dpi)
        if turn:
            grey = grey.rotate(-turn, expand=True)
            notes.append(f"Trang quét đã được xoay {turn}° theo chiều kim đồng hồ")
            if turn != 180:
                sheet.width, sheet.height = sheet.height, sheet.width
            pixels = np.asarray(grey)
    skew = images.find_skew(pixels, threshold)
    if abs(skew) >= images.LEAST_SKEW:
        grey = images.straighten(grey, skew)
    else:
        skew = 0.0
    pixels = np.array(grey)
    images.clear_edges(pixels, threshold)
    dark = pixels < threshold
    level, upright = find_lines(dark, sheet.scale), find_lines(dark, sheet.scale, upright=True)
    remove_lines(pixels, dark, level)
    # Where lines cross, the level one is no letter any more.
    remove_lines(pixels.T, (pixels < threshold).T, upright)
    page = Page(sheet.number, sheet.width, sheet.height, origin="scan")
    try:
        found = find_words(Images.fromarray(pixels), dpi, AUTOMATIC)
    except PageTimeoutError:
        page.note = "Nhận dạng chữ quá lâu, trang này bị bỏ qua"
        return page
    kept = believable(found, notes)
    _put(page, kept, level, upright, skew, sheet.scale)
    page.note = "; ".join(notes) or None
    return page


def _put(
    page: Page, found: list[Found], level: list[Line], upright: list[Line], skew: float, scale: float
) -> None:
    """Words and lines in pixels of the straightened page to words and rules in points of the page as shown."""

    def shown(x: float, y: float) -> tuple[float, float]:
        return images.to_shown(x / scale, y / scale, page.width, page.height, skew)

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
    for line in level:
        x0, y0 = shown(line.start, line.middle)
        x1, y1 = shown(line.end, line.middle)
        page.rules.append(Rule(round(x0, 2), round((y0 + y1) / 2, 2), round(x1, 2), round((y0 + y1) / 2, 2)))
    for line in upright:
        x0, y0 = shown(line.middle, line.start)
        x1, y1 = shown(line.middle, line.end)
        page.rules.append(Rule(round((x0 + x1) / 2, 2), round(y0, 2), round((x0 + x1) / 2, 2), round(y1, 2)))
