"""Documents to facts: a component a kind of fact, over atoms that are found once.

`Pipeline` is loaded when it is asked for: what only reads a database need not wait for the patterns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.facts.model import (
    Citation,
    Deadline,
    Directive,
    Fact,
    Facts,
    Figure,
    Organisation,
    OrganisationMention,
    Owner,
    Ranking,
    Score,
)

if TYPE_CHECKING:
    from extract.facts.pipeline import Pipeline

__all__ = [
    "Citation",
    "Deadline",
    "Directive",
    "Fact",
    "Facts",
    "Figure",
    "Organisation",
    "OrganisationMention",
    "Owner",
    "Pipeline",
    "Ranking",
    "Score",
]


def __getattr__(name: str) -> Any:
    if name == "Pipeline":
        from extract.facts.pipeline import Pipeline

        return Pipeline
    raise AttributeError(name)
