"""Forms in Excel as they are given out: what stands in them, what may be changed, and nothing that acts."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from tallybook.forms import stamps
from tests import small
from tests.commands import run_in as run

pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")
HOSTILE = '=HYPERLINK("http://x","y") @SUM(A1)\t＝1+1'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.write(tmp_path_factory.mktemp("forms") / "workspace", language="en")
    path = folder / "data/commitments.csv"
    quoted = HOSTILE.replace('"', '""')
    path.write_text(
        path.read_text("utf-8") + f'c4,007,2024-H2,"{quoted}","=王㛃",2025-03-31,,,partly,"-1+1"\n', "utf-8"
    )
    return folder


@pytest.fixture(autouse=True)
def _inside(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults are told in the language of the workspace that one is in."""
    monkeypatch.chdir(workspace)


@pytest.fixture(scope="module")
def given(workspace: Path) -> Path:
    folder = workspace.parent / "out"
    assert run(workspace, "form", small.PERIOD, "-o", str(folder)).exit_code == 0
    return folder


def book_of(folder: Path, person: str) -> openpyxl.Workbook:
    (path,) = folder.glob(f"*{person}*.xlsx")
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def test_everybody_is_given_a_form_that_says_whose_it_is(given: Path) -> None:
    names = sorted(path.name for path in given.iterdir())
    assert names[:2] == ["2025-H1-007-王㛃.xlsx", "2025-H1-008-Ann_O_Neil.xlsx"]
    assert len(names) == 3
    book = book_of(given, "007")
    shown, hidden, lists = book.worksheets
    assert (shown.sheet_state, hidden.sheet_state, lists.sheet_state) == (
        "visible",
        "veryHidden",
        "veryHidden",
    )
    stamp = stamps.read(hidden["A1"].value)
    assert stamp is not None
    assert (stamp.manager_id, stamp.period, stamp.number) == ("007", "2025-H1", 1)


def test_a_form_tells_the_figures_as_numbers_and_the_promises_as_text(given: Path) -> None:
    sheet = book_of(given, "007").worksheets[0]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    (fact,) = [one for one in cells if one == "贷款投放额 (万元)"]
    row = [cell.value for cell in sheet[cells[fact].row]]
    assert row[4:6] == [211, 150], row
    assert HOSTILE in cells
    assert cells[HOSTILE].data_type == "s"
    assert cells["-1+1"].data_type == "s"
    assert not any(cell.data_type == "f" for cell in cells.values())


def test_only_what_is_to_be_filled_in_may_be_changed(given: Path) -> None:
    sheet = book_of(given, "007").worksheets[0]
    assert sheet.protection.sheet
    opened = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert len(opened) > 50
    assert all(cell.fill.fgColor.rgb == "FFFFF8DC" for cell in opened)
    promise = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "c1")
    assert promise.protection.locked
    assert sheet.column_dimensions["A"].hidden


def test_choices_dates_and_numbers_are_checked_where_they_are_entered(given: Path) -> None:
    book = book_of(given, "007")
    rules = book.worksheets[0].data_validations.dataValidation
    kinds = [rule.type for rule in rules]
    assert {kind: kinds.count(kind) for kind in ("list", "date", "decimal")} == {
        "list": 3,
        "date": 1,
        "decimal": 2,
    }
    words = {cell.value for row in book["lists"].iter_rows() for cell in row}
    assert {"done", "partly", "not done", "dropped", "贷款投放额", "c1 上半年投放一百万"} <= words
    assert all(rule.prompt for rule in rules)


def test_no_form_takes_the_place_of_one_that_is_there(workspace: Path, given: Path) -> None:
    before = {path.name: path.read_bytes() for path in given.iterdir()}
    again = run(workspace, "form", small.PERIOD, "-o", str(given))
    assert again.exit_code == 2
    assert "may be filled in" in again.output
    assert {path.name: path.read_bytes() for path in given.iterdir()} == before


def test_forms_are_counted_for_each_person(workspace: Path, given: Path, tmp_path: Path) -> None:
    assert run(workspace, "form", small.PERIOD, "north", "-o", str(tmp_path)).exit_code == 0
    assert len(list(tmp_path.iterdir())) == 2, "those of the branch"
    stamp = stamps.read(book_of(tmp_path, "007").worksheets[1]["A1"].value)
    assert stamp is not None
    assert stamp.number == 2
    kept = json.loads((workspace / "collected/2025-H1/issued.json").read_text("utf-8"))
    assert kept["008"] - kept["NO"] == 1


def test_an_unknown_person_is_told_who_is_near(workspace: Path, tmp_path: Path) -> None:
    found = run(workspace, "form", small.PERIOD, "07", "-o", str(tmp_path))
    assert found.exit_code == 2
    assert "007" in found.output


@pytest.mark.parametrize(
    "text", ["", "[]", "1", '{"tallybook-form": "1"}', '{"tallybook-form": true}', "[" * 9000]
)
def test_what_is_no_stamp_is_none(text: str) -> None:
    assert stamps.read(text) is None


def test_a_head_of_two_lines_has_room_for_them(given: Path) -> None:
    sheet = book_of(given, "007").worksheets[0]
    rows = {cell.value: cell.row for row in sheet.iter_rows() for cell in row if cell.value}
    heads = ("What was achieved", "What became of it")
    one, two = (sheet.row_dimensions[rows[head]].height for head in heads)
    assert two == pytest.approx(2 * one, abs=1)
