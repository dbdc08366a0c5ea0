"""What cannot be right: findings, each with the words it rests on and the arithmetic shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from extract.facts.model import Facts
from extract.structure.model import Document

Severity = Literal["error", "warning"]
"""`error` cannot be right; `warning` deserves a look."""


class Kind(StrEnum):
    """The kinds of findings; each can be turned off by its name."""

    INVALID_DATE = "invalid_date"
    DATE_CONFLICT = "date_conflict"
    IMPLAUSIBLE_DATE = "implausible_date"
    SUM_MISMATCH = "sum_mismatch"
    COUNT_MISMATCH = "count_mismatch"
    PERCENTAGE_MISMATCH = "percentage_mismatch"
    DIFFERENCE_MISMATCH = "difference_mismatch"
    CONTRADICTION = "contradiction"
    RANK_OUT_OF_RANGE = "rank_out_of_range"
    SCORE_ABOVE_MAXIMUM = "score_above_maximum"
    NUMBER_FORMAT = "number_format"
    DEADLINE_BEFORE_ISSUE = "deadline_before_issue"
    DEADLINE_MOVED = "deadline_moved"
    NUMBER_ORDER = "number_order"
    NUMBERING = "numbering"
    INCONSISTENT_SYMBOL = "inconsistent_symbol"
    OUTDATED_CITATION = "outdated_citation"
    INCOMPLETE_HEADER = "incomplete_header"


# Between the white space around it.
_CELL = re.compile(r"[^\t\s](?:[^\t]*[^\t\s])?")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a document that cannot be right or deserves a look.

    `message` is Vietnamese: what was read, what was computed, what differs, what was probably meant. `spans` are the
    stretches of the text that it rests on, in the order of the message, the one to look at first.
    """

    kind: Kind
    severity: Severity
    message: str
    spans: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[0][1]

    def pieces(self, text: str) -> list[tuple[int, int]]:
        """The spans with the rows of tables taken apart into their cells, which hold what was printed and no tabs."""
        return [
            (start + cell.start(), start + cell.end())
            for start, end in self.spans
            for cell in _CELL.finditer(text[start:end])
        ]


@dataclass(frozen=True, slots=True)
class Check:
    """A check of one document: the kinds that it finds, and the function that finds them."""

    kinds: tuple[Kind, ...]
    run: Callable[[Document, Facts], Iterable[Finding]]
