"""The full official names that printed names stand for: posts resolved, abbreviations and elliptic lists expanded."""

from __future__ import annotations

import re

from extract.facts.directive_words import DirectiveWords, directive_words
from extract.facts.model import Owner
from extract.facts.organisations import Bodies
from extract.values.text import CAPITALS, fold, squeeze

_TRAILING = re.compile(
    r"(?:\s*[,;:.\-*/]|\s+(?:và|cùng|với|để|đã|sẽ|đang|còn|này|nêu\s+trên|nói\s+trên|tại|trong\s+việc))+\s*$"
)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)?")
_APPOSITION = re.compile(
    r"\s+-\s+(?:[Cc]ơ\s+quan|[Đđ]ơn\s+vị|[Tt]rưởng\s+[Bb]an|[Pp]hó\s+[Tt]rưởng)\s.*$|,?\s+là\s+(?:cơ\s+quan|đơn\s+vị).*$|,?\s+(?:nhất\s+là|đặc\s+biệt\s+là|trước\s+hết\s+là|trong\s+đó)\s.*$"
)
ELLIPTIC = re.compile(
    r"(?:[Cc]ác\s+)?(?P<head>Sở|Vụ|Phòng|Bộ|Tập\s+đoàn|Cục|Ban|Hội|Tổng\s+công\s+ty|Công\s+ty|Chi\s+cục|Viện|Trường|Huyện|Xã|sở|vụ|phòng|bộ|tập\s+đoàn|cục|ban|hội|tổng\s+công\s+ty|công\s+ty|chi\s+cục|viện)(?:\s*,\s*(?:ban\s*,?\s*)?(?:ngành|cơ\s+quan|đơn\s+vị|ban))?\s*:\s*"
)
BRANCHES = re.compile(
    r"[Cc]ác\s+(?P<head>Sở\s+[^:;,]{2,60}?|Công\s+an|Cục\s+[^:;,]{2,40}?)\s*:\s*(?=[" + CAPITALS + "])"
)
UNITS = re.compile(
    r"(?P<head>(?:Ủy\s+ban\s+nhân\s+dân|UBND|Sở\s+[^:;,]{2,50}?|Công\s+an|HĐND|Tỉnh\s+ủy)?)\s*(?P<all>[Cc]ác\s+)?"
    r"(?P<unit>tỉnh,\s+thành\s+phố|thành\s+phố,\s+tỉnh|tỉnh|thành\s+phố|huyện|xã,\s+phường|phường,\s+xã|xã|phường|địa\s+phương)"
    r"(?(all)(?:\s*:\s*|\s+(?=[A-ZĐ]))|(?!))",
)
_COMMITTEE_OF = re.compile(r"Ủy ban nhân dân (?:tỉnh|[Tt]hành phố) (.+)")
_COMMITTEE = re.compile(r"(?:tỉnh|thành|huyện|thị|đảng)\s+ủy$", re.IGNORECASE)
GROUP_START = re.compile(r"(?<!\w)(?:các|từng|mỗi|những|mọi)\s", re.IGNORECASE)
_PEOPLES_COMMITTEE = re.compile(r"\bUBND\b")
_KIND_WORD = re.compile(r"(?<=\s)(?:Sở|Bộ|Ban|Ngành|Phòng)(?=,|$|\s+(?:ngành|ban|liên|có|và)\b)")
_COUNCIL = re.compile(r"\bHĐND\b")
_GENERIC = re.compile(
    rf"(?:sở|ban|ngành|bộ|phòng|cơ\s+quan|đơn\s+vị|doanh\s+nghiệp|tổ\s+chức|địa\s+phương|các)(?!\s+[{CAPITALS}])(?!\w)"
)
_POST_OF_NOBODY = re.compile(
    r"(?:các\s+)?(?:đồng\s+chí\s+)?Bộ\s+trưởng\s*,?\s*(?:Thủ\s+trưởng\s+(?:các\s+)?)?", re.IGNORECASE
)


class Namer:
    """Names bodies in one document."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self.words: DirectiveWords = directive_words()

    def names(self, phrase: str) -> list[str]:
        """The full official names that one printed name stands for."""
        phrase = squeeze(phrase)
        phrase = _APPOSITION.sub("", _TRAILING.sub("", phrase))
        bare = _PARENTHESIS.sub("", phrase)
        if bare.strip():
            phrase = bare
        phrase = _TRAILING.sub("", phrase).strip(" \"'“”*")
        if not phrase:
            return []
        if ":" in phrase:
            phrase = self.without_post(phrase)
        units = UNITS.match(phrase)
        if units and phrase[units.end() :]:
            return self._units(units, phrase[units.end() :])
        branches = BRANCHES.match(phrase)
        if branches:
            parts = split_fields(phrase[branches.end() :].replace(";", ","))
            places = [self.bodies.resolve(part) for part in parts]
            if parts and all(places):
                return [f"{squeeze(branches['head'])} {place}" for place in places]
        elliptic = ELLIPTIC.match(phrase)
        if elliptic:
            head = squeeze(elliptic["head"])
            head = head[0].upper() + head[1:]
            return self._fields(head, phrase[elliptic.end() :])
        return [self._name(phrase)]

    def _fields(self, head: str, listed: str) -> list[str]:
        """The bodies of an elliptic list; a comma may stand inside a name that the register knows."""
        parts = split_fields(listed)
        names: list[str] = []
        i = 0
        while i < len(parts):
            if self.words.strong_actor.match(parts[i]):
                names.append(self._name(parts[i]))
                i += 1
                continue
            for j in range(min(len(parts), i + 3), i, -1):
                part = ", ".join(parts[i:j])
                known = self.bodies.resolve(f"{head} {part}")
                whole = known is not None and fold(known).replace(",", "").endswith(
                    fold(part).replace(",", "")
                )
                if whole or j == i + 1:
                    names.append(known if whole and known else self._name(f"{head} {part}"))
                    i = j
                    break
        return names

    def _units(self, units: re.Match[str], rest: str) -> list[str]:
        head = squeeze(units["head"])
        kind = "tỉnh" if units["unit"].startswith(("tỉnh", "thành", "địa")) else units["unit"].split(",")[0]
        names = []
        for part in split_fields(rest.replace(";", ",")):
            own = self.bodies.resolve(part) if kind == "tỉnh" else None
            place = own or f"{kind} {part}"
            names.append(self._name(f"{head} {place}".strip()))
        return names

    def _name(self, phrase: str) -> str:
        """One name, the post resolved to its body, abbreviations expanded, the place added."""
        plain = self.without_post(phrase)
        resolved = self.bodies.resolve(plain)
        name = _COUNCIL.sub("Hội đồng nhân dân", _PEOPLES_COMMITTEE.sub("Ủy ban nhân dân", plain))
        several = GROUP_START.match(plain) is not None or (resolved is not None and " các " in resolved)
        if resolved is not None and (
            not several
            or set(re.sub(r"\W", " ", fold(name)).split()) <= set(re.sub(r"\W", " ", fold(resolved)).split())
            or "," not in name
        ):
            return resolved
        if several:
            name = _KIND_WORD.sub(lambda m: m.group().lower(), name)
        if (
            GROUP_START.match(name)
            or (
                self.words.actor.match(name)
                and name.split()[0]
                in {"Cơ", "Đơn", "Cán", "Công", "Doanh", "Chủ", "Nhà", "Người", "Giáo", "Nhân"}
                and not resolved
            )
            or (not resolved and self.words.counted.match(name))
        ):
            name = name[0].lower() + name[1:]
        return name

    def without_post(self, phrase: str) -> str:
        """`Giám đốc Sở X` is Sở X, `Thủ trưởng các ban` are các ban; a post of nothing stays."""
        ministers = _POST_OF_NOBODY.match(phrase)
        if ministers and not re.match(r"Bộ\s", phrase[ministers.end() :]):
            rest = re.sub(
                r"^(?:các\s+)?[Bb]ộ\s*,\s*(?:Thủ\s+trưởng\s+)?", "", phrase[ministers.end() :].strip(" ,")
            )
            return "các bộ" if fold(rest) in ("", "cac bo") else f"các bộ, {rest}"
        post = self.words.post.match(phrase)
        if not post or post.end() == len(phrase):
            return phrase
        rest = phrase[post.end() :].strip()
        while (again := self.words.post.match(rest)) and again.end() < len(rest):
            rest = rest[again.end() :].strip()
        if not rest:
            return phrase
        if _GENERIC.match(rest) and not rest.startswith("các"):
            return f"các {rest}"
        return rest[0].upper() + rest[1:] if re.match(r"(?:phòng|ban|vụ|cục|sở)\s+[A-ZĐ]", rest) else rest

    def distribute(self, names: list[str]) -> list[str]:
        """`Bí thư tỉnh ủy và Chủ tịch UBND các tỉnh: A, B` addresses the Party committee of each as well."""
        places = [p[1] for name in names if (p := _COMMITTEE_OF.match(name))]
        spread: list[str] = []
        for name in names:
            spread += (
                [f"{name.capitalize()} {place}" for place in places] if _COMMITTEE.fullmatch(name) else [name]
            )
        return spread


def split_fields(phrase: str) -> list[str]:
    """The parts of an elliptic list: at semicolons where there are any, else at commas and the last `và` before a capital."""
    phrase = _TRAILING.sub("", phrase)
    mark = ";" if ";" in phrase else ","
    parts = [p.strip() for p in phrase.split(mark) if p.strip()]
    if not parts:
        return []
    if mark == ",":
        last = re.split(r"\s+và\s+(?=[" + CAPITALS + r"])", parts[-1])
        parts = parts[:-1] + last
    return [re.sub(r"^(?:và|cùng)\s+", "", _TRAILING.sub("", p)) for p in parts]


def merge_groups(names: list[str]) -> list[str]:
    """`các sở` and `các ban, ngành tỉnh` in a row are one group, as offices print it: `các sở, ban, ngành tỉnh`."""
    merged: list[str] = []
    for name in names:
        if not name:
            continue
        if (
            merged
            and re.fullmatch(r"(?:các\s+)?sở", merged[-1], re.IGNORECASE)
            and re.match(r"(?:các\s+)?(?:ban|ngành)\b", name)
        ):
            merged[-1] = "các sở, " + re.sub(r"^các\s+", "", name)
            continue
        if name not in merged:
            merged.append(name)
    return merged


def make_owners(names: list[str], rule: str, confidence: float) -> tuple[Owner, ...]:
    """Owners of one confidence; a group that is only described is less sure than a named body."""
    return tuple(
        Owner(
            name=name, confidence=round(confidence - (0.1 if GROUP_START.match(name) else 0.0), 2), rule=rule
        )
        for name in dict.fromkeys(names)
    )
