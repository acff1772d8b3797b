"""What stops a batch before anything runs, and what stops one run before its kernel is there."""

import json
import os
from pathlib import Path

import pytest

from tallybook import runs
from tallybook.domain.results import Failed, FailureKind, Job, Outcome
from tallybook.errors import FilesError, RunsError
from tallybook.runs import kernels, warm
from tallybook.settings import Running
from tests.runs import making

RUNNING = Running(jobs=1, timeout=5, start_timeout=20)


def run(job: Job, *more: Job, folder: Path, running: Running = RUNNING) -> Outcome:
    outcomes = runs.run((job, *more), running=running, folder=folder, on_done=lambda _outcome: None)
    return outcomes[0]


def job(folder: Path) -> Job:
    return making.job(folder, "m01", "ok", notebook=making.notebook(folder / "manager.ipynb"))


def test_no_jobs_are_no_trouble(tmp_path: Path) -> None:
    assert runs.run((), running=RUNNING, folder=tmp_path, on_done=print) == ()


def test_notebooks_that_do_not_declare_their_parameters_are_refused_together(tmp_path: Path) -> None:
    part = making.notebook(tmp_path / "manager.ipynb", parameters='slice_file: str = ""\nsubject = ""')
    none = making.notebook(tmp_path / "unit.ipynb", parameters=None)
    first = making.job(tmp_path, "m01", "ok", notebook=part)
    second = making.job(tmp_path, "m02", "ok", notebook=none)
    with pytest.raises(RunsError, match=r"manager.ipynb: period; unit.ipynb: slice_file, period, subject\."):
        run(first, second, folder=tmp_path)
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("changed", ["manager.ipynb", "slices/manager-m01.json"])
def test_what_changes_meanwhile_is_refused(tmp_path: Path, changed: str) -> None:
    made = job(tmp_path)
    path = tmp_path / changed
    path.write_text(path.read_text().replace("ok", "okay").replace("# Words", "# Others"))
    with pytest.raises(RunsError, match="changed while the build was under way"):
        run(made, folder=tmp_path)


def test_a_long_place_for_temporary_files_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with pytest.raises(RunsError, match="Set TMPDIR to a shorter one"):
        run(job(tmp_path), folder=tmp_path)
    assert list(long.iterdir()) == []


def test_a_missing_place_for_temporary_files_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(FilesError, match="gone could not be written"):
        run(job(tmp_path), folder=tmp_path)


@pytest.mark.parametrize(
    ("keeper", "seconds", "detail"),
    [
        ("import time; time.sleep(600)", 1, "its kernel did not answer within 1 s"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
            1,
            "its kernel did not answer within 1 s",
        ),
        ("raise ImportError('no ipykernel here')", 10, "ImportError: no ipykernel here"),
    ],
)
def test_a_kernel_that_never_answers_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keeper: str, seconds: int, detail: str
) -> None:
    script = tmp_path / "keeper.py"
    script.write_text(keeper)
    monkeypatch.setattr(kernels, "_KEEPER", script)
    monkeypatch.setattr(warm, "SUPPORTED", False)
    outcome = run(job(tmp_path), folder=tmp_path, running=Running(jobs=1, start_timeout=seconds))
    assert isinstance(outcome, Failed)
    assert (outcome.kind, str(outcome.detail)) == (FailureKind.NOT_STARTED, detail)
    assert outcome.seconds < 60


def test_a_notebook_without_ids_of_cells_is_run(tmp_path: Path) -> None:
    path = making.notebook(tmp_path / "manager.ipynb", cells=("import sys", "sys.exit(3)"))
    content = json.loads(path.read_text())
    for cell in content["cells"]:
        del cell["id"]
    path.write_text(json.dumps(content))
    outcome = run(making.job(tmp_path, "m01", "ok", notebook=path), folder=tmp_path)
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.cell, outcome.detail) == (FailureKind.STOPPED_EARLY, 3, "SystemExit: 3")


def test_a_kernel_is_given_what_it_needs_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", "/bin")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    given = kernels.environment(tmp_path, tmp_path / "shared")
    assert given["PATH"] == "/bin"
    assert "AWS_SECRET_ACCESS_KEY" not in given
    assert given["PYTHONHASHSEED"] == "0"
    assert Path(given["HOME"]).is_relative_to(tmp_path)
