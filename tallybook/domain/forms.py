"""Forms: what a person is given to fill in for a period, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Customer, Kpi, Visit
from tallybook.domain.subjects import Subject
from tallybook.domain.summary import Promise

FORM_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a form says of itself, whatever its file is called: whose it is, and its number among those given out.

    `sections` are those that stood in it when it was given out; `said` are the digests of its own lines, where its
    medium lets people write anywhere.
    """

    workspace: str
    period: str
    manager_id: str
    number: int
    sections: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    version: int = FORM_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One person's form before it is filled in; `kpis` are those of the house, `facts` the person's results so far."""

    stamp: Stamp
    organisation: str
    subject: Subject
    unit: Subject | None
    period: Period
    through: date | None
    kpis: tuple[Kpi, ...]
    facts: tuple[Fact, ...]
    promises: tuple[Promise, ...] = ()
    visits: tuple[Visit, ...] = ()
    customers: tuple[Customer, ...] = ()
    tells_visits: bool = False

    def kpi(self, kpi_id: str | None) -> Kpi | None:
        """The definition of a KPI."""
        return next((kpi for kpi in self.kpis if kpi.kpi_id == kpi_id), None)

    def customer(self, customer_id: str) -> str:
        """A customer's name."""
        found = (one.name for one in self.customers if one.customer_id == customer_id)
        return next(found, customer_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a form that came back: its section, and its texts by the names of the columns."""

    section: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that came back; `turn` is what its owner counts, for the same form may be handed in again and again."""

    stamp: Stamp
    turn: int
    lines: tuple[Line, ...]

    def of(self, section: str) -> tuple[Line, ...]:
        """The lines of one section."""
        return tuple(line for line in self.lines if line.section == section)

    @property
    def count(self) -> tuple[int, int]:
        """By which the newer of two forms of a person is known."""
        return self.stamp.number, self.turn
