"""Rows about the same thing: refused, or joined as declared, and counted."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tables.conftest import faults, read

Write = Callable[[str, str | bytes], None]
ROWS = (
    "manager_id,date,kpi_id,value\n"
    "NO,2025-01-31,loans,5\nNO,2025-02-28,loans,1\nNO,2025-01-31,loans,7.5\nNO,2025-01-31,loans,-2\n"
)
KEY = ["manager_id", "date", "kpi_id"]


def source(write: Write, repeated: str, **more: object) -> dict[str, object]:
    write("a.csv", ROWS)
    return {"actuals": {"file": "a.csv", "one_row_per": KEY, "repeated": repeated, **more}}


def test_rows_about_the_same_are_a_fault_where_they_are(root: Path, write: Write) -> None:
    found = faults(root, source(write, "fault"))
    assert [(one.kind, one.row, one.column) for one in found] == [
        ("duplicate-key", 4, "kpi_id"),
        ("duplicate-key", 5, "kpi_id"),
    ]
    assert "already in a.csv row 2" in str(found[0].problem)
    tolerated = [{"table": "actuals", "kind": "duplicate-key"}]
    assert [row.value for row in read(root, source(write, "fault"), tolerate=tolerated).actuals] == [5, 1]


@pytest.mark.parametrize(("repeated", "amount"), [("last", "-2"), ("sum", "10.5")])
def test_rows_about_the_same_are_joined_and_counted(
    root: Path, write: Write, repeated: str, amount: str
) -> None:
    found = read(root, source(write, repeated))
    assert [row.value for row in found.actuals] == [Decimal(1), Decimal(amount)]
    (note,) = [note for note in found.data_notes if note.kind == "repeated-rows"]
    assert (note.table, note.count) == ("actuals", 2)
    (one,) = [one for one in found.reads if one.table == "actuals"]
    assert (one.read, one.used) == (4, 2)


def test_each_source_has_its_own_rule(root: Path, write: Write) -> None:
    declared = source(write, "last")["actuals"]
    write("b.csv", ROWS)
    assert len(read(root, {"actuals": [declared, {"file": "b.csv"}]}).actuals) == 2 + 4


def test_a_rule_that_does_not_fit_the_table_is_told(root: Path, write: Write) -> None:
    wrong = source(write, "last") | {"units": {"file": "units.csv", "one_row_per": "unit", "repeated": "sum"}}
    found = {one.column: one.kind for one in faults(root, wrong)}
    assert found == {
        "tallybook.tables.units.one_row_per.unit": "unknown-column",
        "tallybook.tables.units.repeated": "unknown-column",
    }


def test_a_rule_for_repeated_rows_says_by_which_columns(root: Path, write: Write) -> None:
    write("a.csv", ROWS)
    found = faults(root, {"actuals": {"file": "a.csv", "repeated": "last"}})
    assert "tallybook.tables.actuals.repeated" in {one.column for one in found}


def test_more_rows_than_the_limit_are_refused(root: Path, write: Write) -> None:
    write("a.csv", ROWS)
    found = [
        one for one in faults(root, {"actuals": {"file": "a.csv"}}, row_limit=3) if one.table == "actuals"
    ]
    assert [(one.kind, one.file) for one in found] == [("too-many-rows", "a.csv")]
    assert len(read(root, {"actuals": {"file": "a.csv"}}, row_limit=7).actuals) == 4
