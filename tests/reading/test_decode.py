"""Bytes to text: encodings, damage, language."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from extract.reading import ReadError, read_bytes
from extract.reading.decode import decode, is_syllable, vietnamese
from extract.reading.encodings import codes

SAMPLE = (
    "Ủy ban nhân dân huyện Mường Chà báo cáo kết quả giải quyết thủ tục hành chính quý III, "
    "trong đó lĩnh vực hộ tịch giảm mạnh hồ sơ trễ hẹn."
)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_1258(text: str) -> bytes:
    """windows-1258 keeps the vowel whole and writes the tone mark after it."""
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        vowel = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        out += (vowel + "".join(c for c in parts if c in TONES)).encode("cp1258")
    return out


def to_tcvn3(text: str) -> bytes:
    table = codes("tcvn3")
    return "".join(table.get(c, c) for c in text.lower()).encode("latin-1")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SAMPLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SAMPLE.encode(), "utf-8"),
        (SAMPLE.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"), "utf-16-be"),
        (SAMPLE.encode("utf-16-le"), "utf-16-le"),
        (SAMPLE.encode("utf-16-be"), "utf-16-be"),
        (SAMPLE.encode("utf-32"), "utf-32-le"),
        (unicodedata.normalize("NFD", SAMPLE).encode(), "utf-8"),
        (to_1258(SAMPLE), "windows-1258"),
    ],
)
def test_reads_every_encoding_to_the_same_text(data: bytes, encoding: str) -> None:
    source = read_bytes(data, "báo cáo.txt")
    assert source.encoding == encoding
    assert source.text == SAMPLE


def test_reads_tcvn3_as_old_offices_typed_it() -> None:
    source = read_bytes(to_tcvn3(SAMPLE), "cu.txt")
    assert source.encoding == "tcvn3"
    assert source.text == SAMPLE.lower()
    assert source.notes


def test_notes_a_character_cut_off_at_the_end() -> None:
    source = read_bytes(SAMPLE.encode() + "ộ".encode()[:-1], "cut.txt")
    assert source.encoding == "utf-8"
    assert "bị cắt" in source.notes[0]


def test_replaces_a_few_broken_bytes_and_notes_it() -> None:
    data = SAMPLE.encode().replace("quý".encode(), b"qu\xff", 1)
    source = read_bytes(data, "broken.txt")
    assert "\ufffd" in source.text
    assert "byte hỏng" in source.notes[0]


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 200, bytes(range(256)) * 20, b"abc\x00" + SAMPLE.encode()]
)
def test_binary_named_txt_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as error:
        read_bytes(data, "anh.txt")
    assert str(error.value).startswith("anh.txt: ") and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (SAMPLE, 1.0, 1.0),
        ("Sở Y tế\t12\t99,5%\nSở Nội vụ\t14\t98,1%", 0.9, 1.0),
        ("The provincial committee shall report to the government on reform every quarter.", 0.0, 0.05),
        ("Uy ban nhan dan tinh bao cao ket qua cai cach hanh chinh", 0.0, 0.05),
        ("1 2 3 4", 0.0, 0.0),
    ],
)
def test_language_is_told_by_accented_syllables(text: str, least: float, most: float) -> None:
    assert least <= vietnamese(text) <= most


@pytest.mark.parametrize("word", ["nguyễn", "khuỷu", "quyết", "gì", "ương", "xoè", "nghiêng", "UỶ", "được"])
def test_syllables_of_vietnamese(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["liberté", "naïveté", "straße", "władza", "ñandú"])
def test_words_of_other_languages_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_decode_says_nothing_of_clean_utf8() -> None:
    assert decode(SAMPLE.encode(), "x").notes == ()
