"""The outline as a tree: which item stands under which.

Offices don't keep to one order of labels: Roman numbers stand under Arabic ones, `a)` under a dash, `1.1` under `3.1`.
So nesting is read from the text: a label that follows on an open one is its sibling; a list that begins stands under
what leads into it; the usual order of labels decides only where neither says anything.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extract.structure.headings import clean_title, is_title, leads_in
from extract.structure.labels import NAMED, TITLED_BELOW, Mark, read_label
from extract.structure.lines import Line, expression, is_caps, word_count
from extract.structure.model import Section

_ATTACHED = expression("letterhead", "attached")
_NOTE = expression("tail", "note")
_BASIS = ("Căn cứ", "Xét ", "Theo đề nghị")
_SKIP = 3
"""How many labels of a list may be missing, lost to a table or a slip of the typist."""
_DEEPEST = 12
_TITLE_LINES = 6


@dataclass(slots=True)
class _Item:
    mark: Mark
    parent: int | None
    level: int
    path: str
    heading: str | None
    strong: bool
    end: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A run of paragraphs `first:last` with an outline of its own, apart from the indices in `without`."""

    first: int
    last: int
    without: Collection[int] = ()
    preamble: bool = False
    """Whether bases (`- Căn cứ …`) may stand before the first item."""


def build_outline(text: str, lines: Sequence[Line], parts: Sequence[Part]) -> tuple[Section, ...]:
    """The sections of the parts of a document, in order."""
    items: list[_Item] = []
    for part in parts:
        _Builder(text, lines, part, items).run()
    return tuple(
        Section(
            ordinal=i,
            parent=item.parent,
            level=item.level,
            label=item.mark.label,
            heading=item.heading,
            path=item.path,
            start=item.mark.start,
            end=max(item.end, item.mark.body_start),
            body_start=item.mark.body_start,
        )
        for i, item in enumerate(items)
    )


def marks_of(lines: Sequence[Line], part: Part) -> dict[int, Mark]:
    """The labels of the paragraphs of a part by the index of their paragraph."""
    marks = {}
    for i in range(part.first, part.last):
        if i in part.without or lines[i].table:
            continue
        mark = read_label(lines[i])
        if mark is not None:
            marks[i] = mark
    return marks


class _Builder:
    """Walks over the paragraphs of a part with the items that are open at each."""

    def __init__(self, text: str, lines: Sequence[Line], part: Part, items: list[_Item]) -> None:
        self.text, self.lines, self.part, self.items = text, lines, part, items
        self.marks = marks_of(lines, part)
        self.next_value = self._next_values()
        self.stack: list[int] = []
        self.counts: dict[tuple[int | None, str], int] = {}
        self.last_end = lines[part.first].start if part.first < part.last else 0
        self.opener = False
        """Whether the paragraph before leads into a list."""
        self.free = False
        """Whether that paragraph has no label of its own: then it ends a list of bullets before it."""

    def run(self) -> None:
        i = self.part.first
        notes = False
        while i < self.part.last:
            line = self.lines[i]
            if i in self.part.without or line.blank:
                i += 1
                continue
            if not line.table and _NOTE.match(line.text):
                notes = True
            mark = self.marks.get(i)
            if mark is not None and notes and mark.kind not in NAMED:
                mark = None
            if mark is not None and mark.kind in NAMED:
                notes = False
            keep = self._place(mark, i) if mark is not None else None
            if mark is None or keep is None:
                self.opener = self.free = not line.table and line.text.endswith(":")
                self.last_end = max(self.last_end, line.end)
                i += 1
                continue
            i = self._open(mark, i, keep)
        self._close(0)

    def _open(self, mark: Mark, i: int, keep: int) -> int:
        """Opens an item under the first `keep` open ones; returns the index of the paragraph after it."""
        line = self.lines[i]
        self._close(keep)
        parent = self.stack[-1] if self.stack else None
        after = i + 1
        heading = None
        self.last_end = max(self.last_end, line.end)
        if mark.kind in TITLED_BELOW:
            heading, after = self._title_below(mark, i)
        elif is_title(mark, line, self._following(i), self._leads_below(mark, i)):
            heading = clean_title(self.text[mark.body_start : line.end])
        name = mark.label
        if mark.kind == "bullet":
            count = self.counts[parent, name] = self.counts.get((parent, name), 0) + 1
            name = f"{name}{count}"
        above = self.items[parent] if parent is not None else None
        path = f"{above.path}/{name}" if above else name
        self.stack.append(len(self.items))
        self.items.append(_Item(mark, parent, above.level + 1 if above else 1, path, heading, line.strong))
        self.free = False
        self.opener = heading is not None or line.text.endswith(":") or leads_in(line.text[-40:])
        return after

    def _close(self, keep: int) -> None:
        for index in self.stack[keep:]:
            self.items[index].end = self.last_end
        del self.stack[keep:]

    def _place(self, mark: Mark, i: int) -> int | None:
        """How many of the open items a label stands under, `None` where it is no label."""
        if mark.kind in NAMED:
            return self._under_rank(mark.rank, fixed=True)
        if self.part.preamble and not self.stack and mark.body.startswith(_BASIS):
            return None
        if len(self.stack) >= _DEEPEST:
            self._close(_DEEPEST - 1)
        if mark.kind == "bullet":
            return self._place_bullet(mark)
        if mark.kind == "dotted" and (keep := self._under_prefix(mark)) is not None:
            return keep
        follows = self._successor(mark, self.lines[i].strong)
        if follows is not None:
            return follows
        if not self._credible(mark, i):
            return None
        same = self._innermost(mark.style)
        if mark.first or same is None:
            if self.opener and self.stack:
                return self._under_opener(mark)
            if same is not None:
                return same
            return self._under_rank(mark.rank)
        return same

    def _place_bullet(self, mark: Mark) -> int:
        same = self._innermost(mark.style)
        if same is None:
            return self._under_rank(mark.rank)
        if self.opener and same < len(self.stack) - 1:
            return len(self.stack)
        return same

    def _under_prefix(self, mark: Mark) -> int | None:
        """`2.1` stands under an open `2` (or `II`), `2.1.3` under `2.1`."""
        for depth in range(len(self.stack) - 1, -1, -1):
            open_mark = self.items[self.stack[depth]].mark
            if open_mark.kind == "dotted":
                if (*open_mark.prefix, open_mark.value) == mark.prefix:
                    return depth + 1
            elif (
                open_mark.kind in ("number", "roman", "capital", "heading", "part")
                and len(mark.prefix) == 1
                and open_mark.value == mark.prefix[0]
            ):
                return depth + 1
        return None

    def _successor(self, mark: Mark, strong: bool) -> int | None:
        """The place beside the open item that the label follows on."""
        best: tuple[int, int, int] | None = None
        for depth in range(len(self.stack) - 1, -1, -1):
            item = self.items[self.stack[depth]]
            other = item.mark
            if other.prefix != mark.prefix:
                continue
            gap = mark.value - other.value
            if other.style != mark.style:
                if mark.first or other.kind != mark.kind or gap != 1 or mark.kind not in ("number", "letter"):
                    continue
                gap += _SKIP
            elif not 1 <= gap <= _SKIP:
                continue
            weight = (gap, int(item.strong != strong), len(self.stack) - depth)
            if best is None or weight < best:
                best = weight
        return None if best is None else len(self.stack) - best[2]

    def _innermost(self, style: str) -> int | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.items[self.stack[depth]].mark.style == style:
                return depth
        return None

    def _under_opener(self, mark: Mark) -> int:
        """The number of open items above a list that the paragraph before leads into."""
        keep = len(self.stack)
        while (
            self.free
            and keep
            and mark.kind != "bullet"
            and self.items[self.stack[keep - 1]].mark.kind == "bullet"
        ):
            keep -= 1
        return keep

    def _under_rank(self, rank: int, fixed: bool = False) -> int:
        """The number of open items that usually stand above a label of that rank."""
        keep = len(self.stack)
        if self.opener and not fixed:
            return keep
        while keep and self.items[self.stack[keep - 1]].mark.rank >= rank:
            keep -= 1
        return keep

    def _credible(self, mark: Mark, i: int) -> bool:
        """Whether a label that follows on none is one: the start of a list, or one with a sequel."""
        if not mark.body:
            return False
        sequel = self.next_value.get(i)
        if mark.kind in ("roman", "capital") or (mark.kind == "letter" and mark.style != "letter)"):
            if mark.first:
                return sequel == mark.value + 1 or self.lines[i].strong or is_caps(mark.body)
            return sequel == mark.value + 1 or (mark.kind == "roman" and is_caps(mark.body))
        if mark.first:
            return True
        if sequel is not None and 1 <= sequel - mark.value <= _SKIP:
            return True
        repeated = self._innermost(mark.style)
        if repeated is not None and self.items[self.stack[repeated]].mark.value == mark.value:
            return True
        return self.lines[i].strong or (mark.value <= _SKIP + 1 and mark.body[:1].isupper())

    def _next_values(self) -> dict[int, int]:
        """For each label the value of the next one of its style."""
        latest: dict[tuple[str, tuple[int, ...]], int] = {}
        values = {}
        for i in reversed(self.marks):
            mark = self.marks[i]
            key = (mark.style, mark.prefix)
            if key in latest:
                values[i] = latest[key]
            latest[key] = mark.value
        return values

    def _following(self, i: int) -> Line | None:
        for j in range(i + 1, min(i + 4, self.part.last)):
            if j not in self.part.without and not self.lines[j].blank:
                return self.lines[j]
        return None

    def _leads_below(self, mark: Mark, i: int) -> bool:
        """Whether the next paragraph is an item that stands under this one."""
        for j in range(i + 1, min(i + 3, self.part.last)):
            if j in self.part.without or self.lines[j].blank:
                continue
            below = self.marks.get(j)
            if below is None or below.style == mark.style:
                return False
            if below.kind == "dotted":
                return below.prefix[-1:] == (mark.value,) or mark.kind not in ("number", "dotted")
            if not below.first:
                return False
            return below.kind != "bullet" or self._innermost(below.style) is None or mark.kind != "bullet"
        return False

    def _title_below(self, mark: Mark, i: int) -> tuple[str | None, int]:
        """The title after a label with its word, which may go on or stand on the paragraphs below."""
        pieces = []
        line = self.lines[i]
        if mark.body and not _ATTACHED.match(mark.body):
            cut = mark.body.find("(Kèm theo")
            end = line.end if cut < 0 else mark.body_start + cut
            pieces.append(self.text[mark.body_start : end])
            if not is_caps(mark.body):
                return clean_title(pieces[0]), i + 1
        after = i + 1
        skipped_note = False
        for j in range(i + 1, min(i + 1 + _TITLE_LINES, self.part.last)):
            below = self.lines[j]
            if below.table or j in self.part.without:
                break
            if below.blank:
                continue
            if _ATTACHED.match(below.text) and not pieces and not skipped_note:
                skipped_note = True
                continue
            if self.marks.get(j) is not None or not self._goes_on(below, pieces):
                break
            pieces.append(self.text[below.start : below.end])
            self.last_end = max(self.last_end, below.end)
            after = j + 1
        return (clean_title(" ".join(pieces)) or None) if pieces else None, after

    def _goes_on(self, line: Line, pieces: Sequence[str]) -> bool:
        if _ATTACHED.match(line.text) or word_count(line.text) > 60:
            return False
        if is_caps(line.text):
            return not pieces or is_caps(pieces[-1])
        if line.text.endswith((".", ";", ":", ",")):
            return False
        if not pieces:
            return word_count(line.text) <= 40
        return line.text[:1].islower() and not is_caps(pieces[-1])
