"""The months of the demo, and the days on which a bank works."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

FIRST, LAST = date(2024, 1, 1), date(2025, 6, 30)
# Days off during the week, first and last: new year, spring festival, tomb sweeping, May, autumn, October.
_HOLIDAYS = (
    (date(2024, 1, 1), date(2024, 1, 1)),
    (date(2024, 2, 10), date(2024, 2, 17)),
    (date(2024, 4, 4), date(2024, 4, 6)),
    (date(2024, 5, 1), date(2024, 5, 5)),
    (date(2024, 9, 15), date(2024, 9, 17)),
    (date(2024, 10, 1), date(2024, 10, 7)),
    (date(2025, 1, 1), date(2025, 1, 1)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 5, 31), date(2025, 6, 2)),
)


class Month(NamedTuple):
    """A month of the demo, and how many came before it."""

    year: int
    number: int
    passed: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year + self.number // 12, self.number % 12 + 1, 1) - timedelta(days=1)

    @property
    def slug(self) -> str:
        """Its name as a period."""
        return f"{self.year}-{self.number:02d}"

    @property
    def half(self) -> str:
        """The half-year it lies in."""
        return f"{self.year}-H{1 if self.number <= 6 else 2}"


MONTHS = tuple(Month(2024 + i // 12, i % 12 + 1, i) for i in range(18))
HALVES = ("2024-H1", "2024-H2", "2025-H1")


def working_days(first: date, last: date) -> list[date]:
    """The days from first to last on which the bank is open."""
    return [day for day in days(first, last) if day.weekday() < 5 and not _is_holiday(day)]


def days(first: date, last: date) -> Iterator[date]:
    """All days from first to last."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def half(slug: str) -> tuple[date, date]:
    """First and last day of a half-year."""
    months = [month for month in MONTHS if month.half == slug]
    return months[0].first, months[-1].last


def _is_holiday(day: date) -> bool:
    return any(first <= day <= last for first, last in _HOLIDAYS)
