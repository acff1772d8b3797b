"""The board: of each person of a period what was handed in, what is missing, what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tallybook.domain.period import Period
from tallybook.domain.subjects import Subject
from tallybook.errors import Fault

SECTIONS = ("achievements", "problems", "next_steps")
"""The sections that every summary has."""


class Delivery(StrEnum):
    """Where a person's note stands; DOUBTFUL is in, with something that its owner should put right."""

    IN = "in"
    DOUBTFUL = "doubtful"
    FAULTY = "faulty"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person on the board: the parts of the note that are filled, what is left open, what is wrong.

    `planned` says whether there are next steps, be it outside of the note. `differing` counts the figures of the
    note that contradict the data, `remarks` what is said of the data. `faults` are those for which the note could
    not be read.
    """

    subject: Subject
    unit: Subject | None
    handed_in: bool
    parts: frozenset[str]
    cases: int
    planned: bool
    promises: int
    unanswered: int
    differing: int
    remarks: int
    faults: tuple[Fault, ...] = ()

    @property
    def lacking(self) -> tuple[str, ...]:
        """The sections that the note should have and has not, or has empty."""
        there = self.parts | ({"next_steps"} if self.planned else set())
        return tuple(part for part in SECTIONS if self.handed_in and part not in there)

    @property
    def delivery(self) -> Delivery:
        """Where the note stands."""
        if self.handed_in:
            doubtful = self.lacking or self.unanswered or self.differing
            return Delivery.DOUBTFUL if doubtful else Delivery.IN
        return Delivery.FAULTY if self.faults else Delivery.MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everybody who is to hand in a note; `due` is the last day, `strays` are files among the notes that are nobody's."""

    period: Period
    due: date
    entries: tuple[Entry, ...]
    strays: tuple[Fault, ...] = ()

    def left(self, today: date) -> int:
        """How many days are left; less than none once it is overdue."""
        return (self.due - today).days

    def count(self, *deliveries: Delivery) -> int:
        """How many people's notes stand there."""
        return sum(entry.delivery in deliveries for entry in self.entries)

    def by_unit(self) -> Iterator[tuple[Subject | None, "Board"]]:
        """Each unit with the board of its own people, in the order of the book."""
        for unit in dict.fromkeys(entry.unit for entry in self.entries):
            own = tuple(entry for entry in self.entries if entry.unit == unit)
            yield unit, Board(period=self.period, due=self.due, entries=own)
