"""Cutting: the rows that one subject's page may know, and no other."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from tallybook.domain.period import Period, month_end
from tallybook.domain.records import (
    Actual,
    Commitment,
    Conduct,
    Customer,
    Manager,
    Problem,
    Target,
    Visit,
    concerns,
)
from tallybook.measures.spans import Span
from tallybook.slices.reach import Reach
from tallybook.slices.shelves import Shelves

_HISTORY_MONTHS = 25


class Cutter:
    """Takes from the shelves what a reach holds in a period."""

    def __init__(self, shelves: Shelves, period: Period) -> None:
        self._shelves = shelves
        self._period = period
        self._days = Span(history_start(period), period.end)
        self._there = Span(self._days.start, month_end(period.end))
        self._planned = Span(self._days.start, max(month_end(period.next.end), period.year.end))

    def actuals(self, reach: Reach) -> Iterator[Actual]:
        """Amounts from the history's start to the period's end; of balances also what stands at its start."""
        for person in sorted(reach.stayed() | self._named(reach)):
            for named, shelves in self._shelves.actuals.get(person, {}).items():
                spans = reach.spans(person, named, self._days)
                for shelf in shelves if spans else ():
                    yield from shelf.within(spans)

    def targets(self, reach: Reach) -> Iterator[Target]:
        """Plans whose days meet the history, the months of the period and the next one, or the year: the units' own, and the persons'."""
        for unit in reach.units:
            yield from (t for t in self._shelves.targets.get((True, unit), ()) if self._meets(t))
        for person in sorted(reach.stayed()):
            for target in self._shelves.targets.get((False, person), ()):
                span = Span(target.period.start, target.period.end)
                if self._meets(target) and reach.spans(person, None, span):
                    yield target

    def visits(self, reach: Reach) -> tuple[Visit, ...]:
        """Visits of the period, and earlier ones about which somebody still had something to do in it."""
        found = (
            visit
            for person in reach.stayed()
            for visit in self._shelves.visits.get(person, ())
            if self._concerns(visit.date, visit.closed_on, open_=bool(visit.handler or visit.due))
            and reach.knows(person, visit.date)
        )
        return tuple(sorted(found, key=lambda visit: (visit.date, visit.visit_id)))

    def problems(self, reach: Reach) -> tuple[Problem, ...]:
        """Problems raised in the period or not yet closed when it began."""
        found = (
            problem
            for person in reach.stayed()
            for problem in self._shelves.problems.get(person, ())
            if self._concerns(problem.raised_on, problem.closed_on, open_=True)
            and reach.knows(person, problem.raised_on)
        )
        return tuple(sorted(found, key=lambda problem: (problem.raised_on, problem.problem_id)))

    def commitments(self, reach: Reach) -> tuple[Commitment, ...]:
        """Promises made in the summaries of the period and of the one before."""
        periods = {(each.start, each.end) for each in (self._period, self._period.previous)}
        found = (
            promise
            for person in reach.stayed()
            for promise in self._shelves.commitments.get(person, ())
            if (promise.period.start, promise.period.end) in periods
            and reach.knows_promise(person, promise.period)
        )
        return tuple(sorted(found, key=lambda promise: (promise.period.start, promise.commitment_id)))

    def conduct(self, reach: Reach) -> tuple[Conduct, ...]:
        """What conduct in the period was found worth, in the tables' order of each person's items."""
        return tuple(
            row
            for person in sorted(reach.stayed())
            for row in self._shelves.conduct.get(person, ())
            if row.period.same_days(self._period) and reach.knows_promise(person, row.period)
        )

    def customers(self, reach: Reach, named: Iterable[str | None]) -> tuple[Customer, ...]:
        """All customers looked after in the reach, and those named by its rows.

        Of a customer whom somebody else looks after a page may know who it is, not whose, nor how to call.
        """
        own = {c.customer_id: c for p in reach.looks_after() for c in self._shelves.customers.get(p, ())}
        others = {
            customer_id: replace(self._shelves.customer[customer_id], manager_id="", contact=None, phone=None)
            for customer_id in set(named)
            if customer_id in self._shelves.customer and customer_id not in own
        }
        return tuple(customer for _, customer in sorted({**others, **own}.items()))

    def assignments(self, reach: Reach, named: Iterable[str]) -> Iterator[Manager]:
        """All assignments of everyone who was in the reach in these days, or whom its rows name."""
        stayed = {person for person in reach.stayed() if reach.spans(person, None, self._there)}
        for person in sorted(stayed | set(named)):
            yield from self._shelves.assignments.get(person, ())

    def _named(self, reach: Reach) -> frozenset[str]:
        return frozenset(person for unit in reach.units for person in self._shelves.naming.get(unit, ()))

    def _meets(self, target: Target) -> bool:
        return target.period.start <= self._planned.end and self._planned.start <= target.period.end

    def _concerns(self, day: date, closed_on: date | None, *, open_: bool) -> bool:
        return concerns(day, closed_on, self._period.start, self._period.end, is_open=open_)


def history_start(period: Period) -> date:
    """The first day that comparisons and trends of a period look back to."""
    months = period.trailing_months(_HISTORY_MONTHS)
    return min(months[0].start, period.previous.start, period.year_before.start)
