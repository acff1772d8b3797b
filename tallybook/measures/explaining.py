"""Explanations: which customers or members make the difference of a figure to its plan or to last year."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tallybook.domain.facts import Against, Cause, Explanation, Fact
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import SubjectKind
from tallybook.measures.arithmetic import exact
from tallybook.measures.comparing import stretch_of
from tallybook.measures.contributing import contributions, part_of
from tallybook.measures.customers import brought, customers_kpi
from tallybook.measures.ledger import Ledger
from tallybook.measures.spans import Span

_NOTHING = Decimal(0)


def explanations(
    slice_: Slice, facts: Iterable[Fact], ledger: Ledger | None = None
) -> tuple[Explanation, ...]:
    """The leading KPI by a unit's members, against plan and last year; the customers' KPI by customers, against last year.

    Only what adds up is explained, so no ratio; only where both figures are there; and no plan that is for other
    days than the period's.
    """
    with exact():
        ledger = ledger or Ledger.of(slice_)
        of = {fact.kpi_id: fact for fact in facts}
        return (*_by_members(slice_, ledger, of), *_by_customers(slice_, ledger, of))


def _by_members(slice_: Slice, ledger: Ledger, of: dict[str, Fact]) -> Iterator[Explanation]:
    kpi_id = slice_.house.lead_kpi
    fact = of.get(kpi_id)
    if slice_.subject.kind is SubjectKind.MANAGER or fact is None or not slice_.members:
        return
    if not ledger.kpis[kpi_id].adds_up:
        return
    members = contributions(slice_, kpi_id, ledger)
    planned = [
        Cause(id=one.subject.id, name=one.subject.name, difference=one.actual.value - one.target.value)
        for one in members
        if one.actual.value is not None and one.target.value is not None
    ]
    if fact.plan_days is None:
        yield from _explained(fact, Against.PLAN, planned)
    stretch = _year_before(slice_, fact)
    grown = [
        Cause(id=one.subject.id, name=one.subject.name, difference=(now or _NOTHING) - (before or _NOTHING))
        for one in members
        for now, before in [(one.actual.value, part_of(slice_, ledger, one.subject, kpi_id, stretch).value)]
        if (now, before) != (None, None)
    ]
    yield from _explained(fact, Against.PRIOR_YEAR, grown)


def _by_customers(slice_: Slice, ledger: Ledger, of: dict[str, Fact]) -> Iterator[Explanation]:
    kpi_id = customers_kpi(slice_)
    fact = of.get(kpi_id) if kpi_id else None
    if kpi_id is None or fact is None or fact.through is None:
        return
    now = brought(slice_, ledger, kpi_id, Span(slice_.period.start, fact.through))
    before = brought(slice_, ledger, kpi_id, _year_before(slice_, fact))
    names = {customer.customer_id: customer.name for customer in slice_.customers}
    yield from _explained(
        fact,
        Against.PRIOR_YEAR,
        [
            Cause(
                id=one,
                name=names.get(one, one),
                difference=now.get(one, _NOTHING) - before.get(one, _NOTHING),
            )
            for one in sorted(customer for customer in {*now, *before} if customer is not None)
        ],
    )


def _explained(fact: Fact, against: Against, causes: list[Cause]) -> Iterator[Explanation]:
    base = fact.target.value if against is Against.PLAN else fact.prior_year.value.value
    comparable = against is Against.PLAN or fact.prior_year.complete
    if base is None or fact.actual.value is None or not comparable:
        return
    total = fact.actual.value - base
    moving = [cause for cause in causes if cause.difference]
    ordered = sorted(moving, key=lambda one: (one.difference if total < 0 else -one.difference, one.id))
    yield Explanation(kpi_id=fact.kpi_id, against=against, base=base, total=total, causes=tuple(ordered))


def _year_before(slice_: Slice, fact: Fact) -> Span:
    return stretch_of(slice_.period, fact.through, slice_.period.year_before)
