"""Concentration: how the leading flow is spread over customers."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from tallybook.domain.facts import Concentration, Measured, Missing, Share
from tallybook.domain.records import Actual, Aggregate
from tallybook.domain.slices import Slice
from tallybook.measures import scopes
from tallybook.measures.arithmetic import exact, quotient
from tallybook.measures.ledger import Ledger
from tallybook.measures.spans import reached

_NOTHING = Decimal(0)


def concentration(slice_: Slice, ledger: Ledger | None = None) -> Concentration | None:
    """What each customer brought in the period of the leading flow, largest first.

    The leading KPI where it is a sum with customers, else the first that is; None where there is none, or
    nothing was brought. Shares are of all that was brought, that of no customer included; they are
    DENOMINATOR_ZERO where that is not above zero.
    """
    kpi_id = _kpi(slice_)
    if kpi_id is None:
        return None
    with exact():
        brought = _brought(_rows(slice_, ledger or Ledger.of(slice_), kpi_id))
        unassigned = brought.pop(None, _NOTHING)
        if not brought:
            return None
        total = sum(brought.values(), unassigned)
        ordered = sorted(brought.items(), key=lambda item: (-item[1], item[0] or ""))
        shares = _shares(slice_, [(customer or "", value) for customer, value in ordered], total)
        return Concentration(
            kpi_id=kpi_id,
            customers=len(shares),
            shares=shares,
            top_fifth=shares[-(-len(shares) // 5) - 1].cumulative,
            unassigned=unassigned,
        )


def _kpi(slice_: Slice) -> str | None:
    named = {row.kpi_id for row in slice_.actuals if row.customer_id is not None}
    flows = [k.kpi_id for k in slice_.kpis if k.aggregate is Aggregate.SUM and k.kpi_id in named]
    return slice_.house.lead_kpi if slice_.house.lead_kpi in flows else next(iter(flows), None)


def _rows(slice_: Slice, ledger: Ledger, kpi_id: str) -> Iterable[Actual]:
    scope = scopes.own(ledger, slice_.subject)
    days = reached(slice_.period, ledger.covered(kpi_id))
    if days is None:
        return
    for row in slice_.actuals:
        if row.kpi_id == kpi_id and days.start <= row.date <= days.end and scope.counts(row):
            yield row


def _brought(rows: Iterable[Actual]) -> dict[str | None, Decimal]:
    found: dict[str | None, Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row.customer_id] += row.value
    return found


def _shares(slice_: Slice, ordered: list[tuple[str, Decimal]], total: Decimal) -> tuple[Share, ...]:
    names = {customer.customer_id: customer.name for customer in slice_.customers}
    running = accumulate(value for _, value in ordered)
    return tuple(
        Share(
            customer_id=customer,
            name=names.get(customer, customer),
            value=value,
            share=_share(value, total),
            cumulative=_share(so_far, total),
        )
        for (customer, value), so_far in zip(ordered, running, strict=True)
    )


def _share(value: Decimal, total: Decimal) -> Measured:
    if total <= 0:
        return Measured(missing=Missing.DENOMINATOR_ZERO)
    return Measured(quotient(value, total))
