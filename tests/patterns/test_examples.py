"""Every example of every pattern gives its facts, and no counterexample gives any."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import patterns
from tests.conftest import facts_of

_FIELDS = {"organisations": "mentions"}


def _components() -> list[patterns.RuleFile]:
    return [rules for name in patterns.names() if (rules := patterns.rules(name)).rules]


def _found(component: str, text: str) -> list[dict[str, Any]]:
    document, facts = facts_of(text)
    rows = []
    for fact in getattr(facts, _FIELDS.get(component, component)):
        row = dataclasses.asdict(fact)
        row.setdefault("found_by", fact.rule)
        if "rule_text" in row:
            row["rule"] = row["rule_text"]
        if "organisation" in row:
            row |= row.pop("organisation")
        for role in ("lead", "coordinate"):
            if role in row:
                row[role] = [owner["name"] for owner in row[role]]
        row["quote"] = document.text[fact.start : fact.end]
        rows.append(row)
    return rows


def _examples() -> list[Any]:
    return [
        pytest.param(rules.component, example, id=f"{rules.name}-{rule.name}-{i}")
        for rules in _components()
        for rule in rules.rules
        for i, example in enumerate(rule.examples)
    ]


def _counterexamples() -> list[Any]:
    return [
        pytest.param(rules.component, rule.name, text, id=f"{rules.name}-{rule.name}-{i}")
        for rules in _components()
        for rule in rules.rules
        for i, text in enumerate(rule.counterexamples)
    ]


@pytest.mark.parametrize(("component", "example"), _examples())
def test_example_gives_its_facts(component: str, example: patterns.Example) -> None:
    found = _found(component, example.text)
    # TOML has no null: an empty string says that the field is empty.
    wanted = [{k: None if v == "" else v for k, v in out.items()} for out in example.out]
    shown = [{k: row.get(k) for k in out} for row, out in zip(found, wanted, strict=False)]
    assert shown == wanted, found
    assert len(found) == len(wanted), found


@pytest.mark.parametrize(("component", "rule", "text"), _counterexamples())
def test_counterexample_gives_nothing(component: str, rule: str, text: str) -> None:
    assert [row for row in _found(component, text) if row["found_by"] == rule] == []


def test_every_rule_has_an_example_and_a_counterexample() -> None:
    bare = [
        f"{rules.name}: {rule.name}"
        for rules in _components()
        for rule in rules.rules
        if not rule.examples or not rule.counterexamples
    ]
    assert bare == []
