"""The places of a sentence: which rank expressions stand, and which gains and losses belong to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.facts.context import Context, Sentence
from extract.facts.indices import find_criteria
from extract.facts.ranking_atoms import RankAtom
from extract.facts.score_relations import number_of, year_after

_TABLE = re.compile(
    r"bảng\s+xếp\s+hạng|xếp\s+hạng|[Cc]ả\s+nước|toàn\s+quốc|thế\s+giới|khu\s+vực|ASEAN|Đông\s+Nam\s+Á|danh\s+sách|tỉnh,\s+thành|toàn\s+(?:tỉnh|huyện|ngành)|trong\s+khối|khối\s"
)
_RANKED = re.compile(
    r"(?<!\w)(?:\d{1,2}\s+bậc|bậc|[Xx]ếp|[Hh]ạng|[Vv]ị\s+trí|[Tt]hứ\s+(?:hạng|bậc|\d+))(?!\w)"
)
_IN_TABLE = re.compile(r"[^,.;:()]{0,20}?(?:bảng|danh\s+sách|khối|nhóm\s+(?:các\s+)?(?:sở|bộ|huyện|địa))")
_AFTER_RANK = re.compile(
    r"\s*(?:(?:UBND\s+)?(?:các\s+)?(?:tỉnh|thành\s+phố(?:\s+Thủ\s+Đức)?|thành|quận|huyện|thị\s+xã|thị\s+trấn|xã|phường|địa\s+phương|đơn\s+vị|cơ\s+quan|sở|ban|ngành|quốc\s+gia|nền\s+kinh\s+tế|cả\s+nước|toàn\s+quốc|trong|trên|trực\s+thuộc|[Tt]rung\s+ương)(?:\s*[,/]\s*(?=thành|thị|huyện|quận|xã|nền|ban|ngành|phường))?\s*)*"
    r"(?:[,(;]|và|\s-)?\s*(?:so\s+với\s+(?:kết\s+quả\s+)?(?:năm\s+|kỳ\s+)?(?:\d{4}|(?:liền\s+)?trước|ngoái)(?:\s+đó)?\s*,?\s*)?"
    r"(?:(?:tức|nghĩa)(?:\s+là)?\s+|qua\s+đó\s+|như\s+vậy\s+(?:là\s+)?)?(?:đã\s+)?$"
)
_TO_RANK = re.compile(
    r"\s*(?:so\s+với\s+(?:năm\s+)?(?:\d{4}|(?:liền\s+)?trước|ngoái|năm\s+trước|năm\s+ngoái|kỳ\s+trước)(?:\s+đó)?)?\s*[,)(]?\s*(?:và|để|đã|từ|vươn|lên|xuống|đứng|xếp|ở|rơi|lui|tụt|lùi|còn|về|giữ|nhảy|thăng|trở|thành|chỉ|vị\s+trí|ngôi|hạng|thứ|giành|chiếm|trèo|leo|bật|vọt|tới|đến|nên|hiện|vào|rớt|lọt|qua\s+đó|chen(?:\s+chân)?|góp\s+mặt|không\s+(?:thấp\s+hơn|dưới)|tối\s+thiểu|ít\s+nhất|bảo\s+vệ|trụ|dừng|\s|,)*$"
)
_FROM = re.compile(r"[Tt]ừ\s+(?:vị\s+trí\s+|thứ\s+hạng\s+|hạng\s+)?(?:thứ\s+)?$")
_FROM_INSIDE = re.compile(r"(?:từ|Từ)\s")
# A place in brackets is what the steps are measured against: `tăng 4 bậc so với năm 2021 (hạng 18)`.
_MEASURED = re.compile(r"so\s+với[^()]*\(\s*$")
_DAY_BEFORE = re.compile(r"(?:trước|sau|ngày|đến|hết|từ|vào|sáng|chiều|tối|trưa|hôm|hạn)\s+$", re.IGNORECASE)
# A place of another month or quarter is of the same year.
_SAME_YEAR = re.compile(r"\s*\(?(?:của\s+|hồi\s+)?(?:tháng|quý|tuần)\s")
OBJECT = re.compile(
    r"""\s*(?:(?:trong\s+|trên\s+)?(?:cả\s+nước|toàn\s+quốc|khu\s+vực|thế\s+giới|vùng(?:\s+\w+){0,6}?|toàn\s+tỉnh|tỉnh(?:,\s+thành\s+phố)?|\d+\s+\w+)\s*,?\s*){0,3}
        (?:,\s*)?về\s+(?:chỉ\s+tiêu\s+|mặt\s+)?(?P<name>[^,.;:()]{3,70}?)(?=\s*(?:[,.;:()]|$|và\s|với\s|trong\s|năm\s|giai\s+đoạn|theo\s|là\s|so\s+với|của\s))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A rank expression with the steps that belong to it."""

    atom: RankAtom
    change: int | None = None
    change_to: int | None = None
    end: int = 0
    start: int = 0


def rank_atoms(context: Context, sentence: Sentence) -> list[RankAtom]:
    """The rank expressions of a sentence that its context lets stand."""
    atoms = context.ranks(sentence.start, sentence.end)
    if not atoms:
        return []
    named = any(not i.denied for i in sentence.indices) or any(
        True for _ in find_criteria(context.lower, sentence.start, sentence.end)
    )
    sure = any(a.needs == "nothing" and a.ranks for a in atoms)
    table = bool(_TABLE.search(context.view, sentence.start, sentence.end))
    carried: bool | None = None
    kept = []
    for atom in atoms:
        if context.atoms.citations.overlaps(atom.start, atom.end) or _is_day(context, sentence, atom):
            continue
        if atom.needs == "rank" and not _RANKED.search(context.view, sentence.start, sentence.end):
            continue
        if (
            atom.needs == "nothing"
            or named
            or sure
            or (
                atom.needs == "table"
                and table
                and (atom.rule != "lead" or _IN_TABLE.match(context.view, atom.end, sentence.end))
            )
        ):
            kept.append(atom)
            continue
        if carried is None:
            carried = context.carried_index(sentence.start) is not None
        if carried or (atom.rule == "lead" and table and OBJECT.match(context.view, atom.end, sentence.end)):
            kept.append(atom)
    return kept


def _is_day(context: Context, sentence: Sentence, atom: RankAtom) -> bool:
    """Whether a bare fraction is a day and a month: `trước 31/7`, `sáng 12/3`."""
    if atom.rule != "fraction" or len(atom.ranks) != 1:
        return False
    day, month = atom.ranks[0]
    if day > 31 or (month or 0) > 12:
        return False
    return day > (month or 0) or bool(
        _DAY_BEFORE.search(context.view, max(sentence.start, atom.start - 16), atom.start)
    )


def joined(context: Context, sentence: Sentence, atoms: Sequence[RankAtom]) -> list[Place]:
    """Gives each gain or loss of places to the rank that it belongs to, and joins two ways of saying one rank."""
    view = context.view
    places = [Place(a, start=a.start, end=a.end) for a in atoms if a.change is None]
    for step in (a for a in atoms if a.change is not None):
        before = [i for i, p in enumerate(places) if p.atom.end <= step.start]
        after = [i for i, p in enumerate(places) if p.atom.start >= step.end]
        if before:
            i = before[-1]
            gap = view[places[i].atom.end : step.start]
            bracketed = re.fullmatch(r"[^,;.()]{0,70}\(\s*", gap)
            if places[i].change is None and (bracketed or _AFTER_RANK.fullmatch(gap)):
                places[i] = replace(
                    places[i], change=step.change, change_to=step.change_to, end=max(places[i].end, step.end)
                )
                continue
        if after:
            i = after[0]
            # `giảm 2 bậc, từ thứ 4 xuống thứ 6`: the steps belong to the place arrived at.
            if i + 1 < len(places) and _leads(view, places[i].atom, places[i + 1].atom):
                i += 1
            gap = view[step.end : places[after[0]].atom.start]
            if places[i].change is None and _TO_RANK.fullmatch(gap) and not _MEASURED.search(gap):
                places[i] = replace(places[i], change=step.change, change_to=step.change_to, start=step.start)
                continue
        if before:
            i = before[-1]
            gap = view[places[i].atom.end : step.start]
            if (
                places[i].change is None
                and len(gap) < 70
                and not re.search(r"[;.]", gap)
                and (
                    not _speaks_of_other(sentence, places[i].atom.end, step.start)
                    or re.match(r"\s*(?:thuộc\s+về|là|về\s+tay|gọi\s+tên)\s", gap)
                )
            ):
                places[i] = replace(
                    places[i], change=step.change, change_to=step.change_to, end=max(places[i].end, step.end)
                )
                continue
        places.append(
            Place(step, change=step.change, change_to=step.change_to, start=step.start, end=step.end)
        )
    places.sort(key=lambda p: p.atom.start)
    merged: list[Place] = []
    for place in places:
        last = merged[-1] if merged else None
        if (
            last is not None
            and place.atom.ranks
            and re.fullmatch(
                r"[\s,\"']*(?:và\s+|tức\s+|với\s+|ở\s+|khi\s+|\()?", view[last.end : place.start]
            )
        ):
            if (
                last.atom.group
                and not last.atom.ranks
                and (last.atom.rule == "bottom" or "bảng" in last.atom.group)
            ):
                merged[-1] = replace(place, start=last.start)
                continue
            if (
                last.atom.ranks
                and last.atom.rule == "lead"
                and place.atom.ranks[0][0] == last.atom.ranks[0][0]
            ):
                merged[-1] = replace(place, start=last.start)
                continue
        merged.append(place)
    return merged


def _leads(view: str, first: RankAtom, second: RankAtom) -> bool:
    """Whether two ranks are where one came from and where it arrived: `từ thứ 4 xuống thứ 6`."""
    starts_from = _FROM_INSIDE.match(view, first.start) or _FROM.search(
        view[max(0, first.start - 24) : first.start]
    )
    between = view[first.end : second.end]
    return bool(
        starts_from
        and re.search(r"(?:lên|xuống|vươn|tụt|còn|về|đến)\s", between)
        and len(view[first.end : second.start]) < 90
        and ";" not in between
    )


def _speaks_of_other(sentence: Sentence, start: int, end: int) -> bool:
    return any(start <= s.start < end and s.kind == "named" for s in sentence.subjects) or any(
        start <= i.start < end and not i.weak for i in sentence.indices
    )


def is_from(context: Context, sentence: Sentence, atom: RankAtom) -> bool:
    """Whether a place is the one come from: `từ vị trí 29 năm 2021`."""
    left = context.view[max(sentence.start, atom.start - 24) : atom.start]
    return bool(atom.ranks) and bool(_FROM_INSIDE.match(context.view, atom.start) or _FROM.search(left))


def year_from(
    context: Context, sentence: Sentence, atom: RankAtom, places: Sequence[Place], year: int | None
) -> int | None:
    """The year of a place come from: the one before that of the place arrived at; unknown where none follows."""
    following = [p.atom for p in places if p.atom.start >= atom.end and p.atom.ranks]
    if year is None or not following or not _leads(context.view, atom, following[0]):
        return None
    arrived = year_after(context, sentence, following[0].end)
    reached = number_of(context, sentence, arrived) if arrived else year
    if reached is None or _SAME_YEAR.match(context.view, atom.end):
        return reached
    return reached - 1
