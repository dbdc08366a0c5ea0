"""What dust, pens and the recognition itself leave among the words of an image: specks, strokes, words seen twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.reading.layout.lines import Token

LOW = re.compile(r"[gpqyjQ,;()ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ]")
"""Letters that reach below the line."""
_LEAST_DOT, _LEAST_DASH, _LEAST_SIGN = 0.09, 0.15, 0.2
"""In sizes of the letters beside it, the larger side of a full stop, a dash, any other sign."""
_DASHES = frozenset("-–—")
_POINTS = frozenset("_.,…·'\"“”‘’„`")
_FLATTEST, _HYPHEN, _EN_DASH = 0.15, (0.18, 0.42), (0.42, 0.7)
"""In sizes: a dash is lower than any letter, a hyphen a third as wide as high letters are, a dash half."""
_STROKE, _DOUBTFUL = 1.5, 0.75
_ODD, _SIGN_SURE = frozenset("£¬`ˆ|\\¤¢¥€‡†©®§°"), 0.85
"""Signs that documents hardly print, and how surely they must be read to be kept."""
_TWIN = 0.55
"""Two words share so much of the larger one's box where they are one."""
_HIGHEST = 1.4
"""In sizes: capitals with two marks and a tail are lower."""


def without_noise(tokens: Sequence[Token]) -> list[Token]:
    """The words that stand on an image: dashes made dashes, boxes cut to a word, what is no word left out."""
    for token in tokens:
        _straighten_dash(token)
    kept = _without_twins([t for t in tokens if not _is_speck(t) and not _is_stroke(t)])
    for token in kept:
        if _is_high(token):
            _cut_to_size(token, kept)
    return kept


def holds_letter(text: str) -> bool:
    """Whether a text has a letter or a digit; `ˆ`, which counts as a letter of phonetics, is none."""
    return any(c.isalnum() and not "\u02b0" <= c <= "\u02ff" for c in text)


def foot_of(token: Token) -> float:
    """The height of the line that a word read from an image stands on: its tail and its mark below taken off."""
    size = token.size or (token.y1 - token.y0)
    return token.y1 - (0.21 * size if LOW.search(token.text) else 0.0)


def _straighten_dash(token: Token) -> None:
    """Makes what is as flat as a dash one, whatever sign it was taken for (`~`, `ˆ`, `3`)."""
    if token.confidence is None or token.size <= 0 or len(token.text) > 2:
        return
    if token.text in _DASHES or not _POINTS.isdisjoint(token.text):
        return
    wide, high = (token.x1 - token.x0) / token.size, (token.y1 - token.y0) / token.size
    if high < _FLATTEST and _HYPHEN[0] < wide < _EN_DASH[1]:
        token.text = "-" if wide < _HYPHEN[1] else "–"


def _is_speck(token: Token) -> bool:
    """Whether a sign read from an image is smaller than it can be printed: a speck of dust."""
    if token.confidence is None or token.size <= 0 or len(token.text) > 2:
        return False
    least = _LEAST_DOT if token.text == "." else _LEAST_DASH if token.text in _DASHES else _LEAST_SIGN
    return max(token.x1 - token.x0, token.y1 - token.y0) < least * token.size


def _is_stroke(token: Token) -> bool:
    """Whether a sign read from an image is higher than a letter, or none that is printed: a stroke of a pen."""
    if token.confidence is None or token.size <= 0:
        return False
    if token.confidence < _SIGN_SURE and _ODD.issuperset(token.text):
        return True
    if token.y1 - token.y0 < _STROKE * token.size:
        return False
    return not holds_letter(token.text) or (len(token.text) < 3 and token.confidence < _DOUBTFUL)


def _is_high(token: Token) -> bool:
    return token.confidence is not None and 0 < token.size < (token.y1 - token.y0) / _HIGHEST


def _cut_to_size(token: Token, tokens: Sequence[Token]) -> None:
    """Cuts a box that holds more than a word can: a speck or a stroke of a pen above or below it.

    Which edge is that of the word, the words beside it tell: it stands on a line that has room for it.
    """
    top, foot, size = token.y0, token.y1, token.size
    around = [t for t in tokens if t is not token and t.y0 < foot and t.y1 > top and not _is_high(t)]
    best = 1.2 * size
    cut = (top + foot) / 2 - 0.45 * size, (top + foot) / 2 + 0.45 * size
    for other in around:
        gap = max(other.x0 - token.x1, token.x0 - other.x1)
        if not -0.3 * size < gap < best:
            continue
        if abs(other.y0 - top) < 0.25 * size and other.y1 < foot:
            edges = top, other.y1
        elif abs(other.y1 - foot) < 0.25 * size and other.y0 > top:
            edges = other.y0, foot
        else:
            continue
        if not any(_fills(t, token, edges) for t in around):
            best, cut = gap, edges
    token.y0, token.y1 = cut


def _fills(other: Token, token: Token, edges: tuple[float, float]) -> bool:
    """Whether another word stands where a word would stand between two heights."""
    across = min(other.x1, token.x1) - max(other.x0, token.x0)
    down = min(other.y1, edges[1]) - max(other.y0, edges[0])
    return across > 0.3 * min(other.x1 - other.x0, token.x1 - token.x0) and down > 0.5 * (other.y1 - other.y0)


def _without_twins(tokens: list[Token]) -> list[Token]:
    """Words without those that were recognised twice at one place; the one read more surely stays."""
    drop: set[int] = set()
    ordered = sorted((t for t in tokens if t.confidence is not None), key=lambda t: t.x0)
    for i, token in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if other.x0 >= token.x1:
                break
            across = min(token.x1, other.x1) - other.x0
            down = min(token.y1, other.y1) - max(token.y0, other.y0)
            if down <= 0 or across * down < _TWIN * max(_area(token), _area(other)):
                continue
            less = token if (token.confidence or 0.0) < (other.confidence or 0.0) else other
            drop.add(id(less))
    return [t for t in tokens if id(t) not in drop] if drop else tokens


def _area(token: Token) -> float:
    return (token.x1 - token.x0) * (token.y1 - token.y0)
