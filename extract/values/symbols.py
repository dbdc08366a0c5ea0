"""The one reader of document symbols: number, year and abbreviation, mended and written canonically.

The forms are those of Nghị định 30/2020/NĐ-CP (`49/QĐ-UBND`, `11/2022/NQ-HĐND`, `6337/UBND-TTHC`), of the Party's
Quy định 66-QĐ/TW (`04-NQ/TU`, `869-CV/TU`), and of the National Assembly (`197/2025/QH15`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A letter part: a capital first, then letters of either case and digits (`TTg`, `CTr`, `SoNNMT`, `QH15`); it ends
# where the word ends, so that `12/Sở` has none.
_LETTERS = r"[A-ZĐƯÂÊÔƠĂ][A-Za-zĐđƯưÂâÊêÔôƠơĂăÁÍÝ0-9]{0,11}(?![^\W\d_])"
_PART = rf"{_LETTERS}(?:\s?&\s?{_LETTERS}){{0,3}}"
# Abbreviations of types after which a hyphen may stand between two spaces (`49/QĐ - UBND`) or be lost for a slash.
_CODES = "NQ|CTr|CTR|CTrHĐ|CTHĐ|CT|KH|QĐ|QD|QÐ|CV|BC|TB|KLTW|KL|HD|TTr|TTR|TTLT|TT|QC|QyĐ|QĐi|QLĐ|QT|ĐA|GM|BB|PB|NĐ|ND|PA|DA|CĐ"
_JOINT = r"(?:-\s?|\s-(?!\s)|/\s?|\.(?=[A-ZĐ])|,(?=[A-ZĐ]{2}))"
_TAIL = rf"(?:(?:{_CODES})\s-\s(?=[A-ZĐ]{{2}}))?{_PART}(?:{_JOINT}{_PART}|-\s?\d{{1,3}}(?![\d/.,])){{0,5}}"
_LOW = r"(?:qđ|qd|nq|ct|kh|tb|bc|hd|ttr|ctr|nđ|nd|tt|cv|tbkl)\s?-\s?[a-zđ]{2,9}(?![^\W\d_])"

SYMBOL = rf"""
    (?<![\w/.,])
    (?:
        (?P<number>\d{{1,6}}(?:\.\d{{1,3}})?[a-zA-Z]?)(?:\s?/\s?(?P<year>(?:19|20)\d\d))?\s?/\s?(?P<body>{_TAIL}|{_LOW})
      | (?P<party_number>\d{{1,5}})\s?-\s?(?P<party_body>
            (?:{_CODES})\s?[-/]\s?{_PART}(?:\s?-\s?{_PART}){{0,2}}
          | [A-ZĐ][A-Za-zĐđ]{{1,5}}\s?/\s?(?:TW|TU|HU|ĐU|QU|ThU|ĐTN|MTTQ|BTC|BTG|BDV|UBKT|VP|BCĐ)[A-ZĐa-z]{{0,6}}(?:-{_PART})?(?![^\W\d_]))
    )
    (?![\w/])
"""

# Abbreviations of the types of documents: Nghị định 30/2020/NĐ-CP, Phụ lục III, and the Party's own.
TYPE_CODES = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định", "TC": "Thông cáo",
    "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án",
    "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận", "GUQ": "Giấy ủy quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu",
    "PG": "Phiếu gửi", "PC": "Phiếu chuyển", "PB": "Phiếu báo", "NĐ": "Nghị định", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "PL": "Pháp lệnh", "L": "Luật", "KL": "Kết luận", "CV": "Công văn", "TL": "Thư",
    "QCPH": "Quy chế phối hợp", "CTPH": "Chương trình phối hợp", "VBHN": "Văn bản hợp nhất",
    "NQLT": "Nghị quyết liên tịch", "CTHĐ": "Chương trình hành động", "CTrHĐ": "Chương trình hành động",
    "KLTTr": "Kết luận thanh tra", "KLTT": "Kết luận thanh tra", "GP": "Giấy phép", "ĐAn": "Đề án", "TBKL": "Thông báo",
    "QĐi": "Quy định", "LCT": "Lệnh", "SL": "Sắc lệnh",
}  # fmt: skip

_MISSPELT_CODES = {"QD": "QĐ", "ND": "NĐ", "TTR": "TTr", "CTR": "CTr", "NQĐ": "NQ", "DA": "ĐA"}
_MISSPELT_BODIES = {
    "HDND": "HĐND",
    "TTG": "TTg",
    "UBNĐ": "UBND",
    "UBDN": "UBND",
    "UNND": "UBND",
    "HDNĐ": "HĐND",
}
# The Party's bodies: their documents are written `04-NQ/TU`, whatever slip the typist made.
_PARTY_BODIES = {"TU", "TW", "HU", "ĐU", "QU", "ThU", "BTV", "BCSĐ", "TVTU", "ĐUK", "BTCTW", "BTGTW", "UBKTTW", "BTCTU",
                 "BTGTU", "UBKTTU", "BTVTU", "VPTW", "VPTU", "BDVTW", "BTGDVTW"}  # fmt: skip
_PARTY_CODES = {"NQ", "CT", "KL", "CV", "TB", "KH", "CTr", "QĐ", "HD", "BC", "TTr", "QC"}
_GLUED = re.compile(
    r"(QĐ|QD|NQ|CT|KH|BC|TB|TTr|CTr|HD|NĐ|ND|TT|CĐ)(UBND|HĐND|HDND|TTg|CP|TU|TW|BNV|VPCP|BTC|BYT|BTP|BXD|BCA|BQP|BCT|BKHCN)"
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document symbol: the canonical whole, its parts, and whether a slip was mended."""

    text: str
    number: str
    year: int | None
    body: str
    type_code: str | None
    mended: bool = False

    @property
    def doc_type(self) -> str | None:
        """The type of document that the abbreviation names; `None` for dispatches and unknown ones."""
        return TYPE_CODES.get(self.type_code or "")

    @property
    def organ(self) -> str:
        """The abbreviation of the issuing body: `UBND` of `49/QĐ-UBND` and `87/UBND-TTHC`, `TU` of `04-NQ/TU`."""
        parts = re.split(r"[-/]", self.body)
        return parts[1] if len(parts) > 1 and parts[0] in TYPE_CODES else parts[0]


def read_symbol(match: re.Match[str]) -> Symbol:
    """The symbol that a match of `SYMBOL` holds, in canonical form."""
    if match["party_number"]:
        return _party(match["party_number"], match["party_body"])
    number = match["number"]
    mended = False
    if re.fullmatch(r"[1-9]\.\d{3}", number):
        number, mended = number.replace(".", ""), True
    body, slip = _mend(re.sub(r"\s", "", match["body"]))
    year = match["year"]
    parts = body.split("-")
    if not year and len(parts) == 2 and parts[1] in _PARTY_BODIES and parts[0] in _PARTY_CODES:
        return Symbol(
            f"{number}-{parts[0]}/{parts[1]}", number, None, f"{parts[0]}/{parts[1]}", parts[0], True
        )
    text = f"{number}/{year}/{body}" if year else f"{number}/{body}"
    return Symbol(text, number, int(year) if year else None, body, _code(body), mended or slip)


def _party(number: str, raw: str) -> Symbol:
    parts = re.split(r"[-/]", re.sub(r"\s", "", raw))
    code = _MISSPELT_CODES.get(parts[0], parts[0])
    body = f"{code}/{'-'.join(parts[1:])}"
    mended = not re.match(rf"{re.escape(parts[0])}\s?/", raw) or code != parts[0]
    return Symbol(f"{number}-{body}", number, None, body, code, mended)


def _mend(body: str) -> tuple[str, bool]:
    """Mends what typists slip on: `QĐUBND`, `QD-UBND`, `qđ-ubnd`, `NQ-HDND`, `QĐ/UBND`."""
    mended = body
    if body[0].islower():
        mended = body.upper().replace("TTR-", "TTr-").replace("CTR-", "CTr-").replace("-TTG", "-TTg")
    glued = _GLUED.fullmatch(mended)
    if glued:
        mended = f"{glued[1]}-{glued[2]}"
    parts = re.split(r"([-/.,])", mended)
    if len(parts) > 1:
        parts[0] = _MISSPELT_CODES.get(parts[0], parts[0])
        parts[2] = _MISSPELT_BODIES.get(parts[2], parts[2])
        if parts[0] in _PARTY_CODES and parts[1] != "-" and len(parts) == 3:
            parts[1] = "-"
        if parts[1] == ",":
            parts[1] = "."
    mended = "".join(parts)
    return mended, mended != body


def _code(body: str) -> str | None:
    first = re.split(r"[-/.]", body)[0]
    return first if first in TYPE_CODES else None
