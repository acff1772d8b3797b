"""Planned days: what chosen plans ask of the days that somebody spends somewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tallybook.domain.facts import TargetRule
from tallybook.measures.spans import Span, common_to, days_in, whole
from tallybook.measures.tiles import Tiles

Days = tuple[Span, ...]


def flow(found: Tiles, there: Days) -> Fraction | None:
    """Of each planned amount the share of its days that lie in these; None where none do."""
    shares = _shares(found, there)
    if not any(shares):
        return None
    return _sum(Fraction(tile.value) * share for tile, share in zip(found.targets, shares, strict=True))


def rule(found: Tiles, there: Days, *, is_flow: bool) -> TargetRule:
    """How a plan for these days was found: whether they are all planned, and whether an amount was shared."""
    if sum(days_in(common_to(there, whole(tile.period))) for tile in found.targets) < days_in(there):
        return TargetRule.PARTS_INCOMPLETE
    if found.beyond:
        return found.beyond
    if is_flow and any(0 < share < 1 for share in _shares(found, there)):
        return TargetRule.DAYS
    return TargetRule.EXACT if found.exact else TargetRule.PARTS


def passed(found: Tiles, there: Days, reached: Span | None) -> Fraction:
    """The share that has been reached of those of these days that have a plan; nothing where none has."""
    planned = [part for tile in found.targets for part in common_to(there, whole(tile.period))]
    gone = days_in(common_to(planned, reached)) if reached else 0
    return Fraction(gone, days_in(planned)) if gone else Fraction(0)


@dataclass(frozen=True, slots=True)
class Level:
    """The planned level of each day: that of its plan, and of a day without one the mean of the others."""

    found: Tiles
    mean: Fraction

    def total(self, days: Days) -> Fraction:
        """The sum of the levels of all these days."""
        known = [days_in(common_to(days, whole(tile.period))) for tile in self.found.targets]
        planned = _sum(Fraction(t.value) * n for t, n in zip(self.found.targets, known, strict=True))
        return planned + self.mean * (days_in(days) - sum(known))

    def over(self, days: Days) -> Fraction:
        """The mean level of these days; where there are none, of those that have a plan."""
        return self.total(days) / days_in(days) if days else self.mean


def level(found: Tiles, present: Days) -> Level | None:
    """The levels that plans ask for, the mean weighed by the days on which someone is present."""
    if not found.targets:
        return None
    weights = [days_in(common_to(present, whole(tile.period))) for tile in found.targets]
    if not any(weights):
        weights = [tile.period.days for tile in found.targets]
    weighed = _sum(Fraction(tile.value) * days for tile, days in zip(found.targets, weights, strict=True))
    return Level(found, weighed / sum(weights))


def _shares(found: Tiles, there: Days) -> list[Fraction]:
    return [
        Fraction(days_in(common_to(there, whole(tile.period))), tile.period.days) for tile in found.targets
    ]


def _sum(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))
