"""The grammar of names: a type, its field or task, and a unit, completed with the place of the document."""

from __future__ import annotations

from dataclasses import replace

from extract.facts.bodies.base import Parsed
from extract.facts.bodies.forms import (
    BRANCH,
    BRANCH_NAME,
    COLON,
    COURT,
    DASH,
    OWN_SHORT,
    OWN_WORD,
    PARTY_BLOC,
    PARTY_SEATS,
    PROPER_NEXT,
    REGION,
    SEVERAL,
    SPACE,
    VIETNAM,
)
from extract.facts.bodies.free import FreeNames
from extract.facts.bodies.register import Hit
from extract.facts.bodies.units import known_prefix, province_here
from extract.facts.model import Level


class Grammar(FreeNames):
    """Reads the body that begins at an offset of a text, in the light of the document's place."""

    def at(self, pos: int, inner: bool = False) -> Parsed | None:
        """The body that begins at an offset, by the longest reading that succeeds.

        `inner` admits the types that are bodies only within another's name; names nest no deeper than four.
        """
        if self._depth >= 4:
            return None
        self._depth += 1
        try:
            return self._longest(pos, inner)
        finally:
            self._depth -= 1

    def _longest(self, pos: int, inner: bool) -> Parsed | None:
        longest = 0
        for hit in self.hits.get(pos, ()):
            if hit.entry.inner_only and not inner:
                continue
            # `Ban Thường vụ` that did not succeed is no `Ban` of the name `Thường vụ`.
            if hit.end < longest and hit.entry.tail == "title" and " " not in hit.entry.name:
                continue
            longest = max(longest, hit.end)
            parsed = self._read(hit)
            if parsed is not None:
                return parsed
        return None

    def _read(self, hit: Hit) -> Parsed | None:
        entry = hit.entry
        if entry.fixed:
            return self._fixed(hit)
        match entry.tail:
            case "committee" | "party":
                return self._committee(hit)
            case "unit":
                return self._with_unit(hit)
            case "field":
                return self._field(hit)
            case "office":
                return self._office(hit)
            case "inner" | "post":
                return self._inner(hit)
            case "title" | "topic":
                return self._free(hit, topic=entry.tail == "topic")
            case "branch":
                return self._branch(hit)
            case "number":
                return self._region(hit)
            case "place":
                return self._newspaper(hit)
            case _:
                return None

    def _fixed(self, hit: Hit) -> Parsed | None:
        entry = hit.entry
        end = hit.end
        if entry.name == "Bảo hiểm xã hội Việt Nam" or entry.silent:
            return self._make(hit.start, end, entry, entry.name, silent=entry.silent, rule="name")
        name = entry.name
        # A central name with a unit behind it is the body of that unit: `Hội Nông dân Việt Nam tỉnh`.
        if (
            (entry.member or entry.kind == "khac")
            and (unit := self._unit(end))
            and not entry.level
            and entry.member
        ):
            return self._make(hit.start, unit[0], entry, f"{name} {unit[1].full}", unit=unit[1], rule="name")
        if entry.member and (there := province_here(self.text, end)):
            return self._make(
                hit.start, there[0], entry, f"{name} {there[1].name}", unit=there[1], rule="name"
            )
        return self._make(hit.start, end, entry, name, rule="name")

    def _committee(self, hit: Hit) -> Parsed | None:
        entry, end = hit.entry, hit.end
        bracket = OWN_SHORT.match(self.text, end)
        if bracket:
            hit, end = replace(hit, end=bracket.end()), bracket.end()
        group = self._group(hit)
        if group is not None:
            return group
        if entry.tail == "party":
            return self._party(hit)
        found = self._unit(end)
        if found is not None:
            stop, unit = found
            if (
                unit.level == "xa"
                and unit.name is None
                and self.place.unit is not None
                and self.place.unit.level == "tinh"
            ):
                return self._make(
                    hit.start,
                    stop,
                    entry,
                    f"{entry.name} cấp xã",
                    level="xa",
                    group=True,
                    rule="unit",
                    confidence=0.8,
                )
            return self._make(hit.start, stop, entry, f"{entry.name} {unit.full}", unit=unit, rule="unit")
        if there := province_here(self.text, end):
            return self._make(
                hit.start, there[0], entry, f"{entry.name} {there[1].full}", unit=there[1], rule="unit"
            )
        unit_ahead = self._shared(end)
        own = unit_ahead or self.place.unit or self.place.province
        if own is None:
            return None
        return self._make(
            hit.start, end, entry, f"{entry.name} {own.full}", unit=own, rule="unit", confidence=0.9
        )

    def _party(self, hit: Hit) -> Parsed | None:
        entry, end = hit.entry, hit.end
        text = self.text
        if entry.name == "Đảng ủy":
            inner = self._inner_at(end, PARTY_SEATS)
            if inner is not None:
                return self._over(hit, inner)
            many = PARTY_BLOC.match(text, end)
            if many:
                stop = many.end()
                tail = self._tail(stop, topic=True) if many[0].strip().lower() == "khối" else stop
                found = self._unit(tail)
                label = " ".join(text[end:tail].split())
                if found:
                    return self._make(
                        hit.start, found[0], entry, f"{entry.name} {label} {found[1].full}", unit=found[1]
                    )
                return self._make(hit.start, tail, entry, f"{entry.name} {label}")
        found = self._unit(end)
        if found is not None:
            stop, unit = found
            named = unit.name if unit.name and unit.name != "Hồ Chí Minh" else unit.full
            name = f"{entry.name} {unit.full if entry.name == 'Đảng ủy' else named}"
            return self._make(hit.start, stop, entry, name, unit=unit)
        proper = PROPER_NEXT.match(text, end)
        if proper and (known := known_prefix(proper["name"])):
            stop = proper.start("name") + len(known[0])
            return self._make(hit.start, stop, entry, f"{entry.name} {known[1].name}", unit=known[1])
        if self.issuer is not None and self.issuer.name.startswith(f"{entry.name} "):
            found_own = self._make(hit.start, end, entry, self.issuer.name, rule="short", confidence=0.85)
            return replace(found_own, organisation=self.issuer)
        own = self._shared(end) or self._own(entry.level)
        if entry.name == "Đảng ủy":
            own = (
                own
                if own is not None and own.level == "xa"
                else self.place.unit
                if self.place.unit and self.place.unit.level == "xa"
                else None
            )
            if own is None:
                return None
            return self._make(hit.start, end, entry, f"{entry.name} {own.full}", unit=own, confidence=0.85)
        if own is None or own.name is None:
            return self._make(hit.start, end, entry, entry.name, confidence=0.8)
        named = own.full if own.name == "Hồ Chí Minh" else own.name
        return self._make(hit.start, end, entry, f"{entry.name} {named}", unit=own, confidence=0.9)

    def _with_unit(self, hit: Hit) -> Parsed | None:
        entry, end = hit.entry, hit.end
        group = self._group(hit)
        if group is not None:
            return group
        region = REGION.match(self.text, end)
        if region:
            return self._make(
                hit.start, region.end(), entry, f"{entry.name} khu vực {region['number']}", level="tinh"
            )
        if entry.name.endswith("nhân dân") and (court := COURT.match(self.text, end)):
            name = f"{entry.name} {' '.join(court[0].split())}"
            return self._make(hit.start, court.end(), entry, name, level="trung_uong")
        vietnam = VIETNAM.match(self.text, end)
        stop = vietnam.end() if vietnam and not entry.name.endswith("Việt Nam") else end
        found = self._unit(stop)
        if found is not None:
            unit = found[1]
            name = f"{entry.name} {unit.full}"
            if (
                unit.name is None
                and unit.level == "xa"
                and not (self.place.unit and self.place.unit.level == "xa")
            ):
                return self._make(
                    hit.start,
                    found[0],
                    entry,
                    f"{entry.name} cấp xã",
                    level="xa",
                    group=True,
                    confidence=0.75,
                )
            return self._make(hit.start, found[0], entry, name, unit=unit, rule="unit")
        there = province_here(self.text, stop)
        if there is not None:
            end, joined = there[0], str(there[1].name)
            while (dash := DASH.match(self.text, end)) and (
                other := province_here(self.text, dash.end() - 1)
            ):
                end, joined = other[0], f"{joined} - {other[1].name}"
            return self._make(hit.start, end, entry, f"{entry.name} {joined}", unit=there[1], rule="unit")
        if entry.needs:
            return None
        if entry.inner and (seat := self._inner_at(stop, entry.inner)) is not None:
            return self._over(hit, seat)
        if entry.bare:
            return self._make(hit.start, stop, entry, entry.name, rule="type", confidence=0.9)
        if entry.office and self._is_actor(hit):
            own = self.place.unit if entry.kind == "mttq" else None
            name = f"{entry.name} {own.full}" if own else entry.name
            return self._make(hit.start, end, entry, name, unit=own, rule="actor", confidence=0.7)
        return None

    def _branch(self, hit: Hit) -> Parsed | None:
        branch = BRANCH.match(self.text, hit.end)
        if branch:
            found = self._unit(branch.end())
            if found:
                name = f"{hit.entry.name} - Chi nhánh {found[1].full}"
                return self._make(hit.start, found[0], hit.entry, name, unit=found[1], level="huyen")
            named = BRANCH_NAME.match(self.text, branch.end())
            if named:
                return self._make(
                    hit.start,
                    named.end(),
                    hit.entry,
                    f"{hit.entry.name} - Chi nhánh {named['name']}",
                    level="huyen",
                )
        return self._with_unit(hit)

    def _field(self, hit: Hit) -> Parsed | None:
        entry = hit.entry
        after = SPACE.match(self.text, hit.end)
        found = self.register.field_at(self.text, after.end(), entry.fields) if after else None
        if found is None:
            return self._own_body(hit)
        end, name = found
        if entry.fields == "department":
            colon = COLON.match(self.text, end)
            if colon and self.text[max(0, hit.start - 4) : hit.start].lower() == "các ":
                listed = self._names_from(hit, colon.end() - 1, "tỉnh", f"{entry.name} {name}")
                if listed:
                    return replace(listed[0], more=tuple(listed[1:]))
            unit = self._unit(end)
            several = SEVERAL.match(self.text, end)
            if several:
                colon = COLON.match(self.text, several.end())
                listed = (
                    self._names_from(hit, colon.end() - 1, "tỉnh", f"{entry.name} {name}") if colon else []
                )
                if listed:
                    return replace(listed[0], start=hit.start, more=tuple(listed[1:]))
                return self._make(
                    hit.start, several.end(), entry, f"{entry.name} {name} các tỉnh, thành phố", group=True
                )
            if unit is not None and unit[1].level == "tinh":
                own = (unit[1] == self.place.province and not self.place.central) or unit[1].name is None
                full = f"{entry.name} {name}" if own else f"{entry.name} {name} {unit[1].full}"
                return self._make(hit.start, unit[0], entry, full, unit=unit[1], rule="field")
            there = province_here(self.text, end)
            if there is not None:
                full = (
                    f"{entry.name} {name}"
                    if there[1] == self.place.province and not self.place.central
                    else f"{entry.name} {name} {there[1].full}"
                )
                return self._make(hit.start, there[0], entry, full, unit=there[1], rule="field")
        return self._make(hit.start, end, entry, f"{entry.name} {name}", rule="field")

    def _own_body(self, hit: Hit) -> Parsed | None:
        """A bare `Bộ` or `Sở` in a document that a ministry or department issued."""
        issuer = self.issuer
        if (
            issuer is None
            or not issuer.name.startswith(f"{hit.entry.name} ")
            or not self.text[hit.start].isupper()
        ):
            return None
        if not OWN_WORD.match(self.text, hit.end):
            return None
        own = self._make(hit.start, hit.end, hit.entry, issuer.name, rule="short", confidence=0.8)
        return replace(own, organisation=issuer)

    def _office(self, hit: Hit) -> Parsed | None:
        after = SPACE.match(self.text, hit.end)
        if after is None:
            return None
        found = self.register.field_at(self.text, after.end(), "office")
        printed_capital = self.text[hit.start].isupper()
        if found is not None:
            end, name = found
            longer = self._tail(hit.end, topic=False)
            if longer > end and self.text[end : end + 3] in (" - ", " và"):
                end, name = longer, self._expand(self.text[after.end() : longer])
        elif (
            printed_capital
            and self.text[after.end() : after.end() + 1].isupper()
            and not self.text[after.end() : after.end() + 3].isupper()
        ):
            end = self._tail(hit.end, topic=False)
            if end == hit.end:
                return None
            name = self._expand(self.text[after.end() : end])
        else:
            return None
        unit = self._unit(end)
        if (unit is not None and unit[1].level != "tinh") or (
            unit is not None and unit[1].kind == "thành phố"
        ):
            return self._make(
                hit.start, unit[0], hit.entry, f"{hit.entry.name} {name} {unit[1].full}", unit=unit[1]
            )
        level: Level = "tinh" if self.place.unit is None or self.place.unit.level == "tinh" else "huyen"
        rule = "field" if found is not None else "title"
        return self._make(hit.start, end, hit.entry, f"{hit.entry.name} {name}", level=level, rule=rule)

    def _inner(self, hit: Hit) -> Parsed | None:
        entry = hit.entry
        start = hit.end
        while self.text[start : start + 1] in (" ", ".") or (
            self.text[start : start + 1] == ":" and entry.name == "Thường trực"
        ):
            start += 1
        if start == hit.end:
            return None
        inner = self.at(start, inner=True)
        if inner is not None and inner.short and inner.role in ("Ban Chỉ đạo", "Ban Chỉ huy"):
            inner = None
        if inner is None or inner.role not in entry.inner:
            if entry.name == "Văn phòng" and inner is None:
                return self._make(hit.start, hit.end, entry, entry.name, short=True)
            if entry.name == "Văn phòng":
                return self._make(hit.start, hit.end, entry, entry.name, short=True)
            if entry.bare:
                found = self._unit(hit.end)
                if found:
                    return self._make(
                        hit.start, found[0], entry, f"{entry.name} {found[1].full}", unit=found[1]
                    )
                return self._make(hit.start, hit.end, entry, entry.name)
            return None
        if entry.tail == "post":
            before = self.text[max(0, hit.start - 4) : hit.start]
            if (
                before.lower().endswith("phó ")
                or inner.organisation.is_group
                or inner.unit is None
                or inner.more
            ):
                return inner
        return self._over(hit, inner)

    def _is_actor(self, hit: Hit) -> bool:
        """Whether `Bảo hiểm xã hội` is the office and not the thing: it opens an item or a list, or has a task."""
        before = self.text[max(0, hit.start - 3) : hit.start].strip()
        after = self.text[hit.end : hit.end + 3]
        return (
            before.endswith((",", ";", "-", ":", "."))
            and after.startswith((",", ";", ":", ".", "\0", "\1", " và"))
        ) or not after
