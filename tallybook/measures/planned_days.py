"""Planned days: what chosen plans ask of the days that somebody spends somewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from tallybook.domain.facts import TargetRule
from tallybook.domain.records import Target
from tallybook.measures.spans import Span, common_to, days_in, whole
from tallybook.measures.tiles import Tiles

Days = tuple[Span, ...]

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Chosen plans, and of the days that somebody spends somewhere those that each of them is for, and how many."""

    found: Tiles
    there: Days
    parts: tuple[Days, ...]
    days: tuple[int, ...]

    @classmethod
    def of(cls, found: Tiles, there: Days) -> Self:
        """What the plans ask of these days."""
        parts = tuple(common_to(there, whole(tile.period)) for tile in found.targets)
        return cls(found=found, there=there, parts=parts, days=tuple(map(days_in, parts)))

    def flow(self) -> Fraction | None:
        """Of each planned amount the share of its days that lie in these; None where none do."""
        if not any(self.days):
            return None
        first, *others = map(_share, self.found.targets, self.days)
        return sum(others, first)

    def rule(self, *, is_flow: bool) -> TargetRule:
        """How a plan for these days was found: whether they are all planned, and whether an amount was shared."""
        found = self.found
        if sum(self.days) < days_in(self.there):
            return TargetRule.PARTS_INCOMPLETE
        if found.beyond:
            return found.beyond
        if is_flow and any(
            0 < days < tile.period.days for tile, days in zip(found.targets, self.days, strict=True)
        ):
            return TargetRule.DAYS
        return TargetRule.EXACT if found.exact else TargetRule.PARTS

    def passed(self, reached: Span | None) -> Fraction:
        """The share that has been reached of those of these days that have a plan; nothing where none has."""
        planned = [part for parts in self.parts for part in parts]
        gone = days_in(common_to(planned, reached)) if reached else 0
        return Fraction(gone, sum(self.days)) if gone else _NONE


def _share(tile: Target, days: int) -> Fraction:
    value = Fraction(tile.value)
    return value if days == tile.period.days else value * Fraction(days, tile.period.days)


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


def _sum(values: Iterable[Fraction]) -> Fraction:
    return sum(values, _NONE)
