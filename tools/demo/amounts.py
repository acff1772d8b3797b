"""The actual amounts: balances every few days and at month ends, and what each day brought."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tools.demo.calendar import FIRST, MONTHS, Month, working_days
from tools.demo.chance import Chance
from tools.demo.customers import Clientele, Customer
from tools.demo.house import Person
from tools.demo.levels import Level, Levels

_RATES = {2024: 0.0415, 2025: 0.0378}
_DEPOSIT_DAYS = (1, 6, 11, 16, 21, 26)
_LOAN_DAYS = (1, 11, 21)


class Amount(NamedTuple):
    """A line of the table of actual amounts."""

    manager_id: str
    date: date
    kpi_id: str
    value: Decimal
    customer_id: str = ""


def amounts(person: Person, levels: Levels, clientele: Clientele, seed: int) -> list[Amount]:
    """All amounts of one person on the days when the person was there."""
    chance = Chance(seed, "amounts", person.manager_id)
    rate = chance.between(0.94, 1.05)
    found: list[Amount] = []
    for month in MONTHS:
        desk = _Desk(person, month, levels.came(person, month), chance)
        served = clientele.of(person, month)
        found += desk.balances()
        found += desk.flows(served)
        found += desk.interest(served, rate * _RATES[month.year])
        found += desk.at_month_end(len(clientele.at_end(person, month)))
    return [amount for amount in found if person.there(amount.date)]


def money(value: float) -> Decimal:
    """An amount with two decimals."""
    return Decimal(f"{value:.2f}")


@dataclass(frozen=True, slots=True)
class _Desk:
    """One person's month."""

    person: Person
    month: Month
    level: Level
    chance: Chance

    def balances(self) -> Iterator[Amount]:
        joined = self.person.begins
        extra = {joined.day} if joined and self.month.first <= joined <= self.month.last else set()
        for day in sorted({*_DEPOSIT_DAYS, *extra}):
            yield self._on(day, "deposit_avg", self.level.deposits * self.chance.between(0.985, 1.015))
        for day in sorted({*_LOAN_DAYS, *extra}):
            yield self._on(day, "loan_avg", self.level.loans * self.chance.between(0.992, 1.004))

    def at_month_end(self, customers: int) -> Iterator[Amount]:
        day = self.month.last.day
        yield self._on(day, "deposit_end", self.level.deposits_at_end)
        yield self._on(day, "loan_end", self.level.loans)
        yield self._on(day, "npl_end", self.level.bad_loans)
        yield Amount(self.person.manager_id, self.month.last, "customers", Decimal(customers))

    def flows(self, served: list[Customer]) -> Iterator[Amount]:
        traders = [customer for customer in served if customer.trades]
        yield from self._scattered(
            "loan_issued", self.level.issued, _borrowers(served), self.chance.whole(5, 9)
        )
        yield from self._scattered("fee_income", self.level.fees, served, self.chance.whole(16, 22))
        yield from self._scattered("intl_settle", self.level.abroad, traders, self.chance.whole(4, 6))

    def interest(self, served: list[Customer], rate: float) -> Iterator[Amount]:
        borrowers = _borrowers(served)
        weights = sum(customer.weight for customer in borrowers)
        for customer in borrowers:
            part = self.level.loans * rate / 12 * customer.weight / weights
            yield self._on(self.month.last.day, "interest", part, customer)

    def _scattered(self, kpi_id: str, total: float, among: list[Customer], count: int) -> Iterator[Amount]:
        weights = [customer.weight for customer in among]
        days = [day for day in _days_at_work(self.month) if self.person.there(day)]
        if not (among and days and total):
            return
        for part in self.chance.split(total, count):
            customer = self.chance.weighted(among, weights)
            yield self._on(self.chance.one_of(days).day, kpi_id, part, customer)

    def _on(self, day: int, kpi_id: str, value: float, customer: Customer | None = None) -> Amount:
        whom = customer.customer_id if customer else ""
        return Amount(self.person.manager_id, self.month.first.replace(day=day), kpi_id, money(value), whom)


def _borrowers(served: list[Customer]) -> list[Customer]:
    return [customer for customer in served if customer.borrows] or served[:1]


def _days_at_work(month: Month) -> list[date]:
    # The first of January 2024 too, when charges for the new year are debited: so the data begin with the year.
    return ([FIRST] if month.first == FIRST else []) + working_days(month.first, month.last)


def by_day(found: Iterable[Amount]) -> list[Amount]:
    """The order of a bank's export: by day, then person."""
    return sorted(found, key=lambda each: (each.date, each.manager_id, each.kpi_id, each.customer_id))
