"""The years that a sentence names, and what each is to it: a frame, a measure of comparison, the year before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.facts.atoms import Atoms
from extract.facts.indices import IndexMention

YearKind = Literal["plain", "leading", "index", "baseline", "open", "previous"]

# What is held every year, and is called by its year: `kỳ khảo sát 2022`, `bảng xếp hạng 2021`.
_ROUND = r"(?:[Kk]ỳ|[Đđ]ợt|[Mm]ùa|[Vv]òng|[Ll]ần|[Bb]ảng|[Bb]ản|[Cc]uộc)(?:\s+(?:khảo\s+sát|đánh\s+giá|xếp\s+hạng|công\s+bố|tổng\s+hợp|điểm|đo))?|[Hh]ồi"
YEAR = re.compile(
    rf"(?<![\d/.,-])(?:(?P<word>[Nn]ăm|NĂM|{_ROUND})\s+)?(?P<year>(?:19|20)\d\d)(?![\d/%]|[.,]\d)(?P<open>\s+và\s+(?:những|các)\s+năm)?"
    r"|(?<!\w)(?:[Mm]ột\s+|[Cc]ùng\s+kỳ\s+)?(?:[Nn]ăm|[Kk]ỳ(?:\s+(?:khảo\s+sát|đánh\s+giá|xếp\s+hạng))?|[Ll]ần|[Đđ]ợt|[Bb]ảng(?:\s+xếp\s+hạng)?)\s+(?:(?P<before>(?:liền\s+)?(?:trước|kề)(?:\s+đó|\s+(?:liền\s+)?kề)?|ngoái)|(?P<next>sau|tới))(?!\w)"
    r"|(?<!\w)(?P<many>[Hh]ai|[Bb]a|[Bb]ốn|[2-5])\s+năm\s+(?:sau(?!\w)|(?P<ago>trước))(?!\w)"
    r"|(?<!\w)[Cc]ách\s+đây\s+(?P<since>hai|ba|bốn|[2-5])\s+năm(?!\w)"
    r"|(?<!\w)(?P<coming>[Ss]ang\s+năm)(?!\s+(?:\d|thứ\s)|\w)"
    r"|(?<!\w)sau\s+(?P<count>một|hai|ba|bốn|[1-5])\s+năm(?!\w)"
)
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4} | {str(n): n for n in range(1, 6)}
BASELINE = re.compile(
    r"(?:so\s+(?:với|cùng)|hơn|bằng|(?<!nếu\s)như|giống|kém)(?:\s+(?:kết\s+quả|mức|cùng\s+kỳ|điểm|chỉ\s+số|của|các|thời\s+điểm|hồi))*\s*$",
    re.IGNORECASE,
)
_BARE_BEFORE = re.compile(r"(?:so\s+với|từ|các\s+năm|đến|và|hoặc|sang|qua|tới|[,(])\s*$", re.IGNORECASE)
_LEADING = re.compile(
    r"[\W_]*(?:[-+*•]\s*)?(?:(?:Trong|Cũng|Riêng|Sang|Bước\s+sang|Đến|Tính|hết|trong|vào|Vào|Kết\s+quả|Theo\s+đó,|Cụ\s+thể,|đến)\s*)*$"
)


@dataclass(frozen=True, slots=True)
class Year:
    """A year at `start:end`; `previous` is one told from the year spoken of: `năm trước` (−1), `năm sau` (+1).

    A `previous` or `baseline` without a number of its own has `year` 0 and its distance in `offset`.
    """

    start: int
    end: int
    year: int
    kind: YearKind
    offset: int = 0


def find_years(
    view: str, start: int, end: int, atoms: Atoms, indices: Sequence[IndexMention]
) -> tuple[Year, ...]:
    """The years of the sentence `start:end`, in order; the years of dates and of cited documents are none."""
    found: list[Year] = []
    for match in YEAR.finditer(view, start, end):
        s, e = match.span()
        left = view[max(start, s - 40) : s]
        baseline = bool(BASELINE.search(left))
        if match["count"]:
            told = [y for y in found if y.year]
            if told and told[-1].kind != "baseline":
                found.append(Year(s, e, told[-1].year + _COUNTS.get(match["count"], 0), "plain"))
            continue
        if match["many"] or match["since"]:
            distance = _COUNTS.get((match["many"] or match["since"]).lower(), 2)
            past = match["ago"] or match["since"]
            found.append(Year(s, e, 0, "previous", -distance if past else distance))
            continue
        if match["year"] is None:
            offset = -1 if match["before"] else 1
            if offset == 1 and re.search(r"(?:một|hai|ba|bốn|năm|\d)\s*$", left):
                continue
            found.append(Year(s, e, 0, "baseline" if baseline else "previous", offset))
            continue
        date = atoms.dates.at(match.start("year"))
        if date is not None and date.precision not in ("year",):
            continue
        if atoms.citations.at(s) is not None:
            continue
        year = int(match["year"])
        attached = any(i.year == year and i.end <= s < i.year_end + 1 for i in indices)
        if (
            not match["word"]
            and not attached
            and not (
                _BARE_BEFORE.search(left)
                and (found or "năm" in view[max(start, s - 70) : s] or "từ" in left or baseline)
            )
        ):
            continue
        kind: YearKind = "plain"
        if match["open"]:
            kind = "open"
        elif baseline:
            kind = "baseline"
        elif attached:
            kind = "index"
        elif _LEADING.match(view[start:s]) and s - start < 40:
            kind = "leading"
        found.append(Year(s, e if not match["open"] else match.start("open"), year, kind))
    return tuple(found)
