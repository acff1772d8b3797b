"""Coverage: from which day to which day the data of each KPI reach."""

from collections.abc import Iterable, Iterator
from datetime import date

from tallybook.domain.period import Period, month_end
from tallybook.domain.records import Actual, Aggregate, Kpi
from tallybook.domain.slices import Coverage


def coverage(
    kpis: Iterable[Kpi],
    actuals: Iterable[Actual],
    period: Period,
    *,
    data_through: date | None,
    delivered: Iterable[frozenset[str]] = (),
) -> tuple[Coverage, ...]:
    """First and last day of the data of each KPI that has any by the end of the period.

    Of what comes after the period only that it is there counts, so that slices of a period that is over stay
    as they are when data go on. `data_through` stands for the last day found. Amounts of a flow that are all dated on the last day of a
    month stand for whole months, and so do several that are all dated on the first. Any other flow reaches as
    far as the latest amount of the sources that bring it (`delivered`): that nothing of it happened since is
    known. A balance of which nothing came is not.
    """
    days: dict[str, set[date]] = {}
    for row in actuals:
        days.setdefault(row.kpi_id, set()).add(row.date)
    return tuple(_known(kpis, days, period, data_through, tuple(delivered)))


def _known(
    kpis: Iterable[Kpi],
    days: dict[str, set[date]],
    period: Period,
    data_through: date | None,
    delivered: tuple[frozenset[str], ...],
) -> Iterator[Coverage]:
    for kpi in kpis:
        found = days.get(kpi.kpi_id, set())
        if known := {day for day in found if day <= period.end}:
            beside = [each for source in delivered if kpi.kpi_id in source for each in source]
            latest = max((max(days[each]) for each in beside if each in days), default=date.min)
            first, last = _reach(known, latest, flow=kpi.aggregate is Aggregate.SUM)
            last = min(data_through or max(last, *found), period.end)
            if first <= last:
                flow = kpi.aggregate is Aggregate.SUM
                monthly = flow and _is_monthly(found.union(*(days.get(each, ()) for each in beside)))
                yield Coverage(kpi_id=kpi.kpi_id, first=first, last=last, monthly=monthly)


def _is_monthly(days: set[date]) -> bool:
    # One amount alone may be any day's, and so may a rare one among others that are not monthly.
    if len(days) < 2:
        return False
    return all(day == month_end(day) for day in days) or all(day.day == 1 for day in days)


def _reach(days: set[date], latest: date, *, flow: bool) -> tuple[date, date]:
    first, last = min(days), max(days)
    if flow and all(day == month_end(day) for day in days):
        return first.replace(day=1), last
    if flow and len(days) > 1 and all(day.day == 1 for day in days):
        return first, month_end(last)
    return first, max(last, latest) if flow else last
