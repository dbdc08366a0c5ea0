"""The list of recipients (Nơi nhận), item by item."""

from __future__ import annotations

import re

_LEADING = re.compile(r"^\s*[-+*•·–—‐−~ˆ^]{1,2}\s*")
_SEEN_DASH = re.compile(r"[-+*•·–—‐−~ˆ^_=]{1,2}\s*[^\W\d_]")
_INLINE = re.compile(r"(?:^|[;.:]\s*|\s)-\s+(?=\S)")


def split_items(text: str) -> list[str]:
    """The items of a paragraph of recipients: one, or several that were run together (`- Như trên; - Lưu: VT.`)."""
    text = re.sub(r"\s+", " ", text).strip()
    pieces = re.split(r"(?:(?<=[;.:])|^)\s*[-–]\s+", text) if re.search(r"[;.]\s*[-–]\s+\S", text) else [text]
    return [item for piece in pieces if (item := clean_item(piece))]


def is_dashed(text: str) -> bool:
    """Whether an item read from an image begins with what became of a dash (`~ Lưu: VT`, `ˆ Sở Tài chính`)."""
    return _SEEN_DASH.match(text) is not None


def clean_item(text: str) -> str:
    """An item without its dash and without the semicolon or full stop that ends it."""
    return re.sub(r"[\s;.,]+$", "", _LEADING.sub("", text)).strip()


def closed(text: str) -> bool:
    """Whether an item is over: what follows without a dash does not belong to it."""
    return text.rstrip().endswith((";", "."))
