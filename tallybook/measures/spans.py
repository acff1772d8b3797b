"""Stretches of days, first and last included, and what they have in common."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tallybook.domain.period import Period, PeriodKind, add_months, month_end


class Span(NamedTuple):
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1


ALWAYS = Span(date.min, date.max)


def common(one: Span, other: Span) -> Span | None:
    """The days that both have, or None."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start <= end else None


def common_to(spans: Iterable[Span], window: Span) -> tuple[Span, ...]:
    """The part of each span that lies in the window."""
    # Asked for a million times in a large house: no calls here, each bound compared but once, and of one who was
    # there all the time, as most were, nothing made anew.
    first, last = window
    if type(spans) is tuple and len(spans) == 1 and spans[0][0] <= first and last <= spans[0][1]:
        return (window,)
    return tuple(
        Span(start, end)
        for one, other in spans
        if (start := one if one > first else first) <= (end := other if other < last else last)
    )


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days as few spans in order, overlapping and adjoining ones made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and (result[-1].end == date.max or span.start <= result[-1].end + timedelta(days=1)):
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def days_in(spans: Iterable[Span]) -> int:
    """How many days spans have that do not overlap."""
    return sum(span.days for span in spans)


def whole(period: Period) -> Span:
    """All days of a period."""
    return Span(period.start, period.end)


def reached(period: Period, covered: Span | None) -> Span | None:
    """The days from the period's first to the last that data cover; None before they begin or after they end."""
    if covered is None or common(covered, whole(period)) is None:
        return None
    return Span(period.start, min(period.end, covered.end))


def same_stretch(period: Period, through: date, other: Period) -> Span:
    """As much of `other` as has passed of `period` by `through`; all of it when the period is over.

    Whole months answer to as many whole months, however long they are. Else the period a year before is
    compared up to the same calendar day, and any other period by the number of days elapsed.
    """
    if through >= period.end:
        return whole(other)
    return Span(other.start, max(other.start, min(other.end, _same_day(period, through, other))))


def _same_day(period: Period, through: date, other: Period) -> date:
    if period.kind not in (PeriodKind.WEEK, PeriodKind.DAY, PeriodKind.DAYS):
        months = (through.year - period.start.year) * 12 + through.month - period.start.month
        if through == month_end(through):
            return month_end(add_months(other.start, months))
        if other.start == add_months(period.start, -12):
            return add_months(through, -12)
    return other.start + (through - period.start)
