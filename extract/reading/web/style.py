"""What the style of an element says of its text: font, weight, capitals, whether it is shown at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?:\.(?P<class>[\w-]+))?$", re.I)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_TOLD = ("font", "transform", "white-space", "vertical-align")
_FAMILY = re.compile(r"(?:^|;)\s*font-family\s*:\s*([^;]+)", re.I)
_FONT = re.compile(r"(?:^|;)\s*font\s*:\s*[^;]*?[\d.]+(?:pt|px|em|%|rem)(?:/[^\s;]+)?\s+([^;]+)", re.I)
_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(\w+)|(?:^|;)\s*font\s*:[^;]*\b(bold)\b", re.I)
_TRANSFORM = re.compile(r"text-transform\s*:\s*(\w+)", re.I)
_SPACE = re.compile(r"white-space\s*:\s*([\w-]+)", re.I)
_RAISED = re.compile(r"vertical-align\s*:\s*super|mso-text-raise", re.I)
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"}


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks where it stands."""

    font: str = ""
    bold: bool = False
    capitals: bool = False
    kept_spaces: bool = False
    raised: bool = False
    linked: bool = False


_Change = tuple[tuple[str, Any], ...]


class Styles:
    """The looks of elements by their own style, the style sheet of the page, and the element they stand in.

    Of style sheets, rules for a tag, a class or both are known: what word processors write. Whether a class is shown
    is not asked: that depends on the width of the screen and on scripts.
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[tuple[str, str], _Change] = {}
        self._known: dict[tuple[Any, ...], Look] = {}
        for sheet in sheets:
            for rule in _RULE.finditer(_COMMENT.sub(" ", sheet)):
                if change := _changes(rule[2]):
                    for selector in rule[1].split(","):
                        if (m := _SELECTOR.match(selector.strip())) and selector.strip():
                            key = ((m["tag"] or "*").lower(), m["class"] or "")
                            self._rules[key] = (*self._rules.get(key, ()), *change)

    def look(self, element: Any, tag: str, within: Look) -> Look:
        """The look of an element that stands within one of a look."""
        get = element.get
        key = (
            tag,
            get("class"),
            get("style"),
            get("face") if tag == "font" else None,
            within,
            tag == "a" and _leads_away(element),
        )
        if (known := self._known.get(key)) is None:
            known = self._known[key] = self._worked_out(*key)
        return known

    def _worked_out(
        self, tag: str, classes: str | None, style: str | None, face: str | None, within: Look, away: bool
    ) -> Look:
        change: dict[str, Any] = {
            "raised": tag == "sup" or (within.raised and tag in ("span", "font", "a", "b", "i"))
        }
        if tag in _BOLD:
            change["bold"] = True
        elif tag == "pre":
            change["kept_spaces"] = True
        elif away:
            change["linked"] = True
        if face:
            change["font"] = _first(face)
        if self._rules:
            change.update(self._rules.get(("*", ""), ()))
            change.update(self._rules.get((tag, ""), ()))
            for name in (classes or "").split():
                change.update(self._rules.get(("*", name), ()))
                change.update(self._rules.get((tag, name), ()))
        if style:
            change.update(_changes(style))
        return replace(within, **change)


def _changes(style: str) -> _Change:
    if not any(word in style.lower() for word in _TOLD):
        return ()
    out: dict[str, Any] = {}
    if m := _FAMILY.search(style) or _FONT.search(style):
        out["font"] = _first(m[1])
    if m := _WEIGHT.search(style):
        weight = (m[1] or m[2]).lower()
        if weight != "inherit":
            out["bold"] = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    if m := _TRANSFORM.search(style):
        out["capitals"] = m[1].lower() == "uppercase"
    if m := _SPACE.search(style):
        out["kept_spaces"] = m[1].lower() in ("pre", "pre-wrap", "pre-line", "break-spaces")
    if _RAISED.search(style):
        out["raised"] = True
    return tuple(out.items())


def _first(families: str) -> str:
    return families.split(",")[0].strip().strip("\"'").strip()


def _leads_away(link: Any) -> bool:
    """Whether a link leads to another page or does something; notes and tables of contents lead to a place of this one."""
    address = (link.get("href") or "").strip()
    return address == "#" or (address != "" and not address.startswith("#"))


def is_hidden(element: Any) -> bool:
    """Whether an element says of itself that it is not shown."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and _NOT_SHOWN.search(style) is not None
