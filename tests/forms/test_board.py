"""The board on the command line: who has handed in, what is missing or faulty, and how many days are left."""

import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import inprocess, small
from tests.commands import run_in as run

FAULTY = "谁知道\n\n## Achievements\n\n好\n"
DIFFERING = "## Achievements\n\n贷款投放额999万元。\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """007 is in with a wrong figure, 008 is faulty, NO is missing; two files are nobody's."""
    folder = small.write(tmp_path_factory.mktemp("board") / "workspace", language="en")
    notes = folder / "data/notes/2025-H1"
    (notes / "007.md").write_text(DIFFERING, "utf-8")
    (notes / "008.md").write_text(FAULTY, "utf-8")
    (notes / "07.md").write_text(DIFFERING, "utf-8")
    (notes.parent / "2025-Q1").mkdir()
    (notes.parent / "2025-Q1" / "NO.md").write_text(FAULTY, "utf-8")
    promises = folder / "data/commitments.csv"
    promises.write_text(promises.read_text("utf-8") + "c5,007,2024-H2,拜访客户,,,,,open,\n", "utf-8")
    return folder


@pytest.fixture(autouse=True)
def _inside(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)


def told(workspace: Path, *options: str, day: str = "2025-07-03") -> dict[str, Any]:
    result = run(workspace, "board", small.PERIOD, "--time", day, "--json", *options)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_each_person_is_in_or_missing_or_faulty_and_it_is_said_why(workspace: Path) -> None:
    board = told(workspace)
    entries = {one["id"]: one for one in board["entries"]}
    assert {who: one["note"] for who, one in entries.items()} == {
        "007": "doubtful",
        "008": "faulty",
        "NO": "missing",
    }
    assert (entries["007"]["differing"], entries["007"]["unanswered"]) == (1, 1)
    (fault,) = entries["008"]["faults"]
    assert (fault["kind"], fault["row"]) == ("text-before-heading", 1)
    assert (board["people"], board["doubtful"], board["in"], board["missing"]) == (3, 1, 0, 1)
    assert [one["file"] for one in board["strays"]] == ["data/notes/2025-H1/07.md"]


@pytest.mark.parametrize(
    ("day", "left", "words"),
    [
        ("2025-07-03", 7, "due on 10 Jul 2025, days left: 7"),
        ("2025-07-10", 0, "due today, 10 Jul 2025"),
        ("2025-07-12", -2, "was due on 10 Jul 2025, days overdue: 2"),
    ],
)
def test_the_days_left_are_counted_from_the_end_of_the_period(
    workspace: Path, day: str, left: int, words: str
) -> None:
    assert told(workspace, day=day)["days_left"] == left
    assert words in run(workspace, "board", small.PERIOD, "--time", day).stdout


def test_the_settings_say_how_long_after_the_period_notes_are_due(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace", more="  due_days: 20\n")
    assert told(folder)["due"] == "2025-07-20"


def test_the_text_for_a_chat_names_who_is_missing_by_branch(workspace: Path) -> None:
    text = run(workspace, "board", small.PERIOD, "--time", "2025-07-03", "--text").stdout
    assert text == (
        "Work summaries, first half of 2025: 1 of 3 are in; due on 10 Jul 2025, days left: 7.\n"
        "北支行 王㛃: sections missing or empty: Problems, Next steps; promises not answered: 1; "
        "figures that differ from the data: 1\n"
        "北支行 Ann O'Neil: line 1: This text stands before the first heading.\n"
        "南支行 still missing: 陈堃\n"
    )


def test_where_all_is_in_the_text_says_so_and_names_nobody(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")
    text = run(folder, "board", small.PERIOD, "007", "--time", "2025-07-03", "--text").stdout
    assert text.endswith("全部交齐，谢谢大家！\n")


def test_sections_that_are_missing_or_empty_are_named(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")
    note = folder / "data" / "notes" / small.PERIOD / "007.md"
    note.write_text("## 主要业绩\n\n上半年投放顺利。\n\n## 存在问题\n\n", encoding="utf-8")
    (entry,) = told(folder, "007")["entries"]
    assert (entry["note"], entry["lacking"]) == ("doubtful", ["problems", "next_steps"])
    text = run(folder, "board", small.PERIOD, "007", "--text").stdout
    assert "北支行 王㛃：缺少或空着的部分：存在问题、下一步" in text


def test_some_people_or_a_branch_may_be_asked_for(workspace: Path) -> None:
    assert [one["id"] for one in told(workspace, "north")["entries"]] == ["007", "008"]
    assert [one["id"] for one in told(workspace, "NO")["entries"]] == ["NO"]
    assert run(workspace, "board", small.PERIOD, "nord").exit_code == 2


def test_the_workbook_holds_the_same_and_no_formula(workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    assert run(workspace, "board", small.PERIOD, "--time", "2025-07-03", "-o", str(path)).exit_code == 0
    people, units = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets
    rows = [[cell.value for cell in row] for row in people.iter_rows(min_row=5)]
    assert [row[:4] for row in rows] == [
        ["北支行", "王㛃", "007", "▲ in, to be put right"],
        ["北支行", "Ann O'Neil", "008", "■ faulty"],
        ["南支行", "陈堃", "NO", "■ missing"],
    ]
    assert [[cell.value for cell in row] for row in units.iter_rows(min_row=5)] == [
        ["北支行", 2, 1, 1, 1, 0],
        ["南支行", 1, 0, 0, 0, 1],
        ["Altogether", 3, 1, 1, 1, 1],
    ]
    assert people.auto_filter.ref == "A4:M7"
    assert (units["A2"].alignment.wrap_text, units.row_dimensions[2].height) == (True, 30)
    assert not any(cell.data_type == "f" for sheet in (people, units) for row in sheet for cell in row)


@pytest.mark.parametrize("name", ["board.csv", "there/is/none/board.xlsx"])
def test_a_file_that_cannot_be_is_refused_before_anything_is_read(workspace: Path, name: str) -> None:
    result = run(workspace, "board", small.PERIOD, "-o", name)
    assert (result.exit_code, result.stdout) == (2, "")


def test_the_page_of_the_book_counts_the_same(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace", language="en")
    inprocess.build(folder)
    page = (folder / "_build/2025-H1/html/board.html").read_text("utf-8")
    rows = [re.sub(r"<[^>]+>", "", row) for row in re.findall(r"<tr.*?</tr>", page, flags=re.S)]
    shown = {name: row.split("\n") for row in rows for name in ("王㛃", "Ann O'Neil", "陈堃") if name in row}
    for entry in told(folder)["entries"]:
        cells = [cell for cell in shown[entry["name"]] if cell]
        assert cells[2] == {"in": "● in", "missing": "■ missing"}[entry["note"]]
        answered = f"{entry['promises'] - entry['unanswered']}/{entry['promises']}"
        assert cells[-2:] == [answered if entry["promises"] else "–", str(entry["data_notes"])]
    assert "notes due on 10 Jul 2025" in page
