"""Bridges: which months, or other parts of the year, make the difference of its plan so far to its result.

Each part's step is what it adds to that difference. Of a sum this is the part's own difference; of a stock how
much further apart plan and balance came in it; of a daily average its own difference by its days. So the steps
add up whatever the KPI is, but for a ratio: its parts do not add up, and it has no bridge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tallybook.domain.bridges import Bridge, Step
from tallybook.domain.period import Period, add_months, month_end
from tallybook.domain.records import Aggregate
from tallybook.domain.slices import PlansCount, Slice
from tallybook.measures import scopes
from tallybook.measures.amounts import amount, held
from tallybook.measures.arithmetic import decimal, exact
from tallybook.measures.ledger import Ledger
from tallybook.measures.plans import Planner
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, days_in, merged, reached, whole

# How many months a part has, and how many days such a part's plan has at the most.
_GRAINS = ((1, 31), (3, 92), (6, 184))


def bridges(slice_: Slice, ledger: Ledger | None = None) -> tuple[Bridge, ...]:
    """A bridge for each KPI that the house asks for and that has a plan and a result of the year to date.

    The parts are months where plans are laid down by the month, else quarters or halves; none where the year
    to date is no longer than a month.
    """
    with exact():
        ledger = ledger or Ledger.of(slice_)
        scope = scopes.own(ledger, slice_.subject)
        asked = (kpi_id for kpi_id in slice_.house.bridges if ledger.kpis[kpi_id].adds_up)
        return tuple(found for kpi_id in asked if (found := _Builder(scope, kpi_id).of(slice_.period)))


@dataclass(frozen=True, slots=True)
class _Reached:
    """The result of the year so far, the days it is a mean of or 1, and whether its last part is over."""

    part: Period
    value: Decimal | None
    weight: int
    complete: bool


class _Builder:
    """Builds the bridge of one KPI of one scope."""

    def __init__(self, scope: Scope, kpi_id: str) -> None:
        self._scope, self._ledger, self._kpi_id = scope, scope.ledger, kpi_id
        self._aggregate = scope.ledger.kpis[kpi_id].aggregate

    def of(self, period: Period) -> Bridge | None:
        """The bridge of the year to date; None where plan or result is missing, or it is but one month."""
        year = self._year_to_date(period)
        if year is None or len(year.months) < 2:
            return None
        result = self._result(year)
        plan = self._plan(Planner.of_months(self._ledger), whole(year))
        if result is None or plan is None:
            return None
        found = [
            (plans.is_complete, steps)
            for months, planner in self._planners()
            if (plans := planner.plan(self._scope, self._kpi_id, whole(year))).amount is not None
            and (steps := tuple(self._steps(year, months, planner)))
        ]
        # The finest parts of which all have a plan, else the finest of which some have.
        _, steps = max(found, key=lambda each: each[0], default=(False, ()))
        return Bridge(kpi_id=self._kpi_id, period=year.slug, plan=plan, result=result, steps=steps)

    def _year_to_date(self, period: Period) -> Period | None:
        """The months from the year's first one, or the first that data cover, to the last of the period's that they reach.

        A month in which a week ends is not over, and none of it.
        """
        covered, first = self._ledger.covered(self._kpi_id), period.year.start
        if covered is None or covered.end < first:
            return None
        first = max(first, covered.start.replace(day=1))
        last = min(month_end(covered.end), _last_month_end(period.end))
        return Period.of_months(first, last, period.fiscal) if first <= last else None

    def _result(self, stretch: Period) -> Decimal | None:
        days = reached(stretch, self._ledger.covered(self._kpi_id))
        return amount(self._scope, self._kpi_id, days).value if days else None

    def _plan(self, planner: Planner, days: Span) -> Decimal | None:
        return planner.plan(self._scope, self._kpi_id, days).value.value

    def _planners(self) -> Iterator[tuple[int, Planner]]:
        if self._ledger.plans_count is PlansCount.WINDOWS and self._aggregate is Aggregate.SUM:
            return
        for months, days in _GRAINS:
            yield months, Planner(self._ledger, longest=days)
        if self._ledger.plans_count is PlansCount.DAYS:
            yield 1, Planner(self._ledger)

    def _steps(self, year: Period, months: int, planner: Planner) -> Iterator[Step]:
        """What each part adds; of a level from the first one on that has a plan."""
        known = [
            (so_far, so_far.value - plan)
            for so_far in self._so_far(year, months)
            if so_far.value is not None
            and (plan := self._plan_so_far(planner, Span(year.start, so_far.part.end))) is not None
        ]
        if len(known) < 2:
            return
        before, all_days = Decimal(0), known[-1][0].weight
        for so_far, gap in known:
            after = decimal(Fraction(gap) * so_far.weight / all_days)
            yield Step(period=so_far.part.slug, difference=after - before, complete=so_far.complete)
            before = after

    def _plan_so_far(self, planner: Planner, days: Span) -> Decimal | None:
        # Of a flow nothing is asked for as long as nothing is planned.
        nothing = Decimal(0) if self._aggregate is Aggregate.SUM else None
        found = self._plan(planner, days)
        return nothing if found is None else found

    def _so_far(self, year: Period, months: int) -> Iterator[_Reached]:
        covered = self._ledger.covered(self._kpi_id)
        for part in _parts(year, months):
            days = reached(Period.of_months(year.start, part.end), covered)
            if days is None:
                continue
            yield _Reached(
                part=part,
                value=amount(self._scope, self._kpi_id, days).value,
                weight=self._weight(days),
                complete=days.end >= part.end,
            )

    def _weight(self, days: Span) -> int:
        if self._aggregate is not Aggregate.MEAN:
            return 1
        if self._scope.person is None:
            return days.days
        return days_in(merged(held(self._scope.parts(self._kpi_id), days)))


def _last_month_end(day: date) -> date:
    return day if day == month_end(day) else day.replace(day=1) - timedelta(days=1)


def _parts(year: Period, months: int) -> Iterator[Period]:
    start = year.start
    while start <= year.end:
        end = min(month_end(add_months(start, months - 1)), year.end)
        yield _named(start, end, year)
        start = end + timedelta(days=1)


def _named(start: date, end: date, year: Period) -> Period:
    return Period.of_month(start) if month_end(start) == end else Period.of_months(start, end, year.fiscal)
