"""What a quantity in a sentence is about: its indicator in words, and who the clause says it of.

The description is taken from the clause of the number: what stands before it (`tỷ lệ hồ sơ trễ hạn còn`), what
stands after its unit (`hồ sơ nộp qua bưu chính`), and, where the clause holds only the number, from the quantity it
is a part or a share of (`90 công việc, trong đó đã xong 60 công việc (sớm hạn: 12 công việc), chiếm 66,7%`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.facts.figure_clauses import Clause, extent, read_clause, share_tails
from extract.facts.figure_quantity import Quantity
from extract.facts.figure_wording import (
    base_of,
    from_head,
    last_rate,
    limited,
    only_verb,
    opens_with_head,
    opens_with_state,
    trim,
    with_growth,
    word_lists,
)
from extract.values.text import fold, squeeze

# Further back than this no rate is looked for.
_REACH = 1500
_WORD = re.compile(r"\w")
# After these a noun is the beginning of another word, or the word before a number.
_NUMBER_OF = re.compile(r"\w|\s\d")
_CONTRAST = re.compile(r"(?:so|và|cho)\s")
_COMPARED = re.compile(r"(?:so\s|kế hoạch|dự toán|mục tiêu|tổng\s|và\s|của\s|vào\s|từ\s|trong\s)")
# `…; tỷ lệ này của năm 2022 là 31%`
_SAME_RATE = re.compile(r"(?:tỷ lệ|tỉ lệ|con số|mức|chỉ số|số liệu)\s(?:này|đó|trên)(?!\w)", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:Trong đó|Gồm|Bao gồm|Cụ thể)")


@dataclass(slots=True)
class Description:
    """The indicator of one quantity and the phrase that its clause says it of."""

    indicator: str | None = None
    subject: str | None = None
    predicate: str = ""
    """The indicator of a count without its noun."""
    guessed: bool = False
    derived: bool = False
    """`tỷ lệ` was put before what the quantity is a share of."""
    start: int = 0
    end: int = 0
    """The words of the clause around the quantity that a reader needs to understand it."""


def describe(
    view: str, start: int, end: int, quantities: Sequence[Quantity], carried: str | None = None
) -> list[Description]:
    """The descriptions of the quantities of one sentence `start:end`, in their order.

    `carried` is what the sentence before spoke of, for one that begins with `Trong đó`.
    """
    out: list[Description] = []
    clauses: list[Clause] = []
    for i in range(len(quantities)):
        clauses.append(read_clause(view, start, end, quantities, i, clauses[-1].told if clauses else start))
    share_tails(view, quantities, clauses)
    templates: dict[str, list[str]] = {}
    for i, (quantity, clause) in enumerate(zip(quantities, clauses, strict=True)):
        if clause.level is None and i and clause.parent == clauses[i - 1].parent:
            gap = view[quantities[i - 1].end : quantity.start]
            own = opens_with_head(clause.before) or (
                clause.before and not quantity.percent and not clause.parts
            )
            if clause.joined or (";" not in gap and (clauses[i - 1].led or not own)):
                clause.level, clause.led = clauses[i - 1].level, clauses[i - 1].led
        if (
            carried
            and not clause.before
            and not clause.after
            and quantity.unit is not None
            and quantity.unit.kind == "count"
        ):
            description = Description(squeeze(f"{quantity.unit.text} {carried}"), clause.level)
        else:
            before = i - 1
            if before > 0 and (held := clauses[before].parent) is not None and held != clause.parent:
                # `45 giáo viên (định mức 52), 900 học sinh`: what stood in a parenthesis is passed over.
                before = held if quantities[before].rule == "quantity_bare" else before
            description = _compose(view, start, quantity, clause, i, out, quantities, templates, before)
        floor = out[-1].end if out else start
        description.start, description.end = extent(view, start, floor, quantity, clause.told)
        out.append(description)
        if description.indicator and quantity.percent:
            templates.setdefault(clause.level or "", []).append(description.indicator)
    return out


def _compose(
    view: str,
    start: int,
    quantity: Quantity,
    clause: Clause,
    i: int,
    done: list[Description],
    quantities: Sequence[Quantity],
    templates: dict[str, list[str]],
    last: int,
) -> Description:
    previous = done[last] if i else None
    before, after = clause.before, clause.after
    result = Description(subject=clause.level)
    parent = done[clause.parent] if clause.parent is not None else None
    if quantity.percent:
        result.indicator = _percent(
            result, view, start, quantity, clause, parent, previous, quantities, i, templates
        )
    elif quantity.unit is not None and quantity.unit.kind == "count":
        result.indicator = _count(quantity, clause, parent, previous, done, quantities, i)
        result.predicate = _predicate(result.indicator, quantity, clause, previous)
    else:
        text = before
        if not text and not after and previous is not None and previous.indicator:
            text = base_of(previous.indicator)
        elif (
            text
            and len(text.split()) <= 2
            and previous is not None
            and previous.predicate
            and quantities[i - 1].unit
        ):
            # `37 dự án chậm tiến độ với tổng vốn 5.120 tỷ đồng`: the sum is of what was counted.
            text = f"{text} {previous.indicator}"
        if (
            clause.verb
            and not word_lists().heads.search(text)
            and (chapter := last_rate(view[max(start, quantity.start - _REACH) : quantity.start]))
        ):
            text = squeeze(f"{chapter} {text}")
        text = with_growth(text, clause.verb) if text else text
        if parent is not None and parent.indicator and len(before.split()) <= 4:
            text = squeeze(f"{base_of(parent.indicator)}, {before}").rstrip(", ")
        if after and not _CONTRAST.match(after):
            text = squeeze(f"{text} {after}")
        result.indicator = text or None
    if parent is not None and result.subject is None:
        result.subject = parent.subject
    if not result.indicator:
        result.indicator = trim(clause.lead) or (previous.indicator if previous else None)
        result.guessed = True
    if result.indicator:
        result.indicator = limited(result.indicator)
    return result


def _count(
    quantity: Quantity,
    clause: Clause,
    parent: Description | None,
    previous: Description | None,
    done: list[Description],
    quantities: Sequence[Quantity],
    i: int,
) -> str:
    assert quantity.unit is not None
    noun = quantity.unit.text
    before, after = clause.before, clause.after
    same = fold(" ".join(noun.split()[:2]).strip(" ,"))
    if parent is not None and parent.indicator and len(before.split()) <= 6:
        whole_noun = quantities[clause.parent or 0].unit
        base = base_of(parent.indicator)
        if (
            whole_noun is not None
            and whole_noun.kind == "count"
            and parent.predicate
            and len(base.split()) > 7
        ):
            base = (
                squeeze(f"{whole_noun.text} {parent.predicate}")
                if len(parent.predicate.split()) < 7
                else whole_noun.text
            )
        if not before and not after and not _has(base, noun) and parent.predicate:
            return squeeze(f"{noun} {parent.predicate}")
        if clause.verb in ("tăng", "giảm") and not before:
            return squeeze(f"mức {clause.verb} {base} {after}")
        if same and _has(base, same):
            return f"{base}, {before}".rstrip(", ") if before else squeeze(f"{base} {after}")
    if clause.level and not before and not after:
        # `cấp tỉnh 08 người`: the same thing as before, at a level of its own.
        whole = next((d for d in reversed(done) if d.indicator and d.subject != clause.level), previous)
        inherited = base_of(whole.indicator) if whole is not None and whole.indicator else noun
        return squeeze(f"{inherited} {clause.level}") if clause.level not in inherited else inherited
    if before and same and _has(before, same):
        return squeeze(f"{before} {after}") if after and len(before.split()) < 12 else before
    if not before and not after and previous is not None and (clause.joined or clause.parts):
        verb = _verb_of(previous.indicator or "", quantities[i - 1]) or previous.predicate
        return squeeze(f"{noun} {verb}")
    if not before and clause.joined and previous is not None and len(after.split()) < 14:
        verb = _verb_of(previous.indicator or "", quantities[i - 1])
        return squeeze(f"{verb} {noun} {after}" if verb and verb not in after else f"{noun} {after}")
    if not before and not after and clause.of_previous and previous is not None and previous.indicator:
        return squeeze(f"{noun} có {previous.indicator}")
    if (
        not before
        and not after
        and previous is not None
        and previous.predicate
        and not clause.lead
        and not clause.apart
    ):
        return squeeze(f"{noun} {previous.predicate}")
    if not before and not after and clause.lead:
        return squeeze(f"{noun} {trim(clause.lead)}")
    if clause.verb in ("tăng", "giảm"):
        return squeeze(f"mức {clause.verb} {before} {noun} {after}")
    if opens_with_state(before) or (before and clause.labelled):
        return squeeze(f"{noun} {after} {before[:1].lower()}{before[1:]}")
    return squeeze(f"{before} {noun} {after}")


def _predicate(indicator: str, quantity: Quantity, clause: Clause, previous: Description | None) -> str:
    noun = quantity.unit.text if quantity.unit else ""
    rest = squeeze(indicator.replace(noun, " ", 1)) if noun in indicator else clause.before
    if not rest and clause.joined and previous is not None:
        return previous.predicate
    return " ".join(rest.strip(" ,").split()[:12])


def _has(text: str, noun: str) -> bool:
    """Whether a text names the noun itself and not a document's number (`số 955`)."""
    folded, name = fold(text), fold(noun)
    at = folded.find(name)
    while at >= 0:
        if not (at and _WORD.match(folded, at - 1)) and not _NUMBER_OF.match(folded, at + len(name)):
            return True
        at = folded.find(name, at + 1)
    return False


def _verb_of(indicator: str, quantity: Quantity) -> str:
    """What was said before the noun of the first member of a list: `công bố` of `công bố TTHC mới`."""
    noun = quantity.unit.text if quantity.unit else ""
    at = indicator.find(noun) if noun else -1
    if at > 0:
        return indicator[:at].strip()
    return ""


def _percent(
    result: Description,
    view: str,
    start: int,
    quantity: Quantity,
    clause: Clause,
    parent: Description | None,
    previous: Description | None,
    quantities: Sequence[Quantity],
    i: int,
    templates: dict[str, list[str]],
) -> str | None:
    before, after = clause.before, clause.after
    verb = clause.verb
    base = parent or previous
    if previous is not None and previous.indicator and _SAME_RATE.match(before):
        return base_of(previous.indicator)
    if fold(before) == "thuc hien":
        before = ""
    if before and not only_verb(before):
        if (
            not word_lists().heads.search(before)
            and not after
            and (chapter := last_rate(view[_since(view, start, quantity, quantities, i) : quantity.start]))
        ):
            return chapter
        return squeeze(f"{with_growth(before, verb)} {after}")
    if after and not _COMPARED.match(after):
        return squeeze(f"{before} {after}" if before else with_growth(after, verb))
    position = len(templates.get(clause.level or "", ()))
    first = next((found for level, found in templates.items() if level), [])
    if clause.level and first and parent is None:
        inherited = first[min(position, len(first) - 1)]
        return (
            squeeze(f"{base_of(inherited)} {clause.level}")
            if "bình quân" in clause.level or "cả nước" in clause.level
            else base_of(inherited)
        )
    if ((clause.level and parent is None) or base is None) and (
        chapter := last_rate(view[max(start, quantity.start - _REACH) : quantity.start])
    ):
        return chapter
    if base is not None and base.indicator:
        index = clause.parent if parent is not None else i - 1
        text = base_of(base.indicator)
        if base.derived:
            text = text.removeprefix("tỷ lệ ")
        if index is not None and (not quantities[index].percent or base.derived) and not verb:
            result.derived = True
            text = (
                text
                if opens_with_head(text) and text.lower().startswith(("tỷ lệ", "tỉ lệ", "mức"))
                else f"tỷ lệ {text}"
            )
        text = with_growth(text, verb)
        if clause.level:
            text = f"{text} {clause.level}"
        return squeeze(
            f"{text} so với {after}" if after and not after.startswith("so") else f"{text} {after}"
        )
    if clause.lead:
        lead = from_head(trim(clause.lead))
        return squeeze(f"{lead} {after}")
    return squeeze(f"{before} {after}") or None


def _since(view: str, start: int, quantity: Quantity, quantities: Sequence[Quantity], i: int) -> int:
    """From where on a rate may be named: after the last percentage, not too far back."""
    last = next((q.end for q in reversed(quantities[:i]) if q.percent), start)
    return max(last, quantity.start - _REACH)


def carried_over(view: str, start: int, indicator: str | None, quantity: Quantity) -> str | None:
    """What a sentence that begins with `Trong đó` goes on to divide: the predicate of the quantity before it."""
    if not indicator or quantity.unit is None or not _GOES_ON.match(view, start, start + 12):
        return None
    noun = quantity.unit.text
    at = indicator.find(noun)
    rest = squeeze(indicator.replace(noun, " ", 1)) if at >= 0 else indicator
    return rest or None
