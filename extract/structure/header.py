"""The letterhead, the title and the addressees at the head of a document.

Layout after Nghị định 30/2020/NĐ-CP, Phụ lục I: issuer left and motto right, number and symbol left, place and date
right; then the type and the subject (trích yếu), or for a dispatch `V/v …` under the number and `Kính gửi`. The two
columns come in either order, cells may be split or run together, and any piece may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from extract.structure.casing import Readable
from extract.structure.dateline import find_date, find_date_in
from extract.structure.headline import read_headline
from extract.structure.issuer import is_mark, opens_body, read_issuer
from extract.structure.labels import read_label
from extract.structure.lines import Line, expression, is_caps, word_count, words
from extract.structure.model import Header
from extract.structure.types import readable_type, type_alone, type_line, type_of_symbol, type_seen
from extract.values.text import fold

_NUMBER = expression("letterhead", "number")
_BARE_NUMBER = expression("letterhead", "bare_number")
_SCAN_NUMBER = expression("letterhead", "scan_number")
_ABOUT = expression("letterhead", "about")
_ADDRESSEES = expression("letterhead", "addressees")
_OPENING = expression("letterhead", "opening")
_CARRYING_OUT = expression("letterhead", "carrying_out")
# `…, Sở Nội vụ báo cáo kết quả như sau:`
_SENTENCE = expression("letterhead", "sentence")
_ATTACHED = expression("letterhead", "attached")
_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN|THỦ TƯỚNG|BỘ TRƯỞNG|HỘI ĐỒNG|GIÁM ĐỐC|CHÁNH|TỔNG|CHÍNH PHỦ|QUỐC HỘI|CỤC TRƯỞNG|HIỆU TRƯỞNG|TRƯỞNG|UBND|THỐNG ĐỐC|BAN|VIỆN TRƯỞNG)\b"
)
_MOTTO = tuple(re.sub(r"[^a-z]", "", m) for m in words("letterhead", "motto"))
_MOTTO_START = re.compile(r"CỘNG\s+H[ÒO]\w*\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|Cộng\s+hòa\s+xã\s+hội\s+chủ")
_MOTTO_HINT = re.compile(r"^\W*(?:C[ỘO]NG\s|Đ[ỘO]C\s|ĐẢNG\s|CHỦ\s+NGHĨA\s)", re.IGNORECASE)
_WHOLE_MOTTO = 0.7
"""How alike a line read from an image and a motto must be."""
_LEAST_LETTERS = 4
_SURE, _SURE_APART = 0.75, 0.9
"""How surely digits in an image must be read to be printed ones: in one word with the symbol, apart from it."""
_SEARCHED = 60
_MENU, _MENU_WORDS, _SENTENCE_WORDS, _ABOVE = 80, 90, 12, 5


@dataclass(slots=True)
class Head:
    """The fields of the head and where its zones end, as indices of paragraphs.

    `letterhead`, `title` and `addressees` are the indices after the last paragraph of each zone; the body begins at
    `addressees`. `formal` says that there is a letterhead or a title at all.
    """

    header: Header = field(default_factory=Header)
    letterhead: int = 0
    title: int = 0
    addressees: int = 0
    formal: bool = False


@dataclass(slots=True)
class _Fields:
    number: int | None = None
    symbol: str | None = None
    doc_type: str | None = None
    place: str | None = None
    issued_on: str | None = None
    issuer: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    numbered: bool = False
    motto: bool = False


def is_motto(text: str) -> bool:
    """Whether a line is part of the state's or the Party's name and motto."""
    if len(text) > 120 or not _MOTTO_HINT.search(text):
        return False
    folded = re.sub(r"[^a-z]", "", fold(text))
    return any(folded == m or (folded.startswith(m) and len(folded) < len(m) + 34) for m in _MOTTO)


def read_head(lines: Sequence[Line], readable: Readable) -> Head:
    """The head of a document; what a portal prints above the letterhead counts as part of it."""
    above = _portal_lines(lines)
    head = _read_head(lines[above:] if above else lines, readable)
    if above:
        head.letterhead += above
        head.title += above
        head.addressees += above
    return head


def _portal_lines(lines: Sequence[Line]) -> int:
    """How many short paragraphs (menus, breadcrumbs) stand above the letterhead."""
    for i, line in enumerate(lines[:_MENU]):
        if (
            line.table
            or word_count(line.text) > _MENU_WORDS
            or line.text.endswith("./.")
            or type_line().match(line.text)
        ):
            return 0
        number = _NUMBER.match(line.text)
        if is_motto(line.text) or (number and number["symbol"]):
            first = i
            while first and i - first < _ABOVE and _may_stand_above(lines[first - 1]):
                first -= 1
            return 0 if all(other.blank or is_caps(other.text) for other in lines[:first]) else first
    return 0


def _may_stand_above(line: Line) -> bool:
    """Whether a line above a motto may be of the letterhead: a body in capitals, in an image its number or a speck."""
    if line.blank or is_caps(line.text):
        return True
    return line.scan and (_is_speck(line.text) or _SCAN_NUMBER.match(line.text) is not None)


def _read_head(lines: Sequence[Line], readable: Readable) -> Head:
    found = _Fields()
    end = _letterhead(lines, found)
    formal = found.numbered or found.motto or found.issued_on is not None
    start = end
    if end < len(lines):
        first = lines[end].text
        typed = type_line().match(first) or (
            type_alone().match(first) if formal or lines[end].strong else None
        )
        seen = type_seen(first) if lines[end].scan else None
        if typed:
            found.doc_type = readable_type(typed["type"])
            end = _subject(lines, end, typed.end(), found)
            formal = True
        elif seen:
            found.doc_type = seen
            end = _subject(lines, end, len(first), found)
            formal = True
        elif _ADDRESSEES.match(first) and not first.endswith("."):
            formal = True
    if not formal:
        header, title = read_headline(lines, readable)
        return Head(header, 0, title, title)
    addressed = _addressees(lines, end)
    if found.doc_type is None:
        by_symbol = type_of_symbol(found.symbol) if found.symbol else None
        found.doc_type = by_symbol or ("Công văn" if found.about or addressed > end else None)
    issuer, parent = read_issuer(found.issuer, readable)
    return Head(
        Header(
            number=found.number,
            symbol=found.symbol,
            doc_type=found.doc_type,
            issuer=issuer,
            parent=parent,
            place=found.place,
            issued_on=found.issued_on,
            subject=_join(found.subject or found.about, readable),
        ),
        start,
        end,
        addressed,
        True,
    )


def letterhead_after(lines: Sequence[Line], start: int, limit: int = 14) -> tuple[range, _Fields]:
    """The letterhead that may stand over an appendix: its paragraphs, empty where there is none."""
    found = _Fields()
    part = lines[start : start + limit]
    if not any(is_motto(line.text) for line in part[:8] if not line.table):
        return range(start, start), found
    end = _letterhead(part, found)
    return range(start, start + end), found


def _letterhead(lines: Sequence[Line], found: _Fields) -> int:
    """Reads the letterhead; returns the index of the first paragraph after it."""
    last = 0
    for i, line in enumerate(lines[:_SEARCHED]):
        if line.table:
            break
        text = line.text
        if line.blank or not text:
            continue
        motto = _MOTTO_START.search(text)
        number = _NUMBER.match(text) or _BARE_NUMBER.match(text)
        if number is None and line.scan:
            number = _SCAN_NUMBER.match(text)
        if motto and motto.start() > 3 and is_caps(text[: motto.start()]):
            found.issuer.append(text[: motto.start()])
            found.motto = True
        elif is_motto(text) or (line.scan and _may_be_motto(text)):
            found.motto = True
        elif (
            _ADDRESSEES.match(text)
            or type_line().match(text)
            or (type_alone().match(text) and last)
            or (line.scan and type_seen(text))
        ):
            if _heading_type(text) and not found.numbered and not found.motto and not _followed(lines, i):
                break
            return i
        elif number and not found.numbered:
            _take_number(number, line, found)
        elif (dated := find_date(line)) and (found.issued_on is None):
            found.place, found.issued_on = dated
        elif about := _ABOUT.match(text):
            found.about.append(text[about.end() :])
        elif found.about and last == i - 1 and text[:1].islower():
            found.about.append(text)
        elif _OPENING.match(text) or read_label(line) is not None:
            break
        elif is_mark(text) or (line.scan and _is_speck(text)):
            pass
        elif (is_caps(text) and word_count(text) <= 25) or (
            not found.numbered and word_count(text) <= 12 and opens_body(text) and _near_head(lines, i)
        ):
            if not found.numbered:
                found.issuer.append(text)
        elif last and (found.numbered or found.motto) and word_count(text) <= 4:
            pass
        else:
            break
        last = i + 1
    if not (found.numbered or found.motto or found.issued_on):
        return 0
    return last


def _heading_type(text: str) -> bool:
    return not _ADDRESSEES.match(text)


def _followed(lines: Sequence[Line], i: int) -> bool:
    """Whether a title without a letterhead above it is one: all in capitals, with text below."""
    return is_caps(lines[i].text) and i + 1 < len(lines)


def _near_head(lines: Sequence[Line], i: int) -> bool:
    """Whether a motto, number or date stands within the next paragraphs."""
    return any(
        is_motto(line.text) or _NUMBER.match(line.text) or find_date(line)
        for line in lines[i + 1 : i + 5]
        if not line.table
    )


def _may_be_motto(text: str) -> bool:
    """Whether a line of an image is a motto some letters of which were lost."""
    if len(text) > 60:
        return False
    folded = re.sub(r"[^a-z]", "", fold(text))
    return any(SequenceMatcher(None, folded, m, autojunk=False).ratio() >= _WHOLE_MOTTO for m in _MOTTO[:4])


def _is_speck(text: str) -> bool:
    """Whether a line of an image holds no word: a speck, a stroke of a pen."""
    return sum(map(str.isalnum, text)) < _LEAST_LETTERS and not opens_body(text)


def _take_number(match: re.Match[str], line: Line, found: _Fields) -> None:
    text = line.text
    found.numbered = True
    if match["number"]:
        # A number filled in by hand stands apart from its symbol, and is read from an image as any digits.
        apart = text[match.end("number") : match.end("number") + 1] not in ("/", "-")
        if line.surely(*match.span("number")) >= (_SURE_APART if apart else _SURE):
            found.number = int(match["number"])
    if match["symbol"]:
        symbol = re.sub(r"\s", "", match["symbol"]).rstrip(".-/&")
        found.symbol = f"{match['year']}/{symbol}" if match["year"] else symbol
    rest = text[match.end() :].strip(" ,;.*|")
    if not rest:
        return
    about = _ABOUT.search(rest)
    if about:
        found.about.append(rest[about.end() :])
        rest = rest[: about.start()]
    at = match.end() + text[match.end() :].find(rest)
    if found.issued_on is None and (dated := find_date_in(line, at, at + len(rest))):
        found.place, found.issued_on = dated


def _subject(lines: Sequence[Line], at: int, cut: int, found: _Fields) -> int:
    """Reads the subject below (or after) the type; returns the index of the first paragraph after the title."""
    rest = lines[at].text[cut:].strip(" :.-*")
    if rest:
        found.subject.append(rest)
    end = at + 1
    for i in range(at + 1, min(at + 12, len(lines))):
        line = lines[i]
        text = line.text
        if line.table:
            break
        if line.blank:
            end = i + 1
            continue
        if (number := _NUMBER.match(text)) and not found.numbered:
            _take_number(number, line, found)
        elif (dated := find_date(line)) and found.issued_on is None:
            found.place, found.issued_on = dated
        elif _ATTACHED.match(text):
            pass
        elif not _is_subject(lines, i, found.subject):
            break
        elif found.subject and is_caps(text) and _AUTHORITY.match(text) and not text.endswith(":"):
            if _last_caps(lines, i):
                end = i + 1
                break
            found.subject.append(text)
        else:
            found.subject.append(text)
        end = i + 1
    return end


def _last_caps(lines: Sequence[Line], i: int) -> bool:
    """Whether no more of the title follows: the line names the authority that decides."""
    for line in lines[i + 1 : i + 4]:
        if line.blank:
            continue
        return line.table or not is_caps(line.text) or _OPENING.match(line.text) is not None
    return True


def _is_subject(lines: Sequence[Line], i: int, subject: Sequence[str]) -> bool:
    line = lines[i]
    text = line.text
    if _ADDRESSEES.match(text) or text.endswith((";", "./.")) or word_count(text) > 120:
        return False
    caps = is_caps(text)
    if caps:
        return (
            not re.match(r"QUYẾT (?:ĐỊNH|NGHỊ)\s*:?$", text)
            and (not subject or not text.endswith(":"))
            and (read_label(line) is None or not subject)
        )
    if read_label(line) is not None or text.endswith(":"):
        return False
    if not subject:
        return not _OPENING.match(text) or (line.strong and not text.endswith(".")) or _carries_out(lines, i)
    if text.endswith(".") or _OPENING.match(text) or word_count(text) > 60:
        return False
    if is_caps(subject[-1]) and len(subject[-1]) > 3:
        return False
    return text[:1].islower() or (line.strong and lines[i - 1].strong)


def _carries_out(lines: Sequence[Line], i: int) -> bool:
    """Whether a line under the type says what the document carries out (`Thực hiện Nghị quyết số …`) before the text opens.

    The text may open with the same words; a subject is no sentence, and the text, a heading or a list follows it.
    """
    text = lines[i].text
    if not _CARRYING_OUT.match(text) or _SENTENCE.search(text) or word_count(text) > 60:
        return False
    for line in lines[i + 1 : i + 6]:
        if line.blank or line.text[:1].islower() or _ATTACHED.match(line.text):
            continue
        return (
            line.table
            or is_caps(line.text)
            or read_label(line) is not None
            or _OPENING.match(line.text) is not None
            or _ADDRESSEES.match(line.text) is not None
        )
    return False


def _addressees(lines: Sequence[Line], start: int) -> int:
    """The index of the first paragraph after `Kính gửi` and the bodies below it."""
    end = start
    i = start
    while i < min(start + 60, len(lines)):
        line = lines[i]
        if line.table:
            break
        if line.blank:
            i += 1
            continue
        text = line.text
        if not _ADDRESSEES.match(text):
            break
        i += 1
        open_list = text.endswith(":") or len(text) < 12
        while i < len(lines) and not lines[i].table:
            if lines[i].blank:
                i += 1
                continue
            below = lines[i].text
            mark = read_label(lines[i])
            if (mark is not None and mark.kind == "bullet") or (
                open_list
                and mark is None
                and word_count(below) <= 40
                and not below.endswith(("./.", ":"))
                and not _OPENING.match(below)
            ):
                i += 1
            else:
                break
            open_list = open_list and not lines[i - 1].text.endswith(".") and mark is None
        end = i
    return end


def _join(parts: Sequence[str], readable: Readable) -> str | None:
    text = re.sub(r"\s+", " ", " ".join(parts)).strip(" .:*|-")
    text = re.sub(r"^[Vv]\s?/\s?[vV]\s*:?\s*", "", text)
    return readable.sentence(text) or None
