"""Management's workbooks: the page's own figures as numbers, every promise, every checked figure, nothing that acts."""

import io
import itertools
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tallybook import compose, workbooks
from tallybook.compose import contexts
from tallybook.workbooks.texts import shown
from tests import hostile as corpus
from tests.compose import world

pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")
BOOK = world.book()
SHEETS = ["Ranking", "KPI matrix", "Gaps", "Promises", "Next steps", "Number check"]


def opened(book: compose.BookContent, page: str = "unit-hq") -> openpyxl.Workbook:
    data = workbooks.write(compose.workbooks(book)[page])
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=False)


def head_of(sheet: Worksheet) -> int:
    """The row of heads: the last of those that stay."""
    found = re.fullmatch(r"[A-Z]+(\d+)", str(sheet.freeze_panes))
    assert found
    return int(found[1]) - 1


def rows(sheet: Worksheet) -> list[dict[str, Cell]]:
    head = head_of(sheet)
    names = [str(cell.value) for cell in sheet[head]]
    return [dict(zip(names, cells, strict=True)) for cells in sheet.iter_rows(min_row=head + 1)]


def as_shown(cell: Cell) -> str:
    """A number as Excel shows it by its format, a text as it stands."""
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    plus, minus, zero = cell.number_format.split(";")
    code = plus if cell.value > 0 else minus if cell.value < 0 else zero
    places = re.search(r"0\.(0+)", code)
    value = Decimal(repr(cell.value)) * (100 if code.endswith("%") else 1)
    digits = f"{abs(value):,.{len(places[1]) if places else 0}f}"
    return re.sub(r"#,##0(\.0+)?", digits, code).replace('"', "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_unit_has_a_workbook_with_all_sheets_and_equal_books_have_equal_bytes(language: str) -> None:
    book = world.book(language=language)
    made = compose.workbooks(book)
    assert list(made) == ["unit-hq", "unit-b1", "unit-b2"]
    assert all(len(one.sheets) == len(SHEETS) for one in made.values())
    again = compose.workbooks(world.book(language=language))
    assert {page: workbooks.write(one) for page, one in made.items()} == {
        page: workbooks.write(one) for page, one in again.items()
    }


def test_the_ranking_says_what_the_units_page_says_in_the_same_order() -> None:
    summary = next(BOOK.units())
    members = contexts.subject(BOOK, summary)["members"]
    found = rows(opened(BOOK)["Ranking"])
    assert [as_shown(row["Name"]) for row in found] == [member["link"]["label"] for member in members]
    for row, member in zip(found, members, strict=True):
        lead = member["lead"]
        shown = [
            as_shown(row[name])
            for name in ("Rank", "Score", "On target", "Plan", "Attainment", "vs last year")
        ]
        assert shown == [
            member["rank"], member["score"], f"{member['good']}/{member['judged']}", lead["target"],
            lead["attainment"]["label"], lead["yoy"]["label"],
        ]  # fmt: skip
        assert isinstance(row["Plan"].value, int | float)


@pytest.mark.parametrize("page", ["unit-hq", "unit-b1"])
def test_the_gaps_begin_with_the_page_s_own_figures(page: str) -> None:
    summary = next(one for one in BOOK.units() if one.subject.slug == page)
    told = {row["kpi"]: row for row in contexts.subject(BOOK, summary)["kpis"]}
    own = [row for row in rows(opened(BOOK, page)["Gaps"]) if row["Name"].value == summary.subject.name]
    assert len(own) == len(told) == 3
    for row in own:
        kpi = told[str(row["KPI"].value).rpartition(" (")[0]]
        names = ("Actual", "Plan", "Attainment", "vs last year", "vs previous period")
        assert [as_shown(row[name]) for name in names] == [
            kpi["actual"], kpi["target"], kpi["attainment"]["label"], kpi["yoy"]["label"], kpi["pop"]["label"],
        ]  # fmt: skip


def test_the_matrix_has_every_member_and_the_unit_at_its_foot() -> None:
    sheet = opened(BOOK, "unit-b2")["KPI matrix"]
    names = [row["Name"].value for row in rows(sheet)]
    assert names[-1] == "<unit b2>"
    assert sorted(names[:-1]) == ["<manager b>", "<manager c>"]
    planned = [cell for row in rows(sheet) for name, cell in row.items() if name.endswith("Attainment")]
    assert planned
    assert all(re.match(r'"[●▲■] "', cell.number_format) for cell in planned if isinstance(cell.value, float))


def test_all_promises_and_steps_are_listed_with_their_days_and_targets_as_such() -> None:
    book = opened(BOOK)
    promised = {row["No."].value: row for row in rows(book["Promises"])}
    assert set(promised) == {"c1", "c2", "c3", "c4"}
    assert promised["c1"]["Target"].value == 100
    assert promised["c1"]["Verdict"].value == "● kept"
    assert promised["c2"]["Reason"].value == "<reason>"
    (step,) = rows(book["Next steps"])
    assert step["Due"].value == datetime(2025, 12, 31)
    assert step["Due"].number_format == "d mmm yyyy"
    assert (step["Person"].value, step["Unit"].value) == ("<manager a>", "<unit b1>")


def test_a_sheet_without_rows_says_so() -> None:
    sheet = opened(BOOK, "unit-b2")["Next steps"]
    assert next(cell.value for cell in sheet[head_of(sheet) + 1]) == "No next steps have been recorded."
    assert sheet.auto_filter.ref is None


def test_sheets_stay_filter_and_print_as_a_manager_expects() -> None:
    book = opened(BOOK)
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        head = head_of(sheet)
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.print_area
        assert sheet.page_setup.orientation == "landscape"
    assert book["Gaps"].auto_filter.ref == f"A{head_of(book['Gaps'])}:N{book['Gaps'].max_row}"
    kinds = {rule.type for area in book["Gaps"].conditional_formatting for rule in area.rules}
    assert kinds == {"dataBar", "beginsWith"}


def test_a_failed_chapter_leaves_a_workbook_that_says_so() -> None:
    book = opened(world.book(failed=["hq", "b1", "a"]))
    assert [row["Name"].value for row in rows(book["KPI matrix"])][-1] == "<unit hq>"
    note = {row["Name"].value: row["Note"].value for row in rows(book["Ranking"])}
    assert note["<unit b1>"] == "■ chapter missing"


def hostile(name: str) -> str:
    return f'=HYPERLINK("http://x","{name}")'


def cells(book: openpyxl.Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            yield from line


def test_no_text_of_the_data_is_a_formula_or_a_link() -> None:
    found = opened(world.book(word=hostile))
    texts = [cell for cell in cells(found) if isinstance(cell.value, str)]
    assert sum(str(cell.value).startswith("=HYPERLINK") for cell in texts) > 20
    assert {cell.data_type for cell in texts} == {"s"}
    assert not any(cell.hyperlink for cell in texts)


@pytest.mark.parametrize("start", range(0, len(corpus.PAYLOADS), 12))
def test_hostile_texts_stand_in_the_cells_as_what_they_are(start: int) -> None:
    texts = itertools.cycle(list(corpus.PAYLOADS.values())[start : start + 12])
    given: dict[str, str] = {}
    found = opened(world.book(word=lambda name: given.setdefault(name, next(texts))))
    held = [cell for cell in cells(found) if isinstance(cell.value, str)]
    assert {cell.data_type for cell in held} == {"s"}
    words = {cell.value for cell in held}
    for name in ("promise kept", "promise dropped", "reason", "next step", "owner of a step"):
        assert shown(given[name]) in words, name


def test_columns_of_numbers_are_as_wide_as_these_and_their_long_heads_take_two_lines() -> None:
    sheet = opened(BOOK)["Gaps"]
    head = head_of(sheet)
    widths = {str(cell.value): sheet.column_dimensions[cell.column_letter].width for cell in sheet[head]}
    assert len("Difference to plan (ΔPL)") * 0.9 > widths["Difference to plan (ΔPL)"]
    assert widths["Plan taken from"] > 30
    for name, cell in ((name, cell) for line in rows(sheet) for name, cell in line.items()):
        assert not isinstance(cell.value, int | float) or len(as_shown(cell)) < widths[name], name
    assert sheet.row_dimensions[head].height == 30


def test_a_title_over_a_few_narrow_columns_is_printed_whole() -> None:
    sheet = opened(BOOK)["KPI matrix"]
    assert sum(cell.value is not None for cell in sheet[head_of(sheet)]) < 10
    for line in (1, 2):
        (over,) = (area for area in sheet.merged_cells.ranges if area.min_row == line)
        assert over.max_col == 10
    assert str(sheet.print_area).endswith(f"$A$1:$J${sheet.max_row}")
