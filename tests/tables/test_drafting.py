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
PLAIN = ("units", "managers", "kpis", "targets", "customers", "visits", "problems", "commitments")
DATA = ROOT / "../shared/data"
Write = Callable[[str, str | bytes], None]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        *((place, name) for place in (ROOT, ROOT / "starters" / "en") for name in PLAIN),
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


HEADINGS = {
    # An English export numbers its rows without saying what they are.
    "Code,Measure,Unit,Calculation,Weight\nL1,Loans,GBP,sum,20\n": (
        "kpis", {"kpi_id": "Code", "name": "Measure", "unit": "Unit", "aggregate": "Calculation", "weight": "Weight"}
    ),
    "No.,Name,Branch,Job title\n17,Ann,North,RM\n18,Bob,South,RM\n": (
        "managers", {"manager_id": "No.", "name": "Name", "unit_id": "Branch", "title": "Job title"}
    ),
    "编号,名称,上级,负责人\nb1,城东,hq,001\n": (
        "units", {"unit_id": "编号", "name": "名称", "parent_id": "上级", "leader_id": "负责人"}
    ),
    "Posting date,Staff number,Item,Amount (£),Client\n2025-01-31,p1,loans,1,c1\n": (
        "actuals",
        {"manager_id": "Staff number", "date": "Posting date", "kpi_id": "Item", "value": "Amount (£)", "customer_id": "Client"},
    ),
    "考核月份,员工工号,指标名称,任务数\n2025-01,001,贷款,5\n": (
        "targets", {"manager_id": "员工工号", "period": "考核月份", "kpi_id": "指标名称", "value": "任务数"}
    ),
    # Who stands here by name alone is known by it.
    "Account manager,Office\nAnn,North\nBob,South\n": (
        "managers", {"manager_id": "Account manager", "name": "Account manager", "unit_id": "Office"}
    ),
    # Ids are no amounts, and a customer's number is not his manager's.
    "Record ID,Company,Sales rep,Telephone\n77,Acme,p1,0\n78,Betas,p1,0\n": (
        "customers", {"customer_id": "Record ID", "name": "Company", "manager_id": "Sales rep", "phone": "Telephone"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", HEADINGS)
def test_what_people_call_their_columns(root: Path, write: Write, text: str) -> None:
    write("e.csv", text)
    drafted = tables.draft(root, "e.csv", None)
    assert (drafted.table, drafted.source["columns"], drafted.missing) == (*HEADINGS[text], ())


@pytest.mark.parametrize(("name", "table"), [("2025年任务分解", "targets"), ("2025年完成情况", "actuals")])
def test_a_wide_sheet_is_of_plans_where_its_name_says_so(
    root: Path, write: Write, name: str, table: str
) -> None:
    write(f"{name}.csv", "工号,姓名,指标,2025年1月,2025年2月\nNO,李诺,loans,1,2\n".encode("gb18030"))
    drafted = tables.draft(root, f"{name}.csv", None)
    assert (drafted.table, drafted.missing, drafted.likely) == (table, (), True)
    found = read(root, {table: dict(drafted.source)})
    assert [one.value for one in getattr(found, table)] == [1, 2]


def test_a_file_that_serves_two_tables_or_none(root: Path, write: Write) -> None:
    write("both.csv", "年月,工号,指标号,完成值,任务数\n202501,NO,loans,3,4\n")
    both = tables.draft(root, "both.csv", None)
    assert (both.table, both.others, both.source["dates"]) == ("actuals", ("targets",), "%Y%m")
    assert tables.draft(root, "both.csv", "targets").source["columns"]["value"] == "任务数"
    write("none.csv", "product,quantity_per_unit,unit_price\n1,2 boxes,3\n2,2 boxes,3\n")
    assert not tables.draft(root, "none.csv", None).likely


PUBLISHED = {
    "adventureworks_oltp/Customer.csv": ("customers", ["manager_id", "name"]),
    "adventureworks_oltp/SalesOrderHeader_reseller.csv": ("visits", []),
    "adventureworks_oltp/SalesPerson.csv": ("managers", []),
    "adventureworks_oltp/SalesPersonQuotaHistory.csv": ("targets", ["kpi_id"]),
    "adventureworks_oltp/SalesTerritory.csv": ("units", []),
    "adventureworks_oltp/SalesTerritoryHistory.csv": ("managers", ["name"]),
    "adventureworks_oltp/Store.csv": ("customers", []),
    "adventureworks_oltp/online_orders_by_month_no_salesperson.csv": ("actuals", ["kpi_id", "manager_id"]),
    "maven_crm/accounts.csv": ("customers", ["manager_id"]),
    "maven_crm/raw_variant_sales_pipeline_MDY_dates.csv": ("visits", []),
    "maven_crm/sales_pipeline.csv": ("visits", []),
    "maven_crm/sales_teams.csv": ("managers", []),
    "northwind/customers.csv": ("customers", ["manager_id"]),
    "northwind/employees.csv": ("managers", ["unit_id"]),
    "northwind/orders.csv": ("visits", []),
    "northwind/raw_malformed_orders_neo4j.csv": ("visits", []),
    "northwind/territories.csv": ("units", ["name"]),
    "northwind/categories.csv": (None, []),
    "northwind/order_details.csv": (None, []),
    "northwind/products.csv": (None, []),
    "maven_crm/data_dictionary.csv": (None, []),
    "maven_crm/products.csv": (None, []),
}


@pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not at hand")
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_files_are_taken_for_what_they_are(name: str) -> None:
    drafted = tables.draft(DATA, name, None)
    table, missing = PUBLISHED[name]
    if table is None:
        assert not drafted.likely
    else:
        assert (drafted.table, sorted(drafted.missing), drafted.likely) == (table, missing, True)
