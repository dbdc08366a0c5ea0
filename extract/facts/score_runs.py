"""Points that stand in a row: in step with their subjects or years, or side by side for two years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.context import Context, Sentence
from extract.facts.score_atoms import ScoreAtom
from extract.facts.score_relations import ordered


def run_from(context: Context, sentence: Sentence, kept: Sequence[ScoreAtom], i: int) -> list[ScoreAtom]:
    """Points listed in step with their subjects or years: `lần lượt đạt 88,95% và 83,47%`."""
    run = [kept[i]]
    form = kept[i].form
    if form not in ("value", "change") or (form == "change" and not ordered(context, sentence, kept[i].end)):
        return run
    for point in kept[i + 1 :]:
        if point.form != form or not re.fullmatch(
            r"\s*(?:,|và|;|,\s*và)\s*", context.view[run[-1].end : point.start]
        ):
            if len(run) == 1 and side_by_side(context, sentence, run[0], point):
                run.append(point)
            break
        run.append(point)
    return run


def side_by_side(context: Context, sentence: Sentence, first: ScoreAtom, second: ScoreAtom) -> bool:
    """Whether two values are of the two years that the lead-in of a list names: `(năm 2021 - năm 2022)`."""
    between = context.view[first.end : second.start]
    return bool(re.fullmatch(r"\s*(?:-|→|/|\|)\s*", between)) and years_above(context, sentence) is not None


def years_above(context: Context, sentence: Sentence) -> tuple[int, int] | None:
    """The two years that the lead-in of a list names last."""
    lead = context.editions.lead_in(sentence.start)
    if lead is None:
        return None
    years = [y.year for span in context.sentence_spans(*lead) for y in context.read(*span).years if y.year]
    return (years[-2], years[-1]) if len(years) > 1 and len(set(years[-2:])) == 2 else None
