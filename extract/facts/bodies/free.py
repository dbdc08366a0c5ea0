"""Names of a type and free words: steering committees, centres, companies, newspapers."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.facts.bodies.base import Parsed
from extract.facts.bodies.forms import (
    ABOUT,
    ALL_LEVELS,
    CAPITAL_UNIT,
    CENTRE,
    KINDS,
    LEVEL,
    LEVELS,
    NEWSPAPER,
    NUMBER,
    NUMBERED,
    OF,
    OWNER,
    SPACE,
    STATE,
    UNITS_LIST,
    YEAR,
)
from extract.facts.bodies.groups import Groups, as_level
from extract.facts.bodies.register import Hit
from extract.facts.bodies.units import kind_of, province_here


class FreeNames(Groups):
    """Reads names that end in free words."""

    def _free(self, hit: Hit, topic: bool) -> Parsed | None:
        entry, text = hit.entry, self.text
        group = self._group(hit)
        if group is not None:
            return group
        if text[hit.start : hit.end].isupper() and text[hit.start : hit.end].lower() == entry.name.lower():
            return self._capitals(hit)
        if topic:
            helped = SPACE.match(text, hit.end) if entry.name == "Tổ giúp việc" else None
            if helped and (inner := self.at(helped.end(), inner=True)) and not inner.short:
                return self._over(hit, inner)
            of = OF.match(text, hit.end)
            if of and (inner := self.at(of.end())) and not inner.short and not inner.organisation.is_group:
                return self._over(hit, inner, link=" của ")
        end = self._tail(hit.end, topic)
        if topic:
            if end == hit.end and (number := NUMBERED.match(text, end)):
                end = number.end()
            central = CENTRE.match(text, end)
            nation = STATE.match(text, end)
            end = central.end() if central else nation.end() if nation and end == hit.end else end
            about = ABOUT.match(text, end)
            if about and (tail := self._tail(about.end() - 1, topic=True)) > about.end():
                end = tail
            unit_first = self._unit(end) if end == hit.end else None
            if unit_first and (about := ABOUT.match(text, unit_first[0])):
                tail = self._tail(about.end() - 1, topic=True)
                if tail > about.end():
                    name = f"{entry.name} {self._expand(text[unit_first[0] : tail])} {unit_first[1].full}"
                    return self._make(hit.start, tail, entry, name, unit=unit_first[1], rule="title")
            if central:
                return self._make(
                    hit.start,
                    end,
                    entry,
                    YEAR.sub("", f"{entry.name} {self._expand(text[hit.end : end])}"),
                    level="trung_uong",
                    rule="title",
                )
        if end == hit.end:
            found = self._unit(end)
            if found is not None and entry.bare:
                return self._make(hit.start, found[0], entry, f"{entry.name} {found[1].full}", unit=found[1])
            if found is not None and entry.tail == "topic":
                return self._make(
                    hit.start, found[0], entry, f"{entry.name} {found[1].full}", unit=found[1], short=True
                )
            return None if entry.needs else self._make(hit.start, hit.end, entry, entry.name, short=True)
        printed = text[hit.end : end]
        words = self._expand(printed)
        name = f"{entry.name} {words if topic else words[:1].upper() + words[1:]}"
        if " ".join(name.split()[:3]) in self.register.no_bodies or name in self.register.no_bodies:
            return None
        name = YEAR.sub("", name)
        level_match = LEVEL.match(text, end)
        if level_match:
            label, level = LEVELS[level_match["level"].lower()]
            return self._make(
                hit.start, level_match.end(), entry, f"{name} {label}", level=as_level(level), group=True
            )
        all_levels = ALL_LEVELS.match(text, end)
        if all_levels:
            return self._make(hit.start, all_levels.end(), entry, f"{name} các cấp", group=True)
        several = UNITS_LIST.match(text, end)
        if several and several["det"]:
            kinds = ", ".join(kind_of(m[0])[0] for m in re.finditer(KINDS, several["kinds"]))
            level_of = kind_of(next(re.finditer(KINDS, several["kinds"]))[0])[1]
            return self._make(
                hit.start,
                several.end(),
                entry,
                f"{name} các {kinds}",
                level=level_of,
                group=True,
                rule="group",
            )
        owner = OWNER.match(text, end) if entry.name == "Ban" else None
        if (
            owner
            and (body := self.at(owner.end()))
            and body.role == "Hội đồng nhân dân"
            and not body.organisation.is_group
        ):
            return replace(
                self._over(hit, body),
                organisation=replace(body.organisation, name=f"{name} {body.organisation.name}", kind="ban"),
            )
        found = self._unit(end)
        if found is not None:
            stop, unit = found
            return self._make(hit.start, stop, entry, f"{name} {unit.full}", unit=unit, rule="title")
        if entry.needs:
            return None
        return self._make(hit.start, end, entry, name, rule="title", confidence=0.85)

    def _capitals(self, hit: Hit) -> Parsed | None:
        """A composed name printed in capitals: only as a line of its own, as in a letterhead."""
        text = self.text
        if hit.start and text[hit.start - 1] != "\0":
            return None
        limit = hit.start + 111
        line_end = text.find("\0", hit.end, limit)
        line_end = min(limit, len(text)) if line_end < 0 else line_end
        if line_end == limit or line_end == hit.end:
            return None
        inside = text[hit.end : line_end]
        if not inside.isupper() or re.search(r"\d|[.:;]|\bVỀ\b|\bNĂM\b|CỘNG HÒA", inside):
            return None
        printed = f"{hit.entry.name} {_sentence(inside)}"
        unit = CAPITAL_UNIT.search(text, hit.end, line_end)
        if unit:
            found = self._unit_of(unit["kind"], unit["name"])
            printed = f"{hit.entry.name} {_sentence(text[hit.end : unit.start()])} {found[1].full}"
            return self._make(
                hit.start, line_end, hit.entry, printed, unit=found[1], rule="letterhead", confidence=0.8
            )
        return self._make(hit.start, line_end, hit.entry, printed, rule="letterhead", confidence=0.75)

    def _region(self, hit: Hit) -> Parsed | None:
        number = NUMBER.match(self.text, hit.end)
        if not number:
            return None
        return self._make(hit.start, number.end(), hit.entry, f"{hit.entry.name} {number['n']}", level="tinh")

    def _newspaper(self, hit: Hit) -> Parsed | None:
        there = province_here(self.text, hit.end)
        if there is not None:
            return self._make(
                hit.start, there[0], hit.entry, f"{hit.entry.name} {there[1].name}", unit=there[1]
            )
        found = self._unit(hit.end)
        if found is not None and found[1].level == "tinh" and found[1].name:
            return self._make(
                hit.start, found[0], hit.entry, f"{hit.entry.name} {found[1].name}", unit=found[1]
            )
        title = NEWSPAPER.match(self.text, hit.end)
        if title and not any(p in self.hits for p in range(title.start(1), title.end())):
            return self._make(
                hit.start, title.end(), hit.entry, f"{hit.entry.name} {title[1]}", confidence=0.8
            )
        return None


def _sentence(text: str) -> str:
    words = " ".join(text.split()).lower()
    return words[:1].upper() + words[1:]
