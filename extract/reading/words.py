"""What reading needs to know of single lines: labels, titles, capitals, words that can't end a paragraph."""

from __future__ import annotations

import functools
import re
from typing import Any

from patterns import alternation, data


@functools.cache
def _lists() -> dict[str, Any]:
    return data("reading")


_UP = "A-ZĐ" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper())
LABEL = re.compile(
    rf"""(?: [-–—+•▪●○◦‣➢➤✓❖\uf0b7\uf02d]\s*(?=\S) | \*\s+(?=\S)
        | \d{{1,3}}(?:\.\d{{1,3}}){{0,4}}\s?[.)]\s*(?=\D|$) | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\s+(?=["“(]?[{_UP}])
        | \(\s?(?:\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\s?\)
        | [a-zđA-HĐ]\d?\s?\)\s* | [a-zđA-HĐ](?:\.\d{{1,2}}){{0,2}}\.\s*(?=["“]?[{_UP}])
        | [IVXL]{{1,5}}(?:\.\d{{1,2}})*\s?[.)]\s*(?=["“]?[{_UP}]|$) | [ivx]{{1,4}}\)\s
        | [IVX]{{1,5}}\s?[-–—]\s | \[[\divx]{{1,3}}\]
        | (?:Điều|ĐIỀU)\s+\d{{1,3}}[a-zđ]?\s?[.:]
        | (?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu\ mục)\s+(?:thứ\s+\w+|[IVXLC\d]{{1,6}})(?=[\s.:]|$)
        | (?:Phụ\ lục|PHỤ\ LỤC|Biểu\ mẫu|BIỂU\ MẪU|Biểu\ số|BIỂU\ SỐ|Biểu|BIỂU|Mẫu\ số|MẪU\ SỐ|Bảng|BẢNG)(?=\s+[IVXLC\d]|\s*$|\s*[:.])
        | (?:Nơi\ nhận|NƠI\ NHẬN|Kính\ gửi|KÍNH\ GỬI|[Vv]/[Vv])\b | Số\s?:)""",
    re.X,
)
LABEL_ALONE = re.compile(
    r"""(?: [-–—+•▪●] | \d{1,3}(?:\.\d{1,3}){0,4}\s?[.)] | \(\d{1,2}\) | [a-zđ]\) | [IVXL]{1,5}\s?\. | \[[\divx]{1,3}\]
        | (?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?\s?[.:] | \*{1,3} | Số\s*: )$""",
    re.X,
)
# `1. `, `a)`, `- `: labels of lists, against `Chương II`, which stands on a line of its own.
DASH = re.compile(r"[-–—+]\s*(?=[a-zđ\d(]|\w+[-–—])|[-–—+]\s+(?=\w)")
STOPS = frozenset(".;:!?…")
_OPEN_TAIL = frozenset(",(/&-–—")


@functools.cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(/])(?:{alternation(_lists()['unfinished'])})$")


@functools.cache
def _unfinished_name() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(/])(?:{alternation(_lists()['unfinished_names'])})$")


@functools.cache
def _before_number() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(])(?:{alternation(_lists()['before_number'])})$")


@functools.cache
def _type() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_lists()['document_types'])})\s?:?$")


@functools.cache
def _title() -> re.Pattern[str]:
    prefix = r"(?:TM|KT|TL|TUQ|TU|Q|T/M|K/T|T/L|P)\s?\.\s?"
    return re.compile(rf"(?:{prefix}|(?:{alternation(_lists()['signing_titles'])})\b)")


@functools.cache
def _go_on() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_lists()['capitals_go_on'])})\s")


@functools.cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_lists()['openers'])})\b")


@functools.cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_lists()['places'])})\s+\S")


@functools.cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_lists()['column_heads'])})\b", re.I)


@functools.cache
def _spanning() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_lists()['spanning_heads'])})\b", re.I)


_COMMITTEE = re.compile(
    r"(?:[ỦU][ỶY]?\s?BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|ỦY BAN MTTQ VIỆT NAM)$"
)
_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_DATE_LINE = re.compile(r"[^\W\d_][^\d,;:]{1,40},\s*ngày\s.{0,8}\s?tháng\s.{0,8}\s?năm\s?\d{4}$")


# `hằng năm` ends what it stands in; no number follows it.
_EVERY = re.compile(r"(?:[Hh]ằng|[Hh]àng|[Mm]ỗi|[Tt]ừng|[Cc]ả|nhiều)\s+\w+$")
_SYMBOL_TAIL = re.compile(r"[\dA-ZĐ][-/]$")
_SYMBOL_HEAD = re.compile(r"[\dA-ZĐ]")
_SYMBOL_REST = re.compile(r"(?:-[A-ZĐ]{1,8}\d*/|/(?:\d{4}/)?[A-ZĐ]{1,8}[-\d])")


def cut_symbol(above: str, below: str) -> bool:
    """Whether the line end cuts a symbol or a range: `66-|NQ/TW`, `12/|QĐ-UBND`, `2021-|2025`, `66|-NQ/TW`."""
    if above[-1] in "-/":
        return _SYMBOL_TAIL.search(above, max(0, len(above) - 2)) is not None and (
            _SYMBOL_HEAD.match(below) is not None
        )
    return above[-1].isdigit() and below[0] in "-/" and _SYMBOL_REST.match(below) is not None


def is_unfinished(text: str) -> bool:
    """Whether a line ends with a word or sign that no paragraph ends with."""
    return text[-1:] in _OPEN_TAIL or _unfinished().search(text[-20:]) is not None


def may_be_unfinished(text: str) -> bool:
    """Whether a line ends with the kind of a body or place (`Sở`, `tỉnh`): names go on, headings may end there."""
    return _unfinished_name().search(text[-20:]) is not None


def wants_number(text: str) -> bool:
    """Whether a line ends with a word that a number follows (`năm`, `khoản`, `đạt`)."""
    return _before_number().search(text[-20:]) is not None and _EVERY.search(text[-20:]) is None


def is_type(text: str) -> bool:
    """Whether a line is the name of a kind of document and nothing else."""
    return len(text) < 40 and _type().match(text) is not None


def is_signing(text: str) -> bool:
    """Whether a line of capitals is the authority or the title of who signs."""
    return len(text) < 80 and _title().match(text) is not None


def goes_on_in_capitals(text: str) -> bool:
    """Whether a line of capitals begins as the middle of a name or title."""
    return _go_on().match(text) is not None


def is_committee_of(above: str, below: str) -> bool:
    """Whether two lines are the name of a committee or council and its place."""
    return _COMMITTEE.search(above) is not None and below.isupper() and _place().match(below) is not None


def is_state_cut(above: str, below: str) -> bool:
    """Whether two lines of capitals are the name of the State, cut anywhere."""
    return above.startswith("CỘNG H") and any(
        name.startswith(f"{above} {below}"[: len(name)]) for name in _STATE
    )


def ends_block(text: str) -> bool:
    """Whether nothing goes on after a line: the motto of the State."""
    return text.endswith("Hạnh phúc") and text.startswith("Độc lập")


def begins_block(text: str) -> bool:
    """Whether a line goes on with nothing: the motto, the line of place and date."""
    return text.startswith("Độc lập -") or (text[-1].isdigit() and _DATE_LINE.match(text) is not None)


def opens_after(above: str, below: str) -> bool:
    """Whether a line after a semicolon or a full stop opens a paragraph by its words."""
    return above[-1] in ";.," and _openers().match(below) is not None


def is_head(text: str) -> bool:
    """Whether a cell reads as the head of a column."""
    return _head().match(text) is not None


def spans_columns(text: str) -> bool:
    """Whether the head of a column is one that stands over several."""
    return _spanning().match(text) is not None
