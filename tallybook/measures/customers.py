"""Concentration: how the leading flow is spread over customers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from tallybook.domain.facts import Concentration, Measured, Missing, Share
from tallybook.domain.records import Aggregate
from tallybook.domain.slices import Slice
from tallybook.measures import scopes
from tallybook.measures.arithmetic import exact, quotient
from tallybook.measures.comparing import stretch_of
from tallybook.measures.ledger import Ledger
from tallybook.measures.spans import Span, common, reached

NO_PRIOR = Measured(missing=Missing.NO_PRIOR)
_NOTHING = Decimal(0)


def concentration(slice_: Slice, ledger: Ledger | None = None) -> Concentration | None:
    """What each customer brought in the period of the leading flow, largest first.

    The leading KPI where it is a sum with customers, else the first that is; None where there is none, or
    nothing was brought. Shares are of all that was brought, that of no customer included; they are
    DENOMINATOR_ZERO where that is not above zero.
    """
    kpi_id = customers_kpi(slice_)
    if kpi_id is None:
        return None
    with exact():
        ledger = ledger or Ledger.of(slice_)
        days = reached(slice_.period, ledger.covered(kpi_id))
        known = days is not None and ledger.is_known(kpi_id, days)
        found = brought(slice_, ledger, kpi_id, days) if days and known else {}
        shares = _shares(slice_, found)
        if days is None or not shares:
            return None
        return Concentration(
            kpi_id=kpi_id,
            customers=len(shares),
            shares=shares,
            top_fifth=_top_fifth(shares),
            unassigned=found.get(None, _NOTHING),
            top_fifth_before=_before(slice_, ledger, kpi_id, days),
        )


def brought(slice_: Slice, ledger: Ledger, kpi_id: str, days: Span) -> dict[str | None, Decimal]:
    """What each customer brought of a flow on some days; under None what belongs to no customer."""
    scope = scopes.own(ledger, slice_.subject)
    found: dict[str | None, Decimal] = defaultdict(Decimal)
    for row in slice_.actuals:
        if row.kpi_id == kpi_id and days.start <= row.date <= days.end and scope.counts(row):
            found[row.customer_id] += row.value
    return found


def customers_kpi(slice_: Slice) -> str | None:
    """The leading KPI where it is a sum with customers, else the first that is; None where there is none."""
    named = {row.kpi_id for row in slice_.actuals if row.customer_id is not None}
    flows = [k.kpi_id for k in slice_.kpis if k.aggregate is Aggregate.SUM and k.kpi_id in named]
    return slice_.house.lead_kpi if slice_.house.lead_kpi in flows else next(iter(flows), None)


def _before(slice_: Slice, ledger: Ledger, kpi_id: str, days: Span) -> Measured:
    """What the largest fifth brought in the same stretch last year, where data cover all of it."""
    stretch, covered = stretch_of(slice_.period, days.end, slice_.period.year_before), ledger.covered(kpi_id)
    if covered is None or common(covered, stretch) != stretch:
        return NO_PRIOR
    shares = _shares(slice_, brought(slice_, ledger, kpi_id, stretch))
    return _top_fifth(shares) if shares else NO_PRIOR


def _top_fifth(shares: Sequence[Share]) -> Measured:
    return shares[-(-len(shares) // 5) - 1].cumulative


def _shares(slice_: Slice, found: Mapping[str | None, Decimal]) -> tuple[Share, ...]:
    total = sum(found.values(), _NOTHING)
    named = [(customer, value) for customer, value in found.items() if customer is not None]
    ordered = sorted(named, key=lambda item: (-item[1], item[0]))
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
