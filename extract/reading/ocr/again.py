"""A second look at what the first reading of a page left out or was unsure of: each such place is read alone.

Tesseract first cuts a page into lines. Short cells of tables, the first words of a list beside a signature and lines
between wide gaps fall out there, and one line is read with the letters of another. Alone they are read well.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.reading.encodings.syllables import is_syllable
from extract.reading.ocr.blocks import SURE, Place, uncovered, uneven, without_marks
from extract.reading.ocr.components import components
from extract.reading.ocr.rules import Line
from extract.reading.ocr.tesseract import BLOCK, LINE, Found, find_words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

_BETTER = 0.1
"""By so much the second reading is surer where it differs: below that it is wrong as often as the first."""
_LEAST = 0.5
"""What only the second look found is of so much confidence; specks and parts of stamps are of less."""
_FOREIGN = re.compile("[ÐðÑñØøƒƑŒœÄäÖöÏïŠšŸÿ€£§¬¡¿‡†]")
"""Letters and signs that tesseract's Vietnamese knows and Vietnamese documents don't."""
_SYMBOL = re.compile(r"\d[/-]\S*[A-ZĐ]{2}|[A-ZĐ]{2,}-[A-ZĐ]{2,}")
_TWICE = re.compile(r"([A-ZĐ])\1")
_INK = 128
_CELL = 4
_REACH, _LINE_REACH = 5.0, 1.0
"""Points between the letters and words of one place, along the line and across."""
_LOWEST, _HIGHEST = 4.5, 24.0
"""Points: the height of a place that may hold a line of text."""
_DARKEST = 0.6
_TOUCH = 2.0
_PAD = 2.0
_MARGIN = 12
_MOST = 150
"""More places than this are a picture, a map or the pattern of the paper."""


def look_again(
    pixels: Grey, found: list[Found], upright: Sequence[Line], dpi: int, scale: float
) -> list[Found]:
    """The words of a page, those in doubt and those left out read once more; `scale` is in pixels per point.

    `upright` are the upright lines that were printed between columns. Raises `PageTimeoutError`.
    """
    ink = pixels < _INK
    found = _read_alone(pixels, found, uneven(ink, found, upright, scale), BLOCK, dpi, scale)
    found = without_marks(found, scale)
    places = [*_left_out(uncovered(ink, found, scale), found, scale), *_doubtful(found)]
    return _read_alone(pixels, found, places, LINE, dpi, scale)


def _read_alone(
    pixels: Grey, found: list[Found], places: Sequence[Place], mode: int, dpi: int, scale: float
) -> list[Found]:
    """The words with those of the second reading of places where it is to be taken."""
    taken: set[int] = set()
    chosen: list[Place] = []
    for place in places:
        # Parts of two lines that were read as one word belong to both.
        if mode == BLOCK or not any(id(word) in taken for word in place.words):
            taken.update(id(word) for word in place.words)
            chosen.append(place)
    if not chosen or len(chosen) > _MOST:
        return found
    crops = [_crop(pixels, place, scale) for place in chosen]
    readings = find_words_of([crop for crop, _, _ in crops], dpi, mode)
    gone: set[int] = set()
    new: list[Found] = []
    last = max((word.line[0] for word in found), default=0)
    for nth, (place, (_, left, top), reading) in enumerate(zip(chosen, crops, readings, strict=True), 1):
        words = [
            Found(
                w.text,
                w.x0 + left,
                w.y0 + top,
                w.x1 + left,
                w.y1 + top,
                w.confidence,
                # A word that is read again stays on its line; a place that was on none has lines of its own.
                place.words[0].line if mode == LINE and place.words else (last + nth, *w.line[1:]),
            )
            for w in reading
        ]
        if (_improves(place, words)) if mode == BLOCK else _replaces(place, words):
            gone.update(id(word) for word in place.words)
            new += words
    return [word for word in found if id(word) not in gone] + new


def _improves(place: Place, words: Sequence[Found]) -> bool:
    """Whether the second reading of a column is to be taken: as sure, and with as many letters."""
    before, after = (len(_text(w).replace(" ", "")) for w in (place.words, words))
    confidence = confidence_of(words)
    return confidence >= max(_LEAST, confidence_of(place.words) - 0.02) and after >= 0.8 * before


def _replaces(place: Place, words: Sequence[Found]) -> bool:
    """Whether the second reading of a line or word is to be taken."""
    if not words:
        return False
    confidence = confidence_of(words)
    if place.unread:
        if not any(char.isalnum() for word in words for char in word.text):
            return False
        return confidence >= _LEAST and confidence > confidence_of(place.words) - _BETTER
    before, after = _text(place.words), _text(words)
    if before.count("/") > after.count("/"):
        return False
    if _TWICE.sub(r"\1", before) == after and _SYMBOL.search(before):
        return True
    if _FOREIGN.search(before) and not _FOREIGN.search(after):
        return confidence >= _LEAST
    if before == after:
        place.words[0].confidence = max(place.words[0].confidence, confidence)
        return False
    was, now = _is_plausible(before), _is_plausible(after)
    if was != now:
        return now and confidence >= _LEAST
    return confidence > confidence_of(place.words) + _BETTER


def _text(words: Sequence[Found]) -> str:
    return " ".join(word.text for word in words)


def _is_plausible(text: str) -> bool:
    """Whether words of letters are syllables; what holds digits or signs can't be told."""
    return all(is_syllable(word) for word in (w.strip('().,;:"“”') for w in text.split()) if word.isalpha())


def confidence_of(words: Sequence[Found]) -> float:
    """That of the words by their letters, 0 for none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _doubtful(found: Sequence[Found]) -> list[Place]:
    return [Place(int(w.x0), int(w.y0), int(w.x1), int(w.y1), [w]) for w in found if _in_doubt(w)]


def _in_doubt(word: Found) -> bool:
    """Whether a word is not sure, or is none: letters with no space between, a foreign one, a symbol that stutters."""
    return word.confidence < SURE or _is_odd(word.text)


@functools.lru_cache(8192)
def _is_odd(text: str) -> bool:
    if _FOREIGN.search(text):
        return True
    if _SYMBOL.search(text):
        return _TWICE.search(text) is not None
    return not (text.isupper() or _is_plausible(text))


def _left_out(ink: Mask, found: Sequence[Found], scale: float) -> list[Place]:
    """Where ink that no word covers has the size of letters."""
    import numpy as np

    # Every other pixel both ways is enough to see letters.
    height, width = ink.shape[0] // _CELL * _CELL, ink.shape[1] // _CELL * _CELL
    bands = ink[:height:_CELL, :width] | ink[2:height:_CELL, :width]
    cells = bands[:, ::_CELL] | bands[:, 2::_CELL]
    edge = round(8 * scale / _CELL)
    cells[:edge], cells[-edge:], cells[:, :edge], cells[:, -edge:] = False, False, False, False
    if not cells.any():
        return []
    across, down = max(1, round(_REACH * scale / _CELL / 2)), max(0, round(_LINE_REACH * scale / _CELL / 2))
    places = []
    for blob in components(_spread(cells, across, down)):
        part = cells[blob.y0 : blob.y1, blob.x0 : blob.x1]
        rows, columns = np.nonzero(part.any(axis=1))[0], np.nonzero(part.any(axis=0))[0]
        y0, y1 = (blob.y0 + int(rows[0])) * _CELL, (blob.y0 + int(rows[-1]) + 1) * _CELL
        x0, x1 = (blob.x0 + int(columns[0])) * _CELL, (blob.x0 + int(columns[-1]) + 1) * _CELL
        if not _LOWEST * scale <= y1 - y0 <= _HIGHEST * scale or ink[y0:y1, x0:x1].mean() > _DARKEST:
            continue
        place = Place(x0, y0, x1, y1, unread=True)
        for word in found:
            if _touches(place, word, _TOUCH * scale):
                place.words.append(word)
        for word in place.words:
            place.x0, place.x1 = min(place.x0, int(word.x0)), max(place.x1, int(word.x1))
            place.y0, place.y1 = min(place.y0, int(word.y0)), max(place.y1, int(word.y1))
        places.append(place)
    return places


def _touches(place: Place, word: Found, most: float) -> bool:
    """Whether a word stands on the line of a place and no further than `most` from it."""
    shared = min(place.y1, word.y1) - max(place.y0, word.y0)
    lower = min(place.y1 - place.y0, word.y1 - word.y0)
    return shared > 0.5 * lower and word.x0 - place.x1 < most and place.x0 - word.x1 < most


def _spread(cells: Mask, across: int, down: int) -> Mask:
    """The cells with so many beside them, and above and below them."""
    out = cells.copy()
    for _ in range(across):
        wide = out.copy()
        wide[:, 1:] |= out[:, :-1]
        wide[:, :-1] |= out[:, 1:]
        out = wide
    for _ in range(down):
        tall = out.copy()
        tall[1:] |= out[:-1]
        tall[:-1] |= out[1:]
        out = tall
    return out


def _crop(pixels: Grey, place: Place, scale: float) -> tuple[Grey, int, int]:
    """The image of a place with paper around it, and where its top left corner stands on the page."""
    import numpy as np

    pad = round(_PAD * scale)
    x0, y0 = max(0, place.x0 - pad), max(0, place.y0 - pad)
    part = pixels[y0 : place.y1 + pad, x0 : place.x1 + pad]
    return np.pad(part, _MARGIN, constant_values=255), x0 - _MARGIN, y0 - _MARGIN
