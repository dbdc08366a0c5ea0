"""Letters that tesseract gives for others that look the same, and that no Vietnamese text has.

What hesitates between two such letters gives both: `QĐ` comes out as `QĐÐ` and `QÐĐ`, a slash as `/⁄`. `QLĐĐ` is right.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from extract.reading.ocr.tesseract import Found

_TWICE = re.compile("[ĐÐ]*(?:ĐÐ|ÐĐ)[ĐÐ]*|NÑ|ÑN|/⁄|⁄/|[đð]*(?:đð|ðđ)[đð]*")
_LABEL = re.compile(r"[ởờỡớợ]\)")
_SAME = str.maketrans("ÐðÑñŠšŸÿ⁄∕—", "ĐđNnSsYy//–")


@functools.lru_cache(8192)
def mended(text: str) -> str:
    """The text with these letters as what they are; one where two stand for one."""
    if text.isascii():
        return text
    return _TWICE.sub(lambda pair: pair[0][0], text).translate(_SAME)


def with_labels(found: Sequence[Found]) -> None:
    """Sets the text of labels of items that can be no other: `ở)` at the beginning of a line is `đ)`."""
    first: dict[tuple[int, int, int], Found] = {}
    for word in found:
        if word.line not in first or word.x0 < first[word.line].x0:
            first[word.line] = word
    for word in first.values():
        if _LABEL.fullmatch(word.text):
            word.text = "đ)"
