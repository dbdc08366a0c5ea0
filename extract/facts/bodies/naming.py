"""Names for phrases: the body or the administrative unit that a stretch of words names."""

from __future__ import annotations

import functools
import re

import patterns
from extract.facts.bodies.grammar import Grammar
from extract.facts.bodies.mentions import group_at
from extract.facts.bodies.place import Place
from extract.facts.bodies.units import (
    KIND_END,
    KIND_WORD,
    NUMBER_NAME,
    PROPER,
    Unit,
    communes,
    known_prefix,
    units,
)
from extract.values.text import matching_view

# What may stand before a body in a phrase and does not belong to it: posts, and the words that hand over a task.
_BEFORE = re.compile(
    r"""(?:(?:[Cc]ác\s+)?(?:đồng\s+chí\s+)?(?:
        (?:Phó\s+)?(?:Tổng\s+)?Giám\s+đốc | (?:Phó\s+)?Chánh\s+(?:Văn\s+phòng|Thanh\s+tra|án) | [Tt]hủ\s+trưởng | Người\s+đứng\s+đầu
      | (?:Phó\s+)?Bí\s+thư | Bộ\s+trưởng | Thứ\s+trưởng | (?:Phó\s+)?(?:Trưởng|Chủ\s+tịch|Chủ\s+nhiệm) | (?:Phó\s+)?Cục\s+trưởng
      | Chỉ\s+huy\s+trưởng | Hiệu\s+trưởng | Viện\s+trưởng | [Ll]ãnh\s+đạo | Ban\s+Giám\s+đốc | [Gg]iao | [Đđ]ề\s+nghị | [Yy]êu\s+cầu
      | của | cho | do | bởi | với | [Cc]ơ\s+quan | [Cc]ông\s+chức )\s+){1,3}""",
    re.VERBOSE,
)
_KIND = re.compile(rf"(?P<kind>{KIND_WORD}){KIND_END}(?:\s*(?P<name>{PROPER}|{NUMBER_NAME}))?")
_PROPER = re.compile(PROPER)
_UNITS_IN = re.compile(rf"(?:(?P<kind>{KIND_WORD}){KIND_END}\s*)?(?P<name>{PROPER})")


@functools.cache
def _vague() -> re.Pattern[str]:
    return patterns.compile_pattern(patterns.data("organisations")["vague"]["pattern"])


@functools.lru_cache(maxsize=8192)
def name_of(phrase: str, where: Place) -> str | None:
    """The full official name of the body or unit that a phrase begins with or is; `None` if it names none."""
    text = " ".join(matching_view(phrase).split()).strip(" ,;:.-()*")
    if not text:
        return None
    for candidate in _readings(text):
        grammar = Grammar(candidate, where)
        group = group_at(grammar, where)
        if group is not None:
            return group.organisation.name
        parsed = grammar.at(0)
        if parsed is not None and not parsed.silent and not parsed.short:
            return parsed.organisation.name
    unit = unit_of(text, where)
    if unit is not None and unit.name is not None:
        return unit.full
    vague = _vague().match(text)
    if vague and vague.end() == len(text) and len(text.split()) > 1:
        return text[0].lower() + text[1:]
    return None


def unit_of(text: str, where: Place) -> Unit | None:
    """The administrative unit that a whole phrase names."""
    gazetteer = units()
    named = gazetteer.province(text)
    if named is not None:
        return named
    match = _KIND.match(text)
    if match:
        size, unit = Grammar("", where).unit_named(match["kind"], match["name"])
        return unit if size or match.end() == len(text) else None
    if _PROPER.fullmatch(text):
        province = where.province.name if where.province else None
        known = known_prefix(text)
        if known is not None and known[0] == text:
            return known[1] if known[1].level == "tinh" else gazetteer.district(text, province)
        wards = [u for u in communes().get(text.lower(), ()) if province in (None, u.province)]
        if len(wards) == 1:
            return wards[0]
    return None


def units_in(view: str, start: int, end: int, where: Place) -> list[tuple[int, int, str]]:
    """The administrative units named between two offsets: with their kind, provinces also without it.

    Districts without their kind count where they belong to the document's province (`Trà Bồng, Tư Nghĩa`).
    """
    found = []
    grammar = Grammar("", where)
    province = where.province.name if where.province else None
    for match in _UNITS_IN.finditer(view, start, end):
        if match["kind"]:
            size, unit = grammar.unit_named(match["kind"], match["name"])
            if size:
                found.append((match.start(), match.start("name") + size, unit.full))
            continue
        known = known_prefix(match["name"])
        if known is None:
            continue
        own = known[1] if known[1].level == "tinh" else units().district(known[0], province)
        if own is not None and (own.level == "tinh" or own.province == province):
            found.append((match.start(), match.start() + len(known[0]), own.full))
    return found


def _readings(text: str) -> list[str]:
    readings = [text]
    before = _BEFORE.match(text)
    if before and before.end() < len(text):
        readings.append(text[before.end() :])
    return readings
