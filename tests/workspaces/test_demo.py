"""The demo's mover, joiner and leaver and their units, against a computation with csv and Decimal alone."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from tallybook import measures, slices, tables, workspace
from tallybook.domain.facts import Fact
from tallybook.domain.period import Period

ROOT = Path(__file__).parents[2]
FIRST, LAST = date(2025, 1, 1), date(2025, 6, 30)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
UNITS = ("b02", "b03", "b05", "b06")
PEOPLE = {"m008": "b02", "m011": "b05", "m024": "b06"}


@cache
def rows_of(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def facts() -> dict[tuple[str, str], Fact]:
    found, period = workspace.read(ROOT), Period.parse("2025-H1")
    read = tables.read(found.root, found.settings)
    wanted = [s for s in slices.subjects(read, period) if s.id in (*UNITS, *PEOPLE)]
    cuts = slices.cut(read, found.settings, period, wanted)
    return {(fact.subject.id, fact.kpi_id): fact for each in cuts for fact in measures.facts(each)}


def home(person: str, day: date) -> str | None:
    for row in rows_of("managers.csv"):
        first, last = row["任职开始"] or "0001-01-01", row["任职结束"] or "9999-12-31"
        if row["工号"] == person and first <= day.isoformat() <= last:
            return row["机构号"]
    return None


@cache
def balances(person: str, kpi_id: str) -> list[Decimal | None]:
    """The balance of each day of the half-year, from the latest amount up to it."""
    amounts = {
        row["日期"]: Decimal(row["数值"])
        for half in ("2024-H1", "2024-H2", "2025-H1")
        for row in rows_of(f"actuals/{half}.csv")
        if row["客户经理"] == person and row["指标代码"] == kpi_id
    }
    known = sorted(amounts)
    return [next((amounts[d] for d in reversed(known) if d <= day.isoformat()), None) for day in DAYS]


def planned(person: str, kpi_id: str, day: date) -> Decimal | None:
    month = f"{day:%Y-%m}"
    return next(
        (
            Decimal(row["计划值"])
            for row in rows_of("targets.csv")
            if (row["工号"], row["期间"], row["指标代码"]) == (person, month, kpi_id)
        ),
        None,
    )


def levels(person: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Of each day there: the unit, the balance, and the planned one; unplanned days get the others' mean."""
    plans = {day: plan for day in DAYS if home(person, day) and (plan := planned(person, "deposit_avg", day))}
    mean = sum(plans.values(), Decimal(0)) / len(plans)
    for day, balance in zip(DAYS, balances(person, "deposit_avg"), strict=True):
        if unit := home(person, day):
            yield unit, balance or Decimal(0), plans.get(day, mean)


def close(one: Decimal | None, other: Decimal) -> bool:
    return one is not None and abs(one - other) < Decimal("1e-12") * max(1, abs(other))


@pytest.mark.parametrize("person", PEOPLE)
def test_a_persons_daily_average_and_its_plan_are_those_of_his_days(person: str) -> None:
    days, fact = list(levels(person)), facts()[person, "deposit_avg"]
    actual = sum((balance for _, balance, _ in days), Decimal(0)) / len(days)
    target = sum((plan for _, _, plan in days), Decimal(0)) / len(days)
    assert close(fact.actual.value, actual)
    assert close(fact.target.value, target)
    assert close(fact.attainment.value, actual / target)


@pytest.mark.parametrize("unit", UNITS)
def test_a_units_daily_average_counts_the_days_of_each_in_it(unit: str) -> None:
    people = {row["工号"] for row in rows_of("managers.csv") if row["机构号"] == unit}
    days = [each for person in sorted(people) for each in levels(person) if each[0] == unit]
    actual = sum((balance for _, balance, _ in days), Decimal(0)) / len(DAYS)
    target = sum((plan for _, _, plan in days), Decimal(0)) / len(DAYS)
    fact = facts()[unit, "deposit_avg"]
    assert close(fact.actual.value, actual)
    assert close(fact.target.value, target)
    assert close(fact.attainment.value, actual / target)


@pytest.mark.parametrize("unit", UNITS)
def test_a_units_stock_is_that_of_those_who_are_there_at_the_end(unit: str) -> None:
    there = [p for p in {row["工号"] for row in rows_of("managers.csv")} if home(p, LAST) == unit]
    actual = sum((balances(person, "deposit_end")[-1] or Decimal(0) for person in there), Decimal(0))
    target = sum((planned(person, "deposit_end", LAST) or Decimal(0) for person in there), Decimal(0))
    fact = facts()[unit, "deposit_end"]
    assert (fact.actual.value, fact.target.value) == (actual, target)


@pytest.mark.parametrize("unit", UNITS)
def test_a_units_flow_is_what_was_brought_and_planned_on_the_days_in_it(unit: str) -> None:
    actual = sum(
        Decimal(row["数值"])
        for row in rows_of("actuals/2025-H1.csv")
        if row["指标代码"] == "loan_issued" and home(row["客户经理"], date.fromisoformat(row["日期"])) == unit
    )
    # Whole months only: nobody of the demo has a plan for a month in which he came, went or moved.
    target = sum(
        Decimal(row["计划值"])
        for row in rows_of("targets.csv")
        if row["指标代码"] == "loan_issued"
        and row["期间"][:4] == "2025"
        and home(row["工号"], date.fromisoformat(row["期间"] + "-01")) == unit
    )
    fact = facts()[unit, "loan_issued"]
    assert (fact.actual.value, fact.target.value) == (actual, target)
