"""What all charts of a page have in common: whom it is about, when, and in which language."""

from dataclasses import dataclass

from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi
from tallybook.domain.subjects import Subject
from tallybook.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The subject and period of a page, the KPIs it knows, and how it words things."""

    subject: Subject
    period: Period
    kpis: tuple[Kpi, ...]
    wording: Wording

    def kpi(self, kpi_id: str) -> Kpi:
        """The definition of `kpi_id`."""
        return next(kpi for kpi in self.kpis if kpi.kpi_id == kpi_id)

    def name(self, fact: Fact) -> str:
        """The name of the KPI that a fact is about."""
        return self.kpi(fact.kpi_id).name

    @property
    def when(self) -> str:
        """The period as people call it."""
        return self.wording.period(self.period)
