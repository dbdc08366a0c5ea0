"""Tables and layouts printed one row a line: cells between tabs, or Markdown rows `| a | b |`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.reading import words
from extract.reading.grid import Item, RawCell, RawTable, Slice, is_layout
from extract.reading.lines import HARD, NEAR, Line
from extract.reading.markup import SOFT_BREAK

_INDEX = re.compile(r"\W*(?:\d{1,4}(?:\.\d{1,3})*\.?|[IVXL]{1,6}(?:\.\d{1,3})*\.?|[A-ZĐa-zđ]\.?|[-–+•*])\W*$")
_PROSE_LABEL = re.compile(
    r"\s*(?:[-–—+•*▪]|\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-zđ\d]{1,3}\)|[IVXL]{1,6}\.|[a-zđA-ZĐ]\.|Điều \d{1,3}\.)\s*$"
)
_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")


def split_rows(lines: list[Line]) -> list[Item]:
    """The runs of lines and the tables of a text whose rows are lines of tabs or of `| a | b |`."""
    kinds = [_row_kind(line) for line in lines]
    if not any(kinds):
        return [lines]
    items: list[Item] = []
    run: list[Line] = []
    i = 0
    while i < len(lines):
        kind = kinds[i]
        if kind not in ("tab", "pipe"):
            run.append(lines[i])
            i += 1
            continue
        end, table = (_tab_table if kind == "tab" else _pipe_table)(lines, kinds, i)
        if table is not None:
            if run:
                items.append(run)
            run = []
            items.append(table)
            if end < len(lines):
                lines[end].gap = HARD
        else:
            run += _side_by_side(lines[i:end], kind)
        i = end
    if run:
        items.append(run)
    return items


def _row_kind(line: Line) -> str:
    raw = line.raw
    if "\t" in raw:
        inner = line.text
        if "\t" in inner:
            # `1.<tab>Nội dung`: a label and its text, not a row.
            label, _, rest = raw.rstrip(" ").lstrip().partition("\t")
            return "tab" if "\t" in rest or not _PROSE_LABEL.match(label) else ""
        # Tabs before a text are an indent, tabs after it empty cells.
        if raw.rstrip(" ").endswith("\t") or raw.count("\t") > 1:
            return "maybe"
        return ""
    if "|" in line.text and line.text != "|" and (line.text.count("|") > 1 or _SEPARATOR.match(line.text)):
        return "pipe" if line.text[0] == "|" or line.text.count("|") > 1 else ""
    return ""


def _cell_slices(line: Line, separator: str, framed: tuple[bool, bool] = (True, True)) -> list[RawCell]:
    """The cells of a printed row: its stretches between separators, without the white space around them.

    `framed` says whether a bar before the first and after the last cell belongs to the frame of the table; otherwise an
    empty cell stands before or after it.
    """
    base = line.start - line.indent
    body = line.raw
    if separator == "|":
        base, body = line.start, line.text
        if framed[0] and body.startswith("|"):
            body, base = body[1:], base + 1
        if framed[1] and body.endswith("|"):
            body = body[:-1]
    cells: list[RawCell] = []
    for part in body.split(separator):
        slices: list[Slice] = []
        at = base
        for piece in part.split(SOFT_BREAK):
            text = piece.strip()
            if text:
                start = at + len(piece) - len(piece.lstrip())
                slices.append((start, start + len(text)))
            at += len(piece) + 1
        cells.append(RawCell(slices))
        base += len(part) + 1
    return cells


def _framed(lines: Sequence[Line]) -> tuple[bool, bool]:
    """Whether the rows of a table begin, and whether they end, with a bar: all but a few do, or none but a few."""
    texts = [line.text for line in lines]
    return (
        2 * sum(t.startswith("|") for t in texts) > len(texts),
        2 * sum(t.endswith("|") for t in texts) > len(texts),
    )


def _pipe_table(lines: list[Line], kinds: list[str], start: int) -> tuple[int, RawTable | None]:
    end = start
    while end < len(lines) and kinds[end] == "pipe" and (end == start or lines[end].gap == NEAR):
        end += 1
    shape = lines[start:end]
    printed = [line for line in shape if not _SEPARATOR.match(line.text)]
    ruled = len(printed) < len(shape)
    framed = _framed(printed)
    rows = [_cell_slices(line, "|", framed) for line in printed]
    if _is_layout(shape, rows) or (not ruled and len(rows) < 2):
        return end, None
    return end, RawTable(rows, lines[start].page)


def _is_layout(lines: Sequence[Line], rows: list[list[RawCell]]) -> bool:
    if not rows or max(map(len, rows)) > 3:
        return False
    return is_layout(part.strip() for line in lines[:12] for part in re.split(r"[|\t\x0b]", line.text))


def _tab_table(lines: list[Line], kinds: list[str], start: int) -> tuple[int, RawTable | None]:
    wide = Counter(
        lines[k].raw.rstrip(" ").count("\t") + 1
        for k in range(start, min(len(lines), start + 40))
        if kinds[k] in ("tab", "maybe")
    )
    width = max(wide, key=lambda n: (wide[n], n))
    if width < lines[start].raw.rstrip(" ").count("\t") + 1 <= width + 2:
        width = lines[start].raw.rstrip(" ").count("\t") + 1
    rows: list[list[RawCell]] = []
    sources: list[list[str]] = []
    end = start
    broken = 0
    while end < len(lines):
        line = lines[end]
        kind = kinds[end]
        if kind == "pipe" or (not kind and not _continues_cell(sources, line, width, broken)):
            break
        if not kind:
            # A printed line inside a cell: it goes on with the last one.
            rows[-1][-1].slices.append((line.start, line.end))
            sources[-1][-1] += " " + line.text
            broken += 1
            end += 1
            continue
        cells = _cell_slices(line, "\t")
        texts = [part.strip() for part in line.raw.split("\t")]
        if rows and len(cells) > width + 1 and len(rows) > 1:
            break
        if rows and line.gap != NEAR and texts[0] == sources[0][0] and texts == sources[0]:
            # The head printed again on a new page says nothing new.
            skip = _same_head(lines, kinds, end, sources)
            end += skip
            continue
        if rows and line.gap != NEAR and _is_new_head(texts, sources):
            break
        if rows and _completes(sources[-1], texts, width):
            rows[-1][-1].slices += cells[0].slices
            rows[-1] += cells[1:]
            sources[-1][-1] = f"{sources[-1][-1]} {texts[0]}".strip()
            sources[-1] += texts[1:]
        elif rows and _spills(sources[-1], texts):
            for into, more, held, text in zip(rows[-1], cells, range(len(texts)), texts, strict=False):
                into.slices += more.slices
                if text:
                    sources[-1][held] = f"{sources[-1][held]} {text}".strip()
        else:
            rows.append(cells)
            sources.append(texts)
        broken = 0
        end += 1
    shape = lines[start:end]
    if _is_layout(shape, rows):
        return end, None
    heads = sum(words.is_head(t) for t in sources[0])
    if len(rows) < 2 and not (heads > 1 and len(sources[0]) > 2):
        return end, None
    if width == 2 and not heads and len(rows) < 3:
        return end, None
    return end, RawTable(rows, lines[start].page)


def _same_head(lines: list[Line], kinds: list[str], at: int, sources: list[list[str]]) -> int:
    count = 1
    while (
        count < min(3, len(sources))
        and at + count < len(lines)
        and kinds[at + count]
        and [part.strip() for part in lines[at + count].raw.split("\t")] == sources[count]
        and not _INDEX.match(sources[count][0] or "?")
    ):
        count += 1
    return count


def _is_new_head(texts: list[str], sources: list[list[str]]) -> bool:
    """Whether a row after a blank line is the head of another table."""
    return bool(re.match(r"(?:STT|TT|Số TT)$", texts[0])) and texts != sources[0]


def _completes(above: list[str], texts: list[str], width: int) -> bool:
    """Whether a row is the rest of the one above, cut inside a cell."""
    if len(above) >= width or len(above) + len(texts) - 1 > width or len(above) < 2:
        return False
    return not _INDEX.match(texts[0] or "?") or texts[0][:1].islower()


def _spills(above: list[str], texts: list[str]) -> bool:
    """Whether a row holds only the ends of cells of the row above, which a page break cut."""
    if len(texts) != len(above) or texts[0]:
        return False
    filled = [i for i, text in enumerate(texts) if text]
    return (
        bool(filled)
        and len(filled) <= 2
        and all(texts[i][0].islower() and above[i] and above[i][-1] not in ".;:" for i in filled)
    )


def _continues_cell(sources: list[list[str]], line: Line, width: int, broken: int) -> bool:
    """Whether a line without tabs is the next line of the last cell of a table."""
    if not sources or broken > 8:
        return False
    row = sources[-1]
    if len(row) < width and len(row) > 1 and not words.is_type(line.text) and not line.text.isupper():
        return bool(row[-1]) and (line.text[0].islower() or line.gap == NEAR or row[-1][-1] not in ".;:")
    return (
        line.text[0].islower()
        and bool(row[-1])
        and not words.LABEL.match(line.text)
        and row[-1][-1] not in ".;:"
    )


def _side_by_side(lines: list[Line], kind: str) -> list[Line]:
    """The lines of a layout in reading order: the left column of each block, then the right one."""
    out: list[Line] = []
    columns: dict[int, list[Line]] = {}

    def flush() -> None:
        for column in sorted(columns):
            columns[column][0].gap = HARD
            out.extend(columns[column])
        columns.clear()

    for line in lines:
        # A Markdown row is a whole row of the layout; lines of tabs are printed lines of its columns.
        if line.gap != NEAR or kind == "pipe":
            flush()
        if kind == "pipe" and _SEPARATOR.match(line.text):
            continue
        lead = line.start - line.indent
        for column, cell in enumerate(_cell_slices(line, "|" if kind == "pipe" else "\t")):
            for start, end in cell.slices:
                text = line.raw[start - lead : end - lead]
                columns.setdefault(column, []).append(Line(start, end, text, NEAR, 0, text, line.page))
    flush()
    return out
