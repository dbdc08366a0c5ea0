"""The expressions of a place in an ordering, as found in one sentence before anything is related to them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Literal

import patterns
from extract.facts.context_windows import matches
from extract.values.numbers import parse_ordinal
from extract.values.text import CAPITALS, squeeze
from patterns import expand

Needs = Literal["nothing", "table", "index", "rank", "listed"]

# Letters by which a sentence with a ranking is recognised at the speed of `str.find`, in lower case.
TRIGGERS = (
    "thứ ", "vị trí", "xếp", "đứng", "hạng", "dẫn đầu", "đầu bảng", "quán quân", "á quân", "ngôi ", "nhóm", "tốp", "top ",
    "bậc", "áp chót", "cuối bảng", "chót", "đội sổ", "/63", "/34", "bét bảng", "số một", "số 1", "thủ khoa", "nhất bảng", "về nhì",
    "nhất cả nước", "nhất toàn", "cán đích", "giữa bảng", "nửa trên", "nửa dưới", "đầu cả nước", "bật lên", "vọt lên", "leo lên", "nhảy lên", "vươn lên", "trèo lên",
    "nhất bảng", "nhì bảng", "đăng quang", "đáy bảng", "cuối danh sách", "đèn đỏ", "khép lại", "chốt bảng", "sau cùng", "trung bình thấp", "trung bình cao", "trung bình khá",
    "tụt xuống", "rơi xuống", "rớt xuống", "lùi về", "lùi xuống", "trở lại", "cao nhất", "thấp nhất", "tốt nhất", "đứng cuối",
)  # fmt: skip

_OUT_OF = re.compile(
    r"""\s*(?:(?:tỉnh|thành\s+phố|địa\s+phương|cơ\s+quan)[^,.;()]{0,20}?|[^,.;()]{0,50}?)?[,\s]*\b(?:trên|trong)\s+(?:tổng\s+)?(?:số\s+)?
        (?P<n>\d{1,3})\s+(?:bộ|tỉnh|thành|địa\s+phương|sở|ban|huyện|quận|xã|phường|đơn\s+vị|cơ\s+quan|quốc\s+gia|nước|nền\s+kinh\s+tế|UBND|bệnh\s+viện|trường|khoa|phòng|cục|vụ|chi\s+cục|trung\s+tâm|viện|doanh\s+nghiệp|ngân\s+hàng|thị\s+xã|đặc\s+khu|ngành|khối|thôn)""",
    re.VERBOSE,
)
_DOWN = re.compile(r"giảm|tụt|thụt|trượt|tuột|lùi|lui|sụt|rớt|rơi|xuống|hạ|mất|thấp", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:[Nn]gười|cán\s+bộ|lãnh\s+đạo|[Tt]hủ\s+trưởng|[Cc]ờ\s+thi\s+đua\s+[^.;]{0,40}|[Đđ]ồng\s+chí\s+[^.;,]{0,60}|một\s+trong\s+(?:những|các)\s+[^.;,]{0,30}|"
    r"nhóm\s+[^.;,]{0,40}|do\s+[^.;,]{0,40})\s*$"
)

# A group that is left, and parts of an index that are counted by group: no place of the subject.
_LEFT = re.compile(
    r"(?:(?<!không\s)(?<!chưa\s)(?:khỏi|rời)|ngoài|sát|tiệm\s+cận|(?:không|chưa)(?:\s+(?:còn|được|thể|kịp|bao\s+giờ))?)\s+(?:nằm\s+|có\s+mặt\s+|lọt\s+)?(?:trong\s+|ở\s+|vào\s+)?$"
)
# `xong trước Quốc khánh 02/9`: what may be a day is a place only where places are spoken of.
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\s*/\s*(?:0?[1-9]|1[0-2])")
_PLACED = re.compile(r"(?:[Tt]hứ|[Hh]ạng|[Xx]ếp|[Vv]ị\s+trí)(?!\w)[^.;]*$")
_GRADE = re.compile(
    r"(?:[Hh]uân\s+chương|[Hh]uy\s+chương|[Bb]ệnh\s+viện|(?:công|viên)\s+chức|[Cc]hức\s+danh|[Đđ]ô\s+thị|[Bb]ằng\s+lái|[Nn]ghề)[^.;:]*$"
)
_COUNTED = re.compile(
    r"\d+(?:/\d+)?\s+(?:chỉ\s+số|nội\s+dung|tiêu\s+chí|lĩnh\s+vực|chỉ\s+tiêu|trục)(?:\s+\w+){0,3}\s*$"
)


_ELLIPSIS = re.compile(
    rf"\s*(?:\([^()]{{0,40}}\)\s*)?(?:,|;|,?\s+còn|,?\s+và)\s+(?:(?:còn|và|rồi\s+đến)\s+)?(?:[Tt]ỉnh\s+|[Tt]hành\s+phố\s+|huyện\s+|thị\s+xã\s+)?"
    rf"(?:[{CAPITALS}][^\W\d_]*)(?:[\s-]+(?:[{CAPITALS}][^\W\d_]*|và|-)){{0,7}}\s+(?:thứ\s+|hạng\s+)?(?P<rank>\d{{1,3}})(?:\s*/\s*(?P<out_of>\d{{1,3}}))?"
    r"(?=\s*(?:[.;)]|$|,\s|và\s|trong\s+khi|còn\s))(?![.,]\d)"
)
_LISTED = re.compile(
    expand(r"(?<!\w)(?:(?P<rank>\d{1,3})|(?:thứ|hạng)\s+(?P<word>{ordinal}))(?!\w)(?:/(?P<out_of>\d{1,3}))?")
)


# Without such words a row is of anything: `từ thứ 2 đến thứ 6` are days.
_RANKS = re.compile(r"[Xx]ếp|[Đđ]ứng|[Nn]ằm|[Gg]iữ|[Cc]hiếm|trí|hạng|khoảng")
_MEMBERS_NEXT = re.compile(r"[^.;:()\d]{0,40}?(?:lần\s+lượt|thuộc\s+về)(?!\w)")
_NAME_BEFORE = re.compile(rf"(?<!\w)[{CAPITALS}][^\W\d_]*(?:\s+[^\W\d_]+)?(?:\s+\d{{1,2}})?\s+$")
# The next thing ranked, right behind the place before: `…, kinh tế số | thứ 8`.
_ITEM_BEFORE = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:[,;]|,?\s*(?:và|còn))\s+(?!(?:họp|sáng|chiều|tối|ngày|lần|kỳ|vào|từ|đến)(?!\w))[^,.;:()\d]{3,60}\s"
)
_NEXT_LISTED = re.compile(r"\s*[,;]\s[^.;()\d]{2,60}?\s(?:thứ|hạng)\s+(?:nhì|hai|2)(?!\w)")


@dataclass(frozen=True, slots=True)
class RankAtom:
    """A place (`ranks`, several where they are coordinated), a part of the table (`group`), or only steps; of the
    rule `next` the places that follow on the one told last.

    Each rank comes with the number of those ranked, `None` where not printed. `change` is signed; `change_to` the
    end of a range of steps (`từ 5 đến 10 bậc`); `span` the first and last of a row of places, of which `group` holds
    the words (`từ thứ 2 đến thứ 5`); `total` the number of those ranked where only a group is named.
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
    span: tuple[int, int] | None = None


@functools.cache
def _rules() -> tuple[patterns.Rule, ...]:
    return patterns.rules("rankings").rules


def find_ranks(view: str, start: int, end: int) -> list[RankAtom]:
    """The rank expressions of the matching view between two offsets, in order, none overlapping another."""
    found: list[RankAtom] = []
    for rule in _rules():
        for match in matches(rule, view, start, end):
            if any(a.start < match.end() and match.start() < a.end for a in found):
                continue
            if rule.fields["needs"] == "listed" and not _continues(found, match, view, start, end):
                continue
            found += _read(rule, match, view, start, end)
    found.sort(key=lambda a: a.start)
    return _with_ellipses(found, view, end)


def _with_ellipses(found: list[RankAtom], view: str, end: int) -> list[RankAtom]:
    """Adds the places that leave out their verb behind one that has it: `Tiền Giang xếp hạng 22, Vĩnh Long 31`."""
    added: list[RankAtom] = []
    for i, atom in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if len(atom.ranks) != 1 or atom.rule == "lead":
            continue
        at = atom.end
        limit = following.start if following else end
        while match := _ELLIPSIS.match(view, at, limit):
            total = int(match["out_of"]) if match["out_of"] else None
            added.append(
                replace(
                    atom,
                    start=match.start("rank"),
                    end=match.end(),
                    confidence=round(atom.confidence * 0.85, 3),
                    rule="ellipsis",
                    ranks=((int(match["rank"]), total),),
                )
            )
            at = match.end()
    return sorted([*found, *added], key=lambda a: a.start) if added else found


def _continues(found: list[RankAtom], match: re.Match[str], view: str, start: int, end: int) -> bool:
    """Whether a place without a verb stands behind a name, in a list of which a place has been told."""
    named = _NAME_BEFORE.search(view, max(start, match.start() - 24), match.start())
    before = [a for a in found if a.ranks and a.start < match.start()]
    if before:
        gap = view[max(a.end for a in before) : match.start()]
        return bool(named or _ITEM_BEFORE.fullmatch(gap))
    return bool(
        named
        and parse_ordinal(match["rank"]) == 1
        and _NEXT_LISTED.match(view, match.end(), min(end, match.end() + 90))
    )


def _read(rule: patterns.Rule, match: re.Match[str], view: str, start: int, end: int) -> list[RankAtom]:
    g = match.groupdict()
    if g.get("from"):
        base = RankAtom(match.start("rank"), match.end(), rule.name, rule.confidence, rule.fields["needs"])
        arrived = _place(base, g, view, end)
        left = replace(base, start=match.start("from"), end=match.end("from"))
        total = int(g["from_of"]) if g.get("from_of") else None
        return [replace(left, ranks=((int(match["from"]), total),)), arrived] if arrived else []
    atom = _one(rule, match, g, view, start, end)
    return [atom] if atom is not None else []


def _one(
    rule: patterns.Rule,
    match: re.Match[str],
    g: dict[str, str | None],
    view: str,
    start: int,
    end: int,
) -> RankAtom | None:
    base = RankAtom(match.start(), match.end(), rule.name, rule.confidence, rule.fields["needs"])
    if g.get("next"):
        return base
    if g.get("range"):
        ranked = _RANKS.search(match[0]) or _MEMBERS_NEXT.match(view, match.end(), min(end, match.end() + 60))
        return _range(base, g) if ranked else None
    if g.get("group"):
        left = view[max(start, match.start() - 40) : match.start()]
        if _LEFT.search(left) or (rule.name == "group-name" and _COUNTED.search(left)):
            return None
        group = squeeze(g["group"] or "").strip(' "').rstrip(",")
        return (
            replace(base, group=group, ranks=())
            if rule.name != "bottom"
            else _with_total(replace(base, group=group), view, end)
        )
    if g.get("lead"):
        if _PERSON.search(view[max(start, match.start() - 60) : match.start()]):
            return None
        return _with_total(replace(base, ranks=((2 if g.get("second") else 1, None),)), view, end)
    listed = g.get("list") or g.get("steplist") or g.get("wordlist")
    if listed:
        ranks = []
        for part in _LISTED.finditer(listed):
            value = parse_ordinal(part["rank"] or part["word"])
            if not value:
                return None
            ranks.append((value, int(part["out_of"]) if part["out_of"] else None))
        atom = replace(base, ranks=tuple(ranks))
        return atom if any(total for _, total in ranks) else _with_total(atom, view, end)
    if g.get("rank"):
        before = view[max(start, match.start() - 60) : match.start()]
        if rule.name in ("place-bare", "place") and "thứ" not in match[0].lower() and _GRADE.search(before):
            return None
        if rule.name == "fraction" and _DAY.fullmatch(match[0]) and not _PLACED.search(before):
            return None
        return _place(base, g, view, end)
    return _steps(base, g)


def _range(base: RankAtom, g: dict[str, str | None]) -> RankAtom | None:
    """A row of places, told by its first and last."""
    ends = [
        parse_ordinal(word or "")
        for part in ("low", "high")
        for word in [next((v for k, v in g.items() if k.startswith(part) and v), None)]
    ]
    low, high = ends
    if low is None or high is None or not 0 < low < high:
        return None
    total = int(g["range_of"] or 0) or None
    return replace(base, group=squeeze(g["range"] or ""), span=(low, high), total=total)


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
