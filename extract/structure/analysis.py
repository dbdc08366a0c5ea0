"""Puts the structure of a document together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.reading.source import Source
from extract.structure.casing import Readable
from extract.structure.header import Head, is_motto, letterhead_after, read_head
from extract.structure.issuer import read_issuer
from extract.structure.labels import NAMED, read_label
from extract.structure.lines import Line, expression, lines_of
from extract.structure.model import Document, Header, Signature, Zone, ZoneKind, view_of
from extract.structure.outline import Part, build_outline
from extract.structure.recovery import recover
from extract.structure.tables import read_tables
from extract.structure.tail import Tail, find_tail
from extract.structure.types import type_line

_CLOSING = expression("tail", "closing")
_SURELY_CLOSING = expression("tail", "surely_closing")
_ABOVE_MOTTO = 4


def analyse(source: Source) -> Document:
    """The structure of a source."""
    view = view_of(source)
    lines = lines_of(source, view)
    readable = Readable(view)
    head = read_head(lines, readable)
    tail = find_tail(lines, head.addressees)
    body_end = tail.start if tail else _appendix_start(lines, head.addressees)
    closing = _closing(lines, head.addressees, body_end)
    after = tail.end if tail else body_end
    letterheads = _letterheads(lines, after)
    hidden = {i for run in letterheads for i in run}
    parts = [Part(head.addressees, closing, preamble=True), Part(after, len(lines), hidden)]
    sections = build_outline(source.text, lines, parts)
    header = _complete(head.header, lines, letterheads, readable)
    # A page has a file that someone named; text on its own was copied from somewhere.
    header, notes = recover(header, lines, after, source.name if source.page_infos else None)
    document = Document(
        source=source,
        header=header,
        sections=sections,
        tables=read_tables(source, lines, sections, view),
        recipients=tuple(tail.recipients) if tail else (),
        signature=tail.signature if tail else Signature(),
        zones=_zones(lines, head, tail, body_end, after, letterheads),
        notes=notes,
    )
    document.__dict__["view"] = view
    return document


def _appendix_start(lines: Sequence[Line], start: int) -> int:
    """Without a signature, an appendix begins at its label."""
    for i in range(start, len(lines)):
        if not lines[i].table and lines[i].text[:3] in ("PHỤ", "Phụ"):
            mark = read_label(lines[i])
            if mark is not None and mark.kind == "appendix":
                return i
    return len(lines)


def _closing(lines: Sequence[Line], start: int, end: int) -> int:
    """The index of the first of the closing paragraphs, which stand under no item; `end` where there is none."""
    first = end
    while (
        first > start
        and not lines[first - 1].table
        and (lines[first - 1].blank or read_label(lines[first - 1]) is None)
    ):
        first -= 1
    if first == start:
        return end
    trailing = [i for i in range(first, end) if not lines[i].blank]
    if first > start and lines[first - 1].table is False:
        mark = read_label(lines[first - 1])
        last_item = lines[first - 1]
        named = mark is not None and mark.kind in NAMED and not last_item.text.endswith((".", ";"))
        title = mark is not None and not last_item.text.endswith((".", ";", "…", ","))
        if trailing and (named or title) and not _SURELY_CLOSING.match(lines[trailing[0]].text):
            trailing = trailing[1:]
    closing = end
    for i in reversed(trailing):
        text = lines[i].text
        ends = closing == end and (text.endswith(("./.", "/.")) or _CLOSING.match(text) is not None)
        if not ends and not _SURELY_CLOSING.match(text):
            break
        closing = i
    return closing


def _letterheads(lines: Sequence[Line], start: int) -> list[range]:
    """The letterheads that stand over appendices."""
    found: list[range] = []
    for i in range(start, len(lines)):
        if lines[i].table or not is_motto(lines[i].text) or (found and i < found[-1].stop):
            continue
        first = i
        while first > start and i - first < _ABOVE_MOTTO and _may_head(lines[first - 1]):
            first -= 1
        run, _ = letterhead_after(lines, first)
        if len(run) > 1:
            found.append(run)
    return found


def _may_head(line: Line) -> bool:
    """Whether a line may be the name of a body over a motto."""
    return (
        not line.table and len(line.text) < 120 and line.text.isupper() and not type_line().match(line.text)
    )


def _complete(
    header: Header, lines: Sequence[Line], letterheads: Sequence[range], readable: Readable
) -> Header:
    """The header with what only a letterhead over an appendix shows."""
    if header.issuer is None and header.doc_type is not None and letterheads:
        _, fields = letterhead_after(lines, letterheads[0].start)
        issuer, parent = read_issuer(fields.issuer, readable)
        header = replace(header, issuer=issuer, parent=parent)
    return header


def _zones(
    lines: Sequence[Line],
    head: Head,
    tail: Tail | None,
    body_end: int,
    after: int,
    letterheads: Sequence[range],
) -> tuple[Zone, ...]:
    runs: list[tuple[ZoneKind, int, int]] = [
        ("letterhead", 0, head.letterhead),
        ("title", head.letterhead, head.title),
        ("addressees", head.title, head.addressees),
        ("body", head.addressees, body_end),
    ]
    if tail is not None:
        runs += [("signature" if kind == "signature" else "recipients", a, b) for kind, a, b in tail.runs]
    at = after
    for run in letterheads:
        runs += [("appendix", at, run.start), ("letterhead", run.start, run.stop)]
        at = run.stop
    runs.append(("appendix", at, len(lines)))
    return tuple(Zone(kind, lines[a].start, lines[b - 1].end) for kind, a, b in runs if a < b)
