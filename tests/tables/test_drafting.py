"""A mapping drafted from headings and contents: of our own demo all of it, of strange files what is certain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook import tables, workspace
from tallybook.errors import TablesError, UsageError
from tallybook.settings import Source
from tests.sources import books
from tests.tables.conftest import read

ROOT = Path(__file__).parents[2]
PLAIN = ("units", "managers", "kpis", "targets", "customers", "visits")
Write = Callable[[str, str | bytes], None]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        *((ROOT, name) for name in (*PLAIN, "problems", "commitments")),
        *((ROOT / "starters" / "en", name) for name in PLAIN),
    ],
)
def test_the_demo_is_drafted_as_it_is_declared(place: Path, name: str) -> None:
    (declared,) = getattr(workspace.find(place).settings.tables, name)
    drafted = tables.draft(place, declared.file, None)
    found = Source.model_validate(drafted.source)
    assert (drafted.table, found.columns, found.dates) == (name, declared.columns, declared.dates)
    assert drafted.missing == ()


def test_english_headings_and_american_dates(root: Path, write: Write) -> None:
    write("e.csv", "Employee ID;Order Date;Measure;Sub-Total;Account\n007;4/13/2025;loans;1.234,5;c1\n")
    drafted = tables.draft(root, "e.csv", None)
    assert drafted.table == "actuals"
    assert drafted.source == {
        "file": "e.csv",
        "columns": {
            "manager_id": "Employee ID",
            "date": "Order Date",
            "kpi_id": "Measure",
            "value": "Sub-Total",
            "customer_id": "Account",
        },
        "dates": "%m/%d/%Y",
        "thousands": ".",
        "decimal": ",",
    }


def test_day_or_month_first_is_left_to_the_person(root: Path, write: Write) -> None:
    write("e.csv", "工号,日期,指标,数值\n007,4/3/2025,loans,1\n")
    assert tables.draft(root, "e.csv", None).source["dates"] == "%m/%d/%Y / %d/%m/%Y"


def test_a_wide_plan_with_a_title_and_two_header_rows(root: Path, write: Write) -> None:
    write("p.csv", "2025年计划,,\n工号,计划,\n,2025年1月,2025年2月\nNO,1,2\n00123,3,\n")
    drafted = tables.draft(root, "p.csv", "targets")
    assert drafted.source["skip"] == 1
    assert drafted.source["header"] == 2
    assert drafted.source["unpivot"] == {"columns": ["计划/2025年1月", "计划/2025年2月"], "into": "period"}
    assert drafted.missing == ("kpi_id",)


def test_a_draft_of_a_wide_sheet_is_read_as_it_stands(root: Path) -> None:
    rows = [
        ["员工编号", "科目", "2025年一季度", "2025年二季度"],
        ["NO", "loans", 10, 20],
        ["00123", "loans", 30, None],
    ]
    books.write(root / "p.xlsx", {"计划": rows, "说明": [["x"]]})
    drafted = tables.draft(root, "p.xlsx", None)
    assert (drafted.table, drafted.missing, drafted.source["sheets"]) == ("targets", (), "*")
    found = read(root, {"targets": dict(drafted.source) | {"sheets": "计划"}}).targets
    assert sorted(one.value for one in found) == [10, 20, 30]


def test_the_only_column_of_days_is_the_date(root: Path, write: Write) -> None:
    write("e.csv", "客户经理,kpi,什么时候,多少\n007,loans,2025年3月31日,5\n")
    drafted = tables.draft(root, "e.csv", "actuals")
    assert drafted.source["columns"] == {
        "manager_id": "客户经理",
        "kpi_id": "kpi",
        "date": "什么时候",
        "value": "多少",
    }
    assert drafted.source["dates"] == "%Y年%m月%d日"


def test_what_cannot_be_read_or_is_not_there(root: Path, write: Write) -> None:
    write("broken.csv", b"a,b\n\xff\xff\n")
    for name in ("broken.csv", "none.csv"):
        with pytest.raises(TablesError) as caught:
            tables.draft(root, name, None)
        assert caught.value.faults[0].file == name
    with pytest.raises(UsageError, match="Did you mean visits"):
        tables.draft(root, "visits.csv", "visit")
