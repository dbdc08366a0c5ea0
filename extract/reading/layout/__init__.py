"""Pages of words with their places to paragraphs and tables in reading order."""

from __future__ import annotations

from extract.reading.layout.pages import lay_out, read_layout

__all__ = ["lay_out", "read_layout"]
