"""Plans of which only a date is known: how long each lasts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from tallybook.domain.period import Period, PeriodKind
from tallybook.domain.records import DataNote, Target
from tallybook.errors import say


def lasting(targets: Sequence[Target]) -> tuple[Target, ...]:
    """The plans, a dated one lasting until the day before the next of the same owner and KPI.

    Of the last one nobody knows how long it lasts; it is left out.
    """
    dated: dict[tuple[bool, str, str], list[Target]] = defaultdict(list)
    for target in targets:
        if target.period.kind is PeriodKind.DAY:
            dated[target.of_unit, target.subject_id, target.kpi_id].append(target)
    lasts: dict[int, Period] = {}
    for several in dated.values():
        several.sort(key=lambda target: target.period.start)
        for one, after in pairwise(several):
            last = after.period.start - timedelta(days=1)
            lasts[id(one)] = Period.of_days(one.period.start, last, one.period.fiscal)
    return tuple(
        replace(target, period=lasts.get(id(target), target.period))
        for target in targets
        if target.period.kind is not PeriodKind.DAY or id(target) in lasts
    )


def without_end(before: int, after: int) -> tuple[DataNote, ...]:
    """That dated plans were left out, for none came after them to tell how long they last."""
    if before == after:
        return ()
    text = say(
        "Dated plans left out, for no later one says how long they last: {count}.", count=before - after
    )
    return (DataNote(kind="plans-without-end", table="targets", count=before - after, text=text),)
