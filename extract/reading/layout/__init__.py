"""Pages of words with their places to paragraphs and tables in reading order."""

from __future__ import annotations

from extract.reading.layout.pages import read_layout

__all__ = ["read_layout"]
