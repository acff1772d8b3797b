"""Plans: by which planned amounts a scope's figure for some days is judged, and how they were found."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tallybook.domain.facts import Measured, Missing, TargetRule
from tallybook.domain.records import Aggregate, Target
from tallybook.measures.arithmetic import decimal
from tallybook.measures.ledger import Ledger
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, common_to, days_in
from tallybook.measures.tiles import Tiles, tiles

_WHOLLY = Fraction(1)


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
        self._tiles: dict[tuple[bool, str, str, Span], Tiles] = {}

    def plan(self, scope: Scope, kpi_id: str, days: Span) -> Plan:
        """The plan of a person, or of the topmost of the scope's units."""
        if scope.person is not None:
            return self._of_person(scope.person, scope.units, kpi_id, days)
        return self._of_unit(scope.top or "", kpi_id, days)

    def _of_person(self, person: str, units: frozenset[str] | None, kpi_id: str, days: Span) -> Plan:
        found = self._found(False, person, kpi_id, days)
        aggregate = self._ledger.kpis[kpi_id].aggregate
        if units is None:
            return _plan(aggregate, found, [_WHOLLY] * len(found.targets))
        match aggregate:
            case Aggregate.LAST:
                shares = [self._standing(person, units, tile, days) for tile in found.targets]
            case Aggregate.MEAN:
                return self._of_mean_in(units, person, found, days)
            case _:
                shares = [self._share(person, units, tile) for tile in found.targets]
        return _plan(aggregate, found, shares)

    def _standing(self, person: str, units: frozenset[str], target: Target, days: Span) -> Fraction:
        # A stock is looked at on the last day, and counts where the person is then and was when it was due.
        homes = self._ledger.homes
        return Fraction(all(homes.home(person, day) in units for day in (days.end, target.period.end)))

    def _of_mean_in(self, units: frozenset[str], person: str, found: Tiles, days: Span) -> Plan:
        # Over all days of the period: so the unit's mean counts the days on which the person was not there.
        spent = [(Fraction(tile.value), self._days(person, units, tile)) for tile in found.targets]
        if not any(there for _, there in spent):
            return NO_PLAN
        return Plan(sum((value * there for value, there in spent), Fraction(0)) / days.days, found.rule)

    def _share(self, person: str, units: frozenset[str], target: Target) -> Fraction:
        # Of the days spent in the house, so that nothing of the plan of one who joined or left is lost.
        there, present = self._days(person, units, target), self._days(person, None, target)
        return Fraction(there, present) if there else Fraction(0)

    def _days(self, person: str, units: frozenset[str] | None, target: Target) -> int:
        homes, span = self._ledger.homes, Span(target.period.start, target.period.end)
        spent = homes.present(person) if units is None else homes.stays(person, units)
        return days_in(common_to(spent, span))

    def _of_unit(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        key = (unit_id, kpi_id, days)
        if key not in self._of_units:
            found = self._found(True, unit_id, kpi_id, days)
            aggregate = self._ledger.kpis[kpi_id].aggregate
            self._of_units[key] = (
                _plan(aggregate, found, [_WHOLLY] * len(found.targets))
                if found.targets
                else self._of_members(unit_id, kpi_id, days)
            )
        return self._of_units[key]

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
            yield self._of_person(person, units, kpi_id, days)

    def _of_parts_of_ratio(self, unit_id: str, kpi_id: str, days: Span) -> Plan:
        kpi = self._ledger.kpis[kpi_id]
        above = self._of_unit(unit_id, kpi.numerator or "", days).amount
        below = self._of_unit(unit_id, kpi.denominator or "", days).amount
        return NO_PLAN if above is None or not below else Plan(above / below, TargetRule.MEMBERS)

    def _found(self, of_unit: bool, subject_id: str, kpi_id: str, days: Span) -> Tiles:
        key = (of_unit, subject_id, kpi_id, days)
        if key not in self._tiles:
            targets = self._ledger.targets((of_unit, subject_id, kpi_id))
            stock = self._ledger.kpis[kpi_id].aggregate is Aggregate.LAST
            self._tiles[key] = tiles(targets, days, stock=stock)
        return self._tiles[key]


def _plan(aggregate: Aggregate, found: Tiles, shares: list[Fraction]) -> Plan:
    """The chosen plans made one, each by its share: amounts added, means and ratios weighed by days."""
    if not any(shares):
        return NO_PLAN
    shared = [
        (Fraction(tile.value), tile.period.days, s) for tile, s in zip(found.targets, shares, strict=True)
    ]
    if aggregate in (Aggregate.SUM, Aggregate.LAST):
        return Plan(sum((value * share for value, _, share in shared), Fraction(0)), found.rule)
    weights = [days * share for _, days, share in shared]
    weighed = sum(
        (value * weight for (value, _, _), weight in zip(shared, weights, strict=True)), Fraction(0)
    )
    return Plan(weighed / sum(weights), found.rule)
