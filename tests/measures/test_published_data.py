"""Two published data sets: every fact against a computation of its own with csv and Decimal."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tallybook import slices, tables, workspace
from tallybook.domain.facts import Fact, Measured
from tallybook.domain.period import Period
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.measures import facts, reconciliation

ROOT = Path(__file__).parents[2]
DATA = ROOT / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not at hand")
D = Decimal
Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def computed(folder: str, text: str) -> Iterator[tuple[Subject, dict[str, Fact]]]:
    found = workspace.find(ROOT / "tests/workspaces" / folder)
    read_tables, period = tables.read(found.root, found.settings), Period.parse(text)
    for slice_ in slices.cut(read_tables, found.settings, period, slices.subjects(read_tables, period)):
        assert all(each.difference == 0 for each in reconciliation(slice_))
        yield slice_.subject, {fact.kpi_id: fact for fact in facts(slice_)}


def known(measured: Measured) -> Decimal:
    return measured.value if measured.value is not None else D(0)


@cache
def territories() -> dict[str, str]:
    return {row["TerritoryID"]: row["Group"] for row in read("adventureworks_oltp/SalesTerritory.csv")}


@cache
def homes() -> dict[str, str]:
    people = read("adventureworks_oltp/SalesPerson.csv")
    return {row["BusinessEntityID"]: row["TerritoryID"].removesuffix(".0") for row in people}


def within(place: str, unit: str) -> bool:
    return unit == "world" or unit in (place, territories().get(place, ""))


def order_counts(row: Row, subject: Subject) -> bool:
    if subject.kind is SubjectKind.MANAGER:
        return row["SalesPersonID"] == subject.id
    return within(row["TerritoryID"], subject.id)


def quota_counts(row: Row, subject: Subject) -> bool:
    person = row["BusinessEntityID"]
    return (
        person == subject.id if subject.kind is SubjectKind.MANAGER else within(homes()[person], subject.id)
    )


def orders(subject: Subject, first: str, last: str) -> list[Decimal]:
    return [
        D(row["SubTotal"])
        for row in read_orders()
        if first <= row["OrderDate"][:10] <= last and order_counts(row, subject)
    ]


@cache
def read_orders() -> list[Row]:
    return read("adventureworks_oltp/SalesOrderHeader_reseller.csv")


@cache
def read_quotas() -> list[Row]:
    return read("adventureworks_oltp/SalesPersonQuotaHistory.csv")


@pytest.mark.parametrize(
    ("period", "first", "last", "before", "year_before"),
    [
        ("2012-H2", "2012-07-01", "2012-12-31", ("2012-01-01", "2012-06-30"), ("2011-07-01", "2011-12-31")),
        ("2013-H1", "2013-01-01", "2013-06-30", ("2012-07-01", "2012-12-31"), ("2012-01-01", "2012-06-30")),
    ],
)
def test_reseller_orders_against_quotas(
    period: str, first: str, last: str, before: tuple[str, str], year_before: tuple[str, str]
) -> None:
    count = 0
    for subject, fact in computed("adventureworks", period):
        here = orders(subject, first, last)
        sales = fact["sales"]
        assert known(sales.actual) == sum(here)
        assert known(fact["orders"].actual) == len(here)
        if here:
            assert fact["average_order"].actual.value == sum(here, D(0)) / len(here)
        assert known(sales.prior.value) == sum(orders(subject, *before))
        assert known(sales.prior_year.value) == sum(orders(subject, *year_before))
        quotas = [
            D(row["SalesQuota"])
            for row in read_quotas()
            if first <= row["QuotaDate"][:10] <= last and quota_counts(row, subject)
        ]
        assert known(sales.target) == sum(quotas)
        assert sales.attainment.value == (sum(here, D(0)) / sum(quotas) if quotas else None)
        assert sales.through == date.fromisoformat(last)
        count += 1
    assert count == 1 + 3 + 10 + 17


@cache
def deals() -> list[Row]:
    return read("maven_crm/sales_pipeline.csv")


def test_won_and_lost_deals() -> None:
    teams = {row["sales_agent"]: row for row in read("maven_crm/sales_teams.csv")}
    belongs: dict[SubjectKind, Callable[[str, str], bool]] = {
        SubjectKind.MANAGER: lambda agent, wanted: agent == wanted,
        SubjectKind.UNIT: lambda agent, wanted: (
            wanted in ("company", teams[agent]["manager"], teams[agent]["regional_office"])
        ),
    }
    count = 0
    for subject, fact in computed("maven", "2017-H2"):
        closed = [
            row
            for row in deals()
            if "2017-07-01" <= row["close_date"][:10] <= "2017-12-31"
            and belongs[subject.kind](row["sales_agent"], subject.id)
        ]
        won = [row for row in closed if row["deal_stage"] == "Won"]
        assert known(fact["won_value"].actual) == sum(D(row["close_value"]) for row in won)
        assert known(fact["deals_won"].actual) == len(won)
        assert known(fact["deals_lost"].actual) == len(closed) - len(won)
        assert known(fact["win_rate"].actual) == (D(len(won)) / len(closed) if closed else 0)
        assert fact["won_value"].complete
        count += 1
    assert count == 1 + 3 + 6 + 35
