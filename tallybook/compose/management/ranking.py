"""The ranking: a unit's members by their score, with the leading KPI and who handed in."""

from collections.abc import Iterator

from tallybook.compose.content import BookContent
from tallybook.compose.contexts import reviewed
from tallybook.compose.contexts.common import NOTHING, findings
from tallybook.compose.contexts.subject import in_order, is_planned
from tallybook.compose.management import figures, listing, looks
from tallybook.compose.management.listing import Column, Listing
from tallybook.domain.facts import Fact, Measured, Missing, Status
from tallybook.domain.subjects import SubjectKind
from tallybook.domain.summary import Member, Summary
from tallybook.errors import say
from tallybook.workbooks import Cell, Sheet


def sheet(book: BookContent, unit: Summary) -> Sheet:
    """A line for each direct member, in the order of the unit's page."""
    planned = any(is_planned(fact) for member in unit.members for fact in member.facts)
    return listing.sheet(
        Listing(
            name=say("Ranking"),
            columns=tuple(_columns(book, planned=planned)),
            rows=[tuple(_line(member, book, planned=planned)) for member in in_order(unit.members)],
            nothing=say("There is nobody below this unit."),
            stay=2 if planned else 1,
            said=[one["text"] for one in findings(unit, book)[:1]],
        ),
        book,
        unit,
    )


def _columns(book: BookContent, *, planned: bool) -> Iterator[Column]:
    lead = book.kpi(book.lead_kpi)
    if planned:
        yield Column(head=say("Rank"), right=True)
    yield Column(head=say("Name"))
    if planned:
        yield Column(head=say("Score"), right=True)
        yield Column(head=say("On target"), right=True)
    yield Column(head=listing.named(lead) if lead else say("Leading KPI"), right=True)
    if planned:
        yield Column(head=say("Plan"), right=True)
        yield Column(head=say("Attainment"), right=True, barred=True)
    yield Column(head=say("vs last year"), right=True)
    if planned:
        yield Column(head=say("Status"), marked=True)
    if book.asks_for_notes:
        yield Column(head=say("Note"), marked=True)
    if book.reviewed is not None:
        yield Column(head=say("State"), marked=True)


def _line(member: Member, book: BookContent, *, planned: bool) -> Iterator[Cell]:
    fact = next((fact for fact in member.facts if fact.kpi_id == book.lead_kpi), None)
    if planned:
        yield Cell(member.rank or NOTHING, looks.RIGHT)
    yield Cell(member.subject.name, looks.TEXT)
    if planned:
        yield (
            figures.nothing() if member.score is None else figures.rate(Measured(member.score), book.wording)
        )
        yield Cell(_on_target(member.facts), looks.RIGHT)
    yield from _lead(fact, book, planned=planned)
    if book.asks_for_notes:
        yield Cell(_note(member, book), looks.TEXT)
    if book.reviewed is not None:
        state = reviewed.state(book, member.subject)
        yield Cell(f"{state['sign']} {state['word']}", looks.TEXT)


def _lead(fact: Fact | None, book: BookContent, *, planned: bool) -> Iterator[Cell]:
    lead, wording = book.kpi(book.lead_kpi), book.wording
    if fact is None or lead is None:
        unknown = Cell(wording.why(Missing.NO_DATA), looks.WORD)
        yield from (unknown, *([figures.nothing()] * (3 if planned else 1)))
    else:
        yield figures.value(fact.actual, lead, wording)
        if planned:
            yield figures.value(fact.target, lead, wording)
            yield figures.rate(fact.attainment, wording)
        yield figures.variance(fact.prior_year, lead, wording)
    if planned:
        yield figures.status(fact.status if fact else Status.NONE, wording)


def _on_target(facts: tuple[Fact, ...]) -> str:
    good = sum(fact.status is Status.GOOD for fact in facts)
    return f"{good}/{sum(fact.status is not Status.NONE for fact in facts)}"


def _note(member: Member, book: BookContent) -> str:
    if member.failed:
        return book.wording.text("■ chapter missing")
    if member.subject.kind is SubjectKind.UNIT:
        below = list(book.managers(member.subject))
        return f"{sum(one.note is not None for one in below)}/{len(below)}"
    return book.wording.text("● in") if member.handed_in else book.wording.text("■ missing")
