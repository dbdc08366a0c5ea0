"""Blocks of digital signatures, found by how they are printed, and stamps of reception on scans, found by their frame.

Signing software prints its block in one small fount, its lines under each other from one left edge; the block may lie
over other lines, and its lines may be no more than a name, an address and a time (Nghị định 30/2020/NĐ-CP, Phụ lục I,
wants the time and the name). A stamp of reception (`ĐẾN`) is a small frame in the upper left of the first page with a
number and a date written by hand; it may be stamped over the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extract.reading.layout.furniture import Aside
from extract.reading.layout.lines import Sheet, Token, make_line
from extract.reading.layout.noise import foot_of
from extract.reading.page import Rule

_NAMED = re.compile(r"(?:Người ký|(?:Được |Đã )?[Kk]ý (?:số )?bởi|Digitally signed by|Signed by)\s?:?", re.I)
_ADDRESS = re.compile(r"(?:E-?mail\s?:\s*)?\S+@\S+\.\w+$", re.I)
_TIME = re.compile(
    r"(?:(?:Thời gian ký|Ngày ký|Giờ ký|Date)\s?:\s*)?"
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})[ ,]+\d{1,2}:\d{2}:\d{2}\b",
    re.I,
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_KEYED = re.compile(r"[^\W\d][^:]{1,24}:")
_SAME_SIZE, _SAME_EDGE = 0.04, 1.2
_SMALL = 0.88
"""A block in letters not smaller than this share of those of the page is told by its keys alone."""
_MOST_ROWS = 16

_UPPER = 0.45
_FRAME_WIDTH, _FRAME_HEIGHT = (0.12, 0.46), (0.025, 0.14)
"""The least and most of a frame of reception, as shares of the page."""
_TOUCH = 6.0
_WORD = re.compile(r"(?:CV|ĐẾN|ĐỀN|CÔNG|VĂN|BẢN|Số|Ngày|Giờ|Chuyển|Lưu|Kính)\W*$")
_BESIDE = 80.0
"""Points to the right of the stamp in which a line of the text under it goes on."""
_SURE = 0.9
_DOUBTFUL = 0.7


def take_signatures(sheet: Sheet) -> list[Aside]:
    """Takes the blocks of digital signatures that are set apart by their print off the words of a page.

    A block is an `Aside` of its lines; one whose lines have no keys (`Email:`) is one paragraph.
    """
    asides: list[Aside] = []
    # On a scan what is no guess was printed over the image by software.
    words = [t for t in sheet.tokens if t.confidence is None] if sheet.scan else sheet.tokens
    starts = [t for t in words if "@" in t.text or t.text in ("Người", "Ký") or _is_clock(t.text)]
    if not starts:
        return asides
    usual = 0.0 if sheet.scan else median([t.size for t in words if t.size > 0] or [0.0])
    taken: set[int] = set()
    for start in starts:
        if id(start) in taken or start.size <= 0 or (usual and start.size > _SMALL * usual):
            continue
        fount = [
            t for t in words if id(t) not in taken and abs(t.size - start.size) <= _SAME_SIZE * start.size
        ]
        block = _block(fount, start)
        texts = [" ".join(t.text for t in row) for row in block]
        tells = sum(any(tell.match(text) for text in texts) for tell in (_NAMED, _ADDRESS, _TIME))
        if tells < 2 and not any(_TIME.match(text) for text in texts):
            continue
        taken |= {id(t) for row in block for t in row}
        keyed = any(_KEYED.match(text) for text in texts)
        asides.append(Aside([make_line(row, sheet.number) for row in block], whole=not keyed))
    if taken:
        sheet.tokens = [t for t in sheet.tokens if id(t) not in taken]
    return asides


def _is_clock(text: str) -> bool:
    return ":" in text and _CLOCK.match(text) is not None


def _block(words: Sequence[Token], start: Token) -> list[list[Token]]:
    """The rows of one fount that stand under each other from one left edge, with the row that a word is on."""
    rows = _rows(words)
    at = next(i for i, row in enumerate(rows) if start in row)
    left = rows[at][0].x0
    # A row of the same height further left or right is of another block.
    column = [row for row in rows if abs(row[0].x0 - left) <= _SAME_EDGE]
    at = next(i for i, row in enumerate(column) if start in row)
    first = last = at
    while first > 0 and _follows(column[first - 1], column[first]) and last - first < _MOST_ROWS:
        first -= 1
    while last + 1 < len(column) and _follows(column[last], column[last + 1]) and last - first < _MOST_ROWS:
        last += 1
    return column[first : last + 1]


def _rows(words: Sequence[Token]) -> list[list[Token]]:
    """Words of one fount as rows from top to bottom, cut where a gap is wider than a space can be."""
    bands: list[list[Token]] = []
    for word in sorted(words, key=lambda t: t.y1):
        if bands and word.y1 - bands[-1][0].y1 < 0.4 * word.size:
            bands[-1].append(word)
        else:
            bands.append([word])
    rows: list[list[Token]] = []
    for band in bands:
        band.sort(key=lambda t: t.x0)
        row: list[Token] = []
        for word in band:
            if row and not -0.3 < (word.x0 - row[-1].x1) / word.size < 1.0:
                rows.append(row)
                row = []
            row.append(word)
        rows.append(row)
    return rows


def _follows(above: Sequence[Token], below: Sequence[Token]) -> bool:
    pitch = below[0].y1 - above[0].y1
    return 0.5 * below[0].size < pitch < 1.6 * below[0].size


def drop_reception(sheet: Sheet) -> bool:
    """Takes a stamp of reception off the words and rules of a scanned page; whether there was one.

    Words of the text that the stamp lies over stay where they were read surely.
    """
    if not sheet.scan:
        return False
    for rules in _frames(sheet):
        x0, x1 = min(r.x0 for r in rules), max(r.x1 for r in rules)
        y0, y1 = min(r.y0 for r in rules), max(r.y1 for r in rules)
        inside = [
            t for t in sheet.tokens if x0 - 2 < (t.x0 + t.x1) / 2 < x1 + 2 and y0 < (t.y0 + t.y1) / 2 < y1 + 2
        ]
        read = [t.confidence for t in inside if t.confidence is not None]
        named = sum(_WORD.match(t.text) is not None for t in inside)
        if not read or not (named > 1 or ((named or median(read) < _SURE) and min(read) < _DOUBTFUL)):
            continue
        beside = [t for t in sheet.tokens if x1 < t.x0 < x1 + _BESIDE]
        drop = [t for t in inside if _is_stamped(t) or not _is_on_text(t, beside)]
        # The name of the office stands on the upper edge of the frame.
        drop += [
            t
            for t in sheet.tokens
            if t not in inside
            and x0 - 2 < (t.x0 + t.x1) / 2 < x1 + 2
            and (_is_stamped(t) or not _is_on_text(t, beside))
            and any(_on_one_line(t, other) for other in drop)
        ]
        gone = {id(t) for t in drop}
        sheet.tokens = [t for t in sheet.tokens if id(t) not in gone]
        ruled = {id(r) for r in rules}
        sheet.rules = [r for r in sheet.rules if id(r) not in ruled]
        return True
    return False


def _is_stamped(token: Token) -> bool:
    if token.confidence is None:
        return False
    return (
        token.confidence < _SURE
        or _WORD.match(token.text) is not None
        or not any(map(str.isalnum, token.text))
    )


def _is_on_text(token: Token, beside: Sequence[Token]) -> bool:
    """Whether a word stands on a line of the text that goes on beside the stamp."""
    return any(abs(foot_of(token) - foot_of(other)) < 0.15 * (other.size or 14) for other in beside)


def _on_one_line(token: Token, other: Token) -> bool:
    shared = min(token.y1, other.y1) - max(token.y0, other.y0)
    return shared > 0.7 * min(token.y1 - token.y0, other.y1 - other.y0)


def _frames(sheet: Sheet) -> list[list[Rule]]:
    """The rules that touch each other and together are as large as a stamp, in the upper left of the page."""
    rules = [r for r in sheet.rules if max(r.y0, r.y1) < _UPPER * sheet.height and r.x0 < sheet.width / 2]
    groups: list[list[Rule]] = []
    for rule in rules:
        near = [g for g in groups if any(_touch(rule, other) for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append([rule, *(r for g in near for r in g)])
    out = []
    for group in groups:
        width = (max(r.x1 for r in group) - min(r.x0 for r in group)) / sheet.width
        height = (max(r.y1 for r in group) - min(r.y0 for r in group)) / sheet.height
        across = sum(r.horizontal for r in group)
        if (
            across > 1
            and across < len(group)
            and _FRAME_WIDTH[0] < width < _FRAME_WIDTH[1]
            and _FRAME_HEIGHT[0] < height < _FRAME_HEIGHT[1]
        ):
            out.append(group)
    return out


def _touch(a: Rule, b: Rule) -> bool:
    return (
        min(a.x1, b.x1) - max(a.x0, b.x0) > -_TOUCH
        and min(a.y1, b.y1) - max(a.y0, b.y0) > -2 * _TOUCH
        and a.horizontal != b.horizontal
    ) or (
        a.horizontal
        and b.horizontal
        and abs(a.y0 - b.y0) < 2.5 * _TOUCH
        and min(a.x1, b.x1) > max(a.x0, b.x0) - _TOUCH
    )
