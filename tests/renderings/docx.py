"""What an office prints as a Word document, written with python-docx."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.reading.encodings import Encoding, codes
from tests.renderings.layout import TABLE_SIZE, Columns, Grid, Item, NewPage, Text
from tests.renderings.numbering import Level, Number, automatic

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
_OLD_FONTS: dict[Encoding, str] = {"tcvn3": ".VnTime", "vni": "VNI-Times"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PAGE = (595.3, 841.9)
_LEFT, _RIGHT, _EDGE = 85.0, 56.7, 56.7


def write_docx(
    items: Sequence[Item], path: Path, *, automatic_labels: bool = False, cut_runs: bool = False
) -> None:
    """Writes the items; with `automatic_labels` Word counts the labels of items itself instead of their being typed.

    With `cut_runs` the text of a paragraph is in many runs, cut anywhere.
    """
    save(build(items, automatic_labels=automatic_labels, cut_runs=cut_runs), path)


def build(items: Sequence[Item], *, automatic_labels: bool = False, cut_runs: bool = False) -> Document:
    """The Word document of some items, still open to changes."""
    import docx

    document = docx.Document()
    writer = _Writer(document, cut_runs=cut_runs)
    if automatic_labels:
        numbers, lists = automatic(items)
        writer.define_lists(lists)
    else:
        numbers = {}
    for i, item in enumerate(items):
        if isinstance(item, Text):
            writer.text(document.add_paragraph(), item, numbers.get(i))
        elif isinstance(item, Columns):
            writer.columns(item)
        elif isinstance(item, Grid):
            writer.grid(item)
        else:
            writer.new_page(item)
    return document


def in_old_font(document: Document, encoding: Encoding) -> None:
    """Sets the body of a document in a font of an encoding of before Unicode, as offices typed until 2010.

    TCVN3 has no capitals with tones: these are small letters in a font that draws them as capitals.
    """
    from docx.text.run import Run

    table = codes(encoding)
    for paragraph in document.element.body.iter("{*}p"):
        for held in paragraph.iter("{*}r"):
            run = Run(held, None)
            text = run.text
            if not text.strip():
                continue
            capitals = encoding == "tcvn3" and text.isupper()
            run.font.name = ".VnTimeH" if capitals else _OLD_FONTS[encoding]
            run.text = "".join(table.get(c, c) for c in (text.lower() if capitals else text))


def save(document: Document, path: Path) -> None:
    """Writes a Word document whose bytes depend on its content only."""
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)


class _Writer:
    def __init__(self, document: Document, *, cut_runs: bool = False) -> None:
        self.document = document
        self.cut_runs = cut_runs
        self.width = _PAGE[0] - _LEFT - _RIGHT
        body = document.element.body
        for element in list(body):
            if not element.tag.endswith("}sectPr"):
                body.remove(element)
        self._fonts()
        self._page(document.sections[0], landscape=False)
        self._page_numbers()

    def _fonts(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt

        style = self.document.styles["Normal"]
        style.font.name = FONT
        style.font.size = Pt(14)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(name), FONT)

    def _page(self, section: Any, *, landscape: bool) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Pt

        width, height = reversed(_PAGE) if landscape else _PAGE
        section.page_width, section.page_height = Pt(width), Pt(height)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin, section.right_margin = Pt(_LEFT), Pt(_RIGHT)
        section.top_margin = section.bottom_margin = Pt(_EDGE)
        section.header_distance = Pt(28)
        self.width = width - _LEFT - _RIGHT

    def _page_numbers(self) -> None:
        """The number stands in the middle of the upper edge, from the second page on (annex I of the decree)."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "2"), ("end", "")):
            run = paragraph.add_run(text if kind == "text" else "")
            if kind == "":
                run._r.append(element("w:instrText", text=text))
            elif kind != "text":
                run._r.append(element("w:fldChar", {"w:fldCharType": kind}))

    def define_lists(self, lists: Sequence[Sequence[Level]]) -> None:
        root = self.document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for i, levels in enumerate(lists, 1):
            abstract = element("w:abstractNum", {"w:abstractNumId": str(i)})
            abstract.append(element("w:multiLevelType", {"w:val": "multilevel"}))
            for depth, level in enumerate(levels):
                held = element("w:lvl", {"w:ilvl": str(depth)})
                held.append(element("w:start", {"w:val": str(level.start)}))
                held.append(element("w:numFmt", {"w:val": level.format}))
                held.append(element("w:suff", {"w:val": "space"}))
                held.append(element("w:lvlText", {"w:val": level.text}))
                held.append(element("w:lvlJc", {"w:val": "left"}))
                abstract.append(held)
            root.append(abstract)
        for i in range(1, len(lists) + 1):
            number = element("w:num", {"w:numId": str(i)})
            number.append(element("w:abstractNumId", {"w:val": str(i)}))
            root.append(number)

    def text(self, paragraph: Any, item: Text, number: Number | None = None) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        form = paragraph.paragraph_format
        form.alignment = {
            "left": WD_ALIGN_PARAGRAPH.LEFT,
            "center": WD_ALIGN_PARAGRAPH.CENTER,
            "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
        }[item.align]
        form.space_before, form.space_after = Pt(item.before), Pt(item.after)
        form.left_indent, form.first_line_indent = Pt(item.left), Pt(item.first)
        form.keep_with_next = item.bold or None
        if item.tab:
            form.tab_stops.add_tab_stop(Pt(item.tab))
        printed = item.text
        if number is not None:
            properties = paragraph._p.get_or_add_pPr()
            held = properties.get_or_add_numPr()
            held.get_or_add_ilvl().val = number.level
            held.get_or_add_numId().val = number.list + 1
            printed = item.text[item.label :].lstrip()
        for piece in self._pieces(printed):
            run = paragraph.add_run(piece)
            run.bold, run.italic, run.font.size = item.bold or None, item.italic or None, Pt(item.size)

    def _pieces(self, text: str) -> list[str]:
        """The runs of a text: one, or as many as proofing and revisions leave, cut anywhere in words."""
        if not self.cut_runs:
            return [text]
        # Lengths follow one another so that cuts fall everywhere.
        out, at, length = [], 0, 3
        while at < len(text):
            out.append(text[at : at + length])
            at += length
            length = 3 + (length * 7 + at) % 19
        return out

    def columns(self, item: Columns) -> None:
        left = self.width * item.share
        table = self._table(len(item.rows), [left, self.width - left], ruled=False)
        for nth, row in enumerate(item.rows):
            table.rows[nth]._tr.get_or_add_trPr().append(element("w:cantSplit"))
            for cell, texts in zip(table.rows[nth].cells, row, strict=True):
                paragraph = cell.paragraphs[0]
                for i, text in enumerate(texts):
                    self.text(cell.add_paragraph() if i else paragraph, text)
                rule = nth == 0 and len(item.rows) > 1 and texts
                if rule:
                    self._short_rule(cell.add_paragraph(), (left if texts is row[0] else self.width - left))
        self._gap()

    def _short_rule(self, paragraph: Any, width: float) -> None:
        """The line that is drawn under the name of the body and under the motto."""
        from docx.shared import Pt

        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.left_indent = form.right_indent = Pt(width * 0.3)
        form.line_spacing = Pt(3)
        borders = element("w:pBdr")
        borders.append(
            element("w:top", {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"})
        )
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")

    def grid(self, item: Grid) -> None:
        from docx.shared import Pt

        widths = self._widths(item)
        table = self._table(len(item.rows), widths, ruled=True)
        if item.head > 1:
            # LibreOffice does not let the header grow again where it repeats it on the next page.
            tall = max((_height(c.text, widths[c.column]) for c in item.rows[0] if c.rows > 1), default=0)
            for i in range(item.head):
                table.rows[i].height = Pt(max(tall / item.head, 18))
        for i, row in enumerate(item.rows):
            if i < item.head:
                table.rows[i]._tr.get_or_add_trPr().append(element("w:tblHeader"))
            for cell in row:
                held = table.cell(i, cell.column)
                if cell.span > 1 or cell.rows > 1:
                    held = held.merge(table.cell(i + cell.rows - 1, cell.column + cell.span - 1))
                centred = i < item.head or cell.span == item.width or len(cell.text) < 6
                text = Text(
                    cell.text,
                    "center" if centred else "left",
                    bold=i < item.head,
                    size=TABLE_SIZE,
                    before=2,
                    after=2,
                )
                self.text(held.paragraphs[0], text)
        self._gap()

    def _widths(self, item: Grid) -> list[float]:
        """Columns as wide as their text asks for, and never narrower than their longest word."""
        words = [12.0] * item.width
        length = [1.0] * item.width
        for row in item.rows:
            for cell in row:
                if cell.span == 1 and cell.text:
                    longest = max(len(w) for w in cell.text.split())
                    words[cell.column] = max(words[cell.column], longest * 7.2)
                    length[cell.column] = max(length[cell.column], min(len(cell.text), 120) ** 0.75)
        room = max(self.width - sum(words) - 12 * item.width, 0)
        return [12 + w + room * n / sum(length) for w, n in zip(words, length, strict=True)]

    def _table(self, rows: int, widths: Sequence[float], *, ruled: bool) -> Any:
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Pt

        table = self.document.add_table(rows, len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        if ruled:
            table.style = "Table Grid"
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
            for cell in column.cells:
                cell.width = Pt(width)
        return table

    def _gap(self) -> None:
        from docx.shared import Pt

        form = self.document.add_paragraph().paragraph_format
        form.space_after = Pt(0)
        form.line_spacing = Pt(8)

    def new_page(self, item: NewPage) -> None:
        from docx.enum.section import WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self._page(section, landscape=item.landscape)


def _height(text: str, width: float) -> float:
    """About how high a cell of the header is, in points."""
    return 6 + 14.5 * math.ceil(len(text) * 7 / (width - 11) + 0.5)


def element(name: str, attributes: dict[str, str] | None = None, text: str | None = None) -> Any:
    """An element of WordprocessingML, names with their prefix."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    if text is not None:
        made.text = text
    return made
