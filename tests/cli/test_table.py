"""Facts for other programs: exact numbers, reasons for missing ones, nothing a spreadsheet would run."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tallybook.cli import table
from tallybook.domain.facts import Fact, Measured, Missing, PlanDays
from tallybook.domain.records import Aggregate, Kpi
from tests.results import making

LOANS = Kpi(kpi_id="loans", name="Loans", unit="万元", aggregate=Aggregate.SUM)


def _row(fact: Fact, kpi: Kpi = LOANS) -> dict[str, table.Cell]:
    (row,) = table.rows([fact], {kpi.kpi_id: kpi})
    return row


def test_numbers_keep_every_digit_in_json() -> None:
    text = table.as_json([{"a": Decimal("12345678901234567890.1234"), "b": None, "c": True, "d": "汉"}])
    assert "12345678901234567890.1234" in text
    assert json.loads(text)[0]["d"] == "汉"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx", "＝1"])
def test_a_text_that_looks_like_a_formula_is_made_harmless(name: str) -> None:
    assert table.as_csv([{"name": name, "value": Decimal("-1")}]).splitlines()[1].lstrip('"').startswith("'")


def test_other_texts_numbers_and_gaps_are_written_as_they_are() -> None:
    row: dict[str, table.Cell] = {"text": "1-1=0", "count": 3, "yes": True, "none": None}
    assert table.as_csv([row]).splitlines()[1] == "1-1=0,3,true,"


def test_negative_numbers_stay_numbers() -> None:
    assert table.as_csv([{"value": Decimal("-1.50")}]).splitlines()[1] == "-1.50"


def test_no_facts_are_an_empty_table() -> None:
    assert table.as_csv([]) == ""
    assert json.loads(table.as_json([])) == []


def test_what_is_not_there_is_empty_and_its_reason_stands_in_one_column() -> None:
    row = _row(making.fact(through=None))
    assert (row["actual"], row["target"], row["pop"], row["through"]) == (Decimal(120), None, None, None)
    assert row["missing"] == "target=no_target;attainment=no_target;pop=no_prior;yoy=no_prior"
    there = replace(making.comparison(), rate=Measured(Decimal("0.1")))
    all_there = {name: Measured(Decimal(1)) for name in ("target", "attainment")}
    assert _row(making.fact(prior=there, prior_year=there, **all_there))["missing"] is None


def test_another_periods_figures_stand_under_their_own_names() -> None:
    year_ago = replace(making.comparison(), period="2024-H1", value=Measured(Decimal(7)), complete=False)
    row = _row(making.fact(prior_year=year_ago))
    assert (row["prior_period"], row["prior"], row["prior_complete"]) == ("2024-H2", Decimal("100.50"), True)
    assert (row["prior_year_period"], row["prior_year"], row["prior_year_complete"]) == ("2024-H1", 7, False)
    assert (row["change"], row["yoy_change"]) == (Decimal("19.5"), Decimal("19.5"))


def test_the_days_of_a_plan_are_told_where_they_are_not_the_periods() -> None:
    days = PlanDays(start=date(2025, 3, 1), end=date(2025, 9, 30), actual=Measured(Decimal(80)))
    row = _row(making.fact(plan_days=days))
    assert (row["plan_start"], row["plan_end"], row["plan_actual"]) == (
        "2025-03-01",
        "2025-09-30",
        Decimal(80),
    )
    without = _row(making.fact())
    assert {without[name] for name in ("plan_start", "plan_end", "plan_actual")} == {None}
    unknown = replace(days, actual=Measured(missing=Missing.NO_DATA))
    assert _row(making.fact(plan_days=unknown))["plan_actual"] is None


def test_aliases_are_parted_by_semicolons() -> None:
    assert _row(making.fact(), replace(LOANS, aliases=("lending", "credit")))["aliases"] == "lending;credit"
    assert _row(making.fact())["aliases"] is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal(1) / 3, "0.333333333333"),
        (Decimal("0.1234567890124000"), "0.123456789012"),
        (Decimal("0.000000000001"), "0.000000000001"),
        (Decimal("12345678901234567890.12"), "12345678901234567890.12"),
        (Decimal("-0.00"), "0.00"),
    ],
)
def test_quotients_end_after_twelve_decimals_and_amounts_stay_exact(value: Decimal, written: str) -> None:
    row = _row(making.fact(actual=Measured(value)))
    assert table.as_csv([{"actual": row["actual"]}]).splitlines()[1] == written
