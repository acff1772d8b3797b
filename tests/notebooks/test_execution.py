"""The notebooks executed for real, as a build does and as a person does who opens one in JupyterLab."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tallybook import results, slices, tables, workspace
from tallybook.domain.period import Period
from tallybook.domain.results import Results
from tests import small

COMMON = ("course", "attainment")
MONTHLY = ("course", "bridge", "attainment")
TIMEOUT = 120


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("house"))


def _executed(path: Path, folder: Path, **parameters: str) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    first = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
    first.source += "".join(f"\n{name} = {value!r}" for name, value in parameters.items())
    NotebookClient(notebook, timeout=TIMEOUT, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def _names(found: Results) -> tuple[str, ...]:
    return tuple(figure.name for figure in found.figures)


@pytest.mark.parametrize(
    ("name", "subject", "figures"),
    [
        ("manager", "manager-007", COMMON),
        ("unit", "unit-bank", (*COMMON, "ranking", "gap", "spread")),
    ],
)
def test_runs_by_hand_from_anywhere_in_the_workspace(
    house: Path, name: str, subject: str, figures: tuple[str, ...]
) -> None:
    executed = _executed(
        house / "notebooks" / f"{name}.ipynb", house / "notebooks", period=small.PERIOD, subject=subject
    )
    found = results.from_notebook(executed)
    assert found.subject.slug == subject
    assert _names(found) == figures
    assert all(figure.alt and figure.message and figure.svg.startswith("<svg") for figure in found.figures)
    shown = [output.data for cell in executed.cells for output in cell.get("outputs", ()) if "data" in output]
    assert [data["image/svg+xml"] for data in shown if "image/svg+xml" in data] == [
        f.svg for f in found.figures
    ]


def test_runs_on_a_slice_as_a_build_gives_it(house: Path, tmp_path: Path) -> None:
    space = workspace.find(house)
    when = Period.parse(small.PERIOD, space.fiscal)
    read = tables.read(space.root, space.settings)
    subject = next(each for each in slices.subjects(read, when) if each.slug == "unit-north")
    (slice_,) = slices.cut(read, space.settings, when, [subject])
    path = slices.write(slice_, tmp_path / "slices")
    executed = _executed(
        house / "notebooks" / "unit.ipynb", tmp_path, slice_file=str(path), subject="ignored"
    )
    found = results.from_notebook(executed)
    assert (found.subject, found.period) == (subject, small.PERIOD)
    assert {fact.subject.name for fact in found.members} == {"王㛃", "Ann O'Neil"}


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("manager", (*MONTHLY, "concentration", "visits")),
        ("unit", (*MONTHLY, "concentration", "visits", "ranking", "gap", "spread")),
    ],
)
def test_runs_on_the_demo_from_its_default_parameters(name: str, figures: tuple[str, ...]) -> None:
    folder = small.ROOT / "notebooks"
    found = results.from_notebook(_executed(folder / f"{name}.ipynb", folder))
    assert _names(found) == figures
