"""Axes: from a value to its place on the sheet."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A straight scale: `zero` is the place of 0, `per_unit` the points of one unit, negative to go up or left."""

    zero: float
    per_unit: float

    def at(self, value: Decimal) -> float:
        """The place of a value."""
        return self.zero + self.length(value)

    def length(self, value: Decimal) -> float:
        """How far a value reaches from 0, with its direction."""
        return float(value) * self.per_unit


def spanning(start: float, end: float, low: Decimal, high: Decimal) -> Axis:
    """The axis on which `low` lies at `start` and `high` at `end`; both may be the same value, then there is no length."""
    per_unit = (end - start) / float(high - low) if high > low else 0.0
    return Axis(zero=start - float(low) * per_unit, per_unit=per_unit)
