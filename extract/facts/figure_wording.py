"""The wording of figures: where a description begins and ends, what is a rate, a growth, a level or a period."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

import patterns
from extract.facts.figure_quantities import Quantity
from extract.facts.figure_units import read_unit
from extract.values.text import fold, squeeze

LEVEL = re.compile(
    r"(?:(?:ở|tại|riêng|đối với|của)\s)?(?P<level>(?:[Cc]ấp|[Kk]hối)\s(?:tỉnh|thành phố|huyện|xã|sở|trung ương|cơ sở|[a-zà-ỹ][^,;:()]{0,40}?)"
    r"|[Tt]oàn\s(?:tỉnh|thành phố|huyện|quốc|ngành|xã|địa bàn)|(?:cao hơn |thấp hơn )?(?:so với )?(?:(?:mức\s)?tăng\s)?(?:(?:mức\s)?bình quân(?:\schung)?(?:\scủa)?\s)?(?:[Cc]ả nước|toàn quốc)"
    r"|mức\s(?:bình quân\s)?chung(?:\scủa\s\w+)?|bình quân chung)(?=\s(?:đạt|là|có|chiếm|tăng|giảm|còn|ước|tiếp nhận|giải quyết|đã|với|thu|chi|\()|\s*:|\s*$|\s\d)"
)
_PERIOD = re.compile(
    r"(?:(?:trong|sang|và|đến|hết|từ|tính đến|tính từ|vào|so với|năm|cả|của|đến hết|quý|tháng)\s){0,5}"
    r"(?:(?:đầu|cuối|hết)\s)?(?:\d{1,2}\stháng(?:\s(?:đầu|cuối))?(?:\snăm)?(?:\s(?:19|20)\d\d)?"
    r"|(?:[Nn]gày\s)\d{1,2}(?:/\d{1,2}(?:/\d{4})?|\stháng\s\d{1,2}(?:\snăm\s\d{4})?)"
    r"|[Tt]háng\s\d{1,2}(?:[/-]\d{4}|\snăm\s\d{4})?|[Qq]u[ýí]\s(?:I{1,3}|IV|[1-4])(?:[/-]\d{4}|\s(?:năm\s)?\d{4})?|[Nn]ăm\s(?:19|20)\d\d|[Gg]iai\sđoạn\s(?:năm\s)?(?:19|20)\d\d\s?-\s?(?:19|20)\d\d)"
)
_RATE = re.compile(
    r"(?<!\w)(?<!đạt )(?<!chiếm )(?<!trong )(?<!trên )(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|mức độ|tổng số|số lượng)\s(?!\d|cao\s|thấp\s)(?=\w)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(rf"{_RATE.pattern}[^;:()]{{4,160}}", re.IGNORECASE)
_ACTED = re.compile(r".*\s(?:đã|đang|sẽ|được)\s(?=\w)")
_PREDICATE = re.compile(r"\s(?:đạt|tăng|giảm|so với|chiếm|còn|là|có xu hướng|được đẩy mạnh|tiếp tục)(?=\s|$)")
_COMMA = re.compile(r",(?=\s)")
_BARE = re.compile(r"(?:tăng|giảm|đạt|từ|còn)?\s*[\d.,]+\s*(?:điểm|bậc)?")
GROWTH = re.compile(
    r"(?<!\w)(?<!cắt )(?P<verb>tăng trưởng|tăng|giảm|vượt(?!\sbậc|\strội)|cao hơn|thấp hơn|cao gấp|gấp)"
    r"(?:\s(?:gấp|gần|vượt bậc|thêm|hơn|mạnh|khá|nhẹ|cao|bình quân|trung bình|khoảng|trên|ước|tới|lên|đạt|là|trưởng|ít nhất|tối thiểu|đến|được|sâu|nhanh|bậc|vượt)){0,3}\s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    heads: re.Pattern[str]
    openers: re.Pattern[str]
    connectives: re.Pattern[str]
    states: re.Pattern[str]
    ends: re.Pattern[str]


@functools.cache
def word_lists() -> _Words:
    data: dict[str, Any] = patterns.data("figures")["words"]
    return _Words(
        heads=re.compile(rf"(?<!\w)(?:{patterns.alternation(data['heads'])})(?!\w)", re.IGNORECASE),
        openers=re.compile(
            rf"(?!chỉ (?:số|tiêu|đạo|thị|dẫn|định)|có (?:hiệu|thẩm)|trên địa)(?:{patterns.alternation(data['openers'])})(?:\s*[:,]\s*|\s+|$)",
            re.IGNORECASE,
        ),
        connectives=re.compile(rf"(?:^|\s)(?:{patterns.alternation(data['connectives'])})$", re.IGNORECASE),
        states=re.compile(rf"(?:{patterns.alternation(data['states'])})(?!\w)", re.IGNORECASE),
        ends=re.compile(
            rf"(?<!\w)(?:{patterns.alternation([s for s in data['states'] if ' ' in s])}|hoàn thành|số hóa)$",
            re.IGNORECASE,
        ),
    )


def last_match(pattern: re.Pattern[str], text: str, start: int = 0) -> re.Match[str] | None:
    """The last match of a pattern in a text."""
    found = None
    for match in pattern.finditer(text, start):
        found = match
    return found


def describing(text: str, quantity: Quantity, labelled: bool, after: str) -> str:
    """The part of the text before a number that describes it: the last chunk between commas that says enough."""
    whole = trim(text)
    if labelled or not whole:
        return whole
    if quantity.percent:
        rate = last_match(_RATE, text)
        if rate is not None and len(trim(text[rate.start() :]).split()) > 2:
            return trim(text[rate.start() :])
    chunks = _COMMA.split(text)
    heads = word_lists().heads
    count_unit = quantity.unit is not None and quantity.unit.kind == "count"
    if count_unit and len(chunks) > 1 and not trim(chunks[-1]) and len(after.split()) > 1:
        return ""
    for count in range(1, len(chunks) + 1):
        trimmed = trim(",".join(chunks[-count:]))
        last = count == len(chunks)
        if not trimmed or _BARE.fullmatch(trimmed):
            continue
        if re.match(r"(?:mức độ|cấp độ|giai đoạn)\s\d", trimmed) and not last:
            continue
        # A verb of growth says nothing alone; a head noun says enough.
        words = trimmed.split()
        if len(words) > 1 and heads.match(trimmed):
            return trimmed
        if len(words) > 2 and _RATE.search(trimmed):
            return trimmed
        if last:
            return trimmed
        if GROWTH.fullmatch(trimmed + " "):
            continue
        if word_lists().states.match(trimmed) and heads.search(chunks[-count - 1]):
            # `hồ sơ trước hạn, đúng hạn 29.632 hồ sơ`: a state alone continues the list before it.
            continue
        listed = trim(chunks[-count - 1])
        if _continues(trimmed, chunks[-count - 1]) or (heads.match(listed) and len(listed.split()) <= 4):
            continue
        if len(words) >= 3 or count_unit:
            return trimmed
    return ""


def shortened(text: str) -> str:
    """A long description from its last head noun or its verb on: the subject of the clause is not part of it."""
    if len(text.split()) <= 10:
        return text
    if (first := _RATE.search(text)) is not None:
        return text[first.start() :]
    for found in word_lists().heads.finditer(text):
        if (
            " " in found[0]
            and 3 <= len(text[found.start() :].split()) <= 24
            and not re.match(r"\s(?:\d|hóa|liệu|hiệu)", text[found.end() :])
        ):
            return text[found.start() :]
    acted = _ACTED.match(text)
    return text[acted.end() :] if acted is not None and text[acted.end() :] else text


def _continues(chunk: str, before: str) -> bool:
    """Whether a chunk that begins with a noun goes on a list of nouns: `các sở, ban ngành và địa phương`."""
    unit = read_unit(chunk, 0, len(chunk))
    if unit is None or not unit.known or unit.kind != "count":
        return False
    tail = " ".join(before.split()[-4:])
    return any(
        (other := read_unit(tail, match.start(), len(tail))) is not None
        and other.known
        and other.kind == "count"
        for match in re.finditer(r"(?<!\w)\w", tail)
    )


def strip_openers(text: str) -> str:
    text = text.strip(" ,.-+:;\"'“”")
    for _ in range(5):
        period = _PERIOD.match(text)
        if period and period.end() > 3:
            text = text[period.end() :].lstrip(" ,:;-")
            continue
        if word_lists().states.match(text):
            break
        match = word_lists().openers.match(text)
        if match is None:
            break
        text = text[match.end() :].lstrip(" ,:;-")
    return text


def trim(text: str) -> str:
    """The text without the connectives, openers and periods at its ends."""
    text = strip_openers(squeeze(text))
    for _ in range(5):
        text = text.strip(" ,.-+:;\"'“”≥≤<>~")
        tail = text[-30:]
        match = None if word_lists().ends.search(tail) else word_lists().connectives.search(tail)
        if match is not None and (match.start() or len(text) <= 30):
            text = text[: len(text) - len(tail) + match.start()]
            continue
        period = last_match(_PERIOD, text, max(0, len(text) - 40))
        if period is not None and period.end() == len(text) and period.start() > 0:
            text = text[: period.start()]
            continue
        break
    return strip_openers(text).strip(" ,.-+:;\"'“”")


def last_rate(text: str) -> str | None:
    """The last rate that a text names before its verb: `tỷ lệ hồ sơ trực tuyến` of `… góp phần tăng tỷ lệ hồ sơ …`."""
    found = last_match(_CHAPTER, text)
    if found is None:
        return None
    described = _PREDICATE.split(found[0])
    named = described[0] if len(described) > 1 else _COMMA.split(found[0])[0]
    return " ".join(trim(named).split()[:24]) or None


def from_head(text: str) -> str:
    found = last_match(_RATE, text)
    return text[found.start() :] if found is not None else text


def with_growth(text: str, verb: str) -> str:
    if verb in ("tăng", "giảm", "vượt"):
        text = re.sub(r"^(?:mức\s)?(?:tăng|giảm)\s", "", text)
        return f"mức {verb} {text}"
    if verb == "tăng trưởng":
        return text if "tăng trưởng" in text else f"tăng trưởng {text}"
    return text


def only_verb(text: str) -> bool:
    return bool(GROWTH.fullmatch(text + " ")) or fold(text) in {
        "cat giam",
        "giam",
        "hoan thanh",
        "rut ngan",
        "so hoa",
        "tiet kiem",
        "giai ngan",
        "bao dam",
        "dam bao",
        "xu ly",
        "thu",
    }


def base_of(indicator: str) -> str:
    """The indicator without its growth and without what it was compared with."""
    text = re.sub(r"^(?:mức (?:tăng|giảm|vượt))\s(?=\w+\s)", "", indicator)
    return re.sub(r"(?<=\w)\s(?:so với|so|vào năm)\s.*$", "", text)


def limited(text: str) -> str:
    words = squeeze(re.sub(r"\s?\[\d+\]", "", text)).strip(" ,.-:;").split()
    return " ".join(words[:40])
