"""The gaps: KPI by KPI what the unit and its members are away from the plan, from last year and the period before."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import NOTHING
from tallybook.compose.contexts.measured import PLAN
from tallybook.compose.management import figures, listing, looks
from tallybook.compose.management.listing import Column, Listing
from tallybook.domain.facts import Fact
from tallybook.domain.records import Kpi
from tallybook.domain.summary import Summary
from tallybook.errors import say
from tallybook.workbooks import Cell, Sheet

_COLUMNS = (
    Column(head=say("KPI")),
    Column(head=say("Name")),
    Column(head=say("Actual"), right=True),
    Column(head=say("Plan"), right=True),
    Column(head=say("Difference to plan (ΔPL)"), right=True),
    Column(head=say("Attainment"), right=True, barred=True),
    Column(head=say("Last year"), right=True),
    Column(head=say("Change on last year (ΔPY)"), right=True),
    Column(head=say("vs last year"), right=True),
    Column(head=say("Previous period"), right=True),
    Column(head=say("vs previous period"), right=True),
    Column(head=say("Rank"), right=True),
    Column(head=say("Status"), marked=True),
    Column(head=say("Plan taken from"), width=32),
)


def sheet(book: BookContent, unit: Summary) -> Sheet:
    """Of each KPI the unit first, then its members, who is furthest behind the plan before the others."""
    return listing.sheet(
        Listing(
            name=say("Gaps"),
            columns=_COLUMNS,
            rows=[line for kpi in book.kpis for line in _lines(kpi, book, unit)],
            nothing=say("There are no figures."),
            stay=2,
        ),
        book,
        unit,
    )


def _lines(kpi: Kpi, book: BookContent, unit: Summary) -> Iterator[tuple[Cell, ...]]:
    for fact in _of(kpi, unit.results.facts if unit.results else ()):
        yield listing.own(_line(fact, kpi, book))
    members = _of(kpi, (fact for member in unit.members for fact in member.facts))
    for fact in sorted(members, key=lambda fact: _distance(fact, kpi)):
        yield tuple(_line(fact, kpi, book))


def _of(kpi: Kpi, facts: Iterable[Fact]) -> Iterator[Fact]:
    return (fact for fact in facts if fact.kpi_id == kpi.kpi_id)


def _distance(fact: Fact, kpi: Kpi) -> tuple[bool, Decimal]:
    actual, target = fact.answering.value, fact.target.value
    if actual is None or target is None:
        return True, Decimal(0)
    return False, kpi.better.gain(actual - target)


def _line(fact: Fact, kpi: Kpi, book: BookContent) -> Iterator[Cell]:
    wording, prior, year = book.wording, fact.prior, fact.prior_year
    yield Cell(listing.named(kpi), looks.TEXT)
    yield Cell(fact.subject.name, looks.TEXT)
    yield figures.value(fact.actual, kpi, wording)
    yield figures.value(fact.target, kpi, wording)
    yield figures.gap(fact, kpi, wording)
    yield figures.rate(fact.attainment, wording)
    yield figures.value(year.value, kpi, wording)
    yield figures.change(year, kpi, wording)
    yield figures.variance(year, kpi, wording)
    yield figures.value(prior.value, kpi, wording)
    yield figures.variance(prior, kpi, wording)
    yield Cell(NOTHING if fact.rank is None else f"{fact.rank}/{fact.peers}", looks.RIGHT)
    yield figures.status(fact.status, wording)
    yield Cell(wording.message(PLAN[fact.target_rule]), looks.TEXT)
