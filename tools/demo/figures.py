"""A person's own figures for a half-year, worked out as the book's rules say, for the notes to quote."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from tools.demo.amounts import Amount
from tools.demo.calendar import MONTHS, half
from tools.demo.house import Person
from tools.demo.kpis import BY_ID
from tools.demo.plans import Target

Key = tuple[str, str]


class Figures:
    """Actual and planned figures by person, measure and half-year."""

    def __init__(self, amounts: Iterable[Amount], targets: Iterable[Target]) -> None:
        self._amounts: dict[Key, list[tuple[date, Decimal]]] = defaultdict(list)
        for amount in amounts:
            self._amounts[amount.manager_id, amount.kpi_id].append((amount.date, amount.value))
        self._targets: dict[tuple[str, str, str], Decimal] = {
            (target.manager_id, target.kpi_id, target.period): target.value for target in targets
        }

    def actual(self, person: Person, kpi_id: str, period: str) -> Decimal | None:
        """The figure of a half-year; None where there is none."""
        kpi = BY_ID[kpi_id]
        first, last = half(period)
        if kpi.aggregate == "比率":
            above = self.actual(person, kpi.numerator, period)
            below = self.actual(person, kpi.denominator, period)
            return above / below if above is not None and below else None
        rows = self._amounts.get((person.manager_id, kpi_id), [])
        within = sorted(row for row in rows if row[0] <= last and person.there(row[0]))
        present = [row for row in within if row[0] >= first]
        if kpi.aggregate == "累计" and (present or self.planned(person, kpi_id, period) is not None):
            return sum((value for _, value in present), Decimal(0))
        if not present:
            return None
        return within[-1][1] if kpi.aggregate == "时点" else _mean(present, person, last)

    def planned(self, person: Person, kpi_id: str, period: str) -> Decimal | None:
        """The plan of a half-year, from its months or quarters where there is none for the whole."""
        exact = self._targets.get((person.manager_id, kpi_id, period))
        if exact is not None:
            return exact
        parts = self._parts(person, kpi_id, period)
        if not parts:
            return None
        match BY_ID[kpi_id].aggregate:
            case "时点":
                return parts[-1][0]
            case "日均":
                return sum((part * days for part, days in parts), Decimal(0)) / sum(days for _, days in parts)
            case _:
                return sum((part for part, _ in parts), Decimal(0))

    def _parts(self, person: Person, kpi_id: str, period: str) -> list[tuple[Decimal, int]]:
        """The plans of the half-year's months or quarters, with their days."""
        months = [month for month in MONTHS if month.half == period]
        named = [(month.slug, month.last.day) for month in months]
        named += [(f"{month.year}-Q{month.number // 3}", 91) for month in months if month.number % 3 == 0]
        found = ((self._targets.get((person.manager_id, kpi_id, slug)), days) for slug, days in named)
        return [(part, days) for part, days in found if part is not None]

    def attainment(self, person: Person, kpi_id: str, period: str) -> Decimal | None:
        """Actual over plan."""
        actual, planned = self.actual(person, kpi_id, period), self.planned(person, kpi_id, period)
        return actual / planned if actual is not None and planned else None

    def growth(self, person: Person, kpi_id: str, period: str, before: str) -> Decimal | None:
        """The change since another half-year over its figure."""
        actual, prior = self.actual(person, kpi_id, period), self.actual(person, kpi_id, before)
        return (actual - prior) / prior if actual is not None and prior else None


def _mean(rows: list[tuple[date, Decimal]], person: Person, last: date) -> Decimal:
    """Each balance holds until the next one; the last one until the period or the person's time ends."""
    ends = [day for day, _ in rows[1:]]
    end = last
    while not person.there(end):
        end -= timedelta(days=1)
    ends.append(end + timedelta(days=1))
    held = [((until - day).days, value) for (day, value), until in zip(rows, ends, strict=True)]
    return sum((value * count for count, value in held), Decimal(0)) / sum(count for count, _ in held)
