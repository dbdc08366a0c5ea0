"""Walks the paragraphs and runs of a part of a Word document to the lines that are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.reading import words
from extract.reading.compose import Draft, DraftTable
from extract.reading.lines import BLANK, HARD, NEAR
from extract.reading.word.elements import (
    ALTERNATE,
    BOX,
    CONTENT,
    FORMULAS,
    PPR,
    RPR,
    RUN,
    SDT,
    TBL,
    TEXT,
    VAL,
    P,
    boxes,
    chosen,
    formula,
)
from extract.reading.word.flow import drafts_of, is_rule, parted
from extract.reading.word.numbering import Label, Numbering
from extract.reading.word.package import Element, W
from extract.reading.word.runs import Line, Piece, Typed, line_of
from extract.reading.word.styles import Format, Properties, Style, Styles, is_on
from extract.reading.word.symbols import bullet, symbol

_VANISH = W + "vanish"
_SOFT_HYPHEN = "\u00ad"
_STYLE, _NUMBERING = W + "pStyle", W + "numPr"
_INSIDE = frozenset(
    W + name
    for name in (
        "hyperlink",
        "smartTag",
        "customXml",
        "ins",
        "moveTo",
        "dir",
        "bdo",
        "sdtContent",
        "ruby",
        "rubyBase",
    )
)
"""Elements inside a paragraph that only hold runs."""
_AROUND = frozenset(W + name for name in ("customXml", "ins", "moveTo", "sdtContent", "smartTag"))
"""Elements around paragraphs and tables."""
_GONE = frozenset(W + name for name in ("del", "moveFrom"))
_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
_CONTENTS = "TOC"


@dataclass(slots=True)
class Context:
    """What all parts of a document share, and what is found out on the way."""

    styles: Styles
    numbering: Numbering
    typed: Typed = field(default_factory=Typed)
    tracked: bool = False
    contents: bool = False
    objects: int = 0
    chunks: int = 0


@dataclass(slots=True)
class _Field:
    """A field that is open: `code` until its result begins; what a `silent` one results in is left out."""

    code: bool = True
    instruction: str = ""
    silent: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its runs are read: also the text boxes and the notes that are anchored in it."""

    style: Style
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)


_NO_PROPERTIES: Properties = {}


class UnbalancedError(Exception):
    """Fields that don't end: what they would hide can't be told."""


class Walker:
    """Reads the blocks of one part (the body, a note, a header) in a document's context.

    `notes` gives the mark of a reference to a note, and keeps the note for `take_notes`.
    """

    def __init__(self, context: Context, notes: NoteMarks | None = None, *, fields: bool = True) -> None:
        self.context = context
        self.notes = notes
        self._fields: list[_Field] = []
        self._fields_on = fields
        self._silent = 0
        self._carried: _Paragraph | None = None
        self._gap = HARD
        self._above = ""

    def drafts(self, container: Element) -> list[Draft]:
        """The paragraphs and tables of an element, in reading order."""
        out: list[Draft] = []
        lines: list[Line] = []
        for item in self.items(container):
            if isinstance(item, Line):
                lines.append(item)
            else:
                out += drafts_of(lines)
                lines = []
                out.append(item)
        return out + drafts_of(lines)

    def items(self, container: Element) -> Iterator[Line | DraftTable]:
        """The lines and tables of an element as they come."""
        outer, self._carried, self._gap = self._carried, None, HARD
        yield from self._blocks(container)
        yield from self._release()
        self._carried, self._gap = outer, HARD

    def check_fields(self) -> None:
        """Raises `UnbalancedError` where a field is still open whose text was left out."""
        if any(field.code or field.silent for field in self._fields):
            raise UnbalancedError

    def _blocks(self, container: Element) -> Iterator[Line | DraftTable]:
        for child in container:
            tag = child.tag
            if tag == P:
                yield from self.paragraph(child)
            elif tag == TBL:
                self._gap = HARD
                from extract.reading.word.tables import table

                yield from self._release()
                yield from table(self, child)
                yield from self._take_notes()
            elif tag == SDT:
                yield from self._control(child)
            elif tag in _AROUND:
                yield from self._blocks(child)
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    yield from self._blocks(branch)
            elif tag == W + "altChunk":
                self.context.chunks += 1
            elif tag in FORMULAS:
                text = "".join(formula(child))
                if text.strip():
                    yield Line(text)

    def _control(self, sdt: Element) -> Iterator[Line | DraftTable]:
        """A content control; the table of contents that Word makes repeats what the document says and is left out."""
        gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(VAL) == "Table of Contents":
            self.context.contents = True
            return
        content = sdt.find(CONTENT)
        if content is not None:
            yield from self._blocks(content)

    def _release(self) -> Iterator[Line | DraftTable]:
        """What a paragraph carried over whose mark was deleted, where no paragraph followed to take it."""
        held, self._carried = self._carried, None
        if held is not None:
            yield from self._finished(held, None, None)

    def paragraph(self, element: Element) -> Iterator[Line | DraftTable]:
        """The lines of a paragraph, then the text boxes and notes that are anchored in it."""
        style = self.context.styles.normal
        mark: Element | None = None
        numbering: Element | None = None
        # The properties come first where there are any.
        if len(element) and element[0].tag == PPR:
            for child in element[0]:
                tag = child.tag
                if tag == _STYLE:
                    style = self.context.styles.paragraph(child.get(VAL, ""))
                elif tag == RPR:
                    mark = child
                elif tag == _NUMBERING:
                    numbering = child
        current = _Paragraph(style)
        if self._carried is not None:
            held, self._carried = self._carried, None
            current.pieces, current.boxes, current.notes = held.pieces, held.boxes, held.notes
        self._inline(element, current)
        if mark is not None and self._is_mark_gone(mark, style):
            self._carried = current
            return
        yield from self._finished(current, numbering, mark)

    def _is_mark_gone(self, mark: Element, style: Style) -> bool:
        """Whether the end of a paragraph is deleted or hidden, so that the next one goes on with it."""
        for child in mark:
            tag = child.tag
            if tag in _GONE:
                self.context.tracked = True
                return True
            if tag == _VANISH:
                return is_on(child)
        return bool(style.run.get("vanish"))

    def _finished(
        self, current: _Paragraph, numbering: Element | None, mark: Element | None
    ) -> Iterator[Line | DraftTable]:
        line = line_of(current.pieces, self.context.typed) if current.pieces else Line("")
        if not self._silent and (numbering is not None or current.style.number):
            label = self._label(current.style, numbering)
            if label is not None:
                self._put_label(line, label, current, mark)
        text = line.text
        if not text or text.isspace():
            self._gap = max(self._gap, BLANK)
        elif is_rule(text):
            self._gap = HARD
        else:
            line.heading = current.style.heading and not _is_body(current)
            line.gap, self._gap = self._gap, NEAR
            above, self._above = self._above, text
            if "\n" in text:
                yield from parted(line, titled=words.is_type(above.strip()))
            else:
                yield line
        for box in current.boxes:
            yield from self.items(box)
        if self.notes is not None and current.notes:
            yield from self._notes(current.notes)

    def _notes(self, references: list[Element]) -> Iterator[Line | DraftTable]:
        """The notes of a paragraph; inside a table they wait for its end."""
        assert self.notes is not None
        for reference in references:
            self.notes.waiting.append(reference)
        if not self.notes.in_table:
            yield from self._take_notes()

    def _take_notes(self) -> Iterator[Line | DraftTable]:
        if self.notes is not None and not self.notes.in_table:
            waiting, self.notes.waiting = self.notes.waiting, []
            for reference in waiting:
                yield from self.notes.items(self.context, reference)
                self._gap = HARD

    def _label(self, style: Style, numbering: Element | None) -> Label | None:
        number, level, depth = style.number, None, ""
        for child in numbering if numbering is not None else ():
            if child.tag == W + "numId":
                number, level = child.get(VAL, ""), 0
            elif child.tag == W + "ilvl":
                depth = child.get(VAL, "")
        if depth.isdigit():
            level = int(depth)
        if not number or number == "0":
            return None
        return self.context.numbering.label(number, level, style)

    def _put_label(self, line: Line, label: Label, current: _Paragraph, mark: Element | None) -> None:
        """Puts what Word prints before a paragraph of a list at its head."""
        styles = self.context.styles
        direct: Properties = styles.properties(mark) if mark is not None else {}
        if label.run is not None:
            direct |= styles.properties(label.run)
        form = styles.format(current.style, direct)
        if form.hidden:
            return
        text = label.text
        if label.bullet:
            # A bullet before nothing is nothing; a number there counts a row of a table.
            if not line.text.strip():
                return
            text = bullet(text, str(direct.get("hAnsi") or direct.get("ascii") or ""))
        else:
            text = line_of([(text, form)], self.context.typed).text
        if not text:
            return
        lead = len(line.text) - len(line.text.lstrip(" \t"))
        head = text + ("" if label.glued else " ")
        shift = len(head) - lead
        line.text = head + line.text[lead:]
        if isinstance(line.bold, list):
            moved = [(max(len(head), a + shift), b + shift) for a, b in line.bold if b + shift > len(head)]
            line.bold = [(0, len(head)), *moved] if moved and moved[0][0] == len(head) else moved

    # Inside a paragraph

    def _inline(self, parent: Element, current: _Paragraph) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, current)
            elif tag in _INSIDE:
                if tag == W + "ins" or tag == W + "moveTo":
                    self.context.tracked = True
                self._inline(child, current)
            elif tag in _GONE:
                self.context.tracked = True
            elif tag == SDT:
                content = child.find(CONTENT)
                if content is not None:
                    self._inline(content, current)
            elif tag == W + "fldSimple":
                kind = _kind(child.get(W + "instr", ""))
                if kind == _CONTENTS:
                    self.context.contents = True
                elif kind not in _PAGE_FIELDS:
                    self._inline(child, current)
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._inline(branch, current)
            elif tag in FORMULAS and not self._silent:
                current.pieces.append(("".join(formula(child)), Format()))

    def _run(self, run: Element, current: _Paragraph) -> None:
        form: Format | None = None
        for child in run:
            tag = child.tag
            if tag == RPR:
                styles = self.context.styles
                form = styles.format(current.style, styles.properties(child))
                continue
            if form is None:
                form = self.context.styles.format(current.style, _NO_PROPERTIES)
            if tag == TEXT:
                if not self._silent and not form.hidden and (text := child.text):
                    # A line end inside the XML is a space; those that are printed have their own element.
                    current.pieces.append((text.replace("\n", " ") if "\n" in text else text, form))
            elif (instead := _SIGNS.get(tag)) is not None:
                # In TCVN3 the code of the soft hyphen is the letter `ư`; anywhere else it is not printed.
                if not self._silent and not form.hidden and (instead != _SOFT_HYPHEN or form.font):
                    current.pieces.append((instead, form))
            elif (handle := _HANDLERS.get(tag)) is not None:
                handle(self, child, form, current)

    def _break(self, element: Element, form: Format, current: _Paragraph) -> None:
        if not self._silent and not form.hidden:
            current.pieces.append(("\n", form))

    def _symbol(self, element: Element, form: Format, current: _Paragraph) -> None:
        try:
            code = int(element.get(W + "char", ""), 16)
        except ValueError:
            return
        text = symbol(code, element.get(W + "font", ""))
        if text and not self._silent and not form.hidden:
            current.pieces.append((text, form._replace(font="", ascii_font="")))

    def _field(self, element: Element, form: Format, current: _Paragraph) -> None:
        kind = element.get(W + "fldCharType")
        if not self._fields_on:
            return
        if kind == "begin":
            self._fields.append(_Field())
            self._silent += 1
            self._form_field(element, form, current)
        elif kind == "separate" and self._fields and self._fields[-1].code:
            top = self._fields[-1]
            top.code = False
            name = _kind(top.instruction)
            top.silent = name in _PAGE_FIELDS or name == _CONTENTS
            if name == _CONTENTS:
                self.context.contents = True
            if not top.silent:
                self._silent -= 1
        elif kind == "end" and self._fields:
            top = self._fields.pop()
            if top.code or top.silent:
                self._silent -= 1

    def _form_field(self, element: Element, form: Format, current: _Paragraph) -> None:
        """A box to tick or a choice from a list, which have no result in the text."""
        data = element.find(W + "ffData")
        if data is None or self._silent > 1 or form.hidden:
            return
        box, choice = data.find(W + "checkBox"), data.find(W + "ddList")
        if box is not None:
            ticked = box.find(W + "checked")
            ticked = ticked if ticked is not None else box.find(W + "default")
            current.pieces.append(("☒" if ticked is not None and is_on(ticked) else "☐", form))
        elif choice is not None:
            picked = choice.find(W + "result")
            entries = choice.findall(W + "listEntry")
            at = picked.get(VAL, "0") if picked is not None else "0"
            if at.isdigit() and int(at) < len(entries):
                current.pieces.append((entries[int(at)].get(VAL, ""), form))

    def _instruction(self, element: Element, form: Format, current: _Paragraph) -> None:
        if self._fields and len(self._fields[-1].instruction) < 200:
            self._fields[-1].instruction += element.text or ""

    def _reference(self, element: Element, form: Format, current: _Paragraph) -> None:
        if self.notes is None or self._silent or form.hidden:
            return
        mark = self.notes.mark(element)
        if mark is not None:
            current.pieces.append((mark, form._replace(upper=False, font="", ascii_font="")))
            current.notes.append(element)

    def _drawing(self, element: Element, form: Format, current: _Paragraph) -> None:
        if self._silent or form.hidden:
            return
        if element.tag == W + "object":
            self.context.objects += 1
        if next(element.iter(BOX), None) is not None:
            current.boxes += boxes(element)

    def _alternate(self, element: Element, form: Format, current: _Paragraph) -> None:
        branch = chosen(element)
        for child in branch if branch is not None else ():
            if (handle := _HANDLERS.get(child.tag)) is not None:
                handle(self, child, form, current)
            elif child.tag == TEXT and not self._silent and not form.hidden:
                current.pieces.append((child.text or "", form))
            elif child.tag == RUN:
                self._run(child, current)


class NoteMarks:
    """What a walker asks of the notes of a document."""

    def __init__(self) -> None:
        self.waiting: list[Element] = []
        self.in_table = 0

    def mark(self, reference: Element) -> str | None:
        """The mark that is printed for a reference; `None` where its note is not there."""
        raise NotImplementedError

    def items(self, context: Context, reference: Element) -> Iterator[Line | DraftTable]:
        """The lines of the note that a reference refers to, the mark before them."""
        raise NotImplementedError


_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": _SOFT_HYPHEN,
}
_HANDLERS = {
    W + "br": Walker._break,
    W + "sym": Walker._symbol,
    W + "fldChar": Walker._field,
    W + "instrText": Walker._instruction,
    W + "footnoteReference": Walker._reference,
    W + "endnoteReference": Walker._reference,
    W + "drawing": Walker._drawing,
    W + "pict": Walker._drawing,
    W + "object": Walker._drawing,
    ALTERNATE: Walker._alternate,
}


def _kind(instruction: str) -> str:
    words = instruction.split(None, 1)
    return words[0].upper() if words else ""


def _is_body(current: _Paragraph) -> bool:
    """Whether a paragraph in a style of headings is set as text: none of it bold, though the style is."""
    return bool(current.style.run.get("b")) and not any(
        form.bold for text, form in current.pieces if text.strip()
    )
