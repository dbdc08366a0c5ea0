"""Short documents for the checks: a letterhead, a body, and the findings of one kind."""

from __future__ import annotations

from extract.checking import Check, Finding
from extract.structure import Document
from tests.conftest import facts_of


def draft(
    body: str,
    *,
    kind: str = "KẾ HOẠCH",
    symbol: str = "KH-UBND",
    number: str = "57",
    day: str = "ngày 20 tháng 5 năm 2024",
    subject: str = "Cải cách hành chính trên địa bàn huyện",
) -> str:
    """The text of a document of a district as an office lays it out."""
    return (
        "ỦY BAN NHÂN DÂN\nHUYỆN THANH SƠN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"Số: {number}/{symbol}\n\nThanh Sơn, {day}\n\n{kind}\n{subject}\n\n{body}\n"
    )


def found(text: str, *checks: tuple[Check, ...], kind: str | None = None) -> list[tuple[Document, Finding]]:
    """What the checks find in a text, of one kind where it is given."""
    document, facts = facts_of(text)
    findings = [f for family in checks for check in family for f in check.run(document, facts)]
    for finding in findings:
        assert finding.spans, finding
        assert all(0 <= s < e <= len(document.text) for s, e in finding.spans), finding
    return [(document, f) for f in findings if kind is None or f.kind == kind]


def messages(text: str, *checks: tuple[Check, ...], kind: str | None = None) -> list[str]:
    """The messages of what the checks find in a text."""
    return [f.message for _, f in found(text, *checks, kind=kind)]


def quotes(text: str, *checks: tuple[Check, ...], kind: str | None = None) -> list[str]:
    """The quotes of all that the checks find, white space squeezed."""
    return [" ".join(d.text[s:e].split()) for d, f in found(text, *checks, kind=kind) for s, e in f.spans]
