"""Courses: a KPI month by month, with the plan and the same month last year."""

from tallybook.domain.facts import Course, Point
from tallybook.domain.period import Period
from tallybook.domain.slices import Slice
from tallybook.measures import scopes
from tallybook.measures.amounts import NO_DATA, amount
from tallybook.measures.arithmetic import exact
from tallybook.measures.comparing import prior, stretch_of
from tallybook.measures.ledger import Ledger
from tallybook.measures.plans import Planner
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import reached, whole


def courses(slice_: Slice, ledger: Ledger | None = None, *, months: int = 13) -> tuple[Course, ...]:
    """Each KPI over the months that end with the period's last one, oldest first.

    Months that data do not reach are NO_DATA, a month that they reach in part is not complete and is
    compared with the same stretch of that month last year.
    """
    with exact():
        ledger = ledger or Ledger.of(slice_)
        scope, planner = scopes.own(ledger, slice_.subject), Planner.of_months(ledger)
        shown = slice_.period.trailing_months(months)
        return tuple(course(scope, planner, kpi.kpi_id, shown) for kpi in slice_.kpis)


def course(scope: Scope, planner: Planner, kpi_id: str, months: tuple[Period, ...]) -> Course:
    """One KPI of one scope over some months."""
    return Course(kpi_id=kpi_id, points=tuple(_point(scope, planner, kpi_id, month) for month in months))


def _point(scope: Scope, planner: Planner, kpi_id: str, month: Period) -> Point:
    days = reached(month, scope.ledger.covered(kpi_id))
    return Point(
        month=month.slug,
        actual=amount(scope, kpi_id, days) if days else NO_DATA,
        target=planner.plan(scope, kpi_id, whole(month)).value,
        prior_year=prior(scope, kpi_id, stretch_of(month, days.end if days else None, month.year_before)),
        complete=days == whole(month),
    )
