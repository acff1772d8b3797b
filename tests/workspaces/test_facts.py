"""Every fact of three published data sets against a computation of its own: csv, Decimal and nothing else.

The expected figures are made from the files' own columns; they share no code with the tables, slices or
measures. A figure that is not there is expected as None.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tallybook import measures, slices, tables, workspace
from tallybook.domain.facts import Fact, Measured, Missing
from tallybook.domain.period import Period
from tallybook.domain.slices import PlansCount
from tallybook.domain.subjects import Subject, SubjectKind

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not at hand")

Row = dict[str, str]
Days = tuple[str, str]
Amounts = dict[str, Decimal | None]
WINDOWS: dict[str, tuple[Days, Days, Days]] = {
    "2012-H2": (("2012-07-01", "2012-12-31"), ("2012-01-01", "2012-06-30"), ("2011-07-01", "2011-12-31")),
    "2013-H1": (("2013-01-01", "2013-06-30"), ("2012-07-01", "2012-12-31"), ("2012-01-01", "2012-06-30")),
    "1997-H2": (("1997-07-01", "1997-12-31"), ("1997-01-01", "1997-06-30"), ("1996-07-01", "1996-12-31")),
    "2017-H2": (("2017-07-01", "2017-12-31"), ("2017-01-01", "2017-06-30"), ("2016-07-01", "2016-12-31")),
}


@cache
def rows_of(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True)
class House:
    """What a subject is, in the files' own words: the rows that are its own, and its KPIs for some days.

    `windows` are the days of its plan where these are others than the period's.
    """

    folder: str
    amounts: Callable[[Subject, Days, str], Amounts]
    targets: Callable[[Subject, Days], dict[str, Decimal]]
    plans_count: str = "date"
    windows: Callable[[Subject, Days], list[Days]] = lambda subject, days: []


def adventureworks_amounts(subject: Subject, days: Days, until: str) -> Amounts:
    orders = rows_of("adventureworks_oltp/SalesOrderHeader_reseller.csv")
    own = [row for row in orders if order_is_of(row, subject) and row["OrderDate"] <= until]
    here = [Decimal(row["SubTotal"]) for row in own if days[0] <= row["OrderDate"] <= days[1]]
    if not here and not own and not any(quotas(subject, ("", until))):
        return dict.fromkeys(("sales", "orders", "average_order"))
    sales = sum(here, Decimal(0))
    return {
        "sales": sales,
        "orders": Decimal(len(here)) if own else None,
        "average_order": sales / len(here) if here else None,
    }


def adventureworks_targets(subject: Subject, days: Days) -> dict[str, Decimal]:
    found = list(quotas(subject, days))
    return {"sales": sum(found, Decimal(0))} if found else {}


def quotas(subject: Subject, days: Days) -> Iterator[Decimal]:
    for row in rows_of("adventureworks_oltp/SalesPersonQuotaHistory.csv"):
        if days[0] <= row["QuotaDate"][:10] <= days[1] and quota_is_of(row["BusinessEntityID"], subject):
            yield Decimal(row["SalesQuota"])


def quota_windows(subject: Subject) -> Iterator[tuple[str, str, Decimal]]:
    """Each quota with its days: from its own date to the day before the person's next."""
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for row in rows_of("adventureworks_oltp/SalesPersonQuotaHistory.csv"):
        if quota_is_of(row["BusinessEntityID"], subject):
            quota = row["QuotaDate"][:10], Decimal(row["SalesQuota"])
            found.setdefault(row["BusinessEntityID"], []).append(quota)
    for several in found.values():
        for (start, quota), (after, _) in pairwise(sorted(several)):
            yield start, str(date.fromisoformat(after) - timedelta(days=1)), quota


def windows_ending(subject: Subject, days: Days) -> list[Days]:
    return sorted({(start, end) for start, end, _ in quota_windows(subject) if days[0] <= end <= days[1]})


def quotas_of_windows(subject: Subject, days: Days) -> dict[str, Decimal]:
    found = [quota for _, end, quota in quota_windows(subject) if days[0] <= end <= days[1]]
    return {"sales": sum(found, Decimal(0))} if found else {}


def quotas_by_days(subject: Subject, days: Days) -> dict[str, Decimal]:
    shares = [
        Fraction(quota) * Fraction(shared, length(start, end))
        for start, end, quota in quota_windows(subject)
        if (shared := length(max(start, days[0]), min(end, days[1]))) > 0
    ]
    total = sum(shares, Fraction(0))
    return {"sales": Decimal(total.numerator) / total.denominator} if shares else {}


def length(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def order_is_of(row: Row, subject: Subject) -> bool:
    if subject.kind is SubjectKind.MANAGER:
        return row["SalesPersonID"] == subject.id
    return subject.id in territories_above(row["TerritoryID"])


def quota_is_of(person: str, subject: Subject) -> bool:
    if subject.kind is SubjectKind.MANAGER:
        return person == subject.id
    (home,) = (
        row["TerritoryID"]
        for row in rows_of("adventureworks_oltp/SalesPerson.csv")
        if row["BusinessEntityID"] == person
    )
    return subject.id in territories_above(home.removesuffix(".0"))


@cache
def territories_above(territory: str) -> set[str]:
    groups = {row["TerritoryID"]: row["Group"] for row in rows_of("adventureworks_oltp/SalesTerritory.csv")}
    return {"world", territory, groups[territory]} if territory else {"world"}


def maven_amounts(subject: Subject, days: Days, until: str) -> Amounts:
    # Deals close from March 2017 on; before that nobody has any.
    deals = [row for row in rows_of("maven_crm/sales_pipeline.csv") if row["close_date"]]
    own = [row for row in deals if deal_is_of(row, subject) and row["close_date"] <= until]
    if days[1] < min(row["close_date"] for row in deals) or not own:
        return dict.fromkeys(("won_value", "deals_won", "deals_lost", "deals_closed", "win_rate"))
    here = [row for row in own if days[0] <= row["close_date"] <= days[1]]
    won = [Decimal(row["close_value"]) for row in here if row["deal_stage"] == "Won"]
    lost = [row for row in here if row["deal_stage"] == "Lost"]
    assert len(won) + len(lost) == len(here)
    return {
        "won_value": sum(won, Decimal(0)),
        "deals_won": Decimal(len(won)),
        "deals_lost": Decimal(len(lost)),
        "deals_closed": Decimal(len(here)),
        "win_rate": Decimal(len(won)) / len(here) if here else None,
    }


def deal_is_of(row: Row, subject: Subject) -> bool:
    if subject.kind is SubjectKind.MANAGER:
        return row["sales_agent"] == subject.id
    (team,) = (
        team for team in rows_of("maven_crm/sales_teams.csv") if team["sales_agent"] == row["sales_agent"]
    )
    return subject.id in ("company", team["manager"], team["regional_office"])


def northwind_amounts(subject: Subject, days: Days, until: str) -> Amounts:
    orders = [row for row in rows_of("northwind/orders.csv") if row["order_date"] <= until]
    own = [row for row in orders if northwind_order_is_of(row, subject)]
    here = [row["order_id"] for row in own if days[0] <= row["order_date"] <= days[1]]
    if not own or days[1] < "1996-07-04":
        return dict.fromkeys(("revenue", "orders", "average_order"))
    revenue = sum((revenue_of(order) for order in here), Decimal(0))
    return {
        "revenue": revenue,
        "orders": Decimal(len(here)),
        "average_order": revenue / len(here) if here else None,
    }


def northwind_order_is_of(row: Row, subject: Subject) -> bool:
    if subject.kind is SubjectKind.MANAGER:
        return row["employee_id"] == subject.id
    (city,) = (
        one["city"] for one in rows_of("northwind/employees.csv") if one["employee_id"] == row["employee_id"]
    )
    return subject.id in ("company", city)


@cache
def revenue_of(order: str) -> Decimal:
    return sum(
        (
            Decimal(line["unit_price"]) * Decimal(line["quantity"]) * (1 - Decimal(line["discount"]))
            for line in rows_of("northwind/order_details.csv")
            if line["order_id"] == order
        ),
        Decimal(0),
    )


ADVENTUREWORKS = House("adventureworks", adventureworks_amounts, adventureworks_targets)
BY_DAYS = replace(ADVENTUREWORKS, targets=quotas_by_days, plans_count="days")
AS_WINDOWS = replace(ADVENTUREWORKS, targets=quotas_of_windows, plans_count="windows", windows=windows_ending)
MAVEN = House("maven", maven_amounts, lambda subject, days: {})
NORTHWIND = House("northwind", northwind_amounts, lambda subject, days: {})
# Subjects and KPIs of each book; facts are the product of the two.
BOOKS = [
    (ADVENTUREWORKS, "2012-H2", 31, 3),
    (ADVENTUREWORKS, "2013-H1", 31, 3),
    (BY_DAYS, "2012-H2", 31, 3),
    (BY_DAYS, "2013-H1", 31, 3),
    (AS_WINDOWS, "2012-H2", 31, 3),
    (AS_WINDOWS, "2013-H1", 31, 3),
    (MAVEN, "2017-H2", 45, 5),
    (NORTHWIND, "1997-H2", 15, 3),
]


@pytest.mark.parametrize(
    ("house", "period", "subjects", "kpis"),
    BOOKS,
    ids=[f"{house.folder}-{house.plans_count}-{period}" for house, period, *_ in BOOKS],
)
def test_every_fact(house: House, period: str, subjects: int, kpis: int) -> None:
    wrong, count = [], 0
    for fact in facts(house.folder, period, house.plans_count):
        count += 1
        here, expected = told(fact), expected_of(house, fact, WINDOWS[period])
        if here != expected:
            wrong.append((fact.subject.id, fact.kpi_id, here, expected))
    assert wrong == []
    assert count == subjects * kpis


def facts(folder: str, text: str, plans_count: str = "date") -> Iterator[Fact]:
    found = workspace.find(HERE / folder)
    settings = found.settings.model_copy(update={"plans_count": PlansCount(plans_count)})
    read, period = tables.read(found.root, settings), Period.parse(text)
    for slice_ in slices.cut(read, settings, period, slices.subjects(read, period)):
        assert all(each.difference == 0 for each in measures.reconciliation(slice_))
        yield from measures.facts(slice_)


def told(fact: Fact) -> dict[str, Decimal | None]:
    """What a fact says, figure by figure."""
    return {
        "actual": fact.actual.value,
        "target": fact.target.value,
        "attainment": fact.attainment.value,
        "prior": fact.prior.value.value,
        "change": fact.prior.change.value,
        "rate": fact.prior.rate.value,
        "prior_year": fact.prior_year.value.value,
        "change_in_year": fact.prior_year.change.value,
        "rate_in_year": fact.prior_year.rate.value,
    }


def expected_of(house: House, fact: Fact, windows: tuple[Days, Days, Days]) -> dict[str, Decimal | None]:
    """The same figures from the files."""
    until = windows[0][1]
    actual, prior, year = (house.amounts(fact.subject, days, until)[fact.kpi_id] for days in windows)
    target = house.targets(fact.subject, windows[0]).get(fact.kpi_id)
    answering = actual
    if fact.kpi_id == "sales" and (windows := house.windows(fact.subject, windows[0])):
        found = [house.amounts(fact.subject, days, until)["sales"] for days in joined(windows)]
        answering = sum((value for value in found if value is not None), Decimal(0))
    change, change_in_year = less(actual, prior), less(actual, year)
    per_cent = fact.kpi_id == "win_rate"
    return {
        "actual": actual,
        "target": target,
        "attainment": over(answering, target),
        "prior": prior,
        "change": change,
        "rate": None if per_cent else over(change, prior),
        "prior_year": year,
        "change_in_year": change_in_year,
        "rate_in_year": None if per_cent else over(change_in_year, year),
    }


def joined(windows: list[Days]) -> list[Days]:
    """Windows as stretches that have no day in common."""
    found: list[Days] = []
    for start, end in windows:
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def over(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or not other else one / abs(other)


def test_each_quota_against_exactly_its_days() -> None:
    """The second rule of the data set's own description: 85.5 % in the mean, 36 to 204 % of quota."""
    company = Subject(kind=SubjectKind.UNIT, id="world", name="")
    attained = [
        fact.attainment.value
        for days in windows_ending(company, ("2011-01-01", "2014-12-31"))
        for fact in facts("adventureworks", "..".join(days), "windows")
        if fact.subject.kind is SubjectKind.MANAGER and fact.kpi_id == "sales" and fact.target.value
    ]
    assert None not in attained
    assert len(attained) == 163 - 17
    assert [f"{value:.3f}" for value in (sum(attained) / len(attained), min(attained), max(attained))] == [
        "0.855",
        "0.363",
        "2.041",
    ]


def test_figures_that_are_missing_say_why() -> None:
    found = {(fact.subject.id, fact.kpi_id): fact for fact in facts("adventureworks", "2013-H1")}
    assert found["world", "orders"].target == Measured(missing=Missing.NO_TARGET)
    assert found["world", "orders"].attainment == Measured(missing=Missing.NO_TARGET)
    assert found["world", "sales"].attainment.missing is None
    maven = {(fact.subject.id, fact.kpi_id): fact for fact in facts("maven", "2017-H2")}
    assert maven["company", "won_value"].prior_year.value == Measured(missing=Missing.NO_PRIOR)
    assert maven["company", "win_rate"].prior.rate == Measured(missing=Missing.IN_POINTS)
    # The data begin in March: half of the year before is there, and said not to be whole.
    assert not maven["company", "won_value"].prior.complete
    assert maven["company", "won_value"].complete
