"""What holds of every text that is read, invented or real."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading import Source, Table, read_text
from extract.reading.decode import decode
from tests.conftest import CORPUS, SHARED
from tests.growth import grows_in_proportion

# Documents as people meet them: where they are missing, the invented texts below must do.
REAL = sorted(
    [
        *SHARED.glob("seeds/*.txt"),
        *SHARED.glob("documents/txt/*.txt"),
        *SHARED.glob("passages/*.txt"),
        *CORPUS.glob("*.txt"),
    ]
)

PIECES = st.sampled_from(
    [
        "Sở Nội vụ",
        "báo cáo",
        "UBND TỈNH",
        "ngày 5/6/2024",
        "1. ",
        "a) ",
        "- ",
        "+ ",
        "**",
        "*",
        "***",
        "|",
        "\t",
        "\n",
        "\n\n",
        "  ",
        "\u00a0",
        "<i>",
        "</i>",
        "&amp;",
        "STT",
        "Điều 3.",
        "2024",
        ".",
        ";",
        ":",
        ",",
        "(",
        ")",
        "\f",
        "\r\n",
        "e\u0323\u0302",
        "a\u0301\u0302",
        "\u200b",
        "#",
        "# ",
        "_",
        "`",
        "\\*",
        "|---|",
        "-----",
        "KT. CHỦ TỊCH",
        "Nơi nhận:",
        "\x1f",
        "và",
        "66-",
        "NQ/TW",
        "   ",
        "CỘNG HÒA XÃ HỘI",
        "<br>",
        "[1]",
    ]
)


def check(source: Source, original: str) -> None:
    text = source.text
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text and "\r" not in text and "\u00a0" not in text
    assert "\n".join(text[b.start : b.end] for b in source.blocks) == text
    for block in source.blocks:
        if isinstance(block, Table):
            assert (
                "\n".join("\t".join(text[c.start : c.end] for c in row) for row in block.rows)
                == text[block.start : block.end]
            )
        else:
            part = text[block.start : block.end]
            assert part and part == part.strip() and "\n" not in part and "\t" not in part
    for word in re.finditer(r"\w+", text):
        at = source.offsets.to_original(word.start())
        assert (
            unicodedata.normalize("NFD", original[at : at + 6])[:1]
            == unicodedata.normalize("NFD", word[0])[0]
        )


def letters(text: str) -> Counter[str]:
    """Letters and digits without their accents, which may be put in order."""
    return Counter(c for c in unicodedata.normalize("NFD", text) if c.isalnum())


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_invented_texts(text: str) -> None:
    source = read_text(text)
    check(source, text)
    assert not letters(source.text) - letters(text)


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    source = read_text(text)
    assert "\n".join(source.text[b.start : b.end] for b in source.blocks) == source.text


@pytest.mark.skipif(not REAL, reason="no documents here")
@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem[:24])
def test_real_documents(path: Path) -> None:
    original = decode(path.read_bytes(), path.name).text
    source = read_text(original)
    check(source, original)
    assert not re.search(r"\*\*|</?[biu]>|^#+ |&amp;|^\|", source.text, re.M)
    # Nothing is lost but tags and the heads that a new page repeats.
    lost = letters(re.sub(r"</?[a-z]+>", "", original)) - letters(source.text)
    assert not letters(source.text) - letters(original)
    assert lost.total() <= 0.02 * len(original)
    whole = [source.text[b.start : b.end] for b in source.blocks if not isinstance(b, Table)]
    # Only labels (`a)`) begin a paragraph in lower case.
    assert not [p for p in whole if p[0].islower() and not re.match(r"[a-zđ]\d?[).]", p)]


@pytest.mark.parametrize("decomposed", ["NFD", "NFKD"])
def test_decomposed_accents_read_the_same(decomposed: str) -> None:
    text = "Ủy ban nhân dân huyện Kỳ Anh\n\nđề nghị các phường rà soát **số liệu** quý III."
    source = read_text(unicodedata.normalize(decomposed, text))
    assert source.text == read_text(text).text
    check(source, unicodedata.normalize(decomposed, text))


def test_offsets_lead_back_through_every_change() -> None:
    original = (
        "\ufeffBÁO CÁO\r\n\r\nTỷ lệ **đúng hạn** đạt **9**9,5% theo Luật năm\r\n\r\n2024 và nghị\u00a0 định."
    )
    source = read_text(original)
    assert source.text == "BÁO CÁO\nTỷ lệ đúng hạn đạt 99,5% theo Luật năm 2024 và nghị định."
    for word in ("BÁO", "đúng", "2024", "nghị", "định"):
        at = source.offsets.to_original(source.text.index(word))
        assert original[at : at + len(word)] == word


def test_an_empty_text_has_no_blocks() -> None:
    assert read_text("").blocks == () and read_text(" \n\t\n").text == ""


@pytest.mark.parametrize(
    "piece",
    [
        "|\n",
        "a\tb\n",
        "*",
        "*a ",
        "**a\n\n",
        "<br>",
        "a|",
        "\ta",
        "1.\n",
        "|\nx\n|\n|\n",
        "A\n",
        "e\u0301",
        "(",
        "_a ",
        "\f",
        "\n#",
    ],
)
def test_repeats_take_time_in_proportion(piece: str) -> None:
    assert grows_in_proportion(read_text, piece, 200_000)
