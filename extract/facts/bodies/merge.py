"""One body, one name: forms of a body that a document prints more and less fully become the same body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from extract.facts.bodies.base import Parsed
from extract.facts.bodies.place import Place
from extract.facts.model import Organisation


def merge(found: list[Parsed], place: Place) -> list[Parsed]:
    """The mentions with the forms of each body joined under one name.

    Joined are: a name with and without the document's own unit (`Cục Thuế`, `Cục Thuế tỉnh`); a composed name cut
    short (`Ban Chỉ đạo cải cách hành chính tỉnh` beside its full title); groups of one family (`các bộ, ngành`
    beside `các bộ, ngành, địa phương`); posts of a body that is itself never named.
    """
    names = Counter(p.organisation.name for p in found)
    rename: dict[str, str] = {}
    units = _own_units(place)
    for name in names:
        for unit in units:
            longer = f"{name} {unit}"
            if longer in names and not name.startswith(("Sở ", "Ủy ban nhân dân cấp")):
                rename[name] = longer
            elif longer in names:
                rename[longer] = name
        for suffix in (" huyện", " trực thuộc trung ương"):
            if f"{name}{suffix}" in names:
                rename[name] = f"{name}{suffix}"
    offices = [n for n in names if n.startswith("các phòng, ban, đơn vị thuộc ")]
    if len(offices) == 1:
        rename |= {
            n: offices[0]
            for n in names
            if n in ("các phòng, ban, đơn vị trực thuộc", "các phòng, ban, đơn vị")
        }
    one_stop = [n for n in names if n.startswith("Bộ phận Một cửa ")]
    if one_stop:
        rename["Bộ phận Một cửa"] = one_stop[0]
    rename |= _fronts(names)
    rename |= _spellings(names)
    rename |= _prefixes(found, names, units)
    rename |= _families(found)
    full: dict[str, Organisation] = {}
    for parsed in found:
        full.setdefault(parsed.organisation.name, parsed.organisation)
    joined = []
    for parsed in found:
        name = parsed.organisation.name
        for _ in range(4):
            if name not in rename or rename[name] == name:
                break
            name = rename[name]
        if name == parsed.organisation.name:
            joined.append(parsed)
            continue
        joined.append(replace(parsed, organisation=replace(full.get(name, parsed.organisation), name=name)))
    return _posts(joined)


def _own_units(place: Place) -> list[str]:
    return [
        u.full for u in dict.fromkeys((place.unit, place.province)) if u is not None and u.name is not None
    ]


def _prefixes(found: Iterable[Parsed], names: Counter[str], units: list[str]) -> dict[str, str]:
    """Composed names that are the beginning of exactly one longer name of the same type."""
    rename: dict[str, str] = {}
    roles: dict[str, set[str]] = {}
    for parsed in found:
        if (
            parsed.role in ("Ban Chỉ đạo", "Hội đồng", "Tổ công tác", "Tổ giúp việc", "Trung tâm")
            and not parsed.organisation.is_group
        ):
            roles.setdefault(parsed.role, set()).add(parsed.organisation.name)
    for held in roles.values():
        stems = {name: _stem(name, units) for name in held}
        for name, stem in stems.items():
            longer = [other for other, s in stems.items() if s != stem and s.startswith(f"{stem} ")]
            same = [other for other, s in stems.items() if s == stem and len(other) > len(name)]
            if len(longer) == 1:
                rename[name] = longer[0]
            elif same:
                rename[name] = max(same, key=len)
    return rename


def _fronts(names: Counter[str]) -> dict[str, str]:
    """The Fatherland Front of one unit under its fullest name."""
    rename: dict[str, str] = {}
    for name in names:
        for short in ("Ủy ban Mặt trận Tổ quốc ", "Mặt trận Tổ quốc Việt Nam "):
            rest = name.removeprefix(short)
            full = f"Ủy ban Mặt trận Tổ quốc Việt Nam {rest}"
            if rest != name and full in names and full != name:
                rename[name] = full
    return rename


def _spellings(names: Counter[str]) -> dict[str, str]:
    """Names that differ only in case, in separators or in the kind of the unit become the most frequent of them."""
    held: dict[str, list[str]] = {}
    for name in names:
        key = " ".join(
            name.replace(",", " ").replace(" - ", " ").replace("-", " ").replace(" và ", " ").lower().split()
        )
        if name.startswith(("Báo ", "Đài ")):
            key = key.replace(" tỉnh ", " ").replace(" thành phố ", " ")
        held.setdefault(key, []).append(name)
    rename: dict[str, str] = {}
    for same in held.values():
        best = max(same, key=lambda n: names[n])
        rename |= {name: best for name in same if name != best}
    return rename


def _stem(name: str, units: list[str]) -> str:
    stem = " ".join(name.replace(",", " ").replace(" - ", " ").lower().split())
    for unit in units:
        stem = stem.removesuffix(f" {unit.lower()}")
    return stem


def _families(found: Iterable[Parsed]) -> dict[str, str]:
    rename: dict[str, str] = {}
    held: dict[str, set[str]] = {}
    for parsed in found:
        if parsed.organisation.is_group and parsed.rule == "group":
            held.setdefault(parsed.role, set()).add(parsed.organisation.name)
    for family, names in held.items():
        if family in names and len(names) > 1:
            rename[family] = max(names - {family}, key=len)
    return rename


def _posts(found: list[Parsed]) -> list[Parsed]:
    """A chairman whose committee the document never names stands for the committee."""
    names = {p.organisation.name for p in found}
    result = []
    for parsed in found:
        body = parsed.organisation.name.removeprefix("Chủ tịch ")
        if parsed.role == "Chủ tịch" and body not in names:
            parsed = replace(parsed, organisation=replace(parsed.organisation, name=body), rule="post")
        result.append(parsed)
    return result
