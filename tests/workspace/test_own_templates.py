"""Templates are the workspace's own; those it lacks are the program's."""

from pathlib import Path

import pytest

from tallybook import workspace
from tallybook.workspace import config

CONFIG = """\
tallybook:
  organisation: 某行
  tables: {units: {file: a.csv}, managers: {file: a.csv}, kpis: {file: a.csv}, actuals: {file: a.csv}}
"""


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> workspace.Workspace:
    """A workspace with one template, beside a program with two."""
    for folder, names in (("program", ("index", "board")), ("house", ("board",))):
        (tmp_path / folder / "templates").mkdir(parents=True)
        for name in names:
            (tmp_path / folder / "templates" / f"{name}.md.jinja").write_text(folder, encoding="utf-8")
    (tmp_path / "house" / "_config.yml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.setattr(config, "packaged", lambda: tmp_path / "program")
    return workspace.read(tmp_path / "house")


def test_what_the_workspace_has_wins(found: workspace.Workspace) -> None:
    assert found.templates() == {"board.md.jinja": "house", "index.md.jinja": "program"}


def test_what_a_book_is_made_of_names_the_files_that_were_taken(found: workspace.Workspace) -> None:
    used = [path.relative_to(found.root.parent).as_posix() for path in found.inputs()]
    assert sorted(used) == [
        "house/_config.yml",
        "house/templates/board.md.jinja",
        "program/templates/index.md.jinja",
    ]
