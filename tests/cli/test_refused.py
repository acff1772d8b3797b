"""What the system refuses is told in one line that names the place, in the workspace's language; nothing is left out."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import small, unprivileged
from tests.commands import run


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small.write(tmp_path_factory.mktemp("refused") / "workspace")
    (folder / "book").mkdir()
    return folder


@pytest.fixture
def workspace(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "workspace"))


def _refused(workspace: Path, place: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a verb while nobody may look into a place."""
    kept = (workspace / place).stat().st_mode
    (workspace / place).chmod(0)
    try:
        return subprocess.run(
            [*unprivileged.prefix(), sys.executable, "-m", "tallybook", *arguments],
            cwd=workspace,
            capture_output=True,
            encoding="utf-8",
        )
    finally:
        (workspace / place).chmod(kept)


@pytest.mark.parametrize("place", ["templates", "notebooks", "book"])
def test_a_folder_that_may_not_be_looked_into_is_not_taken_for_empty(workspace: Path, place: str) -> None:
    ended = _refused(workspace, place, "check")
    assert ended.returncode == 1
    assert ended.stderr == f"无法读取文件夹 {workspace / place}：没有权限。\n"


def test_notes_that_may_not_be_looked_into_are_among_the_faults(workspace: Path) -> None:
    (workspace / "data" / "units.csv").write_text("unit_id,name,parent_id\nbank,,\n", "utf-8")
    ended = _refused(workspace, "data/notes", "check")
    assert ended.returncode == 4
    assert "tallybook.notes" in ended.stdout + ended.stderr
    assert "[not-readable]" in ended.stdout + ended.stderr
    assert "[missing-value]" in ended.stdout + ended.stderr


@pytest.mark.parametrize("arguments", [("build", small.PERIOD), ("status", small.PERIOD)])
def test_where_nothing_may_be_generated(workspace: Path, arguments: tuple[str, ...]) -> None:
    (workspace / "_build").mkdir()
    ended = _refused(workspace, "_build", *arguments)
    *_, told = ended.stderr.splitlines()
    assert ended.returncode == 1
    assert "没有权限" in told
    assert str(workspace / "_build") in told
    assert "Traceback" not in ended.stderr


def test_a_notebook_that_may_not_be_read(workspace: Path) -> None:
    ended = _refused(workspace, "notebooks/unit.ipynb", "check")
    assert ended.returncode == 1
    assert ended.stderr == f"无法访问 {workspace / 'notebooks' / 'unit.ipynb'}：没有权限。\n"


@pytest.mark.parametrize("place", ["_build", f"_build/{small.PERIOD}"])
@pytest.mark.parametrize("leads_nowhere", [True, False])
def test_a_file_in_the_place_of_a_folder_is_named(
    workspace: Path, place: str, *, leads_nowhere: bool
) -> None:
    path = workspace / place
    path.parent.mkdir(exist_ok=True)
    if leads_nowhere:
        path.symlink_to("nowhere")
    else:
        path.write_text("mine")
    result = run("build", small.PERIOD, "-C", str(workspace))
    assert result.exit_code == 1
    assert str(path) in result.stderr
    assert ("不是文件夹" in result.stderr) or ("指向别处" in result.stderr)
    assert path.is_symlink() if leads_nowhere else path.read_text() == "mine"
