"""Tiles: which of the plans that lie inside some days are taken, so that no day is planned twice."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tallybook.domain.facts import TargetRule
from tallybook.domain.records import Target
from tallybook.domain.slices import PlansCount
from tallybook.measures.spans import ALWAYS, Span, common, days_in, whole


@dataclass(frozen=True, slots=True)
class Tiles:
    """The plans taken, in the order of days, and whether one of them is for exactly the days asked for.

    `beyond` is the rule by which some were taken that reach beyond these days, or are held against their own.
    """

    targets: tuple[Target, ...]
    exact: bool = False
    beyond: TargetRule | None = None


NONE = Tiles(())


def tiles(targets: Mapping[Span, Target], days: Span, counts: PlansCount = PlansCount.DATE) -> Tiles:
    """The plan for exactly these days, else the finer ones inside them.

    Where these do not fill the days, and plans do not count by their dates, those that meet the days, or as
    windows those that end in them. Of plans that overlap those are taken that cover the most days, and of such
    choices the one with the fewest plans.
    """
    if exactly := targets.get(days):
        return Tiles((exactly,), exact=True)
    inside = Tiles(_widest(_inside(targets, days), days))
    if counts is PlansCount.DATE or days_in(whole(each.period) for each in inside.targets) == days.days:
        return inside
    if counts is PlansCount.WINDOWS:
        ending = [target for span, target in targets.items() if days.start <= span.end <= days.end]
        return Tiles(_widest(ending, ALWAYS), beyond=TargetRule.WINDOWS)
    return _overlapping(_widest(_meeting(targets, days), days), days)


def standing(
    targets: Mapping[Span, Target], days: Span, day: date, counts: PlansCount = PlansCount.DATE
) -> Tiles:
    """The plan of a stock that stands on a day: the one for exactly these days, else one inside them.

    Where there is none, and plans do not count by their dates, one that meets the days and has not ended by
    the day. Of those that have begun by the day the one that ends last is taken, the coarsest of several.
    """
    if exactly := targets.get(days):
        return Tiles((exactly,), exact=True)
    begun = [target for target in _inside(targets, days) if target.period.start <= day]
    found = max(begun, key=lambda each: (each.period.end, each.period.days), default=None)
    if counts is not PlansCount.DATE and (found is None or day not in found.period):
        # Of plans that reach beyond the days the one that ends first is the nearest.
        running = [target for target in _meeting(targets, days) if day in target.period]
        if running:
            nearest = min(running, key=lambda each: (each.period.end, each.period.days))
            return _overlapping((nearest,), days)
    return Tiles((found,)) if found else NONE


def _overlapping(found: tuple[Target, ...], days: Span) -> Tiles:
    """Plans that meet the days; told as parts of them where none reaches beyond."""
    reaches = any(common(whole(each.period), days) != whole(each.period) for each in found)
    return Tiles(found, beyond=TargetRule.OVERLAPPING if reaches else None)


def _inside(targets: Mapping[Span, Target], days: Span) -> list[Target]:
    return [target for span, target in targets.items() if days.start <= span.start and span.end <= days.end]


def _meeting(targets: Mapping[Span, Target], days: Span) -> list[Target]:
    return [target for span, target in targets.items() if common(span, days)]


def _widest(found: list[Target], days: Span) -> tuple[Target, ...]:
    # Weighted interval scheduling: for each plan, in the order of their ends, the best choice with or without.
    ordered = sorted(found, key=lambda target: (target.period.end, target.period.start))
    ends: list[date] = [target.period.end for target in ordered]
    best: list[tuple[int, int, tuple[Target, ...]]] = [(0, 0, ())]
    for place, target in enumerate(ordered):
        covered, fewer, taken = best[bisect_left(ends, target.period.start, hi=place)]
        gained = days_in(filter(None, (common(whole(target.period), days),)))
        with_it = (covered + gained, fewer - 1, (*taken, target))
        best.append(max(best[-1], with_it, key=lambda choice: choice[:2]))
    return best[-1][2]
