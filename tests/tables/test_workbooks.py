"""Workbooks as sources of tables: the same as text files, and each thing wrong in its sheet and cell."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from tests.sources import books
from tests.tables.conftest import GOOD, NAMES, fault, faults, read

ACTUALS = ["manager_id", "date", "kpi_id", "value"]
LOANS = ["NO", "2025-01-31", "loans", 1]


def actuals(root: Path, *rows: list[object], fill: books.Fill | None = None) -> dict[str, object]:
    books.write(root / "a.xlsx", {"实绩": [ACTUALS, *rows]}, fill)
    return {"actuals": {"file": "a.xlsx"}}


def test_a_workspace_of_workbooks_is_the_same(root: Path) -> None:
    plain = read(root)
    for name in NAMES:
        with (GOOD / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            books.write(root / f"{name}.xlsx", {name: list(csv.reader(stream))})
    assert read(root, {name: {"file": f"{name}.xlsx"} for name in NAMES}) == plain


def test_dates_and_numbers_of_a_workbook_need_no_format(root: Path) -> None:
    found = read(
        root,
        {
            "actuals": actuals(root, ["NO", dt.date(2025, 1, 31), "loans", 0.1 + 0.2])["actuals"]
            | {"dates": "%d.%m.%Y"}
        },
    )
    (actual,) = found.actuals
    assert (actual.date, actual.value) == (dt.date(2025, 1, 31), Decimal("0.3"))


CELLS = {
    "id-as-date": ([dt.date(2019, 7, 13), "2025-01-31", "loans", 1], "A3", "43659"),
    "id-as-number": ([622202100112345678, "2025-01-31", "loans", 1], "A3", "15 digits"),
    "wrong-number": (["NO", "2025-01-31", "loans", dt.date(2025, 1, 1)], "D3", "as a date"),
    "unknown-reference": ([123, "2025-01-31", "loans", 1], "A3", "Did you mean 00123?"),
    "wrong-date": (["NO", 45000, "loans", 1], "B3", "45000 is not a date"),
}


@pytest.mark.parametrize("kind", CELLS)
def test_what_a_workbook_made_of_a_cell(root: Path, kind: str) -> None:
    row, cell, fragment = CELLS[kind]
    one = fault(root, actuals(root, LOANS, row))
    assert (one.kind, one.file, one.sheet, one.cell, one.row) == (kind, "a.xlsx", "实绩", cell, 3)
    assert fragment in f"{one.problem} {one.remedy}"


def _without_result(path: Path) -> None:
    """Take away the result "~" of the formula =7."""
    books.replace(
        path,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b' t="str"><f>7</f><v>~</v>', b"><f>7</f>"),
    )


def test_errors_formulas_and_merged_cells(root: Path) -> None:
    def fill(book: object, sheet: object) -> None:
        sheet.write_row(2, 0, ["NO", "2025-01-31", "loans"])
        sheet.write_formula(2, 3, "=B1/0", value="#REF!")
        sheet.write_row(3, 0, ["NO", "2025-01-31", "loans"])
        sheet.write_formula(3, 3, "=7", value="~")
        sheet.write_row(4, 1, ["2025-01-31", "loans", 2])
        sheet.write_row(5, 1, ["2025-01-31", "loans", 2])
        sheet.merge_range(4, 0, 5, 0, "NO")

    sources = actuals(root, LOANS, fill=fill)
    _without_result(root / "a.xlsx")
    assert [(one.kind, one.cell, one.value) for one in faults(root, sources)] == [
        ("error-cell", "D3", "#REF!"),
        ("no-result", "D4", None),
        ("merged-cell", "A6", None),
    ]


def test_cells_under_a_merged_one_mean_what_stands_above_where_that_is_said(root: Path) -> None:
    def fill(book: object, sheet: object) -> None:
        sheet.write_row(1, 1, ["2025-01-31", "loans", 1])
        sheet.write_row(2, 1, ["2025-01-31", "loans", 2])
        sheet.merge_range(1, 0, 2, 0, "NO")

    source = actuals(root, fill=fill)["actuals"]
    found = read(root, {"actuals": source | {"fill_down": ["manager_id"]}}).actuals
    assert [(one.manager_id, one.value) for one in found] == [("NO", 1), ("NO", 2)]
    unknown = fault(root, {"actuals": source | {"fill_down": ["manager"], "defaults": {"manager_id": "NO"}}})
    assert (unknown.kind, unknown.column) == ("missing-column", "manager")


def test_an_error_in_a_column_that_is_not_used_hurts_nobody(root: Path) -> None:
    fill = lambda _, sheet: sheet.write_formula(1, 4, "=1/0", value="#DIV/0!")  # noqa: E731
    assert len(read(root, actuals(root, LOANS, fill=fill)).actuals) == 1


def test_a_sheet_for_each_month_two_header_rows_and_a_title(root: Path) -> None:
    sheets = {
        month: [
            ["2025年实绩表"],
            ["客户经理", "", "金额"],
            ["工号", "日期", "贷款"],
            ["NO", dt.date(2025, number, 28), number],
        ]
        for number, month in enumerate(["1月", "2月", "3月"], 1)
    }
    books.write(root / "a.xlsx", {**sheets, "说明": [["口径"]]})
    source = {
        "file": "a.xlsx",
        "sheets": "*月",
        "skip": 1,
        "header": 2,
        "columns": {
            "manager_id": "客户经理/工号",
            "date": "客户经理/日期",
            "value": "金额/贷款",
            "kpi_id": "{sheet}",
        },
        "values": {"kpi_id": {"1月": "loans", "2月": "loans", "3月": "overdue"}},
    }
    found = read(root, {"actuals": source}).actuals
    assert [(one.date.month, one.kpi_id, one.value) for one in found] == [
        (1, "loans", 1),
        (2, "loans", 2),
        (3, "overdue", 3),
    ]


def test_a_sheet_for_each_month_with_merged_headings_and_a_row_of_totals(root: Path) -> None:
    def fill(book: object, sheet: object) -> None:
        for month, sheet in enumerate(book.worksheets_objs, 1):
            sheet.merge_range(0, 0, 1, 0, "工号")
            sheet.merge_range(0, 1, 0, 2, "贷款")
            sheet.merge_range(0, 3, 0, 4, "存款")
            sheet.write_row(1, 1, ["对公", "零售", "对公", "零售"])
            sheet.write_row(2, 0, ["NO", month, 2, 3, 4])
            sheet.write_row(3, 0, ["00123", 5, 6, 7, None])
            sheet.write_row(4, 0, ["合计", month + 5, 8, 10, 4])

    books.write(root / "a.xlsx", {"1月": [], "2月": []}, fill)
    source = {
        "file": "a.xlsx",
        "sheets": "*月",
        "header": 2,
        "columns": {"manager_id": "工号", "date": "{sheet}"},
        "unpivot": {"columns": "贷款/*", "into": "kpi_id"},
        "values": {
            "kpi_id": {"贷款/对公": "loans", "贷款/零售": "overdue"},
            "date": {"1月": "2025-01-31", "2月": "2025-02-28"},
        },
    }
    told = faults(root, {"actuals": source})
    assert {(one.kind, one.sheet, one.row, one.cell) for one in told} == {
        ("total-row", "1月", 5, "A5"),
        ("total-row", "2月", 5, "A5"),
    }
    found = read(root, {"actuals": source | {"without": {"工号": "合计"}}}).actuals
    assert [(one.manager_id, one.date.month, one.kpi_id, one.value) for one in found] == [
        ("NO", 1, "loans", 1),
        ("NO", 1, "overdue", 2),
        ("00123", 1, "loans", 5),
        ("00123", 1, "overdue", 6),
        ("NO", 2, "loans", 2),
        ("NO", 2, "overdue", 2),
        ("00123", 2, "loans", 5),
        ("00123", 2, "overdue", 6),
    ]


def test_a_column_that_a_sheet_lacks_is_named_with_the_sheet(root: Path) -> None:
    books.write(root / "a.xlsx", {"1月": [ACTUALS, LOANS], "2月": [ACTUALS[:3], LOANS[:3]]})
    one = fault(root, {"actuals": {"file": "a.xlsx", "sheets": "*"}})
    assert (one.kind, one.sheet, one.column) == ("missing-column", "2月", "value")


def test_columns_without_a_header_are_named_by_letters(root: Path) -> None:
    books.write(root / "a.xlsx", {"s": [LOANS, LOANS]})
    columns = dict(zip(ACTUALS, "ABCD", strict=True))
    assert len(read(root, {"actuals": {"file": "a.xlsx", "header": 0, "columns": columns}}).actuals) == 2


def test_a_formula_without_a_result_in_a_wide_table_is_no_empty_cell(root: Path) -> None:
    fill = lambda _, sheet: sheet.write_formula(1, 2, "=7", value="~")  # noqa: E731
    books.write(root / "a.xlsx", {"s": [["manager_id", "1月", "2月"], ["NO", 5], ["00123", 7]]}, fill)
    _without_result(root / "a.xlsx")
    source = {
        "file": "a.xlsx",
        "constants": {"kpi_id": "loans"},
        "unpivot": {"columns": "*月", "into": "date"},
        "values": {"date": {"1月": "2025-01-31", "2月": "2025-02-28"}},
    }
    one = fault(root, {"actuals": source})
    assert (one.kind, one.cell) == ("no-result", "C2")
