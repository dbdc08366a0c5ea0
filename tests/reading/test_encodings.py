"""Encodings used before Unicode: the tables, the names of fonts, and text that only looks like Unicode."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest

from extract.reading import read_bytes
from extract.reading.decode import decode
from extract.reading.encodings import ENCODINGS, Encoding, codes, convert, to_unicode
from extract.reading.encodings.capitals import restore_capitals

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [
    letter
    for vowel in VOWELS
    for tone in TONES
    if not (letter := unicodedata.normalize("NFC", vowel + tone)).isascii()
] + ["đ"]
LETTERS = SMALL + [letter.upper() for letter in SMALL]
FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times", "vps": "VPS Times", "viscii": "VI Times"}

TEXT = """Sở Nội vụ tỉnh Hòa Lạc báo cáo kết quả rà soát thủ tục hành chính trong sáu tháng đầu năm.
Ủy ban nhân dân các huyện đã giải quyết đúng hạn hồ sơ đất đai, hộ tịch và đăng ký kinh doanh.
Đề nghị các phòng, ban gửi kế hoạch khắc phục trước ngày 20 tháng 9 năm 2006."""


def typed(text: str, encoding: Encoding) -> str:
    """The text as a program shows it that knows nothing of the font; toned capitals that have no code in small."""
    table = codes(encoding)
    shown = "".join(c if c.isascii() else table.get(c) or table[c.lower()] for c in text)
    return "".join(bytes([ord(c)]).decode("windows-1252", "ignore") or c for c in shown)


def test_there_are_134_accented_letters() -> None:
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("encoding", ["vni", "viscii"])
def test_every_letter_of_vni_and_viscii_comes_back(encoding: Encoding) -> None:
    table = codes(encoding)
    assert {letter: to_unicode(table[letter], encoding) for letter in LETTERS} == {c: c for c in LETTERS}


@pytest.mark.parametrize("encoding", ["tcvn3", "vps"])
def test_every_small_letter_comes_back_where_capitals_lack_codes(encoding: Encoding) -> None:
    table = codes(encoding)
    assert [to_unicode(table[letter], encoding) for letter in SMALL] == SMALL
    assert all(to_unicode(code, encoding) == letter for letter, code in table.items())


@pytest.mark.parametrize(("encoding", "charmap"), [("viscii", "VISCII"), ("tcvn3", "TCVN5712-1")])
def test_tables_agree_with_iconv(encoding: Encoding, charmap: str) -> None:
    if shutil.which("iconv") is None:
        pytest.skip("iconv is not installed")
    for letter, code in codes(encoding).items():
        run = subprocess.run(
            ["iconv", "-f", "UTF-8", "-t", charmap], input=letter.encode(), capture_output=True, check=False
        )
        if run.returncode:
            pytest.skip(f"iconv doesn't know {charmap}")
        assert run.stdout == code.encode("latin-1"), letter


@pytest.mark.parametrize(
    ("font", "text", "expected"),
    [
        (".VnTime", "UBND HUYÖN Hßa L¹c", "UBND HUYỆN Hòa Lạc"),
        (".VnTime", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (".VnTimeH", "Céng hßa x· héi", "CỘNG HÒA XÃ HỘI"),
        (".VnTimeH,Bold", "quyÕt ®Þnh", "QUYẾT ĐỊNH"),
        ("ABCDEF+.VnArialH-Bold", "th«ng b¸o", "THÔNG BÁO"),
        (".vntimeh", "b¸o c¸o", "BÁO CÁO"),
        (".VnArial Narrow", "§Ò nghÞ", "Đề nghị"),
        ("VnTime", "quý", "quý"),
        ("VNI-Times", "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ABCDEF+VNI-Helve-Condense", "Thuû töôùng Chính phuû", "Thủ tướng Chính phủ"),
        ("VNI Times", "kyø hoïp, quyù I, lyù lòch", "kỳ họp, quý I, lý lịch"),
        ("VPS Times", "ñåi h¶i", "Đại hội"),
        ('".VnTime"', "mçi quý mét lÇn", "mỗi quý một lần"),
    ],
)
def test_converts_by_the_name_of_the_font(font: str, text: str, expected: str) -> None:
    assert convert(text, font) == expected


@pytest.mark.parametrize(
    "font", ["Times New Roman", "Arial", "", "Verdana", "UVN Bach Tuyet", "Video", "VnTimes", "Symbol"]
)
def test_other_fonts_say_nothing(font: str) -> None:
    assert convert("Céng hßa", font) is None


def test_letters_of_unicode_are_stronger_than_the_name_of_the_font() -> None:
    assert convert("Sở Y tế", ".VnTime") is None


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_takes_any_view_of_the_codes(encoding: Encoding) -> None:
    table = codes(encoding)
    plain = "".join(table[c] if not c.isascii() else c for c in "Công chức huyện được giao việc mới")
    views = [
        plain,
        "".join(bytes([ord(c)]).decode("windows-1252", "ignore") or c for c in plain),
        "".join(chr(0xF000 + ord(c)) if c > " " else c for c in plain),
        unicodedata.normalize("NFD", plain),
    ]
    for view in views:
        assert convert(view, FONTS[encoding]) == "Công chức huyện được giao việc mới"


def test_quotes_and_dashes_of_windows_stay() -> None:
    assert convert("\x93mét cöa\x94 \x96 2006\x85", ".VnTime") == "“một cửa” – 2006…"
    assert convert("“moät cöûa” – 2006…", "VNI-Times") == "“một cửa” – 2006…"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("unicode_file", [False, True])
def test_reads_a_file_without_fonts(encoding: Encoding, unicode_file: bool) -> None:
    shown = typed(TEXT, encoding)
    plain = "".join(c if c.isascii() else codes(encoding).get(c) or codes(encoding)[c.lower()] for c in TEXT)
    source = read_bytes(shown.encode() if unicode_file else plain.encode("latin-1"), "van-ban-cu.txt")
    expected = TEXT if encoding in ("vni", "viscii") else to_unicode(plain, encoding)
    assert source.text == expected
    assert source.encoding == (f"utf-8+{encoding}" if unicode_file else encoding)
    assert len(source.notes) == 1
    assert source.language_confidence == 1.0


def test_converts_only_the_lines_that_are_old() -> None:
    new = "Ủy ban nhân dân xã tổ chức tiếp công dân định kỳ vào thứ Năm hằng tuần."
    old = typed(TEXT, "tcvn3")
    vni = typed(TEXT, "vni")
    decoded = decode(f"{new}\n{old}\n{new}\n{vni}\n{new}".encode(), "tron.txt")
    lines = decoded.text.split("\n")
    assert lines[0] == lines[4] == lines[8] == new
    assert "\n".join(lines[5:8]) == TEXT
    assert lines[1].endswith("thủ tục hành chính trong sáu tháng đầu năm.")
    assert set(decoded.encoding.split("+")) == {"utf-8", "tcvn3", "vni"}


@pytest.mark.parametrize("lost", [False, True])
def test_undoes_utf8_decoded_twice(lost: bool) -> None:
    shown = "".join(bytes([b]).decode("windows-1252", "ignore") or chr(b) for b in TEXT.encode())
    if lost:
        shown = shown.replace("\xa0", " ")
    decoded = decode(shown.encode(), "hai-lan.txt")
    assert decoded.text == TEXT
    assert "giải mã nhầm" in decoded.notes[0]


def test_undoes_windows_1258_shown_as_western() -> None:
    table = str.maketrans({"̀": "Ì", "́": "ì", "̉": "Ò", "̃": "Þ", "̣": "ò"})
    letters = {"ă": "ã", "đ": "ð", "ơ": "õ", "ư": "ý", "Ă": "Ã", "Đ": "Ð", "Ơ": "Õ", "Ư": "Ý"}
    shown = ""
    for char in TEXT:
        parts = unicodedata.normalize("NFD", char)
        vowel = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        shown += letters.get(vowel, vowel) + "".join(c for c in parts if c in TONES).translate(table)
    assert decode(shown.encode(), "1258.txt").text == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Les fonctionnaires ont été reçus où l'école française siégeait déjà, à Besançon, "
        "après la naïveté d'une œuvre; là-bas, çà et là, l'île et le maïs.\n" * 4,
        "Die größten Städte müssen für Bürger Zugänge öffnen; über die Prüfung "
        "hören Männer und Frauen schöne Grüße aus Köln.\n" * 4,
        "El niño mañana irá a España con año nuevo; señor Muñoz y la pingüina cigüeña.\n" * 4,
        "Præsten går på broen; smørrebrød, æbler, øl og blåbær på færøerne.\n" * 4,
    ],
)
def test_other_languages_are_not_taken_for_vietnamese(text: str) -> None:
    decoded = decode(text.encode(), "x.txt")
    assert decoded.text == text
    assert decoded.notes == ()


def test_names_and_quotations_in_a_vietnamese_text_stay() -> None:
    text = (
        TEXT
        + "\nĐoàn công tác làm việc với Công ty Schröder & Söhne (Köln) và Hội Médecins du Monde, Besançon;\n"
        "dự án “Façade Übergröße” do Ngân hàng Tái thiết Đức (KfW) tài trợ 12 triệu euro, 25 °C, § 5, ±3%.\n"
        "KfW Übung Prüfung, Groß-Gerau, Münster, Tübingen"
    )
    decoded = decode(text.encode(), "x.txt")
    assert decoded.text == text and decoded.notes == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ủY BAN NHÂN DÂN TỉNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("ỦY BAN NHÂN DÂN TỉNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("Sở NÔNG NGHIệP", "SỞ NÔNG NGHIỆP"),
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("Số: 12/2007/QĐ-UBND", "Số: 12/2007/QĐ-UBND"),
        ("UBND tỉnh và Sở Y tế", "UBND tỉnh và Sở Y tế"),
        ("ý KIếN", "Ý KIẾN"),
        ("ở", "ở"),
    ],
)
def test_capitals_that_tcvn3_could_not_write(line: str, expected: str) -> None:
    assert restore_capitals(line) == expected


def test_dashes_and_quotes_of_a_good_text_stay() -> None:
    text = "Tuyến cảng cạn – hải quan – kho bãi – bến xe; “một cửa” – “một đầu mối”… ở ĐắkLắk–KonTum\n" * 8
    text += "định kǶ, Übung, Prüfung, Größe, Müller, Söhne\n"
    decoded = decode(text.encode(), "x.txt")
    assert decoded.text == text and decoded.notes == ()


def test_a_clean_text_is_not_searched_for_long() -> None:
    text = TEXT * 2000
    decoded = decode(text.encode(), "x.txt")
    assert decoded.text is text or decoded.text == text
    assert decoded.notes == ()
