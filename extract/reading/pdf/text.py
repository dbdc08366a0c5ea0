"""The words of a page with their boxes and their looks, through PDFium.

What costs time is the number of calls: the characters of a page come in one call, the box of each in one more, and
all else is asked once for each text object of the page.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import add, itemgetter, sub
from typing import Any

from extract.reading.pdf.characters import HYPHEN, Characters
from extract.reading.pdf.frames import Frame, Rectangle
from extract.reading.pdf.glyphs import (
    LEAST_GAP,
    Printed,
    along,
    has_loose_accents,
    join,
    level,
    put_accents,
    union,
)

_WORD = re.compile("[^\x02]*\x02|[^\x02]+")
# A word printed with space between its letters, which PDFium parts.
_SINGLES = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_UNUSUAL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u00d0\u00f0\u0189\u0300-\u036f\u2010\u2011\ud800-\uf8ff\ufb00-\ufb06\ufdd0-\uffff]"
)
_MEANINGLESS = re.compile("[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\uffff\ud800-\udfff]")
# What the signs of Symbol and Wingdings show.
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "▪", "\uf06e": "▪", "\uf0d8": "➢", "\uf0f0": "➢", "\uf0e8": "➢",
    "\uf0fc": "✓", "\uf076": "❖", "\uf06c": "●", "\uf06d": "○", "\uf0a1": "○", "\uf06f": "□", "\uf071": "□",
    "\uf0e0": "→", "\uf0de": "⇒", "\uf0ae": "→", "\uf0b0": "°", "\uf0b3": "≥", "\uf0a3": "≤", "\uf0b1": "±",
    "\uf0b4": "×", "\uf0ab": "★",
}  # fmt: skip
# Hyphens of every kind, and the Icelandic letters that fonts of Western European have in place of the Vietnamese.
_LOOK_ALIKE = {"\u00ad": "-", "\u2010": "-", "\u2011": "-", "\x02": "-", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_AS_SHOWN = str.maketrans({**_SYMBOLS, **_LIGATURES, **_LOOK_ALIKE})
_LEAST_ODD, _MOST_ODD = -1.0, 0.5
_LEAST_SIZE = 2.5
"""Letters of this size or larger that are not parted leave gaps, in points, between these."""
_SPREAD = 6
_LEAST_SPACED, _MOST_SPACED = 0.8, 12.0
"""Gaps between letters, in points, that may come from letters set apart."""
_DEEPEST_FOOT = 0.35
"""Letters of one size reach at most so much of it below others: `g` or a bracket beside `o`."""
_MANY = 40
"""A page with fewer characters is not turned for their sake."""


@dataclass(slots=True)
class PageText:
    """The words of a page in the order of the file, those that run up or down apart, and what was seen on the way.

    `hidden`, `aslant` and `shown` are numbers of characters. `cut` says that the page had more characters than are
    read.
    """

    frame: Frame
    words: list[Printed] = field(default_factory=list)
    sideways: list[Printed] = field(default_factory=list)
    shown: int = 0
    hidden: int = 0
    aslant: int = 0
    old_fonts: tuple[str, ...] = ()
    cut: bool = False


def read_words(text_page: Any, frame: Frame) -> PageText:
    """The words of a text page of PDFium, in the page as shown.

    Words are in NFC; ligatures and the signs of symbol fonts come out as what they show, fonts of the time before
    Unicode as Unicode, characters without a meaning as U+FFFD. A page all of whose text runs up or down as it is
    shown (a wide table on an upright sheet) is turned as its text wants it; the frame of the result says so. What
    is printed aslant (a watermark) is left out.
    """
    characters = Characters(text_page)
    if has_loose_accents(characters.text, characters.letters):
        pieces = join(put_accents(characters.glyphs(0, len(characters.text))))
    else:
        pieces = _pieces(characters)
    if _UNUSUAL.search(characters.letters):
        pieces = [
            (t if t.isascii() and t.isprintable() else _clean(t), box, style) for t, box, style in pieces
        ]
    styles = characters.styles.same.values()
    page = PageText(frame, cut=characters.cut)
    page.old_fonts = tuple(sorted({style.font for style in styles if style.old}))
    if all(style.turn == frame.turn and not style.hidden for style in styles):
        page.shown = sum([len(text) for text, _, _ in pieces])
    else:
        pieces = _select(page, pieces)
    _place(page, pieces)
    return page


def _pieces(characters: Characters) -> list[Printed]:
    """The words as PDFium parts them; one that holds a gap or several styles is put together letter by letter.

    Most words are plain: what is asked of each is asked of all of them at once, and the others are picked out.
    """
    text, styles, boxes = characters.text, characters.styles, characters.boxes
    words, starts = _words(text, characters.letters)
    if not words:
        return []
    lasts = list(map(add, starts, [len(word) - 1 for word in words]))
    lefts, tops, rights, feet = boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4]
    # One more than there are: of a single place it would not make a tuple.
    at_first, at_last = itemgetter(*starts, 0), itemgetter(*lasts, 0)
    of_words = styles.of_all(starts)
    foot = at_first(feet)
    placed = list(zip(at_first(lefts), foot, at_last(rights), at_first(tops), strict=True))
    out = list(zip(words, placed[:-1], of_words, strict=True))
    gaps = list(map(sub, lefts[1:], rights))
    odd = [i for i, gap in enumerate(gaps) if not _LEAST_ODD < gap < _MOST_ODD]
    used = set(of_words)
    least = min([style.size for style in used])
    # Most gaps are those before and after spaces.
    within = set(odd).difference(lasts, map(sub, starts, repeat(1)))
    mended: dict[int, list[Printed]] = {}
    for first, end in _spaced(characters, starts, within, gaps):
        inside = range(bisect_left(starts, first), bisect_left(starts, end))
        mended.update({i: [] for i in inside})
        if inside:
            mended[inside[0]] = _letterspaced(characters, first, end)
    gapped = {nth for i in within if (nth := bisect_right(starts, i) - 1) >= 0 and i < lasts[nth]}
    if least < _LEAST_SIZE or any(style.turn for style in used):
        gapped.update(range(len(words)))
    elif HYPHEN in characters.letters:
        gapped.update([i for i, word in enumerate(words) if word[-1] == HYPHEN])
    for i in gapped - mended.keys():
        if _is_parted(out[i], gaps[starts[i] : lasts[i]]):
            mended[i] = join(characters.glyphs(starts[i], lasts[i] + 1))
    near = 0.05 * least
    rises = [
        i for i, rise in enumerate(map(sub, map(feet.__getitem__, lasts), foot)) if not -near < rise < near
    ]
    for i, other in zip(rises, styles.of_all([lasts[i] for i in rises]), strict=True):
        start, end = starts[i], lasts[i] + 1
        word, (x0, y0, x1, _), style = out[i]
        rise, size = feet[end - 1] - y0, style.size
        if i in mended or end - start == 1 or -0.05 * size < rise < 0.05 * size:
            continue
        # Boxes as high as their letters, a raised figure, or a word broken over two lines.
        if other.size != size or abs(rise) > _DEEPEST_FOOT * size:
            mended[i] = join(characters.glyphs(start, end))
        else:
            out[i] = word, (x0, min(feet[start:end]), x1, max(tops[start:end])), style
    if any(style.old for style in styles.same.values()):
        return join(characters.glyphs(0, len(text)))
    for i in sorted(mended, reverse=True):
        out[i : i + 1] = mended[i]
    return out


def _words(text: str, letters: str) -> tuple[list[str], list[int]]:
    """The stretches between spaces, ended too by a hyphen at the end of a line, and where each begins."""
    for letter in letters:
        if letter != " " and (letter.isspace() or letter == "\u200b"):
            text = text.replace(letter, " ")
    words: list[str] = []
    starts: list[int] = []
    at = 0
    for word in text.split(" "):
        if not word:
            at += 1
        elif HYPHEN in word:
            for match in _WORD.finditer(word):
                words.append(match[0])
                starts.append(at + match.start())
            at += len(word) + 1
        else:
            words.append(word)
            starts.append(at)
            at += len(word) + 1
    return words, starts


def _is_parted(word: Printed, within: Sequence[float]) -> bool:
    """Whether a word is to be put together letter by letter, for how it runs, its end, or the gaps in it."""
    text, _, style = word
    if style.turn or text[-1] == HYPHEN:
        return True
    return bool(within) and (max(within) >= LEAST_GAP * style.size or min(within) <= -style.size)


def _spaced(
    characters: Characters, starts: Sequence[int], within: Iterable[int], gaps: Sequence[float]
) -> list[tuple[int, int]]:
    """The lines that are printed with space between their letters: by the gaps, or by what PDFium made of them.

    `within` are the indices of the gaps between letters that are not usual.
    """
    text = characters.text
    inside = [
        i
        for i in within
        if _LEAST_SPACED < gaps[i] < _MOST_SPACED and not (text[i].isspace() or text[i + 1].isspace())
    ]
    # The words of four letters with one space after each begin within six places.
    found = (
        [match.start() for match in _SINGLES.finditer(text)]
        if _SPREAD in map(sub, starts[3:], starts)
        else []
    )
    if not inside and not found:
        return []
    lines = Counter((text.rfind("\n", 0, i) + 1, text.find("\n", i)) for i in [*found, *inside])
    singles = {text.rfind("\n", 0, start) + 1 for start in found}
    return [
        (start, end if end >= 0 else len(text))
        for (start, end), count in sorted(lines.items())
        if start in singles or count * 3 > len(text[start : end if end >= 0 else None].replace(" ", ""))
    ]


def _letterspaced(characters: Characters, start: int, end: int) -> list[Printed]:
    """The words of such a line: spaces that PDFium put in are not believed."""
    glyphs = characters.glyphs(start, end)
    for glyph in glyphs:
        if glyph.invented:
            glyph.parted = False
    return join(glyphs)


def _clean(text: str) -> str:
    """A word as it shows: hyphens, ligatures, signs of symbol fonts; accents composed."""
    text = _MEANINGLESS.sub("\ufffd", text.translate(_AS_SHOWN))
    return unicodedata.normalize("NFC", text)


def _select(page: PageText, pieces: list[Printed]) -> list[Printed]:
    """Turns the page as most of its text wants it, and takes out what runs otherwise and what does not show."""
    turns = Counter[int]()
    for text, _, style in pieces:
        turns[style.turn] += len(text)
        page.hidden += len(text) if style.hidden else 0
    page.shown = turns.total() - page.hidden
    page.aslant = turns.pop(-1, 0)
    turn, characters = turns.most_common(1)[0] if turns else (0, 0)
    if characters >= max(_MANY, 0.7 * turns.total()):
        page.frame = page.frame.turned(turn)
    turn = page.frame.turn
    # A hidden copy beside printed text is there to be searched; hidden text alone is what a scanner recognised.
    if page.hidden <= page.shown:
        pieces = [piece for piece in pieces if not piece[2].hidden]
    sideways = _lines([piece for piece in pieces if piece[2].turn not in (turn, -1)])
    page.sideways = [(text, page.frame.shown(*box), style) for text, box, style in sideways]
    return [piece for piece in pieces if piece[2].turn == turn]


def _place(page: PageText, pieces: list[Printed]) -> None:
    """Puts words on the page, in its coordinates: each once, though it be struck twice to look bold."""
    frame, words = page.frame, page.words
    upright, left, top = frame.turn == 0, frame.left, frame.top
    across, down = 2 * frame.width + 2, 2 * frame.height + 2
    met: dict[str, list[Rectangle]] = {}
    for text, box, style in pieces:
        if upright:
            x0, foot, x1, head = box
            x0, y0, x1, y1 = box = x0 - left, top - head, x1 - left, top - foot
        else:
            x0, y0, x1, y1 = box = frame.shown(*box)
        # Twice the middle: words may stand beside the part of the page that is shown.
        if not (text and -2 < x0 + x1 < across and -2 < y0 + y1 < down):
            continue
        twins = met.get(text)
        if twins is None:
            met[text] = [box]
        else:
            near = 0.1 * style.size
            for other in twins if len(twins) < _MANY else twins[-_MANY:]:
                if -near < other[0] - x0 < near and -near < other[1] - y0 < near:
                    break
            else:
                twins.append(box)
                words.append((text, box, style))
            continue
        words.append((text, box, style))


def _lines(pieces: list[Printed]) -> list[Printed]:
    """Words that run up or down, joined to their lines: one piece each."""
    out: list[Printed] = []
    for text, box, style in pieces:
        if out and out[-1][2].turn == style.turn:
            before, its_box, its_style = out[-1]
            gap = along(box, style.turn)[0] - along(its_box, style.turn)[1]
            apart = abs(level(box, style.turn)[0] - level(its_box, style.turn)[0])
            if -0.5 * style.size < gap < 1.5 * style.size and apart < 0.4 * style.size:
                out[-1] = f"{before} {text}", union((its_box, box)), its_style
                continue
        out.append((text, box, style))
    return out
