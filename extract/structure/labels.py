"""What is printed before an item of the outline: its label, the family it counts in, and its place in the count.

Labels are those of Nghị định 30/2020/NĐ-CP (Phần, Chương, Mục, Điều, khoản 1., điểm a)) and what offices really
write; the order of letters is a b c d đ e g h i k l m n o p q r s t u v x y.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.structure.lines import Line, compiled, is_caps, word_count
from extract.values.numbers import ORDINALS, parse_roman
from patterns import data

LETTERS = "abcdđeghiklmnopqrstuvxy"
NAMED = frozenset({"appendix", "form", "part", "chapter", "heading", "article", "clause"})
TITLED_BELOW = frozenset({"appendix", "form", "part", "chapter", "heading"})
"""Labels whose title may stand on the line below."""

_RANKS: dict[str, int] = {entry["name"]: entry["rank"] for entry in data("structure")["label"]}
_LABEL = compiled("(?:" + "|".join(f"(?:{e['pattern']})" for e in data("structure")["label"]) + ")")
_AFTER = re.compile(r"\s*[.:)/-]?\s*")
_FORM_WORDS = re.compile(r"\s+")
_BULLET_RANKS = {"*": 13, "-": 14, "+": 15}
_NUMBERS_IN_WORDS = {**ORDINALS}


@dataclass(frozen=True, slots=True)
class Mark:
    """The label of a paragraph.

    `style` is the family in which labels follow one another (`number.`, `number)`, `letter)`, `bullet-`, `dotted2`);
    `value` the place in the count (0 for bullets), `prefix` the numbers before the last (`2.1` has `(2,)`).
    `body_start` is the offset in the stored text where the text after the label begins.
    """

    kind: str
    style: str
    label: str
    value: int
    prefix: tuple[int, ...]
    rank: int
    start: int
    body_start: int
    body: str

    @property
    def first(self) -> bool:
        """Whether a list may begin with this label."""
        return self.value <= 1


def read_label(line: Line) -> Mark | None:
    """The label that a paragraph begins with, `None` where it begins with none."""
    match = _LABEL.match(line.text)
    if match is None or match.lastgroup is None or "\t" in line.text:
        return None
    kind = match.lastgroup.removesuffix("_value")
    if kind in NAMED:
        return _named(kind, match, line)
    raw = match[kind]
    after = match.end()
    rank = _RANKS[kind]
    prefix: tuple[int, ...] = ()
    label = raw
    if kind == "bullet":
        style, value, rank = f"bullet{raw}", 0, _BULLET_RANKS.get(raw, 16)
    elif kind == "number":
        value = int(raw)
        close = match.group().strip()[-1]
        style = f"number{close if close in '.)' else '.'}"
        label = f"{raw})" if close == ")" else raw
    elif kind == "letter":
        value = LETTERS.find(raw) + 1 or _foreign(raw)
        close = match.group().rstrip()[-1]
        style = f"letter{close}"
        label = f"{raw})" if close == ")" else raw
    elif kind == "enclosed":
        style, value, rank = _enclosed(raw)
        label = f"({raw})"
    elif kind == "dotted":
        parts = [parse_roman(p) or _number(p) for p in raw.split(".")]
        style, value, prefix = f"dotted{len(parts)}", parts[-1], tuple(parts[:-1])
        rank = 8 + min(len(parts) - 1, 1)
    elif kind == "roman":
        number = parse_roman(raw)
        if number is None:
            return None
        style, value = "roman", number
    else:
        style, value = "capital", ord(raw) - ord("A") + 1
    while after < len(line.text) and line.text[after] == " ":
        after += 1
    return Mark(kind, style, label, value, prefix, rank, line.start, line.start + after, line.text[after:])


def _named(kind: str, match: re.Match[str], line: Line) -> Mark | None:
    """A label with its word, unless the paragraph is a sentence that begins with the words of one."""
    text = line.text
    end = match.end()
    gap = _AFTER.match(text, end)
    body_at = gap.end() if gap else end
    body = text[body_at:]
    stop = gap.group().strip() if gap else ""
    if body and not stop and not is_caps(body) and not body.startswith("("):
        if not body[0].isupper() or body.endswith((".", ";", ",")) or word_count(body) > 30:
            return None
        if kind == "appendix" and not line.strong and text[end : end + 1] == " " and word_count(body) > 20:
            return None
    if body and stop and stop != "." and kind in ("form", "appendix") and word_count(body) > 60:
        return None
    raw_value = match[f"{kind}_value"]
    word = _FORM_WORDS.sub(" ", match[kind]).capitalize()
    whole = _FORM_WORDS.sub(" ", match.group().strip())
    tail = whole[len(match[kind].strip()) :].strip()
    label = f"{word} {tail.lower() if tail.isupper() and tail.startswith('THỨ') else tail}".strip()
    label = re.sub(r"\bSỐ\b", "số", label)
    return Mark(
        kind, kind, label, _value(raw_value), (), _RANKS[kind], line.start, line.start + body_at, body
    )


def _value(raw: str | None) -> int:
    if not raw:
        return 0
    roman = parse_roman(raw)
    if roman:
        return roman
    digits = re.match(r"\d+", raw)
    if digits:
        return int(digits.group())
    if len(raw) == 1:
        return ord(raw.upper()) - ord("A") + 1
    return _NUMBERS_IN_WORDS.get(raw.lower(), 1)


def _enclosed(raw: str) -> tuple[str, int, int]:
    if raw.isdigit():
        return "enclosed1", int(raw), 10
    roman = parse_roman(raw.upper())
    if roman:
        return "enclosedi", roman, 12
    return "encloseda", LETTERS.find(raw) + 1 or _foreign(raw), 12


def _foreign(letter: str) -> int:
    """The place of f, j, w, z, which the Vietnamese order leaves out."""
    return LETTERS.find({"f": "e", "j": "i", "w": "v", "z": "y"}.get(letter, "a")) + 1


def _number(part: str) -> int:
    return int(part) if part.isdigit() else ord(part) - ord("A") + 1
