"""Which index and year a score or a rank belongs to, and what goes in step with what."""

from __future__ import annotations

import re

from extract.facts.context import Context, Sentence, Year
from extract.facts.context_editions import NOW
from extract.facts.context_reports import period_year
from extract.facts.indices import IndexMention

_CLAUSE = re.compile(r"[,;:…]\s|\)\s|\.\s")
_ORDERED = re.compile(r"lần\s+lượt|tương\s+ứng|theo\s+thứ\s+tự|thứ\s+tự")
_YEAR_AFTER = re.compile(
    r"""(?:\s*(?:điểm|%))?(?:\s*/\s*\d+)?(?:\s*(?:\d+|tỉnh|thành\s+phố|thành|địa\s+phương|huyện|thị\s+xã|xã|phường|cơ\s+quan|đơn\s+vị|cả\s+nước|toàn\s+quốc|trong|trên|bảng\s+xếp\s+hạng|xếp\s+hạng|được\s+đánh\s+giá|ngay|kết\s+quả)(?:,(?=\s+(?:thành|thị|huyện|xã)))?){0,6}
        \s*(?:\(\s*)?(?:của|trong|vào|ở|cho)?\s*$""",
    re.VERBOSE,
)
_YEAR_RIGHT_BEFORE = re.compile(
    r"\s*[,(:]?\s*(?:thì\s+)?(?:là|đạt|chỉ|có|ở|mới|còn|đứng|xếp|với|chỉ\s+đạt|mới\s+đạt|ở\s+mức|số\s+điểm|chỉ\s+số|điểm|\s)*\(?\s*$"
)
_APART = re.compile(r"(?:\(|;\s)\s*$")
_TOLD_AFTER = re.compile(r"\s*,?\s*\(?\s*(?:của|ở|hồi|vào|trong)?\s*")
_WHEN = re.compile(r"\s*,?\s*(?:khi|lúc|lúc\s+(?:đó|ấy)|với|mà)\s+(?:[^\W\d_]+\s+){0,4}")
# Words over which `năm trước` reaches: those of its own clause, behind a comma only where it opens the sentence.
_REACHES = re.compile(r"(?:\s*,)?[^,;]{0,60}?")
_NEAR_WEAK = re.compile(
    r"(?:bảng|xếp\s+hạng|thứ\s+hạng|kết\s+quả|điểm|điểm\s+số|về|đánh\s+giá|chỉ\s+số|công\s+tác)(?:\s+\w+){0,2}\s*$"
)


def year_after(context: Context, sentence: Sentence, end: int) -> Year | None:
    """The year printed right after what ends at `end`: `xếp thứ 9/63 tỉnh, thành phố năm 2022`, `43,79 điểm (năm 2021)`."""
    for year in sentence.years:
        if year.start < end:
            continue
        gap = context.view[end : year.start]
        if len(gap) > 70 or not _YEAR_AFTER.fullmatch(gap):
            return None
        if "(" in gap and context.view[year.end : year.end + 1] != ")":
            return None
        if year.kind == "previous":
            return year if _TOLD_AFTER.fullmatch(gap) else None
        return None if year.kind == "baseline" else year
    return None


def number_of(context: Context, sentence: Sentence, year: Year) -> int | None:
    """The number of a year, for one told from another (`năm ngoái`) counted from the one spoken of."""
    return year.year or _told(context, sentence, year)


def year_for(
    context: Context,
    sentence: Sentence,
    start: int,
    end: int,
    index: IndexMention | None,
    spent: frozenset[int] = frozenset(),
    target: bool = False,
) -> int | None:
    """The year measured by a fact at `start:end`.

    `spent` are the offsets of years that other facts of the sentence have right after them. A goal has the year that
    the sentence sets; it never takes one from what was measured before.
    """
    after = year_after(context, sentence, end)
    if after is not None and after.kind != "open":
        return number_of(context, sentence, after)
    paren = sentence.paren_at(start)
    if paren is not None:
        # `so với năm 2021 (84,5 điểm, xếp thứ 43)`: all of the parenthesis is of the year before it.
        beside = [y for y in sentence.years if 0 <= paren[0] - y.end <= 2]
        inside = [y for y in sentence.years if paren[0] < y.start and y.end <= start]
        if beside and not inside and beside[0].kind != "open":
            return number_of(context, sentence, beside[0])
    before = [
        y
        for y in sentence.years
        if y.end <= start and y.start not in spent and (y.kind != "previous" or sentence.sees(start, y.start))
    ]
    now = _now(context, sentence, start)
    if now is not None and not any(now < y.start for y in before):
        current = context.editions.current(sentence.start)
        if current is not None:
            return current + 1 if target else current
    gap = context.view[before[-1].end : start] if before else ""
    if (
        before
        and _YEAR_RIGHT_BEFORE.fullmatch(gap)
        and before[-1].kind != "open"
        and (before[-1].kind != "baseline" or re.match(r"\s*(?:\(|là|chỉ|đạt|:)", gap))
    ):
        return number_of(context, sentence, before[-1])
    if before and before[-1].kind == "previous":
        opens = not re.search(r"\w", context.view[sentence.start : before[-1].start])
        if opens or _REACHES.fullmatch(gap):
            return _told(context, sentence, before[-1])
    held = [y for y in sentence.years if y.end <= start and y.year and y.kind != "baseline"]
    if held and _WHEN.fullmatch(context.view[held[-1].end : start]):
        # `đứng chót ở kỳ khảo sát 2022, khi chỉ được 77%`: of the year that the place has.
        return held[-1].year
    if index is not None and index.year and index.start >= end and index.end <= sentence.end:
        return index.year
    for year in reversed(before):
        if year.kind in ("baseline", "open", "previous") or not sentence.sees(start, year.start):
            continue
        return year.year
    if target:
        later = [
            y
            for y in sentence.years
            if y.start >= end and y.kind in ("plain", "index") and ";" not in context.view[end : y.start]
        ]
        if later:
            return later[0].year
        planned = _planned_year(context, sentence)
        near = context.lower[max(0, sentence.start - 160) : end]
        if planned is None and context.place is None and re.search(r"(?<!\w)năm\s+(?:nay|sau|tới)", near):
            # A goal that follows on results is for the round after theirs.
            reached = context.carried_year(sentence.start)
            return reached + 1 if reached else None
        return planned
    if index is not None and index.year and sentence.start <= index.start < sentence.end:
        return index.year
    found = period_year(context, sentence, start) or context.carried_year(sentence.start)
    if found is None:
        # `xếp hạng 18/63 (năm 2021 xếp hạng 27/63)`, `…; năm 2021 …`: set against the year before.
        compared = [
            y
            for y in sentence.years
            if y.start > end
            and y.year
            and (y.kind == "baseline" or _APART.search(context.view[end : y.start]))
        ]
        if compared:
            return compared[0].year + 1
        named = {y.year for y in sentence.years if y.year and y.kind not in ("baseline", "open")}
        return named.pop() if len(named) == 1 else None
    return found


def _now(context: Context, sentence: Sentence, start: int) -> int | None:
    """Where the sentence returns to the present round before `start`: `năm 2019 đứng 40, nay đã lên 28`."""
    held = [
        m.start()
        for m in NOW.finditer(context.view, sentence.start, start)
        if sentence.sees(start, m.start())
    ]
    return held[-1] if held else None


def _told(context: Context, sentence: Sentence, year: Year) -> int | None:
    """The number of a year told from another: `năm trước` from the one spoken of, `một năm sau` from the one told last."""
    if year.year:
        return year.year
    own = [y for y in sentence.years if y.end <= year.start and y.year and y.kind != "baseline"]
    if own:
        return own[-1].year + year.offset
    last = context.view.startswith(("Một", "một"), year.start) or abs(year.offset) > 1
    framed = context.carried_year(sentence.start, asides=last)
    if framed is None:
        later = {y.year for y in sentence.years if y.year and y.start > year.start and y.kind != "baseline"}
        framed = later.pop() if len(later) == 1 else None
    return framed + year.offset if framed else None


def _planned_year(context: Context, sentence: Sentence) -> int | None:
    """The year that a goal is set for by its heading, lead-in or the plan that it stands in."""
    for span in list(context.spans_before(sentence.start))[:2]:
        for year in (y for s in context.sentences_back(*span, limit=2) for y in reversed(s.years)):
            left = context.view[max(0, year.start - 60) : year.start]
            if re.search(
                r"(?:[Đđ]ến(?:\s+hết|\s+cuối)?|[Pp]hấn\s+đấu[^.;]*|[Mm]ục\s+tiêu[^.;]*|[Kk]ế\s+hoạch[^.;]*|chỉ\s+tiêu[^.;]*|trong)\s*$",
                left,
                re.IGNORECASE,
            ):
                return year.year
    if context.document.header.doc_type and "oạch" in context.document.header.doc_type:
        return context.title_year()
    return None


def index_for(context: Context, sentence: Sentence, start: int, end: int) -> tuple[IndexMention | None, bool]:
    """The index of a fact at `start:end`, and whether the sentence itself names it."""
    inside = [i for i in sentence.indices if i.start < end and start < i.end and not i.denied]
    if inside:
        return inside[0], True
    strong = [i for i in sentence.indices if not i.weak]
    before = [i for i in strong if i.end <= start and sentence.sees(start, i.start)] or [
        i for i in strong if i.end <= start and not i.denied
    ]
    after = [i for i in strong if i.start >= end and not i.denied and sentence.sees(start, i.start)]
    if after:
        gap = context.view[end : after[0].start]
        own_clause = not before or _CLAUSE.search(context.view[before[-1].end : start])
        if (
            own_clause
            and len(gap) < 90
            and not re.search(r"[;(]|,\s+(?!thành|ngành|thị|ban|huyện)", gap)
            and (not before or re.search(r"về|bảng|chỉ số|^\s*$|trong", gap))
        ):
            return after[0], True
    if before:
        return (before[-1], True) if not before[-1].denied else (None, True)
    weak = [i for i in sentence.indices if i.weak]
    for mention in reversed(weak):
        if _NEAR_WEAK.search(context.view[max(sentence.start, mention.start - 40) : mention.start]):
            return mention, True
    if after and after[0].start - end < 160:
        return after[0], True
    carried = context.carried_index(sentence.start)
    if carried is not None:
        return carried, False
    return (weak[-1], True) if weak else (None, False)


def ordered(context: Context, sentence: Sentence, end: int) -> bool:
    """Whether the sentence says before `end` that its lists go in step."""
    return bool(_ORDERED.search(context.view, sentence.start, end))


def coordinated_years(context: Context, sentence: Sentence, start: int, count: int) -> list[int] | None:
    """Exactly `count` years that the sentence lists before `start`, or a period of as many (`2018 - 2022`)."""
    years = [y.year for y in sentence.years if y.end <= start and y.kind in ("plain", "leading", "index")]
    if len(years) == count:
        return years
    for span in context.atoms.dates.within(sentence.start, start):
        if span.precision == "span" and span.year and span.until and span.until - span.year + 1 == count:
            return list(range(span.year, span.until + 1))
    bare = re.search(r"\(?((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)\)?", context.view[sentence.start : start])
    if bare and int(bare[2]) - int(bare[1]) + 1 == count:
        return list(range(int(bare[1]), int(bare[2]) + 1))
    return None
