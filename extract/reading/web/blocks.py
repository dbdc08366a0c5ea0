"""The elements of a page to its blocks, in order: paragraphs as a browser parts them, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.reading.compose import Draft, DraftParagraph, DraftTable, Run
from extract.reading.web.lines import Printed, Stretch, paragraphs, print_line
from extract.reading.web.lists import Numbering
from extract.reading.web.style import Look, Styles, is_hidden
from extract.reading.web.tables import Grid, is_data, is_signature
from extract.reading.words import LABEL

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "select",
        "option",
        "button",
        "textarea",
        "input",
        "head",
        "title",
        "meta",
        "link",
        "canvas",
        "video",
        "audio",
        "map",
        "datalist",
        "dialog",
        "noframes",
    ]
)
_BLOCKS = frozenset(
    [
        "html",
        "body",
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "section",
        "article",
        "main",
        "aside",
        "nav",
        "header",
        "footer",
        "form",
        "fieldset",
        "legend",
        "blockquote",
        "center",
        "address",
        "figure",
        "figcaption",
        "pre",
        "hr",
        "details",
        "summary",
        "menu",
        "dir",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Advertisements, and the words that a page shows when the pointer rests on a term.
_NEVER = re.compile(
    r"(?:^|[\s_-])(?:adsbygoogle|adsense|ad-?banner|banner-?ads?|quang-?cao|tooltip-?(?:text|content|inner|box)"
    r"|sr-only|visually-hidden|screen-reader-text)(?:$|[\s_-])",
    re.I,
)
_SOME = 500
"""Fewer characters are never most of a page; most hidden elements are icons."""
_RULE = 4
"""So many dashes in a cell are a line drawn under the name of an office."""
_WHITE = " \t\n\r\f"


@dataclass(slots=True)
class Block:
    """A paragraph or a table with the element it stands in, its characters, and how many of them are in links."""

    draft: Draft
    element: Any
    length: int
    linked: int
    heading: bool = False

    @property
    def text(self) -> str:
        if isinstance(self.draft, DraftParagraph):
            return self.draft.text
        return " ".join(cell.text for row in self.draft.rows for cell in row if cell.text)


@dataclass(slots=True)
class _Level:
    """An element that is open: its look, and what it counts or collects."""

    element: Any
    tag: str
    look: Look
    numbering: Numbering | None = None
    grid: Grid | None = None


@dataclass(slots=True)
class Reader:
    """Reads the blocks of a tree; what is hidden only where asked for."""

    styles: Styles
    with_hidden: bool = False
    blocks: list[Block] = field(default_factory=list)
    _stack: list[_Level] = field(default_factory=list)
    _line: list[Stretch] = field(default_factory=list)
    _lines: list[Printed] = field(default_factory=list)
    _label: str = ""
    _grid: Grid | None = None

    def read(self, root: Any) -> list[Block]:
        """The blocks of an element."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        total = 0
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if not isinstance(tag, str) or self._is_left_out(element, tag, root):
                    walk.skip_subtree()
                    self._stack.append(_Level(element, "", self._stack[-1].look if self._stack else Look()))
                    continue
                self._open(element, tag)
                total += 1
            else:
                self._close(element, root)
        self._flush(root)
        return self.blocks

    def _is_left_out(self, element: Any, tag: str, root: Any) -> bool:
        if tag in _SKIPPED:
            return True
        if (classes := element.get("class")) and _NEVER.search(classes):
            return True
        if tag == "del" and "mso" in (classes or "").lower():
            return True
        if self.with_hidden or not is_hidden(element):
            return False
        # A dialogue that is open hides the whole page behind it from readers of screens, not from the eye.
        return (
            element.get("aria-hidden") != "true"
            or element.get("style") is not None
            or not _is_most(element, root)
        )

    def _open(self, element: Any, tag: str) -> None:
        within = self._stack[-1] if self._stack else None
        look = self.styles.look(element, tag, within.look if within else Look())
        level = _Level(element, tag, look)
        if tag in _BLOCKS:
            self._flush(within.element if within else element)
        if tag == "br":
            self._break()
        elif tag in ("ol", "ul", "menu", "dir"):
            level.numbering = Numbering(element)
        elif tag == "li":
            lists = next((one.numbering for one in reversed(self._stack) if one.numbering), None)
            self._label = lists.label(element) if lists else ""
        elif tag == "table" and self._grid is None and is_data(element):
            level.grid = self._grid = Grid()
        elif self._grid is not None and tag == "tr":
            self._grid.row()
        elif self._grid is not None and tag in ("td", "th"):
            self._grid.cell(element)
        self._stack.append(level)
        if element.text:
            self._put(element.text, look)

    def _close(self, element: Any, root: Any) -> None:
        level = self._stack.pop()
        outer = self._stack[-1] if self._stack else None
        if level.tag in _BLOCKS:
            self._flush(element)
            if level.tag == "li":
                self._label = ""
            elif level.tag in ("td", "th") and self._grid is not None:
                self._grid.end_cell()
        if level.grid is not None:
            self._grid = None
            self._table(level.grid, element)
        if element.tail and element is not root:
            self._put(element.tail, outer.look if outer else Look())

    def _put(self, text: str, look: Look) -> None:
        if look.kept_spaces and "\n" in text:
            first, *rest = text.split("\n")
            self._line.append(Stretch(first, look))
            for part in rest:
                self._break()
                self._line.append(Stretch(part, look))
        elif self._line or text.strip(_WHITE):
            self._line.append(Stretch(text, look))

    def _break(self) -> None:
        self._lines.append(print_line(self._line))
        self._line = []

    def _flush(self, element: Any) -> None:
        if self._line:
            self._break()
        if not self._lines:
            return
        printed, self._lines = self._lines, []
        if not any(one.text for one in printed):
            return
        heading = element.tag in _HEADINGS
        grid = self._grid
        if grid is not None and grid.is_open:
            inside = paragraphs(printed)
            if not inside and len(printed[0].text) < _RULE:
                # A dash or a dot in a cell says that there is nothing.
                inside = [(DraftParagraph([Run(printed[0].text)]), 0)]
            for paragraph, linked in inside:
                self._labelled(paragraph)
                grid.add(paragraph, linked)
            return
        for paragraph, linked in paragraphs(printed):
            self._labelled(paragraph)
            self.blocks.append(Block(paragraph, element, len(paragraph.text), linked, heading))

    def _labelled(self, paragraph: DraftParagraph) -> None:
        """Puts the label of the item before its first paragraph, unless it was typed by hand as well."""
        label, self._label = self._label, ""
        if label and not LABEL.match(paragraph.runs[0].text):
            paragraph.runs.insert(0, Run(label))

    def _table(self, grid: Grid, element: Any) -> None:
        rows = grid.rows()
        if not any(cell.text for row in rows for cell in row):
            return
        if is_signature(rows):
            for paragraph in (p for row in rows for cell in row for p in cell.paragraphs):
                self.blocks.append(Block(paragraph, element, len(paragraph.text), 0))
            return
        length = sum(len(cell.text) for row in rows for cell in row)
        self.blocks.append(Block(DraftTable(rows), element, length, grid.linked))


def _is_most(element: Any, root: Any) -> bool:
    held = _letters(element)
    return held > _SOME and 2 * held > _letters(root)


def _letters(element: Any) -> int:
    return sum(len(text.strip()) for text in _texts(element))


def _texts(element: Any) -> Iterator[str]:
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag not in _SKIPPED:
            yield one.text or ""
        if one is not element:
            yield one.tail or ""
