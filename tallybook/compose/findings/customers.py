"""Findings on customers: how few bring how much, who came and went, and who was not visited."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tallybook.compose.findings.page import NAMED, Page, share, told
from tallybook.domain.findings import Finding, Rule
from tallybook.domain.records import Customer

_FEW = 5


def concentrated(page: Page) -> Iterator[Finding]:
    """What the largest fifth of customers bring, where that is much or has moved; not of a handful of customers."""
    found = page.results.concentration
    brought = found.top_fifth.value if found else None
    if found is None or brought is None or found.customers < _FEW:
        return
    before = found.top_fifth_before.value
    named: dict[str, Any] = {
        "top": found.top,
        "customers": found.customers,
        "share": page.wording.percent(brought),
        "kpi": page.kpis[found.kpi_id].name,
    }
    if before is not None and abs(brought - before) >= page.settings.concentration_moved:
        rule = Rule.MORE_CONCENTRATED if brought > before else Rule.LESS_CONCENTRATED
        size = share(brought - before, before)
        yield told(rule, section="customers", size=size, before=page.wording.percent(before), **named)
    elif brought >= page.settings.concentrated_from:
        yield told(Rule.CONCENTRATED, section="customers", **named)


def came_and_went(page: Page) -> Iterator[Finding]:
    """Customers gained and lost in the period; those lost are named where there are any."""
    period = page.slice.period
    gained = [c for c in page.slice.customers if c.gained_on and c.gained_on in period]
    lost = [c for c in page.slice.customers if c.lost_on and c.lost_on in period]
    if not gained and not lost:
        return
    new = {c.customer_id for c in gained}
    before = [c for c in page.slice.customers if c.customer_id not in new and not _had_gone(c, period.start)]
    yield told(
        Rule.CUSTOMERS_LOST if lost else Rule.CUSTOMERS_GAINED,
        section="customers",
        size=share(len(lost or gained), len(before)),
        gained=len(gained),
        lost=len(lost),
        names=page.listed(_names(lost or gained, page), NAMED),
    )


def unvisited(page: Page) -> Iterator[Finding]:
    """Key customers whom nobody visited in the period, of those who were there for all of it."""
    period = page.slice.period
    key = [customer for customer in page.slice.customers if _is_key(customer, page)]
    seen = {visit.customer_id for visit in page.slice.visits if visit.date in period}
    missed = [customer for customer in key if customer.customer_id not in seen]
    if missed and page.visited:
        yield told(
            Rule.KEY_UNVISITED,
            section="customers",
            size=share(len(missed), len(key)),
            count=len(missed),
            all=len(key),
            names=page.listed(_names(missed, page), NAMED),
        )


def _had_gone(customer: Customer, day: date) -> bool:
    return customer.lost_on is not None and customer.lost_on < day


def _is_key(customer: Customer, page: Page) -> bool:
    """Whether it is to be visited; a customer with no manager here is somebody else's."""
    start, end = page.slice.period.start, page.slice.period.end
    there = (customer.gained_on or start) <= start and (customer.lost_on or end) >= end
    return bool(customer.manager_id) and customer.tier in page.settings.key_tiers and there


def _names(customers: Sequence[Customer], page: Page) -> list[str]:
    return [
        customer.name for customer in sorted(customers, key=lambda one: (_rank(one, page), one.customer_id))
    ]


def _rank(customer: Customer, page: Page) -> int:
    """Key customers first, in the order of their tiers."""
    tiers = page.settings.key_tiers
    return tiers.index(customer.tier) if customer.tier in tiers else len(tiers)
