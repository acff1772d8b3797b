"""What comes back otherwise than it was given out: coped with, or refused by file and cell with what would be right."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import small
from tests.forms import filling
from tests.sources import books

DONE: filling.Rows = {"Achievements": [{"What was achieved": "投放顺利"}]}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a filled form."""
    folder = small.write(tmp_path_factory.mktemp("refusals") / "workspace", language="en")
    (folder / "data/notes/2025-H1/007.md").unlink()
    filling.fill(filling.give(folder, "007", folder / "back"), DONE)
    return folder


def form_of(workspace: Path) -> Path:
    (path,) = (workspace / "back").glob("*.xlsx")
    return path


def collect(workspace: Path, *options: str) -> tuple[int, list[dict[str, Any]]]:
    result = filling.run(workspace, "collect", str(workspace / "back"), "--json", *options)
    return result.exit_code, json.loads(result.stdout)


def note(workspace: Path) -> str:
    path = workspace / "data/notes/2025-H1/007.md"
    return path.read_text("utf-8") if path.exists() else ""


def rename_sheet(book: Any) -> None:
    book.worksheets[0].title = "我的总结"


def hide_sheet(book: Any) -> None:
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("新表")


def insert_column(book: Any) -> None:
    book.worksheets[0].insert_cols(3)


def insert_rows(book: Any) -> None:
    book.worksheets[0].insert_rows(3, 4)


def swap_columns(book: Any) -> None:
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        for cell in (sheet.cell(row, 3), sheet.cell(row, 4)):
            if type(cell).__name__ == "MergedCell":
                break
        else:
            one, other = sheet.cell(row, 3), sheet.cell(row, 4)
            one.value, other.value = other.value, one.value


def merge(book: Any) -> None:
    sheet = book.worksheets[0]
    heads, first = filling.headings(sheet, "Achievements")
    sheet.merge_cells(
        start_row=first,
        end_row=first + 2,
        start_column=heads["What was achieved"],
        end_column=heads["What was achieved"],
    )


@pytest.mark.parametrize(
    "action",
    [rename_sheet, hide_sheet, insert_column, insert_rows, swap_columns, merge],
    ids=lambda one: one.__name__,
)
def test_a_form_that_was_rearranged_is_read_all_the_same(
    workspace: Path, action: Callable[[Any], None]
) -> None:
    filling.change(form_of(workspace), action)
    code, (told,) = collect(workspace)
    assert (code, told["outcome"]) == (0, "taken"), told
    assert note(workspace) == "## Achievements\n\n投放顺利\n"


def put(title: str, head: str, value: object) -> Callable[[Any], None]:
    """Type into the first free line of a section."""

    def typed(book: Any) -> None:
        sheet = book.worksheets[0]
        heads, first = filling.headings(sheet, title)
        sheet.cell(first, heads[head]).value = value

    return typed


def promise(status: str | None, reason: str | None) -> Callable[[Any], None]:
    def typed(book: Any) -> None:
        put("Last period's promises", "What became of it", status)(book)
        put("Last period's promises", "Reason", reason)(book)

    return typed


def steps(**values: object) -> Callable[[Any], None]:
    def typed(book: Any) -> None:
        for head, value in values.items():
            put("Next steps", head.replace("_", " "), value)(book)

    return typed


def cell(place: str, value: object) -> Callable[[Any], None]:
    def typed(book: Any) -> None:
        book.worksheets[0][place].value = value

    return typed


def without_stamp(book: Any) -> None:
    del book["tallybook"]


def two_forms(book: Any) -> None:
    book.copy_worksheet(book.worksheets[0])


def stamped(**changes: object) -> Callable[[Any], None]:
    def typed(book: Any) -> None:
        book["tallybook"]["A1"].value = json.dumps(json.loads(book["tallybook"]["A1"].value) | changes)

    return typed


def without_marks(book: Any) -> None:
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, 1).value = None


def without_text(book: Any) -> None:
    put("Achievements", "What was achieved", None)(book)


REFUSED: dict[str, tuple[Callable[[Any], None], str, str | None, str]] = {
    "stamp": (without_stamp, "not-a-form", None, "none of the forms"),
    "marks": (without_marks, "form-section", None, "The section “Achievements” is not there any more"),
    "twice": (two_forms, "form-twice", "B15", "a second time, on the sheet Summary Copy"),
    "empty": (without_text, "form-empty", None, "Nothing was written"),
    "workspace": (stamped(workspace="别家银行"), "form-workspace", None, "given out by 别家银行"),
    "person": (stamped(person="07"), "unknown-reference", None, "Did you mean 007?"),
    "period": (stamped(period="2025-H9"), "not-a-form", None, "was altered"),
    "version": (stamped(**{"tallybook-form": 99}), "form-version", None, "newer Tallybook"),
    "turn": (cell("H4", "一"), "form-turn", "H4", "how often this form"),
    "heading": (cell("C20", "我的业绩"), "form-heading", "C20", "The heading “What was achieved”"),
    "elsewhere": (cell("F21", "顺便一提"), "form-text", "F21", "has no place for it"),
    "status": (promise("差不多", None), "unknown-word", "E16", "is not a word known here"),
    "no status": (promise(None, "忙"), "form-line", "D16", "not what became of the promise"),
    "no reason": (promise("dropped", None), "form-line", "E16", "not said why"),
    "day": (steps(Next_step="走访", Due="9月底"), "wrong-date", "F39", "9月底 is not a date"),
    "target": (steps(Next_step="走访", KPI="贷款投放额", Target="很多"), "wrong-number", "H39", "is not a number"),
    "kpi": (steps(Next_step="走访", KPI="贷款"), "unknown-reference", "G39", "Known are: 贷款投放额"),
    "no kpi": (steps(Next_step="走访", Target=5), "form-line", "H39", "a target, but no KPI"),
    "percent": (steps(Next_step="走访", KPI="不良率", Target=1.3), "form-line", "H39", "1.3%"),
    "no step": (steps(Owner="王㛃"), "form-line", "E39", "“Next step” is empty in this line"),
    "carries": (steps(Next_step="走访", Carries_on="那一项"), "unknown-reference", "D39", "none of last period's"),
    "error": (cell("D21", "#REF!"), "form-cell", "D21", "holds an error"),
    "formula": (cell("D21", "=1+1"), "form-cell", "D21", "formula without a result"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_each_refusal_names_the_cell_and_what_would_be_right(workspace: Path, name: str) -> None:
    action, kind, place, fragment = REFUSED[name]
    path = form_of(workspace)
    filling.change(path, action)
    code, (told,) = collect(workspace)
    assert (code, told["outcome"], note(workspace)) == (4, "refused", "")
    said = [(one["kind"], one["cell"], f"{one['problem']} {one['remedy']}") for one in told["faults"]]
    assert any((kind, place) == (one, cell) and fragment in text for one, cell, text in said), said
    shown = filling.run(workspace, "collect", str(path.parent)).output
    assert fragment in shown
    assert place is None or f"cell {place}" in shown


def test_all_that_is_wrong_is_told_at_once(workspace: Path) -> None:
    def several(book: Any) -> None:
        steps(Next_step="走访", Due="9月底", KPI="贷款", Target="很多")(book)
        promise("差不多", None)(book)

    filling.change(form_of(workspace), several)
    _, (told,) = collect(workspace)
    assert [fault["cell"] for fault in told["faults"]] == ["E16", "F39", "G39", "H39"]


def test_files_that_are_no_forms_are_told_and_the_rest_is_taken(workspace: Path) -> None:
    back = workspace / "back"
    (back / "sub").mkdir()
    (back / "sub/letter.pdf").write_bytes(b"%PDF")
    (back / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (back / "empty.xlsx").write_bytes(b"")
    books.write(back / "table.xlsx", {"s": [["a", "b"], ["1", "2"]]})
    (back / ".hidden.xlsx").write_bytes(b"")
    (back / "~$open.xlsx").write_bytes(b"")
    code, told = collect(workspace)
    assert code == 4
    kinds = {one["file"]: (one["faults"] or [{"kind": None}])[0]["kind"] for one in told}
    assert kinds == {
        "2025-H1-007-王㛃.xlsx": None,
        "broken.xlsx": "damaged-file",
        "empty.xlsx": "damaged-file",
        "sub/letter.pdf": "form-kind",
        "table.xlsx": "not-a-form",
    }
    assert note(workspace)


def far(data: bytes) -> bytes:
    return data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def wide(data: bytes) -> bytes:
    return data.replace(b"</sheetData>", b'<row r="600000"><c r="A600000"><v>1</v></c></row></sheetData>')


def entities(data: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + data


def packed(data: bytes) -> bytes:
    return data.replace(b"</sheetData>", b" " * 50_000_000 + b"</sheetData>")


BOMBS = {
    "far": (far, "row 1048576"),
    "wide": (wide, "row 600000"),
    "entities": (entities, "declares entities"),
    "packed": (packed, "packed more than"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_little_memory(workspace: Path, name: str) -> None:
    change, fragment = BOMBS[name]
    books.replace(form_of(workspace), "xl/worksheets/sheet1.xml", change)
    code = (
        "import resource, sys, time; from pathlib import Path; from tallybook.forms import from_excel\n"
        "from tallybook.sources.unfit import Unfit\n"
        "begin, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    from_excel.read(Path(sys.argv[1]))\n"
        "except Unfit as unfit:\n"
        "    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "    print(unfit.kind, unfit.problem, '|', time.process_time() - begin, more)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, form_of(workspace)], capture_output=True, text=True, check=True
    )
    told, measured = done.stdout.split("|")
    seconds, kilobytes = map(float, measured.split())
    assert told.startswith("too-large")
    assert fragment in told
    assert (seconds < 2, kilobytes < 100_000) == (True, True)
    assert collect(workspace)[1][0]["outcome"] == "refused"


def test_a_file_larger_than_any_form_is_not_opened(workspace: Path) -> None:
    with form_of(workspace).open("ab") as stream:
        stream.truncate(30_000_000)
    _, (told,) = collect(workspace)
    assert "more than 20 MB" in told["faults"][0]["problem"]
