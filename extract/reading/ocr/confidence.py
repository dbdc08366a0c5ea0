"""Which recognised words are words."""

from __future__ import annotations

from extract.reading.ocr.tesseract import Found

_LEAST = 0.2
_LEAST_SIGNS = 0.6
_REMAINS = frozenset("_~^`´¨ˆ¬|¦*°'\"‘’“”.,:;«»<>={}[]\\")
"""Signs that specks, ends of printed lines and parts of stamps are read as."""


def believable(found: list[Found]) -> list[Found]:
    """The words without those of next to no confidence, and signs of little that stand alone."""
    return [
        word
        for word in found
        if word.confidence >= (_LEAST_SIGNS if _REMAINS.issuperset(word.text) else _LEAST)
    ]
