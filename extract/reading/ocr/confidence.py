"""Which recognised words are words."""

from __future__ import annotations

from extract.reading.ocr.tesseract import Found


def believable(found: list[Found], notes: list[str]) -> list[Found]:
    return [word for word in found if word.confidence >= 0.2]
