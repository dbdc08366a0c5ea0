"""What a site puts around a text: menus, boxes of related pages, advertisements, comments, the imprint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from extract.reading.web.blocks import Block

_AFTER = re.compile(
    r"\W*(?:in (?:trang|bài|văn bản)|tải (?:về|xuống)|download|chia sẻ|lượt (?:xem|truy cập|tải)|số lượt|tin (?:liên quan|khác|cùng|mới)"
    r"|các tin|bài viết (?:liên quan|khác)|v(?:ăn bản|b) (?:liên quan|khác|cùng|được|căn cứ|hướng dẫn)|lược đồ|bình luận|ý kiến (?:bạn đọc|của bạn)|gửi (?:bình luận|ý kiến|phản hồi)"
    r"|bản quyền|copyright|©|tệp (?:tin )?đính kèm|file đính kèm|đính kèm|nguồn\s*:|quay lại|trở (?:về|lại)|về (?:đầu trang|trang trước)|xem thêm"
    r"|cập nhật (?:lúc|ngày)|đánh giá|từ khóa|tags?\b|đăng nhập|đăng ký nhận|theo dõi|thăm dò|liên kết|đang (?:trực tuyến|online)|thuộc tính|tiếng anh)",
    re.I,
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|footer|header|breadcrumbs?|sidebar|side-?bar|related|comments?|share|social"
    r"|toolbar|widget|banner|popup|modal|login|search|pagination|tags?)(?:$|[\s_-])|(?:tin-?lien-?quan|lien-?ket|binh-?luan)",
    re.I,
)
# Boxes in the text of an article, apart from those that any page has around its text.
_INSET = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|qc|quang-?cao|inpage|sharedaddy|author-?(?:box|bio|info|card)|about-?author"
    r"|subscri\w*|paywall|newsletter|(?:read|see)-?more|tin-?(?:khac|cung-?chuyen-?muc|moi)|bai-?(?:lien-?quan|khac)"
    r"|doc-?them|xem-?them|recommend\w*|rating|vote|poll|reactions?)(?:$|[\s_-])",
    re.I,
)
_AROUND_TAGS = {"nav", "footer", "aside", "form", "dialog"}
_IMPRINT = re.compile(
    r"cơ quan chủ quản|giấy phép|tổng biên tập|chịu trách nhiệm|bản quyền|©|copyright|ghi rõ nguồn|điện thoại|hotline|tòa soạn|toà soạn"
    r"|e-?mail\b|all rights reserved|địa chỉ\s*:",
    re.I,
)
_LONGEST_MARK = 120
_PROSE = 60
"""A paragraph that is shorter may be anything; from so many characters on, without links, it is prose."""
_LONGEST_IMPRINT = 600
_CARD = 400
"""The headline of another page with its summary is no longer."""
_CARD_BLOCKS = 4
_LINK = 15
"""A link that is shorter is a button, or the name of something."""


def is_furniture(block: Block) -> bool:
    """Whether a block is a list of links or one of the lines that sites print under a text."""
    return block.linked * 2 > block.length or is_under(block.text)


def is_under(text: str) -> bool:
    """Whether a line is one of those that sites print under a text."""
    return len(text) < _LONGEST_MARK and _AFTER.match(text) is not None


def is_button(block: Block) -> bool:
    """Whether a block is a link to another page, and not an address written out."""
    return block.linked * 2 > block.length and not re.match(r"\W*(?:https?:|www\.|\S+@)", block.text)


def is_prose(block: Block) -> bool:
    """Whether a block is long enough to be a paragraph of a text, and not of links."""
    return block.length >= _PROSE and block.linked * 3 < block.length


def is_imprint(block: Block) -> bool:
    """Whether a block says who publishes the site: two of the words at least that an imprint consists of."""
    if block.length > _LONGEST_IMPRINT:
        return False
    return len({found.casefold() for found in _IMPRINT.findall(block.text)}) > 1


def is_around(element: Any) -> bool:
    """Whether an element is furniture by its tag or its name."""
    if element.tag in _AROUND_TAGS or (element.tag == "header" and element.getparent().tag == "body"):
        return True
    if element.tag in ("html", "body"):
        return False
    names = _names(element)
    return len(names) > 1 and _AROUND.search(names) is not None


def is_inset(element: Any) -> bool:
    """Whether an element is named as a box that stands in the text of an article without being of it."""
    if element.tag.startswith("amp-") and element.tag not in ("amp-img", "amp-story"):
        return True
    return _INSET.search(_names(element)) is not None


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_bare(blocks: Sequence[Block]) -> bool:
    """Whether a page holds nothing but its text: hardly any links, no element that is named as furniture."""
    length = sum(block.length for block in blocks)
    if sum(block.linked for block in blocks) > 0.1 * length or any(map(is_button, blocks)):
        return False
    seen: set[Any] = set()
    for block in blocks:
        element = block.element
        while element is not None and element not in seen:
            seen.add(element)
            if is_around(element):
                return False
            element = element.getparent()
    return True


class Furniture:
    """The elements of a page that are furniture by their names.

    An element that holds the headline is none, nor one that holds nearly all prose of the page, half of it where no
    headline is known: portals put the whole page into a form, and themes name its frame for the column at the side.
    """

    def __init__(self, blocks: Sequence[Block], headline: Any | None = None) -> None:
        prose: dict[Any, int] = {}
        whole = 0
        for block in blocks:
            if is_prose(block):
                whole += block.length
                for element in (block.element, *block.element.iterancestors()):
                    prose[element] = prose.get(element, 0) + block.length
        least = (0.5 if headline is None else 0.8) * whole
        self._frames = {element for element, length in prose.items() if length > least}
        if headline is not None:
            self._frames.update((headline, *headline.iterancestors()))
        self._known: dict[Any, bool] = {}

    def holds(self, element: Any | None) -> bool:
        """Whether an element is furniture or stands in some."""
        path = []
        found = False
        while element is not None:
            if (known := self._known.get(element)) is not None:
                found = known
                break
            path.append(element)
            if element not in self._frames and (is_around(element) or is_inset(element)):
                found = True
                break
            element = element.getparent()
        self._known.update(dict.fromkeys(path, found))
        return found


def cards(blocks: Sequence[Block]) -> set[int]:
    """The blocks that are headlines of other pages with their summaries: two elements of a kind at least, side by side."""
    within: dict[Any, list[int]] = {}
    for i, block in enumerate(blocks):
        for depth, element in enumerate((block.element, *block.element.iterancestors())):
            if depth > 4 or element.tag in ("body", "html"):
                break
            within.setdefault(element, []).append(i)
    small = {
        element
        for element, held in within.items()
        if 1 < len(held) <= _CARD_BLOCKS
        and sum(blocks[i].length for i in held) <= _CARD
        and _leads_away(blocks[i] for i in held)
    }
    found: set[int] = set()
    for element in small:
        if any(beside in small and beside.tag == element.tag for beside in _beside(element)):
            found.update(within[element])
    return found


def _beside(element: Any) -> list[Any]:
    return [one for one in (element.getprevious(), element.getnext()) if one is not None]


def _leads_away(blocks: Iterable[Block]) -> bool:
    return any(block.linked >= _LINK and block.linked * 2 > block.length for block in blocks)
