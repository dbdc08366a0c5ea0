"""What a number counts or measures: the unit that follows it, read from the lists of `patterns/units_of_measure.toml`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any, Literal

import patterns

UnitKind = Literal["percent", "count", "measure", "duration", "unknown"]

_WORD = re.compile(r"[^\W_]+(?:[²³])?")
# `người/xã`, `đồng/năm`, `tỷ đồng/xã, phường`, `ca sinh/1.000 phụ nữ`
_PER = re.compile(r"\s?/\s?(?:(?:10{1,2}(?:\.000){0,2}|1\.000|10\.000|100\.000)\s)?(?!\d)[^\W\d_]+")
_JOIN = re.compile(r"\s?,\s?|\s+và\s+|\s?/\s?|\s+hoặc\s+")
# `05 công chức và chuyên viên cho 02 viên chức`: the noun after "và" belongs to the next number.
_OWN_NUMBER = re.compile(r"\s(?:(?:cho|là|có|với|gồm|đạt|chiếm)\s)?\d")
_TITLE = re.compile(r"(?:Phó|Trưởng|Chánh|Giám|Chủ|Bí|Thứ|Bộ trưởng|[A-ZĐ]{2})")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit at `start:end` of the text.

    `text` is its normal form: as printed, the first letter small where the word is no title and no abbreviation.
    `noun` is the first noun in lower case; `whole` says that the thing counted comes in whole pieces; `known` that
    the unit stands in the lists and is not a guess.
    """

    start: int
    end: int
    text: str
    kind: UnitKind
    noun: str = ""
    whole: bool = False
    known: bool = True
    group: str = ""
    """The group of the lists in which the noun stands."""


@dataclass(frozen=True, slots=True)
class _Lists:
    nouns: dict[str, list[tuple[tuple[str, ...], str]]]
    measures: re.Pattern[str]
    durations: re.Pattern[str]
    scales: re.Pattern[str]
    begins_measure: frozenset[str]
    begins_duration: frozenset[str]
    begins_scale: frozenset[str]
    """The first two characters of each, by which most words are told to be none."""
    anywhere: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    stop: frozenset[str]
    never: frozenset[str]


@functools.cache
def _lists() -> _Lists:
    units: dict[str, Any] = patterns.data("units_of_measure")
    words: dict[str, Any] = patterns.data("figures")["words"]
    scales = [*units["scales"], "tỷ", "tỉ", "triệu"]
    nouns: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for group in units["group"]:
        for noun in group["nouns"]:
            parts = tuple(_WORD.findall(noun.lower()))
            nouns.setdefault(parts[0], []).append((parts, group["name"]))
    for entries in nouns.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return _Lists(
        nouns=nouns,
        measures=re.compile(rf"(?:{patterns.alternation(units['measures'])})(?![\w²³])"),
        durations=re.compile(rf"(?:{patterns.alternation(units['durations'])})(?!\w)"),
        scales=re.compile(
            rf"(?:(?:{patterns.alternation(units['scales'])})\s+){{1,2}}|(?:tỷ|tỉ|triệu)(?!\w)"
        ),
        begins_measure=frozenset(word[:2] for word in units["measures"]),
        begins_duration=frozenset(word[:2] for word in units["durations"]),
        begins_scale=frozenset(word[:2] for word in scales),
        anywhere=frozenset(units["anywhere"]),
        pairs=frozenset((pair["words"][0], pair["words"][1]) for pair in units.get("pair", ())),
        stop=frozenset(words["stop_words"]),
        never=frozenset(words["not_units"]),
    )


def read_unit(view: str, offset: int, limit: int) -> Unit | None:
    """The unit that stands at the offset of the matching view, white space skipped; `None` where none does.

    A word that is in no list is offered as a unit of kind `unknown` where it may be a noun; whether the number
    counts it is for the caller to say.
    """
    lists = _lists()
    start = offset
    while start < limit and start < offset + 3 and view[start] == " ":
        start += 1
    position = start
    begins = view[position : position + 2]
    scale = lists.scales.match(view, position, limit) if begins in lists.begins_scale else None
    if scale:
        position = scale.end()
        begins = view[position : position + 2]
    if (begins in lists.begins_measure or begins[:1] in lists.begins_measure) and (
        unit := _measure(view, start, position, limit, scale is not None)
    ):
        return unit
    found = _noun(view, position, limit)
    if found is not None:
        end, noun, group = found
        end = _coordinate(view, end, limit, group, noun)
        end = _per(view, end, limit)
        return Unit(start, end, _normal(view[start:end]), "count", noun, scale is None, group=group)
    if scale:
        end = scale.start() + len(scale[0].rstrip())
        return Unit(start, end, view[start:end], "measure")
    if begins in lists.begins_duration and (duration := lists.durations.match(view, position, limit)):
        end = _per(view, duration.end(), limit)
        return Unit(start, end, view[start:end], "duration", duration[0], True)
    return _unknown(view, start, limit)


def _measure(view: str, start: int, position: int, limit: int, scaled: bool) -> Unit | None:
    match = _lists().measures.match(view, position, limit)
    if match is None:
        return None
    following = view[match.end() : match.end() + 6].lstrip()
    if match[0] == "đồng" and following.startswith(("chí", "thời", "bộ", "ý", "loạt", "tổ c")):
        return None
    end = _per(view, match.end(), limit)
    return Unit(start, end, view[start:end], "measure", match[0].lower(), match[0] == "đồng" and not scaled)


def _noun(view: str, position: int, limit: int) -> tuple[int, str, str] | None:
    """End, noun and group of the longest count noun at the position."""
    first = _WORD.match(view, position, limit)
    if first is None:
        return None
    entries = _lists().nouns.get(first[0].lower())
    if not entries:
        return None
    words = [first]
    # The entries are sorted, the longest first.
    while len(words) < len(entries[0][0]):
        last = words[-1].end()
        step = 1
        if view[last : last + 2] == ", ":
            step = 2
        elif view[last : last + 1] not in (" ", "-"):
            break
        following = _WORD.match(view, last + step, limit)
        if following is None:
            break
        words.append(following)
    lowered = tuple(word[0].lower() for word in words)
    for parts, group in entries:
        if lowered[: len(parts)] == parts:
            end = words[len(parts) - 1].end()
            if _is_verb(view, end, parts):
                return None
            if "," in view[words[0].end() : end]:
                continue
            return end, " ".join(parts), group
    return None


# Nouns of one syllable that begin a longer word which is none: `số hóa`, `ban hành`, `tổ quốc`, `bản thân`.
_LONGER = {
    "số": ("hóa", "lượng", "liệu", "hiệu", "thứ"),
    "ban": ("hành", "đầu"),
    "bộ": ("máy", "đội"),
    "bản": ("thân", "sắc"),
    "đơn": ("giản", "giá"),
    "nước": ("ngoài", "sạch", "thải", "dưới"),
    "hội": ("nhập", "đồng"),
    "nhà": ("nước",),
    "tổ": ("chức", "quốc"),
    "sở": ("hữu", "tại"),
    "ca": ("nô",),
    "vụ": ("mùa", "đông", "hè"),
    "luật": ("pháp",),
    "tin": ("học", "cậy"),
    "con": ("người", "đường", "số"),
    "đơn vị": ("tính",),
    "cầu": ("nối",),
    "khu": ("vực",),
    "người": ("đứng",),
    "dân": ("cư", "chủ", "tộc", "vận", "số"),
    "kết quả": ("đạt",),
}


def _is_verb(view: str, end: int, parts: tuple[str, ...]) -> bool:
    following = _LONGER.get(" ".join(parts))
    return bool(following) and view[end : end + 8].lower().lstrip().startswith(following or ())


def _coordinate(view: str, end: int, limit: int, group: str, noun: str) -> int:
    """Where the coordinated nouns of one group end: `xã, phường, thị trấn`."""
    for _ in range(5):
        join = _JOIN.match(view, end, limit)
        if join is None:
            beside = _noun(view, end + 1, limit) if view[end : end + 1] == " " else None
            if beside is None or not any(
                noun.endswith(a) and beside[1].startswith(b) for a, b in _lists().pairs
            ):
                return end
            end, noun = beside[0], beside[1]
            continue
        following = _noun(view, join.end(), limit)
        if following is None or (following[2] != group and following[1] not in _lists().anywhere):
            return end
        if following[1] == noun:
            # `388 hồ sơ, hồ sơ chậm nhất …`: the noun again opens the next clause.
            return end
        named = view[join.end()].isupper() and view[join.end() + 1 : join.end() + 2].islower()
        if ("và" in join[0] and _OWN_NUMBER.match(view, following[0], limit)) or (
            named and view[end - 1].islower()
        ):
            return end
        end, noun = following[0], following[1]
    return end


def _per(view: str, end: int, limit: int) -> int:
    match = _PER.match(view, end, limit) if "/" in view[end : end + 2] else None
    if match is None:
        return end
    following = _noun(
        view, match.start() + len(match[0]) - len(match[0].split("/")[-1].strip().split()[-1]), limit
    )
    if following is not None:
        return _coordinate(view, following[0], limit, following[2], following[1])
    return match.end()


def _unknown(view: str, start: int, limit: int) -> Unit | None:
    first = _WORD.match(view, start, limit)
    if first is None or len(first[0]) < 2 or not first[0].islower() or not first[0].isalpha():
        return None
    lists = _lists()
    if first[0] in lists.stop or first[0] in lists.never:
        return None
    second = _WORD.match(view, first.end() + 1, limit) if view[first.end() : first.end() + 1] == " " else None
    end = first.end()
    if second is not None and second[0].islower() and second[0] not in lists.stop and len(second[0]) > 1:
        end = second.end()
    return Unit(start, end, view[start:end], "unknown", first[0], True, False)


def _normal(text: str) -> str:
    text = " ".join(text.split())
    if _TITLE.match(text):
        return text
    return text[:1].lower() + text[1:]
