"""Words of a page to printed lines, whatever the skew, the sizes and the raised numbers on them."""

from __future__ import annotations

import functools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import median

from extract.reading.compose import AnyRun
from extract.reading.layout.noise import LOW, without_noise
from extract.reading.page import Page, Rule, Word
from extract.reading.places import Box

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER = re.compile(r"\d{1,3}$")
_MARK = re.compile(r"(?:[(\[]?\d{1,3}[)\]]?|\*{1,3})$")
_RAISED_SIZE = 0.76
"""Raised letters are no larger than this share of those beside them."""
_TALL = re.compile(r"[^acegmnopqrsuvwxyzơư.,;:…_-]")
_SYMBOL_HEAD = re.compile(r"(?:^\d{1,5}|/[A-ZĐ][\w-]{0,9})[-/]$")
_SYMBOL_REST = re.compile(r"-?[A-ZĐ]")
_CLOSING = frozenset(",.;:!?)”")
_SAME_SIZE = 0.16
_LEAST_SKEW = 0.0012
"""A slope of lines below this (a millimetre over a page) is left as it is."""
_MOST_SKEW = 0.06
_LEAST_HEIGHT = 1.0
_GLUED = 0.11
"""A gap between words below this share of the size is none: the word was cut where its font changes."""


# One for each word of a page: the constructor of a named tuple takes twice the time.
_box = functools.partial(tuple.__new__, Box)
_left = attrgetter("x0")


Token = Word
"""A word where it stands on the page made upright."""


@dataclass(slots=True)
class Line:
    """A printed line, or the part of one that stands in a column, with the edges of the column it stands in."""

    words: list[Token]
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    text: str
    bold: bool
    left: float = 0.0
    right: float = 0.0
    column: int = 0
    """Lines of one number stand in one column; 0 is the width of the page."""
    scan: bool = False
    baseline: float = 0.0
    widest: float = 0.0
    """The widest gap between its words."""
    marked: bool = False
    """Whether one of its words is raised."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Sheet:
    """A page while it is being read: its words made upright, its rules, and what has been put together so far."""

    number: int
    width: float
    height: float
    tokens: list[Token]
    rules: list[Rule]
    scan: bool
    lines: list[Line] = field(default_factory=list)


def make_sheet(page: Page) -> Sheet:
    """The words of a page as tokens, turned upright where the lines of a scan are slanted."""
    scan = page.origin == "scan"
    tokens = [w for w in page.words if w.text.strip() and w.x1 > w.x0]
    slanted = scan or _may_slant(tokens)
    if slanted or min([w.y1 - w.y0 for w in tokens], default=1.0) < _LEAST_HEIGHT:
        # What is moved or mended is not the page's own.
        tokens = [_copied(w) for w in tokens]
    number = page.number
    for w in tokens:
        w.box = _box((number, w.x0, w.y0, w.x1, w.y1))
    if scan:
        tokens = without_noise(tokens)
    for token in [t for t in tokens if t.y1 - t.y0 < _LEAST_HEIGHT]:
        centre = (token.y0 + token.y1) / 2
        token.y0, token.y1 = centre - _LEAST_HEIGHT / 2, centre + _LEAST_HEIGHT / 2
    sheet = Sheet(page.number, page.width, page.height, tokens, page.rules, scan)
    if slanted and (slope := _slope(tokens, page.width)):
        _turn(sheet, slope)
    return sheet


def _copied(w: Word) -> Word:
    # A third of the time that `copy` takes.
    return Word(
        w.text,
        w.x0,
        w.y0,
        w.x1,
        w.y1,
        w.size,
        w.bold,
        w.italic,
        w.font,
        w.confidence,
        w.box,
        w.raised,
        w.glued,
    )


def _may_slant(tokens: Sequence[Token]) -> bool:
    """Whether words stand at so many heights that their lines may be slanted; a typeset line has few."""
    most = 0.5 * len(tokens)
    return len({t.y1 for t in tokens}) > most and len({round(t.y1, 1) for t in tokens}) > most


def _slope(tokens: Sequence[Token], width: float) -> float:
    """By how much lines sink per point to the right."""
    slopes = []
    for words in _chains(tokens):
        if len(words) < 6 or words[-1].x1 - words[0].x0 < 0.35 * width:
            continue
        xs = [(w.x0 + w.x1) / 2 for w in words]
        ys = [(w.y0 + w.y1) / 2 for w in words]
        mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
        slopes.append(
            sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
            / sum((x - mean_x) ** 2 for x in xs)
        )
    if len(slopes) < 3:
        return 0.0
    slope = median(slopes)
    return slope if _LEAST_SKEW < abs(slope) < _MOST_SKEW else 0.0


def _turn(sheet: Sheet, slope: float) -> None:
    angle = math.atan(slope)
    sin, cos = math.sin(angle), math.cos(angle)
    mid_x, mid_y = sheet.width / 2, sheet.height / 2

    def turned(x: float, y: float) -> tuple[float, float]:
        x, y = x - mid_x, y - mid_y
        return mid_x + x * cos + y * sin, mid_y - x * sin + y * cos

    for token in sheet.tokens:
        half_x, half_y = (token.x1 - token.x0) / 2, (token.y1 - token.y0) / 2
        x, y = turned((token.x0 + token.x1) / 2, (token.y0 + token.y1) / 2)
        token.x0, token.x1, token.y0, token.y1 = x - half_x, x + half_x, y - half_y, y + half_y
    rules = []
    for rule in sheet.rules:
        # A rule found in an image is drawn straight although it is slanted with the page: its middle is right.
        half_x, half_y = abs(rule.x1 - rule.x0) / 2, abs(rule.y1 - rule.y0) / 2
        x, y = turned((rule.x0 + rule.x1) / 2, (rule.y0 + rule.y1) / 2)
        rules.append(Rule(x - half_x, y - half_y, x + half_x, y + half_y))
    sheet.rules = rules


def make_lines(tokens: Sequence[Token], page: int, *, scan: bool = False) -> list[Line]:
    """The printed lines of some words of a page, from top to bottom."""
    lines = [make_line(words, page, scan=scan) for words in _grouped(tokens, scan)]
    lines.sort(key=lambda line: line.baseline)
    return lines


def make_line(words: list[Token], page: int, *, scan: bool = False) -> Line:
    """A line of words that stand on it, in order of their places."""
    size = words[0].size
    mixed = [w for w in words if w.size != size]
    if mixed:
        sizes: dict[float, int] = defaultdict(int)
        for w in words:
            sizes[w.size] += len(w.text)
        size = max(sizes, key=lambda s: (sizes[s], s))
    feet = [w.y1 for w in words]
    y0, y1 = min([w.y0 for w in words]), max(feet)
    if scan:
        size = size or _seen_size(words)
        baseline = _seen_baseline(words, size)
    else:
        size = size or _seen_size(words)
        if mixed:
            feet = [w.y1 for w in words if w.size == size] or feet
            _raise_numbers(words)
        # Most lines are set in one fount, on one foot.
        baseline = feet[0] if feet.count(feet[0]) == len(feet) else median(feet)
    bold = True in [w.bold for w in words] and all(w.bold or not any(map(str.isalnum, w.text)) for w in words)
    line = Line(words, page, words[0].x0, y0, words[-1].x1, y1, size, "", bold, scan=scan, baseline=baseline)
    least, widest = _GLUED * size, -math.inf
    before = words[0]
    parts = [before.text]
    marked = before.raised
    for w in words[1:]:
        gap = w.x0 - before.x1
        if gap > widest:
            widest = gap
        # Boxes found in an image may touch: there only what can't stand alone follows without a space.
        w.glued = w.raised or (gap < least and (not scan or w.text[0] in _CLOSING or _cut_symbol(before, w)))
        marked = marked or w.raised
        if scan and w.glued and before.text.endswith("-") and w.text.startswith("-"):
            # One hyphen, seen as the end of one word and the beginning of the next.
            before.text = before.text[:-1]
            parts[-1] = parts[-1][:-1]
        parts.append(w.text if w.glued else " " + w.text)
        before = w
    words[0].glued = False
    line.text, line.widest, line.marked = "".join(parts), widest, marked
    return line


def _cut_symbol(before: Token, word: Token) -> bool:
    """Whether two words of an image are one symbol, cut behind its hyphen: `37-` `QĐ/TW`, `1368/QĐ-` `UBND`."""
    return _SYMBOL_HEAD.search(before.text) is not None and _SYMBOL_REST.match(word.text) is not None


def even_sizes(lines: Sequence[Line]) -> None:
    """Gives the words of a scan the size of their line, and lines that differ little the size of most."""
    if not lines:
        return
    weighed = sorted((line.size, len(line.text)) for line in lines)
    half = sum(weight for _, weight in weighed) / 2
    usual = weighed[-1][0]
    for size, weight in weighed:
        half -= weight
        if half <= 0:
            usual = size
            break
    for line in lines:
        # A few letters tell little of their size.
        if abs(line.size - usual) < (_SAME_SIZE if len(line.text) > 24 else 2 * _SAME_SIZE) * usual:
            line.size = usual
        for word in line.words:
            word.size = line.size


def _seen_size(words: Sequence[Token]) -> float:
    """The size of letters of which only boxes are known, drawn tightly round what is printed."""
    guesses = []
    for w in words:
        up = 0.69 if _TALL.search(w.text) else 0.47
        guesses.append((w.y1 - w.y0) / (up + (0.21 if LOW.search(w.text) else 0.0)))
    return median(guesses)


def _seen_baseline(words: Sequence[Token], size: float) -> float:
    """The height of the foot of letters that don't reach below the line."""
    feet = [
        w.y1 - (0.21 * size if LOW.search(w.text) else 0.0) for w in words if any(map(str.isalnum, w.text))
    ]
    return median(feet or [w.y1 for w in words])


def _raise_numbers(words: Sequence[Token]) -> None:
    """Turns small raised numbers beside larger letters into the signs for them."""
    for i, w in enumerate(words):
        if w.raised or len(w.text) > 5 or not _MARK.match(w.text):
            continue
        beside = words[i - 1] if i and w.x0 - words[i - 1].x1 < 0.4 * words[i - 1].size else None
        if beside is None or beside.raised:
            # At the head of a note the mark stands before its text.
            beside = words[i + 1] if i + 1 < len(words) and not i else beside
        if beside is None or not 0 < w.size <= _RAISED_SIZE * beside.size:
            continue
        if beside.raised or w.y1 < beside.y1 - 0.14 * beside.size:
            w.raised = True
            if _NUMBER.match(w.text):
                w.text = w.text.translate(_RAISED)


def _grouped(tokens: Sequence[Token], scan: bool) -> Iterable[list[Token]]:
    if scan:
        return _chains(tokens, scan)
    groups: list[list[Token]] = []
    for band in _bands(tokens):
        band.sort(key=_left)
        before = band[0]
        for token in band[1:]:
            if token.x0 < before.x1 and token.x0 < before.x1 - 0.3 * min(
                before.x1 - before.x0, token.x1 - token.x0
            ):
                # Words over each other: two lines that lie close.
                groups += _chains(band)
                break
            before = token
        else:
            groups.append(band)
    return groups


def _bands(tokens: Sequence[Token]) -> list[list[Token]]:
    """Words whose heights overlap: the lines of a page that is not slanted."""
    out: list[list[Token]] = []
    low = high = 0.0
    band: list[Token] = []
    heights = [t.y0 + t.y1 for t in tokens]
    for i in sorted(range(len(tokens)), key=heights.__getitem__):
        token = tokens[i]
        y0, y1 = token.y0, token.y1
        height, tall = y1 - y0, high - low
        shared = (high if high < y1 else y1) - (low if low > y0 else y0)
        if band and shared > 0.5 * (tall if tall < height else height):
            band.append(token)
            if height > tall:
                low, high = y0, y1
        else:
            band = [token]
            out.append(band)
            low, high = y0, y1
    return out


def _chains(tokens: Sequence[Token], scan: bool = False) -> list[list[Token]]:
    """Words chained from left to right, each to the one before whose height it shares most."""
    chains: list[list[Token]] = []
    step = 12.0
    cells: dict[int, list[int]] = defaultdict(list)
    for token in sorted(tokens, key=lambda t: t.x0):
        best, best_score = -1, 0.45
        height = token.y1 - token.y0
        for key in range(int(token.y0 // step) - 1, int(token.y1 // step) + 2):
            for i in cells.get(key, ()):
                last = chains[i][-1]
                shared = min(last.y1, token.y1) - max(last.y0, token.y0)
                if shared <= 0:
                    continue
                low, high = sorted((height, last.y1 - last.y0))
                share = shared / low
                if low < 0.4 * high:
                    # A dash shares all of its height with anything beside it, and so does a speck.
                    share = min(share, 0.7)
                gap = token.x0 - last.x1
                lapped = -gap / (token.x1 - token.x0)
                if lapped > (0.3 if scan else 0.5) and not (scan and share > 0.6):
                    # Two lines printed over each other; in an image it is a box that is too wide.
                    continue
                # The nearer of two that share as much is the one before.
                score = min(share, 1.0) - min(max(gap, 0.0), 400) / 1600
                if share > 0.45 and score > best_score - 0.25 * (best < 0):
                    best, best_score = i, score
        if best < 0:
            best = len(chains)
            chains.append([token])
        else:
            old = chains[best][-1]
            cells[int((old.y0 + old.y1) / 2 // step)].remove(best)
            chains[best].append(token)
        cells[int((token.y0 + token.y1) / 2 // step)].append(best)
    return chains


def runs_of(line: Line, glued: bool = False) -> list[AnyRun]:
    """The words of a line for the text; `glued` says that the first follows the line above without a space."""
    runs: list[AnyRun] = [*line.words]
    if glued:
        first = runs[0] = _copied(line.words[0])
        first.glued = True
    return runs


def gaps_of(line: Line) -> list[tuple[float, float]]:
    """The spaces between the words of a line, from their left to their right end."""
    return [(a.x1, b.x0) for a, b in zip(line.words, line.words[1:], strict=False) if b.x0 > a.x1]


def column_gaps(line: Line, least: float) -> list[tuple[float, float]]:
    """The gaps of a line wider than `least` ems that no justification makes."""
    if line.widest < least * line.size or not (gaps := gaps_of(line)):
        return []
    widths = sorted([b - a for a, b in gaps])
    # Where all gaps are wide, the line was spread over its width.
    usual = widths[len(widths) // 5] if len(widths) > 2 else 0.28 * line.size
    limit = max(least * line.size, 2.2 * min(usual, 1.2 * line.size))
    return [(a, b) for a, b in gaps if b - a >= limit]
