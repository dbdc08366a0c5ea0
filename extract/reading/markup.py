"""Emphasis, headings, tags, entities and escapes taken out, so that nothing stands between two characters of a word.

The text met is Markdown as converters write it, not as the standard wants it: `**1. **100%` closes after a space,
a pair runs over line ends, `****` closes and opens. So stars are paired by the order in which they come, within a
stretch that no blank line and no cell border cuts; a star that finds no partner is a star (a product, a footnote
mark, a bullet) and stays.
"""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.entities import html5

from extract.reading.offsets import Edit, apply_edits
from extract.reading.source import OffsetMap

_TAGS = (
    "b|i|u|s|em|strong|sup|sub|span|font|p|br|div|li|ul|ol|table|thead|tbody|tr|td|th|a|img|h[1-6]|center|small"
    "|big|mark|ins|del|strike|blockquote|hr|pre|code|o:p"
)
_TAG = re.compile(rf"<(/?)({_TAGS})((?:\s[^<>\n]{{0,300}})?)\s*/?>", re.I)
_SUPERSCRIPT = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.I)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ENTITY = re.compile(r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][a-z]{1,7}\d{0,2});")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
# Led by the line end, for speed: `^` would be tried at every character. The first line is matched apart.
_HEADING = re.compile(r"\n([ ]{0,3}\#{1,6}[ \t]+)(?=\S)")
_FIRST_HEADING = re.compile(r"([ ]{0,3}\#{1,6}[ \t]+)(?=\S)")
_CLOSING = re.compile(r"[ \t]+\#+[ \t]*\Z")
_QUOTE = re.compile(r"\n([ ]{0,3}>[ \t]?)(?=\S)")
_FIRST_QUOTE = re.compile(r"([ ]{0,3}>[ \t]?)(?=\S)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:https?:|mailto:|[/\#.])[^()\s]{0,500}\)")
_UNDERSCORES = re.compile(r"(?<![\w/.@_])(_{1,3})(?=[^\s_])[^_\n]{1,300}?(?<=[^\s_])\1(?![\w@_])")
_TICKS = re.compile(r"(?<!`)(`{1,3})(?!`)[^`\n]{1,300}(?<!`)\1(?!`)")
_FENCE = re.compile(r"^[ ]{0,3}```[\w-]*[ \t]*$", re.M)
_STARS = re.compile(r"\*+")
_CUT = re.compile(r"\n[ \t]*(?:\n|\|[ \t]*(?:\n|$))")
_LINE_TAGS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "blockquote"}
_BOLD_TAGS = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}
SOFT_BREAK = "\x0b"
"""Stands for a line end inside a cell of a table, where a real one would end the row."""

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without markup, the map back where there was any, and what was emphasised: sorted disjoint spans."""

    text: str
    offsets: OffsetMap | None
    bold: Spans
    runs: Spans

    def is_bold(self, start: int, end: int) -> bool:
        """Whether every letter and digit of a stretch is bold."""
        spans, text = self.bold, self.text
        if not spans:
            return False
        i = bisect.bisect_right(spans, (start, 1 << 62)) - 1
        if i < 0 or spans[i][1] <= start:
            i += 1
        at, held = start, False
        while i < len(spans) and spans[i][0] < end:
            low, high = spans[i]
            if low > at and any(map(str.isalnum, text[at:low])):
                return False
            held = True
            at = max(at, high)
            i += 1
        return held and (at >= end or not any(map(str.isalnum, text[at:end])))

    def holds_together(self, left: int, right: int) -> bool:
        """Whether one run of emphasis covers both places."""
        i = bisect.bisect_right(self.runs, (left, 1 << 62)) - 1
        return i >= 0 and self.runs[i][1] > right


def strip_markup(text: str) -> Marked:
    """The text without its markup; expects `\\n` as line end."""
    edits: list[Edit] = []
    bold: Spans = []
    runs: Spans = []
    if "\\" in text or "<" in text or "&" in text or "`" in text or "](" in text or "_" in text:
        edits += _inline(text, bold)
    if "#" in text:
        for m in _on_lines(_FIRST_HEADING, _HEADING, text):
            stop = text.find("\n", m.end())
            stop = len(text) if stop < 0 else stop
            edits.append((m.start(1), m.end(1), ""))
            bold.append((m.end(), stop))
            if text[stop - 1] == "#" and (closing := _CLOSING.search(text, m.end(), stop)):
                edits.append((closing.start(), closing.end(), ""))
    if ">" in text and ("\n>" in text or "\n " in text or text.startswith((">", " "))):
        edits += [(m.start(1), m.end(1), "") for m in _on_lines(_FIRST_QUOTE, _QUOTE, text)]
    if "*" in text:
        edits += _Stars(text, [e[:2] for e in edits]).edits(bold, runs)
    if not edits:
        return Marked(text, None, [], [])
    edits = _disjoint(edits)
    clean, offsets = apply_edits(text, edits)
    forward = _forward(edits)
    return Marked(clean, offsets, _moved(bold, forward), _moved(runs, forward))


def _on_lines(first: re.Pattern[str], other: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches at the beginning of the text and of its other lines."""
    if found := first.match(text):
        yield found
    yield from other.finditer(text)


def _inline(text: str, bold: Spans) -> list[Edit]:
    edits: list[Edit] = []
    if "<" in text:
        edits += [(m.start(), m.end(), m[1].translate(_RAISED)) for m in _SUPERSCRIPT.finditer(text)]
        edits += _tags(text, bold)
    if "&" in text:
        for m in _ENTITY.finditer(text):
            if m[0][1] == "#" or m[0][1:] in html5:
                value = html.unescape(m[0]).replace("\u00a0", " ").replace("\u00ad", "")
                if value.isprintable() or value == "":
                    edits.append((m.start(), m.end(), value))
    if "\\" in text:
        edits += [(m.start(), m.end(), m[1]) for m in _ESCAPE.finditer(text)]
    if "](" in text:
        for m in _LINK.finditer(text):
            edits += [(m.start(), m.start(1), ""), (m.end(1), m.end(), "")]
    if "_" in text:
        for m in _UNDERSCORES.finditer(text):
            edits += [(m.start(), m.end(1), ""), (m.end() - len(m[1]), m.end(), "")]
            if len(m[1]) > 1:
                bold.append((m.end(1), m.end() - len(m[1])))
    if "`" in text:
        edits += [(m.start(), m.end(), "") for m in _FENCE.finditer(text)]
        for m in _TICKS.finditer(text):
            edits += [(m.start(), m.end(1), ""), (m.end() - len(m[1]), m.end(), "")]
    return edits


def _tags(text: str, bold: Spans) -> list[Edit]:
    edits: list[Edit] = []
    opened: int | None = None
    line_end = -1
    in_row = False
    for m in _TAG.finditer(text):
        name = m[2].lower()
        if m.start() >= line_end:
            low = text.rfind("\n", max(line_end, 0), m.start()) + 1
            line_end = text.find("\n", m.start())
            line_end = len(text) if line_end < 0 else line_end
            in_row = text.find("\t", low, line_end) >= 0 or text.find("|", low, line_end) >= 0
        instead = ""
        if name in ("td", "th"):
            instead = "\t" if m[1] else ""
        elif name in _LINE_TAGS:
            instead = SOFT_BREAK if in_row else "\n"
        edits.append((m.start(), m.end(), instead))
        if name in _BOLD_TAGS:
            if not m[1]:
                opened = m.end()
            elif opened is not None:
                bold.append((opened, m.start()))
                opened = None
    return edits


class _Stars:
    """Pairs the runs of stars of a text."""

    def __init__(self, text: str, taken: list[tuple[int, ...]]) -> None:
        self.text = text
        # An escaped star (`\*`) is a star.
        self.escaped = {end - 1 for _, end in taken if text[end - 1 : end] == "*"}

    def edits(self, bold: Spans, runs: Spans) -> list[Edit]:
        text = self.text
        out: list[Edit] = []
        strong: int | None = None
        slanted: int | None = None
        loose: list[tuple[int, bool]] = []
        before = 0
        for m in _STARS.finditer(text):
            start, end = m.span()
            if (strong is not None or slanted is not None or loose) and _CUT.search(text, before, start):
                # A page break may cut a pair; one that no second page mends is left as it is.
                if slanted is not None:
                    loose.append((slanted, True))
                strong = slanted = None
                loose = loose[-1:]
            before = end
            if start in self.escaped:
                start += 1
                if start == end:
                    continue
            count = end - start
            if (low := self._alone(start, end)) is not None:
                # The line goes with its stars, or it would stand as a blank line where there was none.
                out.append((low - 1 if low and low == start else start, end, ""))
                if strong is not None and count == 2:
                    bold.append((strong, start))
                    runs.append((strong, start))
                strong = slanted = None
                continue
            if count > 4:
                out.append((start, end, ""))
                strong = slanted = None
                continue
            if self._is_mark(start, end, slanted is not None or strong is not None):
                continue
            if count in (1, 3):
                at = end - 1 if slanted is None else start
                if slanted is not None:
                    out += [(slanted, slanted + 1, ""), (at, at + 1, "")]
                    runs.append((slanted + 1, at))
                    slanted = None
                elif loose and self._closes(start, end):
                    first, _ = loose.pop()
                    out += [(first, first + 1, ""), (at, at + 1, "")]
                else:
                    slanted = at
                    loose.clear()
            if count in (2, 3):
                at = start + 1 if count == 3 and slanted is None else start
                out.append((at, at + 2, "")) if count == 2 else out.append(
                    (start, start + 2, "") if slanted is not None else (start + 1, end, "")
                )
                if strong is None:
                    strong = end
                else:
                    bold.append((strong, start))
                    runs.append((strong, start))
                    strong = None
            elif count == 4:
                out.append((start, end, ""))
        runs.sort()
        return out

    def _alone(self, start: int, end: int) -> int | None:
        """Where the line begins, if it holds nothing but stars: a rule, an emphasised blank, the end of a pair."""
        text = self.text
        if (start and text[start - 1] not in " \t*\n") or (end < len(text) and text[end] not in " \t*\n"):
            return None
        low = text.rfind("\n", max(0, start - 80), start) + 1
        if (not low and start > 80) or text[low:start].strip(" \t*"):
            return None
        high = text.find("\n", end)
        high = len(text) if high < 0 else high
        if text[end : min(high, end + 200)].strip(" \t*") or text.count("*", low, high) < 2:
            return None
        if end - start == 3 == text.count("*", low, high) and text[high : high + 2].strip():
            return None
        return low

    def _is_mark(self, start: int, end: int, inside: bool) -> bool:
        """Whether the stars mean themselves: `(*)`, `5*3`, `a * b`, the bullet `* `."""
        text = self.text
        left = text[start - 1] if start else "\n"
        right = text[end] if end < len(text) else "\n"
        if left == "(" and right == ")":
            return True
        if left.isdigit() and right.isdigit() and not inside:
            return True
        if end - start != 1 or right not in " \t":
            return False
        if left == " " and not inside and start > 1 and text[start - 2] not in "\n":
            return True
        low = text.rfind("\n", max(0, start - 80), start) + 1
        if (not low and start > 80) or text[low:start].strip(" \t|"):
            return False
        # A bullet, unless its line closes it: `* Nơi nhận:*`.
        high = text.find("\n", end)
        line = text[end : high if high >= 0 else len(text)]
        closer = re.search(r"(?<=[^\s*])\*(?!\*)", line)
        return not (closer and not re.search(r"(?<![^\s(])\*(?=[^\s*])", line[: closer.start()]))

    def _closes(self, start: int, end: int) -> bool:
        text = self.text
        left = text[start - 1] if start else "\n"
        right = text[end] if end < len(text) else "\n"
        return not left.isspace() and left != "(" and not right.isalnum()


def _disjoint(edits: list[Edit]) -> list[Edit]:
    edits.sort(key=lambda edit: (edit[0], -edit[1]))
    out: list[Edit] = []
    done = 0
    for start, end, replacement in edits:
        if start >= done and end > start:
            out.append((start, end, replacement))
            done = end
    return out


def _forward(edits: list[Edit]) -> Callable[[int], int]:
    starts: list[int] = []
    shifts: list[int] = []
    shift = 0
    for start, end, replacement in edits:
        starts.append(start)
        shifts.append(shift)
        shift += len(replacement) - (end - start)
    ends = [e[1] for e in edits]

    def forward(at: int) -> int:
        i = bisect.bisect_right(starts, at) - 1
        if i < 0:
            return at
        start, end, replacement = edits[i]
        if at < ends[i]:
            return start + shifts[i]
        return at + shifts[i] + len(replacement) - (end - start)

    return forward


def _moved(spans: Spans, forward: Callable[[int], int]) -> Spans:
    moved = sorted((forward(a), forward(b)) for a, b in spans)
    return [(a, b) for a, b in moved if b > a]
