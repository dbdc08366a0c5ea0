"""Tables and layouts printed one cell a line, between lines of `|`."""

from __future__ import annotations

import re

from extract.reading import words
from extract.reading.bars import parse_rows
from extract.reading.grid import Item, RawCell, RawTable, is_layout
from extract.reading.lines import BLANK, HARD, Line

_OUTSIDE_HEAD = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu (?:mẫu|số)|MẪU SỐ|Mẫu số|DANH MỤC|DANH SÁCH|PHẦN [IVX]+|CHƯƠNG [IVX]+|QUY CHẾ|QUY ĐỊNH)\b"
)
_ATTACHED = re.compile(
    r"\(\s*(?:Ban hành k|K)èm theo\b|kèm theo (?:Quyết định|Kế hoạch|Công văn|Báo cáo|Nghị quyết)"
)


def split_cells(lines: list[Line]) -> list[Item]:
    """The runs of lines and the tables of a text whose cells stand between lines of `|`."""
    if not any(line.text == "|" for line in lines):
        return [lines]
    gaps: list[list[Line]] = [[]]
    after_blank: list[bool] = [False]
    for line in lines:
        if line.text == "|":
            after_blank.append(line.gap == BLANK)
            gaps.append([])
        else:
            if not gaps[-1]:
                line.gap = (
                    max(line.gap, HARD) if len(gaps) > 1 and line.gap != BLANK else max(line.gap, BLANK)
                )
            gaps[-1].append(line)
    # gaps[k] stands between bar k - 1 and bar k; after_blank[k] says that bar k - 1 has a blank line above.
    count = len(gaps)
    outside = [False] * count
    outside[0] = outside[-1] = True
    for k in range(1, count - 1):
        if gaps[k]:
            closed = k + 1 < count and after_blank[k + 1]
            outside[k] = closed or gaps[k][0].gap == BLANK or _is_outside(gaps[k], gaps[k + 1])
    items: list[Item] = []
    run: list[Line] = []

    def flush() -> None:
        nonlocal run
        if run:
            items.append(run)
        run = []

    k = 0
    while k < count:
        for i, line in enumerate(gaps[k]):
            if i == 0:
                line.gap = HARD
            run.append(line)
        end = k + 1
        while end < count and not outside[end]:
            end += 1
        inner = gaps[k + 1 : end]
        if inner and any(inner):
            table = _bar_table(inner)
            if table is None:
                for cell in inner:
                    for i, line in enumerate(cell):
                        if i == 0:
                            line.gap = HARD
                        run.append(line)
            else:
                flush()
                items.append(table)
        k = end
    flush()
    return items


def _is_outside(gap: list[Line], following: list[Line]) -> bool:
    """Whether what stands between two bars is the text between two tables, not a cell."""
    first = gap[0].text
    if (
        following
        and words.LABEL.match(following[0].text)
        and following[0].text.startswith(("Nơi nhận", "NƠI NHẬN"))
    ):
        return True
    if (
        following
        and len(gap) > 1
        and following[0].text == "Nơi"
        and following[1:2]
        and following[1].text.startswith("nhận")
    ):
        return True
    if len(gap) > 40 or gap[-1].text.endswith("./."):
        return True
    if words.is_type(first) and len(gap) > 1:
        return True
    if _OUTSIDE_HEAD.match(first) and not words.is_head(first) and (len(gap) > 1 or first.isupper()):
        return True
    if first.startswith(("DANH MỤC", "DANH SÁCH", "BIỂU")) and first.isupper():
        return True
    if any(_ATTACHED.match(line.text) for line in gap[:8]):
        return True
    return (
        len(gap) > 8
        and sum(1 for line in gap if re.match(r"(?:Điều \d+|[IVX]+|\d+)\.\s", line.text)) > 1
        and bool(re.match(r"(?:Điều \d+|[IVX]+)\.\s", first))
    )


def _bar_table(cells: list[list[Line]]) -> RawTable | None:
    texts = [" ".join(line.text for line in cell) for cell in cells]
    filled = [t for t in texts if t]
    if is_layout(filled[:12]):
        return None
    rows = parse_rows(texts)
    if rows is None:
        return None
    width = max(sum(span for *_, span in row) for row in rows)
    heads = sum(words.is_head(texts[k]) for k, *_ in rows[0] if k >= 0)
    if (
        width < 2
        or (len(rows) < 2 and (width < 3 or not heads))
        or (width == 2 and len(rows) < 3 and not heads)
    ):
        return None
    out: list[list[RawCell]] = []
    for row in rows:
        out.append(
            [
                RawCell([(line.start, line.end) for line in cells[k]] if k >= 0 else [], span)
                for k, span in row
            ]
        )
    return RawTable(out, next(cell[0].page for cell in cells if cell))
