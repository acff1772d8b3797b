"""Judging: attainment, change and status, and the words that stand where there can be no figure."""

from decimal import Decimal

from tallybook.domain.facts import Measured, Missing, Status
from tallybook.domain.records import Better
from tallybook.domain.slices import House
from tallybook.measures.arithmetic import quotient


def attainment(actual: Measured, target: Measured) -> Measured:
    """Actual over target, whichever direction is better; no plan, plan 0 or a negative plan have none."""
    if actual.value is None or target.value is None:
        return actual if actual.value is None else target
    if target.value == 0:
        return Measured(missing=Missing.TARGET_ZERO)
    if target.value < 0:
        return Measured(missing=Missing.TARGET_NEGATIVE)
    return Measured(quotient(actual.value, target.value))


def change(actual: Measured, prior: Measured) -> Measured:
    """Actual less prior."""
    if actual.value is None or prior.value is None:
        return actual if actual.value is None else prior
    return Measured(actual.value - prior.value)


def rate(changed: Measured, prior: Measured, *, percent: bool) -> Measured:
    """The change over the absolute prior value; of per cent only the difference in points is told."""
    if changed.value is None or prior.value is None:
        return changed
    if percent:
        return Measured(missing=Missing.IN_POINTS)
    if prior.value == 0:
        return Measured(missing=Missing.PRIOR_ZERO)
    return Measured(quotient(changed.value, abs(prior.value)))


def status(attained: Measured, house: House, *, better: Better, progress: Decimal = Decimal(1)) -> Status:
    """The judgement on an attainment, measured against the share of time that has passed.

    With a = attainment / progress. Higher is better: good where a ≥ good_from, else watch where
    a ≥ watch_from, else bad. Lower is better: good where a ≤ 1 / good_from, else watch where
    a ≤ 1 / watch_from, else bad. Compared by multiplication, so that nothing is rounded. Not judged where
    no time has passed.
    """
    if attained.value is None or not progress:
        return Status.NONE
    for limit, judged in ((house.good_from, Status.GOOD), (house.watch_from, Status.WATCH)):
        if _holds(attained.value, limit, progress, better):
            return judged
    return Status.BAD


def _holds(attained: Decimal, limit: Decimal, progress: Decimal, better: Better) -> bool:
    if better is Better.HIGHER:
        return attained >= limit * progress
    return attained * limit <= progress
