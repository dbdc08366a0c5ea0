"""Columns side by side: letterhead, recipients and signature, two signers, a page in two columns.

A band is a run of lines with one stretch across free of words in all of them, wider than justification makes it, and
words on both sides of it. It is read left column first; the number and date of a letterhead open a band of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.reading import words
from extract.reading.grid import is_layout
from extract.reading.layout.lines import Line, Token, column_gaps, make_line

Gap = tuple[float, float]

_STATE = re.compile(r"(?:CỘNG H[ÒO][AÀ] XÃ|ĐẢNG CỘNG SẢN|Độc lập\s?-)")
_STATE_TEXT = re.compile(r"CỘNG\s?H(?:ÒA|OÀ|OA)|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập\s?[-–]")
_NUMBER = re.compile(r"Số\s?:|Số\s+\d|Số\s*[.…/]")
_RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\b")
_DATED = re.compile(r"[^\W\d_][^\d,;:]{1,40},\s*ngày\b.{0,16}\btháng\b")
_BLANK_AFTER = re.compile(r"(?:\b[Ss]ố\s?:?|\bngày|\btháng|\bnăm)$")
_BLANK_BEFORE = re.compile(r"(?:/\s?\d{0,4}/?[A-ZĐ]|tháng\b|năm\b|[-/]\s?[A-ZĐ]{2,})")
_LEAST, _SEED = 0.75, 1.6
"""The least width of a free stretch in ems, and of the gap that makes one look for it."""
_BESIDE_RECIPIENTS = 2.5
"""The least gap in ems between the recipients and what stands beside them."""
_LONGEST_LIST = 40
_BELOW_SIGNERS = 5.0
"""The least distance, in sizes, of a list of recipients that stands below the signers, not beside one."""
_numbers = itertools.count(1)


def read_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page in reading order, each with the number of its column and the edges of it."""
    out: list[Line] = []
    i = 0
    lines = list(lines)
    while i < len(lines):
        band = _band(lines, i)
        if band is None:
            out.append(lines[i])
            i += 1
            continue
        start, end, gap = band
        # Lines of the right column may stand above the first line that holds both.
        while start < i and out and out[-1] is lines[i - 1]:
            out.pop()
            i -= 1
        out += _side_by_side(lines[start:end], gap)
        i = end
    return out


def _band(lines: Sequence[Line], i: int) -> tuple[int, int, Gap] | None:
    """The band that begins with a line which holds both columns: its lines and the free stretch."""
    seed = lines[i]
    candidates = _seeds(seed, lines[i + 1] if i + 1 < len(lines) else None)
    best: tuple[int, int, int, Gap] | None = None
    for candidate in candidates:
        gap, end, both = _grow(lines, i, candidate)
        if best is None or (both, gap[1] - gap[0]) > (best[0], best[3][1] - best[3][0]):
            best = both, i, end, gap
    if best is None:
        return None
    both, start, end, gap = best
    head = _recipients_above(lines, start, gap)
    if head is not None:
        return _upwards_from(lines, head, end, gap)
    parts = [part for line in lines[start:end] for part in _cut(line, gap)]
    texts = [p.text for p in parts]
    # One line with a wide gap is a form or a slip.
    if both < 2 and not is_layout(texts) and not any(words.is_signing(t) and t.isupper() for t in texts):
        return None
    if not _is_beside(lines[start:end], gap):
        return None
    start, gap = _upwards(lines, start, gap)
    return start, end, gap


def _recipients_above(lines: Sequence[Line], i: int, gap: Gap) -> int | None:
    """The line that heads the list of recipients beside which something else stands from line `i` on.

    What stands beside them, wide apart, is who signs, however little of it is left under a stamp.
    """
    line = lines[i]
    widest = max(
        (b - a for a, b in column_gaps(line, _SEED) if a <= gap[0] + 0.5 and b >= gap[1] - 0.5), default=0.0
    )
    if widest < _BESIDE_RECIPIENTS * line.size or gap[1] - gap[0] < line.size:
        return None
    for j in range(i, max(-1, i - _LONGEST_LIST), -1):
        above = lines[j]
        if j < i and (
            above.x1 > gap[1] or lines[j + 1].baseline - above.baseline > 2.2 * max(above.size, line.size)
        ):
            return None
        if _RECIPIENTS.match(above.text):
            return j if abs(above.x0 - line.x0) < 2 * line.size else None
    return None


def _upwards_from(lines: Sequence[Line], head: int, end: int, gap: Gap) -> tuple[int, int, Gap]:
    """The band that begins with the head of the recipients, with lines of the right column alone above it."""
    for line in lines[head:end]:
        free = _free(line, *gap)
        if free is not None:
            gap = free
    start, gap = _upwards(lines, head, gap)
    return start, end, gap


def _seeds(line: Line, below: Line | None) -> list[Gap]:
    """The gaps of a line that may part two columns."""
    if (
        below is not None
        and line.text.isupper()
        and words.is_signing(line.text)
        and _RECIPIENTS.match(below.text)
        and line.x0 > below.x1 + line.size
    ):
        # The title of who signs stands a little higher than the head of the recipients.
        return [(below.x1, line.x0)]
    seeds = [gap for gap in column_gaps(line, _SEED) if not _is_blank_to_fill(line, gap)]
    if not seeds and (found := _STATE_TEXT.search(line.text)) and found.start() > 2:
        # The name of the State is in the right column, however near the left one comes.
        at = 0
        for before, word in itertools.pairwise(line.words):
            at += len(before.text) + (not word.glued)
            if at == found.start() and word.x0 - before.x1 > 0.45 * line.size:
                return [(before.x1, word.x0)]
    return sorted(seeds, key=lambda g: g[0] - g[1])[:4]


def _is_blank_to_fill(line: Line, gap: Gap) -> bool:
    """Whether a gap is room for what is written by hand: `Số:    /QĐ-UBND`, `ngày    tháng`."""
    left = " ".join(t.text for t in line.words if t.x1 <= gap[0] + 0.1)
    right = " ".join(t.text for t in line.words if t.x0 >= gap[1] - 0.1)
    return _BLANK_AFTER.search(left) is not None or _BLANK_BEFORE.match(right) is not None


def _grow(lines: Sequence[Line], i: int, gap: Gap) -> tuple[Gap, int, int]:
    """How far down a free stretch goes on: the stretch, the line after the last one, how many hold both columns."""
    low, high = gap
    both = 1
    end = i + 1
    left = right = lines[i]
    for j in range(i + 1, len(lines)):
        line = lines[j]
        if line.baseline - lines[j - 1].baseline > 9 * line.size:
            break
        free = _free(line, low, high)
        if free is None or free[1] - free[0] < min(_LEAST * min(line.size, lines[i].size), high - low):
            break
        if line.x0 < free[0] + 0.1 and line.x1 > free[1] - 0.1:
            narrow = free[1] - free[0] < 1.2 * line.size
            if narrow and not any(
                a <= free[0] + 0.5 and b >= free[1] - 0.5 for a, b in column_gaps(line, 0.9)
            ):
                break
            both += 1
            left = right = line
            end = j + 1
        elif line.x1 <= free[0] + 0.1:
            if not _goes_on_left(left, right, line):
                break
            left = line
            end = j + 1
        else:
            # In the right column alone: it is read last anyway, but a title in the middle ends the band.
            if line.x0 < free[1] - 0.1 or words.is_type(line.text):
                break
            if line.baseline - right.baseline < 1.6 * line.size and end == j:
                right = line
                end = j + 1
        low, high = free
    return (low, high), end, both


def _goes_on_left(last: Line, right: Line, line: Line) -> bool:
    """Whether a line that stands in the left column alone still belongs to it; `right` is the last of the other."""
    if re.match(r"Kính gửi|KÍNH GỬI", line.text) or words.is_type(line.text):
        return False
    pitch = line.baseline - last.baseline
    if _RECIPIENTS.match(line.text):
        # Below two signers, far from both: a list of its own.
        return line.baseline - max(right.baseline, last.baseline) < _BELOW_SIGNERS * line.size
    if line.text.startswith(("Số", "V/v", "V/V")):
        return True
    return pitch < 2.1 * max(line.size, last.size * 0.9)


def _free(line: Line, low: float, high: float) -> Gap | None:
    """The widest part of a stretch that a line leaves free."""
    best: Gap | None = None
    at = low
    for word in line.words:
        if word.x1 <= low:
            continue
        if word.x0 >= high:
            break
        if word.x0 > at and (best is None or word.x0 - at > best[1] - best[0]):
            best = (at, word.x0)
        at = max(at, word.x1)
    if at < high and (best is None or high - at > best[1] - best[0]):
        best = (at, high)
    return best


def _is_beside(lines: Sequence[Line], gap: Gap) -> bool:
    """Whether what stands on both sides is text, not a list of figures or dots after names."""
    rights = ["".join(t.text for t in line.words if t.x0 >= gap[1] - 0.1) for line in lines]
    rights = [text for text in rights if text]
    figures = sum(not any(map(str.isalpha, text)) for text in rights)
    lefts = ["".join(t.text for t in line.words if t.x1 <= gap[0] + 0.1) for line in lines]
    lefts = [text for text in lefts if text]
    labels = sum(len(text) < 5 for text in lefts)
    return figures * 2 < len(rights) and (labels * 2 < len(lefts) or len(lefts) < 2)


def _upwards(lines: Sequence[Line], start: int, gap: Gap) -> tuple[int, Gap]:
    """The first line of the band and the stretch free in all of it: above it may be lines of the right column alone."""
    i = start
    while i > 0:
        above, below = lines[i - 1], lines[i]
        if above.x0 < gap[0] + _LEAST * above.size or above.middle < gap[1]:
            break
        if below.baseline - above.baseline > 2.2 * max(above.size, below.size) or words.is_type(above.text):
            break
        if not (above.text.isupper() or _DATED.match(above.text) or _STATE.match(above.text)):
            break
        gap = (gap[0], min(gap[1], above.x0))
        i -= 1
    return i, gap


def _cut(line: Line, gap: Gap) -> list[Line]:
    left: list[Token] = []
    right: list[Token] = []
    for token in line.words:
        (left if token.x1 <= gap[0] + 0.1 else right).append(token)
    return [make_line(part, line.page, scan=line.scan) for part in (left, right) if part]


def _side_by_side(lines: Sequence[Line], gap: Gap) -> list[Line]:
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        for part in _cut(line, gap):
            (left if part.x1 <= gap[0] + 0.1 else right).append(part)
    blocks = _blocks(left, right)
    out: list[Line] = []
    for block in blocks:
        # A column may be columns again: recipients and two signers.
        inner = read_columns(block)
        _number(inner)
        out += inner
    return out


def _blocks(left: list[Line], right: list[Line]) -> list[list[Line]]:
    """Left and right column; in a letterhead those above the number, then those from the number on."""
    if not any(_STATE.match(line.text) for line in right):
        return [left, right]
    for i, line in enumerate(left):
        if i and _NUMBER.match(line.text):
            top = line.baseline - 0.8 * line.size
            upper = [r for r in right if r.baseline < top or _STATE.match(r.text)]
            lower = [r for r in right if r.baseline >= top and not _STATE.match(r.text)]
            return [left[:i], upper, left[i:], lower]
    return [left, right]


def _number(lines: Sequence[Line]) -> None:
    """Gives lines that are in no column yet their column."""
    fresh = [line for line in lines if not line.column]
    if not fresh:
        return
    number = next(_numbers)
    left, right = min(line.x0 for line in fresh), max(line.x1 for line in fresh)
    for line in fresh:
        line.column, line.left, line.right = number, left, right
