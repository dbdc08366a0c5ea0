"""Characters of symbol fonts, whose codes mean something only in their font, as characters of Unicode."""

from __future__ import annotations

# Codes of the fonts that Word's own dialogs put into documents. Bullets are among those that
# `extract.reading.words.LABEL` knows; boxes, ticks and arrows are kept, drawings (telephones, hands) are not.
_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "-", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
    0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD6: "√", 0xD7: "·", 0xDB: "⇔", 0xDC: "⇐",
    0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_GREEK = dict(
    zip(b"ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnopqrstuwxyz", "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνοπθρστυωξψζ", strict=True)
)  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "▪", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9E: "•", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA4: "○", 0xA6: "○",
    0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→",
    0xEF: "⇐", 0xF0: "⇒", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●", 0x98: "●", 0x99: "●",
    0xA2: "▪", 0xA3: "☐", 0xA6: "☐", 0xAE: "◆",
}  # fmt: skip
_WINGDINGS_3 = {0x22: "↔", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "►", 0x84: "►"}
_TABLES = {
    "symbol": {**_SYMBOL, **_GREEK},
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3,
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "▪", 0x6E: "●", 0x72: "✗", 0x34: "►"},
    "marlett": {},
    "monotypesorts": {},
    "zapfdingbats": {},
}


def is_symbol_font(font: str) -> bool:
    """Whether a font draws symbols in the place of letters."""
    return _key(font) in _TABLES


def symbol(code: int, font: str) -> str | None:
    """The character that a code of a font stands for; `None` where it is a drawing that no text needs.

    Codes are those of the font (below 256) or moved to the private use area (U+F020–F0FF). In a font of letters
    the code is the character itself.
    """
    key = _key(font)
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if key in _TABLES:
        found = _TABLES[key].get(low)
        if found is None and key == "symbol" and 0x20 <= low < 0x7F:
            return chr(low)
        return found
    if 0xF000 <= code <= 0xF0FF:
        # A font that is not known, whose codes were moved: the letters stand where they always do.
        return chr(low) if 0x20 <= low < 0x7F else None
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else None


def translate(text: str, font: str) -> str:
    """A text set in a symbol font, as characters."""
    return "".join(" " if c.isspace() else symbol(ord(c), font) or "" for c in text)


def bullet(text: str, font: str) -> str:
    """The sign before an item of a list: the one printed, or `•` where it is a drawing."""
    if is_symbol_font(font) or any("\uf000" <= c <= "\uf0ff" for c in text):
        # Files name the font of a bullet wrongly, but the code for it is nearly always that of Symbol.
        name = font if is_symbol_font(font) else "symbol"
        return translate(text, name).strip() or ("•" if text.strip() else "")
    if text == "o" and font.lower().startswith("courier"):
        return "○"
    return text.strip()


def _key(font: str) -> str:
    return font.replace(" ", "").lower()
