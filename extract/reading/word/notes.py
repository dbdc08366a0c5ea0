"""Footnotes and endnotes: the marks that are printed for them, and their text with the same mark before it."""

from __future__ import annotations

from collections.abc import Iterator

from extract.reading.compose import DraftTable
from extract.reading.word.body import Context, NoteMarks, Walker
from extract.reading.word.counting import count
from extract.reading.word.package import Element, W
from extract.reading.word.runs import Line

_VAL = W + "val"
_RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_OWN_MARK = W + "customMarkFollows"
_KINDS = ("footnote", "endnote")


class Notes(NoteMarks):
    """The notes of a document, numbered in the order in which the text refers to them.

    `roots` are the parts `footnotes.xml` and `endnotes.xml`, `settings` is that part and `sections` the properties
    of the sections, each of which may say how notes are numbered.
    """

    def __init__(
        self, roots: dict[str, Element | None], settings: Element | None, sections: list[Element]
    ) -> None:
        super().__init__()
        self._notes: dict[tuple[str, str], Element] = {}
        self._forms: dict[str, str] = {}
        self._next: dict[str, int] = {}
        self._marks: dict[tuple[str, str], str] = {}
        for kind in _KINDS:
            root = roots.get(kind)
            for note in root.iterchildren(W + kind) if root is not None else ():
                if note.get(W + "type", "normal") == "normal":
                    self._notes[(kind, note.get(W + "id", ""))] = note
            self._forms[kind] = "decimal" if kind == "footnote" else "lowerRoman"
            self._next[kind] = 1
            for place in (settings, *sections[:1]):
                rules = place.find(f"{W}{kind}Pr") if place is not None else None
                for rule in rules if rules is not None else ():
                    if rule.tag == W + "numFmt":
                        self._forms[kind] = rule.get(_VAL, "decimal")
                    elif rule.tag == W + "numStart" and rule.get(_VAL, "").isdigit():
                        self._next[kind] = int(rule.get(_VAL))

    def mark(self, reference: Element) -> str | None:
        """The raised number of a note; nothing for one with a mark of its own, which stands in the text."""
        key = _key(reference)
        if key not in self._notes:
            return None
        if reference.get(_OWN_MARK, "0").lower() in ("1", "true", "on"):
            return ""
        if key not in self._marks:
            number, self._next[key[0]] = self._next[key[0]], self._next[key[0]] + 1
            self._marks[key] = count(number, self._forms[key[0]]).lower().translate(_RAISED)
        return self._marks[key]

    def items(self, context: Context, reference: Element) -> Iterator[Line | DraftTable]:
        """The lines of a note; it is read once, where it is first referred to."""
        key = _key(reference)
        note = self._notes.pop(key, None)
        mark = self._marks.get(key, "")
        for item in Walker(context).items(note) if note is not None else ():
            if isinstance(item, Line) and mark:
                item.text = f"{mark} {item.text.lstrip()}"
                item.bold = item.bold is True
                mark = ""
            yield item


def _key(reference: Element) -> tuple[str, str]:
    kind = "footnote" if reference.tag == W + "footnoteReference" else "endnote"
    return kind, reference.get(W + "id", "")
