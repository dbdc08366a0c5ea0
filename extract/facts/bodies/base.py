"""What every reading of a name rests on: the text with its hits, the units in it, and the place of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from extract.facts.bodies.forms import ACRONYM, CHAIN, SPACE
from extract.facts.bodies.place import Place
from extract.facts.bodies.register import Entry, Hit, register
from extract.facts.bodies.units import UNIT, Unit, kind_of, known_prefix, readable, units
from extract.facts.model import Level, Organisation, OrganisationKind


@dataclass(frozen=True, slots=True)
class Parsed:
    """A body read at a place in a text.

    `role` is its type; `short` says that only the type is printed, so that the name must come from elsewhere in the
    document; `unit` is the unit in its name; `more` are further bodies that the same words name.
    """

    start: int
    end: int
    organisation: Organisation
    role: str
    unit: Unit | None = None
    short: bool = False
    silent: bool = False
    rule: str = "type"
    confidence: float = 0.95
    more: tuple[Parsed, ...] = ()


class Reader:
    """A text with the entries of the register that stand in it.

    `near` is the province named last before the place that is read, for documents of central bodies; `issuer` is
    the body that a bare `Bộ` or `Sở` means in a document of its own."""

    def __init__(self, text: str, place: Place, issuer: Organisation | None = None) -> None:
        # A name never runs over the end of a paragraph or a cell: their marks must not pass for spaces.
        self.text = text.replace("\n", "\0").replace("\t", "\1")
        self.place = place
        self.register = register()
        self.hits: dict[int, list[Hit]] = {}
        for hit in self.register.hits(text, text.lower()):
            self.hits.setdefault(hit.start, []).append(hit)
        for held in self.hits.values():
            held.sort(key=lambda h: -h.end)
        self.near: Unit | None = None
        self.issuer = issuer
        self._depth = 0

    def role_hit(self, pos: int, role: str) -> Hit | None:
        """The type of that name that stands at an offset."""
        for hit in self.hits.get(pos, ()):
            if hit.entry.name == role and not hit.entry.fixed:
                return hit
        return None

    def at(self, pos: int, inner: bool = False) -> Parsed | None:
        """The body that begins at an offset; `inner` admits types that are bodies only within another's name."""
        raise NotImplementedError

    def _inner_at(self, pos: int, roles: frozenset[str]) -> Parsed | None:
        space = SPACE.match(self.text, pos)
        inner = self.at(space.end(), inner=True) if space else None
        if inner is None or inner.role not in roles:
            return None
        if inner.short and self.issuer is not None and self.issuer.name.startswith(f"{inner.role} "):
            # `Đảng ủy Bệnh viện` in a document of a hospital is that of this hospital.
            return replace(inner, organisation=self.issuer, short=False)
        return inner

    def _over(self, hit: Hit, inner: Parsed, link: str = " ") -> Parsed:
        name = f"{hit.entry.name}{link}{inner.organisation.name}"
        level = inner.organisation.level or hit.entry.level
        kind = inner.organisation.kind if hit.entry.kind == "khac" else hit.entry.kind
        organisation = Organisation(
            name, kind, level, inner.organisation.province, inner.organisation.is_group
        )
        more = tuple(
            replace(
                m,
                organisation=replace(
                    m.organisation, name=f"{hit.entry.name}{link}{m.organisation.name}", kind=kind
                ),
            )
            for m in inner.more
        )
        return Parsed(hit.start, inner.end, organisation, hit.entry.name, inner.unit, rule="inner", more=more)

    def _unit(self, pos: int) -> tuple[int, Unit] | None:
        """The unit that follows a name (`tỉnh`, `của xã`, `huyện Ba Tơ`): where it ends, and which it is."""
        match = UNIT.match(self.text, pos)
        if not match or match["kind"] == "TT":
            return None
        if "," in match["of"] and "thuộc" not in match["of"]:
            return None
        after = match.end("kind")
        size, unit = self._unit_of(
            match["kind"], match["name"], match.start("name") if match["name"] else None
        )
        return (after if size == 0 else match.start("name") + size), unit

    def unit_named(self, word: str, name: str | None) -> tuple[int, Unit]:
        """The unit of a word for a kind and a name, and how much of the name belongs to it; see `Place.complete`."""
        return self._unit_of(word, name)

    def _unit_of(self, word: str, name: str | None, at: int | None = None) -> tuple[int, Unit]:
        kind, level = kind_of(word)
        if name is not None and at is not None:
            name = self._before_body(name, at)
        if not name:
            return 0, self.place.complete(kind, self.near)
        known = known_prefix(name)
        if kind in ("tỉnh", "thành phố"):
            if known is None:
                if kind == "thành phố":
                    return len(name), Unit(kind, readable(name), "huyen", self._province())
                return 0, self.place.complete(kind, self.near)
            if known[1].level == "tinh" and (known[1].kind == kind or kind == "tỉnh"):
                return len(known[0]), known[1]
            city = units().district(known[0], self._province(), kind)
            return len(known[0]), city or Unit(kind, known[1].name, "huyen", known[1].province)
        if level == "huyen" and known is not None:
            district = units().district(known[0], self._province(), kind)
            if district is not None:
                return len(known[0]), district
        if name.isupper() and len(name.split()) > 3:
            name = " ".join(name.split()[:2])
        return len(name), Unit(kind, readable(" ".join(name.split())), level, self._province())

    def _before_body(self, name: str, at: int) -> str:
        """The part of a run of capitalised syllables before the body that begins inside it."""
        known = known_prefix(name)
        for offset in range(len(known[0]) if known else 1, len(name)):
            if at + offset in self.hits and name[offset - 1] == " ":
                return name[:offset].rstrip(" -")
        return name

    def _province(self) -> str | None:
        return self.place.province.name if self.place.province else None

    def _own(self, level: Level | None) -> Unit | None:
        if level == "tinh":
            return self.near if self.place.central and self.near else self.place.province
        if level == "huyen":
            if self.place.unit is not None and self.place.unit.level == "huyen":
                return self.place.unit
            return self.place.district
        return self.place.unit

    def _shared(self, pos: int) -> Unit | None:
        """The unit that stands only behind the last of a chain of bodies (`Tỉnh ủy, HĐND, UBND tỉnh Thanh Hóa`)."""
        for _ in range(5):
            match = CHAIN.match(self.text, pos)
            if not match:
                break
            pos = match.end()
            found = self._unit(pos)
            if found is not None:
                return found[1]
        return None

    def _expand(self, printed: str) -> str:
        """The words of a name with abbreviations written out and spaces squeezed."""
        table: Mapping[str, str] = self.register.abbreviations

        def full(match: re.Match[str]) -> str:
            word = match[0]
            if word in table:
                return table[word]
            parts = re.split(r"([-,&])", word)
            if len(parts) > 1 and any(p in table for p in parts):
                return "".join(table.get(p, f" {p} " if p in "-&" and p else p) for p in parts)
            return word

        text = ACRONYM.sub(full, " ".join(printed.split()))
        return " ".join(text.split())

    def _make(
        self,
        start: int,
        end: int,
        entry: Entry,
        name: str,
        unit: Unit | None = None,
        level: Level | None = None,
        group: bool = False,
        short: bool = False,
        silent: bool = False,
        rule: str = "type",
        confidence: float = 0.95,
    ) -> Parsed:
        own = level or (unit.level if unit else None) or entry.level or self._default_level(entry)
        kind: OrganisationKind = entry.kind
        province: str | None = None
        if own != "trung_uong":
            province = unit.province if unit else None if self.place.central else self._province()
            if province == "Hồ Chí Minh":
                province = "Thành phố Hồ Chí Minh"
        organisation = Organisation(name, kind, own, province, group)
        return Parsed(
            start,
            end,
            organisation,
            entry.name,
            unit,
            short,
            silent or (entry.silent and not entry.fixed),
            rule,
            confidence,
        )

    def _default_level(self, entry: Entry) -> Level | None:
        if entry.fixed:
            return entry.level
        if self.place.central:
            return "trung_uong"
        return self.place.unit.level if self.place.unit else None
