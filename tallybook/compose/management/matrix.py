"""The matrix: every member by every KPI, the unit itself at the foot."""

from collections.abc import Iterable, Iterator, Sequence

from tallybook.compose.content import BookContent
from tallybook.compose.contexts.subject import in_order, is_planned
from tallybook.compose.management import figures, listing, looks
from tallybook.compose.management.listing import Column, Listing
from tallybook.domain.facts import Fact
from tallybook.domain.records import Kpi
from tallybook.domain.summary import Summary
from tallybook.errors import say
from tallybook.workbooks import Cell, Sheet

_WIDTH = 13.0


def sheet(book: BookContent, unit: Summary) -> Sheet:
    """A line for each direct member and one for the unit, with the attainment of each KPI, or its value where nothing is planned."""
    kpis = [(kpi, any(map(is_planned, found))) for kpi in book.kpis if (found := list(_facts(kpi, unit)))]
    whole = _line(unit.subject.name, unit.results.facts if unit.results else (), kpis, book)
    lines = (_line(one.subject.name, one.facts, kpis, book) for one in in_order(unit.members))
    return listing.sheet(
        Listing(
            name=say("KPI matrix"),
            columns=[Column(head=say("Name")), *_columns(kpis, book)],
            rows=[*map(tuple, lines), listing.own(whole)],
            nothing=say("There are no figures."),
        ),
        book,
        unit,
    )


def _facts(kpi: Kpi, unit: Summary) -> Iterator[Fact]:
    own = unit.results.facts if unit.results else ()
    for fact in (*own, *(fact for member in unit.members for fact in member.facts)):
        if fact.kpi_id == kpi.kpi_id:
            yield fact


def _columns(kpis: Iterable[tuple[Kpi, bool]], book: BookContent) -> Iterator[Column]:
    for kpi, planned in kpis:
        shown = book.wording.text("Attainment") if planned else listing.measure(kpi, book.wording)
        yield Column(head=f"{kpi.name}\n{shown}", right=True, width=_WIDTH)


def _line(
    name: str, facts: Iterable[Fact], kpis: Sequence[tuple[Kpi, bool]], book: BookContent
) -> Iterator[Cell]:
    of = {fact.kpi_id: fact for fact in facts}
    yield Cell(name, looks.TEXT)
    for kpi, planned in kpis:
        fact = of.get(kpi.kpi_id)
        if fact is None:
            yield figures.nothing()
        elif planned:
            yield figures.attainment(fact, book.wording)
        else:
            yield figures.value(fact.actual, kpi, book.wording)
