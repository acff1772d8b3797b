"""What is written down between the figures: visits, problems, and what was promised and became of it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from tools.demo import problem_stock, visit_stock
from tools.demo.calendar import FIRST, LAST, MONTHS, Month, half, working_days
from tools.demo.chance import Chance
from tools.demo.customers import Clientele, Customer
from tools.demo.house import Person


class Visit(NamedTuple):
    """A line of the table of visits."""

    manager_id: str
    date: dt.date
    customer_id: str
    purpose: str
    need: str
    opinion: str
    handler: str
    due: dt.date | None
    closed_on: dt.date | None


class Problem(NamedTuple):
    """A line of the table of problems."""

    manager_id: str
    raised_on: dt.date
    text: str
    cause: str
    owner: str
    due: dt.date
    closed_on: dt.date | None


def visits(person: Person, clientele: Clientele, seed: int) -> Iterator[Visit]:
    """Four to seven visits a month, more of the large customers."""
    chance = Chance(seed, "visits", person.manager_id)
    for month in MONTHS:
        served = clientele.of(person, month)
        days = [day for day in working_days(month.first, month.last) if person.there(day)]
        if served and days:
            for _ in range(_how_often(person, month, chance)):
                yield _visit(person, chance.one_of(days), served, chance)
    if person.is_first:
        yield _new_year(person, clientele)


def _how_often(person: Person, month: Month, chance: Chance) -> int:
    eager = 1 if person.growth > 0.2 else 0
    return chance.whole(4, 6) + eager - (1 if month.number in (2, 10) else 0)


def _visit(person: Person, day: dt.date, served: list[Customer], chance: Chance) -> Visit:
    customer = chance.weighted(served, [4 + each.weight for each in served])
    purposes, needs, opinions = _talk(abroad=customer.trades and chance.happens(0.5))
    opinion, handler = chance.one_of(opinions) if chance.happens(0.3) else ("", "")
    need = chance.one_of(needs) if chance.happens(0.45) else ""
    due = day + timedelta(days=chance.whole(7, 30)) if opinion else None
    return Visit(
        manager_id=person.manager_id,
        date=day,
        customer_id=customer.customer_id,
        purpose=chance.one_of(purposes),
        need=need,
        opinion=opinion,
        handler=(handler or person.name) if opinion else "",
        due=due,
        closed_on=_closed(day, due, chance) if due else None,
    )


def _talk(*, abroad: bool) -> tuple[Sequence[str], Sequence[str], Sequence[tuple[str, str]]]:
    if abroad:
        return visit_stock.ABROAD, visit_stock.NEEDS_ABROAD, visit_stock.OPINIONS_ABROAD
    return visit_stock.PURPOSES, visit_stock.NEEDS, visit_stock.OPINIONS


def _closed(day: dt.date, due: dt.date, chance: Chance) -> dt.date | None:
    closed = day + timedelta(days=chance.whole(3, (due - day).days + 6))
    return closed if closed <= LAST and chance.happens(0.82) else None


def _new_year(person: Person, clientele: Clientele) -> Visit:
    largest = clientele.found[person.manager_id][0].customer_id
    return Visit(
        person.manager_id, FIRST, largest, "元旦走访，慰问节日值班的财务人员", "", "", "", None, None
    )


def problems(person: Person, clientele: Clientele, seed: int) -> Iterator[Problem]:
    """Two to four problems a half-year since the second half of 2024."""
    chance = Chance(seed, "problems", person.manager_id)
    for period in ("2024-H2", "2025-H1"):
        first, last = half(period)
        days = [day for day in working_days(first, last) if person.there(day)]
        served = clientele.of(person, _last_month(person, period))
        for text, cause in _kinds(person, served, chance) if days else ():
            customers = [c.name for c in served if c.trades or "国际" not in text] or [c.name for c in served]
            raised = chance.one_of(days)
            due = raised + timedelta(days=chance.whole(20, 75))
            yield Problem(
                person.manager_id,
                raised,
                text.format(customer=chance.one_of(customers)),
                cause,
                chance.one_of((person.name, person.name, person.name, "支行负责人", "风险管理部")),
                due,
                _closed(raised, due, chance) if chance.happens(0.6) else None,
            )


def _kinds(person: Person, served: list[Customer], chance: Chance) -> list[tuple[str, str]]:
    found = chance.some_of(problem_stock.GENERAL, chance.whole(2, 3))
    if person.risk[1] > 0.03:
        found += chance.some_of(problem_stock.RISKY, 2)
    if any(customer.trades for customer in served) and chance.happens(0.4):
        found.append(chance.one_of(problem_stock.TRADING))
    return found if served else []


def _last_month(person: Person, period: str) -> Month:
    months = [month for month in MONTHS if month.half == period]
    return next(m for m in reversed([months[0], *months]) if person.there(m.first) or m is months[0])


def scaled(value: Decimal, places: int) -> Decimal:
    """Rounded to so many decimals, or to tens and hundreds where negative, written without exponent."""
    rounded = value.quantize(Decimal(1).scaleb(-places))
    return Decimal(f"{rounded:f}")
