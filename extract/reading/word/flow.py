"""Lines to paragraphs: what Word ends with a line end or a new paragraph, though one sentence or name goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.reading import words
from extract.reading.compose import AnyRun, Draft, DraftParagraph, Run
from extract.reading.grid import is_layout
from extract.reading.lines import HARD, NEAR, split_lines
from extract.reading.lines import Line as PrintedLine
from extract.reading.markup import Marked
from extract.reading.unwrap import Shape, Unwrapper, find_shape
from extract.reading.word.beside import arranged
from extract.reading.word.runs import Line

_RULE_SIGNS = frozenset("-–—_=~*.·•…―─═oO")
_LONGEST_RULE = 120
_STAR = "*"
"""Stands alone under the names of bodies of the Party (Hướng dẫn 36-HD/VPTW)."""
_PROSE = 35
"""A line that is ended for its length has more characters; shorter ones are names, titles, items."""
_WHOLE_LINE = 55
"""A line so long that is ended without a stop is as wide as the page: what stands below goes on with it."""
_SUBJECT = re.compile(r"(?:V/v|[Vv]ề việc)\b")
_BASIS = re.compile(r"(?:Căn cứ|Xét|Thực hiện|Theo|Trên cơ sở)\b")
_BASIS_ONLY = re.compile(r"(?:Căn cứ|Xét)\b")
# What only the head of a paragraph says, and the field of a form, `Chức vụ: …`.
_OPENER = re.compile(
    r"(?:Căn cứ|Xét|Trên cơ sở|Thực hiện|Đồng chí|Các đồng chí|Ông|Bà|Trong đó|Cụ thể|Riêng|Ngoài ra|Tuy nhiên|Bên cạnh"
    r"|Đến (?:nay|năm|hết)|Đối với|Để|Nhằm|Trước khi|Sau khi|Khi|Nếu|Trường hợp|Trong quá trình|Hằng năm|Hàng năm|Năm \d"
    r"|Giao|Yêu cầu|Đề nghị|Phấn đấu|Tiếp tục|Tăng cường|Ghi chú|Lưu ý|Nội dung|Kết quả|Thời gian|Địa điểm|Thành phần)\b"
    r"|[^:,;.]{2,30}:(?:\s|$)"
)
_NUMBERED = re.compile(r"\d[\d/-]*\w?,?\s+(\w+)")
_STREET = frozenset(("đường", "phố", "ngõ", "ngách", "đại"))
_PART = re.compile(r"(?:Phụ lục|Biểu|Mẫu số|Bảng|Mục|Chương|Phần|Điều)\b")
_LAST_RECIPIENT = re.compile(r"[-–—+*]?\s*Lưu\s*:?\s*(?:VT|VP|HC|HS|TH)\b")
_LONGEST_TITLE = 100
"""No line of a title has more characters."""
_AUTHORITY = re.compile(
    r"(?:[ỦU][ỶY]? ?BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|CHÍNH PHỦ|QUỐC HỘI|BỘ|BAN|SỞ|CỤC|TỔNG|VĂN PHÒNG|ĐẢNG|(?:TỈNH|THÀNH|HUYỆN) (?:ỦY|UỶ)|THANH TRA|KIỂM TOÁN|TÒA ÁN|VIỆN)\b"
)


def is_rule(text: str) -> bool:
    """Whether a line is a rule of dashes, dots or underscores, as they stand under a letterhead."""
    text = text.strip()
    if text == _STAR:
        return True
    return text[:1] in _RULE_SIGNS and len(text) < _LONGEST_RULE and not split_lines(text)[0]


def drafts_of(lines: Sequence[Line]) -> list[Draft]:
    """Lines that follow one another as drafts of paragraphs, in reading order.

    A title typed as two paragraphs, or a sentence cut by a line end, is one paragraph, just as in a text.
    """
    if len(lines) == 1 and "\t" not in lines[0].text and "    " not in lines[0].text:
        # Most cells hold one line.
        return [DraftParagraph([Run(lines[0].text)], lines[0].strong)]
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
        if len(group) == 1:
            line = by_start[group[0].start]
            out.append(DraftParagraph([Run(line.text)], line.strong))
            continue
        parts = [by_start[one.start] for one in group]
        runs: list[AnyRun] = [
            Run(part.text, glued=nth > 0 and words.cut_symbol(parts[nth - 1].text, part.text))
            for nth, part in enumerate(parts)
        ]
        out.append(DraftParagraph(runs, all(part.strong for part in parts)))
    return out


def _set_apart(lines: Sequence[Line]) -> None:
    """Puts borders where lines that look like one end: above an authority, below the last recipient.

    The authority stands between the title of a decision and what it is based on, and is printed in capitals as
    the title may be (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    for line, below in pairwise(lines):
        if "Lưu" in line.text[:6] and _LAST_RECIPIENT.match(line.text) and line.text[-1] not in ",-–":
            below.gap = HARD
        if line.text.isupper() and _AUTHORITY.match(line.text) and _BASIS.match(below.text):
            line.gap = HARD


def parted(line: Line, *, titled: bool = False) -> list[Line]:
    """The lines of a paragraph with soft line ends, those put together that are one sentence, title or name.

    `line` holds line ends; rules of dashes and dots are left out, as they are in a text. `titled` says that the
    name of a kind of document stands above, so that the paragraph begins with its title.
    """
    text = line.text
    printed = _printed(text)
    if not printed:
        return []
    spans = line.bold if not isinstance(line.bold, bool) else [(0, len(text))] if line.bold else []
    marked = Marked(text, None, spans, [])
    shape = find_shape(printed) if len(printed) > 3 else Shape()
    out: list[Line] = []
    last: PrintedLine | None = None
    for group in Unwrapper(marked, shape).paragraphs(printed):
        part = line.part(group[0].start, group[-1].end)
        part.text = _in_one(printed_line.text for printed_line in group)
        if out and last is not None and _goes_on(out[-1], last, part, group[0], titled):
            bold = out[-1].bold is True and part.bold is True
            out[-1] = Line(_in_one((out[-1].text, part.text)), bold, line.heading, out[-1].gap)
        else:
            # Below the title stand the authority, a remark in parentheses or the text.
            titled = words.is_type(out[-1].text) if out else titled
            part.gap = group[0].gap if out else line.gap
            out.append(part)
        last = group[-1]
    return out


def _printed(text: str) -> list[PrintedLine]:
    """The lines of a text that holds more than one, without rules."""
    lines, _ = split_lines(text)
    for rule, below in pairwise(lines):
        if rule.text == _STAR:
            below.gap = HARD
    return [line for line in lines if line.text != _STAR]


def _in_one(texts: Iterable[str]) -> str:
    """Lines as one; a symbol or a range that a line end cuts has no space in it."""
    whole = ""
    for text in texts:
        whole += text if not whole or words.cut_symbol(whole, text) else f" {text}"
    return whole


def _goes_on(whole: Line, above: PrintedLine, part: Line, below: PrintedLine, titled: bool) -> bool:
    """Whether a line end put in by hand cuts a sentence, a title or the subject of a letter.

    `whole` is the line so far, `above` its last printed line; `part` begins with `below`.
    """
    if below.gap != NEAR or above.text[-1] in words.STOPS:
        return False
    if words.cut_symbol(above.text, below.text):
        return True
    if words.LABEL.match(below.text):
        return _PART.match(below.text) is not None and words.is_unfinished(above.text)
    if words.begins_block(below.text) or words.ends_block(above.text) or is_layout((below.text,)):
        return False
    if words.is_type(above.text):
        return False
    if titled:
        return _is_title(whole, part)
    if _SUBJECT.match(whole.text):
        return _is_subject(part.text)
    if above.text.isupper() or below.text.isupper():
        return False
    if words.is_unfinished(above.text):
        return True
    if below.text[0].isdigit():
        return len(above.text) >= _PROSE or not _is_address(below.text)
    if len(above.text) < _PROSE or _OPENER.match(below.text) or (whole.bold is True) != (part.bold is True):
        return False
    heading = words.LABEL.match(whole.text) is not None and not words.DASH.match(whole.text)
    if words.may_be_unfinished(above.text):
        return True
    if whole.bold is True:
        return not heading or part.text[-1] not in ".;:"
    # A heading stands on a line of its own, whatever its length.
    return len(above.text) >= _WHOLE_LINE and not heading


def _is_address(text: str) -> bool:
    """Whether a line that begins with a number is that of a house: `12 đường …`, `36 Trần Phú`."""
    found = _NUMBERED.match(text)
    return found is not None and (found[1] in _STREET or found[1].istitle())


def _is_title(whole: Line, part: Line) -> bool:
    """Whether a part goes on with the title of a document: printed alike, and no sentence, remark or authority."""
    text = part.text
    if text[0] == "(" or text[-1] in ".;:" or len(text) > _LONGEST_TITLE:
        return False
    if (whole.bold is True) != (part.bold is True):
        return False
    if whole.text.isupper():
        return text.isupper() and not (
            _AUTHORITY.match(text) or words.is_signing(text) or words.is_type(text)
        )
    return not _is_capitals(text) and not _BASIS_ONLY.match(text)


def _is_subject(text: str) -> bool:
    """Whether a line below one of the subject of a letter goes on with it; marks of urgency are in capitals."""
    return not _is_capitals(text) and (len(text) < _PROSE or text[-1] not in ".;:")


def _is_capitals(text: str) -> bool:
    """Whether a line is printed in capitals, and is more than the abbreviated name of an index or a programme."""
    return text.isupper() and not text.isascii()
