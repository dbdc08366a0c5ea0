"""Web pages: the document or the article that a page holds, without what the site puts around it."""

from __future__ import annotations

from extract.reading.web.page import read_page

__all__ = ["read_page"]
