"""The wording of figures: where a description begins and ends, what is a rate, a growth, a level or a period."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

import patterns
from extract.facts.figure_phrases import opening_word, opening_words, suffix_start
from extract.facts.figure_quantity import Quantity
from extract.facts.figure_units import read_unit
from extract.values.text import fold, squeeze

LEVEL = re.compile(
    r"(?:(?:ở|tại|riêng|đối với|của)\s)?(?P<level>(?:[Cc]ấp|[Kk]hối)\s(?:tỉnh|thành phố|huyện|xã|sở|trung ương|cơ sở|[a-zà-ỹ][^,;:()]{0,40}?)"
    r"|[Tt]oàn\s(?:tỉnh|thành phố|huyện|quốc|ngành|xã|địa bàn)|(?:cao hơn |thấp hơn )?(?:so với )?(?:(?:mức\s)?tăng\s)?(?:(?:mức\s)?bình quân(?:\schung)?(?:\scủa)?\s)?(?:[Cc]ả nước|toàn quốc)"
    r"|mức\s(?:bình quân\s)?chung(?:\scủa\s\w+)?|bình quân chung)(?=\s(?:đạt|là|có|chiếm|tăng|giảm|còn|ước|tiếp nhận|giải quyết|đã|với|thu|chi|\()|\s*:|\s*$|\s\d)"
)
# What a level begins with.
LEVELS = frozenset(
    [
        "ở",
        "tại",
        "riêng",
        "đối",
        "của",
        "cấp",
        "khối",
        "toàn",
        "cao",
        "thấp",
        "so",
        "mức",
        "tăng",
        "bình",
        "cả",
    ]
)
_PERIOD = re.compile(
    r"(?:(?:[Tt]rong|[Ss]ang|và|[Đđ]ến|[Hh]ết|[Tt]ừ|[Tt]ính đến|[Tt]ính từ|vào|so với|năm|cả|của|đến hết|quý|tháng)\s){0,5}"
    r"(?:(?:đầu|cuối|hết)\s)?(?:\d{1,2}\stháng(?:\s(?:đầu|cuối))?(?:\snăm)?(?:\s(?:19|20)\d\d)?"
    r"|(?:[Nn]gày\s)\d{1,2}(?:/\d{1,2}(?:/\d{4})?|\stháng\s\d{1,2}(?:\snăm\s\d{4})?)"
    r"|[Tt]háng\s\d{1,2}(?:[/-]\d{4}|\snăm\s\d{4})?|[Qq]u[ýí]\s(?:I{1,3}|IV|[1-4])(?:[/-]\d{4}|\s(?:năm\s)?\d{4})?|[Nn]ăm\s(?:19|20)\d\d|[Gg]iai\sđoạn\s(?:năm\s)?(?:19|20)\d\d\s?-\s?(?:19|20)\d\d)"
)
# What a period begins and ends with; the pattern is tried only there.
_OPENS_PERIOD = frozenset(
    [
        "trong",
        "sang",
        "và",
        "đến",
        "hết",
        "từ",
        "tính",
        "vào",
        "so",
        "năm",
        "cả",
        "của",
        "quý",
        "quí",
        "tháng",
        "đầu",
        "cuối",
        "ngày",
        "giai",
    ]
)
_CLOSES_PERIOD = ("tháng", "đầu", "cuối", "năm", "I", "V")
_RATES = ("tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "mức độ", "tổng số", "số lượng")
_RATE = re.compile(
    r"(?<!\w)(?<!đạt )(?<!chiếm )(?<!trong )(?<!trên )(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|mức độ|tổng số|số lượng)\s(?!\d|cao\s|thấp\s)(?=\w)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(rf"{_RATE.pattern}[^;:()]{{4,160}}", re.IGNORECASE)
_ACTED = re.compile(r".*\s(?:đã|đang|sẽ|được)\s(?=\w)")
_PREDICATE = re.compile(r"\s(?:đạt|tăng|giảm|so với|chiếm|còn|là|có xu hướng|được đẩy mạnh|tiếp tục)(?=\s|$)")
_COMMA = re.compile(r",(?=\s)")
_NUMBERED = re.compile(r"(?:mức độ|cấp độ|giai đoạn)\s\d")
_PART_OF_WORD = re.compile(r"\s(?:\d|hóa|liệu|hiệu)")
_AMOUNT = re.compile(r"^(?:mức\s)?(?:tăng|giảm)\s")
_AMOUNT_OF = re.compile(r"^(?:mức (?:tăng|giảm|vượt))\s(?=\w+\s)")
_COMPARISON = re.compile(r"(?<=\w)\s(?:so với|so|vào năm)\s.*$")
_NOTE_MARK = re.compile(r"\s?\[\d+\]")
_INITIAL = re.compile(r"(?<!\w)\w")
_BARE = re.compile(r"(?:tăng|giảm|đạt|từ|còn)?\s*[\d.,]+\s*(?:điểm|bậc)?")
_GROWTHS = ("tăng", "giảm", "vượt", "cao hơn", "thấp hơn", "gấp")
GROWTH = re.compile(
    r"(?<!\w)(?<!cắt )(?P<verb>tăng trưởng|tăng|giảm|vượt(?!\sbậc|\strội)|cao hơn|thấp hơn|cao gấp|gấp)"
    r"(?:\s(?:gấp|gần|vượt bậc|thêm|hơn|mạnh|khá|nhẹ|cao|bình quân|trung bình|khoảng|trên|ước|tới|lên|đạt|là|trưởng|ít nhất|tối thiểu|đến|được|sâu|nhanh|bậc|vượt)){0,3}\s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    heads: re.Pattern[str]
    openers: re.Pattern[str]
    states: re.Pattern[str]
    ends: re.Pattern[str]
    closing: tuple[str, ...]
    """What `ends` looks for, in lower case."""
    closers: frozenset[str]
    """What `connectives` looks for, in lower case."""
    begins_head: frozenset[str]
    begins_opener: frozenset[str]
    begins_state: frozenset[str]
    """The first words of each list."""


@functools.cache
def word_lists() -> _Words:
    data: dict[str, Any] = patterns.data("figures")["words"]
    closing = [*(s for s in data["states"] if " " in s), "hoàn thành", "số hóa"]
    return _Words(
        heads=re.compile(rf"(?<!\w)(?:{patterns.alternation(data['heads'])})(?!\w)", re.IGNORECASE),
        openers=re.compile(
            rf"(?!chỉ (?:số|tiêu|đạo|thị|dẫn|định)|có (?:hiệu|thẩm)|trên địa)(?:{patterns.alternation(data['openers'])})(?:\s*[:,]\s*|\s+|$)",
            re.IGNORECASE,
        ),
        states=re.compile(rf"(?:{patterns.alternation(data['states'])})(?!\w)", re.IGNORECASE),
        ends=re.compile(rf"(?<!\w)(?:{patterns.alternation(closing)})$", re.IGNORECASE),
        closing=tuple(s.lower() for s in closing),
        closers=frozenset(" ".join(c.lower().split()) for c in data["connectives"]),
        begins_head=opening_words(data["heads"]),
        begins_opener=opening_words(data["openers"]),
        begins_state=opening_words(data["states"]),
    )


def last_match(pattern: re.Pattern[str], text: str, start: int = 0) -> re.Match[str] | None:
    """The last match of a pattern in a text."""
    found = None
    for match in pattern.finditer(text, start):
        found = match
    return found


def growth(text: str) -> re.Match[str] | None:
    """The verb of growth that a text ends with; expects a space at its end."""
    lowered = text.lower()
    return GROWTH.search(text) if any(verb in lowered for verb in _GROWTHS) else None


def opens_with_head(text: str) -> bool:
    """Whether a text begins with a head noun."""
    words = word_lists()
    return opening_word(text) in words.begins_head and words.heads.match(text) is not None


def opens_with_state(text: str) -> bool:
    """Whether a text begins with a state (`đúng hạn`)."""
    words = word_lists()
    return opening_word(text) in words.begins_state and words.states.match(text) is not None


def _names_rate(text: str) -> bool:
    """Whether a text may hold a rate: the pattern is not tried on others."""
    lowered = text.lower()
    return any(rate in lowered for rate in _RATES)


def describing(text: str, quantity: Quantity, labelled: bool, after: str) -> str:
    """The part of the text before a number that describes it: the last chunk between commas that says enough."""
    whole = trim(text)
    if labelled or not whole:
        return whole
    if quantity.percent and _names_rate(text):
        rate = last_match(_RATE, text)
        if rate is not None and len(trim(text[rate.start() :]).split()) > 2:
            return trim(text[rate.start() :])
    chunks = _COMMA.split(text)
    count_unit = quantity.unit is not None and quantity.unit.kind == "count"
    if count_unit and len(chunks) > 1 and not trim(chunks[-1]) and len(after.split()) > 1:
        return ""
    for count in range(1, len(chunks) + 1):
        last = count == len(chunks)
        trimmed = whole if last else trim(",".join(chunks[-count:]))
        if not trimmed or _BARE.fullmatch(trimmed):
            continue
        if not last and _NUMBERED.match(trimmed):
            continue
        # A verb of growth says nothing alone; a head noun says enough.
        words = trimmed.split()
        if len(words) > 1 and opens_with_head(trimmed):
            return trimmed
        if len(words) > 2 and _names_rate(trimmed) and _RATE.search(trimmed):
            return trimmed
        if last:
            return trimmed
        if GROWTH.fullmatch(trimmed + " "):
            continue
        if opens_with_state(trimmed) and word_lists().heads.search(chunks[-count - 1]):
            # `hồ sơ trước hạn, đúng hạn 29.632 hồ sơ`: a state alone continues the list before it.
            continue
        listed = trim(chunks[-count - 1])
        if _continues(trimmed, chunks[-count - 1]) or (opens_with_head(listed) and len(listed.split()) <= 4):
            continue
        if len(words) >= 3 or count_unit:
            return trimmed
    return ""


def shortened(text: str) -> str:
    """A long description from its last head noun or its verb on: the subject of the clause is not part of it."""
    if len(text.split()) <= 10:
        return text
    if _names_rate(text) and (first := _RATE.search(text)) is not None:
        return text[first.start() :]
    for found in word_lists().heads.finditer(text):
        if (
            " " in found[0]
            and 3 <= len(text[found.start() :].split()) <= 24
            and not _PART_OF_WORD.match(text, found.end())
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
        for match in _INITIAL.finditer(tail)
    )


def strip_openers(text: str) -> str:
    text = text.strip(" ,.-+:;\"'“”")
    if not text:
        return text
    words = word_lists()
    for _ in range(5):
        first = opening_word(text)
        if first in _OPENS_PERIOD or first[:1].isdigit():
            period = _PERIOD.match(text)
            if period and period.end() > 3:
                text = text[period.end() :].lstrip(" ,:;-")
                continue
        if first in words.begins_state and words.states.match(text):
            break
        match = words.openers.match(text) if first in words.begins_opener else None
        if match is None:
            break
        text = text[match.end() :].lstrip(" ,:;-")
    return text


def trim(text: str) -> str:
    """The text without the connectives, openers and periods at its ends."""
    text = strip_openers(squeeze(text))
    if not text:
        return text
    words = word_lists()
    for _ in range(5):
        text = text.strip(" ,.-+:;\"'“”≥≤<>~")
        tail = text[-30:]
        whole = tail.lower().endswith(words.closing) and words.ends.search(tail)
        cut = None if whole else suffix_start(tail, words.closers)
        if cut is not None and (cut or len(text) <= 30):
            text = text[: len(text) - len(tail) + cut]
            continue
        if text[-1:].isdigit() or text.endswith(_CLOSES_PERIOD):
            period = last_match(_PERIOD, text, max(0, len(text) - 40))
            if period is not None and period.end() == len(text) and period.start() > 0:
                text = text[: period.start()]
                continue
        break
    return strip_openers(text).strip(" ,.-+:;\"'“”")


def last_rate(text: str) -> str | None:
    """The last rate that a text names before its verb: `tỷ lệ hồ sơ trực tuyến` of `… góp phần tăng tỷ lệ hồ sơ …`."""
    found = last_match(_CHAPTER, text) if _names_rate(text) else None
    if found is None:
        return None
    described = _PREDICATE.split(found[0])
    named = described[0] if len(described) > 1 else _COMMA.split(found[0])[0]
    return " ".join(trim(named).split()[:24]) or None


def from_head(text: str) -> str:
    found = last_match(_RATE, text) if _names_rate(text) else None
    return text[found.start() :] if found is not None else text


def with_growth(text: str, verb: str) -> str:
    if verb in ("tăng", "giảm", "vượt"):
        text = _AMOUNT.sub("", text)
        return f"mức {verb} {text}"
    if verb == "tăng trưởng":
        return text if "tăng trưởng" in text else f"tăng trưởng {text}"
    return text


def only_verb(text: str) -> bool:
    lowered = text.lower()
    return (any(verb in lowered for verb in _GROWTHS) and bool(GROWTH.fullmatch(text + " "))) or fold(
        text
    ) in {
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
    return _COMPARISON.sub("", _AMOUNT_OF.sub("", indicator))


def limited(text: str) -> str:
    words = squeeze(_NOTE_MARK.sub("", text) if "[" in text else text).strip(" ,.-:;").split()
    return " ".join(words[:40])
