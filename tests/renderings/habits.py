"""How clerks and web editors really type: names over two lines, line ends inside a paragraph, spaces of all kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import zip_longest

from tests.renderings.html import paragraph_style
from tests.renderings.layout import Columns, Grid, GridCell, Item, Text

LINE = "\n"
"""A line end inside a paragraph (Shift+Enter)."""
_NBSP = "\u00a0"
_COMMITTEE = re.compile(r"(ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN) (?=\S)")
_HELD_TOGETHER = re.compile(
    r"(?<=\d) (?=(?:điểm|hồ sơ|tỷ đồng|tháng|năm)\b)|(?<=\bsố) (?=\d)|(?<=\bngày) (?=\d)"
)
_NARROW = 48
_LEFT = 34


def as_typed(items: Sequence[Item]) -> list[Item]:
    """The items as a clerk types them in a word processor.

    The name of a committee stands over two paragraphs, long titles are broken by line ends where they look well,
    numbers hold on to their words with no-break spaces, labels are followed by a tab.
    """
    return [_typed(item) for item in items]


def _typed(item: Item) -> Item:
    if isinstance(item, Columns):
        return _columns(item)
    if isinstance(item, Grid):
        return replace(item, rows=tuple(tuple(_cell(cell) for cell in row) for row in item.rows))
    if isinstance(item, Text):
        text = item.text
        if item.align == "center" and len(text) > _NARROW:
            return replace(item, text=broken(text))
        if item.label:
            text = f"{text[: item.label]}\t{text[item.label :].lstrip()}"
        return replace(item, text=_HELD_TOGETHER.sub(_NBSP, text))
    return item


def _columns(item: Columns) -> Columns:
    rows = [tuple(tuple(p for text in side for p in _names(text)) for side in row) for row in item.rows]
    return replace(item, rows=tuple((left, right) for left, right in rows))


def _names(text: Text) -> Iterator[Text]:
    if (found := _COMMITTEE.match(text.text)) and text.text.isupper():
        yield replace(text, text=found[1])
        yield replace(text, text=text.text[found.end() :], before=0.0)
    elif text.align == "center" and len(text.text) > _NARROW:
        yield replace(text, text=broken(text.text))
    else:
        yield text


def with_tabs(items: Sequence[Item], width: float = 453.0) -> list[Item]:
    """The items with a tab, instead of a table, between what stands side by side; `width` is that of the text.

    Such a letterhead is set small enough to stand on its lines, and a body's long name over two of them. Where a list
    of recipients would run into the signature, clerks take a table too.
    """
    out: list[Item] = []
    for item in items:
        if not isinstance(item, Columns) or not _fits(_columns(item)):
            out.append(item)
            continue
        for left, right in _columns(item).rows:
            for one, other in zip_longest(left, right):
                held = other if other is not None and (other.bold or one is None) else one
                assert held is not None
                text = (one.text if one else "") + (f"\t{other.text}" if other else "")
                size = min(held.size, 11.0)
                place = width * (item.share - 0.04)
                out.append(
                    replace(
                        held,
                        text=text.replace(LINE, " "),
                        align="left",
                        size=size,
                        tab=place,
                        before=0.0,
                        italic=False,
                    )
                )
    return out


def _fits(item: Columns) -> bool:
    """Whether what stands on the left is short enough for what stands beside it."""
    return all(len(text.text) <= _LEFT for left, _ in item.rows for text in left)


def _cell(cell: GridCell) -> GridCell:
    """Items of a list in a cell stand on lines of their own."""
    return replace(cell, text=cell.text.replace("; ", f";{LINE}"))


def broken(text: str) -> str:
    """A long title on two lines of about the same length."""
    middle = len(text) // 2
    spaces = [i for i, c in enumerate(text) if c == " "]
    at = min(spaces, key=lambda i: abs(i - middle), default=-1)
    return text if at < 0 else f"{text[:at]}{LINE}{text[at + 1 :]}"


def editor_html(items: Sequence[Item]) -> str:
    """The items as the editor of a web site leaves them: lines of source broken anywhere, spans, no-break spaces.

    Paragraphs of the body stand in one block and are told apart by `<br>` alone.
    """
    parts: list[str] = []
    lines: list[str] = []

    def flush() -> None:
        if lines:
            parts.append("<div>" + "<br />\n<br />\n".join(lines) + "</div>")
            lines.clear()

    for item in items:
        if isinstance(item, Text):
            if item.align == "justify":
                lines.append(_inline(item))
            else:
                flush()
                parts.append(
                    f'<p class="MsoNormal" style="{paragraph_style(item)}">{_inline(item)}<o:p></o:p></p>'
                )
        elif isinstance(item, Columns):
            flush()
            rows = "".join(
                "<tr>"
                + "".join(f"<td>{'<br />'.join(map(_inline, side)) or '&nbsp;'}</td>" for side in row)
                + "</tr>"
                for row in item.rows
            )
            parts.append(
                f'<div align="center"><table class="MsoNormalTable"><tbody>{rows}</tbody></table></div>'
            )
        elif isinstance(item, Grid):
            flush()
            parts.append(_grid(item))
    flush()
    return "\n".join(parts)


def _inline(item: Text) -> str:
    words = _HELD_TOGETHER.sub("&nbsp;", escape(item.text, quote=False)).split(" ")
    # Editors wrap their source, and put a span around what was pasted.
    held = len(words) // 3
    inner = " ".join(words[:held]) + f'\n<span style="font-size:14.0pt">{" ".join(words[held:])}</span>'
    if item.bold:
        inner = f"<b>{inner}</b>"
    return f"<i>{inner}</i>" if item.italic else inner


def _grid(item: Grid) -> str:
    rows = []
    for row in item.rows:
        cells = []
        for cell in row:
            spans = f' colspan="{cell.span}"' if cell.span > 1 else ""
            spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            inner = escape(cell.text, quote=False).replace("; ", ";<br />") or "&nbsp;"
            cells.append(f'<td{spans} style="border:solid 1pt"><p class="MsoNormal">{inner}</p></td>')
        rows.append("<tr>" + "\n".join(cells) + "</tr>")
    return f'<table class="MsoTableGrid" border="1"><tbody>{"".join(rows)}</tbody></table>'
