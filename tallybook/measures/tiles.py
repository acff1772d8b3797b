"""Tiles: which of the plans that lie inside some days are taken, so that no day is planned twice."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tallybook.domain.records import Target
from tallybook.measures.spans import Span


@dataclass(frozen=True, slots=True)
class Tiles:
    """The plans taken, in the order of days, and whether one of them is for exactly the days asked for."""

    targets: tuple[Target, ...]
    exact: bool = False


NONE = Tiles(())


def tiles(targets: Mapping[Span, Target], days: Span) -> Tiles:
    """The plan for exactly these days, else the finer ones inside them.

    Of plans that overlap those are taken that cover the most days, and of such choices the one with the
    fewest plans. A plan for longer than the days is none for them.
    """
    if exactly := targets.get(days):
        return Tiles((exactly,), exact=True)
    inside = _inside(targets, days)
    return Tiles(_widest(inside)) if inside else NONE


def standing(targets: Mapping[Span, Target], days: Span, day: date) -> Tiles:
    """The plan of a stock that stands on a day: the one for exactly these days, else one inside them.

    Of those that have begun by the day the one that ends last is taken, the coarsest of several.
    """
    if exactly := targets.get(days):
        return Tiles((exactly,), exact=True)
    begun = [target for target in _inside(targets, days) if target.period.start <= day]
    return Tiles((max(begun, key=lambda each: (each.period.end, each.period.days)),)) if begun else NONE


def _inside(targets: Mapping[Span, Target], days: Span) -> list[Target]:
    return [target for span, target in targets.items() if days.start <= span.start and span.end <= days.end]


def _widest(inside: list[Target]) -> tuple[Target, ...]:
    # Weighted interval scheduling: for each plan, in the order of their ends, the best choice with or without.
    ordered = sorted(inside, key=lambda target: (target.period.end, target.period.start))
    ends: list[date] = [target.period.end for target in ordered]
    best: list[tuple[int, int, tuple[Target, ...]]] = [(0, 0, ())]
    for place, target in enumerate(ordered):
        covered, fewer, taken = best[bisect_left(ends, target.period.start, hi=place)]
        with_it = (covered + target.period.days, fewer - 1, (*taken, target))
        best.append(max(best[-1], with_it, key=lambda choice: choice[:2]))
    return best[-1][2]
