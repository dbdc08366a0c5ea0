"""The issuing body and its parent from the lines of a letterhead.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the parent stands above the issuer; a long name goes over several lines, and the
name of an administrative unit stands on a line of its own under the body that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.structure.casing import Readable
from extract.structure.lines import is_caps, words
from extract.values.text import fold
from patterns import alternation

_PLACE_LESS = re.compile(
    r"(?:NHÂN DÂN|UBND|HĐND|BAN CHỈ ĐẠO|MẶT TRẬN TỔ QUỐC(?: VIỆT NAM)?|\bVÀ|,|CỦA|CHỦ TỊCH)\s*$"
)
_UNIT_NAME = re.compile(
    r"\b(TỈNH(?! ỦY)|THÀNH PHỐ|TP\.?|HUYỆN(?! ỦY)|QUẬN(?! ỦY)|THỊ XÃ|XÃ(?! HỘI)|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+(\w[\w.'-]*(?:\s+\w[\w.'-]*){0,4})"
)
_NAMED_AFTER = re.compile(
    r"^((?:TỈNH|THÀNH|HUYỆN|THỊ|QUẬN) ỦY|TRƯỜNG (?:THPT|THCS|TRUNG HỌC PHỔ THÔNG|TRUNG HỌC CƠ SỞ|TIỂU HỌC|MẦM NON)(?: CHUYÊN)?|BỆNH VIỆN ĐA KHOA(?: KHU VỰC)?)\s+"
    r"(?!(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|THỊ|XÃ|PHƯỜNG|ĐẶC KHU|KHU|CHUYÊN)\b)(\w[\w.'-]*(?:\s+\w[\w.'-]*){0,4})$"
)
"""Bodies called by a name that stands right behind their kind."""
_DECORATION = re.compile(r"^[\s\-_=*.~|,;:'\"„“”`^ˆ]+|[\s\-_=*~|]+$")
_DOTS = re.compile(r"(?:\s?[.…]){3,}")
_GLUED = re.compile(
    r"^((?:UBND|HĐND|ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)\s+(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)"
    r"(?:\s+\S+){1,4}?)\s+((?:SỞ|VĂN PHÒNG|PHÒNG|BAN|TRUNG TÂM|CHI CỤC|THANH TRA)\s.+|VĂN PHÒNG)$"
)
_MINISTRY = re.compile(r"^(?:Bộ|Sở|Phòng|Vụ|Cục|Tổng cục|Chi cục|Ban|Thanh tra)\b", re.IGNORECASE)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words('letterhead', 'heads'))})(?![^\W\d_])")


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words('letterhead', 'units'))})(?![^\W\d_])")


@cache
def _marks() -> frozenset[str]:
    return frozenset(words("letterhead", "marks"))


def is_mark(text: str) -> bool:
    """Whether a line is a mark of urgency, secrecy or draft (`HỎA TỐC`, `DỰ THẢO`)."""
    return re.sub(r"[^a-z0-9 ]", "", fold(text)).strip() in _marks()


def opens_body(text: str) -> bool:
    """Whether a line begins like the name of a body (`SỞ NỘI VỤ`), in any case."""
    return _heads().match(text.upper()) is not None


def read_issuer(lines: Sequence[str], readable: Readable) -> tuple[str | None, str | None]:
    """The issuer and its parent in readable case, each `None` where not printed."""
    bodies: list[str] = []
    for raw in lines:
        line = re.sub(r"\s+", " ", _DECORATION.sub("", _DOTS.sub(" ", raw))).strip()
        if not line or is_mark(line):
            continue
        glued = _GLUED.match(line)
        if glued and not bodies:
            bodies += [glued[1], glued[2]]
            continue
        upper = line.upper()
        carries_on = bool(bodies) and (
            (_units().match(upper) is not None and _UNIT_NAME.search(bodies[-1].upper()) is None)
            or _PLACE_LESS.search(bodies[-1].upper()) is not None
            or _heads().match(upper) is None
        )
        if carries_on:
            bodies[-1] = f"{bodies[-1]} {line}"
        elif bodies or opens_body(line) or is_caps(line):
            bodies.append(line)
    if not bodies:
        return None, None
    named = [body_name(b, readable) for b in bodies]
    return named[-1], " / ".join(named[:-1]) or None


def body_name(text: str, readable: Readable) -> str:
    """The name of a body in readable case: `UBND tỉnh Quảng Ngãi`, `Sở Khoa học và Công nghệ`."""
    if not is_caps(text):
        return text
    spans = [(m.start(1), m.start(2), m.end(2)) for p in (_UNIT_NAME, _NAMED_AFTER) for m in p.finditer(text)]
    cased = readable.words(text)
    if len(cased) != len(text):
        return readable.sentence(text)
    for kind, start, end in spans:
        unit = cased[kind:start] if not is_caps(cased[kind:start]) else text[kind:start].lower()
        cased = cased[:kind] + unit + _titled(text[start:end]) + cased[end:]
    head = re.match(r"\w+", cased)
    if head and not head.group().isupper():
        cased = cased[0].upper() + cased[1:]
    if _MINISTRY.match(cased):
        cased = _field(cased)
    return cased


def _titled(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), name)


def _field(name: str) -> str:
    """A ministry or department has a capital on each part of its field: `Sở Văn hóa, Thể thao và Du lịch`."""

    def capital(match: re.Match[str]) -> str:
        return match[1] + match[2].upper()

    name = re.sub(r"^((?:Tổng cục|Chi cục|Thanh tra|\w+)\s)(\w)", capital, name)
    if re.match(r"(?:Bộ|Sở)\b", name):
        name = re.sub(r"(,\s+|\s-\s|\svà\s)(\w)", capital, name)
    return name
