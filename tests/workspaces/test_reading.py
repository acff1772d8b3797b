"""Three published data sets are read whole, from nothing but a mapping; their raw variants are told right."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tallybook import tables, workspace
from tallybook.domain.period import PeriodKind
from tallybook.domain.records import Tables
from tallybook.errors import TablesError

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not at hand")


def read(name: str) -> Tables:
    found = workspace.find(HERE / name)
    return tables.read(found.root, found.settings)


def test_adventureworks() -> None:
    found = read("adventureworks")
    assert len(found.units) == 1 + 3 + 10
    assert len(found.managers) == 17
    assert Counter(actual.kpi_id for actual in found.actuals) == {"sales": 3806, "orders": 3806}
    # Microsoft's published total of the resellers' orders.
    sales = [actual.value for actual in found.actuals if actual.kpi_id == "sales"]
    assert sum(sales) == Decimal("80487704.1832")
    assert len({actual.customer_id for actual in found.actuals}) == 635
    assert len(found.targets) == 163
    assert {target.period.kind for target in found.targets} == {PeriodKind.DAY}
    assert sum(target.value for target in found.targets) == 95_714_000
    homes = {manager.name: manager.unit_id for manager in found.managers}
    assert (homes["Stephen Jiang"], homes["José Saraiva"]) == ("world", "6")
    assert found.tolerated == ()


def test_maven() -> None:
    found = read("maven")
    assert len(found.units) == 1 + 3 + 6
    assert len(found.managers) == 35
    assert Counter(actual.kpi_id for actual in found.actuals) == {
        "won_value": 4238,
        "deals_won": 4238,
        "deals_lost": 2473,
        "deals_closed": 6711,
    }
    assert len(found.visits) == 6711
    assert {visit.purpose for visit in found.visits} >= {"GTX Pro"}
    assert "GTXPro" not in {visit.purpose for visit in found.visits}
    assert found.tolerated == ()


def test_northwind() -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    found = read("northwind")
    assert (len(found.units), len(found.managers), len(found.customers)) == (1 + 5, 9, 89)
    assert Counter(actual.kpi_id for actual in found.actuals) == {"revenue": 830, "orders": 830}
    # The well-known figure of net revenue, to the cent.
    revenue = sum(actual.value for actual in found.actuals if actual.kpi_id == "revenue")
    assert round(revenue, 2) == Decimal("1265793.04")
    assert len(found.problems) == 37


def test_order_numbers_that_a_workbook_shows_as_dates_are_named() -> None:
    pytest.importorskip("python_calamine", reason="Calamine is not installed")
    found = workspace.find(HERE / "adventureworks")
    declared = found.settings.model_dump(mode="json", exclude_defaults=True)
    file = "../../../../shared/data/adventureworks_oltp/raw_SalesOrderHeader_idcol_as_date.xlsx"
    columns = {
        "visit_id": "SalesOrderID",
        "date": "OrderDate",
        "manager_id": "SalesPersonID",
        "customer_id": "CustomerID",
    }
    # Orders from the shop's own pages name no salesperson, and dates of the workbook need no format.
    declared["tables"]["visits"] = {"file": file, "columns": columns, "without": {"SalesPersonID": "NULL"}}
    with pytest.raises(TablesError) as caught:
        tables.read(found.root, type(found.settings).model_validate(declared))
    first = caught.value.faults[0]
    assert (first.kind, first.sheet, first.cell, first.value) == (
        "id-as-date",
        "Sales.SalesOrderHeader",
        "A2",
        "2019-07-13",
    )
    assert "as a number it is 43659" in str(first.problem)
    assert {one.kind for one in caught.value.faults} == {"id-as-date"}
    assert "3706 more faults" in str(caught.value.faults[-1].problem)


def test_dates_of_another_notation_give_the_same_tables() -> None:
    found = workspace.find(HERE / "maven")
    declared = found.settings.model_dump(mode="json")
    sources = declared["tables"]["actuals"] + declared["tables"]["visits"]
    for source in sources:
        source["file"] = (
            source["file"].replace("sales_", "raw_variant_sales_").replace(".csv", "_MDY_dates.csv")
        )
        source["dates"] = "%m/%d/%Y"
    american = type(found.settings).model_validate(declared)
    assert (
        len({source.file for source in american.tables.actuals} & {source["file"] for source in sources}) == 1
    )
    assert tables.read(found.root, american) == tables.read(found.root, found.settings)


def test_rows_with_unquoted_commas_are_named_and_not_shifted() -> None:
    found = workspace.find(HERE / "adventureworks")
    file = "../../../../shared/data/northwind/raw_malformed_orders_neo4j.csv"
    mapping = {"manager_id": "employeeID", "date": "orderDate", "value": "freight"}
    source = {
        "file": file,
        "columns": mapping,
        "constants": {"kpi_id": "sales"},
        "dates": "%Y-%m-%d %H:%M:%S.%f",
    }
    declared = found.settings.model_dump(mode="json")
    declared["tables"]["actuals"] = [source]
    with pytest.raises(TablesError) as caught:
        tables.read(found.root, type(found.settings).model_validate(declared))
    uneven = [fault for fault in caught.value.faults if fault.kind == "wrong-field-count"]
    assert uneven[0].file == file
    assert str(uneven[-1].problem).startswith("76 more faults")
    assert "15 fields, but the header has 14" in str(uneven[0].problem)
