"""Courses: months with their plan and the same month last year."""

from decimal import Decimal

import pytest

from tallybook.domain.facts import Course, Missing
from tallybook.measures import courses
from tests.measures.house import KPIS, booked, cut, person, planned, tables

ROWS = [booked("m", f"{y}-{n:02}-15", 100 * (y - 2023) + n) for y in (2024, 2025) for n in range(1, 13)]
TARGETS = [planned("m", "2025-05", 200), planned("m", "2025-Q2", 999)]


def sales(period: str = "2025-H1", through: str = "2025-12-31", months: int = 13) -> Course:
    slice_ = cut(tables([person("m", "b1")], ROWS, TARGETS), "m", period, through)
    found = courses(slice_, months=months)
    assert [course.kpi_id for course in found] == [kpi.kpi_id for kpi in KPIS]
    return found[0]


def test_thirteen_months_end_with_the_periods_last() -> None:
    points = sales().points
    assert [point.month for point in points] == [f"2024-{n:02}" for n in range(6, 13)] + [
        f"2025-{n:02}" for n in range(1, 7)
    ]
    assert [point.actual.value for point in points] == [*range(106, 113), *range(201, 207)]
    assert all(point.complete for point in points)


def test_the_months_plan_and_the_same_month_last_year() -> None:
    may, june = sales().points[-2:]
    assert (may.target.value, may.prior_year.value) == (200, 105)
    assert (june.target.missing, june.prior_year.value) == (Missing.NO_TARGET, 106)


def test_before_the_data_begin_there_is_no_prior() -> None:
    assert sales().points[0].prior_year.missing is Missing.NO_PRIOR


def test_an_unfinished_month_is_compared_with_the_same_stretch_and_later_ones_have_no_data() -> None:
    april, may, june = sales(through="2025-05-14").points[-3:]
    assert (april.complete, may.complete, june.complete) == (True, False, False)
    assert (may.actual.value, may.prior_year.value) == (0, 0)
    assert june.actual.missing is Missing.NO_DATA
    assert june.prior_year.value == 106


@pytest.mark.parametrize("period", ["2025-W24", "2025-06-14"])
def test_a_page_knows_nothing_of_what_came_after_its_period(period: str) -> None:
    june = sales(period).points[-1]
    assert (june.month, june.complete, june.actual.value) == ("2025-06", False, 206 if "W" in period else 0)


def test_as_many_months_as_are_asked_for() -> None:
    assert [point.month for point in sales(months=2).points] == ["2025-05", "2025-06"]


def test_a_stock_goes_on_from_month_to_month() -> None:
    rows = [booked("m", "2025-03-31", 7, "deposits"), booked("m", "2025-05-31", 9, "deposits")]
    slice_ = cut(tables([person("m", "b1")], rows), "m")
    deposits = courses(slice_, months=5)[2]
    assert [point.actual.value for point in deposits.points] == [None, 7, 7, 9, 9]
    assert Decimal(9) == deposits.points[-1].actual.value
