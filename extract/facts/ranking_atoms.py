"""The expressions of a place in an ordering, as found in one sentence before anything is related to them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Literal

import patterns
from extract.values.numbers import parse_ordinal
from extract.values.text import squeeze

Needs = Literal["nothing", "table", "index"]

# Letters by which a sentence with a ranking is recognised at the speed of `str.find`, in lower case.
TRIGGERS = (
    "thứ ", "vị trí", "xếp", "đứng", "hạng", "dẫn đầu", "đầu bảng", "quán quân", "á quân", "ngôi đầu", "nhóm", "tốp", "top ",
    "bậc", "áp chót", "cuối bảng", "chót", "đội sổ", "/63", "/34", "bét bảng", "số một",
)  # fmt: skip

_OUT_OF = re.compile(
    r"""\s*(?:(?:tỉnh|thành\s+phố|địa\s+phương|cơ\s+quan)[^,.;()]{0,20}?|[^,.;()]{0,50}?)?[,\s]*\b(?:trên|trong)\s+(?:tổng\s+)?(?:số\s+)?
        (?P<n>\d{1,3})\s+(?:bộ|tỉnh|thành|địa\s+phương|sở|ban|huyện|quận|xã|phường|đơn\s+vị|cơ\s+quan|quốc\s+gia|nước|nền\s+kinh\s+tế|UBND)""",
    re.VERBOSE,
)
_DOWN = re.compile(r"giảm|tụt|lùi|sụt|rớt|rơi|xuống|hạ|mất", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:[Nn]gười|cán\s+bộ|lãnh\s+đạo|[Tt]hủ\s+trưởng|[Cc]ờ\s+thi\s+đua\s+[^.;]{0,40}|[Đđ]ồng\s+chí\s+[^.;,]{0,60}|một\s+trong\s+(?:những|các)\s+[^.;,]{0,30}|"
    r"nhóm\s+[^.;,]{0,40}|do\s+[^.;,]{0,40})\s*$"
)

# A group that is left, and parts of an index that are counted by group: no place of the subject.
_LEFT = re.compile(r"(?:khỏi|rời|không\s+còn)\s+(?:nằm\s+)?(?:trong\s+)?$")
_GRADE = re.compile(
    r"(?:[Hh]uân\s+chương|[Hh]uy\s+chương|[Bb]ệnh\s+viện|(?:công|viên)\s+chức|[Cc]hức\s+danh|[Đđ]ô\s+thị|[Bb]ằng\s+lái|[Nn]ghề)[^.;:]*$"
)
_COUNTED = re.compile(
    r"\d+(?:/\d+)?\s+(?:chỉ\s+số|nội\s+dung|tiêu\s+chí|lĩnh\s+vực|chỉ\s+tiêu|trục)(?:\s+\w+){0,3}\s*$"
)


@dataclass(frozen=True, slots=True)
class RankAtom:
    """A place (`ranks`, several where they are coordinated), a part of the table (`group`), or only steps.

    Each rank comes with the number of those ranked, `None` where not printed. `change` is signed; `change_to` the
    end of a range of steps (`từ 5 đến 10 bậc`); `total` the number of those ranked where only a group is named.
    """

    start: int
    end: int
    rule: str
    confidence: float
    needs: Needs
    ranks: tuple[tuple[int, int | None], ...] = ()
    group: str | None = None
    change: int | None = None
    change_to: int | None = None
    total: int | None = None


@functools.cache
def _rules() -> tuple[patterns.Rule, ...]:
    return patterns.rules("rankings").rules


def find_ranks(view: str, start: int, end: int) -> list[RankAtom]:
    """The rank expressions of the matching view between two offsets, in order, none overlapping another."""
    found: list[RankAtom] = []
    for rule in _rules():
        for match in rule.pattern.finditer(view, start, end):
            if any(a.start < match.end() and match.start() < a.end for a in found):
                continue
            atom = _read(rule, match, view, start, end)
            if atom is not None:
                found.append(atom)
    found.sort(key=lambda a: a.start)
    return found


def _read(rule: patterns.Rule, match: re.Match[str], view: str, start: int, end: int) -> RankAtom | None:
    g = match.groupdict()
    base = RankAtom(match.start(), match.end(), rule.name, rule.confidence, rule.fields["needs"])
    if g.get("group"):
        left = view[max(start, match.start() - 40) : match.start()]
        if _LEFT.search(left) or (rule.name == "group-name" and _COUNTED.search(left)):
            return None
        group = squeeze(g["group"]).strip(' "').rstrip(",")
        return (
            replace(base, group=group, ranks=())
            if rule.name != "bottom"
            else _with_total(replace(base, group=group), view, end)
        )
    if g.get("lead"):
        if _PERSON.search(view[max(start, match.start() - 60) : match.start()]):
            return None
        return _with_total(replace(base, ranks=((2 if g.get("second") else 1, None),)), view, end)
    if g.get("list"):
        parts = [part.split("/") for part in re.findall(r"\d+(?:/\d+)?", g["list"])]
        return replace(base, ranks=tuple((int(p[0]), int(p[1]) if len(p) > 1 else None) for p in parts))
    if g.get("rank"):
        if rule.name == "place-bare" and _GRADE.search(view[max(start, match.start() - 60) : match.start()]):
            return None
        return _place(base, g, view, end)
    return _steps(base, g)


def _place(base: RankAtom, g: dict[str, str | None], view: str, end: int) -> RankAtom | None:
    ranks: list[tuple[int, int | None]] = []
    for rank, total in (("rank", "out_of"), ("mid", "mid_of"), ("more", "more_of"), ("more_word", "more_of")):
        word = g.get(rank)
        if not word:
            continue
        value = 1 if word.startswith(("đầu", "một")) else parse_ordinal(word)
        if value is None or value == 0:
            return None
        out_of = g.get(total)
        ranks.append((value, int(out_of) if out_of else None))
    atom = replace(base, ranks=tuple(ranks))
    return atom if any(total for _, total in ranks) else _with_total(atom, view, end)


def _with_total(atom: RankAtom, view: str, end: int) -> RankAtom:
    """Adds the number of those ranked where it follows in words: `trong số 19 bộ`, `trên tổng số 190 quốc gia`."""
    match = _OUT_OF.match(view, atom.end, min(end, atom.end + 90))
    if not match:
        return atom
    total = int(match["n"])
    if atom.group:
        return replace(atom, total=total)
    return replace(atom, ranks=tuple((rank, total) for rank, _ in atom.ranks))


def _steps(base: RankAtom, g: dict[str, str | None]) -> RankAtom | None:
    raw = g.get("steps") or g.get("signed") or g.get("wide")
    count = parse_ordinal(raw) if raw and raw != "một" else 1
    if count is None:
        return None
    down = bool(_DOWN.search(g.get("verb") or "")) or g.get("sign") == "-"
    upper = g.get("steps_to") or g.get("wide_to")
    return replace(base, change=-count if down else count, change_to=int(upper) if upper else None)
