"""Where on a page a document stands: from its letterhead to its signature, not what is around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extract.reading import words
from extract.reading.compose import DraftParagraph
from extract.reading.web.blocks import Block
from extract.reading.web.furniture import is_furniture, is_prose, is_under

# The names that head every official document (Nghị định 30/2020/NĐ-CP, Phụ lục I) and every one of the Party.
_STATE = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|^ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
)
_NUMBER = re.compile(r"(?:^|\s)Số\s?:\s{0,3}[\d.…]{0,8}\s?[/-]\s?(?:\d{4}/)?[A-ZĐ]{1,8}(?:-[A-ZĐ]|\b)")
_PLACE_AND_DAY = re.compile(r"\S.{1,40},\s*ngày\s.{0,12}\s?tháng\s.{0,12}\s?năm\s?\d{0,4}\s*$")
_END = re.compile(r"\s*(?:Nơi nhận|NƠI NHẬN)\s*:?|.*\./\.\s*[”\"]?\s*$", re.S)
_ABOVE = re.compile(r"Số\s?:|[-–—_*\s]+$|\(?(?:BẢN )?DỰ THẢO", re.I)
_APPENDIX = re.compile(
    r"\s*(?:PHỤ LỤC|Phụ lục|QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|DANH MỤC|DANH SÁCH|KẾ HOẠCH|ĐỀ ÁN|ĐỀ CƯƠNG|CHƯƠNG TRÌNH"
    r"|ĐIỀU LỆ|HƯỚNG DẪN|BIỂU|Biểu|MẪU|Mẫu (?:số|biểu)|BẢNG|\((?:Kèm|Ban hành) theo|FILE ĐƯỢC ĐÍNH)\b"
)
_LONGEST_MARK = 120
_MOST_ABOVE = 8
_MOST_HEADS = 20
_ENOUGH = 600
"""A document of which the end is not seen is no shorter."""


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks `blocks[start:end]` of a page, and the smallest element that holds the last of their bulk."""

    start: int
    end: int
    element: Any


def find_document(blocks: Sequence[Block]) -> Found | None:
    """The document that a page holds, by its letterhead, else by the line with its kind; `None` if there is none."""
    found: list[Found | None] = []
    for mark in (_STATE, _NUMBER):
        heads = [i for i, block in enumerate(blocks) if _heads(block, mark)]
        found += [_from_letterhead(blocks, i, must_end=mark is _NUMBER) for i in heads[:_MOST_HEADS]]
    if not any(found):
        kinds = [
            i
            for i, block in enumerate(blocks)
            if block.length < 40 and not block.linked and block.text.isupper() and words.is_type(block.text)
        ]
        found = [one for i in kinds[:_MOST_HEADS] if (one := _reaching(blocks, i, must_end=True)) is not None]
    held = [one for one in found if one is not None]
    return max(held, key=lambda one: _length(blocks, one), default=None)


def _heads(block: Block, mark: re.Pattern[str]) -> bool:
    if block.length > 1500 or block.linked:
        return False
    return mark.search(block.text) is not None and (
        mark is _STATE or not isinstance(block.draft, DraftParagraph) or block.length < _LONGEST_MARK
    )


def _length(blocks: Sequence[Block], found: Found) -> int:
    return sum(block.length for block in blocks[found.start : found.end])


def _from_letterhead(blocks: Sequence[Block], at: int, *, must_end: bool) -> Found | None:
    """The document of which a block is the letterhead, or the right half of it: the left half may come first."""
    reach = _reaching(blocks, at, must_end=must_end)
    if reach is None:
        return None
    start = at
    for i in range(at - 1, max(-1, at - 1 - _MOST_ABOVE), -1):
        text = blocks[i].text
        if blocks[i].linked or blocks[i].heading or len(text) > _LONGEST_MARK:
            break
        if not (text.isupper() or _ABOVE.match(text) or _PLACE_AND_DAY.match(text)):
            break
        start = i
    return Found(start, reach.end, reach.element)


def _reaching(blocks: Sequence[Block], start: int, *, must_end: bool) -> Found | None:
    """How far the document goes that begins with a block: to the end of the smallest element that holds its end."""
    chain = [blocks[start].element, *blocks[start].element.iterancestors()]
    rank = {element: i for i, element in enumerate(chain)}
    shared = [_shared(block.element, rank) for block in blocks[start:]]
    last_by_rank: dict[int, int] = {}
    for offset, level in enumerate(shared):
        last_by_rank[level] = offset
    length = 0
    ended: int | None = None
    prose = sum(b.length for b in blocks[start:] if is_prose(b)) or 1
    held = 0
    level = shared[0]
    offset = 0
    while offset < len(shared):
        level = max(level, shared[offset])
        # All that the element holds is looked at, before it is asked whether the document ends in it.
        end = offset
        while end + 1 < len(shared) and shared[end + 1] <= level:
            end += 1
        for block in blocks[start + offset : start + end + 1]:
            length += block.length
            held += block.length if is_prose(block) else 0
            if length > 200 and _is_end(block):
                ended = end
        offset = end + 1
        if ended is not None:
            break
        if not must_end and (
            (held > 0.8 * prose and length > 300) or (held > _ENOUGH and _is_cut(blocks, start + offset))
        ):
            break
    if ended is None and (must_end or length < 200):
        return None
    end = start + offset
    end = _with_appendices(blocks, end, chain, rank)
    return Found(start, _without_tail(blocks, start, end), chain[level])


def _is_cut(blocks: Sequence[Block], at: int) -> bool:
    """Whether what stands from a block on is of the site: a heading of its own, a list of links."""
    return at < len(blocks) and (blocks[at].heading or is_furniture(blocks[at]))


def _shared(element: Any, rank: dict[Any, int]) -> int:
    """Which of the elements around the start of the document holds an element: 0 is the innermost."""
    while element is not None:
        if (found := rank.get(element)) is not None:
            return found
        element = element.getparent()
    return len(rank)


def _with_appendices(blocks: Sequence[Block], end: int, chain: Sequence[Any], rank: dict[Any, int]) -> int:
    """The end of what follows a document as a part of it, in elements of its own: signature, recipients, appendices."""
    while end < len(blocks) and _goes_on(blocks[end]):
        parent = chain[min(_shared(blocks[end].element, rank), len(chain) - 1)]
        branch = _branch(blocks[end].element, parent)
        if branch is None:
            return end + 1
        end += 1
        while end < len(blocks) and _branch(blocks[end].element, parent) is branch:
            end += 1
    return end


def _branch(element: Any, parent: Any) -> Any | None:
    """The child of an element that another one stands in."""
    while element is not None and element.getparent() is not parent:
        element = element.getparent()
    return element


def _goes_on(block: Block) -> bool:
    if block.linked * 2 > block.length or block.heading:
        return False
    return _APPENDIX.match(block.text) is not None or _is_end(block)


def _is_end(block: Block) -> bool:
    """Whether a block ends a document: `./.`, the recipients, the signature."""
    text = block.text
    if _END.match(text) and len(text) < 20_000:
        return True
    return len(text) < 400 and text.isupper() is True and words.is_signing(text)


def _without_tail(blocks: Sequence[Block], start: int, end: int) -> int:
    """Leaves out what a site puts under a document in the same element."""
    done = next((i for i in range(end - 1, start, -1) if _is_end(blocks[i])), None)
    if done is not None:
        stop = next(
            (i for i in range(done + 1, end) if is_under(blocks[i].text)),
            None,
        )
        end = stop if stop is not None else end
    while end - 1 > start and is_furniture(blocks[end - 1]):
        end -= 1
    return end
