"""Numbers without a unit of their own, which take it from what stands before them.

`Số hồ sơ đã giải quyết: 12.345` counts the noun of its label; `tiếp nhận 320 hồ sơ, giải quyết 305, còn lại 15` and
`15 cán bộ (khiển trách 9, cảnh cáo 6)` divide a whole; `215 cán bộ (cùng kỳ 198)` sets a count beside another.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

import patterns
from extract.facts.figure_quantity import Quantity
from extract.facts.figure_units import Unit, read_unit

_CLOSED = re.compile(r"\s?(?:[,;()]|\.(?!\d)|$|\n|\s(?:và|trong đó|gồm|đạt|chiếm)\s)")
_LABEL = re.compile(
    r"(?<!\w)(?P<label>(?:[Tt]ổng\s)?[Ss]ố(?:\slượng)?(?=\s))[^.;:()\d]{3,80}(?::|\s(?:là|đạt|có|còn|ước đạt|ước))\s?(?:(?:khoảng|hơn|gần|trên|dưới)\s)?$"
)
# `Biên chế viên chức hiện có 3.214`: the noun that opens the clause is what the number counts.
_NOUN = re.compile(
    r"(?:^|[.;:]\s|\n)(?P<noun>[^\W\d][^.;:,()\d]{3,70}?)\s(?:là|hiện có|hiện là|hiện còn|còn|còn lại|còn lại là)\s(?:(?:khoảng|hơn|gần|trên|dưới)\s)?$"
)
_OWNERS = ("people", "petitions")
_OWNER_NOUNS = ("hồ sơ", "thủ tục", "tthc", "phiếu", "dịch vụ công")
# The members of a whole, each with a few words.
_PART = re.compile(
    r"(?:[^.;()]{0,30}\(|\)?\s?[,;]|\s?, gồm|\s?,? trong đó:?|\svà)\s?(?P<words>[^\W\d]+(?:\s[^\W\d]+){0,5}):?\s$"
)
_WHOLE = re.compile(r"\(|trong đó|gồm")
_SEPARATED = re.compile(r"\d{1,3}(?:[.,]\d{3})*$")
_RANK = re.compile(r"(?<!\w)(?:xếp|đứng|hạng|tầng|phòng)(?!\w)", re.IGNORECASE)
_TIME = re.compile(r"(?<!\w)(?:năm|giai đoạn|tháng|ngày|quý|đến|từ|khóa|nhiệm kỳ)$")


@functools.cache
def _beside() -> re.Pattern[str]:
    """A parenthesis that sets a number beside the one before it: `(cùng kỳ năm 2023 là `."""
    words = patterns.alternation(patterns.data("figures")["words"]["comparisons"])
    return re.compile(
        rf"(?:\s[^\W\d]+){{0,4}}\s?\((?:so với\s|so\s)?(?:{words})(?:\snăm)?(?:\s20\d\d)?(?:\s(?:là|có|đạt|chỉ|còn))?:?\s$"
    )


def bare_unit(
    view: str,
    before: str,
    match: re.Match[str],
    end: int,
    found: Sequence[Quantity],
    labels: Collection[str],
    weak: Collection[str],
    last: Sequence[str],
) -> Unit | None:
    """The unit of a number that none follows, `None` where nothing before it says what it counts.

    `last` are the last words before the number, the longest phrase first; `labels` and `weak` the words that number
    what they name.
    """
    if match["to"] or match["out_of"] or not _CLOSED.match(view, match.end(), end):
        return None
    at = match.end("value")
    previous = found[-1] if found else None
    if previous is not None and previous.unit is not None and previous.unit.kind in ("count", "measure"):
        gap = view[previous.end : match.start()]
        if len(gap) < 90 and "(" in gap and _beside().fullmatch(gap):
            return replace(previous.unit, start=at, end=at)
    if not last or last[-1] == "số" or any(w in labels for w in last):
        return None
    tail = next((w for w in last if w in weak), None)
    if tail is None and (unit := _of_label(before)) is not None:
        return replace(unit, start=at, end=at)
    whole = next((q for q in reversed(found) if q.rule != "quantity_bare" and not q.percent), None)
    if whole is None or previous is None or whole.unit is None or whole.unit.kind != "count":
        return None
    gap = view[previous.end : match.start()]
    part = _PART.fullmatch(gap) if len(gap) < 130 else None
    if part is None or not _is_lower(part["words"]) or _RANK.search(gap) or _TIME.search(part["words"]):
        return None
    if tail is not None:
        # `nghỉ hưu trước tuổi 97`: a label word after several others, in what is said to divide the whole.
        divides = _WHOLE.search(gap) is not None or previous.rule == "quantity_bare"
        if not divides or len(part["words"].split()) < len(tail.split()) + 2:
            return None
    digits = match["value"].replace(".", "").replace(",", "")
    if not _SEPARATED.match(match["value"]) or Decimal(digits) > whole.value.value:
        return None
    return replace(whole.unit, start=at, end=at)


def _of_label(before: str) -> Unit | None:
    """The noun of the label before a number: `Số hồ sơ đã giải quyết:`, `Biên chế viên chức hiện có`."""
    if label := _LABEL.search(before):
        unit = read_unit(before, label.end("label"), len(before))
        if unit is not None and unit.known and unit.kind == "count":
            noun = " ".join(unit.text.split(",")[0].split())
            return replace(unit, text=noun)
    if before.endswith(("là ", "có ", "còn ", "lại ")) and (named := _NOUN.search(before)):
        unit = read_unit(before, named.start("noun"), len(before))
        if (
            unit is not None
            and unit.known
            and (unit.group in _OWNERS or unit.text.lower().startswith(_OWNER_NOUNS))
            and not _RANK.search(named["noun"])
        ):
            return unit
    return None


def _is_lower(words: str) -> bool:
    """Whether no word is a name: abbreviations in capitals may be nouns."""
    return all(word.islower() or (word.isupper() and len(word) > 1) for word in words.split())
