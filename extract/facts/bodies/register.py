"""The register of bodies: fixed names, fields of government and types of names, with the automaton that finds them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import ahocorasick

import patterns
from extract.facts.model import Level, OrganisationKind
from extract.values.text import matching_view

Tail = Literal[
    "unit",
    "committee",
    "party",
    "field",
    "office",
    "title",
    "topic",
    "inner",
    "branch",
    "number",
    "place",
    "none",
    "post",
]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of government; `ministry` and `department` hold validity and successor where such a body exists."""

    name: str
    short: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    ministry: Mapping[str, str] | None = None
    department: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A body of a fixed name (`tail` is `none`) or a type that opens a composed name.

    `bare`: the type alone is a body; `needs`: it is one only with a unit; `lower`: it may be printed in lower case;
    `silent`: it is known so that nothing else is read there; `inner`: the types that may follow.
    """

    name: str
    kind: OrganisationKind
    level: Level | None
    tail: Tail
    fixed: bool = False
    bare: bool = False
    needs: bool = False
    lower: bool = False
    silent: bool = False
    inner_only: bool = False
    office: bool = False
    joint: bool = False
    fields: str | None = None
    inner: frozenset[str] = frozenset()
    member: str | None = None
    validity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text."""

    start: int
    end: int
    entry: Entry


class Register:
    """All that is known of bodies before a document is read."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.fields = [
            Field(
                f["name"],
                tuple(f["short"]),
                tuple(f.get("aliases", ())),
                f.get("ministry"),
                f.get("department"),
            )
            for f in content["field"]
        ]
        self.offices = tuple(content["offices"]["names"])
        self.abbreviations: Mapping[str, str] = content["abbreviations"]
        words = content["words"]
        self.stops = frozenset(words["stops"])
        self.stop_pairs = frozenset(words["stop_pairs"])
        self.allowed = frozenset(words["allowed"])
        self.compounds: dict[str, tuple[str, ...]] = {}
        """By a word that ends names the words before it that it forms one word with (`trình`: `công`)."""
        for first, second in (pair.split() for pair in words["compounds"]):
            before = self.compounds.get(second, ())
            self.compounds[second] = (*before, f" {first}", f" {first.capitalize()}")
        self.others: tuple[str, ...] = tuple(words["others"])
        self.topics: tuple[str, ...] = tuple(words["topics"])
        self.topic_parts: tuple[str, ...] = tuple(words["topic_parts"])
        self.title_parts: tuple[str, ...] = tuple(words["title_parts"])
        self.no_bodies = frozenset(words["no_bodies"])
        self.known_tails = tuple(sorted(words["known_tails"], key=len, reverse=True))
        self.entries: list[Entry] = []
        self._automaton = ahocorasick.Automaton()
        self._forms: dict[str, list[tuple[str, Entry]]] = {}
        self._add_bodies(content)
        self._add_types(content)
        for key, held in self._forms.items():
            self._automaton.add_word(key, (len(key), tuple(held)))
        self._automaton.make_automaton()
        self._ministries = _Fields([f for f in self.fields if f.ministry is not None])
        self._departments = _Fields([f for f in self.fields if f.department is not None])
        offices = [*self.fields, *(Field(n, ()) for n in self.offices)]
        self._any = _Fields(offices)
        shorts = (Field(n, (short,)) for short, n in content["offices"]["short"].items())
        self._offices = _Fields([*offices, *(Field(n, ()) for n in content["offices"]["units"]), *shorts])

    def field_at(self, text: str, pos: int, fields: str | None) -> tuple[int, str] | None:
        """The field of government that stands at `pos`: where it ends and its canonical name."""
        tables = {
            "ministry": self._ministries,
            "department": self._departments,
            "office": self._offices,
        }
        return tables.get(fields or "", self._any).at(text, pos)

    @functools.cached_property
    def initials(self) -> Mapping[str, str]:
        """Ministries and departments by the letters that symbols have for them (`BNV`, `SKHCN`)."""
        table: dict[str, str] = {}
        for f in self.fields:
            letters = "".join(w[0] for w in re.findall(r"[^\W\d_]+", f.name) if w != "và").upper()
            for held, letter, word in ((f.ministry, "B", "Bộ"), (f.department, "S", "Sở")):
                if held is not None:
                    for short in (letters, *map(_letters, f.short)):
                        if len(short) > 1:
                            table.setdefault(letter + short, f"{word} {f.name}")
        return table

    def hits(self, text: str, lowered: str) -> Iterator[Hit]:
        """The entries that stand in a text as whole words, in order of their end; the printed case is respected."""
        length = len(text)
        for last, (size, held) in self._automaton.iter(lowered):
            start, end = last + 1 - size, last + 1
            if start and (text[start - 1].isalnum() or text[start - 1] in "-/&_"):
                continue
            if end < length and (text[end].isalnum() or text[end] in "&_"):
                continue
            if end + 1 < length and text[end] in "-/" and text[end + 1].isalnum():
                continue
            printed = text[start:end]
            for form, entry in held:
                if _fits(printed, form, entry):
                    yield Hit(start, end, entry)
                    break

    def _add(self, form: str, entry: Entry) -> None:
        form = matching_view(form)
        held = self._forms.setdefault(form.lower(), [])
        if not any(e is entry for _, e in held):
            held.append((form, entry))

    def _add_bodies(self, content: Mapping[str, Any]) -> None:
        for data in content["body"]:
            validity = {k: data[k] for k in ("valid_from", "valid_to", "successor", "source") if k in data}
            entry = Entry(
                data["name"],
                data.get("kind", "khac"),
                data.get("level"),
                "none",
                fixed=True,
                silent=data.get("silent", False),
                member=data.get("member"),
                validity=validity,
            )
            self.entries.append(entry)
            for form in (data["name"], *data.get("aliases", ())):
                self._add(form, entry)

    def _add_types(self, content: Mapping[str, Any]) -> None:
        for data in content["type"]:
            entry = Entry(
                data["name"],
                data["kind"],
                data.get("level"),
                data["tail"],
                bare=data.get("bare", False),
                needs=data.get("needs", False),
                lower=data.get("lower", False),
                silent=data.get("silent", False),
                inner_only=data.get("inner_only", False),
                office=data.get("office", False),
                joint=data.get("joint", False),
                fields=data.get("fields"),
                inner=frozenset(data.get("inner", ())),
            )
            self.entries.append(entry)
            for form in data["heads"]:
                self._add(form, entry)


class _Fields:
    """A table of fields, matched at a place in any spelling of their separators, or by abbreviation."""

    def __init__(self, fields: Sequence[Field]) -> None:
        names = sorted(
            ((n, f.name) for f in fields for n in (f.name, *f.aliases)), key=lambda pair: -len(pair[0])
        )
        self._pattern = re.compile(
            "(?:" + "|".join(f"(?P<f{i}>{_spellings(n)})" for i, (n, _) in enumerate(names)) + r")(?!\w)",
            re.IGNORECASE,
        )
        self._names = [name for _, name in names]
        self._short: dict[str, str] = {}
        for f in fields:
            for short in f.short:
                self._short.setdefault(_letters(short), f.name)

    def at(self, text: str, pos: int) -> tuple[int, str] | None:
        if not text[pos : pos + 1].isupper():
            return None
        match = self._pattern.match(text, pos)
        if match:
            return match.end(), self._names[int((match.lastgroup or "f0")[1:])]
        abbreviation = _ABBREVIATION.match(text, pos)
        if not abbreviation:
            return None
        ends = [pos + m.end() for m in _PIECE.finditer(abbreviation[0])]
        for end in reversed(ends):
            name = self._short.get(_letters(text[pos:end]))
            if name is not None:
                return end, name
        return None


_ABBREVIATION = re.compile(
    r"[A-ZĐ]{1,7}(?:\s?[&,.-]\s?[A-ZĐ]{1,6}|v[A-ZĐ]{1,4}|\svà\s[A-ZĐ]{1,4}){0,4}(?![^\W\d_])"
)
_PIECE = re.compile(r"[A-ZĐ]+")


def _letters(short: str) -> str:
    return re.sub(r"[^A-ZĐ]", "", short)


def _spellings(name: str) -> str:
    parts = re.split(r"\s*(?:,| - | và )\s*", name)
    if parts[1:] == ["Tổng hợp"]:
        # In small letters behind a name `tổng hợp` is what the office does (`Phòng Kinh tế tổng hợp số liệu`).
        return rf"{_spellings(parts[0])}\s*(?:-\s*|,\s*|\svà\s|&\s*|(?=\s(?-i:T)))\s*Tổng\s+hợp"
    return r"\s*(?:,\s*(?:và\s)?|-|\svà\s|&|\s)\s*".join(
        r"\s+".join(map(re.escape, part.split())) for part in parts
    )


def _fits(printed: str, form: str, entry: Entry) -> bool:
    """Whether the printed case can be that of the entry: abbreviations are exact, names open with a capital."""
    if printed == form or printed.isupper():
        return form[0].isupper()
    if form.isupper() or (len(form) <= 5 and form[-1].isupper()):
        return False
    return entry.lower or printed[0] == form[0]


@functools.cache
def register() -> Register:
    """The register of the pattern file `organisations.toml`."""
    return Register(patterns.data("organisations"))
