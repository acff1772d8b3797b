"""A good workspace becomes the records that its files say."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tallybook.domain.period import Period
from tallybook.domain.records import (
    Actual,
    Aggregate,
    Better,
    Customer,
    Fulfilment,
    Kpi,
    Manager,
    Target,
    Unit,
)
from tests.tables.conftest import faults, read

Write = Callable[[str, str | bytes], None]


def test_ids_stay_text_and_empty_cells_are_nothing(root: Path) -> None:
    tables = read(root)
    assert tables.units[1] == Unit(unit_id="north", name="北区", parent_id="hq", leader_id="00456")
    assert tables.managers[3] == Manager(manager_id="NO", name="李诺", unit_id="b2")
    assert tables.managers[1].valid_to == date(2025, 3, 31)


def test_kpis_in_both_languages(root: Path) -> None:
    loans, deposits, daily, overdue, *_, rate = read(root).kpis
    assert loans.aliases == ("贷款投放", "投放额")
    assert daily.aliases == ("日均存款", "日均")
    assert [kpi.aggregate for kpi in (loans, deposits, daily)] == [
        Aggregate.SUM,
        Aggregate.LAST,
        Aggregate.MEAN,
    ]
    assert (overdue.better, deposits.better) == (Better.LOWER, Better.HIGHER)
    assert rate == Kpi(
        kpi_id="rate",
        name="达标率",
        unit="%",
        aggregate=Aggregate.RATIO,
        numerator="reached",
        denominator="served",
        group="质量",
        weight=Decimal(20),
        decimals=1,
    )


def test_amounts_are_exact(root: Path) -> None:
    actuals = read(root).actuals
    assert actuals[0] == Actual(
        manager_id="00123",
        date=date(2025, 1, 31),
        kpi_id="loans",
        value=Decimal("1234.56"),
        customer_id="c1",
    )
    assert actuals[1].unit_id == "b2"
    assert [actual.value for actual in actuals] == [
        Decimal(n) for n in ("1234.56", "-20", "1200", "3", "1E+1")
    ]


def test_equal_texts_share_one_value(root: Path) -> None:
    first, *_, fourth, fifth = read(root).actuals
    assert first.date is fourth.date is fifth.date


def test_targets_of_managers_and_units(root: Path) -> None:
    own, unit, _ = read(root).targets
    assert own == Target(
        subject_id="00123", of_unit=False, period=Period.parse("2025-H1"), kpi_id="loans", value=Decimal(5000)
    )
    assert (unit.subject_id, unit.of_unit, unit.period.slug) == ("b1", True, "2025-Q1")


def test_the_other_tables(root: Path) -> None:
    tables = read(root)
    assert tables.customers[1] == Customer(
        customer_id="c2",
        name="东升, 商贸",
        manager_id="NO",
        tier="B",
        gained_on=date(2024, 3, 1),
        lost_on=date(2025, 2, 1),
    )
    assert tables.visits[0].need == "贷款\n展期"
    assert tables.problems[0].cause == "材料不全"
    assert [one.status for one in tables.commitments] == [Fulfilment.DONE, Fulfilment.OPEN]
    assert tables.commitments[1].target == Decimal("0.85")


def test_a_fiscal_year_moves_the_halves(root: Path) -> None:
    target = read(root, fiscal_year={"first_month": 4}).targets[0]
    assert (target.period.start, target.period.end) == (date(2025, 4, 1), date(2025, 9, 30))


def test_only_four_tables_are_needed(root: Path) -> None:
    undeclared = dict.fromkeys(("targets", "customers", "visits", "problems", "commitments"))
    tables = read(root, undeclared, notes=None)
    assert (tables.targets, tables.customers, tables.notes) == ((), (), ())
    assert tables.actuals[0].customer_id == "c1"


def test_rows_of_nothing_but_commas_are_no_rows(root: Path, write: Write) -> None:
    units = (root / "units.csv").read_text(encoding="utf-8")
    write("units.csv", "\n" + units + ",,,\n\n,\n , ,\u3000,\n")
    assert len(read(root).units) == 4


def test_a_table_that_cannot_be_read_is_reported_alone(root: Path) -> None:
    (root / "managers.csv").unlink()
    found = faults(root)
    assert [(fault.kind, fault.file, fault.column) for fault in found] == [
        ("no-file", "_config.yml", "tallybook.tables.managers.file")
    ]


def test_an_id_that_cannot_be_taken_is_not_also_missing_elsewhere(root: Path, write: Write) -> None:
    managers = (root / "managers.csv").read_text(encoding="utf-8")
    write("managers.csv", managers.replace("NO,", "N\u200bO,"))
    assert [(fault.kind, fault.file) for fault in faults(root)] == [("wrong-id", "managers.csv")]


def test_a_plan_of_an_id_that_cannot_be_taken_is_not_also_of_nobody(root: Path, write: Write) -> None:
    plans = "...,,2025-H1,loans,9\n,...,2025-H1,loans,9\n,,2025-H1,loans,9\n"
    write("t.csv", "manager_id,unit_id,period,kpi_id,value\n" + plans)
    found = [(fault.row, fault.kind) for fault in faults(root, {"targets": {"file": "t.csv"}})]
    assert found == [(2, "wrong-id"), (3, "wrong-id"), (4, "wrong-subject")]


@pytest.mark.parametrize(
    ("field", "fragment"),
    [
        ('"周"涛', "text follows a closing quotation mark"),
        ('"周涛', "a quotation mark is never closed"),
        ("x" * 140_000, "a field is longer than 131072 characters"),
    ],
)
def test_what_breaks_a_file_off(root: Path, write: Write, field: str, fragment: str) -> None:
    managers = (root / "managers.csv").read_text(encoding="utf-8")
    write("managers.csv", f"{managers}X,{field},b1,,,,\n")
    (one,) = faults(root)
    assert (one.kind, one.row) == ("not-csv", 6)
    assert fragment in str(one.problem)


def test_a_later_stretch_inside_an_earlier_one_is_an_overlap_too(root: Path, write: Write) -> None:
    managers = (root / "managers.csv").read_text(encoding="utf-8")
    write(
        "managers.csv",
        managers
        + "X,徐,b1,,,2024-01-01,2024-12-31\nX,徐,b2,,,2024-02-01,2024-02-28\nX,徐,b2,,,2024-06-01,\n",
    )
    assert [(fault.kind, fault.row) for fault in faults(root)] == [
        ("overlapping-validity", 7),
        ("overlapping-validity", 8),
    ]


def test_two_circles_of_units_are_two_faults(root: Path, write: Write) -> None:
    units = (root / "units.csv").read_text(encoding="utf-8")
    write("units.csv", units + "x,X,y,\ny,Y,x,\nz,Z,z,\n")
    assert [(fault.kind, fault.row, fault.value) for fault in faults(root)] == [
        ("cycle", 6, "y"),
        ("cycle", 8, "z"),
    ]


def test_a_date_out_of_order_is_not_also_outside_validity(root: Path, write: Write) -> None:
    managers = (root / "managers.csv").read_text(encoding="utf-8")
    write("managers.csv", managers.replace("NO,李诺,b2,,,,", "NO,李诺,b2,,,2026-01-01,2024-01-01"))
    assert [(fault.kind, fault.row) for fault in faults(root)] == [("dates-out-of-order", 5)]
