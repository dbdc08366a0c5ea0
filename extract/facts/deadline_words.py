"""The words that deadlines are made of, compiled once from `patterns/deadlines.toml`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal, cast

import patterns
from extract.facts.model import DeadlineKind

Strength = Literal["duty", "goal", "task"]
REACH = 70
"""How many characters before a date its cue is looked for in."""


@dataclass(frozen=True)
class Cue:
    """Words directly before a date; `strength` says how much more the sentence must show.

    A `duty` needs nothing more, a `goal` words of aiming or reaching, a `task` something that is to be done.
    """

    name: str
    kind: DeadlineKind
    strength: Strength
    pattern: re.Pattern[str]
    confidence: float
    words: frozenset[str] = frozenset()
    """One of these stands before the date wherever the pattern matches; empty where there is none for certain."""
    reach: int = REACH


@dataclass(frozen=True)
class RhythmWords:
    """What stands around `hằng tuần` and `một lần`; `at` and `times_at` say where, in folded text."""

    at: tuple[re.Pattern[str], ...]
    times_at: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    times: re.Pattern[str]
    closing: re.Pattern[str]


@dataclass(frozen=True)
class DeadlineWords:
    """Everything that the reading of deadlines needs to know of the language."""

    cues: tuple[Cue, ...]
    recurring: re.Pattern[str]
    recurring_start: re.Pattern[str]
    rhythm: RhythmWords
    relative: re.Pattern[str]
    term: re.Pattern[str]
    relative_start: re.Pattern[str]
    often: re.Pattern[str]
    confidence: dict[str, float]
    task_verb: re.Pattern[str]
    task_opening: re.Pattern[str]
    task_heading: re.Pattern[str]
    goal_heading: re.Pattern[str]
    task_documents: frozenset[str]
    due_column: re.Pattern[str]
    not_due_column: re.Pattern[str]
    task_column: re.Pattern[str]
    owner_column: re.Pattern[str]
    not_owner_column: re.Pattern[str]


@functools.cache
def deadline_words() -> DeadlineWords:
    """The words of the pattern file, compiled; the user's own additions included."""
    data = patterns.data("deadlines")
    rules = patterns.rules("deadlines")
    columns = data["columns"]
    verbs = patterns.alternation(data["task_verbs"])
    cues = tuple(
        Cue(
            rule.name,
            cast(DeadlineKind, rule.fields["kind"]),
            cast(Strength, rule.fields["strength"]),
            rule.pattern,
            rule.confidence,
            frozenset(rule.fields.get("words", ())),
            int(rule.fields.get("reach", REACH)),
        )
        for rule in rules.rules
        if rule.fields.get("side") == "before"
    )
    return DeadlineWords(
        cues=cues,
        recurring=rules["recurring"].pattern,
        recurring_start=re.compile(data["recurring_starts"]),
        rhythm=RhythmWords(
            at=tuple(map(re.compile, data["rhythms"])),
            times_at=tuple(map(re.compile, data["times"])),
            before=rules["day_of_rhythm"].pattern,
            after=rules["rhythm_then_day"].pattern,
            times=rules["every_few"].pattern,
            closing=rules["closing_rhythm"].pattern,
        ),
        relative=rules["relative"].pattern,
        term=rules["term"].pattern,
        relative_start=re.compile(data["relative_starts"]),
        often=rules["table"].pattern,
        confidence={rule.name: rule.confidence for rule in rules.rules},
        task_verb=re.compile(rf"(?<![^\W_])(?:{verbs})(?![^\W_])", re.IGNORECASE),
        task_opening=re.compile(rf"[\s\"'(*-]*(?:{verbs})(?![^\W_])"),
        task_heading=re.compile(patterns.alternation(data["task_headings"]), re.IGNORECASE),
        goal_heading=re.compile(patterns.alternation(data["goal_headings"]), re.IGNORECASE),
        task_documents=frozenset(data["task_documents"]),
        due_column=re.compile(columns["due"], re.IGNORECASE),
        not_due_column=re.compile(columns["not_due"], re.IGNORECASE),
        task_column=re.compile(columns["task"], re.IGNORECASE),
        owner_column=re.compile(columns["owner"], re.IGNORECASE),
        not_owner_column=re.compile(columns["not_owner"], re.IGNORECASE),
    )
