"""Amounts: how the rows of a scope become one figure for a window of days."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import chain

from tallybook.domain.facts import Measured, Missing
from tallybook.domain.records import Aggregate
from tallybook.measures.arithmetic import quotient
from tallybook.measures.scopes import Part, Scope
from tallybook.measures.spans import Span, common, common_to, days_in, merged

NO_DATA = Measured(missing=Missing.NO_DATA)
MONTHLY = Measured(missing=Missing.MONTHLY)
_NOTHING = Decimal(0)


def amount(scope: Scope, kpi_id: str, window: Span) -> Measured:
    """The KPI's figure for the days of the window that data cover.

    Sum: the sum of the amounts; none at all is zero for those who are there and whom the KPI concerns. Of
    amounts that come by the month there is none for part of a month.
    Last: see `stock`. Mean: see `mean`. Ratio: the numerator's figure over the denominator's.
    """
    kpi = scope.ledger.kpis[kpi_id]
    covered = scope.ledger.covered(kpi_id)
    days = common(window, covered) if covered else None
    if days is None:
        return NO_DATA
    match kpi.aggregate:
        case Aggregate.SUM:
            if not scope.ledger.is_known(kpi_id, days):
                return MONTHLY
            return _measured(flow(scope, kpi_id, days))
        case Aggregate.LAST:
            return _measured(stock(scope, kpi_id, days))
        case Aggregate.MEAN:
            return mean(scope, kpi_id, days)
        case Aggregate.RATIO:
            # Both up to the same day; each from its own beginning, for a rare event may begin late.
            both = Span(window.start, days.end)
            return over(amount(scope, kpi.numerator or "", both), amount(scope, kpi.denominator or "", both))


def total(scope: Scope, kpi_id: str, windows: Iterable[Span]) -> Measured:
    """The sum of a flow over several stretches, as far as data cover them."""
    found = [
        figure.value for window in windows if (figure := amount(scope, kpi_id, window)).value is not None
    ]
    return Measured(sum(found, _NOTHING)) if found else NO_DATA


def over(above: Measured, below: Measured) -> Measured:
    """One figure divided by another, or why that cannot be."""
    if above.value is None or below.value is None:
        return above if above.value is None else below
    if below.value == 0:
        return Measured(missing=Missing.DENOMINATOR_ZERO)
    return Measured(quotient(above.value, below.value))


def flow(scope: Scope, kpi_id: str, days: Span) -> Decimal | None:
    """The sum of the amounts on days that count."""
    found = [
        total
        for part in scope.parts(kpi_id)
        for span in part.days
        if (piece := common(span, days)) and (total := part.series.total(piece)) is not None
    ]
    if found:
        return sum(found, _NOTHING)
    return _NOTHING if scope.carries(kpi_id, days) else None


def flows(scope: Scope, kpi_id: str, windows: tuple[Span, ...]) -> list[Decimal]:
    """The sums of the amounts in many windows that data cover; none at all where there are no amounts."""
    if not windows:
        return []
    all_days = Span(min(window.start for window in windows), max(window.end for window in windows))
    found = [
        part.series.totals(windows) if common(span, all_days) == all_days else _clipped(part, span, windows)
        for part in scope.parts(kpi_id)
        for span in part.days
    ]
    return [sum(totals, _NOTHING) for totals in zip(*found, strict=True)]


def _clipped(part: Part, span: Span, windows: tuple[Span, ...]) -> list[Decimal]:
    """The sums of a part's amounts on those days of the windows that lie in the span."""
    pieces = (common(span, window) for window in windows)
    return [(piece and part.series.total(piece)) or _NOTHING for piece in pieces]


def stock(scope: Scope, kpi_id: str, days: Span) -> Decimal | None:
    """The balance that stands on the last day, however old it is.

    In a unit the balances of those who are there on that day; on a person's own page the balance on the last
    day of the window on which he was in the house.
    """
    found = [
        standing
        for part in scope.parts(kpi_id)
        if (day := _last_day(scope, part, days)) and (standing := part.series.standing(day)) is not None
    ]
    return sum(found, _NOTHING) if found else None


def mean(scope: Scope, kpi_id: str, days: Span) -> Measured:
    """The mean over days of the balances: of a person over the days that have one, of a unit over all."""
    spans = held(scope.parts(kpi_id), days)
    if not spans:
        return NO_DATA
    divisor = days_in(merged(spans)) if scope.person is not None else days.days
    return Measured(quotient(balance_days(scope, kpi_id, days), divisor))


def balance_days(scope: Scope, kpi_id: str, days: Span) -> Decimal:
    """The sum of the balances of every day that counts."""
    pieces = (
        part.series.balance_days(piece)
        for part in scope.parts(kpi_id)
        for piece in common_to(part.days, days)
    )
    return sum(pieces, _NOTHING)


def held(parts: Iterable[Part], days: Span) -> tuple[Span, ...]:
    """The stretches of the window on which each of the parts has a balance."""
    return tuple(
        chain.from_iterable(
            common_to(part.days, Span(max(days.start, part.series.first), days.end))
            for part in parts
            if part.series.first <= days.end
        )
    )


def _last_day(scope: Scope, part: Part, days: Span) -> date | None:
    there = common_to(part.days, days)
    if not there or (scope.units is not None and there[-1].end != days.end):
        return None
    return there[-1].end


def _measured(value: Decimal | None) -> Measured:
    return NO_DATA if value is None else Measured(value)
