"""What the rules of findings are given: everything that one page knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tallybook.domain.facts import Course, Fact
from tallybook.domain.findings import SENTENCES, WEIGHTS, Finding, Rule
from tallybook.domain.records import Kpi
from tallybook.domain.results import Results
from tallybook.domain.slices import Slice
from tallybook.domain.summary import Member, Promise, Standing
from tallybook.errors import Message
from tallybook.settings import Findings
from tallybook.wording import Wording

NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One subject's slice and results, with what is known of promises, members and places.

    `visited` says whether visits are recorded in the house at all.
    """

    slice: Slice
    results: Results
    wording: Wording
    settings: Findings
    promises: Sequence[Promise] = ()
    members: Sequence[Member] = ()
    standings: Sequence[Standing] = ()
    visited: bool = True

    @property
    def kpis(self) -> Mapping[str, Kpi]:
        """The KPIs by their ids."""
        return {kpi.kpi_id: kpi for kpi in self.slice.kpis}

    @property
    def lead(self) -> Fact | None:
        """The leading KPI's result, where there is one."""
        lead = self.slice.house.lead_kpi
        return next((fact for fact in self.results.facts if fact.kpi_id == lead), None)

    def courses(self) -> list[tuple[Kpi, Course]]:
        """The KPIs with their courses, the leading one first, then by weight."""
        kpis, lead = self.kpis, self.slice.house.lead_kpi
        found = [(kpis[course.kpi_id], course) for course in self.results.courses]
        return sorted(found, key=lambda pair: (pair[0].kpi_id != lead, -pair[0].weight))

    def listed(self, names: Sequence[str], most: int | None = None) -> str:
        """Names in a row; of more than `most` the first, and how many more there are."""
        if most is None or len(names) <= most:
            return self.wording.listed(names)
        return self.wording.text(
            "{names} and {count} more", names=tuple(names[:most]), count=len(names) - most
        )


def told(
    rule: Rule,
    *,
    kpi_id: str | None = None,
    section: str | None = None,
    size: Decimal | None = None,
    **values: object,
) -> Finding:
    """A finding in the words and with the weight of its rule."""
    sentence = Message(SENTENCES[rule].template, tuple(sorted(values.items())))
    return Finding(
        rule=rule, weight=WEIGHTS[rule], sentence=sentence, kpi_id=kpi_id, section=section, size=size
    )


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """How great a part is beside the whole, whatever their signs; None beside nothing."""
    return abs(Decimal(part) / whole) if whole else None
