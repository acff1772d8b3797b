"""Facts: each KPI of a subject, measured, planned, judged and compared."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tallybook.domain.facts import Comparison, Fact, Measured, Missing, PlanDays, Status, TargetRule
from tallybook.domain.period import Period
from tallybook.domain.records import Aggregate, Kpi
from tallybook.domain.slices import House, Slice
from tallybook.domain.subjects import Subject
from tallybook.measures import judging, scopes
from tallybook.measures.amounts import amount, total
from tallybook.measures.arithmetic import decimal, exact, quotient
from tallybook.measures.comparing import compare, stretch_of
from tallybook.measures.ledger import Ledger
from tallybook.measures.plans import Planner
from tallybook.measures.ranking import ranked
from tallybook.measures.scopes import Scope
from tallybook.measures.spans import Span, common_to, days_in, reached, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What every fact of one page has in common."""

    period: Period
    house: House
    kpis: tuple[Kpi, ...]
    planner: Planner


def facts(slice_: Slice, ledger: Ledger | None = None) -> tuple[Fact, ...]:
    """The subject's own facts, one for each KPI in the KPIs' order."""
    with exact():
        ledger = ledger or Ledger.of(slice_)
        return _facts(_page(slice_, ledger), slice_.subject, scopes.own(ledger, slice_.subject))


def member_facts(slice_: Slice, ledger: Ledger | None = None) -> tuple[Fact, ...]:
    """The facts of a unit's direct members, as far as they count in the unit or below it, ranked.

    In the order of members and KPIs; empty for a manager. What a member books in a sub-unit is in his fact
    and in the sub-unit's, and only there in the reconciliation.
    """
    with exact():
        ledger = ledger or Ledger.of(slice_)
        page, units = _page(slice_, ledger), ledger.below(slice_.subject.id)
        found = [
            fact
            for member in slice_.members
            for fact in _facts(page, member, scopes.member(ledger, member, units))
        ]
        return ranked(tuple(found), slice_.kpis)


def _page(slice_: Slice, ledger: Ledger) -> _Page:
    return _Page(period=slice_.period, house=slice_.house, kpis=slice_.kpis, planner=Planner(ledger))


def _facts(page: _Page, subject: Subject, scope: Scope) -> tuple[Fact, ...]:
    return tuple(_fact(page, subject, scope, kpi) for kpi in page.kpis)


def _fact(page: _Page, subject: Subject, scope: Scope, kpi: Kpi) -> Fact:
    period = page.period
    days = reached(period, scope.ledger.covered(kpi.kpi_id))
    through = days.end if days else None
    actual = amount(scope, kpi.kpi_id, days or whole(period))
    plan = page.planner.plan(scope, kpi.kpi_id, whole(period))
    plan_days = _plan_days(scope, kpi.kpi_id, plan.windows)
    attained = judging.attainment(plan_days.actual if plan_days else actual, plan.value)
    progress = _progress(scope, period, days)
    if kpi.aggregate is Aggregate.SUM and days and plan.amount is not None:
        progress = decimal(plan.passed)
    return Fact(
        subject=subject,
        period=period.slug,
        kpi_id=kpi.kpi_id,
        actual=actual,
        target=plan.value,
        attainment=attained,
        prior=_before(page, scope, kpi, actual, through),
        prior_year=compare(
            scope, kpi.kpi_id, actual, stretch_of(period, through, period.year_before), period.year_before
        ),
        status=_status(page.house, kpi, attained, progress),
        complete=through == period.end,
        through=through,
        time_progress=progress,
        target_rule=plan.rule,
        rule=f"{kpi.aggregate}|target:{plan.rule}",
        plan_days=plan_days,
        year_target=_year_target(page, scope, kpi),
    )


def _year_target(page: _Page, scope: Scope, kpi: Kpi) -> Measured:
    year = page.period.year
    if page.period.start <= year.start and year.end <= page.period.end:
        return Measured(missing=Missing.NO_TARGET)
    plan = page.planner.plan(scope, kpi.kpi_id, whole(year))
    # A level is asked for on the days that data reach: what fills these need not fill the year.
    adds_up = kpi.aggregate is Aggregate.SUM and plan.is_complete and not plan.windows
    known = adds_up or plan.rule is TargetRule.EXACT
    return plan.value if known else Measured(missing=Missing.NO_TARGET)


def _plan_days(scope: Scope, kpi_id: str, windows: tuple[Span, ...]) -> PlanDays | None:
    """The days of a plan that is for others than the period's, with their figure."""
    if not windows:
        return None
    return PlanDays(start=windows[0].start, end=windows[-1].end, actual=total(scope, kpi_id, windows))


def _before(page: _Page, scope: Scope, kpi: Kpi, actual: Measured, through: date | None) -> Comparison:
    """The period before; its attainment too where this period is over, so that the two can be ranked alike."""
    period, before = page.period, page.period.previous
    found = compare(scope, kpi.kpi_id, actual, stretch_of(period, through, before), before)
    if through != period.end:
        return found
    plan = page.planner.plan(scope, kpi.kpi_id, whole(before))
    days = _plan_days(scope, kpi.kpi_id, plan.windows)
    return replace(found, attainment=judging.attainment(days.actual if days else found.value, plan.value))


def _progress(scope: Scope, period: Period, days: Span | None) -> Decimal:
    # Of one who is there for some of the days only these count, as they do in his plan.
    there = (whole(period),) if scope.person is None else common_to(scope.days(scope.person), whole(period))
    passed = days_in(common_to(there, days)) if days else 0
    return quotient(Decimal(passed), days_in(there)) if passed else Decimal(0)


def _status(house: House, kpi: Kpi, attained: Measured, progress: Decimal) -> Status:
    # Only a flow grows with time; a stock, a mean or a ratio is judged against its whole plan at once.
    grown = progress if kpi.aggregate is Aggregate.SUM else Decimal(1)
    return judging.status(attained, house, better=kpi.better, progress=grown)
