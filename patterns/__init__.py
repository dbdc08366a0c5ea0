"""What the language looks like, as data: rules, word lists and gazetteers in TOML, and their loader.

A rules file holds `component` (the kind of fact its examples are about) and a list of `[[rule]]`, each with
`name`, `pattern` (a verbose regular expression with named groups, in which `{name}` stands for the entry of
`variables.toml`), `confidence`, `examples` (a text and the facts that must come out of it) and
`counterexamples` (texts from which this rule must take nothing).
"""

from __future__ import annotations

import functools
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

_VARIABLE = re.compile(r"\{([a-z][a-z_]*)\}")


class PatternError(ValueError):
    """A pattern file that can't be used; the message names the file, the rule and the reason."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what must come out of it: the fields of each fact, in order; others are not looked at."""

    text: str
    out: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which the language writes a thing."""

    name: str
    pattern: re.Pattern[str]
    confidence: float = 0.95
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The rules of one file, in the order in which they are tried."""

    name: str
    component: str
    rules: tuple[Rule, ...]

    def __getitem__(self, rule: str) -> Rule:
        for candidate in self.rules:
            if candidate.name == rule:
                return candidate
        raise KeyError(rule)


def names() -> list[str]:
    """The names of all pattern files of the package, without their ending."""
    return sorted(p.name[:-5] for p in resources.files(__name__).iterdir() if p.name.endswith(".toml"))


@functools.cache
def data(name: str) -> dict[str, Any]:
    """The content of a pattern file of the package, extended by the user's own file of the same name.

    A user's folder is named by the environment variable `CCHC_PATTERNS`; its rules and lists are added to
    those of the package, and a rule of the same name replaces the package's.
    """
    content = tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
    folder = os.environ.get("CCHC_PATTERNS")
    if folder and (own := Path(folder) / f"{name}.toml").is_file():
        try:
            content = _merge(content, tomllib.loads(own.read_text("utf-8")))
        except tomllib.TOMLDecodeError as error:
            raise PatternError(
                f"{own}: not valid TOML ({error}); correct it or unset CCHC_PATTERNS"
            ) from error
    return content


@functools.cache
def rules(name: str) -> RuleFile:
    """The compiled rules of a file; `PatternError` where one does not compile or uses an unknown variable."""
    content = data(name)
    compiled = []
    for entry in content.get("rule", ()):
        known = {"name", "pattern", "confidence", "examples", "counterexamples"}
        try:
            pattern = compile_pattern(entry["pattern"])
        except (re.error, KeyError) as error:
            raise PatternError(f"{name}.toml, rule {entry.get('name')!r}: {error}") from error
        compiled.append(
            Rule(
                name=entry["name"],
                pattern=pattern,
                confidence=float(entry.get("confidence", 0.95)),
                examples=tuple(
                    Example(e["text"], tuple(e.get("out", ()))) for e in entry.get("examples", ())
                ),
                counterexamples=tuple(entry.get("counterexamples", ())),
                fields={k: v for k, v in entry.items() if k not in known},
            )
        )
    return RuleFile(name, content.get("component", name), tuple(compiled))


def compile_pattern(text: str, flags: int = re.VERBOSE) -> re.Pattern[str]:
    """Compiles a verbose pattern in which `{name}` stands for an entry of `variables.toml`."""
    return re.compile(expand(text), flags)


def expand(text: str) -> str:
    """The text with every `{name}` replaced by the variable of that name, however deeply they nest."""
    variables = data("variables").get("variables", {})

    def value(match: re.Match[str]) -> str:
        if match[1] not in variables:
            raise KeyError(f"unknown variable {match[1]!r}")
        return f"(?:{variables[match[1]]})"

    for _ in range(10):
        text, count = _VARIABLE.subn(value, text)
        if not count:
            return text
    raise KeyError("variables that contain each other")


def alternation(words: Sequence[str]) -> str:
    """A regular expression for any of the words, longest first, with any run of spaces between their parts."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)


def _merge(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        held = merged.get(key)
        if key == "rule" and isinstance(held, list):
            replaced = {rule["name"] for rule in value}
            merged[key] = [rule for rule in held if rule["name"] not in replaced] + value
        elif isinstance(held, dict) and isinstance(value, dict):
            merged[key] = _merge(held, value)
        elif isinstance(held, list) and isinstance(value, list):
            merged[key] = held + [item for item in value if item not in held]
        else:
            merged[key] = value
    return merged
