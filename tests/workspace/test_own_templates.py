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


def test_parts_that_no_template_of_the_workspace_leads_to_are_not_taken(found: workspace.Workspace) -> None:
    program, house = (found.root.parent / name / "templates" for name in ("program", "house"))
    for name, text in (("_new", "{% include '_below.md.jinja' %}"), ("_below", "below"), ("_other", "x")):
        (program / f"{name}.md.jinja").write_text(text, encoding="utf-8")
    (house / "_mine.md.jinja").write_text("mine", encoding="utf-8")
    assert set(found.templates()) == {"board.md.jinja", "index.md.jinja", "_mine.md.jinja"}
    (house / "board.md.jinja").write_text("{% include '_new.md.jinja' %}", encoding="utf-8")
    assert set(found.templates()) == {
        *("board.md.jinja", "index.md.jinja", "_mine.md.jinja"),
        *("_new.md.jinja", "_below.md.jinja"),
    }


def test_what_a_book_is_made_of_names_the_files_that_were_taken(found: workspace.Workspace) -> None:
    used = [path.relative_to(found.root.parent).as_posix() for path in found.inputs()]
    assert sorted(used) == [
        "house/_config.yml",
        "house/templates/board.md.jinja",
        "program/templates/index.md.jinja",
    ]
