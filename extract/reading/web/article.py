"""Where on a page of news the article stands: under its headline, in one element or in several, without what is between.

trafilatura says which text is the article's; which elements that is, and what inside them is furniture, is decided
here, so that the article is printed as any other text: with its tables, lists and labels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.reading.compose import DraftParagraph
from extract.reading.web.about import day_of, find_headline
from extract.reading.web.blocks import Block
from extract.reading.web.furniture import (
    Furniture,
    cards,
    is_button,
    is_furniture,
    is_imprint,
    is_prose,
    is_under,
)
from extract.reading.web.judge import Judgement

_KEPT = 0.5
"""From this share on a block is taken for kept by the library."""
_DOUBT = 0.4
"""What the prose counts that the library left out: it may be wrong, and most of a page is not news."""
_DEPTH = 4
_FEW = 200
"""A headline with so much prose under it, in two paragraphs at least, stands in the element of its article."""
_MUCH = 300
"""A piece of an article with less prose stands no further off than its headline."""
_LEVELS = 2
"""So far above the headline pieces of its article may begin."""
_BOX = 400
"""A box in the text that leads to another page is no longer."""
_NEAR = 8
_SHORT = 20
_LONG = 250
_TITLE = re.compile(r"title|tieu-?de|headline|heading|subject", re.I)
_COMMENTS = re.compile(
    r"\W*(?:\d+\s+)?(?:(?:bình luận|thảo luận|comments?|phản hồi)(?: bài viết)?|ý kiến(?: của)? (?:bạn đọc|độc giả))\W*(?:\d+\W*)?$"
    r"|\W*\d+ ý kiến\b|\W*(?:gửi|viết) (?:bình luận|ý kiến|phản hồi)",
    re.I,
)
_RELATED = re.compile(
    r"\W*(?:tin|bài)(?: viết)? (?:liên quan|khác|cùng|mới|cũ|đọc nhiều|xem nhiều)|\W*các (?:tin|bài)(?: viết)? (?:khác|liên quan|cùng|đã|mới|cũ)"
    r"|\W*(?:cùng chuyên mục|cùng chủ đề|chủ đề tương tự|có thể bạn quan tâm|đọc nhiều|xem nhiều|đọc thêm|tiêu điểm|tin nổi bật)",
    re.I,
)
_MARK = 60
_POINTER = re.compile(r"\s*(?:>|»|›|→|►|▶|xem thêm|đọc thêm|xem tiếp|mời (?:xem|đọc))", re.I)


@dataclass(frozen=True, slots=True)
class Article:
    """The numbers of the blocks of an article in order, that of its headline, and the element that holds its bulk."""

    inside: tuple[int, ...]
    headline: int | None
    element: Any


def find_article(blocks: Sequence[Block], titles: Sequence[str], judgement: Judgement) -> Article | None:
    """The article of a page; `None` where a page has no text at all.

    `titles` are the names that the page gives itself. A judgement that keeps less than half of the longest run of
    prose is not followed.
    """
    finder = _Finder(blocks, titles, judgement)
    if not any(finder.prose):
        return _anything(blocks)
    element = finder.core()
    finder.look_above(element)
    inside = finder.trimmed(finder.cleaned(finder.grown(element)))
    return Article(tuple(inside), finder.headline, element) if inside else _anything(blocks)


def _anything(blocks: Sequence[Block]) -> Article | None:
    """All of a page without a paragraph, but its links."""
    inside = [i for i, block in enumerate(blocks) if not is_furniture(block)] or list(range(len(blocks)))
    return Article(tuple(inside), None, blocks[inside[0]].element) if inside else None


class _Finder:
    """One search in the blocks of a page."""

    def __init__(self, blocks: Sequence[Block], titles: Sequence[str], judgement: Judgement) -> None:
        self.blocks = blocks
        self.headline = find_headline(blocks, titles)
        at = self.headline
        self._furniture = Furniture(blocks, None if at is None else blocks[at].element)
        self._cards = cards(blocks)
        self._after = 0 if at is None else at + 1
        usable = [self._is_usable(i) for i in range(len(blocks))]
        least = 60 if any(u and is_prose(b) for u, b in zip(usable, blocks, strict=True)) else 1
        self.prose = [
            usable[i] and block.length >= least and block.linked * 3 < block.length
            for i, block in enumerate(blocks)
        ]
        if at is not None and not any(self.prose[self._after :]):
            self.headline, self._after = None, 0
        self.votes = self._votes(judgement)

    def _is_usable(self, i: int) -> bool:
        block = self.blocks[i]
        return i not in self._cards and not self._furniture.holds(block.element) and not is_imprint(block)

    def _votes(self, judgement: Judgement) -> list[float | None]:
        votes = [judgement.share(block) for block in self.blocks]
        run = max(self._runs(), key=lambda one: sum(self.blocks[i].length for i in one), default=[])
        length = sum(self.blocks[i].length for i in run)
        kept = sum(self.blocks[i].length * (votes[i] or 0) for i in run)
        return votes if 2 * kept >= length else [None] * len(votes)

    def _runs(self) -> Iterator[list[int]]:
        run: list[int] = []
        for i, is_text in enumerate(self.prose):
            if is_text:
                run.append(i)
            elif self.blocks[i].linked:
                yield run
                run = []
        yield run

    def _weight(self, i: int) -> float:
        if not self.prose[i] or i < self._after:
            return 0
        vote = self.votes[i]
        return self.blocks[i].length * (1 if vote is None or vote >= _KEPT else _DOUBT)

    def _is_left_out(self, i: int) -> bool:
        vote = self.votes[i]
        return vote is not None and vote < _KEPT

    def core(self) -> Any:
        """The element with most prose, in the column of the headline where that is known."""
        column = self._column()
        credit: Counter[Any] = Counter()
        for i in range(len(self.blocks)):
            if (weight := self._weight(i)) and (column is None or _holds(column, self.blocks[i].element)):
                for depth, element in enumerate(_around(self.blocks[i])):
                    if depth > _DEPTH:
                        break
                    credit[element] += weight / 2 ** (depth if depth < 2 else depth + 1)
        return credit.most_common(1)[0][0]

    def _column(self) -> Any | None:
        """The smallest element with the headline and enough prose under it."""
        if self.headline is None:
            return None
        whole = sum(map(self._weight, range(len(self.blocks))))
        for element in self.blocks[self.headline].element.iterancestors():
            held = [
                i for i in range(self._after, len(self.blocks)) if _holds(element, self.blocks[i].element)
            ]
            weights = [weight for i in held if (weight := self._weight(i))]
            if (len(weights) > 1 and sum(weights) >= _FEW) or sum(weights) >= 0.6 * whole:
                return element
        return None

    def look_above(self, core: Any) -> None:
        """Takes a line above the text for its headline, where the page names none: by its own name, else by its print."""
        if self.headline is not None:
            return
        blocks = self.blocks
        first = next(i for i in range(len(blocks)) if self.prose[i] and _holds(core, blocks[i].element))
        near = [
            i
            for i in range(max(0, first - _NEAR), first + 1)
            if _SHORT <= blocks[i].length <= _LONG
            and not blocks[i].linked
            and not self._furniture.holds(blocks[i].element)
            and not day_of(blocks[i].text)
            and not blocks[i].text.endswith((".", ":", ";"))
        ]
        named = [
            i
            for i in near
            if _TITLE.search(_class(blocks[i].element)) or blocks[i].element.tag in ("h1", "h2")
        ]
        strong = [i for i in near if isinstance(draft := blocks[i].draft, DraftParagraph) and draft.strong]
        if found := named or strong:
            self.headline = found[-1]
            self._after = found[-1] + 1
            if not any(self.prose[self._after :]):
                self.headline, self._after = None, 0

    def grown(self, core: Any) -> list[int]:
        """The blocks of the core and of the pieces around it that belong to it, in order."""
        blocks = self.blocks
        held = {
            i
            for i in range(self._after, len(blocks))
            if blocks[i].element is core or _holds(core, blocks[i].element)
        }
        headline = None if self.headline is None else blocks[self.headline].element
        path, above = core, 0
        while path.tag != "body" and (parent := path.getparent()) is not None and parent.tag != "html":
            if headline is not None and (path is headline or _holds(path, headline)):
                above += 1
                if above > _LEVELS:
                    break
            first, last = min(held), max(held)
            for piece, inside in self._pieces(parent, path):
                if inside[0] > last:
                    fits = self._continues(piece, inside, path, core, above)
                else:
                    fits = inside[-1] < first and not above and self._opens(inside, parent)
                if fits:
                    held.update(inside)
            path = parent
        if headline is not None and all(self.blocks[i].heading for i in range(self._after, min(held))):
            held.update(range(self._after, min(held)))
        return sorted(held)

    def _pieces(self, parent: Any, path: Any) -> list[tuple[Any, list[int]]]:
        """The children of an element but one, and the paragraphs that stand in itself, with their blocks."""
        pieces: list[tuple[Any, list[int]]] = []
        for i in range(self._after, len(self.blocks)):
            element = self.blocks[i].element
            if element is not parent:
                while element is not None and element.getparent() is not parent:
                    element = element.getparent()
            if element is None or element is path:
                continue
            if element is not parent and pieces and pieces[-1][0] is element:
                pieces[-1][1].append(i)
            else:
                pieces.append((element, [i]))
        return pieces

    def _prose_in(self, inside: Sequence[int]) -> int:
        return sum(self.blocks[i].length for i in inside if self.prose[i])

    def _linked_in(self, inside: Sequence[int]) -> int:
        return sum(self.blocks[i].linked for i in inside)

    def _opens(self, inside: Sequence[int], parent: Any) -> bool:
        """Whether a piece above the core is of the article: what stands under the headline, else prose and headings."""
        if 3 * self._linked_in(inside) > sum(self.blocks[i].length for i in inside):
            return False
        if self.headline is not None:
            return not any(self._furniture.holds(self.blocks[i].element) for i in inside)
        return parent.tag not in ("tr", "body") and self._prose_in(inside) > 0

    def _continues(self, piece: Any, inside: Sequence[int], path: Any, core: Any, above: int) -> bool:
        """Whether a piece below the core is of the article."""
        prose = self._prose_in(inside)
        if not prose or piece.tag in ("td", "th") or 2 * self._linked_in(inside) > prose:
            return False
        first = self.blocks[inside[0]]
        if _ends_text(first.text):
            return False
        if any(self._is_headline_like(self.blocks[i]) for i in inside):
            return False
        if not above and any(
            piece.tag == one.tag and _class(piece) == _class(one) != "" for one in (path, core)
        ):
            return True
        kept = sum(self.blocks[i].length for i in inside if self.prose[i] and not self._is_left_out(i))
        if 2 * kept < prose:
            return False
        if above or first.heading or (self.headline is None and path.getparent().tag == "body"):
            return prose >= _MUCH and 20 * self._linked_in(inside) < prose and not first.heading
        return True

    def _is_headline_like(self, block: Block) -> bool:
        """Whether a block is the headline of another article, printed as that of this one."""
        if self.headline is None or not block.heading:
            return False
        headline = self.blocks[self.headline].element
        return block.element.tag == headline.tag and _class(block.element) == _class(headline)

    def cleaned(self, inside: Sequence[int]) -> list[int]:
        """Leaves out the furniture between the paragraphs of an article."""
        boxes = self._boxes(inside)
        kept = []
        for i in inside:
            block = self.blocks[i]
            if i in self._cards or i in boxes or self._furniture.holds(block.element) or is_imprint(block):
                continue
            if is_button(block) and (self._is_left_out(i) or block.heading or _POINTER.match(block.text)):
                continue
            if self._is_pointer(i):
                continue
            kept.append(i)
        return kept

    def _is_pointer(self, i: int) -> bool:
        """Whether a short line only announces the links that follow it."""
        block = self.blocks[i]
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        announces = _POINTER.match(block.text) is not None or _ends_text(block.text) or is_under(block.text)
        return (
            announces
            and block.length < _MARK
            and (following is None or is_button(following) or i + 1 in self._cards)
        )

    def _boxes(self, inside: Sequence[int]) -> set[int]:
        """Small elements that begin with a link to another page and go on with what the library left out."""
        within: dict[Any, list[int]] = {}
        for i in inside:
            element = self.blocks[i].element
            for one in (element, *element.iterancestors()):
                if one.tag in ("body", "html"):
                    break
                within.setdefault(one, []).append(i)
        out: set[int] = set()
        for held in within.values():
            if (
                len(held) > 1
                and is_button(self.blocks[held[0]])
                and sum(self.blocks[i].length for i in held) <= _BOX
                and all(self._is_left_out(i) for i in held if self.prose[i])
            ):
                out.update(held)
        return out

    def trimmed(self, inside: Sequence[int]) -> list[int]:
        """Leaves out what stands before the first paragraph and is no heading or day, and what follows the last."""
        blocks = self.blocks
        end = len(inside)
        held = 0
        for at, i in enumerate(inside):
            line = blocks[i].text
            if (
                held
                and len(line) < _MARK
                and (_COMMENTS.match(line) or (_RELATED.match(line) and not self._returns(inside, at)))
            ):
                end = at
                break
            held += self.prose[i]
        while end > 1 and (is_furniture(blocks[inside[end - 1]]) or self._is_signature(inside[end - 1])):
            end -= 1
        begins = next((at for at, i in enumerate(inside[:end]) if self.prose[i]), 0)
        return [
            i
            for at, i in enumerate(inside[:end])
            if at >= begins
            or (blocks[i].heading and not blocks[i].linked)
            or not is_furniture(blocks[i])
            or (not blocks[i].linked and day_of(blocks[i].text))
        ]

    def _returns(self, inside: Sequence[int], at: int) -> bool:
        """Whether the article goes on under a box: most of it is still to come."""
        below = sum(self.blocks[i].length for i in inside[at:] if self.prose[i] and not self._is_left_out(i))
        above = sum(self.blocks[i].length for i in inside[:at] if self.prose[i])
        return self.blocks[inside[at]].element.tag not in ("h1", "h2", "h3") and 3 * below > above

    def _is_signature(self, i: int) -> bool:
        """Whether a line is only strokes."""
        return not any(map(str.isalnum, self.blocks[i].text))


def _ends_text(line: str) -> bool:
    """Whether a line heads the comments or other pages."""
    return len(line) < _MARK and (_COMMENTS.match(line) or _RELATED.match(line)) is not None


def _class(element: Any) -> str:
    return element.get("class") or ""


def _around(block: Block) -> list[Any]:
    """The elements around a block that may be the one of its text, from the inside."""
    element = block.element
    while element is not None and element.tag in _PARTS:
        element = element.getparent()
    return [element, *element.iterancestors()] if element is not None else []


_PARTS = frozenset(
    (
        "p",
        "li",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "tbody",
        "pre",
        "figcaption",
        "figure",
    )
)


def _holds(outer: Any, element: Any) -> bool:
    while element is not None:
        if element is outer:
            return True
        element = element.getparent()
    return False
