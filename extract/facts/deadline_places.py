"""Where the phrases of a document stand: their sentence, and whether facts are looked for there at all."""

from __future__ import annotations

from extract.facts.deadline_context import Place, Sentences
from extract.reading.source import Table
from extract.structure.model import Document
from extract.values.dates import Date

_SILENT_ZONES = {"letterhead", "title", "addressees", "recipients", "signature"}
_REACH = 1200


class Places:
    """Gives offsets of one document their sentence."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.sentences = Sentences(document.view)

    def around(self, offset: int) -> tuple[int, int]:
        """The sentence that holds an offset, of one without an end the part that can matter."""
        start, end = self.sentences.at(offset)
        return max(start, offset - _REACH), min(end, offset + _REACH)

    def of(self, start: int, end: int) -> Place:
        """The place of a phrase that is a rule by itself, not words before a date."""
        first, last = self.around(start)
        date = Date(start, end, None, "recurring")
        return Place(self._document, date, start, first, last, self._document.section_at(start))

    def in_silence(self, offset: int) -> bool:
        """Whether the offset stands in the letterhead, the title or another part that sets nothing."""
        return self._document.zone_at(offset) in _SILENT_ZONES

    def silent(self, offset: int) -> bool:
        """Whether running phrases are not looked for there: rows of tables have a reader of their own."""
        return self.in_silence(offset) or isinstance(self._document.block_at(offset), Table)
