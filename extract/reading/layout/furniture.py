"""What stands on a page and is no part of its text: page numbers, running heads, stamps, signature blocks, watermarks.

Nghị định 30/2020/NĐ-CP, Phụ lục I, puts the number of a page in Arabic digits in the middle of the top margin, the
data of a digital signature in small letters over the signature or in the top right corner of the first page, the
stamp of reception (`ĐẾN`, with number and date) below the symbol of a document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from statistics import median

from extract.reading import words
from extract.reading.grid import is_layout
from extract.reading.layout.lines import Line, Sheet, Token, column_gaps, make_line

_PAGE_NUMBER = re.compile(
    r"(?:[-–—~·.|(\[]\s?)*(?:(?:[Tt]rang|TRANG|[Pp]age|PAGE|[Tt]r\.)\s*:?\s*)?(?P<number>\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s?(?:/|of|trên|\|)\s?(?:\d{1,4}|[Pp]age|[Tt]rang))?(?:\s?[-–—~·.|)\]])*$"
)
_SHORT_NUMBER = 3
_EDGE = 3
"""How many lines at the top and at the bottom of a page may be running heads."""
_MARGIN = 0.13
_LEAST_MARK = 32.0
"""The letters of a watermark have more points."""
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")

_TYPED_RULE = re.compile(r"(?:[-–—_=~*.·•…―─═\s]{3,}|[-–—_=~.\s*]*[oO]0[oO][-–—_=~.\s*]*)$")
_SYMBOL = re.compile(r"/\s?[A-ZĐ]{2}")
_STATE = re.compile(r"CỘNG\s?H(?:ÒA|OÀ|OA)\s|ĐẢNG CỘNG SẢN|Độc lập\s?[-–]")
_SIGNED = re.compile(
    r"(?:Người ký\s?:|(?:Được |Đã )?[Kk]ý (?:số )?bởi\b|Digitally signed by|Signature Not Verified|Signature Valid"
    r"|Signed by|(?:Thời gian|Ngày) ký\s?:\s?\d|DN\s?:\s?(?:C|CN|O)\s?=)",
    re.I,
)
_SIGNED_MORE = re.compile(
    r"(?:Cơ quan|Email|E-mail|Chức vụ|Tổ chức|Đơn vị|Thời gian|Ngày ký|Date|Reason|Lý do|Location|Địa điểm|DN|CN|OU?"
    r"|Foxit|Contact|Serial|Số serial)\s?[:=]|cn=|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{2}[./-]\d{2}"
    r"|\d{1,2}:\d{2}:\d{2}|[+-]\d{2}[:']\d{2}|\S+@\S+",
    re.I,
)
_RECEIVED = re.compile(
    r"(?:CÔNG VĂN|VĂN BẢN|TÀI LIỆU|HỒ SƠ)?\s?ĐẾN$|(?:CÔNG|VĂN)\s(?:VĂN|BẢN)\s(?:ĐẾN|ĐI)\b.{0,30}$"
)
_RECEIVED_MORE = re.compile(
    r"(?:ĐẾN\s+)?(?:Số|SỐ|Giờ|Ngày|NGÀY|Chuyển|Kính chuyển|Lưu hồ sơ|Số và ký hiệu)\b.{0,3}\s?[:.…]|ngày\s?[.…/\d]"
)


@dataclass(slots=True)
class Aside:
    """Lines that stand beside the text: blocks of a digital signature, stamps of reception.

    `whole` says that they are one paragraph.
    """

    lines: list[Line] = field(default_factory=list)
    whole: bool = False


def is_typed_rule(line: Line) -> bool:
    """Whether a line is a rule typed in signs, `-----`, `____`, `---o0o---`, or a row of dots."""
    return _TYPED_RULE.match(line.text) is not None


def drop_watermarks(sheet: Sheet) -> None:
    """Takes away very large letters that lie over or under other words."""
    tokens = sheet.tokens
    sizes = [t.size or (t.y1 - t.y0) for t in tokens]
    if len(tokens) < 20 or max(sizes) <= _LEAST_MARK:
        return
    usual = median(sizes)
    large = [t for t, size in zip(tokens, sizes, strict=True) if size > max(2.6 * usual, _LEAST_MARK)]
    if not large or len(large) > 12:
        return
    small = [t for t, size in zip(tokens, sizes, strict=True) if size <= 1.6 * usual]
    drop = {id(t) for t in large if any(_over(t, other) for other in small)}
    if drop:
        sheet.tokens = [t for t in tokens if id(t) not in drop]


def _over(mark: Token, other: Token) -> bool:
    x = min(mark.x1, other.x1) - max(mark.x0, other.x0)
    y = min(mark.y1, other.y1) - max(mark.y0, other.y0)
    return x > 0.3 * (other.x1 - other.x0) and y > 0.5 * (other.y1 - other.y0)


def drop_running_heads(sheets: Sequence[Sheet]) -> None:
    """Takes page numbers and what is repeated at the edges of pages off the lines of all pages."""
    drop: set[int] = set()
    drop |= _page_numbers(sheets)
    drop |= _repeated(sheets, drop)
    # Below a running head the number of the page may be the next line.
    drop |= _page_numbers(sheets, drop)
    if drop:
        for sheet in sheets:
            sheet.lines = [line for line in sheet.lines if id(line) not in drop]


def _edges(sheet: Sheet, dropped: AbstractSet[int]) -> list[tuple[bool, int, Line]]:
    """The lines at the edges of a page: whether at its top, how many stand nearer to the edge, the line."""
    lines = [line for line in sheet.lines if id(line) not in dropped]
    top = [(True, i, line) for i, line in enumerate(lines[:_EDGE])]
    bottom = [(False, i, line) for i, line in enumerate(reversed(lines[-_EDGE:]))]
    return top + bottom


def _page_numbers(sheets: Sequence[Sheet], dropped: AbstractSet[int] = frozenset()) -> set[int]:
    """Page numbers: alone on the first or last line, in the margin, running on from page to page."""
    found: list[tuple[Sheet, Line, bool, int | None]] = []
    unread: list[Line] = []
    for sheet in sheets:
        for at_top, nth, line in _edges(sheet, dropped):
            if nth > 1 or len(line.text) > 24:
                continue
            away = line.height / sheet.height if at_top else 1 - line.height / sheet.height
            m = _PAGE_NUMBER.match(line.text)
            if m is None:
                # In an image the number may be read as any sign; nothing else stands alone there.
                if sheet.scan and not nth and sheet.number > 1 and len(line.text) <= _SHORT_NUMBER:
                    unread += [line] if away < _MARGIN and _centred(line, sheet) else []
                continue
            if away > _MARGIN or (nth and away > 0.08):
                continue
            number = int(m["number"]) if m["number"].isdigit() else None
            if number is None and sheet.number > 30:
                continue
            found.append((sheet, line, at_top, number))
    offsets = Counter(number - sheet.number for sheet, _, _, number in found if number is not None)
    out = {id(line) for line in unread}
    for sheet, line, at_top, number in found:
        worded = not line.text.strip("-–—~·.|()[] ").isdigit()
        if number is None:
            # Roman numbers: only in the middle, where no label of an item stands.
            if (
                abs(line.middle - sheet.width / 2) < 0.1 * sheet.width
                and worded
                and line.text.strip("- ") != "c"
            ):
                out.add(id(line))
            continue
        steady = offsets[number - sheet.number] > 1 or number == sheet.number
        if worded or steady or (at_top and number <= 600 and _centred(line, sheet)):
            out.add(id(line))
    return out


def _centred(line: Line, sheet: Sheet) -> bool:
    return abs(line.middle - sheet.width / 2) < 0.08 * sheet.width


def _repeated(sheets: Sequence[Sheet], dropped: set[int]) -> set[int]:
    """Running heads and feet: the same words, but for digits, at the same place on several pages."""
    if len(sheets) < 2:
        return set()
    seen: dict[tuple[bool, str], list[tuple[Sheet, Line, float]]] = defaultdict(list)
    for sheet in sheets:
        edges = _edges(sheet, dropped)
        # Each document of a file begins with its letterhead.
        headed = any(at_top and _STATE.search(line.text) for at_top, _, line in edges)
        for at_top, _, line in edges:
            text = line.text
            if headed and at_top:
                continue
            if is_layout([text]) or words.LABEL.match(text) or words.ends_block(text):
                continue
            away = line.y0 if at_top else sheet.height - line.y1
            if away > 0.16 * sheet.height or not _in_margin(sheet, line, at_top):
                continue
            key = _SPACES.sub("", _DIGITS.sub("#", text)).lower()
            seen[(at_top, key)].append((sheet, line, away))
    out: set[int] = set()
    for places in seen.values():
        away = median([a for _, _, a in places])
        same = [(sheet, line) for sheet, line, a in places if abs(a - away) < 8]
        pages = {sheet.number for sheet, _ in same}
        # Two pages that begin alike are not enough, unless they do in the margin where no text stands.
        enough = max(3, 0.3 * len(sheets)) if away > 50 else 2
        runs = len(pages) >= 5 and max(pages) - min(pages) < 2.2 * len(pages)
        if len(pages) >= enough or runs:
            out |= {id(line) for _, line in same}
    return out


def _in_margin(sheet: Sheet, line: Line, at_top: bool) -> bool:
    """Whether a line stands in the margin, or in a block of few lines that a wide gap parts from the text."""
    if (line.y1 if at_top else sheet.height - line.y0) < 0.07 * sheet.height:
        return True
    lines = sheet.lines if at_top else sheet.lines[::-1]
    at = next(i for i, other in enumerate(lines) if other is line)
    for i in range(at, min(_EDGE, len(lines) - 1)):
        if abs(lines[i + 1].baseline - lines[i].baseline) > 2.1 * line.size:
            return True
    return False


def take_asides(sheet: Sheet) -> list[Aside]:
    """Takes the blocks of digital signatures and the stamps of reception off the lines of a page."""
    asides: list[Aside] = []
    texts = [line.text for line in sheet.lines]
    for first, seen, signs, more, reach in (
        (_SIGNED, [text.lower() for text in texts], ("ký", "sign", "dn"), _SIGNED_MORE, 14),
        (_RECEIVED, texts, ("ĐẾN", " ĐI"), _RECEIVED_MORE, 6),
    ):
        # To look for such a word is a hundred times as fast as to try the expression at every letter.
        may = any(sign in text for text in seen for sign in signs)
        if not (may and any(map(first.search, texts))):
            continue
        while (aside := _take(sheet, first, more, reach)) is not None:
            asides.append(aside)
    return asides


def _take(sheet: Sheet, first: re.Pattern[str], more: re.Pattern[str], reach: int) -> Aside | None:
    """Takes one block: the part of a line that begins it, and the lines under it that belong to it."""
    for i, line in enumerate(sheet.lines):
        if first.search(line.text) is None:
            continue
        for part in _parts(line):
            start = make_line(part, line.page, scan=line.scan)
            if first.match(start.text) and _is_block(sheet, i, start, more, first is _RECEIVED):
                return _gather(sheet, i, part, start, first, more, reach)
    return None


def _parts(line: Line) -> list[list[Token]]:
    """The stretches of a line that wide gaps part."""
    gaps = column_gaps(line, 0.9)
    parts: list[list[Token]] = [[]]
    starts = {b for _, b in gaps}
    for token in line.words:
        if token.x0 in starts and parts[-1]:
            parts.append([])
        parts[-1].append(token)
    return parts


def _is_block(sheet: Sheet, i: int, start: Line, more: re.Pattern[str], stamp: bool) -> bool:
    """Whether lines below or above go on as such a block does, so that a sentence that begins alike is none."""
    text = start.text
    if len(text) > 110:
        return False
    near = [
        part
        for line in sheet.lines[max(0, i - 3) : i + 6]
        if abs(line.baseline - start.baseline) < 7 * start.size
        for part in _parts(line)
    ]
    beside = [
        p
        for p in (make_line(part, start.page, scan=start.scan) for part in near)
        if p.text != text and p.x0 < start.x1 + 60 and p.x1 > start.x0 - 60
    ]
    if stamp:
        return any(more.match(p.text) for p in beside if p.baseline > start.baseline - start.size)
    rest = text.split(":", 1)[1] if ":" in text else ""
    return (
        more.search(rest) is not None
        or "not verified" in text.lower()
        or any(more.search(p.text) or _SIGNED.match(p.text) for p in beside)
    )


def _gather(
    sheet: Sheet,
    at: int,
    part: list[Token],
    start: Line,
    first: re.Pattern[str],
    more: re.Pattern[str],
    reach: int,
) -> Aside:
    taken: list[list[Token]] = [part]
    holders = {at: {id(t) for t in part}}
    right = start.x1
    # A stamp has its name on top; what stands above it is the number of the document.
    for step in (1,) if first is _RECEIVED else (1, -1):
        edge = start
        for j in range(at + step, at + step * (reach + 1), step):
            if not 0 <= j < len(sheet.lines):
                break
            line = sheet.lines[j]
            gap = (line.y0 - edge.y1) if step > 0 else (edge.y0 - line.y1)
            if gap > 1.3 * start.size:
                break
            found = None
            for piece in _parts(line):
                made = make_line(piece, line.page, scan=line.scan)
                if made.x1 < start.x0 - 40 or made.x0 > max(right, start.x1) + 40:
                    continue
                keyed = more.match(made.text) or first.match(made.text)
                if first is _RECEIVED and _SYMBOL.search(made.text):
                    continue
                # A value printed over several lines: same letters, same left end.
                wrapped = (
                    step > 0
                    and first is _SIGNED
                    and abs(made.x0 - start.x0) < 1.2 * start.size
                    and abs(made.size - start.size) < 0.1 * start.size
                    and not is_layout([made.text])
                    and start.size < 11.5
                )
                if (keyed and (abs(made.x0 - start.x0) < 60 or first is _RECEIVED)) or wrapped:
                    found = piece, made
                    break
            if found is None:
                if step > 0 and gap < -0.3 * start.size:
                    # Another line of the page at the same height.
                    continue
                break
            piece, made = found
            edge = made
            right = max(right, made.x1)
            holders[j] = {id(t) for t in piece}
            if step > 0:
                taken.append(piece)
            else:
                taken.insert(0, piece)
    aside = Aside([make_line(piece, start.page, scan=start.scan) for piece in taken])
    lines: list[Line] = []
    for j, line in enumerate(sheet.lines):
        if j not in holders:
            lines.append(line)
            continue
        rest = [t for t in line.words if id(t) not in holders[j]]
        if rest:
            lines.append(make_line(rest, line.page, scan=line.scan))
    sheet.lines = lines
    return aside
