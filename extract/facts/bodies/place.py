"""The unit that a document speaks for, from its letterhead, its place line and its text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from extract.facts.bodies.register import register
from extract.facts.bodies.units import (
    KIND_END,
    KIND_WORD,
    PROPER,
    Unit,
    communes,
    kind_of,
    known_prefix,
    readable,
    units,
)
from extract.structure.model import Document
from extract.values.text import CAPITALS

_UNIT_NAMED = re.compile(rf"(?P<kind>{KIND_WORD}){KIND_END}\s*(?P<name>{PROPER})")
_PROVINCE_NAMED = re.compile(rf"(?:[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ|TP\.?)\s*(?P<name>{PROPER})")
_COMMITTEE = re.compile(
    r"(?:UBND|HĐND|ỦY BAN NHÂN DÂN|Ủy ban nhân dân|HỘI ĐỒNG NHÂN DÂN|Hội đồng nhân dân|ĐẢNG ỦY|Đảng ủy|Đảng bộ|ĐẢNG BỘ)\s*$"
)
_PARTY = re.compile(
    rf"(?P<kind>TỈNH|Tỉnh|THÀNH|Thành|HUYỆN|Huyện|THỊ|Thị|QUẬN|Quận) (?:ỦY|ủy|Ủy)\s+(?P<name>{PROPER})"
)
_PARTY_UNITS = {"thành": "thành phố", "huyện": "huyện", "thị": "thị xã", "quận": "quận"}
"""What the committee of each name leads below a province."""
_CENTRAL_ISSUER = re.compile(
    r"^(?:VĂN PHÒNG CHÍNH PHỦ|Văn phòng Chính phủ|THỦ TƯỚNG|Thủ tướng|CHÍNH PHỦ|Chính phủ|BỘ\s|Bộ\s(?!Chỉ huy)|QUỐC HỘI|Quốc hội|ỦY BAN THƯỜNG VỤ|Ủy ban Thường vụ"
    r"|THANH TRA CHÍNH|Thanh tra Chính|NGÂN HÀNG NHÀ|Ngân hàng Nhà|BẢO HIỂM XÃ HỘI VIỆT|TỔNG CỤC|Tổng cục|BAN CHẤP HÀNH TRUNG|BAN BÍ THƯ|Ban Bí thư|BỘ CHÍNH TRỊ|Bộ Chính trị|ĐẢNG ỦY CHÍNH PHỦ)"
)
_CENTRAL_SYMBOLS = frozenset({"TTg", "VPCP", "CP", "TTCP", "NHNN", "BHXH", "UBTVQH", "TW"})
_MINISTRY_LINE = re.compile(
    rf"^\s*(?:BỘ [{CAPITALS}, ]+|VĂN PHÒNG CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|QUỐC HỘI)\s*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document speaks from.

    `unit` is the unit of the issuing body, `province` the province that unnamed units belong to; `central` says
    that a body of the State's centre issued it: then `province` is the one that the document is about, if any.
    """

    unit: Unit | None = None
    province: Unit | None = None
    district: Unit | None = None
    central: bool = False

    def complete(self, kind: str, near: Unit | None = None) -> Unit:
        """The unit that a bare word for a kind means here (`tỉnh` -> `tỉnh Quảng Ngãi`)."""
        _, level = kind_of(kind)
        if self.unit is not None and self.unit.kind == kind:
            return self.unit
        province = near if near is not None and self.central else self.province
        if kind in ("tỉnh", "thành phố") and province is not None and (province.kind == kind or self.central):
            return province
        name = province.name if province else None
        if kind == "thành phố" and name:
            return units().city_of(name) or Unit(kind, None, "huyen", name)
        if level == "huyen" and self.district is not None and self.district.kind == kind:
            return self.district
        return Unit(kind, None, level, name)


def place_of(document: Document) -> Place:
    """The place of a document."""
    header, view = document.header, document.view
    head = _head(document)
    printed = "\n".join(filter(None, (header.issuer, header.parent)))
    central = bool(_CENTRAL_ISSUER.match(header.issuer or "")) or (
        not header.issuer
        and (_central_symbol(header.symbol or "") or bool(_MINISTRY_LINE.search(head)))
        and "ỦY BAN NHÂN DÂN" not in head
    )
    if central:
        return Place(province=_dominant(view, header.subject or ""), central=True)
    unit = _named_unit(printed) or _named_unit(head, committee=True)
    if unit is None and header.place:
        unit = _from_place(header.place, view)
    if unit is None:
        about = _dominant(view, "")
        return Place(unit=about, province=about)
    if unit.level == "tinh":
        return Place(unit, unit)
    district = _named_unit(header.parent or "") if unit.level == "xa" else unit
    if district is not None and district.level != "huyen":
        district = None
    return _in_province(unit, district, view)


def _in_province(unit: Unit, district: Unit | None, view: str) -> Place:
    """The place of a district or a commune, with the province that the gazetteer or the text gives it."""
    province = units().province(unit.province) or _dominant(view, "")
    if province is None and district is not None and district.name:
        known = units().district(district.name, kind=district.kind)
        province = units().province(known.province) if known else None
    if province is None and unit.level == "xa" and unit.name:
        held = {u.province for u in communes().get(unit.name.lower(), ()) if u.kind == unit.kind}
        province = units().province(held.pop()) if len(held) == 1 else None
    if province is not None:
        unit = replace(unit, province=province.name)
    return Place(unit, province, district)


def _central_symbol(symbol: str) -> bool:
    parts = [p for p in re.split(r"[-/]", symbol) if p]
    return any(
        p in _CENTRAL_SYMBOLS or p.startswith("QH1") or register().initials.get(p, "").startswith("Bộ ")
        for p in parts
    )


def _head(document: Document) -> str:
    """The letterhead: the first lines, until the number of the document or its type."""
    lines = []
    for block in document.blocks[:14]:
        line = document.view[block.start : block.end]
        if len(line) > 160:
            break
        lines.append(line)
    return "\n".join(lines)


def _named_unit(text: str, committee: bool = False) -> Unit | None:
    """The unit that the name of a body in a letterhead ends with."""
    for match in _UNIT_NAMED.finditer(text):
        if committee and not (_COMMITTEE.search(text, 0, match.start()) and match["kind"].isupper()):
            continue
        kind, level = kind_of(match["kind"])
        name = match["name"].split("\n")[0]
        known = known_prefix(name)
        if kind in ("tỉnh", "thành phố"):
            if known is None:
                continue
            if known[1].level == "tinh" and (kind == known[1].kind or kind == "tỉnh"):
                return known[1]
            city = units().district(known[0], kind=kind)
            if city is not None:
                return city
            continue
        if level == "huyen" and known is not None:
            district = units().district(known[0], kind=kind)
            if district is not None:
                return district
        return Unit(kind, readable(" ".join(name.split())), level)
    party = _PARTY.search(text)
    if party is None:
        return None
    known, led = known_prefix(party["name"]), _PARTY_UNITS.get(party["kind"].lower())
    if known is not None and known[1].level == "tinh" and led in (None, "thành phố"):
        return known[1]
    if led is None:
        return None
    district = units().district(known[0], kind=led) if known is not None else None
    return district or Unit(led, readable(" ".join(party["name"].split())), "huyen")


def _from_place(place: str, view: str) -> Unit | None:
    """The unit of a place line (`Quảng Ngãi, ngày …`): a province, else the unit of that name in the text."""
    bare = re.sub(rf"^{KIND_WORD}\s+", "", place).strip()
    province = units().province(bare)
    if province is not None:
        return province
    for kind in ("xã", "phường", "thị trấn", "đặc khu", "huyện", "thị xã", "quận", "thành phố"):
        if re.search(rf"\b{kind}\s+{re.escape(bare)}\b", view, re.IGNORECASE):
            level = kind_of(kind)[1]
            district = units().district(bare, kind=kind)
            return district or Unit(kind, bare, "huyen" if kind == "thành phố" else level)
    district = units().district(bare)
    if district is not None:
        return district
    wards = communes().get(bare.lower(), ())
    if len(wards) == 1:
        return wards[0]
    said = re.search(r"\b(?:UBND|Ủy ban nhân dân)\s+(xã|phường|thị trấn|huyện|thị xã|quận)\b", view)
    if said:
        return Unit(said[1], bare, kind_of(said[1])[1])
    return None


def _counts(view: str) -> Counter[str]:
    """How often each province is named with its kind."""
    counts: Counter[str] = Counter()
    gazetteer = units()
    for match in _PROVINCE_NAMED.finditer(view):
        known = known_prefix(match["name"])
        if known is not None and known[1].level == "tinh" and known[1].name:
            counts[known[1].name] += 1
        elif (unit := gazetteer.province(match["name"])) and unit.name:
            counts[unit.name] += 1
    return counts


def _dominant(view: str, subject: str) -> Unit | None:
    """The province that a text is about: named in its subject, or nearly the only one that it names."""
    gazetteer = units()
    named = {
        u.name
        for m in _UNIT_NAMED.finditer(subject)
        if (k := known_prefix(m["name"])) and (u := k[1]).level == "tinh"
    }
    if len(named) == 1:
        return gazetteer.province(named.pop())
    counts = _counts(view)
    if not counts:
        return None
    (name, count), *_ = counts.most_common(1)
    return gazetteer.province(name) if count >= 0.6 * counts.total() else None
