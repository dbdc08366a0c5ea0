"""Ranks above their total, changes of places that two ranks don't give, scores above their maximum."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.checking.passages import lead, phrases, rest
from extract.facts.model import Facts, Ranking, Score
from extract.facts.sentences import sentence_at
from extract.reading.source import Table
from extract.structure.model import Document
from extract.values.text import fold, squeeze
from patterns import data

_POINTS = re.compile(
    r"(?<![\w.,/])(?P<value>\d{1,4}(?:,\d{1,3})?)\s?/\s?(?P<most>\d{1,4}(?:,\d{1,3})?)\s+điểm(?=\s*(?:[.,;:)(]|\n|\t|\Z|và\s|theo\s|tối\s))"
)
# `tăng ít nhất 5 bậc`, `tăng từ 5 đến 10 bậc`
_VAGUE_CHANGE = re.compile(
    r"(?:ít nhất|tối thiểu|trên|hơn|khoảng|gần|từ)\s+\d+\s+bậc|\d+\s*(?:-|–|đến)\s*\d+\s+bậc"
)
_COMPARED = re.compile(r"[,\s]*so với[^.;()]{0,50}\(\s*|[,\s]*\(\s*(?:tháng|quý|năm|kỳ)[^.;()]{0,30}")
_REGION = re.compile(
    r"(?<!\w)(?:vùng|khu vực|đồng bằng|duyên hải|miền|tây nguyên|tây bắc|đông bắc|đông nam bộ|trung du|tính riêng|riêng|cụm|khối|nhóm)(?!\w)"
)
_STATED = ("achieved", "average")
# A goal, too, can't be more than there is.
_LIMITED = (*_STATED, "threshold")


def ranks_out_of_range(document: Document, facts: Facts) -> Iterator[Finding]:
    """A rank above the total printed with it, or above the only total that the document gives for that ordering."""
    totals: dict[tuple[str | None, str], set[int]] = defaultdict(set)
    stated: dict[tuple[str | None, str], Ranking] = {}
    for ranking in facts.rankings:
        if ranking.out_of:
            key = (ranking.index_name, _kind_of(ranking.subject))
            totals[key].add(ranking.out_of)
            stated.setdefault(key, ranking)
    for ranking in facts.rankings:
        if ranking.rank is None:
            continue
        subject = f"{ranking.subject} " if ranking.subject else ""
        if ranking.out_of is not None:
            if ranking.rank > ranking.out_of:
                yield Finding(
                    Kind.RANK_OUT_OF_RANGE,
                    "error",
                    f"{_capital(subject)}xếp thứ {ranking.rank} trong {ranking.out_of}: thứ hạng lớn hơn tổng số.",
                    ((ranking.start, ranking.end),),
                )
            continue
        key = (ranking.index_name, _kind_of(ranking.subject))
        if key[0] and key[1] and len(totals[key]) == 1 and ranking.rank > (total := min(totals[key])):
            other = stated[key]
            if _REGION.search(document.lowered, *sentence_at(document, other.start)):
                # `riêng 13 tỉnh của vùng, tỉnh đứng thứ 10`: the place among all is another.
                continue
            yield Finding(
                Kind.RANK_OUT_OF_RANGE,
                "warning",
                f"{_capital(subject)}xếp thứ {ranking.rank}, trong khi chỗ khác ghi tổng số là {total}.",
                ((ranking.start, ranking.end), (other.start, other.end)),
            )


def changes_of_places(document: Document, facts: Facts) -> Iterator[Finding]:
    """`Tăng 5 bậc, từ thứ 20 lên thứ 12`: the places gained are not those between the two ranks.

    Both ranks are of one body and one index; of ranks told in other sentences only that of the year before counts. A
    gain printed as a loss is left alone: `giảm` is said of the number as well as of the place. A goal is held only
    against a rank of its own sentence.
    """
    known: dict[tuple[str | None, str | None], list[Ranking]] = defaultdict(list)
    for ranking in facts.rankings:
        if ranking.rank is not None:
            known[ranking.subject, ranking.index_name].append(ranking)
    for ranking in facts.rankings:
        if not isinstance(ranking.change, int) or ranking.rank is None:
            continue
        if _VAGUE_CHANGE.search(document.lowered, *sentence_at(document, ranking.start)):
            continue
        others = [r for r in known[ranking.subject, ranking.index_name] if r is not ranking]
        other = _before(document, ranking, others)
        if other is None or other.rank is None or abs(other.rank - ranking.rank) == abs(ranking.change):
            continue
        if any(r.out_of and r.rank and r.rank > r.out_of for r in (ranking, other)):
            # The rank itself is wrong, which is told already.
            continue
        places = other.rank - ranking.rank
        move = "tăng" if places > 0 else "giảm"
        computed = f"{move} {abs(places)} bậc" if places else "giữ nguyên"
        yield Finding(
            Kind.DIFFERENCE_MISMATCH,
            "error",
            f"Từ thứ {other.rank} đến thứ {ranking.rank} là {computed}, văn bản ghi "
            f"{'tăng' if ranking.change > 0 else 'giảm'} {abs(ranking.change)} bậc.",
            (_clause(document, ranking), (other.start, other.end)),
        )


def _before(document: Document, ranking: Ranking, others: list[Ranking]) -> Ranking | None:
    """The one rank that a change is counted from."""
    span = sentence_at(document, ranking.start)
    there = [r for r in others if sentence_at(document, r.start) == span]
    compared = [
        r
        for r in there
        if r.start > ranking.end and _COMPARED.fullmatch(document.lowered, ranking.end, r.start)
    ]
    if len(compared) == 1:
        # `tăng 12 bậc so với tháng 7 (thứ 56/102)`, whatever the year.
        return compared[0]
    beside = [r for r in there if r.year != ranking.year]
    if len({r.rank for r in beside}) == 1:
        return beside[0]
    if beside or ranking.year is None or ranking.is_target:
        return None
    year_before = [r for r in others if r.year == ranking.year - 1 and not r.is_target]
    said = rest(document, ranking.end, 60)
    if "so với" in said and str(ranking.year - 1) not in said and "trước" not in said:
        return None
    same_scale = {(r.rank, r.out_of) for r in year_before if r.out_of in (None, ranking.out_of)}
    return year_before[0] if len(same_scale) == 1 and len(year_before) == 1 else None


def _clause(document: Document, ranking: Ranking) -> tuple[int, int]:
    """The ranking with the words of its change, which may stand in brackets after it."""
    _, end = sentence_at(document, ranking.start)
    stop = ranking.end
    if document.text[ranking.start : stop].count("(") > document.text[ranking.start : stop].count(")"):
        close = document.text.find(")", stop, end)
        stop = close + 1 if close >= 0 else stop
    return ranking.start, stop


def scores_above_maximum(document: Document, facts: Facts) -> Iterator[Finding]:
    """More points than there are: `30,12/30`, more than the criterion is worth, more than the scale of the index has."""
    worth: dict[str, list[Score]] = defaultdict(list)
    for score in facts.scores:
        if score.kind == "maximum" and score.criterion:
            worth[_key(score.criterion)].append(score)
    for score in facts.scores:
        # `ngày 20/11 điểm lại …` is a day, whatever was read of it.
        if score.kind not in _LIMITED or _bonus(document, score) or _is_day(document, score.start):
            continue
        value = Decimal(str(score.value))
        who = f"{_capital(score.subject)} đạt " if score.subject else ""
        here = (score.start, score.end)
        if score.max is not None:
            if value > (most := Decimal(str(score.max))):
                yield Finding(
                    Kind.SCORE_ABOVE_MAXIMUM,
                    "error",
                    f"{who}{vietnamese(value)} {score.unit}, vượt mức tối đa {vietnamese(most)} {score.unit}"
                    + (f' của "{score.criterion}".' if score.criterion else "."),
                    (here,),
                )
            continue
        if score.kind not in _STATED:
            continue
        if score.criterion:
            limits = worth.get(_key(score.criterion), [])
            if limits and value > max(Decimal(str(s.value)) for s in limits):
                most = max(Decimal(str(s.value)) for s in limits)
                yield Finding(
                    Kind.SCORE_ABOVE_MAXIMUM,
                    "error",
                    f'{who}{vietnamese(value)} điểm ở "{score.criterion}", tiêu chí này tối đa {vietnamese(most)} điểm.',
                    (here, *((s.start, s.end) for s in limits[:2])),
                )
            continue
        # Points of a table may be those of any list under its title; only a sentence ties them to an index.
        if isinstance(document.block_at(score.start), Table) or not _names_index(document, score):
            continue
        scale = 100 if score.unit == "%" else data("checks")["scales"]["maxima"].get(score.index_name or "")
        if scale is not None and value > scale:
            yield Finding(
                Kind.SCORE_ABOVE_MAXIMUM,
                "error",
                f"{who}{vietnamese(value)}{'%' if score.unit == '%' else ' ' + score.unit}, thang của "
                f"{score.index_name or 'chỉ số'} chỉ đến {scale}.",
                (here,),
            )


def points_above_maximum(document: Document, facts: Facts) -> Iterator[Finding]:
    """`được 6,33/5 điểm` where no score was read, because its points are more than there are."""
    taken = [(s.start, s.end) for s in facts.scores if s.max is not None]
    taken += [(c.start, c.end) for c in facts.citations]
    for match in _POINTS.finditer(document.view):
        value, most = (Decimal(match[k].replace(",", ".")) for k in ("value", "most"))
        if (
            value <= most
            or _is_day(document, match.start())
            or any(s < match.end() and match.start() < e for s, e in taken)
        ):
            continue
        reached = phrases("scales", "reached").search(lead(document, match.start(), 16))
        if not (reached or "," in match["value"]):
            continue
        if phrases("scales", "bonus").search(
            lead(document, match.start(), 90) + rest(document, match.end(), 90)
        ):
            continue
        yield Finding(
            Kind.SCORE_ABOVE_MAXIMUM,
            "error",
            f"{vietnamese(value)} điểm, vượt mức tối đa {vietnamese(most)} điểm.",
            (match.span(),),
        )


def _is_day(document: Document, offset: int) -> bool:
    return re.search(r"ngày\s*\Z", lead(document, offset, 10)) is not None


def _names_index(document: Document, score: Score) -> bool:
    """Whether the sentence of a score speaks of an index."""
    start, end = sentence_at(document, score.start)
    return re.search(r"chỉ\s+số|index|sipas|papi|pci|ddci", document.lowered[start:end]) is not None


def _bonus(document: Document, score: Score) -> bool:
    around = (
        lead(document, score.start, 90)
        + document.lowered[score.start : score.end]
        + rest(document, score.end, 90)
    )
    return phrases("scales", "bonus").search(around) is not None


def _key(criterion: str) -> str:
    return squeeze(fold(criterion))


def _kind_of(subject: str | None) -> str:
    """What a body is ranked among: the first word of its name (`tỉnh`, `huyện`, `Sở`); provinces with cities."""
    first = (subject or "").lower().split(" ")[0]
    return first if first in ("tỉnh", "huyện", "xã", "sở", "bộ") else ""


def _capital(text: str | None) -> str:
    return text[:1].upper() + text[1:] if text else ""


CHECKS: tuple[Check, ...] = (
    Check((Kind.RANK_OUT_OF_RANGE,), ranks_out_of_range),
    Check((Kind.DIFFERENCE_MISMATCH,), changes_of_places),
    Check((Kind.SCORE_ABOVE_MAXIMUM,), scores_above_maximum),
    Check((Kind.SCORE_ABOVE_MAXIMUM,), points_above_maximum),
)
