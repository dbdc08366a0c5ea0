"""Counts in the text against the list that enumerates them: `gồm 05 nhóm nhiệm vụ sau:` over four items.

Lists are the items right below a lead that ends with a colon, names of places in the sentence (`03 xã: A, B và C`), and
the names of a footnote (`7 địa phương[1]`). A list whose members cannot be told apart for certain says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.checking.amounts import Amount, amounts, prose
from extract.checking.arithmetic import leaning
from extract.checking.listing import items_below
from extract.checking.model import Check, Finding, Kind
from extract.checking.numbers import vietnamese
from extract.facts.model import Facts
from extract.facts.sentences import sentences
from extract.reading.source import Paragraph
from extract.structure.model import Document, Section
from extract.values.text import CAPITALS

_ENUMERATED = ("tasks", "documents", "things", "bodies", "places", "people", "times", "points")
_LEAD = re.compile(
    r"[^.;:,()\d]{0,50}?(?:\s(?:sau|sau đây|như sau|dưới đây|cụ thể|cụ thể như sau|gồm|bao gồm|chính|trọng tâm|chủ yếu)|"
    r",\s(?:gồm|bao gồm|cụ thể|cụ thể như sau|cụ thể là|như sau))?\s?:$",
    re.IGNORECASE,
)
_SAID = re.compile(r"như sau|sau đây|sau|dưới đây|bao gồm|gồm|cụ thể", re.IGNORECASE)
# Words after a count that make what follows something else than the things counted.
_ACTION = re.compile(
    r"(?<!\w)(?:trong|trước|tại|cho|đối với|giao|yêu cầu|đề nghị|giữa|thực hiện|hoàn thành|báo cáo|tham mưu|phối hợp|thì|để)(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:[IVXL]+|\d{1,2}|\(\d{1,2}\)|[a-zđ]\)|\d{1,2}(?:\.\d{1,2})+)[.)]?$")
_NAME = rf"[{CAPITALS}][^\W\d_]*(?:[\s-][{CAPITALS}][^\W\d_]*){{0,4}}"
_KIND = r"(?:(?:xã|phường|thị trấn|huyện|thị xã|thành phố|TP\.?|tỉnh|quận|đặc khu|các xã|các huyện|các tỉnh|các phường)\s)"
_PLACES = frozenset(
    ("xã", "phường", "thị trấn", "huyện", "thị xã", "thành phố", "tỉnh", "quận", "địa phương", "đặc khu")
)
_NAMES = re.compile(
    rf"\s?(?:(?:,\s)?(?:gồm|bao gồm|là|cụ thể|đó là)\s?:?|:|\()?\s?(?P<list>{_KIND}?{_NAME}(?:(?:,\s|;\s|\svà\s){_KIND}?{_NAME})+)(?P<after>.?.?)"
)
_FOOTNOTE = re.compile(r"\[(?P<n>\d{1,2}|[ivx]{1,4})\]")


def find_counts(document: Document, facts: Facts) -> Iterator[Finding]:
    """Counts that are not the number of the things enumerated."""
    yield from _items(document, facts)
    for block in prose(document):
        for start, end in sentences(document, block.start, block.end):
            for amount in amounts(document, facts, start, end):
                if amount.group in ("places", "bodies") and amount.unit in _PLACES and amount.out_of is None:
                    yield from _names(document, amount, end)
                    yield from _footnote(document, amount)


def _items(document: Document, facts: Facts) -> Iterator[Finding]:
    for parent, items in items_below(document):
        lead = document.view[parent.body_start : items[0].start].rstrip()
        if not lead.endswith(":") or len(items) < 2 or "\n" in lead[-200:].strip():
            continue
        stop = parent.body_start + len(lead)
        spans = sentences(document, parent.body_start, stop)
        found = amounts(document, facts, *spans[-1]) if spans else []
        amount = found[-1] if found else None
        if amount is None or not _enumerates(document.view, amount, stop):
            continue
        labels = {_shape(s.label) for s in items}
        if len(labels) > 1 or _further_paragraphs(document, parent, items) or len(items) == amount.value:
            continue
        numbered = bool(_NUMBERED.match(items[0].label)) and _from_the_first(items)
        if not numbered and abs(len(items) - amount.value) > 2:
            continue
        unit = document.view[amount.number_end : amount.end].strip()
        spans_ = [(max(parent.body_start, amount.start - 30), stop)]
        spans_ += [(s.start, min(s.end, _line_end(document.view, s.start))) for s in items]
        yield Finding(
            Kind.COUNT_MISMATCH,
            "error" if numbered else "warning",
            f"Văn bản ghi {vietnamese(amount.value)} {unit} nhưng liệt kê {len(items)} mục",
            tuple(spans_),
        )


def _enumerates(view: str, amount: Amount, stop: int) -> bool:
    gap = view[amount.end : stop]
    if amount.group not in _ENUMERATED or amount.places or leaning(amount.qualifier) or amount.out_of:
        return False
    if not 2 <= amount.value <= 60 or not _LEAD.fullmatch(gap):
        return False
    rest = re.sub(rf"(?:{_SAID.pattern})", "", gap.rstrip(": "), flags=re.IGNORECASE).split()
    if amount.group not in ("tasks", "documents"):
        # `giao 05 sở thực hiện các nhiệm vụ sau:` lists what they are to do.
        return len(rest) <= 1 and bool(_SAID.search(gap))
    return len(rest) <= 5 and not _ACTION.search(" ".join(rest))


def _shape(label: str) -> str:
    return re.sub(r"[a-zđ]\)", "a)", re.sub(r"\d+", "1", re.sub(r"^[IVXL]+", "I", label)))


def _from_the_first(items: Sequence[Section]) -> bool:
    """Whether numbered items begin with the first and skip none, so that nothing of the list is lost."""
    numbers = [re.findall(r"\d+", s.label) for s in items]
    if all(numbers):
        return [int(n[-1]) for n in numbers] == list(range(1, len(items) + 1))
    return items[0].label[:1] in ("a", "I")


def _further_paragraphs(document: Document, parent: Section, items: Sequence[Section]) -> bool:
    """Whether the list holds paragraphs that are no items, which may be items without their label."""
    starts = {s.start for s in document.sections}
    return any(
        isinstance(b, Paragraph) and b.start not in starts
        for b in document.blocks
        if items[0].start <= b.start < min(parent.end, items[-1].end)
    )


def _line_end(view: str, offset: int) -> int:
    end = view.find("\n", offset)
    return len(view) if end < 0 else end


def _names(document: Document, amount: Amount, end: int) -> Iterator[Finding]:
    view = document.view
    match = _NAMES.match(view, amount.end, end)
    if match is None or amount.places or amount.qualifier or not 2 <= amount.value <= 40:
        return
    closed = match["after"][:1] in (")", ".", ";", "") or " và " in match["list"]
    if not closed or "…" in match["after"] or ".." in match["after"] or match["after"][:1] == "-":
        return
    if not match["list"][:1].isupper() and not re.match(_KIND, match["list"]):
        return
    if re.match(r"\s?,\s", match["after"]) or re.match(r"\s\(", match["after"]):
        return
    names = re.split(r",\s|;\s|\svà\s", match["list"])
    kinds = [re.match(_KIND, name) for name in names]
    first = kinds[0][0] if kinds[0] else None
    foreign = sum(1 for k in kinds[1:] if k is not None and k[0] != first)
    if amount.value in (len(names), len(names) - foreign) or foreign:
        return
    yield _finding(document, amount, names, ((max(0, amount.start - 20), match.end("list")),))


def _footnote(document: Document, amount: Amount) -> Iterator[Finding]:
    view = document.view
    reference = _FOOTNOTE.match(view, amount.end)
    if reference is None or amount.places or not 2 <= amount.value <= 40:
        return
    at = view.find(f"\n{reference[0]}", amount.end)
    if at < 0:
        return
    stop = _line_end(view, at + 1)
    note = view[at + 1 + len(reference[0]) : stop].strip(" .;")
    note = re.sub(
        r"^(?:Gồm|Bao gồm|Các|Đó là)?\s?(?:tỉnh|địa phương|huyện|xã|phường)?(?:, thành phố)?\s?:?\s?",
        "",
        note,
    )
    if not re.fullmatch(rf"{_KIND}?{_NAME}(?:(?:,\s|;\s|\svà\s){_KIND}?{_NAME})+", note):
        return
    names = re.split(r",\s|;\s|\svà\s", note)
    if len(names) != amount.value:
        yield _finding(document, amount, names, ((amount.start, reference.end()), (at + 1, stop)))


def _finding(
    document: Document, amount: Amount, names: Sequence[str], spans: tuple[tuple[int, int], ...]
) -> Finding:
    unit = document.view[amount.number_end : amount.end].strip()
    return Finding(
        Kind.COUNT_MISMATCH,
        "error",
        f"Văn bản ghi {vietnamese(amount.value)} {unit} nhưng nêu tên {len(names)}: {', '.join(names)}",
        spans,
    )


CHECKS: tuple[Check, ...] = (Check((Kind.COUNT_MISMATCH,), find_counts),)
