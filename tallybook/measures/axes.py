"""Scales: the common upper ends of chart axes, so that pages of one level can be laid side by side."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tallybook.domain.facts import Course, Measured
from tallybook.domain.period import Period
from tallybook.domain.slices import Scale
from tallybook.domain.subjects import Subject
from tallybook.measures import scopes
from tallybook.measures.arithmetic import exact
from tallybook.measures.ledger import Ledger
from tallybook.measures.months import course
from tallybook.measures.plans import Planner

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def scales(
    ledger: Ledger, period: Period, levels: Iterable[tuple[Subject, ...]]
) -> Mapping[Subject, tuple[Scale, ...]]:
    """For each subject the scales that its level shares, one for each KPI that anybody there has figures of.

    The largest amount, plan or prior value of any of the 13 months, regardless of its sign, rounded up to 1,
    2, 2.5 or 5 times a power of ten: it tells nothing precise of others, and seldom changes.
    """
    months = period.trailing_months(13)
    planner = Planner.of_months(ledger)
    with exact():
        return {
            subject: found
            for level in levels
            for found in (_level(ledger, planner, months, level),)
            for subject in level
        }


def _level(
    ledger: Ledger, planner: Planner, months: tuple[Period, ...], level: tuple[Subject, ...]
) -> tuple[Scale, ...]:
    largest: dict[str, Decimal] = {}
    for subject in level:
        scope = scopes.own(ledger, subject)
        for kpi_id in ledger.kpis:
            found = _largest(course(scope, planner, kpi_id, months))
            largest[kpi_id] = max(found, largest.get(kpi_id, found))
    return tuple(Scale(kpi_id=kpi_id, maximum=nice(value)) for kpi_id, value in largest.items() if value)


def nice(value: Decimal) -> Decimal:
    """The least of 1, 2, 2.5 and 5 times a power of ten that is not less than a value above zero."""
    power = Decimal(1).scaleb(value.adjusted())
    return next(step * power for step in _STEPS if step * power >= value).normalize() + 0


def _largest(found: Course) -> Decimal:
    return max(
        (_size(m) for p in found.points for m in (p.actual, p.target, p.prior_year)), default=Decimal(0)
    )


def _size(measured: Measured) -> Decimal:
    return abs(measured.value) if measured.value is not None else Decimal(0)
