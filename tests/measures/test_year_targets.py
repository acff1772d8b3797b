"""The plan of the year that a period is a part of: known only where it is one of the whole year."""

from decimal import Decimal

import pytest

from tallybook.domain.facts import Measured, Missing
from tallybook.domain.records import Target
from tallybook.measures import facts
from tests.measures.house import BALANCE, DEPOSITS, booked, cut, of, person, planned, tables

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
NONE = Measured(missing=Missing.NO_TARGET)


def year_target(
    targets: list[Target], kpi_id: str = "sales", *, subject: str = "a", period: str = "2025-H1"
) -> Measured:
    found = tables([person("a", "b1")], [booked("a", "2025-01-01", 5, kpi_id)], targets)
    return of(facts(cut(found, subject, period, through="2025-06-30")), kpi_id, subject).year_target


@pytest.mark.parametrize("subject", ["a", "b1", "h"])
def test_a_plan_of_the_year_is_known_in_each_part_of_it(subject: str) -> None:
    for period in ("2025-H1", "2025-03", "2025-01..2025-10", "2025-W23"):
        assert year_target([planned("a", "2025", 100)], subject=subject, period=period) == Measured(
            Decimal(100)
        )


def test_plans_that_fill_the_year_make_its_plan() -> None:
    assert year_target([planned("a", month, 10) for month in MONTHS]) == Measured(Decimal(120))


@pytest.mark.parametrize("kpi_id", ["sales", BALANCE.kpi_id, DEPOSITS.kpi_id])
def test_plans_of_a_part_make_no_plan_of_the_year(kpi_id: str) -> None:
    assert year_target([planned("a", month, 10, kpi_id) for month in MONTHS[:6]], kpi_id) == NONE
    assert year_target([planned("a", "2025-H1", 10, kpi_id)], kpi_id) == NONE


@pytest.mark.parametrize("kpi_id", [BALANCE.kpi_id, DEPOSITS.kpi_id])
def test_a_level_is_planned_for_a_year_as_it_is(kpi_id: str) -> None:
    assert year_target([planned("a", "2025", 10, kpi_id)], kpi_id) == Measured(Decimal(10))


def test_of_the_year_itself_the_plan_is_its_own() -> None:
    assert year_target([planned("a", "2025", 100)], period="2025") == NONE
