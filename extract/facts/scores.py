"""Scores: who has how many points on which index or criterion in which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.atoms import Atoms
from extract.facts.context import Context, Sentence, context_of
from extract.facts.indices import IndexMention, indices_of_criterion
from extract.facts.model import Score, ScoreKind
from extract.facts.organisations import Bodies
from extract.facts.ranking_places import rank_atoms
from extract.facts.score_atoms import INDEX_TRIGGER, TRIGGERS, ScoreAtom, find_points
from extract.facts.score_criteria import criterion_for
from extract.facts.score_owners import Owner, subjects_for
from extract.facts.score_relations import (
    coordinated_years,
    index_for,
    number_of,
    ordered,
    year_after,
    year_for,
)
from extract.facts.score_rows import header_maxima, row_scores
from extract.facts.score_runs import run_from, side_by_side, years_above
from extract.facts.score_standing import COUNTED_PARTS, about_index, clause_start, continues, stands
from extract.facts.score_tables import table_scores
from extract.structure.model import Document
from extract.values.text import squeeze

_AVERAGE = re.compile(r"(?:trung\s+bình|bình\s+quân)(?!\s+(?:khá|cao|thấp))", re.IGNORECASE)
_AGAINST = re.compile(
    r"(?:so\s+với|hơn)\s+(?:mức\s+|điểm\s+|giá\s+trị\s+)?(?:trung\s+bình|bình\s+quân)", re.IGNORECASE
)
_AVERAGED = re.compile(r"(?:trung\s+bình|bình\s+quân)(?:\s+(?:của\s+)?[^,.;()]{0,30})?\s$")
_MAXIMUM = re.compile(
    r"(?:tối\s+đa|thang\s+điểm|điểm\s+chuẩn|cơ\s+cấu\s+điểm|thang\s+đánh\s+giá)(?!\w)", re.IGNORECASE
)
_FOR = re.compile(
    r"\s*(?:đối\s+với|cho|với)\s+(?P<who>(?:cấp|khối|các|nhóm)\s+[^,.;()]{2,50}?)(?=\s*[,.;:)]|$)"
)
_SCALE_AFTER = re.compile(
    r"\s*,?\s*\(?(?:theo|trên|ở|của)?\s*thang\s+(?:điểm\s+|đo\s+)?(?:là\s+)?(?P<max>\d{1,3})(?![\d,.]\d)\s*(?:điểm)?\)?"
)
_PART_AFTER = re.compile(
    r"\s*(?P<name>thẩm\s+định|điều\s+tra\s+xã\s+hội\s+học|tự\s+(?:chấm|đánh\s+giá)|thưởng)(?!\w)"
)
_SUPERLATIVE = re.compile(r"(?P<which>cao|thấp)\s+nhất", re.IGNORECASE)


def find_scores(document: Document, atoms: Atoms, bodies: Bodies) -> list[Score]:
    """The scores of a document, in order, from prose and from tables."""
    context = context_of(document, atoms, bodies)
    found: list[Score] = []
    indexed = any(not i.denied for i in context.indices.items)
    for span in context.spans_with(TRIGGERS, INDEX_TRIGGER if indexed else None):
        points = find_points(context.view, *span)
        if points:
            found += _of_sentence(context, context.read(*span), points)
    found += table_scores(context)
    found += header_maxima(context)
    found += row_scores(context)
    found.sort(key=lambda s: s.start)
    return found


def _of_sentence(context: Context, sentence: Sentence, points: list[ScoreAtom]) -> list[Score]:
    ranks = rank_atoms(context, sentence)
    points = [p for p in points if not any(r.start < p.end and p.start < r.end for r in ranks)]
    points = [p for p in points if not context.atoms.citations.overlaps(p.start, p.end)]
    about = about_index(context, sentence, ranks != [])
    close = about and (
        bool(ranks) or any(not i.denied for i in sentence.indices) or continues(context, sentence)
    )
    kept: list[ScoreAtom] = []
    for i, point in enumerate(points):
        if point.form == "from" and i + 1 < len(points):
            # Where one came from is points where the end is.
            point = points[i + 1]
        if stands(context, sentence, point, close if point.needs_index else about, kept, ranks):
            kept.append(points[i])
    ends = [*(p.end for p in kept), *(r.end for r in ranks)]
    spent = frozenset(y.start for e in ends if (y := year_after(context, sentence, e)) is not None)
    facts: list[Score] = []
    view = context.view
    i = 0
    while i < len(kept):
        run = run_from(context, sentence, kept, i)
        related = _relate(
            context, sentence, run, [p.end for p in kept], spent, [(r.start, r.end) for r in ranks]
        )
        if (
            facts
            and run[0].form == "change"
            and re.fullmatch(r"\s*[,(]\s*", context.view[kept[i - 1].end : run[0].start])
        ):
            # A gain or loss right behind points is of the same thing.
            last = facts[-1]
            related = [
                replace(f, criterion=last.criterion, index_name=last.index_name, subject=last.subject)
                for f in related
            ]
        if (
            facts
            and related[0].criterion is None
            and facts[-1].criterion
            and re.fullmatch(
                r"\s*,\s*(?:chỉ\s+)?(?:còn|xuống|lên|và)\s+[^,.;()\d]{0,12}",
                view[kept[i - 1].end : run[0].start],
            )
        ):
            related = [replace(f, criterion=facts[-1].criterion) for f in related]
        facts += related
        i += len(run)
    return facts


def _relate(
    context: Context,
    sentence: Sentence,
    run: Sequence[ScoreAtom],
    barriers: Sequence[int],
    spent: frozenset[int],
    taken: Sequence[tuple[int, int]],
) -> list[Score]:
    first = run[0]
    facts = [_score(context, sentence, point, barriers, spent, taken) for point in run]
    if len(run) == 1:
        return facts
    if len(run) == 2 and side_by_side(context, sentence, run[0], run[1]):
        pair = years_above(context, sentence) or ()
        return [
            replace(f, year=y, criterion=facts[0].criterion, subject=facts[0].subject)
            for f, y in zip(facts, pair, strict=True)
        ]
    owners = subjects_for(context, sentence, first.start, run[-1].end, groups=True, every=True, taken=taken)
    in_step = ordered(context, sentence, run[-1].end)
    if len(owners) != len(run) and in_step and not (owners and owners[0].here and len(owners) > 1):
        held = [s for s in sentence.subjects if s.kind == "group" and s.name and s.end <= first.start]
        if len(held) == len(run):
            return [replace(f, subject=s.name) for f, s in zip(facts, held, strict=True)]
    if len(owners) == len(run):
        return [replace(f, subject=w.name) for f, w in zip(facts, owners, strict=True)]
    if not in_step:
        return facts
    years = coordinated_years(context, sentence, first.start, len(run))
    if years and len(set(years)) > 1:
        return [replace(f, year=y) for f, y in zip(facts, years, strict=True)]
    names = list(
        dict.fromkeys(
            i.name for i in sentence.indices if not i.weak and not i.denied and i.end <= first.start
        )
    )
    if len(names) == len(run):
        return [replace(f, index_name=n) for f, n in zip(facts, names, strict=True)]
    return facts


def _score(
    context: Context,
    sentence: Sentence,
    point: ScoreAtom,
    barriers: Sequence[int],
    spent: frozenset[int],
    taken: Sequence[tuple[int, int]],
) -> Score:
    view = context.view
    mention, here = index_for(context, sentence, point.start, point.end)
    after = year_after(context, sentence, point.end)
    own_spent = spent - ({after.start} if after else set())
    target = context.is_target(sentence, point.start)
    year = _year(context, sentence, point, mention if here else None, own_spent, target)
    kind = _kind(context, sentence, point)
    owner = _subject(context, sentence, point, kind, taken)
    subject = owner.name
    start, end = owner.reach(context, sentence, point.start, point.end)
    if kind == "achieved":
        kind = _of_group(context, sentence, point, subject, target)
    fraction = point.max is not None or kind == "maximum"
    criterion = criterion_for(context, sentence, point.start, point.end, fraction=fraction, barriers=barriers)
    if part := _PART_AFTER.match(view, point.end, sentence.end):
        criterion = squeeze(context.document.text[part.start("name") : part.end("name")])
    index_name = mention.name if mention else None
    if criterion and index_name is None and len(indices_of_criterion(criterion)) == 1:
        index_name = min(indices_of_criterion(criterion))
    if criterion and not here and (owners := indices_of_criterion(criterion)) and index_name not in owners:
        # A criterion of another index than the one spoken of last.
        index_name = next(
            (i.name for i in reversed(context.indices.within(0, sentence.start)) if i.name in owners),
            index_name,
        )
    scale = _SCALE_AFTER.match(view, point.end, sentence.end)
    maximum = point.max if point.max is not None else (int(scale["max"]) if scale else None)
    confidence = point.confidence * (1.0 if here else 0.94) * (1.0 if owner.here else 0.94)
    return Score(
        start=start,
        end=end,
        rule=point.rule,
        confidence=round(confidence, 3),
        value=point.value,
        max=maximum,
        kind=kind,
        criterion=criterion,
        subject=subject,
        unit=point.unit,
        index_name=index_name,
        year=year,
    )


def _year(
    context: Context,
    sentence: Sentence,
    point: ScoreAtom,
    index: IndexMention | None,
    spent: frozenset[int],
    target: bool,
) -> int | None:
    if point.form == "change":
        # A change is of the year that it leads to; the year behind `so với` is what it is measured against.
        spent = spent | {y.start for y in sentence.years if y.kind == "baseline"}
        reach = max(sentence.start, point.start)
        before = [
            y
            for y in sentence.years
            if y.end <= reach
            and y.kind not in ("baseline", "open", "previous")
            and y.start not in spent
            and sentence.sees(point.start, y.start)
        ]
        if before:
            return before[-1].year
        if index is not None and index.year:
            return index.year
        return context.carried_year(sentence.start)
    year = year_for(context, sentence, point.start, point.end, index, spent, target)
    if point.form == "from":
        after = year_after(context, sentence, point.end)
        if after is not None:
            return number_of(context, sentence, after)
        baseline = _baseline(context, sentence, point)
        if baseline is not None:
            return baseline
        return year - 1 if year is not None else None
    return year


def _baseline(context: Context, sentence: Sentence, point: ScoreAtom) -> int | None:
    compared = [y for y in sentence.years if y.kind == "baseline"]
    return compared[0].year if compared else None


def _kind(context: Context, sentence: Sentence, point: ScoreAtom) -> ScoreKind:
    view = context.view
    if point.form == "change":
        return "change"
    if point.form == "maximum":
        return "maximum"
    if point.form == "range":
        return "threshold"
    if point.max is not None:
        return "achieved"
    if point.bound and COUNTED_PARTS.search(view, max(sentence.start, point.start - 60), point.start):
        return "threshold"
    if _is_maximum(context, sentence, point):
        return "maximum"
    paren = sentence.paren_at(point.start)
    if paren is not None and _AVERAGED.search(view, max(sentence.start, paren[0] - 50), paren[0]):
        return "average"
    since = (
        max(
            (
                m.end()
                for m in re.finditer(r";\s|\.\s|,\s+(?:trong\s+đó|còn)\s", view[sentence.start : point.start])
            ),
            default=0,
        )
        + sentence.start
    )
    left = view[since : point.start]
    if _AVERAGE.search(left) and not _AGAINST.search(left) and not point.bound:
        average = list(_AVERAGE.finditer(left))[-1]
        named = [
            s
            for s in sentence.subjects
            if s.kind == "named" and s.start >= since + average.end() and s.end <= point.start
        ]
        if not named:
            return "average"
    return "achieved"


def _is_maximum(context: Context, sentence: Sentence, point: ScoreAtom) -> bool:
    """Whether points are what a criterion is worth: `13 điểm đối với cấp sở`, an item below `Thang điểm 100, gồm:`."""
    view = context.view
    if _FOR.match(view, point.end, sentence.end) and sentence.paren_at(point.start):
        return True
    clause = view[max(sentence.start, point.start - 70) : point.start]
    if re.search(r"tối\s+đa[^,.;()\d]{0,30}$", clause) and point.unit == "điểm":
        return True
    if re.search(r"thang\s+(?:điểm|đánh\s+giá)\s+(?:gồm|là)[^.;]*$", view[sentence.start : point.start]):
        return True
    section = context.document.section_at(sentence.start)
    if section is None or point.unit != "điểm" or point.bound:
        return False
    for ancestor in context.document.ancestors(section)[1:2]:
        lead = view[ancestor.start : min(ancestor.end, section.start)]
        if _MAXIMUM.search(lead) and re.search(
            r"(?:gồm|như\s+sau|cụ\s+thể)[^.;]{0,30}:?\s*$|:\s*$", lead[:400].split("\n")[0]
        ):
            return True
    return False


def _subject(
    context: Context, sentence: Sentence, point: ScoreAtom, kind: ScoreKind, taken: Sequence[tuple[int, int]]
) -> Owner:
    view = context.view
    match = _FOR.match(view, point.end, sentence.end)
    if match:
        who = squeeze(context.document.text[match.start("who") : match.end("who")])
        return Owner(who, match.start("who"), match.end("who"))
    every = bool(point.bound) and bool(
        re.search(r"(?:đều|cùng)\s[^,.;]{0,24}$", view[max(sentence.start, point.start - 40) : point.start])
    )
    owners = subjects_for(context, sentence, point.start, point.end, groups=True, every=every, taken=taken)
    if kind == "average" and (average := _averaged(context, sentence, point)):
        return average
    if kind == "average" and not owners[-1].here and (block := _headed(context, sentence)):
        return Owner(block)
    if kind == "average" and not owners[-1].here and context.place is None:
        return Owner("cả nước")
    if kind == "maximum" and not owners[-1].here:
        return Owner(None)
    which = _SUPERLATIVE.search(view, clause_start(context, sentence, point.start), point.start)
    named = [s for s in sentence.subjects if s.name and s.end <= point.start]
    if which and named and named[-1].kind == "group" and len((named[-1].name or "").split()) == 1:
        return Owner(
            f"{(named[-1].name or '').lower()} {which['which'].lower()} nhất", named[-1].start, named[-1].end
        )
    if len(owners) > 1:
        return Owner(", ".join(o.name for o in owners if o.name), owners[0].start, owners[-1].end)
    return owners[0]


def _headed(context: Context, sentence: Sentence) -> str | None:
    """The block that the heading above names, of which an average is: `1. Khối sở, ban, ngành`."""
    for section in context.document.ancestors(context.document.section_at(sentence.start)):
        heading = squeeze(section.heading or "")
        if re.match(r"(?:[Kk]hối|KHỐI|[Nn]hóm|NHÓM)\s", heading) and len(heading) < 80:
            return heading
    return None


def _averaged(context: Context, sentence: Sentence, point: ScoreAtom) -> Owner | None:
    """The group whose average points are, where the words name one: `bình quân cả nước`, `Ở khối sở, điểm trung bình`."""
    held = [
        s
        for s in sentence.subjects
        if s.kind == "group" and s.name and s.end <= point.start and not s.outside
    ]
    clause = clause_start(context, sentence, point.start)
    near = [s for s in held if s.start >= clause] or [s for s in held if s.scope]
    if not near or any(
        s.kind == "named" and s.start > near[-1].start and s.end <= point.start for s in sentence.subjects
    ):
        return None
    return Owner(near[-1].name, near[-1].start, near[-1].end)


def _of_group(
    context: Context, sentence: Sentence, point: ScoreAtom, subject: str | None, target: bool
) -> ScoreKind:
    """The kind of points that are a limit, or that a whole group has."""
    group = bool(
        subject
        and re.match(
            r"(?:cấp|khối|các|những|địa\s+phương|đơn\s+vị|tất|toàn|\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|một|nhiều|hầu|nhóm)(?!\w)",
            subject,
            re.IGNORECASE,
        )
    )
    if point.bound and not re.match(r"(?:gần|khoảng|xấp|chưa)", point.bound):
        every = "đều" in context.view[max(sentence.start, point.start - 30) : point.start]
        limit = point.bound.startswith(("từ", "ít", "tối", "không", "dưới")) or "trở" in point.bound
        if group or every or target or limit:
            return "threshold"
        return "achieved"
    if target:
        return "threshold"
    if group and not re.match(r"(?:\d+|một|hai|ba)\b", subject or "", re.IGNORECASE):
        return "average"
    return "achieved"
