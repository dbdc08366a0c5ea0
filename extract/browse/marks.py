"""Facts marked in a text: every fact can be seen and reached, however they overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked: its kind (a CSS class), the anchor that addresses it, and the name of its card."""

    start: int
    end: int
    kind: str
    anchor: str
    card: str


class Marker:
    """Writes stretches of a text as HTML with what is marked in them.

    Where marks overlap the text is cut at their ends; each piece has the colour of the shortest mark over it, a line for
    every other kind, and names all of them. A piece is a link to the card of the shortest, so that it can be reached
    by keyboard and without scripts.
    """

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._anchored: set[str] = set()
        self._segments = list(_segments([m for m in marks if m.end > m.start]))
        self._next = 0

    def write(self, start: int, end: int) -> str:
        """The stretch as HTML; stretches are asked for in the order of the text."""
        text, segments = self._text, self._segments
        parts: list[str] = []
        position = start
        index = self._next
        while index < len(segments) and segments[index][1] <= start:
            index += 1
        self._next = index
        while index < len(segments) and segments[index][0] < end:
            low, high, over = segments[index]
            low, high = max(low, start), min(high, end)
            if low > position:
                parts.append(str(escape(text[position:low])))
            parts.append(self._piece(low, high, over))
            position = high
            if segments[index][1] > end:
                break
            index += 1
        if position < end:
            parts.append(str(escape(text[position:end])))
        return "".join(parts)

    def _piece(self, low: int, high: int, over: tuple[Mark, ...]) -> str:
        first = over[0]
        # The first piece of each mark can be reached by keyboard.
        new = [m for m in over if m.anchor not in self._anchored]
        self._anchored.update(m.anchor for m in new)
        anchors = "".join(f'<span class="at" id="{m.anchor}"></span>' for m in new)
        others = dict.fromkeys(m.kind.split()[0] for m in over[1:] if m.kind != first.kind)
        classes = " ".join(["f", f"k-{first.kind}", *(f"in-{kind}" for kind in others)])
        reach = "" if new else ' tabindex="-1"'
        cards = " ".join(m.card for m in over)
        text = escape(self._text[low:high])
        if not text.strip():
            # A link of nothing but space has no name.
            return f'{anchors}<span class="{classes}" data-f="{cards}">{text}</span>'
        return f'{anchors}<a class="{classes}" href="#{first.card}" data-f="{cards}"{reach}>{text}</a>'


def _segments(marks: Sequence[Mark]) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """The stretches between the ends of marks that are under any, with these, the shortest first."""
    edges: dict[int, tuple[list[Mark], list[Mark]]] = {}
    for mark in marks:
        edges.setdefault(mark.start, ([], []))[0].append(mark)
        edges.setdefault(mark.end, ([], []))[1].append(mark)
    over: list[Mark] = []
    before = 0
    for position in sorted(edges):
        if over:
            yield before, position, tuple(over)
        beginning, ending = edges[position]
        for mark in ending:
            over.remove(mark)
        if beginning:
            over = sorted([*over, *beginning], key=lambda m: (m.end - m.start, m.start))
        before = position
