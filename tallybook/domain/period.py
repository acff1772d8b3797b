"""Periods: the stretches of time that a summary speaks of, from a day to a fiscal year."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from tallybook.domain.dates import CALENDAR_YEAR, FiscalYear, add_months, month_end
from tallybook.errors import UsageError, say

__all__ = ["CALENDAR_YEAR", "FiscalYear", "Period", "PeriodKind", "add_months", "month_end"]


class PeriodKind(StrEnum):
    """How a period is counted, from long to short; a range runs over whole months, `days` over any days."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    RANGE = "range"
    DAYS = "days"


_PARTS = {PeriodKind.YEAR: 1, PeriodKind.HALF: 2, PeriodKind.QUARTER: 4}
# Years of four digits whose neighbours are such years too: each period has a previous and a next one.
_YEARS = range(1000, 9000)
_LONGEST = 100
_MONTH = r"(?P<{0}year>\d{{4}})-?(?P<{0}month>0[1-9]|1[0-2])"
_DAY = _MONTH + r"-?(?P<{0}day>\d{{2}})"
_GRAMMAR = tuple(
    (kind, re.compile(pattern, re.ASCII | re.IGNORECASE))
    for kind, pattern in (
        (PeriodKind.YEAR, r"(?P<year>\d{4})"),
        (PeriodKind.HALF, r"(?P<year>\d{4})-?H(?P<number>[12])"),
        (PeriodKind.QUARTER, r"(?P<year>\d{4})-?Q(?P<number>[1-4])"),
        (PeriodKind.WEEK, r"(?P<year>\d{4})-?W(?P<number>\d{2})"),
        (PeriodKind.MONTH, _MONTH.format("")),
        (PeriodKind.DAY, _DAY.format("")),
        (PeriodKind.DAYS, _DAY.format("") + r"\.\." + _DAY.format("last_")),
        (PeriodKind.RANGE, _MONTH.format("") + r"\.\." + _MONTH.format("last_")),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One stretch of days, first and last included, under the name people give it.

    Weeks are ISO 8601 weeks; years, halves and quarters follow the fiscal year; months and days do not.
    """

    kind: PeriodKind
    start: date
    end: date
    slug: str
    fiscal: FiscalYear = CALENDAR_YEAR

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise UsageError(say("The period {period} ends before it begins.", period=self.slug))

    @classmethod
    def parse(cls, text: str, fiscal: FiscalYear = CALENDAR_YEAR) -> Self:
        """Read a period as people write it: 2025-H1, 2025Q3, 2025-06, 2025-W23, 2025, 2025-01..2025-10, 2025-01-26..2025-04-25.

        Full-width characters and small letters are read too. Raises UsageError when it is none of these, or
        names a week or day that does not exist.
        """
        plain = unicodedata.normalize("NFKC", text).strip()
        for kind, pattern in _GRAMMAR:
            if found := pattern.fullmatch(plain):
                try:
                    return cls._of(kind, {k: int(v) for k, v in found.groupdict().items()}, fiscal)
                except ValueError as error:
                    raise UsageError(say("There is no period {period}.", period=text)) from error
        raise UsageError(
            say(
                "{period} is not a period. Write 2025-H1, 2025-Q3, 2025-06, 2025-W23, 2025-06-30, 2025 or 2025-01..2025-10.",
                period=text,
            )
        )

    @classmethod
    def _of(cls, kind: PeriodKind, parts: dict[str, int], fiscal: FiscalYear) -> Self:
        year = parts["year"]
        if year not in _YEARS or parts.get("last_year", year) - year > _LONGEST:
            raise ValueError(f"{year} is out of range")
        match kind:
            case PeriodKind.YEAR | PeriodKind.HALF | PeriodKind.QUARTER:
                return cls.of_year(kind, year, parts.get("number", 1), fiscal)
            case PeriodKind.WEEK:
                return cls.of_week(date.fromisocalendar(year, parts["number"], 1), fiscal)
            case PeriodKind.MONTH:
                return cls.of_month(date(year, parts["month"], 1), fiscal)
            case PeriodKind.DAY:
                return cls.of_day(date(year, parts["month"], parts["day"]), fiscal)
            case PeriodKind.RANGE:
                last = date(parts["last_year"], parts["last_month"], 1)
                return cls.of_months(date(year, parts["month"], 1), last, fiscal)
            case PeriodKind.DAYS:
                first = date(year, parts["month"], parts["day"])
                return cls.of_days(
                    first, date(parts["last_year"], parts["last_month"], parts["last_day"]), fiscal
                )

    @classmethod
    def of_year(
        cls, kind: PeriodKind, year: int, number: int = 1, fiscal: FiscalYear = CALENDAR_YEAR
    ) -> Self:
        """The `number`-th half or quarter of a fiscal year, or the year itself."""
        months = 12 // _PARTS[kind]
        start = add_months(fiscal.first_day(year), (number - 1) * months)
        suffix = {PeriodKind.YEAR: "", PeriodKind.HALF: f"-H{number}", PeriodKind.QUARTER: f"-Q{number}"}[
            kind
        ]
        return cls(
            kind=kind,
            start=start,
            end=add_months(start, months) - timedelta(days=1),
            slug=f"{year:04d}{suffix}",
            fiscal=fiscal,
        )

    @classmethod
    def of_month(cls, day: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Self:
        """The calendar month that `day` lies in."""
        start = day.replace(day=1)
        return cls(
            kind=PeriodKind.MONTH, start=start, end=month_end(start), slug=f"{start:%Y-%m}", fiscal=fiscal
        )

    @classmethod
    def of_week(cls, day: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Self:
        """The ISO week that `day` lies in."""
        start = day - timedelta(days=day.weekday())
        iso = start.isocalendar()
        return cls(
            kind=PeriodKind.WEEK,
            start=start,
            end=start + timedelta(days=6),
            slug=f"{iso.year:04d}-W{iso.week:02d}",
            fiscal=fiscal,
        )

    @classmethod
    def of_day(cls, day: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Self:
        """One day."""
        return cls(kind=PeriodKind.DAY, start=day, end=day, slug=day.isoformat(), fiscal=fiscal)

    @classmethod
    def of_months(cls, first: date, last: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Self:
        """The months from the one `first` lies in to the one `last` lies in."""
        return cls(
            kind=PeriodKind.RANGE,
            start=first.replace(day=1),
            end=month_end(last),
            slug=f"{first:%Y-%m}..{last:%Y-%m}",
            fiscal=fiscal,
        )

    @classmethod
    def of_days(cls, first: date, last: date, fiscal: FiscalYear = CALENDAR_YEAR) -> Self:
        """The days from `first` to `last`, both included."""
        return cls(kind=PeriodKind.DAYS, start=first, end=last, slug=f"{first}..{last}", fiscal=fiscal)

    def __str__(self) -> str:
        return self.slug

    @property
    def file_slug(self) -> str:
        """The slug as a safe file name."""
        return self.slug.replace("..", "_")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def same_days(self, other: "Period") -> bool:
        """Whether both are the same days, whatever they are called: 2025-H1 and 2025-01..2025-06 are."""
        return (self.start, self.end) == (other.start, other.end)

    @property
    def previous(self) -> "Period":
        """The period of the same kind just before; of a range, as many months or days before."""
        match self.kind:
            case PeriodKind.DAY:
                return Period.of_day(self.start - timedelta(days=1), self.fiscal)
            case PeriodKind.WEEK:
                return Period.of_week(self.start - timedelta(days=7), self.fiscal)
            case PeriodKind.DAYS:
                before = timedelta(days=self.days)
                return Period.of_days(self.start - before, self.end - before, self.fiscal)
            case _:
                return self._shifted(-self._month_count)

    @property
    def year_before(self) -> "Period":
        """The same period one year earlier; of a week the week of the same number, of week 53 the last week."""
        match self.kind:
            case PeriodKind.DAY:
                return Period.of_day(add_months(self.start, -12), self.fiscal)
            case PeriodKind.DAYS:
                return Period.of_days(add_months(self.start, -12), add_months(self.end, -12), self.fiscal)
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                last_week = date(year - 1, 12, 28).isocalendar().week
                return Period.of_week(date.fromisocalendar(year - 1, min(week, last_week), 1), self.fiscal)
            case _:
                return self._shifted(-12)

    @property
    def next(self) -> "Period":
        """The period of the same kind just after."""
        match self.kind:
            case PeriodKind.DAY:
                return Period.of_day(self.end + timedelta(days=1), self.fiscal)
            case PeriodKind.WEEK:
                return Period.of_week(self.end + timedelta(days=1), self.fiscal)
            case PeriodKind.DAYS:
                later = timedelta(days=self.days)
                return Period.of_days(self.start + later, self.end + later, self.fiscal)
            case _:
                return self._shifted(self._month_count)

    @property
    def year(self) -> "Period":
        """The fiscal year in which it ends."""
        return Period.of_year(PeriodKind.YEAR, self.fiscal.year_of(self.end), fiscal=self.fiscal)

    @property
    def months(self) -> tuple["Period", ...]:
        """The calendar months it touches, in order."""
        return tuple(_months_between(self.start, self.end, self.fiscal))

    def trailing_months(self, count: int) -> tuple["Period", ...]:
        """The `count` months that end with the month in which this period ends."""
        last = self.end.replace(day=1)
        return tuple(_months_between(add_months(last, 1 - count), last, self.fiscal))

    def until(self, day: date) -> tuple[date, date]:
        """First and last day of the stretch that has passed by `day`; the whole period when it is over."""
        return self.start, max(self.start, min(self.end, day))

    @property
    def _month_count(self) -> int:
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def _shifted(self, months: int) -> "Period":
        start = add_months(self.start, months)
        if self.kind is PeriodKind.RANGE:
            return Period.of_months(start, add_months(start, self._month_count - 1), self.fiscal)
        if self.kind is PeriodKind.MONTH:
            return Period.of_month(start, self.fiscal)
        year, number = self._position(start)
        return Period.of_year(self.kind, year, number, self.fiscal)

    def _position(self, start: date) -> tuple[int, int]:
        """Fiscal year and number within it of the period of this kind that begins on `start`."""
        offset = (start.month - self.fiscal.first_month) % 12
        return self.fiscal.year_of(start), offset // (12 // _PARTS[self.kind]) + 1


def _months_between(first: date, last: date, fiscal: FiscalYear) -> Iterator[Period]:
    month = first.replace(day=1)
    while month <= last:
        yield Period.of_month(month, fiscal)
        month = add_months(month, 1)
