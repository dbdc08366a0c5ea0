"""Bodies named together: of several units, of a level, and the members of elliptical lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.bodies.base import Parsed
from extract.facts.bodies.forms import (
    ALL_LEVELS,
    COLON,
    FREE_LISTS,
    KINDS,
    LEVEL,
    LEVEL_AHEAD,
    LEVELS,
    LIST_GAP,
    LIST_START,
    LISTED_UNIT,
    MORE_LEVEL,
    UNITS_LIST,
    UNKNOWN_ITEM,
)
from extract.facts.bodies.register import Hit
from extract.facts.bodies.tails import Tails
from extract.facts.bodies.units import kind_of, known_prefix
from extract.facts.model import Level


class Groups(Tails):
    """Reads groups and lists."""

    def _group(self, hit: Hit) -> Parsed | None:
        """A body of several units or of a level: `UBND các huyện, thị xã`, `UBND cấp xã`, `Công an các phường, xã`."""
        entry, text, end = hit.entry, self.text, hit.end
        free = entry.tail in ("title", "topic")
        level = LEVEL.match(text, end)
        if level and not free:
            label, code = LEVELS[level["level"].lower()]
            more = []
            stop = level.end()
            if entry.joint and (further := MORE_LEVEL.match(text, stop)):
                name = f"{entry.name} {label}, {LEVELS[further['level']][0]}"
                return self._make(
                    hit.start, further.end(), entry, name, level=as_level(code), group=True, rule="level"
                )
            while further := MORE_LEVEL.match(text, stop):
                other, other_code = LEVELS[further["level"]]
                at = text.index("cấp", further.start())
                more.append(
                    self._make(
                        at,
                        further.end(),
                        entry,
                        f"{entry.name} {other}",
                        level=as_level(other_code),
                        group=True,
                    )
                )
                stop = further.end()
            return replace(
                self._make(
                    hit.start,
                    level.end(),
                    entry,
                    f"{entry.name} {label}",
                    level=as_level(code),
                    group=True,
                    rule="level",
                ),
                more=tuple(more),
            )
        every = ALL_LEVELS.match(text, end)
        if every and not free:
            return self._make(
                hit.start, every.end(), entry, f"{entry.name} các cấp", group=True, rule="level"
            )
        match = UNITS_LIST.match(text, end)
        if not match or free:
            return None
        kinds = [kind_of(m[0])[0] for m in re.finditer(KINDS, match["kinds"])]
        det = match["det"]
        if det is None and len(kinds) < 2:
            return None
        if (
            det is not None
            and len(kinds) == 1
            and text[match.end() : match.end() + 1] == " "
            and det in ("các", "Các")
        ):
            named = self._named_units(hit, match.end(), kinds[0])
            if named is not None:
                return named
        listed = self._listed_units(hit, match.end(), kinds)
        lead = "một số" if det and "số" in det else "các"
        level_code: Level = kind_of(kinds[0])[1]
        if kinds[0] == "thành phố" and len(kinds) > 1 and "tỉnh" not in kinds:
            level_code = kind_of(kinds[1])[1]
        tail = f" {' '.join(match['tail'].split())}" if match["tail"] else ""
        name = f"{entry.name} {lead} {', '.join(kinds)}{tail}"
        if "tỉnh" in kinds and match["of"]:
            name += " trực thuộc trung ương"
        parsed = self._make(hit.start, match.end(), entry, name, level=level_code, group=True, rule="group")
        if listed:
            return replace(listed[0], start=hit.start, more=tuple(listed[1:]))
        return parsed

    def _named_units(self, hit: Hit, pos: int, kind: str) -> Parsed | None:
        """`UBND các huyện Trà Bồng, Tư Nghĩa và Bình Sơn`: each of them."""
        bodies = self._names_from(hit, pos, kind, hit.entry.name)
        return replace(bodies[0], start=hit.start, more=tuple(bodies[1:])) if bodies else None

    def _listed_units(self, hit: Hit, pos: int, kinds: Sequence[str]) -> list[Parsed]:
        """`UBND các tỉnh, thành phố: Hà Nội, Huế, Quảng Trị`: each of them."""
        colon = COLON.match(self.text, pos)
        return self._names_from(hit, colon.end() - 1, kinds[0], hit.entry.name) if colon else []

    def _names_from(self, hit: Hit, pos: int, kind: str, stem: str) -> list[Parsed]:
        bodies: list[Parsed] = []
        while match := LISTED_UNIT.match(self.text, pos):
            if bodies and not match["gap"].strip():
                break
            if match.start("name") in self.hits and not known_prefix(match["name"]):
                break
            own_kind = kind_of(match["kind"])[0] if match["kind"] else kind
            known = known_prefix(match["name"])
            if known is not None and known[1].level == "tinh" and kind in ("tỉnh", "thành phố"):
                unit, size = known[1], len(known[0])
            elif kind_of(own_kind)[1] == "tinh" and known is None:
                break
            else:
                unit, size = self._unit_of(own_kind, match["name"])[1], len(match["name"])
            stop = match.start("name") + size
            bodies.append(
                self._make(
                    match.start("name"), stop, hit.entry, f"{stem} {unit.full}", unit=unit, rule="list"
                )
            )
            pos = stop
        return bodies

    def members(self, pos: int, hit: Hit, opened: bool) -> list[Parsed]:
        """The further bodies of an elliptical list (`các Sở: Nội vụ; Tư pháp`, `Bộ Tài chính, Y tế`).

        `opened` says that a colon opened the list: then any body may be its member, else only fields of the type.
        """
        found: list[Parsed] = []
        text, unknown = self.text, 0
        while True:
            gap = (
                LIST_START.match(text, pos)
                if opened and not found and not unknown
                else LIST_GAP.match(text, pos)
            )
            if not gap:
                return found
            at = gap.end()
            body = self.at(at)
            field = self.register.field_at(text, at, hit.entry.fields) if hit.entry.fields else None
            if (
                field is not None
                and not LEVEL_AHEAD.match(text, field[0])
                and (body is None or body.end <= field[0])
            ):
                end, name = field
                found.append(
                    self._make(at, end, hit.entry, f"{hit.entry.name} {name}", rule="list", confidence=0.9)
                )
            elif (
                opened
                and body is not None
                and not body.short
                and not body.silent
                and not body.organisation.is_group
            ):
                if (
                    not hit.entry.fields
                    and body.role not in ("Tập đoàn", "Tổng công ty", "VNPT")
                    and not _is_enterprise(body)
                ):
                    return found
                end = body.end
                found.append(self._as_member(body))
            elif (
                opened
                and hit.entry.name in FREE_LISTS
                and (end := self._tail(at - 1, topic=False)) > at
                and not text[at:end].split()[0].isupper()
            ):
                name = f"{hit.entry.name} {self._expand(text[at:end])}"
                found.append(self._make(at, end, hit.entry, name, rule="list", confidence=0.8))
            elif opened and unknown < 2 and (item := UNKNOWN_ITEM.match(text, at)) and at not in self.hits:
                unknown += 1
                pos = item.end()
                continue
            else:
                return found
            pos = end

    def _as_member(self, body: Parsed) -> Parsed:
        """A body as a member of a list of groups, where `VNPT` stands for the group itself."""
        for entry in self.register.entries:
            if entry.member and entry.name == body.organisation.name:
                return replace(
                    body,
                    organisation=replace(
                        body.organisation, name=entry.member, level="trung_uong", province=None
                    ),
                )
        return body


def as_level(code: str) -> Level:
    return {"tinh": "tinh", "huyen": "huyen", "xa": "xa"}.get(code, "tinh")  # type: ignore[return-value]


def _is_enterprise(body: Parsed) -> bool:
    return body.organisation.name.startswith(("Tập đoàn", "Tổng công ty", "Công ty"))
