"""What was planned: levels and flows by month, new customers by quarter, ratios by half-year."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tools.demo.amounts import money
from tools.demo.calendar import HALVES, MONTHS, Month
from tools.demo.customers import Clientele
from tools.demo.house import House, Person
from tools.demo.levels import Levels

_YIELDS = {"2024-H1": "0.0205", "2024-H2": "0.0205", "2025-H1": "0.0190"}
_QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2")
_VISITS_A_MONTH = 5


class Target(NamedTuple):
    """A line of the table of plans: a person's or a unit's."""

    manager_id: str
    unit_id: str
    period: str
    kpi_id: str
    value: Decimal


class Planned(NamedTuple):
    """What a ratio's plan is made of, at the end of a half-year."""

    bad_loans: float
    loans: float
    deposits: float
    customers: int


def targets(house: House, levels: Levels, clientele: Clientele) -> Iterator[Target]:
    """All plans: everybody's own, and of each unit the ratios, which are not sums of its members'."""
    planned: dict[tuple[str, str], Planned] = {}
    for person in house.people:
        yield from _by_month(person, levels)
        yield from _new_customers(person)
        for half in HALVES:
            month = [month for month in MONTHS if month.half == half][-1]
            if _planned_for(person, month):
                planned[person.manager_id, half] = _at_end(person, month, levels, clientele)
                yield from (
                    target
                    for target in _ratios(person.manager_id, "", half, planned[person.manager_id, half])
                    if target.kpi_id != "loan_yield" or person.there(MONTHS[month.passed - 5].first)
                )
    yield from _of_units(house, planned)


def _by_month(person: Person, levels: Levels) -> Iterator[Target]:
    for month in MONTHS:
        if not _planned_for(person, month):
            continue
        level = levels.planned(person, month)
        amounts = {
            "deposit_avg": round(level.deposits, -1),
            "deposit_end": round(level.deposits_at_end, -1),
            "loan_issued": round(level.issued, -1),
            "loan_end": round(level.loans, -1),
            "fee_income": round(level.fees, 1),
            "intl_settle": round(level.abroad, 0),
            "npl_end": round(level.bad_loans, 0),
            "visits": _VISITS_A_MONTH,
        }
        for kpi_id, value in amounts.items():
            if value or kpi_id != "intl_settle":
                yield Target(person.manager_id, "", month.slug, kpi_id, money(value))


def _new_customers(person: Person) -> Iterator[Target]:
    for place, quarter in enumerate(_QUARTERS):
        if person.there(MONTHS[place * 3].first) and person.there(MONTHS[place * 3 + 2].last):
            # Of someone about to retire nothing new is asked: a plan of 0.
            wanted = 0 if person.stints[-1].last else 1
            yield Target(person.manager_id, "", quarter, "new_customers", Decimal(wanted))


def _at_end(person: Person, month: Month, levels: Levels, clientele: Clientele) -> Planned:
    level = levels.planned(person, month)
    served = len(clientele.at_end(person, MONTHS[month.passed - 2]))
    return Planned(level.bad_loans, level.loans, level.deposits_at_end, served + 1)


def _ratios(manager_id: str, unit_id: str, half: str, planned: Planned) -> Iterator[Target]:
    ratio = Decimal(f"{planned.bad_loans / planned.loans:.4f}")
    each = Decimal(round(planned.deposits / planned.customers / 10) * 10)
    yield Target(manager_id, unit_id, half, "npl_ratio", ratio)
    yield Target(manager_id, unit_id, half, "loan_yield", Decimal(_YIELDS[half]))
    yield Target(manager_id, unit_id, half, "deposit_each", each)


def _of_units(house: House, planned: dict[tuple[str, str], Planned]) -> Iterator[Target]:
    for unit in house.units:
        below = house.below(unit.unit_id)
        for half in HALVES:
            last = [month for month in MONTHS if month.half == half][-1].last
            there = [p.manager_id for p in house.people if p.there(last) and p.unit(last) in below]
            parts = [planned[manager, half] for manager in there if (manager, half) in planned]
            if parts:
                yield from _ratios("", unit.unit_id, half, _together(parts))


def _together(parts: Iterable[Planned]) -> Planned:
    bad_loans, loans, deposits, customers = (sum(column) for column in zip(*parts, strict=True))
    return Planned(bad_loans, loans, deposits, int(customers))


def _planned_for(person: Person, month: Month) -> bool:
    """Who joins has a plan from the first whole month (or quarter) on, who leaves until the last."""
    return person.there(month.first) and person.there(month.last)
