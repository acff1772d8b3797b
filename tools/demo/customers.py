"""Whom each manager serves, since when, and how much of the business each customer makes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tools.demo.calendar import FIRST, LAST, MONTHS, Month, working_days
from tools.demo.chance import Chance
from tools.demo.house import House, Person
from tools.demo.names import company, contact

# What the largest, second largest … customer of a person brings, in hundredths: a fifth of them bring two thirds.
_WEIGHTS = (34.0, 24.0, 12.0, 7.0, 5.5, 4.5, 3.5, 3.0, 2.0, 1.6, 1.2, 0.8, 0.5, 0.4, 0.3)
_TIERS = ((0, "战略"), (2, "重点"), (6, "一般"), (99, "潜力"))
EXISTING, NEW = "存量", "新增"
_LOST_PLACE = 3
# Opened online on new year's day, so that the count of new customers begins with the year.
_FIRST_OF_ALL = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One customer; `found_by` is who won it, `manager_id` who looks after it now."""

    customer_id: str
    name: str
    found_by: str
    manager_id: str
    tier: str
    contact: str
    origin: str
    gained_on: date
    lost_on: date | None
    weight: float
    borrows: bool
    trades: bool

    def there(self, day: date) -> bool:
        """Whether it is a customer on that day."""
        return self.gained_on <= day <= (self.lost_on or LAST)


@dataclass(frozen=True, slots=True)
class Clientele:
    """All customers, by who found them."""

    found: dict[str, tuple[Customer, ...]]

    @property
    def customers(self) -> tuple[Customer, ...]:
        """All of them in order."""
        return tuple(customer for mine in self.found.values() for customer in mine)

    def of(self, person: Person, month: Month) -> list[Customer]:
        """Whom a person serves from the first to the last day of a month."""
        return [c for c in self.at_end(person, month) if c.there(month.first)]

    def at_end(self, person: Person, month: Month) -> list[Customer]:
        """Whom a person serves on the last day of a month."""
        served = list(self.found.get(person.manager_id, ()))
        if person.takes_over and month.passed >= person.takes_over.since:
            left = self.found.get(person.takes_over.giver, ())
            served += [customer for customer in left if customer.manager_id == person.manager_id]
        return [customer for customer in served if customer.there(month.last)]


def clientele(house: House, seed: int) -> Clientele:
    """Eight to fifteen customers for each person; those of one who left go to the successors."""
    taken: set[str] = set()
    found: dict[str, tuple[Customer, ...]] = {}
    number = 0
    for person in house.people:
        chance = Chance(seed, "customers", person.manager_id)
        mine = []
        for place in range(_how_many(person, chance)):
            number += 1
            mine.append(_customer(person, place, chance, taken, number=number))
        found[person.manager_id] = tuple(_after_handover(mine, house))
    return Clientele(found)


def _how_many(person: Person, chance: Chance) -> int:
    if person.begins:
        return 5
    return chance.whole(10, 13) + (2 if person.growth > 0.2 else 0)


def _customer(person: Person, place: int, chance: Chance, taken: set[str], *, number: int) -> Customer:
    trades = person.trade and place in (0, 3, 4, 6)
    gained_on = _gained_on(person, place, chance)
    return Customer(
        customer_id=f"c{number:05d}",
        name=company(chance, taken, exporting=trades),
        found_by=person.manager_id,
        manager_id=person.manager_id,
        tier=next(tier for limit, tier in _TIERS if place <= limit),
        contact=contact(chance),
        origin=NEW if gained_on >= FIRST else EXISTING,
        gained_on=gained_on,
        lost_on=_lost_on(person, place, chance),
        weight=_WEIGHTS[place] * chance.between(0.85, 1.15),
        borrows=place not in (2, 7),
        trades=trades,
    )


def _gained_on(person: Person, place: int, chance: Chance) -> date:
    """Large customers are old ones; a person's last few came within the demo's time, the more the better."""
    if person.is_first and place == _FIRST_OF_ALL:
        return FIRST
    if person.begins:
        return chance.one_of(working_days(person.begins, LAST - timedelta(days=20)))
    if place < 5 or person.manager_id == "m008" or chance.happens(0.25 - 0.6 * person.growth):
        return date(chance.whole(2011, 2023), chance.whole(1, 12), chance.whole(1, 28))
    return chance.one_of(working_days(MONTHS[0].first, MONTHS[-1].last - timedelta(days=9)))


def _lost_on(person: Person, place: int, chance: Chance) -> date | None:
    # Who shrinks loses one of the middling ones, of whose business the loss is felt but which is no catastrophe.
    if place == _LOST_PLACE and person.growth < 0:
        return chance.one_of(working_days(date(2025, 1, 6), date(2025, 5, 20)))
    return None


def _after_handover(customers: list[Customer], house: House) -> Iterable[Customer]:
    for place, customer in enumerate(customers):
        heirs = [p for p in house.people if p.takes_over and p.takes_over.giver == customer.found_by]
        if heirs:
            yield replace(customer, manager_id=heirs[place % len(heirs)].manager_id)
        else:
            yield customer
