"""What is run again after a change: all that depends on it, and no one else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import tallybook
from tallybook import book, compose, pipeline, stamp, tables, workspace
from tallybook.domain.period import Period
from tallybook.domain.results import Job
from tallybook.pipeline import measuring, running, soundness
from tallybook.runs import keys
from tests import small
from tests.commands import run

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


def test_another_period_is_run_whole(built: Path) -> None:
    assert _would_run(built, "2025-Q2") == ALL


INSTALLED = {
    "the measures": ("measures/plans.py", ALL),
    "a font": ("fonts/NotoSansSC-Regular.ttf", ALL),
    "the house's words": ("locale/zh/LC_MESSAGES/tallybook.po", ALL),
    "what Sphinx is told": ("book/html.py", set()),
}


@pytest.mark.parametrize("name", INSTALLED)
def test_another_version_of_the_package_runs_again_what_notebooks_reach(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    file, expected = INSTALLED[name]
    package = tmp_path / "tallybook"
    shutil.copytree(Path(tallybook.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    with (package / file).open("ab") as changed:
        changed.write(b"\n")
    monkeypatch.setattr(tallybook, "__file__", str(package / "__init__.py"))
    monkeypatch.setattr(keys, "_code", keys._code.__wrapped__)
    assert _would_run(built) == expected


@pytest.mark.parametrize("library", ["pandas", "matplotlib"])
def test_another_version_of_a_library_runs_everything_again(
    built: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    known = keys._versions()
    monkeypatch.setattr(keys, "_versions", lambda: known | {library: "0"})
    assert _would_run(built) == ALL


def test_another_version_of_what_a_notebook_imports_runs_that_notebook_again(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(built, folder, symlinks=True)
    replaced("notebooks/unit.ipynb", "extra = {}", "import click\\nextra = {}")(folder)
    before = {job.subject.id: job.key for job in _jobs(folder)}
    monkeypatch.setattr(keys, "_version_of", lambda module: f"{module} 0")
    after = {job.subject.id: job.key for job in _jobs(folder)}
    assert {id_ for id_, key in before.items() if key != after[id_]} == ALL - MANAGERS


def _jobs(folder: Path) -> list[Job]:
    found = workspace.find(folder)
    period = Period.parse(small.PERIOD, found.fiscal)
    cut = measuring.slices_of(found, measuring.tables_of(found, period), period)
    return [running.planned(found, slice_, folder / "_build") for slice_ in cut]


def _would_run(folder: Path, period: str = small.PERIOD) -> set[str]:
    states = json.loads(run("status", period, "-C", str(folder), "--json").stdout)
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


OF_PAGES = {
    "a template": replaced("templates/manager.md.jinja", "{", "{#- so -#}{"),
    "a page": lambda folder: (folder / "book" / "preface.md").write_text("# 序\n", encoding="utf-8"),
    "a setting": replaced("_config.yml", "language: zh", "language: en"),
    "who is there": replaced("data/managers.csv", "NO,陈堃", "009,周宁,south,客户经理,初级,,\nNO,陈堃"),
}


def test_what_is_written_by_hand_is_looked_through_again_only_after_a_change(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(compose, "check_templates", lambda *_: looked.append("templates"))
    monkeypatch.setattr(book, "check", lambda *_: looked.append("pages"))
    for name, change in {"nothing": lambda _: None, **OF_PAGES}.items():
        folder = tmp_path / name
        shutil.copytree(built, folder, symlinks=True)
        (folder / "book").mkdir(exist_ok=True)
        for _ in range(2):
            _sound(folder)
        assert looked == ["templates", "pages"]
        change(folder)
        _sound(folder)
        assert looked == ["templates", "pages"] * (1 if name == "nothing" else 2), name
        looked.clear()


def _sound(folder: Path) -> None:
    found = workspace.find(folder)
    period = Period.parse(small.PERIOD, found.fiscal)
    soundness.sound(found, period, noted=folder).note(folder)


def test_a_book_with_a_missing_chapter_is_never_taken_for_finished(tmp_path: Path) -> None:
    folder = small.write(tmp_path / "workspace")
    replaced("notebooks/manager.ipynb", "extra = {}", "extra = 1 / (subject != 'manager-008')")(folder)
    for _ in range(2):
        result = run("build", small.PERIOD, "-C", str(folder), "--json")
        assert result.exit_code == 3
        assert not json.loads(result.stdout)["unchanged"]
    assert pipeline.Stage.BOOK in json.loads(result.stdout)["seconds"]
