"""Series: one person's amounts of one KPI in the order of days, answering any window without a scan."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise

from tallybook.domain.records import Actual
from tallybook.measures.spans import Span

_NOTHING = Decimal(0)


class Series:
    """Amounts by day; amounts of the same day, such as those of several customers, add up to one.

    As a balance each day's amount stands until the next day that has one.
    """

    def __init__(self, rows: Iterable[Actual]) -> None:
        by_day: dict[date, Decimal] = {}
        for row in rows:
            known = by_day.get(row.date)
            by_day[row.date] = row.value if known is None else known + row.value
        self._days = sorted(by_day)
        self._amounts = [by_day[day] for day in self._days]
        self._sums = list(accumulate(self._amounts, initial=_NOTHING))
        self._areas: list[Decimal] = []
        self._asked: tuple[Span, ...] = ()
        self._totals: list[Decimal] = []

    @property
    def first(self) -> date:
        """The first day that has an amount."""
        return self._days[0]

    def total(self, span: Span) -> Decimal | None:
        """The sum of the amounts in the span, None where there is none."""
        low, high = bisect_left(self._days, span.start), bisect_right(self._days, span.end)
        return self._sums[high] - self._sums[low] if low < high else None

    def totals(self, windows: tuple[Span, ...]) -> list[Decimal]:
        """The sums of the amounts in many windows, zero where there is none; those last asked for are kept.

        A person's, his branch's and the house's figures are made of the same ones.
        """
        if self._asked != windows:
            self._asked, self._totals = windows, [self._sum(window) for window in windows]
        return self._totals

    def _sum(self, span: Span) -> Decimal:
        low, high = bisect_left(self._days, span.start), bisect_right(self._days, span.end)
        # One amount is its own sum, and needs no number more: there may be millions of them.
        return self._amounts[low] if high - low == 1 else self._sums[high] - self._sums[low]

    def standing(self, day: date) -> Decimal | None:
        """The balance on that day, None before the first amount."""
        place = bisect_right(self._days, day)
        return self._amounts[place - 1] if place else None

    def balance_days(self, span: Span) -> Decimal:
        """The sum of the balances of all days in the span; days before the first amount have none."""
        if span.end < self.first:
            return _NOTHING
        return self._area(span.end, 1) - (self._area(span.start, 0) if span.start > self.first else _NOTHING)

    def _area(self, day: date, extra: int) -> Decimal:
        # The balance-days from the first amount up to `day`, the day itself included when `extra` is 1.
        if not self._areas:
            held = (
                amount * (after - before).days
                for amount, (before, after) in zip(self._amounts, pairwise(self._days), strict=False)
            )
            self._areas = list(accumulate(held, initial=_NOTHING))
        place = bisect_right(self._days, day) - 1
        return self._areas[place] + self._amounts[place] * ((day - self._days[place]).days + extra)
