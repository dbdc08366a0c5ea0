"""Citations: other documents that a text names by number and symbol, and laws that it names by title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.facts.atoms import Atoms
from extract.facts.citation_context import (
    Ownership,
    Tail,
    attached_before,
    lead_of,
    name_issuer,
    opens_with_basis,
    provision_before,
    relation_before,
    same_day_after,
    signing_before,
    tail_after,
)
from extract.facts.citation_laws import NamedLaw, find_laws, is_number_of, law_year
from extract.facts.citation_words import CitationWords, citation_words
from extract.facts.model import Citation, Relation
from extract.facts.organisations import Bodies
from extract.structure.model import Document
from extract.values.symbols import Symbol, read_symbol

_LETTERHEAD_NUMBER = re.compile(r"(?:(?:^|[\n|\t])\s*(?:Số|SỐ)\s*:?|(?<!\()(?:Số|SỐ)\s*:)\s*\Z")
_AFTER_NUMBER = re.compile(r"(?:\.\d{1,3})?[a-zA-Z]?\s?[/-]")
_WHOLE_SYMBOL = re.compile(
    r"\d+/(?:(?:19|20)\d\d/)?[A-ZĐ][A-Za-zĐđ]+-[A-ZĐ][A-Za-zĐđ&.]+.*|\d+/(?:19|20)\d\d/(?:QH|UBTVQH)\d+|\d+-[A-ZĐ][A-Za-zĐđ]+/.+"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention as anchored, before its surroundings are read."""

    start: int
    end: int
    doc_type: str
    symbol: Symbol | None
    rule: str
    law: NamedLaw | None = None
    year: int | None = None
    issuer: tuple[int, int] | None = None


def find_citations(document: Document, atoms: Atoms, bodies: Bodies) -> list[Citation]:
    """The citations of a document, in order.

    Types, names of laws and the words that tell relations apart are data (`patterns/citations.toml`); symbols are
    read by `extract.values.symbols`. A date that does not exist is null and kept in `date_raw`.
    """
    words = citation_words()
    found: list[Citation] = []
    spans: list[tuple[_Mention, Tail]] = []
    limit = 0
    own = _own_organ(document)
    for mention in _anchors(document, words):
        if mention.start < limit:
            continue
        tail = tail_after(document, atoms, mention.end, words)
        if mention.law is not None and tail.date is None and mention.symbol is None:
            tail = Tail(mention.end, None, None)
        if tail.date is None and spans and (day_end := same_day_after(document.view, mention.end)):
            tail = Tail(day_end, spans[-1][1].date, None)
        citation = _citation(document, atoms, bodies, words, mention, tail, limit, found, own)
        found.append(citation)
        spans.append((mention, tail))
        limit = citation.end
    return _share_issuers(document, found, spans)


def _anchors(document: Document, words: CitationWords) -> list[_Mention]:
    """Laws by name and numbers with their type, in order; a number that belongs to a named law goes with it."""
    view = document.view
    laws = list(find_laws(document, words))
    at_law = 0
    mentions: list[_Mention] = []
    taken: set[int] = set()
    previous: _Mention | None = None
    for match in _symbols(document, words):
        while at_law < len(laws) and laws[at_law].end <= match.start():
            at_law += 1
        law = laws[at_law - 1] if at_law else None
        if law is not None and is_number_of(view, law, match.start()) and (at_law - 1) not in taken:
            taken.add(at_law - 1)
            symbol = read_symbol(match)
            end = match.end() + (
                view[match.end() : match.end() + 1] == ")" and "(" in view[law.end : match.start()]
            )
            previous = _Mention(law.start, end, law.doc_type, symbol, "named_law", law, symbol.year)
            mentions.append(previous)
            continue
        mention = _numbered(document, match, previous, words)
        if mention is not None:
            mentions.append(mention)
            previous = mention
    for index, law in enumerate(laws):
        if index in taken:
            continue
        year = law_year(view, law)
        mentions.append(
            _Mention(
                law.start,
                year[1] if year else law.end,
                law.doc_type,
                None,
                "named_law",
                law,
                year[0] if year else None,
            )
        )
    return sorted(mentions, key=lambda m: m.start)


def _symbols(document: Document, words: CitationWords) -> Iterator[re.Match[str]]:
    """The matches of a symbol; it begins with digits that a slash or hyphen follows."""
    view = document.view
    reached = 0
    for start, end in zip(*document.digits, strict=True):
        if start < reached or not _AFTER_NUMBER.match(view, end):
            continue
        if match := words.symbol.match(view, start):
            reached = match.end()
            yield match


def _numbered(
    document: Document, match: re.Match[str], previous: _Mention | None, words: CitationWords
) -> _Mention | None:
    """The mention that a symbol belongs to, `None` where the symbol is the document's own or none at all."""
    view = document.view
    symbol = read_symbol(match)
    line = view.rfind("\n", 0, match.start()) + 1
    low = max(match.start() - 130, line, previous.end if previous else 0)
    before: re.Match[str] | None = None
    kind: re.Match[str] | None = None
    for word in words.type_word.finditer(document.lowered, low, match.start()):
        between = words.between.fullmatch(view, word.end(), match.start())
        if between and (between["so"] or not (between["more"] or between["issuer"])):
            before, kind = between, word
    if kind is not None and before is not None:
        printed = " ".join(kind[0].split())
        doc_type = words.types[printed]
        if doc_type in words.generic_types and symbol.doc_type and symbol.type_code != "CV":
            doc_type = symbol.doc_type
        issuer = before.span("issuer") if before["issuer"] else None
        return _Mention(
            kind.start(), match.end(), doc_type, symbol, "numbered", year=symbol.year, issuer=issuer
        )
    if _LETTERHEAD_NUMBER.search(view, max(0, match.start() - 12), match.start()):
        return None
    if not _WHOLE_SYMBOL.fullmatch(symbol.text):
        return None
    number_word = words.number_word.search(view, max(line, match.start() - 6), match.start())
    start = number_word.start() if number_word else match.start()
    if previous is not None and previous.symbol is not None and match.start() - previous.end < 260:
        gap_from = _tail_end(view, previous.end, match.start())
        if words.listed.fullmatch(view, gap_from, match.start()):
            doc_type = previous.doc_type
            if (
                symbol.doc_type
                and symbol.doc_type != previous.doc_type
                and symbol.type_code != previous.symbol.type_code
            ):
                doc_type = symbol.doc_type
            return _Mention(start, match.end(), doc_type, symbol, "listed", year=symbol.year)
    if document.zone_at(match.start()) == "letterhead":
        return None
    doc_type = symbol.doc_type or (
        "Nghị quyết" if symbol.body.startswith(("QH", "UBTVQH")) else words.dispatch
    )
    return _Mention(start, match.end(), doc_type, symbol, "bare", year=symbol.year)


_TAIL_WORDS = re.compile(
    r"[\s,]*\(?(?:[Nn]gày|NGÀY)?\s*(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\)?"
    r"(?:\s+(?:của|về)\s+[^.;()\n]{2,180}?(?=[,;]|\s+và\s+(?:số\s|\d)))?"
)


def _tail_end(view: str, start: int, stop: int) -> int:
    found = _TAIL_WORDS.match(view, start, stop)
    return found.end() if found else start


def _citation(
    document: Document,
    atoms: Atoms,
    bodies: Bodies,
    words: CitationWords,
    mention: _Mention,
    tail: Tail,
    limit: int,
    found: list[Citation],
    own: str | None,
) -> Citation:
    provision = provision_before(document, mention.start, limit, words)
    start = provision[0] if provision else mention.start
    lead = lead_of(document, start, limit)
    if provision and "kèm theo" in " ".join(document.view[start : mention.start].split()):
        lead = document.view[start : mention.start]
    near = found[-1] if found and document.view.find("\n", found[-1].end, start) < 0 else None
    date = tail.date or (
        signing_before(document.view, mention.start, atoms, limit) if mention.law is None else None
    )
    issuer_span = tail.issuer or mention.issuer
    if issuer_span is None and mention.symbol is not None and mention.law is None:
        issuer_span = attached_before(document, start, limit, mention.symbol.organ, words)
    issuer = name_issuer(document, issuer_span, bodies, words) if issuer_span else None
    relation: Relation = relation_before(
        lead,
        _ownership(own, mention, issuer, bodies),
        near.relation if near else None,
        opens_with_basis(document, start, words),
        words,
    )
    confidence = words.confidence[mention.rule]
    if mention.symbol is not None and mention.symbol.mended:
        confidence -= 0.05
    if mention.law is not None and not mention.law.known:
        confidence -= 0.2
    raw = None
    if date is not None and not date.exists:
        raw = re.sub(r"^\D+", "", document.text[date.start : date.end])
    return Citation(
        start=start,
        end=tail.end,
        rule=mention.rule,
        confidence=round(confidence, 2),
        doc_type=mention.doc_type,
        symbol=mention.symbol.text if mention.symbol else None,
        name=mention.law.name if mention.law else None,
        year=mention.year,
        date=date.iso if date else None,
        issuer=issuer,
        provision=provision[1] if provision else None,
        relation=relation,
        date_raw=raw,
    )


def _own_organ(document: Document) -> str | None:
    """The abbreviation of the body that issued the document itself (`VP` of `BC-VP`)."""
    symbol = document.header.symbol
    if not symbol:
        return None
    parts = re.split(r"[-/]", re.sub(r"^\d{4}/", "", symbol))
    return Symbol("", "", None, "-".join(parts), parts[0]).organ


def _ownership(own: str | None, mention: _Mention, issuer: str | None, bodies: Bodies) -> Ownership:
    """Whether the citing body issued a document: `UBND` and `HĐND` are the abbreviations of many bodies."""
    if own is None or mention.symbol is None or mention.symbol.organ != own:
        return "other"
    if issuer is not None and (bodies.issuer is None or bodies.issuer.name not in issuer):
        return "other"
    return "same name" if own in {"UBND", "HĐND"} else "own"


def _share_issuers(
    document: Document, found: list[Citation], spans: list[tuple[_Mention, Tail]]
) -> list[Citation]:
    """`Chỉ thị số 31-CT/TU ngày …, Kế hoạch số 134-KH/TU ngày … của Ban Thường vụ Tỉnh ủy`: the issuer is that of both."""
    shared = list(found)
    for i in range(len(found) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        if here.issuer or not after.issuer or spans[i + 1][1].issuer is None:
            continue
        first, second = spans[i][0].symbol, spans[i + 1][0].symbol
        gap = document.view[here.end : after.start].strip(" ,;").replace("và", "").strip()
        if first and second and first.organ == second.organ and not gap:
            shared[i] = replace(here, issuer=after.issuer)
    return shared
