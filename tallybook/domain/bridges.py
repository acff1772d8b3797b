"""Bridges: how the year's plan so far became its result, part by part."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import accumulate


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one part of the year, named by its period, adds to the difference of result and plan.

    `complete` is false where data end before the part does.
    """

    period: str
    difference: Decimal
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The way of one KPI from the plan of the year to date to its result.

    `period` is the stretch that both are of. With `rest`, what the plan of the whole stretch differs from the
    plans of its parts, the steps add up to `total` exactly. Without steps the plan is there, but for no parts
    of the stretch.
    """

    kpi_id: str
    period: str
    plan: Decimal
    result: Decimal
    steps: tuple[Step, ...] = ()

    @property
    def total(self) -> Decimal:
        """The whole difference of result and plan."""
        with localcontext(prec=200):
            return self.result - self.plan

    @property
    def rest(self) -> Decimal:
        """What belongs to no part of the year."""
        with localcontext(prec=200):
            return self.total - sum((step.difference for step in self.steps), Decimal(0))

    @property
    def levels(self) -> tuple[Decimal, ...]:
        """The plan, and what it has become after each step; after the last one and the rest that is the result."""
        with localcontext(prec=200):
            return tuple(self.plan + each for each in self.sums)

    @property
    def sums(self) -> tuple[Decimal, ...]:
        """The difference before the first step and after each of them."""
        with localcontext(prec=200):
            return tuple(accumulate((step.difference for step in self.steps), initial=Decimal(0)))
