"""Lines to paragraphs: what Word ends with a line end or a new paragraph, though one sentence or name goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.reading import words
from extract.reading.compose import Draft, DraftParagraph, Run
from extract.reading.grid import is_layout
from extract.reading.lines import HARD, NEAR, split_lines
from extract.reading.lines import Line as PrintedLine
from extract.reading.markup import Marked
from extract.reading.unwrap import Shape, Unwrapper, find_shape
from extract.reading.word.beside import arranged
from extract.reading.word.runs import Line

_RULE_SIGNS = frozenset("-–—_=~*.·•…―─═oO")
_LONGEST_RULE = 120
_PROSE = 35
"""A line that is ended for its length has more characters; shorter ones are names, titles, items."""
_SUBJECT = re.compile(r"(?:V/v|[Vv]ề việc)\b")
_BASIS = re.compile(r"(?:Căn cứ|Xét|Thực hiện|Theo|Trên cơ sở)\b")
_AUTHORITY = re.compile(
    r"(?:[ỦU][ỶY]? ?BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|CHÍNH PHỦ|QUỐC HỘI|BỘ|BAN|SỞ|CỤC|TỔNG|THANH TRA|KIỂM TOÁN|TÒA ÁN|VIỆN)\b"
)


def is_rule(text: str) -> bool:
    """Whether a line is a rule of dashes, dots or underscores, as they stand under a letterhead."""
    text = text.strip()
    return text[:1] in _RULE_SIGNS and len(text) < _LONGEST_RULE and not split_lines(text)[0]


def drafts_of(lines: Sequence[Line]) -> list[Draft]:
    """Lines that follow one another as drafts of paragraphs, in reading order.

    A title typed as two paragraphs, or a sentence cut by a line end, is one paragraph, just as in a text.
    """
    lines = arranged(lines)
    _set_apart(lines)
    if len(lines) < 2:
        return [DraftParagraph([Run(line.text)], line.strong) for line in lines]
    printed: list[PrintedLine] = []
    by_start: dict[int, Line] = {}
    bold: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        end = at + len(line.text)
        printed.append(PrintedLine(at, end, line.text, line.gap, 0, line.text))
        by_start[at] = line
        if line.strong:
            bold.append((at, end))
        at = end + 1
    marked = Marked("\n".join(line.text for line in lines), None, bold, [])
    out: list[Draft] = []
    for group in Unwrapper(marked, Shape()).paragraphs(printed):
        parts = [by_start[one.start] for one in group]
        runs = [
            Run(part.text, glued=nth > 0 and words.cut_symbol(parts[nth - 1].text, part.text))
            for nth, part in enumerate(parts)
        ]
        out.append(DraftParagraph(runs, all(part.strong for part in parts)))
    return out


def _set_apart(lines: Sequence[Line]) -> None:
    """Puts a border above the authority that stands between the title of a decision and what it is based on.

    Title and authority are both printed in capitals (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    for line, below in pairwise(lines):
        if line.text.isupper() and _AUTHORITY.match(line.text) and _BASIS.match(below.text):
            line.gap = HARD


def parted(line: Line) -> list[Line]:
    """The lines of a paragraph with soft line ends, those put together that are one sentence, title or name.

    `line` holds line ends; rules of dashes and dots are left out, as they are in a text.
    """
    text = line.text
    printed, _ = split_lines(text)
    if not printed:
        return []
    spans = line.bold if not isinstance(line.bold, bool) else [(0, len(text))] if line.bold else []
    marked = Marked(text, None, spans, [])
    shape = find_shape(printed) if len(printed) > 3 else Shape()
    groups = Unwrapper(marked, shape).paragraphs(printed)
    out: list[Line] = []
    last: PrintedLine | None = None
    for group in groups:
        part = line.part(group[0].start, group[-1].end)
        part.text = part.text.replace("\n", " ")
        if out and last is not None and _goes_on(out[-1], last, part, group[0]):
            bold = out[-1].bold is True and part.bold is True
            out[-1] = Line(f"{out[-1].text} {part.text}", bold, line.heading, out[-1].gap)
        else:
            part.gap = group[0].gap if out else line.gap
            out.append(part)
        last = group[-1]
    return out


def _goes_on(whole: Line, above: PrintedLine, part: Line, below: PrintedLine) -> bool:
    """Whether a line end put in by hand cuts a sentence, a title or the subject of a letter.

    `whole` is the line so far, `above` its last printed line; `part` begins with `below`.
    """
    if below.gap != NEAR or above.text[-1] in words.STOPS or words.LABEL.match(below.text):
        return False
    if (
        above.text.isupper()
        or below.text.isupper()
        or words.begins_block(below.text)
        or words.ends_block(above.text)
    ):
        return False
    if is_layout((below.text,)) or words.is_type(above.text):
        return False
    if _SUBJECT.match(whole.text) or words.is_unfinished(above.text) or below.text[0].isdigit():
        return True
    if len(above.text) < _PROSE:
        return False
    return words.may_be_unfinished(above.text) or (whole.bold is True and part.bold is True)
