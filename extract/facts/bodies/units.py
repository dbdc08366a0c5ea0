"""Administrative units: provinces, districts and communes by name, and the unit that a phrase names."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import patterns
from extract.facts.model import Level
from extract.values.text import CAPITALS

_CITY = "thành phố"


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit: its kind (`tỉnh`, `thị xã`), its name without the kind, its level and its province.

    `name` is `None` where a phrase says only the kind and the document does not tell which one is meant.
    """

    kind: str
    name: str | None
    level: Level
    province: str | None = None

    @property
    def full(self) -> str:
        """The kind and the name (`tỉnh Quảng Ngãi`, `Thành phố Hồ Chí Minh`)."""
        if self.name is None:
            return self.kind
        if self.name == "Hồ Chí Minh" and self.kind == _CITY:
            return "Thành phố Hồ Chí Minh"
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Units:
    """What is known of units: `provinces` by lower-case name, `districts` by lower-case name, other spellings."""

    provinces: Mapping[str, Unit]
    districts: Mapping[str, tuple[Unit, ...]]
    longest: int
    """The number of syllables of the longest name."""

    def province(self, name: str | None) -> Unit | None:
        """The province of a name in any case, `None` if there is none."""
        return self.provinces.get(" ".join(name.lower().split())) if name else None

    def district(self, name: str, province: str | None = None, kind: str | None = None) -> Unit | None:
        """The district of a name, of the given province or kind where they are known; `None` where it is not clear."""
        found = self.districts.get(" ".join(name.lower().split()), ())
        held = [u for u in found if kind is None or u.kind == kind]
        own = [u for u in held if u.province == province]
        if own:
            return own[0]
        return held[0] if len(held) == 1 else None

    def city_of(self, province: str | None) -> Unit | None:
        """The city of a province: the one of its own name, else its only one."""
        cities = [
            u for many in self.districts.values() for u in many if u.province == province and u.kind == _CITY
        ]
        named = [u for u in cities if u.name == province]
        return named[0] if named else cities[0] if len(cities) == 1 else None


@functools.cache
def units() -> Units:
    """The units of the pattern file `units.toml`."""
    data = patterns.data("units")
    provinces: dict[str, Unit] = {}
    for entry in data["province"]:
        name = entry["name"]
        provinces[name.lower()] = Unit(entry["kind"], name, "tinh", name)
    for alias, name in data["aliases"].items():
        if name.lower() in provinces:
            provinces[alias.lower()] = provinces[name.lower()]
    districts: dict[str, list[Unit]] = {}
    for province, kinds in data["districts"].items():
        for kind, names in kinds.items():
            for name in names:
                districts.setdefault(name.lower(), []).append(Unit(kind, name, "huyen", province))
    longest = max(len(n.replace("-", " ").split()) for n in (*provinces, *districts))
    return Units(provinces, {k: tuple(v) for k, v in districts.items()}, longest)


@functools.cache
def communes() -> Mapping[str, tuple[Unit, ...]]:
    """The communes, wards and special zones of today by lower-case name; read only when they are asked for."""
    from vietnam_provinces import Province, Ward

    names = {p.code: str(p.name).removeprefix("Thành phố ") for p in Province.iter_all()}
    found: dict[str, list[Unit]] = {}
    for ward in cast(Any, Ward).iter_all():
        kind = str(ward.division_type.value)
        name = re.sub(rf"^{kind}\s+", "", ward.name, flags=re.IGNORECASE)
        found.setdefault(name.lower(), []).append(Unit(kind, name, "xa", names[ward.province_code]))
    return {k: tuple(v) for k, v in found.items()}


KINDS: Mapping[str, tuple[str, Level]] = {
    "tỉnh": ("tỉnh", "tinh"),
    "thành phố": (_CITY, "tinh"),
    "t.phố": (_CITY, "tinh"),
    "tp": (_CITY, "tinh"),
    "huyện": ("huyện", "huyen"),
    "quận": ("quận", "huyen"),
    "thị xã": ("thị xã", "huyen"),
    "tx": ("thị xã", "huyen"),
    "xã": ("xã", "xa"),
    "phường": ("phường", "xa"),
    "thị trấn": ("thị trấn", "xa"),
    "đặc khu": ("đặc khu", "xa"),
}

KIND_WORD = (
    r"(?:[Tt]ỉnh(?!\s+[Ủủ]y\b)|TỈNH(?!\s+ỦY\b)|[Tt]hành\s+[Pp]hố|THÀNH\s+PHỐ|TP\.?|Tp\.?|[Hh]uyện(?!\s+[Ủủ]y\b)|HUYỆN(?!\s+ỦY\b)|[Qq]uận(?!\s+[Ủủ]y\b)|QUẬN(?!\s+ỦY\b)|[Tt]hị\s+xã|Thị\s+Xã|THỊ\s+XÃ|TX\.?"
    r"|[Xx]ã(?!\s+hội)|XÃ(?!\s+HỘI)|[Pp]hường|PHƯỜNG|[Tt]hị\s+[Tt]rấn|THỊ\s+TRẤN|[Đđ]ặc\s+khu|ĐẶC\s+KHU)"
)
_SYLLABLE = rf"[{CAPITALS}](?:[^\W\d_]|')*"
# Behind the word for a kind: `TP.` ends itself, other words end with their last letter.
KIND_END = r"(?:(?<=\.)|(?![^\W\d_]))"
# Only quận and phường are called by a number; `UBND huyện 03 văn bản` counts.
NUMBER_NAME = r"(?:(?<=uận\s)|(?<=UẬN\s)|(?<=hường\s)|(?<=HƯỜNG\s)|(?<=[PQ]\.)|(?<=[PQ]\.\s))[1-9]\d?"
PROPER = rf"{_SYLLABLE}(?:(?:\s-\s|-|\s){_SYLLABLE}){{0,5}}"
UNIT = re.compile(
    rf"\s*(?P<of>,?\s*(?:(?:trực\s+)?thuộc|của)\s+|\s)(?:UBND\s+)?(?P<kind>{KIND_WORD}){KIND_END}(?:(?:\s+|(?<=\.))(?P<name>{PROPER}|{NUMBER_NAME}(?![\d/.,]\d|\s*(?:%|hồ|xã)))\b)?"
)
_NAME_HERE = re.compile(rf"\s(?P<name>{PROPER})")
_WORDS = re.compile(r"[^\s-]+")


def kind_of(word: str) -> tuple[str, Level]:
    """The kind and the level of the word for a kind of unit as printed (`TP.`, `THỊ XÃ`)."""
    return KINDS[" ".join(word.lower().rstrip(".").split())]


def known_prefix(name: str) -> tuple[str, Unit] | None:
    """The longest known province or district that a run of capitalised syllables begins with."""
    gazetteer = units()
    ends = [m.end() for m in _WORDS.finditer(name)][: gazetteer.longest]
    for end in reversed(ends):
        key = " ".join(name[:end].lower().replace("–", "-").split())
        if key in gazetteer.provinces:
            return name[:end], gazetteer.provinces[key]
        if key in gazetteer.districts:
            return name[:end], gazetteer.districts[key][0]
    return None


def province_here(text: str, pos: int) -> tuple[int, Unit] | None:
    """The known province whose name stands right after `pos` (`Báo| Quảng Ngãi`): its end and the unit."""
    match = _NAME_HERE.match(text, pos)
    if not match:
        return None
    found = known_prefix(match["name"])
    if found is None or found[1].level != "tinh":
        return None
    return match.start("name") + len(found[0]), found[1]


def readable(name: str) -> str:
    """A name printed in capitals in readable case (`BA BÍCH` -> `Ba Bích`)."""
    return name.title() if name.isupper() and len(name) > 3 else name
