"""What all charts of a page have in common: whom it is about, when, and in which language."""

from collections.abc import Iterable
from dataclasses import dataclass

from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Better, Kpi
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

    def label(self, kpi: Kpi) -> str:
        """The KPI's name with an arrow where less is better, which `label_notes` explain."""
        return f"{kpi.name} ↓" if kpi.better is Better.LOWER else kpi.name

    def label_notes(self, kpis: Iterable[Kpi]) -> tuple[str, ...]:
        """The note that labels with an arrow need."""
        lower = any(kpi.better is Better.LOWER for kpi in kpis)
        return (self.wording.text("↓ Less is better."),) if lower else ()

    def name(self, fact: Fact) -> str:
        """The name of the KPI that a fact is about."""
        return self.kpi(fact.kpi_id).name

    @property
    def when(self) -> str:
        """The period as people call it."""
        return self.wording.period(self.period)
