"""The end of a document: recipients and signature, in either order, and where an appendix begins after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.structure import signature
from extract.structure.issuer import opens_body
from extract.structure.labels import NAMED, read_label
from extract.structure.lines import Line, expression, is_caps, word_count
from extract.structure.model import Signature
from extract.structure.recipients import closed, is_dashed, split_items
from extract.structure.types import type_alone

_RECIPIENTS = expression("tail", "recipients")
_ATTACHED = expression("letterhead", "attached")
_NOTE = expression("tail", "note")
_SEARCHED = 60
_LONGEST_TITLE = 14
_LONGEST_ITEM = 30
_STRAY = 3
_LONGEST_STROKE, _STROKES = 12, 5
_UNREAD = 0.7
_CODE = re.compile(r"[\w./()-]{2,30}")
"""What typists leave under the list: `HP_VP11_QĐ`."""


@dataclass(slots=True)
class Tail:
    """Indices of paragraphs: `start` the first of the tail, `end` the one after it; runs by kind in order."""

    start: int
    end: int
    recipients: list[str] = field(default_factory=list)
    signature: Signature = field(default_factory=Signature)
    runs: list[tuple[str, int, int]] = field(default_factory=list)


def find_tail(lines: Sequence[Line], start: int) -> Tail | None:
    """The recipients and the signature after `start`, `None` where neither is printed."""
    listed = next((i for i in range(start, len(lines)) if _opens_recipients(lines[i])), None)
    signed = _find_signature(lines, start, listed)
    if listed is None and signed is None:
        return None
    first = min(i for i in (listed, signed) if i is not None)
    return _Reader(lines, first).read()


def _opens_recipients(line: Line) -> bool:
    match = None if line.table else _RECIPIENTS.match(line.text)
    if match is None:
        return False
    rest = line.text[match.end() :].strip(" *")
    return not rest or ":" in match.group() or rest.startswith("-")


def _opens_signature(line: Line) -> bool:
    return not line.table and (
        signature.opens_signature(line.text) or (line.scan and signature.title_seen(line.text) is not None)
    )


def _find_signature(lines: Sequence[Line], start: int, listed: int | None) -> int | None:
    if listed is not None:
        before = range(max(start, listed - 6), listed)
        for i in before:
            if _opens_signature(lines[i]):
                return i
        for i in range(listed + 1, min(listed + _SEARCHED, len(lines))):
            if _opens_signature(lines[i]):
                return i
        return None
    for i in range(start, len(lines)):
        if not lines[i].table and lines[i].text.endswith(("./.", "/.")):
            for j in range(i + 1, min(i + 5, len(lines))):
                if _opens_signature(lines[j]):
                    return j
    for i in range(max(start, len(lines) - 12), len(lines)):
        if _opens_signature(lines[i]):
            return i
    return None


class _Reader:
    """Reads the paragraphs of a tail in order."""

    def __init__(self, lines: Sequence[Line], first: int) -> None:
        self.lines, self.first = lines, first
        self.items: list[str] = []
        self.titles: list[str] = []
        self.name: str | None = None
        self.span: tuple[int, int] | None = None
        self.runs: list[tuple[str, int, int]] = []
        self.listed = False
        self.open_item = False

    def read(self) -> Tail:
        mode = ""
        i = self.first
        while i < len(self.lines):
            line = self.lines[i]
            if line.blank and not line.table:
                i += 1
                continue
            kind = self._kind(line, mode, i)
            if kind is None:
                break
            mode = kind
            if self.runs and self.runs[-1][0] == kind:
                self.runs[-1] = (kind, self.runs[-1][1], i + 1)
            else:
                self.runs.append((kind, i, i + 1))
            i += 1
        end = self.runs[-1][2] if self.runs else self.first
        span = self.span or (0, 0)
        signed = Signature(self.name, signature.read_title(self.titles), *span)
        listed = [item for raw in self.items for item in split_items(raw)]
        return Tail(self.first, end, listed, signed, self.runs)

    def _kind(self, line: Line, mode: str, i: int) -> str | None:
        """Takes a paragraph in; the kind of run that it belongs to, `None` where the tail is over."""
        if line.table:
            return None
        text = line.text
        if not self.listed and _opens_recipients(line):
            self.listed = True
            match = _RECIPIENTS.match(text)
            rest = text[match.end() :].strip(" *:") if match else ""
            if rest:
                self._take_item(rest)
            return "recipients"
        if self.name is not None and mode == "signature":
            if signature.is_noise(text):
                return "signature"
            return "signature" if self._second_column(i) else None
        if signature.is_noise(text):
            return "signature"
        if self.name is None and _opens_signature(line):
            return self._take_title(line)
        if mode == "signature":
            return self._in_signature(line, i)
        if self.items and (line.scan or self.titles) and self.name is None and self._is_signer(line):
            # The recipients stand between title and name, or the title is lost under a stamp.
            self.name = signature.read_name(text)
            self._extend(line)
            return "signature"
        return self._in_recipients(line, i)

    def _in_signature(self, line: Line, i: int) -> str | None:
        text = line.text
        mark = read_label(line)
        named = type_alone().match(text) is not None or (mark is not None and mark.kind in NAMED)
        if self.listed and self.name is None and mark is not None and mark.kind == "bullet":
            # Two columns written down row by row: recipients and lines of the signature take turns.
            return self._in_recipients(line, i)
        if named or _NOTE.match(text) or word_count(text) > _LONGEST_TITLE:
            return None
        title, own_name = signature.split_name(text)
        if own_name is not None and signature.is_title(title):
            return self._take_title(line)
        if signature.is_title(text) and (is_caps(text) or signature.read_name(text) is None):
            return self._take_title(line)
        following = next((other for other in self.lines[i + 1 : i + 3] if not other.blank), None)
        if (
            is_caps(text)
            and following is not None
            and not following.table
            and not is_caps(following.text)
            and signature.read_name(following.text)
        ):
            return self._take_title(line)
        name = signature.read_name(text)
        if name is None:
            return "signature" if self._is_stroke(line, i) else None
        self.name = name
        self._extend(line)
        return "signature"

    def _is_stroke(self, line: Line, i: int) -> bool:
        """Whether a line is what was read from the strokes of a pen between a title and a name in an image."""
        if not line.scan or len(line.text) > _LONGEST_STROKE or signature.read_name(line.text):
            return False
        below = (other.text for other in self.lines[i + 1 : i + 1 + _STROKES] if not other.table)
        return any(signature.read_name(text) or signature.title_seen(text) for text in below)

    def _is_signer(self, line: Line) -> bool:
        if (
            read_label(line) is not None
            or is_dashed(line.text)
            or self.open_item
            or is_caps(line.text)
            or opens_body(line.text)
        ):
            return False
        return signature.read_name(line.text) is not None and 2 <= word_count(line.text) <= 5

    def _is_lost(self, line: Line, i: int) -> bool:
        """Whether an item among others could not be read in an image."""
        below = self.lines[i + 1] if i + 1 < len(self.lines) else None
        mark = None if below is None or below.table else read_label(below)
        words = line.text.split()
        doubts = sum(confidence < _UNREAD for _, _, confidence in line.doubtful)
        return mark is not None and mark.kind == "bullet" and not self.open_item and doubts * 2 > len(words)

    def _in_recipients(self, line: Line, i: int) -> str | None:
        text = line.text
        mark = read_label(line)
        if (mark is not None and mark.kind in NAMED) or type_alone().match(text) or _ATTACHED.match(text):
            return None
        bullet = (mark is not None and mark.kind == "bullet") or (line.scan and is_dashed(text))
        if line.scan and not bullet and self._is_lost(line, i):
            return "recipients"
        if bullet or (self.items and self.open_item and word_count(text) <= 30 and not is_caps(text)):
            if bullet:
                self._take_item(text)
            elif self.items:
                self.items[-1] = f"{self.items[-1]} {text}"
                self.open_item = not closed(text)
            return "recipients"
        if word_count(text) <= _LONGEST_ITEM and (
            not self.items or text.endswith(";") or text.startswith("Lưu")
        ):
            self._take_item(text)
            return "recipients"
        stray = (word_count(text) <= _STRAY and not is_caps(text)) or _CODE.fullmatch(text) is not None
        return "recipients" if self.items and stray and not signature.read_name(text) else None

    def _second_column(self, i: int) -> bool:
        """Whether the recipients come after the signature."""
        return not self.listed and any(
            _opens_recipients(line) for line in self.lines[i : i + 2] if not line.table
        )

    def _take_item(self, text: str) -> None:
        if not any(map(str.isalnum, text)):
            return
        self.items.append(text)
        self.open_item = not closed(text)

    def _take_title(self, line: Line) -> str:
        title, name = signature.split_name(line.text)
        self.titles.append((signature.title_seen(title) if line.scan else None) or title)
        if name is not None:
            self.name = name
        self._extend(line)
        return "signature"

    def _extend(self, line: Line) -> None:
        start = self.span[0] if self.span else line.start
        self.span = (start, line.end)
