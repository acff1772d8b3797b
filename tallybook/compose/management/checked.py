"""The number check: every figure in the notes of a unit's people, with its verdict."""

from tallybook.compose.content import BookContent
from tallybook.compose.contexts import tallied
from tallybook.compose.management import listing, looks
from tallybook.compose.management.listing import Column, Listing
from tallybook.domain.summary import Summary
from tallybook.errors import say
from tallybook.workbooks import Cell, Sheet

_COLUMNS = {
    "verdict": Column(head=say("Verdict"), marked=True),
    "name": Column(head=say("Person")),
    "part": Column(head=say("Part")),
    "written": Column(head=say("As written"), width=34),
    "expected": Column(head=say("Should be"), right=True),
    "of": Column(head=say("Of what")),
    "reason": Column(head=say("Why"), width=36),
}


def sheet(book: BookContent, unit: Summary) -> Sheet:
    """A line for each figure, those that differ first."""
    return listing.sheet(
        Listing(
            name=say("Number check"),
            columns=tuple(_COLUMNS.values()),
            rows=[_line(row | {"name": row["person"]["label"]}) for row in tallied.below(book, unit)],
            nothing=say("There are no figures in the notes."),
            stay=2,
        ),
        book,
        unit,
    )


def _line(texts: dict[str, str]) -> tuple[Cell, ...]:
    return tuple(Cell(texts[key], looks.RIGHT if one.right else looks.TEXT) for key, one in _COLUMNS.items())
