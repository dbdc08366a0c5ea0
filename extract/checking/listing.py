"""Lists of parts in prose: the amount that they are parts of, the cue between, and where the list ends.

Cues: `gồm`, `bao gồm`, `chia ra`, `cụ thể` (all parts), `trong đó` (some), a bracket or a colon right after the whole. A
list of members set off by commas ends at a semicolon; what stands in deeper brackets, in comparisons (`tăng 09 văn bản
so với năm 2022`) and in percentages is passed over.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import patterns
from extract.checking.amounts import Amount, same_unit
from extract.structure.model import Document, Section

Cue = Literal["all", "some", "bracket", "colon"]

FOOTNOTE = re.compile(r"\[\d{1,2}\]\s?")
_BREAK = re.compile(r"[,;:.(\n]\s|[(]|\s(?:và|với|cùng)\s")
_UNNUMBERED = re.compile(r"[,;]?\s(?:và|cùng|với)\s[^\d.;]{4,}$|[,;]\s(?:[A-ZĐ]|đại diện)[^\d.;]{3,}$")
# `…, còn lại là hồ sơ các lĩnh vực khác`: the rest is named without its number.
_LEFT = re.compile(r"[,;]\s(?:số\s)?còn lại\s[^\d]*$")
_REACH = 60


def items_below(document: Document) -> Iterator[tuple[Section, Sequence[Section]]]:
    """Each item of the outline with the items right below it, where there are any."""
    children: dict[int, list[Section]] = {}
    for section in document.sections:
        if section.parent is not None:
            children.setdefault(section.parent, []).append(section)
    for ordinal, items in children.items():
        yield document.sections[ordinal], items


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of `patterns/checks.toml`, table `sums`, compiled."""

    cue: re.Pattern[str]
    exhaustive: frozenset[str]
    comparison: re.Pattern[str]
    mostly: re.Pattern[str]
    twice: re.Pattern[str]
    closing: re.Pattern[str]
    overlapping: re.Pattern[str]
    scale: re.Pattern[str]
    limit: re.Pattern[str]
    total: re.Pattern[str]
    rest: re.Pattern[str]
    bodies: frozenset[str]
    families: tuple[tuple[tuple[re.Pattern[str], ...], int], ...]
    pairs: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{patterns.alternation(words)})(?!\w)", re.IGNORECASE)


@functools.cache
def words() -> Words:
    """The compiled phrases."""
    data: dict[str, Any] = patterns.data("checks")["sums"]
    cues = patterns.alternation([*data["exhaustive"], *data["partial"]])
    return Words(
        cue=re.compile(
            # A bracket before it may give the short form of a name: `49 văn bản quy phạm pháp luật (QPPL), gồm …`.
            rf"(?P<before>[^;.:()]{{0,90}}?(?:\([^()\d]{{1,60}}\)[^;.:()]{{0,60}}?)?)(?P<open>[,;.:(]?\s?\(?)\s?(?<!\w)(?P<cue>{cues})(?!\w)(?P<colon>\s?(?:có)?\s?:)?",
            re.IGNORECASE,
        ),
        exhaustive=frozenset(data["exhaustive"]),
        comparison=re.compile(
            rf"{_any(data['comparison']).pattern}|(?<!\w)(?:{patterns.alternation(data['comparison_right_before'])})"
            # A qualifier may stand between: `từ khoảng 12`.
            r"(?:\s(?:khoảng|hơn|gần|trên|dưới|chỉ|mức))?\s?$",
            re.IGNORECASE,
        ),
        mostly=_any(data["mostly"]),
        twice=_any(data["twice"]),
        closing=_any(data["closing"]),
        overlapping=_any(data["overlapping"]),
        scale=_any(data["scale"]["words"]),
        limit=_any(data["scale"]["limits"]),
        total=_any(data["total"]),
        rest=_any(data["rest"]),
        bodies=frozenset(data["bodies"]),
        families=tuple((tuple(_any(c) for c in f["classes"]), f["needed"]) for f in data["family"]),
        pairs=tuple((_any(p["whole"]), _any(p["parts"][0]), _any(p["parts"][1])) for p in data["pair"]),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A stated whole, other amounts that may be meant by it, and the parts named after it.

    `further` are amounts after the parts that may still belong to them; `labels` what each part is called.
    """

    whole: Amount
    others: tuple[Amount, ...]
    parts: tuple[Amount, ...]
    further: tuple[Amount, ...]
    labels: tuple[str, ...]
    cue: Cue
    colon: bool = False
    open: bool = False
    """Whether members without a number, or amounts of another kind, stand among the parts."""


def listed(
    document: Document, start: int, end: int, found: Sequence[Amount], before: Sequence[Amount]
) -> Iterator[Listed]:
    """The lists of parts in a sentence with the amounts `found`; `before` are those of the sentence before it."""
    view, known = document.view, words()
    # A sentence that opens with the cue speaks of the last total of the sentence before it.
    if (
        before
        and (opening := known.cue.match(view, _after_label(view, start), min(end, start + 40)))
        and not opening["before"].strip()
    ):
        counted = [a for a in before if a.counted and a.unit != "%"]
        # The amounts of two sentences share no brackets.
        if counted:
            yield from _list(document, counted[-1], before, found, 0, opening, end)
    for i, amount in enumerate(found):
        following, position = _after_rate(view, amount, found[i + 1 :])
        if not following or not amount.counted:
            continue
        limit = following[0].start
        cue = known.cue.match(view, position, limit)
        # Of two cues the one nearer to the parts counts: `gồm nhiều lĩnh vực, trong đó …`.
        while cue is not None and (later := known.cue.match(view, cue.end(), limit)):
            cue = later
        if cue is not None and len(cue["before"]) < 90 and not known.closing.search(cue["before"]):
            yield from _list(document, amount, found[: i + 1], following, amount.depth, cue, end)
            continue
        if position != amount.end:
            continue
        gap = view[amount.end : limit]
        bracket = re.match(r"(?:[^.;:,()\d]{0,60})\(\s?[^().;]{0,40}$", gap)
        if bracket is not None and following[0].depth == amount.depth + 1:
            yield from _list(document, amount, found[: i + 1], following, amount.depth, None, end)
        elif re.match(r"(?:[^.;:,()\d]{0,60}):\s?[^().;:]{0,50}$", gap):
            yield from _list(document, amount, found[: i + 1], following, amount.depth, None, end, colon=True)


def _after_rate(view: str, whole: Amount, following: Sequence[Amount]) -> tuple[Sequence[Amount], int]:
    """The amounts after the percentage that a whole makes (`1.845 hồ sơ, đạt 78%, trong đó …`), and where it ends."""
    if not following or following[0].group != "percent" or following[0].depth > whole.depth + 1:
        return following, whole.end
    if re.search(r"[;:.]", view[whole.end : following[0].start]):
        return following, whole.end
    stop = following[0].end
    return following[1:], stop + 1 if following[0].depth > whole.depth and view[
        stop : stop + 1
    ] == ")" else stop


def _after_label(view: str, start: int) -> int:
    label = FOOTNOTE.match(view, start)
    return label.end() if label else start


def _list(
    document: Document,
    whole: Amount,
    others: Sequence[Amount],
    following: Sequence[Amount],
    depth: int,
    cue: re.Match[str] | None,
    end: int,
    *,
    colon: bool = False,
) -> Iterator[Listed]:
    view, known = document.view, words()
    kind: Cue = "colon" if colon else "bracket"
    if cue is not None:
        kind = "all" if " ".join(cue["cue"].lower().split()) in known.exhaustive else "some"
        colon = bool(cue["colon"])
        if whole.group == "score" and known.scale.search(view, segment(view, whole.start), whole.start):
            kind = "all"
    inside = following[0].depth if following else depth
    if inside < depth or not whole.counted or whole.unit in ("", "%"):
        return
    parts: list[Amount] = []
    further: list[Amount] = []
    labels: list[str] = []
    position = cue.end() if cue is not None else whole.end
    mark = ""
    ended = loose = False
    skipping = foreign = False
    for amount in following:
        gap = view[position : amount.start]
        if amount.depth < inside:
            # The bracket that held the parts is closed.
            break
        if amount.depth > inside:
            continue
        here = _mark(gap)
        if skipping:
            # The parts of a part, until the next member of the list.
            if mark == ";" and ";" in gap:
                skipping = False
            else:
                continue
        position = amount.end
        # What is compared with the member before (`tăng 09 văn bản so với năm 2022`) ends with its mark.
        said = re.split(r"[,;:]", _after_brackets(gap) if parts else gap[-25:])[-1]
        if amount.group == "score":
            # `điểm thẩm định tối đa 70 điểm`: what a part of the scale is worth.
            said = known.limit.sub("", said)
        compared = known.comparison.search(said)
        if known.closing.search(_after_brackets(gap)):
            ended = True
        if parts and mark == "," and (here == ";" or re.search(r"\.\s", gap)):
            ended = True
        if amount.group in ("percent", "duration") and whole.group != amount.group:
            continue
        if not _same_kind(whole, amount) or amount.out_of is not None:
            # `07 sở, 04 huyện, 12 người`: what else the list holds is not known.
            loose = loose or bool(parts and not compared and not ended)
            foreign = foreign or not (parts or compared)
            continue
        if foreign and not amount.unit:
            # `7 lĩnh vực, trong đó 211 thủ tục: toàn trình 99, một phần 112` divides the dossiers, not the fields.
            break
        if compared:
            continue
        if len(parts) == 1 and not ended:
            mark = here
        if ended:
            further.append(amount)
            continue
        if parts and known.cue.match(gap) and known.cue.match(gap)["open"].strip():  # type: ignore[index]
            if mark in ("", ";") and len(parts) > 1:
                skipping = True
                continue
            ended = True
            further.append(amount)
            continue
        parts.append(amount)
        labels.append(gap)
    if not parts or (len(parts) < 2 and (kind != "some" or not parts[0].interval.above(whole.interval))):
        return
    tail = view[parts[-1].end : _list_end(view, parts[-1].end, end)]
    open_ = loose or any(_unnumbered(view, a, b) for a, b in itertools.pairwise(parts))
    open_ = open_ or bool(_UNNUMBERED.match(tail) or _LEFT.search(tail)) or "..." in tail or "…" in tail
    totals = [*others, *(o.out_of for o in others if o.out_of is not None)]
    same = tuple(o for o in totals if o is not whole and _same_kind(o, parts[0]) and o.counted)
    yield Listed(whole, same, tuple(parts), tuple(further), tuple(labels), kind, colon, open_)


def _list_end(view: str, offset: int, end: int) -> int:
    match = re.compile(r"[;)]|\.\s|\.$").search(view, offset, end)
    return match.start() if match else end


def _mark(gap: str) -> str:
    """What separates two members of a list: `;`, `,` or nothing; what stands in brackets is not looked at."""
    bare = re.sub(r"\([^()]*\)", "", gap)
    return ";" if ";" in bare else "," if "," in bare or " và " in bare else ""


def _after_brackets(gap: str) -> str:
    return re.sub(r"\([^()]*\)?", " ", re.sub(r"^[^()]*\)", "", gap))


def _unnumbered(view: str, first: Amount, second: Amount) -> bool:
    """Whether between two parts stands a member without a number: `05 sở, Văn phòng UBND tỉnh và 04 huyện`."""
    gap = _after_brackets(view[first.end : second.start])
    segments = [s for s in re.split(r"[,;]|\svà\s", gap) if len(s.split()) > 1]
    return any(re.match(r"\s?[A-ZĐ]\w", s) for s in segments[:-1])


def _same_kind(whole: Amount, part: Amount) -> bool:
    """Whether a part may be counted into the whole: the same unit, no unit, or a kind of it."""
    if whole.group not in ("measure", "percent", "duration", "score") and same_unit(whole, part):
        return True
    if part.unit == "" or whole.unit == part.unit:
        return part.unit != "" or whole.group not in ("percent", "measure")
    if "?" in (whole.group, part.group) or "" in (whole.group, part.group):
        return False
    if whole.group in ("measure", "percent", "duration", "score"):
        return False
    return whole.group == part.group or {whole.group, part.group} == {"bodies", "places"}


def divides(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether bodies of several sorts divide a whole of bodies: `12 cơ quan (05 sở, 04 huyện, 03 xã)`."""
    return whole.unit in words().bodies and len(parts) > 2 and len({p.unit for p in parts}) == len(parts)


def is_family(texts: Sequence[str]) -> bool:
    """Whether the parts divide a whole between them: all name classes of one family, and enough of them."""
    for k, (_, needed) in enumerate(words().families):
        named = [_class_in(text, k) for text in texts]
        if None not in named and len(set(named)) >= needed:
            return True
    return False


def family_class(text: str) -> tuple[int, int] | None:
    """The family and class that a label names (`đúng hạn`), where it names just one."""
    found = [(k, c) for k in range(len(words().families)) if (c := _class_in(text, k)) is not None]
    return found[0] if len(found) == 1 else None


def _class_in(text: str, family: int) -> int | None:
    # Of two classes in one label the longer word is meant: `chưa hoàn thành` holds `hoàn thành`.
    classes = words().families[family][0]
    hits = [(len(m[0]), i) for i, c in enumerate(classes) if (m := c.search(text))]
    return max(hits)[1] if hits else None


def label_of(document: Document, amount: Amount) -> str:
    """The words that name an amount: those before it in its segment, and after it up to the next mark."""
    view = document.view
    # `đúng hạn: 260`
    named = re.search(r"\s?:\s?$", view[max(0, amount.start - 3) : amount.start])
    start = segment(view, amount.start - len(named[0]) if named else amount.start)
    after = re.compile(r"[^,;.:()\d]{0,50}").match(view, amount.end)
    return view[start : after.end() if after else amount.end]


def segment(view: str, offset: int) -> int:
    """Where the words that name the amount at an offset begin."""
    low = max(0, offset - _REACH)
    start = low
    for match in _BREAK.finditer(view, low, offset):
        start = match.end()
    while view[start : start + 1] in (" ", "\n") and start < offset:
        start += 1
    if start == low and low:
        # Not in the middle of a word.
        start = view.find(" ", low, offset) + 1 or offset
    return start
