"""A whole Word document to drafts: body, first headers that hold a letterhead, notes, and what a reader should know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extract.reading.compose import Draft, DraftParagraph
from extract.reading.grid import is_layout
from extract.reading.source import ReadError
from extract.reading.word.body import Context, UnbalancedError, Walker
from extract.reading.word.elements import PPR, SECTION
from extract.reading.word.notes import Notes
from extract.reading.word.numbering import Numbering
from extract.reading.word.package import Element, Package, R, Relationship, W
from extract.reading.word.styles import Styles, is_on, trimmed
from extract.values.language import say

_OPENING = 14
"""So many paragraphs at the head of a section hold its letterhead."""
_STATE = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ|Độc lập\s*-\s*Tự do")
_PAGE_NUMBER = re.compile(r"\W*(?:[Tt]rang|[Pp]age)?\W*\d{0,4}\W*(?:/\W*\d{0,4}\W*)?$")


@dataclass(slots=True)
class Document:
    """What was read: the drafts in reading order, and notes in words; whether whole files are embedded, not read."""

    drafts: list[Draft]
    notes: list[str] = field(default_factory=list)
    embeds: bool = False


def read_document(package: Package) -> Document:
    """Reads the main part of a package and what it refers to; `ReadError` where it has no body."""
    root = package.xml(package.main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise ReadError(
            package.name,
            say("tệp DOCX không có nội dung", "the DOCX file has no body"),
            say("hãy mở tệp bằng Word rồi lưu lại", "open it in Word and save it again"),
        )
    parts = _Parts(package)
    try:
        return _Reading(parts, body).document(fields=True)
    except UnbalancedError:
        # A field without its end would hide all that follows.
        return _Reading(parts, body).document(fields=False)


class _Parts:
    """The parts that the main part refers to; a broken one is left out with a note, but for those that hold text."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.broken: list[str] = []
        try:
            self.relationships = package.relationships(package.main)
        except ReadError:
            self.relationships = {}
            self.broken.append("quan hệ giữa các phần")
        self._by_kind: dict[str, Relationship] = {}
        for relationship in self.relationships.values():
            if not relationship.external:
                self._by_kind.setdefault(relationship.kind, relationship)

    def optional(
        self, kind: str, what: str, *, trim: Callable[[bytes], bytes] | None = None
    ) -> Element | None:
        """The root of the part of a kind, or `None`; `what` names it in the note where it is broken."""
        relationship = self._by_kind.get(kind)
        # Some programs leave out relationships; parts have their usual names all the same.
        target = relationship.target if relationship else f"word/{kind}.xml"
        try:
            return self.package.xml(target, trim=trim)
        except ReadError:
            if self.package.refused:
                raise
            self.note(what)
            return None

    def note(self, what: str) -> None:
        """Notes that a part is broken."""
        if what not in self.broken:
            self.broken.append(what)

    def referred(self, reference: Element) -> Element | None:
        """The root of the part that an element refers to by its `r:id`."""
        relationship = self.relationships.get(reference.get(R + "id", ""))
        if relationship is None or relationship.external:
            return None
        return self.package.xml(relationship.target)


class _Reading:
    def __init__(self, parts: _Parts, body: Element) -> None:
        self._parts = parts
        self._sections = _sections(body)
        settings = parts.optional("settings", "thiết lập")
        self.context = Context(
            Styles(parts.optional("styles", "kiểu dáng", trim=trimmed), parts.optional("theme", "chủ đề")),
            Numbering(parts.optional("numbering", "đánh số tự động")),
        )
        self._notes = Notes(
            {
                "footnote": parts.optional("footnotes", "chú thích"),
                "endnote": parts.optional("endnotes", "chú thích cuối"),
            },
            settings,
            [properties for _, properties in self._sections if properties is not None],
        )
        self._letterheads: set[str] = set()

    def document(self, *, fields: bool) -> Document:
        walker = Walker(self.context, self._notes, fields=fields)
        drafts: list[Draft] = []
        for children, properties in self._sections:
            section = walker.drafts(children)
            drafts += self._letterhead(properties, section) + section
        walker.check_fields()
        return Document(drafts, self._remarks(), self.context.chunks > 0)

    def _letterhead(self, properties: Element | None, section: list[Draft]) -> list[Draft]:
        """The header of the first page of a section, where it holds the letterhead that the section itself lacks.

        All other headers and footers repeat what the document says, or number its pages.
        """
        if properties is None:
            return []
        title_page = properties.find(W + "titlePg")
        wanted = "first" if title_page is not None and is_on(title_page) else "default"
        for reference in properties.iterchildren(W + "headerReference"):
            if reference.get(W + "type", "default") != wanted:
                continue
            try:
                root = self._parts.referred(reference)
            except ReadError:
                if self._parts.package.refused:
                    raise
                self._parts.note("đầu trang")
                return []
            drafts = Walker(self.context).drafts(root) if root is not None else []
            texts = [text for text in _texts(drafts) if not _PAGE_NUMBER.match(text)]
            known = "\n".join(texts)
            if not is_layout(texts) or known in self._letterheads:
                return []
            opening = [text for _, text in zip(range(_OPENING), _texts(section), strict=False)]
            if any(_STATE.match(text) for text in opening) or set(texts) <= set(opening):
                return []
            self._letterheads.add(known)
            return drafts
        return []

    def _remarks(self) -> list[str]:
        context = self.context
        remarks = []
        if context.typed.fonts:
            fonts = ", ".join(sorted(context.typed.fonts)[:4])
            remarks.append(f"chữ gõ bằng phông mã cũ ({fonts}) đã được chuyển sang Unicode")
        if context.tracked:
            remarks.append("văn bản còn theo dõi sửa đổi; đọc như đã chấp nhận mọi sửa đổi")
        if context.contents:
            remarks.append("mục lục tự động được bỏ qua")
        if context.objects:
            remarks.append(f"{context.objects} đối tượng nhúng (bảng tính, công thức…) không được đọc")
        if context.chunks:
            remarks.append(f"{context.chunks} tệp nhúng nguyên trong văn bản không được đọc")
        if self._parts.broken:
            remarks.append(f"phần hỏng của tệp được bỏ qua: {', '.join(self._parts.broken)}")
        if self._parts.package.has("word/vbaProject.bin"):
            remarks.append("tệp có macro; macro không được chạy")
        return remarks


def _sections(body: Element) -> list[tuple[list[Element], Element | None]]:
    """The blocks of each section with its properties, which stand in its last paragraph, the last ones in the body."""
    ends: dict[Element, Element] = {}
    last: Element | None = None
    for properties in body.iter(SECTION):
        parent = properties.getparent()
        if parent is body:
            last = properties
        elif parent.tag == PPR and parent.getparent().getparent() is body:
            ends[parent.getparent()] = properties
    if not ends:
        return [(list(body), last)]
    sections: list[tuple[list[Element], Element | None]] = []
    blocks: list[Element] = []
    for child in body:
        blocks.append(child)
        if child in ends:
            sections.append((blocks, ends[child]))
            blocks = []
    sections.append((blocks, last))
    return sections


def _texts(drafts: list[Draft]) -> Iterator[str]:
    """The text of each paragraph, those of cells included."""
    for draft in drafts:
        if isinstance(draft, DraftParagraph):
            yield draft.text
        else:
            yield from (part.text for row in draft.rows for cell in row for part in cell.paragraphs)
