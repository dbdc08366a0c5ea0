"""The parts of an item that may each name who acts: sentences, numbered parts, clauses behind semicolons."""

from __future__ import annotations

import re

from extract.facts.directive_clauses import ClauseReader
from extract.facts.directive_drafts import Assembler
from extract.facts.directive_owners import OwnerReader
from extract.facts.directive_words import directive_words
from extract.facts.sentences import sentences
from extract.structure.model import Document

_INLINE = re.compile(r"(?<![\w)])\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s+")
_CLAUSE_BREAK = re.compile(r";\s+(?:riêng\s+)?(?=(?:[Gg]iao|[Đđ]ề\s+nghị|[Yy]êu\s+cầu|[Pp]hân\s+công)\s)")
_SEMICOLON = re.compile(r";\s+")


class Segments:
    """Divides the items of one document."""

    def __init__(
        self, document: Document, owners: OwnerReader, clauses: ClauseReader, assembler: Assembler
    ) -> None:
        self.document, self.owners, self.clauses, self.assembler = document, owners, clauses, assembler
        self.view = document.view
        self.words = directive_words()

    def of(self, start: int, end: int) -> list[tuple[int, int]]:
        """Sentences; and inside them numbered parts and requests that name who acts."""
        segments: list[tuple[int, int]] = []
        for first, last in sentences(self.document, start, end):
            cuts = [first]
            marks = (
                list(_INLINE.finditer(self.view, first, last))
                if self.view.find("(", first, last) >= 0
                else []
            )
            if marks and any(self.clauses.read(m.end(), last) for m in marks):
                cuts += [m.end() for m in marks]
                opening = self.view[first : marks[0].start()].rstrip()
                if opening.endswith(":") and self.clauses.read(first, marks[0].start()) is None:
                    cuts.remove(first)
            cuts += [m.end() for m in _CLAUSE_BREAK.finditer(self.view, first, last)]
            cuts += [
                m.end()
                for m in _SEMICOLON.finditer(self.view, first, last)
                if self._named_clause(m.end(), last)
            ]
            cuts = sorted(set(cuts))
            for i, cut in enumerate(cuts):
                stop = cuts[i + 1] if i + 1 < len(cuts) else last
                body = self.view[cut:stop]
                stripped = re.sub(r"\s*\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*$", "", body).rstrip()
                if stripped.strip(" ;:,."):
                    segments.append((cut, cut + len(stripped)))
        return segments

    def _named_clause(self, start: int, end: int) -> bool:
        """Whether a part behind a semicolon begins with one body that is to act."""
        mention = self.owners.mentions.at(start)
        named = mention is not None and mention.start == start and not mention.organisation.is_group
        if not named and not (
            self.assembler.due(start, end)[1] is not None
            or self.words.late["bound"].search(self.view, start, end)
        ):
            return False
        if not self.words.strong_actor.match(self.view, start):
            return False
        found = self.owners.read(start, end)
        return found is not None and found.predicate is not None and not found.statement
