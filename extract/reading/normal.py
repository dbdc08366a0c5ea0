"""One way of writing each character: composed accents, one line end, one space, nothing invisible."""

from __future__ import annotations

import functools
import re
import unicodedata

from extract.reading.offsets import Edit, apply_edits, chain
from extract.reading.source import OffsetMap

# Vertical tab, next line, line and paragraph separator all end a line; form feed stays, it ends a page.
_LINE_END = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
# All that the expressions below look for: most texts hold none of it, which one look tells.
_UNUSUAL = re.compile(
    "[\x00-\x08\x0b\x0d-\x1f\x7f\x85\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]"
)
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1d\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Word's own no-break hyphen, where a converter let it through.
_HARD_HYPHEN = "\x1e"
_DECOMPOSED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
_SHAPES = "\u0302\u0306\u031b"


def normalise(text: str) -> tuple[str, OffsetMap | None]:
    """The text in NFC with `\\n` as line end, plain spaces and no invisible characters; and the map back, if changed.

    A tone mark typed before the mark that makes the vowel (`a´^` for `ấ`) is put where Unicode wants it.
    """
    changes: OffsetMap | None = None

    def make(edits: list[Edit]) -> None:
        nonlocal text, changes
        if edits:
            text, made = apply_edits(text, edits)
            changes = chain(made, changes)

    if _UNUSUAL.search(text):
        text = _SPACE.sub(" ", text.replace(_HARD_HYPHEN, "-"))
        make([(m.start(), m.end(), "") for m in _INVISIBLE.finditer(text)])
        make([(m.start(), m.end(), "\n") for m in _LINE_END.finditer(text)])
    if unicodedata.is_normalized("NFC", text):
        return text, changes
    make(
        [
            (m.start(), m.end(), composed)
            for m in _DECOMPOSED.finditer(text)
            if (composed := _compose(m[0])) != m[0]
        ]
    )
    if not unicodedata.is_normalized("NFC", text):
        make(
            [
                (i, i + 1, composed)
                for i, char in enumerate(text)
                if char > "\u02ff" and (composed := unicodedata.normalize("NFC", char)) != char
            ]
        )
    if not unicodedata.is_normalized("NFC", text):
        # What is left are marks in an order that no writing uses; a mark that composes with nothing is dropped.
        make([(m.start(), m.end(), "") for m in re.finditer("[\u0300-\u036f]", text)])
        text = unicodedata.normalize("NFC", text)
    return text, changes


@functools.lru_cache(4096)
def _compose(letter: str) -> str:
    composed = unicodedata.normalize("NFC", letter)
    if len(composed) == 1:
        return composed
    base, marks = unicodedata.normalize("NFD", letter)[0], unicodedata.normalize("NFD", letter)[1:]
    ordered = "".join(sorted(marks, key=lambda mark: mark not in _SHAPES))
    again = unicodedata.normalize("NFC", base + ordered)
    return again if len(again) < len(composed) else composed
