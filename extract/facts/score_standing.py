"""Which expressions of points are points on an index or criterion.

What is called `điểm` may be places (`114 điểm hỗ trợ`), and a percentage in a sentence about an index is mostly the
share of something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.atoms import Spanned
from extract.facts.context import Context, Sentence
from extract.facts.indices import find_criteria, indices_of_criterion
from extract.facts.ranking_atoms import RankAtom
from extract.facts.score_atoms import ScoreAtom
from extract.facts.score_relations import index_for, ordered

_HEAD = re.compile(
    r"(?:chỉ\s+số|kết\s+quả|điểm\s+số|số\s+điểm|tổng\s+điểm|điểm|giá\s+trị(?:\s+trung\s+bình)?|mức\s+điểm|trung\s+bình|bình\s+quân|(?:cao|thấp)\s+nhất)(?!\w)",
    re.IGNORECASE,
)
_POINT_VERB = re.compile(
    r"(?:đạt(?:\s+được)?|với|được|tăng|giảm|trên|dưới|từ|lên|xuống|còn|là|tối\s+đa|cộng|trừ|thang\s+điểm|nguyên|chỉ|mới|chấm|hơn|số|tổng|:|\(|có\s+tổng|có\s+kết\s+quả|[\w)]{2,},)\s*(?:số\s+điểm\s+)?\"?\s*$"
)
_PLACES = re.compile(
    r"(?:tại|ở|có|gồm|thêm|các|những|mỗi|bố\s+trí|lắp\s+đặt|xây\s+dựng|hình\s+thành|xử\s+lý|xảy\s+ra|ghi\s+nhận|tổ\s+chức|khắc\s+phục|đến)\s*(?:khoảng\s+|hơn\s+|trên\s+|gần\s+)?$"
)
_OTHER_MEASURE = re.compile(
    r"t[ỷỉ]\s+lệ\s+(?!\d|trên|hơn|là|đạt|chung|điểm|hài|này)|t[ỷỉ]\s+trọng|hồ\s+sơ|doanh\s+nghiệp\s+(?!hài)|giao\s+dịch|thu\s+ngân\s+sách|tăng\s+trưởng|GRDP|GDP|kế\s+hoạch\s+(?:giao|vốn|năm)|số\s+hóa|giải\s+ngân|người\s+được\s+hỏi|phiếu|"
    r"dân\s+số|hộ\s+nghèo|xuất\s+khẩu|vốn|doanh\s+thu|thời\s+gian|chi\s+phí|phản\s+ánh|nhiệm\s+vụ|cán\s+bộ|công\s+chức\s+(?!trực)|văn\s+bản|thủ\s+tục\s+(?!hành\s+chính\s+công)|TTHC|dịch\s+vụ\s+công\s+trực\s+tuyến\s+(?:mức|toàn)|người\s+dân\s+(?:biết|tham)|biết\s+đến|số\s+ước|nội\s+địa",
    re.IGNORECASE,
)
_TO_VALUE = re.compile(
    r"[\s\"'\]:(]*(?:[^,.;:()%\d]{0,40}\s)?(?:(?:đạt|là|chỉ|mới|được|còn|dừng\s+ở|ở\s+mức|với|có|vỏn\s+vẹn|trung\s+bình|bình\s+quân|(?:cao|thấp)\s+nhất,?|tới|lên|xuống|bằng)\s*)*\(?\s*"
)
# Words before the name of a criterion that make it the share of something.
_SHARE = re.compile(
    r"(?:t[ỷỉ]\s+(?:lệ|trọng)|hồ\s+sơ|số\s+lượng|(?:thực\s+hiện|giải\s+quyết|nâng\s+cao|cải\s+thiện|thiểu))[^,.;]*$"
)
# Words that make of `12 điểm` so many places of something: `thêm 12 điểm tiếp nhận hồ sơ`.
_PLACE_KIND = re.compile(
    r"\s+(?!(?:so|và|xếp|đứng|nhưng|song|do|vì|nhờ|cho|ở|trong|về|của|năm|trên|với|để|là|theo|tại|khi|đối|mỗi|nếu|đạt|thì|mà|còn|lên|xuống|chỉ|tiêu|thành|nội|tổng|nữa|rồi|nên|bởi|trừ|cộng)(?!\w))[a-zà-ỹđ]"
)
# The result spoken of before: `con số này mới là 80%`.
_AGAIN = re.compile(
    r"(?:con\s+số|điểm\s+số|tỷ\s+lệ|kết\s+quả|chỉ\s+số|mức)\s+(?:này|đó|ấy)\s+(?:[^,.;()%\d]{0,20}\s)?(?:là|đạt|được|ở|còn|chỉ)\s*$"
)
_AVERAGE = re.compile(r"trung\s+bình|bình\s+quân")
_COUNTED = re.compile(r"\d+\s*/\s*\d+\s+[^,.;()%]{2,40}\($")
# So many parts of an index reach a bound: `có 5 tiêu chí trên 90%`.
COUNTED_PARTS = re.compile(
    r"\d\s+(?:lĩnh\s+vực|tiêu\s+chí(?:\s+thành\s+phần)?|chỉ\s+số\s+(?:thành\s+phần|nội\s+dung)|nội\s+dung|trục)\s+(?:đều\s+)?(?:đạt\s+|có\s+(?:điểm|kết\s+quả)\s+)?$"
)
_SINCE = re.compile(r"[,;(]\s|\.\s|:\s|…\s")


def about_index(context: Context, sentence: Sentence, ranked: bool) -> bool:
    """Whether the sentence speaks of an index, by name, by its ranks, or in continuation of what was said."""
    if any(not i.denied and not i.weak for i in sentence.indices):
        return True
    if any(i.weak for i in sentence.indices) and (
        ranked or _HEAD.search(context.view, sentence.start, sentence.end)
    ):
        return True
    if any(i.denied for i in sentence.indices):
        return False
    return context.carried_index(sentence.start) is not None


def continues(context: Context, sentence: Sentence) -> bool:
    """Whether the sentence goes on about an index that the text just before it names."""
    mention = context.carried_index(sentence.start, near=True)
    if mention is None:
        # News names its index late, or only in the headline.
        return not context.document.header.doc_type and bool(
            _HEAD.search(context.view, sentence.start, sentence.end)
        )
    if sentence.start - mention.end < 900:
        return True
    return (
        bool(_HEAD.search(context.view, sentence.start, sentence.end)) and sentence.start - mention.end < 3000
    )


def stands(
    context: Context,
    sentence: Sentence,
    point: ScoreAtom,
    about: bool,
    kept: Sequence[ScoreAtom],
    ranks: Sequence[RankAtom],
) -> bool:
    """Whether points are points: what is called so may be places (`114 điểm hỗ trợ`), a share or another measure."""
    view = context.view
    left = view[max(sentence.start, point.start - 60) : point.start]
    if not point.needs_index:
        if point.rule == "points":
            whole = isinstance(point.value, int)
            if whole and _PLACES.search(left) and not point.bound:
                return False
            if whole and not about and not _POINT_VERB.search(left) and not point.bound:
                return False
            if (
                whole
                and not about
                and re.search(r"(?:đến|từ|trên|hơn|với|được|:)\s*$", left)
                and not re.search(r"điểm", left)
            ):
                return bool(re.search(r"điểm", view[sentence.start : point.start], re.IGNORECASE)) or bool(
                    _scored_list(context, sentence)
                )
        if (
            point.rule == "change"
            and not about
            and isinstance(point.value, int)
            and not re.search(r"điểm|tiêu\s+chí|chấm", view[sentence.start : point.start], re.IGNORECASE)
            and not re.match(r"(?:bị\s+)?(?:trừ|cộng)", context.lower[point.start : point.end])
        ):
            return bool(_scored_list(context, sentence))
        placed = isinstance(point.value, int) and _PLACE_KIND.match(view, point.end, sentence.end)
        return not (point.rule == "change" and placed)
    if not about:
        return point.max is None and _criterion_beside(context, sentence, point)
    if point.max is not None:
        return True
    return _percent_stands(context, sentence, point, kept, ranks)


def _criterion_beside(context: Context, sentence: Sentence, point: ScoreAtom) -> bool:
    """Whether a criterion of the index is named right before a value: `tiếp cận dịch vụ 84,9%`, `… dừng ở 81%`."""
    if point.bound:
        return False
    for start, end in find_criteria(context.lower, max(sentence.start, point.start - 160), point.start):
        if _TO_VALUE.fullmatch(context.view, end, point.start) and not _SHARE.search(
            context.view, max(sentence.start, start - 50), start
        ):
            mention, _ = index_for(context, sentence, point.start, point.end)
            owners = indices_of_criterion(context.view[start:end])
            return mention is not None and mention.name in owners
    return False


def _criterion_named(context: Context, sentence: Sentence, point: ScoreAtom) -> bool:
    """Whether the sentence is about a criterion of an index and no other measure is told between it and the value."""
    held = list(find_criteria(context.lower, max(sentence.start, point.start - 160), point.start))
    if not held or _SHARE.search(context.view, max(sentence.start, held[-1][0] - 50), held[-1][0]):
        return False
    return not _OTHER_MEASURE.search(context.view, held[-1][1], point.start)


def _satisfaction(context: Context, sentence: Sentence, point: ScoreAtom) -> bool:
    mention, _ = index_for(context, sentence, point.start, point.end)
    return mention is not None and mention.name == "SIPAS" and not mention.weak


def _scored_list(context: Context, sentence: Sentence) -> bool:
    """Whether the item stands under a lead-in that speaks of points."""
    section = context.document.section_at(sentence.start)
    for ancestor in context.document.ancestors(section)[1:3]:
        head = context.view[ancestor.start : min(ancestor.end, ancestor.start + 200)]
        if re.search(r"điểm|chấm", head):
            return True
    return False


def clause_start(context: Context, sentence: Sentence, at: int) -> int:
    """Where the clause that holds `at` begins; a comma inside a name (`63 tỉnh, thành phố`) begins none."""
    first = max(sentence.start, at - 400)
    held: list[Spanned] = [*sentence.subjects, *sentence.indices]
    names = [n for n in held if first <= n.end and n.start < at]
    ends = [
        m.end()
        for m in _SINCE.finditer(context.view, first, at)
        if not any(n.start < m.start() and m.end() < n.end for n in names)
    ]
    return ends[-1] if ends else first


def _percent_stands(
    context: Context,
    sentence: Sentence,
    point: ScoreAtom,
    kept: Sequence[ScoreAtom],
    ranks: Sequence[RankAtom],
) -> bool:
    """Whether a percentage or a bare decimal is a result on the index, by the words of its clause."""
    view = context.view
    before = [i for i in sentence.indices if i.end <= point.start]
    if before and before[-1].denied:
        return False
    if _criterion_beside(context, sentence, point):
        return True
    clause = clause_start(context, sentence, point.start)
    head = view[clause : point.start]
    paren = sentence.paren_at(point.start)
    named = [i for i in before if i.start >= clause]
    if point.form == "change":
        if named and not named[-1].weak and not _OTHER_MEASURE.search(view[named[-1].end : point.start]):
            return True
        if point.rule == "decimal-change":
            return not _OTHER_MEASURE.search(view[clause : point.start])
        near = [k for k in kept if point.start - k.end < 60]
        return (
            bool(near)
            and near[-1].unit == point.unit
            and not _OTHER_MEASURE.search(view[near[-1].end : point.start])
        )
    if paren is not None and re.fullmatch(
        r"\s*(?:hơn|trên|gần|dưới|đạt|với|chỉ|mới|là|chỉ\s+số|\s)*", view[paren[0] + 1 : point.start]
    ):
        # In parentheses right after a name: whose points they are, unless what stands there is counted or a share.
        outer = view[max(sentence.start, paren[0] - 60) : paren[0] + 1]
        if _COUNTED.search(outer):
            return False
        owner = any(0 <= paren[0] - s.end <= 3 and s.kind == "named" for s in sentence.subjects)
        index = any(
            0 <= paren[0] - max(i.end, i.year_end if i.year_end <= paren[0] else 0) <= 3
            for i in before
            if not i.weak
        )
        year = any(0 <= paren[0] - y.end <= 3 for y in sentence.years)
        rank = bool(re.search(r"(?:nhất|nhì|ba|tư|hai|bậc|đầu|chót|bảng|\d)\s*\($", outer))
        average = (
            bool(_AVERAGE.search(outer))
            and any(0 <= paren[0] - s.end <= 3 and s.kind == "group" for s in sentence.subjects)
            and not _OTHER_MEASURE.search(view[sentence.start : paren[0]])
        )
        return (
            owner
            or index
            or year
            or average
            or point.rule == "decimal"
            or (rank and bool(kept))
            or any(
                0 <= paren[0] - r.end < 40 and not re.search(r"[,;]", view[r.end : paren[0]])
                for r in ranks
                if r.ranks or r.group
            )
        )
    if (
        kept
        and ordered(context, sentence, point.start)
        and re.fullmatch(r"\s*(?:và|,)\s*", view[kept[-1].end : point.start])
    ):
        return True
    if point.bound and COUNTED_PARTS.search(head):
        return True
    if point.rule == "from-to-bare" and _criterion_named(context, sentence, point):
        return True
    after = named[-1].end if named else clause
    if _OTHER_MEASURE.search(view[after : point.start]):
        return False
    since = max((i.end for i in before if not i.weak), default=sentence.start)
    if re.search(r"t[ỷỉ]\s+lệ\s+(?!\d|trên|hơn|là|đạt|chung|điểm|hài)[^.;]*$", view[since : point.start]):
        return False
    if point.rule == "decimal" and not re.search(r"\d\s*$", head):
        return True
    if named and not named[-1].weak:
        return (
            bool(
                re.search(
                    r"(?:đạt|là|với|có|chỉ|còn|mức|vẹn|mới|ở|:|được|lên|xuống|tỷ\s+lệ|điểm|lượt|đều|"
                    + r"trung\s+bình|nhất|\d{4}|và|,)\s*$",
                    head,
                )
            )
            or point.end - named[-1].end < 30
        )
    if point.rule == "decimal":
        beside = any(
            clause - 2 <= s.start and s.end <= point.start and point.start - s.end < 14
            for s in sentence.subjects
        )
        verb = bool(
            re.search(r"(?:đạt|là|với|chỉ|kết\s+quả|số\s+điểm|điểm\s+số|giá\s+trị|chỉ\s+số)\s*$", head)
        )
        return (beside or verb) and not re.search(r"\d\s*$", head)
    if _AGAIN.search(head):
        return True
    if (
        "hài lòng" in head
        and _satisfaction(context, sentence, point)
        and re.search(r"(?:đạt|là|chỉ|còn|được|mức|lòng|\d{4})\s*$", head)
    ):
        return True
    if _HEAD.search(head):
        return bool(
            re.search(
                r"(?:đạt|là|với|có|chỉ|còn|mức|được|nhất|hơn|trên|dưới|số|quả|điểm|lượt|đều|ở|mới|nguyên|vẹn|:|\s)\s*$",
                head,
            )
        )
    subject = [s for s in sentence.subjects if clause <= s.start and s.end <= point.start]
    ranked_or_scored = bool(kept) or any(not i.weak and not i.denied for i in sentence.indices) or bool(ranks)
    ranked_here = any(clause <= r.start and r.end <= point.start for r in ranks)
    if ranked_here and re.search(r"(?:với|đạt|là|chỉ|được)\s*(?:chỉ\s+)?$", head):
        return True
    if subject and ranked_or_scored:
        return bool(
            re.fullmatch(
                r"[^%]{0,40}?(?:đạt|là|với|chỉ|mới|dưới|trên|hơn|có|được|dừng\s+ở)?\s*(?:đạt|là|chỉ|mới|đều|còn|được|ở)?\s*",
                view[subject[-1].end : point.start],
            )
        )
    if re.fullmatch(
        r"\s*(?:và\s+|nhưng\s+|cùng\s+|khi\s+|con\s+số\s+(?:này|đó|ấy)\s+|tỷ\s+lệ\s+này\s+)?(?:chỉ\s+|mới\s+|cùng\s+|đều\s+|còn\s+|vẫn\s+|đã\s+)*(?:đạt|với|là|được|dừng\s+ở|còn|chỉ|mới|vỏn\s+vẹn)\s*(?:mức\s+)?",
        head,
    ):
        return ranked_or_scored
    return False
