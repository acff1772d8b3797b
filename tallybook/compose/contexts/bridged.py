"""Bridged: the way from the plan of the year to date to its result as a table, whose every sum tallies as written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from tallybook.compose import quantities
from tallybook.compose.contexts.common import Context
from tallybook.domain.bridges import Bridge
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi
from tallybook.domain.results import Results
from tallybook.wording import Wording


def bridges(found: Results, kpis: Mapping[str, Kpi], wording: Wording) -> list[Context]:
    """Each bridge with the name of its figure; `rows` is empty where no steps are known."""
    return [
        {"figure": found.figure_of(bridge), **_bridge(bridge, kpis[bridge.kpi_id], wording)}
        for bridge in found.bridges
    ]


def _bridge(bridge: Bridge, kpi: Kpi, wording: Wording) -> Context:
    return {
        "kpi": kpi.name,
        "unit": kpi.unit,
        "period": wording.period(Period.parse(bridge.period)),
        "plan": wording.amount(bridge.plan, kpi),
        "actual": wording.amount(bridge.result, kpi),
        "total": wording.change(bridge.total, kpi),
        "rows": list(_rows(bridge, kpi, wording)) if bridge.steps else [],
    }


def _rows(bridge: Bridge, kpi: Kpi, wording: Wording) -> Iterator[Context]:
    """What each step adds and what that makes, so that all sums are right as they are written."""
    names = [wording.month(step.period) + ("" if step.complete else " ※") for step in bridge.steps]
    changes = [step.difference for step in bridge.steps]
    # Quotients leave crumbs that no one should read of.
    if not quantities.vanishes(bridge.rest, kpi, wording):
        names.append(wording.text("Rest"))
        changes.append(bridge.rest)
    levels = _levels(bridge, changes, lambda value: quantities.rounded(value, kpi, wording))
    for name, (before, after) in zip(names, pairwise(levels), strict=True):
        yield {
            "name": name,
            "added": wording.amount(after - before, kpi, signed=True),
            "makes": wording.amount(after, kpi),
        }


def _levels(
    bridge: Bridge, changes: Sequence[Decimal], shown: Callable[[Decimal], Decimal]
) -> Sequence[Decimal]:
    """From plan to result: by what is shown of each change where that leads there, else by what is shown of each sum."""
    by_changes = list(accumulate(map(shown, changes), initial=shown(bridge.plan)))
    if by_changes[-1] == shown(bridge.result):
        return by_changes
    return [*map(shown, bridge.levels[: len(changes)]), shown(bridge.result)]
