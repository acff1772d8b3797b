"""Slices: exactly the rows that one subject's page may know."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tallybook.domain.period import Period
from tallybook.domain.records import (
    Actual,
    Commitment,
    Conduct,
    Customer,
    Kpi,
    Manager,
    Problem,
    Target,
    Unit,
    Visit,
)
from tallybook.domain.subjects import Subject


class Rounding(StrEnum):
    """How figures are rounded where they are shown, and nowhere else."""

    HALF_EVEN = "half_even"
    HALF_UP = "half_up"


class PlansCount(StrEnum):
    """By which rule plans count for a period; with all but the first a dated plan lasts until the next one."""

    DATE = "date"
    """A plan counts where its days, or its date, lie inside the period."""
    DAYS = "days"
    """A plan of a sum counts by the share of its days that lie in the period, any other on those days."""
    WINDOWS = "windows"
    """A plan of a sum counts where it ends in the period, held against the result of exactly its own days."""


class NextTargets(StrEnum):
    """How the next period's plan is shared out to its months."""

    SEASONALITY = "seasonality"
    EVENLY = "evenly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """First and last day that the workspace's amounts of this KPI cover, none of them after the period.

    `monthly` says that each amount stands for a whole month: of fewer days nothing is known.
    """

    kpi_id: str
    first: date
    last: date
    monthly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The common upper end of a chart's axis for a KPI among subjects of one level."""

    kpi_id: str
    maximum: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What a page needs to know of the workspace's customs: language, rounding, judgement, how plans count.

    `bridges` are the KPIs whose way from plan to result is told.
    """

    language: str
    rounding: Rounding
    good_from: Decimal
    watch_from: Decimal
    lead_kpi: str
    plans_count: PlansCount = PlansCount.DATE
    next_targets: NextTargets = NextTargets.SEASONALITY
    bridges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The rows of one subject and period, with the history that comparisons and trends need.

    `managers` holds assignments: of a manager all of them, of a unit those in it or below it.
    `units` holds the unit and all below it; it is empty for a manager. `members` are the subjects directly
    below a unit, in order. `path` leads from the root to the subject's unit (the subject itself left out).
    Visits, problems and customers are those of the period or open in it; actuals reach back 25 months or to
    the compared periods, whichever is longer, and to the balances that stand when these days begin. A
    customer whom somebody outside looks after has an empty `manager_id`. `few` says that people stand in the unit
    who are no members, being too few to be compared by those for whom the slice is.
    """

    version: int = 1
    subject: Subject
    period: Period
    house: House
    path: tuple[Subject, ...]
    members: tuple[Subject, ...]
    kpis: tuple[Kpi, ...]
    units: tuple[Unit, ...]
    managers: tuple[Manager, ...]
    actuals: tuple[Actual, ...]
    targets: tuple[Target, ...]
    customers: tuple[Customer, ...]
    visits: tuple[Visit, ...]
    problems: tuple[Problem, ...]
    commitments: tuple[Commitment, ...]
    coverage: tuple[Coverage, ...]
    scales: tuple[Scale, ...]
    few: bool = False
    conduct: tuple[Conduct, ...] = ()

    def kpi(self, kpi_id: str) -> Kpi:
        """The definition of `kpi_id`."""
        return next(kpi for kpi in self.kpis if kpi.kpi_id == kpi_id)
