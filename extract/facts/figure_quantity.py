"""A number with its unit, as the modules of figures hand it on."""

from __future__ import annotations

from dataclasses import dataclass

from extract.facts.figure_units import Unit
from extract.values.numbers import Number


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `start:end` with the qualifier, `number` where the number itself begins."""

    start: int
    end: int
    number: int
    value: Number
    unit: Unit | None
    out_of: Number | None = None
    value_to: Number | None = None
    qualifier: str | None = None
    percent: bool = False
    confidence: float = 0.95
    rule: str = "quantity"

    @property
    def unit_text(self) -> str | None:
        """The unit in its normal form: `%`, `%/năm` or the words."""
        return self.unit.text if self.unit else None
