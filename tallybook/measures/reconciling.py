"""Reconciliation: whether members and what belongs to nobody add up to the unit's own figure."""

from collections.abc import Iterable
from decimal import Decimal

from tallybook.domain.facts import Reconciliation
from tallybook.domain.records import Aggregate, Kpi
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import SubjectKind
from tallybook.measures import scopes
from tallybook.measures.amounts import balance_days, flow, stock
from tallybook.measures.arithmetic import exact, quotient
from tallybook.measures.ledger import Ledger
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, common, reached

_NOTHING = Decimal(0)


def reconciliation(slice_: Slice, ledger: Ledger | None = None) -> tuple[Reconciliation, ...]:
    """For each sum, stock and mean of a unit that has data: members, unassigned, total; empty for a manager.

    Each of the three is found from the rows on its own. Of a mean the parts are balance-days over the days
    covered, the same divisor for all: the three balance-days are exact, and so is their difference; only the
    quotients of members and unassigned are rounded, to 28 digits, and the total is told as their sum and the
    difference's quotient.
    """
    if slice_.subject.kind is SubjectKind.MANAGER or slice_.few:
        return ()
    with exact():
        ledger = ledger or Ledger.of(slice_)
        found = (_one(slice_, ledger, kpi) for kpi in slice_.kpis if kpi.adds_up)
        return tuple(each for each in found if each)


def _one(slice_: Slice, ledger: Ledger, kpi: Kpi) -> Reconciliation | None:
    covered = ledger.covered(kpi.kpi_id)
    days = reached(slice_.period, covered)
    window = common(days, covered) if days and covered else None
    if window is None or not ledger.is_known(kpi.kpi_id, window):
        return None
    unit = slice_.subject.id
    members = [scopes.member(ledger, member, frozenset((unit,))) for member in slice_.members]
    figures = [
        _figure(kpi, each, window)
        for each in (
            members,
            [scopes.unassigned(ledger, slice_.members, unit)],
            [scopes.own(ledger, slice_.subject)],
        )
    ]
    if all(figure is None for figure in figures):
        return None
    return _reconciled(kpi, [figure or _NOTHING for figure in figures], window)


def _figure(kpi: Kpi, parts: Iterable[Scope], window: Span) -> Decimal | None:
    measure = {Aggregate.SUM: flow, Aggregate.LAST: stock, Aggregate.MEAN: balance_days}[kpi.aggregate]
    found = [value for part in parts if (value := measure(part, kpi.kpi_id, window)) is not None]
    return sum(found, _NOTHING) if found else None


def _reconciled(kpi: Kpi, figures: list[Decimal], window: Span) -> Reconciliation:
    members, unassigned, total = figures
    if kpi.aggregate is Aggregate.MEAN:
        left = total - members - unassigned
        members, unassigned = quotient(members, window.days), quotient(unassigned, window.days)
        total = members + unassigned + quotient(left, window.days)
    return Reconciliation(kpi_id=kpi.kpi_id, members=members, unassigned=unassigned, total=total)
