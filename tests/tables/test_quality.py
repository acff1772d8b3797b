"""What is no fault and yet worth knowing: what became of the rows, and what is unusual in amounts and plans."""

from collections.abc import Callable
from pathlib import Path

from tallybook.domain.records import Tables
from tests.tables.conftest import read

Write = Callable[[str, str | bytes], None]
HEADER = "manager_id,date,kpi_id,value,customer_id\n"
PLANS = "manager_id,unit_id,period,kpi_id,value\n"


def told(found: Tables) -> dict[str, str]:
    return {note.kind: str(note.text) for note in found.data_notes}


def test_every_row_is_accounted_for(root: Path, write: Write) -> None:
    write("a.csv", "工号,状态,贷款,存款\nNO,有效,1,2\nNO,作废,3,4\nNO,有效,1,\nNOBODY,有效,5,\n")
    source = {
        "file": "a.csv",
        "columns": {"manager_id": "工号"},
        "constants": {"date": "2025-01-31"},
        "where": {"状态": "有效"},
        "unpivot": {"columns": ["贷款", "存款"], "into": "kpi_id"},
        "values": {"kpi_id": {"贷款": "loans", "存款": "deposits"}},
        "distinct": True,
    }
    found = read(root, {"actuals": source}, tolerate=[{"table": "actuals", "kind": "unknown-reference"}])
    (one,) = (read for read in found.reads if read.table == "actuals")
    assert (one.read, one.kept, one.made, one.distinct, one.left_out, one.used) == (4, 3, 4, 3, 1, 2)
    assert len(found.actuals) == one.used


def test_unusual_amounts(root: Path, write: Write) -> None:
    write(
        "a.csv",
        HEADER + "NO,2025-01-31,loans,5,c1\nNO,2025-01-31,loans,5,c1\nNO,2025-02-28,loans,-5,\n"
        "NO,2025-07-01,loans,5,\nNO,2025-01-31,served,1,c1\nNO,2025-01-31,served,1,c1\n",
    )
    found = told(read(root, {"actuals": {"file": "a.csv"}}, data_through="2025-06-30"))
    assert found["negative-amounts"].startswith("Negative amounts, such as returns: 1;")
    assert found["later-amounts"].startswith("Amounts dated after 2025-06-30")
    assert found["amounts-alike"].startswith("Amounts like another in every column: 1;")


def test_plans_and_results_without_each_other(root: Path, write: Write) -> None:
    write("a.csv", HEADER + "NO,2025-01-31,loans,5,\n00123,2025-01-31,loans,5,\n")
    write("t.csv", PLANS + "NO,,2025-H1,loans,9\n00456,,2025-H1,loans,9\nNO,,2025-H1,rate,0.5\n")
    found = told(read(root, {"actuals": {"file": "a.csv"}, "targets": {"file": "t.csv"}}))
    assert found["plans-without-results"] == "Persons' plans without any amount (1): 王磊 新增贷款."
    assert found["results-without-plans"] == "Persons' amounts without any plan (1): 陈洁 新增贷款."


def test_a_plan_ten_times_its_neighbours(root: Path, write: Write) -> None:
    plans = [f"NO,,2025-{month:02d},loans,{1000 if month == 3 else 100 + month}" for month in range(1, 7)]
    write("t.csv", PLANS + "\n".join([*plans, "NO,,2025-H1,loans,1500"]) + "\n")
    found = told(read(root, {"targets": {"file": "t.csv"}}))
    assert "新增贷款 in 2025-03 is 1000; in like periods it is about 104" not in found.get(
        "plan-out-of-line", ""
    )
    write("t.csv", PLANS + "\n".join(plans).replace(",1000", ",1050"))
    found = told(read(root, {"targets": {"file": "t.csv"}}))
    assert (
        found["plan-out-of-line"]
        == "The plan of 李诺 for 新增贷款 in 2025-03 is 1050; in like periods it is about 104."
    )


def test_good_data_say_nothing(root: Path) -> None:
    assert set(told(read(root))) <= {"negative-amounts", "plans-without-results", "results-without-plans"}


def test_dated_plans_last_until_the_next_where_they_count_by_their_days(root: Path, write: Write) -> None:
    write("t.csv", PLANS + "NO,,2025-02-28,loans,9\nNO,,2025-01-31,loans,5\n,b1,2025-03,loans,1\n")
    source = {"targets": {"file": "t.csv"}}
    by_date = read(root, source)
    assert [target.period.slug for target in by_date.targets] == ["2025-02-28", "2025-01-31", "2025-03"]
    assert "plans-without-end" not in told(by_date)
    found = read(root, source, plans_count="windows")
    assert [target.period.slug for target in found.targets] == ["2025-01-31..2025-02-27", "2025-03"]
    assert told(found)["plans-without-end"].startswith("Dated plans left out, ")
    assert told(found)["plans-without-end"].endswith(": 1.")
