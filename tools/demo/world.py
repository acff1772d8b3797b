"""Everything together, in the order in which one part needs another."""

from dataclasses import dataclass
from decimal import Decimal

from tools.demo.amounts import Amount, amounts, by_day
from tools.demo.customers import NEW, Clientele, clientele
from tools.demo.diary import Problem, Visit, problems, visits
from tools.demo.figures import Figures
from tools.demo.house import House
from tools.demo.levels import Levels
from tools.demo.plans import Target, targets
from tools.demo.promises import Promise, promises


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All tables of the demo, and the figures that notes quote."""

    house: House
    clientele: Clientele
    amounts: tuple[Amount, ...]
    targets: tuple[Target, ...]
    visits: tuple[Visit, ...]
    problems: tuple[Problem, ...]
    promises: tuple[Promise, ...]
    figures: Figures


def make(house: House, seed: int) -> World:
    """The demo of a house."""
    levels, served = Levels(house, seed), clientele(house, seed)
    people = house.people
    came = by_day(amount for person in people for amount in amounts(person, levels, served, seed))
    planned = tuple(targets(house, levels, served))
    visited = sorted(
        (visit for person in people for visit in visits(person, served, seed)),
        key=lambda visit: (visit.date, visit.manager_id, visit.customer_id, visit.purpose),
    )
    figures = Figures([*came, *_counted(served, visited)], planned)
    return World(
        house=house,
        clientele=served,
        amounts=tuple(came),
        targets=planned,
        visits=tuple(visited),
        problems=tuple(problem for person in people for problem in problems(person, served, seed)),
        promises=tuple(promise for person in people for promise in promises(person, figures, seed)),
        figures=figures,
    )


def _counted(served: Clientele, visited: list[Visit]) -> list[Amount]:
    """What the settings count from the tables of customers and visits."""
    one = Decimal(1)
    found = [Amount(visit.manager_id, visit.date, "visits", one, visit.customer_id) for visit in visited]
    found += [
        Amount(customer.found_by, customer.gained_on, "new_customers", one, customer.customer_id)
        for customer in served.customers
        if customer.origin == NEW
    ]
    return found
