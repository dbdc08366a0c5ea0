"""What the text around a cited number says: the part cited, the date of signing, the issuer, the relation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.facts.atoms import Atoms
from extract.facts.citation_words import CitationWords
from extract.facts.model import Relation
from extract.facts.organisations import Bodies
from extract.structure.model import Document
from extract.values.dates import Date, find_dates
from extract.values.text import CAPITALS, fold, is_upper, squeeze

_BEFORE_DATE = re.compile(
    r"[\s,(]{0,4}(?:(?:được\s+)?(?:ký\s+ban\s+hành|ban\s+hành|ký|thông\s+qua)\s+)?(?:vào\s+|cùng\s+)?(?=(?:ng[àa]y|NGÀY)\s*\d|\d{1,2}\s?[/.]\s?\d{1,2}\s?[/.]\s?(?:19|20)\d\d)"
)
_SIGNED_BEFORE = re.compile(
    r"[,\s]{1,3}(?P<who>[A-ZĐỦ][^.;:()\d\n]{2,60}?)\s+(?:đã\s+)?(?:ký\s+)?(?:ban\s+hành|ra|ký|có)\s+(?:các\s+)?\Z"
)
_ATTACHED_BEFORE = re.compile(
    r"(?:của|CỦA)\s+(?P<who>[A-ZĐ][^.;:()\d\n]{2,60}?)\s+(?:tại|theo|trong)\s+(?:các\s+)?\Z"
)
_SAME_DAY = re.compile(r",?\s+cùng\s+ngày(?!\s*\d)")
_LISTED_UNDER = re.compile(r"[^\n]{0,80}:\s*\Z")
_OF = re.compile(r"[\s,]{0,3}(?:của|CỦA)\s+")
_AND = re.compile(r"\s*(?:,|-|và)\s+|\s-\s")
Ownership = Literal["own", "same name", "other"]
_LISTING = re.compile(r"[\s,;]+|và|cùng|các|số|với")
_CARRYING_OUT = re.compile(r"(?i:(?:triển\s+khai|thực\s+hiện|tổ\s+chức\s+thực\s+hiện)\s+(?:các\s+)?)\Z")
_JOINED = re.compile(r"\s+và\s+")
_OF_WORD = re.compile(r"(?:của|CỦA)\s")
# Bodies whose papers carry the word of somebody else: a notice of the Office is not by the minister it quotes.
_OFFICES = {"VPCP", "VPTW", "VPTU", "VPUBND", "VPUB"}
_SENTENCE = re.compile(rf"[.!?…]\s+(?=[{CAPITALS}(\"])|\n")
_DATE_SLIP = re.compile(r"(?:ng[àa]y|NGÀY)\s*(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows the number: where the mention ends, the date and the issuer as printed."""

    end: int
    date: Date | None
    issuer: tuple[int, int] | None


def provision_before(
    document: Document, start: int, limit: int, words: CitationWords
) -> tuple[int, str] | None:
    """Where the cited part begins and its words (`khoản 1 Mục II`), `None` where the whole document is meant."""
    low = max(limit, start - 170)
    low = max(low, document.view.rfind("\n", low, start) + 1)
    lead = document.lowered[low:start]
    if not any(word in lead for word in words.provision_words):
        return None
    found = words.provision.search(document.view, low, start)
    return (found.start(), squeeze(document.text[found.start() : found.end("provision")])) if found else None


def tail_after(document: Document, atoms: Atoms, end: int, words: CitationWords) -> Tail:
    """Reads date and issuer after a number, in either order."""
    view = document.view
    date = _date_after(view, end, atoms)
    reached = date.end if date else end
    issuer = issuer_after(document, atoms, reached, words)
    if issuer:
        reached = issuer[1]
        if date is None and (date := _date_after(view, reached, atoms)):
            reached = date.end
    return Tail(reached, date, issuer)


def same_day_after(view: str, end: int) -> int | None:
    """Where `cùng ngày` ends that gives a number of a list the date of the one before, `None` where it is not said."""
    found = _SAME_DAY.match(view, end, end + 20)
    return found.end() if found else None


def _date_after(view: str, end: int, atoms: Atoms) -> Date | None:
    before = _BEFORE_DATE.match(view, end, end + 40)
    if not before:
        return None
    found = atoms.dates.after(before.end(), before.end() + 1)
    if found is None or found.end > before.end() + 45:
        found = next(find_dates(view, before.end(), min(len(view), before.end() + 45)), None)
    if found and found.start == before.end() and found.precision == "day":
        return found
    if slip := _DATE_SLIP.match(view, before.end()):
        return next(find_dates(f"ngày {slip[1]}"), None) and _shifted(slip)
    return None


def _shifted(slip: re.Match[str]) -> Date | None:
    read = next(find_dates(f"ngày {slip[1]}"), None)
    if read is None:
        return None
    return Date(slip.start(), slip.end(), read.iso, "day", read.exists, read.day, read.month, read.year)


def issuer_after(document: Document, atoms: Atoms, end: int, words: CitationWords) -> tuple[int, int] | None:
    """The span of the body (with its post) that `của` attaches to a document."""
    of = _OF.match(document.view, end, end + 12)
    return _body_at(document, atoms, of.end(), words) if of else None


def _body_at(document: Document, atoms: Atoms, start: int, words: CitationWords) -> tuple[int, int] | None:
    view = document.view
    post = words.post.match(view, start)
    body = post.end() + 1 if post else start
    mention = next(iter(atoms.mentions.within(start, body + 1)), None)
    stop = words.issuer_end.search(view, body, min(len(view), body + 100))
    phrase_end = start + len(view[start : stop.start() if stop else body + 100].rstrip())
    if mention is not None:
        end = mention.end
        # Two bodies sign together: `của Bộ Nội vụ và Bộ Tài chính`.
        while (joint := _AND.match(view, end, end + 6)) and joint[0].strip() in ("và", "-"):
            follower = next(iter(atoms.mentions.within(joint.end(), joint.end() + 1)), None)
            if follower is None:
                break
            end = follower.end
        return start, end
    if phrase_end - start < 2 or not view[start].isupper():
        return None
    # Without a known body: up to `và` before anything that is no body (`của Chính phủ và Kế hoạch số …`).
    joined = _JOINED.search(view, start, phrase_end)
    if joined and (
        words.type_word.match(document.lowered, joined.end())
        or view[joined.end() : joined.end() + 1].islower()
    ):
        phrase_end = joined.start()
    if view[start:phrase_end].endswith(" và"):
        phrase_end -= 3
    return (start, phrase_end) if 2 <= phrase_end - start <= 90 else None


def signing_before(view: str, start: int, dates: Atoms, limit: int) -> Date | None:
    """The date of `Ngày 12/3/2024, UBND tỉnh ban hành Quyết định số …`, which is the date of signing."""
    date = dates.dates.before(start, max(limit, start - 120))
    if date is None or date.precision != "day" or not date.exists:
        return None
    return date if _SIGNED_BEFORE.match(view, date.end, start) else None


def attached_before(
    document: Document, start: int, limit: int, organ: str, words: CitationWords
) -> tuple[int, int] | None:
    """The span of the body of `đề nghị của Giám đốc Sở Tài chính tại Tờ trình số …`."""
    found = None
    if organ in _OFFICES:
        return None
    low = max(limit, start - 90)
    for match in _OF_WORD.finditer(document.view, low, start):
        found = _ATTACHED_BEFORE.match(document.view, match.start(), start) or found
    if not found:
        return None
    # `của Chính phủ, Thủ tướng Chính phủ tại …`: the last of several is the one that wrote it.
    last = found["who"].rfind(", ")
    cut = last + 2 if fold(found["who"][last + 2 :]) in words.fixed_issuers and last >= 0 else 0
    return found.start("who") + cut, found.end("who")


def name_issuer(
    document: Document, span: tuple[int, int], bodies: Bodies, words: CitationWords
) -> str | None:
    """The full name of the issuer at a span: post, then body; several joined by `; `."""
    phrase = squeeze(document.view[span[0] : span[1]]).strip(" ,;-")
    if plain := words.fixed_issuers.get(fold(phrase)):
        return plain
    post = words.post.match(phrase)
    if post:
        rest = phrase[post.end() :].strip()
        name = bodies.resolve(rest) or (_readable(rest) if rest else "")
        return f"{words.posts[squeeze(fold(post[0]))]} {name}".strip()
    if whole := bodies.resolve(phrase):
        return whole
    parts = re.split(r"\s+và\s+(?=[A-ZĐ]\w+\s)|\s+-\s+", phrase)
    if len(parts) > 1:
        named = [bodies.resolve(part) for part in parts]
        if all(named):
            return "; ".join(n for n in named if n)
    return _readable(phrase)


def _readable(phrase: str) -> str:
    for short, full in (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"), ("VP ", "Văn phòng ")):
        phrase = phrase.replace(short, full)
    return phrase if not is_upper(phrase) else phrase.capitalize()


def lead_of(document: Document, start: int, limit: int) -> str:
    """The words of the sentence before a mention, at most 170 characters, from the mention before it on."""
    low = max(limit, start - 170, 0)
    return document.view[_sentence_start(document.view, low, start) : start]


def _sentence_start(view: str, low: int, start: int) -> int:
    """Where the sentence that holds an offset begins, `low` where it begins before that; looked for backwards."""
    reach = 150
    while True:
        begin = max(low, start - reach)
        cut = -1
        for match in _SENTENCE.finditer(view, begin, start):
            cut = match.end()
        if cut >= 0 or begin == low:
            return max(cut, low)
        reach *= 3


def opens_with_basis(document: Document, start: int, words: CitationWords) -> bool:
    """Whether the sentence that holds a mention, or the line that its list stands under, opens with `Căn cứ` and the like."""
    view = document.view
    low = max(0, start - 900)
    cut = _sentence_start(view, low, start)
    if cut == low > 0:
        return False
    if words.basis_opening.match(view, cut, start):
        return True
    for _ in range(15):
        if view[cut : cut + 1] not in ("-", "+", "•") or cut < 2:
            return False
        end, cut = cut - 1, view.rfind("\n", 0, cut - 1) + 1
        if words.basis_opening.match(view, cut, end):
            return bool(_LISTED_UNDER.match(view, cut, end))
    return False


def relation_before(
    lead: str, own: Ownership, inherited: Relation | None, opening: bool, words: CitationWords
) -> Relation:
    """How the text ties itself to a document, from the words before its mention.

    `own` says whether the symbol is that of the citing body: `UBND` signs at every level and may be another's.
    """
    plain = squeeze(lead.lower())
    for cue in words.relations:
        if cue.relation == "issued" and own == "other":
            continue
        if cue.found_in(lead, plain):
            if cue.relation == "basis" and own == "own" and _CARRYING_OUT.search(lead):
                return "issued"
            return "basis" if cue.relation == "cites" and opening else cue.relation
    if inherited is not None and not _LISTING.sub("", lead):
        return inherited
    if own == "own":
        return "issued"
    return "basis" if opening else "cites"
