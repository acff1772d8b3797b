"""What is run again after a change: all that depends on it, and no one else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tallybook import pipeline, stamp, tables, workspace
from tests import small
from tests.cli.test_build import run

ALL = {"bank", "north", "south", "007", "008", "NO"}
MANAGERS = {"007", "008", "NO"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.write(tmp_path_factory.mktemp("built") / "workspace")
    assert run("build", small.PERIOD, "-C", str(folder)).exit_code == 0
    return folder


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def saved_by_hand(folder: Path) -> None:
    """A person opened the notebook, ran it and saved it."""
    path = folder / "notebooks" / "manager.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            cell.update(execution_count=number, outputs=[])
    path.write_text(json.dumps(notebook, indent=2), encoding="utf-8")


CHANGES = {
    "one result": (replaced("data/actuals.csv", "007,2025-05-28,loans,36.50", "007,2025-05-28,loans,36.40"), {"007", "north", "bank"}),
    "one plan": (replaced("data/targets.csv", "NO,2025-H1,loans,230", "NO,2025-H1,loans,231"), {"NO", "south", "bank"}),
    "one promise": (replaced("data/commitments.csv", "走访全部客户", "走访重点客户"), {"008", "north", "bank"}),
    "a person's name": (replaced("data/managers.csv", "陈堃", "陈坤"), {"NO", "south", "bank"}),
    "a unit's name": (replaced("data/units.csv", "北支行", "城北支行"), {"north", "bank", "007", "008"}),
    "a KPI's name": (replaced("data/kpis.csv", "贷款投放额", "贷款发放额"), ALL),
    "the leading KPI": (replaced("_config.yml", "lead_kpi: loans", "lead_kpi: bad"), ALL),
    "the language": (replaced("_config.yml", "language: zh", "language: en"), ALL),
    "the way of rounding": (replaced("_config.yml", "lead_kpi: loans", "lead_kpi: loans\n  rounding: half_up"), ALL),
    "the managers' notebook": (replaced("notebooks/manager.ipynb", "extra = {}", "extra = {'n': 1}"), MANAGERS),
    "the units' notebook": (replaced("notebooks/unit.ipynb", "extra = {}", "extra = {'n': 1}"), ALL - MANAGERS),
    "a note": (replaced("data/notes/2025-H1/007.md", "客户少", "客户不多"), set()),
    "a template": (replaced("templates/manager.md.jinja", "{", "{#- so -#}{"), set()),
    "the title": (replaced("_config.yml", "Half-year book", "The book"), set()),
    "the number of jobs": (replaced("_config.yml", "jobs: 2", "jobs: 1"), set()),
    "a notebook's outputs": (saved_by_hand, set()),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_runs_again_what_depends_on_it(built: Path, tmp_path: Path, name: str) -> None:
    change, expected = CHANGES[name]
    folder = tmp_path / "workspace"
    shutil.copytree(built, folder, symlinks=True)
    before = _key(folder)
    assert _would_run(folder) == set()
    change(folder)
    assert _would_run(folder) == expected
    assert _key(folder) != before


def _would_run(folder: Path) -> set[str]:
    states = json.loads(run("status", small.PERIOD, "-C", str(folder), "--json").stdout)
    return {state["id"] for state in states if not state["up_to_date"]}


def _key(folder: Path) -> str:
    found = workspace.find(folder)
    data = tables.inputs(found.root, found.settings)
    assert data is not None
    return stamp.key((*found.inputs(), *data), {})


def test_files_that_come_and_go_count_too(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(built, folder, symlinks=True)
    keys = [_key(folder)]
    (folder / "book").mkdir()
    for file in ("book/preface.md", "data/notes/2025-H1/008.md"):
        (folder / file).write_text("# 前言\n", encoding="utf-8")
        keys.append(_key(folder))
    (folder / "data" / "notes" / "2025-H1" / "008.md").unlink()
    keys.append(_key(folder))
    assert keys[3] == keys[1]
    assert len(set(keys)) == 3


def test_a_book_with_a_missing_chapter_is_never_taken_for_finished(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")
    replaced("notebooks/manager.ipynb", "extra = {}", "extra = 1 / (subject != 'manager-008')")(folder)
    for _ in range(2):
        result = run("build", small.PERIOD, "-C", str(folder), "--json")
        assert result.exit_code == 3
        assert not json.loads(result.stdout)["unchanged"]
    assert pipeline.Stage.BOOK in json.loads(result.stdout)["seconds"]
