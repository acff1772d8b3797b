"""Contributions: what each member adds to a unit's own figure and plan, so that both add up."""

from tallybook.domain.facts import Contribution, Measured
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject
from tallybook.measures import scopes
from tallybook.measures.amounts import NO_DATA, amount, balance_days, held, total
from tallybook.measures.arithmetic import exact, quotient
from tallybook.measures.ledger import Ledger
from tallybook.measures.plans import Planner
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, common, common_to, days_in, reached, whole


def contributions(slice_: Slice, kpi_id: str, ledger: Ledger | None = None) -> tuple[Contribution, ...]:
    """For each direct member, in order, its part of a unit's sum, stock or mean; empty for a manager.

    With what is unassigned they make the unit's figure, as the reconciliation says. What a member books in a
    sub-unit is in the sub-unit's part.
    """
    with exact():
        ledger = ledger or Ledger.of(slice_)
        planner, units = Planner(ledger), frozenset((slice_.subject.id,))
        return tuple(
            _one(planner, scopes.member(ledger, member, units), member, (kpi_id, slice_.period))
            for member in slice_.members
        )


def part_of(slice_: Slice, ledger: Ledger, member: Subject, kpi_id: str, window: Span) -> Measured:
    """What a member adds to the unit's figure of any days."""
    return _part(scopes.member(ledger, member, frozenset((slice_.subject.id,))), kpi_id, window)


def _one(planner: Planner, scope: Scope, member: Subject, asked: tuple[str, Period]) -> Contribution:
    kpi_id, period = asked
    covered = scope.ledger.covered(kpi_id)
    days = reached(period, covered)
    window = common(days, covered) if days and covered else None
    plan = planner.part(scope, kpi_id, whole(period))
    answering = total(scope, kpi_id, plan.windows) if plan.windows else None
    return Contribution(
        subject=member,
        actual=answering or (_part(scope, kpi_id, window) if window else NO_DATA),
        target=plan.value,
        partly=_is_partly(scope, kpi_id, window or whole(period)),
    )


def _part(scope: Scope, kpi_id: str, window: Span) -> Measured:
    if scope.ledger.kpis[kpi_id].aggregate is not Aggregate.MEAN:
        return amount(scope, kpi_id, window)
    if not held(scope.parts(kpi_id), window):
        return NO_DATA
    return Measured(quotient(balance_days(scope, kpi_id, window), window.days))


def _is_partly(scope: Scope, kpi_id: str, window: Span) -> bool:
    # A stock counts wholly or not at all.
    if scope.person is None or scope.ledger.kpis[kpi_id].aggregate is Aggregate.LAST:
        return False
    return days_in(common_to(scope.days(scope.person), window)) < window.days
