"""The ledger: all rows of a slice, sorted once so that every question finds its own."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol, Self

from tallybook.domain.period import add_months, month_end
from tallybook.domain.records import Actual, Aggregate, Kpi, Manager, Target, Unit
from tallybook.domain.slices import Coverage, PlansCount, Slice
from tallybook.measures.homes import Homes
from tallybook.measures.series import Series
from tallybook.measures.spans import Span, common

Owner = tuple[bool, str, str]
"""Whether it is a unit's, whose, and of which KPI."""


class Rows(Protocol):
    """What both a slice and all tables together have."""

    @property
    def kpis(self) -> tuple[Kpi, ...]: ...  # noqa: D102
    @property
    def units(self) -> tuple[Unit, ...]: ...  # noqa: D102
    @property
    def managers(self) -> tuple[Manager, ...]: ...  # noqa: D102
    @property
    def actuals(self) -> tuple[Actual, ...]: ...  # noqa: D102
    @property
    def targets(self) -> tuple[Target, ...]: ...  # noqa: D102


class Ledger:
    """Amounts by KPI, person and explicit unit; plans by owner and days; homes; and how far data reach."""

    def __init__(
        self, rows: Rows, coverage: Iterable[Coverage], plans_count: PlansCount = PlansCount.DATE
    ) -> None:
        self.rows = rows
        self.plans_count = plans_count
        self.kpis = {kpi.kpi_id: kpi for kpi in rows.kpis}
        self.homes = Homes(rows.managers)
        reached = tuple(coverage)
        self._coverage = {known.kpi_id: Span(known.first, known.last) for known in reached}
        self._monthly = frozenset(known.kpi_id for known in reached if known.monthly)
        self._series: dict[str, dict[str, dict[str | None, Series]]] = {}
        self.children: dict[str, list[str]] = defaultdict(list)
        for unit in rows.units:
            if unit.parent_id is not None:
                self.children[unit.parent_id].append(unit.unit_id)

    @classmethod
    def of(cls, slice_: Slice) -> Self:
        """All rows of a slice; made once, it serves every measure."""
        return cls(slice_, slice_.coverage, slice_.house.plans_count)

    def covered(self, kpi_id: str) -> Span | None:
        """The days that data of the KPI cover; of a ratio those that both its parts cover."""
        kpi = self.kpis[kpi_id]
        if kpi.aggregate is not Aggregate.RATIO:
            return self._coverage.get(kpi_id)
        above, below = self.covered(kpi.numerator or ""), self.covered(kpi.denominator or "")
        return common(above, below) if above and below else None

    def is_known(self, kpi_id: str, days: Span) -> bool:
        """Whether a flow's amounts tell of these days: those that come by the month only where one lies in them."""
        first = days.start if days.start.day == 1 else add_months(days.start.replace(day=1), 1)
        return kpi_id not in self._monthly or month_end(first) <= days.end

    def series(self, kpi_id: str) -> dict[str, dict[str | None, Series]]:
        """The KPI's amounts by person, and by the unit that a row names itself."""
        if kpi_id not in self._series:
            self._series[kpi_id] = {
                person: {unit: Series(found) for unit, found in by_unit.items()}
                for person, by_unit in self._rows.get(kpi_id, {}).items()
            }
        return self._series[kpi_id]

    def below(self, unit_id: str) -> frozenset[str]:
        """The unit and all units below it."""
        found, waiting = {unit_id}, [unit_id]
        while waiting:
            new = [child for child in self.children.get(waiting.pop(), ()) if child not in found]
            found.update(new)
            waiting.extend(new)
        return frozenset(found)

    def targets(self, owner: Owner) -> dict[Span, Target]:
        """The planned amounts of one owner and KPI by the days they are for."""
        return self._targets.get(owner, {})

    def planned(self, kpi_id: str) -> tuple[frozenset[str], frozenset[str]]:
        """The persons and the units that have any plan for the KPI."""
        return self._planned.get((False, kpi_id), frozenset()), self._planned.get((True, kpi_id), frozenset())

    def begun(self, kpi_id: str) -> tuple[frozenset[str], frozenset[str]]:
        """The persons and the units whose plans for the KPI have begun by the last day that data cover."""
        return self._begun.get((False, kpi_id), frozenset()), self._begun.get((True, kpi_id), frozenset())

    @cached_property
    def _rows(self) -> dict[str, dict[str, dict[str | None, list[Actual]]]]:
        found: dict[str, dict[str, dict[str | None, list[Actual]]]] = {}
        for row in self.rows.actuals:
            by_unit = found.setdefault(row.kpi_id, {}).setdefault(row.manager_id, {})
            by_unit.setdefault(row.unit_id, []).append(row)
        return found

    @cached_property
    def _targets(self) -> dict[Owner, dict[Span, Target]]:
        found: dict[Owner, dict[Span, Target]] = defaultdict(dict)
        # Two names of the same days, such as 2025-H1 and 2025-01..2025-06, are one plan: the first by name.
        for target in sorted(self.rows.targets, key=lambda each: each.period.slug):
            owner = (target.of_unit, target.subject_id, target.kpi_id)
            found[owner].setdefault(Span(target.period.start, target.period.end), target)
        return found

    @cached_property
    def _planned(self) -> dict[tuple[bool, str], frozenset[str]]:
        found: dict[tuple[bool, str], set[str]] = defaultdict(set)
        for of_unit, subject_id, kpi_id in self._targets:
            found[of_unit, kpi_id].add(subject_id)
        return {key: frozenset(ids) for key, ids in found.items()}

    @cached_property
    def _begun(self) -> dict[tuple[bool, str], frozenset[str]]:
        found: dict[tuple[bool, str], set[str]] = defaultdict(set)
        for (of_unit, subject_id, kpi_id), plans in self._targets.items():
            covered = self.covered(kpi_id)
            if covered and any(days.start <= covered.end for days in plans):
                found[of_unit, kpi_id].add(subject_id)
        return {key: frozenset(ids) for key, ids in found.items()}
