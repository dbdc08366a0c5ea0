"""The codes of the encodings in which Vietnamese was typed before Unicode, letter by letter.

TCVN3 is TCVN 5712:1993 in its third form, that of the "ABC" fonts; VISCII is RFC 1456; VPS and VNI are the tables of the
makers of their fonts, as every keyboard program and converter of the time published them.
"""

from __future__ import annotations

import unicodedata

SINGLE = ("tcvn3", "vps", "viscii")
"""Encodings with one code a letter; `vni` writes a letter and a mark."""

# Each line: letters, then their codes. TCVN3 has codes for capitals without a tone only, its fonts of capitals draw
# the others; VPS has no codes of their own for capitals with a dot below and a few more.
_TCVN3 = """
à ả ã á ạ      B5 B6 B7 B8 B9
ă ằ ẳ ẵ ắ ặ    A8 BB BC BD BE C6
â ầ ẩ ẫ ấ ậ    A9 C7 C8 C9 CA CB
đ              AE
è ẻ ẽ é ẹ      CC CE CF D0 D1
ê ề ể ễ ế ệ    AA D2 D3 D4 D5 D6
ì ỉ ĩ í ị      D7 D8 DC DD DE
ò ỏ õ ó ọ      DF E1 E2 E3 E4
ô ồ ổ ỗ ố ộ    AB E5 E6 E7 E8 E9
ơ ờ ở ỡ ớ ợ    AC EA EB EC ED EE
ù ủ ũ ú ụ      EF F1 F2 F3 F4
ư ừ ử ữ ứ ự    AD F5 F6 F7 F8 F9
ỳ ỷ ỹ ý ỵ      FA FB FC FD FE
Ă Â Ê Ô Ơ Ư Đ  A1 A2 A3 A4 A5 A6 A7
"""
_VPS = """
á à ả ã ạ      E1 E0 E4 E3 E5
â ấ ầ ẩ ẫ ậ    E2 C3 C0 C4 C5 C6
ă ắ ằ ẳ ẵ ặ    E6 A1 A2 A3 A4 A5
é è ẻ ẽ ẹ      E9 E8 C8 EB CB
ê ế ề ể ễ ệ    EA 89 8A 8B CD 8C
ó ò ỏ õ ọ      F3 F2 D5 F5 86
ô ố ồ ổ ỗ ộ    F4 D3 D2 B0 87 B6
ơ ớ ờ ở ỡ ợ    D6 A7 A9 AA AB AE
ú ù ủ ũ ụ      FA F9 FB DB F8
ư ứ ừ ử ữ ự    DC D9 D8 BA BB BF
í ì ỉ ĩ ị      ED EC CC EF CE
ý ỳ ỷ ỹ ỵ      9A FF 9B CF 9C
đ              C7
Á À Ả Ã        C1 80 81 82
Â Ấ Ầ Ẩ        C2 83 84 85
Ă Ắ Ằ Ẳ Ẵ      88 8D 8E 8F F0
É È Ẻ Ẽ        C9 D7 DE FE
Ê Ế Ề Ể Ễ      CA 90 93 94 95
Ó Ò Ỏ Õ        B9 BC BD BE
Ô Ố Ồ Ổ Ỗ      D4 96 97 98 99
Ơ Ớ Ờ Ở Ỡ      F7 9D 9E 9F A6
Ú Ù Ủ Ũ        DA A8 D1 AC
Ư Ứ Ừ Ử        D0 AD AF B1
Í Ì Ỉ Ĩ        B4 B5 B7 B8
Ý Ỳ Ỷ Ỹ        DD B2 FD B3
Đ              F1
"""
_VISCII = """
á à ả ã ạ      E1 E0 E4 E3 D5
â ấ ầ ẩ ẫ ậ    E2 A4 A5 A6 E7 A7
ă ắ ằ ẳ ẵ ặ    E5 A1 A2 C6 C7 A3
é è ẻ ẽ ẹ      E9 E8 EB A8 A9
ê ế ề ể ễ ệ    EA AA AB AC AD AE
ó ò ỏ õ ọ      F3 F2 F6 F5 F7
ô ố ồ ổ ỗ ộ    F4 AF B0 B1 B2 B5
ơ ớ ờ ở ỡ ợ    BD BE B6 B7 DE FE
ú ù ủ ũ ụ      FA F9 FC FB F8
ư ứ ừ ử ữ ự    DF D1 D7 D8 E6 F1
í ì ỉ ĩ ị      ED EC EF EE B8
ý ỳ ỷ ỹ ỵ      FD CF D6 DB DC
đ              F0
Á À Ả Ã Ạ      C1 C0 C4 C3 80
Â Ấ Ầ Ẩ Ẫ Ậ    C2 84 85 86 06 87
Ă Ắ Ằ Ẳ Ẵ Ặ    C5 81 82 02 05 83
É È Ẻ Ẽ Ẹ      C9 C8 CB 88 89
Ê Ế Ề Ể Ễ Ệ    CA 8A 8B 8C 8D 8E
Ó Ò Ỏ Õ Ọ      D3 D2 99 A0 9A
Ô Ố Ồ Ổ Ỗ Ộ    D4 8F 90 91 92 93
Ơ Ớ Ờ Ở Ỡ Ợ    B4 95 96 97 B3 94
Ú Ù Ủ Ũ Ụ      DA D9 9C 9D 9E
Ư Ứ Ừ Ử Ữ Ự    BF BA BB BC FF B9
Í Ì Ỉ Ĩ Ị      CD CC 9B CE 98
Ý Ỳ Ỷ Ỹ Ỵ      DD 9F 14 19 1E
Đ              D0
"""

# VNI: a letter, then a code for its marks; letters with a horn, `đ`, and all of `i` have codes of their own.
_VNI_LETTERS = """
ơ ư đ  F4 F6 F1
Ơ Ư Đ  D4 D6 D1
í ì ỉ ĩ ị  ED EC E6 F3 F2
Í Ì Ỉ Ĩ Ị  CD CC C6 D3 D2
ỵ Ỵ  EE CE
"""
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    0xF9: _ACUTE,
    0xF8: _GRAVE,
    0xFB: _HOOK,
    0xF5: _TILDE,
    0xEF: _DOT,
    0xE2: _HAT,
    0xE1: _HAT + _ACUTE,
    0xE0: _HAT + _GRAVE,
    0xE5: _HAT + _HOOK,
    0xE3: _HAT + _TILDE,
    0xE4: _HAT + _DOT,
    0xEA: _BREVE,
    0xE9: _BREVE + _ACUTE,
    0xE8: _BREVE + _GRAVE,
    0xFA: _BREVE + _HOOK,
    0xFC: _BREVE + _TILDE,
    0xEB: _BREVE + _DOT,
}
_CAPITAL = 0x20
"""The code of a mark over a capital is so much less than that over a small letter."""


def _parsed(table: str) -> dict[str, str]:
    """Letters by their codes, each code as the character of its number."""
    out: dict[str, str] = {}
    for line in table.split("\n"):
        words = line.split()
        letters, codes = words[: len(words) // 2], words[len(words) // 2 :]
        out.update({chr(int(code, 16)): letter for letter, code in zip(letters, codes, strict=True)})
    return out


def _vni_pairs() -> dict[str, str]:
    out: dict[str, str] = {}
    letters = set(_parsed(_VISCII).values())
    bases = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "\xf4": "ơ", "\xf6": "ư"}
    for code, marks in _VNI_MARKS.items():
        for written, vowel in bases.items():
            letter = unicodedata.normalize("NFC", vowel + marks)
            if letter not in letters:
                continue
            small, capital = chr(code), chr(code - _CAPITAL)
            # A mark of the other case is met where a word was begun with the shift key held too long or too short.
            for mark in (small, capital):
                out[written + mark] = letter
                out[written.upper() + mark] = letter.upper()
    return out


LETTERS: dict[str, dict[str, str]] = {
    "tcvn3": _parsed(_TCVN3),
    "vps": _parsed(_VPS),
    "viscii": _parsed(_VISCII),
    "vni": _parsed(_VNI_LETTERS),
}
"""By encoding: the letter for each code, the code as the character of that number (0x80 to 0xFF, VISCII also below)."""

VNI_PAIRS: dict[str, str] = _vni_pairs()
"""The letter for each pair of a letter and a code of VNI."""
