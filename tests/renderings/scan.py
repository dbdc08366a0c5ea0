"""A PDF to what a flatbed scanner makes of its print: images only, a little turned, soft and grainy."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
TURN = 0.6
"""Degrees that the sheet lies askew on the glass."""


def page_images(pdf: Path, pages: Sequence[int] | None = None, *, dpi: int = DPI) -> list[Image]:
    """The pages of a PDF in colour; `pages` are numbers from 0, all by default."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        wanted = range(len(document)) if pages is None else pages
        return [document[n].render(scale=dpi / 72).to_pil().convert("RGB") for n in wanted]
    finally:
        document.close()


def scanned(image: Image, seed: int, *, turn: float = TURN, colour: bool = False) -> Image:
    """The image as a scanner sees the sheet: askew, slightly out of focus, with grain from `seed`."""
    import numpy as np
    from PIL import Image as Images
    from PIL import ImageFilter

    base = image if colour else image.convert("L")
    white = (255, 255, 255) if colour else 255
    turned = base.rotate(turn if seed % 2 else -turn, Images.Resampling.BICUBIC, fillcolor=white)
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    pixels = np.asarray(soft, dtype=np.int16)
    grain = np.random.default_rng(seed).normal(0, 8, pixels.shape[:2]).astype(np.int16)
    grain = grain[..., None] if colour else grain
    return Images.fromarray(np.clip(pixels - 6 + grain, 0, 255).astype(np.uint8))


def write_images(images: Sequence[Image], path: Path, *, dpi: int = DPI, quality: int = 60) -> None:
    """A PDF of images only."""
    moment = time.gmtime(1735689600)
    images[0].save(
        path,
        "PDF",
        save_all=True,
        append_images=list(images[1:]),
        resolution=dpi,
        quality=quality,
        creationDate=moment,
        modDate=moment,
    )


def write_scan(pdf: Path, path: Path, *, pages: int | None = None) -> int:
    """Scans a PDF, its first `pages` pages where given, and returns how many were scanned."""
    images = page_images(pdf, None if pages is None else range(min(pages, page_count(pdf))))
    write_images([scanned(image, seed) for seed, image in enumerate(images)], path)
    return len(images)


def page_count(pdf: Path) -> int:
    """The number of pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
