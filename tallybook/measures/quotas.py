"""Quotas: the next period's plan by month and person, so that all sums agree to the last digit.

What the table of targets says counts; where it says nothing, the targets of a person's next steps. Only sums
are shared out: a stock, an average or a ratio is asked for as a whole.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from tallybook.domain.apportioning import shares
from tallybook.domain.facts import Quota, TargetRule
from tallybook.domain.period import Period, PeriodKind
from tallybook.domain.records import Aggregate, Kpi
from tallybook.domain.slices import NextTargets, Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.measures import scopes
from tallybook.measures.amounts import amount
from tallybook.measures.arithmetic import exact
from tallybook.measures.ledger import Ledger
from tallybook.measures.plans import Plan, Planner
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import whole

_NOTHING = Decimal(0)
_OF_MEMBERS = (TargetRule.MEMBERS, TargetRule.MEMBERS_INCOMPLETE)
# So many digits more than are shown a plan may be written with; what has still more is a share by days.
_GUARD = 2


def quotas(slice_: Slice, ledger: Ledger | None = None) -> tuple[Quota, ...]:
    """For each sum that has a plan for the next period: the subject's by month, then each direct member's.

    What a unit's own plan has beyond its members' is a quota of nobody. Empty where the next period is a week
    or a day.
    """
    if slice_.period.kind in (PeriodKind.WEEK, PeriodKind.DAY, PeriodKind.DAYS, PeriodKind.MONTH):
        return ()
    with exact():
        maker = _Maker(slice_, ledger or Ledger.of(slice_))
        sums = (kpi for kpi in slice_.kpis if kpi.aggregate is Aggregate.SUM)
        return tuple(quota for kpi in sums for quota in maker.of(kpi))


class _Maker:
    """Makes the quotas of one subject."""

    def __init__(self, slice_: Slice, ledger: Ledger) -> None:
        self._slice, self._ledger = slice_, ledger
        self._planner = Planner(ledger)
        self._next = slice_.period.next
        self._months = self._next.months

    def of(self, kpi: Kpi) -> Iterator[Quota]:
        """The subject's own quota of a KPI, then its members'."""
        subject, members = self._slice.subject, self._slice.members
        rows = [row for member in members if (row := self._one(kpi, member)) is not None]
        own = self._of_unit(kpi, subject, rows) if members else self._total(kpi, subject)
        total = own if own is not None else sum((row.total for row in rows), _NOTHING)
        if not rows and own is None:
            return
        if members and (left := total - sum((row.total for row in rows), _NOTHING)):
            rows.append(self._shared(kpi, None, left, scopes.own(self._ledger, subject)))
        if not members:
            yield self._shared(kpi, subject, total, scopes.own(self._ledger, subject))
            return
        months = tuple(sum(column, _NOTHING) for column in zip(*(row.months for row in rows), strict=True))
        yield Quota(kpi_id=kpi.kpi_id, subject=subject, total=total, months=months, names=self._names)
        yield from rows

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(month.slug for month in self._months)

    def _one(self, kpi: Kpi, member: Subject) -> Quota | None:
        total = self._total(kpi, member)
        return None if total is None else self._shared(kpi, member, total, scopes.own(self._ledger, member))

    def _total(self, kpi: Kpi, subject: Subject) -> Decimal | None:
        planned = self._planned(kpi, scopes.own(self._ledger, subject))
        if planned is not None:
            return planned
        promised = [
            step.target
            for step in self._slice.commitments
            if step.kpi_id == kpi.kpi_id
            and step.target is not None
            and step.period.same_days(self._slice.period)
            and self._is_of(step.manager_id, subject)
        ]
        return sum(promised, _NOTHING) if promised else None

    def _of_unit(self, kpi: Kpi, unit: Subject, rows: Sequence[Quota]) -> Decimal | None:
        """The unit's plan; one made of its members' is their sum as rounded, where it is no further from it."""
        scope = scopes.own(self._ledger, unit)
        planned, given = self._planned(kpi, scope), sum((row.total for row in rows), _NOTHING)
        if planned is None or self._plan(kpi, scope).rule not in _OF_MEMBERS:
            return planned
        rounding = Decimal(len(rows) + 1).scaleb(-kpi.decimals) / 2
        return given if abs(planned - given) <= rounding else planned

    def _planned(self, kpi: Kpi, scope: Scope) -> Decimal | None:
        """The plan as it is written; a share by days, which need not end, to the KPI's decimals."""
        planned = self._plan(kpi, scope).value.value
        if planned is None or -int(planned.as_tuple().exponent) <= kpi.decimals + _GUARD:
            return planned
        return planned.quantize(Decimal(1).scaleb(-kpi.decimals), ROUND_HALF_EVEN)

    def _plan(self, kpi: Kpi, scope: Scope) -> Plan:
        return self._planner.plan(scope, kpi.kpi_id, whole(self._next))

    def _is_of(self, person: str, subject: Subject) -> bool:
        if subject.kind is SubjectKind.MANAGER:
            return person == subject.id
        return self._ledger.homes.home(person, self._slice.period.end) in self._ledger.below(subject.id)

    def _shared(self, kpi: Kpi, subject: Subject | None, total: Decimal, scope: Scope) -> Quota:
        evenly = self._slice.house.next_targets is NextTargets.EVENLY
        weights = [_NOTHING if evenly else self._last_year(kpi, scope, month) for month in self._months]
        return Quota(
            kpi_id=kpi.kpi_id,
            subject=subject,
            total=total,
            months=shares(total, weights, kpi.decimals),
            names=self._names,
        )

    def _last_year(self, kpi: Kpi, scope: Scope, month: Period) -> Decimal:
        return amount(scope, kpi.kpi_id, whole(month.year_before)).value or _NOTHING
