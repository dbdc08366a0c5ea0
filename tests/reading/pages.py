"""Pages of words for tests, printed as an office prints them: fixed letters, lines, columns, rules."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.reading.compose import Draft, DraftParagraph, DraftTable
from extract.reading.layout import read_layout
from extract.reading.page import Page, Rule, Word

LEFT, RIGHT, TOP, BOTTOM = 85.0, 545.0, 71.0, 770.0
WIDTH, HEIGHT = 595.0, 842.0
PITCH = 1.3


def width_of(text: str, size: float) -> float:
    """The width of printed text: capitals and digits wider than small letters, as in a serif fount."""
    return sum(size * (0.68 if c.isupper() else 0.25 if c in " .,;:-/()ilj" else 0.48) for c in text)


@dataclass
class Sheet:
    """A page that is printed from the top down; `at` is the height of the next line."""

    number: int = 1
    width: float = WIDTH
    height: float = HEIGHT
    at: float = TOP
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def line(
        self, text: str, x: float, y: float, size: float = 14, bold: bool = False, stretch: float = 0.0
    ) -> float:
        """Prints words from `x` on, the top of the letters at `y`; returns where they end."""
        for word in text.split(" "):
            if word:
                end = x + width_of(word, size)
                self.words.append(Word(word, x, y, end, y + size, size, bold))
                x = end
            x += 0.25 * size + stretch
        return x - 0.25 * size - stretch

    def raised(self, text: str, x: float, y: float, size: float = 14) -> float:
        """Prints a raised number right behind what ends at `x`."""
        end = x + width_of(text, 0.6 * size)
        self.words.append(Word(text, x, y - 0.05 * size, end, y + 0.55 * size, 0.6 * size))
        return end

    def centred(self, text: str, size: float = 14, bold: bool = True, gap: float = 0.0) -> None:
        self.at += gap
        x = (LEFT + RIGHT - width_of(text, size)) / 2
        self.line(text, x, self.at, size, bold)
        self.at += PITCH * size

    def paragraph(
        self,
        text: str,
        *,
        size: float = 14,
        indent: float = 36,
        left: float = LEFT,
        right: float = RIGHT,
        hang: float = 0.0,
        bold: bool = False,
        justified: bool = True,
        after: float = 6.0,
    ) -> list[str]:
        """Prints a paragraph over as many lines as it needs; returns the lines."""
        lines: list[list[str]] = [[]]
        x = left + indent
        for word in text.split(" "):
            long = width_of(word, size)
            if lines[-1] and x + long > right:
                lines.append([])
                x = left + hang
            lines[-1].append(word)
            x += long + 0.25 * size
        for nth, words in enumerate(lines):
            start = left + (hang if nth else indent)
            printed = " ".join(words)
            room = right - start - width_of(printed, size)
            # An edge so near that the last letter touches it.
            stretch = (
                room / (len(words) - 1) if justified and nth < len(lines) - 1 and len(words) > 1 else 0.0
            )
            self.line(printed, start, self.at, size, bold, stretch)
            self.at += PITCH * size
        self.at += after
        return [" ".join(words) for words in lines]

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.rules.append(Rule(x0, y0, x1, y1))

    def table(
        self, xs: Sequence[float], rows: Sequence[Sequence[str]], *, size: float = 12, outer: bool = True
    ) -> None:
        """Prints a ruled table; `<` in a cell joins it to the cell on its left, `^` to the one above."""
        top = self.at
        heights = []
        for row in rows:
            heights.append(max(cell.count("\n") + 1 for cell in row) * PITCH * size + 4)
        ys = [top]
        for height in heights:
            ys.append(ys[-1] + height)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                joined_left = cell == "<"
                joined_up = cell == "^"
                if (outer or c > 0) and not joined_left:
                    self.rule(xs[c], ys[r], xs[c], ys[r + 1])
                if not joined_up:
                    self.rule(xs[c], ys[r], xs[c + 1], ys[r])
                if joined_left or joined_up:
                    continue
                for nth, text in enumerate(cell.split("\n")):
                    self.line(text, xs[c] + 5, ys[r] + 3 + nth * PITCH * size, size)
            if outer:
                self.rule(xs[-1], ys[r], xs[-1], ys[r + 1])
        self.rule(xs[0], ys[-1], xs[-1], ys[-1])
        self.at = ys[-1] + 10

    def page(self) -> Page:
        return Page(self.number, self.width, self.height, list(self.words), list(self.rules))


def scanned(page: Page, degrees: float = 0.0, jitter: float = 1.0, seed: int = 1) -> Page:
    """The page as words recognised in an image: slanted, boxes tight round the letters, no sizes or bold."""
    import math

    chance = random.Random(seed)
    sin, cos = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    mid_x, mid_y = page.width / 2, page.height / 2

    def turned(x: float, y: float) -> tuple[float, float]:
        return mid_x + (x - mid_x) * cos - (y - mid_y) * sin, mid_y + (x - mid_x) * sin + (y - mid_y) * cos

    words = []
    for w in page.words:
        x, y = turned((w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2)
        half = (w.x1 - w.x0) / 2
        size = w.size
        tall = any(c.isupper() or c.isdigit() or c in "bdđhklt" or ord(c) > 0x1EA0 for c in w.text)
        low = any(c in "gpqy,;()ạặậịọộợụựẹệ" for c in w.text)
        foot = y + 0.3 * size
        shake = (chance.uniform(-jitter, jitter) / 2 for _ in range(4))
        box = (
            x - half,
            foot - size * (0.72 if tall else 0.48),
            x + half,
            foot + (0.2 * size if low else 0.0),
        )
        x0, y0, x1, y1 = (edge + by for edge, by in zip(box, shake, strict=True))
        words.append(Word(w.text, x0, y0, x1, y1, confidence=0.93))
    rules = []
    for r in page.rules:
        x, y = turned((r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2)
        half_x, half_y = abs(r.x1 - r.x0) / 2, abs(r.y1 - r.y0) / 2
        rules.append(Rule(x - half_x, y - half_y, x + half_x, y + half_y))
    return Page(page.number, page.width, page.height, words, rules, "scan")


def read(*sheets: Sheet | Page) -> list[Draft]:
    return read_layout([s.page() if isinstance(s, Sheet) else s for s in sheets])


def paragraphs(*sheets: Sheet | Page) -> list[str]:
    """The paragraphs of some pages, tables left out."""
    return [d.text for d in read(*sheets) if isinstance(d, DraftParagraph)]


def tables(*sheets: Sheet | Page) -> list[list[list[str]]]:
    """The tables of some pages as rows of cells; a cell over several columns ends with `<2>`."""
    return [
        [[c.text + (f"<{c.span}>" if c.span > 1 else "") for c in row] for row in d.rows]
        for d in read(*sheets)
        if isinstance(d, DraftTable)
    ]
