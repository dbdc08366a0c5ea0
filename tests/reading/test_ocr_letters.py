"""Letters that are no Vietnamese ones, Roman numerals by their strokes, and what is no word."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="the extra ocr is not installed")
pytest.importorskip("PIL", reason="the extra ocr is not installed")

import numpy as np
from PIL import Image as Images
from PIL import ImageDraw

from extract.reading.ocr.again import Place, _in_doubt, _replaces
from extract.reading.ocr.blocks import without_marks
from extract.reading.ocr.confidence import believable
from extract.reading.ocr.letters import mended, with_labels
from extract.reading.ocr.strokes import with_numerals
from extract.reading.ocr.tesseract import Found
from tests.reading.image_files import _font as font


def word(
    text: str, confidence: float = 0.9, box: tuple[int, int, int, int] = (0, 0, 50, 20), line: int = 1
) -> Found:
    return Found(text, *box, confidence, (line, 1, 1))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("41/QĐÐ-UBND", "41/QĐ-UBND"),
        ("41/QÐ-UBND", "41/QĐ-UBND"),
        ("41/QÐĐ-UBND", "41/QĐ-UBND"),
        ("12-NÑQ/TU", "12-NQ/TU"),
        ("27⁄4/2023", "27/4/2023"),
        ("15/⁄KH-UBND", "15/KH-UBND"),
        ("QLĐĐ", "QLĐĐ"),
        ("VPĐKĐĐ", "VPĐKĐĐ"),
        ("đ)", "đ)"),
        ("NNPTNT", "NNPTNT"),
    ],
)
def test_letters_that_no_document_has_are_those_that_look_the_same(read: str, printed: str) -> None:
    assert mended(read) == printed


def test_a_label_that_can_be_no_other_is_read_only_where_labels_stand() -> None:
    line = [
        word("ở)", box=(10, 0, 30, 20)),
        word("nhà", box=(40, 0, 70, 20)),
        word("ở)", box=(80, 0, 95, 20)),
    ]
    with_labels(line)
    assert [w.text for w in line] == ["đ)", "nhà", "ở)"]


@pytest.mark.parametrize(
    ("printed", "read", "wanted"),
    [
        ("I.", "1.", "I."),
        ("II.", "H.", "II."),
        ("III.", "HI.", "III."),
        ("III.", "II.", "III."),
        ("II/2026", "1/2026", "II/2026"),
        ("III/2026", "II1/2026", "III/2026"),
        ("II", "H", "II"),
        ("1.", "1.", "1."),
        ("1/2026", "1/2026", "1/2026"),
        ("H.", "H.", "H."),
        ("L.", "L.", "L."),
        ("T.", "T.", "T."),
        ("11.", "11.", "11."),
        ("11/2026", "11/2026", "11/2026"),
        ("(ii)", "(1)", "(ii)"),
        ("(i)", "(0)", "(i)"),
        ("(1)", "(1)", "(1)"),
        ("(0)", "(0)", "(0)"),
    ],
)
@pytest.mark.parametrize("size", [28, 39])
def test_roman_numerals_are_told_by_their_strokes(printed: str, read: str, wanted: str, size: int) -> None:
    page = Images.new("L", (300, 90), 255)
    pen = ImageDraw.Draw(page)
    box = pen.textbbox((40, 20), printed, font=font(size))
    pen.text((40, 20), printed, 0, font=font(size))
    found = [word(read, box=tuple(round(v) for v in box))]  # type: ignore[arg-type]
    with_numerals(np.asarray(page), found)
    assert found[0].text == wanted


def test_marks_of_letters_read_as_words_are_none() -> None:
    line = [
        word("PHO", box=(100, 40, 180, 67)),
        word("^", 0.7, box=(160, 32, 170, 39)),
        word("và", 0.95, box=(200, 46, 230, 67)),
        word("-", 0.9, box=(10, 52, 18, 55)),
    ]
    assert [w.text for w in without_marks(line, 200 / 72)] == ["PHO", "và", "-"]


def test_specks_are_no_words() -> None:
    found = [word("^", 0.4), word("_", 0.55), word("-", 0.4), word("của", 0.3), word("nh", 0.1)]
    assert [w.text for w in believable(found)] == ["-", "của"]


@pytest.mark.parametrize(
    ("text", "confidence", "again"),
    [
        ("hồ", 0.96, False),
        ("hồ", 0.5, True),
        ("Hồsơ", 0.93, True),
        ("TTHC", 0.96, False),
        ("55/UBND-KSTTT", 0.91, True),
        ("76/NØ-CP", 0.9, True),
        ("12.480", 0.95, False),
    ],
)
def test_what_is_read_again(text: str, confidence: float, again: bool) -> None:
    assert _in_doubt(word(text, confidence)) is again


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        (("đối", 0.8), ("đổi", 0.95), True),
        (("đổi", 0.8), ("đối", 0.85), False),
        (("Thíđiểm", 0.9), ("Thí điểm", 0.94), True),
        (("55/KH-KSTTT", 0.91), ("55/KH-KSTT", 0.6), True),
        (("(b/c);", 0.6), ("(ức);", 0.8), False),
        (("7ØNQ-CP", 0.83), ("76/NQ-CP", 0.7), True),
        (("lũy", 0.7), ("", 0.0), False),
    ],
)
def test_a_second_reading_is_taken_where_it_is_surer(
    before: tuple[str, float], after: tuple[str, float], taken: bool
) -> None:
    place = Place(0, 0, 50, 20, [word(*before)])
    assert _replaces(place, [word(text, after[1]) for text in after[0].split()]) is taken
