"""Bridges from the plan of the year to date to its result: what each part adds, and when there is none."""

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook import slices
from tallybook.domain.bridges import Bridge
from tallybook.domain.period import Period
from tallybook.domain.records import Actual, Tables, Target
from tallybook.domain.slices import PlansCount
from tallybook.measures import bridges
from tests.measures.house import BALANCE, DEPOSITS, KPIS, booked, cut, person, planned, settings, tables
from tests.measures.worlds import PERIODS, worlds

D = Decimal
ANN = person("a", "b1")
MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06")
PLANS = tuple(planned("a", month, 100) for month in MONTHS)
SALES = tuple(booked("a", f"{month}-15", value) for month, value in zip(MONTHS, (90, 120, 100, 70, 130, 95), strict=True))  # fmt: skip


def bridge(
    actuals: tuple[Actual, ...] = SALES,
    targets: tuple[Target, ...] = PLANS,
    *,
    of: str = "a",
    kpi_id: str = "sales",
    **more: object,
) -> Bridge | None:
    """The bridge of one KPI in a small house; None where there is none."""
    found = bridges(cut(tables([ANN], actuals, targets), of, bridges=(kpi_id,), **more))  # type: ignore[arg-type]
    return found[0] if found else None


def steps(found: Bridge | None) -> dict[str, Decimal]:
    assert found is not None
    return {step.period: step.difference for step in found.steps}


@pytest.mark.parametrize("of", ["a", "b1", "h"])
def test_each_month_adds_its_own_difference_of_a_sum(of: str) -> None:
    found = bridge(of=of)
    assert steps(found) == dict(zip(MONTHS, map(D, (-10, 20, 0, -30, 30, -5)), strict=True))
    assert found is not None
    assert (found.plan, found.result, found.total, found.rest) == (600, 605, 5, 0)
    assert found.levels == (600, 590, 610, 610, 580, 610, 605)


def test_the_year_begins_with_its_first_month_whatever_the_period() -> None:
    for period, months in (("2025-Q2", 6), ("2025-05", 5), ("2025-H1", 6), ("2025-W20", 4)):
        assert tuple(steps(bridge(period=period))) == MONTHS[:months]


def test_a_single_month_is_no_way() -> None:
    assert bridge(period="2025-01") is None


def test_a_fiscal_year_begins_in_its_own_month() -> None:
    slice_ = cut(tables([ANN], SALES, PLANS), "a", bridges=("sales",))
    april = Period.parse("2025-Q1", replace(slice_.period.fiscal, first_month=4))
    (found,) = bridges(replace(slice_, period=april))
    assert tuple(step.period for step in found.steps) == MONTHS[3:]


def test_a_stock_moves_by_what_brings_plan_and_balance_apart() -> None:
    held = tuple(booked("a", f"{m}-28", v, DEPOSITS.kpi_id) for m, v in (("2025-01", 90), ("2025-02", 115)))
    plans = tuple(planned("a", m, v, DEPOSITS.kpi_id) for m, v in (("2025-01", 100), ("2025-02", 110)))
    found = bridge(held, plans, kpi_id=DEPOSITS.kpi_id, period="2025-02")
    assert steps(found) == {"2025-01": D(-10), "2025-02": D(15)}


def test_the_months_of_a_daily_average_count_by_their_days() -> None:
    held = tuple(booked("a", f"{m}-01", v, BALANCE.kpi_id) for m, v in (("2025-01", 41), ("2025-02", 100)))
    plans = tuple(planned("a", m, 100, BALANCE.kpi_id) for m in MONTHS[:2])
    found = bridge(held, plans, kpi_id=BALANCE.kpi_id, period="2025-02")
    # Of 59 days January has 31: a month that keeps to its plan adds nothing.
    assert steps(found) == {"2025-01": D(-31), "2025-02": D(0)}


def test_quarters_take_the_place_of_months_that_have_no_plan() -> None:
    found = bridge(targets=(planned("a", "2025-Q1", 300), planned("a", "2025-Q2", 300)))
    assert steps(found) == {"2025-01..2025-03": D(10), "2025-04..2025-06": D(-5)}


def test_what_the_whole_plan_has_beyond_its_months_is_a_rest() -> None:
    found = bridge(targets=(*PLANS, planned("a", "2025-H1", 640)))
    assert found is not None
    assert (found.total, found.rest) == (-35, -40)


def test_a_plan_of_the_half_year_alone_tells_of_no_months() -> None:
    found = bridge(targets=(planned("a", "2025-H1", 640),))
    assert found is not None
    assert (found.plan, found.result, found.steps) == (640, 605, ())


def test_plans_that_count_by_days_are_shared_out_to_months() -> None:
    found = bridge(targets=(planned("a", "2025", 3650),), plans_count=PlansCount.DAYS)
    assert steps(found)["2025-02"] == 120 - 280
    assert found is not None
    assert found.rest == 0


def test_plans_for_days_of_their_own_tell_of_no_months() -> None:
    found = bridge(plans_count=PlansCount.WINDOWS)
    assert found is not None
    assert not found.steps


def test_without_plan_or_data_there_is_no_bridge() -> None:
    assert bridge(targets=()) is None
    assert bridge(actuals=()) is None


def test_months_that_data_do_not_reach_are_no_part_of_it() -> None:
    found = bridge(SALES[:4], through="2025-04-20")
    assert found is not None
    assert (found.period, [step.complete for step in found.steps]) == (
        "2025-01..2025-04",
        [True] * 3 + [False],
    )


def test_all_of_a_month_without_a_plan_is_added() -> None:
    assert steps(bridge(targets=PLANS[1:])) == {**steps(bridge()), "2025-01": D(90)}


def test_a_ratio_has_no_bridge() -> None:
    assert bridge(kpi_id="rate") is None


def test_nothing_is_asked_for() -> None:
    assert bridges(cut(tables([ANN], SALES, PLANS), "a", bridges=())) == ()


@checked(deadline=None, max_examples=60)
@given(worlds(), st.sampled_from(PERIODS), st.sampled_from(PlansCount), st.sampled_from([None, "2025-03-17"]))
def test_steps_and_rest_make_result_less_plan_exactly(
    found: Tables, period: str, counts: PlansCount, through: str | None
) -> None:
    asked = settings(through, plans_count=counts, bridges=tuple(kpi.kpi_id for kpi in KPIS))
    stretch = Period.parse(period)
    for slice_ in slices.cut(found, asked, stretch, slices.subjects(found, stretch)):
        for each in bridges(slice_):
            with localcontext(prec=200):
                told = sum((step.difference for step in each.steps), each.rest)
                assert told == each.result - each.plan
                assert each.levels[-1] + each.rest == each.result


@checked(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*[st.decimals(-(10**9), 10**9, places=2)] * 2), min_size=2, max_size=6))
def test_without_a_plan_of_the_whole_nothing_is_left_over(months: list[tuple[Decimal, Decimal]]) -> None:
    rows = list(zip(MONTHS, months, strict=False))
    found = bridge(
        tuple(booked("a", f"{month}-10", str(value)) for month, (value, _) in rows),
        tuple(planned("a", month, str(plan)) for month, (_, plan) in rows),
        period=rows[-1][0],
    )
    assert steps(found) == {month: value - plan for month, (value, plan) in rows}
    assert found is not None
    assert found.rest == 0
