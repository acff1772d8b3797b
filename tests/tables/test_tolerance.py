"""Faults that are declared tolerable, faults that cannot be, and very many faults."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tallybook import tables
from tallybook.cli.show.faults import listed
from tallybook.errors import TablesError
from tallybook.tables.faults import LIMIT, TOLERABLE
from tallybook.wording import Wording
from tests.tables.conftest import fault, faults, read
from tests.tables.test_broken import BROKEN, EXPECTED

Write = Callable[[str, str | bytes], None]


def tolerate(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"table": table, "kind": kind} for table, kind in pairs]


def test_a_tolerated_row_is_left_out_and_said(root: Path) -> None:
    whole = read(root)
    shutil.copyfile(BROKEN / "actuals/wrong-number.csv", root / "actuals.csv")
    found = read(root, tolerate=tolerate(("actuals", "wrong-number")))
    assert found.actuals == whole.actuals
    assert [(one.kind, one.row, one.value) for one in found.tolerated] == [("wrong-number", 7, "abc")]


# Without one ratio of a circle, plans and promises refer to a KPI that is not there: more than one fault.
_ALONE = [name for name, expected in EXPECTED.items() if expected.kind in TOLERABLE and "circle" not in name]


@pytest.mark.parametrize("name", _ALONE)
def test_every_tolerable_mistake_can_be_tolerated(root: Path, name: str) -> None:
    whole = read(root)
    table = Path(name).parent.name
    file = "notes/2025-H1/00123.md" if table == "notes" else f"{table}.csv"
    shutil.copyfile(BROKEN / name, root / file)
    found = read(root, tolerate=tolerate((table, EXPECTED[name].kind)))
    assert len(found.tolerated) == 1
    rows = getattr(found, table)
    assert len(rows) == len(getattr(whole, table)) - (table == "notes")


def test_another_table_is_not_tolerated(root: Path) -> None:
    shutil.copyfile(BROKEN / "actuals/wrong-number.csv", root / "actuals.csv")
    assert fault(root, tolerate=tolerate(("targets", "wrong-number"))).table == "actuals"


def test_rows_that_refer_to_a_row_left_out_are_faults_themselves(root: Path, write: Write) -> None:
    units = (root / "units.csv").read_text(encoding="utf-8")
    write("units.csv", units + "x,,hq,\ny,Y,x,\nz,Z,y,\n")
    pairs = (("units", "missing-value"), ("units", "unknown-reference"))
    assert fault(root, tolerate=tolerate(pairs[0])).value == "x"
    found = read(root, tolerate=tolerate(*pairs))
    assert [unit.unit_id for unit in found.units] == ["hq", "north", "b1", "b2"]
    assert [one.value for one in found.tolerated] == [None, "x", "y"]


def test_of_two_rows_with_one_key_the_first_stays(root: Path, write: Write) -> None:
    customers = (root / "customers.csv").read_text(encoding="utf-8")
    write("customers.csv", customers + "c1,别名,NO,,,,,\n")
    found = read(root, tolerate=tolerate(("customers", "duplicate-key")))
    assert [one.name for one in found.customers] == ["华新机械有限公司", "东升, 商贸"]


def test_a_file_that_cannot_be_read_is_never_tolerable(root: Path) -> None:
    shutil.copyfile(BROKEN / "units/damaged-utf8.csv", root / "units.csv")
    found = faults(root, tolerate=tolerate(("units", "wrong-encoding")))
    assert [(one.kind, one.column) for one in found] == [
        ("unknown-tolerance", "tallybook.tolerate.1.kind"),
        ("wrong-encoding", None),
    ]


def test_an_unknown_tolerance_lists_what_is_known(root: Path) -> None:
    kind, table = faults(root, tolerate=tolerate(("actual", "wrong-nummer")))
    assert "Did you mean actuals?" in str(table.remedy)
    assert "Did you mean wrong-number?" in str(kind.remedy)
    assert all(known in str(kind.remedy) for known in TOLERABLE)


def test_very_many_faults_are_counted_but_not_all_kept(root: Path, write: Write) -> None:
    head = "manager_id,date,kpi_id,value\n"
    write("actuals.csv", head + "".join(f"NO,2025-01-31,loans,x{number}\n" for number in range(LIMIT + 7)))
    with pytest.raises(TablesError) as caught:
        read(root)
    assert len(caught.value.faults) == LIMIT + 1
    assert str(caught.value.faults[-1].problem).startswith("7 more faults")
    assert f"faults {LIMIT + 7}, in files 1" in str(caught.value)


def test_a_file_read_by_two_sources_has_each_fault_once(root: Path) -> None:
    shutil.copyfile(BROKEN / "actuals/unknown-manager.csv", root / "actuals.csv")
    fault(root, {"actuals": [{"file": "actuals.csv"}, {"file": "actuals.csv"}]})


def test_a_file_read_for_two_tables_has_each_fault_counted_once(root: Path, write: Write) -> None:
    write("v.csv", "id,manager_id,day,customer_id\n1,NO,31-31-2025,c2\n")
    columns = {"visit_id": "id", "date": "day"}
    counted = {"file": "v.csv", "columns": {"date": "day"}, "constants": {"kpi_id": "served", "value": "1"}}
    declared = {
        "actuals": [{"file": "actuals.csv"}, counted],
        "visits": {"file": "v.csv", "columns": columns},
    }
    with pytest.raises(TablesError) as caught:
        read(root, declared)
    assert "faults 1, in files 1" in str(caught.value)
    (copy,) = tables.annotate(root, caught.value.faults, root / "out", Wording("en"))
    sheet = openpyxl.load_workbook(copy)["1"]
    assert [cell.comment.text.count("[") for row in sheet for cell in row if cell.comment] == [1]
    lines = "\n".join(listed(caught.value.faults, Wording("en")))
    assert lines.count("[wrong-date]") == 1
