"""Where optional packages are not installed, each command says which one it needs, and does all that it can without."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import small
from tests.forms import filling

RUN = """
import sys
for name in {missing!r}:
    sys.modules[name] = None
from tallybook.cli import main
main({arguments!r})
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("missing") / "workspace", language="en")


def run(workspace: Path, missing: tuple[str, ...], *arguments: str) -> subprocess.CompletedProcess[str]:
    code = RUN.format(missing=missing, arguments=[*arguments, "-C", str(workspace)])
    return subprocess.run(
        [sys.executable, "-c", code], cwd=workspace, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("missing", "arguments", "extra"),
    [
        (("docx", "lxml"), ("form", small.PERIOD, "--word", "-o", "out"), "word"),
        (("xlsxwriter",), ("form", small.PERIOD, "--excel", "-o", "out"), "excel"),
        (("xlsxwriter",), ("board", small.PERIOD, "-o", "board.xlsx"), "excel"),
    ],
)
def test_what_is_missing_is_named_with_how_to_get_it(
    workspace: Path, missing: tuple[str, ...], arguments: tuple[str, ...], extra: str
) -> None:
    result = run(workspace, missing, *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert (
        f'{missing[0]}, which is not installed. Install it with: pip install "tallybook[{extra}]"'
        in result.stderr
    )
    assert not (workspace / "out").exists()
    assert not (workspace / "collected").exists(), "no number is used up by a form that was not made"


def test_word_forms_are_collected_without_what_makes_them(workspace: Path, tmp_path: Path) -> None:
    (workspace / "data/notes/2025-H1/007.md").unlink()
    path = filling.give(workspace, "007", tmp_path / "back", "word")
    filling.fill(path, {"Achievements": [{"What was achieved": "投放顺利"}]})
    result = run(
        workspace, ("docx", "lxml", "xlsxwriter", "python_calamine"), "collect", str(tmp_path / "back")
    )
    assert (result.returncode, "● taken" in result.stdout) == (0, True), result.stderr


def test_excel_forms_need_their_reader_and_say_so(workspace: Path, tmp_path: Path) -> None:
    filling.give(workspace, "008", tmp_path / "back")
    result = run(workspace, ("python_calamine",), "collect", str(tmp_path / "back"))
    assert result.returncode != 0
    assert "tallybook[excel]" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
