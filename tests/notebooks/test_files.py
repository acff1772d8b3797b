"""The notebooks as files: thin, clean, and fit to be run in batch and by hand."""

from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ("manager", "unit")
MOST_CELLS = 8
MOST_LINES = 6


def _read(name: str) -> nbformat.NotebookNode:
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=nbformat.NO_CONVERT)


def _code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_is_valid_thin_and_without_outputs(name: str) -> None:
    notebook = _read(name)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert len(_code(notebook)) <= MOST_CELLS
    for cell in _code(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None
        assert len(cell.source.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_cells_are_named_by_what_they_do(name: str) -> None:
    ids = [cell.id for cell in _read(name).cells]
    assert len(set(ids)) == len(ids)
    assert ids[:2] == ["title", "parameters-text"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_parameters_are_declared_in_the_first_code_cell_and_nowhere_else(name: str) -> None:
    first, *others = _code(_read(name))
    assert first.metadata.tags == ["parameters"]
    assert not any("tags" in cell.metadata for cell in others)
    declared: dict[str, object] = {}
    exec(first.source, declared)
    assert {key for key in declared if not key.startswith("__")} == {"slice_file", "period", "subject"}
    assert declared["slice_file"] == ""


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_opened_by_hand_it_is_about_the_first_of_its_kind(name: str) -> None:
    declared: dict[str, str] = {}
    exec(_code(_read(name))[0].source, declared)
    assert declared["subject"] == Path(name).stem
