"""Printed lines to paragraphs: which line ends end a paragraph, and which only end the line.

Two kinds of text are told apart by their shape. In a *plain* text a printed line is a paragraph, and only page
breaks cut sentences. In a *wrapped* text the lines are cut at a width, some seventy-five characters on portals;
there the first line of a paragraph is often much shorter, because the tags of the page's source counted with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.reading import words
from extract.reading.lines import BLANK, HARD, NEAR, Line
from extract.reading.markup import Marked

_RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN|Kính gửi|KÍNH GỬI)\b")
# The head of an item of the outline, `III. NHIỆM VỤ`; `Chương II` has its title on the next line.
_ITEM = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2})*|Điều \d{1,3})\s?\.\s*\S")
_MIN_BODY = 40
"""Lines shorter than this are headings, letterheads, recipients: they tell nothing of a width."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is printed.

    `width` is that of its lines where it is wrapped, else 0; `first` that of the first lines of paragraphs, equal
    to `width` where they are as wide as the others; `spaced` says that blank lines stand between paragraphs.
    """

    width: int = 0
    first: int = 0
    spaced: bool = False

    @property
    def short_firsts(self) -> bool:
        return self.first < self.width


def find_shape(lines: Sequence[Line]) -> Shape:
    """The shape of a text, from the line ends that certainly cut a sentence."""
    cut: list[int] = []
    near = 0
    for above, below in pairwise(lines):
        if below.gap == NEAR and len(above.text) >= _MIN_BODY:
            near += 1
            if (
                below.text[0].islower()
                and above.text[-1] not in words.STOPS
                and not words.LABEL.match(below.text)
            ):
                cut.append(len(above.text))
    if len(cut) < 3 or len(cut) < 0.15 * near:
        return Shape()
    cut.sort()
    width = cut[int(len(cut) * 0.9)]
    body = [len(line.text) for line in lines if len(line.text) >= _MIN_BODY]
    if width > 180 or sum(n > 1.5 * width for n in body) > 0.2 * len(body):
        return Shape()
    return Shape(width, _first_width(lines, width), _is_spaced(lines))


def _first_width(lines: Sequence[Line], width: int) -> int:
    """The width of first lines: a line cut though the next word had room is a first line, cut by what it hid."""
    firsts = sorted(
        len(line.text)
        for line, below in pairwise(lines)
        if below.gap == NEAR
        and below.text[0].islower()
        and 10 < len(line.text) < width - 15
        and len(line.text) + len(below.text.split(" ", 1)[0]) < width - 12
        and (len(below.text) > 0.75 * width)
        and line.text[-1] not in words.STOPS
    )
    wide = sum(
        len(line.text) >= width - 15 and below.gap == NEAR and below.text[0].islower()
        for line, below in pairwise(lines)
        if line.gap != NEAR or words.LABEL.match(line.text)
    )
    if not firsts or wide >= len(firsts):
        return width
    return min(width, firsts[int(len(firsts) * 0.85)] + 3)


def _is_spaced(lines: Sequence[Line]) -> bool:
    blank = near = 0
    for above, below in pairwise(lines):
        if below.gap == BLANK:
            blank += 1
        elif (
            below.gap == NEAR
            and above.text[-1] in ".;:"
            and words.LABEL.match(below.text)
            and below.text[0] not in "-+"
        ):
            near += 1
    return blank > 2 * near and blank >= 0.05 * len(lines)


class Unwrapper:
    """Groups lines to paragraphs."""

    def __init__(self, marked: Marked, shape: Shape) -> None:
        self.marked = marked
        self.shape = shape
        self._join = self._wrapped if shape.width else self._plain
        self._among_recipients = False

    def paragraphs(self, lines: Sequence[Line]) -> list[list[Line]]:
        """The lines of each paragraph."""
        out: list[list[Line]] = []
        current: list[Line] = []
        join = self._join
        last = len(lines) - 1
        for i, line in enumerate(lines):
            if current and line.gap != HARD and join(current, line, lines[i + 1] if i < last else None):
                current.append(line)
            else:
                current = [line]
                out.append(current)
                self._note(line)
        return out

    def _note(self, line: Line) -> None:
        """Remembers whether the list of recipients is being read: its items all have a dash."""
        first = line.text[0]
        if first in "NK" and _RECIPIENTS.match(line.text):
            self._among_recipients = True
        elif first not in "-–—+*":
            self._among_recipients = False

    def is_strong(self, line: Line) -> bool:
        return self.marked.is_bold(line.start, line.end)

    def _plain(self, paragraph: list[Line], line: Line, after: Line | None) -> bool:
        above = paragraph[-1].text
        text = line.text
        first, end = text[0], above[-1]
        if end in "-/" and words.cut_symbol(above, text):
            return True
        if first.islower():
            if end not in words.STOPS:
                return not words.LABEL.match(text)
            return False
        if len(above) < 9 and words.LABEL_ALONE.match(above):
            return not words.LABEL.match(text)
        if end in words.STOPS:
            return False
        if first.isdigit():
            if words.LABEL.match(text):
                return False
            if line.gap == BLANK and words.wants_number(above):
                return True
            long = len(above) >= 60 and len(paragraph) + (len(above) > 120) > 0
            return (words.wants_number(above) or (long and text[-1] in ".;:,")) and not self.is_strong(
                paragraph[-1]
            )
        if above.isupper():
            return line.gap == NEAR and text.isupper() and self._capitals(above, text)
        if first == "-" or first == "+":
            return False
        if above.count("(") > above.count(")") and ")" in text and len(above) > 30:
            return text.find(")") < (text.find("(") if "(" in text else len(text)) and not words.LABEL.match(
                text
            )
        if words.LABEL.match(text):
            return False
        if self._among_recipients:
            return above[0] in "-–+*" and line.gap == NEAR and not text.isupper()
        return len(above) > 15 and words.is_unfinished(above) and end not in ",-–" and not text.isupper()

    def _capitals(self, above: str, text: str) -> bool:
        """Whether two lines of capitals, one under the other, are one name or one title."""
        if words.is_committee_of(above, text) or words.is_state_cut(above, text):
            return True
        if words.is_type(above) or words.is_signing(above) or words.is_signing(text):
            return above.endswith((",", " VÀ")) and not words.is_type(above)
        if words.LABEL.match(text) or (words.LABEL.match(above) and len(above) < 16):
            return False
        lower = above.lower()
        if words.goes_on_in_capitals(text) or words.is_unfinished(lower) or words.may_be_unfinished(lower):
            return True
        if (text[0].isdigit() and words.wants_number(lower)) or (_ITEM.match(above) and len(above) > 8):
            return True
        width, narrow = self.shape.width, self.shape.first
        if width and narrow < width and len(text) > narrow + 6:
            return True
        return len(above) >= (0.7 * width if width else 36)

    def _wrapped(self, paragraph: list[Line], line: Line, after: Line | None) -> bool:
        last = paragraph[-1]
        above, text = last.text, line.text
        if len(above) < 14 and words.LABEL_ALONE.match(above):
            return not words.LABEL_ALONE.match(text)
        if words.cut_symbol(above, text):
            return True
        label = words.LABEL.match(text)
        if line.gap == BLANK:
            return self._over_blank(paragraph, line, label is not None)
        if self.marked.holds_together(last.end - 1, line.start):
            return True
        if text[0].islower() and not label:
            return True
        if above.isupper() or text.isupper():
            joined = self._with_capitals(paragraph, line, label is not None)
            if joined is not None:
                return joined
        if words.is_type(above) or words.ends_block(above) or words.begins_block(text):
            return False
        if _RECIPIENTS.match(above) and above.endswith(":"):
            return False
        room = (
            (self.shape.first - 4)
            if len(paragraph) == 1 and self.shape.short_firsts
            else self.shape.width - 3
        )
        fits = len(above) + 1 + len(text.split(" ", 1)[0]) <= room
        if label:
            return self._label_inside(paragraph, line, label, after, fits)
        if self.is_strong(last) and not self.is_strong(line) and not words.is_unfinished(above):
            return False
        if above[-1] in words.STOPS or words.opens_after(above, text):
            return self._after_stop(paragraph, line, after, fits)
        if above[-1] == "," or words.is_unfinished(above):
            return True
        if self._among_recipients and paragraph[0].text[0] in "-–+*":
            return True
        if self.shape.spaced or (words.may_be_unfinished(above) and not fits):
            return True
        if self.shape.short_firsts and len(text) > self.shape.first:
            return True
        # A short line that goes on below is the first of its paragraph, never the last of this one.
        return not self._begins(line, after) and not fits

    def _with_capitals(self, paragraph: list[Line], line: Line, label: bool) -> bool | None:
        """Whether lines go together of which one or both are printed in capitals; `None` where capitals don't tell."""
        last = paragraph[-1]
        above, text = last.text, line.text
        if above.isupper() and text.isupper():
            if words.is_type(above) or label:
                return False
            if text.isalpha() or (above.isalpha() and len(paragraph) == 1):
                # No name or title is one syllable long: it was cut.
                return True
            whole = above if len(paragraph) == 1 else " ".join(part.text for part in paragraph[-4:])
            if words.is_committee_of(whole, text) or words.is_state_cut(whole, text):
                return True
            return self.is_strong(last) == self.is_strong(line) and self._capitals(above, text)
        if above.isupper():
            if above[-1] in ".;:!?…," or self._among_recipients or (" " not in above and len(paragraph) == 1):
                return None
            # A title or a name in capitals ends where capitals end, unless it is a figure that follows.
            return text[0].isdigit() and not label
        if text.count(" ") > 1 and len(text) > 8 and not label and above[-1] != ",":
            return False
        return None

    def _after_stop(self, paragraph: list[Line], line: Line, after: Line | None, fits: bool) -> bool:
        """Whether a line goes on with a paragraph whose line above ends with a sentence."""
        width, narrow = self.shape.width, self.shape.first
        above = paragraph[-1].text
        if above.endswith("./.") or words.opens_after(above, line.text):
            return False
        if self.shape.spaced and len(paragraph[-1].text) > 0.5 * width:
            return True
        if narrow < width and len(line.text) > narrow:
            return len(paragraph) == 1 or not fits or len(paragraph[-1].text) > 0.8 * width
        if fits:
            return self.shape.spaced and not paragraph[-1].text.endswith((";", ":"))
        return not self._begins(line, after)

    def _begins(self, line: Line, after: Line | None) -> bool:
        """Whether a line is so short, while its sentence goes on below, that it must be a first line."""
        width, narrow = self.shape.width, self.shape.first
        if after is None or after.gap != NEAR or narrow >= width or len(line.text) > narrow:
            return False
        return (after.text[0].islower() and not words.LABEL.match(after.text)) or len(
            after.text
        ) > 0.8 * width

    def _label_inside(
        self, paragraph: list[Line], line: Line, label: re.Match[str], after: Line | None, fits: bool
    ) -> bool:
        """Whether what looks like a label at the head of a line is a part of the sentence."""
        above, text = paragraph[-1].text, line.text
        width, narrow = self.shape.width, self.shape.first
        # Where first lines are short, a long line is no first line.
        inner_line = narrow < width and len(text) > narrow + 4
        if above[-1] in words.STOPS:
            # An inline `(2)` may open a line.
            return text[0] == "(" and inner_line and len(above) > 0.85 * width
        if text[0] in "-–—+":
            if fits and not inner_line:
                return False
            if words.is_unfinished(above) and above[-1] not in "-–—":
                return True
            inside = text[label.end() : label.end() + 1]
            if inside.islower() or inside.isdigit():
                return True
            return len(above) >= width - 6 and (
                inner_line or (narrow >= width and not self._begins(line, after))
            )
        if fits:
            return False
        if text[0].isdigit() or text[0] in "IVX":
            return words.wants_number(above) and not words.LABEL.match(above)
        if text[0] == "(":
            return True
        if text[0] in "PCMTBĐ":
            # `… quy định tại | Chương II`: a part named in a sentence, unless it stands alone.
            rest = text[label.end() :].lstrip(" .")
            return words.is_unfinished(above) or rest[:1].islower()
        return False

    def _over_blank(self, paragraph: list[Line], line: Line, label: bool) -> bool:
        """Whether a sentence goes on after a blank line in a wrapped text."""
        above, text = paragraph[-1].text, line.text
        if label or above[-1] in words.STOPS:
            return False
        if text[0].islower():
            return True
        if text[0].isdigit():
            return words.wants_number(above)
        return (
            len(above) > 0.6 * self.shape.width
            and words.is_unfinished(above)
            and above[-1] != ","
            and not text.isupper()
            and not above.isupper()
        )
