"""Rankings: who stands at which place of which index in which year."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.atoms import Atoms
from extract.facts.context import Context, Sentence, context_of
from extract.facts.context_reports import reported_year
from extract.facts.indices import IndexMention, indices_of_criterion, named_within
from extract.facts.model import Ranking
from extract.facts.organisations import Bodies
from extract.facts.ranking_atoms import TRIGGERS, RankAtom
from extract.facts.ranking_places import OBJECT, Place, is_from, joined, rank_atoms, year_from
from extract.facts.score_criteria import criterion_for
from extract.facts.score_owners import Owner, subjects_for
from extract.facts.score_relations import coordinated_years, index_for, ordered, year_after, year_for
from extract.facts.score_rows import row_rankings
from extract.facts.score_tables import table_rankings
from extract.structure.model import Document
from extract.values.numbers import parse_ordinal
from extract.values.text import squeeze

_ROW = re.compile(
    r"(?P<count>\d{1,2}|hai|ba|bốn|năm)\s+(?:năm|lần)\s+(?:liên\s+tiếp|liên\s+tục|liền)|lần\s+thứ\s+(?P<nth>\d{1,2}|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s+liên\s+tiếp"
)
_HEAD = re.compile(
    r"""(?:^|[.;:,]\s+|\d\s+)(?P<name>(?:[Tt]hu|[Tt]ốc\s+độ|[Tt]ăng\s+trưởng|[Tt]ổng(?!\s+(?:số\s+)?điểm)|[Gg]iải\s+ngân|[Kk]im\s+ngạch|[Tt]ỷ\s+lệ|[Tt]ỉ\s+lệ|[Xx]uất\s+khẩu|[Gg]iá\s+trị|[Ss]ố|GRDP|[Qq]uy\s+mô|[Tt]iến\s+độ|[Xx]ếp\s+hạng\s+của\s+\w+\s+\w+\s+về)[^,.;:()\d]{2,60}?)
        \s*(?=[\d,(]|$|(?:ước\s+)?(?:đạt|tăng|giảm|thuộc|đứng|xếp|nằm|có|là|lọt)\s)""",
    re.VERBOSE,
)
_GROUP_OBJECT = re.compile(
    r"có\s+(?P<name>(?:tốc\s+độ|số|tỷ\s+lệ|mức|tiến\s+độ)[^,.;()]{2,50}?)\s+(?:cao|thấp|tốt|lớn|nhanh)\s+nhất"
)

# Who share one place: `A và B đồng hạng nhì`.
_JOINT = re.compile(r"(?<!\w)(?:đồng\s+(?:hạng|xếp|đứng|vị\s+trí|giữ|chiếm)|cùng\s|đều\s)")
_AMONG = re.compile(
    r"(?:^|[.;:,]\s)\s*(?:[Tt]ính|[Xx]ét|[Tt]rong|[Rr]iêng|[Gg]iữa|[Ss]o)(?:\s+(?:riêng|trong|giữa|cả|tổng|số|nhóm|khối|toàn\s+bộ))*\s+(?P<n>\d{1,3})\s+"
    r"(?:bộ|tỉnh|thành|địa\s+phương|sở|ban|huyện|quận|thị\s+xã|xã|phường|đơn\s+vị|cơ\s+quan|quốc\s+gia|nước|nền\s+kinh\s+tế|UBND)(?!\w)"
)

# How many rankings back the one is looked for on which others follow.
_REMEMBERED = 20


def find_rankings(document: Document, atoms: Atoms, bodies: Bodies) -> list[Ranking]:
    """The rankings of a document, in order, from prose and from tables."""
    context = context_of(document, atoms, bodies)
    found: list[Ranking] = []
    for span in context.spans_with(TRIGGERS):
        if context.ranks(*span):
            found += _of_sentence(context, context.read(*span), found)
    found += table_rankings(context)
    found += row_rankings(context)
    found.sort(key=lambda r: r.start)
    return found


def _of_sentence(context: Context, sentence: Sentence, before: Sequence[Ranking]) -> list[Ranking]:
    places = joined(context, sentence, rank_atoms(context, sentence))
    if not places:
        return []
    spent = frozenset(y.start for p in places if (y := year_after(context, sentence, p.atom.end)) is not None)
    facts: list[Ranking] = []
    for place in places:
        if place.atom.rule == "next":
            facts += _next(context, sentence, place, places, facts or before)
            continue
        related = _relate(context, sentence, place, places, spent)
        if facts and related and all(f.index_name is None for f in related):
            related = [replace(f, index_name=facts[-1].index_name) for f in related]
        facts += related
    return _told_once(facts)


def _told_once(facts: list[Ranking]) -> list[Ranking]:
    """One fact a subject and year: what a sentence says again in other words (`xếp 13/13, đội sổ`) is left out."""
    kept: list[Ranking] = []
    for fact in facts:
        same = [
            f
            for f in facts
            if f is not fact
            and (f.subject, f.index_name, f.year, f.is_target)
            == (fact.subject, fact.index_name, fact.year, fact.is_target)
        ]
        last = fact.rule == "bottom" and any(f.rank is not None and f.rank == f.out_of for f in same)
        first = fact.rule == "lead" and any(f.rank == fact.rank and f.rule != "lead" for f in same)
        if not (last or first):
            kept.append(fact)
    return kept


def _next(
    context: Context,
    sentence: Sentence,
    place: Place,
    places: Sequence[Place],
    before: Sequence[Ranking],
) -> list[Ranking]:
    """The places after the one told last: `Các vị trí tiếp theo lần lượt thuộc về A, B và C`."""
    block = context.document.block_at(sentence.start)
    since = block.start if block is not None else sentence.start
    latest = itertools.islice(reversed(before), _REMEMBERED)
    told = [f for f in itertools.takewhile(lambda f: f.start >= since, latest) if f.rank is not None]
    if not told or told[0].is_target:
        return []
    taken = [(p.atom.start, p.atom.end) for p in places]
    atom = place.atom
    owners = subjects_for(context, sentence, atom.start, atom.end, groups=False, every=True, taken=taken)
    if any(w.start is None or w.start < atom.end for w in owners):
        return []
    last = told[0]
    # One place shared by several is followed by that after all of them.
    shared = sum(f.rank == last.rank and f.start == last.start for f in told)
    end = max(w.end or atom.end for w in owners)
    return [
        replace(
            last,
            subject=w.name,
            start=atom.start,
            end=end,
            rule=atom.rule,
            rank=(last.rank or 0) + shared + i,
            change=None,
            confidence=round(atom.confidence * (1.0 if ordered(context, sentence, w.start or 0) else 0.8), 3),
        )
        for i, w in enumerate(owners)
    ]


def _relate(
    context: Context, sentence: Sentence, place: Place, places: Sequence[Place], spent: frozenset[int]
) -> list[Ranking]:
    atom = place.atom
    start, end = place.start, place.end
    target = context.is_target(sentence, start)
    mention, here = index_for(context, sentence, atom.start, atom.end)
    name = _index_name(context, sentence, atom, mention, here)
    own_spent = spent - ({y.start} if (y := year_after(context, sentence, atom.end)) else set())
    year = year_for(context, sentence, atom.start, atom.end, mention if here else None, own_spent, target)
    if name is not None and (mention is None or not name.startswith(mention.name)):
        # A measure that is no index has the year of its own sentence or of the report.
        compared = OBJECT.match(context.view, atom.end, sentence.end)
        dated = [y for y in sentence.years if compared and 0 <= y.start - compared.end("name") <= 2]
        if dated:
            year = dated[0].year
        elif all(y.kind == "baseline" for y in sentence.years):
            year = reported_year(context, sentence.start)
    if is_from(context, sentence, atom) and year_after(context, sentence, atom.end) is None:
        year = year_from(context, sentence, atom, places, year)
    joint = bool(_JOINT.search(context.view, max(sentence.start, atom.start - 70), atom.end))
    several = len(atom.ranks) > 1 or atom.group is not None or atom.rule == "lead" or joint
    taken = [(p.atom.start, p.atom.end) for p in places]
    owners = subjects_for(context, sentence, atom.start, atom.end, groups=False, every=several, taken=taken)
    if (
        atom.rule == "lead"
        and len(owners) > 1
        and (owners[0].start or 0) < atom.start
        and not ordered(context, sentence, end)
    ):
        owners = owners[-1:]
    confidence = atom.confidence * (1.0 if here else 0.93) * (1.0 if owners[0].here else 0.93)
    base = Ranking(
        start=start,
        end=end,
        rule=atom.rule,
        confidence=round(confidence, 3),
        index_name=name,
        year=year,
        change=_change(place),
        is_target=target,
    )
    listed = (
        _listed_indices(context, sentence, atom) if atom.group is not None or atom.rule == "steps" else []
    )
    if len(listed) > 1:
        return [
            replace(
                _for(context, sentence, base, owners[-1]), index_name=n, group=atom.group, out_of=atom.total
            )
            for n in listed
        ]
    if atom.span is not None and len(owners) == atom.span[1] - atom.span[0] + 1:
        whole = [_for(context, sentence, base, w) for w in owners]
        start, end = min(f.start for f in whole), max(f.end for f in whole)
        return [replace(f, rank=atom.span[0] + i, start=start, end=end) for i, f in enumerate(whole)]
    if atom.group is not None:
        # The members of a list share the span of the whole list.
        whole = [_for(context, sentence, base, o) for o in owners]
        span = min(f.start for f in whole), max(f.end for f in whole)
        return [replace(f, group=atom.group, out_of=atom.total, start=span[0], end=span[1]) for f in whole]
    if not atom.ranks:
        return [_for(context, sentence, base, o) for o in owners[-1:]]
    placed = _placed(context, sentence, place, base, owners)
    total = _total_before(context, sentence, place)
    if joint and len(placed) == 1 and len(atom.ranks) == 1 and len(owners) > 1:
        placed = [
            replace(_for(context, sentence, base, w), rank=placed[0].rank, out_of=placed[0].out_of)
            for w in owners
        ]
    return [
        replace(f, out_of=total) if f.out_of is None and (f.rank or 0) <= (total or 0) else f for f in placed
    ]


def _total_before(context: Context, sentence: Sentence, place: Place) -> int | None:
    """The number of those ranked where the clause opens with it: `Trong 13 tỉnh của vùng, Bến Tre đứng thứ 4`."""
    left = context.view[sentence.start : place.atom.start]
    held = list(_AMONG.finditer(left))
    if not held or re.search(r"[;.]\s", left[held[-1].end() :]):
        return None
    said = sentence.start + held[-1].end()
    if any(
        said <= r.start and r.end <= place.atom.start for r in context.ranks(sentence.start, sentence.end)
    ):
        return None
    return int(held[-1]["n"])


def _listed_indices(context: Context, sentence: Sentence, atom: RankAtom) -> list[str]:
    """The indices listed right before a group that all of them are in: `PAR INDEX, SIPAS và PAPI đều thuộc nhóm 15`."""
    strong = [i for i in sentence.indices if not i.weak and not i.denied and i.end <= atom.start]
    if not strong or not re.fullmatch(r"[^,;.()]{0,60}", context.view[strong[-1].end : atom.start]):
        return []
    names = [strong[-1].name]
    for earlier, later in zip(reversed(strong[:-1]), reversed(strong[1:]), strict=True):
        if not re.fullmatch(
            r"\s*\)?\s*(?:,|và|;|,\s*và|cùng|hay)?\s*\(?(?:[Cc]hỉ\s+số\s+)?",
            context.view[earlier.end : later.start],
        ):
            break
        if earlier.name not in names:
            names.insert(0, earlier.name)
    return names


def _for(context: Context, sentence: Sentence, base: Ranking, owner: Owner) -> Ranking:
    """The fact for a subject, its span widened to the subject where nothing else is measured between them."""
    start, end = owner.reach(context, sentence, base.start, base.end)
    return replace(base, subject=owner.name, start=start, end=end)


def _placed(
    context: Context, sentence: Sentence, place: Place, base: Ranking, owners: Sequence[Owner]
) -> list[Ranking]:
    """One fact a subject and year: lists in step, one place over several years, the members after `dẫn đầu là`."""
    ranks = place.atom.ranks
    last = _for(context, sentence, base, owners[-1])
    if len(ranks) > 1:
        if len(owners) == len(ranks):
            return [
                replace(_for(context, sentence, base, w), rank=r, out_of=o)
                for w, (r, o) in zip(owners, ranks, strict=True)
            ]
        years = coordinated_years(context, sentence, place.atom.start, len(ranks))
        if years:
            return [replace(last, year=y, rank=r, out_of=o) for y, (r, o) in zip(years, ranks, strict=True)]
        strong = [i for i in sentence.indices if not i.weak and not i.denied and i.end <= place.atom.start]
        names = list(dict.fromkeys(i.name for i in strong))
        if len(names) == len(ranks):
            return [
                replace(last, index_name=n, rank=r, out_of=o) for n, (r, o) in zip(names, ranks, strict=True)
            ]
        return [replace(last, rank=r, out_of=o) for r, o in ranks]
    rank, out_of = ranks[0]
    if place.atom.rule == "lead" and len(owners) > 1:
        # Only the first is said to be first; the places of the others are read from their order.
        end = max(_for(context, sentence, base, w).end for w in owners)
        return [
            replace(
                last,
                subject=w.name,
                end=end,
                rank=rank + i,
                out_of=out_of,
                confidence=round(base.confidence * (0.7 if i else 1), 3),
            )
            for i, w in enumerate(owners)
        ]
    return _over_years(context, sentence, place, [replace(last, rank=rank, out_of=out_of)])


def _over_years(context: Context, sentence: Sentence, place: Place, facts: list[Ranking]) -> list[Ranking]:
    """One fact a year where the years of a row are named: `ba năm liên tiếp đứng đầu từ 2013, 2014 đến 2015`."""
    row = next(
        (
            m
            for m in _ROW.finditer(context.view, sentence.start, sentence.end)
            if abs(m.start() - place.start) < 90
        ),
        None,
    )
    if row is None:
        return facts
    if row["nth"]:
        nth = parse_ordinal(row["nth"]) or 0
        past = sorted({y.year for y in sentence.years if y.start >= place.end - 1 and y.kind == "plain"})
        if nth and len(past) == nth - 1 and "sau" in context.view[place.end : place.end + 12]:
            return facts + [replace(fact, year=year) for fact in facts for year in past if year != fact.year]
        return facts
    words = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5}
    count = int(row["count"]) if row["count"].isdigit() else words[row["count"]]
    years = sorted(
        {
            y.year
            for y in sentence.years
            if y.start >= place.end - 1 and y.kind in ("plain", "index", "leading")
        }
    )
    if len(years) == 2 and years[1] - years[0] + 1 == count:
        years = list(range(years[0], years[1] + 1))
    if len(years) != count:
        return facts
    return [replace(fact, year=year) for fact in facts for year in years]


def _change(place: Place) -> int | None:
    if place.change_to is not None and place.change is not None and not place.atom.ranks:
        # A range of steps is kept as printed; the column holds it as text.
        return f"{abs(place.change)}-{place.change_to}"  # type: ignore[return-value]
    return place.change


def _index_name(
    context: Context, sentence: Sentence, atom: RankAtom, mention: IndexMention | None, here: bool
) -> str | None:
    """The index of a rank, with the criterion that it is about; in default of an index the measure that is compared."""
    measured = _measure(context, sentence, atom)
    if (
        measured
        and (mention is None or not here or mention.weak)
        and not (mention and named_within(mention.name, measured))
    ):
        return measured
    criterion = criterion_for(context, sentence, atom.start, atom.end, fraction=False, barriers=())
    if mention is None:
        denied = [i for i in sentence.indices if i.denied and i.end <= atom.start]
        owners = indices_of_criterion(criterion) if criterion else frozenset()
        if criterion:
            return f"{min(owners)} - {criterion}" if len(owners) == 1 else criterion
        return squeeze(context.document.text[denied[-1].start : denied[-1].end]) if denied else None
    return f"{mention.name} - {criterion}" if criterion else mention.name


def _measure(context: Context, sentence: Sentence, atom: RankAtom) -> str | None:
    """What is compared where it is no index: `về thu hút đầu tư`, `Thu ngân sách nhà nước thuộc nhóm 10 địa phương`."""
    match = OBJECT.match(context.view, atom.end, sentence.end)
    if match and not any(
        i.start < match.end("name") and match.start("name") < i.end for i in sentence.indices
    ):
        return squeeze(context.document.text[match.start("name") : match.end("name")])
    if any(not i.weak and not i.denied for i in sentence.indices):
        return None
    heads = list(_HEAD.finditer(context.view[sentence.start : atom.start]))
    if heads:
        at = sentence.start
        name = squeeze(context.document.text[at + heads[-1].start("name") : at + heads[-1].end("name")])
        return re.sub(r"\s+(?:ước|cả năm|tăng|của\s+.*)$", "", name)
    group = _GROUP_OBJECT.search(context.view, atom.start, atom.end)
    return squeeze(context.document.text[group.start("name") : group.end("name")]) if group else None
