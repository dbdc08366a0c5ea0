"""One document cited with two days of signing, and cited by a symbol that is misprinted or of another type."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from extract.checking.citing import Mention, compatible, mentions, near, same_issuer
from extract.checking.letterhead import own_day, own_number
from extract.checking.model import Check, Finding, Kind, Severity
from extract.checking.results import result_year
from extract.checking.say import cited, day
from extract.facts.citation_words import citation_words
from extract.facts.model import Citation, Facts
from extract.structure.model import Document
from extract.values.symbols import TYPE_CODES, Symbol, read_symbol
from extract.values.text import is_upper, squeeze
from patterns import data

# The organ and the unit that drafted a dispatch run together; a hyphen stands between them.
_GLUED = re.compile(r"(\d+/(?:UBND|HĐND|VPCP))([A-ZĐ]{2,6})")
_TYPED = ("word", "opendocument", "rtf")
"""Media types of files that hold what somebody typed, not lines as a page was printed."""


def date_conflicts(document: Document, facts: Facts) -> Iterator[Finding]:
    """One document cited with different days.

    Numbers begin anew each year, so two days of different years are one document only where day and month agree, or
    where the symbol carries its year. `UBND` and its chairman number decisions apart (Nghị định 30/2020/NĐ-CP,
    Điều 15), and bodies of one abbreviation are many: without an issuer printed at both, only a slip of one part of
    the day counts.
    """
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(document, facts):
        groups[mention.citation.symbol or ""].append(mention)
    for group in groups.values():
        days = sorted({m.day for m in group})
        if len(days) < 2:
            continue
        conflicting = [
            m for m in group if any(m.day != other.day and _one_document(m, other) for other in group)
        ]
        if len({m.day for m in conflicting}) > 1:
            yield _conflict(document, conflicting)
    yield from _own_day_conflicts(document, facts)


def _one_document(first: Mention, second: Mention) -> bool:
    issuer = same_issuer(first.citation, second.citation)
    if issuer is False:
        return False
    slip = near(first.day, second.day)
    if first.day.year != second.day.year:
        if first.own_year is not None:
            return True
        return slip and not first.day.month == first.day.day == 1
    if not first.common or first.own_year is not None:
        return True
    decisions = first.series == "QĐ-UBND"
    if issuer is None:
        both_silent = first.citation.issuer is None and second.citation.issuer is None
        apart = decisions or first.tabled or second.tabled or not both_silent
        return slip if apart else True
    return slip if decisions and first.citation.issuer != second.citation.issuer else True


def _conflict(document: Document, group: list[Mention]) -> Finding:
    counts = Counter(m.day for m in group)
    firsts: dict[datetime.date, Mention] = {}
    for mention in group:
        firsts.setdefault(mention.day, mention)
    told = ", ".join(
        f"{day(d.isoformat())}" + (f" ({counts[d]} lần)" if counts[d] > 1 else "") for d in firsts
    )
    message = f"{cited(group[0].citation)} được ghi {len(firsts)} ngày khác nhau: {told}"
    meant, why = _meant(document, group, counts)
    if meant:
        message += f"; có lẽ đúng là {meant} ({why})"
    # A digit of a page read from an image may be misread.
    severity: Severity = "warning" if document.source.recognised else "error"
    return Finding(Kind.DATE_CONFLICT, severity, f"{message}.", tuple(m.span for m in group))


def _meant(
    document: Document, group: list[Mention], counts: Counter[datetime.date]
) -> tuple[str | None, str]:
    """The day that is probably right, and why."""
    left = list(counts)
    measured = max((y for m in group if (y := result_year(document, m.citation))), default=None)
    if measured and 0 < sum(d.year >= measured for d in left) < len(left):
        left = [d for d in left if d.year >= measured]
        if len(left) == 1:
            return day(left[0].isoformat()), f"văn bản nêu kết quả năm {measured}"
    issued = document.header.issued_on or ""
    earlier = [d for d in left if d.isoformat()[: len(issued)] <= issued]
    if issued and len(earlier) == 1:
        return day(earlier[0].isoformat()), "ngày kia sau ngày ban hành của văn bản này"
    years = {m.own_year for m in group if m.own_year}
    fitting = [d for d in left if d.year in years]
    if len(fitting) == 1 and len(left) > 1:
        return day(fitting[0].isoformat()), f"ký hiệu mang năm {fitting[0].year}"
    (first, most), *rest = counts.most_common()
    if rest and most > rest[0][1] and first in left:
        return day(first.isoformat()), f"ghi {most} lần"
    return None, ""


def _own_day_conflicts(document: Document, facts: Facts) -> Iterator[Finding]:
    """`(Kèm theo Quyết định số … ngày …)` in an appendix against the number and day of the letterhead."""
    head = own_day(document)
    header = document.header
    if head is None or header.number is None or header.symbol is None:
        return
    own = f"{header.number}/{header.symbol}".casefold()
    for mention in mentions(document, facts):
        symbol = (mention.citation.symbol or "").casefold().lstrip("0")
        printed = document.view[mention.citation.start - 40 : mention.citation.start].casefold()
        attached = mention.citation.relation == "promulgated_with" or "kèm theo" in printed
        if symbol == own:
            if mention.day.isoformat() == header.issued_on or header.issued_on is None:
                continue
            same_year = mention.day.isoformat()[:4] == header.issued_on[:4]
            if attached or (same_year and near(mention.day, mention.day.fromisoformat(header.issued_on))):
                yield Finding(
                    Kind.DATE_CONFLICT,
                    "error",
                    f"{cited(mention.citation)} là văn bản này, ban hành {day(header.issued_on)}, nhưng được ghi ngày "
                    f"{day(mention.day.isoformat())}.",
                    (mention.span, (head.start, head.end)),
                )
        elif (
            attached
            and document.zone_at(mention.citation.start) == "appendix"
            and mention.day.isoformat() == header.issued_on
            and symbol.partition("/")[2] == header.symbol.casefold()
            and "kèm theo" in printed
        ):
            number = own_number(document)
            yield Finding(
                Kind.CONTRADICTION,
                "warning",
                f"Phụ lục ghi kèm theo {cited(mention.citation)} ngày {day(mention.day.isoformat())}, nhưng văn bản này "
                f"cùng ngày mang số {header.number}/{header.symbol}.",
                (mention.span, *([number] if number else [])),
            )


def inconsistent_symbols(document: Document, facts: Facts) -> Iterator[Finding]:
    """Symbols that are not as their form asks: `01-NQ-TU`, `QĐUBND`, `66- NQ/TW`, `Kế hoạch số 12/QĐ-UBND`.

    Forms: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, 3 (`số/ký hiệu`, no spaces) and Hướng dẫn 36-HD/VPTW (`số-loại/cơ
    quan`).
    """
    words = citation_words()
    typed = any(kind in document.source.media_type for kind in _TYPED)
    slips: dict[tuple[str, str], list[tuple[Citation, tuple[int, int]]]] = defaultdict(list)
    for citation in facts.citations:
        if citation.symbol is None or citation.rule == "named_law":
            continue
        match = words.symbol.search(document.view, citation.start, citation.end)
        if match is None or document.source.recognised:
            continue
        printed = document.text[match.start() : match.end()]
        symbol = read_symbol(match)
        if is_upper(document.text[citation.start : citation.end].replace(printed, "")):
            continue
        if (expected := _expected(printed, symbol, citation, facts.citations, typed)) is not None:
            slips[printed, expected].append((citation, match.span()))
        elif type_slip := _type_slip(document, citation, symbol, facts.citations):
            yield type_slip
    for (printed, expected), held in slips.items():
        same = [c for c in facts.citations if c.symbol == expected and c not in [h[0] for h in held]]
        right = [c for c in same if expected in squeeze(document.text[c.start : c.end])]
        message = f'Ký hiệu "{squeeze(printed)}" viết không đúng thể thức; đúng là {expected}'
        if right:
            message += ", như ở chỗ khác trong văn bản"
        spans = [_whole(c, at) for c, at in held] + [(c.start, c.end) for c in right[:1]]
        yield Finding(Kind.INCONSISTENT_SYMBOL, "warning", f"{message}.", tuple(spans))


def _letters(symbol: str) -> str:
    return re.sub(r"[-/\s]", "", symbol)


def _whole(citation: Citation, at: tuple[int, int]) -> tuple[int, int]:
    return citation.start, max(at[1], citation.end)


def _expected(
    printed: str, symbol: Symbol, citation: Citation, all_: Iterable[Citation], typed: bool
) -> str | None:
    """The symbol as it should be written, `None` where it is, or where nobody would mind."""
    bare = re.sub(r"\s", "", printed)
    for other in all_:
        # `2275/UBNDKSTT` beside `2275/UBND-KSTT`: the same letters with a mark lost.
        if other.symbol and len(other.symbol) > len(bare) and _letters(other.symbol) == _letters(bare):
            return other.symbol
    if (glued := _GLUED.fullmatch(bare)) is not None:
        return f"{glued[1]}-{glued[2]}"
    if symbol.mended and bare != symbol.text:
        # Capitals alone are a matter of the font (`QĐ-TTG` in a heading).
        return symbol.text if bare.casefold() != symbol.text.casefold() or bare[-1:].islower() else None
    spaced = re.search(
        r"\d\s?-\s[A-ZĐ]|\d\s-\s?[A-ZĐ]|[A-ZĐa-z]-\s[A-ZĐ]|[A-ZĐa-z]\s-\s?[A-ZĐ]|[A-ZĐa-z]\s/|/\s[A-ZĐ]",
        printed,
    )
    # A page printed with the symbol broken over two lines leaves such a space; only what was typed so is a slip.
    if spaced and typed and sum(c.symbol == citation.symbol for c in all_) > 1:
        return symbol.text
    return None


def _type_slip(
    document: Document, citation: Citation, symbol: Symbol, all_: Iterable[Citation]
) -> Finding | None:
    """A type word that the abbreviation in the symbol contradicts."""
    said, meant = citation.doc_type, symbol.doc_type
    if citation.rule != "numbered" or said is None or meant is None or symbol.type_code == "CV":
        return None
    words = citation_words()
    printed = words.type_word.search(document.lowered, citation.start, citation.end)
    if printed is None:
        return None
    said = words.types.get(" ".join(printed[0].split()), said)
    known = set(TYPE_CODES.values())
    if said in words.generic_types or said not in known:
        return None
    if said == "Công văn" and not any(c.symbol == citation.symbol and c.doc_type == meant for c in all_):
        # Anything that is sent may be called so; here the document itself has it otherwise elsewhere.
        return None
    if said.startswith(meant) or meant.startswith(said) or said == meant:
        return None
    if meant in ("Quyết định", "Quy định") and said in data("checks")["citations"]["put_in_force"]:
        return None
    if {said, meant} <= {"Chỉ thị", "Chương trình", "Chương trình hành động"} and symbol.type_code == "CT":
        # `CT` was the abbreviation of both before Nghị định 30/2020/NĐ-CP.
        return None
    if {said, meant} <= {"Thông báo", "Kết luận"}:
        return None
    return Finding(
        Kind.INCONSISTENT_SYMBOL,
        "warning",
        f"Ghi là {said} nhưng ký hiệu {symbol.text} là của {meant}.",
        ((citation.start, citation.end),),
    )


def number_order(document: Document, facts: Facts) -> Iterator[Finding]:
    """Numbers of one issuer, type and year whose order contradicts their days, clearly and on both sides.

    A number can be kept free for a day or two, so a document is out of order only where it lies more than a week
    beyond a neighbour, or two days beyond the very next number. Decisions of an `UBND` are left alone: its chairman
    numbers his own.
    """
    series: dict[tuple[str, int], list[Mention]] = defaultdict(list)
    for mention in mentions(document, facts):
        if mention.series != "QĐ-UBND" and mention.own_year in (None, mention.day.year):
            series[mention.series, mention.day.year].append(mention)
    for group in series.values():
        if compatible(group):
            yield from _out_of_order(group)


def _out_of_order(group: list[Mention]) -> Iterator[Finding]:
    numbered: dict[int, Mention] = {}
    for mention in group:
        held = numbered.setdefault(mention.number, mention)
        if held.day != mention.day:
            return
    ordered = [numbered[n] for n in sorted(numbered)]
    told: Mention | None = None
    for i in range(1, len(ordered) - 1):
        before, here, after = ordered[i - 1 : i + 2]
        if not before.day <= after.day or before.day <= here.day <= after.day:
            continue
        rest = [m.day for m in ordered if m is not here]
        if rest != sorted(rest):
            continue
        late = here.day > after.day
        other = after if late else before
        out = abs((here.day - other.day).days)
        if out <= (1 if abs(here.number - other.number) == 1 else 7):
            continue
        if told is not None and other is told:
            # Either of the two may be wrong; they are told of once.
            continue
        told = here
        named = [f"{m.citation.symbol} ngày {day(m.day.isoformat())}" for m in (before, here, after)]
        yield Finding(
            Kind.NUMBER_ORDER,
            "warning",
            f"{named[1]} {'muộn' if late else 'sớm'} hơn số {'sau' if late else 'trước'} nó {out} ngày: "
            f"{named[0]}; {named[1]}; {named[2]}.",
            (here.span, before.span, after.span),
        )


CHECKS: tuple[Check, ...] = (
    Check((Kind.DATE_CONFLICT, Kind.CONTRADICTION), date_conflicts),
    Check((Kind.INCONSISTENT_SYMBOL,), inconsistent_symbols),
    Check((Kind.NUMBER_ORDER,), number_order),
)
