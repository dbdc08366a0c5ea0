"""The clauses of a sentence that hold its quantities: what stands before a number, after its unit, and around both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts.figure_phrases import opening_word
from extract.facts.figure_quantity import Quantity
from extract.facts.figure_wording import (
    GROWTH,
    LEVEL,
    LEVELS,
    describing,
    growth,
    shortened,
    strip_openers,
    trim,
)
from extract.values.text import squeeze

_PARENTHESIS = re.compile(r"\([^()]*\)")
_AFTER = re.compile(r"[;:.](?=\s|$)|,(?=\s|$)|[()]|\s(?:trong đó|gồm|bao gồm|cụ thể)(?=[\s:,]|$)")
# Before the next number these open its clause: `300 hồ sơ đạt 95%`, `từ 12 phòng còn 08 phòng`.
_NEXT = re.compile(
    r"\s(?:và\s)?(?:đã\s)?(?:đạt|chiếm|bằng|tương đương|tương ứng|còn|xuống|lên|lên đến|tăng|giảm|với|trên|và|cùng|hoặc|cho)(?:\s\w+){0,3}\s?$"
)
_CITED = re.compile(
    r"\s(?:(?:được\s)?quy định tại|tại (?:Điều|Nghị|Quyết|Kế hoạch|Công văn|Chỉ thị)|theo (?:Nghị|Quyết|Kế hoạch|Công văn|Chỉ thị|Thông tư))\s"
)
# A second predicate after the noun that is counted: `25 hồ sơ và tổ chức kiểm tra …`.
_SECOND = re.compile(
    r"\s(?:và|để|nhằm|góp phần|do)\s(?=(?:thực hiện|tổ chức|triển khai|tiếp tục|đã|đang|xây dựng|ban hành|phối hợp|báo cáo|trình|giao|yêu cầu|đề nghị|bảo đảm|đảm bảo|nâng cao|hạn chế)\s)"
)
# A share of something says what it is a share of up to the verb that tells what became of it.
_TOLD = re.compile(
    r"\s(?:được|có|đạt|là|phải|sử dụng|thực hiện|ứng dụng|tham gia|hoàn thành|bố trí|đánh giá|cung cấp|gửi|bị|đã|kết nối|triển khai)\s"
)
_ASIDE = re.compile(r"\s?\([^()]{1,60}\)(?=\s(?:đạt|có|chưa|đã|được|hoàn thành|không|thực hiện|còn|bị)\s)")
_INSIDE = re.compile(r"(?:\s[^\W\d][\w-]*,?){4,30}\s")
_ABBREVIATION = re.compile(r"\((?:[A-ZĐ][\w&-]{1,11}|sau đây [^()]{1,40})\)")
_TURNS = re.compile(
    r",\s(?:đạt|tăng|giảm|chiếm|bằng|trong đó|cao|thấp|vượt|cấp|đứng|xếp|đồng thời|góp phần|\d|khoảng|trên|hơn)"
)
_SPLIT = re.compile(
    r"[,;:().]|\s(?=(?:và|còn|xuống|lên|đạt|chiếm|tăng|giảm|trong đó|hoặc|bằng|tương đương|gồm|là|cao hơn|thấp hơn|vượt)\s)"
)

_JOINERS = frozenset(
    ("", ",", "và", ", và", "-", "và cả", "và toàn bộ", "và cả", "cùng", "cùng với", "và hơn")
)
_OF = frozenset(("của", "tại", "ở", "thuộc", "trên địa bàn", "trong"))
_BREAK = re.compile(r"[;:.]\s")
_SIGN = re.compile(r"[≥≤<>~]")
# What must be done with the things counted is no part of what they are: `12 văn bản còn nợ phải trình …`.
_MUST = re.compile(r"(?<=\w)\s(?:phải|cần phải|có trách nhiệm)\s")
_MARK = re.compile(r"\[\d+\]")
_PREPOSITIONS = ("và", "trên", "của", "với", "tại", "cho", "còn", "xuống", "lên", "từ", "đạt")
_PREPOSITION = re.compile(r"(?:^|\s)(?:và|trên|của|với|tại|cho|còn|xuống|lên|từ|cấp \w+ đạt)$")
_LISTED_NOUN = re.compile(r",\s[^\W\d]+(?:\s[^\W\d]+){0,3}\s?[,;)]")
_ONWARD = re.compile(r"^(?:trở lên|trở xuống|này)(?:\s|$)")
_LETTER = re.compile(r"[^\W\d]")
_OWN = re.compile(r"\svà\s(?P<own>[^\W\d].*)$")

# Further back than this nothing is read as the description of a number.
_REACH = 700
_LABEL = 67


@dataclass(slots=True)
class Clause:
    before: str
    """What stands before the number in its clause, trimmed."""
    raw_before: str
    after: str
    """What stands after the unit, trimmed."""
    lead: str
    """What stands before the colon that opens the clause."""
    parent: int | None
    """The quantity whose parenthesis this one stands in."""
    level: str | None
    led: bool
    """The level stands in a lead-in with a colon and holds on."""
    labelled: bool
    verb: str
    """A verb of growth right before the number."""
    joined: bool
    """Nothing but a comma or `và` stands between this quantity and the one before it."""
    parts: bool
    of_previous: bool
    """Only `của` or `tại` stands between this count and the one before it: `10 xã của 05 huyện`."""
    apart: bool
    """A semicolon stands between this quantity and the one before it."""
    told: int
    """Where the words after the unit end."""


def read_clause(
    view: str, start: int, end: int, quantities: Sequence[Quantity], i: int, told_before: int
) -> Clause:
    quantity = quantities[i]
    previous = max(quantities[i - 1].end if i else start, quantity.start - _REACH)
    gap = view[previous : quantity.start] if previous < quantity.start else ""
    if i and told_before > previous:
        # The words after the unit before are told of that quantity already.
        gap_after = view[told_before : quantity.start]
    elif i:
        cut = _SPLIT.search(gap)
        gap_after = gap[cut.start() :] if cut else gap
    else:
        gap_after = gap
    joined = bool(i) and gap.strip() in _JOINERS
    parts = "trong đó" in gap or "gồm" in gap or "cụ thể" in gap
    of_previous = bool(i) and gap[1:-1] in _OF and gap[:1].isspace() and gap[-1:].isspace()
    opened = _open_parenthesis(view, start, quantity.start)
    parent = None
    if opened is not None:
        before_it = [j for j in range(i) if quantities[j].end <= opened + 1]
        if before_it and not _BREAK.search(view, quantities[before_it[-1]].end, opened):
            parent = before_it[-1]
    text = gap_after
    if opened is not None and opened >= previous:
        text = view[opened + 1 : quantity.start]
    elif "(" in text:
        text = _PARENTHESIS.sub(" ", text)
    for mark in (";", ")"):
        if mark in text:
            text = text.rsplit(mark, 1)[1]
    text = text.lstrip(" ,.-+")
    labelled = text.rstrip().endswith(":")
    lead = ""
    if labelled:
        text = text.rstrip().rstrip(":")
        if ":" in text:
            lead, text = text.rsplit(":", 1)
    elif ":" in text:
        lead, text = text.rsplit(":", 1)
    raw_before = text
    level, led = None, False
    if match := _level(opened_text := strip_openers(text)):
        level = squeeze(match["level"])
        rest = opened_text[match.end() :]
        if not trim(rest) or GROWTH.fullmatch(trim(rest) + " "):
            text = rest
    elif lead and (match := _level(strip_openers(lead.strip()))) and not trim(lead.strip()[match.end() :]):
        level, led = squeeze(match["level"]), True
    after, told = _tail(view, quantities, i, end)
    before = describing(text, quantity, labelled, after)
    if not labelled or len(before.split()) > 24:
        before = shortened(before)
    apart = ";" in gap
    counts = quantity.unit is not None and quantity.unit.kind == "count"
    if counts and not before and apart and 0 < len(strip_openers(raw_before).split()) < 4:
        # `…; đến nay thực hiện 61 biên chế`: a verb alone is all that this clause says.
        before = strip_openers(raw_before)
    if not before and opened is not None and parent is None and opened >= previous:
        # `… chỉ thực hiện tốt ở cấp tỉnh (đạt tỷ lệ 53%)`: the clause before the parenthesis says what.
        outside = _BREAK.split(_PARENTHESIS.sub(" ", view[max(start, opened - 300) : opened]))[-1]
        before = " ".join(shortened(describing(outside, quantity, False, "")).split()[:26])
    ahead = (raw_before + view[quantity.start : quantity.number])[-70:]
    grown = growth(_SIGN.sub("", ahead).rstrip() + " ")
    verb = grown["verb"].lower() if grown and not labelled else ""
    if verb:
        before = trim(GROWTH.sub("", before + " ")) if not GROWTH.fullmatch(before + " ") else ""
    if ahead[-1:].isspace() and ahead[-3:-1] == "từ" and ahead[-4:-3].isspace():
        # `giảm từ 30 ngày xuống 20 ngày`: neither number is the change.
        before = trim(GROWTH.sub("", before + " "))
    return Clause(
        before,
        raw_before,
        after,
        lead,
        parent,
        level,
        led,
        labelled,
        verb,
        joined,
        parts,
        of_previous,
        apart,
        told,
    )


def _level(text: str) -> re.Match[str] | None:
    return LEVEL.match(text) if opening_word(text) in LEVELS else None


def _open_parenthesis(view: str, start: int, offset: int) -> int | None:
    depth = 0
    position = offset
    lowest = max(start, offset - 600)
    while position > lowest:
        close = view.rfind(")", lowest, position)
        opening = view.rfind("(", lowest, position)
        if opening < 0:
            return None
        if close > opening:
            depth += 1
            position = close
        elif depth:
            depth -= 1
            position = opening
        else:
            return opening
    return None


def _tail(view: str, quantities: Sequence[Quantity], i: int, end: int) -> tuple[str, int]:
    """What stands after the unit and still describes it, and where that ends."""
    quantity = quantities[i]
    start = quantity.end
    if not quantity.percent and (aside := _ASIDE.match(view, start, end)):
        # `11/12 cơ quan (91,67%) đạt trên 80 điểm`
        start = aside.end()
    later = (q for q in quantities[i + 1 :] if q.start >= start)
    following = next(later, None)
    if (
        quantity.percent
        and following is not None
        and not following.percent
        and _INSIDE.fullmatch(view, start, following.start)
    ):
        # `100% cơ quan sử dụng ít nhất 01 ứng dụng …`: the count belongs to what the share is of.
        following = next(later, None)
    limit = min(end, start + 260, following.start if following else end)
    text = view[start:limit]
    if "(" in text:
        text = _ABBREVIATION.sub(lambda match: " " * len(match[0]), text)
    cut = len(text)
    for match in _AFTER.finditer(text):
        if match[0] == "," and _goes_on(text, match.start(), quantity.percent):
            continue
        cut = match.start()
        break
    raw = text[:cut]
    if following is not None and cut == len(text):
        # Without any mark between them the words right before the next number are the next number's.
        raw = _NEXT.sub("", raw)
    raw = _CITED.split(raw if quantity.percent else _MUST.split(_SECOND.split(raw)[0])[0])[0].rstrip()
    if raw.endswith(_PREPOSITIONS):
        raw = _PREPOSITION.sub("", raw)
    tail = _trim_tail(_MARK.sub("", raw) if "[" in raw else raw)
    return tail, start + len(raw) if tail and len(tail.split()) <= 24 else quantity.end


def _goes_on(text: str, comma: int, percent: bool) -> bool:
    """Whether a comma stands inside the description and does not end it."""
    words = len(text[:comma].split())
    if percent:
        longest = 5 if _TOLD.search(text[:comma] + " ") else 30
        return 0 < words < longest and not _TURNS.match(text, comma)
    return 0 < words < 3 and _LISTED_NOUN.match(text, comma) is not None


def _trim_tail(text: str) -> str:
    text = squeeze(text).strip(" ,.-+:;\"'“”/")
    text = _ONWARD.sub("", text)
    words = text.split()
    return " ".join(words[:34])


def share_tails(view: str, quantities: Sequence[Quantity], clauses: list[Clause]) -> None:
    """Gives the members of a list the words that stand after its last member (`04 công chức, 03 viên chức tham gia …`)."""
    for i in range(len(clauses) - 1, 0, -1):
        if (
            clauses[i].joined
            and not clauses[i - 1].after
            and clauses[i].after
            and not quantities[i].percent
            and not quantities[i - 1].percent
        ):
            clauses[i - 1].after = clauses[i].after


def extent(view: str, start: int, floor: int, quantity: Quantity, told: int) -> tuple[int, int]:
    """The span to quote: the quantity with the few words of its clause on either side."""
    lowest = max(start, floor, quantity.start - 70)
    before = view[lowest : quantity.start]
    begins = quantity.start
    if before[-1:].isspace():
        # The label: at most so many characters after the last mark, from a letter on.
        stop = len(before) - (2 if before[-2:-1] == ":" else 1)
        mark = max(before.rfind(char, 0, stop) for char in ",;().:")
        letter = _LETTER.search(before, max(mark + 1, stop - _LABEL), stop)
        label = before[letter.start() : stop] if letter else ""
        if letter and len(label.split()) <= 9:
            ahead = before[: letter.start()]
            if (not ahead and lowest == start) or ahead.rstrip()[-1:] in tuple(",;(.:"):
                begins = lowest + letter.start()
            elif cut := _OWN.search(label):
                begins = lowest + letter.start() + cut.start("own")
    return begins, max(told, quantity.end)
