"""Tiles: which of the plans that lie inside some days are taken, so that no day is planned twice."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tallybook.domain.facts import TargetRule
from tallybook.domain.records import Target
from tallybook.measures.spans import Span


@dataclass(frozen=True, slots=True)
class Tiles:
    """The plans taken, in the order of days, and whether they are all that the days ask for."""

    targets: tuple[Target, ...]
    rule: TargetRule


NONE = Tiles((), TargetRule.NONE)


def tiles(targets: Mapping[Span, Target], days: Span, *, stock: bool) -> Tiles:
    """The plan for exactly these days, else the finer ones inside them.

    Of plans that overlap those are taken that cover the most days, and of such choices the one with the
    fewest plans. A stock's plan is for its last day: the one that ends last is taken, the coarsest of those.
    A plan for longer than the days is none for them.
    """
    if exactly := targets.get(days):
        return Tiles((exactly,), TargetRule.EXACT)
    inside = [target for span, target in targets.items() if days.start <= span.start and span.end <= days.end]
    if not inside:
        return NONE
    chosen = (_last(inside),) if stock else _widest(inside)
    ends = chosen[-1].period.end == days.end if stock else sum(t.period.days for t in chosen) == days.days
    return Tiles(chosen, TargetRule.PARTS if ends else TargetRule.PARTS_INCOMPLETE)


def _last(inside: list[Target]) -> Target:
    return max(inside, key=lambda target: (target.period.end, target.period.days))


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
