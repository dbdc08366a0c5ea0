"""The facts of a document read from one format against those read from another.

Facts are compared by kind and content: their normal-form fields and their quote without regard to white space, not
by offsets, confidence or rule. What counts is a multiset: a fact that is found twice has to be found twice again.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.facts import Facts, Pipeline
from extract.facts.model import Owner
from extract.reading import Source
from extract.structure import Document, analyse

KINDS = ("citations", "deadlines", "scores", "rankings", "figures", "mentions", "directives")
STRUCTURE = ("header", "sections", "recipients")
_PLACED = {"start", "end", "rule", "confidence", "doubt", "deadline", "citations"}
# What annotators would put in words of their own; an image may lose a letter of it.
_WORDY = {
    "quote",
    "indicator",
    "task",
    "criterion",
    "action",
    "heading",
    "basis",
    "table_title",
    "owner",
    "subject",
}
_NEAR = 0.8

Content = tuple[tuple[str, Any], ...]


@dataclass
class Tally:
    """How many facts of a kind both formats gave, and those that only one gave."""

    both: int = 0
    lost: list[str] = field(default_factory=list)
    gained: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        every = 2 * self.both + len(self.lost) + len(self.gained)
        return 2 * self.both / every if every else 1.0


class Comparison:
    """The tallies of each kind over any number of documents."""

    def __init__(self, *, near: bool = False) -> None:
        """With `near`, wordings count as the same where four fifths of their words are; for text from images."""
        self.near = near
        self.kinds: dict[str, Tally] = defaultdict(Tally)

    def add(self, name: str, text: Source, rendering: Source) -> None:
        """Compares the facts of two sources of one document."""
        wanted, found = contents(text), contents(rendering)
        for kind in (*KINDS, *STRUCTURE):
            self._kind(self.kinds[kind], name, wanted[kind], found[kind])

    def below(self, floor: float) -> list[str]:
        """The kinds whose F1 is under a floor."""
        return [kind for kind, tally in self.kinds.items() if tally.f1 < floor]

    def table(self, *, cases: bool = True, kinds: Iterable[str] | None = None) -> str:
        """The F1 of each kind, a line each, with what was lost (`-`) and gained (`+`) below it."""
        lines = []
        for kind in kinds or self.kinds:
            tally = self.kinds[kind]
            lost, gained = len(tally.lost), len(tally.gained)
            lines.append(f"{kind:<12} F1 {tally.f1:.4f}  both {tally.both}  lost {lost}  gained {gained}")
            if cases:
                lines += [f"    - {case}" for case in tally.lost] + [f"    + {case}" for case in tally.gained]
        return "\n".join(lines)

    def _kind(self, tally: Tally, name: str, wanted: list[Content], found: list[Content]) -> None:
        left = Counter(found)
        missing = []
        for content in wanted:
            if left[content]:
                left[content] -= 1
                tally.both += 1
            else:
                missing.append(content)
        rest = list(left.elements())
        if self.near:
            for content in list(missing):
                same = next((other for other in rest if _alike(content, other)), None)
                if same is not None:
                    missing.remove(content)
                    rest.remove(same)
                    tally.both += 1
        partner = {id(c): _closest(c, rest) for c in missing}
        tally.lost += [f"{name}: {_show(c, partner[id(c)])}" for c in missing]
        tally.gained += [f"{name}: {_show(c, _closest(c, missing))}" for c in rest]


def contents(source: Source) -> dict[str, list[Content]]:
    """What is compared of a source: for each kind the contents of its facts, in the order of the text."""
    document = analyse(source)
    facts = Pipeline()(document)
    out: dict[str, list[Content]] = {kind: list(_facts(kind, document, facts)) for kind in KINDS}
    signature = document.signature
    header = {
        **dataclasses.asdict(document.header),
        "signer": signature.name,
        "signer_title": signature.title,
        "issuing body": facts.issuer.name if facts.issuer else None,
    }
    out["header"] = [(("field", k), ("value", _squeezed(v))) for k, v in header.items() if v is not None]
    out["sections"] = [
        (("path", s.path), ("label", s.label), ("heading", _squeezed(s.heading))) for s in document.sections
    ]
    out["recipients"] = [(("recipient", _squeezed(r)),) for r in document.recipients]
    return out


def _facts(kind: str, document: Document, facts: Facts) -> Iterator[Content]:
    for fact in getattr(facts, kind):
        fields = {f.name: getattr(fact, f.name) for f in dataclasses.fields(fact) if f.name not in _PLACED}
        quote = _squeezed(document.text[fact.start : fact.end])
        yield (("quote", quote), *((name, _plain(value)) for name, value in fields.items()))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_plain(v) for v in value)
    if isinstance(value, Owner):
        return value.name
    if dataclasses.is_dataclass(value):
        return tuple(getattr(value, f.name) for f in dataclasses.fields(value))
    return _squeezed(value)


def _squeezed(value: Any) -> Any:
    """A text without its white space but one space between words."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _words(value: Any) -> Counter[str]:
    return Counter(re.findall(r"\w+", str(value).lower()))


def _alike(one: Content, other: Content) -> bool:
    """Whether two contents are the same but for letters of their wording; a wording that only one has is none."""
    left, right = dict(one), dict(other)
    for name in {*left, *right}:
        a, b = left.get(name), right.get(name)
        if a == b:
            continue
        wordy = (
            name in _WORDY or (name == "value" and isinstance(a, str) and len(a) > 20) or name == "recipient"
        )
        if not wordy or a is None or b is None or _share(a, b) < _NEAR:
            return False
    return True


def _share(a: Any, b: Any) -> float:
    left, right = _words(a), _words(b)
    total = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / total if total else 1.0


def _closest(content: Content, others: Iterable[Content]) -> Content | None:
    ranked = [(_share(content, other), -i, other) for i, other in enumerate(others)]
    best = max(ranked, default=None, key=lambda r: r[:2])
    return best[2] if best is not None and best[0] > 0.6 else None


def _show(content: Content, other: Content | None) -> str:
    """The fields that differ from the closest one of the other format, else all that have a value."""
    held: Mapping[str, Any] = dict(content)
    against: Mapping[str, Any] = dict(other) if other is not None else {}
    head = next(iter(held.values()))
    rest = [
        f"{k}={v}" for k, v in list(held.items())[1:] if v not in (None, (), False) and against.get(k) != v
    ]
    return f"{head} | {'; '.join(rest)}"
