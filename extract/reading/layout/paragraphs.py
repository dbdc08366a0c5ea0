"""Lines in reading order to paragraphs: which line ends end a paragraph, and which only end the line.

What tells is first how the line stands: whether the next word would have had room on it, where the next line
begins, how far below it stands. Where that leaves it open, the words tell, as they do in text without places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extract.reading import words
from extract.reading.layout.lines import Line

_ADDRESSED = re.compile(r"(?:Nơi nhận|NƠI NHẬN|Kính gửi|KÍNH GỬI)\b")
_ABOUT = re.compile(r"[Vv]\s?/\s?[Vv]\b")
_ITEM = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2})*|Điều \d{1,3})\s?\.\s*\S")
_PART_TITLE = re.compile(r"(?:PHỤ LỤC|Phụ lục|CHƯƠNG|Chương|PHẦN|Phần|MỤC|Mục|BIỂU|Biểu|MẪU|Mẫu)\b.{0,14}$")
# Names of bodies and places that are never cut to two.
_PARTED = frozenset(
    {
        "ỦY BAN",
        "UỶ BAN",
        "BAN NHÂN",
        "NHÂN DÂN",
        "HỘI ĐỒNG",
        "ĐỒNG NHÂN",
        "THÀNH PHỐ",
        "THỊ XÃ",
        "THỊ TRẤN",
        "ĐẶC KHU",
    }
    | {
        "XÃ HỘI",
        "CHỦ NGHĨA",
        "VIỆT NAM",
        "VĂN PHÒNG",
        "TRUNG TÂM",
        "HÀNH CHÍNH",
        "QUẢN LÝ",
        "THỦ TƯỚNG",
        "CHÍNH PHỦ",
    }
)
_DASHES = "-–—+•*▪●○◦‣➢➤✓❖\uf0b7\uf02d"
_SPECKLED_DASH = re.compile(r"[~=_'.`]{0,2}[-–—~]{1,2}\s+(?=\w)")
_LEAST_LINES = 5
_ROOM = 0.25
"""A space in ems."""


@dataclass(slots=True)
class Frame:
    """The edges between which the lines of a page stand."""

    left: float
    right: float


@dataclass(slots=True)
class Style:
    """How a document is printed: the step from line to line in ems, and how its paragraphs begin and end."""

    pitch: float = 1.2
    indented: bool = False
    spaced: bool = False
    justified: bool = False
    pitches: dict[int, float] = field(default_factory=dict)

    def step(self, line: Line) -> float:
        """The distance of baselines inside a paragraph that such a line would have."""
        return self.pitches.get(round(line.size), self.pitch * line.size)


def set_frames(pages: Iterable[tuple[int, float, Sequence[Line], Sequence[tuple[float, float]]]]) -> None:
    """Gives the lines that stand in no column the edges of the text of their page.

    Takes the number and the width of each page, its lines, and the two sides of each of its tables. A page with few
    lines has the edges of its neighbours or of its tables.
    """
    own: dict[int, Frame] = {}
    open_pages: list[tuple[int, float, list[Line], Sequence[tuple[float, float]]]] = []
    usual: dict[int, list[tuple[int, Frame]]] = defaultdict(list)
    for number, width, lines, tables in pages:
        main = [line for line in lines if not line.column]
        if not main:
            continue
        wide = [line for line in main if line.x1 - line.x0 > 0.4 * width]
        if len(wide) >= _LEAST_LINES:
            frame = Frame(_edge([line.x0 for line in wide]), -_edge([-line.x1 for line in wide]))
            own[number] = frame
            usual[round(width)].append((number, frame))
            _put(main, frame)
        else:
            open_pages.append((number, width, main, tables))
    for number, width, main, tables in open_pages:
        left, right = min(line.x0 for line in main), max(line.x1 for line in main)
        near = min(usual.get(round(width), ()), key=lambda known: abs(known[0] - number), default=None)
        if near is not None:
            other = near[1]
            # Printed on both sides, left and right margins change places.
            shift = left - other.left if -0.06 * width < left - other.left < 0 else 0.0
            left, right = min(left, other.left + shift), max(right, other.right + shift)
        elif tables:
            left = min(left, *(table[0] for table in tables))
            right = max(right, *(table[1] for table in tables))
        elif not any(line.x1 - line.x0 > 0.6 * width for line in main):
            # Nothing shows where the text ends: as far from the right side as it begins from the left.
            left = min(left, 0.2 * width)
            right = max(right, width - max(left, 40.0))
        _put(main, Frame(left, right))


def _edge(values: list[float]) -> float:
    """The outermost position that several lines share."""
    values.sort()
    shared = max(2, len(values) // 12)
    for i, value in enumerate(values):
        if len(values) - i >= shared and values[i + shared - 1] - value <= 4:
            return value
    return values[0]


def _put(lines: Iterable[Line], frame: Frame) -> None:
    for line in lines:
        line.left, line.right = frame.left, frame.right


def find_style(lines: Sequence[Line]) -> Style:
    """The style of a document from the lines of its text."""
    steps: dict[int, list[float]] = defaultdict(list)
    ratios: list[float] = []
    flush = indented = spaced = close = 0
    inside = exact = 0
    for above, below in pairwise(lines):
        if above.page != below.page or above.column or below.column:
            continue
        step = below.baseline - above.baseline
        if not 0.5 * below.size < step < 4 * below.size:
            continue
        full = not fits(above, below)
        if full and below.text[0].islower() and above.text[-1] not in words.STOPS:
            steps[round(below.size)].append(step)
            ratios.append(step / below.size)
            inside += 1
            exact += abs(above.right - above.x1) < 1.2
        elif not full and above.text[-1] in words.STOPS and not is_centred(below):
            away = (below.x0 - below.left) / below.size
            indented += 0.8 < away < 6
            flush += away <= 0.4
    if not ratios:
        return Style(indented=indented > 2 * flush)
    style = Style(pitch=median(ratios), justified=exact > 0.6 * inside)
    style.pitches = {size: median(values) for size, values in steps.items() if len(values) > 2}
    style.indented = indented > 2 * flush
    for above, below in pairwise(lines):
        if (
            above.page == below.page
            and not above.column
            and not below.column
            and above.text[-1] in words.STOPS
            and (fits(above, below) or read_label(below.text))
        ):
            more = below.baseline - above.baseline - style.step(below)
            spaced += 0.2 * below.size < more < 3 * below.size
            close += more <= 0.2 * below.size
    style.spaced = spaced > 3 * close
    return style


def fits(above: Line, below: Line) -> bool:
    """Whether the first word of a line would have had room on the line above."""
    word = below.words[0]
    width = word.x1 - word.x0
    for more in below.words[1:]:
        if not more.glued:
            break
        width = more.x1 - word.x0
    slack = (0.5 if above.scan else 0.1) * above.size
    return above.right - above.x1 > width + _ROOM * above.size + slack


def cut_symbol(above: str, below: str) -> bool:
    """Whether a line end cuts a symbol or a compound behind its hyphen, so that nothing stands between the lines.

    Offices print no hyphens to part words: one that has a letter before it stands in the word itself.
    """
    return words.cut_symbol(above, below) or (
        above[-1] in "-/" and above[-2:-1].isalnum() and below[0].isalnum()
    )


def read_label(text: str) -> re.Match[str] | None:
    """The label at the head of a line, a dash also with the speckle before it that an image leaves."""
    return words.LABEL.match(text) or _SPECKLED_DASH.match(text)


def is_centred(line: Line) -> bool:
    """Whether a line stands in the middle, away from both edges."""
    left, right = line.x0 - line.left, line.right - line.x1
    return min(left, right) > 1.2 * line.size and abs(left - right) < max(
        1.6 * line.size, 0.03 * (line.right - line.left)
    )


def is_even(line: Line) -> bool:
    """Whether a line is as far from one edge as from the other, be it far or near."""
    return abs((line.x0 - line.left) - (line.right - line.x1)) < 1.2 * line.size


class Joiner:
    """Groups the lines of a document to paragraphs."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._regular_column = 0
        """The column in which a name in capitals stands that is not bold: below it all bold lines are one name."""

    def paragraphs(self, lines: Sequence[Line]) -> list[list[Line]]:
        """The lines of each paragraph; lines that stand in different columns never share one."""
        out: list[list[Line]] = []
        for line in lines:
            if out and self.joins(out[-1], line):
                out[-1].append(line)
            else:
                out.append([line])
        return out

    def joins(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether a line goes on with a paragraph."""
        last = paragraph[-1]
        above, text = last.text, line.text
        first = paragraph[0].text
        if last.column != line.column:
            return self._over_columns(last, line)
        together = last.page == line.page
        step = line.baseline - last.baseline
        if together and step < -0.5 * line.size:
            return self._over_columns(last, line)
        extra = step - max(self.style.step(line), 0.0) if together else 0.0
        cut = self._is_cut(above, text)
        full = not fits(last, line)
        if together and step > 2.7 * max(self.style.step(line), line.size) and not (cut and full):
            return False
        most = 1.3 if line.scan else 1.16
        if max(line.size, last.size) > most * min(line.size, last.size) and not (cut and full):
            return False
        if words.ends_block(above) or words.begins_block(text):
            return False
        if cut_symbol(above, text) and (full or above[-1] in "-/"):
            return True
        if len(above) < 9 and len(paragraph) == 1 and words.LABEL_ALONE.match(above):
            return not read_label(text) and extra < line.size
        if line.column and text[0] in _DASHES and line.words[0].text in _DASHES:
            return False
        if line.column and first[0] in _DASHES and text[0] not in _DASHES and not words.is_signing(text):
            # An item of the recipients goes on until the next dash.
            return not above.endswith((".", ";")) or text[0].islower()
        if line.column and above[-1] == "," and extra < 0.6 * line.size and text[0] not in _DASHES:
            return True
        if above.isupper() or text.isupper():
            joined = self._with_capitals(paragraph, line, extra, full)
            if joined is not None:
                return joined
        if _ADDRESSED.match(above) and above.endswith(":"):
            return False
        if (
            text[0].isdigit()
            and words.wants_number(above)
            and (line.column or not is_centred(line))
            and extra < (line.size if full or line.column else 0.4 * line.size)
            and not read_label(text)
        ):
            return True
        if _ABOUT.match(first) and together:
            return extra < 0.6 * line.size and not read_label(text) and text[:2] not in ("Kí", "KÍ")
        even = is_even(last) and is_even(line) and line.x0 - line.left > 0.35 * line.size
        if even or (is_centred(line) and (is_centred(last) or not full)):
            return (even or is_centred(last)) and self._centred(paragraph, line, extra)
        aside = len(paragraph) > 1 or line.x0 - line.left > 0.8 * line.size
        if is_centred(last) and not is_even(line) and not cut and aside:
            return False
        return self._by_place(paragraph, line, extra, full, cut)

    def _is_cut(self, above: str, text: str) -> bool:
        """Whether the words alone say that a sentence goes on."""
        return above[-1] not in words.STOPS and text[0].islower() and not read_label(text)

    def _over_columns(self, last: Line, line: Line) -> bool:
        """Whether a sentence goes on at the head of the next column of a page printed in columns."""
        if not (last.column and line.column) or not self._is_cut(last.text, line.text):
            return False
        widths = last.right - last.left, line.right - line.left
        return min(widths) > 0.75 * max(widths) and len(last.text) > 25 and not fits(last, line)

    def _with_capitals(self, paragraph: Sequence[Line], line: Line, extra: float, full: bool) -> bool | None:
        """Whether lines go together of which one or both are in capitals; `None` where capitals don't tell."""
        last = paragraph[-1]
        above, text = last.text, line.text
        label = read_label(text) is not None
        if above.isupper() and (text.isupper() or not any(map(str.isalpha, text))):
            if words.is_type(above) or extra > 0.8 * line.size:
                return False
            if last.bold != line.bold and not line.scan:
                if line.bold and line.column:
                    self._regular_column = line.column
                return False
            if label and not (text[0] in "-–" and full and above[-1].isalnum() and is_even(line)):
                return False
            if " " not in text and text.isalpha() and not words.is_type(text):
                return True
            whole = " ".join(part.text for part in paragraph[-4:])
            if words.is_committee_of(whole, text) or words.is_state_cut(whole, text):
                return True
            return self._capitals(paragraph, line, extra, full)
        if above.isupper():
            if is_centred(last) or line.column or not full or text[0].isupper() or text[0] == "(":
                return (
                    text[0].isdigit()
                    and not label
                    and words.wants_number(above.lower())
                    and extra < line.size
                )
            return None
        if line.column or is_centred(line):
            return False
        if text.count(" ") > 1 and len(text) > 8 and above[-1] != ",":
            return full and not label and line.x0 - line.left < 0.8 * line.size and self.style.indented
        return None

    def _capitals(self, paragraph: Sequence[Line], line: Line, extra: float, full: bool) -> bool:
        """Whether two lines of capitals, one under the other, are one name or one title."""
        first, last = paragraph[0].text, paragraph[-1]
        above, text = last.text, line.text
        if f"{above.rsplit(None, 1)[-1]} {text.split(None, 1)[0]}" in _PARTED:
            return True
        wide = last.x1 - last.x0 > 0.55 * (last.right - last.left)
        close = extra < (0.35 if line.scan else 0.12) * line.size
        if words.is_signing(first) or _PART_TITLE.match(first):
            return above.endswith((",", " VÀ"))
        if words.is_signing(text):
            # A title that goes on with such a word at the head of a line, not the authority below it.
            regular = extra < (0.17 if line.scan else 0.12) * line.size
            return above.endswith((",", " VÀ")) or (full and wide and regular and not line.column)
        lower = above.lower()
        if words.goes_on_in_capitals(text) or words.is_unfinished(lower) or words.may_be_unfinished(lower):
            return True
        if text[0].isdigit() and words.wants_number(lower):
            return True
        if above[-1] in ".;:!?":
            return False
        if last.column:
            return len(above) >= 36 or (line.bold and line.column == self._regular_column)
        if _ITEM.match(above) and len(above) > 8:
            return full or line.x0 < last.x0 + 4 * line.size
        return close and (len(above) >= 36 or wide)

    def _centred(self, paragraph: Sequence[Line], line: Line, extra: float) -> bool:
        """Whether a line in the middle goes on with the one above, as the lines of a subject do."""
        last = paragraph[-1]
        above, text = last.text, line.text
        if extra > 0.5 * line.size or words.is_type(above) or above.isupper() or text.isupper():
            return False
        if read_label(text) or above[-1] in ".;:" or _PART_TITLE.match(above):
            return False
        if (text[0] == "(") != (paragraph[0].text[0] == "(") and not text[0].islower() and text[0] == "(":
            return False
        if above[-1] == ")" and paragraph[0].text[0] == "(":
            return False
        return last.bold == line.bold or line.scan or text[0].islower()

    def _by_place(self, paragraph: Sequence[Line], line: Line, extra: float, full: bool, cut: bool) -> bool:
        last = paragraph[-1]
        above, text = last.text, line.text
        tolerance = (0.8 if line.scan else 0.45) * line.size
        away, away_last = line.x0 - line.left, last.x0 - last.left
        begun = paragraph[0].x0 - paragraph[0].left
        change = away - away_last
        if len(paragraph) > 1:
            if abs(change) > tolerance:
                return cut and full and extra < 0.6 * line.size
            hangs_in = begun - away_last > tolerance
        elif change > tolerance:
            # Under the text of an item, not under its label.
            label = words.LABEL.match(above)
            if label and full and abs(line.x0 - _after_label(last, label.end())) < 1.2 * tolerance:
                return extra < 0.6 * line.size and not read_label(text)
            return cut and full and extra < 0.6 * line.size
        else:
            hangs_in = change < -tolerance
            if not hangs_in and self.style.indented and away_last > tolerance:
                return cut and (full or extra < 0.2 * line.size)
        if not full:
            if cut:
                return extra < 0.9 * line.size
            return words.is_unfinished(above) and above[-1] not in ",-–—" and self._goes_on(text, extra, line)
        if extra > 0.35 * line.size:
            return cut and extra < 1.2 * line.size
        if above.endswith("./."):
            return False
        if hangs_in and (self.style.indented or not read_label(text)):
            return True
        return self._by_words(paragraph, line, cut)

    def _goes_on(self, text: str, extra: float, line: Line) -> bool:
        return extra < 0.3 * line.size and not read_label(text) and not text.isupper()

    def _by_words(self, paragraph: Sequence[Line], line: Line, cut: bool) -> bool:
        """Whether a line goes on with a full one above it, where both begin at the same place."""
        last = paragraph[-1]
        above, text = last.text, line.text
        if cut:
            return True
        label = read_label(text)
        if label:
            return self._label_inside(above, text, label)
        if words.opens_after(above, text) and len(paragraph) > 0 and above[-1] != ",":
            return False
        if above[-1] in words.STOPS:
            if self.style.spaced:
                return True
            return self.style.justified and abs(last.right - last.x1) < 1.5 and above[-1] != ":"
        return not (
            last.bold and not line.bold and all(part.bold for part in paragraph)
        ) or words.is_unfinished(above)

    def _label_inside(self, above: str, text: str, label: re.Match[str]) -> bool:
        """Whether what looks like a label at the head of a line is a part of the sentence."""
        if above[-1] in words.STOPS:
            return False
        if text[0] in "-–—+":
            inside = text[label.end() : label.end() + 1]
            return words.is_unfinished(above) or inside.islower() or inside.isdigit() or self.style.spaced
        if text[0].isdigit() or text[0] in "IVX":
            return words.wants_number(above)
        if text[0] == "(":
            return True
        if text[0] in "PCMTBĐ":
            rest = text[label.end() :].lstrip(" .")
            return words.is_unfinished(above) or rest[:1].islower()
        return False


def _after_label(line: Line, end: int) -> float:
    """Where the word stands that follows the label of a line."""
    at = 0
    for nth, word in enumerate(line.words):
        at += (nth > 0 and not word.glued) and 1
        if at >= end:
            return word.x0
        at += len(word.text)
    return line.words[-1].x0
