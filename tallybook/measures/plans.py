"""Plans: by which planned amounts a scope's figure for some days is judged, and how they were found."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tallybook.domain.facts import Measured, Missing, TargetRule
from tallybook.domain.records import Aggregate, Target
from tallybook.measures.amounts import over
from tallybook.measures.arithmetic import quotient
from tallybook.measures.ledger import Ledger
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, common_to, days_in
from tallybook.measures.tiles import Tiles, tiles

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Plan:
    """The planned figure for some days and the rule by which it was found."""

    value: Measured
    rule: TargetRule


NO_PLAN = Plan(Measured(missing=Missing.NO_TARGET), TargetRule.NONE)


class Planner:
    """Finds plans in a ledger; what was found once is kept, for units ask for their members' again."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._of_units: dict[tuple[str, str, Span], Plan] = {}
        self._tiles: dict[tuple[bool, str, str, Span], Tiles] = {}

    def plan(self, scope: Scope, kpi_id: str, days: Span) -> Plan:
        """The plan of a person, or of the topmost of the scope's units."""
        if scope.person is not None:
            return self._of_person(scope.person, scope.units, kpi_id, days)
        return self._of_unit(scope.top or "", kpi_id, days)

    def _of_person(self, person: str, units: frozenset[str] | None, kpi_id: str, days: Span) -> Plan:
        found = self._found(False, person, kpi_id, days)
        weights = [self._weight(person, units, kpi_id, tile) for tile in found.targets]
        return _plan(self._ledger.kpis[kpi_id].aggregate, found, weights)

    def _weight(self, person: str, units: frozenset[str] | None, kpi_id: str, target: Target) -> Decimal:
        # The share of the plan's days, of those spent in the house, that was spent in the units; a stock's
        # plan is for its last day and counts wholly where the person is on that day.
        if units is None:
            return Decimal(1)
        homes = self._ledger.homes
        span = Span(target.period.start, target.period.end)
        if self._ledger.kpis[kpi_id].aggregate is Aggregate.LAST:
            return Decimal(homes.home(person, span.end) in units)
        there = days_in(common_to(homes.stays(person, units), span))
        present = days_in(common_to(homes.present(person), span))
        return quotient(Decimal(there), present) if there else _NOTHING

    def _of_unit(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        key = (unit_id, kpi_id, days)
        if key not in self._of_units:
            found = self._found(True, unit_id, kpi_id, days)
            weights = [Decimal(1)] * len(found.targets)
            aggregate = self._ledger.kpis[kpi_id].aggregate
            self._of_units[key] = (
                _plan(aggregate, found, weights) if found.targets else self._of_members(unit_id, kpi_id, days)
            )
        return self._of_units[key]

    def _of_members(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        values = list(self._members_values(unit_id, kpi_id, days))
        if not values:
            return NO_PLAN
        if self._ledger.kpis[kpi_id].aggregate is not Aggregate.RATIO:
            return Plan(Measured(sum(values, _NOTHING)), TargetRule.MEMBERS)
        if len(set(values)) == 1:
            return Plan(Measured(values[0]), TargetRule.MEMBERS)
        return self._of_parts_of_ratio(unit_id, kpi_id, days)

    def _members_values(self, unit_id: str, kpi_id: str, days: Span) -> Iterable[Decimal]:
        plans = [self._of_unit(child, kpi_id, days) for child in self._ledger.children.get(unit_id, ())]
        units = frozenset((unit_id,))
        plans += [
            self._of_person(person, units, kpi_id, days)
            for person in sorted(self._ledger.homes.people(units) & self._ledger.planned(kpi_id)[0])
        ]
        return (plan.value.value for plan in plans if plan.value.value is not None)

    def _of_parts_of_ratio(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        kpi = self._ledger.kpis[kpi_id]
        above = self._of_unit(unit_id, kpi.numerator or "", days).value
        below = self._of_unit(unit_id, kpi.denominator or "", days).value
        value = over(above, below)
        return NO_PLAN if value.value is None else Plan(value, TargetRule.MEMBERS)

    def _found(self, of_unit: bool, subject_id: str, kpi_id: str, days: Span) -> Tiles:
        key = (of_unit, subject_id, kpi_id, days)
        if key not in self._tiles:
            targets = self._ledger.targets((of_unit, subject_id, kpi_id))
            self._tiles[key] = tiles(targets, days, stock=self._is_stock(kpi_id))
        return self._tiles[key]

    def _is_stock(self, kpi_id: str) -> bool:
        return self._ledger.kpis[kpi_id].aggregate is Aggregate.LAST


def _plan(aggregate: Aggregate, found: Tiles, weights: list[Decimal]) -> Plan:
    weighed = [(tile, weight) for tile, weight in zip(found.targets, weights, strict=True) if weight]
    if not weighed:
        return NO_PLAN
    match aggregate:
        case Aggregate.SUM | Aggregate.LAST:
            value = sum((tile.value * weight for tile, weight in weighed), _NOTHING)
        case Aggregate.MEAN:
            days = sum(tile.period.days for tile in found.targets)
            value = quotient(_weighted(weighed), days)
        case Aggregate.RATIO:
            value = quotient(
                _weighted(weighed), sum((tile.period.days * weight for tile, weight in weighed), _NOTHING)
            )
    return Plan(Measured(value), found.rule)


def _weighted(weighed: Iterable[tuple[Target, Decimal]]) -> Decimal:
    return sum((tile.value * tile.period.days * weight for tile, weight in weighed), _NOTHING)
