"""Handwritten pages with faults stop `check` and `build` before anything runs, together with all other faults."""

from pathlib import Path

import pytest

from tests import small
from tests.commands import run


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = small.write(tmp_path / "workspace")
    (folder / "book").mkdir()
    (folder / "book" / "preface.md").write_text(
        "# 前言\n\n[王㛃](manager-007.md)，[看板](board.md)\n\n```{include} ../data/units.csv\n```\n\n<b>粗</b>\n",
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize("command", [("check",), ("build", small.PERIOD)])
def test_their_faults_are_told_with_those_of_the_tables(workspace: Path, command: tuple[str, ...]) -> None:
    (workspace / "data" / "units.csv").write_text(
        "unit_id,name,parent_id\nbank,海港银行,none\n", encoding="utf-8"
    )
    result = run(*command, "-C", str(workspace))
    assert result.exit_code == 4
    for text in (
        "book/preface.md\n  第 5 行：",
        "{include}",
        "第 8 行：",
        "HTML",
        "[handwritten-page]",
        "data/units.csv",
    ):
        assert text in result.output
    assert "manager-007" not in result.output
    assert not (workspace / "_build").exists()


def test_a_good_page_that_leads_to_chapters_is_checked_and_built(workspace: Path) -> None:
    page = workspace / "book" / "preface.md"
    page.write_text(page.read_text(encoding="utf-8").partition("\n\n```")[0] + "\n", encoding="utf-8")
    assert run("check", "-C", str(workspace)).exit_code == 0
    assert run("build", small.PERIOD, "-C", str(workspace), "-q").exit_code == 0
    page.write_text("# 前言\n\n[x](manager-7.md)\n", encoding="utf-8")
    result = run("build", small.PERIOD, "-C", str(workspace))
    assert (result.exit_code, "book/preface.md\n  第 3 行：有链接指向 manager-7.md" in result.output) == (
        4,
        True,
    )
