import json
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from tallybook import files
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import RunsError
from tallybook.runs import keys
from tests.runs import making

SUBJECT = Subject(kind=SubjectKind.MANAGER, id="m01", name="张敏")


def key(folder: Path, *, subject: Subject = SUBJECT, period: str = "2025-H1") -> str:
    slice_file = folder / "slices" / "manager-m01.json"
    return keys.key(
        subject,
        period,
        notebook=folder / "manager.ipynb",
        slice_file=slice_file,
        fingerprint=files.digest(slice_file),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = making.notebook(tmp_path / "manager.ipynb")
    making.job(tmp_path, "m01", "ok", notebook=made)
    return tmp_path


def edit(folder: Path, change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    path = folder / "manager.ipynb"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def run_by_hand(content: dict) -> None:  # type: ignore[type-arg]
    cell = content["cells"][2]
    cell["execution_count"] = 7
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    cell["source"] = "".join(cell["source"])
    content["metadata"]["language_info"] = {"name": "python", "version": "3.99"}


def change_source(content: dict) -> None:  # type: ignore[type-arg]
    content["cells"][2]["source"] = "pass"


def change_tags(content: dict) -> None:  # type: ignore[type-arg]
    content["cells"][2]["metadata"]["tags"] = ["hidden"]


def test_the_key_stays_the_same_where_nothing_of_matter_changes(folder: Path) -> None:
    before = key(folder)
    edit(folder, run_by_hand)
    assert key(folder) == before


def test_the_key_does_not_depend_on_the_place(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    made = making.notebook(elsewhere / "manager.ipynb")
    making.job(elsewhere, "m01", "ok", notebook=made)
    assert key(elsewhere) == key(folder)


@pytest.mark.parametrize("change", [change_source, change_tags])
def test_another_notebook_has_another_key(folder: Path, change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    before = key(folder)
    edit(folder, change)
    assert key(folder) != before


def test_another_slice_period_or_subject_has_another_key(folder: Path) -> None:
    first = key(folder)
    other = Subject(kind=SubjectKind.UNIT, id="m01", name="张敏")
    found = {first, key(folder, period="2025"), key(folder, subject=other)}
    making.job(folder, "m01", "other", notebook=folder / "manager.ipynb")
    assert len(found | {key(folder)}) == 4


@pytest.mark.parametrize("part", ["_code", "_versions"])
def test_other_code_or_libraries_have_another_key(
    folder: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key(folder)
    monkeypatch.setattr(keys, part, lambda: {"changed": "0"})
    assert key(folder) != before


IMPORTS = {
    "import scipy": {"scipy"},
    "import scipy.stats as stats, polars  # and no more": {"scipy", "polars"},
    "if True:\n    from sklearn.linear_model import Ridge": {"sklearn"},
    "import json; from decimal import Decimal\nfrom tallybook import notebook": set(),
    "important = 1\nfrom_here = 'import that'": set(),
}


@pytest.mark.parametrize("text", IMPORTS)
def test_the_modules_that_a_notebook_imports_are_known_by_their_names(text: str) -> None:
    assert set(keys.imported([text])) == IMPORTS[text]


def test_another_version_of_what_a_notebook_imports_has_another_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folder, lambda content: content["cells"][2].update(source="import click"))
    before = key(folder)
    installed = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0" if name == "pytest" else installed(name))
    keys._version_of.cache_clear()
    assert key(folder) == before
    monkeypatch.setattr(metadata, "version", lambda name: "0" if name == "click" else installed(name))
    keys._version_of.cache_clear()
    assert key(folder) != before
    keys._version_of.cache_clear()


@pytest.mark.parametrize(
    ("room", "reached"),
    [
        ("measures", True),
        ("charts", True),
        ("notebook.py", True),
        ("fonts", True),
        ("locale", True),
        ("some_new_room", True),
        ("book", False),
        ("cli", False),
        ("pipeline.py", False),
    ],
)
def test_the_code_that_notebooks_reach_counts(room: str, reached: bool) -> None:
    assert keys._reached(room) is reached


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"nbformat": 3, "cells": []}', '{"nbformat": 4, "cells": [1]}']
)
def test_what_is_no_notebook_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "manager.ipynb"
    path.write_text(text)
    with pytest.raises(RunsError, match=r"manager\.ipynb is not a notebook"):
        keys.source(path)


def test_a_notebook_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(RunsError, match="There is no notebook"):
        keys.source(tmp_path / "manager.ipynb")


def test_importing_the_room_loads_nothing_slow() -> None:
    command = (
        "import sys, tallybook.runs; print([m for m in ('papermill', 'nbformat', 'zmq') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
