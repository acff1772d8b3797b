"""A copy of each file with faults: its cells marked where they are, and nothing in it run."""

from pathlib import Path

import openpyxl
import pytest

from tallybook import tables
from tallybook.errors import TablesError
from tallybook.wording import Wording
from tests.sources import books
from tests.tables.conftest import read
from tests.tables.test_workbooks import ACTUALS, LOANS


def annotated(root: Path, sources: dict[str, object]) -> dict[str, openpyxl.Workbook]:
    with pytest.raises(TablesError) as caught:
        read(root, sources)
    written = tables.annotate(root, caught.value.faults, root / "out", Wording("zh"))
    return {path.name: openpyxl.load_workbook(path) for path in written}


def test_a_workbook_keeps_its_cells_and_gets_marks(root: Path) -> None:
    books.write(
        root / "a.xlsx", {"一月": [ACTUALS, LOANS, ["NO", "2025-02-30", "laons", 1]], "说明": [["口径"]]}
    )
    (copy,) = annotated(root, {"actuals": {"file": "a.xlsx", "sheets": "一月"}}).values()
    assert copy.sheetnames == ["问题", "一月", "说明"]
    sheet = copy["一月"]
    assert [cell.value for cell in sheet[2]] == LOANS
    marked = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert set(marked) == {"B3", "C3"}
    assert "不是日期" in marked["B3"]
    assert "loans" in marked["C3"]
    assert sheet["B3"].fill.fgColor.rgb == "FFF2C7C3"
    assert [cell.value for cell in copy["问题"][1]][:3] == ["一月", "B3", "date"]
    assert copy["问题"].page_setup.orientation == "landscape"


def test_files_of_like_names_have_copies_of_their_own(root: Path) -> None:
    (root / "a").mkdir()
    names = ("a/b.csv", "a-b.csv", "a-b.csv.xlsx")
    for name in names[:2]:
        (root / name).write_text("manager_id,date,kpi_id,value\nNO,2025-01-31,loans,x\n")
    books.write(root / names[2], {"s": [ACTUALS, [*LOANS[:3], "x"]]})
    found = annotated(root, {"actuals": [{"file": name} for name in names]})
    assert set(found) == {"a-b.csv.xlsx", "a-b.csv (2).xlsx", "a-b.csv (3).xlsx"}


def test_a_text_file_becomes_a_workbook_in_which_nothing_is_a_formula(root: Path) -> None:
    rows = "manager_id,date,kpi_id,value\n=1+1,2025-01-31,loans,x\n"
    (root / "data").mkdir()
    (root / "data/a.csv").write_text(rows, encoding="utf-8")
    copies = annotated(root, {"actuals": {"file": "data/a.csv"}})
    sheet = copies["data-a.csv.xlsx"]["1"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == {"A2", "D2"}


def test_two_faults_in_one_cell_and_one_under_a_merged_cell(root: Path) -> None:
    def fill(book: object, sheet: object) -> None:
        sheet.write_row(2, 1, ["2025-01-31", "loans", 1])
        sheet.write_row(3, 1, ["2025-01-31", "loans", 1])
        sheet.merge_range(2, 0, 3, 0, "NOBODY")

    books.write(root / "a.xlsx", {"s": [ACTUALS, LOANS]}, fill)
    (copy,) = annotated(root, {"actuals": {"file": "a.xlsx"}}).values()
    assert copy["s"]["A3"].comment.text.count("[") == 2


def test_what_cannot_be_read_is_not_copied(root: Path) -> None:
    (root / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert annotated(root, {"actuals": {"file": "a.xlsx"}}) == {}


def test_a_copy_without_macros_does_not_say_that_it_has_some(root: Path) -> None:
    books.write(root / "a.xlsx", {"s": [ACTUALS, ["NO", "2025-02-30", "loans", 1]]})
    (root / "a.xlsx").rename(root / "a.xlsm")
    assert list(annotated(root, {"actuals": {"file": "a.xlsm"}})) == ["a.xlsm.xlsx"]
