"""Letters that tesseract gives for others that look the same."""

from __future__ import annotations


def mended(text: str) -> str:
    return text
