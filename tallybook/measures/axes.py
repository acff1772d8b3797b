"""Scales: the common upper ends of chart axes, so that pages of one level can be laid side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tallybook.domain.facts import Measured
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate
from tallybook.domain.slices import Scale
from tallybook.domain.subjects import Subject
from tallybook.measures import scopes
from tallybook.measures.amounts import amount, flows
from tallybook.measures.arithmetic import exact
from tallybook.measures.comparing import stretch_of
from tallybook.measures.ledger import Ledger
from tallybook.measures.plans import Planner
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, common_to, reached, whole

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_NOTHING = Decimal(0)


def scales(
    ledger: Ledger, period: Period, levels: Iterable[tuple[Subject, ...]]
) -> Mapping[Subject, tuple[Scale, ...]]:
    """For each subject the scales that its level shares, one for each KPI that anybody there has figures of.

    The largest amount, plan or prior value of any of the 13 months, regardless of its sign, rounded up to 1,
    2, 2.5 or 5 times a power of ten: it tells nothing precise of others, and seldom changes.
    """
    months = period.trailing_months(13)
    shown = {kpi_id: _shown(ledger, kpi_id, months) for kpi_id in ledger.kpis}
    planner = Planner.of_months(ledger)
    with exact():
        return {
            subject: found
            for level in levels
            for found in (_level(ledger, planner, shown, level),)
            for subject in level
        }


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a chart of a KPI shows the figures of, the same days for every subject."""

    months: tuple[Span, ...]
    windows: tuple[Span, ...]


def _shown(ledger: Ledger, kpi_id: str, months: tuple[Period, ...]) -> _Shown:
    covered = ledger.covered(kpi_id)
    windows: dict[Span, None] = {}
    for month in months:
        days = reached(month, covered)
        if days:
            windows[days] = None
        windows[stretch_of(month, days.end if days else None, month.year_before)] = None
    planned = tuple(map(whole, months)) if any(ledger.planned(kpi_id)) else ()
    if ledger.kpis[kpi_id].aggregate is Aggregate.SUM:
        return _Shown(planned, common_to(windows, covered) if covered else ())
    return _Shown(planned, tuple(windows))


def _level(
    ledger: Ledger, planner: Planner, shown: Mapping[str, _Shown], level: tuple[Subject, ...]
) -> tuple[Scale, ...]:
    largest: dict[str, Decimal] = {}
    for subject in level:
        scope = scopes.own(ledger, subject)
        for kpi_id in ledger.kpis:
            found = max(_sizes(scope, planner, kpi_id, shown[kpi_id]), default=_NOTHING)
            largest[kpi_id] = max(found, largest.get(kpi_id, found))
    return tuple(Scale(kpi_id=kpi_id, maximum=nice(value)) for kpi_id, value in largest.items() if value)


def _sizes(scope: Scope, planner: Planner, kpi_id: str, shown: _Shown) -> Iterator[Decimal]:
    # Of a flow all windows are summed in one go: there may be millions of them.
    if scope.ledger.kpis[kpi_id].aggregate is Aggregate.SUM:
        yield from map(abs, flows(scope, kpi_id, shown.windows))
    else:
        yield from (_size(amount(scope, kpi_id, window)) for window in shown.windows)
    yield from (_size(planner.plan(scope, kpi_id, month).value) for month in shown.months)


def nice(value: Decimal) -> Decimal:
    """The least of 1, 2, 2.5 and 5 times a power of ten that is not less than a value above zero."""
    power = Decimal(1).scaleb(value.adjusted())
    return next(step * power for step in _STEPS if step * power >= value).normalize() + 0


def _size(measured: Measured) -> Decimal:
    return abs(measured.value) if measured.value is not None else _NOTHING
