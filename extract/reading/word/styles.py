"""Styles, document defaults and theme fonts: how a run of text is printed, and what its paragraph is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.reading.encodings import font_encoding
from extract.reading.word.package import Element, W
from extract.reading.word.symbols import is_symbol_font

Properties = dict[str, str | bool]
"""What a style or a run says of itself: the toggles `b`, `caps`, `smallCaps`, `vanish`; `vertAlign`, `rStyle`,
`ascii` and `hAnsi` (fonts)."""

_OFF = frozenset(("0", "false", "off", "none"))
_TOGGLES = {W + name: name for name in ("b", "caps", "smallCaps", "vanish")}
_VALUES = {W + name: name for name in ("vertAlign", "rStyle")}
_FONTS = W + "rFonts"
_VAL = W + "val"
_FONT_NAMES = (("ascii", W + "ascii", W + "asciiTheme"), ("hAnsi", W + "hAnsi", W + "hAnsiTheme"))
_HEADING = re.compile(r"(?:heading [1-9]|title|toc heading)$", re.I)
_OTHER_STYLES = re.compile(rb'<w:style\b(?=[^<>]*\sw:type="(?:table|numbering)")[^<>]*[^<>/]>')
_STYLE_END = b"</w:style>"
_DEEPEST = 40
"""No chain of styles is followed further: Word allows eleven, broken files go in circles."""


class Format(NamedTuple):
    """How a run is printed; fonts only where they change what its codes mean."""

    bold: bool = False
    upper: bool = False
    hidden: bool = False
    raised: bool = False
    font: str = ""
    """An old encoding's font or a symbol font, for characters beyond ASCII."""
    ascii_font: str = ""

    @property
    def special(self) -> bool:
        """Whether the text is not printed as it is written."""
        return self.upper or self.raised or bool(self.font or self.ascii_font)


@dataclass(slots=True)
class Style:
    """A style of paragraphs or characters with all that it inherits."""

    id: str
    run: Properties = field(default_factory=dict)
    number: str | None = None
    """The `numId` of its list, with the level in `level`; `owner` is the style that named the list."""
    level: int | None = None
    owner: str = ""
    heading: bool = False
    based_on: tuple[str, ...] = ()


def is_on(element: Element) -> bool:
    """The value of an element that switches something on by being there."""
    value = element.get(_VAL)
    return value is None or value.lower() not in _OFF


def trimmed(styles: bytes) -> bytes:
    """The part `styles.xml` without the styles of tables and lists: often nine tenths of it, and never asked for."""
    kept: list[bytes] = []
    at = 0
    for opening in _OTHER_STYLES.finditer(styles):
        end = styles.find(_STYLE_END, opening.end())
        if end < 0 or opening.start() < at:
            return styles
        kept.append(styles[at : opening.start()])
        at = end + len(_STYLE_END)
    return b"".join(kept) + styles[at:]


class Styles:
    """The styles of a document; `styles` and `theme` are the roots of these parts, where there are any."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self._themes = _theme_fonts(theme)
        self._elements: dict[tuple[str, str], Element] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self._formats: dict[tuple[object, ...], Format] = {}
        self.defaults: Properties = {}
        default_paragraph = None
        for element in styles if styles is not None else ():
            if element.tag == W + "style":
                kind, name = element.get(W + "type", "paragraph"), element.get(W + "styleId", "")
                self._elements.setdefault((kind, name), element)
                if kind == "paragraph" and element.get(W + "default", "0").lower() not in _OFF:
                    default_paragraph = default_paragraph or name
            elif element.tag == W + "docDefaults":
                properties = element.find(f"{W}rPrDefault/{W}rPr")
                if properties is not None:
                    self.defaults = self.properties(properties)
        self.normal = self.paragraph(default_paragraph or "Normal")

    def paragraph(self, name: str) -> Style:
        """The style of a paragraph; an empty one where the document has none of the name."""
        return self._style("paragraph", name)

    def properties(self, element: Element) -> Properties:
        """What an `rPr` says."""
        found: Properties = {}
        for child in element:
            tag = child.tag
            if (name := _TOGGLES.get(tag)) is not None:
                found[name] = is_on(child)
            elif tag == _FONTS:
                for name, plain, theme in _FONT_NAMES:
                    # A theme's font is stronger than the one named beside it.
                    font = self._themes.get(child.get(theme, "")) or child.get(plain)
                    if font:
                        found[name] = font
            elif (name := _VALUES.get(tag)) is not None:
                found[name] = child.get(_VAL, "")
        return found

    def format(self, paragraph: Style, direct: Properties) -> Format:
        """How a run with these properties is printed in a paragraph of this style.

        Toggles follow ECMA-376 part 1, 17.7.3: what the run says itself is final; else they are on where the
        document's defaults have them on, or where just one of the styles of paragraph and characters has.
        """
        # Properties come in the order of the standard, so equal ones are the same key as a rule.
        key = (paragraph.id, *direct.items())
        found = self._formats.get(key)
        if found is None:
            found = self._formats[key] = self._format(paragraph.run, direct)
        return found

    def _format(self, paragraph: Properties, direct: Properties) -> Format:
        named = direct.get("rStyle")
        character = self._style("character", named).run if isinstance(named, str) else {}

        def toggle(name: str) -> bool:
            if name in direct:
                return bool(direct[name])
            return bool(self.defaults.get(name)) or bool(paragraph.get(name)) != bool(character.get(name))

        def value(name: str) -> str:
            for level in (direct, character, paragraph, self.defaults):
                if name in level:
                    return str(level[name])
            return ""

        ascii_font, font = value("ascii"), value("hAnsi")
        return Format(
            bold=toggle("b"),
            upper=toggle("caps") or toggle("smallCaps"),
            hidden=toggle("vanish"),
            raised=value("vertAlign") == "superscript",
            font=_meaningful(font or ascii_font),
            ascii_font=_meaningful(ascii_font or font),
        )

    def _style(self, kind: str, name: str) -> Style:
        found = self._known.get((kind, name))
        if found is None:
            found = self._known[(kind, name)] = self._resolve(kind, name)
        return found

    def _resolve(self, kind: str, name: str) -> Style:
        chain: list[tuple[str, Element]] = []
        at: str | None = name
        while at is not None and len(chain) < _DEEPEST and at not in (n for n, _ in chain):
            element = self._elements.get((kind, at))
            if element is None:
                break
            chain.append((at, element))
            parent = element.find(W + "basedOn")
            at = parent.get(_VAL) if parent is not None else None
        style = Style(name, based_on=tuple(n for n, _ in chain))
        for owner, element in reversed(chain):
            properties = element.find(W + "rPr")
            if properties is not None:
                style.run.update(self.properties(properties))
            self._paragraph_properties(style, owner, element)
        # A style of characters names no other; one of paragraphs can't, but broken files do.
        style.run.pop("rStyle", None)
        return style

    def _paragraph_properties(self, style: Style, owner: str, element: Element) -> None:
        called = element.find(W + "name")
        if called is not None and _HEADING.match(called.get(_VAL, "")):
            style.heading = True
        properties = element.find(W + "pPr")
        if properties is None:
            return
        outline = properties.find(W + "outlineLvl")
        if outline is not None:
            # Level 9 is body text.
            style.heading = outline.get(_VAL, "9") < "9"
        numbering = properties.find(W + "numPr")
        if numbering is not None:
            number, level = numbering.find(W + "numId"), numbering.find(W + "ilvl")
            if number is not None:
                style.number, style.owner = number.get(_VAL), owner
            if level is not None and level.get(_VAL, "").isdigit():
                style.level = int(level.get(_VAL))


def _meaningful(font: str) -> str:
    return font if font and (is_symbol_font(font) or font_encoding(font) is not None) else ""


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts of the theme by the names that runs use for them (`minorHAnsi`)."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for scheme in ("major", "minor"):
        for latin in theme.iter(f"{{*}}{scheme}Font"):
            face = latin.find("{*}latin")
            if face is not None and face.get("typeface"):
                found[scheme + "HAnsi"] = found[scheme + "Ascii"] = face.get("typeface")
            break
    return found
