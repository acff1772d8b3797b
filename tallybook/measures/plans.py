"""Plans: by which planned amounts a scope's figure for some days is judged, and how they were found.

A plan is answered for by the days. Of a flow each day is asked for its share: who was there for half the days
of his plan is asked for half of it. A level, such as a daily average, is asked of every day alike and never
shared; in a unit's daily average a person's level counts on the days he was there, of all days that the data
reach, exactly as his balances do. A stock counts where its person is on the last of those days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tallybook.domain.facts import Measured, Missing, TargetRule
from tallybook.domain.records import Aggregate, Target
from tallybook.measures import planned_days
from tallybook.measures.arithmetic import decimal
from tallybook.measures.ledger import Ledger
from tallybook.measures.planned_days import Days, Level
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, common, common_to
from tallybook.measures.tiles import Tiles, standing, tiles

_Units = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The planned figure for some days, None where there is none, and the rule by which it was found.

    A fraction, so that the shares of one who moved add up to his plan to the last digit.
    """

    amount: Fraction | None
    rule: TargetRule

    @property
    def value(self) -> Measured:
        """The planned figure, or that there is none."""
        if self.amount is None:
            return Measured(missing=Missing.NO_TARGET)
        return Measured(decimal(self.amount))


NO_PLAN = Plan(None, TargetRule.NONE)


class Planner:
    """Finds plans in a ledger; what was found once is kept, for units ask for their members' again."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._of_units: dict[tuple[str, str, Span], Plan] = {}
        self._tiles: dict[tuple[str, _Units, str, Span], Tiles] = {}

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
        there = common_to(self._days(person, units), days)
        if not there:
            return NO_PLAN
        match self._ledger.kpis[kpi_id].aggregate:
            case Aggregate.SUM:
                found = self._tiles_of(person, units, kpi_id, days)
                return _plan(planned_days.flow(found, there), found, there, is_flow=True)
            case Aggregate.LAST:
                return self._stock_of_person(person, units, kpi_id, days)
            case _:
                level = self._level(person, units, kpi_id, days)
                looked_at = common_to(there, self._looked_at(kpi_id, days))
                return _plan(level.over(looked_at), level.found, looked_at) if level else NO_PLAN

    def _stock_of_person(self, person: str, units: _Units, kpi_id: str, days: Span) -> Plan:
        if units is not None and self._home(person, kpi_id, days) not in units:
            return NO_PLAN
        last = common_to(self._days(person, None), days)[-1].end
        return _standing(standing(self._targets(person, units, kpi_id), days, last), Span(last, last))

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
        if key not in self._of_units:
            own = self._ledger.targets((True, unit_id, kpi_id))
            plan = self._of_unit_itself(unit_id, kpi_id, days) if own else NO_PLAN
            self._of_units[key] = plan if plan.amount is not None else self._of_members(unit_id, kpi_id, days)
        return self._of_units[key]

    def _of_unit_itself(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        if self._ledger.kpis[kpi_id].aggregate is Aggregate.LAST:
            found = standing(self._ledger.targets((True, unit_id, kpi_id)), days, days.end)
            return _standing(found, Span(days.end, days.end))
        found = tiles(self._ledger.targets((True, unit_id, kpi_id)), days)
        if self._ledger.kpis[kpi_id].aggregate is Aggregate.SUM:
            return _plan(planned_days.flow(found, (days,)), found, (days,), is_flow=True)
        looked_at = (self._looked_at(kpi_id, days),)
        level = planned_days.level(found, looked_at)
        return _plan(level.over(looked_at), found, looked_at) if level else NO_PLAN

    def _of_members(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        amounts = [plan.amount for plan in self._members(unit_id, kpi_id, days) if plan.amount is not None]
        if not amounts:
            return NO_PLAN
        if self._ledger.kpis[kpi_id].aggregate is not Aggregate.RATIO:
            return Plan(sum(amounts, Fraction(0)), TargetRule.MEMBERS)
        if len(set(amounts)) == 1:
            return Plan(amounts[0], TargetRule.MEMBERS)
        return self._of_parts_of_ratio(unit_id, kpi_id, days)

    def _members(self, unit_id: str, kpi_id: str, days: Span) -> Iterable[Plan]:
        for child in self._ledger.children.get(unit_id, ()):
            yield self._of_unit(child, kpi_id, days)
        units = frozenset((unit_id,))
        for person in self._ledger.homes.people(units) & self._ledger.planned(kpi_id)[0]:
            yield self._part(person, units, kpi_id, days)

    def _of_parts_of_ratio(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        kpi = self._ledger.kpis[kpi_id]
        above = self._of_unit(unit_id, kpi.numerator or "", days).amount
        below = self._of_unit(unit_id, kpi.denominator or "", days).amount
        return NO_PLAN if above is None or not below else Plan(above / below, TargetRule.MEMBERS)

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
            self._tiles[key] = tiles(self._targets(person, units, kpi_id), days)
        return self._tiles[key]

    def _targets(self, person: str, units: _Units, kpi_id: str) -> dict[Span, Target]:
        # A plan none of whose days the person spent in the units is none of theirs, nor in their slice.
        there, found = self._days(person, units), self._ledger.targets((False, person, kpi_id))
        return {span: target for span, target in found.items() if common_to(there, span)}


def _plan(amount: Fraction | None, found: Tiles, there: Days, *, is_flow: bool = False) -> Plan:
    return NO_PLAN if amount is None else Plan(amount, planned_days.rule(found, there, is_flow=is_flow))


def _standing(found: Tiles, last: Span) -> Plan:
    return _plan(Fraction(found.targets[0].value), found, (last,)) if found.targets else NO_PLAN
