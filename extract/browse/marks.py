"""Facts marked in a text, and words looked for in it: every fact can be seen and reached, however they overlap."""

from __future__ import annotations

import bisect
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
    by keyboard and without scripts. `hits`, in order and apart from each other, are marked inside the pieces: the nth
    is reached by `hit-n`.
    """

    def __init__(self, text: str, marks: Sequence[Mark], hits: Sequence[tuple[int, int]] = ()) -> None:
        self._text = text
        self._hits = hits
        self._hit_ends = [end for _, end in hits]
        self._named_hits = 0
        self._anchored: set[str] = set()
        self._segments = list(_segments([m for m in marks if m.end > m.start]))
        self._next = 0

    def write(self, start: int, end: int) -> str:
        """The stretch as HTML; stretches are asked for in the order of the text."""
        segments = self._segments
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
                parts.append(self._words(position, low))
            parts.append(self._piece(low, high, over))
            position = high
            if segments[index][1] > end:
                break
            index += 1
        if position < end:
            parts.append(self._words(position, end))
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
        text = self._words(low, high)
        if not self._text[low:high].strip():
            # A link of nothing but space has no name.
            return f'{anchors}<span class="{classes}" data-f="{cards}">{text}</span>'
        return f'{anchors}<a class="{classes}" href="#{first.card}" data-f="{cards}"{reach}>{text}</a>'

    def _words(self, low: int, high: int) -> str:
        """The stretch escaped, with the hits in it marked; the first piece of each bears its name."""
        parts: list[str] = []
        position = low
        for nth in range(bisect.bisect_right(self._hit_ends, low), len(self._hits)):
            start, end = self._hits[nth]
            if start >= high:
                break
            start, end = max(start, low), min(end, high)
            name = f' id="hit-{nth + 1}"' if nth >= self._named_hits else ""
            self._named_hits = max(self._named_hits, nth + 1)
            words = f'<mark class="hit"{name}>{escape(self._text[start:end])}</mark>'
            parts += [str(escape(self._text[position:start])), words]
            position = end
        return "".join([*parts, str(escape(self._text[position:high]))])


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
