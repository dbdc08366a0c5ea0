"""Pages of images: how they lie, what is stamped on them, what is read twice, and what is missing to read them."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

pytest.importorskip("PIL", reason="the extra ocr is not installed")
pytest.importorskip("cv2", reason="the extra ocr is not installed")
pytest.importorskip("numpy", reason="the extra ocr is not installed")
pytest.importorskip("pytesseract", reason="the extra ocr is not installed")

import numpy as np
from PIL import Image as Images
from PIL import ImageDraw

from extract.reading import MissingToolError, read_bytes
from extract.reading.ocr import image as images
from extract.reading.ocr import recognise_images, tools
from extract.reading.ocr import tesseract as calls
from extract.reading.page import Page
from tests.reading.image_files import _font as font
from tests.reading.image_files import sheet, stored

needs_tesseract = pytest.mark.skipif(
    not (shutil.which("tesseract") and "vie" in tools._languages(shutil.which("tesseract") or "", "")),
    reason=f"tesseract with Vietnamese is not installed: {tools.INSTALL_PROGRAM}",
)
DPI = 200
LINES = (
    "Sở Tài chính phường Hòa Lạc báo cáo kết quả thu ngân sách quý",
    "III/2025: tổng thu 12.480 triệu đồng, đạt 96,4% dự toán giao",
    "tại Quyết định số 318/QĐ-UBND ngày 09/12/2024.",
    "Các tổ dân phố rà soát, gửi danh sách trước ngày 15/11/2025.",
)


def page_of(image: Images.Image) -> Page:
    image.info["dpi"] = (DPI, DPI)
    (page,) = recognise_images([image], "quet.png")
    return page


def words(page: Page) -> list[str]:
    return [word.text for word in page.words]


def wanted() -> list[str]:
    return " ".join(LINES).split()


def share(page: Page) -> float:
    """The share of the printed words that were read."""
    left = words(page)
    return sum(word in left for word in wanted()) / len(wanted())


@pytest.fixture(scope="module")
def upright() -> Images.Image:
    return sheet(LINES, dpi=DPI)


@needs_tesseract
@pytest.mark.parametrize("skew", [0.0, 0.6, -2.5])
def test_a_sheet_that_lies_askew_is_straightened_and_its_words_stand_where_they_are_shown(
    skew: float, upright: Images.Image
) -> None:
    page = page_of(upright.rotate(-skew, Images.Resampling.BICUBIC, fillcolor=255))
    assert share(page) > 0.95
    first = next(word for word in page.words if word.text == "Sở")
    last = next(word for word in page.words if word.text == "quý")
    fall = (last.y0 + last.y1 - first.y0 - first.y1) / 2 / (last.x0 - first.x0)
    assert fall == pytest.approx(skew * 3.1416 / 180, abs=0.012)


@pytest.mark.parametrize("skew", [0.4, -3.0])
def test_straightening_turns_about_the_middle_and_brings_white_in(skew: float, upright: Images.Image) -> None:
    level = images.straighten(np.asarray(upright), skew)
    other = np.asarray(upright.rotate(skew, Images.Resampling.BICUBIC, fillcolor=255))
    assert float(np.abs(level.astype(int) - other).mean()) < 1.0
    dark = images.straighten(np.zeros((300, 200), np.uint8), skew)
    assert max(dark[0, 0], dark[0, -1]) > 0 and not dark[150, 100]
    assert (images.straighten(np.full((300, 200), 255, np.uint8), skew) == 255).all()


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_turned_upright_and_says_so(turn: int, upright: Images.Image) -> None:
    if not tools.has_orientation_data():
        pytest.skip("tesseract has no data for orientation (tesseract-ocr-osd)")
    lines = LINES * 5
    page = page_of(sheet(lines, dpi=DPI).rotate(turn, expand=True, fillcolor=255))
    assert share(page) > 0.95
    assert page.note is not None and f"xoay {turn}°" in page.note
    assert page.height > page.width


@needs_tesseract
def test_a_blank_page_has_no_words(upright: Images.Image) -> None:
    page = page_of(Images.new("L", upright.size, 250))
    assert (page.origin, page.words) == ("blank", [])


@needs_tesseract
@pytest.mark.parametrize("colour", [(200, 25, 30), (25, 40, 150)])
def test_a_stamp_over_letters_is_taken_off_and_they_stay(colour: tuple[int, int, int]) -> None:
    page = sheet(LINES, dpi=DPI, mode="RGB")
    pen = ImageDraw.Draw(page)
    pen.ellipse((330, 180, 590, 440), outline=colour, width=5)
    pen.ellipse((365, 215, 555, 405), outline=colour, width=2)
    pen.regular_polygon((460, 310, 35), 3, fill=colour)
    found = page_of(page)
    assert share(found) > 0.85
    assert len(found.words) <= len(wanted()) + 1


@needs_tesseract
def test_columns_whose_lines_stand_at_different_heights_are_read_alone() -> None:
    page = Images.new("L", (1654, 900), 255)
    pen = ImageDraw.Draw(page)
    small, large = font(30), font(38)
    left = ("- Sở Nội vụ;", "- TT Đảng ủy, TT HĐND;", "- Các tổ dân phố;", "- Lưu: Văn thư.")
    right = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    for nth, text in enumerate(left):
        pen.text((230, 300 + 40 * nth), text, 0, font=small)
    for nth, text in enumerate(right):
        pen.text((900, 282 + 52 * nth), text, 0, font=large)
    read = words(page_of(page))
    for word in " ".join((*left, *right)).split():
        assert word in read, read


@needs_tesseract
def test_short_cells_of_a_table_are_read() -> None:
    page = Images.new("L", (1654, 900), 255)
    pen = ImageDraw.Draw(page)
    rows = [
        ("1.", "Tổng số hồ sơ", "3.140"),
        ("1.1.", "Hồ sơ trực tuyến", "2.875"),
        ("2.", "Số tổ dân phố", "7"),
    ]
    face = font(33)
    for nth, row in enumerate(rows):
        top = 300 + 55 * nth
        for (x0, x1), text in zip(((240, 370), (370, 1000), (1000, 1300)), row, strict=True):
            pen.rectangle((x0, top, x1, top + 55), outline=0, width=2)
            pen.text(((x0 + x1) / 2, top + 28), text, 0, font=face, anchor="mm")
    found = page_of(page)
    read = words(found)
    for text in ("1.", "1.1.", "2.", "3.140", "2.875", "7"):
        assert text in read, read
    # The sides of rows of one line are lines of the table, and no letters.
    assert not {"|", "I", "l"} & set(read)
    assert {round(rule.x0 * DPI / 72, -1) for rule in found.rules if not rule.horizontal} >= {
        240,
        370,
        1000,
        1300,
    }


@needs_tesseract
def test_letters_read_without_certainty_are_read_again_alone(
    monkeypatch: pytest.MonkeyPatch, upright: Images.Image
) -> None:
    from extract.reading.ocr import recognise

    def unsure(*arguments: Any) -> list[calls.Found]:
        found = calls.find_words(*arguments)
        for word in found:
            if word.text == "12.480":
                word.text, word.confidence = "1Z.4B0", 0.4
        return [word for word in found if word.text != "318/QĐ-UBND"]

    monkeypatch.setattr(recognise, "find_words", unsure)
    read = words(page_of(upright))
    assert "12.480" in read and "318/QĐ-UBND" in read


@needs_tesseract
def test_a_page_that_is_hardly_read_is_cut_up_in_another_way(
    monkeypatch: pytest.MonkeyPatch, upright: Images.Image
) -> None:
    from extract.reading.ocr import recognise

    modes = []

    def poor(image: Images.Image, dpi: int, mode: int) -> list[calls.Found]:
        modes.append(mode)
        found = calls.find_words(image, dpi, mode)
        if mode == calls.AUTOMATIC:
            for word in found:
                word.text, word.confidence = "ễỉ", 0.3
        return found

    monkeypatch.setattr(recognise, "find_words", poor)
    assert share(page_of(upright)) > 0.95
    assert modes == [calls.AUTOMATIC, calls.BLOCK]


@needs_tesseract
def test_a_page_that_takes_too_long_has_no_words_and_a_note(
    monkeypatch: pytest.MonkeyPatch, upright: Images.Image
) -> None:
    monkeypatch.setattr(calls, "SECONDS", 0.01)
    page = page_of(upright)
    assert page.words == [] and page.note is not None and "quá lâu" in page.note


def test_without_tesseract_the_line_to_install_it_is_told(
    monkeypatch: pytest.MonkeyPatch, upright: Images.Image
) -> None:
    monkeypatch.setattr(tools.shutil, "which", lambda name: None)
    with pytest.raises(MissingToolError) as error:
        read_bytes(stored(upright), "quet.png")
    assert tools.INSTALL_PROGRAM in error.value.remedy and "\n" not in str(error.value)


def test_without_vietnamese_data_the_package_is_told(
    monkeypatch: pytest.MonkeyPatch, upright: Images.Image
) -> None:
    monkeypatch.setattr(tools, "_languages", lambda program, folder: frozenset({"eng", "osd"}))
    monkeypatch.setattr(tools.shutil, "which", lambda name: "/usr/bin/tesseract")
    with pytest.raises(MissingToolError, match="vie"):
        read_bytes(stored(upright), "quet.png")
