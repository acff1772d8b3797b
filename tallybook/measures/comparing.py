"""Comparing: a KPI's figure for the same stretch of another period."""

from datetime import date

from tallybook.domain.facts import Comparison, Measured, Missing
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate
from tallybook.measures import judging
from tallybook.measures.amounts import amount
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, common, common_to, days_in, same_stretch, whole


def compare(scope: Scope, kpi_id: str, actual: Measured, stretch: Span, period: Period) -> Comparison:
    """The figure of the stretch of `period` that `actual` is compared with, and the change since."""
    value = prior(scope, kpi_id, stretch)
    changed = judging.change(actual, value)
    return Comparison(
        period=period.slug,
        start=stretch.start,
        end=stretch.end,
        value=value,
        change=changed,
        rate=judging.rate(changed, value, percent=scope.ledger.kpis[kpi_id].is_percent),
        complete=_covers(scope, kpi_id, stretch),
    )


def prior(scope: Scope, kpi_id: str, stretch: Span) -> Measured:
    """The figure of an earlier stretch; where there are no data there is no prior."""
    value = amount(scope, kpi_id, stretch)
    return Measured(missing=Missing.NO_PRIOR) if value.missing is Missing.NO_DATA else value


def stretch_of(period: Period, through: date | None, other: Period) -> Span:
    """The days of `other` that answer to those of `period` up to `through`."""
    return whole(other) if through is None else same_stretch(period, through, other)


def _covers(scope: Scope, kpi_id: str, stretch: Span) -> bool:
    # Data must reach over all days that matter, and a person must have been there on them.
    needed = Span(stretch.end, stretch.end) if _looks_at_last_day(scope, kpi_id) else stretch
    covered = scope.ledger.covered(kpi_id)
    if covered is None or common(covered, needed) != needed:
        return False
    return scope.person is None or days_in(common_to(scope.days(scope.person), needed)) == needed.days


def _looks_at_last_day(scope: Scope, kpi_id: str) -> bool:
    kpi = scope.ledger.kpis[kpi_id]
    if kpi.aggregate is not Aggregate.RATIO:
        return kpi.aggregate is Aggregate.LAST
    return all(_looks_at_last_day(scope, part or "") for part in (kpi.numerator, kpi.denominator))
