"""Findings on the results themselves: what the leading KPI is, against plan, time and last year."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tallybook.compose import quantities
from tallybook.compose.findings.page import Page, share, told
from tallybook.domain.facts import Fact, Status
from tallybook.domain.findings import Finding, Rule
from tallybook.domain.records import Aggregate, Better

_FULL = Decimal(1)


def leading(page: Page) -> Iterator[Finding]:
    """What the leading KPI is, measured against its plan and, of a sum, the time that has passed."""
    if fact := page.lead:
        yield _leading(fact, page)


def _leading(fact: Fact, page: Page) -> Finding:
    kpi, wording, of = page.kpis[fact.kpi_id], page.wording, fact.kpi_id
    if fact.actual.value is None:
        return told(Rule.NO_DATA, kpi_id=of, kpi=kpi.name)
    value = quantities.quantity(fact.actual.value, kpi, wording)
    if fact.attainment.value is None:
        return told(Rule.NO_RATE, kpi_id=of, kpi=kpi.name, value=value, why=wording.rate(fact.attainment))
    named: dict[str, Any] = {
        "kpi": kpi.name,
        "value": value,
        "attained": wording.percent(fact.attainment.value),
    }
    if kpi.aggregate is not Aggregate.SUM or fact.time_progress == _FULL:
        return told(Rule.OF_PLAN, kpi_id=of, **named)
    ahead = fact.attainment.value - fact.time_progress
    if wording.rounded(ahead * 100, 1) == 0:
        return told(Rule.IN_STEP, kpi_id=of, **named)
    points = wording.number(abs(ahead) * 100, 1)
    return told(Rule.BEHIND if ahead < 0 else Rule.AHEAD, kpi_id=of, points=points, **named)


def incomplete(page: Page) -> Iterator[Finding]:
    """That the data end before the period does."""
    fact, period = page.lead, page.slice.period
    if fact is None or fact.complete or fact.through is None:
        return
    passed = Decimal((fact.through - period.start).days + 1) / period.days
    yield told(Rule.INCOMPLETE, kpi_id=fact.kpi_id, day=fact.through, progress=page.wording.percent(passed))


def unreconciled(page: Page) -> Iterator[Finding]:
    """That members and unassigned do not make the unit's total."""
    names = [page.kpis[line.kpi_id].name for line in page.results.reconciliation if line.difference]
    if names:
        yield told(Rule.UNRECONCILED, section="reconciliation", kpis=page.listed(names))


def changed(page: Page) -> Iterator[Finding]:
    """How the leading KPI has changed within a year."""
    if (fact := page.lead) and fact.prior_year.change.value is not None:
        yield _changed(fact, fact.prior_year.change.value, page)


def _changed(fact: Fact, change: Decimal, page: Page) -> Finding:
    kpi, rate, of = page.kpis[fact.kpi_id], fact.prior_year.rate.value, fact.kpi_id
    size = share(change, fact.prior_year.value.value or 0)
    if quantities.vanishes(change, kpi, page.wording):
        return told(Rule.SAME_AS_YEAR, kpi_id=of, size=size, kpi=kpi.name)
    difference = quantities.difference(change, kpi, page.wording)
    if rate is None:
        rule = Rule.MORE_THAN_YEAR if change > 0 else Rule.LESS_THAN_YEAR
        return told(rule, kpi_id=of, size=size, kpi=kpi.name, change=difference)
    rule = Rule.MORE_BY_RATE if change > 0 else Rule.LESS_BY_RATE
    return told(
        rule, kpi_id=of, size=size, kpi=kpi.name, change=difference, rate=page.wording.percent(abs(rate))
    )


def judged(page: Page) -> Iterator[Finding]:
    """How many KPIs are on target, and which attained most and least of its plan."""
    found = [fact for fact in page.results.facts if fact.status is not Status.NONE]
    if not found:
        return
    good = sum(fact.status is Status.GOOD for fact in found)
    # Only where more is better does a percentage of plan say by itself which way it goes.
    plain = [fact for fact in found if page.kpis[fact.kpi_id].better is Better.HIGHER]
    ordered = sorted(plain, key=lambda fact: quantities.known(fact.attainment))
    if not ordered or ordered[0].attainment == ordered[-1].attainment:
        yield told(Rule.ON_TARGET, section="kpis", good=good, count=len(found))
        return
    yield told(
        Rule.ON_TARGET_RANGE,
        section="kpis",
        good=good,
        count=len(found),
        best=page.kpis[ordered[-1].kpi_id].name,
        high=page.wording.rate(ordered[-1].attainment, signed=False),
        worst=page.kpis[ordered[0].kpi_id].name,
        low=page.wording.rate(ordered[0].attainment, signed=False),
    )
