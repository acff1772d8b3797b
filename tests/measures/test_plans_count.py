"""The three rules by which plans count for a period, where plans are not made for periods of the calendar."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from tallybook.domain.facts import Fact, Missing, PlanDays, TargetRule
from tallybook.domain.records import Actual, Target
from tallybook.domain.slices import PlansCount
from tallybook.measures import contributions, courses, facts
from tests.measures.house import booked, cut, of, person, planned, tables

D = Decimal
HOUSE = [person("m", "b1"), person("n", "b1")]
# Quarters of a house whose year begins on 26 January.
WINDOWS = ["2024-10-26..2025-01-25", "2025-01-26..2025-04-25", "2025-04-26..2025-07-25"]
QUOTAS = [planned("m", window, value) for window, value in zip(WINDOWS, (92, 180, 364), strict=True)]
BOOKED = [
    booked("m", "2024-10-26", 10), booked("m", "2025-01-25", 20), booked("m", "2025-01-26", 40),
    booked("m", "2025-04-25", 80), booked("m", "2025-04-26", 160), booked("m", "2025-07-25", 320),
]  # fmt: skip


def fact(
    counts: str,
    targets: list[Target] = QUOTAS,
    subject: str = "m",
    kpi_id: str = "sales",
    rows: list[Actual] = BOOKED,
) -> Fact:
    return of(facts(cut(tables(HOUSE, rows, targets), subject, plans_count=counts)), kpi_id)


def test_by_date_only_windows_inside_the_period_count() -> None:
    found = fact("date")
    assert (found.target.value, found.target_rule) == (180, TargetRule.PARTS_INCOMPLETE)
    assert (found.actual.value, found.plan_days) == (300 - 20 + 20, None)


def test_by_days_each_window_counts_by_its_days_in_the_period() -> None:
    found = fact("days")
    # 25 of 92 days, 90 of 90 and 66 of 91.
    assert found.target.value == 25 + 180 + 66 * 4
    assert (found.target_rule, found.plan_days) == (TargetRule.OVERLAPPING, None)
    assert found.attainment.value == D(300) / 469


def test_windows_count_where_they_end_and_against_their_own_days() -> None:
    found = fact("windows")
    assert (found.target.value, found.target_rule) == (92 + 180, TargetRule.WINDOWS)
    assert found.actual.value == 20 + 40 + 80 + 160
    assert found.plan_days is not None
    assert (found.plan_days.start, found.plan_days.end) == (date(2024, 10, 26), date(2025, 4, 25))
    assert found.answering.value == 10 + 20 + 40 + 80
    assert found.attainment.value == D(150) / 272
    assert found.time_progress == 1


@pytest.mark.parametrize("counts", list(PlansCount))
def test_plans_of_the_calendar_count_alike_by_every_rule(counts: str) -> None:
    months = [planned("m", f"2025-{month:02d}", month) for month in range(1, 13)]
    found = fact(counts, [*months, planned("m", "2025", 1000), planned("m", "2024-H2", 7)])
    assert (found.target.value, found.target_rule, found.plan_days) == (21, TargetRule.PARTS, None)
    assert fact(counts, [planned("m", "2025-H1", 5), *QUOTAS]).target_rule is TargetRule.EXACT


def test_a_years_plan_is_shared_by_days_only_where_that_is_the_rule() -> None:
    year = [planned("m", "2025", 365)]
    assert fact("days", year).target.value == 181
    for counts in ("date", "windows"):
        assert fact(counts, year).target.missing is Missing.NO_TARGET


@pytest.mark.parametrize("counts", ["days", "windows"])
def test_a_level_is_asked_of_the_days_of_its_plan(counts: str) -> None:
    levels = [planned("m", window, 10, kpi_id) for window in WINDOWS for kpi_id in ("balance", "deposits")]
    levels += [planned("m", "2026", 99, kpi_id) for kpi_id in ("balance", "deposits")]
    rows = [booked("m", "2025-01-01", 5, kpi_id) for kpi_id in ("balance", "deposits")]
    for kpi_id in ("balance", "deposits"):
        found = fact(counts, levels, kpi_id=kpi_id, rows=rows)
        assert (found.target.value, found.target_rule) == (10, TargetRule.OVERLAPPING)
        assert (found.attainment.value, found.plan_days) == (D("0.5"), None)


def test_a_unit_is_held_against_the_windows_of_its_members() -> None:
    rows = [*BOOKED, booked("n", "2025-02-01", 7), booked("n", "2024-11-01", 3)]
    both = [*QUOTAS, planned("n", WINDOWS[1], 20)]
    unit = fact("windows", both, "b1", rows=rows)
    assert (unit.target.value, unit.target_rule) == (292, TargetRule.MEMBERS)
    assert unit.plan_days == PlanDays(start=date(2024, 10, 26), end=date(2025, 4, 25), actual=unit.answering)
    assert unit.answering.value == 150 + 10
    slice_ = cut(tables(HOUSE, rows, both), "b1", plans_count="windows")
    assert [(c.actual.value, c.target.value) for c in contributions(slice_, "sales")] == [(150, 272), (7, 20)]


def test_months_are_shown_their_days_share_of_windows() -> None:
    slice_ = cut(tables(HOUSE, BOOKED, QUOTAS), "m", plans_count="windows")
    months = {point.month: point.target.value for point in courses(slice_)[0].points}
    assert months["2025-03"] == 2 * 31
    assert months["2025-04"] == 2 * 25 + 4 * 5


def test_a_window_that_data_do_not_reach_is_judged_by_the_days_that_have_passed() -> None:
    slice_ = cut(tables(HOUSE, BOOKED, QUOTAS), "m", through="2025-03-11", plans_count="windows")
    found = of(facts(slice_))
    assert found.answering.value == 10 + 20 + 40
    assert found.time_progress == D(92 + 45) / (92 + 90)


@checked(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 120), min_size=1, max_size=9), st.integers(-200, 100))
def test_shares_of_neighbouring_periods_add_up_to_the_whole_plan(lengths: list[int], offset: int) -> None:
    """By days nothing of a plan is lost or counted twice, whatever windows it has; as windows each counts once."""
    first = date(2025, 1, 1).toordinal() + offset
    targets, start = [], first
    for length in lengths:
        end = start + length - 1
        targets.append(planned("m", f"{date.fromordinal(start)}..{date.fromordinal(end)}", length * 3))
        start = end + 1
    found = tables(HOUSE, [booked("m", "2024-01-01", 1)], targets)
    halves = [f"{year}-H{half}" for year in (2024, 2025, 2026, 2027, 2028) for half in (1, 2)]
    for counts in ("days", "windows"):
        plans = [
            of(facts(cut(found, "m", half, None, plans_count=counts))).target.value or 0 for half in halves
        ]
        assert abs(Fraction(sum(map(Fraction, plans))) - 3 * sum(lengths)) < Fraction(1, 10**9)
