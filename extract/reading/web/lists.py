"""The labels that a browser prints before the items of lists."""

from __future__ import annotations

import re
from typing import Any

BULLET = "-"
_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman)|disc|circle|square)\b",
    re.I,
)
_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "disc": "disc",
    "circle": "circle",
    "square": "square",
}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the items of one list."""

    def __init__(self, element: Any) -> None:
        self._kind = _kind(element, "decimal" if element.tag == "ol" else "disc")
        self._next = _number(element.get("start"), 1) if element.tag == "ol" else 1

    def label(self, item: Any) -> str:
        """The label of the next item, empty where the list prints none."""
        kind = _kind(item, self._kind)
        number = _number(item.get("value"), self._next)
        self._next = number + 1
        if kind == "none":
            return ""
        if kind in ("disc", "circle", "square"):
            return BULLET
        return f"{_written(number, kind)}."


def _kind(element: Any, otherwise: str) -> str:
    if (style := element.get("style")) and (m := _STYLE.search(style)):
        return str(m[1]).lower().replace("latin", "alpha")
    return _TYPES.get(element.get("type") or "", otherwise)


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value.strip()) else otherwise


def _written(number: int, kind: str) -> str:
    if number < 1 or kind == "decimal":
        return str(number)
    if kind.endswith("alpha"):
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
    else:
        letters = ""
        for value, digits in _ROMAN:
            letters += digits * (number // value)
            number %= value
    return letters.upper() if kind.startswith("upper") else letters
