"""Pages to drafts: each page taken apart, then put together over the page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.reading.compose import Draft, DraftParagraph
from extract.reading.layout.columns import read_columns
from extract.reading.layout.furniture import (
    Aside,
    drop_running_heads,
    drop_watermarks,
    is_typed_rule,
    take_asides,
)
from extract.reading.layout.grids import Grid, Segment, find_borders, find_grids, take_words
from extract.reading.layout.lines import Line, Sheet, even_sizes, make_lines, make_sheet, runs_of
from extract.reading.layout.noise import holds_letter
from extract.reading.layout.notes import Note, take_notes
from extract.reading.layout.paragraphs import Joiner, cut_symbol, find_style, set_frames
from extract.reading.layout.stamps import drop_reception, take_signatures
from extract.reading.layout.tables import PagedTable, draft_table, from_aligned, from_grid, goes_on, join
from extract.reading.layout.unruled import AlignedTable, find_aligned
from extract.reading.page import Page

_RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\b")
_SIGNS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class _Group:
    """The lines of a paragraph, or a table, with the marks of footnotes in it."""

    lines: list[Line] = field(default_factory=list)
    table: PagedTable | None = None
    marks: set[tuple[int, str]] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)

    @property
    def last_page(self) -> int:
        return self.table.last_page if self.table is not None else self.lines[-1].page


@dataclass(slots=True)
class LaidOut:
    """A page taken apart: its lines, the blocks of signatures on it, its grids, and the rules across it."""

    sheet: Sheet
    asides: list[Aside]
    grids: list[Grid]
    borders: list[Segment]


def lay_out(page: Page) -> LaidOut:
    """What can be done for a page before the others are known."""
    sheet = make_sheet(page)
    drop_watermarks(sheet)
    asides = take_signatures(sheet)
    if drop_reception(sheet):
        page.note = "; ".join(filter(None, (page.note, "bỏ qua dấu đến đóng trên trang")))
    across, down = find_borders(sheet.rules) if sheet.rules else ([], [])
    found, rest = take_words(find_grids(sheet, across, down), sheet.tokens)
    sheet.lines = make_lines(rest, sheet.number, scan=sheet.scan)
    if sheet.scan:
        even_sizes(sheet.lines)
    return LaidOut(sheet, asides, found, across)


def read_layout(pages: Sequence[Page], known: Mapping[int, LaidOut] | None = None) -> list[Draft]:
    """The paragraphs and tables of a document in reading order.

    What stands on every page is left out, footnotes follow the paragraph that refers to them, and the data of digital
    signatures and stamps of reception come last. `known` holds, by their numbers, the pages that have been through
    `lay_out`; they are used up.
    """
    laid = [(known or {}).get(page.number) or lay_out(page) for page in pages]
    sheets = [one.sheet for one in laid]
    asides = [aside for one in laid for aside in one.asides]
    grids = [one.grids for one in laid]
    borders = [one.borders for one in laid]
    drop_running_heads(sheets)
    notes: list[Note] = []
    flows: list[list[Line | PagedTable]] = []
    for sheet, tables, across in zip(sheets, grids, borders, strict=True):
        asides += take_asides(sheet)
        notes += take_notes(sheet, across, tables)
        flows.append(_flow(sheet, tables))
    set_frames(
        (
            sheet.number,
            sheet.width,
            [item for item in flow if isinstance(item, Line)],
            [(item.xs[0], item.xs[-1]) for item in flow if isinstance(item, PagedTable)],
        )
        for sheet, flow in zip(sheets, flows, strict=True)
    )
    _mend_endings(flows)
    groups = _groups(flows)
    _place_notes(groups, notes)
    return list(_drafts(groups, asides))


def _flow(sheet: Sheet, grids: Sequence[Grid]) -> list[Line | PagedTable]:
    """What stands on a page in reading order."""
    tables = [table for grid in grids if (table := from_grid(grid, sheet.scan)) is not None]
    out: list[Line | PagedTable] = []
    at = 0
    lines = sheet.lines
    for table in tables:
        end = at
        while end < len(lines) and lines[end].height < table.y0 + 2:
            end += 1
        out += _text(lines[at:end])
        out.append(table)
        at = end
    out += _text(lines[at:])
    return out


def _text(lines: Sequence[Line]) -> list[Line | PagedTable]:
    """Lines between tables: those aligned to a table of their own, those side by side in columns."""
    out: list[Line | PagedTable] = []
    run: list[Line] = []
    for item in find_aligned(lines):
        if isinstance(item, AlignedTable):
            out += _columns(run)
            run = []
            out.append(from_aligned(item))
        else:
            run.append(item)
    out += _columns(run)
    return out


def _columns(lines: Sequence[Line]) -> list[Line]:
    """Lines in reading order, without rules typed in signs and, on a scan, without lines that hold no letter."""
    return [
        line
        for line in read_columns(lines)
        if not is_typed_rule(line) and not (line.scan and not holds_letter(line.text))
    ]


def _mend_endings(flows: Sequence[list[Line | PagedTable]]) -> None:
    """Puts recipients that go on over the page before the signature that stands beside them on the page before."""
    for above, below in pairwise(flows):
        first = next(
            (i for i, item in enumerate(above) if isinstance(item, Line) and _RECIPIENTS.match(item.text)),
            None,
        )
        if first is None or not below:
            continue
        head = above[first]
        if not isinstance(head, Line) or not head.column:
            continue
        end = first
        while end < len(above):
            item = above[end]
            if not isinstance(item, Line) or item.column != head.column:
                break
            end += 1
        if end == len(above) or any(isinstance(item, PagedTable) for item in above[end:]):
            continue
        last = above[end - 1]
        rest: list[Line | PagedTable] = []
        while below and isinstance(last, Line):
            item = below[0]
            if (
                not isinstance(item, Line)
                or item.x1 > head.right + 2 * head.size
                or abs(item.size - last.size) > 0.6
                or abs(item.x0 - last.x0) > 1.5 * last.size
                or (item.text.isupper() and len(item.text) > 12)
            ):
                break
            item.column, item.left, item.right = head.column, head.left, head.right
            rest.append(below.pop(0))
        above[end:end] = rest


def _groups(flows: Iterable[Sequence[Line | PagedTable]]) -> list[_Group]:
    """Paragraphs and tables, joined over the page breaks."""
    items = [item for flow in flows for item in flow]
    joiner = Joiner(find_style([item for item in items if isinstance(item, Line)]))
    groups: list[_Group] = []
    for item in items:
        last = groups[-1] if groups else None
        if isinstance(item, PagedTable):
            if last is not None and last.table is not None and goes_on(last.table, item):
                join(last.table, item)
            else:
                groups.append(_Group(table=item))
        elif last is not None and last.lines and joiner.joins(last.lines, item):
            last.lines.append(item)
        else:
            groups.append(_Group([item]))
    for group in groups:
        group.marks = _marks(group)
    return groups


def _marks(group: _Group) -> set[tuple[int, str]]:
    """The raised numbers in a paragraph or table, each with its page."""
    lines: Iterable[Line] = group.lines
    if group.table is not None:
        lines = (line for row in group.table.rows for cell in row for line in cell.lines)
    found = set()
    for line in lines:
        if not line.marked and _SIGNS.isdisjoint(line.text):
            continue
        for word in [w for w in line.words if w.raised or not _SIGNS.isdisjoint(w.text)]:
            digits = "".join(c for c in word.text if c in _SIGNS)
            found.add((line.page, digits or word.text))
    return found


def _place_notes(groups: list[_Group], notes: Sequence[Note]) -> None:
    """Puts each footnote with the paragraph that has its mark, else with the last one of its page."""
    whole: list[Note] = []
    for note in notes:
        if note.mark is None and whole:
            whole[-1].lines += note.lines
        else:
            whole.append(note)
    holders: dict[tuple[int, str], _Group] = {}
    for group in groups:
        for mark in group.marks:
            holders.setdefault(mark, group)
    last_of: dict[int, _Group] = {}
    for group in groups:
        last_of[group.last_page] = group
    for note in whole:
        holder = holders.get((note.page, note.mark or "")) or last_of.get(note.page)
        if holder is None:
            holder = next((g for g in groups if g.last_page >= note.page), groups[-1] if groups else None)
        if holder is None:
            groups.append(_Group(list(note.lines)))
        else:
            holder.notes.append(note)


def _drafts(groups: Sequence[_Group], asides: Sequence[Aside]) -> Iterable[Draft]:
    for group in groups:
        yield draft_table(group.table) if group.table is not None else _paragraph(group.lines)
        for note in group.notes:
            yield _paragraph(note.lines)
    for aside in asides:
        for lines in [aside.lines] if aside.whole else _wrapped(aside.lines):
            yield _paragraph(lines)


def _wrapped(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a block of a signature: one that has no key of its own goes on with the value above."""
    out: list[list[Line]] = []
    for line in lines:
        head = line.text.split(":", 1)[0]
        keyed = ":" in line.text and len(head) < 30 and not head[-1:].isdigit()
        if out and not keyed and not out[-1][0].text.isupper() and ":" in out[-1][0].text:
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _paragraph(lines: Sequence[Line]) -> DraftParagraph:
    runs = runs_of(lines[0])
    for above, line in pairwise(lines):
        runs += runs_of(line, glued=cut_symbol(above.text, line.text))
    return DraftParagraph(runs, all(line.bold for line in lines))
