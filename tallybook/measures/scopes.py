"""Scopes: whose amounts count for a subject, and on which of their days."""

from dataclasses import dataclass
from functools import cached_property

from tallybook.domain.records import Actual, Aggregate
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.measures.ledger import Ledger
from tallybook.measures.series import Series
from tallybook.measures.spans import ALWAYS, Span, common_to


@dataclass(frozen=True, slots=True)
class Part:
    """One person's series and the days on which it counts."""

    series: Series
    days: tuple[Span, ...]


class Scope:
    """A subject's share of a ledger.

    `person` alone is one person wherever he was; with `units` only what counts there. `units` alone is
    everybody's, without the persons in `leaving_out`; `top` is the unit above them, whose plan is theirs. A row that names a unit itself counts in that unit and
    only there; any other where its person is on that day. A balance counts on the days it stands: a person
    who moves takes it along, and one who has left has none.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        person: str | None = None,
        units: frozenset[str] | None = None,
        top: str | None = None,
        leaving_out: frozenset[str] = frozenset(),
    ) -> None:
        self.ledger = ledger
        self.top = top
        self.person = person
        self.units = units
        self._leaving_out = leaving_out
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._days: dict[str, tuple[Span, ...]] = {}

    def parts(self, kpi_id: str) -> tuple[Part, ...]:
        """The series that count in the scope, each with its days."""
        if kpi_id not in self._parts:
            flow = self.ledger.kpis[kpi_id].aggregate is Aggregate.SUM
            known = self.ledger.series(kpi_id)
            found = (
                Part(series, self._counting(owner, named, flow))
                for owner in (known if self.person is None else (self.person,))
                if self._includes(owner)
                for named, series in known.get(owner, {}).items()
                if named is not None or self.person is not None or owner in self.people
            )
            self._parts[kpi_id] = tuple(part for part in found if part.days)
        return self._parts[kpi_id]

    def carries(self, kpi_id: str, window: Span) -> bool:
        """Whether no amount in the window means zero: someone is there, and the KPI is theirs."""
        persons, units = self.ledger.begun(kpi_id)
        theirs = bool(self.parts(kpi_id) or persons & self.people or (self.units or frozenset()) & units)
        return theirs and any(common_to(self.days(person), window) for person in self.people)

    def counts(self, row: Actual) -> bool:
        """Whether one row of a flow counts in the scope."""
        if not self._includes(row.manager_id):
            return False
        if row.unit_id is not None:
            return self.units is None or row.unit_id in self.units
        return any(span.start <= row.date <= span.end for span in self.days(row.manager_id))

    def days(self, person: str) -> tuple[Span, ...]:
        """The days that the person spent in the scope."""
        if person not in self._days:
            homes = self.ledger.homes
            self._days[person] = (
                homes.present(person) if self.units is None else homes.stays(person, self.units)
            )
        return self._days[person]

    @cached_property
    def people(self) -> frozenset[str]:
        """Everyone who was ever in the scope."""
        if self.units is None:
            return frozenset((self.person,)) if self.person is not None else frozenset()
        return frozenset(person for person in self.ledger.homes.people(self.units) if self._includes(person))

    def _includes(self, person: str) -> bool:
        return person not in self._leaving_out if self.person is None else person == self.person

    def _counting(self, owner: str, named: str | None, flow: bool) -> tuple[Span, ...]:
        if named is None:
            return self.days(owner)
        if self.units is not None and named not in self.units:
            return ()
        return (ALWAYS,) if flow else self.ledger.homes.present(owner)


def own(ledger: Ledger, subject: Subject) -> Scope:
    """All that is the subject's own: of a manager everything, of a unit everything in it or below."""
    if subject.kind is SubjectKind.MANAGER:
        return Scope(ledger, person=subject.id)
    return Scope(ledger, units=ledger.below(subject.id), top=subject.id)


def member(ledger: Ledger, subject: Subject, units: frozenset[str]) -> Scope:
    """What a member brings to the units: of a manager what counts in them, of a unit all that is its own."""
    if subject.kind is SubjectKind.MANAGER:
        return Scope(ledger, person=subject.id, units=units)
    return own(ledger, subject)


def unassigned(ledger: Ledger, members: tuple[Subject, ...], unit_id: str) -> Scope:
    """What counts in the unit itself and is no member's."""
    persons = frozenset(subject.id for subject in members if subject.kind is SubjectKind.MANAGER)
    return Scope(ledger, units=frozenset((unit_id,)), leaving_out=persons)
