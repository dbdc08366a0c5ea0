"""Numbers and days that the letterhead leaves blank: found where the document prints them again, else told.

Registries write the number and the day by hand after printing (Nghị định 30/2020/NĐ-CP, Phụ lục I, leaves room for
both); a scan shows a scribble there, a text nothing. What the titles of the document's own appendices say of it is
printed and certain; the stamp of a digital signature says the day on which the issuer signed a document made on a
computer; the name of the file is what someone called it, and is taken last and marked. A signature over a scan says
when the copy was certified (Nghị định 30/2020/NĐ-CP, Điều 25), and one of another body, when it published the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from extract.structure.issuer import opens_body
from extract.structure.lines import Line, expression
from extract.structure.model import Header
from extract.values.dates import find_dates
from extract.values.symbols import SYMBOL, read_symbol
from extract.values.text import fold

_ATTACHED = expression("letterhead", "attached")
_DIGITAL_DATE = expression("tail", "digital_date")
_SYMBOL = re.compile(SYMBOL, re.VERBOSE)
_STAMP = re.compile(r"Thời gian ký|Người ký|Ký bởi|Digitally signed")
_SIGNER = re.compile(
    r"(?:Người ký|(?:Được )?[Kk]ý (?:số )?bởi|Digitally signed by|Signed by)\s*:?\s*(?P<name>\S.*)"
)
_NEAR = 80
_BLOCK = 5
"""How many lines above its time the block of a signature may name who signed."""
_HEAD = 12


def recover(
    header: Header, lines: Sequence[Line], after: int, file: str | None
) -> tuple[Header, tuple[str, ...]]:
    """The header with its blanks filled from elsewhere in the document, and a note for each blank.

    `after` is the index of the first paragraph after the signature; `file` is the name of the file where it may be
    asked, `None` where not.
    """
    notes: list[str] = []
    if header.symbol is not None and (header.number is None or header.issued_on is None):
        header = _from_appendices(header, lines, after, notes)
    if header.doc_type is not None and not _whole(header.issued_on):
        header = _from_stamp(header, lines, notes)
    if header.symbol is not None and header.number is None and file is not None:
        header = _from_file_name(header, file, notes)
    if header.symbol is not None and header.number is None:
        notes.append("số văn bản: để trống hoặc ghi tay, không đọc được ở chỗ nào khác")
    if header.symbol is not None and not _whole(header.issued_on):
        notes.append("ngày ban hành: để trống hoặc ghi tay, không đọc được ở chỗ nào khác")
    return header, tuple(notes)


def _whole(date: str | None) -> bool:
    return date is not None and len(date) == 10


def _from_appendices(header: Header, lines: Sequence[Line], after: int, notes: list[str]) -> Header:
    """`(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/3/2024 …)` over an appendix, of a document with the same symbol."""
    for line in lines[after:]:
        if line.table or not _ATTACHED.match(line.text):
            continue
        found = _SYMBOL.search(line.text)
        if found is None:
            continue
        symbol = read_symbol(found)
        own = f"{symbol.year}/{symbol.body}" if symbol.year else symbol.body
        if own != header.symbol or not symbol.number.isdigit():
            continue
        if header.number is None:
            header = replace(header, number=int(symbol.number))
            notes.append("số văn bản: lấy từ tiêu đề phụ lục, phần đầu văn bản để trống")
        date = next(find_dates(line.text, found.end(), min(len(line.text), found.end() + _NEAR)), None)
        day = date.iso if date is not None else None
        if _whole(day) and not _whole(header.issued_on) and _agrees(day, header.issued_on):
            header = replace(header, issued_on=day)
            notes.append("ngày ban hành: lấy từ tiêu đề phụ lục, phần đầu văn bản để trống")
        break
    return header


def _from_stamp(header: Header, lines: Sequence[Line], notes: list[str]) -> Header:
    for i, line in enumerate(lines):
        if line.table or not _STAMP.search(line.text):
            continue
        match = _DIGITAL_DATE.search(line.text)
        if match is None:
            continue
        day = f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
        if not _agrees(day, header.issued_on) or not _by_issuer(header, lines[max(0, i - _BLOCK) : i + 1]):
            continue
        if any(other.scan for other in lines[:_HEAD]):
            shown = f"{match['day']}/{match['month']}/{match['year']}"
            notes.append(f"bản quét được ký số ngày {shown}: ngày ký bản sao, không lấy làm ngày ban hành")
            return header
        notes.append("ngày ban hành: lấy từ thời gian ký số, phần đầu văn bản để trống")
        return replace(header, issued_on=day)
    return header


def _by_issuer(header: Header, block: Sequence[Line]) -> bool:
    """Whether the block of a signature names the issuer, a person, or nobody: not another body."""
    signers = [m["name"] for line in block if not line.table and (m := _SIGNER.search(line.text))]
    if not signers or header.issuer is None or not opens_body(signers[-1]):
        return True
    issuer, signer = _letters(header.issuer), _letters(signers[-1])
    return issuer in signer or signer in issuer


def _letters(body: str) -> str:
    """The name of a body for comparison: in full, without accents and spaces."""
    folded = re.sub(r"\b(?:ubnd|uy ban nhan dan)\b", "uy ban nhan dan", fold(body))
    return re.sub(r"[^a-z]", "", re.sub(r"\bhdnd\b", "hoi dong nhan dan", folded))


def _agrees(day: str | None, known: str | None) -> bool:
    return day is not None and (known is None or day.startswith(known))


def _from_file_name(header: Header, file: str, notes: list[str]) -> Header:
    """`534-TB-UBND signed.pdf`: the number before the letters of the document's own symbol."""
    letters = [re.escape(fold(part)) for part in re.findall(r"[^\W\d_]+\d*", header.symbol or "")]
    if not letters:
        return header
    joint = r"[\s_./+-]{0,3}"
    year = rf"(?:(?:19|20)\d\d{joint})?"
    named = re.compile(rf"(?<!\d)(?P<number>\d{{1,5}}){joint}{year}{joint.join(letters)}(?![a-z])")
    numbers = {int(m["number"]) for m in named.finditer(fold(PurePath(file).stem))}
    if len(numbers) != 1:
        return header
    notes.append("số văn bản: lấy từ tên tệp, phần đầu văn bản để trống; cần đối chiếu với bản gốc")
    return replace(header, number=numbers.pop())
