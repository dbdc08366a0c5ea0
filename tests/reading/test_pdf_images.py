"""Pages of PDF files as images: in grey where they hold nothing else, and the same pixels whichever way they come."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

import pytest

from extract.reading.pdf.images import PageImage, render_pages
from tests.reading.pdf_maker import Maker, letters, line, picture

Images = pytest.importorskip("PIL.Image")
WIDTH, HEIGHT = 300, 200


def shaded(mode: str) -> object:
    """An image of a ramp from black to white."""
    ramp = Images.new("L", (WIDTH, HEIGHT))
    ramp.putdata([x * 255 // (WIDTH - 1) for _ in range(HEIGHT) for x in range(WIDTH)])
    return ramp.convert(mode)


def pdf_of(images: Sequence[object]) -> bytes:
    out = io.BytesIO()
    first, *others = images
    first.save(out, "PDF", save_all=True, append_images=others, resolution=100, quality=95)  # type: ignore[attr-defined]
    return out.getvalue()


def rendered(data: bytes, pages: int = 1) -> list[PageImage]:
    return list(render_pages(data, range(1, pages + 1), "a.pdf", dpi=100, most_pixels=1_000_000))


def test_an_image_in_grey_comes_with_one_byte_a_pixel() -> None:
    (page,) = rendered(pdf_of([shaded("L")]))
    assert page.grey and len(page.pixels) == page.across * page.down
    row = page.pixels[: page.across]
    assert row[2] < 5 and row[-3] > 250 and all(b - a >= -2 for a, b in pairwise(row))


def test_grey_that_is_stored_in_colours_is_the_same() -> None:
    grey, colours = rendered(pdf_of([shaded("L"), shaded("RGB")]), 2)
    assert grey.grey and colours.grey
    assert max(abs(a - b) for a, b in zip(grey.pixels, colours.pixels, strict=True)) <= 2


def test_a_coloured_page_keeps_its_colours() -> None:
    (page,) = rendered(pdf_of([Images.new("RGB", (WIDTH, HEIGHT), (200, 30, 40))]))
    assert not page.grey and len(page.pixels) == 3 * page.across * page.down
    red, green, blue = page.pixels[:3]
    assert red > 180 and green < 50 and blue < 60


def test_black_text_is_shown_on_white() -> None:
    maker = Maker()
    maker.page(line(72, 700, "Thông báo"))
    (page,) = rendered(maker.made())
    assert page.grey and page.pixels[0] == 255 and min(page.pixels) < 128


def test_words_hidden_under_a_scan_leave_it_as_it_is() -> None:
    shown = []
    for words in (b"", b"BT 3 Tr /F1 12 Tf 72 700 Td " + letters("Thông báo") + b" Tj ET\n"):
        maker = Maker()
        maker.page(words + picture(0, 0, 595, 842))
        shown += rendered(maker.made())
    assert all(page.grey for page in shown) and shown[0].pixels == shown[1].pixels
