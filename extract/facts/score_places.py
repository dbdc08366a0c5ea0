"""The provinces and districts that a text names without their kind: `Hải Phòng`, `Tam Kỳ`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import patterns
from extract.values.text import CAPITALS

# Wards of the former city of Đà Lạt bear its name: `phường Cam Ly - Đà Lạt`.
NAME = rf"(?:[{CAPITALS}]\w*|\d{{1,2}})(?:\s+[{CAPITALS}]\w*){{0,3}}(?:\s+-\s+Đà\s+Lạt)?"
# What a place is called for what it is known for.
_EPITHETS = {"Thủ đô": "Hà Nội", "thủ đô": "Hà Nội", "Đất mỏ": "Quảng Ninh", "đất mỏ": "Quảng Ninh", "Đất Tổ": "Phú Thọ", "xứ Thanh": "Thanh Hóa", "xứ Lạng": "Lạng Sơn", "xứ Nghệ": "Nghệ An", "xứ Dừa": "Bến Tre", "Đất Sen hồng": "Đồng Tháp", "đất Sen hồng": "Đồng Tháp", "cố đô Huế": "Thừa Thiên Huế"}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """`kinded` finds places with their kind, `bare` provinces without; `official` maps names of provinces to full ones."""

    kinded: re.Pattern[str]
    bare: re.Pattern[str]
    official: dict[str, str]


@dataclass(frozen=True)
class Districts:
    """The districts of the provinces that a text is about: a pattern of their names, and the full name of each."""

    pattern: re.Pattern[str]
    official: dict[str, str]


@functools.cache
def places() -> Places:
    """The places of the gazetteer."""
    content = patterns.data("units")
    official: dict[str, str] = {}
    for entry in content["province"]:
        kind = "Thành phố" if entry["name"] == "Hồ Chí Minh" else entry["kind"]
        official.setdefault(entry["name"], f"{kind} {entry['name']}")
    for alias, name in content["aliases"].items():
        if name in official:
            official.setdefault(alias, official[name])
    for alias, name in _EPITHETS.items():
        official.setdefault(alias, official[name])
    names = patterns.alternation(list(official))
    kinded = re.compile(
        rf"(?<!\w)(?<!cấp )(?<!cấp  )(?:(?P<ubnd>UBND|Ủy\s+ban\s+nhân\s+dân)\s+)?(?:(?P<kind>[Tt]ỉnh|[Tt]hành\s+phố|T[Pp]\.?|[Hh]uyện|[Qq]uận|[Tt]hị\s+xã|T[Xx]\.|[Xx]ã|[Pp]hường|[Tt]hị\s+trấn|[Đđ]ặc\s+khu)\s*)"
        rf"(?P<name>(?:{names})(?!\w)|(?!(?:PAPI|PCI|PGI|PAR|SIPAS|DDCI|DTI|PII|CCHC|TTHC)(?!\w)){NAME})"
    )
    bare = re.compile(
        rf"(?<![\w-])(?<!Báo )(?<!Đài )(?<!sông )(?<!cảng )(?<!học )(?<!trường )(?:{names})(?!\w)"
    )
    return Places(kinded, bare, official)


def districts_of(view: str, province: str | None) -> Districts | None:
    """The districts of the province of a document, or of those that its first lines name; `None` where it is about none."""
    found = [province] if province else []
    if not found:
        known = places()
        counts: dict[str, int] = {}
        for match in known.bare.finditer(view, 0, 4000):
            full = known.official.get(match[0])
            name = full.split(" ", 2 if full.lower().startswith("thành phố") else 1)[-1] if full else ""
            counts[name] = counts.get(name, 0) + 1
        found = sorted(counts, key=lambda n: -counts[n])[:2]
    return _districts(tuple(found)) if found else None


@functools.lru_cache(maxsize=128)
def _districts(provinces: tuple[str, ...]) -> Districts | None:
    content = patterns.data("units")["districts"]
    official: dict[str, str] = {}
    for province in provinces:
        for kind, names in content.get(province, {}).items():
            for name in names:
                if name not in places().official and not name[0].isdigit():
                    official.setdefault(name, f"{kind} {name}")
    if not official:
        return None
    names = patterns.alternation(list(official))
    # Neither the end nor the beginning of a longer name: `Trần Tam Kỳ`, `Hội An Bình`.
    return Districts(re.compile(rf"(?<![\w-])(?:{names})(?!\w)(?!\s+[{CAPITALS}][^\W\d_])"), official)
