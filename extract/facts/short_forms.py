"""Short mentions: `Chương trình`, `Kế hoạch nêu trên`, `Chỉ thị 09`, `Quyết định này`, led to what they mean.

The rules are data (`patterns/short_forms.toml`). A short mention is taken only where the text leaves no doubt which
document it means: one that is named in full before it, or the document itself.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence

from extract.facts.atoms import Spans
from extract.facts.model import Citation, ShortMention
from extract.structure.model import Document
from patterns import RuleFile, alternation, data, rules

_REACH = 400
"""How far after a mention in full a name may be given to it: a long title stands between."""
# What a document approves or promulgates is a part of it, so that its name means the document.
_PROMULGATED = re.compile(r"(?:Phê duyệt|Ban hành|Công bố)(?:\s+kèm\s+theo[^.;\n]{0,60}?)?\s[^.;\n]{2,300}$")
_SENTENCE_END = re.compile(r"[.;](?=\s)|\n")


@functools.cache
def _rules() -> RuleFile:
    return rules("short_forms")


@functools.cache
def _goes_on() -> re.Pattern[str]:
    words = alternation(data("short_forms")["goes_on"])
    return re.compile(rf"\s*(?:[.,;:)\]\n\t]|$)|\s+(?:{words})(?![^\W_])")


def find_short_mentions(document: Document, citations: Sequence[Citation]) -> list[ShortMention]:
    """The short mentions of a document in order; none overlaps a citation."""
    named: Spans[Citation] = Spans(citations)
    found: dict[int, ShortMention] = {}
    for mention in (
        *_defined(document, citations),
        *_numbered(document, citations),
        *_pointing_back(document, citations),
        *_of_itself(document),
    ):
        if not named.overlaps(mention.start, mention.end):
            found.setdefault(mention.start, mention)
    return [found[start] for start in sorted(found)]


def _defined(document: Document, citations: Sequence[Citation]) -> Iterator[ShortMention]:
    view, rule = document.view, _rules()["defined"]
    for given in rule.pattern.finditer(view):
        at = _last_before(citations, given.start())
        if at is not None and (
            given.start() - citations[at].end > _REACH
            or _SENTENCE_END.search(view, citations[at].end, given.start())
        ):
            at = None
        if at is None and not _PROMULGATED.search(view, max(0, given.start() - _REACH), given.start()):
            continue
        name = re.compile(rf"(?<![^\W_]){re.escape(given['name'])}(?![^\W_])")
        for use in name.finditer(view, given.end()):
            if _goes_on().match(view, use.end()):
                yield ShortMention(
                    start=use.start(),
                    end=use.end(),
                    rule=rule.name,
                    confidence=rule.confidence,
                    way="defined",
                    citation=at,
                    symbol=None if at is None else citations[at].symbol,
                )


def _numbered(document: Document, citations: Sequence[Citation]) -> Iterator[ShortMention]:
    rule = _rules()["number"]
    held: dict[tuple[str, int], set[str]] = {}
    first: dict[tuple[str, int], int] = {}
    for i, citation in enumerate(citations):
        number = re.match(r"\d+", citation.symbol or "")
        if number and citation.doc_type:
            key = (citation.doc_type.lower(), int(number[0]))
            held.setdefault(key, set()).add(f"{citation.symbol} {(citation.date or '')[:4]}".strip())
            first.setdefault(key, i)
    if not held:
        return
    for use in rule.pattern.finditer(document.view):
        key = (" ".join(use["type"].split()).lower(), int(use["number"]))
        symbols = {s.split(" ")[0] for s in held.get(key, ())}
        if len(symbols) == 1:
            at = first[key]
            yield ShortMention(
                start=use.start(),
                end=use.end(),
                rule=rule.name,
                confidence=rule.confidence,
                way="number",
                citation=at,
                symbol=citations[at].symbol,
            )


def _pointing_back(document: Document, citations: Sequence[Citation]) -> Iterator[ShortMention]:
    rule = _rules()["back"]
    for use in rule.pattern.finditer(document.view):
        kind = " ".join(use["type"].split()).lower()
        at = next(
            (
                i
                for i in range(bisect.bisect_left(citations, use.start(), key=lambda c: c.start) - 1, -1, -1)
                if (citations[i].doc_type or "").lower() == kind
            ),
            None,
        )
        if at is not None:
            yield ShortMention(
                start=use.start(),
                end=use.end(),
                rule=rule.name,
                confidence=rule.confidence,
                way="back",
                citation=at,
                symbol=citations[at].symbol,
            )


def _of_itself(document: Document) -> Iterator[ShortMention]:
    own = (document.header.doc_type or "").lower()
    if not own:
        return
    rule = _rules()["self"]
    for use in rule.pattern.finditer(document.view):
        if " ".join(use["type"].split()).lower() == own:
            yield ShortMention(
                start=use.start(), end=use.end(), rule=rule.name, confidence=rule.confidence, way="self"
            )


def _last_before(citations: Sequence[Citation], offset: int) -> int | None:
    at = bisect.bisect_left(citations, offset, key=lambda c: c.start) - 1
    return at if at >= 0 else None
