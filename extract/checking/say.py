"""Pieces of messages: dates in Vietnamese form, cited documents by their short name, quotes cut to a line."""

from __future__ import annotations

from extract.facts.model import Citation
from extract.structure.model import Document
from extract.values.text import squeeze

_LONGEST = 90


def day(iso: str) -> str:
    """A date as offices print it: `09/12/2021`, `12/2021`, `quý I/2024`, `6 tháng đầu năm 2024`, `năm 2021`.

    The day has two digits, the month two only below three (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, 4).
    """
    if "/" in iso:
        return f"giai đoạn {iso.replace('/', '-')}"
    year, _, rest = iso.partition("-")
    if not rest:
        return f"năm {year}"
    if rest[0] == "Q":
        return f"quý {('I', 'II', 'III', 'IV')[int(rest[1]) - 1]}/{year}"
    if rest[0] == "H":
        return f"6 tháng {'đầu' if rest[1] == '1' else 'cuối'} năm {year}"
    month = _month(int(rest[:2]))
    return f"{rest[3:]}/{month}/{year}" if len(rest) > 2 else f"{month}/{year}"


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 or month > 9 else str(month)


def cited(citation: Citation) -> str:
    """The short name of a cited document: `Báo cáo 235/BC-SNV`, `Luật Đất đai`."""
    if citation.symbol is None:
        return citation.name or citation.doc_type or "văn bản"
    return f"{citation.doc_type} {citation.symbol}" if citation.doc_type else citation.symbol


def quote(document: Document, start: int, end: int) -> str:
    """The words of the text at `start:end` in quotation marks, cut to a line."""
    text = squeeze(document.text[start:end])
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"}"'


def place(document: Document, offset: int) -> str:
    """Where a passage stands, by the labels of its items: `mục II.1`; empty before the first item."""
    section = document.section_at(offset)
    if section is None:
        return ""
    labels = [
        s.label.strip("().")
        for s in reversed(document.ancestors(section))
        if s.label[:1].isalnum() or s.label[0] == "("
    ]
    return f"mục {'.'.join(labels)}" if labels else ""
