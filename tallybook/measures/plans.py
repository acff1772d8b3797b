"""Plans: by which planned amounts a scope's figure for some days is judged, and how they were found.

A plan is answered for by the days. Of a flow each day is asked for its share: who was there for half the days
of his plan is asked for half of it. A level, such as a daily average, is asked of every day alike and never
shared; in a unit's daily average a person's level counts on the days he was there, of all days that the data
reach, exactly as his balances do. A stock counts where its person is on the last of those days.

Which plans are taken is for the house to say (`PlansCount`). As windows a sum's plans are those that end in the
days asked for, and whoever is judged by them is judged by the figure of exactly their own days.

What is planned may leave days, or members, without a plan. Then the rule says so, and of a flow only the
planned days are asked whether they have passed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Self

from tallybook.domain.facts import Measured, Missing, TargetRule
from tallybook.domain.records import Aggregate, Target
from tallybook.domain.slices import PlansCount
from tallybook.measures import planned_days
from tallybook.measures.arithmetic import decimal
from tallybook.measures.ledger import Ledger, Owner
from tallybook.measures.planned_days import Days, Level, Planned
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import ALWAYS, Span, common, common_to, merged, whole
from tallybook.measures.tiles import Tiles, standing, tiles

_Units = frozenset[str] | None
_INCOMPLETE = (TargetRule.PARTS_INCOMPLETE, TargetRule.MEMBERS_INCOMPLETE, TargetRule.NONE)


@dataclass(frozen=True, slots=True)
class Plan:
    """The planned figure for some days, None where there is none, and the rule by which it was found.

    A fraction, so that the shares of one who moved add up to his plan to the last digit. `passed` is the share
    of the planned days of a flow that data have reached; `windows` are its days where they are not those asked for.
    """

    amount: Fraction | None
    rule: TargetRule
    passed: Fraction = Fraction(1)
    windows: Days = ()

    @property
    def value(self) -> Measured:
        """The planned figure, or that there is none."""
        if self.amount is None:
            return Measured(missing=Missing.NO_TARGET)
        return Measured(decimal(self.amount))

    @property
    def is_complete(self) -> bool:
        """Whether no day, and of a unit nobody, is left without a plan."""
        return self.rule not in _INCOMPLETE


NO_PLAN = Plan(None, TargetRule.NONE)


class Planner:
    """Finds plans in a ledger; what was found once is kept, for units ask for their members' again.

    Plans count as the house has it, or as `counts` says; with `longest` only those of so many days at the most.
    """

    def __init__(self, ledger: Ledger, counts: PlansCount | None = None, longest: int | None = None) -> None:
        self._ledger = ledger
        self._counts = counts or ledger.plans_count
        self._longest = longest
        self._of_units: dict[tuple[str, str, Span], Plan] = {}
        self._of_persons: dict[tuple[str, _Units, str, Span], Plan] = {}
        self._tiles: dict[tuple[str, _Units, str, Span], Tiles] = {}
        self._targets_of: dict[tuple[str, _Units, str], dict[Span, Target]] = {}

    @classmethod
    def of_months(cls, ledger: Ledger) -> Self:
        """For months one by one: few windows end in just one month, so each month is shown its days' share."""
        windows = ledger.plans_count is PlansCount.WINDOWS
        return cls(ledger, PlansCount.DAYS if windows else ledger.plans_count)

    def plan(self, scope: Scope, kpi_id: str, days: Span) -> Plan:
        """The plan of a person, or of the topmost of the scope's units."""
        if scope.person is not None:
            return self._of_person(scope.person, scope.units, kpi_id, days)
        return self._of_unit(scope.top or "", kpi_id, days)

    def part(self, scope: Scope, kpi_id: str, days: Span) -> Plan:
        """What the plan of a member adds to that of the unit it is in; not for ratios, which do not add up."""
        if scope.person is not None:
            return self._part(scope.person, scope.units, kpi_id, days)
        return self._of_unit(scope.top or "", kpi_id, days)

    def _of_person(self, person: str, units: _Units, kpi_id: str, days: Span) -> Plan:
        if not self._owned((False, person, kpi_id)):
            return NO_PLAN
        key = (person, self._asked_of(person, units, kpi_id), kpi_id, days)
        if key not in self._of_persons:
            self._of_persons[key] = self._of_person_in(*key)
        return self._of_persons[key]

    def _asked_of(self, person: str, units: _Units, kpi_id: str) -> _Units:
        """The units, or None where that comes to the same: most people are never elsewhere."""
        if units is None or self._ledger.kpis[kpi_id].aggregate is Aggregate.LAST:
            return units
        homes = self._ledger.homes
        return None if homes.stays(person, units) == homes.present(person) else units

    def _of_person_in(self, person: str, units: _Units, kpi_id: str, days: Span) -> Plan:
        if self._ledger.kpis[kpi_id].aggregate is Aggregate.SUM:
            return self._flow(
                self._tiles_of(person, units, kpi_id, days), self._days(person, units), kpi_id, days
            )
        there = common_to(self._days(person, units), days)
        if not there:
            return NO_PLAN
        match self._ledger.kpis[kpi_id].aggregate:
            case Aggregate.LAST:
                return self._stock_of_person(person, units, kpi_id, days)
            case _:
                level = self._level(person, units, kpi_id, days)
                looked_at = common_to(there, self._looked_at(kpi_id, days))
                return _plan(level.over(looked_at), level.found, looked_at) if level else NO_PLAN

    def _flow(self, found: Tiles, present: Days, kpi_id: str, days: Span) -> Plan:
        windows = _windows(found)
        there = tuple(part for asked in windows or (days,) for part in common_to(present, asked))
        planned = Planned.of(found, there)
        amount = planned.flow()
        rule = TargetRule.NONE if amount is None else planned.rule(is_flow=True)
        covered = self._ledger.covered(kpi_id)
        reached = Span(date.min, min(days.end, covered.end)) if covered else None
        return Plan(amount, rule, planned.passed(reached), windows)

    def _stock_of_person(self, person: str, units: _Units, kpi_id: str, days: Span) -> Plan:
        if units is not None and self._home(person, kpi_id, days) not in units:
            return NO_PLAN
        last = common_to(self._days(person, None), days)[-1].end
        found = standing(self._targets(person, units, kpi_id), days, last, self._counts)
        return _standing(found, Span(last, last))

    def _part(self, person: str, units: _Units, kpi_id: str, days: Span) -> Plan:
        if self._ledger.kpis[kpi_id].aggregate is not Aggregate.MEAN:
            return self._of_person(person, units, kpi_id, days)
        window, level = self._looked_at(kpi_id, days), self._level(person, units, kpi_id, days)
        there = common_to(self._days(person, units), window)
        if level is None or not there:
            return NO_PLAN
        return _plan(level.total(there) / window.days, level.found, there)

    def _of_unit(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        key = (unit_id, kpi_id, days)
        if not any(self._ledger.planned(kpi_id)):
            return NO_PLAN
        if key not in self._of_units:
            own = self._owned((True, unit_id, kpi_id))
            plan = self._of_unit_itself(unit_id, kpi_id, days) if own else NO_PLAN
            self._of_units[key] = plan if plan.amount is not None else self._of_members(unit_id, kpi_id, days)
        return self._of_units[key]

    def _of_unit_itself(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        if self._ledger.kpis[kpi_id].aggregate is Aggregate.LAST:
            found = standing(self._owned((True, unit_id, kpi_id)), days, days.end, self._counts)
            return _standing(found, Span(days.end, days.end))
        found = tiles(self._owned((True, unit_id, kpi_id)), days, self._counts_for(kpi_id))
        if self._ledger.kpis[kpi_id].aggregate is Aggregate.SUM:
            return self._flow(found, (ALWAYS,), kpi_id, days)
        looked_at = (self._looked_at(kpi_id, days),)
        level = planned_days.level(found, looked_at)
        return _plan(level.over(looked_at), found, looked_at) if level else NO_PLAN

    def _of_members(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        plans = [*self._members(unit_id, kpi_id, days)]
        amounts = [plan.amount for plan in plans if plan.amount is not None]
        if not amounts:
            return NO_PLAN
        rule = _rule_of(plans)
        if self._ledger.kpis[kpi_id].aggregate is not Aggregate.RATIO:
            windows = merged(window for plan in plans for window in plan.windows)
            return Plan(sum(amounts, Fraction(0)), rule, _passed(plans), windows)
        if len(set(amounts)) == 1:
            return Plan(amounts[0], rule)
        return self._of_parts_of_ratio(unit_id, kpi_id, days)

    def _members(self, unit_id: str, kpi_id: str, days: Span) -> Iterable[Plan]:
        """The plans of those directly in or below the unit, also that there is none for what somebody did."""
        for child in self._ledger.children.get(unit_id, ()):
            plan = self._of_unit(child, kpi_id, days)
            if plan.amount is not None or self._is_done_below(child, kpi_id, days):
                yield plan
        units = frozenset((unit_id,))
        for person in self._ledger.homes.people(units):
            plan = self._part(person, units, kpi_id, days)
            if plan.amount is not None or self._does(person, units, kpi_id, days):
                yield plan

    def _is_done_below(self, unit_id: str, kpi_id: str, days: Span) -> bool:
        units = self._ledger.below(unit_id)
        return any(self._does(person, units, kpi_id, days) for person in self._ledger.homes.people(units))

    def _does(self, person: str, units: frozenset[str], kpi_id: str, days: Span) -> bool:
        """Whether there are amounts of the person's that count in the units; of a ratio, which has none, not."""
        aggregate = self._ledger.kpis[kpi_id].aggregate
        if aggregate is Aggregate.RATIO:
            return False
        if aggregate is Aggregate.LAST and self._home(person, kpi_id, days) not in units:
            return False
        there = common_to(self._days(person, units), days)
        known = self._ledger.series(kpi_id).get(person, {}).values()
        if aggregate is Aggregate.SUM:
            return any(series.total(span) is not None for series in known for span in there)
        return any(series.first <= span.end for series in known for span in there)

    def _of_parts_of_ratio(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        kpi = self._ledger.kpis[kpi_id]
        parts = [self._of_unit(unit_id, part or "", days) for part in (kpi.numerator, kpi.denominator)]
        above, below = (part.amount for part in parts)
        return NO_PLAN if above is None or not below else Plan(above / below, _rule_of(parts))

    def _level(self, person: str, units: _Units, kpi_id: str, days: Span) -> Level | None:
        present = common_to(self._days(person, None), self._looked_at(kpi_id, days))
        return planned_days.level(self._tiles_of(person, units, kpi_id, days), present)

    def _looked_at(self, kpi_id: str, days: Span) -> Span:
        """The days over which a level is averaged: those that data reach, all of them where none do."""
        covered = self._ledger.covered(kpi_id)
        return (common(days, covered) if covered else None) or days

    def _home(self, person: str, kpi_id: str, days: Span) -> str | None:
        return self._ledger.homes.home(person, self._looked_at(kpi_id, days).end)

    def _days(self, person: str, units: _Units) -> Days:
        homes = self._ledger.homes
        return homes.present(person) if units is None else homes.stays(person, units)

    def _tiles_of(self, person: str, units: _Units, kpi_id: str, days: Span) -> Tiles:
        key = (person, units, kpi_id, days)
        if key not in self._tiles:
            self._tiles[key] = tiles(self._targets(person, units, kpi_id), days, self._counts_for(kpi_id))
        return self._tiles[key]

    def _counts_for(self, kpi_id: str) -> PlansCount:
        """How the KPI's plans count: a level is never held against other days than those asked for."""
        is_flow = self._ledger.kpis[kpi_id].aggregate is Aggregate.SUM
        return PlansCount.DAYS if self._counts is PlansCount.WINDOWS and not is_flow else self._counts

    def _targets(self, person: str, units: _Units, kpi_id: str) -> dict[Span, Target]:
        key = (person, units, kpi_id)
        if key not in self._targets_of:
            # A plan none of whose days the person spent in the units is none of theirs, nor in their slice.
            there, found = self._days(person, units), self._owned((False, person, kpi_id))
            self._targets_of[key] = {span: plan for span, plan in found.items() if common_to(there, span)}
        return self._targets_of[key]

    def _owned(self, owner: Owner) -> dict[Span, Target]:
        found = self._ledger.targets(owner)
        if self._longest is None:
            return found
        return {span: target for span, target in found.items() if span.days <= self._longest}


def _rule_of(plans: Iterable[Plan]) -> TargetRule:
    if not all(plan.is_complete for plan in plans):
        return TargetRule.MEMBERS_INCOMPLETE
    return TargetRule.MEMBERS


def _passed(plans: Iterable[Plan]) -> Fraction:
    """The share of the members' planned days that have passed, by the size of each one's plan."""
    weights = [(abs(plan.amount), plan.passed) for plan in plans if plan.amount is not None]
    same = weights[0][1]
    # As it mostly is, and then no size matters.
    if all(passed == same for _, passed in weights) and any(weight for weight, _ in weights):
        return same
    total = sum((weight for weight, _ in weights), Fraction(0))
    return sum((weight * passed for weight, passed in weights), Fraction(0)) / total if total else Fraction(0)


def _windows(found: Tiles) -> Days:
    """The days of the plans taken, where they are windows of their own."""
    if found.beyond is not TargetRule.WINDOWS:
        return ()
    return merged(whole(target.period) for target in found.targets)


def _plan(amount: Fraction | None, found: Tiles, there: Days) -> Plan:
    return NO_PLAN if amount is None else Plan(amount, Planned.of(found, there).rule(is_flow=False))


def _standing(found: Tiles, last: Span) -> Plan:
    return _plan(Fraction(found.targets[0].value), found, (last,)) if found.targets else NO_PLAN
