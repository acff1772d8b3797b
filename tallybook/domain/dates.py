"""Dates: months counted on the calendar, and when a house's year begins."""

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYear:
    """When the house's year begins, and whether it is named after the year it starts or ends in."""

    first_month: int = 1
    named_by_end: bool = False

    def first_day(self, year: int) -> date:
        """The day on which fiscal year `year` begins."""
        return date(year - self._shift, self.first_month, 1)

    def year_of(self, day: date) -> int:
        """The fiscal year that `day` lies in."""
        return day.year + self._shift - int(day.month < self.first_month)

    @property
    def _shift(self) -> int:
        return int(self.named_by_end and self.first_month > 1)


CALENDAR_YEAR = FiscalYear()


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month that `day` lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
