"""History: one subject over all periods that were sealed."""

from dataclasses import dataclass

from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi
from tallybook.domain.subjects import Subject
from tallybook.domain.summary import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One sealed period in its newest version; `before` are the facts that the first version told otherwise.

    `promises` are those that were made for this period, with what became of them.
    """

    subject: Subject
    period: Period
    version: str
    versions: int
    by: str
    time: str
    kpis: tuple[Kpi, ...]
    facts: tuple[Fact, ...]
    before: tuple[Fact, ...] = ()
    promises: tuple[Promise, ...] = ()

    @property
    def is_corrected(self) -> bool:
        """Whether it was sealed more than once."""
        return self.versions > 1

    def fact(self, kpi_id: str) -> Fact | None:
        """The result of a KPI, where there is one."""
        return next((fact for fact in self.facts if fact.kpi_id == kpi_id), None)

    def first(self, kpi_id: str) -> Fact | None:
        """The result as it was first sealed, where that was another one."""
        return next((fact for fact in self.before if fact.kpi_id == kpi_id), None)


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
            told = {fact.kpi_id for fact in term.facts}
            known |= {kpi.kpi_id: kpi for kpi in term.kpis if kpi.kpi_id in told and kpi.kpi_id not in known}
        return tuple(known.values())

    @property
    def alike(self) -> tuple[Term, ...]:
        """The periods of the newest one's kind, which may be compared side by side."""
        return tuple(term for term in self.terms if term.period.kind is self.terms[-1].period.kind)
