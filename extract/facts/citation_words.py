"""The words that citations are made of, compiled once from `patterns/citations.toml`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

import patterns
from extract.facts.model import Relation
from extract.values.phrases import led
from extract.values.symbols import SYMBOL
from extract.values.text import fold

_REACH = 170


@dataclass(frozen=True)
class RelationCue:
    """Words that, standing directly before a mention, say how the text ties itself to the document."""

    relation: Relation
    pattern: re.Pattern[str]
    reach: int
    """How many characters before the mention it is looked for in."""
    words: tuple[str, ...] = ()
    """One of these stands in what the pattern matches; where none does it need not be tried."""

    def found_in(self, lead: str, plain: str) -> bool:
        """Whether the words stand in a lead; `plain` is the lead in lower case with single spaces."""
        if self.words and not any(word in plain for word in self.words):
            return False
        return self.pattern.search(lead, max(0, len(lead) - self.reach)) is not None


@dataclass(frozen=True)
class CitationWords:
    """Everything that the reading of citations needs to know of the language."""

    symbol: re.Pattern[str]
    types: dict[str, str]
    type_word: re.Pattern[str]
    """For text in lower case."""
    dispatch: str
    generic_types: frozenset[str]
    between: re.Pattern[str]
    listed: re.Pattern[str]
    number_word: re.Pattern[str]
    law_kind: re.Pattern[str]
    laws: dict[str, re.Pattern[str]]
    law_names: dict[str, str]
    law_end: re.Pattern[str]
    amending: re.Pattern[str]
    draft: re.Pattern[str]
    provision: re.Pattern[str]
    provision_words: tuple[str, ...]
    """One of these stands in every provision, in lower case."""
    relations: tuple[RelationCue, ...]
    basis_opening: re.Pattern[str]
    post: re.Pattern[str]
    posts: dict[str, str]
    fixed_issuers: dict[str, str]
    issuer_end: re.Pattern[str]
    confidence: dict[str, float]


@functools.cache
def citation_words() -> CitationWords:
    """The words of the pattern file, compiled; the user's own additions included."""
    data = patterns.data("citations")
    rules = patterns.rules("citations")
    types = {key.lower(): value for key, value in data["types"].items()}
    laws = data["laws"]
    kinds = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
    issuers = data["issuers"]
    ends = list(issuers["ends"])
    issuer_ends = ends + [word.upper() for word in ends] + [word.capitalize() for word in ends if " " in word]
    return CitationWords(
        symbol=re.compile(SYMBOL, re.VERBOSE),
        types=types,
        type_word=re.compile(led(types)),
        dispatch=data["dispatch"]["default"],
        generic_types=frozenset(data["dispatch"]["generic"]),
        between=rules["numbered"].pattern,
        listed=rules["listed"].pattern,
        number_word=re.compile(rules["bare"].pattern.pattern + r"\Z", re.VERBOSE),
        law_kind=rules["named_law"].pattern,
        laws={kind: _names(laws[kind]) for kind in kinds},
        law_names={f"{kind} {_plain(name)}": name for kind in kinds for name in laws[kind]},
        law_end=re.compile(
            rf"\s+(?:{patterns.alternation(laws['ends'])})(?![^\W_])|\s*[.;:()\[\]\"\n\t/,]|\s+-|\s+\d"
        ),
        amending=re.compile(rf"\s+(?:{patterns.alternation(laws['amending'])})\s+"),
        draft=re.compile(rf"(?<![^\W_])(?:{patterns.alternation(laws['drafts'])})\s+(?:các\s+)?\Z"),
        provision=_provision(data["provision"]),
        provision_words=tuple(data["provision"].get("words", ("",))),
        relations=tuple(
            RelationCue(
                r["relation"],
                patterns.compile_pattern(r["pattern"]),
                r.get("reach", _REACH),
                tuple(r.get("words", ())),
            )
            for r in data["relation"]
        ),
        basis_opening=re.compile(
            rf"[\s(\"'*\d.)-]*(?:{patterns.alternation(data['basis_openings'])})\b", re.IGNORECASE
        ),
        post=re.compile(rf"(?:{patterns.alternation(issuers['posts'])})(?=\s)", re.IGNORECASE),
        posts={" ".join(fold(name).split()): name for name in reversed(issuers["posts"])},
        fixed_issuers={_plain(name): name for name in issuers["fixed"]},
        issuer_end=re.compile(
            rf"\s+(?:{patterns.alternation(issuer_ends)})(?![^\W_])"
            rf"|\s*[.;:()\[\]\"\n\t,]|\s-\s|\s+\d"
        ),
        confidence={rule.name: rule.confidence for rule in rules.rules},
    )


def _plain(name: str) -> str:
    return " ".join(fold(name).replace(",", " ").split())


def _names(names: list[str]) -> re.Pattern[str]:
    """Names as they stand in the folded view; a comma inside may be left out or doubled by a space."""
    ordered = sorted({_plain(name) for name in names}, key=lambda n: (-len(n), n))
    words = "|".join("[,]?[ ]+".join(map(re.escape, name.split())) for name in ordered)
    return re.compile(rf"\s+(?:{words})(?![^\W_])")


def _provision(parts: dict[str, Any]) -> re.Pattern[str]:
    """The parts of a document in a row, up to where the mention of the document begins."""
    unit, number = parts["unit"], parts["id"]
    separator = r"(?:\s*[,;]\s*|\s+và\s+|\s*-\s*|\s+đến\s+|\s+hoặc\s+)"
    numbers = rf"{number}(?:{separator}(?:{number})){{0,8}}"
    group = rf"(?:các\s+)?{unit}\s+{numbers}"
    link = r"(?:\s*[,;]\s*|\s+và\s+|\s+(?:của|thuộc|tại|trong)\s+|\s+)"
    rules = r"(?:\s+(?:của\s+)?(?:Quy\s+chế|Quy\s+định|Điều\s+lệ|Danh\s+mục|Bộ\s+tiêu\s+chí|Đề\s+án|Kế\s+hoạch|Chương\s+trình)[^.;,\n]{0,90}?)?"
    tail = rf"(?:{rules}\s*,?\s*(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo|\s*,?\s*(?:của|tại|trong|thuộc))?(?:\s+các)?\s*"
    appendix = r"(?:[Pp]hụ\s+lục|PHỤ\s+LỤC|[Dd]anh\s+mục)"
    return re.compile(
        rf"(?<![^\W_])(?P<provision>{group}(?:{link}{group}){{0,6}}(?:\s+{appendix}(?![^\W_]))?|{appendix})(?P<tail>{tail})\Z"
    )
