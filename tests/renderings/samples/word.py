"""What Word documents hold beside paragraphs and tables: notes, changes, boxes, running heads."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.renderings.docx import element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_BOX = """<w:r xmlns:w="{w}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>300000</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>330000</wp:posOffset></wp:positionV>
<wp:extent cx="900000" cy="300000"/><wp:wrapNone/><wp:docPr id="7" name="Hộp văn bản 7"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>
<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style="width:71pt;height:24pt"><v:textbox>
<w:txbxContent>{inside}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def _run_with(document: Document, text: str) -> Any:
    """The run that holds a text."""
    return next(r for p in document.paragraphs for r in p.runs if text in r.text)


def track_change(document: Document, sentence: str, *, old: str, new: str) -> None:
    """Marks `new`, which stands in the sentence, as put in for `old`, both by a reviewer."""
    run = _run_with(document, sentence)
    at = run.text.index(sentence) + sentence.index(new)
    before, after = run.text[:at], run.text[at + len(new) :]
    who = {"w:author": "Phòng CCHC", "w:date": "2025-02-20T09:00:00Z"}
    deleted = element("w:del", {"w:id": "901", **who})
    inserted = element("w:ins", {"w:id": "902", **who})
    tail = deepcopy(run._r)
    for held, text, tag in ((deleted, old, "w:delText"), (inserted, new, "w:t")):
        piece = deepcopy(run._r)
        for node in piece.findall(f"{{{_W}}}t"):
            piece.remove(node)
        piece.append(element(tag, text=text))
        held.append(piece)
    run.text = before
    run._r.addnext(deleted)
    deleted.addnext(inserted)
    inserted.addnext(tail)
    nodes = tail.findall(f"{{{_W}}}t")
    nodes[0].text = after


def add_footnote(document: Document, behind: str, note: str) -> None:
    """Puts a footnote behind a text."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    run = _run_with(document, behind)
    at = run.text.index(behind) + len(behind)
    before, after = run.text[:at], run.text[at:]
    tail = deepcopy(run._r)
    run.text = before
    mark = element("w:r")
    properties = element("w:rPr")
    properties.append(element("w:vertAlign", {"w:val": "superscript"}))
    mark.append(properties)
    mark.append(element("w:footnoteReference", {"w:id": "1"}))
    run._r.addnext(mark)
    mark.addnext(tail)
    tail.findall(f"{{{_W}}}t")[0].text = after
    tail.findall(f"{{{_W}}}t")[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    separator = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark_}/></w:r></w:p></w:footnote>'
        for kind, number, mark_ in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{_W}">{separator}'
        '<w:footnote w:id="1"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {note}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, _FOOTNOTES_RELATION)


def add_text_box(document: Document, text: str) -> None:
    """A box beside the number of the document, once in drawing markup and once for older programs, as Word saves it."""
    from docx.oxml import parse_xml

    inside = f"<w:p><w:r><w:b/><w:t>{text}</w:t></w:r></w:p>".replace("<w:b/>", "<w:rPr><w:b/></w:rPr>")
    document.tables[0].rows[-1].cells[0].paragraphs[-1]._p.append(parse_xml(_BOX.format(w=_W, inside=inside)))


def merge_down(table: Table, *, column: int, first: int, last: int) -> None:
    """Merges the cells of a column from one row to another; what the lower ones hold is empty."""
    top = table.cell(first, column)
    for row in range(first + 1, last + 1):
        assert not table.cell(row, column).text
    merged = top.merge(table.cell(last, column))
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)


def print_running_head(document: Document, text: str) -> None:
    """A line over each page but the first, below the page number."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.sections[0].header.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.italic, run.font.size = True, Pt(10)


def print_signature_block(document: Document, lines: Sequence[str]) -> None:
    """The lines that signing software prints in the upper corner of the first page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    header = document.sections[0].first_page_header
    for i, line in enumerate(lines):
        paragraph = header.add_paragraph() if i else header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(line).font.size = Pt(8)
