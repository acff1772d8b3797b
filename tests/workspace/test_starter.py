"""A new workspace: whole or none, and never over anything that is there."""

from pathlib import Path

import pytest

from tallybook import workspace
from tallybook.errors import WorkspaceError
from tallybook.workspace import starter


def test_what_is_there_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "units.csv").write_text("mine")
    (tmp_path / "book").mkdir()
    with pytest.raises(WorkspaceError, match="there is book, data"):
        workspace.init(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["book", "data", "units.csv"]
    assert (tmp_path / "data" / "units.csv").read_text() == "mine"


def test_a_file_in_the_folders_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "w").write_text("mine")
    with pytest.raises(WorkspaceError, match="is not empty"):
        workspace.init(tmp_path / "w")
    assert (tmp_path / "w").read_text() == "mine"


def test_hidden_files_are_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    workspace.init(tmp_path)
    assert workspace.find(tmp_path).root == tmp_path.resolve()


def test_what_was_broken_off_is_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, copied = starter._copy, []

    def copy(source: Path, target: Path) -> None:
        if len(copied) == 2:
            raise KeyboardInterrupt
        whole(source, target)
        copied.append(target)

    monkeypatch.setattr(starter, "_copy", copy)
    with pytest.raises(KeyboardInterrupt):
        workspace.init(tmp_path / "w")
    monkeypatch.undo()
    with pytest.raises(WorkspaceError, match="left from an init that was broken off"):
        workspace.init(tmp_path / "w")
    with pytest.raises(WorkspaceError, match="no workspace"):
        workspace.find(tmp_path / "w")
