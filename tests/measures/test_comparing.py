"""Other periods: whole ones, the same stretch of an unfinished one, and data that do not reach."""

from decimal import Decimal

import pytest

from tallybook.domain.facts import Fact, Measured, Missing, Status
from tallybook.domain.period import FiscalYear, Period
from tallybook.measures import facts
from tallybook.measures.spans import same_stretch
from tests.measures.house import booked, cut, day, of, person, planned, tables

D = Decimal
NO_PRIOR = Measured(missing=Missing.NO_PRIOR)


@pytest.mark.parametrize(
    ("period", "through", "previous_end", "year_before_end"),
    [
        ("2025-H1", "2025-06-30", "2024-12-31", "2024-06-30"),
        ("2025-H1", "2025-05-31", "2024-11-30", "2024-05-31"),
        ("2025-H1", "2025-02-28", "2024-08-31", "2024-02-29"),
        ("2024-H1", "2024-02-28", "2023-08-28", "2023-02-28"),
        ("2024-H1", "2024-02-29", "2023-08-31", "2023-02-28"),
        ("2025-H1", "2025-05-15", "2024-11-12", "2024-05-15"),
        ("2025-03", "2025-03-30", "2025-02-28", "2024-03-30"),
        ("2025-03", "2025-03-10", "2025-02-10", "2024-03-10"),
        ("2025-W23", "2025-06-04", "2025-05-28", "2024-06-05"),
        ("2025-01..2025-10", "2025-04-30", "2024-06-30", "2024-04-30"),
        ("2025", "2025-01-01", "2024-01-01", "2024-01-01"),
    ],
)
def test_the_same_stretch(period: str, through: str, previous_end: str, year_before_end: str) -> None:
    asked = Period.parse(period)
    for other, end in ((asked.previous, previous_end), (asked.year_before, year_before_end)):
        assert same_stretch(asked, day(through), other) == (other.start, day(end))


def test_the_same_stretch_of_a_fiscal_half() -> None:
    half = Period.parse("2025-H1", FiscalYear(first_month=10, named_by_end=True))
    stretch = same_stretch(half, day("2025-02-28"), half.previous)
    assert stretch == (day("2024-04-01"), day("2024-08-31"))


MONTHLY = [booked("m", f"{y}-{n:02}-01", 10 * (y - 2022)) for y in (2023, 2024, 2025) for n in range(1, 13)]


def fact(period: str = "2025-H1", through: str = "2025-12-31", kpi_id: str = "sales") -> Fact:
    targets = [planned("m", "2025-H1", 240)]
    found = tables([person("m", "b1")], MONTHLY, targets)
    return of(facts(cut(found, "m", period, through)), kpi_id)


def test_a_whole_period_is_compared_with_whole_periods() -> None:
    found = fact()
    assert (found.complete, found.through, found.time_progress) == (True, day("2025-06-30"), 1)
    assert (found.actual.value, found.attainment.value) == (180, D("0.75"))
    assert (found.prior.period, found.prior.value.value, found.prior.change.value) == ("2024-H2", 120, 60)
    assert found.prior.rate.value == D("0.5")
    assert (found.prior_year.period, found.prior_year.value.value, found.prior_year.complete) == (
        "2024-H1", 120, True,
    )  # fmt: skip
    assert found.status is Status.BAD


def test_an_unfinished_period_is_compared_with_the_same_stretch_and_judged_by_time() -> None:
    found = fact(through="2025-05-15")
    assert (found.complete, found.through) == (False, day("2025-05-15"))
    assert found.time_progress == D(135) / 181
    assert found.actual.value == 150
    assert (found.prior_year.end, found.prior_year.value.value) == (day("2024-05-15"), 100)
    assert (found.prior.end, found.prior.value.value) == (day("2024-11-12"), 100)
    # 62.5 % of the plan after 74.6 % of the time.
    assert (found.attainment.value, found.status) == (D("0.625"), Status.BAD)
    # 50 % of the plan after 50.3 % of the time.
    assert fact(through="2025-04-01").status is Status.WATCH


def test_before_the_data_begin_there_is_nothing_but_the_plan() -> None:
    found = fact(through="2024-12-31")
    assert (found.complete, found.through, found.time_progress) == (False, None, 0)
    assert found.actual.missing is found.attainment.missing is Missing.NO_DATA
    assert found.target.value == 240
    assert (found.prior.value.value, found.prior.change.missing) == (120, Missing.NO_DATA)
    assert found.status is Status.NONE


def test_another_period_that_the_data_reach_in_part_or_not_at_all() -> None:
    rows = [booked("m", "2024-03-15", 8), booked("m", "2025-02-01", 10)]
    found = of(facts(cut(tables([person("m", "b1")], rows), "m")), "sales")
    assert (found.prior_year.value.value, found.prior_year.complete) == (8, False)
    assert (found.prior.value.value, found.prior.rate.missing) == (0, Missing.PRIOR_ZERO)
    earlier = of(facts(cut(tables([person("m", "b1")], rows), "m", "2024-H1")), "sales")
    assert (earlier.prior_year.value, earlier.prior_year.complete) == (NO_PRIOR, False)
    assert earlier.prior_year.change == earlier.prior_year.rate == NO_PRIOR


def test_who_was_not_there_has_no_prior_and_who_came_halfway_no_complete_one() -> None:
    rows = [booked("m", "2024-12-01", 8), booked("m", "2025-02-01", 10), booked("n", "2023-01-01", 1)]
    managers = [person("m", "b1", "2024-10-01"), person("n", "b1")]
    found = of(facts(cut(tables(managers, rows), "m")), "sales")
    assert found.prior_year.value == NO_PRIOR
    assert (found.prior.value.value, found.prior.complete) == (8, False)


def test_a_stock_needs_only_the_last_day() -> None:
    rows = [booked("m", day, 8, "deposits") for day in ("2024-06-15", "2024-12-20", "2025-06-10")]
    found = of(facts(cut(tables([person("m", "b1")], rows), "m")), "deposits")
    assert (found.prior_year.value.value, found.prior_year.complete) == (8, True)


def test_percentages_differ_by_points() -> None:
    rows = [
        booked("m", day, value, kpi_id)
        for day, sales, costs in (("2024-03-01", 100, 50), ("2025-03-01", 100, 53))
        for value, kpi_id in ((sales, "sales"), (costs, "costs"))
    ]
    found = of(facts(cut(tables([person("m", "b1")], rows), "m")), "rate")
    assert found.prior_year.change.value == D("0.03")
    assert found.prior_year.rate.missing is Missing.IN_POINTS


def test_a_ratio_reaches_as_far_as_both_its_parts() -> None:
    rows = [booked("m", "2025-01-01", 10), booked("m", "2025-01-02", 10, "costs")]
    rows += [booked("m", "2025-05-10", 10), booked("m", "2025-04-10", 20, "costs")]
    found = tables([person("m", "b1")], rows)
    rate = of(facts(cut(found, "m", through=None)), "rate")
    assert rate.through == day("2025-04-10")
    assert rate.actual.value == 3
