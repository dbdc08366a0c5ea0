"""All mentions of bodies in a document: names, lists, groups, and the short forms that the document itself defines."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import patterns
from extract.facts.bodies.base import Parsed
from extract.facts.bodies.grammar import Grammar
from extract.facts.bodies.place import Place
from extract.facts.bodies.units import PROPER, Unit, kind_of, known_prefix
from extract.facts.model import Level, Organisation, OrganisationKind
from extract.structure.model import Document
from extract.values.text import CAPITALS

# Where a list of ministries, departments or corporations opens: `các Sở:`, `Bộ, cơ quan liên quan:`.
_LIST_OPENS = {
    "Sở": re.compile(
        rf"\s*(?:,\s*(?:[Bb]an\s*,?\s*)?(?:ngành|cơ quan|đơn vị)[^.;:\n]{{0,40}})?\s*:\s*(?=[{CAPITALS}])"
    ),
    "Bộ": re.compile(
        rf"\s*(?:,\s*(?:[Cc]ơ\s+quan|ngành|địa\s+phương|[Bb]an)[^.;:\n]{{0,50}})?\s*:\s*(?=[{CAPITALS}])"
    ),
    "Phòng": re.compile(rf"\s*:\s*(?=[{CAPITALS}])"),
    "Vụ": re.compile(rf"(?:\s*,\s*[Cc]ục)?\s*:\s*(?=[{CAPITALS}])"),
    "Cục": re.compile(rf"\s*:\s*(?=[{CAPITALS}])"),
    "Chi cục": re.compile(rf"\s*:\s*(?=[{CAPITALS}])"),
    "Trung tâm": re.compile(rf"\s*:\s*(?=[{CAPITALS}])"),
    "Tập đoàn": re.compile(
        rf"(?:\s*,\s*(?:TCT|[Tt]ổng\s+công\s+ty|[Cc]ông\s+ty)[^.;:\n]{{0,30}})?\s*(?::\s*|\s)(?=[{CAPITALS}])"
    ),
}
_DEFINED = re.compile(
    rf"""\s*\(\s*(?P<marker>(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s*(?:tắt|chung)?\s*(?:là)?\s*:?\s*)?
        ["']?(?P<short>[{CAPITALS}][^()"';:\n]{{1,50}}?)["']?\s*\)""",
    re.VERBOSE,
)
_ACRONYM = re.compile(r"[A-ZĐ][A-ZĐ&-]{1,9}(?:\s\d{1,3})?")
_COLON = re.compile(r"(?:\s+liên\s+quan)?\s*:\s*")
_FILED = re.compile(r"(?:^|\n)[-+*• ]{0,6}Lưu\b[^\n]*")
_PROVINCE = re.compile(rf"(?P<kind>[Tt]ỉnh|[Tt]hành\s+phố|TP\.?)\s*(?P<name>{PROPER})")
# Types whose bare name stands for the body of that type named before.
_ANAPHORIC = frozenset(
    {"Ban Chỉ đạo", "Hội đồng", "Tổ công tác", "Tổ giúp việc", "Trung tâm", "Đoàn kiểm tra", "Ban Chỉ huy"}
)


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    kind: OrganisationKind
    level: Level | None
    pattern: re.Pattern[str]
    lead: str
    family: str | None
    of: bool
    place: bool
    commune: bool
    printed: bool
    owners: tuple[str, ...]


@functools.cache
def _groups() -> tuple[_Group, ...]:
    return tuple(
        _Group(
            g["name"],
            g["kind"],
            g.get("level"),
            patterns.compile_pattern(g["pattern"]),
            g["lead"],
            g.get("family"),
            g.get("of", False),
            g.get("place", False),
            g.get("commune", False),
            g.get("printed", False),
            tuple(g.get("owners", ())),
        )
        for g in patterns.data("organisations")["group"]
    )


def find_mentions(
    document: Document, place: Place, issuer: Organisation | None, issuer_role: str | None
) -> list[Parsed]:
    """The mentions of bodies of a document in order, none overlapping another."""
    grammar = Grammar(document.view, place, issuer)
    near = _Near(document.view) if place.central else None
    short: list[Parsed] = []
    definitions: dict[str, Parsed] = {}
    taken = _Taken(m.span() for m in _FILED.finditer(document.view))
    groups = _grouped(document.view, taken, place, grammar)
    named: list[Parsed] = list(groups)
    end = 0
    for start in sorted(grammar.hits):
        if start < end or taken.overlaps(start, start + 1):
            continue
        if near is not None:
            grammar.near = near.at(start)
        found = _at(grammar, start)
        if not found:
            continue
        end = max(p.end for p in found)
        if not found[0].short:
            taken.add(start, end)
        for parsed in found:
            if parsed.silent:
                continue
            if parsed.short:
                short.append(parsed)
                continue
            named.append(parsed)
            definition = _DEFINED.match(document.view, parsed.end)
            if definition and (whole := _belongs_to(named, document.view)) is not None:
                # `Ban Chỉ đạo … của Chính phủ (gọi tắt là Ban Chỉ đạo)` names the first body, not its owner.
                if " ".join(definition["short"].split()) == whole.role:
                    definitions.setdefault(whole.role, whole)
                    continue
            if definition and _defines(definition, parsed):
                definitions.setdefault(" ".join(definition["short"].split()), parsed)
                if definition["short"] != parsed.role:
                    taken.add(*definition.span("short"))
                    named.append(
                        replace(
                            parsed,
                            start=definition.start("short"),
                            end=definition.end("short"),
                            rule="defined",
                            more=(),
                        )
                    )
                end = max(end, definition.end() if definition["short"] != parsed.role else end)
    named.extend(_joined(short, named, definitions, issuer, issuer_role))
    named = [_as_defined(p, document.view, definitions) for p in named]
    named.extend(_defined_later(document.view, definitions, taken))
    named.sort(key=lambda p: (p.start, -p.end))
    return _disjoint(named)


def _at(grammar: Grammar, start: int) -> list[Parsed]:
    """The bodies that the words at an offset name: one, or the members of a list."""
    for hit in grammar.hits[start]:
        opens = None if hit.entry.fixed else _LIST_OPENS.get(hit.entry.name)
        if opens is None or not (match := opens.match(grammar.text, hit.end)):
            continue
        role, colon = hit.entry.name, ":" in match[0]
        if (
            role not in ("Sở", "Bộ")
            and not _plural_before(grammar.text, start)
            and (role != "Tập đoàn" or not colon)
        ):
            continue
        members = grammar.members(match.end(), hit, opened=True)
        if members:
            return members
    parsed = grammar.at(start)
    if parsed is None:
        return []
    found = [parsed, *parsed.more]
    own = grammar.role_hit(start, parsed.role)
    if own is not None and own.entry.fields and parsed.rule == "field":
        found.extend(grammar.members(parsed.end, own, opened=False))
    return found


def _belongs_to(named: list[Parsed], view: str) -> Parsed | None:
    """The body that the last one is named as the owner of (`Ban Chỉ đạo … của Chính phủ`)."""
    if len(named) < 2 or view[named[-2].end : named[-1].start].strip() != "của":
        return None
    return named[-2]


def _plural_before(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].lower() == "các "


def _defines(match: re.Match[str], parsed: Parsed) -> bool:
    """Whether a bracket behind a body gives its short form."""
    short = match["short"]
    if match["marker"]:
        return len(short.split()) <= 8
    if short == parsed.role or (short.startswith(f"{parsed.role} ") and short in parsed.organisation.name):
        return True
    if not _ACRONYM.fullmatch(short):
        return False
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", parsed.organisation.name)).upper()
    return short[0] in initials and short[0].upper() != "V"


def _joined(
    short: Iterable[Parsed],
    named: list[Parsed],
    definitions: dict[str, Parsed],
    issuer: Organisation | None,
    issuer_role: str | None,
) -> list[Parsed]:
    """Short forms (`Ban Chỉ đạo`, `Văn phòng`) with the body that they mean in this document; others are left out."""
    joined = []
    by_role: dict[str, list[Parsed]] = {}
    for parsed in sorted(named, key=lambda p: p.start):
        if parsed.role in _ANAPHORIC and not parsed.organisation.is_group:
            by_role.setdefault(parsed.role, []).append(parsed)
    candidates = {role: _Candidates(held) for role, held in by_role.items()}
    for one in short:
        held = definitions.get(one.role)
        body: Organisation | None = held.organisation if held else None
        if body is None and issuer is not None and issuer_role is not None:
            body = issuer if f"{issuer_role} ".startswith(f"{one.role} ") else None
        if body is None and one.role in candidates:
            body = candidates[one.role].meant(one)
        if body is not None:
            joined.append(replace(one, organisation=body, short=False, rule="short", confidence=0.85))
    return joined


class _Candidates:
    """The bodies of one type that a document names in full, for the short forms that mean one of them."""

    def __init__(self, held: list[Parsed]) -> None:
        self._held = held
        self._starts = [p.start for p in held]
        self._only = held[0].organisation if len({p.organisation.name for p in held}) == 1 else None
        self._by_unit: dict[Unit | None, Organisation] = {}
        for parsed in held:
            self._by_unit.setdefault(parsed.unit, parsed.organisation)

    def meant(self, short: Parsed) -> Organisation | None:
        """The body of the unit that the short form has, else the one named last before, else the only one."""
        if short.unit is not None and short.unit in self._by_unit:
            return self._by_unit[short.unit]
        i = bisect.bisect_left(self._starts, short.start) - 1
        return self._held[i].organisation if i >= 0 else self._only


def _as_defined(parsed: Parsed, view: str, definitions: dict[str, Parsed]) -> Parsed:
    """A mention in the words of a definition means what was defined (`UBND các xã, phường (UBND cấp xã)`)."""
    held = definitions.get(" ".join(view[parsed.start : parsed.end].split())) if definitions else None
    if held is None or parsed.start <= held.start:
        return parsed
    return replace(parsed, organisation=held.organisation)


def _defined_later(view: str, definitions: dict[str, Parsed], taken: _Taken) -> list[Parsed]:
    """The later mentions of short forms that no name of the register opens."""
    others = {k: v for k, v in definitions.items() if k != v.role}
    if not others:
        return []
    pattern = re.compile(rf"(?<![\w/-])(?:{patterns.alternation(list(others))})(?![\w/]|-\w)")
    found = []
    for match in pattern.finditer(view):
        parsed = others.get(" ".join(match[0].split()))
        if parsed is not None and match.start() > parsed.end and not taken.overlaps(*match.span()):
            found.append(
                replace(parsed, start=match.start(), end=match.end(), rule="defined", confidence=0.9, more=())
            )
            taken.add(*match.span())
    return found


def _grouped(view: str, taken: _Taken, place: Place, grammar: Grammar) -> list[Parsed]:
    """Groups of bodies named as such."""
    lowered = view.lower()
    found: list[Parsed] = []
    province = place.province.name if place.province else None
    departments = False
    for group in _groups():
        if group.commune and departments and (place.unit is None or place.unit.level == "tinh"):
            continue
        at = lowered.find(group.lead)
        while at >= 0:
            for match in group.pattern.finditer(view, max(0, at - 45), min(len(view), at + 140)):
                if not match.start() <= at < match.end():
                    continue
                if taken.overlaps(*match.span()) or _opens_list(grammar, match.end()):
                    break
                parsed = _group(group, match, grammar, place, province)
                if parsed is not None:
                    found.append(parsed)
                    taken.add(parsed.start, parsed.end)
                    departments = departments or group.kind == "so"
                break
            at = lowered.find(group.lead, at + len(group.lead))
    return found


def group_at(grammar: Grammar, place: Place) -> Parsed | None:
    """The group of bodies that a phrase begins with."""
    text = grammar.text
    province = place.province.name if place.province else None
    for group in _groups():
        match = group.pattern.match(text)
        if match:
            return _group(group, match, grammar, place, province)
    return None


def _opens_list(grammar: Grammar, end: int) -> bool:
    """Whether the members of a group are named behind a colon."""
    colon = _COLON.match(grammar.text, end)
    return colon is not None and (
        grammar.register.field_at(grammar.text, colon.end(), None) is not None
        or any(h.entry.fixed or h.entry.fields for h in grammar.hits.get(colon.end(), ()))
    )


def _group(
    group: _Group, match: re.Match[str], grammar: Grammar, place: Place, province: str | None
) -> Parsed | None:
    name, end = group.name, match.end()
    level: Level | None = group.level or (place.unit.level if place.unit else None)
    if group.of:
        after = re.compile(r"\s+").match(grammar.text, end)
        owner = grammar.at(after.end()) if after else None
        if owner is None or (group.owners and owner.role not in group.owners):
            return None
        printed = " ".join(match[0].split())
        name = (
            f"{printed[0].lower()}{printed[1:]} {owner.organisation.name}"
            if group.printed
            else f"{name} thuộc {owner.organisation.name}"
        )
        end = owner.end
    elif group.printed:
        name = " ".join(match[0].split())
        name = name[0].lower() + name[1:]
    if (
        group.place
        and place.unit is not None
        and re.search(r"\b(?:tỉnh|huyện|xã|phường|thị trấn|thành phố)$", match[0])
    ):
        name = f"{name} {place.unit.full}"
    if level == "trung_uong":
        province = None
    if province == "Hồ Chí Minh":
        province = "Thành phố Hồ Chí Minh"
    organisation = Organisation(name, group.kind, level, province, True)
    return Parsed(match.start(), end, organisation, group.family or group.name, rule="group", confidence=0.9)


def _disjoint(found: list[Parsed]) -> list[Parsed]:
    kept: list[Parsed] = []
    for parsed in found:
        if not kept or parsed.start >= kept[-1].end:
            kept.append(parsed)
    return kept


class _Taken:
    """Stretches of the text that are spoken for."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def overlaps(self, start: int, end: int) -> bool:
        i = bisect.bisect_left(self._spans, (end, 0)) - 1
        return i >= 0 and (self._spans[i][1] > start or (i >= 1 and self._spans[i - 1][1] > start))

    def add(self, start: int, end: int) -> None:
        bisect.insort(self._spans, (start, end))


class _Near:
    """The province named last before a place in a text."""

    def __init__(self, view: str) -> None:
        self._starts: list[int] = []
        self._units: list[Unit] = []
        for match in _PROVINCE.finditer(view):
            known = known_prefix(match["name"])
            if known is not None and known[1].level == "tinh" and kind_of(match["kind"])[1] == "tinh":
                self._starts.append(match.start())
                self._units.append(known[1])

    def at(self, offset: int) -> Unit | None:
        i = bisect.bisect_right(self._starts, offset) - 1
        return self._units[i] if i >= 0 else None
