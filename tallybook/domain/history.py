"""History: one subject over all periods that were sealed."""

from collections.abc import Iterator
from dataclasses import dataclass

from tallybook.domain.facts import Fact
from tallybook.domain.period import Period, PeriodKind
from tallybook.domain.records import Commitment, Kpi
from tallybook.domain.subjects import Subject
from tallybook.domain.summary import Promise

# Of these it cannot be said which are missing in between: they may begin on any month or day.
_LOOSE = (PeriodKind.RANGE, PeriodKind.DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One version of a sealed period: by whom, when and why, and what it told of the subject.

    `promises` are those that were made for this period, with what became of them.
    """

    version: str
    by: str
    time: str
    message: str = ""
    facts: tuple[Fact, ...]
    promises: tuple[Promise, ...] = ()

    def fact(self, kpi_id: str) -> Fact | None:
        """The result of a KPI, where there is one."""
        return next((fact for fact in self.facts if fact.kpi_id == kpi_id), None)

    def promise(self, commitment_id: str) -> Promise | None:
        """The promise with this id, where there is one."""
        return next((one for one in self.promises if one.commitment.commitment_id == commitment_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One sealed period: every version of it, the first one first; the newest holds.

    `made` are the promises that were made in it for what comes after; `people` are the names of those in it by id.
    """

    subject: Subject
    period: Period
    kpis: tuple[Kpi, ...]
    seals: tuple[Seal, ...]
    made: tuple[Commitment, ...] = ()
    people: tuple[tuple[str, str], ...] = ()

    @property
    def newest(self) -> Seal:
        """What holds."""
        return self.seals[-1]

    @property
    def is_corrected(self) -> bool:
        """Whether it was sealed more than once."""
        return len(self.seals) > 1

    def fact(self, kpi_id: str) -> Fact | None:
        """The result of a KPI that holds, where there is one."""
        return self.newest.fact(kpi_id)

    def is_changed(self, kpi_id: str) -> bool:
        """Whether two versions tell different results of a KPI, or different plans."""
        return len({_told(seal.fact(kpi_id)) for seal in self.seals}) > 1

    def name(self, manager_id: str) -> str:
        """What the person with this id was called."""
        return dict(self.people).get(manager_id, manager_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All sealed periods of a subject, oldest first; there is at least one."""

    terms: tuple[Term, ...]

    @property
    def subject(self) -> Subject:
        """Whom it is about, by the newest name."""
        return self.terms[-1].subject

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """Every KPI that has ever been told, by its newest definition, those of the newest period first."""
        known: dict[str, Kpi] = {}
        for term in reversed(self.terms):
            told = {fact.kpi_id for fact in term.newest.facts}
            known |= {kpi.kpi_id: kpi for kpi in term.kpis if kpi.kpi_id in told and kpi.kpi_id not in known}
        return tuple(known.values())

    @property
    def missing(self) -> tuple[Period, ...]:
        """The periods of the newest one's kind of which nothing is sealed, though something before them is."""
        return tuple(reversed(list(self._missing())))

    @property
    def course(self) -> tuple[tuple[Period, Term | None], ...]:
        """Every period in turn, also those of which nothing is sealed."""
        found = [(term.period, term) for term in self.terms] + [(period, None) for period in self.missing]
        return tuple(sorted(found, key=lambda one: (one[0].end, one[0].start)))

    @property
    def alike(self) -> tuple[tuple[Period, Term | None], ...]:
        """The periods of the newest one's kind, which may be compared side by side."""
        return tuple(one for one in self.course if one[0].kind is self.terms[-1].period.kind)

    @property
    def pending(self) -> tuple[tuple[Term, Commitment], ...]:
        """The promises for a period of which nothing is sealed, with the one that they were made in."""
        sealed = {(term.period.start, term.period.end) for term in self.terms}
        return tuple(
            (term, commitment)
            for term in self.terms
            if (term.period.next.start, term.period.next.end) not in sealed
            for commitment in term.made
        )

    def _missing(self) -> Iterator[Period]:
        newest = self.terms[-1].period
        alike = [term.period for term in self.terms if term.period.kind is newest.kind]
        period = newest.previous
        while newest.kind not in _LOOSE and period.start > alike[0].end:
            if not any(one.start <= period.end and period.start <= one.end for one in alike):
                yield period
            period = period.previous


def _told(fact: Fact | None) -> object:
    return fact and (fact.actual, fact.target)
