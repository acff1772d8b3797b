"""The board's words: where a note stands, and what its owner has to put right."""

from collections.abc import Iterator, Mapping

from tallybook.compose.remarks import PARTS
from tallybook.domain.board import Delivery, Entry
from tallybook.errors import Message, say
from tallybook.wording import Wording

DELIVERIES: Mapping[Delivery, Message] = {
    Delivery.IN: say("● in"),
    Delivery.DOUBTFUL: say("▲ in, to be put right"),
    Delivery.FAULTY: say("■ faulty"),
    Delivery.MISSING: say("■ missing"),
}


def opened(entry: Entry, wording: Wording) -> Iterator[str]:
    """What a person has to put right, a phrase each."""
    for fault in entry.faults:
        where = wording.text("line {row}", row=fault.row) + wording.text(": ") if fault.row else ""
        yield where + wording.message(fault.problem)
    if entry.lacking:
        parts = tuple(wording.message(PARTS[part]) for part in entry.lacking)
        yield wording.text("sections missing or empty: {parts}", parts=parts)
    if entry.unanswered and entry.handed_in:
        yield wording.text("promises not answered: {count}", count=entry.unanswered)
    if entry.differing:
        yield wording.text("figures that differ from the data: {count}", count=entry.differing)
