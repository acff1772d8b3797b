"""What was promised and what became of it, and what is promised next, of everyone in a unit."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tallybook import workbooks
from tallybook.compose.content import BookContent
from tallybook.compose.contexts import promised
from tallybook.compose.contexts.common import NOTHING
from tallybook.compose.management import figures, listing, looks
from tallybook.compose.management.listing import Column, Listing
from tallybook.compose.verdicts import contradicts, said
from tallybook.domain.records import Commitment
from tallybook.domain.summary import Promise, Summary
from tallybook.errors import say
from tallybook.workbooks import Cell, Sheet

_WIDE = 36.0
_BEFORE = (Column(head=say("Person")), Column(head=say("Unit")), Column(head=say("No.")))
_BEHIND = (
    Column(head=say("Owner")),
    Column(head=say("Due")),
    Column(head=say("KPI")),
    Column(head=say("Target"), right=True),
)
_OUTCOME = (
    Column(head=say("Reached"), right=True),
    Column(head=say("Verdict"), marked=True),
    Column(head=say("The owner says"), marked=True),
    Column(head=say("Reason"), width=24),
)


def promises(book: BookContent, unit: Summary) -> Sheet:
    """Every promise for the period with its verdict, those that were kept last."""
    return listing.sheet(
        Listing(
            name=say("Promises"),
            columns=(*_BEFORE, Column(head=say("Promise"), width=_WIDE), *_BEHIND, *_OUTCOME),
            rows=[tuple(_promise(one, book)) for one in promised.promises_in_order(unit.promises)],
            nothing=say("Nothing was promised for this period."),
        ),
        book,
        unit,
    )


def steps(book: BookContent, unit: Summary) -> Sheet:
    """Every next step, those due first first."""
    return listing.sheet(
        Listing(
            name=say("Next steps"),
            columns=(*_BEFORE, Column(head=say("Next step"), width=_WIDE), *_BEHIND),
            rows=[tuple(_step(one, book)) for one in promised.steps_in_order(unit.next_steps)],
            nothing=say("No next steps have been recorded."),
        ),
        book,
        unit,
    )


def _promise(found: Promise, book: BookContent) -> Iterator[Cell]:
    yield from _step(found.commitment, book)
    yield _amount(found.reached, found.commitment, book)
    yield Cell(book.wording.message(promised.VERDICTS[found.verdict]), looks.TEXT)
    yield _text(book.wording.message(promised.VERDICTS[said(found)]) if contradicts(found) else None)
    yield _text(found.commitment.reason)


def _step(one: Commitment, book: BookContent) -> Iterator[Cell]:
    person, kpi = book.manager(one.manager_id), book.kpi(one.kpi_id)
    yield _text(person.name if person else None)
    yield _text(_unit(one.manager_id, book))
    yield Cell(one.commitment_id, looks.TEXT)
    yield Cell(one.text, looks.TEXT)
    yield _text(one.owner)
    day = replace(looks.TEXT, number=workbooks.day(book.wording.language), align="left")
    yield Cell(one.due, day) if one.due else _text(None)
    yield _text(listing.named(kpi) if kpi else None)
    yield _amount(one.target, one, book)


def _unit(manager_id: str, book: BookContent) -> str | None:
    path = next((one.path for one in book.managers() if one.subject.id == manager_id), ())
    return path[-1].name if path else None


def _amount(found: Decimal | None, of: Commitment, book: BookContent) -> Cell:
    kpi = book.kpi(of.kpi_id)
    return figures.nothing() if found is None or kpi is None else figures.amount(found, kpi, book.wording)


def _text(text: str | None) -> Cell:
    return Cell(text or NOTHING, looks.TEXT)
