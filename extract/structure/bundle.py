"""Several documents in one file: a dispatch with the one that it forwards, a bundle that was scanned in one go.

A document begins with a letterhead of its own. So do appendices and the forms (`Mẫu số 01`) that documents prescribe,
and these stay with theirs: what sets a document apart is its own number or symbol with a date, above no mention of an
appendix, after the signature or the recipients of the one before.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Sequence
from dataclasses import replace

from extract.reading.source import Block, Cell, OffsetMap, Source, Table
from extract.structure.casing import Readable
from extract.structure.header import is_motto, letterhead_after, read_head
from extract.structure.lines import Line, expression, is_caps, lines_of
from extract.structure.model import view_of
from extract.structure.tail import find_tail
from extract.structure.types import type_line

_ATTACHED = expression("letterhead", "attached")
_FORM = re.compile(r"\(?\s*(?:MẪU|Mẫu|BIỂU|Biểu|PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)\b")
_PLACEHOLDER = re.compile(r"\.{4,}|…{2,}|…\.|\[\s*\.|\(\d\)\s*$|<[^<>]{2,40}>|_{4,}")
_ABOVE_MOTTO = 4
_AROUND = 6
"""How many paragraphs above and below a letterhead may say that it is that of an appendix or of a form."""


def split(source: Source) -> tuple[Source, ...]:
    """The documents that a source holds, in order, each with its own text, pages and places; mostly one."""
    view = view_of(source)
    if view.upper().count("ĐỘC LẬP") < 2:
        return (source,)
    lines = lines_of(source, view)
    starts = _starts(lines, Readable(view), source)
    if not starts:
        return (source,)
    cuts = [0, *(lines[i].start for i in starts), len(source.text)]
    count = len(cuts) - 1
    return tuple(
        _part(source, low, high, number, count)
        for number, (low, high) in enumerate(itertools.pairwise(cuts), 1)
    )


def _starts(lines: Sequence[Line], readable: Readable, source: Source) -> list[int]:
    """The indices of the paragraphs with which the second and further documents begin."""
    starts: list[int] = []
    begin = 0
    while True:
        head = read_head(lines[begin:], readable)
        tail = find_tail(lines[begin:], head.addressees)
        if not head.formal or tail is None:
            return starts
        at = begin + tail.end
        found = None
        while at < len(lines):
            if not lines[at].table and is_motto(lines[at].text):
                first = at
                while (
                    first > begin + tail.start and at - first < _ABOVE_MOTTO and _may_head(lines[first - 1])
                ):
                    first -= 1
                run, fields = letterhead_after(lines, first)
                own = fields.symbol is not None and (
                    fields.number is not None or fields.issued_on is not None
                )
                if len(run) > 2 and own and _is_own(lines, run, source):
                    found = first
                    break
                at = max(at + 1, run.stop)
            else:
                at += 1
        if found is None:
            return starts
        # It must end as a document does, or it is quoted or cut off.
        rest = read_head(lines[found:], readable)
        if find_tail(lines[found:], rest.addressees) is None:
            return starts
        starts.append(found)
        begin = found


def _may_head(line: Line) -> bool:
    return not line.table and len(line.text) < 120 and is_caps(line.text) and not type_line().match(line.text)


def _is_own(lines: Sequence[Line], run: range, source: Source) -> bool:
    """Whether a letterhead with a number is that of a document, not of a form or an appendix."""
    if source.page_infos:
        # On paper a document begins on a page of its own.
        above = lines[run.start - 1]
        page = _page(source, lines[run.start])
        if page is not None and page == _page(source, above):
            return False
    near = [*lines[max(0, run.start - 3) : run.start], *lines[run.start : run.stop + _AROUND]]
    for line in near:
        if line.table:
            continue
        if _FORM.match(line.text) and len(line.text) < 120:
            return False
        if _ATTACHED.match(line.text) or _PLACEHOLDER.search(line.text):
            return False
    return True


def _page(source: Source, line: Line) -> int | None:
    return source.places.page_at(line.start, line.end) if source.places else None


def _part(source: Source, low: int, high: int, number: int, count: int) -> Source:
    end = high
    while end > low and source.text[end - 1] == "\n":
        end -= 1
    blocks = tuple(_moved(b, low) for b in source.blocks if low <= b.start < end)
    places = source.places.cut(low, end) if source.places else None
    infos = source.page_infos
    if places:
        held = range(min(places.pages), max(places.pages) + 1)
        infos = tuple(p for p in infos if p.number in held)
    return replace(
        source,
        text=source.text[low:end],
        blocks=blocks,
        offsets=_offsets(source.offsets, low, end),
        places=places,
        page_infos=infos,
        pages=len(infos) or source.pages,
        part=number,
        notes=(*source.notes, f"văn bản thứ {number} trong {count} văn bản của tệp"),
    )


def _moved(block: Block, by: int) -> Block:
    if isinstance(block, Table):
        rows = tuple(tuple(Cell(c.start - by, c.end - by, c.span) for c in row) for row in block.rows)
        return replace(block, start=block.start - by, end=block.end - by, rows=rows)
    return replace(block, start=block.start - by, end=block.end - by)


def _offsets(offsets: OffsetMap, low: int, high: int) -> OffsetMap:
    clean, original = array("q", [0]), array("q", [offsets.to_original(low)])
    for c, o in zip(offsets.clean, offsets.original, strict=True):
        if low < c < high:
            clean.append(c - low)
            original.append(o)
    return OffsetMap(clean, original)
