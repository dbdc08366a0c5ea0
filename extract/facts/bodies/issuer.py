"""The body that issued a document, by its full name."""

from __future__ import annotations

import re

from extract.facts.bodies.base import Parsed
from extract.facts.bodies.grammar import Grammar
from extract.facts.bodies.place import Place
from extract.facts.bodies.register import register
from extract.facts.model import Organisation
from extract.structure.model import Document
from extract.values.text import CAPITALS

_OPENING = re.compile(
    rf"(?:^|[,;]\s|\n)(?P<body>[{CAPITALS}][^,;.:\n()]{{3,90}}?)(?:\s*\([^()\n]{{2,60}}\))?\s+(?:báo\s+cáo|thông\s+báo|ban\s+hành|xây\s+dựng|yêu\s+cầu|đề\s+nghị|có\s+ý\s+kiến|chỉ\s+thị|phát\s+động|kính\s+báo)"
)
# What the letters of a symbol say of the issuer: the last part of `3058/BC-VP`.
_SYMBOLS = {
    "TTg": "Thủ tướng Chính phủ",
    "CP": "Chính phủ",
    "VPCP": "Văn phòng Chính phủ",
    "UBND": "UBND",
    "HĐND": "HĐND",
    "TTHĐND": "Thường trực HĐND",
    "CTUBND": "Chủ tịch UBND",
    "TU": "Tỉnh ủy",
    "HU": "Huyện ủy",
    "VPUB": "Văn phòng UBND",
    "VPUBND": "Văn phòng UBND",
    "TTCP": "Thanh tra Chính phủ",
    "NHNN": "Ngân hàng Nhà nước",
    "BHXH": "Bảo hiểm xã hội Việt Nam",
    "UBDT": "Ủy ban Dân tộc",
}


def find_issuer(document: Document, place: Place) -> tuple[Organisation | None, str | None]:
    """The issuer and the type of its name: from the letterhead, the symbol, the opening words or the signature."""
    header = document.header
    for found in (
        _letterhead(header.issuer, header.parent, place),
        _by_symbol(header.symbol, place),
        _by_opening(document, place),
        _by_signature(document, place),
    ):
        if found is not None and not found.silent:
            return found.organisation, found.role
    return None, None


def _letterhead(issuer: str | None, parent: str | None, place: Place) -> Parsed | None:
    if not issuer:
        return None
    if parent and issuer.strip().lower() in ("văn phòng", "văn phòng."):
        return _parse(f"Văn phòng {parent}", place)
    parsed = _parse(issuer, place)
    if parsed is not None and parsed.short and parent:
        return _parse(f"{issuer} {parent}", place)
    return None if parsed is None or parsed.short else parsed


def _by_symbol(symbol: str | None, place: Place) -> Parsed | None:
    if not symbol:
        return None
    parts = [p for p in re.split(r"[-/]", symbol) if p and not p.isdigit()]
    if not parts:
        return None
    # A dispatch names the issuer first (`UBND-TTHC`), other documents name it last (`BC-VP`).
    for part in (parts[-1], parts[0]):
        if part == "VP" and len(parts) > 1:
            return _parse(
                "Văn phòng UBND tỉnh"
                if place.unit is None or place.unit.level == "tinh"
                else "Văn phòng UBND",
                place,
            )
        if part in _SYMBOLS:
            return _parse(_SYMBOLS[part], place)
        if name := register().initials.get(part):
            return _parse(name, place)
    return None


def _by_opening(document: Document, place: Place) -> Parsed | None:
    for block in document.blocks[:12]:
        for match in _OPENING.finditer(document.view, block.start, block.end):
            parsed = _parse(match["body"], place)
            if (
                parsed is not None
                and not parsed.short
                and not parsed.organisation.is_group
                and parsed.end >= len(match["body"]) - 2
            ):
                return parsed
    return None


def _by_signature(document: Document, place: Place) -> Parsed | None:
    title = document.signature.title or ""
    behalf = re.match(r"TM\.\s*(?P<body>[^-]+)", title)
    if behalf:
        return _parse(behalf["body"].strip(), place)
    if "CHỦ TỊCH" in title and place.unit is not None:
        return _parse("UBND", place)
    return None


def _parse(phrase: str, place: Place) -> Parsed | None:
    return Grammar(" ".join(phrase.split()), place).at(0)
