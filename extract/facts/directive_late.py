"""Owners named behind the task: `…; Phòng Nội vụ chịu trách nhiệm`, `Việc … do Sở Tài chính thực hiện`."""

from __future__ import annotations

import re

from extract.facts.directive_owners import OwnerList, OwnerReader
from extract.facts.directive_words import directive_words

_BY = re.compile(r"(?<!\w)do\s+(?=\S)")
_MARK = re.compile(r"[;(,]\s+|\(|\s[-–]\s")
_REACH = 400
_NEVER = 90


class LateOwners:
    """Reads the owner that a sentence names only after it has said what is to be done."""

    def __init__(self, owners: OwnerReader) -> None:
        self.owners, self.view = owners, owners.view
        self.words = directive_words().late

    def read(self, start: int, end: int) -> OwnerList | None:
        """The owner behind the task of `start:end`, `None` where none stands there."""
        return self._by(start, end) or self._last(start, end)

    def only_says_who(self, found: OwnerList, end: int) -> bool:
        """Whether a clause says no more than who is responsible for what was said before it."""
        return (
            found.predicate is not None
            and self.words["role"].match(self.view, found.predicate, end) is not None
        )

    def _by(self, start: int, end: int) -> OwnerList | None:
        """`Kinh phí … do Vụ Tài chính bố trí`: a task told as something done by somebody."""
        if self.words["thing"].match(self.view, start, end) is None:
            return None
        for mark in _BY.finditer(self.view, start, min(end, start + _REACH)):
            found = self.owners.read(mark.end(), end)
            if found is None or found.predicate is None or found.statement:
                continue
            if not self.words["does"].match(self.view, found.predicate, end):
                continue
            stop = min(end, found.predicate + _NEVER)
            comma = self.view.find(",", found.predicate, stop)
            if self.words["told"].search(self.view, start, found.predicate) or self.words["told"].search(
                self.view, found.predicate, comma if comma >= 0 else stop
            ):
                return None
            return found
        return None

    def _last(self, start: int, end: int) -> OwnerList | None:
        """A last clause of a name and `chủ trì`, `chịu trách nhiệm`."""
        low = max(start, end - _REACH)
        for mark in _MARK.finditer(self.view, low, end):
            mention = self.owners.mentions.at(mark.end())
            if mention is None or mention.start != mark.end():
                continue
            found = self.owners.read(mark.end(), end)
            if found is not None and not found.statement and self.only_says_who(found, end):
                return found
        return None
